//! What a table of flows refuses.

use crate::code::Code;
use crate::error::umbrella;
use crate::measure::Per;
use crate::time::Period;

/// Why flows were not counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FlowError {
    /// All flows of a table together exceed 64 bits.
    #[error("{counted} people in flows and {added} more add up to more than {max}", max = u64::MAX)]
    Overflow {
        /// The people in the table, by stated figures.
        counted: u64,
        /// The people that were to be added.
        added: u64,
    },
    /// A row whose index of a zone or a period is beyond its list.
    #[error("index {index} is beyond the {listed} {list}")]
    Index {
        /// `zones` or `periods`.
        list: &'static str,
        /// The index as given; the first is 0.
        index: u32,
        /// The length of the list.
        listed: usize,
    },
    /// A table has two rows for one flow.
    #[error("two rows for the flow from {origin} to {destination} in {period}")]
    Repeated {
        /// Where from.
        origin: Box<str>,
        /// Where to.
        destination: Box<str>,
        /// The period of both.
        period: Period,
    },
    /// A period that is to be counted within a coarser one, and lies in several.
    #[error(
        "{period} does not lie within one {}: it begins in {first} and ends in {last}",
        per.as_str()
    )]
    Straddles {
        /// The period.
        period: Period,
        /// The coarser ones.
        per: Per,
        /// That in which it begins.
        first: Period,
        /// That in which it ends.
        last: Period,
    },
}

impl FlowError {
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::Overflow { .. } => Code::EstimateOverflow,
            Self::Index { .. } => Code::FlowIndexUnknown,
            Self::Repeated { .. } => Code::FlowRepeated,
            Self::Straddles { .. } => Code::PeriodStraddles,
        }
    }
}

umbrella!(FlowError);
