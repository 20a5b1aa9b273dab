//! The order of the bookings in which what a life comes out of is before what it goes into.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::bookings::{Booking, Entry, Flow, Span};
use super::lives::{self, Life, Owned};
use super::value::People;
use crate::limits;

/// Narrows the days of the bookings to what the lives of the groups allow, and tells the lives
/// apart by these; and an order of the bookings. What goes round in a circle has no place in it.
pub(super) fn of(bookings: &mut [Booking<'_>], groups: usize) -> (Vec<Life>, Vec<usize>) {
    // What is narrowed once may tell more apart, and narrow others.
    for _ in 0..2 {
        let (_, next, order) = sorted(bookings, groups);
        narrow(bookings, &order, &next);
    }
    let (lives, _, order) = sorted(bookings, groups);
    (lives, order)
}

/// For each booking those that come after it.
fn links(lives: &[Life], bookings: &[Booking<'_>]) -> Vec<Vec<usize>> {
    let mut next = vec![Vec::new(); bookings.len()];
    let mut link = |one: Option<usize>, other: Option<usize>| {
        if let (Some(one), Some(other)) = (one, other)
            && one != other
            && let Some(next) = next.get_mut(one)
        {
            next.push(other);
        }
    };
    for life in lives.iter().filter(|life| life.known) {
        for (one, other) in falls(life, bookings) {
            link(Some(one), Some(other));
        }
    }
    let mut last: Option<&Life> = None;
    for life in lives.iter().filter(|life| life.known) {
        let before = last.filter(|last| last.group == life.group);
        link(before.and_then(|last| last.closing), life.opening);
        link(life.opening, life.closing);
        for owned in life.events.iter().filter(|owned| owned.sure) {
            link(life.opening, Some(owned.booking));
            link(Some(owned.booking), life.closing);
        }
        last = Some(life);
    }
    next
}

/// The counts of a life that were made before it divided and went on, as nobody would have come to
/// be counted after it; each with that division.
fn falls(life: &Life, bookings: &[Booking<'_>]) -> Vec<(usize, usize)> {
    let sure = life.events.iter().filter(|owned| owned.sure);
    let counted = |owned: &Owned| {
        let booking = bookings.get(owned.booking)?;
        let (people, divides) = match &booking.entry {
            Entry::Count(_, people) => (*people, false),
            Entry::Split { parts, .. } => (parts.get(&life.group).copied()??, true),
            _ => return None,
        };
        Some((owned.booking, booking.span, people, divides))
    };
    let counts: Vec<_> = sure.filter_map(counted).collect();
    let come = |after: Span, until: Span| -> i128 {
        let booked = life
            .events
            .iter()
            .filter_map(|owned| bookings.get(owned.booking));
        let between = booked.filter(|one| !one.span.is_before(after) && !until.is_before(one.span));
        let come = between.map(|booking| match &booking.entry {
            Entry::Flow(_, Flow::Joining, people) => people.high,
            Entry::Merge { .. } => People::OPEN,
            _ => 0,
        });
        come.sum()
    };
    if life.events.len() > limits::BOOKINGS_BEFORE_A_PART {
        return Vec::new();
    }
    let divisions = counts.iter().filter(|(.., divides)| *divides);
    let falls = divisions.flat_map(|(division, on, left, _)| {
        let within = counts
            .iter()
            .filter(|(_, span, ..)| !on.is_before(*span) && !span.is_before(*on));
        let before =
            within.filter(|(_, span, people, _)| left.high + come(*on, *span) < people.low);
        before.map(|(count, ..)| (*count, *division))
    });
    falls.collect()
}

/// Topologically (Kahn, "Topological sorting of large networks", 1962), and of several by earliest
/// days.
fn sorted(bookings: &[Booking<'_>], groups: usize) -> (Vec<Life>, Vec<Vec<usize>>, Vec<usize>) {
    let mut lives = lives::of(bookings, groups);
    let next = links(&lives, bookings);
    let mut before = vec![0_usize; bookings.len()];
    for &at in next.iter().flatten() {
        if let Some(before) = before.get_mut(at) {
            *before += 1;
        }
    }
    let entry = |at: usize| bookings.get(at).map(|booking| Reverse((booking.span, at)));
    let free = before
        .iter()
        .enumerate()
        .filter(|(_, before)| **before == 0);
    let mut free: BinaryHeap<_> = free.filter_map(|(at, _)| entry(at)).collect();
    let mut order = Vec::with_capacity(bookings.len());
    while let Some(Reverse((_, at))) = free.pop() {
        order.push(at);
        for &at in next.get(at).into_iter().flatten() {
            if let Some(before) = before.get_mut(at) {
                *before -= 1;
                free.extend(entry(at).filter(|_| *before == 0));
            }
        }
    }
    let circle = |at: Option<usize>| at.and_then(|at| before.get(at)).is_some_and(|&n| n > 0);
    for life in &mut lives {
        life.known &= !circle(life.opening) && !circle(life.closing);
    }
    (lives, next, order)
}

/// Once forward for the earliest days, once backward for the latest.
fn narrow(bookings: &mut [Booking<'_>], order: &[usize], next: &[Vec<usize>]) {
    let span = |bookings: &[Booking<'_>], at: usize| bookings.get(at).map(|one| one.span);
    let next = |at: usize| next.get(at).into_iter().flatten().copied();
    for &at in order {
        let before = span(bookings, at).unwrap_or(Span::START);
        for after in next(at) {
            if let Some(after) = bookings.get_mut(after).map(|after| &mut after.span) {
                after.first = after.first.max(before.first.min(after.last));
            }
        }
    }
    for &at in order.iter().rev() {
        for after in next(at) {
            let after = span(bookings, after).unwrap_or(Span::END);
            if let Some(before) = bookings.get_mut(at).map(|before| &mut before.span) {
                before.last = before.last.min(after.last.max(before.first));
            }
        }
    }
}
