//! The kinds of measure that an authority takes.

use crate::vocabulary::{open_words, snake_case};

open_words! {
    /// The kind of a measure of an authority: a word in `snake_case`, one of these or another.
    ///
    /// ```
    /// use corridor::MeasureKind;
    ///
    /// assert_eq!("port_closure".parse::<MeasureKind>()?, MeasureKind::PORT_CLOSURE);
    /// assert_eq!("humanitarian_aid".parse::<MeasureKind>()?.as_str(), "humanitarian_aid");
    /// # Ok::<(), corridor::Error>(())
    /// ```
    snake_case MeasureKind, "a kind of measure" {
        /// A port of entry or a border is closed.
        PORT_CLOSURE "port_closure";
        /// A port of entry or a border is reopened.
        PORT_REOPENING "port_reopening";
        /// Visas or other legal pathways are offered.
        VISA_PROGRAMME "visa_programme";
        /// Checks, detentions, removals.
        ENFORCEMENT "enforcement";
        /// Anything else.
        OTHER "other";
    }
}
