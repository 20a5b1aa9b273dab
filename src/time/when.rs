//! Dates as reports state them.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use smol_str::ToSmolStr;

use super::calendar;
use super::expression::Expression;
use super::refusal::WhenError;
use super::stretch::Stretch;
use super::{Certainty, Days, Period};
use crate::error::{Error, given};
use crate::shown::shortened;
use crate::vocabulary::text_form;

/// When something happened, as precisely as it is known: the part of EDTF (ISO 8601-2:2019, Annex
/// A) that news needs, in the years 0001 to 9999.
///
/// | text | means | `earliest` | `latest` |
/// |---|---|---|---|
/// | `2023-12-24` | that day | 2023-12-24 | 2023-12-24 |
/// | `2023-12-27T09:00`, `2023-12-27T09:00:00-06:00` | a time on that day, the local day as written | 2023-12-27 | 2023-12-27 |
/// | `2023-12-20~`, `…?`, `…%` | about that day, perhaps that day, both | 2023-12-20 | 2023-12-20 |
/// | `2023-12`, `2023-12-XX` | some time in that month | 2023-12-01 | 2023-12-31 |
/// | `2023` | some time in that year | 2023-01-01 | 2023-12-31 |
/// | `202X` | some time in that decade | 2020-01-01 | 2029-12-31 |
/// | `2023-34` | some time in that quarter, the second | 2023-04-01 | 2023-06-30 |
/// | `2023-12-24/2023-12-27` | some time, or all of the time, within those days | 2023-12-24 | 2023-12-27 |
/// | `2023-12-18/..`, `2023-12-18/` | from that day on, with an open or unknown end | 2023-12-18 | none |
/// | `../2023-12-18`, `/2023-12-18` | until that day | none | 2023-12-18 |
/// | `[2023-12-25,2023-12-27]` | one of those days | 2023-12-25 | 2023-12-27 |
///
/// `~` and `?` never move a bound: they say how reliable the date is. These are refused: seasons
/// (EDTF 21 to 32), whose days are not agreed on (quarters and halves, 33 to 41, are read); a known
/// day or month in an unknown year (`202X-12-25`); a set all of whose members apply (`{…}`: several
/// events, or an interval); and a date with neither an earliest nor a latest day.
///
/// Two dates are equal if their canonical texts are, which `Display` and the wire show: `?2023-?12`
/// becomes `2023-12?`, a time without seconds gets the seconds that EDTF requires, and the members
/// of a set are sorted. There is no `Ord`, because uncertain dates have no order: use
/// [`before`](Self::before).
///
/// ```
/// use corridor::{Certainty, When};
///
/// let closure: When = "2023-12-18/..".parse()?;
/// let convened: When = "2023-12-20~".parse()?;
/// assert_eq!(closure.latest(), None);
/// assert!(convened.is_approximate());
/// assert_eq!(convened.before(&closure), Certainty::Possible);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Clone)]
pub struct When(Form);

#[derive(Clone)]
enum Form {
    /// Nearly every date; it needs no allocation.
    Day(NaiveDate),
    Expression(Arc<Expression>),
}

impl When {
    /// A plain day.
    ///
    /// # Errors
    ///
    /// [`Code::DateInvalid`](crate::Code::DateInvalid) if the year is not from 0001 to 9999.
    pub fn day(day: NaiveDate) -> Result<Self, Error> {
        match calendar::check_year(day.year()) {
            Ok(_) => Ok(Self(Form::Day(day))),
            Err(fault) => Err(WhenError::Calendar {
                text: day.to_string().into(),
                fault,
            }
            .into()),
        }
    }

    fn bounds(&self) -> Stretch {
        match &self.0 {
            Form::Day(day) => Stretch::day(*day),
            Form::Expression(expression) => expression.bounds,
        }
    }

    /// The earliest day that it may mean; `None` if it is open towards the past.
    pub fn earliest(&self) -> Option<NaiveDate> {
        self.bounds().earliest()
    }

    /// The latest day that it may mean; `None` if it is open towards the future.
    pub fn latest(&self) -> Option<NaiveDate> {
        self.bounds().latest()
    }

    /// The day, if only one is possible. Such a date may still be [qualified](Self::is_qualified).
    pub fn as_day(&self) -> Option<NaiveDate> {
        let Stretch { first, last } = self.bounds();
        (first == last).then_some(first)
    }

    /// The day, if the date is written as a plain day.
    pub(crate) fn plain_day(&self) -> Option<NaiveDate> {
        match self.0 {
            Form::Day(day) => Some(day),
            Form::Expression(_) => None,
        }
    }

    /// Whether it names the hour.
    pub(crate) fn has_time(&self) -> bool {
        matches!(&self.0, Form::Expression(expression) if expression.text.contains('T'))
    }

    /// How many days there are from the earliest to the latest, both included: 1 for a plain day,
    /// `None` for an open date.
    pub fn span_days(&self) -> Option<u64> {
        let days = self.latest()?.signed_duration_since(self.earliest()?);
        Some(days.num_days().unsigned_abs().saturating_add(1))
    }

    /// Whether any part is marked as approximate: `~` or `%`.
    pub fn is_approximate(&self) -> bool {
        matches!(&self.0, Form::Expression(expression) if expression.approximate)
    }

    /// Whether any part is marked as uncertain: `?` or `%`.
    pub fn is_uncertain(&self) -> bool {
        matches!(&self.0, Form::Expression(expression) if expression.uncertain)
    }

    /// Whether it is approximate, uncertain or both, so that its bounds are not reliable.
    pub fn is_qualified(&self) -> bool {
        self.is_approximate() || self.is_uncertain()
    }

    /// The possible days, if there are gaps between the bounds; empty if there are none.
    fn parts(&self) -> &[Stretch] {
        match &self.0 {
            Form::Day(_) => &[],
            Form::Expression(expression) => &expression.parts,
        }
    }

    /// Whether it may mean that day. The gaps of sets and of `X` digits are excluded.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use corridor::When;
    ///
    /// let either: When = "[2023-12-25,2023-12-27]".parse()?;
    /// let between = NaiveDate::from_ymd_opt(2023, 12, 26).ok_or("no such day")?;
    /// assert!(!either.contains(between));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn contains(&self, day: NaiveDate) -> bool {
        if !self.bounds().contains(day) {
            return false;
        }
        let parts = self.parts();
        let at = parts.partition_point(|part| part.last < day);
        parts.is_empty() || parts.get(at).is_some_and(|part| part.contains(day))
    }

    /// The possible days as runs, each by its first and last day, in order, with a gap between any
    /// two. An open end is a day far outside the years that a date may have.
    pub(crate) fn runs(&self) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
        self.stretches()
            .map(|stretch| (stretch.first, stretch.last))
    }

    fn stretches(&self) -> impl Iterator<Item = Stretch> {
        let parts = self.parts();
        let whole = parts.is_empty().then(|| self.bounds());
        parts.iter().copied().chain(whole)
    }

    /// Whether both may mean the same day.
    pub fn may_coincide(&self, other: &Self) -> bool {
        let mut ours = self.stretches().peekable();
        let mut theirs = other.stretches().peekable();
        while let (Some(our), Some(their)) = (ours.peek(), theirs.peek()) {
            if our.meets(*their) {
                return true;
            }
            if our.last < their.last {
                ours.next();
            } else {
                theirs.next();
            }
        }
        false
    }

    /// Whether its day is before the other's: certain if this holds in every reading of the two,
    /// impossible if it holds in none.
    ///
    /// Only days are compared, not times of day: of two equal days, neither is before the other.
    ///
    /// ```
    /// use corridor::{Certainty, When};
    ///
    /// let month: When = "2023-12".parse()?;
    /// let last_day: When = "2023-12-31".parse()?;
    /// let new_year: When = "2024-01-01".parse()?;
    /// assert_eq!(month.before(&new_year), Certainty::Certain);
    /// assert_eq!(month.before(&last_day), Certainty::Possible);
    /// assert_eq!(last_day.before(&month), Certainty::Impossible);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn before(&self, other: &Self) -> Certainty {
        // The bounds themselves are possible days, so gaps do not matter.
        let (ours, theirs) = (self.bounds(), other.bounds());
        if ours.last < theirs.first {
            Certainty::Certain
        } else if ours.first < theirs.last {
            Certainty::Possible
        } else {
            Certainty::Impossible
        }
    }

    /// How many days may pass from this to a later date; `None` if the other is certainly before
    /// it.
    ///
    /// With e and l the earliest and latest days: at least e(later) − l(self) − 1, and never below
    /// 0; at most l(later) − e(self) + 1, or unbounded if either is open.
    pub fn days_until(&self, later: &Self) -> Option<Days> {
        if later.before(self).is_certain() {
            return None;
        }
        let from = |start: Option<NaiveDate>, end: Option<NaiveDate>| {
            Some(end?.signed_duration_since(start?).num_days())
        };
        let least = from(self.latest(), later.earliest())
            .and_then(|days| u64::try_from(days.saturating_sub(1)).ok())
            .unwrap_or(0);
        let most = from(self.earliest(), later.latest())
            .and_then(|days| u64::try_from(days.saturating_add(1)).ok());
        Some(Days::new(least, most))
    }
}

impl FromStr for When {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match calendar::plain_day(text) {
            Some(day) => Ok(Self(Form::Day(day))),
            None => Ok(Self(Form::Expression(Arc::new(Expression::read(text)?)))),
        }
    }
}

impl TryFrom<NaiveDate> for When {
    type Error = Error;

    fn try_from(day: NaiveDate) -> Result<Self, Error> {
        Self::day(day)
    }
}

/// The date is some time within the period.
impl From<Period> for When {
    fn from(period: Period) -> Self {
        let (first, last) = (period.first(), period.last());
        if first == last {
            return Self(Form::Day(first));
        }
        let bounds = Stretch { first, last };
        let expression = Expression::of(period.to_smolstr(), bounds);
        Self(Form::Expression(Arc::new(expression)))
    }
}

/// Reads a value that must be a plain day.
pub(crate) fn one_day(day: impl TryInto<When, Error: Into<Error>>) -> Result<NaiveDate, Error> {
    let when = given(day)?;
    when.plain_day().ok_or_else(|| {
        let text = shortened(&when.to_string());
        WhenError::NotOneDay { text }.into()
    })
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Day(day) => f.pad(&day.to_smolstr()),
            Form::Expression(expression) => f.pad(&expression.text),
        }
    }
}

impl fmt::Debug for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "When({self})")
    }
}

impl PartialEq for When {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Form::Day(day), Form::Day(other)) => day == other,
            (Form::Expression(expression), Form::Expression(other)) => {
                expression.text == other.text
            }
            // The text of a plain day is always read as a plain day.
            _ => false,
        }
    }
}

impl Eq for When {}

impl Hash for When {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Form::Day(day) => day.hash(state),
            Form::Expression(expression) => expression.text.hash(state),
        }
    }
}

text_form!(
    When,
    "a date in EDTF, such as \"2023-12-24\" or \"2023-12\"",
    |error| error.code()
);

crate::vocabulary::conversions!(When);
