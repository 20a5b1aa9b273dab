//! The walk through the turns of a ledger, in as few orders as stand for all.
//!
//! Which bookings must be tried in several orders is decided by stubborn sets (Valmari, "Stubborn
//! sets for reduced state space generation", 1991): a turn goes alone where nothing that may still
//! come before it bears on it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;

use super::balance::Balance;
use super::booking::Booking;
use super::order::Turn;
use super::turns::Turns;
use crate::{Id, limits};

/// Which turns are over, and the balance after them.
#[derive(Debug, Clone)]
struct State<'d> {
    /// All before this one are over.
    from: usize,
    /// And these after it.
    over: Turns,
    /// Of all, those that have not happened, where it makes a difference.
    skipped: BTreeSet<usize>,
    balance: Balance<'d>,
    /// Whether it has booked everything, in order: it gives the figures between the bounds.
    straight: bool,
}

type Progress = (usize, Turns, BTreeSet<usize>);

impl State<'_> {
    fn is_over(&self, turn: usize) -> bool {
        turn < self.from || self.over.run_of(turn).is_some()
    }

    /// Of so many turns those that are not over, in order.
    fn left(&self, all: usize) -> impl Iterator<Item = usize> {
        let starts = [self.from]
            .into_iter()
            .chain(self.over.runs().map(|run| run.end));
        let ends = self.over.runs().map(|run| run.start).chain([all]);
        starts.zip(ends).flat_map(|(start, end)| start..end)
    }

    fn pass(&mut self, turn: usize) {
        self.over.insert(turn);
        if let Some(run) = self.over.take_run(self.from) {
            self.from = run.end;
        }
    }

    /// What holds in both. An order that overdraws an account was not the order.
    fn or(self, other: Self) -> Self {
        let (ours, theirs) = (self.balance.overdrawn(), other.balance.overdrawn());
        match ours.cmp(&theirs) {
            Ordering::Less => self,
            Ordering::Greater => other,
            Ordering::Equal => {
                // The one in order, if there is one, gives the figures.
                let (before, after) = if self.straight {
                    (other, self)
                } else {
                    (self, other)
                };
                Self {
                    balance: before.balance.hull(after.balance),
                    ..after
                }
            }
        }
    }
}

/// One walk through the turns.
pub(super) struct Walk<'w, 'd> {
    pub(super) turns: &'w [Turn],
    pub(super) next_uncertain: &'w [usize],
    /// Whether each turn has certainly happened.
    pub(super) sure: Vec<bool>,
    pub(super) bookings: &'w [Booking<'d>],
}

impl<'d> Walk<'_, 'd> {
    pub(super) fn balance(&self) -> Balance<'d> {
        let mut states = vec![State {
            from: 0,
            over: Turns::default(),
            skipped: BTreeSet::new(),
            balance: Balance::empty(),
            straight: true,
        }];
        // Each round, every state passes one turn.
        while states.iter().any(|state| state.from < self.turns.len()) {
            let mut next: BTreeMap<Progress, State<'d>> = BTreeMap::new();
            for state in states {
                for state in self.pass_one(state) {
                    let place = (state.from, state.over.clone(), state.skipped.clone());
                    let state = match next.remove(&place) {
                        Some(known) => known.or(state),
                        None => state,
                    };
                    next.insert(place, state);
                }
            }
            states = next.into_values().collect();
            if states.len() > limits::LEDGER_ORDERS {
                states = self.give_up(states).into_iter().collect();
            }
        }
        let all = states.into_iter().reduce(State::or);
        all.map_or_else(Balance::empty, |state| state.balance)
    }

    /// The states that come next.
    fn pass_one(&self, mut state: State<'d>) -> Vec<State<'d>> {
        let open = self.open(&state);
        let turns = self.stubborn(&state, &open);
        if let &[at] = turns.as_slice() {
            if self.is_sure(at) {
                self.book(at, &mut state.balance);
            } else if self.can_happen(at, &state) {
                let before = state.balance.clone();
                self.book(at, &mut state.balance);
                state.balance = before.hull(state.balance);
            } else {
                state.skipped.insert(at);
            }
            state.pass(at);
            return vec![state];
        }
        // Those that are not among these may as well come before them.
        let first = turns.first().copied();
        let mut next = Vec::new();
        for at in turns {
            if self.can_happen(at, &state) {
                let mut booked = state.clone();
                self.book(at, &mut booked.balance);
                booked.straight &= first == Some(at);
                booked.pass(at);
                next.push(booked);
            }
            if !self.is_sure(at) {
                let mut skipped = state.clone();
                skipped.straight = false;
                skipped.skipped.insert(at);
                skipped.pass(at);
                next.push(skipped);
            }
        }
        next
    }

    fn is_sure(&self, turn: usize) -> bool {
        self.sure.get(turn) == Some(&true)
    }

    /// Whether what must come before it has happened.
    fn can_happen(&self, at: usize, state: &State<'_>) -> bool {
        let never =
            |earlier: &usize| *earlier >= self.turns.len() || state.skipped.contains(earlier);
        let turn = self.turns.get(at);
        self.is_sure(at) || turn.is_some_and(|turn| !turn.after.iter().any(never))
    }

    fn book(&self, turn: usize, balance: &mut Balance<'d>) {
        for booking in self.bookings_of(turn..turn.saturating_add(1)) {
            balance.book(booking);
        }
    }

    fn bookings_of(&self, turns: Range<usize>) -> impl Iterator<Item = &Booking<'d>> {
        let turns = self.turns.get(turns).unwrap_or_default().iter();
        turns.flat_map(|turn| turn.bookings.iter().filter_map(|&at| self.bookings.get(at)))
    }

    /// The turns that may come next.
    fn open(&self, state: &State<'d>) -> Vec<usize> {
        let mut open = Vec::new();
        // The last day of the first that will be over, and the day whose order is a convention.
        let (mut until, mut plain) = (NaiveDate::MAX, None);
        let mut at = state.from;
        while let Some(turn) = self.turns.get(at).filter(|turn| turn.first <= until) {
            if let Some(run) = state.over.run_of(at) {
                at = run.end;
                continue;
            }
            if turn.is_plain() && plain == Some(turn.first) {
                at = self
                    .next_uncertain
                    .get(at)
                    .copied()
                    .unwrap_or(self.turns.len());
                continue;
            }
            if turn.is_plain() {
                plain = Some(turn.first);
            }
            if self.blocking(state, turn).is_none() {
                open.push(at);
            }
            until = until.min(turn.last);
            at = at.saturating_add(1);
        }
        if open.is_empty() {
            // Claims that go round in a circle are taken as they stand.
            open.push(state.from);
        }
        open
    }

    /// A turn that must be over before.
    fn blocking(&self, state: &State<'d>, turn: &Turn) -> Option<usize> {
        let mut after = turn.after.iter().copied();
        after.find(|&earlier| earlier < self.turns.len() && !state.is_over(earlier))
    }

    /// Of the turns that may come next, as few as stand for all orders.
    fn stubborn(&self, state: &State<'d>, open: &[usize]) -> Vec<usize> {
        let mut fewest = open.to_vec();
        for &at in open {
            if fewest.len() == 1 {
                break;
            }
            let set = self.closure(state, open, at);
            let set: Vec<usize> = open.iter().copied().filter(|at| set.contains(at)).collect();
            if set.len() < fewest.len() {
                fewest = set;
            }
        }
        fewest
    }

    /// The turn with all that it is tangled with, and what these wait for.
    fn closure(&self, state: &State<'d>, open: &[usize], at: usize) -> BTreeSet<usize> {
        let mut set = BTreeSet::from([at]);
        let mut stack = vec![at];
        while let Some(at) = stack.pop() {
            let Some(turn) = self.turns.get(at) else {
                continue;
            };
            let add = |other: usize| {
                if !state.is_over(other) && set.insert(other) {
                    stack.push(other);
                }
            };
            if open.contains(&at) {
                let all = turn.tangled.iter().chain(&turn.sooner).copied();
                all.filter(|&other| other < self.turns.len()).for_each(add);
            } else {
                let before = |other: &usize| {
                    let waits = |other: &Turn| {
                        other.last < turn.first
                            || (other.is_plain() && turn.is_plain() && other.last == turn.first)
                    };
                    self.turns.get(*other).is_some_and(waits)
                };
                let blocking = self.blocking(state, turn);
                blocking
                    .or_else(|| state.left(self.turns.len()).find(before))
                    .into_iter()
                    .for_each(add);
            }
        }
        set
    }

    /// So many orders are possible that nothing is told of the groups that they are about, until
    /// all of these turns are over.
    fn give_up(&self, states: Vec<State<'d>>) -> Option<State<'d>> {
        let mut until = states.iter().map(|state| state.from).min()?;
        let reaches = states
            .iter()
            .map(|state| state.over.last().max(Some(state.from)));
        let reach = reaches.max()?;
        let mut state = states.into_iter().reduce(State::or)?;
        let mut last = NaiveDate::MIN;
        let from = until;
        while let Some(turn) = self
            .turns
            .get(until)
            .filter(|turn| Some(until) <= reach || turn.first <= last)
        {
            last = last.max(turn.last);
            until = until.saturating_add(1);
        }
        let mut groups: BTreeSet<&'d Id> = BTreeSet::new();
        for booking in self.bookings_of(from..until) {
            groups.extend(booking.groups());
        }
        state.balance.forget(&groups);
        let mut moved = Balance::empty();
        for turn in 0..until {
            for booking in self.bookings_of(turn..turn.saturating_add(1)) {
                moved.tally(booking, self.is_sure(turn));
            }
        }
        state.balance.take_tally(&moved);
        state.from = until;
        state.over.clear();
        state.skipped.clear();
        Some(state)
    }
}
