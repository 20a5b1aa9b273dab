//! A single EDTF date, and the days that it may mean.

use chrono::{Datelike, NaiveDate};
use edtf_core::{Bound, BoundDate, Date, DateField, Edtf, Qualifier, Year, YearKind};

use super::calendar::{self, CalendarError};
use super::stretch::Stretch;

/// Why a valid EDTF date is refused.
pub(super) enum Unusable {
    Calendar(CalendarError),
    Season,
    Scattered,
}

/// The earliest to the latest day of a text, if it is a single EDTF date.
pub(super) fn bounds_of_text(text: &str) -> Option<Stretch> {
    match Edtf::parse(text).ok()? {
        Edtf::Date(date) => bounds(&date).ok(),
        _ => None,
    }
}

/// The days that a date may mean: without gaps unless digits are unspecified.
pub(super) fn possible_days(date: &Date) -> Result<Vec<Stretch>, Unusable> {
    let bounds = bounds(date)?;
    if !date.has_unspecified() {
        return Ok(vec![bounds]);
    }
    if date.year.has_unspecified() {
        return if is_unspecified_to_the_right(date) {
            Ok(vec![bounds])
        } else {
            Err(Unusable::Scattered)
        };
    }
    let days = bounds.first.iter_days().take_while(|&d| d <= bounds.last);
    Ok(Stretch::join(
        days.filter(|&day| may_mean(date, day))
            .map(Stretch::day)
            .collect(),
    ))
}

/// Whether only `X` follows the first `X`, so that the possible days have no gaps.
fn is_unspecified_to_the_right(date: &Date) -> bool {
    let YearKind::Standard { digits, .. } = date.year.kind else {
        return false;
    };
    let field = |field: Option<DateField>| field.into_iter().flat_map(|field| field.digits);
    digits
        .into_iter()
        .chain(field(date.month))
        .chain(field(date.day))
        .skip_while(Option::is_some)
        .all(|digit| digit.is_none())
}

fn may_mean(date: &Date, day: NaiveDate) -> bool {
    let agrees = |field: Option<DateField>, value: u32| {
        field.is_none_or(|field| {
            let [tens, ones] = field.digits;
            tens.is_none_or(|tens| u32::from(tens) == value / 10)
                && ones.is_none_or(|ones| u32::from(ones) == value % 10)
        })
    };
    agrees(date.month, day.month()) && agrees(date.day, day.day())
}

/// The earliest to the latest day of a date. A season is refused: there is no agreement on its
/// days.
pub(super) fn bounds(date: &Date) -> Result<Stretch, Unusable> {
    let grouping = date.month.and_then(DateField::value);
    if grouping.is_some_and(|code| (21..=32).contains(&code)) {
        return Err(Unusable::Season);
    }
    let year_refused = || {
        let kind = date.year.kind;
        let year = Year {
            kind,
            significant_digits: None,
            qualifier: Qualifier::default(),
        };
        let (month, day) = (None, None);
        let year = Date { year, month, day }.to_string().into();
        Unusable::Calendar(CalendarError::Year { year })
    };
    let day = |bound| match bound {
        Bound::Date(BoundDate { year, month, day }) => {
            let year = i32::try_from(year).map_err(|_| year_refused())?;
            calendar::check_year(year).map_err(|_| year_refused())?;
            calendar::day(year, month.into(), day.into()).map_err(Unusable::Calendar)
        }
        _ => Err(year_refused()),
    };
    let bounds = Edtf::Date(*date).bounds();
    Ok(Stretch {
        first: day(bounds.earliest)?,
        last: day(bounds.latest)?,
    })
}
