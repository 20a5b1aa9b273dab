//! Why people left, or died.

use crate::vocabulary::{open_words, snake_case};

open_words! {
    /// Why people left, or what caused an event: a word in `snake_case`, one of these or another.
    ///
    /// For a group or an event it is what set people moving; for a casualty, what killed or hurt
    /// them.
    ///
    /// ```
    /// use corridor::Cause;
    ///
    /// assert_eq!("disaster".parse::<Cause>()?, Cause::DISASTER);
    /// assert_eq!("drowning".parse::<Cause>()?.as_str(), "drowning");
    /// # Ok::<(), corridor::Error>(())
    /// ```
    snake_case Cause, "a cause" {
        /// Conflict, persecution, crime.
        VIOLENCE "violence";
        /// A storm, a flood, a drought, an earthquake.
        DISASTER "disaster";
        /// Lack of work, food or means.
        POVERTY "poverty";
        /// What a government decided: a new visa, an eviction, a dam.
        POLICY "policy";
    }
}
