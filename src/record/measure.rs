//! What a measure of an authority is.

use crate::vocabulary::{open_words, snake_case};

open_words! {
    /// What a measure of an authority is: a word in `snake_case`, one of these or another.
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
        /// A port of entry or a border is opened again.
        PORT_REOPENING "port_reopening";
        /// Visas or other legal ways are offered.
        VISA_PROGRAMME "visa_programme";
        /// Checks, detentions, removals.
        ENFORCEMENT "enforcement";
        /// Anything else.
        OTHER "other";
    }
}
