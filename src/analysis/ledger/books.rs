//! The books of all lives: each opens with what others held at their closing.

use std::collections::{BTreeMap, HashMap};

use super::Basis;
use super::book::{Base, Book, Excess, Item, What};
use super::bookings::{Booking, Entry, Flow, Merge, Span, Split};
use super::lives::{Life, Owned};
use super::order;
use super::value::{Change, Value, minus, or_none, sum};
use crate::{Estimate, Id};

/// The books of a ledger.
#[derive(Debug, Clone, Default)]
pub(super) struct Books<'d> {
    pub(super) groups: Vec<&'d Id>,
    pub(super) bookings: Vec<Booking<'d>>,
    pub(super) lives: Vec<Life>,
    /// By life.
    pub(super) alone: BTreeMap<usize, Book>,
    /// Of lives that are known only together, by the booking that opens them.
    pub(super) pools: BTreeMap<usize, Book>,
    /// By booking.
    pub(super) excesses: BTreeMap<usize, Excess>,
    /// Who is missed where groups meet or divide.
    missed: Vec<(Span, Estimate)>,
    /// Of each booking, in the order in which lives come out of others.
    places: HashMap<usize, usize>,
    /// The lives that a booking opens.
    opened: HashMap<usize, Vec<usize>>,
    /// What a life holds at first.
    openings: HashMap<usize, Value>,
    /// What those hold together whom a booking opens, and whose figures nobody tells.
    shares: BTreeMap<usize, Value>,
    /// How many of them have not closed yet.
    sharers: HashMap<usize, usize>,
    /// What a group takes in by a merge.
    taken: HashMap<usize, Value>,
}

impl<'d> Books<'d> {
    pub(super) fn of(groups: Vec<&'d Id>, mut bookings: Vec<Booking<'d>>) -> Self {
        let (lives, order) = order::of(&mut bookings, groups.len());
        let mut closed: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut opened: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, life) in lives.iter().enumerate() {
            let closing = life.closing.unwrap_or(bookings.len());
            closed.entry(closing).or_default().push(at);
            opened
                .entry(life.opening.unwrap_or(bookings.len()))
                .or_default()
                .push(at);
        }
        let last = bookings.len();
        let places = order
            .iter()
            .enumerate()
            .map(|(place, at)| (*at, place))
            .collect();
        let mut books = Self {
            groups,
            bookings,
            lives,
            places,
            opened,
            ..Self::default()
        };
        for at in order.into_iter().chain([last]) {
            let closed = closed.remove(&at).unwrap_or_default();
            for &life in &closed {
                books.write(life);
            }
            books.pass(at, &closed);
        }
        let pools: Vec<usize> = books.shares.keys().copied().collect();
        for at in pools {
            let mut pool = books.pool(at, &[]);
            for excess in pool.audit() {
                books.excesses.entry(excess.booking).or_insert(excess);
            }
            books.pools.insert(at, pool);
        }
        books
    }

    pub(super) fn life(&self, at: usize) -> Option<&Life> {
        self.lives.get(at)
    }

    fn opened(&self, at: usize) -> Vec<usize> {
        self.opened.get(&at).cloned().unwrap_or_default()
    }

    fn write(&mut self, at: usize) {
        let Some(life) = self.life(at).filter(|life| life.known) else {
            return;
        };
        let opening = self.openings.get(&at).copied().unwrap_or(Value::UNKNOWN);
        let mut book = Book::of(life.opening, opening, self.items_of(life));
        let excesses = book.audit().into_iter();
        self.excesses
            .extend(excesses.map(|excess| (excess.booking, excess)));
        self.alone.insert(at, book);
    }

    /// The items of a life, with their places in the order.
    fn items_of(&self, life: &Life) -> Vec<(usize, Item)> {
        let mut items = Vec::new();
        for &owned in &life.events {
            let Some(booking) = self.bookings.get(owned.booking) else {
                continue;
            };
            let span = booking.span;
            let place = self
                .places
                .get(&owned.booking)
                .map_or(usize::MAX, |place| *place);
            let mut put = |what| items.push((place, Item { owned, span, what }));
            let base = |people, own| {
                What::Base(Base {
                    span,
                    value: Value::counted(people),
                    own,
                })
            };
            match &booking.entry {
                Entry::Count(_, people) => put(base(*people, None)),
                Entry::Flow(_, Flow::Joining, people) => put(What::Join(*people)),
                Entry::Flow(_, _, people) => put(What::Leave(*people)),
                Entry::Split(split) => {
                    let others = split
                        .parts
                        .iter()
                        .filter(|(part, _)| Some(**part) != split.group);
                    let others = sum(others.filter_map(|(_, people)| *people));
                    let itself = split
                        .group
                        .and_then(|group| split.parts.get(&group).copied());
                    let left = split.whole.map(|whole| minus(whole, others));
                    put(What::Leave(others));
                    if let Some(people) = itself.flatten().or(left) {
                        put(base(people, Some(Change::leave(others))));
                    }
                }
                Entry::Merge(merge) => {
                    let taken = self.taken.get(&owned.booking).copied();
                    let taken = taken.unwrap_or(Value::UNKNOWN);
                    put(What::Take(taken));
                    if let Some(people) = merge.whole {
                        put(base(people, Some(Change::come(taken.people))));
                    }
                }
            }
        }
        items
    }

    /// The book of those whom one booking opens, and who are known only together until they close;
    /// before some of them do.
    fn pool(&self, at: usize, closing: &[usize]) -> Book {
        let mut items = Vec::new();
        for at in self.opened(at) {
            let Some(life) = self.life(at).filter(|life| life.pooled) else {
                continue;
            };
            // What is perhaps counted of them tells only that some of the others may be missed.
            let part = |booking, span, sure, people| {
                let owned = Owned {
                    booking,
                    sure,
                    likely: sure,
                };
                (
                    usize::MAX,
                    Item {
                        owned,
                        span,
                        what: What::Part(people),
                    },
                )
            };
            let none = Estimate::exactly(0);
            items.extend(
                self.items_of(life)
                    .into_iter()
                    .map(|(place, item)| match item.base() {
                        Some(_) => part(item.owned.booking, item.span, false, none),
                        None => (place, item),
                    }),
            );
            if !life.known {
                let span = Span {
                    last: Span::LAST,
                    ..life.opens
                };
                items.extend(life.opening.map(|opening| part(opening, span, false, none)));
            } else if let Some(booking) = life.closing.filter(|_| !closing.contains(&at)) {
                let counted = self.counted(booking).unwrap_or(none);
                items.push(part(booking, life.closes, true, counted));
            }
        }
        if let Some(life) = closing.first().and_then(|life| self.life(*life)) {
            items.retain(|(_, item)| item.span.first <= life.closes.last);
        }
        let opening = self.shares.get(&at).copied().unwrap_or(Value::UNKNOWN);
        Book::of(Some(at), opening, items)
    }

    fn counted(&self, booking: usize) -> Option<Estimate> {
        match self.bookings.get(booking)?.entry {
            Entry::Count(_, people) => Some(people),
            _ => None,
        }
    }

    /// What these lives hold together at their closing.
    fn closing(&self, lives: &[usize]) -> Value {
        let mut values = Vec::new();
        let mut pools: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &at in lives {
            let pool = self.life(at).filter(|life| life.pooled && life.known);
            match pool.and_then(|life| life.opening) {
                Some(pool) => pools.entry(pool).or_default().push(at),
                None => values.push(
                    self.alone
                        .get(&at)
                        .map_or(Value::UNKNOWN, |book| book.value(i32::MAX)),
                ),
            }
        }
        for (at, closing) in pools {
            let closes = closing
                .iter()
                .filter_map(|life| self.life(*life))
                .map(|life| life.closes);
            let closes = closes.min().unwrap_or(Span::START);
            let gone = |life: &Life| {
                let mut groups = lives.iter().filter_map(|other| self.life(*other));
                let ends = groups.any(|other| other.group == life.group);
                !life.pooled || life.known && (ends || life.closes.is_before(closes))
            };
            let others = || {
                self.opened(at)
                    .into_iter()
                    .filter(|life| !closing.contains(life))
            };
            let last = self.sharers.get(&at) == Some(&0);
            values.push(
                if last && others().filter_map(|life| self.life(life)).all(gone) {
                    self.pool(at, &closing).value(i32::MAX)
                } else {
                    let shared = self.shares.get(&at).copied().unwrap_or(Value::UNKNOWN);
                    let some = shared.with(or_none(shared.people));
                    let lives = closing.iter().filter_map(|life| self.life(*life));
                    let items = lives.flat_map(|life| self.items_of(life)).collect();
                    Book::of(Some(at), some, items).value(i32::MAX)
                },
            );
        }
        values
            .into_iter()
            .reduce(Value::and)
            .unwrap_or(Value::UNKNOWN)
    }

    /// Those who perhaps were there already may be more, where lives open that cannot be told
    /// apart.
    fn or_more(&self, at: usize, held: Value) -> Value {
        let lives = self
            .opened(at)
            .into_iter()
            .filter_map(|life| self.life(life));
        let known = lives.fold(true, |known, life| known && life.known);
        if known {
            held
        } else {
            held.and(Value::UNKNOWN)
        }
    }

    /// What is left of it without these, and is missed if `all` are told.
    fn take(&mut self, at: usize, held: Value, taken: Estimate, all: bool, of: &[usize]) -> Value {
        if held.people.checked_sub(taken).is_err() {
            let made_by = of
                .iter()
                .filter_map(|life| self.alone.get(life))
                .flat_map(Book::made_by);
            let made_by = made_by.collect();
            self.excesses.insert(
                at,
                Excess {
                    booking: at,
                    held: held.people,
                    taken,
                    made_by,
                },
            );
            return Value::UNKNOWN;
        }
        let basis = held.basis.max(Basis::Remainder);
        let left = Value {
            basis,
            ..held.with(minus(held.people, taken))
        };
        if let Some(booking) = self.bookings.get(at).filter(|_| all) {
            self.missed.push((booking.span, left.missed()));
        }
        left
    }

    /// What the lives that a booking opens hold of those that it closes.
    fn pass(&mut self, at: usize, closed: &[usize]) {
        let pools = closed
            .iter()
            .filter_map(|life| self.life(*life))
            .filter(|life| life.pooled);
        for opening in pools.filter_map(|life| life.opening).collect::<Vec<_>>() {
            self.sharers
                .entry(opening)
                .and_modify(|sharers| *sharers = sharers.saturating_sub(1));
        }
        match self.bookings.get(at).map(|booking| booking.entry.clone()) {
            Some(Entry::Count(..)) => {
                let held = self.closing(closed);
                let held = held.with(or_none(held.people));
                let opened = self.opened(at).into_iter();
                self.openings.extend(opened.map(|life| (life, held)));
            }
            Some(Entry::Split(split)) => self.divide(at, &split, closed),
            Some(Entry::Merge(merge)) => self.unite(at, &merge, closed),
            Some(Entry::Flow(..)) | None => {}
        }
    }

    fn divide(&mut self, at: usize, split: &Split, closed: &[usize]) {
        let mut untold = Vec::new();
        for life in self.opened(at) {
            let part = self
                .life(life)
                .and_then(|life| split.parts.get(&life.group));
            match part.copied().flatten() {
                Some(people) => drop(self.openings.insert(life, Value::counted(people))),
                None => untold.push(life),
            }
        }
        let is_own = |life: &&usize| self.life(**life).map(|life| life.group) == split.group;
        let (own, met): (Vec<usize>, Vec<usize>) = closed.iter().partition(is_own);
        if own.is_empty() && untold.is_empty() {
            return;
        }
        let mut held = self.closing(&own);
        if let Some(whole) = split.whole {
            self.take(at, held, whole, true, &own);
            held = Value::counted(whole);
        }
        if !met.is_empty() {
            held = held.and(self.closing(&met));
        }
        held = self.or_more(at, held);
        let told = sum(split.parts.values().copied().flatten());
        let mut rest = self.take(at, held, told, untold.is_empty(), closed);
        if untold.len() > 1 {
            self.shares.insert(at, rest);
            self.sharers.insert(at, untold.len());
            rest.people = or_none(rest.people);
        }
        self.openings
            .extend(untold.into_iter().map(|life| (life, rest)));
    }

    fn unite(&mut self, at: usize, merge: &Merge, closed: &[usize]) {
        let others = closed.iter().filter_map(|life| self.life(*life));
        let known = others.filter(|life| life.group != merge.group).count();
        let mut held = self.closing(closed);
        if known < merge.others.len() {
            held = held.and(Value::UNKNOWN);
        } else if merge.others.is_empty() {
            held = Value::counted(Estimate::exactly(0));
        }
        self.taken.insert(at, held);
        let opened = self.opened(at);
        held = self.or_more(at, held);
        if let Some(whole) = merge.whole.filter(|_| !opened.is_empty()) {
            self.take(at, held, whole, true, closed);
            held = Value::counted(whole);
        }
        self.openings
            .extend(opened.into_iter().map(|life| (life, held)));
    }

    /// How many are missed by the end of that day.
    pub(super) fn missed(&self, day: i32) -> Estimate {
        let partings = self.missed.iter().filter(|(span, _)| span.first <= day);
        let partings = partings.map(|(span, missed)| {
            if span.last <= day {
                *missed
            } else {
                or_none(*missed)
            }
        });
        let lives = self.lives.iter().enumerate().filter_map(|(at, life)| {
            let whole = self
                .openings
                .get(&at)
                .is_some_and(|value| value.is_counted());
            let counts = life.opening.and_then(|at| self.counted(at)).is_some();
            let whole = whole && !life.pooled && !counts;
            let known = self.alone.get(&at).map(|book| book.missed(day, whole));
            known.or((!life.known && life.told <= day).then_some(Value::UNKNOWN.people))
        });
        let pools = self.pools.values().map(|pool| {
            let count =
                |item: &Item| !item.owned.sure || self.counted(item.owned.booking).is_some();
            let parts = pool
                .items
                .iter()
                .filter(|item| matches!(item.what, What::Part(_)));
            let counted = parts.filter(|item| item.span.first <= day).any(count);
            let most = pool.value(day);
            let most = most.with(Estimate::ascending(0, 0, most.people.high()));
            if counted {
                most.missed()
            } else {
                Estimate::exactly(0)
            }
        });
        sum(partings.chain(lives).chain(pools))
    }
}
