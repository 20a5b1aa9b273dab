//! Which events a ledger books, when, and what each of them does.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::value::People;
use crate::analysis::retold::retold;
use crate::id::Id;
use crate::place::PlaceCode;
use crate::record::{Dossier, Event, EventKind, Figure, MigrantGroup, Part};
use crate::time::When;

/// The first and the last day on which something may have happened, as days of the common era.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) first: i32,
    pub(super) last: i32,
}

impl Span {
    /// Before anything that has a day.
    pub(super) const START: Self = Self::on(i32::MIN);
    /// After anything that has a day.
    pub(super) const END: Self = Self::on(i32::MAX);
    /// The day by whose end everything has happened.
    pub(super) const LAST: i32 = i32::MAX - 1;
    /// Until everything has happened.
    pub(super) const ALWAYS: Self = Self::day(i32::MAX);

    /// Until the end of that day: between it and the next.
    pub(super) const fn day(day: i32) -> Self {
        let (first, last) = (day.saturating_add(1), day);
        Self { first, last }
    }

    pub(super) fn is_day(self) -> bool {
        self.last < self.first
    }

    const fn on(day: i32) -> Self {
        let (first, last) = (day, day);
        Self { first, last }
    }

    pub(super) fn hull(self, other: Self) -> Self {
        let (first, last) = (self.first.min(other.first), self.last.max(other.last));
        Self { first, last }
    }

    pub(super) fn is_before(self, other: Self) -> bool {
        self.last < other.first
    }

    fn of(on: &When) -> Self {
        let day = |day: NaiveDate| day.num_days_from_ce();
        Self {
            first: on.earliest().map_or(i32::MIN + 1, day),
            last: on.latest().map_or(Self::LAST, day),
        }
    }
}

/// One entry of a ledger.
#[derive(Debug, Clone)]
pub(super) struct Booking<'d> {
    pub(super) event: &'d Event,
    /// As reported, until the lives of the groups narrow it.
    pub(super) span: Span,
    pub(super) entry: Entry,
}

/// What an event does to groups. Groups are given by their numbers.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    Count(usize, People),
    Change(usize, Change, People),
    Split {
        /// `None` if the group is not in the ledger.
        group: Option<usize>,
        whole: Option<People>,
        parts: BTreeMap<usize, Option<People>>,
    },
    Merge {
        group: usize,
        /// Whether the group is among those that merge.
        itself: bool,
        others: BTreeSet<usize>,
        whole: Option<People>,
    },
}

impl Entry {
    /// The groups that it names. Groups that others come out of are first.
    pub(super) fn groups(&self) -> Vec<usize> {
        match self {
            Self::Count(group, _) | Self::Change(group, ..) => vec![*group],
            Self::Split { group, parts, .. } => group.iter().chain(parts.keys()).copied().collect(),
            Self::Merge { group, others, .. } => others.iter().chain([group]).copied().collect(),
        }
    }
}

/// How people come to a group, or leave it without joining another. Changes of one day are in this
/// order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    Joining,
    Return,
    Dispersal,
    Interception,
    Casualty,
}

impl Booking<'_> {
    /// What a split or a merge counts for the whole.
    fn whole(&self) -> Option<People> {
        match self.entry {
            Entry::Split { whole, .. } | Entry::Merge { whole, .. } => whole,
            _ => None,
        }
    }

    /// The rank among the bookings of the same days.
    fn rank(&self) -> (u8, Option<Change>) {
        match &self.entry {
            Entry::Count(..) => (0, None),
            Entry::Merge { .. } => (1, None),
            Entry::Change(_, flow, _) => (2, Some(*flow)),
            Entry::Split { .. } => (3, None),
        }
    }
}

/// The bookings of everyone who comes from the root, or joins those who do, by their earliest days,
/// with the groups whose indices they use.
pub(super) fn of<'d>(dossier: &'d Dossier, root: &'d Id) -> (Vec<&'d Id>, Vec<Booking<'d>>) {
    let (groups, events) = concerning(dossier, root);
    let bookings = booked(dossier, &groups, &events);
    (groups.into_iter().collect(), bookings)
}

/// The bookings of all groups, with the groups.
pub(super) fn of_all(dossier: &Dossier) -> (Vec<&Id>, Vec<Booking<'_>>) {
    let groups: BTreeSet<_> = dossier.groups().iter().map(MigrantGroup::id).collect();
    let occurred = dossier.events().iter().filter(|event| event.has_occurred());
    let events: Vec<_> = occurred.collect();
    let bookings = booked(dossier, &groups, &events);
    (groups.into_iter().collect(), bookings)
}

fn booked<'d>(
    dossier: &'d Dossier,
    groups: &BTreeSet<&'d Id>,
    events: &[&'d Event],
) -> Vec<Booking<'d>> {
    let retold = retold(dossier, events.iter().copied());
    let numbered = groups.iter().enumerate();
    let numbers: HashMap<&Id, usize> = numbered.map(|(number, group)| (*group, number)).collect();
    let booked = |event: &'d Event| {
        let (on, entry) = (event.on()?, entry_of(dossier, event, &numbers)?);
        let span = Span::of(on);
        Some((on, Booking { event, span, entry }))
    };
    let events = events.iter().copied();
    let once = events.filter(|event| !retold.contains_key(event.id()));
    let mut bookings: Vec<_> = once.filter_map(booked).collect();
    bookings.sort_by_cached_key(|(_, one)| (one.span, one.rank(), one.event.id()));
    // Several claims about one departure are one count, with the bounds of all.
    let mut departures: HashMap<(usize, PlaceCode), (&When, usize)> = HashMap::new();
    let mut all: Vec<Booking<'d>> = Vec::new();
    for (on, booking) in bookings {
        if let (Entry::Count(group, people), Some(place)) = (&booking.entry, booking.event.place())
        {
            let (since, first) = departures.entry((*group, place)).or_insert((on, all.len()));
            if let Some(first) = all.get_mut(*first).map(|first| &mut first.entry)
                && let Entry::Count(_, known) = first
                && since.may_coincide(on)
            {
                *known = people.or(*known);
                continue;
            }
            (*since, *first) = (on, all.len());
        }
        all.push(booking);
    }
    merged_once(&mut all);
    all
}

/// Drops repeated reports of a merge: the same groups on the same day, if none of them may have
/// come out again in between.
fn merged_once(bookings: &mut Vec<Booking<'_>>) {
    let mut first: HashMap<(Span, usize, bool, &BTreeSet<usize>), usize> = HashMap::new();
    let mut again: Vec<(usize, usize)> = Vec::new();
    for (at, booking) in bookings.iter().enumerate() {
        if let Entry::Merge {
            group,
            itself,
            others,
            ..
        } = &booking.entry
            && booking.span.first == booking.span.last
        {
            let first = *first
                .entry((booking.span, *group, *itself, others))
                .or_insert(at);
            again.extend((first != at).then_some((first, at)));
        }
    }
    if again.is_empty() {
        return;
    }
    let mut opened: HashMap<usize, Vec<Span>> = HashMap::new();
    for booking in bookings.iter() {
        let opens = match &booking.entry {
            Entry::Split { parts, .. } => parts.keys().copied().collect(),
            Entry::Merge { group, .. } => vec![*group],
            _ => continue,
        };
        for group in opens {
            opened.entry(group).or_default().push(booking.span);
        }
    }
    let comes_out = |group: &usize, on: Span| {
        let mut opened = opened.get(group).into_iter().flatten();
        opened.any(|span| !span.is_before(on) && !on.is_before(*span))
    };
    again.retain(|(_, at)| {
        bookings
            .get(*at)
            .is_some_and(|booking| match &booking.entry {
                Entry::Merge { others, .. } => {
                    !others.iter().any(|one| comes_out(one, booking.span))
                }
                _ => false,
            })
    });
    let mut dropped = HashSet::new();
    for (first, at) in again {
        let told = bookings.get(at).and_then(Booking::whole);
        if let Some(Entry::Merge { whole, .. }) =
            bookings.get_mut(first).map(|first| &mut first.entry)
        {
            let both = whole.zip(told).map(|(one, other)| other.or(one));
            *whole = both.or(*whole).or(told);
        }
        dropped.insert(at);
    }
    let mut index = 0;
    bookings.retain(|_| {
        let keep = !dropped.contains(&index);
        index += 1;
        keep
    });
}

/// What an event does to the groups that have numbers.
fn entry_of(dossier: &Dossier, event: &Event, numbers: &HashMap<&Id, usize>) -> Option<Entry> {
    let number = |group: &Id| numbers.get(group).copied();
    let people = |figure: Option<&Figure>| figure.map(|figure| figure.estimate().into());
    let group = number(event.group()?);
    let whole: Option<People> = people(event.headcount());
    let flow = |flow| Some(Entry::Change(group?, flow, whole.unwrap_or(People::ANY)));
    let leaving = |flow| {
        let people = event.leavers().map_or(People::ANY, People::from);
        Some(Entry::Change(group?, flow, people))
    };
    match event.kind() {
        EventKind::Departure => Some(Entry::Count(group?, whole?)),
        EventKind::Joining => flow(Change::Joining),
        EventKind::Return if repeats_an_interception(dossier, event) => None,
        EventKind::Return => leaving(Change::Return),
        EventKind::Dispersal => leaving(Change::Dispersal),
        EventKind::Interception if event.takes_people() => leaving(Change::Interception),
        EventKind::Casualty if event.takes_people() => leaving(Change::Casualty),
        EventKind::Split => {
            let mut parts: BTreeMap<usize, Option<People>> = BTreeMap::new();
            for part in event.parts() {
                let people = people(part.headcount());
                // If the whole is not in the ledger, only counted parts matter.
                let says = group.is_some() || people.is_some();
                if let Some(part) = number(part.group()).filter(|_| says) {
                    let known = parts.entry(part).or_insert(people);
                    let both = known.zip(people).map(|(one, other)| other.or(one));
                    *known = both.or(*known).or(people);
                }
            }
            (!parts.is_empty()).then_some(Entry::Split {
                group,
                whole,
                parts,
            })
        }
        EventKind::Merge => {
            let group = group?;
            let mut others: BTreeSet<usize> = event.groups().iter().filter_map(number).collect();
            let itself = others.remove(&group);
            Some(Entry::Merge {
                group,
                itself,
                others,
                whole,
            })
        }
        _ => None,
    }
}

/// Whether a return is of people who left the same group when they were intercepted.
pub(crate) fn repeats_an_interception(dossier: &Dossier, event: &Event) -> bool {
    let stopped = event.follows().and_then(|id| dossier.event(id));
    stopped.is_some_and(|stopped| {
        stopped.has_occurred() && stopped.takes_people() && stopped.group() == event.group()
    })
}

/// The groups reachable from this one, and the events that concern them: its parts, those that it
/// merges into, and those that merge with it.
fn concerning<'d>(dossier: &'d Dossier, root: &'d Id) -> (BTreeSet<&'d Id>, Vec<&'d Event>) {
    let (mut reached, mut open) = (BTreeSet::from([root]), vec![root]);
    let (mut seen, mut events) = (HashSet::new(), Vec::new());
    while let Some(group) = open.pop() {
        for event in dossier
            .events_of(group.as_str())
            .filter(|event| event.has_occurred())
        {
            let is_new = seen.insert(event.id());
            if is_new {
                events.push(event);
            }
            let of: Vec<&Id> = match event.kind() {
                EventKind::Split if event.group() == Some(group) => {
                    event.parts().iter().map(Part::group).collect()
                }
                EventKind::Merge if is_new => event.groups().iter().chain(event.group()).collect(),
                _ => continue,
            };
            open.extend(of.into_iter().filter(|group| reached.insert(group)));
        }
    }
    (reached, events)
}
