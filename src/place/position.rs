//! A point on the WGS-84 ellipsoid.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::PlaceError;
use crate::error::Error;
use crate::error::refuse;
use crate::limits::{LATITUDE, LONGITUDE};
use crate::object::Object;

/// A latitude and a longitude in degrees on WGS-84.
///
/// Each point has exactly one value, so that `Eq` and `Hash` compare points: −0 becomes 0,
/// longitude −180 becomes 180, and the longitude of a pole is 0. Ordered by latitude, then by
/// longitude.
///
/// On the wire `{"lat": 14.911, "lon": -92.264}`; as text `14.911, -92.264`.
///
/// ```
/// use corridor::Position;
///
/// let tapachula = Position::try_new(14.911, -92.264)?;
/// let huixtla = Position::try_new(15.138, -92.466)?;
/// assert_eq!(format!("{:.2}", tapachula.distance_to(huixtla).km()), "33.21");
/// assert_eq!(Position::try_new(0.0, -180.0)?, Position::try_new(-0.0, 180.0)?);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Position {
    lat: f64,
    lon: f64,
}

impl Position {
    /// Makes a position from degrees: latitude from −90 to 90, longitude from −180 to 180.
    ///
    /// # Errors
    /// [`Code::LatitudeOutOfRange`](crate::Code::LatitudeOutOfRange) or
    /// [`Code::LongitudeOutOfRange`](crate::Code::LongitudeOutOfRange), also for a number that is
    /// not finite.
    pub fn try_new(lat: f64, lon: f64) -> Result<Self, Error> {
        if !LATITUDE.contains(&lat) {
            return Err(PlaceError::LatitudeOutOfRange(lat).into());
        }
        if !LONGITUDE.contains(&lon) {
            return Err(PlaceError::LongitudeOutOfRange(lon).into());
        }
        Ok(Self::normalised(lat, lon))
    }

    /// Makes a position from degrees that are known to be in range.
    pub(crate) fn normalised(lat: f64, lon: f64) -> Self {
        // Adding a positive zero turns −0 into 0 and nothing else.
        let lon = if lat.abs() >= *LATITUDE.end() {
            0.0
        } else if lon <= *LONGITUDE.start() {
            *LONGITUDE.end()
        } else {
            lon + 0.0
        };
        Self {
            lat: lat + 0.0,
            lon,
        }
    }

    /// Degrees north of the equator.
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east of Greenwich, above −180 and up to 180.
    pub const fn lon(self) -> f64 {
        self.lon
    }
}

impl PartialEq for Position {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Position {}

impl PartialOrd for Position {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Position {
    fn cmp(&self, other: &Self) -> Ordering {
        self.lat
            .total_cmp(&other.lat)
            .then(self.lon.total_cmp(&other.lon))
    }
}

impl Hash for Position {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.lat.to_bits());
        state.write_u64(self.lon.to_bits());
    }
}

impl fmt::Display for Position {
    /// Latitude, then longitude; a precision applies to both.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lat.fmt(f)?;
        f.write_str(", ")?;
        self.lon.fmt(f)
    }
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Position({self})")
    }
}

/// `x` is longitude, `y` is latitude.
impl From<Position> for geo::Point {
    fn from(position: Position) -> Self {
        Self::new(position.lon, position.lat)
    }
}

impl TryFrom<geo::Point> for Position {
    type Error = Error;

    fn try_from(point: geo::Point) -> Result<Self, Error> {
        Self::try_new(point.y(), point.x())
    }
}

#[derive(Serialize)]
struct Written {
    lat: f64,
    lon: f64,
}

#[derive(Deserialize)]
#[serde(
    remote = "Self",
    rename = "Position",
    expecting = "an object with lat and lon"
)]
struct Read {
    lat: Latitude,
    lon: Longitude,
}

/// Degrees on the wire, checked one by one, so that a fault has the path of its own key.
macro_rules! degrees {
    ($type:ident, $range:ident, $error:ident) => {
        #[derive(Debug, Clone, Copy)]
        pub(super) struct $type(pub(super) f64);

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let degrees = f64::deserialize(deserializer)?;
                if $range.contains(&degrees) {
                    return Ok(Self(degrees));
                }
                let error = PlaceError::$error(degrees);
                Err(refuse(error.code(), &error))
            }
        }
    };
}

degrees!(Latitude, LATITUDE, LatitudeOutOfRange);
degrees!(Longitude, LONGITUDE, LongitudeOutOfRange);

impl Serialize for Position {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { lat, lon } = *self;
        Written { lat, lon }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Read { lat, lon } = Read::deserialize(Object(deserializer))?;
        Ok(Self::normalised(lat.0, lon.0))
    }
}

/// Latitude and longitude in degrees, in this order.
impl TryFrom<(f64, f64)> for Position {
    type Error = Error;

    fn try_from((lat, lon): (f64, f64)) -> Result<Self, Error> {
        Self::try_new(lat, lon)
    }
}

impl From<&Position> for Position {
    fn from(position: &Position) -> Self {
        *position
    }
}
