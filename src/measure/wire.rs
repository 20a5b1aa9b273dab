//! The wire forms of [`Estimate`] and [`Bounds`].

use std::fmt;

use serde::de::{Error, Expected, IgnoredAny, MapAccess, Unexpected, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use super::{Bounds, Estimate};
use crate::code::Code;
use crate::error::{brief, refuse};
use crate::limits::{COUNTS_AS_FLOAT, WHOLE_FLOAT};
use crate::shown::shortened;

/// A whole number from 0 to 2⁶⁴ − 1, with this crate's own refusal.
pub(crate) struct Count(pub(crate) u64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CountVisitor)
    }
}

struct CountVisitor;

/// The refusal of a number that is not a count.
fn no_count<E: Error>(number: impl fmt::Display) -> E {
    refuse(
        Code::CountInvalid,
        &format_args!("{number} is not a whole number from 0 to {}", u64::MAX),
    )
}

impl Visitor<'_> for CountVisitor {
    type Value = Count;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number of people")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Count, E> {
        Err(no_text(text, &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Count, E> {
        Ok(Count(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Count, E> {
        u64::try_from(number)
            .map(Count)
            .map_err(|_| no_count(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Count, E> {
        if number.fract() == 0.0 && WHOLE_FLOAT.contains(&number) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole, and from 0 to 2^53"
            )]
            return Ok(Count(number as u64));
        }
        if number.fract() == 0.0 && COUNTS_AS_FLOAT.contains(&number) {
            return Err(refuse(
                Code::CountInvalid,
                &format_args!(
                    "{number}, written with a fraction, may be rounded: it is above {}",
                    WHOLE_FLOAT.end()
                ),
            ));
        }
        Err(no_count(number))
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

/// The members of the object form, before they become an estimate or bounds.
#[derive(Default)]
struct Members {
    low: Option<u64>,
    best: Option<u64>,
    high: Option<High>,
}

/// `null` means open, as an absent key does.
struct High(Option<u64>);

impl Members {
    fn high(&self) -> Option<u64> {
        self.high.as_ref().and_then(|High(high)| *high)
    }

    fn read<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut members = Self::default();
        while let Some(key) = map.next_key()? {
            match key {
                Key::Low => once("low", &mut members.low, map.next_value::<Count>()?.0)?,
                Key::Best => once("best", &mut members.best, map.next_value::<Count>()?.0)?,
                Key::High => {
                    let high = map.next_value::<Option<Count>>()?;
                    let high = High(high.map(|Count(n)| n));
                    once("high", &mut members.high, high)?;
                }
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(members)
    }
}

/// The refusal of a text where a number belongs. It repeats only the beginning of the text.
pub(super) fn no_text<E: Error>(text: &str, expected: &dyn Expected) -> E {
    let shown: SmolStr = shortened(text);
    E::invalid_type(Unexpected::Str(&shown), expected)
}

/// Sets a member; refuses it if it is set already.
pub(super) fn once<T, E: Error>(key: &str, member: &mut Option<T>, value: T) -> Result<(), E> {
    match member.replace(value) {
        None => Ok(()),
        Some(_) => Err(refuse(
            Code::KeyDuplicate,
            &format_args!("key {key:?} occurs twice"),
        )),
    }
}

pub(super) fn required<T, E: Error>(key: &str, what: &str, member: Option<T>) -> Result<T, E> {
    member.ok_or_else(|| refuse(Code::KeyMissing, &format_args!("{what} without {key:?}")))
}

fn out_of_order<E: Error>(error: &crate::error::Error) -> E {
    refuse(error.code(), error)
}

impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_exact() {
            return serializer.serialize_u64(self.best());
        }
        let members = 2 + usize::from(self.high().is_some());
        let mut object = serializer.serialize_struct("Estimate", members)?;
        object.serialize_field("low", &self.low())?;
        object.serialize_field("best", &self.best())?;
        match self.high() {
            Some(high) => object.serialize_field("high", &high)?,
            None => object.skip_field("high")?,
        }
        object.end()
    }
}

impl<'de> Deserialize<'de> for Estimate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Estimate;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number of people, or an object with low, best and high")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Estimate, E> {
                Err(no_text(text, &self))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Estimate, E> {
                Ok(Estimate::exactly(number))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Estimate, E> {
                CountVisitor
                    .visit_i64(number)
                    .map(|Count(n)| Estimate::exactly(n))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Estimate, E> {
                CountVisitor
                    .visit_f64(number)
                    .map(|Count(n)| Estimate::exactly(n))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Estimate, A::Error> {
                let members = Members::read(map)?;
                let low = required("low", "an estimate", members.low)?;
                let best = required("best", "an estimate", members.best)?;
                Estimate::try_new(low, best, members.high()).map_err(|error| out_of_order(&error))
            }
        }

        deserializer.deserialize_any(Either).map_err(brief)
    }
}

impl Serialize for Bounds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = 1 + usize::from(self.high().is_some());
        let mut object = serializer.serialize_struct("Bounds", members)?;
        object.serialize_field("low", &self.low())?;
        match self.high() {
            Some(high) => object.serialize_field("high", &high)?,
            None => object.skip_field("high")?,
        }
        object.end()
    }
}

impl<'de> Deserialize<'de> for Bounds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Bounds;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with low and high")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Bounds, E> {
                Err(no_text(text, &self))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Bounds, A::Error> {
                let members = Members::read(map)?;
                let low = required("low", "bounds", members.low)?;
                Bounds::try_new(low, members.high()).map_err(|error| out_of_order(&error))
            }
        }

        deserializer.deserialize_any(Object)
    }
}
