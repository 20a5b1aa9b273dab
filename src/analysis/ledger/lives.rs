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
    /// Whether its people are known only together with those of others that open with it. When they
    /// are counted, another life opens.
    pub(super) pooled: bool,
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
    /// It comes out of the division of another; pooled, if it is one of several whose figures
    /// nobody tells.
    Opens { pooled: bool },
    /// It comes out of its own division.
    GoesOn { pooled: bool },
    /// It is counted; if others are taken in or part with that, it was there.
    Counts { there: bool },
    /// Others are taken in or part, and it goes on.
    Changes,
    /// People come or leave.
    Flows,
    /// It divides, or goes into another.
    Ends,
    /// Others go into it: with this its life opens, unless it is there already.
    Takes,
}

type Turn = (usize, Role);

impl Role {
    fn opens(self) -> bool {
        matches!(self, Self::Opens { .. } | Self::GoesOn { .. } | Self::Takes)
    }

    fn ends(self) -> bool {
        matches!(self, Self::Ends | Self::GoesOn { .. })
    }

    fn is_pooled(self) -> bool {
        matches!(
            self,
            Self::Opens { pooled: true } | Self::GoesOn { pooled: true }
        )
    }
}

/// The lives of so many groups. A division into a group that is there already `meets` it.
pub(super) fn of(bookings: &[Booking<'_>], groups: usize, meets: &[bool]) -> Vec<Life> {
    let mut turns: Vec<Vec<Turn>> = vec![Vec::new(); groups];
    for (at, booking) in bookings.iter().enumerate() {
        let meets = meets.get(at) == Some(&true);
        for_each_role(&booking.entry, meets, |group, role| {
            if let Some(turns) = turns.get_mut(group) {
                turns.push((at, role));
            }
        });
    }
    let turns = turns.into_iter().enumerate();
    turns
        .flat_map(|(group, turns)| Group { bookings, turns }.lives(group))
        .collect()
}

fn for_each_role(entry: &Entry, meets: bool, mut put: impl FnMut(usize, Role)) {
    let changes = |counts: bool| {
        if counts {
            Role::Counts { there: true }
        } else {
            Role::Changes
        }
    };
    match entry {
        Entry::Count(group, _) => put(*group, Role::Counts { there: false }),
        Entry::Flow(group, ..) => put(*group, Role::Flows),
        Entry::Split(split) => {
            let untold = split
                .parts
                .values()
                .filter(|people| people.is_none())
                .count();
            for (&part, people) in &split.parts {
                let pooled = people.is_none() && untold > 1;
                let others_told = untold == usize::from(people.is_none());
                put(
                    part,
                    match Some(part) == split.group {
                        false => Role::Opens { pooled },
                        true if meets || !others_told => Role::GoesOn { pooled },
                        true => changes(split.whole.or(*people).is_some()),
                    },
                );
            }
            if let Some(group) = split.group.filter(|group| !split.parts.contains_key(group)) {
                put(group, Role::Ends);
            }
        }
        Entry::Merge(merge) => {
            merge
                .others
                .iter()
                .for_each(|other| put(*other, Role::Ends));
            let itself = merge.itself.then(|| changes(merge.whole.is_some()));
            put(merge.group, itself.unwrap_or(Role::Takes));
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
        self.bookings
            .get(at)
            .map_or(Span::END, |booking| booking.span)
    }

    fn entry(&self, at: usize) -> Option<&Entry> {
        self.bookings.get(at).map(|booking| &booking.entry)
    }

    fn is_before(&self, one: usize, other: usize) -> bool {
        self.span(one).is_before(self.span(other))
    }

    /// In order. What ends a life comes late: before that it may have divided and gone on.
    fn sorted(&self, is: fn(Role) -> bool) -> Vec<Turn> {
        let mut turns: Vec<_> = self
            .turns
            .iter()
            .copied()
            .filter(|turn| is(turn.1))
            .collect();
        turns.sort_by_key(|&(at, role)| {
            let Span { first, last } = self.span(at);
            (
                if role == Role::Ends { last } else { first },
                last,
                role,
                at,
            )
        });
        turns
    }

    /// What the group comes out of. Of those that may be the first a division of others is, else a
    /// merge: it divides and goes on only after it has come.
    fn opens(&self) -> Vec<Turn> {
        let mut opens = self.sorted(Role::opens);
        let may = |turn: &Turn| opens.iter().all(|other| !self.is_before(other.0, turn.0));
        let rank = |role: Role| (role.ends(), role == Role::Takes);
        let first = opens.iter().enumerate().filter(|(_, turn)| may(turn));
        let first = first
            .min_by_key(|(_, turn)| rank(turn.1))
            .map_or(0, |(at, _)| at);
        opens
            .get_mut(..=first)
            .into_iter()
            .for_each(|firsts| firsts.rotate_right(1));
        opens
    }

    /// Whether a merge takes in only parts of a division: then it comes after that.
    fn reunites(&self, merge: usize, split: usize) -> bool {
        match (self.entry(merge), self.entry(split)) {
            (Some(Entry::Merge(merge)), Some(Entry::Split(split))) => merge
                .others
                .iter()
                .all(|other| split.parts.contains_key(other)),
            _ => false,
        }
    }

    /// Whether it is there from the start: where it comes out of no others, or certainly divided or
    /// merged before; or certainly was counted before, and perhaps went into another since.
    fn is_there(&self, opens: &[Turn], ends: &[Turn]) -> bool {
        let Some(&(first, role)) = opens.first() else {
            return true;
        };
        let changed = |was: bool| {
            let is = |role| match role {
                Role::Counts { there } => there || !was,
                Role::Flows => !was,
                _ => role == Role::Changes,
            };
            let mut turns = self.turns.iter();
            turns.any(|&(at, role)| is(role) && self.is_before(at, first))
        };
        let takes = role == Role::Takes;
        let mut divides = self
            .turns
            .iter()
            .filter(|(_, role)| !matches!(role, Role::Opens { .. }));
        let reunites = takes && divides.any(|(at, _)| self.reunites(first, *at));
        let ended = ends
            .first()
            .is_some_and(|(end, _)| self.is_before(*end, first));
        let may_end = |end: &Turn| self.span(end.0).first <= self.span(first).last;
        let may_end = takes || ends.iter().any(may_end);
        role.ends() || reunites || ended || changed(true) || (may_end && changed(false))
    }

    fn lives(&self, group: usize) -> Vec<Life> {
        let opens = self.opens();
        let ends = self.sorted(Role::ends);
        let counts = self.sorted(|role| matches!(role, Role::Counts { .. }));
        let events = self.sorted(|role| matches!(role, Role::Changes | Role::Flows));
        let mut events: Vec<usize> = events.into_iter().map(|(at, _)| at).collect();
        let told = self.turns.iter().map(|(at, _)| self.span(*at).first).min();
        let life = |opening: Option<usize>, pooled: bool| Life {
            group,
            opening,
            closing: None,
            opens: opening.map_or(Span::START, |at| self.span(at)),
            closes: Span::END,
            told: told.unwrap_or(i32::MAX),
            events: Vec::new(),
            known: true,
            pooled,
        };
        let mut there = self.is_there(&opens, &ends);
        let mut lives: Vec<Life> = Vec::from_iter(there.then(|| life(None, false)));
        let (mut opens, mut ends) = (opens.into_iter().peekable(), ends.into_iter().peekable());
        let mut counts = counts.into_iter().peekable();
        let mut known = true;
        loop {
            let (open, end) = (opens.peek().copied(), ends.peek().copied());
            let begins = lives.len() == 1;
            let Some(last) = lives.last_mut().filter(|_| there) else {
                let Some((at, role)) = opens.next() else {
                    break;
                };
                known &= !role.ends();
                lives.push(life(Some(at), role.is_pooled()));
                there = true;
                continue;
            };
            // A count that may be of the life before tells nothing of those who part.
            let early = |at: usize| {
                if begins {
                    self.span(at).is_before(last.opens)
                } else {
                    self.span(at).first <= last.opens.last
                }
            };
            while let Some((at, _)) = counts.next_if(|(at, _)| last.pooled && early(*at)) {
                events.push(at);
            }
            let ends_first = |at: usize| end.is_some_and(|(end, _)| self.is_before(end, at));
            let count = counts.next_if(|(at, _)| last.pooled && !ends_first(*at));
            let open = open.filter(|&(at, role)| match end {
                Some((end, _)) if role == Role::Takes => {
                    !self.is_before(end, at) && !self.reunites(at, end)
                }
                Some((end, _)) => self.is_before(at, end),
                None => true,
            });
            let (at, role) = match (count, open, end) {
                (Some(count), ..) => count,
                (_, Some((at, Role::Takes)), _) => {
                    // Of two merges that may be its first, either may form it.
                    let formed = last.opening.and_then(|at| self.entry(at));
                    let formed = matches!(formed, Some(Entry::Merge(_)));
                    known &= !formed || last.opens.is_before(self.span(at));
                    events.push(at);
                    opens.next();
                    continue;
                }
                (_, Some(open), _) if !open.1.ends() => {
                    opens.next();
                    open
                }
                (.., Some(end)) => {
                    ends.next();
                    opens.next_if_eq(&end);
                    end
                }
                _ => break,
            };
            (last.closing, last.closes) = (Some(at), self.span(at));
            there = role != Role::Ends;
            lives.extend(there.then(|| life(Some(at), role.is_pooled())));
            if role == (Role::Counts { there: false }) {
                // It is the first count of those who were known only with others, or another is.
                let first = Owned {
                    booking: at,
                    sure: true,
                    likely: true,
                };
                lives
                    .last_mut()
                    .into_iter()
                    .for_each(|life| life.events.push(first));
            }
        }
        events.extend(counts.map(|(at, _)| at));
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
        let from = lives.partition_point(|life| life.closes.is_before(span));
        let to = lives.partition_point(|life| life.opens.first <= span.last);
        let begun =
            lives.partition_point(|life| (life.opens, life.opening) <= (span, Some(booking)));
        let likely = begun.saturating_sub(1).max(from);
        let sure = from + 1 == to;
        for (at, life) in lives.iter_mut().enumerate().take(to).skip(from) {
            let likely = at == likely;
            life.events.push(Owned {
                booking,
                sure,
                likely,
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
        let begins = goes_on && (at == 0 || one.pooled);
        let finishes = goes_on && (at + 2 == lives.len() || one.pooled);
        (begins || one.opens.is_before(next.opens))
            && (finishes || next.closing.is_none() || one.closes.is_before(next.closes))
    })
}
