//! Groups that begin and end in splits and merges.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::analysis::Fix;
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed, Subject};
use crate::check::view::{View, before, doubtful, span, subject};
use crate::record::{Event, EventKind, Part};

/// Returns the splits that do not list the group itself as a part although it continues.
pub(super) fn visit<'v>(
    view: &'v View<'_>,
    found: &mut Found<'_>,
) -> ControlFlow<(), HashSet<&'v str>> {
    let ends = Ends::of_each(view);
    let forgotten = ended(view, &ends, found)?;
    split(view, &ends, found)?;
    ControlFlow::Continue(forgotten)
}

/// The events in which a group begins and ends.
#[derive(Default)]
struct Ends<'d> {
    /// The first and the last day of each opening, sorted by first day, with the latest last day of
    /// all openings so far.
    openings: Vec<(NaiveDate, NaiveDate)>,
    /// Sorted by last day.
    endings: Vec<&'d Event>,
}

impl<'d> Ends<'d> {
    fn of_each(view: &View<'d>) -> Vec<Self> {
        let mut ends: Vec<Self> = view
            .dossier
            .groups()
            .iter()
            .map(|_| Self::default())
            .collect();
        for event in view.events_of([EventKind::Split, EventKind::Merge]) {
            let (Some(whole), Some(on)) = (event.group(), event.on()) else {
                continue;
            };
            if !event.has_occurred() {
                continue;
            }
            let parts = || event.parts().iter().map(Part::group);
            let (opened, ended): (Vec<_>, Vec<_>) = match event.kind() {
                EventKind::Split => {
                    let goes_on = parts().any(|part| part == whole);
                    let opened = parts().filter(|part| *part != whole).collect();
                    (opened, (!goes_on).then_some(whole).into_iter().collect())
                }
                EventKind::Merge => {
                    let taken_in = event.groups().iter().filter(|member| *member != whole);
                    (vec![whole], taken_in.collect())
                }
                _ => continue,
            };
            for (groups, opens) in [(opened, true), (ended, false)] {
                for group in groups {
                    let index = view.group_index(group);
                    let Some(ends) = index.and_then(|index| ends.get_mut(index)) else {
                        continue;
                    };
                    if opens {
                        ends.openings.push(span(on));
                    } else {
                        ends.endings.push(event);
                    }
                }
            }
        }
        for Self { openings, endings } in &mut ends {
            openings.sort_unstable();
            let mut latest = NaiveDate::MIN;
            for (_, last) in openings {
                latest = latest.max(*last);
                *last = latest;
            }
            endings.sort_by_key(|event| (event.on().map(|on| span(on).1), event.id()));
        }
        ends
    }

    /// The last ending that is certainly before a fix, unless the group may have begun again since.
    fn before(&self, fix: &Fix<'_>) -> Option<&'d Event> {
        let (first, last) = span(fix.on());
        let past = self
            .endings
            .partition_point(|event| event.on().is_some_and(|on| span(on).1 < first));
        let ending = *self.endings.get(past.checked_sub(1)?)?;
        let (since, _) = span(ending.on()?);
        let opened = self.openings.partition_point(|(opens, _)| *opens <= last);
        let opened = opened
            .checked_sub(1)
            .and_then(|index| self.openings.get(index));
        (opened.is_none_or(|(_, latest)| *latest < since)).then_some(ending)
    }
}

/// A group that is still reported after it became part of another or divided into others.
fn ended<'v>(
    view: &'v View<'_>,
    ends: &[Ends<'v>],
    found: &mut Found<'_>,
) -> ControlFlow<(), HashSet<&'v str>> {
    let mut forgotten = HashSet::new();
    for (line, ends) in view.lines.iter().zip(ends) {
        if ends.endings.is_empty() {
            continue;
        }
        let own = line.rest().iter().filter(|fix| !fix.is_inherited());
        let mut after = own.filter_map(|fix| Some((fix, ends.before(fix)?)));
        let Some((fix, ending)) = after.next() else {
            continue;
        };
        let Some(on) = ending.on() else { continue };
        let group = line.group().id().clone();
        let details = match ending.kind() {
            EventKind::Split => {
                forgotten.insert(ending.id().as_str());
                Details::MovesAfterSplit {
                    group,
                    split: ending.id().clone(),
                    on: on.clone(),
                }
            }
            _ => Details::MovesAfterMerge {
                group,
                merge: ending.id().clone(),
                on: on.clone(),
            },
        };
        found.judged(subject(fix), "group", details, doubtful(on, fix.on()))?;
    }
    ControlFlow::Continue(forgotten)
}

/// Parts that were seen before the whole split, and parts that do not state what they split from.
fn split(view: &View<'_>, ends: &[Ends<'_>], found: &mut Found<'_>) -> Proceed {
    let mut splits: HashMap<usize, Vec<&Event>> = HashMap::new();
    let occurred = view.events_of([EventKind::Split]);
    for event in occurred.filter(|event| event.has_occurred()) {
        for part in event
            .parts()
            .iter()
            .filter(|part| Some(part.group()) != event.group())
        {
            if let Some(index) = view.group_index(part.group()) {
                splits.entry(index).or_default().push(event);
            }
        }
    }
    for (index, mut splits) in splits {
        splits.sort_by_key(|event| (event.on().map(span), event.id()));
        let (Some(line), Some(split)) = (view.lines.get(index), splits.first()) else {
            continue;
        };
        let (Some(on), Some(whole)) = (split.on(), split.group()) else {
            continue;
        };
        // A group that was taken in before and comes out again existed before the split.
        let taken_in = |event: &Event| {
            let merged = event.on().filter(|_| event.kind() == EventKind::Merge);
            merged.is_some_and(|merged| !before(on, merged))
        };
        let mut endings = ends.get(index).into_iter().flat_map(|ends| &ends.endings);
        if endings.any(|event| taken_in(event)) {
            continue;
        }
        if line.group().split_from().is_none() {
            let details = Details::PartWithoutOrigin {
                whole: whole.clone(),
                split: split.id().clone(),
            };
            found.report(Subject::group(line.group()), "split_from", details)?;
            continue;
        }
        let own = line.rest().iter().find(|fix| !fix.is_inherited());
        if let Some(fix) = own.filter(|fix| before(fix.on(), on)) {
            let details = Details::PartBeforeSplit {
                group: line.group().id().clone(),
                split: split.id().clone(),
                on: on.clone(),
            };
            found.judged(subject(fix), "on", details, doubtful(on, fix.on()))?;
        }
    }
    NEXT
}
