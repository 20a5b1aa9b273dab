//! What a place gains or loses.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::Estimate;
use crate::measure::Grouped;

/// Those who came less those who left: below 0 where more left.
///
/// `best` is the difference of the stated figures; an absent bound is open. In 128 bits, since a
/// difference of two counts has a bit more than they.
///
/// Written as integers of 64 bits, which most formats have; below −2⁶³, of which there are no people,
/// it is refused in any format.
///
/// ```
/// use corridor::{Estimate, FlowTable};
///
/// let (tapachula, escuintla) = ("MX07089".parse()?, "MX07032".parse()?);
/// let mut table = FlowTable::new();
/// table.add(tapachula, escuintla, "2023-12".parse()?, Estimate::at_least(6_000))?;
/// let net = table.net(tapachula);
/// assert_eq!((net.low(), net.best(), net.high()), (None, -6_000, Some(-6_000)));
/// assert_eq!(net.to_string(), "−6,000 or less");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct NetFlow {
    #[serde(
        serialize_with = "in_64_bits_if_any",
        skip_serializing_if = "Option::is_none"
    )]
    low: Option<i128>,
    #[serde(serialize_with = "in_64_bits")]
    best: i128,
    #[serde(
        serialize_with = "in_64_bits_if_any",
        skip_serializing_if = "Option::is_none"
    )]
    high: Option<i128>,
}

/// Many formats have no integers of 128 bits, and refuse even small ones.
fn in_64_bits<S: Serializer>(net: &i128, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(net) = i64::try_from(*net) {
        net.serialize(serializer)
    } else if let Ok(net) = u64::try_from(*net) {
        net.serialize(serializer)
    } else {
        let message = format!("a net flow of {net} is below {}", i64::MIN);
        Err(serde::ser::Error::custom(message))
    }
}

#[expect(clippy::ref_option, reason = "serde's derive hands a reference")]
fn in_64_bits_if_any<S: Serializer>(net: &Option<i128>, serializer: S) -> Result<S::Ok, S::Error> {
    match net {
        Some(net) => in_64_bits(net, serializer),
        None => serializer.serialize_none(),
    }
}

impl NetFlow {
    /// The two are of different people, so that each may take any of its values beside the other.
    pub(super) fn between(inflow: Estimate, outflow: Estimate) -> Self {
        let less = |one: u64, other: u64| i128::from(one) - i128::from(other);
        Self {
            low: outflow.high().map(|most| less(inflow.low(), most)),
            best: less(inflow.best(), outflow.best()),
            high: inflow.high().map(|most| less(most, outflow.low())),
        }
    }

    /// The least that it can be; `None` is open.
    pub const fn low(self) -> Option<i128> {
        self.low
    }

    /// By the figures as stated.
    pub const fn best(self) -> i128 {
        self.best
    }

    /// The most that it can be; `None` is open.
    pub const fn high(self) -> Option<i128> {
        self.high
    }

    /// Whether it allows one value only.
    pub fn is_exact(self) -> bool {
        self.low == self.high && self.low.is_some()
    }

    /// Whether more came than left, whatever the figures allow.
    pub fn is_gain(self) -> bool {
        self.low.is_some_and(|low| low > 0)
    }

    /// Whether more left than came, whatever the figures allow.
    pub fn is_loss(self) -> bool {
        self.high.is_some_and(|high| high < 0)
    }
}

/// "−6,000", "−6,000 or less", "+500 (−200 to +1,200)".
impl fmt::Display for NetFlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let best = Signed(self.best);
        match (self.low, self.high) {
            _ if self.is_exact() => write!(f, "{best}"),
            (None, Some(high)) if high == self.best => write!(f, "{best} or less"),
            (Some(low), None) if low == self.best => write!(f, "{best} or more"),
            (None, None) => write!(f, "{best} (of any size)"),
            (None, Some(high)) => write!(f, "{best} ({} or less)", Signed(high)),
            (Some(low), None) => write!(f, "{best} ({} or more)", Signed(low)),
            (Some(low), Some(high)) => write!(f, "{best} ({} to {})", Signed(low), Signed(high)),
        }
    }
}

/// A difference with its sign and its thousands separated.
struct Signed(i128);

impl fmt::Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.0 {
            0 => "",
            1.. => "+",
            _ => "−",
        };
        // A difference of two counts of 64 bits, so that nothing saturates.
        let size = u64::try_from(self.0.unsigned_abs()).unwrap_or(u64::MAX);
        write!(f, "{sign}{}", Grouped(size))
    }
}
