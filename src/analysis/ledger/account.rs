//! The people of one group, or of several that are only known together.

use serde::Serialize;

use super::value::Value;
use crate::id::Id;
use crate::measure::Estimate;
use crate::vocabulary::vocabulary;

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
    groups: Vec<&'d Id>,
    people: Estimate,
    pub(super) basis: Basis,
}

impl<'d> Account<'d> {
    pub(super) fn of(mut groups: Vec<&'d Id>, value: Value) -> Self {
        groups.sort_unstable();
        groups.dedup();
        Self {
            groups,
            people: value.people.estimate(),
            basis: value.basis,
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
}
