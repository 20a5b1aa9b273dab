//! Closures and reopenings of ports of entry and borders, for the network of a dossier and for the
//! check.

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt};

use super::span::span;
use crate::place::{CountryCode, Place};
use crate::record::{Dossier, Event, MeasureKind};
use crate::route::Barrier;
use crate::time::When;

/// The places and the border that a measure applies to. The countries of a border are in a fixed
/// order.
pub(crate) fn barriers(measure: &Event) -> impl Iterator<Item = Barrier> {
    let places = measure.places().iter().map(|&place| Barrier::Place(place));
    let border = measure
        .border()
        .map(|(one, other)| Barrier::Border(one.min(other), one.max(other)));
    places.chain(border)
}

/// The key by which a closure and a reopening match: the same place or border, or a place and a
/// border of the country that the place is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Same(Barrier),
    PlaceIn(CountryCode),
    BorderOf(CountryCode),
}

/// The closures and reopenings among some measures of a dossier.
#[derive(Debug)]
pub(crate) struct Ports<'d> {
    dossier: &'d Dossier,
    /// The first day on which each may have been closed.
    closed: HashMap<Key, NaiveDate>,
    /// Sorted by their last possible day.
    reopened: HashMap<Key, Vec<Reopened>>,
}

/// When something is open again, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reopened {
    /// It is certainly not open before this day. In a list, the earliest of this reopening and all
    /// later ones.
    pub(crate) first: NaiveDate,
    /// It is certainly open from this day on; the end of the calendar means that this is not known.
    pub(crate) last: NaiveDate,
}

impl<'d> Ports<'d> {
    pub(crate) fn of<'m>(
        dossier: &'d Dossier,
        measures: impl IntoIterator<Item = &'m Event>,
    ) -> Self {
        let mut ports = Self {
            dossier,
            closed: HashMap::new(),
            reopened: HashMap::new(),
        };
        for measure in measures {
            let Some(starts) = measure.starts() else {
                continue;
            };
            let (first, last) = span(starts);
            for key in barriers(measure).flat_map(|barrier| names(dossier, barrier)) {
                if measure.measure_kind() == Some(&MeasureKind::PORT_CLOSURE) {
                    let closed = ports.closed.entry(key).or_insert(first);
                    *closed = first.min(*closed);
                } else if measure.measure_kind() == Some(&MeasureKind::PORT_REOPENING) {
                    let reopened = ports.reopened.entry(key).or_default();
                    reopened.push(Reopened { first, last });
                }
            }
        }
        for reopened in ports.reopened.values_mut() {
            reopened.sort_unstable_by_key(|reopened| reopened.last);
            let mut earliest = NaiveDate::MAX;
            for reopened in reopened.iter_mut().rev() {
                earliest = earliest.min(reopened.first);
                reopened.first = earliest;
            }
        }
        ports
    }

    /// When something that is closed from `closed` on is open again.
    ///
    /// A reopening of the same place or border that is not certainly before then ends the closure.
    /// A reopening of a border of the place's country, or of a place in one of a border's
    /// countries, may end it.
    pub(crate) fn reopened(&self, barrier: Barrier, closed: &When) -> Option<Reopened> {
        let (since, _) = span(closed);
        let next = |key: Key| {
            let all = self.reopened.get(&key)?;
            all.get(all.partition_point(|reopened| reopened.last < since))
        };
        let wider = wider(self.dossier, barrier).filter_map(|key| {
            let first = next(key)?.first;
            let last = NaiveDate::MAX;
            Some(Reopened { first, last })
        });
        let all = next(Key::Same(barrier)).copied().into_iter().chain(wider);
        all.reduce(|one, other| Reopened {
            first: one.first.min(other.first),
            last: one.last.min(other.last),
        })
    }

    /// Whether it, or a border or place that matches it, may have been closed by then.
    pub(crate) fn was_closed(&self, barrier: Barrier, by: &When) -> bool {
        let (_, last) = span(by);
        let mut keys = std::iter::once(Key::Same(barrier)).chain(wider(self.dossier, barrier));
        keys.any(|key| self.closed.get(&key).is_some_and(|first| *first <= last))
    }
}

/// The countries of a border.
fn countries(barrier: Barrier) -> impl Iterator<Item = CountryCode> + use<> {
    let border = match barrier {
        Barrier::Border(one, other) => Some([one, other]),
        _ => None,
    };
    border.into_iter().flatten()
}

/// The country of a place.
fn country(dossier: &Dossier, barrier: Barrier) -> Option<CountryCode> {
    let Barrier::Place(code) = barrier else {
        return None;
    };
    dossier.place(code.as_str()).map(Place::country)
}

/// Every key under which it is listed.
fn names(dossier: &Dossier, barrier: Barrier) -> impl Iterator<Item = Key> + use<> {
    let place = country(dossier, barrier).map(Key::PlaceIn);
    let borders = countries(barrier).map(Key::BorderOf);
    std::iter::once(Key::Same(barrier))
        .chain(place)
        .chain(borders)
}

/// The keys of the borders of a place's country, or of the places in a border's countries.
fn wider(dossier: &Dossier, barrier: Barrier) -> impl Iterator<Item = Key> + use<> {
    let borders = country(dossier, barrier).map(Key::BorderOf);
    let places = countries(barrier).map(Key::PlaceIn);
    borders.into_iter().chain(places)
}
