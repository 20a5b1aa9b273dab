//! In which orders the bookings may have happened, and the balance that holds after any of them.
//!
//! Bookings that only add or take people come out the same in any order; so do those about
//! different groups. Only where a group may have been counted before or after somebody joined it
//! does the balance fork.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::balance::Balance;
use super::booking::{Booking, Entry};
use super::walk::Walk;
use crate::{Certainty, EventKind, Id};

/// What a booking does to a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Role {
    /// The group comes out of it.
    Begins,
    /// The group goes into it.
    Ends,
    /// The group takes in another, or only now exists.
    TakesIn,
    Gains,
    Loses,
    /// The group is counted.
    Counted,
}

/// Which of two bookings, whose days allow either order, comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Precedence {
    First,
    Second,
    /// It makes no difference, as long as nobody joins or leaves who has nowhere to do so.
    RatherFirst,
    RatherSecond,
    /// It makes a difference.
    Either,
}

fn precedence(first: Role, second: Role) -> Option<Precedence> {
    use Role::{Begins, Counted, Ends, Gains, Loses, TakesIn};
    match (first, second) {
        (Begins, Begins) | (Ends, Ends) => Some(Precedence::Either),
        (Begins, _) | (_, Ends) => Some(Precedence::First),
        (_, Begins) | (Ends, _) => Some(Precedence::Second),
        (Counted, _) | (_, Counted) => Some(Precedence::Either),
        (TakesIn, Gains | Loses) | (Gains, Loses) => Some(Precedence::RatherFirst),
        (Gains | Loses, TakesIn) | (Loses, Gains) => Some(Precedence::RatherSecond),
        (TakesIn, TakesIn) | (Gains, Gains) | (Loses, Loses) => None,
    }
}

fn roles<'b>(booking: &'b Booking<'_>) -> Vec<(&'b Id, Role)> {
    match &booking.entry {
        // The part of a group that is not followed.
        Entry::Count { group, .. } if matches!(booking.event.kind(), EventKind::Split) => {
            vec![(*group, Role::Begins)]
        }
        Entry::Count { group, .. } => vec![(*group, Role::Counted)],
        Entry::Joining { group, .. } => vec![(*group, Role::Gains)],
        Entry::Return { group, .. } | Entry::Dispersal { group, .. } => {
            vec![(*group, Role::Loses)]
        }
        Entry::Split { group, parts, .. } => {
            let goes_on = parts.iter().any(|(part, _)| part == group);
            let others = parts.iter().filter(|(part, _)| part != group);
            let others = others.map(|(part, _)| (*part, Role::Begins));
            let whole = if goes_on { Role::Counted } else { Role::Ends };
            others.chain([(*group, whole)]).collect()
        }
        Entry::Merge {
            group,
            members,
            whole,
        } => {
            let others = members.iter().filter(|member| member != group);
            let others = others.map(|member| (member, Role::Ends));
            let into = match whole {
                Some(_) => Role::Counted,
                None => Role::TakesIn,
            };
            others.chain([(*group, into)]).collect()
        }
    }
}

/// Bookings that happen in one turn: a single one, or all who come to, or go from, one group within
/// the same days. These may as well have come together: one by one, they bound nothing else.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    pub(super) bookings: Vec<usize>,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    /// The turns that its groups must have had before, though the days do not say so.
    pub(super) after: Vec<usize>,
    /// Those before or after which it makes a difference to come.
    pub(super) tangled: Vec<usize>,
    /// Those that it leaves the way to: whoever they bring may be among the ones that it takes out.
    pub(super) sooner: Vec<usize>,
}

impl Turn {
    pub(super) fn is_plain(&self) -> bool {
        self.first == self.last
    }
}

/// The bookings of a ledger, in the order of their earliest days, and what binds them.
#[derive(Debug, Clone)]
pub(super) struct Order {
    turns: Vec<Turn>,
    /// For each turn the next one, itself included, whose day is uncertain.
    next_uncertain: Vec<usize>,
}

impl Order {
    pub(super) fn of(bookings: &[Booking<'_>]) -> Self {
        let mut turns: Vec<Turn> = Vec::new();
        let mut together = HashMap::new();
        for (index, booking) in bookings.iter().enumerate() {
            let (first, last) = booking.span();
            let alike = match &booking.entry {
                _ if first == last => None,
                Entry::Joining { group, .. } => Some((*group, Role::Gains)),
                Entry::Return { group, .. } | Entry::Dispersal { group, .. } => {
                    Some((*group, Role::Loses))
                }
                _ => None,
            };
            if let Some((group, role)) = alike {
                let key = (group, role, first, last);
                let turn = *together.entry(key).or_insert(turns.len());
                if let Some(turn) = turns.get_mut(turn) {
                    turn.bookings.push(index);
                    continue;
                }
            }
            turns.push(Turn {
                bookings: vec![index],
                first,
                last,
                after: Vec::new(),
                tangled: Vec::new(),
                sooner: Vec::new(),
            });
        }
        let mut order = Self {
            next_uncertain: vec![turns.len(); turns.len()],
            turns,
        };
        let mut next = order.turns.len();
        for (at, turn) in order.turns.iter().enumerate().rev() {
            if !turn.is_plain() {
                next = at;
            }
            if let Some(slot) = order.next_uncertain.get_mut(at) {
                *slot = next;
            }
        }
        order.bind(bookings);
        order
    }

    /// Finds out which turns bind which, of those that their days leave in either order.
    fn bind(&mut self, bookings: &[Booking<'_>]) {
        let mut of_groups: BTreeMap<&Id, Vec<(usize, Role)>> = BTreeMap::new();
        for (at, turn) in self.turns.iter().enumerate() {
            let booking = turn.bookings.first().and_then(|&index| bookings.get(index));
            for (group, role) in booking.map(roles).unwrap_or_default() {
                of_groups.entry(group).or_default().push((at, role));
            }
        }
        let mut pairs: BTreeMap<(usize, usize), Precedence> = BTreeMap::new();
        for turns in of_groups.into_values() {
            let span = |at: usize| self.turns.get(at).map(|turn| (turn.first, turn.last));
            for (position, &(at, role)) in turns.iter().enumerate() {
                let Some((first, last)) = span(at) else {
                    continue;
                };
                // Of plain days on one day the order is a convention: they are passed over.
                let from = if first == last {
                    turns.partition_point(|&(other, _)| span(other) <= Some((first, last)))
                } else {
                    position.saturating_add(1)
                };
                let rest = turns.get(from.max(position.saturating_add(1))..);
                let rest = rest.unwrap_or_default().iter();
                let meeting = rest
                    .take_while(|&&(other, _)| span(other).is_some_and(|(start, _)| start <= last));
                for &(other, other_role) in meeting.filter(|(other, _)| *other != at) {
                    if let Some(precedence) = precedence(role, other_role) {
                        let known = pairs.entry((at, other)).or_insert(precedence);
                        if *known != precedence {
                            // Two groups say of it what differs, and either of them counts.
                            *known = Precedence::Either;
                        }
                    }
                }
            }
        }
        for ((one, other), precedence) in pairs {
            let (to, list): (usize, fn(&mut Turn) -> &mut Vec<usize>) = match precedence {
                Precedence::First => (other, |turn| &mut turn.after),
                Precedence::Second => (one, |turn| &mut turn.after),
                Precedence::RatherFirst => (other, |turn| &mut turn.sooner),
                Precedence::RatherSecond => (one, |turn| &mut turn.sooner),
                Precedence::Either => (one, |turn| &mut turn.tangled),
            };
            let from = if to == one { other } else { one };
            if let Some(turn) = self.turns.get_mut(to) {
                list(turn).push(from);
            }
            if precedence == Precedence::Either
                && let Some(turn) = self.turns.get_mut(other)
            {
                turn.tangled.push(one);
            }
        }
    }

    /// The balance after everything that has happened, in whatever order.
    pub(super) fn balance<'d>(
        &self,
        bookings: &[Booking<'d>],
        happened: impl Fn(&Booking<'d>) -> Certainty,
    ) -> Balance<'d> {
        let sure = self.turns.iter().map(|turn| {
            let booking = turn.bookings.first().and_then(|&index| bookings.get(index));
            booking.map_or(Certainty::Impossible, &happened)
        });
        // In the order of their earliest days, those that cannot have happened come last.
        let sure = sure.take_while(|sure| *sure != Certainty::Impossible);
        let mut sure: Vec<bool> = sure.map(|sure| sure == Certainty::Certain).collect();
        // What must come before something that has happened, has.
        let mut certain: Vec<usize> = (0..sure.len())
            .filter(|&at| sure.get(at) == Some(&true))
            .collect();
        while let Some(turn) = certain.pop().and_then(|at| self.turns.get(at)) {
            for &earlier in &turn.after {
                if let Some(sure) = sure.get_mut(earlier).filter(|sure| !**sure) {
                    *sure = true;
                    certain.push(earlier);
                }
            }
        }
        Walk {
            turns: self.turns.get(..sure.len()).unwrap_or_default(),
            next_uncertain: &self.next_uncertain,
            sure,
            bookings,
        }
        .balance()
    }
}
