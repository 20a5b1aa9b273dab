//! The book of one life: its opening number, the people who came and left, and the counts.

use std::ops::Add;

use foldhash::HashMap;

use super::bookings::Span;
use super::lives::Owned;
use super::value::{People, Sums, Value};

/// An entry of a book.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) booking: usize,
    pub(super) span: Span,
    /// The day by whose end it has certainly happened to this life, if any.
    certain: i32,
    /// Whether it happens to this life in the reference order, by earliest days.
    pub(super) likely: bool,
    /// The number of people who come; negative if they leave.
    pub(super) change: People,
    /// What is known about the others whom it takes in.
    met: Option<Value>,
    /// What is counted right after it.
    pub(super) count: Option<Value>,
}

impl Item {
    pub(super) fn new(owned: Owned, span: Span, change: People, count: Option<Value>) -> Self {
        Self {
            booking: owned.booking,
            span,
            certain: if owned.sure { span.last } else { i32::MAX },
            likely: owned.likely,
            change,
            met: None,
            count,
        }
    }

    pub(super) fn taking_in(self, met: Value) -> Self {
        let (change, met) = (self.change + met.people, Some(met));
        Self {
            change,
            met,
            ..self
        }
    }

    /// The opening number as a count.
    const fn opening(count: Value) -> Self {
        Self {
            booking: usize::MAX,
            span: Span::START,
            certain: i32::MIN,
            likely: false,
            change: People::NONE,
            met: None,
            count: Some(count),
        }
    }

    /// The same count without the change.
    fn counting(&self) -> Self {
        Self {
            change: People::NONE,
            ..*self
        }
    }

    fn counted(&self) -> People {
        self.count.map_or(People::NONE, |count| count.people)
    }

    /// The change, if no count follows it.
    fn lasting(&self) -> People {
        if self.count.is_some() {
            People::NONE
        } else {
            self.change
        }
    }

    /// How many people it takes out, or how many it counts in the account before it.
    pub(super) fn taken(&self) -> People {
        match self.count {
            None => -self.change,
            Some(count) if self.change.low < 0 => count.people + -self.change,
            Some(count) => count.people,
        }
    }

    /// One count made of both, if either may be the first.
    fn unite(self, later: Self) -> Self {
        Self {
            certain: self.certain.min(later.certain),
            likely: self.likely || later.likely,
            span: self.span.hull(later.span),
            change: People::NONE,
            count: self
                .count
                .zip(later.count)
                .map(|(one, other)| one.or(other)),
            ..later
        }
    }

    /// The value after this step in the reference order, before its own count.
    fn pass(&self, held: Value) -> Value {
        let known = self.met.map_or(held, |met| held.and(met));
        known.with(held.people + self.change)
    }
}

/// An opening with nobody in it.
const NOBODY: Item = Item::opening(Value::counted(People::NONE));

/// What has happened, or may have happened, until then.
struct Past<'b> {
    items: Vec<&'b Item>,
    until: Span,
    /// By first and by last days: `maybe` has what each item may change, `firm` what the certain
    /// items change beyond that.
    maybe: (Sums, Sums),
    firm: (Sums, Sums),
}

impl<'b> Past<'b> {
    fn of(items: &'b [Item], until: Span, change: fn(&Item) -> People) -> Self {
        let past = items.iter().filter(|item| item.span.first <= until.last);
        let items: Vec<_> = past.collect();
        let sums = |by: fn(Span) -> i32| {
            let all = items.iter();
            let maybe = all.map(|item| (by(item.span), change(item).maybe()));
            let certain = items.iter().filter(|item| item.certain < until.first);
            let firm = certain.map(|item| (by(item.span), change(item).firm()));
            (Sums::of(maybe), Sums::of(firm))
        };
        let (first, last) = (sums(|span| span.first), sums(|span| span.last));
        Self {
            until,
            maybe: (first.0, last.0),
            firm: (first.1, last.1),
            items,
        }
    }

    fn counts(&self) -> impl Iterator<Item = &'b Item> + Clone {
        let items = self.items.iter().copied();
        items.filter(|item| item.count.is_some())
    }

    fn certain_counts(&self) -> impl Iterator<Item = &'b Item> + Clone {
        self.counts().filter(|base| base.certain < self.until.first)
    }

    /// The counts that may be the last: those that no certain count must follow.
    fn lasts(&self) -> impl Iterator<Item = &'b Item> {
        let last = self.certain_counts().map(|base| base.span.first).max();
        self.counts()
            .filter(move |base| last.is_none_or(|last| last <= base.span.last))
    }

    /// A figure, with everyone who certainly comes or leaves after it, and perhaps everyone who
    /// may.
    fn reach(&self, base: &Item) -> People {
        let before = base.span.first.saturating_sub(1);
        let maybe = self.maybe.1.all() - self.maybe.1.until(before) - base.change.maybe();
        let firm = self.firm.0.all() - self.firm.0.until(base.span.last);
        base.counted() + maybe + firm
    }

    /// What a figure has become by the time of a later figure or booking.
    fn reach_until(&self, base: &Item, until: Span) -> People {
        let before = until.first.saturating_sub(1);
        let before = self.maybe.0.until(until.last) + self.firm.1.until(before);
        self.reach(base) - self.maybe.0.all() - self.firm.0.all() + before
    }

    /// What a figure has become when an item takes people out, or counts the people who are there.
    /// People who certainly leave on the same days are taken out too.
    fn reach_at(&self, base: &Item, item: &Item) -> People {
        let (first, taken) = match item.count {
            Some(_) => (item.span.first, People::NONE),
            None => (item.span.last.saturating_add(1), item.taken()),
        };
        self.reach_until(base, Span { first, ..item.span }) + taken
    }
}

/// More people leave an account, or are counted in it, than it can hold.
#[derive(Debug, Clone)]
pub(super) struct Excess {
    pub(super) booking: usize,
    pub(super) held: People,
    pub(super) taken: People,
    pub(super) made_by: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct Book {
    opened_by: Option<usize>,
    pub(super) opening: Value,
    /// In the reference order, by earliest days.
    pub(super) items: Vec<Item>,
    /// The first count of people who were not counted at the opening, and whether it is one of
    /// several.
    first: Option<(Item, bool)>,
    /// The days of the counts that were united into one.
    united: Option<Span>,
    /// The day from which more was taken than it held.
    overdrawn: i32,
}

impl Book {
    /// A book of these items, each given with its place in the reference order of a day.
    pub(super) fn of(
        opened_by: Option<usize>,
        opening: Value,
        mut items: Vec<(usize, Item)>,
    ) -> Self {
        items.sort_by_key(|(place, item)| (item.span, *place));
        let mut book = Self {
            opened_by,
            opening,
            items: items.into_iter().map(|(_, item)| item).collect(),
            first: None,
            united: None,
            overdrawn: i32::MAX,
        };
        if !opening.is_counted() {
            book.unite_first_counts();
        }
        book
    }

    /// If several counts may each be the first, they would contradict one another. They become one,
    /// except for those with which other people leave or come.
    fn unite_first_counts(&mut self) {
        let counts = self.items.iter().filter(|item| item.count.is_some());
        let until = counts
            .clone()
            .map(|item| item.certain)
            .min()
            .unwrap_or(i32::MAX);
        let firsts = counts.filter(|item| item.span.first <= until);
        let several = firsts.clone().count() > 1;
        let first = firsts.copied().reduce(Item::unite);
        self.first = first.map(|first| (first, several));
        let (mut one, mut place, mut kept): (Option<Item>, usize, usize) = (None, 0, 0);
        self.items.retain(|item| {
            let counts = item.count.is_some() && item.change == People::NONE;
            let is_first = counts && item.span.first <= until;
            if is_first {
                (one, place) = (Some(one.map_or(*item, |one| one.unite(*item))), kept);
            } else {
                kept += 1;
            }
            !is_first
        });
        self.united = one.map(|one| one.span);
        if let Some(one) = one {
            self.items.insert(place, one);
        }
    }

    /// Whether nothing is reported about it by the end of that day.
    pub(super) fn is_empty(&self, day: i32) -> bool {
        self.opened_by.is_none() && self.items.iter().all(|item| day < item.span.first)
    }

    /// Whether a count bounds all later counts.
    fn bounds(&self, count: &Item) -> bool {
        count.change != People::NONE
            || self
                .united
                .is_none_or(|one| one == count.span || one.is_before(count.span))
    }

    /// The number of people at the end of that day, or before a booking.
    ///
    /// It is computed from the opening, unless a count is certain, and from each count that may be
    /// the last. People come only by bookings, so the number is at most what any certain figure
    /// allows.
    pub(super) fn value(&self, until: Span) -> Value {
        let past = Past::of(&self.items, until, |item| item.change);
        let since = Past::of(&self.items, until, Item::lasting);
        // A group with nothing but counts is nowhere before the first of them, unless another group
        // takes its people over.
        let counted = past.items.iter().all(|item| item.count.is_some());
        let nowhere = self.opened_by.is_none() && until.is_day() && counted;
        let people = if nowhere {
            People::NONE
        } else {
            self.opening.people
        };
        let opening = Item::opening(Value::counted(people));
        let bounds = past.certain_counts().filter(|base| self.bounds(base));
        let bounds = bounds.chain(self.opening.is_counted().then_some(&opening));
        let bounds = bounds.filter(|_| until.last < self.overdrawn);
        let most = bounds.map(|base| past.reach(base).high).min();
        let opening = past.certain_counts().next().is_none().then_some(&opening);
        let reaches = since.lasts().chain(opening);
        let reaches = reaches.map(|base| since.reach(&base.counting()));
        let hull = reaches.reduce(People::or).unwrap_or_default();
        let high = hull.high.min(most.unwrap_or(People::OPEN));
        let (mut order, _) = self.in_order(&past);
        order.mixed |= opening.is_some() && !self.opening.is_counted() && past.counts().count() > 0;
        order.with(People::of(hull.low, order.people.best, high))
    }

    /// The people who come by then, and the people who leave.
    pub(super) fn changes(&self, until: Span) -> People {
        Past::of(&self.items, until, |item| item.change).reach(&NOBODY)
    }

    /// Whether it was certainly counted by the end of that day.
    pub(super) fn is_counted(&self, day: i32) -> bool {
        let mut past = self.items.iter().filter(|item| item.certain <= day);
        past.any(|item| item.count.is_some())
    }

    pub(super) fn may_be_counted(&self, until: Span) -> bool {
        let mut past = self
            .items
            .iter()
            .filter(|item| item.span.first <= until.last);
        past.any(|item| item.count.is_some())
    }

    /// The least number of people at the opening, and the item that shows it: people who left or
    /// were counted by then, and had not come since.
    pub(super) fn least(&self, until: Span) -> Option<(i128, Item)> {
        let past = Past::of(&self.items, until, |item| item.change);
        let certain = past.items.iter().filter(|item| item.certain < until.first);
        let least =
            certain.map(|item| (item.taken().low - past.reach_at(&NOBODY, item).high, **item));
        least
            .filter(|(least, _)| *least > 0)
            .max_by_key(|(least, _)| *least)
    }

    /// How many people have gone missing by the end of that day, from the first figure to the last
    /// count.
    pub(super) fn missed(&self, day: i32) -> People {
        if !self.may_be_counted(Span::day(day)) {
            return People::NONE;
        }
        let past = Past::of(&self.items, Span::day(day), |item| item.change);
        let (_, best) = self.in_order(&past);
        if self.overdrawn <= day {
            return People::of(best, best, best);
        }
        let (first, several) = match self.first.filter(|(first, _)| first.span.first <= day) {
            _ if self.opening.is_counted() => (Item::opening(self.opening), false),
            Some(first) => first,
            None => return People::NONE,
        };
        let (missed, certain) = self.fallen(&past, &first, several);
        let missed = missed.unwrap_or_default();
        let strange = |item: &&Item| item.met.is_some_and(|met| met.mixed || !met.is_counted());
        let open = !certain || self.opening.mixed || past.items.iter().any(strange);
        People::of(if open { 0 } else { missed.low }, best, missed.high).clip()
    }

    /// How far the number has fallen from a figure to the last count, and whether there certainly
    /// is a last count.
    fn fallen(&self, past: &Past<'_>, first: &Item, several: bool) -> (Option<People>, bool) {
        // By the last count, every count has happened that also moves people.
        let since = Past::of(&self.items, past.until, Item::lasting);
        let recounted = |base: &Item| {
            let is_later = first.span.is_before(base.span);
            if is_later && base.certain < past.until.first {
                base.change
            } else {
                base.change.maybe()
            }
        };
        let all = past.counts().map(recounted).fold(People::NONE, People::add);
        let from = first.counting();
        let missed = past.lasts().map(|last| {
            if last.span == first.span && !several {
                return People::NONE;
            }
            let held = since.reach_until(&from, last.span) + (all - recounted(last)) + last.change;
            held + -last.counted()
        });
        let certain = past.certain_counts().any(|base| base.span != first.span);
        (missed.reduce(People::or), certain)
    }

    /// How far the number of this sharer of an account has fallen since the opening, without its
    /// number at the opening, and whether it was certainly counted. The first is `None` if it was
    /// not counted.
    pub(super) fn missed_of_shared(&self, day: i32) -> (Option<People>, bool) {
        let past = Past::of(&self.items, Span::day(day), |item| item.change);
        self.fallen(&past, &NOBODY, false)
    }

    /// The number of people, and the number missing, in the reference order.
    fn in_order(&self, past: &Past<'_>) -> (Value, i128) {
        let order = past.items.iter().filter(|item| item.likely);
        order.fold((self.opening, 0), |(held, missed), item| {
            let held = item.pass(held);
            let Some(count) = item.count else {
                return (held, missed);
            };
            let gone = held.with(held.people + -count.people).missed().best;
            (count, missed + if count.is_counted() { gone } else { 0 })
        })
    }

    /// The bookings since the last figure.
    pub(super) fn made_by(&self) -> Vec<usize> {
        let likely: Vec<_> = self.items.iter().filter(|item| item.likely).collect();
        let last = likely.iter().rposition(|item| item.count.is_some());
        let opened_by = self.opened_by.filter(|_| last.is_none());
        let since = likely.into_iter().skip(last.unwrap_or(0));
        opened_by
            .into_iter()
            .chain(since.map(|item| item.booking))
            .collect()
    }

    /// Finds the items that take too many people in any order: more than the last certain figure
    /// before them allows, with everyone who may have come since and without those who certainly
    /// left. From then on nothing is known until the next count.
    pub(super) fn audit(&mut self) -> Vec<Excess> {
        let always = Span::day(Span::LAST);
        let past = Past::of(&self.items, always, |item| item.change);
        let counts = past.certain_counts().filter(|base| self.bounds(base));
        let opening = Item::opening(self.opening);
        let mut bases: Vec<&Item> = counts.chain([&opening]).collect();
        bases.sort_by_key(|base| base.span.last);
        let leaving = self.items.iter().enumerate();
        let leaving =
            leaving.filter(|(_, item)| item.certain < always.first && item.lasting().low < 0);
        let last_of_day: HashMap<i32, usize> =
            leaving.map(|(at, item)| (item.span.last, at)).collect();
        let (mut held, mut made_by) = (self.opening, Vec::from_iter(self.opened_by));
        let (mut excesses, mut lost, mut overdrawn) = (Vec::new(), None, Vec::new());
        let likely = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.likely);
        for (at, item) in likely {
            let (span, counts, taken) = (item.span, item.count.is_some(), item.taken());
            let known = bases.partition_point(|base| base.span.last < span.first);
            let known = known.checked_sub(1).and_then(|known| bases.get(known));
            let known = known.filter(|base| {
                item.certain < always.first
                    && lost.is_none_or(|lost| lost < span.first && lost <= base.span.last)
            });
            let before = known.map(|known| past.reach_at(known, item));
            let last = counts || last_of_day.get(&span.last) == Some(&at);
            let too_many = before.filter(|before| last && taken.low > 0 && before.high < taken.low);
            if let Some(before) = too_many {
                let come = item.change.best.max(0);
                let best = held.people.best + come;
                excesses.push(Excess {
                    booking: item.booking,
                    held: People { best, ..before }.clip(),
                    taken,
                    made_by: std::mem::take(&mut made_by),
                });
                lost = lost.max(Some(span.last));
                self.overdrawn = self.overdrawn.min(span.first);
                if !counts {
                    held = Value::UNCOUNTED;
                    overdrawn.push(at);
                    continue;
                }
            }
            if counts {
                made_by.clear();
            }
            held = item.count.unwrap_or_else(|| item.pass(held));
            made_by.push(item.booking);
        }
        for at in overdrawn {
            if let Some(item) = self.items.get_mut(at) {
                item.count = Some(Value::UNCOUNTED);
            }
        }
        excesses
    }
}
