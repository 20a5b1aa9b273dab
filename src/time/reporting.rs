//! Units of a period other than the year, month and day: SDMX's and EDTF's parts of a year.

use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::{self, CalendarError, UnitFault};
use super::stretch::Stretch;

/// Why a text is not a unit of a period.
#[derive(Debug)]
pub(super) enum Fault {
    Unit(UnitFault),
    /// EDTF 21 to 32.
    Season,
    /// `T1` to `T4`.
    Third {
        third: u32,
    },
}

impl From<CalendarError> for Fault {
    fn from(error: CalendarError) -> Self {
        Self::Unit(error.into())
    }
}

/// Reads a year, a month or a day; SDMX's `2023-Q1`, `2023-S1`, `2023-W05` (SDMX 2.1, section 6,
/// "Reporting Time Period"; weeks are those of ISO 8601); EDTF's quarters (33 to 36), quadrimesters
/// (37 to 39) and halves (40 and 41).
pub(super) fn unit(text: &str) -> Result<Stretch, Fault> {
    let part = part(text.as_bytes());
    let Some((year, letter, number)) = part else {
        return calendar::unit(text).map_err(|fault| shape(text, fault));
    };
    match (letter, number) {
        (Some(b'Q'), 1..=4) => months(year, 3, number),
        (Some(b'Q'), quarter) => Err(CalendarError::Quarter { quarter }.into()),
        (Some(b'S'), 1..=2) => months(year, 6, number),
        (Some(b'S'), half) => Err(CalendarError::Half { half }.into()),
        (Some(b'W'), week) => iso_week(year, week),
        (Some(_), third @ 1..=4) => Err(Fault::Third { third }),
        (Some(_), _) => Err(Fault::Unit(UnitFault::Shape { offset: 6 })),
        (None, 21..=32) => Err(Fault::Season),
        (None, 33..=36) => months(year, 3, number - 32),
        (None, 37..=39) => months(year, 4, number - 36),
        (None, 40..=41) => months(year, 6, number - 39),
        (None, _) => calendar::unit(text).map_err(Fault::Unit),
    }
}

/// The fault of a text that is not a unit. If it begins like one of SDMX, the offset is where it
/// stops being one.
fn shape(text: &str, fault: UnitFault) -> Fault {
    let lettered = text
        .get(4..6)
        .is_some_and(|part| part.starts_with('-') && part.ends_with(['Q', 'S', 'T', 'W']));
    Fault::Unit(match fault {
        UnitFault::Shape { offset: 5 } if lettered => {
            let number = text.get(6..).unwrap_or_default();
            let wanted = if text.get(5..6) == Some("W") { 2 } else { 1 };
            let digits = number.bytes().take(wanted).take_while(u8::is_ascii_digit);
            UnitFault::Shape {
                offset: 6 + digits.count(),
            }
        }
        fault => fault,
    })
}

/// A year and what follows its hyphen: SDMX's letter with its number, or two digits.
fn part(text: &[u8]) -> Option<(i32, Option<u8>, u32)> {
    let (year, rest) = text.split_first_chunk::<4>()?;
    let year = i32::try_from(calendar::number(year)?).ok()?;
    match *rest {
        [b'-', letter @ (b'Q' | b'S' | b'T'), number] => {
            Some((year, Some(letter), calendar::number(&[number])?))
        }
        [b'-', b'W', tens, units] => Some((year, Some(b'W'), calendar::number(&[tens, units])?)),
        [b'-', tens, units] => Some((year, None, calendar::number(&[tens, units])?)),
        _ => None,
    }
}

/// The `nth` part of a year that is divided into parts of `length` months.
fn months(year: i32, length: u32, nth: u32) -> Result<Stretch, Fault> {
    let last = length.saturating_mul(nth);
    let first = last.saturating_sub(length).saturating_add(1);
    Ok(Stretch {
        first: calendar::month(year, first)?.first,
        last: calendar::month(year, last)?.last,
    })
}

fn iso_week(year: i32, week: u32) -> Result<Stretch, Fault> {
    calendar::check_year(year)?;
    let day = |weekday| NaiveDate::from_isoywd_opt(year, week, weekday);
    match (day(Weekday::Mon), day(Weekday::Sun)) {
        (Some(first), Some(last)) => {
            calendar::check_year(last.year())?;
            Ok(Stretch { first, last })
        }
        _ => Err(CalendarError::Week { year, week }.into()),
    }
}
