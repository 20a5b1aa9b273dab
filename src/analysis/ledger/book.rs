//! The book of one account: what it held at first, who came and left, what was counted.

use std::collections::HashMap;
use std::ops::Add;

use super::bookings::Span;
use super::lives::Owned;
use super::value::{People, Sums, Value};

#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    /// People come, or leave: then by less than nothing.
    Change(People),
    /// Another group is taken in, less those who leave by that.
    Take(Value),
    /// So many leave those who are known only together, of whom perhaps some were missed before; or
    /// nobody has counted how many.
    Part(Option<People>),
}

/// An entry of a book.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) booking: usize,
    pub(super) span: Span,
    /// The day by whose end it has certainly happened to this account, if any.
    pub(super) certain: i32,
    /// Whether it happens to this account in the one order by earliest days.
    pub(super) likely: bool,
    pub(super) what: What,
    /// What is counted right after that.
    pub(super) count: Option<Value>,
    /// The booking out of which those come who are taken in.
    pub(super) follows: Option<usize>,
}

/// A figure from which the account is reckoned on.
#[derive(Debug, Clone, Copy)]
struct Base {
    booking: usize,
    span: Span,
    value: Value,
    /// What changes right before it, by the same booking; and whether that is certain.
    change: People,
    certain: i32,
}

impl Base {
    fn opening(value: Value) -> Self {
        Self {
            booking: usize::MAX,
            span: Span::START,
            value,
            change: People::NONE,
            certain: i32::MAX,
        }
    }
}

impl Item {
    pub(super) fn new(owned: Owned, span: Span, what: What, count: Option<Value>) -> Self {
        let certain = if owned.sure { span.last } else { i32::MAX };
        Self {
            booking: owned.booking,
            span,
            certain,
            likely: owned.likely,
            what,
            count,
            follows: None,
        }
    }

    /// Settles that a count from which the account cannot come down to so many was made before.
    pub(super) fn settle(&mut self, most: i128, before: Span) {
        let is_sure = self.certain != i32::MAX;
        if is_sure && self.count.is_some_and(|count| most < count.people.low) {
            self.certain = self.certain.min(before.first.saturating_sub(1));
        }
    }

    fn base(&self) -> Option<Base> {
        let base = |value| Base {
            booking: self.booking,
            span: self.span,
            value,
            change: self.change(),
            certain: self.certain,
        };
        self.count.map(base)
    }

    pub(super) fn change(&self) -> People {
        match self.what {
            What::Change(people) => people,
            What::Take(value) => value.people,
            What::Part(people) => People {
                low: -People::OPEN,
                ..-people.unwrap_or_default()
            },
        }
    }

    /// What it changes where nothing is counted after it.
    fn lasting(&self) -> People {
        match self.count {
            Some(_) => People::NONE,
            None => self.change(),
        }
    }

    /// How many it takes out, or counts in the account before it.
    pub(super) fn taken(&self) -> People {
        let change = self.change();
        match (self.what, self.count) {
            (What::Part(people), _) => people.unwrap_or_default(),
            (_, None) => -change,
            (_, Some(value)) if change.low < 0 => value.people + -change,
            (_, Some(value)) => value.people,
        }
    }

    /// One count of both, which cannot both be the first.
    fn unite(self, later: Self) -> Self {
        let count = self
            .count
            .zip(later.count)
            .map(|(one, other)| one.or(other));
        Self {
            certain: self.certain.min(later.certain),
            likely: self.likely || later.likely,
            span: self.span.hull(later.span),
            what: What::Change(People::NONE),
            count,
            ..later
        }
    }

    fn is_certain(&self, until: Span) -> bool {
        self.certain < until.first
    }

    /// The same account, one step on in the one order, but for what is counted then.
    fn pass(&self, held: Value) -> Value {
        match self.what {
            What::Take(value) => held.and(value),
            _ => held.with(held.people + self.change()),
        }
    }
}

/// What has happened until then, or may have.
struct Past<'b> {
    items: Vec<&'b Item>,
    until: Span,
    /// By their first and by their last days: what each changes perhaps, and what the certain ones
    /// change beyond that.
    maybe: (Sums, Sums),
    firm: (Sums, Sums),
    /// By the booking that the certain ones follow: these, and what they change.
    next: HashMap<usize, Vec<(Span, People)>>,
}

impl<'b> Past<'b> {
    fn of(items: &'b [Item], until: Span, change: fn(&Item) -> People) -> Self {
        let items: Vec<_> = items
            .iter()
            .filter(|item| item.span.first <= until.last)
            .collect();
        let sums = |by: fn(Span) -> i32| {
            let maybe = items
                .iter()
                .map(|item| (by(item.span), change(item).maybe()));
            let certain = items.iter().filter(|item| item.is_certain(until));
            let firm = certain.map(|item| (by(item.span), change(item).firm()));
            (Sums::of(maybe), Sums::of(firm))
        };
        let (first, last) = (sums(|span| span.first), sums(|span| span.last));
        let mut next: HashMap<usize, Vec<(Span, People)>> = HashMap::new();
        for item in items.iter().filter(|item| item.is_certain(until)) {
            if let Some(before) = item.follows {
                let items = next.entry(before).or_default();
                items.push((item.span, change(item)));
            }
        }
        Self {
            next,
            until,
            maybe: (first.0, last.0),
            firm: (first.1, last.1),
            items,
        }
    }

    fn counts(&self) -> impl Iterator<Item = Base> + Clone {
        self.items.iter().filter_map(|item| item.base())
    }

    fn certain_counts(&self) -> impl Iterator<Item = Base> + Clone {
        self.counts().filter(|base| base.certain < self.until.first)
    }

    /// The counts that may be the last: which no certain one must follow.
    fn lasts(&self) -> impl Iterator<Item = Base> {
        let last = self.certain_counts().map(|base| base.span.first).max();
        self.counts()
            .filter(move |base| last.is_none_or(|last| last <= base.span.last))
    }

    fn all(&self) -> People {
        self.maybe.0.until(i32::MAX) + self.firm.0.until(i32::MAX)
    }

    /// What happens after that: what may, and of that what certainly does.
    fn after(&self, span: Span) -> (People, People) {
        let maybe = self.maybe.1.until(i32::MAX) - self.maybe.1.until(span.first.saturating_sub(1));
        let firm = self.firm.0.until(i32::MAX) - self.firm.0.until(span.last);
        (maybe, firm)
    }

    fn before(&self, span: Span) -> People {
        self.maybe.0.until(span.last) + self.firm.1.until(span.first.saturating_sub(1))
    }

    /// What changes after a figure though it has the same days.
    fn next_within(&self, base: Base) -> impl Iterator<Item = People> {
        let next = self.next.get(&base.booking).into_iter().flatten();
        let within = next.filter(move |(span, _)| !base.span.is_before(*span));
        within.map(|(_, change)| *change)
    }

    /// A figure, with whoever may come or leave after it.
    fn room(&self, base: Base) -> People {
        base.value.people + self.after(base.span).0 - base.change.maybe()
    }

    /// A figure, with whoever comes or leaves after it.
    fn reach(&self, base: Base) -> People {
        let next = self.next_within(base);
        let firm = next.fold(self.after(base.span).1, |sum, next| sum + next.firm());
        self.room(base) + firm
    }

    /// What a figure comes to at a later one, or at a later booking.
    fn reach_until(&self, base: Base, until: Span) -> People {
        self.reach(base) - self.all() + self.before(until)
    }
}

/// That more leave an account, or are counted in it, than it can hold.
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
    opening: Base,
    /// Whether all of its people were counted when it opened, so that some may be missed since.
    whole: bool,
    /// In the one order by earliest days.
    pub(super) items: Vec<Item>,
    /// The first count of those who were not counted when it opened, and whether it is one of
    /// several.
    first: Option<(Base, bool)>,
    /// The counts that are one.
    united: Option<Span>,
    /// From when on more were taken than it held.
    overdrawn: i32,
}

impl Book {
    /// Its items, with their places in the one order of a day.
    pub(super) fn of(
        opened_by: Option<usize>,
        opening: Value,
        whole: bool,
        mut items: Vec<(usize, Item)>,
    ) -> Self {
        items.sort_by_key(|(place, item)| (item.span, *place));
        let mut book = Self {
            opened_by,
            opening: Base::opening(opening),
            whole: whole && opening.is_counted(),
            items: items.into_iter().map(|(_, item)| item).collect(),
            first: None,
            united: None,
            overdrawn: i32::MAX,
        };
        if !book.whole {
            book.unite_first_counts();
        }
        book
    }

    /// The counts of which each may be the first contradict one another: they become one, but for
    /// those by which others leave or come.
    fn unite_first_counts(&mut self) {
        let counts = self.items.iter().filter(|item| item.count.is_some());
        let sure = counts.clone().filter(|item| item.certain != i32::MAX);
        let until = sure.map(|item| item.span.last).min().unwrap_or(i32::MAX);
        let firsts = counts.filter(|item| item.span.first <= until);
        let several = firsts.clone().count() > 1;
        let first = firsts.copied().reduce(Item::unite);
        self.first = first.and_then(|first| Some((first.base()?, several)));
        let (mut one, mut place, mut kept): (Option<Item>, usize, usize) = (None, 0, 0);
        self.items.retain(|item| {
            let counts = item.count.is_some() && item.change() == People::NONE;
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

    /// Whether nobody has spoken of it by the end of that day.
    pub(super) fn is_empty(&self, day: i32) -> bool {
        self.opened_by.is_none() && self.items.iter().all(|item| day < item.span.first)
    }

    /// Whether a count bounds all that is counted later.
    fn bounds(&self, count: Base) -> bool {
        count.change != People::NONE
            || self
                .united
                .is_none_or(|one| one == count.span || one.is_before(count.span))
    }

    /// How many are there at the end of that day, or before a booking.
    ///
    /// Reckoned from the opening, unless a count is certain, and from each count that may be the
    /// last: with those who certainly come or leave after it, and perhaps those who perhaps do.
    /// Nobody comes but by a booking: no count is the last that is above what an earlier figure
    /// allows, and there are no more than any allows; nor is one that leaves fewer than there were
    /// at `least`.
    pub(super) fn value(&self, until: Span, least: i128) -> Value {
        let past = Past::of(&self.items, until, Item::change);
        let since = Past::of(&self.items, until, Item::lasting);
        let mut opening = self.opening;
        // A group of which only counts speak is nowhere before the first; but where it goes.
        let counted = past.items.iter().all(|item| item.count.is_some());
        if self.opened_by.is_none() && until.is_day() && counted {
            opening.value.people = People::NONE;
        }
        let certain = past.certain_counts().filter(|base| self.bounds(*base));
        let known = certain.chain(opening.value.is_counted().then_some(opening));
        let (mut room, mut cap) = (People::OPEN, People::OPEN);
        for base in known.filter(|_| until.last < self.overdrawn) {
            room = room.min(past.room(base).high);
            cap = cap.min(past.reach(base).high);
        }
        let opening = past.certain_counts().next().is_none().then_some(opening);
        let lasts = since.lasts().filter(|base| base.value.people.low <= room);
        let lasts = lasts.map(|base| Base {
            change: People::NONE,
            ..base
        });
        let reaches = lasts.chain(opening).map(|base| since.reach(base));
        let reaches = reaches.filter(|reach| least <= reach.high);
        let hull = reaches.reduce(People::or).unwrap_or_default();
        let (mut order, _) = self.in_order(&past);
        let counted = past.counts().any(|base| base.value.is_counted());
        order.mixed |= counted && opening.is_some_and(|base| !base.value.is_counted());
        order.with(People::of(hull.low, order.people.best, hull.high.min(cap)))
    }

    /// How many have gone missing by the end of that day: from the first figure to the last count.
    pub(super) fn missed(&self, day: i32) -> People {
        let past = Past::of(&self.items, Span::day(day), Item::change);
        let (_, best) = self.in_order(&past);
        if self.overdrawn <= day {
            return People::of(best, best, best);
        }
        let (first, several) = match self.first.filter(|(first, _)| first.span.first <= day) {
            _ if self.whole => (self.opening, false),
            Some(first) => first,
            None => return People::NONE,
        };
        // By the last count all have happened by which others leave or come and the rest is counted.
        let since = Past::of(&self.items, past.until, Item::lasting);
        let recounted = |base: Base| {
            let perhaps_first = several && !first.span.is_before(base.span);
            match base.certain < past.until.first && !perhaps_first {
                _ if base.booking == first.booking && !several => People::NONE,
                true => base.change,
                false => base.change.maybe(),
            }
        };
        let all = past.counts().map(recounted).fold(People::NONE, People::add);
        let from = Base {
            change: People::NONE,
            ..first
        };
        let missed = past.lasts().map(|last| {
            if last.span == first.span && !several {
                return People::NONE;
            }
            let held = since.reach_until(from, last.span) + (all - recounted(last)) + last.change;
            let held = since
                .next_within(last)
                .fold(held, |held, next| held - next.maybe());
            held + -last.value.people
        });
        let missed = missed.reduce(People::or).unwrap_or_default();
        let strange = |item: &&Item| matches!(item.what, What::Take(value) if value.mixed || !value.is_counted());
        let counts = past.certain_counts().filter(|base| base.span != first.span);
        let open = counts.count() == 0 || first.value.mixed || past.items.iter().any(strange);
        People::of(if open { 0 } else { missed.low }, best, missed.high).clip()
    }

    /// What is there and who is missed in the one order by earliest days.
    fn in_order(&self, past: &Past<'_>) -> (Value, i128) {
        let order = past.items.iter().filter(|item| item.likely);
        order.fold((self.opening.value, 0), |(held, missed), item| {
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

    /// Finds what takes too many whatever the order: more than the last certain figure before it
    /// allows, with all who may have come since and without those who certainly left. From there on
    /// nothing is known until the next count.
    pub(super) fn audit(&mut self) -> Vec<Excess> {
        let always = Span::day(Span::LAST);
        let past = Past::of(&self.items, always, Item::change);
        let counts = past.certain_counts().filter(|base| self.bounds(*base));
        let mut bases: Vec<Base> = counts.chain([self.opening]).collect();
        bases.sort_by_key(|base| base.span.last);
        let leaving = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.is_certain(always) && item.lasting().low < 0);
        let last_of_day: HashMap<i32, usize> =
            leaving.map(|(at, item)| (item.span.last, at)).collect();
        let (mut held, mut made_by) = (self.opening.value, Vec::from_iter(self.opened_by));
        let (mut excesses, mut lost) = (Vec::new(), None);
        let mut overdrawn = Vec::new();
        for (at, item) in self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.likely)
        {
            let span = item.span;
            let known = bases.partition_point(|base| base.span.last < span.first);
            let known = known.checked_sub(1).and_then(|known| bases.get(known));
            let known = known.filter(|base| {
                item.is_certain(always)
                    && lost.is_none_or(|lost| lost < span.first && lost <= base.span.last)
            });
            let taken = item.taken();
            // Whoever certainly leaves within the same days leaves too.
            let counts = item.count.is_some();
            let until = if counts {
                span.first
            } else {
                span.last.saturating_add(1)
            };
            let taken_before = if counts { People::NONE } else { taken };
            let before = known.map(|known| {
                let until = Span {
                    first: until,
                    ..span
                };
                past.reach_until(*known, until) + taken_before
            });
            let last = counts || last_of_day.get(&span.last) == Some(&at);
            let too_many = before.filter(|before| last && taken.low > 0 && before.high < taken.low);
            let after = item.count.unwrap_or_else(|| item.pass(held));
            if let Some(before) = too_many {
                excesses.push(Excess {
                    booking: item.booking,
                    held: People {
                        best: if item.change().low < 0 {
                            held
                        } else {
                            item.pass(held)
                        }
                        .people
                        .best,
                        ..before
                    }
                    .clip(),
                    taken,
                    made_by: std::mem::take(&mut made_by),
                });
                lost = lost.max(Some(span.last));
                self.overdrawn = self.overdrawn.min(span.first);
            }
            if counts {
                made_by.clear();
            }
            if too_many.is_some() && !counts {
                held = Value::UNKNOWN;
                overdrawn.push(at);
            } else {
                held = after;
                made_by.push(item.booking);
            }
        }
        for at in overdrawn {
            if let Some(item) = self.items.get_mut(at) {
                item.count = Some(Value::UNKNOWN);
            }
        }
        excesses
    }
}
