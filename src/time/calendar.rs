//! The calendar: which days exist, and the three forms in which a year, a month or a day is
//! written.

use chrono::{Month, NaiveDate};

use super::stretch::Stretch;
use crate::limits::YEARS;

/// The part of a date that the calendar does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CalendarError {
    /// A year before 0001 or after 9999.
    #[error("year {year} is not from {:04} to {:04}", YEARS.start(), YEARS.end())]
    Year {
        /// The year as written.
        year: Box<str>,
    },
    /// A month other than 1 to 12.
    #[error("month {month} is not from 1 to 12")]
    Month {
        /// The month as given.
        month: u32,
    },
    /// A quarter other than 1 to 4.
    #[error("quarter {quarter} is not from 1 to 4")]
    Quarter {
        /// The quarter as given.
        quarter: u32,
    },
    /// A half other than 1 and 2.
    #[error("half {half} is not 1 or 2")]
    Half {
        /// The half as given.
        half: u32,
    },
    /// A week that the ISO 8601 year does not have: a year has 52 or 53.
    #[error("{year:04} has no ISO week {week:02}")]
    Week {
        /// The year.
        year: i32,
        /// The week as given.
        week: u32,
    },
    /// A day that the month does not have.
    #[error("{} {year} has {last} days", month_name(*.month))]
    Day {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
        /// The day as given.
        day: u32,
        /// The last day of that month.
        last: u8,
    },
}

/// Why a text is not a unit of the calendar.
#[derive(Debug)]
pub(super) enum UnitFault {
    /// Not in the right form from this byte offset on; everything before it is ASCII.
    Shape { offset: usize },
    /// In the right form, but not on the calendar.
    Calendar(CalendarError),
}

impl From<CalendarError> for UnitFault {
    fn from(error: CalendarError) -> Self {
        Self::Calendar(error)
    }
}

fn month_of(month: u32) -> Option<Month> {
    Month::try_from(u8::try_from(month).ok()?).ok()
}

fn month_name(month: u32) -> &'static str {
    month_of(month).map_or("the month", |month| month.name())
}

pub(super) fn check_year(year: i32) -> Result<i32, CalendarError> {
    if YEARS.contains(&year) {
        Ok(year)
    } else {
        let year = format!("{year:04}").into();
        Err(CalendarError::Year { year })
    }
}

pub(super) fn day(year: i32, month: u32, day: u32) -> Result<NaiveDate, CalendarError> {
    let year = check_year(year)?;
    if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
        return Ok(date);
    }
    let last = month_of(month).and_then(|month| month.num_days(year));
    Err(match last {
        None => CalendarError::Month { month },
        Some(last) => CalendarError::Day {
            year,
            month,
            day,
            last,
        },
    })
}

pub(super) fn month(year: i32, month: u32) -> Result<Stretch, CalendarError> {
    let first = day(year, month, 1)?;
    let last = month_of(month).and_then(|month| month.num_days(year));
    let last = day(year, month, last.map_or(1, u32::from))?;
    Ok(Stretch { first, last })
}

pub(super) fn year(year: i32) -> Result<Stretch, CalendarError> {
    let (first, last) = (day(year, 1, 1)?, day(year, 12, 31)?);
    Ok(Stretch { first, last })
}

/// Reads `YYYY-MM-DD` only.
pub(super) fn plain_day(text: &str) -> Option<NaiveDate> {
    let (year, month, day) = fields(text)?;
    let year = Some(year).filter(|year| YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(year, month?, day?)
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as the days that it covers.
pub(super) fn unit(text: &str) -> Result<Stretch, UnitFault> {
    let shape = || UnitFault::Shape {
        offset: shape_offset(text),
    };
    Ok(match fields(text).ok_or_else(shape)? {
        (y, None, _) => year(y)?,
        (y, Some(m), None) => month(y, m)?,
        (y, Some(m), Some(d)) => Stretch::day(day(y, m, d)?),
    })
}

/// The numbers of a year, a month or a day.
fn fields(text: &str) -> Option<(i32, Option<u32>, Option<u32>)> {
    let (year, rest) = text.as_bytes().split_first_chunk::<4>()?;
    let (month, day) = match rest {
        [] => (None, None),
        [b'-', m1, m2] => (Some([*m1, *m2]), None),
        [b'-', m1, m2, b'-', d1, d2] => (Some([*m1, *m2]), Some([*d1, *d2])),
        _ => return None,
    };
    let two = |digits: Option<[u8; 2]>| digits.map(|digits| number(&digits).ok_or(()));
    Some((
        i32::try_from(number(year)?).ok()?,
        two(month).transpose().ok()?,
        two(day).transpose().ok()?,
    ))
}

/// Where a text departs from the form `YYYY-MM-DD`, or ends.
pub(super) fn shape_offset(text: &str) -> usize {
    const SHAPE: &[u8] = b"0000-00-00";
    text.bytes()
        .zip(SHAPE)
        .position(|(byte, shape)| match shape {
            b'-' => byte != b'-',
            _ => !byte.is_ascii_digit(),
        })
        .unwrap_or_else(|| text.len().min(SHAPE.len()))
}

pub(super) fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number: u32, &byte| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}
