//! A named place.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use super::geodesic::SurfacePoint;
use super::position::{Latitude, Longitude};
use super::{CountryCode, NoSeat, PlaceCode, PlaceError, PlaceKind, Position, Subdivision};
use crate::error::refuse;
use crate::limits::PLACE_NAME_BYTES;
use crate::measure::Distance;
use crate::object::Object;
use crate::text::shortened;

/// A place: what it is called, where it belongs, and where its seat is, if that is known.
///
/// The country is that of the code unless [`with_country`](Self::with_country) says otherwise;
/// that country, code and subdivision agree is not demanded here: a disagreement is a finding.
/// Two places are equal where all they say is equal; the code is what identifies one. Cloning
/// copies a pointer.
///
/// On the wire a flat object:
/// `{"code", "name", "country", "subdivision"?, "kind", "lat"?, "lon"?, "population"?}`. On
/// reading, `country` may be left out (that of the code) and so may `kind` (locality).
///
/// ```
/// use corridor::{Place, PlaceKind, Position};
///
/// let escuintla = Place::new("MX07032".parse()?, "Escuintla")?
///     .with_kind(PlaceKind::Municipality)
///     .with_subdivision("MX-CHP".parse()?)
///     .with_seat(Position::try_new(15.319, -92.659)?);
/// assert_eq!(escuintla.country().name(), "Mexico");
/// # Ok::<(), corridor::place::PlaceError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    known: Arc<Known>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Known {
    code: PlaceCode,
    name: SmolStr,
    kind: PlaceKind,
    country: CountryCode,
    subdivision: Option<Subdivision>,
    seat: Option<SurfacePoint>,
    population: Option<u64>,
}

impl Place {
    /// A locality of which only code and name are known.
    ///
    /// # Errors
    /// [`PlaceError::NameInvalid`] for a name that is blank, longer than 200 bytes, or has
    /// control characters.
    pub fn new(code: PlaceCode, name: impl AsRef<str>) -> Result<Self, PlaceError> {
        let name = name.as_ref();
        if !is_name(name) {
            return Err(PlaceError::NameInvalid(shortened(name)));
        }
        Ok(Self {
            known: Arc::new(Known {
                code,
                name: SmolStr::new(name),
                kind: PlaceKind::default(),
                country: code.country(),
                subdivision: None,
                seat: None,
                population: None,
            }),
        })
    }

    fn with(mut self, set: impl FnOnce(&mut Known)) -> Self {
        set(Arc::make_mut(&mut self.known));
        self
    }

    /// The same place, of that kind.
    #[must_use]
    pub fn with_kind(self, kind: PlaceKind) -> Self {
        self.with(|known| known.kind = kind)
    }

    /// The same place, in that country whatever its code begins with.
    #[must_use]
    pub fn with_country(self, country: CountryCode) -> Self {
        self.with(|known| known.country = country)
    }

    /// The same place, in that subdivision.
    #[must_use]
    pub fn with_subdivision(self, subdivision: Subdivision) -> Self {
        self.with(|known| known.subdivision = Some(subdivision))
    }

    /// The same place, with its seat there.
    #[must_use]
    pub fn with_seat(self, seat: Position) -> Self {
        self.with(|known| known.seat = Some(SurfacePoint::at(seat)))
    }

    /// The same place, with that many inhabitants.
    #[must_use]
    pub fn with_population(self, population: u64) -> Self {
        self.with(|known| known.population = Some(population))
    }

    /// What identifies it.
    pub fn code(&self) -> PlaceCode {
        self.known.code
    }

    pub(crate) fn code_text(&self) -> &str {
        self.known.code.as_str()
    }

    /// What it is called; never a key.
    pub fn name(&self) -> &str {
        &self.known.name
    }

    /// What sort of place it is.
    pub fn kind(&self) -> &PlaceKind {
        &self.known.kind
    }

    /// The country it is in.
    pub fn country(&self) -> CountryCode {
        self.known.country
    }

    /// The first-level subdivision it is in.
    pub fn subdivision(&self) -> Option<Subdivision> {
        self.known.subdivision
    }

    /// Where its seat is: the point that distances are measured from.
    pub fn seat(&self) -> Option<Position> {
        self.surface_point().map(SurfacePoint::position)
    }

    /// How many people live there.
    pub fn population(&self) -> Option<u64> {
        self.known.population
    }

    /// The length of the shortest line on the ellipsoid between the two seats; see
    /// [`Position::distance_to`].
    ///
    /// # Errors
    /// [`NoSeat`] names the first of the two whose seat is not known.
    pub fn distance_to(&self, other: &Self) -> Result<Distance, NoSeat> {
        let from = self.surface_point().ok_or(NoSeat::of(self.code()))?;
        let to = other.surface_point().ok_or(NoSeat::of(other.code()))?;
        Ok(from.distance_to(to))
    }

    pub(crate) fn surface_point(&self) -> Option<&SurfacePoint> {
        self.known.seat.as_ref()
    }
}

/// Not blank, not too long, no control characters.
pub(super) fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= PLACE_NAME_BYTES && !text.chars().any(char::is_control)
}

#[derive(Serialize)]
struct Written<'a> {
    code: PlaceCode,
    name: &'a str,
    country: CountryCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    subdivision: Option<Subdivision>,
    kind: &'a PlaceKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    population: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename = "Place", expecting = "a place object")]
struct Read {
    code: PlaceCode,
    name: SmolStr,
    country: Option<CountryCode>,
    subdivision: Option<Subdivision>,
    #[serde(default)]
    kind: PlaceKind,
    lat: Option<Latitude>,
    lon: Option<Longitude>,
    population: Option<u64>,
}

impl TryFrom<Read> for Place {
    type Error = PlaceError;

    fn try_from(read: Read) -> Result<Self, PlaceError> {
        let seat = match (read.lat, read.lon) {
            (Some(lat), Some(lon)) => Some(SurfacePoint::at(Position::normalised(lat.0, lon.0))),
            (None, None) => None,
            _ => return Err(PlaceError::HalfASeat),
        };
        let place = Self::new(read.code, read.name)?;
        Ok(place.with(|known| {
            known.kind = read.kind;
            known.country = read.country.unwrap_or(known.country);
            known.subdivision = read.subdivision;
            known.seat = seat;
            known.population = read.population;
        }))
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let seat = self.seat();
        Written {
            code: self.code(),
            name: self.name(),
            country: self.country(),
            subdivision: self.subdivision(),
            kind: self.kind(),
            lat: seat.map(Position::lat),
            lon: seat.map(Position::lon),
            population: self.population(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(Read::deserialize(Object(deserializer))?)
            .map_err(|error| refuse(error.code(), &error))
    }
}
