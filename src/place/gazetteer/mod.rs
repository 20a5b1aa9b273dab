//! Finding places: by code, by name, by nearness.

mod beginnings;
mod error;
mod find;
mod fold;
mod grid;
mod names;
mod parts;
mod qualifier;
mod short;
mod similar;
mod spelling;
mod spoken;
#[cfg(feature = "gazetteer")]
mod table;
#[cfg(feature = "world")]
mod world;

use std::fmt;
use std::sync::OnceLock;

use smol_str::SmolStr;

use self::beginnings::Beginnings;
pub use self::error::FindError;
use self::error::Why;
use self::fold::Key;
use self::grid::Grid;
use self::names::Names;
use self::qualifier::Qualifiers;
use self::spelling::Spellings;
use super::geodesic::{SurfacePoint, distance};
use super::{Place, PlaceCode, Position, Subdivision};
use crate::measure::Distance;
use crate::shown::shortened;

/// A table of places, searchable by code, name and position.
///
/// [`embedded`](Self::embedded) has 6,718 places of the corridor: the 2,478 municipalities of
/// Mexico by INEGI; the second-level divisions of thirteen countries, the counties of the United
/// States along the border, and the larger towns of all of them by GeoNames (CC BY 4.0), with
/// OCHA's P-codes; crossings and hamlets of the routes. [`from_places`](Self::from_places) makes a
/// table of your own, [`merged`](Self::merged) joins two.
///
/// A name is never a key: many places share one, and looking up a name that may mean several places
/// is an error that lists them.
///
/// Indices are built on first use, and kept.
///
/// ```
/// use corridor::Gazetteer;
///
/// let places = Gazetteer::embedded();
/// let escuintla = places.find("Escuintla, Chiapas")?;
/// let mapastepec = places.find("Mapastepec, Chiapas")?;
/// assert_eq!(format!("{:.1}", escuintla.distance_to(&mapastepec)?), "28.4 km");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Gazetteer {
    /// By code.
    places: Vec<Place>,
    /// For each place a GeoNames id that its code does not contain, its own or that of the town that
    /// is its seat, or zero; empty if no place has one.
    geonames: Vec<u32>,
    /// Further codes, in no order.
    own_aliases: Vec<(PlaceCode, u32)>,
    /// By place.
    other_names: Vec<(u32, SmolStr)>,
    /// By subdivision. The first name of each is the one to show.
    subdivisions: Vec<(Subdivision, SmolStr)>,
    aliases: OnceLock<Vec<(PlaceCode, u32)>>,
    names: OnceLock<Names>,
    spellings: OnceLock<Spellings>,
    beginnings: OnceLock<Beginnings>,
    qualifiers: OnceLock<Qualifiers>,
    grid: OnceLock<Grid>,
}

impl Gazetteer {
    /// The table that comes with the crate.
    ///
    /// It is read on first use, which takes a few milliseconds. A program that never calls this
    /// does not contain the table.
    #[cfg(feature = "gazetteer")]
    #[cfg_attr(docsrs, doc(cfg(feature = "gazetteer")))]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Gazetteer> = OnceLock::new();
        EMBEDDED.get_or_init(table::read)
    }

    /// The table of the world: the places of [`embedded`](Self::embedded), and from GeoNames (CC BY
    /// 4.0) the second-level divisions of all other countries and every town of 15,000 people or
    /// more.
    ///
    /// The places of the corridor have the same codes, names and seats as in the embedded table. A
    /// town that is the seat of a division of its name is not a place of its own; its code is an
    /// alias of the division. 74 % of the divisions have a seat: 82 % in the Americas, 72 % in Asia,
    /// 71 % in Europe, 64 % in Oceania, 54 % in Africa.
    ///
    /// It is read on first use, which takes about fifty milliseconds. A program that never calls
    /// this does not contain the table.
    ///
    /// ```
    /// use corridor::{Gazetteer, Place};
    ///
    /// let world = Gazetteer::world();
    /// assert_eq!(world.get("NE-G2448085").map(Place::name), Some("Agadez"));
    /// assert_eq!(world.find("Escuintla, Chiapas")?.code(), "MX07032");
    /// # Ok::<(), corridor::place::FindError>(())
    /// ```
    #[cfg(feature = "world")]
    #[cfg_attr(docsrs, doc(cfg(feature = "world")))]
    pub fn world() -> &'static Self {
        static WORLD: OnceLock<Gazetteer> = OnceLock::new();
        WORLD.get_or_init(world::read)
    }

    /// Makes a table of your own: camps, crossings, whatever is missing.
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
    /// [`Code::PlaceDuplicate`](crate::Code::PlaceDuplicate) for two places with the same code.
    pub fn from_places(places: impl IntoIterator<Item = Place>) -> Result<Self, FindError> {
        let mut places: Vec<Place> = places.into_iter().collect();
        places.sort_by_key(Place::code);
        if let Some((first, second)) = same_code(&places) {
            return Err(FindError::duplicate(first.code(), first, second));
        }
        Ok(Self {
            places,
            ..Self::default()
        })
    }

    /// The places of both tables, with all their names and codes.
    ///
    /// # Errors
    /// [`Code::PlaceDuplicate`](crate::Code::PlaceDuplicate) for a code or an alias that both
    /// tables have, unless they say the same about it.
    pub fn merged(&self, other: &Self) -> Result<Self, FindError> {
        let mut rows: Vec<(&Place, u32, &Self, u32)> = Vec::new();
        for table in [self, other] {
            for (number, place) in (0..).zip(&table.places) {
                rows.push((place, table.geonames(number), table, number));
            }
        }
        rows.sort_by_key(|(place, ..)| place.code());
        let mut merged = Self::default();
        for (place, geonames, table, number) in rows {
            match merged.places.last() {
                Some(last) if last.code() != place.code() => {}
                Some(last) if last == place => {
                    merged.take_names(table, number);
                    continue;
                }
                Some(last) => return Err(FindError::duplicate(last.code(), last, place)),
                None => {}
            }
            merged.places.push(place.clone());
            merged.geonames.push(geonames);
            merged.take_names(table, number);
        }
        merged.subdivisions.clone_from(&self.subdivisions);
        merged.subdivisions.extend_from_slice(&other.subdivisions);
        merged.subdivisions.sort_by_key(|&(code, _)| code);
        for table in [self, other] {
            for &(alias, number) in table.aliases() {
                if let Some(number) = table.place(number).and_then(|of| merged.number(of.code())) {
                    merged.own_aliases.push((alias, number));
                }
            }
        }
        merged.with_sound_aliases()
    }

    /// The same table, with another name for a place.
    ///
    /// # Errors
    /// [`Code::PlaceNotFound`](crate::Code::PlaceNotFound) for a code that the table lacks,
    /// [`Code::TextInvalid`](crate::Code::TextInvalid) for a name without a letter or digit.
    pub fn with_other_name(
        mut self,
        code: impl AsRef<str>,
        name: impl AsRef<str>,
    ) -> Result<Self, FindError> {
        let number = self.known(code.as_ref())?;
        let name = name.as_ref();
        if Key::new().of(name).key.is_empty() {
            return Err(FindError::new(Why::NameInvalid {
                name: shortened(name),
            }));
        }
        let after = self
            .other_names
            .partition_point(|&(other, _)| other <= number);
        self.other_names.insert(after, (number, SmolStr::new(name)));
        self.forget_names();
        Ok(self)
    }

    /// The same table, with another code for a place, such as the one in a sheet or an older
    /// dossier. [`get`](Self::get) and [`find`](Self::find) accept either; the place keeps its own.
    ///
    /// ```
    /// use corridor::Gazetteer;
    ///
    /// let places = Gazetteer::embedded().clone().with_alias("MX07089", "MX-TAPACHULA")?;
    /// assert_eq!(places.find("MX-TAPACHULA")?.code(), "MX07089");
    /// # Ok::<(), corridor::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::PlaceNotFound`](crate::Code::PlaceNotFound) for a code that the table lacks,
    /// [`Code::PlaceCodeInvalid`](crate::Code::PlaceCodeInvalid) for an alias that is not a place
    /// code, [`Code::PlaceDuplicate`](crate::Code::PlaceDuplicate) for an alias that is a code of
    /// another place.
    pub fn with_alias(
        mut self,
        code: impl AsRef<str>,
        alias: impl AsRef<str>,
    ) -> Result<Self, FindError> {
        let number = self.known(code.as_ref())?;
        let alias = PlaceCode::try_new(alias.as_ref()).map_err(|_| {
            FindError::new(Why::CodeInvalid {
                code: shortened(alias.as_ref()),
            })
        })?;
        self.own_aliases.push((alias, number));
        self.with_sound_aliases()
    }

    /// The same table, with a name for a subdivision, so that places can be qualified by it.
    #[must_use]
    pub fn with_subdivision_name(
        mut self,
        subdivision: Subdivision,
        name: impl AsRef<str>,
    ) -> Self {
        let after = self
            .subdivisions
            .partition_point(|&(other, _)| other <= subdivision);
        self.subdivisions
            .insert(after, (subdivision, SmolStr::new(name)));
        self.qualifiers = OnceLock::new();
        self.forget_names();
        self
    }

    /// The place with that code or alias.
    pub fn get(&self, code: impl AsRef<str>) -> Option<&Place> {
        let code = PlaceCode::try_new(code.as_ref()).ok()?;
        self.place(self.number(code)?)
    }

    /// The place with the nearest seat, and the distance to it; of equally near ones, the first by
    /// code. `None` only if no place has a seat.
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

    /// The other names of a place.
    pub fn other_names(&self, code: impl AsRef<str>) -> impl Iterator<Item = &str> {
        let number = self.known(code.as_ref()).ok();
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
        let first = self
            .subdivisions
            .partition_point(|&(other, _)| other < subdivision);
        let (code, name) = self.subdivisions.get(first)?;
        (*code == subdivision).then_some(name.as_str())
    }

    /// The GeoNames id of a place: the one in its code, or, for a place of the embedded table with
    /// another code, the one listed there.
    pub fn geonames_id(&self, code: impl AsRef<str>) -> Option<u32> {
        let number = self.known(code.as_ref()).ok()?;
        let own = self.place(number)?.code();
        let id = match own.as_str().get(2..)?.strip_prefix("-G") {
            Some(id) => id.parse().ok()?,
            None => self.geonames(number),
        };
        (id > 0).then_some(id)
    }

    /// The places that have the name in full, as their main name or another.
    pub(crate) fn bearers_of(&self, name: &str) -> impl Iterator<Item = &Place> {
        let mut key = Key::new();
        let bearers = self.names().bearers(key.of(name).key).iter();
        let in_full = bearers.filter(|bearer| !bearer.short);
        in_full.filter_map(|bearer| self.place(bearer.place()?))
    }

    /// Whether the place with that code has the name, in full or in short; `None` if no place has
    /// the code.
    pub(crate) fn is_called(&self, code: PlaceCode, name: &str) -> Option<bool> {
        let number = self.number(code)?;
        let mut key = Key::new();
        let mut bearers = self.names().bearers(key.of(name).key).iter();
        Some(bearers.any(|bearer| bearer.place() == Some(number)))
    }

    fn known(&self, code: &str) -> Result<u32, FindError> {
        let known = PlaceCode::try_new(code).ok();
        known.and_then(|code| self.number(code)).ok_or_else(|| {
            FindError::new(Why::CodeUnknown {
                code: shortened(code),
            })
        })
    }

    fn number(&self, code: PlaceCode) -> Option<u32> {
        if let Ok(found) = self.places.binary_search_by_key(&code, Place::code) {
            return u32::try_from(found).ok();
        }
        let aliases = self.aliases();
        let found = aliases.binary_search_by_key(&code, |&(alias, _)| alias);
        aliases.get(found.ok()?).map(|&(_, number)| number)
    }

    /// Refuses a code that two places have; discards the index of aliases.
    fn with_sound_aliases(mut self) -> Result<Self, FindError> {
        self.aliases = OnceLock::new();
        let coded = (0..).zip(&self.places);
        let mut codes: Vec<(PlaceCode, u32)> = coded
            .map(|(number, place)| (place.code(), number))
            .collect();
        codes.extend_from_slice(self.aliases());
        codes.sort_unstable();
        for (&(code, first), &(next, second)) in codes.iter().zip(codes.iter().skip(1)) {
            if code == next
                && first != second
                && let (Some(first), Some(second)) = (self.place(first), self.place(second))
            {
                return Err(FindError::duplicate(code, first, second));
            }
        }
        Ok(self)
    }

    /// All aliases: those that were added, and the code formed from each place's GeoNames id.
    fn aliases(&self) -> &[(PlaceCode, u32)] {
        self.aliases.get_or_init(|| {
            let mut aliases = self.own_aliases.clone();
            for (number, (place, &id)) in (0..).zip(self.places.iter().zip(&self.geonames)) {
                let code = format!("{}-G{id}", place.code().country());
                if id > 0
                    && let Ok(alias) = PlaceCode::try_new(&code)
                {
                    aliases.push((alias, number));
                }
            }
            aliases.sort_unstable();
            aliases.dedup();
            aliases
        })
    }

    fn forget_names(&mut self) {
        self.names = OnceLock::new();
        self.spellings = OnceLock::new();
        self.beginnings = OnceLock::new();
    }

    fn place(&self, number: u32) -> Option<&Place> {
        self.places.get(usize::try_from(number).ok()?)
    }

    fn geonames(&self, number: u32) -> u32 {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        self.geonames.get(at).copied().unwrap_or_default()
    }

    /// Gives the last place the other names of a place in `table`.
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
                self.qualifiers().names(),
            )
        })
    }

    fn spellings(&self) -> &Spellings {
        self.spellings.get_or_init(|| {
            let mut names: Vec<_> = self.names().iter().map(|(name, _)| name).collect();
            names.sort_unstable();
            Spellings::of(names.into_iter().map(SmolStr::new).collect())
        })
    }

    fn beginnings(&self) -> &Beginnings {
        self.beginnings
            .get_or_init(|| Beginnings::new(self.spellings().names()))
    }

    fn qualifiers(&self) -> &Qualifiers {
        self.qualifiers.get_or_init(|| {
            let names = self.subdivisions.iter();
            Qualifiers::of(
                names.map(|(code, name)| (*code, name.as_str())),
                self.places.iter(),
            )
        })
    }

    fn grid(&self) -> &Grid {
        self.grid.get_or_init(|| Grid::of(&self.places))
    }
}

/// Shows only the number of places.
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

#[cfg(all(test, feature = "gazetteer"))]
mod tests {
    use super::{Gazetteer, Place};

    #[test]
    fn a_name_tells_its_bearers_and_a_code_its_names() {
        let places = Gazetteer::embedded();
        let bearers = |name: &str| {
            let bearers = places.bearers_of(name).map(Place::code);
            bearers.map(|code| code.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(bearers("Huehuetán"), ["MX07037"]);
        assert_eq!(bearers("Solidaridad"), ["MX23008"]);
        assert!(bearers("Acapulco").is_empty());
        let called = |code: &str, name: &str| places.is_called(code.parse().unwrap(), name);
        assert_eq!(called("MX07035", "Huehuetán"), Some(false));
        assert_eq!(called("MX07035", "Frontera Hidalgo"), Some(true));
        assert_eq!(called("MX12001", "acapulco"), Some(true));
        assert_eq!(called("GT-G3595801", "Escuintla"), Some(true));
        assert_eq!(called("MX99999", "Escuintla"), None);
    }
}
