//! To be written.

/// Stand-in until the measure floor's first commit is merged.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Distance {
    km: f64,
}

#[allow(missing_docs, clippy::missing_errors_doc, reason = "stand-in")]
impl Distance {
    pub const ZERO: Self = Self { km: 0.0 };

    pub fn from_metres(metres: f64) -> Result<Self, f64> {
        if metres.is_finite() && metres >= 0.0 {
            Ok(Self {
                km: metres / 1000.0,
            })
        } else {
            Err(metres)
        }
    }

    pub fn km(self) -> f64 {
        self.km
    }

    pub fn metres(self) -> f64 {
        self.km * 1000.0
    }
}
