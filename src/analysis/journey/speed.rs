//! How fast a group must have been from one dated place to another.

use std::fmt;

use crate::measure::Distance;
use crate::place::Place;
use crate::time::{Certainty, Days, When};

/// The speed that takes a group straight from one dated place to another: the geodesic over the
/// days that may have passed.
///
/// Kind to the group: no road is shorter than the geodesic, and the times of day are unknown
/// ([`When::days_until`]).
///
/// ```
/// use corridor::{Certainty, Distance, Place, Position, Speed};
///
/// let tapachula = Place::new("MX07089".parse()?, "Tapachula")?.with_seat(Position::try_new(14.91, -92.27)?);
/// let arriaga = Place::new("MX07009".parse()?, "Arriaga")?.with_seat(Position::try_new(16.24, -93.90)?);
/// let speed = Speed::between((&tapachula, &"2023-12-24".parse()?), (&arriaga, &"2023-12-27".parse()?))
///     .ok_or("no seat, or no later")?;
/// assert_eq!(format!("{speed:.0}"), "229 km in 2–4 days");
/// assert_eq!(format!("{:.0}, {:.0}", speed.direct(), speed.slowest()), "229 km, 57 km");
/// assert_eq!(speed.exceeds(Distance::from_km(35.0)?), Certainty::Certain);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Speed {
    direct: Distance,
    days: Days,
}

impl Speed {
    /// From the one to the other; none where a seat is not known, or where the other is certainly
    /// of an earlier day.
    pub fn between(from: (&Place, &When), to: (&Place, &When)) -> Option<Self> {
        Some(Self {
            direct: from.0.distance_to(to.0).ok()?,
            days: from.1.days_until(to.1)?,
        })
    }

    /// The length of the geodesic.
    pub fn direct(self) -> Distance {
        self.direct
    }

    /// The days that may have passed.
    pub fn days(self) -> Days {
        self.days
    }

    /// The least distance a day that will do: over as many days as may have passed. 0 where these
    /// are open.
    pub fn slowest(self) -> Distance {
        self.days
            .most()
            .and_then(|days| per_day(self.direct, days))
            .unwrap_or(Distance::ZERO)
    }

    /// The distance a day that it may have taken at most, as the crow flies: over as few days as may
    /// have passed. None where that is no day at all.
    pub fn fastest(self) -> Option<Distance> {
        per_day(self.direct, self.days.least())
    }

    /// Whether it is more than that distance a day: certain where even the slowest is, impossible
    /// where not even the fastest is.
    pub fn exceeds(self, distance_a_day: Distance) -> Certainty {
        if self.direct == Distance::ZERO {
            Certainty::Impossible
        } else if self.slowest() > distance_a_day {
            Certainty::Certain
        } else if self
            .fastest()
            .is_none_or(|fastest| fastest > distance_a_day)
        {
            Certainty::Possible
        } else {
            Certainty::Impossible
        }
    }
}

/// None where there is no time.
fn per_day(distance: Distance, days: u64) -> Option<Distance> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a span of days within the calendar is far below 2^53"
    )]
    let days = days as f64;
    Distance::from_km(distance.km() / days).ok()
}

/// "229 km in 2–4 days"; precision as for [`Distance`].
impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match f.precision() {
            Some(digits) => write!(f, "{:.digits$}", self.direct)?,
            None => write!(f, "{}", self.direct)?,
        }
        write!(f, " in {}", self.days)
    }
}
