//! Differences of counts.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::measure::Grouped;

/// The difference of two 64-bit counts, which needs one more bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Signed(pub(super) i128);

impl Signed {
    pub(super) fn between(from: u64, to: u64) -> Self {
        Self(i128::from(to) - i128::from(from))
    }
}

/// "+1,084", "−6,000", "0".
impl fmt::Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.0 {
            0 => "",
            1.. => "+",
            _ => "−",
        };
        let size = u64::try_from(self.0.unsigned_abs()).unwrap_or(u64::MAX);
        write!(f, "{sign}{}", Grouped(size))
    }
}

/// Serialized as a 64-bit integer, which most formats support. Below −2⁶³, which no real count
/// reaches, it is the nearest double, so that serialization never fails.
impl Serialize for Signed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Ok(difference) = i64::try_from(self.0) {
            serializer.serialize_i64(difference)
        } else if let Ok(difference) = u64::try_from(self.0) {
            serializer.serialize_u64(difference)
        } else {
            #[expect(clippy::cast_precision_loss, reason = "no integer of 64 bits holds it")]
            serializer.serialize_f64(self.0 as f64)
        }
    }
}
