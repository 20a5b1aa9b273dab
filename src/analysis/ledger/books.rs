//! The books of all lives: each opens with what others held at their closing.

use std::collections::{BTreeMap, HashMap};

use super::Basis;
use super::book::{Book, Excess, Item, What};
use super::bookings::{Booking, Entry, Flow, Span};
use super::lives::{Life, Owned};
use super::order;
use super::value::{People, Value};
use crate::id::Id;
use crate::limits;

/// The books of a ledger.
#[derive(Debug, Clone, Default)]
pub(super) struct Books<'d> {
    pub(super) groups: Vec<&'d Id>,
    pub(super) bookings: Vec<Booking<'d>>,
    pub(super) lives: Vec<Life>,
    /// By life.
    pub(super) alone: BTreeMap<usize, Book>,
    /// By the booking that opens them.
    pub(super) pools: BTreeMap<usize, Pool>,
    /// By booking.
    pub(super) excesses: BTreeMap<usize, Excess>,
    /// Who is missed where groups meet or divide.
    missed: Vec<(Span, People)>,
    /// Of each booking, in the order in which lives come out of others.
    places: HashMap<usize, usize>,
    /// The lives that a booking opens.
    opened: HashMap<usize, Vec<usize>>,
    /// What a life holds at first.
    openings: HashMap<usize, Value>,
    /// What a group takes in by a booking, and goes on.
    taken: HashMap<usize, Value>,
    /// How many leave a group that divides and goes on, in parts that are not counted.
    parted: HashMap<usize, People>,
    /// The pool of a life, if it shares one, by the booking that opens it.
    pool_of: HashMap<usize, usize>,
    /// What those come out of who close by a booking.
    follows: HashMap<usize, usize>,
    /// The life that certainly owns a division, and goes on.
    owners: HashMap<usize, usize>,
}

/// Lives that one booking opens, and that are known only together: until they are counted, or
/// close. A merge that takes in one of them alone makes another of it.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    lives: Vec<usize>,
    /// How many of these are there at once.
    sharers: usize,
    opening: Value,
    pub(super) book: Option<Book>,
}

impl<'d> Books<'d> {
    pub(super) fn of(groups: Vec<&'d Id>, mut bookings: Vec<Booking<'d>>) -> Self {
        let (lives, order) = order::of(&mut bookings, groups.len());
        let last = bookings.len();
        let mut closed: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut opened: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, life) in lives.iter().enumerate() {
            closed
                .entry(life.closing.unwrap_or(last))
                .or_default()
                .push(at);
            opened
                .entry(life.opening.unwrap_or(last))
                .or_default()
                .push(at);
        }
        let known = lives.iter().filter(|life| life.known);
        let follows = known.filter_map(|life| life.closing.zip(life.opening));
        let follows = follows.collect();
        let owners = lives.iter().enumerate().flat_map(|(at, life)| {
            let sure = life.events.iter().filter(|owned| owned.sure && life.known);
            sure.map(move |owned| (owned.booking, at))
        });
        let places = order.iter().enumerate();
        let mut books = Self {
            places: places.map(|(place, at)| (*at, place)).collect(),
            owners: owners.collect(),
            follows,
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
        let pools: Vec<usize> = books.pools.keys().copied().collect();
        for at in pools {
            let book = books.pools.get(&at).map(|pool| books.shared(at, pool));
            let Some(mut book) = book else { continue };
            books.note(book.audit());
            books
                .pools
                .entry(at)
                .and_modify(|pool| pool.book = Some(book));
        }
        books
    }

    pub(super) fn life(&self, at: usize) -> Option<&Life> {
        self.lives.get(at)
    }

    fn group(&self, life: usize) -> Option<usize> {
        self.life(life).map(|life| life.group)
    }

    /// The pool of a life, if it shares one.
    pub(super) fn pool_of(&self, at: usize) -> Option<(usize, &Pool)> {
        let pool = *self.pool_of.get(&at)?;
        Some((pool, self.pools.get(&pool)?))
    }

    /// Whether a life goes on in the same pool, as another.
    fn is_passed_on(&self, life: &Life, pool: usize) -> bool {
        let next = life.closing.and_then(|closing| self.opened.get(&closing));
        let mut next = next.into_iter().flatten();
        next.any(|next| self.pool_of.get(next) == Some(&pool))
    }

    fn opened(&self, at: usize) -> Vec<usize> {
        self.opened.get(&at).cloned().unwrap_or_default()
    }

    fn note(&mut self, excesses: Vec<Excess>) {
        for excess in excesses {
            self.excesses.entry(excess.booking).or_insert(excess);
        }
    }

    fn write(&mut self, at: usize) {
        let Some(life) = self.life(at).filter(|life| life.known) else {
            return;
        };
        let mut book = self.book(at, life, self.items_of(life));
        self.note(book.audit());
        self.alone.insert(at, book);
    }

    /// The items of a life, with their places in the order.
    fn items_of(&self, life: &Life) -> Vec<(usize, Item)> {
        let mut items = Vec::new();
        for &owned in &life.events {
            let Some(booking) = self.bookings.get(owned.booking) else {
                continue;
            };
            let place = self.places.get(&owned.booking).copied();
            let mut put = |what, count| {
                let mut item = Item::new(owned, booking.span, what, count);
                item.follows = self.follows.get(&owned.booking).copied();
                items.push((place.unwrap_or(usize::MAX), item));
            };
            let taken = self.taken.get(&owned.booking).copied();
            match &booking.entry {
                Entry::Count(_, people) => {
                    put(What::Change(People::NONE), Some(Value::counted(*people)));
                }
                Entry::Flow(_, Flow::Joining, people) => put(What::Change(*people), None),
                Entry::Flow(_, _, people) => put(What::Change(-*people), None),
                Entry::Split { whole, parts, .. } => {
                    let own = parts.get(&life.group).copied().flatten();
                    let others = parts.iter().filter(|(part, _)| **part != life.group);
                    let untold = others.clone().any(|(_, people)| people.is_none());
                    let others: People = others.filter_map(|(_, people)| *people).sum();
                    let parted = self.parted.get(&owned.booking).copied();
                    let parted = parted.or(untold.then_some(People::ANY));
                    let leave = -(others + parted.unwrap_or(People::NONE));
                    let left = whole.map(|whole| (whole + -others).clip());
                    let what = match taken {
                        Some(met) => What::Take(Value {
                            people: met.people + leave,
                            ..met
                        }),
                        None => What::Change(leave),
                    };
                    put(what, own.or(left).map(Value::counted));
                }
                Entry::Merge { whole, .. } => put(
                    What::Take(taken.unwrap_or(Value::UNKNOWN)),
                    whole.map(Value::counted),
                ),
            }
        }
        items
    }

    /// The book of those who are known only together, until they are counted or close.
    fn shared(&self, at: usize, pool: &Pool) -> Book {
        let mut items = Vec::new();
        for life in pool.lives.iter().filter_map(|life| self.life(*life)) {
            let (counted, count) = self.first_count(life);
            for (place, mut item) in self.items_of(life) {
                if !item.span.is_before(counted) {
                    item.certain = i32::MAX;
                }
                item.likely &= item.span < counted;
                // Whom it takes in as it is counted comes to them first.
                let comes = item.count.is_none() || item.change().high > 0;
                item.count = None;
                if comes && item.span.first <= counted.last {
                    items.push((place, item));
                }
            }
            let mut span = life.closes;
            if self.is_passed_on(life, at) {
                span = Span::END;
            }
            if !life.known {
                span.first = life.opens.first;
            }
            let closes = (life.closing.or(life.opening).unwrap_or(at), None);
            let (booking, mut people) = match count {
                Some((booking, people)) if counted.first <= span.first => (booking, Some(people)),
                _ => closes,
            };
            if let Some(people) = people.as_mut().filter(|_| span.first <= counted.last) {
                people.low = 0;
            }
            span.first = span.first.min(counted.first);
            span.last = span.last.min(counted.last);
            if span != Span::END {
                let sure = life.known && span.last != Span::END.last;
                let owned = Owned {
                    booking,
                    sure,
                    likely: sure,
                };
                items.push((usize::MAX, Item::new(owned, span, What::Part(people), None)));
            }
        }
        Book::of(Some(at), pool.opening, true, items)
    }

    /// Whether a life of a pool is perhaps not counted by the end of that day.
    pub(super) fn shares(&self, life: &Life, day: i32) -> bool {
        life.known && day < self.first_count(life).0.last
    }

    /// When a life is first counted, by which booking, and as how many at least.
    fn first_count(&self, life: &Life) -> (Span, Option<(usize, People)>) {
        let items = self.items_of(life);
        let counts = items.iter().map(|(_, item)| item);
        let counts = counts.filter(|item| item.count.is_some());
        let last = counts.clone().map(|item| item.certain).min();
        let last = last.unwrap_or(Span::END.last);
        let firsts = counts.filter(|item| item.span.first <= last);
        let first = firsts.clone().map(|item| item.span.first).min();
        let low = firsts.clone().map(|item| item.taken().clip().low).min();
        let count = firsts.map(|item| {
            let people = item.taken().clip();
            let low = low.unwrap_or(people.low);
            (item.booking, People { low, ..people })
        });
        let first = first.unwrap_or(Span::END.first);
        (Span { first, last }, { count }.next())
    }

    /// What these lives hold together at their closing.
    fn closing(&self, lives: &[usize]) -> Value {
        let mut values = Vec::new();
        let mut pools: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &at in lives {
            match self.pool_of(at) {
                Some((pool, _)) => pools.entry(pool).or_default().push(at),
                None => values.push(self.value(at)),
            }
        }
        for (at, closing) in pools {
            let pool = self
                .pools
                .get(&at)
                .filter(|pool| pool.sharers == closing.len());
            // Who closes together without a count of any is as many as the pool.
            let known = closing
                .iter()
                .filter_map(|life| self.life(*life))
                .all(|life| life.known);
            let counted = |book: &Book| book.items.iter().any(|item| item.count.is_some());
            let counted = closing
                .iter()
                .filter_map(|life| self.alone.get(life))
                .any(counted);
            match pool.filter(|_| known && !counted) {
                Some(pool) => {
                    let mut book = self.shared(at, pool);
                    book.items
                        .retain(|item| !matches!(item.what, What::Part(_)));
                    values.push(book.value(Span::day(i32::MAX), 0));
                }
                None => values.extend(closing.into_iter().map(|life| self.value(life))),
            }
        }
        values
            .into_iter()
            .reduce(Value::and)
            .unwrap_or(Value::UNKNOWN)
    }

    /// What a group that goes on holds right before that division of it.
    fn before(&self, at: usize, counted: Option<People>, told: People) -> Value {
        let owner = self.owners.get(&at).copied().unwrap_or(usize::MAX);
        let life = self.life(owner);
        let life = life.filter(|life| life.events.len() <= limits::BOOKINGS_BEFORE_A_PART);
        let Some((life, division)) = life.zip(self.bookings.get(at)) else {
            return Value::UNKNOWN;
        };
        let now = (division.span, self.places.get(&at).copied());
        let parts = self.opened(at);
        let returns = |booking: usize| {
            let mut parts = parts.iter().filter_map(|part| self.life(*part));
            parts.any(|part| part.closing == Some(booking))
        };
        let mut items = self.items_of(life);
        items.retain(|(_, item)| item.booking != at && !returns(item.booking));
        // A count that is above what the group goes on with was made before.
        let comes = items.iter().filter(|(_, item)| item.change().high > 0);
        let comes: Vec<_> = comes
            .map(|(_, item)| (item.span, item.change().high))
            .collect();
        for (place, item) in &mut items {
            item.likely &= (item.span, Some(*place)) < now;
            let between = comes
                .iter()
                .filter(|(span, _)| !span.is_before(division.span) && !item.span.is_before(*span));
            let come: i128 = between.map(|(_, people)| *people).sum();
            let most = counted.map_or(People::OPEN, |people| people.high + come);
            item.settle(most, division.span);
        }
        self.book(owner, life, items).value(division.span, told.low)
    }

    fn book(&self, at: usize, life: &Life, items: Vec<(usize, Item)>) -> Book {
        let opening = self.openings.get(&at).copied().unwrap_or(Value::UNKNOWN);
        Book::of(life.opening, opening, self.pool_of(at).is_none(), items)
    }

    fn value(&self, life: usize) -> Value {
        let book = self.alone.get(&life);
        book.map_or(Value::UNKNOWN, |book| book.value(Span::day(i32::MAX), 0))
    }

    /// Those who perhaps were there already may be more, where lives open that cannot be told
    /// apart.
    fn or_more(&self, opened: &[usize], held: Value) -> Value {
        let mut lives = opened.iter().filter_map(|life| self.life(*life));
        if lives.all(|life| life.known) {
            held
        } else {
            held.and(Value::UNKNOWN)
        }
    }

    /// What is left of it without these, and is missed if `all` are told.
    fn take(&mut self, at: usize, held: Value, taken: People, all: bool, of: &[usize]) -> Value {
        if held.people.high < taken.low {
            let books = of.iter().filter_map(|life| self.alone.get(life));
            let excess = Excess {
                booking: at,
                held: held.people,
                taken,
                made_by: books.flat_map(Book::made_by).collect(),
            };
            self.excesses.insert(at, excess);
            return Value::UNKNOWN;
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

    /// What the parts hold of those who divide, and of those who were there already.
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
            let people = self
                .group(life)
                .and_then(|group| parts.get(&group).copied());
            match people.flatten() {
                Some(people) => drop(self.openings.insert(life, Value::counted(people))),
                None => untold.push(life),
            }
        }
        let is_own = |life: &usize| self.group(*life) == group;
        let (own, met): (Vec<usize>, Vec<usize>) = closed.iter().copied().partition(is_own);
        let met_people = (!met.is_empty()).then(|| self.closing(&met));
        let told: People = parts.values().copied().flatten().sum();
        let goes_on = own.is_empty();
        if goes_on {
            self.taken.extend(met_people.map(|met| (at, met)));
        }
        if goes_on && untold.is_empty() {
            return;
        }
        let mut held = if goes_on {
            let counted = group.and_then(|group| parts.get(&group).copied().flatten());
            self.before(at, counted, told)
        } else {
            self.closing(&own)
        };
        if let Some(whole) = whole {
            if !goes_on {
                self.take(at, held, whole, true, &own);
            }
            held = Value::counted(whole);
        }
        held = self.or_more(&opened, met_people.map_or(held, |met| held.and(met)));
        let mut rest = self.take(at, held, told, untold.is_empty(), closed);
        if goes_on {
            self.parted.insert(at, rest.people);
        }
        if untold.len() > 1 {
            let sharers = untold.iter().map(|life| (*life, at));
            self.pool_of.extend(sharers);
            let pool = Pool {
                sharers: untold.len(),
                lives: untold.clone(),
                opening: rest,
                book: None,
            };
            self.pools.insert(at, pool);
            rest.people = rest.people.maybe();
        }
        self.openings
            .extend(untold.into_iter().map(|life| (life, rest)));
    }

    /// What a group holds, or takes in, of those who unite.
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
        let known = known.count();
        let mut held = self.closing(closed);
        if known < others {
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
        if let ([one], [next]) = (closed, &*opened)
            && others == 1
            && whole.is_none()
            && let Some(pool) = self.pool_of.get(one).copied()
            && let [Some(one), Some(then)] = [one, next].map(|life| self.life(*life))
            && one.known
            && then.known
            && self.first_count(one).1.is_none()
        {
            self.pool_of.insert(*next, pool);
            let pool = self.pools.entry(pool);
            pool.and_modify(|pool| pool.lives.push(*next));
        }
        self.openings
            .extend(opened.into_iter().map(|life| (life, held)));
    }

    /// How many are missed by the end of that day.
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
            .map(|(at, life)| match self.alone.get(&at) {
                Some(book) => book.missed(day),
                None if life.told <= day => People::ANY,
                None => People::NONE,
            });
        let pools = self.pools.values().map(|pool| {
            let book = pool.book.as_ref().filter(|book| {
                let mut parts = book.items.iter().filter(|item| item.span.first <= day);
                parts.any(|item| matches!(item.what, What::Part(Some(_))))
            });
            book.map_or(People::NONE, |book| {
                let most = book.value(Span::day(day), 0);
                let people = People::of(0, 0, most.people.high);
                most.with(people).missed()
            })
        });
        let all: People = partings.chain(lives).chain(pools).sum();
        // Where a group and another part of it go on uncounted, and days are uncertain, nobody need
        // be missed.
        let begun = self.bookings.iter();
        let begun: Vec<_> = begun.filter(|booking| booking.span.first <= day).collect();
        let open = begun
            .iter()
            .any(|booking| booking.entry.goes_on_uncounted())
            && begun
                .iter()
                .any(|booking| booking.span.first < booking.span.last);
        People::of(if open { 0 } else { all.low }, all.best, all.high)
    }
}
