//! What a table of flows refuses.

use crate::code::Code;
use crate::error::umbrella;
use crate::time::Period;

/// Why flows were not counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FlowError {
    /// More people than 64 bits hold, all flows of a table together.
    #[error("{counted} people in flows and {added} more are together more than {max}", max = u64::MAX)]
    Overflow {
        /// Those of the table, each flow at its stated figure.
        counted: u64,
        /// Those that were to be added.
        added: u64,
    },
    /// A row that names a zone or a period by a number that its list does not reach.
    #[error("index {index} into {list}, of which there are {listed}")]
    Index {
        /// `zones` or `periods`.
        list: &'static str,
        /// As given; the first is 0.
        index: u32,
        /// How many there are.
        listed: usize,
    },
    /// A written table with two rows for one flow.
    #[error("two rows for the flow from {origin} to {destination} in {period}")]
    Repeated {
        /// Where from.
        origin: Box<str>,
        /// Where to.
        destination: Box<str>,
        /// The period of both.
        period: Period,
    },
}

impl FlowError {
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::Overflow { .. } => Code::EstimateOverflow,
            Self::Index { .. } => Code::FlowIndexUnknown,
            Self::Repeated { .. } => Code::FlowRepeated,
        }
    }
}

umbrella!(FlowError);
