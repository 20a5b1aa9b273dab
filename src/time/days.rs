//! Numbers of days: between two dates, and on a march.

use std::fmt;

use chrono::{Datelike, Days as WholeDays, NaiveDate};
use serde::Serialize;

use crate::error::Error;
use crate::error::umbrella;
use crate::limits::YEARS;

/// How many days may have passed between two dates: the least and the most.
///
/// Times of day are unknown, so two plain days n apart are n − 1 to n + 1 days of walking apart. If
/// the least is 0, the fast bound of a pace over these days is open.
///
/// ```
/// use corridor::When;
///
/// let left: When = "2023-12-24".parse()?;
/// let seen: When = "2023-12-27".parse()?;
/// let days = left.days_until(&seen).ok_or("seen before it left")?;
/// assert_eq!((days.least(), days.most()), (2, Some(4)));
/// assert_eq!(days.to_string(), "2–4 days");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Days {
    least: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<u64>,
}

impl Days {
    /// `most` must not be below `least`; bounds of dates ensure that.
    pub(super) const fn new(least: u64, most: Option<u64>) -> Self {
        Self { least, most }
    }

    /// The least number of days.
    pub const fn least(self) -> u64 {
        self.least
    }

    /// The greatest number of days; `None` if a date is open.
    pub const fn most(self) -> Option<u64> {
        self.most
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (least, None) => write!(f, "{least} or more days"),
            (0, Some(1)) => f.write_str("up to 1 day"),
            (0, Some(most)) => write!(f, "up to {most} days"),
            (least, Some(most)) => write!(f, "{least}–{most} days"),
        }
    }
}

/// A march whose last day cannot be computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum MarchError {
    /// Its length is negative, infinite or not a number.
    #[error("a march of {days} days: its length must be finite and not below 0")]
    Length {
        /// The length in days.
        days: f64,
    },
    /// It ends outside the years that a date may have.
    #[error(
        "a march of {days} days from {begun} is not within the years {:04} to {:04}",
        YEARS.start(),
        YEARS.end()
    )]
    BeyondCalendar {
        /// Its first day.
        begun: NaiveDate,
        /// The length in days.
        days: f64,
    },
}

umbrella!(MarchError => DateInvalid);

/// The last day of a march of `days` days that starts on `begun`, which counts as the first day. A
/// part of a day counts as a day.
///
/// A march of k days that starts on day d ends on day d + ⌈k⌉ − 1; one of 0 days ends on the day it
/// starts.
///
/// ```
/// use chrono::NaiveDate;
/// use corridor::march_end;
///
/// let begun = NaiveDate::from_ymd_opt(2023, 12, 28).ok_or("no such day")?;
/// assert_eq!(march_end(begun, 0.8)?, begun);
/// assert_eq!(march_end(begun, 2.3)?.to_string(), "2023-12-30");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`Code::DateInvalid`](crate::Code::DateInvalid) if `days` is negative or not finite, or the march is
/// not within the years 0001 to 9999.
pub fn march_end(begun: NaiveDate, days: f64) -> Result<NaiveDate, Error> {
    if !days.is_finite() || days < 0.0 {
        return Err(MarchError::Length { days }.into());
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and not negative; what 64 bits cannot hold saturates, and is beyond the calendar"
    )]
    let whole = days.ceil() as u64;
    let within = |day: &NaiveDate| YEARS.contains(&day.year());
    Some(begun)
        .filter(within)
        .and_then(|day| day.checked_add_days(WholeDays::new(whole.saturating_sub(1))))
        .filter(within)
        .ok_or_else(|| MarchError::BeyondCalendar { begun, days }.into())
}
