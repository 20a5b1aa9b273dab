//! The books of all lives. Each opens with what other books held at their closing.

use std::collections::BTreeMap;
use std::ops::Add;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::basis::Basis;
use super::book::{Book, Excess, Item};
use super::bookings::{Booking, Change, Entry, Span};
use super::lives::Life;
use super::order;
use super::value::{People, Value};
use crate::id::Id;

/// The books of a ledger.
#[derive(Debug, Clone, Default)]
pub(super) struct Books<'d> {
    pub(super) groups: Vec<&'d Id>,
    pub(super) bookings: Vec<Booking<'d>>,
    pub(super) lives: Vec<Life>,
    /// By life.
    alone: BTreeMap<usize, Book>,
    /// By the booking that opens them.
    pub(super) pools: BTreeMap<usize, Pool>,
    /// By booking.
    pub(super) excesses: BTreeMap<usize, Excess>,
    /// The people missing where groups meet or divide.
    missed: Vec<(Span, People)>,
    /// The place of each booking in the order in which lives come out of others.
    places: HashMap<usize, usize>,
    /// The lives that a booking opens.
    opened: HashMap<usize, Vec<usize>>,
    /// What a life holds at its opening.
    openings: HashMap<usize, Value>,
    /// What a booking adds to a group that goes on.
    taken: HashMap<usize, Value>,
}

/// Lives that one booking opens without stating their figures: only their total is known.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    opening: Value,
    sharers: Vec<usize>,
}

impl<'d> Books<'d> {
    pub(super) fn of(groups: Vec<&'d Id>, mut bookings: Vec<Booking<'d>>, asked: usize) -> Self {
        let (lives, order) = order::of(&mut bookings, groups.len(), asked);
        let last = bookings.len();
        let mut closed: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut opened: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, life) in lives.iter().enumerate() {
            let (opening, closing) = (life.opening.unwrap_or(last), life.closing.unwrap_or(last));
            opened.entry(opening).or_default().push(at);
            closed.entry(closing).or_default().push(at);
        }
        let places = order.iter().enumerate();
        let mut books = Self {
            places: places.map(|(place, at)| (*at, place)).collect(),
            groups,
            bookings,
            lives,
            opened,
            ..Self::default()
        };
        for at in order.into_iter().chain([last]) {
            let closed = closed.remove(&at).unwrap_or_default();
            for &life in &closed {
                books.write(life);
            }
            match books.bookings.get(at).map(|booking| booking.entry.clone()) {
                Some(Entry::Split {
                    group,
                    whole,
                    parts,
                }) => books.divide(at, group, whole, &parts, &closed),
                Some(Entry::Merge {
                    group,
                    others,
                    whole,
                    ..
                }) => books.unite(at, group, others.len(), whole, &closed),
                _ => {}
            }
        }
        books
    }

    pub(super) fn life(&self, at: usize) -> Option<&Life> {
        self.lives.get(at)
    }

    /// The lives of each group.
    pub(super) fn lives_of_groups(&self) -> Vec<Vec<usize>> {
        let lives: Vec<usize> = (0..self.lives.len()).collect();
        let lives = lives.chunk_by(|one, other| self.group(*one) == self.group(*other));
        lives.map(<[usize]>::to_vec).collect()
    }

    pub(super) fn group_of(&self, life: usize) -> Option<&'d Id> {
        self.groups.get(self.group(life)?).copied()
    }

    fn group(&self, life: usize) -> Option<usize> {
        self.life(life).map(|life| life.group)
    }

    /// The book of a life, if the life can be distinguished.
    pub(super) fn book(&self, life: usize) -> Option<&Book> {
        self.alone.get(&life)
    }

    /// The pool of a life, if it shares one, with the booking that opens it.
    pub(super) fn pool_of(&self, at: usize) -> Option<(usize, &Pool)> {
        let opening = self.life(at)?.opening?;
        let pool = self.pools.get(&opening)?;
        pool.sharers
            .binary_search(&at)
            .is_ok()
            .then_some((opening, pool))
    }

    fn opened(&self, at: usize) -> Vec<usize> {
        self.opened.get(&at).cloned().unwrap_or_default()
    }

    fn write(&mut self, at: usize) {
        let Some(life) = self.life(at).filter(|life| life.known) else {
            return;
        };
        let opening = match life.opening {
            Some(_) => self.openings.get(&at).copied().unwrap_or(Value::UNKNOWN),
            None => Value::UNCOUNTED,
        };
        let mut book = Book::of(life.opening, opening, self.items_of(life));
        self.note(book.audit());
        self.alone.insert(at, book);
    }

    fn note(&mut self, excesses: Vec<Excess>) {
        for excess in excesses {
            self.excesses.entry(excess.booking).or_insert(excess);
        }
    }

    /// The items of a life, with their places in the order.
    fn items_of(&self, life: &Life) -> Vec<(usize, Item)> {
        let items = life.events.iter().filter_map(|owned| {
            let booking = self.bookings.get(owned.booking)?;
            let place = self.places.get(&owned.booking).copied();
            let put = |change, count| Item::new(*owned, booking.span, change, count);
            let taken = self.taken.get(&owned.booking).copied();
            let item = match &booking.entry {
                Entry::Count(_, people) => put(People::NONE, Some(Value::counted(*people))),
                Entry::Change(_, Change::Joining, people) => put(*people, None),
                Entry::Change(_, _, people) => put(-*people, None),
                Entry::Split { whole, parts, .. } => {
                    let own = parts.get(&life.group).copied().flatten();
                    let others = parts.iter().filter(|(part, _)| **part != life.group);
                    let others = others.map(|(_, people)| people.unwrap_or(People::ANY));
                    let others: People = others.sum();
                    let left = whole.map(|whole| (whole + -others).clip());
                    let item = put(-others, own.or(left).map(Value::counted));
                    taken.map_or(item, |met| item.taking_in(met))
                }
                Entry::Merge { whole, .. } => put(People::NONE, whole.map(Value::counted))
                    .taking_in(taken.unwrap_or(Value::UNKNOWN)),
            };
            Some((place.unwrap_or(usize::MAX), item))
        });
        items.collect()
    }

    fn value(&self, life: usize, until: Span) -> Value {
        self.book(life)
            .map_or(Value::UNKNOWN, |book| book.value(until))
    }

    /// The number of people in these sharers of a pool: at most what the pool had, less the least
    /// that `others` had. Until one of the sharers is counted, it is the whole pool.
    fn together(&self, pool: &Pool, lives: &[usize], until: Span, others: i128) -> Value {
        let alone = lives.iter().map(|life| self.value(*life, until));
        let alone = alone.reduce(Value::and).unwrap_or(Value::UNKNOWN);
        let books: Vec<&Book> = lives.iter().filter_map(|life| self.book(*life)).collect();
        let counted = books.iter().any(|book| book.may_be_counted(until));
        let changes = books.iter().map(|book| book.changes(until));
        let mut people = changes.fold(pool.opening.people, People::add);
        if counted || books.len() < pool.sharers.len() {
            people.low = alone.people.low;
        }
        people = People::of(people.low, people.best - others, people.high - others);
        people.high = people.high.min(alone.people.high);
        alone.with(people)
    }

    /// The number of people in these sharers of a pool at the end of a day.
    pub(super) fn shared(&self, pool: &Pool, lives: &[usize], day: i32) -> Value {
        let (until, among) = (Span::day(day), lives.iter().collect::<HashSet<_>>());
        let others = pool.sharers.iter().filter(|life| !among.contains(life));
        let least = others.filter_map(|life| Some(self.book(*life)?.least(until)?.0));
        self.together(pool, lives, until, least.sum())
    }

    /// The number of people in these lives at their closing.
    fn closing(&self, lives: &[usize]) -> Value {
        let (mut values, mut pools) = (Vec::new(), BTreeMap::<usize, Vec<usize>>::new());
        for &life in lives {
            match self.pool_of(life) {
                Some((pool, _)) if self.book(life).is_some() => {
                    pools.entry(pool).or_default().push(life);
                }
                _ => values.push(self.value(life, Span::ALWAYS)),
            }
        }
        for (at, lives) in &pools {
            let pool = self.pools.get(at);
            values.extend(pool.map(|pool| self.together(pool, lives, Span::ALWAYS, 0)));
        }
        values
            .into_iter()
            .reduce(Value::and)
            .unwrap_or(Value::UNKNOWN)
    }

    /// If the booking opens lives that cannot be distinguished, people may have been there already:
    /// adds an unknown number.
    fn or_more(&self, opened: &[usize], held: Value) -> Value {
        let mut lives = opened.iter().filter_map(|life| self.life(*life));
        if lives.all(|life| life.known) {
            held
        } else {
            held.and(Value::UNKNOWN)
        }
    }

    /// What is left of `held` without `taken`. If `all` are counted, the rest is missing.
    fn take(&mut self, at: usize, held: Value, taken: People, all: bool, of: &[usize]) -> Value {
        if held.people.high < taken.low {
            let books = of.iter().filter_map(|life| self.book(*life));
            let excess = Excess {
                booking: at,
                held: held.people,
                taken,
                made_by: books.flat_map(Book::made_by).collect(),
            };
            self.excesses.insert(at, excess);
            return Value::UNCOUNTED;
        }
        let left = Value {
            basis: held.basis.max(Basis::Remainder),
            ..held.with(held.people + -taken)
        };
        if let Some(booking) = self.bookings.get(at).filter(|_| all) {
            self.missed.push((booking.span, left.missed()));
        }
        left
    }

    /// The opening numbers of the parts, from the people who divide and those who were there
    /// already.
    fn divide(
        &mut self,
        at: usize,
        group: Option<usize>,
        whole: Option<People>,
        parts: &BTreeMap<usize, Option<People>>,
        closed: &[usize],
    ) {
        let opened = self.opened(at);
        let mut untold = Vec::new();
        for &life in &opened {
            let people = self.group(life).and_then(|group| *parts.get(&group)?);
            match people {
                Some(people) => drop(self.openings.insert(life, Value::counted(people))),
                None => untold.push(life),
            }
        }
        let is_own = |life: &usize| self.group(*life) == group;
        let (own, met): (Vec<usize>, Vec<usize>) = closed.iter().copied().partition(is_own);
        let met = (!met.is_empty()).then(|| self.closing(&met));
        if own.is_empty() {
            self.taken.extend(met.map(|met| (at, met)));
            return;
        }
        let mut held = self.closing(&own);
        if let Some(whole) = whole {
            self.take(at, held, whole, true, &own);
            held = Value::counted(whole);
        }
        held = self.or_more(&opened, met.map_or(held, |met| held.and(met)));
        let told: People = parts.values().copied().flatten().sum();
        let rest = self.take(at, held, told, untold.is_empty(), closed);
        if untold.len() > 1 {
            self.share(at, rest, untold);
        } else {
            let untold = untold.into_iter().map(|life| (life, rest));
            self.openings.extend(untold);
        }
    }

    /// Opens lives with a common total, unless more people leave or are counted than the total
    /// allows.
    fn share(&mut self, at: usize, mut opening: Value, sharers: Vec<usize>) {
        let lives = sharers.iter().filter_map(|life| self.life(*life));
        let books = lives.map(|life| Book::of(Some(at), opening, self.items_of(life)));
        let mut least: Vec<_> = books.filter_map(|book| book.least(Span::ALWAYS)).collect();
        least.sort_by_key(|(_, item)| (item.span, item.booking));
        let (mut left, mut made_by) = (opening.people, vec![at]);
        for (least, item) in least {
            if left.high < least {
                let held = left + -People::of(least, least, least) + item.taken();
                let taken = item.taken();
                let booking = item.booking;
                self.note(vec![Excess {
                    booking,
                    held: held.clip(),
                    taken,
                    made_by,
                }]);
                opening = Value::UNCOUNTED;
                break;
            }
            let lost = if item.count.is_some() {
                People::OPEN
            } else {
                least
            };
            left = (left + -People::of(least, least, lost)).clip();
            made_by.push(item.booking);
        }
        let share = opening.with(opening.people.maybe());
        self.openings
            .extend(sharers.iter().map(|life| (*life, share)));
        self.pools.insert(at, Pool { opening, sharers });
    }

    /// The number of people that a group holds, or takes in, by a merge.
    fn unite(
        &mut self,
        at: usize,
        group: usize,
        others: usize,
        whole: Option<People>,
        closed: &[usize],
    ) {
        let known = closed
            .iter()
            .filter(|life| self.group(**life) != Some(group));
        let mut held = self.closing(closed);
        if known.count() < others {
            held = held.and(Value::UNKNOWN);
        } else if others == 0 && closed.is_empty() {
            held = Value::counted(People::NONE);
        }
        self.taken.insert(at, held);
        let opened = self.opened(at);
        held = self.or_more(&opened, held);
        if let Some(whole) = whole.filter(|_| !opened.is_empty()) {
            self.take(at, held, whole, true, closed);
            held = Value::counted(whole);
        }
        self.openings
            .extend(opened.into_iter().map(|life| (life, held)));
    }

    /// How many people are missing by the end of that day.
    pub(super) fn missed(&self, day: i32) -> People {
        let partings = self.missed.iter().filter(|(span, _)| span.first <= day);
        let partings = partings.map(|(span, missed)| {
            if span.last <= day {
                *missed
            } else {
                missed.maybe()
            }
        });
        let lives = self
            .lives
            .iter()
            .enumerate()
            .map(|(at, life)| match self.book(at) {
                Some(_) if self.is_of_those_counted(at) => People::NONE,
                Some(book) => book.missed(day),
                None if life.told <= day => People::ANY,
                None => People::NONE,
            });
        let pools = self.pools.values().map(|pool| self.missed_of(pool, day));
        partings.chain(lives).chain(pools).sum()
    }

    /// Whether a life shares a pool that was counted as a whole.
    fn is_of_those_counted(&self, at: usize) -> bool {
        self.pool_of(at)
            .is_some_and(|(_, pool)| pool.opening.is_counted())
    }

    /// How many people of a pool are missing: the difference between its total and the later
    /// counts.
    fn missed_of(&self, pool: &Pool, day: i32) -> People {
        let (mut all, mut missed, mut counted) = (true, pool.opening.people, false);
        let books = pool.sharers.iter().filter_map(|life| self.book(*life));
        for book in books {
            let (fallen, certain) = book.missed_of_shared(day);
            counted |= fallen.is_some();
            all &= certain;
            let least = book.least(Span::day(day)).map_or(0, |(least, _)| -least);
            let fallen = fallen.unwrap_or(People::of(least, least, least));
            let most = if certain {
                fallen.high
            } else {
                fallen.high.max(least)
            };
            missed = missed
                + People {
                    high: most,
                    ..fallen
                };
        }
        if !counted || !pool.opening.is_counted() {
            return People::NONE;
        }
        let low = if all { missed.low } else { 0 };
        let best = if all { missed.best } else { 0 };
        pool.opening
            .with(People::of(low, best, missed.high))
            .missed()
    }
}
