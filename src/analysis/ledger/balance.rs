//! Where everybody is on a day.

use std::fmt;

use foldhash::HashMap;
use serde::Serialize;

use super::basis::Basis;
use super::value::{People, Value};
use crate::id::Id;
use crate::measure::Estimate;
use crate::record::Event;

/// The number of people in a group, or in several groups together if nobody states their separate
/// numbers.
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

    /// How many people there are, in all of its groups together.
    pub fn people(&self) -> Estimate {
        self.people
    }

    /// What the number is based on.
    pub fn basis(&self) -> Basis {
        self.basis
    }
}

/// Where everybody is at one time: in which groups, gone, or unaccounted for.
///
/// Its bounds are independent: the bounds of two accounts added up are wider than those of the
/// whole that they came from.
#[derive(Debug, Clone, Serialize)]
pub struct Balance<'d> {
    accounts: Vec<Account<'d>>,
    #[serde(skip)]
    account_of: HashMap<&'d str, usize>,
    pub(super) unaccounted: Estimate,
    pub(super) joined: Estimate,
    pub(super) returned: Estimate,
    pub(super) dispersed: Estimate,
}

/// An event that takes more people out of an account, or counts more people in it, than it can
/// hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdraft<'d> {
    pub(super) event: &'d Event,
    pub(super) held: Estimate,
    pub(super) taken: Estimate,
    pub(super) made_by: Vec<&'d Event>,
}

impl<'d> Overdraft<'d> {
    /// The event that takes or counts too many people.
    pub fn event(&self) -> &'d Event {
        self.event
    }

    /// How many people the account held before the event.
    pub fn held(&self) -> Estimate {
        self.held
    }

    /// How many people the event takes or counts.
    pub fn taken(&self) -> Estimate {
        self.taken
    }

    /// The events behind the number in the account: its last figure, and the changes since.
    pub fn made_by(&self) -> &[&'d Event] {
        &self.made_by
    }
}

/// `event e9 (return) takes 11,000 of 10,000 (9,000–10,000)`.
impl fmt::Display for Overdraft<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} takes {} of {}", self.event, self.taken, self.held)
    }
}

impl<'d> Balance<'d> {
    pub(super) fn of(accounts: Vec<Account<'d>>) -> Self {
        let none = Estimate::exactly(0);
        let numbered = accounts.iter().enumerate();
        let account_of = numbered
            .flat_map(|(at, account)| account.groups().map(move |group| (group.as_str(), at)));
        Self {
            account_of: account_of.collect(),
            accounts,
            unaccounted: none,
            joined: none,
            returned: none,
            dispersed: none,
        }
    }

    /// The accounts, in the order in which they were opened.
    pub fn accounts(&self) -> impl Iterator<Item = &Account<'d>> {
        self.accounts.iter()
    }

    /// The account that holds the people of the group, alone or with others.
    pub fn account(&self, group: &str) -> Option<&Account<'d>> {
        self.accounts.get(*self.account_of.get(group)?)
    }

    /// The number of people in the group; `None` if it has no account, or shares one.
    pub fn people(&self, group: &str) -> Option<Estimate> {
        let account = self.account(group).filter(|account| !account.is_shared());
        account.map(Account::people)
    }

    /// How many people are in no counted group: in parts without a stated figure, or [unaccounted
    /// for](Self::unaccounted).
    pub fn rest(&self) -> Estimate {
        self.accounts()
            .filter(|account| account.basis != Basis::Counted)
            .map(|account| People::from(account.people()))
            .chain([self.unaccounted.into()])
            .sum::<People>()
            .estimate()
    }

    /// How many people were counted once and are in no group any more, although no event reports
    /// that they left.
    pub fn unaccounted(&self) -> Estimate {
        self.unaccounted
    }

    /// How many have joined since the start.
    pub fn joined(&self) -> Estimate {
        self.joined
    }

    /// How many have turned back.
    pub fn returned(&self) -> Estimate {
        self.returned
    }

    /// How many have dispersed.
    pub fn dispersed(&self) -> Estimate {
        self.dispersed
    }
}
