//! The time over which an average rate is stated.

use crate::vocabulary::vocabulary;

/// The time that a rate is an average over: "3,000 a day".
///
/// ```
/// use corridor::{Per, Statistic};
///
/// let rate = Statistic::draft("s1", "crossings", "2023-09")
///     .unit("person")
///     .nature("flow")
///     .area("PA")
///     .words("more than 2,000 a day")
///     .publisher("snm")
///     .build()?;
/// assert_eq!(rate.per(), Some(Per::Day));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Per {
    /// A rate per day.
    Day,
    /// A rate per week.
    Week,
    /// A rate per month.
    Month,
    /// A rate per year.
    Year,
}

vocabulary!(Per, "a time that a rate is over", { Day "day", Week "week", Month "month", Year "year" });
