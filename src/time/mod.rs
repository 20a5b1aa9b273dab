//! When something happened, and which days a figure covers.
//!
//! Reports say "about the 20th" or "since Monday"; statistics say "fiscal year 2023". Read as a
//! single day or as a calendar year, these would yield speeds and sums that nobody reported.
//! [`When`] is a date as a report states it, possibly uncertain or open. [`Period`] is a run of
//! whole days with both ends known.
//!
//! ```
//! use corridor::{Certainty, Period, When};
//!
//! let (convened, held): (When, When) = ("2023-12-20~".parse()?, "2023-12-27".parse()?);
//! assert_eq!(convened.before(&held), Certainty::Certain);
//! assert_eq!(convened.days_until(&held).map(|days| days.to_string()).as_deref(), Some("6–8 days"));
//! assert_eq!(Period::us_fiscal_year(2023)?.to_string(), "2022-10/2023-09");
//! # Ok::<(), corridor::Error>(())
//! ```
//!
//! Both use days of the proleptic Gregorian calendar, years 0001 to 9999, as written: there is no
//! time zone and no clock. Texts are EDTF (ISO 8601-2:2019, Annex A) up to 512 bytes; the fiscal
//! year is that of 31 U.S.C. § 1102.

mod calendar;
mod certainty;
mod date;
mod days;
mod expression;
mod period;
mod refusal;
mod reporting;
mod stretch;
mod when;

pub use certainty::Certainty;
pub use days::{Days, march_end};
pub use period::Period;
pub(crate) use period::US_FISCAL_FIRST_MONTH;
pub use when::When;
pub(crate) use when::one_day;
