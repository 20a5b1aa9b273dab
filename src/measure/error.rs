//! Why an estimate is refused.

use crate::code::Code;
use crate::error::umbrella;

/// Why an estimate was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EstimateError {
    /// The low bound is above the stated figure.
    #[error("low {low} is above best {best}")]
    LowAboveBest {
        /// The value as given.
        low: u64,
        /// The value as given.
        best: u64,
    },
    /// The stated figure is above the high bound.
    #[error("best {best} is above high {high}")]
    BestAboveHigh {
        /// The value as given.
        best: u64,
        /// The value as given.
        high: u64,
    },
    /// The low bound is above the high bound.
    #[error("low {low} is above high {high}")]
    LowAboveHigh {
        /// The value as given.
        low: u64,
        /// The value as given.
        high: u64,
    },
    /// A sum that exceeds 64 bits.
    #[error("{left} and {right} add up to more than {max}", max = u64::MAX)]
    Overflow {
        /// One of the two.
        left: u64,
        /// The other.
        right: u64,
    },
    /// A part that exceeds its whole.
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
