//! The book of one account: what it held at first, who came and left, what was counted.

use std::collections::{BTreeMap, HashMap};

use super::bookings::Span;
use super::lives::Owned;
use super::value::{Change, Sums, Value, either, minus, plus};
use crate::Estimate;

#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    Join(Estimate),
    /// Another group is taken in.
    Take(Value),
    Leave(Estimate),
    /// So many leave those who are known only together, of whom perhaps some were missed before.
    Part(Estimate),
    Base(Base),
}

/// A figure from which the account is reckoned on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Base {
    pub(super) span: Span,
    pub(super) value: Value,
    /// What the same booking changed before; none where it only counts.
    pub(super) own: Option<Change>,
}

impl Base {
    pub(super) fn of(span: Span, value: Value) -> Self {
        let own = None;
        Self { span, value, own }
    }

    fn own(&self) -> Change {
        self.own.unwrap_or_default()
    }
}

/// An entry of a book.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) owned: Owned,
    pub(super) span: Span,
    pub(super) what: What,
}

impl Item {
    pub(super) fn base(&self) -> Option<Base> {
        match self.what {
            What::Base(base) => Some(base),
            _ => None,
        }
    }

    fn change(&self) -> Change {
        match self.what {
            What::Join(people) => Change::come(people),
            What::Take(value) => Change::come(value.people),
            What::Leave(people) => Change::leave(people),
            What::Part(people) => Change::leave(people).or_less(),
            What::Base(_) => Change::default(),
        }
    }

    /// The same account, one step on in the one order.
    fn pass(&self, held: Value) -> Value {
        match self.what {
            What::Join(people) => held.with(plus(held.people, people)),
            What::Take(value) => held.and(value),
            What::Leave(people) | What::Part(people) => held.with(minus(held.people, people)),
            What::Base(base) => base.value,
        }
    }
}

/// What has happened by the end of a day, or may have.
struct Past<'b> {
    items: &'b [Item],
    day: i32,
    /// By their first and by their last days: what each changes perhaps, and what the certain ones
    /// change beyond that.
    maybe: (Sums, Sums),
    firm: (Sums, Sums),
}

impl<'b> Past<'b> {
    fn of(items: &'b [Item], day: i32) -> Self {
        let all = || items.iter().take_while(move |item| item.span.first <= day);
        let sums = |by: fn(Span) -> i32| {
            let certain = all().filter(|item| item.owned.sure && item.span.last <= day);
            let firm = certain.map(|item| (by(item.span), item.change().firm()));
            let maybe = all().map(|item| (by(item.span), item.change().maybe()));
            (Sums::of(maybe), Sums::of(firm))
        };
        let (first, last) = (sums(|span| span.first), sums(|span| span.last));
        Self {
            items: items.get(..all().count()).unwrap_or_default(),
            day,
            maybe: (first.0, last.0),
            firm: (first.1, last.1),
        }
    }

    fn bases(&self, certain: bool) -> impl Iterator<Item = Base> + Clone {
        let such = move |item: &&Item| !certain || (item.owned.sure && item.span.last <= self.day);
        self.items.iter().filter(such).filter_map(Item::base)
    }

    /// The counts that may be the last: which no certain one must follow.
    fn lasts(&self) -> impl Iterator<Item = Base> {
        let last = self
            .bases(true)
            .map(|base| base.span.first)
            .max()
            .unwrap_or(i32::MIN);
        self.bases(false).filter(move |base| last <= base.span.last)
    }

    /// A figure, with whoever perhaps comes or leaves after it.
    fn perhaps(&self, base: Base) -> Change {
        let change = self.maybe.1.since(base.span.first) - base.own().maybe();
        Change::come(base.value.people) + change
    }

    /// A figure, with whoever comes or leaves after it.
    fn reach(&self, base: Base) -> Change {
        self.perhaps(base) + self.firm.0.after(base.span.last)
    }

    /// A figure less what precedes it. With a sum of what precedes a later figure or day, this is
    /// what there is at that.
    fn since(&self, base: Base) -> Change {
        let before = self.maybe.1.before(base.span.first) + self.firm.0.until(base.span.last);
        Change::come(base.value.people) - before - base.own().maybe()
    }

    fn till(&self, base: Base) -> Change {
        let firm = self.firm.1.before(base.span.first) + base.own().firm();
        self.maybe.0.until(base.span.last) + firm
    }
}

/// That more leave an account, or are counted in it, than it can hold.
#[derive(Debug, Clone)]
pub(super) struct Excess {
    pub(super) booking: usize,
    pub(super) held: Estimate,
    pub(super) taken: Estimate,
    pub(super) made_by: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct Book {
    opened_by: Option<usize>,
    opening: Base,
    /// In the one order by earliest days.
    pub(super) items: Vec<Item>,
    /// The days of the claims of which each may be the first.
    free: Span,
    /// How many may be missed between them, besides those from the highest of them on.
    spread: i128,
    /// From when on more were taken than it held.
    overdrawn: i32,
}

impl Book {
    /// Its items, with their places in the one order of a day. Of a group that comes out of no
    /// other, the counts of which each may be the first stand side by side, as one.
    pub(super) fn of(
        opened_by: Option<usize>,
        opening: Value,
        mut items: Vec<(usize, Item)>,
    ) -> Self {
        items.sort_by_key(|(place, item)| (item.span, *place));
        let claims = |item: &Item| item.base().is_some_and(|base| base.own.is_none());
        let counts = || {
            items
                .iter()
                .map(|(_, item)| item)
                .filter(|item| claims(item))
        };
        let sure = counts()
            .filter(|item| item.owned.sure)
            .map(|item| item.span.last);
        let first = sure.min().unwrap_or(i32::MIN);
        let is_first = |item: &Item| item.span.first <= first && opened_by.is_none();
        let firsts = || {
            counts()
                .filter(|item| is_first(item))
                .filter_map(Item::base)
        };
        let one = firsts().reduce(|one, other| Base {
            span: one.span.hull(other.span),
            value: one.value.with(either(one.value.people, other.value.people)),
            ..one
        });
        let highs = firsts().map(|base| Change::come(base.value.people).high);
        let spread = one.map_or(0, |one| {
            let Change { low, high } = Change::come(one.value.people);
            highs.map(|other| other - low).sum::<i128>() - (high - low)
        });
        let firsts = items
            .iter_mut()
            .map(|(_, item)| item)
            .filter(|item| claims(item) && is_first(item));
        for (item, one) in firsts.zip(one.into_iter().cycle()) {
            let best = item.pass(opening).people.best();
            let value = one
                .value
                .with(Change::come(one.value.people).estimate(best));
            item.what = What::Base(Base { value, ..one });
        }
        Self {
            opened_by,
            opening: Base::of(Span::START, opening),
            items: items.into_iter().map(|(_, item)| item).collect(),
            free: one.map_or(Span::START, |one| one.span),
            spread,
            overdrawn: i32::MAX,
        }
    }

    /// Whether nobody has spoken of it by the end of that day.
    pub(super) fn is_empty(&self, day: i32) -> bool {
        self.opened_by.is_none() && self.items.first().is_none_or(|item| day < item.span.first)
    }

    /// Whether a figure bounds all that is counted later.
    fn bounds(&self, base: Base) -> bool {
        base.span == self.free || self.free.is_before(base.span)
    }

    /// How many are there at the end of that day.
    ///
    /// Reckoned from the opening, unless a count is certain, and from each count that may be the
    /// last: with those who certainly come or leave after it, and perhaps those who perhaps do.
    /// Nobody comes but by a booking: no count is the last that is above what an earlier figure
    /// allows, and there are no more than any allows.
    pub(super) fn value(&self, day: i32) -> Value {
        let past = Past::of(&self.items, day);
        let mut opening = self.opening;
        // A group of which only counts speak is nowhere before the first; but where it goes.
        let counted = past.items.iter().all(|item| item.base().is_some());
        if self.opened_by.is_none() && day <= Span::LAST && counted {
            opening.value.people = Estimate::exactly(0);
        }
        let certain = past.bases(true).filter(|base| self.bounds(*base));
        let known = certain.chain(opening.value.is_counted().then_some(opening));
        let known = known.filter(|_| day < self.overdrawn);
        let cap = known
            .clone()
            .map(|base| past.reach(base).high)
            .min()
            .unwrap_or(i128::MAX);
        let room = known
            .map(|base| past.perhaps(base).high)
            .min()
            .unwrap_or(i128::MAX);
        let opening = past.bases(true).next().is_none().then_some(opening);
        let may = |base: &Base| i128::from(base.value.people.low()) <= room;
        let reaches = past.lasts().filter(may).chain(opening).map(|base| {
            let Change { low, high } = past.reach(base);
            Change {
                low,
                high: high.min(cap),
            }
        });
        let hull = reaches.reduce(Change::hull).unwrap_or_default();
        let (mut order, _) = self.in_order(&past);
        let counted = past.bases(false).any(|base| base.value.is_counted());
        order.mixed |= counted && opening.is_some_and(|base| !base.value.is_counted());
        order.with(hull.estimate(order.people.best()))
    }

    /// How many have gone missing by the end of that day: from the first figure to the last count.
    pub(super) fn missed(&self, day: i32, whole: bool) -> Estimate {
        let past = Past::of(&self.items, day);
        let (_, order) = self.in_order(&past);
        if self.overdrawn <= day {
            return order;
        }
        if past.bases(false).nth(usize::from(!whole)).is_none() {
            return Estimate::exactly(0);
        }
        let first = past.bases(true).map(|base| base.span.last).min();
        let firsts = past.bases(false);
        let firsts = firsts.filter(|base| first.is_none_or(|first| base.span.first <= first));
        let firsts = firsts.map(|base| if whole { self.opening } else { base });
        let since = firsts.map(|base| past.since(base)).reduce(Change::hull);
        let till = past
            .lasts()
            .map(|base| past.till(base) + Change::leave(base.value.people));
        let till = till.reduce(Change::hull).unwrap_or_default();
        let mut missed = since.unwrap_or_default() + till;
        missed.high += self.spread;
        let strange = |item: &Item| matches!(item.what, What::Take(value) if !value.is_known());
        let counts = past.bases(true).count().saturating_sub(usize::from(!whole));
        if counts == 0 || self.opening.value.mixed || past.items.iter().any(strange) {
            missed.low = 0;
        }
        missed.estimate(order.best())
    }

    /// What is there and who is missed in the one order by earliest days.
    fn in_order(&self, past: &Past<'_>) -> (Value, Estimate) {
        let order = past.items.iter().filter(|item| item.owned.likely);
        order.fold(
            (self.opening.value, Estimate::exactly(0)),
            |(held, missed), item| {
                let counted = item.base().filter(|base| base.value.is_counted());
                let gone = counted.map(|base| held.with(minus(held.people, base.value.people)));
                let missed = gone.map_or(missed, |gone| plus(missed, gone.missed()));
                (item.pass(held), missed)
            },
        )
    }

    /// The bookings since the last figure.
    pub(super) fn made_by(&self) -> Vec<usize> {
        let made_by = Vec::from_iter(self.opened_by);
        let likely = self.items.iter().filter(|item| item.owned.likely);
        likely.fold(made_by, |mut made_by, item| {
            if item.base().is_some() {
                made_by.clear();
            }
            made_by.push(item.owned.booking);
            made_by
        })
    }

    /// Finds what takes too many whatever the order: more than the last certain figure before it
    /// allows, with all who may have come since and without those who certainly left. From there on
    /// nothing is known until the next count.
    pub(super) fn audit(&mut self) -> Vec<Excess> {
        let past = Past::of(&self.items, Span::LAST);
        let sure = || {
            self.items
                .iter()
                .enumerate()
                .filter(|(_, item)| item.owned.sure)
        };
        let bases = sure()
            .filter_map(|(_, item)| item.base())
            .filter(|base| self.bounds(*base));
        let mut bases: Vec<Base> = bases.chain([self.opening]).collect();
        bases.sort_by_key(|base| base.span.last);
        let leaves = |item: &Item| matches!(item.what, What::Leave(_) | What::Part(_));
        let leaving = sure().filter(|(_, item)| leaves(item));
        let last_of_day: HashMap<i32, usize> =
            leaving.map(|(at, item)| (item.span.last, at)).collect();
        let (mut held, mut made_by) = (self.opening.value, Vec::from_iter(self.opened_by));
        let (mut excesses, mut lost, mut overdrawn) = (BTreeMap::new(), i32::MIN, i32::MAX);
        for (at, item) in self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.owned.likely)
        {
            let Span { first, last } = item.span;
            let known = bases.partition_point(|base| base.span.last < first);
            let known = known.checked_sub(1).and_then(|known| bases.get(known));
            let known = known.filter(|base| {
                item.owned.sure && (lost == i32::MIN || lost < first && lost <= base.span.last)
            });
            let (taken, before) = match item.what {
                What::Base(base) => {
                    let before = known.map(|known| past.since(*known) + past.till(base));
                    let taken = base.value.people;
                    (
                        taken,
                        before.filter(|before| before.high < taken.low().into()),
                    )
                }
                What::Leave(taken) | What::Part(taken) => {
                    let after = past.maybe.0.until(last) + past.firm.1.until(last);
                    let after = known.map(|known| past.since(*known) + after);
                    let after = after.filter(|after| after.high < 0);
                    let after = after.filter(|_| last_of_day.get(&last) == Some(&at));
                    (taken, after.map(|after| after - Change::leave(taken)))
                }
                What::Join(_) | What::Take(_) => (Estimate::exactly(0), None),
            };
            if let Some(before) = before {
                let held = before.estimate(held.people.best());
                let made_by = std::mem::take(&mut made_by);
                let booking = item.owned.booking;
                excesses.insert(
                    at,
                    Excess {
                        booking,
                        held,
                        taken,
                        made_by,
                    },
                );
                lost = lost.max(last);
                overdrawn = overdrawn.min(first);
            }
            if item.base().is_some() {
                made_by.clear();
            }
            held = item.pass(held);
            if excesses.contains_key(&at) && item.base().is_none() {
                held = Value::UNKNOWN;
            } else {
                made_by.push(item.owned.booking);
            }
        }
        for (at, item) in self.items.iter_mut().enumerate() {
            if excesses.contains_key(&at) && leaves(item) {
                item.what = What::Base(Base::of(item.span, Value::UNKNOWN));
            }
        }
        self.overdrawn = overdrawn;
        excesses.into_values().collect()
    }
}
