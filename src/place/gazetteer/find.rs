//! Finding places by name.

use std::cmp::Reverse;

use smol_str::SmolStr;

use super::Gazetteer;
use super::error::{FindError, Listed, Why};
use super::fold::{Folded, Key};
use super::names::Bearer;
use super::parts::{Parts, has_parts, without_people};
use super::qualifier::Within;
use crate::limits::LOOKUP_BYTES;
use crate::place::{Place, PlaceCode, PlaceKind, Subdivision};
use crate::shown::shortened;

/// For each qualifier, everything that it may mean.
pub(super) type Qualified = [Vec<Within>];

/// Everything that a text may mean, in any reading.
#[derive(Default)]
struct Meanings {
    places: Vec<u32>,
    regions: Vec<Within>,
    /// Places that have the name, but are not within the qualifiers.
    elsewhere: Vec<u32>,
}

impl Gazetteer {
    /// Finds the one place that the text can mean.
    ///
    /// The text is a name (`Tapachula`), a name with qualifiers after commas or in brackets
    /// (`Escuintla, Chiapas`; `Escuintla (Guatemala)`), or a code (`MX07032`). A qualifier is a
    /// subdivision by name, abbreviation or ISO 3166-2 code, a country by name or code, or the code
    /// of the place. If no place is found otherwise, the last words may be qualifiers too
    /// (`Tapachula Chiapas`). Case, accents, punctuation, "Municipio de" and "Ciudad de" do not
    /// matter; "Sta." is "Santa", "Cd." is "Ciudad".
    ///
    /// A name may mean any place that has it, that has it with an article ("Ceiba": La Ceiba), or
    /// that has it as a short form ("Acapulco": Acapulco de Juárez). Without qualifiers it may also
    /// mean the subdivision or country of that name. A qualifier may mean a state and a country
    /// (`México`). A text that may mean several things is refused, and the error has them all as
    /// candidates.
    ///
    /// ```
    /// use corridor::Gazetteer;
    ///
    /// let places = Gazetteer::embedded();
    /// assert_eq!(places.find("Escuintla, Chiapas")?.code().as_str(), "MX07032");
    /// assert_eq!(places.find("cd. juarez, chih.")?.name(), "Juárez");
    /// assert_eq!(places.find("Acapulco")?.name(), "Acapulco de Juárez");
    /// assert_eq!(places.find("MX07032")?.name(), "Escuintla");
    ///
    /// let iguala = places.find("Iguala").unwrap_err();
    /// let names: Vec<_> = iguala.candidates().iter().map(|place| place.name()).collect();
    /// assert_eq!(names, ["Iguala de la Independencia", "La Iguala"]);
    /// # Ok::<(), corridor::place::FindError>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::PlaceAmbiguous`](crate::Code::PlaceAmbiguous) if the text may mean several things,
    /// [`Code::PlaceNotFound`](crate::Code::PlaceNotFound) if it means no place, or none within the
    /// qualifiers, [`Code::QualifierUnknown`](crate::Code::QualifierUnknown) if the text after a
    /// comma is not known.
    pub fn find(&self, text: &str) -> Result<Place, FindError> {
        if text.len() > LOOKUP_BYTES {
            return Err(self.not_found(text, "", &[], &[]));
        }
        if has_parts(text) {
            return self.find_qualified(text);
        }
        if let Some(place) = self.by_code(text) {
            return Ok(place.clone());
        }
        let mut key = Key::new();
        let name = key.of(text);
        // Most names belong to one place only, so there is nothing to decide.
        if let &[bearer] = self.names().bearers(name.key)
            && let Some(place) = bearer.place().and_then(|number| self.place(number))
        {
            return Ok(place.clone());
        }
        let mut meant = Meanings::default();
        self.take(name, &[], &mut meant);
        if meant.places.is_empty() {
            self.take_apart(name, &[], &mut meant);
        }
        if let Some(decided) = self.decide(text, &[], &mut meant) {
            return decided;
        }
        let regions = self.qualifiers().read(text);
        Err(self.not_found(text, text, &[], &regions))
    }

    pub(super) fn by_code(&self, text: &str) -> Option<&Place> {
        let text = text.trim();
        // This distinguishes most names from codes: a code has a digit or a hyphen after its
        // country, or no lower-case letter at all.
        let third = text.as_bytes().get(2)?;
        let formed = third.is_ascii_digit()
            || *third == b'-'
            || text.bytes().all(|byte| !byte.is_ascii_lowercase());
        if !formed {
            return None;
        }
        match PlaceCode::try_new(text) {
            Ok(code) => self.get(code),
            Err(_) => self.get(text.to_ascii_uppercase()),
        }
    }

    /// Tries every split into a name and qualifiers, and the whole text as a name. Whatever any of
    /// them means is a candidate.
    fn find_qualified(&self, text: &str) -> Result<Place, FindError> {
        let said = without_people(text);
        let parts = Parts::of(said);
        // Brackets around nothing have no part.
        let last = parts.len().saturating_sub(1);
        let mut meant = Meanings::default();
        let mut unknown = None;
        let mut first = None;
        for split in 0..last {
            let name = parts.between(0, split);
            match self.qualifiers_from(&parts, split + 1) {
                Ok(within) => {
                    self.take_named(name, &within, &mut meant);
                    first = first.or(Some((name, within)));
                }
                Err(part) => unknown = unknown.or(Some((name, part))),
            }
        }
        let mut key = Key::new();
        self.take(key.of(said), &[], &mut meant);
        if meant.places.is_empty() {
            match &first {
                Some((name, within)) => self.take_apart(key.of(name), within, &mut meant),
                None => self.take_apart(key.of(said), &[], &mut meant),
            }
        }
        let (name, within) = first.unwrap_or((said, Vec::new()));
        if let Some(decided) = self.decide(text, &within, &mut meant) {
            return decided;
        }
        match unknown {
            _ if !meant.regions.is_empty() => {
                Err(self.not_found(text, name, &within, &meant.regions))
            }
            _ if !meant.elsewhere.is_empty() => {
                let why = Why::Elsewhere {
                    name: shortened(text),
                };
                let suggestions = self.near(name, &within);
                let elsewhere = self.likeliest_first(&meant.elsewhere);
                let (candidates, suggestions) =
                    (self.listed(&elsewhere), self.listed(&suggestions));
                Err(FindError::listing(why, candidates, suggestions))
            }
            Some((name, part)) if !name.trim().is_empty() => {
                Err(self.qualifier_unknown(text, name, part))
            }
            _ => Err(self.not_found(text, name, &within, &[])),
        }
    }

    /// The parts from `from` on as qualifiers, or the first part that is not one. An unknown part
    /// may belong to its neighbour: "Venezuela (Bolivarian Republic of)".
    fn qualifiers_from<'t>(
        &self,
        parts: &Parts<'t>,
        from: usize,
    ) -> Result<Vec<Vec<Within>>, &'t str> {
        let mut within = Vec::with_capacity(parts.len() - from);
        let mut at = from;
        while at < parts.len() {
            let part = parts.between(at, at);
            let meant = self.qualifiers().read_all(part);
            if !meant.is_empty() {
                within.extend(meant);
                at += 1;
                continue;
            }
            let before = match at.checked_sub(1).filter(|&before| before >= from) {
                Some(before) => self.qualifiers().read(parts.between(before, at)),
                None => Vec::new(),
            };
            let after = self.qualifiers().read(parts.between(at, at + 1));
            if !before.is_empty() {
                within.pop();
                within.push(before);
                at += 1;
            } else if !after.is_empty() {
                within.push(after);
                at += 2;
            } else {
                return Err(part);
            }
        }
        Ok(within)
    }

    /// Adds what a name or code before qualifiers means.
    fn take_named(&self, name: &str, within: &Qualified, meant: &mut Meanings) {
        self.take(Key::new().of(name), within, meant);
        let coded = self.by_code(name);
        meant.take(
            self,
            coded.and_then(|place| self.number(place.code())),
            within,
        );
    }

    /// Adds what a folded name means.
    fn take(&self, name: Folded<'_>, within: &Qualified, meant: &mut Meanings) {
        let bearers = self.names().bearers(name.key);
        let regions = self.qualifiers().regions(name.key);
        if bearers.is_empty()
            && regions.is_empty()
            && let Some(key) = CITY_OF.iter().find_map(|of| name.key.strip_prefix(of))
        {
            let regions = std::mem::take(&mut meant.regions);
            self.take(Folded { key, ..name }, within, meant);
            meant.regions = regions;
            return;
        }
        let with_article = |bearer: &&Bearer| name.article.may_mean(bearer.article);
        // If no place has the name with this article ("La Tapachula"), the article is ignored.
        let any_article = !bearers.iter().any(|bearer| with_article(&bearer));
        for bearer in bearers.iter().filter(|of| any_article || with_article(of)) {
            meant.take(self, bearer.place(), within);
        }
        for &region in regions {
            if !meant.regions.contains(&region) {
                meant.regions.push(region);
            }
        }
    }

    /// Reads the last words of a folded name as qualifiers: "Tapachula Chiapas".
    fn take_apart(&self, name: Folded<'_>, within: &Qualified, meant: &mut Meanings) {
        for (space, _) in name.key.rmatch_indices(' ').take(WORDS) {
            let (key, tail) = name.key.split_at(space);
            if self.names().bearers(key).is_empty() {
                continue;
            }
            let mut all = self.qualifiers().sequence(tail.trim_start());
            if !all.is_empty() {
                all.extend_from_slice(within);
                self.take(Folded { key, ..name }, &all, meant);
                // Only a place may come before qualifiers.
                meant.regions.clear();
            }
        }
    }

    /// The place, or the refusal if several things may be meant; `None` if no place is.
    fn decide(
        &self,
        text: &str,
        within: &Qualified,
        meant: &mut Meanings,
    ) -> Option<Result<Place, FindError>> {
        meant.places.sort_unstable();
        meant.places.dedup();
        let places = &meant.places;
        // Kyiv is the chief place of one subdivision with its name, and beside another.
        let is_city = meant.regions.iter().any(
            |region| matches!(region, Within::Subdivision(of) if self.is_chief_place(places, *of)),
        );
        meant.regions.retain(|region| match region {
            Within::Subdivision(of) if CITIES.contains(&of.as_str()) && !places.is_empty() => false,
            _ if within.is_empty() => true,
            Within::Subdivision(subdivision) => {
                let country = Within::Country(subdivision.country());
                within.iter().all(|meant| meant.contains(&country)) && !is_city
            }
            _ => false,
        });
        match (meant.places.as_slice(), meant.regions.as_slice()) {
            ([], _) => None,
            (&[one], []) => self.place(one).cloned().map(Ok),
            (several, regions) => {
                let why = Why::Ambiguous {
                    name: shortened(text),
                    regions: regions.iter().copied().map(called).collect(),
                };
                let candidates = self.listed(&self.likeliest_first(several));
                Some(Err(FindError::listing(why, candidates, Listed::default())))
            }
        }
    }

    /// The likeliest places first: the more populous, then by code.
    fn likeliest_first(&self, numbers: &[u32]) -> Vec<u32> {
        let mut likeliest = numbers.to_vec();
        likeliest.sort_by_key(|&number| {
            let people = self.place(number).and_then(Place::population);
            (Reverse(people), number)
        });
        likeliest
    }

    /// Whether the one place meant is the most populous of a subdivision, or a crossing or a place
    /// of the sourced list, which have no population. If so, "Puebla, Mexico" is the city, whereas
    /// "Sinaloa, Mexico" may be the state.
    fn is_chief_place(&self, meant: &[u32], subdivision: Subdivision) -> bool {
        let inside = |place: &&Place| place.subdivision() == Some(subdivision);
        let &[one] = meant else { return false };
        let one = self.place(one).filter(inside);
        let most = self.iter().filter(inside).map(Place::population).max();
        let is_sourced = |one: &Place| {
            *one.kind() == PlaceKind::BORDER_CROSSING || one.code().as_str().get(2..4) == Some("-X")
        };
        one.is_some_and(|one| match one.population() {
            None => is_sourced(one),
            people => Some(people) == most,
        })
    }

    fn qualifier_unknown(&self, text: &str, name: &str, part: &str) -> FindError {
        let (near, places) = self.near_qualifiers(name, part);
        let why = Why::QualifierUnknown {
            name: shortened(text),
            part: shortened(part.trim()),
            near,
        };
        FindError::listing(why, Listed::default(), self.listed(&places))
    }

    /// The error for a name that no place has, though subdivisions and countries may.
    fn not_found(
        &self,
        text: &str,
        name: &str,
        within: &Qualified,
        regions: &[Within],
    ) -> FindError {
        let regions: Vec<_> = regions.iter().copied().filter_map(region).collect();
        let suggestions = match regions.as_slice() {
            [] => self.near(name, within),
            _ => Vec::new(),
        };
        let why = Why::NotFound {
            name: shortened(text),
            regions,
        };
        FindError::listing(why, Listed::default(), self.listed(&suggestions))
    }

    fn listed(&self, numbers: &[u32]) -> Listed {
        let places: Vec<Place> = (numbers.iter())
            .filter_map(|&number| self.place(number).cloned())
            .collect();
        let named = |place: &Place| {
            let name = self.subdivision_name(place.subdivision()?)?;
            Some(SmolStr::new(name))
        };
        Listed {
            subdivisions: places.iter().map(named).collect(),
            places,
        }
    }
}

/// Subdivisions that are a single city: their name is read as the city's.
const CITIES: [&str; 2] = ["CO-DC", "MX-CMX"];

/// What stands before the name of a city, where no place has it as a part of its name.
const CITY_OF: [&str; 2] = ["ciudad de ", "city of "];

/// The most words at the end of a text that may be qualifiers without a comma.
const WORDS: usize = 8;

impl Meanings {
    fn take(&mut self, table: &Gazetteer, place: Option<u32>, within: &Qualified) {
        let Some(number) = place else { return };
        match table.place(number) {
            Some(place) if table.are_met(within, place) => self.places.push(number),
            _ if !self.elsewhere.contains(&number) => self.elsewhere.push(number),
            _ => {}
        }
    }
}

impl Gazetteer {
    pub(super) fn are_met(&self, within: &Qualified, place: &Place) -> bool {
        let met = |within: &Within| match within {
            Within::Place(code) => self.get(code).is_some_and(|of| of.code() == place.code()),
            within => within.has(place),
        };
        within.iter().all(|meant| meant.iter().any(met))
    }
}

fn region(within: Within) -> Option<SmolStr> {
    (!matches!(within, Within::Place(_))).then(|| called(within))
}

fn called(within: Within) -> SmolStr {
    match within {
        Within::Country(code) => smol_str::format_smolstr!("the country {code}"),
        Within::Subdivision(code) => smol_str::format_smolstr!("the subdivision {code}"),
        Within::Place(code) => smol_str::format_smolstr!("the place {code}"),
    }
}
