//! What the family of places refuses.

use smol_str::SmolStr;

use super::PlaceCode;
use crate::Code;
use crate::error::umbrella;
use crate::limits::PLACE_NAME_BYTES;
use crate::text::shortened;

/// A place, a code, a coordinate or an area that cannot be.
///
/// What produces each:
///
/// ```
/// use corridor::place::PlaceError;
/// use corridor::{Area, CountryCode, Place, PlaceCode, PlaceKind, Position, Subdivision};
///
/// let place = Place::new("MX07089".parse()?, "Tapachula")?;
/// assert!(matches!(CountryCode::try_new("XQ"), Err(PlaceError::CountryUnknown(_))));
/// assert!(matches!(Subdivision::try_new("Chiapas"), Err(PlaceError::SubdivisionInvalid(_))));
/// assert!(matches!(PlaceCode::try_new("07089"), Err(PlaceError::PlaceCodeInvalid(_))));
/// assert!(matches!(Position::try_new(91.0, 0.0), Err(PlaceError::LatitudeOutOfRange(_))));
/// assert!(matches!(Position::try_new(0.0, 181.0), Err(PlaceError::LongitudeOutOfRange(_))));
/// assert!(matches!(Place::new(place.code(), " "), Err(PlaceError::NameInvalid(_))));
/// assert!(matches!("XQ".parse::<Area>(), Err(PlaceError::AreaUnknown(_))));
/// assert!(matches!("999".parse::<Area>(), Err(PlaceError::RegionUnknown(_))));
/// assert!(matches!(" ".parse::<Area>(), Err(PlaceError::AreaInvalid(_))));
/// let unseated = place.distance_to(&place).map_err(PlaceError::from);
/// assert!(matches!(unseated, Err(PlaceError::SeatUnknown(_))));
/// // A seat on the wire without one of its coordinates: `PlaceError::HalfASeat`.
/// let read = serde_json::from_str::<Place>(r#"{"code": "MX07089", "name": "Tapachula", "lat": 14.9}"#);
/// assert!(read.unwrap_err().to_string().contains("a seat has both lat and lon, or neither"));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PlaceError {
    /// ISO 3166-1 does not list it.
    #[error("{0:?} is not a country code of ISO 3166-1 alpha-2")]
    CountryUnknown(SmolStr),
    /// Not of the form of ISO 3166-2, or of an unknown country.
    #[error("{0:?} is not a known country code, a hyphen, and 1 to 3 of A-Z 0-9")]
    SubdivisionInvalid(SmolStr),
    /// Not of the form of a place code, or of an unknown country.
    #[error("{0:?} is not a known country code followed by 1 to 14 of A-Z 0-9 and hyphen")]
    PlaceCodeInvalid(SmolStr),
    /// Degrees of latitude.
    #[error("latitude {0} is not from -90 to 90 degrees")]
    LatitudeOutOfRange(f64),
    /// Degrees of longitude.
    #[error("longitude {0} is not from -180 to 180 degrees")]
    LongitudeOutOfRange(f64),
    /// A seat with one coordinate only.
    #[error("a seat has both lat and lon, or neither")]
    HalfASeat,
    /// A name that is empty or blank, too long, or has control characters.
    #[error("{0:?} is not a name: 1 to {PLACE_NAME_BYTES} bytes without control characters")]
    NameInvalid(SmolStr),
    /// Two capitals, or the form of a subdivision, of a country that is not known.
    #[error("{0:?} has the form of a country or subdivision code, of a country that is not known")]
    AreaUnknown(SmolStr),
    /// Three digits that are no region of M49.
    #[error("{0:?} is not a region of UN M49")]
    RegionUnknown(SmolStr),
    /// An area's name that is empty or blank, too long, has control characters, or is a code.
    #[error(
        "{0:?} is not an area: a code, or 1 to {PLACE_NAME_BYTES} bytes without control characters"
    )]
    AreaInvalid(SmolStr),
    /// A distance needs a seat.
    #[error(transparent)]
    SeatUnknown(#[from] NoSeat),
}

impl PlaceError {
    pub(super) fn country(text: &str) -> Self {
        Self::CountryUnknown(shortened(text))
    }

    pub(super) fn subdivision(text: &str) -> Self {
        Self::SubdivisionInvalid(shortened(text))
    }

    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        match self {
            Self::CountryUnknown(_) => Code::CountryUnknown,
            Self::SubdivisionInvalid(_) => Code::SubdivisionInvalid,
            Self::PlaceCodeInvalid(_) => Code::PlaceCodeInvalid,
            Self::LatitudeOutOfRange(_) => Code::LatitudeOutOfRange,
            Self::LongitudeOutOfRange(_) => Code::LongitudeOutOfRange,
            Self::HalfASeat => Code::KeyMissing,
            Self::NameInvalid(_) => Code::TextInvalid,
            Self::AreaUnknown(_) | Self::RegionUnknown(_) | Self::AreaInvalid(_) => {
                Code::AreaInvalid
            }
            Self::SeatUnknown(error) => error.code(),
        }
    }
}

/// A distance was asked of a place whose seat is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the seat of {place} is not known")]
pub struct NoSeat {
    pub(super) place: PlaceCode,
}

impl NoSeat {
    pub(crate) fn of(place: PlaceCode) -> Self {
        Self { place }
    }

    /// The place without a seat.
    pub fn place(&self) -> PlaceCode {
        self.place
    }

    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        Code::SeatUnknown
    }
}

umbrella!(PlaceError, NoSeat);
