//! What a statistic covers: a country, a part of one, a region of the world, or a name.

use std::fmt;
use std::str::FromStr;

use smol_str::SmolStr;

use super::place::is_name;
use super::{CountryCode, PlaceError, Subdivision};
use crate::Code;
use crate::text::{shortened, text_form};

/// An area: one string on the wire.
///
/// Two capitals are always a country, capitals with a hyphen in the form of ISO 3166-2 always a
/// subdivision, three digits always a region of M49; anything else is a name.
///
/// ```
/// use corridor::Area;
///
/// let border: Area = "US southwest border".parse()?;
/// assert!(matches!(border, Area::Named(_)));
/// let central_america: Area = "013".parse()?;
/// assert!(matches!(central_america, Area::Region(m49) if m49.name() == "Central America"));
/// assert!("QQ".parse::<Area>().is_err());
/// # Ok::<(), corridor::place::PlaceError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Area {
    /// `US`
    Country(CountryCode),
    /// `MX-CHP`
    Subdivision(Subdivision),
    /// `013`
    Region(M49),
    /// `US southwest border`
    Named(AreaName),
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country(country) => country.fmt(f),
            Self::Subdivision(subdivision) => subdivision.fmt(f),
            Self::Region(region) => region.fmt(f),
            Self::Named(name) => f.pad(name.as_str()),
        }
    }
}

impl FromStr for Area {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        let unknown = || PlaceError::AreaUnknown(shortened(text));
        match text.as_bytes() {
            code @ [first, second] if is_letter(*first) && is_letter(*second) => {
                CountryCode::from_ascii(code)
                    .map(Self::Country)
                    .ok_or_else(unknown)
            }
            code @ [first, second, b'-', part @ ..]
                if is_letter(*first)
                    && is_letter(*second)
                    && (1..=3).contains(&part.len())
                    && part.iter().all(|&b| is_letter(b) || b.is_ascii_digit()) =>
            {
                Subdivision::from_ascii(code)
                    .map(Self::Subdivision)
                    .ok_or_else(unknown)
            }
            [a, b, c] if [a, b, c].iter().all(|digit| digit.is_ascii_digit()) => {
                M49::try_new(text).map(Self::Region)
            }
            _ if is_name(text) => Ok(Self::Named(AreaName(SmolStr::new(text)))),
            _ => Err(PlaceError::AreaInvalid(shortened(text))),
        }
    }
}

text_form!(
    Area,
    "an area: a country, a subdivision, a region of M49, or a name",
    Code::AreaInvalid
);

impl From<CountryCode> for Area {
    fn from(country: CountryCode) -> Self {
        Self::Country(country)
    }
}

impl From<Subdivision> for Area {
    fn from(subdivision: Subdivision) -> Self {
        Self::Subdivision(subdivision)
    }
}

impl From<M49> for Area {
    fn from(region: M49) -> Self {
        Self::Region(region)
    }
}

const fn is_letter(byte: u8) -> bool {
    byte.is_ascii_uppercase()
}

/// An area that has a name and no code; made by reading one as an [`Area`], so that it can never
/// be mistaken for a code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AreaName(SmolStr);

impl AreaName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A region of the world: a three-digit code of the United Nations' M49 standard.
///
/// Only regions: countries have their ISO code.
///
/// ```
/// let region: corridor::M49 = "419".parse()?;
/// assert_eq!(region.name(), "Latin America and the Caribbean");
/// # Ok::<(), corridor::place::PlaceError>(())
/// ```
// An index into `REGIONS`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct M49(u8);

impl M49 {
    /// Reads a code of three digits.
    ///
    /// # Errors
    /// [`PlaceError::RegionUnknown`] for anything that the table of regions does not list.
    pub fn try_new(code: &str) -> Result<Self, PlaceError> {
        Self::all()
            .find(|region| region.as_str() == code)
            .ok_or_else(|| PlaceError::RegionUnknown(shortened(code)))
    }

    /// Every region, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        (0u8..).zip(&REGIONS).map(|(index, _)| Self(index))
    }

    /// The three digits.
    pub fn as_str(self) -> &'static str {
        REGIONS
            .get(usize::from(self.0))
            .map_or("", |&(code, _)| code)
    }

    /// The English name that the standard gives it.
    pub fn name(self) -> &'static str {
        REGIONS
            .get(usize::from(self.0))
            .map_or("", |&(_, name)| name)
    }
}

impl fmt::Display for M49 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for M49 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "M49({self})")
    }
}

impl FromStr for M49 {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        Self::try_new(text)
    }
}

text_form!(M49, "a region of UN M49", Code::AreaInvalid);

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

crate::text::conversions!(Area);
