//! What follows the comma: a subdivision, a country, or a code.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::fold::Key;
use super::spelling::edits;
use crate::place::{CountryCode, Place, PlaceCode, Subdivision};

/// Names of countries that ISO 3166-1 has otherwise.
const COUNTRIES: [(&str, &str); 15] = [
    ("BR", "Brasil"),
    ("BZ", "Belice"),
    ("CU", "República de Cuba"),
    ("DO", "República Dominicana"),
    ("GB", "United Kingdom"),
    ("SV", "Salvador"),
    ("TT", "Trinidad y Tobago"),
    ("US", "EE. UU."),
    ("US", "EEUU"),
    ("US", "Estados Unidos"),
    ("US", "Estados Unidos de América"),
    ("US", "U.S."),
    ("US", "U.S.A."),
    ("US", "USA"),
    ("US", "United States"),
];

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
}

impl Qualifiers {
    pub(super) fn of<'a>(subdivisions: impl Iterator<Item = (Subdivision, &'a str)>) -> Self {
        let mut named = Self {
            named: FxHashMap::default(),
        };
        for country in CountryCode::all() {
            let name = country.name();
            let short = name.split(" (").next().unwrap_or(name);
            named.add(name, Within::Country(country));
            named.add(short, Within::Country(country));
        }
        for (code, name) in COUNTRIES {
            if let Ok(country) = CountryCode::try_new(code) {
                named.add(name, Within::Country(country));
            }
        }
        for (subdivision, name) in subdivisions {
            named.add(name, Within::Subdivision(subdivision));
        }
        named
    }

    fn add(&mut self, name: &str, within: Within) {
        let mut key = Key::new();
        let key = key.of(name);
        if key.is_empty() {
            return;
        }
        let all = self.named.entry(SmolStr::new(key)).or_default();
        if !all.contains(&within) {
            all.push(within);
        }
    }

    /// What is spelt nearly so, each with how many edits away it is; in no order.
    pub(super) fn near(&self, text: &str) -> impl Iterator<Item = (usize, Within)> {
        let mut key = Key::new();
        let key = key.of(text);
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

    /// All that the text may mean; nothing where it is not known.
    pub(super) fn read(&self, text: &str) -> Vec<Within> {
        let mut all = self
            .named
            .get(Key::new().of(text))
            .cloned()
            .unwrap_or_default();
        let code = text.trim().to_ascii_uppercase();
        let country = CountryCode::try_new(&code).map(Within::Country);
        let subdivision = Subdivision::try_new(&code).map(Within::Subdivision);
        all.extend(country.into_iter().chain(subdivision));
        // A user's own code may have the form of a subdivision: both are meant. Names in capitals
        // have the form of a code too, but no digits.
        if code.bytes().any(|byte| byte.is_ascii_digit()) {
            all.extend(PlaceCode::try_new(&code).map(Within::Place));
        }
        all
    }
}
