//! A named place.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use super::geodesic::SurfacePoint;
use super::position::{Latitude, Longitude};
use super::{CountryCode, PlaceCode, PlaceError, PlaceKind, Position, Subdivision};
use crate::draft::{Draft, Drafted, built, missing, name_of};
use crate::error::{Error, umbrella};
use crate::limits::PLACE_NAME_BYTES;
use crate::measure::Distance;
use crate::object::object_read;
use crate::shown::shortened;

/// A place: its name, the country and subdivision it belongs to, and its seat, if known.
///
/// The country is that of the code unless the record says otherwise. Country, code and subdivision
/// need not agree here: a disagreement is a finding. Two places are equal if all their fields are;
/// the code alone identifies a place. Cloning copies a pointer.
///
/// On the wire, a flat object: `{"code", "name", "country", "subdivision"?, "kind", "lat"?, "lon"?,
/// "population"?}`. When reading, `country` defaults to that of the code and `kind` to `locality`.
///
/// ```
/// use corridor::{Place, PlaceKind};
///
/// let escuintla = Place::draft("MX07032", "Escuintla")
///     .kind(PlaceKind::MUNICIPALITY)
///     .subdivision("MX-CHP")
///     .seat((15.319, -92.659))
///     .build()?;
/// assert_eq!(escuintla.country().name(), "Mexico");
/// # Ok::<(), corridor::Error>(())
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
    /// Drafts a place with this code and name: a locality in the country of its code.
    pub fn draft(
        code: impl TryInto<PlaceCode, Error: Into<Error>>,
        name: impl AsRef<str>,
    ) -> Draft<Self> {
        Draft::<Self>::from_keys(PlaceKeys::default())
            .code(code)
            .name(name)
    }

    /// A locality with only a code and a name.
    ///
    /// # Errors
    /// [`Code::TextInvalid`](crate::Code::TextInvalid) for a name that is blank, longer than 200 bytes,
    /// or has control characters.
    pub(crate) fn new(code: PlaceCode, name: impl AsRef<str>) -> Result<Self, Error> {
        let name = named(name.as_ref())?;
        Ok(Self {
            known: Arc::new(Known {
                code,
                name,
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
    #[cfg(feature = "gazetteer")]
    pub(crate) fn with_kind(self, kind: PlaceKind) -> Self {
        self.with(|known| known.kind = kind)
    }

    /// The same place, in that subdivision.
    #[must_use]
    #[cfg(feature = "gazetteer")]
    pub(crate) fn with_subdivision(self, subdivision: Subdivision) -> Self {
        self.with(|known| known.subdivision = Some(subdivision))
    }

    /// The same place, with its seat there.
    #[must_use]
    pub(crate) fn with_seat(self, seat: Position) -> Self {
        self.with(|known| known.seat = Some(SurfacePoint::at(seat)))
    }

    /// The same place, with that many inhabitants.
    #[must_use]
    #[cfg(feature = "gazetteer")]
    pub(crate) fn with_population(self, population: u64) -> Self {
        self.with(|known| known.population = Some(population))
    }

    /// Its code, which identifies it.
    pub fn code(&self) -> PlaceCode {
        self.known.code
    }

    pub(crate) fn code_text(&self) -> &str {
        self.known.code.as_str()
    }

    /// Its name, which is never a key.
    pub fn name(&self) -> &str {
        &self.known.name
    }

    /// The kind of place.
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

    /// Its seat: the point from which distances are measured.
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
    /// [`Code::SeatUnknown`](crate::Code::SeatUnknown): the message names the first of the two whose
    /// seat is not known.
    pub fn distance_to(&self, other: &Self) -> Result<Distance, Error> {
        Ok(self.geodesic_to(other)?)
    }

    pub(crate) fn geodesic_to(&self, other: &Self) -> Result<Distance, NoSeat> {
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

/// A place, as on the wire.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(remote = "Self", default, expecting = "a place object")]
pub struct PlaceKeys {
    code: Option<PlaceCode>,
    name: Option<SmolStr>,
    country: Option<CountryCode>,
    subdivision: Option<Subdivision>,
    kind: Option<PlaceKind>,
    lat: Option<Latitude>,
    lon: Option<Longitude>,
    population: Option<u64>,
}

object_read!(PlaceKeys);

impl Draft<Place> {
    /// Its code, which identifies it.
    pub fn code(self, code: impl TryInto<PlaceCode, Error: Into<Error>>) -> Self {
        self.set("code", code.try_into(), |keys, code| keys.code = Some(code))
    }

    /// Its name.
    pub fn name(self, name: impl AsRef<str>) -> Self {
        self.set("name", named(name.as_ref()), |keys, name| {
            keys.name = Some(name);
        })
    }

    /// The kind of place.
    pub fn kind(self, kind: impl TryInto<PlaceKind, Error: Into<Error>>) -> Self {
        self.set("kind", kind.try_into(), |keys, kind| keys.kind = Some(kind))
    }

    /// The country that it is in, even if its code begins with another.
    pub fn country(self, country: impl TryInto<CountryCode, Error: Into<Error>>) -> Self {
        self.set("country", country.try_into(), |keys, country| {
            keys.country = Some(country);
        })
    }

    /// The first-level subdivision that it is in.
    pub fn subdivision(self, subdivision: impl TryInto<Subdivision, Error: Into<Error>>) -> Self {
        self.set(
            "subdivision",
            subdivision.try_into(),
            |keys, subdivision| {
                keys.subdivision = Some(subdivision);
            },
        )
    }

    /// Its seat: the point from which distances are measured, as `(lat, lon)` in degrees.
    pub fn seat(self, seat: impl TryInto<Position, Error: Into<Error>>) -> Self {
        self.set("seat", seat.try_into(), |keys, seat: Position| {
            keys.lat = Some(Latitude(seat.lat()));
            keys.lon = Some(Longitude(seat.lon()));
        })
    }

    /// How many people live there.
    pub fn population(self, population: u64) -> Self {
        self.put(|keys| keys.population = Some(population))
    }
}

impl Drafted for Place {
    type Keys = PlaceKeys;
    const LIST: &'static str = "places";

    fn assemble(keys: PlaceKeys) -> Result<Self, Error> {
        let in_record = |fault: Error| fault.of_record(<Self as Drafted>::name(&keys), Self::LIST);
        let needs = |key| in_record(missing("a place", key));
        let code = keys.code.ok_or_else(|| needs("code"))?;
        let name = keys.name.as_ref().ok_or_else(|| needs("name"))?;
        let seat = match (&keys.lat, &keys.lon) {
            (Some(lat), Some(lon)) => Some(SurfacePoint::at(Position::normalised(lat.0, lon.0))),
            (None, None) => None,
            _ => return Err(in_record(PlaceError::HalfASeat.into())),
        };
        let place = Self::new(code, name).map_err(|fault| in_record(fault.at("name")))?;
        Ok(place.with(|known| {
            known.kind = keys.kind.unwrap_or_default();
            known.country = keys.country.unwrap_or(known.country);
            known.subdivision = keys.subdivision;
            known.seat = seat;
            known.population = keys.population;
        }))
    }

    fn to_keys(&self) -> PlaceKeys {
        let seat = self.seat();
        PlaceKeys {
            code: Some(self.code()),
            name: Some(SmolStr::new(self.name())),
            country: Some(self.country()),
            subdivision: self.subdivision(),
            kind: Some(self.kind().clone()),
            lat: seat.map(|seat| Latitude(seat.lat())),
            lon: seat.map(|seat| Longitude(seat.lon())),
            population: self.population(),
        }
    }

    fn name(keys: &PlaceKeys) -> String {
        name_of("place", keys.code.as_ref())
    }

    fn clear(keys: &mut PlaceKeys, key: &str) -> bool {
        match key {
            "code" => keys.code = None,
            "name" => keys.name = None,
            "country" => keys.country = None,
            "subdivision" => keys.subdivision = None,
            "kind" => keys.kind = None,
            "lat" | "lon" | "seat" => (keys.lat, keys.lon) = (None, None),
            "population" => keys.population = None,
            _ => return false,
        }
        true
    }
}

built!(Place);

impl From<&Place> for PlaceCode {
    fn from(place: &Place) -> Self {
        place.code()
    }
}

impl From<Place> for PlaceCode {
    fn from(place: Place) -> Self {
        place.code()
    }
}

/// A name that can be printed.
fn named(name: &str) -> Result<SmolStr, Error> {
    if is_name(name) {
        Ok(SmolStr::new(name))
    } else {
        Err(PlaceError::NameInvalid(shortened(name)).into())
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
        crate::draft::read(deserializer)
    }
}

/// A distance was requested for a place whose seat is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the seat of {place} is not known")]
pub(crate) struct NoSeat {
    place: PlaceCode,
}

impl NoSeat {
    pub(crate) fn of(place: PlaceCode) -> Self {
        Self { place }
    }
}

umbrella!(NoSeat => SeatUnknown);
