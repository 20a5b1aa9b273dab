//! A length along the ground as reported: low, best, high.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::distance::kilometres;
use super::phrase::{self, PhraseError};
use super::real::{Named, Real};
use super::{Distance, DistanceError, pad};
use crate::code::Code;
use crate::error::Error;
use crate::shown::shortened;

/// A distance as stated, with the bounds that the statement leaves: "about 70 km", "16 to 20
/// miles".
///
/// `low ≤ best ≤ high`; without a `high` it is open. As in an [`Estimate`](crate::Estimate), `best`
/// is the figure as stated, or the middle of a range.
///
/// On the wire, a number of kilometres if exact, else `{"low": …, "best": …, "high": …}` in
/// kilometres; an open high is left out.
///
/// ```
/// use corridor::DistanceRange;
///
/// let walked: DistanceRange = "about 70 km".parse()?;
/// assert_eq!(walked.to_string(), "70 km (65–75 km)");
/// assert_eq!("16 to 20 miles".parse::<DistanceRange>()?.low().miles(), 16.0);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DistanceRange(Real);

const NAMED: Named = Named {
    name: "a distance",
    unit: "km",
    code: Code::DistanceInvalid,
};

impl DistanceRange {
    /// A range from its parts; without a `high` it is open.
    ///
    /// # Errors
    /// [`Code::EstimateOutOfOrder`] if they do not ascend.
    pub fn try_new(low: Distance, best: Distance, high: Option<Distance>) -> Result<Self, Error> {
        let high = high.map(Distance::km);
        Ok(Self(Real::try_new(low.km(), best.km(), high, NAMED)?))
    }

    /// The least that it can be.
    pub fn low(self) -> Distance {
        distance(self.0.low())
    }

    /// The figure as stated; for a range, its middle.
    pub fn best(self) -> Distance {
        distance(self.0.best())
    }

    /// The most that it can be; `None` if open.
    pub fn high(self) -> Option<Distance> {
        self.0.high().map(distance)
    }

    /// Whether it allows only one distance.
    pub fn is_exact(self) -> bool {
        self.0.is_exact()
    }
}

/// A distance from kilometres that are finite and not negative by construction.
fn distance(km: f64) -> Distance {
    Distance::from_km(km).unwrap_or(Distance::ZERO)
}

impl From<Distance> for DistanceRange {
    fn from(exact: Distance) -> Self {
        Self(Real::exactly(exact.km()))
    }
}

impl From<&Distance> for DistanceRange {
    fn from(exact: &Distance) -> Self {
        (*exact).into()
    }
}

crate::vocabulary::conversions!(DistanceRange);

/// "70 km", "70 km or more", "up to 50 km", else "70 km (65–75 km)"; at most one decimal unless a
/// precision is given.
impl fmt::Display for DistanceRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self
            .0
            .shown(" km", |km| kilometres(distance(km), f.precision()));
        pad(f, &text)
    }
}

/// Reads what [`Distance`] reads, and words for bounds as in
/// [`Estimate::read`](crate::Estimate::read).
///
/// ```
/// use corridor::DistanceRange;
///
/// for (words, read) in [
///     ("less than 50 kilometers (31 miles)", "up to 50 km"),
///     ("más de 1.100 kilómetros", "1100 km or more"),
///     ("entre 20 y 30 km", "25 km (20–30 km)"),
/// ] {
///     assert_eq!(words.parse::<DistanceRange>()?.to_string(), read);
/// }
/// # Ok::<(), corridor::Error>(())
/// ```
impl FromStr for DistanceRange {
    type Err = Error;

    fn from_str(words: &str) -> Result<Self, Error> {
        match Distance::read(words) {
            Ok(exact) => return Ok(exact.into()),
            Err(DistanceError::Bounds { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        let read = phrase::distance(words).map_err(|_: PhraseError| DistanceError::Unreadable {
            text: shortened(words),
        })?;
        Ok(Self(Real::try_new(read.low, read.best, read.high, NAMED)?))
    }
}

impl Serialize for DistanceRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize("DistanceRange", serializer)
    }
}

impl<'de> Deserialize<'de> for DistanceRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Real::deserialize(deserializer, NAMED).map(Self)
    }
}
