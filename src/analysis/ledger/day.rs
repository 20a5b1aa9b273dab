//! The balance of one day.

use std::collections::BTreeMap;

use super::Basis;
use super::account::Account;
use super::balance::Balance;
use super::bookings::{Entry, Flow};
use super::books::Books;
use super::value::{Value, either, or_none, plus, sum};
use crate::{Estimate, Id};

/// An account, with the day and the booking that opened it.
type Opened<'d> = ((i32, usize), Account<'d>);

/// Those who share a pool.
#[derive(Default)]
struct Sharers<'d> {
    groups: Vec<&'d Id>,
    /// What they hold where they do not share it yet, and where they do no more.
    before: Vec<Value>,
    besides: Vec<Estimate>,
}

impl<'d> Books<'d> {
    pub(super) fn balance(&self, day: i32) -> Balance<'d> {
        let mut pools: BTreeMap<usize, Sharers<'d>> = BTreeMap::new();
        let lives: Vec<usize> = (0..self.lives.len()).collect();
        let group = |at: usize| self.life(at).map(|life| life.group);
        let lives = lives.chunk_by(|one, other| group(*one) == group(*other));
        let accounts = lives.filter_map(|lives| self.account(lives, day, &mut pools));
        let mut accounts: Vec<Opened<'d>> = accounts.collect();
        for (at, sharers) in pools {
            let booking = self.bookings.get(at);
            if let Some((booking, pool)) = booking.zip(self.pools.get(&at)) {
                let mut value = pool.value(day);
                let before = sharers.before.into_iter().reduce(Value::and);
                value.people = match before {
                    Some(before) => either(before.people, value.people),
                    None if day < booking.span.last => or_none(value.people),
                    None => value.people,
                };
                value.people = plus(value.people, sum(sharers.besides.into_iter()));
                accounts.push(((booking.span.first, at), Account::of(sharers.groups, value)));
            }
        }
        accounts.sort_by_cached_key(|(opened, account)| {
            let counted = account.basis() == Basis::Counted;
            (*opened, counted, account.groups().next())
        });
        let mut balance = Balance::of(accounts.into_iter().map(|(_, account)| account).collect());
        balance.unaccounted = self.missed(day);
        for booking in self
            .bookings
            .iter()
            .filter(|booking| booking.span.first <= day)
        {
            if let Entry::Flow(_, flow, people) = booking.entry {
                let total = match flow {
                    Flow::Joining => &mut balance.joined,
                    Flow::Return => &mut balance.returned,
                    Flow::Dispersal => &mut balance.dispersed,
                };
                let certain = booking.span.last <= day;
                *total = plus(*total, if certain { people } else { or_none(people) });
            }
        }
        balance
    }

    /// The account of the group of these lives, unless it is nowhere, or shares one: then its last
    /// life that does decides which. Lives are never added, but to those with whom it shares.
    fn account(
        &self,
        lives: &[usize],
        day: i32,
        pools: &mut BTreeMap<usize, Sharers<'d>>,
    ) -> Option<Opened<'d>> {
        let (mut there, mut nowhere, mut since, mut closing) = (false, false, i32::MAX, None);
        let (mut value, mut opened, mut last) = (None::<Value>, None, None);
        let mut shared: Option<(Option<Value>, Option<usize>)> = None;
        for &at in lives {
            let life = self.life(at)?;
            if closing.is_none() || closing != life.opening {
                since = life.opens.last;
            }
            closing = life.closing;
            let first = if life.known {
                life.opens.first
            } else {
                life.told
            };
            if day < first || life.closes.last <= day {
                continue;
            }
            let book = self.alone.get(&at);
            if book.is_some_and(|book| book.is_empty(day)) {
                nowhere = true;
                continue;
            }
            there |= since <= day && day < life.closes.first;
            last = Some(life);
            let first = book.and_then(|book| book.items.first());
            let first = first.map(|item| (item.span.first, item.owned.booking));
            let opening = life.opening.map(|opening| (life.opens.first, opening));
            opened = opened.or(opening).or(first);
            let either = |one: Option<Value>, other: Value| {
                let hull = |one: Value| one.and(other).with(either(one.people, other.people));
                Some(one.map_or(other, hull))
            };
            if let Some(opening) = life.opening.filter(|_| life.pooled && life.known) {
                // Where it shared another pool before, it may still be there.
                let (mut earlier, other) = shared.take().unwrap_or_default();
                if let Some(pool) = other.and_then(|other| self.pools.get(&other)) {
                    let some = pool.value(day);
                    earlier = either(earlier, some.with(or_none(some.people)));
                }
                let earlier = value.take().map_or(earlier, |value| either(earlier, value));
                shared = Some((earlier, Some(opening)));
            } else {
                value = either(value, book.map_or(Value::UNKNOWN, |book| book.value(day)));
            }
        }
        let (last, there) = (last?, there && !nowhere);
        let bound = |value: Value| {
            if there {
                value
            } else {
                value.with(or_none(value.people))
            }
        };
        if let Some((earlier, Some(pool))) = shared {
            let sharers = pools.entry(pool).or_default();
            sharers.groups.extend(self.groups.get(last.group));
            sharers.before.extend(earlier.map(bound));
            sharers
                .besides
                .extend(value.map(|value| or_none(value.people)));
            return None;
        }
        let mut value = bound(value?);
        if last.closes.first <= day {
            // In the one order it is over.
            let (low, high) = (value.people.low(), value.people.high());
            value.people = Estimate::ascending(low, low, high);
        }
        let group = self.groups.get(last.group)?;
        Some((
            opened.unwrap_or((i32::MIN, 0)),
            Account::of(vec![group], value),
        ))
    }
}
