//! How far a group gets in a day.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::distance::kilometres;
use super::wire::{no_text, once};
use super::{Distance, pad};
use crate::code::Code;
use crate::error::{Error, refuse, umbrella};
use crate::limits::{VEHICLE_KM_PER_DAY, WALKING_KM_PER_DAY};

/// A distance a day, from slow to fast; without a fast bound it is open.
///
/// `slow ≤ fast`, and fast is above 0. A slow bound of 0 means that the group may not move at all.
///
/// On the wire `{"slow": 17.5, "fast": 35.0}` in kilometres a day, as its key says
/// (`pace_km_per_day`); an open fast bound is left out.
///
/// ```
/// use corridor::{Distance, Pace};
///
/// let walked = Distance::from_km(70.0)?;
/// let pace = Pace::covering(walked, 2.0, Some(4.0))?;
/// assert_eq!(pace.to_string(), "17.5–35 km a day");
/// assert_eq!(pace.days_for(walked), (2.0, Some(4.0)));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pace {
    slow: Distance,
    fast: Option<Distance>,
}

impl Pace {
    /// On foot: 15 km a day (the reported first day of the caravan of December 2023) to 35 km (the
    /// most that a person on foot covers a day in FLEE).
    pub const WALKING: Self = Self {
        slow: Distance::literal(WALKING_KM_PER_DAY.0),
        fast: Some(Distance::literal(WALKING_KM_PER_DAY.1)),
    };

    /// By vehicle: anything up to 360 km a day (FLEE).
    pub const VEHICLE: Self = Self {
        slow: Distance::ZERO,
        fast: Some(Distance::literal(VEHICLE_KM_PER_DAY)),
    };

    /// A pace from `slow` to `fast` a day; without a `fast` it is open.
    ///
    /// # Errors
    /// [`Code::PaceInvalid`](crate::Code::PaceInvalid) if `slow` is above `fast`, or `fast` is 0.
    pub fn try_new(slow: Distance, fast: Option<Distance>) -> Result<Self, Error> {
        match fast {
            Some(fast) if slow.max(fast) == Distance::ZERO => Err(PaceError::Still.into()),
            Some(fast) if slow > fast => Err(PaceError::SlowAboveFast { slow, fast }.into()),
            _ => Ok(Self { slow, fast }),
        }
    }

    /// The pace of a group that covers the distance in `least` to `most` days; the inverse of
    /// [`days_for`](Self::days_for).
    ///
    /// If `least` is 0, the fast bound is open; without a `most`, the slow bound is 0.
    ///
    /// # Errors
    /// [`Code::PaceInvalid`](crate::Code::PaceInvalid) if either number of days is negative or NaN,
    /// if `least` is above `most`, or if the fast bound would be 0.
    pub fn covering(distance: Distance, least: f64, most: Option<f64>) -> Result<Self, Error> {
        let longest = most.unwrap_or(f64::INFINITY);
        // A comparison with NaN is false.
        if !(0.0 <= least && least <= longest) {
            return Err(PaceError::Days { least, most }.into());
        }
        let slow = per_day(distance, longest).unwrap_or(Distance::ZERO);
        Self::try_new(slow, per_day(distance, least))
    }

    /// The least distance a day.
    pub const fn slow(self) -> Distance {
        self.slow
    }

    /// The greatest distance a day; `None` if open.
    pub const fn fast(self) -> Option<Distance> {
        self.fast
    }

    /// The least and the most days that the distance takes. There is no most if the group may not
    /// move.
    pub fn days_for(self, distance: Distance) -> (f64, Option<f64>) {
        if distance == Distance::ZERO {
            return (0.0, Some(0.0));
        }
        let least = self
            .fast
            .map_or(0.0, |fast| (distance.km() / fast.km()).min(f64::MAX));
        let most = distance.km() / self.slow.km();
        (least, most.is_finite().then_some(most))
    }
}

/// `None`, an open bound, if `days` is 0 or the quotient is not finite.
fn per_day(distance: Distance, days: f64) -> Option<Distance> {
    let km = distance.km() / days;
    Distance::converted(km, km, "km").ok()
}

/// "17.5–35 km a day", "up to 360 km a day", "15 km a day or more"; precision as for
/// [`Distance`].
impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |distance| kilometres(distance, f.precision());
        let slow = number(self.slow);
        let text = match self.fast.map(number) {
            None => format!("{slow} km a day or more"),
            Some(fast) if fast == slow => format!("{fast} km a day"),
            Some(fast) if self.slow == Distance::ZERO => format!("up to {fast} km a day"),
            Some(fast) => format!("{slow}–{fast} km a day"),
        };
        pad(f, &text)
    }
}

impl Serialize for Pace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = 1 + usize::from(self.fast.is_some());
        let mut object = serializer.serialize_struct("Pace", members)?;
        object.serialize_field("slow", &self.slow)?;
        match self.fast {
            Some(fast) => object.serialize_field("fast", &fast)?,
            None => object.skip_field("fast")?,
        }
        object.end()
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Slow,
    Fast,
    #[serde(other)]
    Other,
}

impl<'de> Deserialize<'de> for Pace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Pace;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with slow and fast, in kilometres a day")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Pace, E> {
                Err(no_text(text, &self))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pace, A::Error> {
                let (mut slow, mut fast) = (None, None);
                while let Some(key) = map.next_key()? {
                    match key {
                        Key::Slow => once("slow", &mut slow, map.next_value()?)?,
                        Key::Fast => once("fast", &mut fast, map.next_value()?)?,
                        Key::Other => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                let slow =
                    slow.ok_or_else(|| refuse(Code::KeyMissing, &"a pace without \"slow\""))?;
                Pace::try_new(slow, fast.flatten()).map_err(|error| refuse(error.code(), &error))
            }
        }

        deserializer.deserialize_any(Object)
    }
}

/// Why a pace was refused.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub(crate) enum PaceError {
    /// The slow bound is above the fast one.
    #[error("slow {slow} a day is above fast {fast} a day")]
    SlowAboveFast {
        /// The value as given.
        slow: Distance,
        /// The value as given.
        fast: Distance,
    },
    /// The group does not move at all.
    #[error("a fast bound of 0 km a day is not above 0")]
    Still,
    /// Not a span of days.
    #[error("from {least} to {} days is not a number of days from 0", most.map_or("any number of".into(), |most| most.to_string()))]
    Days {
        /// The value as given.
        least: f64,
        /// The value as given.
        most: Option<f64>,
    },
}

umbrella!(PaceError => PaceInvalid);
