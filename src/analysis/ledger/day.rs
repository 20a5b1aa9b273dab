//! The balance of one day.

use std::collections::BTreeMap;

use super::Basis;
use super::account::Account;
use super::balance::Balance;
use super::bookings::{Entry, Flow, Span};
use super::books::Books;
use super::value::{People, Value};
use crate::id::Id;

/// When an account was opened, and by which booking.
type Opened = (i32, usize);

/// Those who share a pool.
#[derive(Default)]
struct Sharers<'d> {
    groups: Vec<&'d Id>,
    /// What they hold where they do not share it: before they do, or besides.
    before: Option<Value>,
    besides: People,
}

impl<'d> Books<'d> {
    pub(super) fn balance(&self, day: i32) -> Balance<'d> {
        let mut pools: BTreeMap<usize, Sharers<'d>> = BTreeMap::new();
        let lives: Vec<usize> = (0..self.lives.len()).collect();
        let group = |at: usize| self.life(at).map(|life| life.group);
        let lives = lives.chunk_by(|one, other| group(*one) == group(*other));
        let mut accounts: Vec<(Opened, Account<'d>)> = lives
            .filter_map(|lives| self.account(lives, day, &mut pools))
            .collect();
        for (at, sharers) in pools {
            let pool = self.pools.get(&at).and_then(|pool| pool.book.as_ref());
            if let Some((booking, pool)) = self.bookings.get(at).zip(pool) {
                let mut value = pool.value(Span::day(day), 0);
                if let Some(before) = sharers.before {
                    value = before.or(value);
                } else if day < booking.span.last {
                    value.people = value.people.maybe();
                }
                value.people = (value.people + sharers.besides).clip();
                accounts.push(((booking.span.first, at), Account::of(sharers.groups, value)));
            }
        }
        accounts.sort_by_cached_key(|(opened, account)| {
            let counted = account.basis() == Basis::Counted;
            (*opened, counted, account.groups().next())
        });
        let flow = |which: Flow| {
            let bookings = self
                .bookings
                .iter()
                .filter(|booking| booking.span.first <= day);
            let flows = bookings.filter_map(|booking| match booking.entry {
                Entry::Flow(_, flow, people) if flow == which && booking.span.last <= day => {
                    Some(people)
                }
                Entry::Flow(_, flow, people) if flow == which => Some(people.maybe()),
                _ => None,
            });
            flows.sum::<People>().estimate()
        };
        let accounts = accounts.into_iter().map(|(_, account)| account);
        let mut balance = Balance::of(accounts.collect());
        balance.unaccounted = self.missed(day).estimate();
        balance.joined = flow(Flow::Joining);
        balance.returned = flow(Flow::Return);
        balance.dispersed = flow(Flow::Dispersal);
        balance
    }

    /// The account of the group of these lives, unless it is nowhere, or shares one: then its last
    /// life that does decides which. Lives are never added, but to those with whom it shares.
    fn account(
        &self,
        lives: &[usize],
        day: i32,
        pools: &mut BTreeMap<usize, Sharers<'d>>,
    ) -> Option<(Opened, Account<'d>)> {
        let (mut sure, mut nowhere, mut since, mut closing) = (false, false, i32::MAX, None);
        let mut value: Option<Value> = None;
        let (mut opened, mut last) = (None, None);
        for &at in lives {
            let life = self.life(at)?;
            // Who goes on is there throughout.
            if closing.is_none() || closing != life.opening {
                since = life.opens.last;
            }
            closing = life.closing;
            let book = self.alone.get(&at);
            let first = if life.known {
                life.opens.first
            } else {
                life.told
            };
            if day < first || life.closes.last <= day {
                continue;
            }
            if book.is_some_and(|book| book.is_empty(day)) {
                nowhere = true;
                continue;
            }
            sure |= since <= day && day < life.closes.first;
            let told = book.and_then(|book| book.items.first());
            let told = told.map(|item| (item.span.first, item.booking));
            let opening = life.opening.map(|opening| (life.opens.first, opening));
            opened = opened.or(opening).or(told);
            last = Some((at, life, value));
            let held = book.map_or(Value::UNKNOWN, |book| book.value(Span::day(day), 0));
            value = Some(value.map_or(held, |value| value.or(held)));
        }
        let (at, life, before) = last?;
        let group = self.groups.get(life.group)?;
        let pool = self.pool_of(at).filter(|_| self.shares(life, day));
        if let Some((pool, _)) = pool {
            let sharers = pools.entry(pool).or_default();
            sharers.groups.push(group);
            let goes_on = |life: &usize| {
                self.life(*life)
                    .is_some_and(|life| life.closing == Some(pool))
            };
            if lives.iter().any(goes_on) {
                sharers.before = before.map(|before| Value {
                    people: if sure {
                        before.people
                    } else {
                        before.people.maybe()
                    },
                    ..before
                });
            } else if let Some(before) = before {
                sharers.besides = sharers.besides + before.people.maybe();
            }
            return None;
        }
        let mut value = value?;
        if !sure || nowhere {
            value.people = value.people.maybe();
        }
        if life.closes.first <= day {
            // In the one order it is over.
            value.people.best = value.people.low;
        }
        Some((
            opened.unwrap_or((i32::MIN, 0)),
            Account::of(vec![group], value),
        ))
    }
}
