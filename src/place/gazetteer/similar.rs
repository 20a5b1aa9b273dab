//! Suggestions for a name that is not known, and search by similarity.

use std::cmp::Reverse;

use smol_str::SmolStr;

use super::Gazetteer;
use super::find::Qualified;
use super::fold::Key;
use super::names::Bearer;
use super::qualifier::Within;
use crate::limits::{LOOKUP_BYTES, SUGGESTIONS};
use crate::place::Place;

impl Gazetteer {
    /// Places whose names resemble the text, the most similar first: the same name, then names that
    /// begin with the text, then names with a later word that begins with it, then names within two
    /// edits. Among equals the more populous place comes first.
    ///
    /// Qualifiers narrow the search as in [`find`](Self::find), but only after commas; with an
    /// unknown qualifier nothing is found.
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
        let key = key.of(name).key;
        if key.is_empty() {
            return Vec::new();
        }
        let mut ranked: Vec<(usize, u32)> = Vec::new();
        for (name, bearers) in self.names().iter() {
            let Some(rank) = likeness(name, key) else {
                continue;
            };
            // A place with this short form has a name that begins with it.
            let rank = |bearer: &Bearer| rank.max(if bearer.short { BEGINS } else { SAME });
            let ranks = bearers
                .iter()
                .filter_map(|bearer| Some((rank(bearer), bearer.place()?)));
            ranked.extend(ranks);
        }
        for near in self.spellings().near(key) {
            let name = self.spellings().name(near.name);
            let bearers = self.names().bearers(name).iter();
            let places = bearers.filter_map(|bearer| bearer.place());
            ranked.extend(places.map(|place| (LIKE + near.edits, place)));
        }
        let mut ranked: Vec<_> = ranked
            .into_iter()
            .filter_map(|(rank, number)| Some((rank, number, self.place(number)?)))
            .filter(|(.., place)| self.are_met(&qualifiers, place))
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

    /// Up to five places within the qualifiers: those whose name begins with this one, then those
    /// with a later word that begins with it, then those with a similar spelling; among equals the
    /// more populous first.
    pub(super) fn near(&self, name: &str, within: &Qualified) -> Vec<u32> {
        let mut key = Key::new();
        let key = key.of(name).key;
        if key.is_empty() {
            return Vec::new();
        }
        let mut ranked = Vec::new();
        let mut take = |rank: usize, name: &str| {
            for number in (self.names().bearers(name).iter()).filter_map(|bearer| bearer.place()) {
                if let Some(place) = self.place(number)
                    && self.are_met(within, place)
                {
                    ranked.push((rank, Reverse(place.population()), number));
                }
            }
        };
        if key.len() >= TELLING {
            for (name, first) in self.beginnings().of(self.spellings(), key) {
                take(if first { BEGINS } else { WORD_BEGINS }, name);
            }
        }
        for near in self.spellings().near(key) {
            take(LIKE + near.edits, self.spellings().name(near.name));
        }
        ranked.sort_unstable();
        let mut numbers: Vec<u32> = Vec::with_capacity(SUGGESTIONS);
        for (.., number) in ranked {
            if numbers.len() < SUGGESTIONS && !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers
    }

    /// The names of subdivisions and countries with a spelling similar to `part`, and the places in
    /// them that have the name. If there are such places, only the subdivisions and countries that
    /// contain one are listed.
    pub(super) fn near_qualifiers(&self, name: &str, part: &str) -> (Vec<SmolStr>, Vec<u32>) {
        let mut key = Key::new();
        let bearers = self.names().bearers(key.of(name).key).iter();
        let bearers: Vec<(u32, &Place)> = bearers
            .filter_map(|bearer| Some((bearer.place()?, self.place(bearer.place()?)?)))
            .collect();
        let mut ranked = Vec::new();
        for (edits, within) in self.qualifiers().near(part) {
            let called = match within {
                Within::Country(country) => Some(country.name()),
                Within::Subdivision(subdivision) => self.subdivision_name(subdivision),
                Within::Place(_) => None,
            };
            let inside = bearers.iter().filter(|(_, place)| within.has(place));
            let inside: Vec<u32> = inside.map(|&(number, _)| number).collect();
            ranked.extend(called.map(|called| (inside.is_empty(), edits, called, inside)));
        }
        ranked.sort_unstable();
        // If one of them contains a place with the name, those that do not cannot be meant.
        if ranked.first().is_some_and(|(elsewhere, ..)| !elsewhere) {
            ranked.retain(|(elsewhere, ..)| !elsewhere);
        }
        let mut names: Vec<SmolStr> = Vec::with_capacity(SUGGESTIONS);
        let mut places: Vec<u32> = Vec::with_capacity(SUGGESTIONS);
        for (.., called, inside) in ranked {
            if names.len() < SUGGESTIONS && !names.iter().any(|known| known == called) {
                names.push(called.into());
                places.extend(inside);
            }
        }
        let mut seen = Vec::new();
        places.retain(|number| {
            !seen.contains(number) && {
                seen.push(*number);
                true
            }
        });
        places.truncate(SUGGESTIONS);
        (names, places)
    }
}

/// Fewest bytes of a text for names that begin with it to be suggested.
const TELLING: usize = 3;

const SAME: usize = 0;
const BEGINS: usize = 1;
const WORD_BEGINS: usize = 2;
/// The number of edits is added to this.
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
