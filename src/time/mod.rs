//! When something happened, and which days a figure counts.
//!
//! [`When`] is a date as a report knows it, uncertain or open; [`Period`] is a stretch of whole
//! days, both ends known. Both count days of the proleptic Gregorian calendar, as written: there is
//! no time zone and no clock.

mod calendar;
mod certainty;
mod days;
mod expression;
mod period;
mod refusal;
mod stretch;
mod when;

pub use calendar::CalendarError;
pub use certainty::Certainty;
pub use days::{Days, MarchError, march_end};
pub use period::{Period, PeriodError};
pub use refusal::WhenError;
pub use when::When;
