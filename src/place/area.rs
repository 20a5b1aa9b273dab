//! The area that a statistic covers: a country, a part of one, a region of the world, or a named
//! area.

use std::fmt;
use std::str::FromStr;

use smol_str::SmolStr;

use super::place::is_name;
use super::{CountryCode, PlaceError, Subdivision};
use crate::code::Code;
use crate::error::Error;
use crate::shown::shortened;
use crate::vocabulary::{compares, conversions, text_form};

/// The area that a statistic covers: a single string on the wire.
///
/// Two capitals are always a country, text in the form of ISO 3166-2 is always a subdivision, and
/// three digits are always a region of UN M49. Anything else is a name.
///
/// ```
/// use corridor::Area;
///
/// let border: Area = "US southwest border".parse()?;
/// assert_eq!((border.as_str(), border.country()), ("US southwest border", None));
/// let central_america: Area = "013".parse()?;
/// assert_eq!(central_america.region_name(), Some("Central America"));
/// assert!("QQ".parse::<Area>().is_err());
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Area(Kind);

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Country(CountryCode),
    Subdivision(Subdivision),
    Region(Region),
    Named(SmolStr),
}

impl Area {
    /// The code or the name.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Kind::Country(country) => country.as_str(),
            Kind::Subdivision(subdivision) => subdivision.as_str(),
            Kind::Region(region) => region.code(),
            Kind::Named(name) => name,
        }
    }

    /// The country, if the area is a whole country.
    pub fn country(&self) -> Option<CountryCode> {
        match self.0 {
            Kind::Country(country) => Some(country),
            _ => None,
        }
    }

    /// The subdivision, if the area is one.
    pub fn subdivision(&self) -> Option<Subdivision> {
        match self.0 {
            Kind::Subdivision(subdivision) => Some(subdivision),
            _ => None,
        }
    }

    /// The English name in UN M49, if the area is one of its regions.
    pub fn region_name(&self) -> Option<&'static str> {
        match self.0 {
            Kind::Region(region) => Some(region.name()),
            _ => None,
        }
    }

    /// The codes of the regions of UN M49.
    #[cfg(feature = "schema")]
    pub(crate) fn region_codes() -> impl Iterator<Item = &'static str> {
        REGIONS.iter().map(|(code, _)| *code)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Area {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let unknown = || PlaceError::AreaUnknown(shortened(text));
        let kind = match text.as_bytes() {
            code @ [first, second] if is_letter(*first) && is_letter(*second) => {
                let country = CountryCode::from_ascii(code);
                Kind::Country(country.ok_or_else(unknown)?)
            }
            code @ [first, second, b'-', part @ ..]
                if is_letter(*first)
                    && is_letter(*second)
                    && (1..=3).contains(&part.len())
                    && part.iter().all(|&b| is_letter(b) || b.is_ascii_digit()) =>
            {
                let subdivision = Subdivision::from_ascii(code);
                Kind::Subdivision(subdivision.ok_or_else(unknown)?)
            }
            [a, b, c] if [a, b, c].iter().all(|digit| digit.is_ascii_digit()) => {
                let region = Region::of(text);
                Kind::Region(region.ok_or_else(|| PlaceError::RegionUnknown(shortened(text)))?)
            }
            _ if is_name(text) => Kind::Named(SmolStr::new(text)),
            _ => return Err(PlaceError::AreaInvalid(shortened(text)).into()),
        };
        Ok(Self(kind))
    }
}

text_form!(
    Area,
    "an area: a country, a subdivision, a region of M49, or a name",
    Code::AreaInvalid
);
conversions!(Area);
compares!(Area);

impl From<CountryCode> for Area {
    fn from(country: CountryCode) -> Self {
        Self(Kind::Country(country))
    }
}

impl From<Subdivision> for Area {
    fn from(subdivision: Subdivision) -> Self {
        Self(Kind::Subdivision(subdivision))
    }
}

const fn is_letter(byte: u8) -> bool {
    byte.is_ascii_uppercase()
}

/// A region of the world by its three-digit code in the United Nations' M49 standard: an index into
/// [`REGIONS`]. Countries are not included: they have ISO codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Region(u8);

impl Region {
    fn of(code: &str) -> Option<Self> {
        let mut regions = (0u8..).zip(&REGIONS);
        let found = regions.find(|(_, (known, _))| *known == code);
        found.map(|(index, _)| Self(index))
    }

    fn row(self) -> (&'static str, &'static str) {
        let row = REGIONS.get(usize::from(self.0));
        debug_assert!(row.is_some(), "an index is made from the table");
        row.copied().unwrap_or_default()
    }

    fn code(self) -> &'static str {
        self.row().0
    }

    fn name(self) -> &'static str {
        self.row().1
    }
}

/// UN Statistics Division, "Standard country or area codes for statistical use" (M49): the world,
/// regions, sub-regions and intermediate regions; sorted by code.
static REGIONS: [(&str, &str); 31] = [
    ("001", "World"),
    ("002", "Africa"),
    ("003", "North America"),
    ("005", "South America"),
    ("009", "Oceania"),
    ("011", "Western Africa"),
    ("013", "Central America"),
    ("014", "Eastern Africa"),
    ("015", "Northern Africa"),
    ("017", "Middle Africa"),
    ("018", "Southern Africa"),
    ("019", "Americas"),
    ("021", "Northern America"),
    ("029", "Caribbean"),
    ("030", "Eastern Asia"),
    ("034", "Southern Asia"),
    ("035", "South-eastern Asia"),
    ("039", "Southern Europe"),
    ("053", "Australia and New Zealand"),
    ("054", "Melanesia"),
    ("057", "Micronesia"),
    ("061", "Polynesia"),
    ("142", "Asia"),
    ("143", "Central Asia"),
    ("145", "Western Asia"),
    ("150", "Europe"),
    ("151", "Eastern Europe"),
    ("154", "Northern Europe"),
    ("155", "Western Europe"),
    ("202", "Sub-Saharan Africa"),
    ("419", "Latin America and the Caribbean"),
];
