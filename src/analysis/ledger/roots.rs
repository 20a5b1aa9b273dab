//! Which groups are there from the start.

use super::bookings::{Booking, Entry, Span};
use super::lives::{self, Role, Turn};

/// Groups that come out of no others, that are certainly mentioned before they do, or that come
/// only out of themselves. Among several groups that come out of one another, it is the group asked
/// for, or else the first that is mentioned.
pub(super) fn of(bookings: &[Booking<'_>], groups: usize, asked: usize) -> Vec<bool> {
    let turns = lives::turns(bookings, groups);
    let mut search = Search {
        bookings,
        turns: &turns,
        come: vec![false; groups],
        missing: bookings
            .iter()
            .map(|booking| match &booking.entry {
                Entry::Merge { others, .. } => others.len(),
                _ => 0,
            })
            .collect(),
    };
    let there = |turns: &Vec<Turn>| is_there(turns, bookings);
    let mut roots: Vec<bool> = turns.iter().map(there).collect();
    for group in (0..groups).filter(|group| roots.get(*group) == Some(&true)) {
        search.reach(vec![group]);
    }
    for booking in bookings {
        match &booking.entry {
            Entry::Split {
                group: None, parts, ..
            } => search.reach(parts.keys().copied().collect()),
            Entry::Merge { group, others, .. } if others.is_empty() => search.reach(vec![*group]),
            _ => {}
        }
    }
    let named = bookings.iter().flat_map(|booking| booking.entry.groups());
    for group in std::iter::once(asked).chain(named) {
        if search.come.get(group) == Some(&false) {
            roots
                .get_mut(group)
                .into_iter()
                .for_each(|root| *root = true);
            search.reach(vec![group]);
        }
    }
    roots
}

/// Whether a group comes out of no others; or certainly divided or went on before it did; or was
/// certainly counted before, and may have gone into another since.
fn is_there(turns: &[Turn], bookings: &[Booking<'_>]) -> bool {
    let span = |at: usize| bookings.get(at).map_or(Span::END, |booking| booking.span);
    let births = turns
        .iter()
        .filter(|(_, role)| matches!(role, Role::Opens | Role::Takes));
    let Some((first, role)) = births.map(|&(at, role)| (span(at), role)).min() else {
        return true;
    };
    let may_end = |turn: &Turn| {
        matches!(turn.1, Role::Ends | Role::GoesOn) && span(turn.0).first <= first.last
    };
    let may_end = role == Role::Takes || turns.iter().any(may_end);
    turns.iter().any(|&(at, role)| match role {
        Role::Opens | Role::Takes => false,
        Role::Tells => may_end && span(at).is_before(first),
        _ => span(at).is_before(first),
    })
}

/// Follows groups into the groups that come out of them.
struct Search<'b, 'd> {
    bookings: &'b [Booking<'d>],
    turns: &'b [Vec<Turn>],
    come: Vec<bool>,
    /// How many members of each merge have not been reached yet.
    missing: Vec<usize>,
}

impl Search<'_, '_> {
    fn reach(&mut self, mut open: Vec<usize>) {
        while let Some(group) = open.pop() {
            let Some(come) = self.come.get_mut(group).filter(|come| !**come) else {
                continue;
            };
            *come = true;
            for &(at, role) in self.turns.get(group).into_iter().flatten() {
                if matches!(role, Role::Opens | Role::Takes | Role::Tells) {
                    continue;
                }
                match self.bookings.get(at).map(|booking| &booking.entry) {
                    Some(Entry::Split { parts, .. }) => open.extend(parts.keys()),
                    Some(Entry::Merge { group, .. }) if role == Role::Ends => {
                        if let Some(missing) = self.missing.get_mut(at) {
                            *missing -= 1;
                            open.extend((*missing == 0).then_some(*group));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}
