//! A share or a change in per cent.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use super::pad;
use super::phrase::{self, PhraseError};
use super::real::{Named, Real};
use crate::code::Code;
use crate::error::Error;
use crate::shown::shortened;

/// A percentage as stated, with the bounds that the statement leaves: "31 %", "around 40 percent",
/// "more than 60 per cent".
///
/// `low ≤ best ≤ high`, all of them 0 or more; without a `high` it is open. A change may be above
/// 100.
///
/// On the wire, a number if exact, else `{"low": …, "best": …, "high": …}`; an open high is left
/// out.
///
/// ```
/// use corridor::measure::Percent;
///
/// let minors: Percent = "around 40 percent".parse()?;
/// assert_eq!(minors.to_string(), "40% (36–44%)");
/// assert_eq!("23,5 %".parse::<Percent>()?.best(), 23.5);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Percent(Real);

const NAMED: Named = Named {
    name: "a percentage",
    unit: "%",
    code: Code::PercentInvalid,
};

impl Percent {
    /// A percentage from its parts; without a `high` it is open.
    ///
    /// # Errors
    /// [`Code::PercentInvalid`] if one is negative or not finite, [`Code::EstimateOutOfOrder`] if
    /// they do not ascend.
    pub fn try_new(low: f64, best: f64, high: Option<f64>) -> Result<Self, Error> {
        Ok(Self(Real::try_new(low, best, high, NAMED)?))
    }

    /// The least that it can be.
    pub const fn low(self) -> f64 {
        self.0.low()
    }

    /// The figure as stated; for a range, its middle.
    pub const fn best(self) -> f64 {
        self.0.best()
    }

    /// The most that it can be; `None` if open.
    pub const fn high(self) -> Option<f64> {
        self.0.high()
    }

    /// Whether it allows only one percentage.
    pub fn is_exact(self) -> bool {
        self.0.is_exact()
    }
}

/// "31%", "60% or more", "up to 20%", else "40% (36–44%)"; as many decimals as it has, unless a
/// precision is given.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.shown("%", |share| match f.precision() {
            Some(decimals) => format!("{share:.decimals$}"),
            None => share.to_string(),
        });
        pad(f, &text)
    }
}

/// What only "more than half" is called, in English, Spanish, French and Portuguese.
const MOST: [&str; 10] = [
    "most",
    "mostly",
    "the majority",
    "la mayoría",
    "la mayoria",
    "la mayor parte",
    "la plupart",
    "la majorité",
    "a maioria",
    "a maior parte",
];

/// Reads a figure, with bounds as in [`Estimate::read`](crate::Estimate::read), and "%" or its
/// words in English, Spanish, French or Portuguese; or "most", which is from 50 to 100 with 50 as
/// its best.
///
/// ```
/// use corridor::Percent;
///
/// assert_eq!("most".parse::<Percent>()?, Percent::try_new(50.0, 50.0, Some(100.0))?);
/// # Ok::<(), corridor::Error>(())
/// ```
impl FromStr for Percent {
    type Err = Error;

    fn from_str(words: &str) -> Result<Self, Error> {
        if MOST.contains(&words.trim().to_lowercase().as_str()) {
            return Self::try_new(50.0, 50.0, Some(100.0));
        }
        let read = phrase::percent(words).map_err(|error| match error {
            PhraseError::Doubtful { .. } => Error::from(error),
            _ => Unreadable {
                text: shortened(words),
            }
            .into(),
        })?;
        Ok(Self(Real::try_new(read.low, read.best, read.high, NAMED)?))
    }
}

crate::vocabulary::conversions!(Percent);

/// Exactly that number of per cent.
impl TryFrom<f64> for Percent {
    type Error = Error;

    fn try_from(percent: f64) -> Result<Self, Error> {
        Self::try_new(percent, percent, Some(percent))
    }
}

/// Words that are not a percentage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a percentage such as \"31 %\" or \"around 40 percent\"")]
struct Unreadable {
    text: SmolStr,
}

impl From<Unreadable> for Error {
    fn from(error: Unreadable) -> Self {
        Self::new(Code::PercentInvalid, error)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize("Percent", serializer)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Real::deserialize(deserializer, NAMED).map(Self)
    }
}
