//! Events in which people come or leave, repeated by a source that quotes the first.

use foldhash::{HashMap, HashMapExt};

use super::claims::Origins;
use crate::id::Id;
use crate::measure::Estimate;
use crate::place::PlaceCode;
use crate::record::{Dossier, Event, EventKind, Figure};
use crate::time::When;

/// What two events must have in common to be one: the kind, the group, the places and the day.
type Alike<'d> = (EventKind, &'d Id, [Option<PlaceCode>; 2], &'d When);

/// The events that repeat how many people came or left, each with the event that it repeats. All
/// sources of a repeating event quote others and trace back to those of the repeated event, and the
/// figures have a common part. If an agency reports two such events on one day itself, neither
/// repeats the other.
pub(crate) fn retold<'d>(
    dossier: &'d Dossier,
    events: impl IntoIterator<Item = &'d Event>,
) -> HashMap<&'d Id, &'d Event> {
    let mut alike: HashMap<Alike<'d>, Vec<&'d Event>> = HashMap::new();
    for event in events {
        let moves = matches!(
            event.kind(),
            EventKind::Joining
                | EventKind::Return
                | EventKind::Dispersal
                | EventKind::Interception
                | EventKind::Casualty
        );
        if let (Some(group), Some(on), true) = (event.group(), event.on(), moves)
            && event.has_occurred()
        {
            let places = [event.place(), event.returned_to()];
            let told = (event.kind(), group, places, on);
            alike.entry(told).or_default().push(event);
        }
    }
    let (mut retold, mut origins) = (HashMap::new(), Origins::default());
    for mut events in alike.into_values().filter(|events| events.len() > 1) {
        let mut traced = |event: &'d Event| {
            let sources = event.sources().iter().filter_map(|id| dossier.source(id));
            let traced = sources.map(|source| {
                let origin = origins.origin(dossier, source);
                (origin.hands, origin.source.id())
            });
            traced.collect::<Vec<_>>()
        };
        events.sort_by_cached_key(|event| {
            let hands = traced(event).iter().map(|(hands, _)| *hands).min();
            (hands.unwrap_or(0), event.id())
        });
        let mut first_of: HashMap<&Id, Vec<&'d Event>> = HashMap::new();
        for event in events {
            let sources = traced(event);
            let repeats = |first: &&&'d Event| agree(people(first), people(event));
            let mut quoted = sources.iter().filter(|(hands, _)| *hands > 1);
            let first = quoted.find_map(|(_, origin)| first_of.get(origin)?.iter().find(repeats));
            let all_quote = sources.iter().all(|(hands, _)| *hands > 1);
            match first.filter(|_| all_quote) {
                Some(first) => {
                    retold.insert(event.id(), *first);
                }
                None => {
                    for (_, origin) in sources {
                        first_of.entry(origin).or_default().push(event);
                    }
                }
            }
        }
    }
    retold
}

/// The people who leave by an event, or join.
fn people(event: &Event) -> Option<Estimate> {
    let leavers = event.leavers();
    leavers.or_else(|| event.headcount().map(Figure::estimate))
}

/// Whether two figures may be the same. An absent figure does not differ from any other.
fn agree(one: Option<Estimate>, other: Option<Estimate>) -> bool {
    one.zip(other)
        .is_none_or(|(one, other)| one.bounds().intersection(other.bounds()).is_some())
}
