//! What the `place` family refuses.

use smol_str::SmolStr;

use crate::code::Code;
use crate::error::umbrella;
use crate::limits::PLACE_NAME_BYTES;
use crate::shown::shortened;

/// A place, a code, a coordinate or an area that is not valid.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum PlaceError {
    /// ISO 3166-1 does not list it.
    #[error("{0:?} is not a country code of ISO 3166-1 alpha-2")]
    CountryUnknown(SmolStr),
    /// Not in the form of ISO 3166-2, or of an unknown country.
    #[error("{0:?} is not a known country code, a hyphen, and 1 to 3 of A-Z 0-9")]
    SubdivisionInvalid(SmolStr),
    /// Not in the form of a place code, or of an unknown country.
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
    #[error(
        "{:?} looks like a country or subdivision code, but its country is not known; {}",
        .0, instead(.0)
    )]
    AreaUnknown(SmolStr),
    /// Three digits that are not a region of M49.
    #[error("{0:?} is not a region of UN M49")]
    RegionUnknown(SmolStr),
    /// An area's name that is empty or blank, too long, has control characters, or is a code.
    #[error(
        "{0:?} is not an area: a code, or 1 to {PLACE_NAME_BYTES} bytes without control characters"
    )]
    AreaInvalid(SmolStr),
}

impl PlaceError {
    pub(super) fn country(text: &str) -> Self {
        Self::CountryUnknown(shortened(text))
    }

    pub(super) fn subdivision(text: &str) -> Self {
        Self::SubdivisionInvalid(shortened(text))
    }

    pub(crate) fn code(&self) -> Code {
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
        }
    }
}

umbrella!(PlaceError);

/// What to write instead of a code that is not in ISO 3166-1.
fn instead(code: &str) -> &'static str {
    match code {
        "UK" => "the United Kingdom is GB",
        "EL" => "Greece is GR",
        "EU" => "write \"European Union\"",
        _ => "write the code of ISO 3166, or a name",
    }
}
