//! The origins of sources, cached for many queries.

use foldhash::{HashMap, HashMapExt};

use crate::id::Id;
use crate::record::{Dossier, Source};

/// The origin of each source of a dossier, computed once.
#[derive(Debug, Default)]
pub(crate) struct Origins<'d>(HashMap<&'d Id, Origin<'d>>);

/// The end of a chain of quotations, and the number of sources in the chain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin<'d> {
    pub(crate) source: &'d Source,
    pub(crate) hands: usize,
}

impl<'d> Origins<'d> {
    /// The origin of a source, found by following its quotations. In a circle, it is the source
    /// before the one where the circle was entered.
    pub(crate) fn origin(&mut self, dossier: &'d Dossier, source: &'d Source) -> Origin<'d> {
        let mut way: Vec<&'d Source> = Vec::new();
        let mut on_way: HashMap<&'d Id, usize> = HashMap::new();
        let mut next = Some(source);
        while let Some(source) = next
            && !self.0.contains_key(source.id())
            && !on_way.contains_key(source.id())
        {
            on_way.insert(source.id(), way.len());
            way.push(source);
            next = source.quotes().and_then(|id| dossier.source(id));
        }
        let around = next.and_then(|source| on_way.get(source.id()).copied());
        let circle = around.map(|start| way.split_off(start)).unwrap_or_default();
        let before = circle.iter().cycle().skip(circle.len().saturating_sub(1));
        for (&source, &origin) in circle.iter().zip(before) {
            let hands = circle.len();
            let origin = Origin {
                source: origin,
                hands,
            };
            self.0.insert(source.id(), origin);
        }
        let mut last = next.and_then(|source| self.0.get(source.id()).copied());
        for source in way.into_iter().rev() {
            let origin = Origin {
                source: last.map_or(source, |last| last.source),
                hands: last.map_or(0, |last| last.hands).saturating_add(1),
            };
            self.0.insert(source.id(), origin);
            last = Some(origin);
        }
        let found = self.0.get(source.id()).copied();
        found.unwrap_or(Origin { source, hands: 1 })
    }
}
