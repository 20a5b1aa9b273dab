//! Kinds of place.

use crate::vocabulary::{open_words, snake_case};

open_words! {
    /// The kind of a place: a word in `snake_case`, one of these or another.
    ///
    /// ```
    /// use corridor::PlaceKind;
    ///
    /// assert_eq!("border_crossing".parse::<PlaceKind>()?, PlaceKind::BORDER_CROSSING);
    /// assert_eq!("forwarding_hub".parse::<PlaceKind>()?.as_str(), "forwarding_hub");
    /// # Ok::<(), corridor::Error>(())
    /// ```
    snake_case PlaceKind, "a kind of place" {
        /// A second-level administrative unit, placed at its seat.
        MUNICIPALITY "municipality";
        /// A city, town or village.
        LOCALITY "locality";
        /// A point where a border is crossed.
        BORDER_CROSSING "border_crossing";
        /// A camp.
        CAMP "camp";
        /// A place that people flee.
        CONFLICT_ZONE "conflict_zone";
    }
}

impl Default for PlaceKind {
    fn default() -> Self {
        Self::LOCALITY
    }
}
