//! Which events a ledger books, and in what order.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::account::either;
use super::same_days;
use crate::{Certainty, Dossier, Estimate, Event, EventKind, Figure, Id, Part, PlaceCode, When};

/// One entry of a ledger.
#[derive(Debug, Clone)]
pub(super) struct Booking<'d> {
    pub(super) event: &'d Event,
    pub(super) on: &'d When,
    pub(super) entry: Entry<'d>,
}

#[derive(Debug, Clone)]
pub(super) enum Entry<'d> {
    /// The group counts so many. A group that comes out of a split is opened by that.
    Count {
        group: &'d Id,
        people: Estimate,
        opens: bool,
    },
    Split {
        group: &'d Id,
        whole: Option<Estimate>,
        parts: Vec<(&'d Id, Option<Estimate>)>,
    },
    Merge {
        group: &'d Id,
        members: &'d [Id],
        whole: Option<Estimate>,
    },
    Joining {
        group: &'d Id,
        people: Estimate,
    },
    Return {
        group: &'d Id,
        people: Estimate,
    },
    Dispersal {
        group: &'d Id,
        people: Estimate,
    },
}

impl<'d> Entry<'d> {
    /// A part that is named twice has the bounds of both figures.
    fn of_split(split: &'d Event, group: &'d Id) -> Self {
        let mut parts: Vec<(&Id, Option<Estimate>)> = Vec::new();
        let mut known: HashMap<&Id, usize> = HashMap::new();
        for part in split.parts() {
            let figure = people(part.headcount());
            let at = *known.entry(part.group()).or_insert(parts.len());
            match parts.get_mut(at) {
                Some((_, told)) => {
                    *told = match (*told, figure) {
                        (Some(one), Some(other)) => Some(either(other, one)),
                        (one, other) => one.or(other),
                    }
                }
                None => parts.push((part.group(), figure)),
            }
        }
        Self::Split {
            group,
            whole: people(split.headcount()),
            parts,
        }
    }
}

impl Booking<'_> {
    /// Whether it has happened by the end of that day.
    pub(super) fn happened_by(&self, day: NaiveDate) -> Certainty {
        if self.on.latest().is_some_and(|latest| latest <= day) {
            Certainty::Certain
        } else if self.on.earliest().is_none_or(|earliest| earliest <= day) {
            Certainty::Possible
        } else {
            Certainty::Impossible
        }
    }

    /// The first and the last day on which it may have happened.
    pub(super) fn span(&self) -> (NaiveDate, NaiveDate) {
        (
            self.on.earliest().unwrap_or(NaiveDate::MIN),
            self.on.latest().unwrap_or(NaiveDate::MAX),
        )
    }
}

impl<'d> Booking<'d> {
    /// The groups that it is about.
    pub(super) fn groups(&self) -> Vec<&'d Id> {
        match &self.entry {
            Entry::Count { group, .. }
            | Entry::Joining { group, .. }
            | Entry::Return { group, .. }
            | Entry::Dispersal { group, .. } => vec![group],
            Entry::Split { group, parts, .. } => {
                let parts = parts.iter().map(|(part, _)| *part);
                parts.chain([*group]).collect()
            }
            Entry::Merge { group, members, .. } => members.iter().chain([*group]).collect(),
        }
    }
}

/// The bookings of everyone who comes from the root, or joins those who do, in order.
pub(super) fn of<'d>(dossier: &'d Dossier, root: &'d Id) -> Vec<Booking<'d>> {
    let occurred = || dossier.events().iter().filter(|event| event.has_occurred());
    let lineage = Lineage::of(occurred(), root);
    let mut book = Book {
        lineage,
        bookings: Vec::new(),
        departures: HashMap::new(),
    };
    for event in occurred() {
        if let Some(on) = event.on() {
            book.enter(event, on);
        }
    }
    let mut bookings = book.bookings;
    same_days::sort(&mut bookings);
    bookings
}

/// The bookings as they are found.
struct Book<'d> {
    lineage: Lineage<'d>,
    bookings: Vec<Booking<'d>>,
    departures: HashMap<(&'d Id, PlaceCode), usize>,
}

impl<'d> Book<'d> {
    fn enter(&mut self, event: &'d Event, on: &'d When) {
        let Some(group) = event.group() else { return };
        let people = || people(event.headcount()).unwrap_or(Estimate::at_least(0));
        let entry = match event.kind() {
            EventKind::Departure => return self.enter_departure(event, on, group),
            EventKind::Split if !self.lineage.groups.contains(group) => {
                return self.enter_parts(event, on);
            }
            EventKind::Split => Entry::of_split(event, group),
            EventKind::Merge => Entry::Merge {
                group,
                members: event.groups(),
                whole: event.headcount().map(Figure::estimate),
            },
            EventKind::Joining => Entry::Joining {
                group,
                people: people(),
            },
            EventKind::Return => Entry::Return {
                group,
                people: people(),
            },
            EventKind::Dispersal => Entry::Dispersal {
                group,
                people: people(),
            },
            _ => return,
        };
        self.push(group, Booking { event, on, entry });
    }

    fn push(&mut self, group: &Id, booking: Booking<'d>) {
        if self.lineage.groups.contains(group) {
            self.bookings.push(booking);
        }
    }

    /// Several claims about one departure are one count, with the bounds of all.
    fn enter_departure(&mut self, event: &'d Event, on: &'d When, group: &'d Id) {
        // A group of no part in this ledger has no booking that a second claim could widen.
        if !self.lineage.groups.contains(group) {
            return;
        }
        let Some(people) = people(event.headcount()) else {
            return;
        };
        let Some(place) = event.place() else { return };
        let at = self.bookings.len();
        let key = (group, place);
        let first = self.departures.get(&key);
        if let Some(first) = first.and_then(|&first| self.bookings.get_mut(first))
            && first.on.may_coincide(on)
            && let Entry::Count { people: stated, .. } = &mut first.entry
        {
            *stated = either(people, *stated);
            return;
        }
        let opens = !self.lineage.parts.contains(group);
        let entry = Entry::Count {
            group,
            people,
            opens,
        };
        self.departures.insert(key, at);
        self.push(group, Booking { event, on, entry });
    }

    /// A split of a group that is not followed opens the parts that are.
    fn enter_parts(&mut self, event: &'d Event, on: &'d When) {
        for part in event.parts() {
            if let Some(people) = people(part.headcount()) {
                let entry = Entry::Count {
                    group: part.group(),
                    people,
                    opens: true,
                };
                self.push(part.group(), Booking { event, on, entry });
            }
        }
    }
}

fn people(figure: Option<&Figure>) -> Option<Estimate> {
    figure.map(Figure::estimate)
}

/// The groups whose people a ledger follows.
struct Lineage<'d> {
    groups: HashSet<&'d Id>,
    /// Those that come out of a split.
    parts: HashSet<&'d Id>,
}

/// What a lineage still has to follow.
#[derive(Clone, Copy)]
enum Open<'d> {
    Group(&'d Id),
    /// The members of a merge: however many lead to it, each is reached by it once.
    Members(usize),
}

impl<'d> Lineage<'d> {
    fn of(events: impl Iterator<Item = &'d Event>, root: &'d Id) -> Self {
        // Each with the members that are not yet reached by it.
        let mut merges: Vec<(&Id, std::slice::Iter<'_, Id>)> = Vec::new();
        let mut merges_of: HashMap<&Id, Vec<usize>> = HashMap::new();
        let mut parts_of: HashMap<&Id, Vec<&Id>> = HashMap::new();
        for event in events {
            match event.kind() {
                EventKind::Split => {
                    let parts = event.parts().iter().map(Part::group);
                    let Some(group) = event.group() else { continue };
                    parts_of.entry(group).or_default().extend(parts);
                }
                EventKind::Merge => {
                    let Some(group) = event.group() else { continue };
                    for id in event.groups().iter().chain([group]) {
                        merges_of.entry(id).or_default().push(merges.len());
                    }
                    merges.push((group, event.groups().iter()));
                }
                _ => {}
            }
        }
        let mut parts = HashSet::new();
        let mut groups = HashSet::new();
        let mut open = vec![Open::Group(root)];
        while let Some(next) = open.pop() {
            let group = match next {
                Open::Group(group) => group,
                Open::Members(merge) => {
                    let members = merges.get_mut(merge).map(|(_, members)| members);
                    let Some(member) = members.and_then(DoubleEndedIterator::next_back) else {
                        continue;
                    };
                    open.push(next);
                    member
                }
            };
            if !groups.insert(group) {
                continue;
            }
            for &part in parts_of.get(group).into_iter().flatten() {
                if part != group && part != root {
                    parts.insert(part);
                }
                open.push(Open::Group(part));
            }
            for &merge in merges_of.get(group).into_iter().flatten() {
                if let Some(&(whole, _)) = merges.get(merge) {
                    open.push(Open::Group(whole));
                    open.push(Open::Members(merge));
                }
            }
        }
        Self { groups, parts }
    }
}
