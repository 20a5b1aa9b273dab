//! The people of one group, or of several that are only known together.

use std::collections::{BTreeSet, VecDeque};

use serde::Serialize;

use crate::text::vocabulary;
use crate::{Estimate, Event, Id};

/// What the number of an account rests on; of several, the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Basis {
    /// A figure that somebody stated, and what was booked since.
    Counted,
    /// What is left of a counted whole.
    Remainder,
    /// Nobody has counted.
    Uncounted,
}

vocabulary!(Basis, "the basis of an account", {
    Counted "counted", Remainder "remainder", Uncounted "uncounted",
});

/// How many people are in a group, or in several together whose own numbers nobody tells.
#[derive(Debug, Clone, Serialize)]
pub struct Account<'d> {
    pub(super) groups: BTreeSet<&'d Id>,
    pub(super) people: Estimate,
    pub(super) basis: Basis,
    /// Whether only some of its people were ever counted, or whether they were depends on the order
    /// of events.
    #[serde(skip)]
    pub(super) perhaps_counted: bool,
    /// The events that made it what it is, for an overdraft to name.
    #[serde(skip)]
    pub(super) made_by: VecDeque<&'d Event>,
    /// The page of the balance on which its groups are.
    #[serde(skip)]
    pub(super) page: usize,
}

impl<'d> Account<'d> {
    pub(super) fn uncounted(group: &'d Id) -> Self {
        Self {
            groups: BTreeSet::from([group]),
            people: Estimate::at_least(0),
            basis: Basis::Uncounted,
            perhaps_counted: false,
            made_by: VecDeque::new(),
            page: 0,
        }
    }

    pub(super) fn counted(group: &'d Id, people: Estimate, event: &'d Event) -> Self {
        Self {
            groups: BTreeSet::from([group]),
            people,
            basis: Basis::Counted,
            perhaps_counted: false,
            made_by: VecDeque::from([event]),
            page: 0,
        }
    }

    /// How many of those who are left in it may be missed: of those whom nobody has counted, nobody.
    pub(super) fn missed(&self) -> Option<Estimate> {
        match self.basis {
            _ if self.perhaps_counted => Some(or_none(self.people)),
            Basis::Uncounted => None,
            _ => Some(self.people),
        }
    }

    /// The groups that share it, in the order of their ids: at least one.
    pub fn groups(&self) -> impl ExactSizeIterator<Item = &'d Id> {
        self.groups.iter().copied()
    }

    /// Whether several groups share it.
    pub fn is_shared(&self) -> bool {
        self.groups.len() > 1
    }

    /// How many people, in all of its groups together.
    pub fn people(&self) -> Estimate {
        self.people
    }

    /// What the number rests on.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// Takes in the people and the groups of another.
    pub(super) fn absorb(&mut self, other: Self) {
        self.people = plus(self.people, other.people);
        let uncounted = |account: &Self| account.basis == Basis::Uncounted;
        self.perhaps_counted |= other.perhaps_counted || uncounted(self) != uncounted(&other);
        self.basis = self.basis.max(other.basis);
        self.groups.extend(other.groups);
        // The fewer are moved, and ours stay the first.
        if self.made_by.len() < other.made_by.len() {
            let ours = std::mem::replace(&mut self.made_by, other.made_by);
            for event in ours.into_iter().rev() {
                self.made_by.push_front(event);
            }
        } else {
            self.made_by.extend(other.made_by);
        }
    }
}

/// The sum; beyond what 64 bits hold it is open, which is still true.
pub(super) fn plus(one: Estimate, other: Estimate) -> Estimate {
    one.checked_add(other).unwrap_or_else(|_| {
        let low = one.low().saturating_add(other.low());
        let best = one.best().saturating_add(other.best());
        Estimate::try_new(low, best, None).unwrap_or(Estimate::at_least(low))
    })
}

/// Either of the two: the bounds of both, the figure of the later.
pub(super) fn either(before: Estimate, after: Estimate) -> Estimate {
    let hull = before.hull(after);
    Estimate::try_new(hull.low(), after.best(), hull.high()).unwrap_or(after)
}

/// The same, down to none.
pub(super) fn or_none(people: Estimate) -> Estimate {
    Estimate::try_new(0, people.best(), people.high()).unwrap_or(people)
}
