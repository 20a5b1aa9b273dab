//! Which places bear a name.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::fold::Key;
use super::spelling::Spellings;

/// Folded names, and who bears them.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    bearers: FxHashMap<SmolStr, Bearers>,
}

#[derive(Debug, Clone)]
enum Bearers {
    One(u32),
    Many(Vec<u32>),
}

impl Names {
    pub(super) fn of<'a>(names: impl Iterator<Item = (&'a str, u32)>) -> Self {
        let mut bearers = FxHashMap::default();
        bearers.reserve(names.size_hint().0);
        let mut key = Key::new();
        for (name, place) in names {
            let name = key.of(name);
            if name.is_empty() {
                continue;
            }
            bearers
                .entry(SmolStr::new(name))
                .and_modify(|bearers: &mut Bearers| bearers.add(place))
                .or_insert(Bearers::One(place));
        }
        Self { bearers }
    }

    /// The places that bear the name, in order.
    pub(super) fn bearers(&self, key: &str) -> &[u32] {
        self.bearers.get(key).map_or(&[], Bearers::as_slice)
    }

    /// Every name, with its bearers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[u32])> {
        self.bearers
            .iter()
            .map(|(name, bearers)| (name.as_str(), bearers.as_slice()))
    }

    pub(super) fn spellings(&self) -> Spellings {
        let mut names: Vec<SmolStr> = self.bearers.keys().cloned().collect();
        names.sort_unstable();
        Spellings::of(names)
    }
}

impl Bearers {
    fn add(&mut self, place: u32) {
        match self {
            Self::One(first) => {
                let mut both = vec![*first, place];
                both.sort_unstable();
                both.dedup();
                if both.len() > 1 {
                    *self = Self::Many(both);
                }
            }
            Self::Many(all) => {
                if let Err(at) = all.binary_search(&place) {
                    all.insert(at, place);
                }
            }
        }
    }

    fn as_slice(&self) -> &[u32] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(all) => all,
        }
    }
}
