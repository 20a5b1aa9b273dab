//! A length along the ground.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter::Sum;
use std::ops::Add;
use std::str::FromStr;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use super::pad;
use super::phrase::{self, PhraseError};
use super::wire::no_text;
use crate::code::Code;
use crate::error::{Error, refuse, umbrella};
use crate::shown::shortened;

/// Kilometres in an international mile (the yard and pound agreement of 1959).
pub(super) const MILE_KM: f64 = 1.609_344;

/// A distance, finite and not negative, so that `Eq`, `Ord` and `Hash` are sound.
///
/// On the wire, a number of kilometres, bit for bit; its key names the unit (`road_km`). `Display`
/// is for people: "92.4 km", with at most one decimal unless a precision is given.
///
/// ```
/// use corridor::Distance;
///
/// let road = Distance::from_km(91.6)?;
/// assert_eq!(format!("{road} or {road:.0}"), "91.6 km or 92 km");
/// assert_eq!("43 mi".parse::<Distance>()?, Distance::from_miles(43.0)?);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Distance {
    km: f64,
}

impl Distance {
    /// A distance of 0.
    pub const ZERO: Self = Self { km: 0.0 };

    /// A distance in kilometres.
    ///
    /// # Errors
    /// [`Code::DistanceInvalid`](crate::Code::DistanceInvalid) if it is negative or not finite.
    pub fn from_km(km: f64) -> Result<Self, Error> {
        Ok(Self::converted(km, km, "km")?)
    }

    /// A distance in metres.
    ///
    /// # Errors
    /// [`Code::DistanceInvalid`](crate::Code::DistanceInvalid) if it is negative or not finite.
    pub fn from_metres(metres: f64) -> Result<Self, Error> {
        Ok(Self::converted(metres / 1_000.0, metres, "m")?)
    }

    /// A distance in international miles of 1.609344 km.
    ///
    /// # Errors
    /// [`Code::DistanceInvalid`](crate::Code::DistanceInvalid) if it is negative, or not finite in
    /// miles or in kilometres.
    pub fn from_miles(miles: f64) -> Result<Self, Error> {
        Ok(Self::converted(miles * MILE_KM, miles, "mi")?)
    }

    pub(super) fn converted(
        km: f64,
        value: f64,
        unit: &'static str,
    ) -> Result<Self, DistanceError> {
        if !km.is_finite() {
            Err(DistanceError::NotFinite { value, unit })
        } else if value < 0.0 {
            Err(DistanceError::Negative { value, unit })
        } else {
            // Turns -0.0 into 0.0, which would have another hash.
            Ok(Self { km: km.abs() })
        }
    }

    /// For constants in this module.
    pub(super) const fn literal(km: f64) -> Self {
        assert!(km.is_finite() && km >= 0.0, "a distance");
        Self { km }
    }

    /// The distance in kilometres.
    pub const fn km(self) -> f64 {
        self.km
    }

    /// The distance in metres.
    pub const fn metres(self) -> f64 {
        self.km * 1_000.0
    }

    /// The distance in international miles.
    pub const fn miles(self) -> f64 {
        self.km / MILE_KM
    }

    /// This distance less the other; `None` if the other is longer.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let km = self.km - other.km;
        Self::converted(km, km, "km").ok()
    }

    /// The distance multiplied by a factor.
    ///
    /// # Errors
    /// [`Code::DistanceInvalid`](crate::Code::DistanceInvalid) if the factor is negative or the
    /// result is not finite.
    pub fn scaled(self, factor: f64) -> Result<Self, Error> {
        Self::from_km(self.km * factor)
    }
}

/// Saturates at the largest finite number.
impl Add for Distance {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            km: (self.km + other.km).min(f64::MAX),
        }
    }
}

impl Sum for Distance {
    fn sum<I: Iterator<Item = Self>>(distances: I) -> Self {
        distances.fold(Self::ZERO, Self::add)
    }
}

impl<'a> Sum<&'a Self> for Distance {
    fn sum<I: Iterator<Item = &'a Self>>(distances: I) -> Self {
        distances.copied().sum()
    }
}

impl PartialEq for Distance {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Distance {}

impl PartialOrd for Distance {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Distance {
    fn cmp(&self, other: &Self) -> Ordering {
        self.km.total_cmp(&other.km)
    }
}

impl Hash for Distance {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.km.to_bits().hash(state);
    }
}

/// From here on a number is shown with an exponent: the largest would have 309 digits.
const LONG: f64 = 1e15;

fn shown(number: f64) -> String {
    if number.is_finite() && number.abs() >= LONG {
        format!("{number:e}")
    } else {
        format!("{number}")
    }
}

/// The number without its unit: at most one decimal, or as many as `precision`.
pub(super) fn kilometres(distance: Distance, precision: Option<usize>) -> String {
    if let Some(decimals) = precision {
        return format!("{:.decimals$}", distance.km);
    }
    let mut text = format!("{:.1}", distance.km);
    if text.ends_with(".0") {
        text.truncate(text.len() - 2);
    }
    text
}

impl fmt::Display for Distance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{} km", kilometres(*self, f.precision()));
        pad(f, &text)
    }
}

/// A figure and its unit: km, m, mi, or their words in English, Spanish, French or Portuguese.
///
/// A single point or comma before exactly three digits groups thousands if the unit's word tells
/// the language and that language groups this way ("2.000 kilómetros", "1,100 miles"). Otherwise it
/// is refused: "1,234 km" is 1,234 kilometres to one reader and a little over one to another.
/// Before fewer or more digits it is a decimal sign. The same distance in another unit may follow
/// in brackets. For a distance with bounds ("about 16 miles"), use
/// [`DistanceRange`](super::DistanceRange).
///
/// ```
/// use corridor::Distance;
///
/// assert_eq!("2,5 millas".parse::<Distance>()?, Distance::from_miles(2.5)?);
/// assert_eq!("70 kilometres".parse::<Distance>()?, Distance::from_km(70.0)?);
/// assert_eq!("2.000 kilómetros".parse::<Distance>()?, Distance::from_km(2_000.0)?);
/// assert_eq!("500km (310 mile)".parse::<Distance>()?, Distance::from_km(500.0)?);
/// # Ok::<(), corridor::Error>(())
/// ```
impl FromStr for Distance {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Ok(Self::read(text)?)
    }
}

impl Distance {
    pub(super) fn read(text: &str) -> Result<Self, DistanceError> {
        let plain = plain(text);
        if !matches!(
            plain,
            Err(DistanceError::Unreadable { .. } | DistanceError::UnknownUnit { .. })
        ) {
            return plain;
        }
        match phrase::distance(text) {
            Ok(read) if read.high == Some(read.low) => Self::converted(read.best, read.best, "km"),
            Ok(_) => Err(DistanceError::Bounds {
                text: shortened(text),
            }),
            Err(PhraseError::Doubtful { one, other, .. }) => Err(DistanceError::Doubtful {
                text: shortened(text),
                one,
                other,
            }),
            Err(_) => plain,
        }
    }
}

/// Reads a figure without grouped digits, and a unit.
fn plain(text: &str) -> Result<Distance, DistanceError> {
    let unreadable = || DistanceError::Unreadable {
        text: shortened(text),
    };
    let trimmed = text.trim();
    let (figure, unit) = trimmed
        .find(char::is_alphabetic)
        .and_then(|at| trimmed.split_at_checked(at))
        .ok_or_else(unreadable)?;
    let value = decimal(figure.trim_end()).ok_or_else(unreadable)?;
    match unit.to_lowercase().as_str() {
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" | "kilómetro"
        | "kilómetros" | "kilometro" | "kilometros" => Distance::converted(value, value, "km"),
        "m" | "metre" | "metres" | "meter" | "meters" | "metro" | "metros" => {
            Distance::converted(value / 1_000.0, value, "m")
        }
        "mi" | "mile" | "miles" | "milla" | "millas" => {
            Distance::converted(value * MILE_KM, value, "mi")
        }
        _ => Err(DistanceError::UnknownUnit {
            unit: shortened(unit),
        }),
    }
}

/// Reads digits with at most one decimal separator. A separator before exactly three digits may
/// group them, unless a leading zero or more than three digits come before it.
fn decimal(figure: &str) -> Option<f64> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = figure.strip_prefix('-').unwrap_or(figure);
    let readable = match unsigned.split_once(['.', ',']) {
        None => is_digits(unsigned),
        Some((whole, decimals)) => {
            let may_group = decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
            is_digits(whole) && is_digits(decimals) && !may_group
        }
    };
    readable
        .then(|| figure.replace(',', ".").parse().ok())
        .flatten()
}

impl Serialize for Distance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.km)
    }
}

impl<'de> Deserialize<'de> for Distance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Kilometres;

        impl Visitor<'_> for Kilometres {
            type Value = Distance;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of kilometres")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Distance, E> {
                Err(no_text(text, &self))
            }

            fn visit_f64<E: serde::de::Error>(self, km: f64) -> Result<Distance, E> {
                Distance::from_km(km).map_err(|error| refuse(error.code(), &error))
            }

            #[expect(
                clippy::cast_precision_loss,
                reason = "a JSON number is the nearest double, with or without a point"
            )]
            fn visit_u64<E: serde::de::Error>(self, km: u64) -> Result<Distance, E> {
                self.visit_f64(km as f64)
            }

            #[expect(
                clippy::cast_precision_loss,
                reason = "a JSON number is the nearest double, with or without a point"
            )]
            fn visit_i64<E: serde::de::Error>(self, km: i64) -> Result<Distance, E> {
                self.visit_f64(km as f64)
            }
        }

        deserializer.deserialize_any(Kilometres)
    }
}

/// Why a distance was refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum DistanceError {
    /// Not a number, or beyond the largest.
    #[error("distance {} {unit} is not a finite number of kilometres", shown(*.value))]
    NotFinite {
        /// The value as given.
        value: f64,
        /// The unit in which it was given: km, m or mi.
        unit: &'static str,
    },
    /// Below 0.
    #[error("distance {} {unit} is less than 0", shown(*.value))]
    Negative {
        /// The value as given.
        value: f64,
        /// The unit in which it was given: km, m or mi.
        unit: &'static str,
    },
    /// Not a figure with a unit.
    #[error("{text:?} is not a distance such as \"70 km\", \"43 mi\" or \"500 m\"")]
    Unreadable {
        /// The beginning of the text.
        text: SmolStr,
    },
    /// Words that can be read in two ways.
    #[error("distance {text:?} can be read in two ways: {one}, or {other}")]
    Doubtful {
        /// The beginning of the text.
        text: SmolStr,
        /// One reading.
        one: Box<str>,
        /// The other.
        other: Box<str>,
    },
    /// A distance with bounds where a single number is needed.
    #[error("{text:?} is a range of distances, not one distance")]
    Bounds {
        /// The beginning of the text.
        text: SmolStr,
    },
    /// A figure followed by something other than a unit.
    #[error("{unit:?} is not a unit of distance: km, m, mi, or their words")]
    UnknownUnit {
        /// The beginning of the text.
        unit: SmolStr,
    },
}

impl DistanceError {
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::Doubtful { .. } => Code::PhraseDoubtful,
            _ => Code::DistanceInvalid,
        }
    }
}

umbrella!(DistanceError);

crate::vocabulary::conversions!(Distance);
