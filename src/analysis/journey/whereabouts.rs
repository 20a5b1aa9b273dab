//! Where a group is on a day.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

use super::fix::Fix;
use crate::analysis::span::span;
use crate::error::Error;
use crate::measure::Distance;
use crate::place::Position;
use crate::route::{Route, RouteError};

/// Where a group is on a day, as far as its fixes show.
///
/// It serialises as [`docs::answers`](crate::docs::answers) shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Whereabouts<'a> {
    /// At the place of the fix: it was reported there on that day, or both before and after it.
    At(Fix<'a>),
    /// On its way between two fixes at different places; see [`share`](Self::share).
    #[non_exhaustive]
    Between {
        /// A fix that is certainly past.
        from: Fix<'a>,
        /// The next fix, or one that may be.
        to: Fix<'a>,
        /// Another fix whose day may or may not have come. If it is at the place of `from`, the group
        /// may still be there; if it is anywhere else, nothing is known of the way.
        perhaps: Option<Fix<'a>>,
        /// The day.
        day: NaiveDate,
    },
    /// Not reported since this fix, which is the last.
    Since(Fix<'a>),
    /// Perhaps at the place of this fix, whose day may or may not have come; nothing earlier is
    /// known.
    Possibly(Fix<'a>),
}

impl<'a> Whereabouts<'a> {
    /// The last fix at which it certainly was, on or before that day.
    pub fn last(&self) -> Option<Fix<'a>> {
        match *self {
            Self::At(fix) | Self::Since(fix) => Some(fix),
            Self::Between {
                from, perhaps, day, ..
            } => {
                let latest = |fix: &Fix<'_>| span(fix.on()).1;
                let perhaps = perhaps.filter(|fix| latest(fix) <= day);
                perhaps
                    .filter(|fix| latest(fix) > latest(&from))
                    .or(Some(from))
            }
            Self::Possibly(_) => None,
        }
    }

    /// The least and the greatest share of the way between two fixes that the group has covered,
    /// from 0 to 1; `None` if it is not between two fixes.
    ///
    /// The group is assumed to move evenly, and times of day are unknown: on the 26th, a group that
    /// marches from the 24th to the 27th has covered a third to all of the way. If the dates are
    /// uncertain, the interval covers every reading of them: if the group may have left only later, it
    /// begins at 0.
    pub fn share(&self) -> Option<(f64, f64)> {
        match self {
            Self::Between {
                from,
                to,
                perhaps,
                day,
            } => Some(share_of(from, to, perhaps.as_ref(), *day)),
            _ => None,
        }
    }

    /// The two ends of [`share`](Self::share) on the geodesic between the places.
    ///
    /// # Errors
    /// [`Code::SeatUnknown`](crate::Code::SeatUnknown) if a seat is not known.
    pub fn positions(&self) -> Result<Option<(Position, Position)>, Error> {
        let Self::Between { from, to, .. } = self else {
            return Ok(None);
        };
        let line = Route::through([from.place().clone(), to.place().clone()])?;
        let Some((low, high)) = self.along(&line)? else {
            return Ok(None);
        };
        Ok(Some((line.position_at(low)?, line.position_at(high)?)))
    }

    /// The two ends of [`share`](Self::share) along a route that passes both places, as distances
    /// from the route's start, by its roads.
    ///
    /// # Errors
    /// [`Code::RouteDisjoint`](crate::Code::RouteDisjoint) if it does not pass the first place and
    /// later the second.
    pub fn along(&self, route: &Route) -> Result<Option<(Distance, Distance)>, Error> {
        let (Self::Between { from, to, .. }, Some((low, high))) = (self, self.share()) else {
            return Ok(None);
        };
        let (from, to) = (from.place().code(), to.place().code());
        let marks = route.places().iter().enumerate();
        let mut marks = marks.filter_map(|(index, place)| Some((place.code(), route.mark(index)?)));
        let ends = marks
            .find(|&(code, _)| code == from)
            .zip(marks.find(|&(code, _)| code == to));
        let ((_, start), (_, end)) = ends.ok_or(RouteError::NotPassed { from, to })?;
        let at = |share: f64| {
            let km = start.km() * (1.0 - share) + end.km() * share;
            Distance::from_km(km).unwrap_or(end)
        };
        Ok(Some((at(low), at(high))))
    }
}

// For a time t on the day and times tₐ and t_b of the fixes, (t − tₐ) / (t_b − tₐ) is least at the
// start of the day with both fixes as late as possible, and greatest at its end with both as early
// as possible.

fn share_of(from: &Fix<'_>, to: &Fix<'_>, perhaps: Option<&Fix<'_>>, day: NaiveDate) -> (f64, f64) {
    match perhaps {
        None => (low(from, to, day), high(from, to, day)),
        Some(still) if still.place() == from.place() => {
            let later = span(still.on()).0 > span(from.on()).0;
            (0.0, high(if later { still } else { from }, to, day))
        }
        Some(_) => (0.0, 1.0),
    }
}

fn low(from: &Fix<'_>, to: &Fix<'_>, day: NaiveDate) -> f64 {
    let (set_out, arrived) = (span(from.on()).1, span(to.on()).1);
    if arrived == NaiveDate::MAX {
        return 0.0;
    }
    let behind = days(set_out, day) - 1.0;
    (behind / days(set_out, arrived)).max(0.0)
}

fn high(from: &Fix<'_>, to: &Fix<'_>, day: NaiveDate) -> f64 {
    let (set_out, arrived) = (span(from.on()).0, span(to.on()).0);
    if arrived <= day || set_out == NaiveDate::MIN {
        return 1.0;
    }
    let behind = days(set_out, day) + 1.0;
    (behind / days(set_out, arrived)).min(1.0)
}

/// Days from one day to the other; negative if the other is earlier.
fn days(from: NaiveDate, to: NaiveDate) -> f64 {
    f64::from(
        to.num_days_from_ce()
            .saturating_sub(from.num_days_from_ce()),
    )
}

/// "at Escuintla", "0–67 % of the way from Tapachula to Escuintla"; rounded outward.
impl fmt::Display for Whereabouts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Less than the share, in per cent, of a day in 9,999 years.
        const SLACK: f64 = 1e-7;
        match self {
            Self::At(fix) => write!(f, "at {}", fix.place().name()),
            Self::Between {
                from,
                to,
                perhaps,
                day,
            } => {
                let (low, high) = share_of(from, to, perhaps.as_ref(), *day);
                let (low, high) = (low * 100.0 + SLACK, high * 100.0 - SLACK);
                let (low, high) = (low.floor(), high.ceil());
                let (from, to) = (from.place().name(), to.place().name());
                write!(f, "{low:.0}–{high:.0} % of the way from {from} to {to}")
            }
            Self::Since(fix) => write!(f, "last reported at {fix}"),
            Self::Possibly(fix) => write!(f, "possibly at {fix}"),
        }
    }
}

#[derive(Serialize)]
#[serde(rename = "Whereabouts", tag = "state", rename_all = "snake_case")]
enum Wire<'w, 'a> {
    At {
        fix: &'w Fix<'a>,
    },
    Between {
        from: &'w Fix<'a>,
        to: &'w Fix<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        perhaps: Option<&'w Fix<'a>>,
        share: Share,
    },
    Since {
        fix: &'w Fix<'a>,
    },
    Possibly {
        fix: &'w Fix<'a>,
    },
}

#[derive(Serialize)]
struct Share {
    low: f64,
    high: f64,
}

impl Serialize for Whereabouts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wire = match self {
            Self::At(fix) => Wire::At { fix },
            Self::Between {
                from,
                to,
                perhaps,
                day,
            } => {
                let (low, high) = share_of(from, to, perhaps.as_ref(), *day);
                let perhaps = perhaps.as_ref();
                let share = Share { low, high };
                Wire::Between {
                    from,
                    to,
                    perhaps,
                    share,
                }
            }
            Self::Since(fix) => Wire::Since { fix },
            Self::Possibly(fix) => Wire::Possibly { fix },
        };
        wire.serialize(serializer)
    }
}
