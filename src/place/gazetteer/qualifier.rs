//! What follows the comma: a subdivision, a country, or a code.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::fold::{Article, Key};
use super::spelling::edits;
use super::spoken::{COUNTRIES, STATES};
use crate::place::{CountryCode, Place, PlaceCode, Subdivision};

/// Words that may come before or after the name of a subdivision.
const KINDS_BEFORE: [&str; 14] = [
    "estado de ",
    "estado libre y soberano de ",
    "edo de ",
    "edo ",
    "departamento de ",
    "departamento del ",
    "depto de ",
    "dpto de ",
    "provincia de ",
    "provincia del ",
    "province of ",
    "state of ",
    "department of ",
    "departement de ",
];
const KINDS_AFTER: [&str; 4] = [" department", " province", " state", " departamento"];

/// A part of the world that a qualifier may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Country(CountryCode),
    Subdivision(Subdivision),
    Place(PlaceCode),
}

impl Within {
    pub(super) fn has(self, place: &Place) -> bool {
        match self {
            Self::Country(country) => place.country() == country,
            Self::Subdivision(subdivision) => place.subdivision() == Some(subdivision),
            Self::Place(code) => place.code() == code,
        }
    }
}

/// The names of countries and subdivisions, folded.
#[derive(Debug, Clone)]
pub(super) struct Qualifiers {
    named: FxHashMap<SmolStr, Vec<Within>>,
    /// What a word means only after a name: "Wash." is a state, "Wash" alone is not.
    abbreviated: FxHashMap<SmolStr, Within>,
    /// Subdivisions that contain a place, or that have a name.
    subdivisions: FxHashSet<Subdivision>,
}

impl Qualifiers {
    pub(super) fn of<'a>(
        subdivisions: impl Iterator<Item = (Subdivision, &'a str)>,
        places: impl Iterator<Item = &'a Place>,
    ) -> Self {
        let mut named = Self {
            named: FxHashMap::default(),
            abbreviated: FxHashMap::default(),
            subdivisions: places.filter_map(Place::subdivision).collect(),
        };
        for country in CountryCode::all() {
            let name = country.name();
            let short = name.split(" (").next().unwrap_or(name);
            named.add(name, Within::Country(country));
            named.add(short, Within::Country(country));
        }
        for &(code, names) in COUNTRIES {
            if let Ok(country) = CountryCode::try_new(code) {
                for name in names.split('|') {
                    named.add(name, Within::Country(country));
                }
            }
        }
        for &(code, name) in STATES {
            if let Ok(state) = Subdivision::try_new(code) {
                let mut key = Key::new();
                let key = SmolStr::new(key.of(name).key);
                named.abbreviated.insert(key, Within::Subdivision(state));
            }
        }
        for (subdivision, name) in subdivisions {
            named.subdivisions.insert(subdivision);
            named.add(name, Within::Subdivision(subdivision));
        }
        named
    }

    fn add(&mut self, name: &str, within: Within) {
        let mut key = Key::new();
        let key = key.of(name).key;
        if key.is_empty() {
            return;
        }
        let all = self.named.entry(SmolStr::new(key)).or_default();
        if !all.contains(&within) {
            all.push(within);
        }
    }

    /// The subdivision with that code, if there is one: "AM-DAM" only has the form of a code.
    fn subdivision(&self, code: &str) -> Option<Subdivision> {
        let subdivision = Subdivision::try_new(code).ok()?;
        self.subdivisions
            .contains(&subdivision)
            .then_some(subdivision)
    }

    /// Every name, folded.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.named.keys().map(SmolStr::as_str)
    }

    /// The subdivisions and countries of a folded name.
    pub(super) fn regions(&self, key: &str) -> &[Within] {
        self.named.get(key).map_or(&[], Vec::as_slice)
    }

    /// Everything with a name spelt almost like the text, each with its number of edits, unordered.
    pub(super) fn near(&self, text: &str) -> impl Iterator<Item = (usize, Within)> {
        let mut key = Key::new();
        let key = key.of(text).key;
        let named = self.named.iter();
        let near: Vec<_> = named
            .filter(|_| !key.is_empty())
            .filter_map(|(name, meant)| Some((edits(key, name)?, meant)))
            .collect();
        let each = |(edits, meant): (usize, &Vec<Within>)| {
            let meant = meant.clone();
            meant.into_iter().map(move |within| (edits, within))
        };
        near.into_iter().flat_map(each)
    }

    /// Everything that the text may mean; empty if it is not known.
    pub(super) fn read(&self, text: &str) -> Vec<Within> {
        let mut all = self.folded(Key::new().of(text).key);
        let code = text.trim().to_ascii_uppercase();
        let country = CountryCode::try_new(&code).map(Within::Country);
        let subdivision = self.subdivision(&code).map(Within::Subdivision);
        // A user's own code may have the form of a subdivision: then both are meant. A name in
        // capitals has the form of a code too, but no digits.
        let digits = code.bytes().any(|byte| byte.is_ascii_digit());
        let place = PlaceCode::try_new(&code).map(Within::Place);
        let place = place.ok().filter(|_| digits);
        for within in country.ok().into_iter().chain(subdivision).chain(place) {
            if !all.contains(&within) {
                all.push(within);
            }
        }
        all
    }

    /// Everything that a text may mean if it is one qualifier, or several without a comma ("Chiapas
    /// Mexico"); empty if a part of it is not known.
    pub(super) fn read_all(&self, text: &str) -> Vec<Vec<Within>> {
        let one = self.read(text);
        if one.is_empty() {
            return self.sequence(Key::new().of(text).key);
        }
        vec![one]
    }

    /// What a folded text means if it is one qualifier or several; empty if it is neither.
    pub(super) fn sequence(&self, key: &str) -> Vec<Vec<Within>> {
        self.at_most(key, QUALIFIERS).unwrap_or_default()
    }

    fn at_most(&self, key: &str, most: usize) -> Option<Vec<Vec<Within>>> {
        let whole = self.folded(key);
        if !whole.is_empty() {
            return Some(vec![whole]);
        }
        let fewer = most.checked_sub(1).filter(|&fewer| fewer > 0)?;
        // The longest first, so that "Baja California Sur" is not Baja California.
        let spaces: Vec<usize> = key
            .match_indices(' ')
            .map(|(at, _)| at)
            .take(WORDS)
            .collect();
        spaces.into_iter().rev().find_map(|space| {
            let (first, rest) = key.split_at(space);
            let first = self.folded(first);
            if first.is_empty() {
                return None;
            }
            let mut all = self.at_most(rest.trim_start(), fewer)?;
            all.insert(0, first);
            Some(all)
        })
    }

    /// What a folded text means as one qualifier: a name or a code, possibly with its letters apart
    /// ("S. L. P.") or with its kind ("Departamento de Escuintla").
    fn folded(&self, key: &str) -> Vec<Within> {
        let key = Article::split(key).key;
        let abbreviated = self.abbreviated.get(key).copied();
        if let Some(meant) = self.named.get(key) {
            let more = abbreviated.filter(|within| !meant.contains(within));
            return meant.iter().copied().chain(more).collect();
        }
        if let Some(meant) = abbreviated {
            return vec![meant];
        }
        let letters: Option<Vec<&str>> = (key.split(' '))
            .map(|word| (word.len() == 1).then_some(word))
            .collect();
        if let Some(letters) = letters
            && letters.len() > 1
        {
            return self.regions(&letters.concat()).to_vec();
        }
        let code = key.replace(' ', "-").to_ascii_uppercase();
        if let Ok(country) = CountryCode::try_new(&code) {
            return vec![Within::Country(country)];
        }
        if key.contains(' ')
            && let Some(subdivision) = self.subdivision(&code)
        {
            return vec![Within::Subdivision(subdivision)];
        }
        let before = KINDS_BEFORE.iter().find_map(|kind| key.strip_prefix(kind));
        let after = KINDS_AFTER.iter().find_map(|kind| key.strip_suffix(kind));
        let meant = before
            .or(after)
            .map(|name| self.regions(Article::split(name).key));
        let subdivisions = meant.unwrap_or_default().iter().copied();
        subdivisions
            .filter(|within| matches!(within, Within::Subdivision(_)))
            .collect()
    }
}

/// How many qualifiers may follow each other without a comma, and how many words one may have.
const QUALIFIERS: usize = 3;
const WORDS: usize = 8;
