//! Low, best and high of a quantity that is measured rather than counted.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serializer};

use super::wire::{no_text, once, required};
use crate::code::Code;
use crate::error::refuse;

/// `low ≤ best ≤ high`, finite and not negative; without a high it is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Real {
    low: f64,
    best: f64,
    high: Option<f64>,
}

/// Compares bits, which is sound because no number is NaN or −0.
impl PartialEq for Real {
    fn eq(&self, other: &Self) -> bool {
        self.bits() == other.bits()
    }
}

impl Eq for Real {}

impl std::hash::Hash for Real {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.bits().hash(state);
    }
}

/// How a refusal names a quantity: its name with an article, its unit, and its code.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub(super) name: &'static str,
    pub(super) unit: &'static str,
    pub(super) code: Code,
}

/// Why three numbers are not a valid low, best and high.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(super) enum RealError {
    #[error("{name} of {value} {unit} is not a finite number of 0 or more")]
    Invalid {
        name: &'static str,
        unit: &'static str,
        value: f64,
        code: Code,
    },
    #[error("low {low} {unit} is above best {best} {unit}")]
    LowAboveBest {
        low: f64,
        best: f64,
        unit: &'static str,
    },
    #[error("best {best} {unit} is above high {high} {unit}")]
    BestAboveHigh {
        best: f64,
        high: f64,
        unit: &'static str,
    },
}

impl RealError {
    pub(super) fn code(&self) -> Code {
        match self {
            Self::Invalid { code, .. } => *code,
            Self::LowAboveBest { .. } | Self::BestAboveHigh { .. } => Code::EstimateOutOfOrder,
        }
    }
}

crate::error::umbrella!(RealError);

impl Real {
    pub(super) fn try_new(
        low: f64,
        best: f64,
        high: Option<f64>,
        named: Named,
    ) -> Result<Self, RealError> {
        let Named { name, unit, code } = named;
        let is_valid = |value: &f64| value.is_finite() && *value >= 0.0;
        if let Some(value) = [Some(low), Some(best), high]
            .into_iter()
            .flatten()
            .find(|value| !is_valid(value))
        {
            return Err(RealError::Invalid {
                name,
                unit,
                value,
                code,
            });
        }
        if low > best {
            return Err(RealError::LowAboveBest { low, best, unit });
        }
        match high {
            Some(high) if best > high => Err(RealError::BestAboveHigh { best, high, unit }),
            // Turns -0.0 into 0.0.
            _ => Ok(Self {
                low: low.abs(),
                best: best.abs(),
                high: high.map(f64::abs),
            }),
        }
    }

    /// For a number that is finite and not negative by construction.
    pub(super) const fn exactly(number: f64) -> Self {
        Self {
            low: number,
            best: number,
            high: Some(number),
        }
    }

    pub(super) const fn low(self) -> f64 {
        self.low
    }

    pub(super) const fn best(self) -> f64 {
        self.best
    }

    pub(super) const fn high(self) -> Option<f64> {
        self.high
    }

    fn bits(self) -> (u64, u64, Option<u64>) {
        (
            self.low.to_bits(),
            self.best.to_bits(),
            self.high.map(f64::to_bits),
        )
    }

    pub(super) fn is_exact(self) -> bool {
        self.high.map(f64::to_bits) == Some(self.low.to_bits())
    }

    /// "70 km", "70 km or more", "up to 50 km", else "70 km (65–75 km)": `number` writes a number
    /// without its unit.
    pub(super) fn shown(self, unit: &str, number: impl Fn(f64) -> String) -> String {
        let best = number(self.best);
        if self.is_exact() {
            return format!("{best}{unit}");
        }
        match self.high {
            None if self.low.to_bits() == self.best.to_bits() => format!("{best}{unit} or more"),
            None => format!("{best}{unit} ({}{unit} or more)", number(self.low)),
            Some(high) if self.low == 0.0 && high.to_bits() == self.best.to_bits() => {
                format!("up to {best}{unit}")
            }
            Some(high) => format!("{best}{unit} ({}–{}{unit})", number(self.low), number(high)),
        }
    }

    /// Writes a number if exact, else an object.
    pub(super) fn serialize<S: Serializer>(
        self,
        name: &'static str,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        if self.is_exact() {
            return serializer.serialize_f64(self.best);
        }
        let mut object = serializer.serialize_struct(name, 2 + usize::from(self.high.is_some()))?;
        object.serialize_field("low", &self.low)?;
        object.serialize_field("best", &self.best)?;
        match self.high {
            Some(high) => object.serialize_field("high", &high)?,
            None => object.skip_field("high")?,
        }
        object.end()
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
        named: Named,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Either(named))
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Low,
    Best,
    High,
    #[serde(other)]
    Other,
}

/// A number. If there is a text instead, the refusal does not repeat all of it.
struct Number(f64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl Visitor<'_> for Any {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Number, E> {
                Err(no_text(text, &self))
            }

            fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Number, E> {
                Ok(Number(number))
            }

            #[expect(
                clippy::cast_precision_loss,
                reason = "a JSON number is the nearest double, with or without a point"
            )]
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Number, E> {
                Ok(Number(number as f64))
            }

            #[expect(
                clippy::cast_precision_loss,
                reason = "a JSON number is the nearest double, with or without a point"
            )]
            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Number, E> {
                Ok(Number(number as f64))
            }
        }

        deserializer.deserialize_any(Any)
    }
}

struct Either(Named);

impl Either {
    fn checked<E: serde::de::Error>(
        &self,
        low: f64,
        best: f64,
        high: Option<f64>,
    ) -> Result<Real, E> {
        Real::try_new(low, best, high, self.0).map_err(|error| refuse(error.code(), &error))
    }
}

impl<'de> Visitor<'de> for Either {
    type Value = Real;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a number of {}, or an object with low, best and high",
            self.0.unit
        )
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Real, E> {
        Err(no_text(text, &self))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Real, E> {
        self.checked(number, number, Some(number))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a JSON number is the nearest double, with or without a point"
    )]
    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Real, E> {
        self.visit_f64(number as f64)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a JSON number is the nearest double, with or without a point"
    )]
    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Real, E> {
        self.visit_f64(number as f64)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Real, A::Error> {
        let (mut low, mut best, mut high) = (None, None, None);
        while let Some(key) = map.next_key()? {
            match key {
                Key::Low => once("low", &mut low, map.next_value::<Number>()?.0)?,
                Key::Best => once("best", &mut best, map.next_value::<Number>()?.0)?,
                Key::High => {
                    let value = map.next_value::<Option<Number>>()?;
                    once("high", &mut high, value.map(|Number(value)| value))?;
                }
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let low = required("low", self.0.name, low)?;
        let best = required("best", self.0.name, best)?;
        self.checked(low, best, high.flatten())
    }
}
