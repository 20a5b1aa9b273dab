//! The days that a figure covers.

use std::fmt;
use std::iter;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};
use smol_str::format_smolstr;

use super::calendar::{self, CalendarError, UnitFault};
use super::reporting::{self, Fault};
use crate::code::Code;
use crate::error::{Error, umbrella};
use crate::limits::DATE_TEXT_BYTES;
use crate::shown::shortened;
use crate::vocabulary::text_form;

/// The days that a statistic covers: whole days from the first to the last, both known and both
/// included.
///
/// Use [`When`](crate::When) for when something happened, and a period for the days that a figure
/// covers. It is written in EDTF, as the coarsest that fits of: a year (`2023`), whole years
/// (`2022/2023`), a month (`2023-11`), whole months (`2023-01/2023-11`), a day (`2023-01-05`), days
/// (`2023-01-05/2023-01-09`). All of these are read, also with two ends of different kinds, and so
/// are SDMX's quarters (`2023-Q1`), halves (`2023-S1`) and ISO weeks (`2023-W05`), and EDTF's parts
/// of a year from 33 to 41. Periods of the same days are equal, however they are written. `2023-T1`
/// is refused, because it is four months in SDMX and a *trimestre* elsewhere; seasons (EDTF 21 to
/// 32) are refused as well.
///
/// Periods are ordered by their first day, then by their last.
///
/// ```
/// use corridor::Period;
///
/// let counted = Period::months(2023, 1..=11)?;
/// assert_eq!(counted, "2023-01-01/2023-11-30".parse()?);
/// assert_eq!(counted.to_string(), "2023-01/2023-11");
/// assert_eq!(Period::us_fiscal_year(2023)?.to_string(), "2022-10/2023-09");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

/// Why a text is not a period.
///
/// A long text is shortened to its first forty characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PeriodError {
    /// No text at all.
    #[error("a period is empty; expected for example 2023, 2023-11 or 2023-01/2023-11")]
    Empty,
    /// Too long to be a period.
    #[error("{text:?} is not a period: it has {bytes} bytes, and the limit is {limit}")]
    TooLong {
        /// The beginning of the text.
        text: Box<str>,
        /// Its length.
        bytes: usize,
        /// The greatest length allowed.
        limit: usize,
    },
    /// Not written as a period.
    #[error(
        "{text:?} is not a period: invalid from character {position} on; expected YYYY, \
         YYYY-MM, YYYY-MM-DD, YYYY-Qn, YYYY-Sn or YYYY-Wnn, or two of these with a slash between"
    )]
    Malformed {
        /// The text.
        text: Box<str>,
        /// The first character that cannot be part of a period, counted from 1.
        position: usize,
    },
    /// One end is open or unknown.
    #[error("{text:?} is not a period: both of its ends must be known")]
    Open {
        /// The text.
        text: Box<str>,
    },
    /// Not on the calendar.
    #[error("{text:?} is not a period: {fault}")]
    Calendar {
        /// The text.
        text: Box<str>,
        /// What the calendar does not have.
        fault: CalendarError,
    },
    /// A season (EDTF 21 to 32): its months differ between the hemispheres.
    #[error("{text:?} has a season, whose months differ between the hemispheres: write its months")]
    Season {
        /// The text.
        text: Box<str>,
    },
    /// A `T`, which has two meanings.
    #[error("{text:?} can be read in two ways: {}", thirds(*.third))]
    Third {
        /// The text.
        text: Box<str>,
        /// Its number.
        third: u32,
    },
    /// It ends before it starts.
    #[error("a period that starts on {first} cannot end on {last}")]
    Reversed {
        /// Its first day.
        first: NaiveDate,
        /// Its last day.
        last: NaiveDate,
    },
}

/// Both meanings of a `T`.
fn thirds(third: u32) -> String {
    let sdmx = match third {
        1 => "January to April (SDMX)",
        2 => "May to August (SDMX)",
        3 => "September to December (SDMX)",
        _ => "four months (SDMX, which has T1 to T3 only)",
    };
    format!("{sdmx}, or a quarter (trimestre): write the months, or Q{third} for the quarter")
}

impl PeriodError {
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::Reversed { .. } => Code::PeriodReversed,
            _ => Code::PeriodInvalid,
        }
    }
}

umbrella!(PeriodError);

/// The first month of the fiscal year of the United States, which is numbered by the calendar year
/// in which it ends (31 U.S.C. § 1102).
pub(crate) const US_FISCAL_FIRST_MONTH: u32 = 10;

impl Period {
    /// The period from the first day to the last, both included.
    ///
    /// # Errors
    ///
    /// [`Code::PeriodReversed`](crate::Code::PeriodReversed) if the last is before the first,
    /// [`Code::PeriodInvalid`](crate::Code::PeriodInvalid) if either is not in the years 0001 to 9999.
    pub fn try_new(first: NaiveDate, last: NaiveDate) -> Result<Self, Error> {
        for day in [first, last] {
            calendar::check_year(day.year()).map_err(|fault| PeriodError::Calendar {
                text: format!("{day}").into(),
                fault,
            })?;
        }
        if last < first {
            return Err(PeriodError::Reversed { first, last }.into());
        }
        Ok(Self { first, last })
    }

    /// One day.
    ///
    /// # Errors
    ///
    /// [`Code::PeriodInvalid`](crate::Code::PeriodInvalid) if it is not in the years 0001 to 9999.
    pub fn day(day: NaiveDate) -> Result<Self, Error> {
        Self::try_new(day, day)
    }

    /// One month, 1 to 12.
    ///
    /// # Errors
    ///
    /// [`Code::PeriodInvalid`](crate::Code::PeriodInvalid) if the calendar has no such month.
    pub fn month(year: i32, month: u32) -> Result<Self, Error> {
        Self::months(year, month..=month)
    }

    /// Consecutive months of one year.
    ///
    /// # Errors
    ///
    /// [`Code::PeriodInvalid`](crate::Code::PeriodInvalid) if the calendar lacks either month,
    /// [`Code::PeriodReversed`](crate::Code::PeriodReversed) if the last is before the first.
    pub fn months(year: i32, months: RangeInclusive<u32>) -> Result<Self, Error> {
        let days = |month| {
            calendar::month(year, month).map_err(|fault| PeriodError::Calendar {
                text: format!("{year:04}-{month:02}").into(),
                fault,
            })
        };
        Self::try_new(days(*months.start())?.first, days(*months.end())?.last)
    }

    /// A quarter of the calendar year, 1 to 4.
    ///
    /// # Errors
    ///
    /// [`Code::PeriodInvalid`](crate::Code::PeriodInvalid) if the calendar has no such quarter.
    pub fn quarter(year: i32, quarter: u32) -> Result<Self, Error> {
        match quarter {
            1 => Self::months(year, 1..=3),
            2 => Self::months(year, 4..=6),
            3 => Self::months(year, 7..=9),
            4 => Self::months(year, 10..=12),
            _ => Err(PeriodError::Calendar {
                text: format!("{year:04}-Q{quarter}").into(),
                fault: CalendarError::Quarter { quarter },
            }
            .into()),
        }
    }

    /// A calendar year.
    ///
    /// # Errors
    ///
    /// [`Code::PeriodInvalid`](crate::Code::PeriodInvalid) if it is not from 1 to 9999.
    pub fn year(year: i32) -> Result<Self, Error> {
        Self::months(year, 1..=12)
    }

    /// A fiscal year of the United States: 2023 is October 2022 to September 2023.
    ///
    /// # Errors
    ///
    /// [`Code::PeriodInvalid`](crate::Code::PeriodInvalid) if it is not from 2 to 9999.
    pub fn us_fiscal_year(year: i32) -> Result<Self, Error> {
        Self::fiscal_year(year, US_FISCAL_FIRST_MONTH)
    }

    /// A fiscal year of twelve months that starts in that month, 1 to 12, and is numbered by the
    /// calendar year in which it ends. One that starts in January is the calendar year.
    ///
    /// Some publishers number fiscal years by the calendar year in which they start: add 1 to such
    /// a number.
    ///
    /// ```
    /// use corridor::Period;
    ///
    /// assert_eq!(Period::fiscal_year(2023, 4)?.to_string(), "2022-04/2023-03");
    /// assert_eq!(Period::fiscal_year(2023, 10)?, Period::us_fiscal_year(2023)?);
    /// assert_eq!(Period::fiscal_year(2023, 1)?, Period::year(2023)?);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Code::PeriodInvalid`](crate::Code::PeriodInvalid) if the calendar has no such month, or if
    /// the fiscal year is not wholly within the years 1 to 9999.
    pub fn fiscal_year(year: i32, first_month: u32) -> Result<Self, Error> {
        let (starts_in, last_month) = match first_month {
            1 => (year, 12),
            _ => (year.saturating_sub(1), first_month.saturating_sub(1)),
        };
        let start = Self::month(starts_in, first_month)?;
        let end = Self::month(year, last_month)?;
        Self::try_new(start.first, end.last)
    }

    /// The first day.
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day, included in the period.
    pub const fn last(self) -> NaiveDate {
        self.last
    }

    /// How many days it covers.
    pub fn days(self) -> u64 {
        let days = self.last.signed_duration_since(self.first).num_days();
        days.unsigned_abs().saturating_add(1)
    }

    /// Whether it covers the day.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether it covers every day of the other.
    pub fn encloses(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether any day lies in both.
    pub fn overlaps(self, other: Self) -> bool {
        self.intersection(other).is_some()
    }

    /// The days that lie in both.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let first = self.first.max(other.first);
        let last = self.last.min(other.last);
        (first <= last).then_some(Self { first, last })
    }

    /// Whether the other starts on the very day after this one ends: no gap, no overlap.
    pub fn meets(self, next: Self) -> bool {
        self.last.succ_opt() == Some(next.first)
    }

    /// Whether it is exactly one calendar month.
    pub fn is_month(self) -> bool {
        self.whole_months() == Some(1)
    }

    /// Whether it is exactly one calendar year.
    pub fn is_calendar_year(self) -> bool {
        self.whole_months() == Some(12) && self.first.month() == 1
    }

    /// Whether it is exactly one fiscal year of the United States, which is numbered by the year of
    /// its last day.
    pub fn is_us_fiscal_year(self) -> bool {
        self.whole_months() == Some(12) && self.first.month() == US_FISCAL_FIRST_MONTH
    }

    /// How many months it has, if it consists of whole months.
    pub fn whole_months(self) -> Option<u32> {
        let ends_a_month = self.last.succ_opt().is_none_or(|next| next.day() == 1);
        if self.first.day() != 1 || !ends_a_month {
            return None;
        }
        let months = (self.last.year() - self.first.year()) * 12 + self.last.month0().cast_signed()
            - self.first.month0().cast_signed();
        u32::try_from(months).ok()?.checked_add(1)
    }

    /// Its months in order, if it consists of whole months.
    ///
    /// ```
    /// use corridor::Period;
    ///
    /// let fiscal = Period::us_fiscal_year(2023)?;
    /// let months: Vec<_> = fiscal.by_month().into_iter().flatten().collect();
    /// assert_eq!(months.len(), 12);
    /// assert_eq!(months.first(), Some(&Period::month(2022, 10)?));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn by_month(self) -> Option<impl Iterator<Item = Self>> {
        let months = usize::try_from(self.whole_months()?).ok()?;
        let first = Self::month(self.first.year(), self.first.month()).ok();
        Some(iter::successors(first, |month| month.next()).take(months))
    }

    /// The period of equal length right after it: as many months if it consists of whole months,
    /// else as many days. `None` if that is not wholly within the years 0001 to 9999.
    ///
    /// ```
    /// use corridor::Period;
    ///
    /// assert_eq!(Period::month(2023, 1)?.next(), Some(Period::month(2023, 2)?));
    /// assert_eq!(Period::year(2023)?.previous(), Some(Period::year(2022)?));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn next(self) -> Option<Self> {
        let first = self.last.succ_opt()?;
        let last = match self.whole_months() {
            Some(months) => first.checked_add_months(Months::new(months))?.pred_opt()?,
            None => first.checked_add_days(self.all_but_one_day())?,
        };
        Self::try_new(first, last).ok()
    }

    /// The period of equal length right before it; see [`next`](Self::next).
    pub fn previous(self) -> Option<Self> {
        let last = self.first.pred_opt()?;
        let first = match self.whole_months() {
            Some(months) => self.first.checked_sub_months(Months::new(months))?,
            None => last.checked_sub_days(self.all_but_one_day())?,
        };
        Self::try_new(first, last).ok()
    }

    fn all_but_one_day(self) -> chrono::Days {
        chrono::Days::new(self.days().saturating_sub(1))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last } = self;
        let text = match self.whole_months() {
            Some(12) if first.month() == 1 => format_smolstr!("{:04}", first.year()),
            Some(months) if first.month() == 1 && months % 12 == 0 => {
                format_smolstr!("{:04}/{:04}", first.year(), last.year())
            }
            Some(1) => format_smolstr!("{}", first.format("%Y-%m")),
            Some(_) => format_smolstr!("{}/{}", first.format("%Y-%m"), last.format("%Y-%m")),
            None if first == last => format_smolstr!("{first}"),
            None => format_smolstr!("{first}/{last}"),
        };
        f.pad(&text)
    }
}

impl FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.is_empty() {
            return Err(PeriodError::Empty.into());
        }
        if text.len() > DATE_TEXT_BYTES {
            return Err(PeriodError::TooLong {
                text: shortened(text),
                bytes: text.len(),
                limit: DATE_TEXT_BYTES,
            }
            .into());
        }
        let (start, end) = text.split_once('/').unwrap_or((text, text));
        if [start, end].iter().any(|end| matches!(*end, "" | "..")) {
            return Err(PeriodError::Open {
                text: shortened(text),
            }
            .into());
        }
        let refuse = |before: usize| {
            move |fault| match fault {
                Fault::Season => PeriodError::Season {
                    text: shortened(text),
                },
                Fault::Third { third } => PeriodError::Third {
                    text: shortened(text),
                    third,
                },
                Fault::Unit(UnitFault::Calendar(fault)) => PeriodError::Calendar {
                    text: shortened(text),
                    fault,
                },
                Fault::Unit(UnitFault::Shape { offset }) => PeriodError::Malformed {
                    text: shortened(text),
                    position: before.saturating_add(offset).saturating_add(1),
                },
            }
        };
        let first = reporting::unit(start).map_err(refuse(0))?.first;
        let before_end = text.len().saturating_sub(end.len());
        let last = reporting::unit(end).map_err(refuse(before_end))?.last;
        Self::try_new(first, last)
    }
}

text_form!(
    Period,
    "a period such as \"2023\", \"2023-11\" or \"2023-01/2023-11\"",
    |error| error.code()
);

crate::vocabulary::conversions!(Period);
