//! The lives of groups: from when to when each is there, and which bookings are of it.

use super::bookings::{Booking, Entry, Span};
use crate::limits;

/// One life of a group.
#[derive(Debug, Clone)]
pub(super) struct Life {
    pub(super) group: usize,
    /// The booking that it comes out of; one that comes out of none is there from the start.
    pub(super) opening: Option<usize>,
    pub(super) closing: Option<usize>,
    /// When these were; the start and the end of time for none.
    pub(super) opens: Span,
    pub(super) closes: Span,
    /// When the group is first spoken of.
    pub(super) told: i32,
    pub(super) events: Vec<Owned>,
    /// Whether it can be told apart from the other lives of its group.
    pub(super) known: bool,
}

/// A booking that a life owns, or may own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owned {
    pub(super) booking: usize,
    /// Whether no other life may own it.
    pub(super) sure: bool,
    /// Whether it is of this life in the one order by earliest days.
    pub(super) likely: bool,
}

/// What a booking is to a group; of the same days in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// The group comes out of the division of another.
    Opens,
    /// It goes on after its own division as another life, known only together with others.
    GoesOn,
    /// Others are taken in or part, and it goes on.
    Changes,
    /// It is counted, or people come or leave.
    Tells,
    /// It divides, or goes into another.
    Ends,
    /// Others go into it: with this its life opens, unless it is there already.
    Takes,
}

type Turn = (usize, Role);

/// The lives of so many groups.
pub(super) fn of(bookings: &[Booking<'_>], groups: usize) -> Vec<Life> {
    let mut turns: Vec<Vec<Turn>> = vec![Vec::new(); groups];
    for (at, booking) in bookings.iter().enumerate() {
        for_each_role(&booking.entry, |group, role| {
            if let Some(turns) = turns.get_mut(group) {
                turns.push((at, role));
            }
        });
    }
    let turns = turns.into_iter().enumerate();
    let lives = turns.flat_map(|(group, turns)| Group { bookings, turns }.lives(group));
    lives.collect()
}

fn for_each_role(entry: &Entry, mut put: impl FnMut(usize, Role)) {
    match entry {
        Entry::Count(group, _) | Entry::Flow(group, ..) => put(*group, Role::Tells),
        Entry::Split { group, parts, .. } => {
            let itself = group.and_then(|group| parts.get(&group));
            let mut others = parts.iter().filter(|(part, _)| Some(**part) != *group);
            for (part, _) in others.clone() {
                put(*part, Role::Opens);
            }
            let role = match itself {
                // Known only together with another part.
                Some(None) if others.any(|(_, people)| people.is_none()) => Role::GoesOn,
                Some(_) => Role::Changes,
                None => Role::Ends,
            };
            if let Some(group) = *group {
                put(group, role);
            }
        }
        Entry::Merge {
            group,
            itself,
            others,
            ..
        } => {
            for other in others {
                put(*other, Role::Ends);
            }
            let role = if *itself { Role::Changes } else { Role::Takes };
            put(*group, role);
        }
    }
}

/// What is told of one group.
struct Group<'b, 'd> {
    bookings: &'b [Booking<'d>],
    turns: Vec<Turn>,
}

impl Group<'_, '_> {
    fn span(&self, at: usize) -> Span {
        let booking = self.bookings.get(at);
        booking.map_or(Span::END, |booking| booking.span)
    }

    fn entry(&self, at: usize) -> Option<&Entry> {
        self.bookings.get(at).map(|booking| &booking.entry)
    }

    fn is_before(&self, one: usize, other: usize) -> bool {
        self.span(one).is_before(self.span(other))
    }

    /// In order. What ends a life comes late: before that it may have divided and gone on.
    fn sorted(&self, is: fn(Role) -> bool) -> Vec<Turn> {
        let turns = self.turns.iter().copied();
        let mut turns: Vec<_> = turns.filter(|turn| is(turn.1)).collect();
        turns.sort_by_key(|&(at, role)| {
            let Span { first, last } = self.span(at);
            let first = if role == Role::Ends { last } else { first };
            (first, last, role, at)
        });
        turns
    }

    /// Whether a merge takes in only parts of a division: then it comes after that.
    fn reunites(&self, merge: usize, split: usize) -> bool {
        match (self.entry(merge), self.entry(split)) {
            (Some(Entry::Merge { others, .. }), Some(Entry::Split { parts, .. })) => {
                others.iter().all(|other| parts.contains_key(other))
            }
            _ => false,
        }
    }

    /// Whether it is there from the start: where it comes out of no others, or certainly divided or
    /// went on before; or certainly was counted before, and perhaps went into another since.
    fn is_there(&self, opens: &[Turn], ends: &[Turn]) -> bool {
        let Some(&(first, role)) = opens.first() else {
            return true;
        };
        let takes = role == Role::Takes;
        let may_end = |end: &Turn| self.span(end.0).first <= self.span(first).last;
        let may_end = takes || ends.iter().any(may_end);
        self.turns.iter().any(|&(at, role)| match role {
            Role::Opens | Role::Takes => false,
            _ if takes && self.reunites(first, at) => true,
            Role::Tells => may_end && self.is_before(at, first),
            _ => self.is_before(at, first),
        })
    }

    fn lives(&self, group: usize) -> Vec<Life> {
        let mut opens = self.sorted(|role| matches!(role, Role::Opens | Role::Takes));
        // Of those that may be the first a division is: the group takes others in after it has come.
        let may = |at: usize| opens.iter().all(|(other, _)| !self.is_before(*other, at));
        let first = opens
            .iter()
            .position(|&(at, role)| role == Role::Opens && may(at));
        if let Some(firsts) = first.and_then(|first| opens.get_mut(..=first)) {
            firsts.rotate_right(1);
        }
        let ends = self.sorted(|role| matches!(role, Role::Ends | Role::GoesOn));
        let events = self.sorted(|role| matches!(role, Role::Changes | Role::Tells));
        let mut events: Vec<usize> = events.into_iter().map(|(at, _)| at).collect();
        let told = self.turns.iter().map(|(at, _)| self.span(*at).first).min();
        let life = |opening: Option<usize>| Life {
            group,
            opening,
            closing: None,
            opens: opening.map_or(Span::START, |at| self.span(at)),
            closes: Span::END,
            told: told.unwrap_or(i32::MAX),
            events: Vec::new(),
            known: true,
        };
        let mut there = self.is_there(&opens, &ends);
        let mut lives = Vec::from_iter(there.then(|| life(None)));
        let (mut opens, mut ends) = (opens.into_iter().peekable(), ends.into_iter().peekable());
        let mut known = true;
        loop {
            let is_open = |end: usize, &(at, role): &Turn| match role {
                Role::Takes => !self.is_before(end, at) && !self.reunites(at, end),
                _ => self.is_before(at, end),
            };
            let next = match ends.peek().filter(|_| there) {
                Some(&(end, _)) => opens
                    .next_if(|open| is_open(end, open))
                    .or_else(|| ends.next()),
                None => opens.next(),
            };
            let Some((at, role)) = next else { break };
            if let Some(last) = lives.last_mut().filter(|_| there) {
                if role == Role::Takes {
                    // Of two merges that may be its first, either may form it.
                    let formed = last.opening.and_then(|at| self.entry(at));
                    let formed = matches!(formed, Some(Entry::Merge { .. }));
                    known &= !formed || last.opens.is_before(self.span(at));
                    events.push(at);
                    continue;
                }
                (last.closing, last.closes) = (Some(at), self.span(at));
            }
            there = role != Role::Ends;
            lives.extend(there.then(|| life(Some(at))));
        }
        known &= ends.next().is_none() && are_apart(&lives);
        known &= events.into_iter().all(|at| self.assign(at, &mut lives));
        for life in &mut lives {
            life.known = known;
        }
        lives
    }

    /// Gives a booking to the lives that may own it, unless these are too many.
    fn assign(&self, booking: usize, lives: &mut [Life]) -> bool {
        let span = self.span(booking);
        let from = lives.partition_point(|life| {
            life.closes.is_before(span) || life.closing.is_some_and(|at| self.reunites(booking, at))
        });
        let to = lives.partition_point(|life| life.opens.first <= span.last);
        let begun =
            lives.partition_point(|life| (life.opens, life.opening) <= (span, Some(booking)));
        let likely = begun.saturating_sub(1).max(from);
        for (at, life) in lives.iter_mut().enumerate().take(to).skip(from) {
            life.events.push(Owned {
                booking,
                sure: from + 1 == to,
                likely: at == likely,
            });
        }
        to <= from + limits::LIVES_OF_A_BOOKING
    }
}

/// Whether neighbouring openings share no possible day, nor closings: else the lives cannot be told
/// apart. But whoever goes on has come before, and ends after.
fn are_apart(lives: &[Life]) -> bool {
    let pairs = lives.iter().zip(lives.iter().skip(1)).enumerate();
    pairs.into_iter().all(|(at, (one, next))| {
        let goes_on = one.closing == next.opening;
        (goes_on && at == 0 || one.opens.is_before(next.opens))
            && (goes_on && at + 2 == lives.len()
                || next.closing.is_none()
                || one.closes.is_before(next.closes))
    })
}
