//! Why a text is not a date, as precisely as the text allows.

use super::calendar::{self, CalendarError, UnitFault};
use super::date::bounds_of_text;
use crate::code::Code;
use crate::error::umbrella;
use crate::shown::shortened;

/// A text that is not a date, or not one that this crate can compute with.
///
/// A long text is shortened to its first forty characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WhenError {
    /// No text at all.
    #[error("a date is empty; expected EDTF such as 2023-12-24 or 2023-12")]
    Empty,
    /// Too long to be a date.
    #[error("{text:?} is not a date: it has {bytes} bytes, and the limit is {limit}")]
    TooLong {
        /// The beginning of the text.
        text: Box<str>,
        /// Its length.
        bytes: usize,
        /// The greatest length allowed.
        limit: usize,
    },
    /// Not written as EDTF.
    #[error("{text:?} is not a date: not EDTF from character {position} on; expected {expected}")]
    Malformed {
        /// The text.
        text: Box<str>,
        /// The first character that is not EDTF, counted from 1.
        position: usize,
        /// What was expected there.
        expected: &'static str,
    },
    /// Written as EDTF, but not on the calendar.
    #[error("{text:?} is not a date: {fault}")]
    Calendar {
        /// The text.
        text: Box<str>,
        /// What the calendar does not have.
        fault: CalendarError,
    },
    /// A date where one plain day is wanted.
    #[error("\"{text}\" is not one day, written as YYYY-MM-DD")]
    NotOneDay {
        /// The date.
        text: Box<str>,
    },
    /// An interval, or a range in a set, that ends before it starts.
    #[error("{text:?} ends before it starts: {end} is before {start}")]
    Reversed {
        /// The text.
        text: Box<str>,
        /// Its start, as written.
        start: Box<str>,
        /// Its end, as written.
        end: Box<str>,
    },
    /// A season (EDTF 21 to 32): there is no agreement on its days.
    #[error("{text:?} has a season, which has no agreed first and last day: write its months")]
    Season {
        /// The text.
        text: Box<str>,
    },
    /// A known month or day in an unknown year.
    #[error("{text:?} leaves its year open, but not what follows it")]
    Scattered {
        /// The text.
        text: Box<str>,
    },
    /// A set all of whose members apply: several events, or an interval.
    #[error("{text:?} means every one of its members: write an interval, or one record for each")]
    EveryMember {
        /// The text.
        text: Box<str>,
    },
    /// Neither an earliest nor a latest day.
    #[error("{text:?} has neither an earliest nor a latest day")]
    Unbounded {
        /// The text.
        text: Box<str>,
    },
}

impl WhenError {
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::Reversed { .. } => Code::DateReversed,
            _ => Code::DateInvalid,
        }
    }
}

umbrella!(WhenError);

/// The most precise reason why `text` is not EDTF. The parser stopped at `offset`.
pub(super) fn diagnose(text: &str, offset: usize) -> WhenError {
    let off_the_calendar = dates(text).find_map(off_the_calendar);
    if let Some(fault) = off_the_calendar {
        let text = shortened(text);
        return WhenError::Calendar { text, fault };
    }
    if let Some((start, end)) = reversed_ends(text) {
        return WhenError::Reversed {
            text: shortened(text),
            start: shortened(start),
            end: shortened(end),
        };
    }
    if let Some((start, end)) = text.split_once('/')
        && [start, end].iter().all(|end| matches!(*end, "" | ".."))
    {
        let text = shortened(text);
        return WhenError::Unbounded { text };
    }
    let time = text
        .split_once('T')
        .filter(|_| !text.contains(['/', ',', '[', '{']));
    let (offset, expected) = match time {
        Some((day, _)) if calendar::plain_day(day).is_some() => (
            offset,
            "YYYY-MM-DDThh:mm or YYYY-MM-DDThh:mm:ss, then nothing, Z or an offset such as -06:00",
        ),
        Some((day, _)) => (calendar::shape_offset(day), DATES),
        None if lacks_hyphen(text, offset) => (offset, "a hyphen before the day"),
        None => (offset, DATES),
    };
    WhenError::Malformed {
        text: shortened(text),
        position: offset.saturating_add(1),
        expected,
    }
}

/// The forms of a date.
const DATES: &str = "YYYY, YYYY-MM or YYYY-MM-DD";

/// Whether a month ends at the offset and a day follows without a hyphen: "2023-01XX".
fn lacks_hyphen(text: &str, offset: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(offset) else {
        return false;
    };
    let month = before.rsplit(['/', ',', '[', '{', '.']).next();
    month.is_some_and(|month| month.len() == 7 && calendar::unit(month).is_ok())
        && after.starts_with(|c: char| c == 'X' || c.is_ascii_digit())
}

/// The dates in an expression.
fn dates(text: &str) -> impl Iterator<Item = &str> {
    text.split(['/', ',', '[', ']', '{', '}'])
        .flat_map(|member| member.split(".."))
        .filter_map(|moment| moment.split('T').next())
}

fn off_the_calendar(date: &str) -> Option<CalendarError> {
    let plain = date.replace(['~', '?', '%'], "");
    match calendar::unit(&plain) {
        // EDTF's codes for quarters and the like, so the fault lies elsewhere.
        Err(UnitFault::Calendar(CalendarError::Month { month: 21..=41 })) if plain.len() == 7 => {
            None
        }
        Err(UnitFault::Calendar(fault)) => Some(fault),
        // For a day with open digits, checks its month and its first possible day.
        Err(UnitFault::Shape { .. }) => {
            let (month, day) = plain.split_at_checked(8)?;
            let first = match day {
                "XX" | "0X" | "X0" => "01".to_owned(),
                _ => day.replace('X', "0"),
            };
            match calendar::unit(&format!("{month}{first}")) {
                Err(UnitFault::Calendar(fault)) if day.contains('X') => Some(fault),
                _ => None,
            }
        }
        Ok(_) => None,
    }
}

/// The ends of the interval, or of the first range in the set, that ends before it starts.
fn reversed_ends(text: &str) -> Option<(&str, &str)> {
    let ends = |(start, end)| {
        let reversed = bounds_of_text(start)?.first > bounds_of_text(end)?.last;
        reversed.then_some((start, end))
    };
    match text.split_once('/') {
        Some(interval) => ends(interval),
        None => text
            .split(['[', ']', '{', '}', ','])
            .filter_map(|member| member.split_once(".."))
            .find_map(ends),
    }
}
