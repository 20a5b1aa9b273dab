//! Which events name which groups.

use std::collections::HashMap;

use crate::id::Id;
use crate::record::{Dossier, Event, EventKind, MigrantGroup};

/// For each of the groups the events that name it, each once, in the order of the dossier.
pub(super) fn events_of<'a>(
    dossier: &'a Dossier,
    groups: &[&'a MigrantGroup],
) -> Vec<Vec<&'a Event>> {
    let by_id: HashMap<&Id, usize> = groups.iter().map(|group| group.id()).zip(0..).collect();
    let mut events: Vec<Vec<&Event>> = vec![Vec::new(); groups.len()];
    for event in dossier.events() {
        each_group(event, |id| {
            if let Some(of_group) = by_id.get(id).and_then(|&index| events.get_mut(index))
                && of_group.last().is_none_or(|last| last.id() != event.id())
            {
                of_group.push(event);
            }
        });
    }
    events
}

/// Passes on every group that the event names, some perhaps twice.
fn each_group<'a>(event: &'a Event, mut pass: impl FnMut(&'a Id)) {
    event.group().into_iter().for_each(&mut pass);
    match event.kind() {
        EventKind::Merge(merge) => merge.groups().iter().for_each(pass),
        EventKind::Split(split) => split.parts().iter().for_each(|part| pass(part.group())),
        _ => {}
    }
}
