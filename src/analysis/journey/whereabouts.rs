//! Where a group is on a day.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::Fix;
use super::tracks::span;
use crate::measure::Distance;
use crate::place::Position;
use crate::route::{Route, RouteError};

/// Where a group is on a day, as far as its fixes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Whereabouts<'j> {
    /// At the place of the fix: reported there on that day, or there both before and after it.
    At(&'j Fix<'j>),
    /// On its way from one fix to the next.
    Between(Passage<'j>),
    /// Not reported since that fix, which is the last.
    Since(&'j Fix<'j>),
    /// Perhaps at the place of that fix, of which it is uncertain whether its day has come; nothing
    /// is known from before it.
    Possibly(&'j Fix<'j>),
}

impl<'j> Whereabouts<'j> {
    /// The fix that it was last certainly at, on that day or before.
    pub fn last(&self) -> Option<&'j Fix<'j>> {
        match *self {
            Self::At(fix) | Self::Since(fix) => Some(fix),
            Self::Between(passage) => Some(passage.from),
            Self::Possibly(_) => None,
        }
    }
}

impl fmt::Display for Whereabouts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(fix) => write!(f, "at {}", fix.place().name()),
            Self::Between(passage) => passage.fmt(f),
            Self::Since(fix) => write!(f, "last reported at {fix}"),
            Self::Possibly(fix) => write!(f, "possibly at {fix}"),
        }
    }
}

/// A day between two fixes of different places.
///
/// How much of the way lies behind is an interval: the group is taken to move evenly, and the times
/// of day are unknown. Three days' march from the 24th to the 27th has on the 26th a third to all of
/// it behind. Where the dates are uncertain the interval covers every reading of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage<'j> {
    from: &'j Fix<'j>,
    to: &'j Fix<'j>,
    day: NaiveDate,
}

impl<'j> Passage<'j> {
    pub(super) fn new(from: &'j Fix<'j>, to: &'j Fix<'j>, day: NaiveDate) -> Self {
        Self { from, to, day }
    }

    /// The fix that is certainly past.
    pub fn from(&self) -> &'j Fix<'j> {
        self.from
    }

    /// The next fix.
    pub fn to(&self) -> &'j Fix<'j> {
        self.to
    }

    /// The least share of the way that lies behind, from 0 to 1.
    pub fn least(&self) -> f64 {
        // A time t of the day, tₐ and t_b of the fixes: (t − tₐ) / (t_b − tₐ) is least at the day's
        // start with both fixes as late as may be, and greatest at its end with both as early.
        let (set_out, arrived) = (span(self.from.on()).1, span(self.to.on()).1);
        if arrived == NaiveDate::MAX {
            return 0.0;
        }
        let behind = days(set_out, self.day) - 1.0;
        (behind / days(set_out, arrived)).max(0.0)
    }

    /// The greatest share of the way that lies behind, from 0 to 1.
    pub fn most(&self) -> f64 {
        let (set_out, arrived) = (span(self.from.on()).0, span(self.to.on()).0);
        if arrived <= self.day || set_out == NaiveDate::MIN {
            return 1.0;
        }
        let behind = days(set_out, self.day) + 1.0;
        (behind / days(set_out, arrived)).min(1.0)
    }

    /// The two ends of the interval on the straight line between the places.
    ///
    /// # Errors
    /// [`RouteError::SeatUnknown`] where a seat is not known.
    pub fn positions(&self) -> Result<(Position, Position), RouteError> {
        let line = Route::through([self.from.place().clone(), self.to.place().clone()])?;
        let (least, most) = self.along(&line)?;
        Ok((line.position_at(least)?, line.position_at(most)?))
    }

    /// The interval along a route that passes both places, from the route's start and with its roads.
    ///
    /// # Errors
    /// [`RouteError::NotPassed`] where it does not pass the one and later the other.
    pub fn along(&self, route: &Route) -> Result<(Distance, Distance), RouteError> {
        let (from, to) = (self.from.place().code(), self.to.place().code());
        let marks = route.places().iter().enumerate();
        let mut marks = marks.filter_map(|(index, place)| Some((place.code(), route.mark(index)?)));
        let ends = marks
            .find(|&(code, _)| code == from)
            .zip(marks.find(|&(code, _)| code == to));
        let ((_, start), (_, end)) = ends.ok_or(RouteError::NotPassed { from, to })?;
        let share = |share: f64| {
            let km = start.km() * (1.0 - share) + end.km() * share;
            Distance::from_km(km).unwrap_or(end)
        };
        Ok((share(self.least()), share(self.most())))
    }
}

/// Days from the one to the other; negative where the other is earlier.
fn days(from: NaiveDate, to: NaiveDate) -> f64 {
    f64::from(
        to.num_days_from_ce()
            .saturating_sub(from.num_days_from_ce()),
    )
}

/// "0–67 % of the way from Tapachula to Escuintla"; rounded outward.
impl fmt::Display for Passage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Less than a share that a day of a calendar of 9,999 years could make.
        const SLACK: f64 = 1e-7;
        let least = (self.least() * 100.0 + SLACK).floor();
        let most = (self.most() * 100.0 - SLACK).ceil();
        let (from, to) = (self.from.place().name(), self.to.place().name());
        write!(f, "{least:.0}–{most:.0} % of the way from {from} to {to}")
    }
}
