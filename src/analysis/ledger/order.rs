//! The order of the bookings: a life comes out of one booking before it goes into another.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use foldhash::HashSet;

use super::bookings::{Booking, Span};
use super::lives::{self, Follows, Life};
use super::roots;

/// For each booking, those that come after it.
type Links = Vec<Vec<usize>>;

/// Narrows the days of the bookings to what the lives of the groups allow, and uses these to
/// distinguish the lives. Returns the lives and an order of the bookings. Bookings in a circle are
/// left out of the order.
pub(super) fn of(
    bookings: &mut [Booking<'_>],
    groups: usize,
    asked: usize,
) -> (Vec<Life>, Vec<usize>) {
    let there = roots::of(bookings, groups, asked);
    let unlinked = lives::of(bookings, &there, &Follows::default());
    let follows = lives::follows(&unlinked);
    // Narrowed days may distinguish more lives, which may narrow other days.
    for _ in 0..2 {
        let lives = lives::of(bookings, &there, &follows);
        let links = links(&lives, bookings.len());
        let order = sorted(&links, bookings);
        narrow(bookings, &order, &links);
    }
    let mut lives = lives::of(bookings, &there, &follows);
    let order = sorted(&links(&lives, bookings.len()), bookings);
    let placed: HashSet<usize> = order.iter().copied().collect();
    let in_circle = |at: Option<usize>| at.is_some_and(|at| !placed.contains(&at));
    for life in &mut lives {
        life.known &= !in_circle(life.opening) && !in_circle(life.closing);
    }
    (lives, order)
}

fn links(lives: &[Life], bookings: usize) -> Links {
    let mut links = vec![Vec::new(); bookings];
    let mut link = |one: Option<usize>, other: Option<usize>| {
        if let (Some(one), Some(other)) = (one, other)
            && one != other
            && let Some(after) = links.get_mut(one)
        {
            after.push(other);
        }
    };
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
    links
}

/// Sorts topologically (Kahn, "Topological sorting of large networks", 1962); among the bookings
/// that may come next, by earliest days.
fn sorted(links: &Links, bookings: &[Booking<'_>]) -> Vec<usize> {
    let mut before = vec![0_usize; bookings.len()];
    for &at in links.iter().flatten() {
        if let Some(before) = before.get_mut(at) {
            *before += 1;
        }
    }
    let entry = |at: usize| bookings.get(at).map(|booking| Reverse((booking.span, at)));
    let free = (0..bookings.len()).filter(|at| before.get(*at) == Some(&0));
    let mut free: BinaryHeap<_> = free.filter_map(entry).collect();
    let mut order = Vec::with_capacity(bookings.len());
    while let Some(Reverse((_, at))) = free.pop() {
        order.push(at);
        for &at in links.get(at).into_iter().flatten() {
            if let Some(before) = before.get_mut(at) {
                *before -= 1;
                free.extend(entry(at).filter(|_| *before == 0));
            }
        }
    }
    order
}

/// Forward for the earliest days, then backward for the latest.
fn narrow(bookings: &mut [Booking<'_>], order: &[usize], links: &Links) {
    let span = |bookings: &[Booking<'_>], at: usize| bookings.get(at).map(|one| one.span);
    let after = |at: usize| links.get(at).into_iter().flatten().copied();
    for &at in order {
        let before = span(bookings, at).unwrap_or(Span::START);
        for after in after(at) {
            if let Some(after) = bookings.get_mut(after).map(|after| &mut after.span) {
                after.first = after.first.max(before.first.min(after.last));
            }
        }
    }
    for &at in order.iter().rev() {
        for after in after(at) {
            let after = span(bookings, after).unwrap_or(Span::END);
            if let Some(before) = bookings.get_mut(at).map(|before| &mut before.span) {
                before.last = before.last.min(after.last.max(before.first));
            }
        }
    }
}
