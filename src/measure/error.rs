//! Why an estimate is refused.

use crate::code::Code;
use crate::error::umbrella;

/// Why an estimate was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EstimateError {
    /// The least is more than the figure stated.
    #[error("low {low} is above best {best}")]
    LowAboveBest {
        /// As given.
        low: u64,
        /// As given.
        best: u64,
    },
    /// The figure stated is more than the most.
    #[error("best {best} is above high {high}")]
    BestAboveHigh {
        /// As given.
        best: u64,
        /// As given.
        high: u64,
    },
    /// The least is more than the most.
    #[error("low {low} is above high {high}")]
    LowAboveHigh {
        /// As given.
        low: u64,
        /// As given.
        high: u64,
    },
    /// A sum that 64 bits do not hold.
    #[error("{left} and {right} are together more than {max}", max = u64::MAX)]
    Overflow {
        /// One of the two.
        left: u64,
        /// The other.
        right: u64,
    },
    /// A part that its whole cannot hold.
    #[error("a whole of at most {whole} is less than a part of at least {part}")]
    BelowZero {
        /// The highest that the whole can be.
        whole: u64,
        /// The lowest that the part can be.
        part: u64,
    },
}

impl EstimateError {
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::LowAboveBest { .. } | Self::BestAboveHigh { .. } | Self::LowAboveHigh { .. } => {
                Code::EstimateOutOfOrder
            }
            Self::Overflow { .. } => Code::EstimateOverflow,
            Self::BelowZero { .. } => Code::EstimateBelowZero,
        }
    }
}

umbrella!(EstimateError);
