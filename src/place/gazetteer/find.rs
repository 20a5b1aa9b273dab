//! Finding places by name.

use std::cmp::Reverse;
use std::sync::Arc;

use smol_str::SmolStr;

use super::Gazetteer;
use super::error::{Candidate, GazetteerError};
use super::fold::Key;
use super::qualifier::Within;
use crate::limits::{LOOKUP_BYTES, SUGGESTIONS};
use crate::place::{Place, PlaceCode};
use crate::text::shortened;

impl Gazetteer {
    /// The one place that the text names.
    ///
    /// The text is a name (`Tapachula`), a name with qualifiers after commas
    /// (`Escuintla, Chiapas`; `Escuintla, MX`; `Escuintla, Guatemala`), or a code (`MX07032`). A
    /// qualifier is a subdivision by name, abbreviation or ISO 3166-2 code, a country by name or
    /// code, or the code of the place. Case, accents, punctuation, leading articles and "Municipio
    /// de" do not matter; "Sta." is "Santa", "Cd." is "Ciudad".
    ///
    /// ```
    /// use corridor::Gazetteer;
    ///
    /// let places = Gazetteer::embedded();
    /// assert_eq!(places.find("Escuintla, Chiapas")?.code().as_str(), "MX07032");
    /// assert_eq!(places.find("cd. juarez, chih.")?.name(), "Juárez");
    /// assert_eq!(places.find("MX07032")?.name(), "Escuintla");
    /// # Ok::<(), corridor::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`GazetteerError::Ambiguous`] where several places bear the name,
    /// [`GazetteerError::NotFound`] where none does, [`GazetteerError::Elsewhere`] where those that
    /// do are not where the qualifiers say, [`GazetteerError::QualifierUnknown`] where what follows
    /// a comma is not known.
    pub fn find(&self, text: &str) -> Result<Place, GazetteerError> {
        if text.len() > LOOKUP_BYTES {
            return Err(self.not_found(text, "", &[]));
        }
        if text.contains(',') {
            return self.find_qualified(text);
        }
        if let Some(place) = self.by_code(text) {
            return Ok(place.clone());
        }
        match self.bearers(text) {
            [] => Err(self.not_found(text, text, &[])),
            &[one] => self
                .place(one)
                .cloned()
                .ok_or_else(|| self.not_found(text, text, &[])),
            several => Err(self.ambiguous(text, several)),
        }
    }

    /// Places by likeness of their names to the text, the likest first: the same name, then names
    /// that begin so, then names with a word that begins so, then names within two edits; of equal
    /// likeness the more populous first.
    ///
    /// Qualifiers narrow the search as in [`find`](Self::find); one that is not known finds
    /// nothing.
    ///
    /// ```
    /// use corridor::Gazetteer;
    ///
    /// let found = Gazetteer::embedded().search("tapach", 3);
    /// assert_eq!(found.first().map(|place| place.name()), Some("Tapachula"));
    /// ```
    pub fn search(&self, text: &str, limit: usize) -> Vec<Place> {
        if text.len() > LOOKUP_BYTES {
            return Vec::new();
        }
        if let Some(place) = self.by_code(text) {
            return std::iter::once(place.clone()).take(limit).collect();
        }
        let mut parts = text.split(',');
        let name = parts.next().unwrap_or_default();
        let qualifiers: Vec<_> = parts.map(|part| self.qualifiers().read(part)).collect();
        let mut key = Key::new();
        let key = key.of(name);
        if key.is_empty() {
            return Vec::new();
        }
        let mut ranked: Vec<(usize, u32)> = Vec::new();
        for (name, bearers) in self.names().iter() {
            let Some(rank) = likeness(name, key) else {
                continue;
            };
            ranked.extend(bearers.iter().map(|&place| (rank, place)));
        }
        for near in self.spellings().near(key) {
            let name = self.spellings().name(near.name);
            let bearers = self.names().bearers(name).iter();
            ranked.extend(bearers.map(|&place| (LIKE + near.edits, place)));
        }
        let mut ranked: Vec<_> = ranked
            .into_iter()
            .filter_map(|(rank, number)| Some((rank, number, self.place(number)?)))
            .filter(|(.., place)| are_met(&qualifiers, place))
            .collect();
        ranked.sort_by_key(|&(rank, number, place)| (number, rank, Reverse(place.population())));
        ranked.dedup_by_key(|&mut (_, number, _)| number);
        ranked.sort_by_key(|&(rank, number, place)| (rank, Reverse(place.population()), number));
        ranked
            .into_iter()
            .take(limit)
            .map(|(.., place)| place.clone())
            .collect()
    }

    fn bearers(&self, name: &str) -> &[u32] {
        self.names().bearers(Key::new().of(name))
    }

    fn by_code(&self, text: &str) -> Option<&Place> {
        let text = text.trim();
        // A name has a small letter, as a rule, and a code never: most texts are told here.
        let formed = text.bytes().all(|byte| !byte.is_ascii_lowercase());
        if !formed {
            return None;
        }
        self.get(&PlaceCode::try_new(text).ok()?)
    }

    fn find_qualified(&self, text: &str) -> Result<Place, GazetteerError> {
        let mut refusal = None;
        // The first comma ends the name, unless the name has commas of its own.
        for (comma, _) in text.match_indices(',') {
            let (name, rest) = text.split_at(comma);
            let parts: Vec<&str> = rest.split(',').skip(1).collect();
            match self.find_within(text, name, &parts) {
                Err(error @ GazetteerError::Ambiguous { .. }) => return Err(error),
                Err(error) => refusal = refusal.or(Some(error)),
                found => return found,
            }
        }
        let whole = match self.bearers(text) {
            &[one] => self.place(one).cloned(),
            _ => None,
        };
        whole.ok_or_else(|| refusal.unwrap_or_else(|| self.not_found(text, text, &[])))
    }

    fn find_within(&self, text: &str, name: &str, parts: &[&str]) -> Result<Place, GazetteerError> {
        if name.trim().is_empty() {
            return Err(self.not_found(text, name, &[]));
        }
        let mut qualifiers = Vec::with_capacity(parts.len());
        for part in parts {
            let meant = self.qualifiers().read(part);
            if meant.is_empty() {
                return Err(self.qualifier_unknown(text, name, part));
            }
            qualifiers.push(meant);
        }
        let bearers = self.bearers(name);
        let coded = self
            .by_code(name)
            .and_then(|place| self.number(&place.code()));
        let named = || bearers.iter().copied().chain(coded);
        let is_met = |number: &u32| {
            self.place(*number)
                .is_some_and(|place| are_met(&qualifiers, place))
        };
        let met: Vec<u32> = named().filter(is_met).collect();
        match met.as_slice() {
            [] if named().next().is_some() => Err(GazetteerError::Elsewhere {
                name: shortened(text),
                candidates: self.candidates(named()),
                suggestions: self.candidates(self.near(name, &qualifiers).filter(is_met)),
            }),
            [] => Err(self.not_found(text, name, &qualifiers)),
            &[one] => self
                .place(one)
                .cloned()
                .ok_or_else(|| self.not_found(text, name, &qualifiers)),
            several => Err(self.ambiguous(text, several)),
        }
    }

    fn qualifier_unknown(&self, text: &str, name: &str, part: &str) -> GazetteerError {
        let bearers = self.bearers(name).iter();
        let bearers: Vec<&Place> = bearers.filter_map(|&number| self.place(number)).collect();
        let mut ranked = Vec::new();
        for (edits, within) in self.qualifiers().near(part) {
            let called = match within {
                Within::Country(country) => Some(country.name()),
                Within::Subdivision(subdivision) => self.subdivision_name(subdivision),
                Within::Place(_) => None,
            };
            let elsewhere = !bearers.iter().any(|place| within.has(place));
            ranked.extend(called.map(|called| (elsewhere, edits, called)));
        }
        ranked.sort_unstable();
        // Where a place of the name is, nothing else can be meant.
        if ranked.first().is_some_and(|(elsewhere, ..)| !elsewhere) {
            ranked.retain(|(elsewhere, ..)| !elsewhere);
        }
        let mut suggestions: Vec<SmolStr> = Vec::with_capacity(SUGGESTIONS);
        for (.., called) in ranked {
            if suggestions.len() < SUGGESTIONS && !suggestions.iter().any(|known| known == called) {
                suggestions.push(called.into());
            }
        }
        GazetteerError::QualifierUnknown {
            name: shortened(text),
            part: shortened(part.trim()),
            suggestions: suggestions.into(),
        }
    }

    fn ambiguous(&self, text: &str, bearers: &[u32]) -> GazetteerError {
        GazetteerError::Ambiguous {
            name: shortened(text),
            candidates: self.candidates(bearers.iter().copied()),
        }
    }

    fn not_found(&self, text: &str, name: &str, qualifiers: &[Vec<Within>]) -> GazetteerError {
        GazetteerError::NotFound {
            name: shortened(text),
            suggestions: self.candidates(self.near(name, qualifiers)),
        }
    }

    /// The places whose names are spelt most nearly so: first those where the qualifiers say.
    fn near(&self, name: &str, qualifiers: &[Vec<Within>]) -> impl Iterator<Item = u32> {
        let mut key = Key::new();
        let near = match key.of(name) {
            "" => Vec::new(),
            key => self.spellings().near(key),
        };
        let mut ranked = Vec::new();
        for near in near {
            for &number in self.names().bearers(self.spellings().name(near.name)) {
                let Some(place) = self.place(number) else {
                    continue;
                };
                let elsewhere = !are_met(qualifiers, place);
                ranked.push((elsewhere, near.edits, Reverse(place.population()), number));
            }
        }
        ranked.sort_unstable();
        let mut numbers: Vec<u32> = Vec::with_capacity(SUGGESTIONS);
        for (.., number) in ranked {
            if numbers.len() < SUGGESTIONS && !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers.into_iter()
    }

    fn candidates(&self, numbers: impl Iterator<Item = u32>) -> Arc<[Candidate]> {
        numbers
            .filter_map(|number| self.place(number))
            .map(|place| Candidate {
                place: place.clone(),
                subdivision: place
                    .subdivision()
                    .and_then(|subdivision| self.subdivision_name(subdivision))
                    .map(SmolStr::new),
            })
            .collect()
    }
}

const SAME: usize = 0;
const BEGINS: usize = 1;
const WORD_BEGINS: usize = 2;
/// To which the edits are added.
const LIKE: usize = 2;

fn likeness(name: &str, key: &str) -> Option<usize> {
    let rest = name.strip_prefix(key);
    match rest {
        Some("") => Some(SAME),
        Some(_) => Some(BEGINS),
        None => name
            .split(' ')
            .scan(0, |at, word| {
                let start = *at;
                *at += word.len() + 1;
                Some(start)
            })
            .skip(1)
            .any(|start| name.get(start..).is_some_and(|tail| tail.starts_with(key)))
            .then_some(WORD_BEGINS),
    }
}

fn are_met(qualifiers: &[Vec<Within>], place: &Place) -> bool {
    qualifiers
        .iter()
        .all(|meant| meant.iter().any(|within| within.has(place)))
}
