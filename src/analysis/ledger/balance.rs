//! The state of a ledger, and how a booking changes it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::account::{Account, Basis, either, or_none, plus};
use super::booking::{Booking, Entry};
use crate::{Estimate, Event, Id};

/// Where everybody is at one time: in which groups, gone, or unaccounted for.
///
/// Its bounds do not remember how they came about: those of two accounts added up are wider than
/// those of the whole that they came from.
#[derive(Debug, Clone)]
pub struct Balance<'d> {
    /// By their numbers, in which they were opened.
    accounts: BTreeMap<usize, Account<'d>>,
    page_of: HashMap<&'d str, usize>,
    /// The number of the account on each page. When two become one, the groups of the larger stay
    /// on their page: to write each group down anew would take time in proportion to them all.
    pages: Vec<usize>,
    unaccounted: Estimate,
    joined: Estimate,
    returned: Estimate,
    dispersed: Estimate,
    overdrafts: Vec<Overdraft<'d>>,
}

/// More people taken out of an account, or counted in it, than it can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdraft<'d> {
    event: &'d Event,
    held: Estimate,
    taken: Estimate,
    made_by: Vec<&'d Event>,
}

impl<'d> Overdraft<'d> {
    /// The event that takes or counts too many.
    pub fn event(&self) -> &'d Event {
        self.event
    }

    /// How many the account held before it.
    pub fn held(&self) -> Estimate {
        self.held
    }

    /// How many it takes or counts.
    pub fn taken(&self) -> Estimate {
        self.taken
    }

    /// The events that made the account, in the order of booking.
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

/// `{"accounts": [{"groups", "people", "basis"}, …], "unaccounted", "joined", "returned",
/// "dispersed"}`.
impl Serialize for Balance<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut balance = serializer.serialize_struct("Balance", 5)?;
        balance.serialize_field("accounts", &self.accounts().collect::<Vec<_>>())?;
        balance.serialize_field("unaccounted", &self.unaccounted)?;
        balance.serialize_field("joined", &self.joined)?;
        balance.serialize_field("returned", &self.returned)?;
        balance.serialize_field("dispersed", &self.dispersed)?;
        balance.end()
    }
}

impl<'d> Balance<'d> {
    pub(super) fn empty() -> Self {
        let none = Estimate::exactly(0);
        Self {
            accounts: BTreeMap::new(),
            page_of: HashMap::new(),
            pages: Vec::new(),
            unaccounted: none,
            joined: none,
            returned: none,
            dispersed: none,
            overdrafts: Vec::new(),
        }
    }

    /// The accounts, in the order in which they were opened.
    pub fn accounts(&self) -> impl Iterator<Item = &Account<'d>> {
        self.accounts.values()
    }

    /// The account in which the people of the group are, alone or with others.
    pub fn account(&self, group: &str) -> Option<&Account<'d>> {
        self.accounts.get(&self.number_of(group)?)
    }

    fn number_of(&self, group: &str) -> Option<usize> {
        self.pages.get(*self.page_of.get(group)?).copied()
    }

    /// How many people are in the group; none where it has no account, or shares one.
    pub fn people(&self, group: &str) -> Option<Estimate> {
        let account = self.account(group).filter(|account| !account.is_shared());
        account.map(Account::people)
    }

    /// How many are in no group that is counted: in parts whose figure nobody tells, or
    /// [unaccounted for](Self::unaccounted).
    pub fn rest(&self) -> Estimate {
        self.accounts()
            .filter(|account| account.basis != Basis::Counted)
            .map(Account::people)
            .fold(self.unaccounted, plus)
    }

    /// How many were counted once and are in no group any more, though nobody tells that they left.
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

    /// How many of its bookings took more than there was.
    pub(super) fn overdrawn(&self) -> usize {
        self.overdrafts.len()
    }

    pub(super) fn into_overdrafts(self) -> Vec<Overdraft<'d>> {
        self.overdrafts
    }

    /// Counts those who join, turn back or disperse; whether or not it has happened, if unsure.
    pub(super) fn tally(&mut self, booking: &Booking<'_>, sure: bool) {
        let (total, people) = match &booking.entry {
            Entry::Joining { people, .. } => (&mut self.joined, *people),
            Entry::Return { people, .. } => (&mut self.returned, *people),
            Entry::Dispersal { people, .. } => (&mut self.dispersed, *people),
            _ => return,
        };
        let people = if sure { people } else { or_none(people) };
        *total = plus(*total, people);
    }

    pub(super) fn take_tally(&mut self, of: &Self) {
        self.joined = of.joined;
        self.returned = of.returned;
        self.dispersed = of.dispersed;
    }

    pub(super) fn book(&mut self, booking: &Booking<'d>) {
        let event = booking.event;
        self.tally(booking, true);
        match &booking.entry {
            Entry::Count {
                group,
                people,
                opens,
            } => {
                if *opens || self.page_of.contains_key(group.as_str()) {
                    self.count(group, *people, event);
                }
            }
            Entry::Joining { group, people } => {
                let account = self.reach(group);
                self.change(account, event, |held| plus(held, *people));
            }
            Entry::Return { group, people } | Entry::Dispersal { group, people } => {
                let account = self.reach(group);
                self.withdraw(account, *people, event);
            }
            Entry::Split {
                group,
                whole,
                parts,
            } => {
                if let Some(whole) = whole {
                    self.count(group, *whole, event);
                }
                self.split(group, parts, event);
            }
            Entry::Merge {
                group,
                members,
                whole,
            } => {
                self.merge(group, members, event);
                if let Some(whole) = whole {
                    self.count(group, *whole, event);
                }
            }
        }
    }

    /// The account of the group; one that nobody has counted where it has none.
    fn reach(&mut self, group: &'d Id) -> usize {
        match self.number_of(group.as_str()) {
            Some(account) => account,
            None => self.open(Account::uncounted(group)),
        }
    }

    fn open(&mut self, mut account: Account<'d>) -> usize {
        let number = self.pages.len();
        self.pages.push(number);
        account.page = number;
        for group in &account.groups {
            self.page_of.insert(group.as_str(), number);
        }
        self.accounts.insert(number, account);
        number
    }

    fn change(&mut self, account: usize, event: &'d Event, to: impl Fn(Estimate) -> Estimate) {
        if let Some(account) = self.accounts.get_mut(&account) {
            account.people = to(account.people);
            account.made_by.push_back(event);
        }
    }

    /// Takes people out. From an account that cannot have held so many nothing certain is left.
    fn withdraw(&mut self, account: usize, people: Estimate, event: &'d Event) {
        let Some(account) = self.accounts.get_mut(&account) else {
            return;
        };
        if let Ok(rest) = account.people.checked_sub(people) {
            account.people = rest;
            account.made_by.push_back(event);
        } else {
            self.overdrafts.push(Overdraft {
                event,
                held: account.people,
                taken: people,
                made_by: std::mem::take(&mut account.made_by).into(),
            });
            account.people = Estimate::at_least(0);
            account.basis = Basis::Uncounted;
        }
    }

    /// Takes the group out of its account, which is closed when no group is left in it.
    fn leave(&mut self, group: &'d Id) {
        let Some(number) = self.number_of(group.as_str()) else {
            return;
        };
        self.page_of.remove(group.as_str());
        if let Some(account) = self.accounts.get_mut(&number) {
            account.groups.remove(group);
            if account.groups.is_empty() {
                let missed = account.missed();
                self.accounts.remove(&number);
                if let Some(missed) = missed {
                    self.unaccounted = plus(self.unaccounted, missed);
                }
            }
        }
    }

    /// The group is counted, for the first time or anew.
    fn count(&mut self, group: &'d Id, people: Estimate, event: &'d Event) {
        if let Some(number) = self.number_of(group.as_str())
            && let Some(account) = self.accounts.get_mut(&number)
        {
            let shared = account.is_shared();
            if account.missed().is_some() {
                self.withdraw(number, people, event);
                self.leave(group);
                if shared {
                    self.miss_some(number);
                }
            } else if shared {
                // Those who have joined may have joined this group.
                account.people = or_none(account.people);
                account.groups.remove(group);
            } else {
                self.accounts.remove(&number);
            }
        }
        self.open(Account::counted(group, people, event));
    }

    fn split(&mut self, group: &'d Id, parts: &[(&'d Id, Option<Estimate>)], event: &'d Event) {
        let whole = self.reach(group);
        for (part, _) in parts {
            if let Some(other) = self.number_of(part.as_str()) {
                self.unite(whole, other);
            }
        }
        if let Some(account) = self.accounts.get_mut(&whole) {
            account.groups.remove(group);
            self.page_of.remove(group.as_str());
            for (part, _) in parts {
                account.groups.insert(part);
                self.page_of.insert(part.as_str(), account.page);
            }
            account.basis = account.basis.max(Basis::Remainder);
        }
        let told = parts
            .iter()
            .filter_map(|&(part, people)| Some((part, people?)));
        let counted: Vec<_> = told.collect();
        let together = counted.iter().map(|(_, people)| *people);
        if let Some(together) = together.reduce(plus) {
            self.withdraw(whole, together, event);
        }
        let all_counted = counted.len() == parts.len();
        for (part, people) in counted {
            self.leave(part);
            self.open(Account::counted(part, people, event));
        }
        if all_counted {
            self.miss_some(whole);
        }
    }

    /// People may have gone missing from a group between a division and its count, and where other
    /// groups share its account, that does not tell how many of the rest are theirs.
    fn miss_some(&mut self, number: usize) {
        let Some(account) = self.accounts.get_mut(&number) else {
            return;
        };
        if account.missed().is_some() {
            let most = account.people.high();
            account.people = or_none(account.people);
            let missed = Estimate::try_new(0, 0, most).unwrap_or(account.people);
            self.unaccounted = plus(self.unaccounted, missed);
        }
    }

    fn merge(&mut self, group: &'d Id, members: &'d [Id], event: &'d Event) {
        let into = match members.first() {
            Some(first) => self.reach(first),
            None => return,
        };
        for member in members {
            let account = self.reach(member);
            self.unite(into, account);
        }
        if let Some(account) = self.number_of(group.as_str()) {
            self.unite(into, account);
        }
        if let Some(account) = self.accounts.get_mut(&into) {
            for member in members {
                account.groups.remove(member);
                self.page_of.remove(member.as_str());
            }
            account.groups.insert(group);
            self.page_of.insert(group.as_str(), account.page);
            account.made_by.push_back(event);
        }
    }

    /// Moves the people of one account into another.
    fn unite(&mut self, into: usize, from: usize) {
        if into == from {
            return;
        }
        let from = self.accounts.remove(&from);
        if let Some((mut from, account)) = from.zip(self.accounts.get_mut(&into)) {
            if from.groups.len() > account.groups.len() {
                std::mem::swap(&mut from.groups, &mut account.groups);
                std::mem::swap(&mut from.page, &mut account.page);
            }
            for group in &from.groups {
                self.page_of.insert(group.as_str(), account.page);
            }
            if let Some(number) = self.pages.get_mut(account.page) {
                *number = into;
            }
            account.absorb(from);
        }
    }

    /// What holds whether a booking has happened or not: `after` is this balance with the booking.
    ///
    /// Groups that share an account on one side share one on both: that side knows no more.
    pub(super) fn hull(mut self, mut after: Self) -> Self {
        let accounts = self.accounts().chain(after.accounts());
        let shared: Vec<Vec<&'d Id>> = accounts
            .filter(|account| account.is_shared())
            .map(|account| account.groups().collect())
            .collect();
        for groups in shared {
            self.share(&groups);
            after.share(&groups);
        }
        let none = Estimate::exactly(0);
        for account in after.accounts.values_mut() {
            let mut groups = account.groups.iter();
            let before = groups.find_map(|group| self.number_of(group.as_str()));
            let before = before.and_then(|number| self.accounts.remove(&number));
            account.people = either(
                before.as_ref().map_or(none, Account::people),
                account.people,
            );
            if let Some(before) = &before {
                let uncounted = |account: &Account<'_>| account.basis == Basis::Uncounted;
                account.perhaps_counted |=
                    before.perhaps_counted || uncounted(before) != uncounted(account);
            }
            // A group that the booking ends may still be there.
            for group in before.into_iter().flat_map(|before| before.groups) {
                account.groups.insert(group);
                after.page_of.insert(group.as_str(), account.page);
            }
        }
        // What is left had no account any more after the booking.
        for (_, mut account) in self.accounts {
            account.people = either(account.people, none);
            after.open(account);
        }
        after.unaccounted = either(self.unaccounted, after.unaccounted);
        after.joined = either(self.joined, after.joined);
        after.returned = either(self.returned, after.returned);
        after.dispersed = either(self.dispersed, after.dispersed);
        // What is too much in one order only may be none.
        let ours = self.overdrafts.iter().map(|our| our.event.id());
        let ours: HashSet<&Id> = ours.collect();
        let known = |overdraft: &Overdraft<'d>| ours.contains(overdraft.event.id());
        after.overdrafts.retain(known);
        after
    }

    /// Nothing is known of the groups any more but what was said of others.
    pub(super) fn forget(&mut self, groups: &BTreeSet<&'d Id>) {
        let all: Vec<&'d Id> = groups.iter().copied().collect();
        self.share(&all);
        let first = all.iter().find_map(|group| self.number_of(group.as_str()));
        let number = match (first, all.first()) {
            (Some(number), _) => number,
            (None, Some(first)) => self.open(Account::uncounted(first)),
            (None, None) => return,
        };
        if let Some(account) = self.accounts.get_mut(&number) {
            account.people = Estimate::at_least(0);
            account.basis = Basis::Uncounted;
            for group in all {
                account.groups.insert(group);
                self.page_of.insert(group.as_str(), account.page);
            }
        }
        let (low, best) = (self.unaccounted.low(), self.unaccounted.best());
        self.unaccounted = Estimate::try_new(low, best, None).unwrap_or(self.unaccounted);
    }

    /// Puts the groups, as far as they have accounts, into one.
    fn share(&mut self, groups: &[&'d Id]) {
        let accounts = groups
            .iter()
            .filter_map(|group| self.number_of(group.as_str()));
        let accounts: Vec<usize> = accounts.collect();
        if let Some((&first, others)) = accounts.split_first() {
            for &other in others {
                self.unite(first, other);
            }
        }
    }
}
