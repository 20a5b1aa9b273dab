//! Finding places: by code, by name, by nearness.

mod error;
mod find;
mod fold;
mod grid;
mod names;
mod qualifier;
mod spelling;
#[cfg(feature = "gazetteer")]
mod table;

use std::fmt;
use std::sync::OnceLock;

use smol_str::SmolStr;

pub use self::error::{Candidate, GazetteerError};
use self::grid::Grid;
use self::names::Names;
use self::qualifier::Qualifiers;
use self::spelling::Spellings;
use super::geodesic::{SurfacePoint, distance};
use super::{Place, PlaceCode, Position, Subdivision};
use crate::measure::Distance;

/// A table of places, and looking them up.
///
/// [`embedded`](Self::embedded) has the municipalities of Mexico, the second-level divisions of
/// thirteen countries of the corridor, the counties of the United States along the border, and
/// the larger towns of all of them: 6,627 places from GeoNames (CC BY 4.0).
/// [`from_places`](Self::from_places) makes one of your own, [`merged`](Self::merged) one of two.
///
/// A name is never a key: many places share one, and looking up a name that several bear is an
/// error that lists them.
///
/// Indices are made when first needed, and kept.
///
/// ```
/// use corridor::Gazetteer;
///
/// let places = Gazetteer::embedded();
/// let escuintla = places.find("Escuintla, Chiapas")?;
/// let mapastepec = places.find("Mapastepec, Chiapas")?;
/// assert_eq!(format!("{:.1}", escuintla.distance_to(&mapastepec)?), "28.9 km");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Gazetteer {
    /// By code.
    places: Vec<Place>,
    /// Beside the places; empty where none of them has one.
    origins: Vec<Origin>,
    other_names: Vec<(u32, SmolStr)>,
    /// The first name of a subdivision is the one to show.
    subdivisions: Vec<(Subdivision, SmolStr)>,
    names: OnceLock<Names>,
    spellings: OnceLock<Spellings>,
    qualifiers: OnceLock<Qualifiers>,
    grid: OnceLock<Grid>,
}

/// Where a row of the embedded table comes from.
#[derive(Debug, Clone, Copy, Default)]
struct Origin {
    /// Zero where the code has it.
    geonames: u32,
    basis: Option<SeatBasis>,
}

/// How the seat of a division of the embedded table was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SeatBasis {
    /// The place inside that bears the division's name.
    Named,
    /// The only place of that name in the subdivision, which the source files under another
    /// division or under none.
    NamedOutside,
    /// The most populous place inside: likely, not certain.
    MostPopulous,
    /// Known otherwise: county seats, and a few more.
    Stated,
}

impl Gazetteer {
    /// The table that comes with the crate.
    ///
    /// Read on first use, which takes a few milliseconds; a program that never asks for it does
    /// not carry it.
    #[cfg(feature = "gazetteer")]
    #[cfg_attr(docsrs, doc(cfg(feature = "gazetteer")))]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Gazetteer> = OnceLock::new();
        EMBEDDED.get_or_init(table::read)
    }

    /// A table of one's own: camps, crossings, whatever is missing.
    ///
    /// ```
    /// use corridor::{Gazetteer, Place};
    ///
    /// let camp = Place::draft("PA-L1", "San Vicente")
    ///     .subdivision("PA-5")
    ///     .seat((8.556, -77.978))
    ///     .build()?;
    /// let all = Gazetteer::embedded().merged(&Gazetteer::from_places([camp])?)?;
    /// assert_eq!(all.find("San Vicente, Darién")?.code().as_str(), "PA-L1");
    /// # Ok::<(), corridor::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`GazetteerError::Duplicate`] for two places of one code.
    pub fn from_places(places: impl IntoIterator<Item = Place>) -> Result<Self, GazetteerError> {
        let mut places: Vec<Place> = places.into_iter().collect();
        places.sort_by_key(Place::code);
        if let Some((first, second)) = same_code(&places) {
            return Err(duplicate(first, second));
        }
        Ok(Self {
            places,
            ..Self::default()
        })
    }

    /// The places of both.
    ///
    /// # Errors
    /// [`GazetteerError::Duplicate`] for a code that both have, unless they say the same of it.
    pub fn merged(&self, other: &Self) -> Result<Self, GazetteerError> {
        let mut rows: Vec<(&Place, Origin, &Self, u32)> = Vec::new();
        for table in [self, other] {
            for (number, place) in (0..).zip(&table.places) {
                rows.push((place, table.origin(number), table, number));
            }
        }
        rows.sort_by_key(|(place, ..)| place.code());
        let mut merged = Self::default();
        for (place, origin, table, number) in rows {
            match merged.places.last() {
                Some(last) if last.code() != place.code() => {}
                Some(last) if last == place => {
                    merged.take_names(table, number);
                    continue;
                }
                Some(last) => return Err(duplicate(last, place)),
                None => {}
            }
            merged.places.push(place.clone());
            merged.origins.push(origin);
            merged.take_names(table, number);
        }
        merged.subdivisions.clone_from(&self.subdivisions);
        merged.subdivisions.extend_from_slice(&other.subdivisions);
        Ok(merged)
    }

    /// The same table, with another name for a place; a code that it lacks is passed over.
    #[must_use]
    pub fn with_other_name(mut self, code: &PlaceCode, name: impl AsRef<str>) -> Self {
        if let Some(number) = self.number(code) {
            self.other_names.push((number, SmolStr::new(name)));
            self.other_names.sort_by_key(|&(number, _)| number);
            self.names = OnceLock::new();
            self.spellings = OnceLock::new();
        }
        self
    }

    /// The same table, with a name for a subdivision, so that places can be qualified by it.
    #[must_use]
    pub fn with_subdivision_name(
        mut self,
        subdivision: Subdivision,
        name: impl AsRef<str>,
    ) -> Self {
        self.subdivisions.push((subdivision, SmolStr::new(name)));
        self.qualifiers = OnceLock::new();
        self
    }

    /// The place of that code.
    pub fn get(&self, code: &PlaceCode) -> Option<&Place> {
        self.place(self.number(code)?)
    }

    /// The nearest place that has a seat, and how far its seat is; of equally near ones the first
    /// by code. `None` only where no place has a seat.
    ///
    /// ```
    /// use corridor::{Gazetteer, Position};
    ///
    /// let (place, distance) = Gazetteer::embedded()
    ///     .nearest(Position::try_new(15.33, -92.66)?)
    ///     .ok_or("no places")?;
    /// assert_eq!(place.name(), "Escuintla");
    /// assert!(distance.km() < 5.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn nearest(&self, position: Position) -> Option<(&Place, Distance)> {
        let found = self
            .grid()
            .nearest(&SurfacePoint::at(position), &self.places)?;
        Some((self.place(found.place)?, distance(found.metres)))
    }

    /// The places whose seats are within that distance, the nearest first, then by code.
    pub fn within(&self, position: Position, reach: Distance) -> Vec<(&Place, Distance)> {
        self.grid()
            .within(&SurfacePoint::at(position), reach.metres(), &self.places)
            .into_iter()
            .filter_map(|found| Some((self.place(found.place)?, distance(found.metres))))
            .collect()
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The places, in the order of their codes.
    pub fn iter(&self) -> std::slice::Iter<'_, Place> {
        self.places.iter()
    }

    /// What else a place is called.
    pub fn other_names(&self, code: &PlaceCode) -> impl Iterator<Item = &str> {
        let number = self.number(code);
        let start = self
            .other_names
            .partition_point(|&(other, _)| Some(other) < number);
        self.other_names
            .iter()
            .skip(start)
            .take_while(move |&&(other, _)| Some(other) == number)
            .map(|(_, name)| name.as_str())
    }

    /// The name of a subdivision, if the table has it.
    pub fn subdivision_name(&self, subdivision: Subdivision) -> Option<&str> {
        self.subdivisions
            .iter()
            .find(|(other, _)| *other == subdivision)
            .map(|(_, name)| name.as_str())
    }

    /// How the seat of a division of the embedded table was found; `None` for localities, for
    /// places without a seat, and for places of one's own.
    pub fn seat_basis(&self, code: &PlaceCode) -> Option<SeatBasis> {
        self.origin(self.number(code)?).basis
    }

    /// The GeoNames id of a place: the one in its code, or the one that the embedded table has
    /// for a municipality of Mexico.
    pub fn geonames_id(&self, code: &PlaceCode) -> Option<u32> {
        let number = self.number(code)?;
        let id = match code.as_str().get(2..)?.strip_prefix("-G") {
            Some(id) => id.parse().ok()?,
            None => self.origin(number).geonames,
        };
        (id > 0).then_some(id)
    }

    fn number(&self, code: &PlaceCode) -> Option<u32> {
        let found = self.places.binary_search_by_key(code, Place::code).ok()?;
        u32::try_from(found).ok()
    }

    fn place(&self, number: u32) -> Option<&Place> {
        self.places.get(usize::try_from(number).ok()?)
    }

    fn origin(&self, number: u32) -> Origin {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        self.origins.get(at).copied().unwrap_or_default()
    }

    /// Gives the last place the other names that a place of a table has.
    fn take_names(&mut self, table: &Self, number: u32) {
        let Some(last) = self.places.len().checked_sub(1) else {
            return;
        };
        let last = u32::try_from(last).unwrap_or(u32::MAX);
        let start = table
            .other_names
            .partition_point(|&(other, _)| other < number);
        let names = table.other_names.iter().skip(start);
        for (_, name) in names.take_while(|&&(other, _)| other == number) {
            self.other_names.push((last, name.clone()));
        }
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let own = (0..).zip(self.places.iter().map(Place::name));
            let others = self.other_names.iter();
            Names::of(
                own.map(|(number, name)| (name, number))
                    .chain(others.map(|(number, name)| (name.as_str(), *number))),
            )
        })
    }

    fn spellings(&self) -> &Spellings {
        self.spellings.get_or_init(|| self.names().spellings())
    }

    fn qualifiers(&self) -> &Qualifiers {
        self.qualifiers.get_or_init(|| {
            let names = self.subdivisions.iter();
            Qualifiers::of(names.map(|(code, name)| (*code, name.as_str())))
        })
    }

    fn grid(&self) -> &Grid {
        self.grid.get_or_init(|| Grid::of(&self.places))
    }
}

/// The number of places; a table is long.
impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer")
            .field("places", &self.places.len())
            .finish_non_exhaustive()
    }
}

impl<'a> IntoIterator for &'a Gazetteer {
    type Item = &'a Place;
    type IntoIter = std::slice::Iter<'a, Place>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn same_code(sorted: &[Place]) -> Option<(&Place, &Place)> {
    sorted
        .iter()
        .zip(sorted.iter().skip(1))
        .find(|(one, next)| one.code() == next.code())
}

fn duplicate(first: &Place, second: &Place) -> GazetteerError {
    GazetteerError::Duplicate {
        code: first.code(),
        first: SmolStr::new(first.name()),
        second: SmolStr::new(second.name()),
    }
}
