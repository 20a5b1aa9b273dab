//! In what order bookings of the very same days go.

use std::collections::{HashMap, HashSet};

use super::booking::{Booking, Entry};
use crate::Id;

/// Sorts bookings by their days, and those of the very same days so that those of a group come
/// after those of the groups whose people go into it within these days. But a group that has been
/// there is counted before anybody comes to it, as on any day.
///
/// Where people go round in a circle within these days, as when a group divides and unites again,
/// its divisions come before whatever leads back into it, and all of it before what it leads to.
/// Nothing hangs on the group from which the ledger starts, nor on what happens on other days.
pub(super) fn sort(bookings: &mut [Booking<'_>]) {
    bookings.sort_by_key(Booking::span);
    let mut present = HashSet::new();
    for same_days in bookings.chunk_by_mut(|one, other| one.span() == other.span()) {
        if same_days.len() > 1 {
            let depths = Depths::of(same_days);
            same_days.sort_by_cached_key(|booking| depths.key(booking, &present));
        }
        for booking in same_days {
            pass(booking, &mut present);
        }
    }
}

/// The groups that are surely there after a booking, if those were that are given.
fn pass<'d>(booking: &Booking<'d>, present: &mut HashSet<&'d Id>) {
    let (first, last) = booking.span();
    let mut come = Vec::new();
    match &booking.entry {
        Entry::Count { group, opens, .. } if *opens => come.push(*group),
        Entry::Split { group, parts, .. } => {
            present.remove(group);
            come.extend(parts.iter().map(|(part, _)| *part));
        }
        Entry::Merge { group, members, .. } => {
            for member in *members {
                present.remove(member);
            }
            come.push(group);
        }
        _ => {}
    }
    if first == last {
        present.extend(come);
    }
}

/// How deep in its days a group is: how many circles lead to its own, and how many groups in that.
type Depth = (usize, usize);

struct Depths<'d>(HashMap<&'d Id, Depth>);

impl<'d> Depths<'d> {
    fn of(bookings: &[Booking<'d>]) -> Self {
        let mut ways = Vec::new();
        for booking in bookings {
            match &booking.entry {
                Entry::Split { group, parts, .. } => {
                    ways.extend(parts.iter().map(|(part, _)| Way::new(group, part, false)));
                }
                Entry::Merge { group, members, .. } => {
                    ways.extend(members.iter().map(|member| Way::new(member, group, true)));
                }
                _ => {}
            }
        }
        ways.retain(|way| way.from != way.to);
        let circles = circles(&ways);
        let circle = |group: &Id| circles.get(group).map(|standing| standing.circle);
        ways.retain(|way| circle(way.from) == circle(way.to));
        let divided = ways.iter().filter(|way| !way.unites).map(|way| way.from);
        let divided: HashSet<&Id> = divided.collect();
        ways.retain(|way| !way.unites || !divided.contains(way.to));
        let within = self::circles(&ways);
        let depths = circles.into_iter().map(|(group, standing)| {
            let within = within.get(group).map_or(0, |standing| standing.depth);
            (group, (standing.depth, within))
        });
        Self(depths.collect())
    }

    fn depth(&self, group: &Id) -> Depth {
        self.0.get(group).copied().unwrap_or_default()
    }

    /// Of one group: first who unites to it, then who is there, then whom it takes in besides, then
    /// who comes and goes, then how it divides, and unites.
    fn key(&self, booking: &Booking<'d>, present: &HashSet<&'d Id>) -> (Depth, u8, Depth) {
        let (group, rank) = match &booking.entry {
            Entry::Merge { group, members, .. } => {
                let depth = self.depth(group);
                let others = members.iter().filter(|member| member != group);
                let others = others.map(|member| self.depth(member)).max();
                let deepest = others.unwrap_or_default();
                return if others.is_some_and(|others| others >= depth) {
                    (deepest, 7, deepest)
                } else if members.contains(group) {
                    (depth, 2, deepest)
                } else {
                    (depth, 0, deepest)
                };
            }
            Entry::Count { group, .. } if present.contains(group) => {
                return (Depth::default(), 1, Depth::default());
            }
            Entry::Count { group, .. } => (group, 1),
            Entry::Joining { group, .. } => (group, 3),
            Entry::Return { group, .. } => (group, 4),
            Entry::Dispersal { group, .. } => (group, 5),
            Entry::Split { group, .. } => (group, 6),
        };
        (self.depth(group), rank, Depth::default())
    }
}

/// That people of a group go into another.
struct Way<'d> {
    from: &'d Id,
    to: &'d Id,
    /// By a merge, not by a split.
    unites: bool,
}

impl<'d> Way<'d> {
    fn new(from: &'d Id, to: &'d Id, unites: bool) -> Self {
        Self { from, to, unites }
    }
}

/// Where a group stands among others.
struct Standing {
    /// The number of its circle; a group in none is one of its own.
    circle: usize,
    /// How many circles lead to that, at the most.
    depth: usize,
}

/// The strongly connected components of the ways, after Kosaraju and Sharir ("A strong-connectivity
/// algorithm and its applications in data flow analysis", 1981), which finds each after all that
/// lead to it.
fn circles<'d>(ways: &[Way<'d>]) -> HashMap<&'d Id, Standing> {
    let mut heirs: HashMap<&Id, Vec<&'d Id>> = HashMap::new();
    let mut origins: HashMap<&Id, Vec<&'d Id>> = HashMap::new();
    for way in ways {
        heirs.entry(way.from).or_default().push(way.to);
        origins.entry(way.to).or_default().push(way.from);
    }
    let heirs = |group: &Id| heirs.get(group).into_iter().flatten().copied();
    let origins = |group: &Id| origins.get(group).into_iter().flatten().copied();

    let mut left = Vec::new();
    let mut seen = HashSet::new();
    let mut path = Vec::new();
    for way in ways {
        if seen.insert(way.from) {
            path.push((way.from, heirs(way.from)));
        }
        while let Some((group, rest)) = path.last_mut() {
            let group = *group;
            match rest.next() {
                Some(heir) if seen.insert(heir) => path.push((heir, heirs(heir))),
                Some(_) => {}
                None => {
                    left.push(group);
                    path.pop();
                }
            }
        }
    }

    let mut standings: HashMap<&Id, Standing> = HashMap::new();
    for (circle, &first) in left.iter().rev().enumerate() {
        if standings.contains_key(first) {
            continue;
        }
        let (mut groups, mut open) = (HashSet::from([first]), vec![first]);
        let mut depth = 0;
        while let Some(group) = open.pop() {
            for origin in origins(group) {
                match standings.get(origin) {
                    Some(standing) => depth = standing.depth.saturating_add(1).max(depth),
                    None if groups.insert(origin) => open.push(origin),
                    None => {}
                }
            }
        }
        standings.extend(
            groups
                .into_iter()
                .map(|group| (group, Standing { circle, depth })),
        );
    }
    standings
}
