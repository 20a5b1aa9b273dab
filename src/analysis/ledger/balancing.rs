//! The balance of one day.

use std::collections::BTreeMap;

use super::balance::{Account, Balance};
use super::basis::Basis;
use super::bookings::{Change, Entry, Span};
use super::books::Books;
use super::value::{People, Value};

/// When an account was opened, and by which booking.
type Opened = (i32, usize);

/// Where the people of a group are on a day.
struct Presence {
    /// The first and the last of its lives that it may be in.
    first: usize,
    last: usize,
    /// The life since which it is there without a break up to the first of these.
    start: usize,
    /// Whether it is certainly there.
    sure: bool,
    value: Value,
}

impl<'d> Books<'d> {
    pub(super) fn balance(&self, day: i32) -> Balance<'d> {
        let mut accounts: Vec<(Opened, Account<'d>)> = Vec::new();
        let mut pools: BTreeMap<usize, (bool, Vec<usize>)> = BTreeMap::new();
        for lives in self.lives_of_groups() {
            let Some(presence) = self.presence(&lives, day) else {
                continue;
            };
            let at = presence.last;
            let counted = self.book(at).is_none_or(|book| book.is_counted(day));
            match self.pool_of(at) {
                // The group shares an account if it can be in no other life.
                Some((pool, _)) if !counted && presence.first == at => {
                    let (sure, sharers) = pools.entry(pool).or_insert((true, Vec::new()));
                    *sure &= presence.sure;
                    sharers.push(at);
                }
                _ => accounts.extend(self.account(&presence, day)),
            }
        }
        for (at, (sure, sharers)) in pools {
            let Some((booking, pool)) = self.bookings.get(at).zip(self.pools.get(&at)) else {
                continue;
            };
            let mut value = self.shared(pool, &sharers, day);
            if !sure {
                value.people = value.people.maybe();
            }
            let groups = sharers.iter().filter_map(|life| self.group_of(*life));
            let account = Account::of(groups.collect(), value);
            accounts.push(((booking.span.first, at), account));
        }
        accounts.sort_by_cached_key(|(opened, account)| {
            let counted = account.basis() == Basis::Counted;
            (*opened, counted, account.groups().next())
        });
        let accounts = accounts.into_iter().map(|(_, account)| account);
        let mut balance = Balance::of(accounts.collect());
        balance.unaccounted = self.missed(day).estimate();
        balance.joined = self.flow(Change::Joining, day).estimate();
        balance.returned = self.flow(Change::Return, day).estimate();
        balance.dispersed = self.flow(Change::Dispersal, day).estimate();
        balance
    }

    /// How many people have come or left in that way.
    fn flow(&self, which: Change, day: i32) -> People {
        let begun = self
            .bookings
            .iter()
            .filter(|booking| booking.span.first <= day);
        let flows = begun.filter_map(|booking| match booking.entry {
            Entry::Change(_, flow, people) if flow == which => Some(if booking.span.last <= day {
                people
            } else {
                people.maybe()
            }),
            _ => None,
        });
        flows.sum()
    }

    /// Where a group may be; `None` if it is nowhere. The numbers of several lives are never added
    /// up.
    fn presence(&self, lives: &[usize], day: i32) -> Option<Presence> {
        let (mut sure, mut nowhere, mut since, mut closing) = (false, false, i32::MAX, None);
        let mut value: Option<Value> = None;
        let (mut first, mut last) = (None, None);
        let mut start = 0;
        for &at in lives {
            let life = self.life(at)?;
            // A group that goes on is there throughout.
            if closing.is_none() || closing != life.opening {
                (since, start) = (life.opens.last, at);
            }
            closing = life.closing;
            let opens = if life.known {
                life.opens.first
            } else {
                life.told
            };
            if day < opens || life.closes.last <= day {
                continue;
            }
            let book = self.book(at);
            if book.is_some_and(|book| book.is_empty(day)) {
                nowhere = true;
                continue;
            }
            sure |= since <= day && day < life.closes.first;
            (first, last) = (first.or(Some((at, start))), Some(at));
            let held = book.map_or(Value::UNKNOWN, |book| book.value(Span::day(day)));
            value = Some(value.map_or(held, |value| value.or(held)));
        }
        let (first, start) = first?;
        Some(Presence {
            first,
            start,
            last: last?,
            sure: sure && !nowhere,
            value: value?,
        })
    }

    fn account(&self, presence: &Presence, day: i32) -> Option<(Opened, Account<'d>)> {
        let (first, last) = (self.life(presence.start)?, self.life(presence.last)?);
        let mut value = presence.value;
        if !presence.sure {
            value.people = value.people.maybe();
        }
        if last.closes.first <= day {
            // In the reference order, the life is over.
            value.people.best = value.people.low;
        }
        let told = self
            .book(presence.start)
            .and_then(|book| book.items.first());
        let opened = match first.opening {
            Some(opening) => (first.opens.first, opening),
            None => told.map_or((i32::MIN, 0), |item| (item.span.first, item.booking)),
        };
        Some((
            opened,
            Account::of(vec![self.group_of(presence.last)?], value),
        ))
    }
}
