//! One row of an origin–destination table.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Zone;
use crate::measure::Estimate;
use crate::object::Object;
use crate::place::PlaceCode;
use crate::time::Period;

/// How many people went from one place to another within a period.
///
/// On the wire, a flat object: `{"origin", "destination", "period", "people"}`.
///
/// ```
/// use corridor::{Estimate, Flow};
///
/// let flow: Flow = Flow::new(
///     "MX07089".parse()?, "MX07032".parse()?, "2023-12".parse()?, Estimate::about(6_000),
/// );
/// assert_eq!(flow.to_string(), "6,000 (5,500–6,500) from MX07089 to MX07032 in 2023-12");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Flow<Z = PlaceCode> {
    origin: Z,
    destination: Z,
    period: Period,
    people: Estimate,
}

impl<Z: Zone> Flow<Z> {
    /// A flow of people from an origin to a destination within a period.
    pub const fn new(origin: Z, destination: Z, period: Period, people: Estimate) -> Self {
        Self {
            origin,
            destination,
            period,
            people,
        }
    }

    /// Where from.
    pub const fn origin(&self) -> Z {
        self.origin
    }

    /// Where to.
    pub const fn destination(&self) -> Z {
        self.destination
    }

    /// The days that the figure covers.
    pub const fn period(&self) -> Period {
        self.period
    }

    /// How many.
    pub const fn people(&self) -> Estimate {
        self.people
    }

    /// Whether origin and destination are the same.
    pub fn is_within(&self) -> bool {
        self.origin == self.destination
    }
}

/// "6,000 from MX07089 to MX07032 in 2023-12".
impl<Z: Zone> fmt::Display for Flow<Z> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            origin,
            destination,
            period,
            people,
        } = self;
        write!(f, "{people} from {origin} to {destination} in {period}")
    }
}

/// The wire form of a flow. Deriving it here keeps the derived functions out of [`Flow`]'s methods.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Flow", rename = "Flow", expecting = "a flow object")]
struct Row<Z> {
    origin: Z,
    destination: Z,
    period: Period,
    people: Estimate,
}

impl<Z: Zone + Serialize> Serialize for Flow<Z> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Row::serialize(self, serializer)
    }
}

impl<'de, Z: Zone + Deserialize<'de>> Deserialize<'de> for Flow<Z> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Row::deserialize(Object(deserializer))
    }
}
