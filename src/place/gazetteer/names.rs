//! Which places a name may mean.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::fold::{Article, Folded, Key};
use super::short::short_forms;

/// Folded names, and what each may mean.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    bearers: FxHashMap<SmolStr, Bearers>,
}

/// What a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bearer {
    pub(super) meant: Meant,
    /// The article that its name begins with.
    pub(super) article: Article,
    /// Whether this is a short form of its name.
    pub(super) short: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meant {
    Place(u32),
    /// A subdivision or country: the qualifiers know which.
    Region,
}

impl Bearer {
    /// Its number, if it is a place.
    pub(super) fn place(self) -> Option<u32> {
        match self.meant {
            Meant::Place(number) => Some(number),
            Meant::Region => None,
        }
    }
}

#[derive(Debug, Clone)]
enum Bearers {
    One(Bearer),
    Many(Vec<Bearer>),
}

impl Names {
    /// Indexes the names of places, and the folded names of subdivisions and countries.
    pub(super) fn of<'a>(
        names: impl Iterator<Item = (&'a str, u32)>,
        regions: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut known = Self::default();
        known.bearers.reserve(names.size_hint().0);
        let mut key = Key::new();
        for (name, place) in names {
            let name = key.of(name);
            let meant = Meant::Place(place);
            known.add(name, meant, false);
            short_forms(name, |form| known.add(form, meant, true));
        }
        for region in regions {
            // A region matters only if places have its name too.
            if let Some(bearers) = known.bearers.get_mut(region) {
                bearers.add(Bearer {
                    meant: Meant::Region,
                    article: Article::NONE,
                    short: false,
                });
            }
        }
        known
    }

    fn add(&mut self, name: Folded<'_>, meant: Meant, short: bool) {
        if name.key.is_empty() {
            return;
        }
        let bearer = Bearer {
            meant,
            article: name.article,
            short,
        };
        self.bearers
            .entry(SmolStr::new(name.key))
            .and_modify(|bearers: &mut Bearers| bearers.add(bearer))
            .or_insert(Bearers::One(bearer));
    }

    /// Everything that the name may mean, places first and in order. A place may occur twice: in
    /// full and in short.
    pub(super) fn bearers(&self, key: &str) -> &[Bearer] {
        self.bearers.get(key).map_or(&[], Bearers::as_slice)
    }

    /// Every name, with what it may mean.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[Bearer])> {
        self.bearers
            .iter()
            .map(|(name, bearers)| (name.as_str(), bearers.as_slice()))
    }
}

impl Bearers {
    fn add(&mut self, bearer: Bearer) {
        match self {
            Self::One(first) if *first == bearer => {}
            Self::One(first) => {
                *self = Self::Many(vec![bearer.min(*first), bearer.max(*first)]);
            }
            Self::Many(all) => {
                if let Err(at) = all.binary_search(&bearer) {
                    all.insert(at, bearer);
                }
            }
        }
    }

    fn as_slice(&self) -> &[Bearer] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(all) => all,
        }
    }
}
