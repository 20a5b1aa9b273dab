//! The lives of groups: when each begins and ends, and which bookings belong to it.

use foldhash::{HashSet, HashSetExt};

use super::bookings::{Booking, Entry, Span};
use crate::limits;

/// One life of a group.
#[derive(Debug, Clone)]
pub(super) struct Life {
    pub(super) group: usize,
    /// The booking that it comes out of. A life without one is there from the start.
    pub(super) opening: Option<usize>,
    pub(super) closing: Option<usize>,
    /// When the opening and the closing were; without one, the start or the end of time.
    pub(super) opens: Span,
    pub(super) closes: Span,
    /// When the group is first mentioned.
    pub(super) told: i32,
    pub(super) events: Vec<Owned>,
    /// Whether it can be distinguished from the other lives of its group.
    pub(super) known: bool,
}

/// A booking that belongs, or may belong, to a life.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owned {
    pub(super) booking: usize,
    /// Whether it can belong to no other life.
    pub(super) sure: bool,
    /// Whether it belongs to this life in the reference order, by earliest days.
    pub(super) likely: bool,
}

/// The role of a booking for a group. Bookings of the same days are in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// The group comes out of the division of another.
    Opens,
    /// It continues as a new life after its own division, in which another part is not counted.
    GoesOn,
    /// Others are taken in or leave as parts, and it continues.
    Changes,
    /// It is counted, or people come or leave.
    Tells,
    /// It divides, or becomes part of another.
    Ends,
    /// Others become part of it. This opens its life, unless it is there already.
    Takes,
}

pub(super) type Turn = (usize, Role);

/// The bookings that close a life, each with the one that opened it and therefore comes before.
pub(super) type Follows = HashSet<(usize, usize)>;

pub(super) fn follows(lives: &[Life]) -> Follows {
    let known = lives.iter().filter(|life| life.known);
    known
        .filter_map(|life| life.closing.zip(life.opening))
        .collect()
}

/// The lives of the groups. `there` marks the groups that are there from the start.
pub(super) fn of(bookings: &[Booking<'_>], there: &[bool], follows: &Follows) -> Vec<Life> {
    let turns = turns(bookings, there.len()).into_iter().zip(there);
    let groups = turns.enumerate().map(|(number, (turns, there))| Group {
        number,
        turns,
        there: *there,
        bookings,
        follows,
    });
    groups.flat_map(Group::lives).collect()
}

/// The bookings of each group, with their roles.
pub(super) fn turns(bookings: &[Booking<'_>], groups: usize) -> Vec<Vec<Turn>> {
    let mut turns: Vec<Vec<Turn>> = vec![Vec::new(); groups];
    let mut put = |group: usize, at: usize, role: Role| {
        if let Some(turns) = turns.get_mut(group) {
            turns.push((at, role));
        }
    };
    for (at, booking) in bookings.iter().enumerate() {
        match &booking.entry {
            Entry::Count(group, _) | Entry::Change(group, ..) => put(*group, at, Role::Tells),
            Entry::Split { group, parts, .. } => {
                let itself = group.and_then(|group| parts.get(&group));
                let mut others = parts.iter().filter(|(part, _)| Some(**part) != *group);
                for (part, _) in others.clone() {
                    put(*part, at, Role::Opens);
                }
                let role = match itself {
                    Some(_) if others.any(|(_, people)| people.is_none()) => Role::GoesOn,
                    Some(_) => Role::Changes,
                    None => Role::Ends,
                };
                if let Some(group) = *group {
                    put(group, at, role);
                }
            }
            Entry::Merge {
                group,
                itself,
                others,
                ..
            } => {
                for other in others {
                    put(*other, at, Role::Ends);
                }
                let role = if *itself { Role::Changes } else { Role::Takes };
                put(*group, at, role);
            }
        }
    }
    turns
}

/// The bookings of one group.
struct Group<'b, 'd> {
    number: usize,
    turns: Vec<Turn>,
    there: bool,
    bookings: &'b [Booking<'d>],
    follows: &'b Follows,
}

impl Group<'_, '_> {
    fn span(&self, at: usize) -> Span {
        let booking = self.bookings.get(at);
        booking.map_or(Span::END, |booking| booking.span)
    }

    fn is_before(&self, one: usize, other: usize) -> bool {
        self.span(one).is_before(self.span(other)) || self.follows.contains(&(other, one))
    }

    /// Bookings with these roles, in order. A booking that ends a life is sorted by its last day,
    /// because the group may have divided and gone on before. So is a merge, because the group may
    /// have come out of a division before.
    fn sorted(&self, is: fn(Role) -> bool) -> Vec<Turn> {
        let turns = self.turns.iter().copied();
        let mut turns: Vec<_> = turns.filter(|turn| is(turn.1)).collect();
        turns.sort_by_key(|&(at, role)| {
            let Span { first, last } = self.span(at);
            let late = matches!(role, Role::Ends | Role::Takes);
            (if late { last } else { first }, last, role, at)
        });
        turns
    }

    fn life(&self, opening: Option<usize>) -> Life {
        Life {
            group: self.number,
            opening,
            closing: None,
            opens: opening.map_or(Span::START, |at| self.span(at)),
            closes: Span::END,
            told: i32::MAX,
            events: Vec::new(),
            known: true,
        }
    }

    /// After divisions that share a possible day, the group continues as one life.
    fn join_those_of_one_day(&mut self) {
        let goes_on = self.sorted(|role| role == Role::GoesOn);
        let mut last = Span::START;
        let mut shared = HashSet::new();
        for (pair, (at, _)) in goes_on.iter().zip(goes_on.iter().skip(1)) {
            last = last.hull(self.span(pair.0));
            if !last.is_before(self.span(*at)) {
                shared.extend([pair.0, *at]);
            }
        }
        for (at, role) in &mut self.turns {
            if *role == Role::GoesOn && shared.contains(at) {
                *role = Role::Changes;
            }
        }
    }

    fn lives(mut self) -> Vec<Life> {
        let opens = self.sorted(|role| matches!(role, Role::Opens | Role::Takes));
        self.join_those_of_one_day();
        let ends = self.sorted(|role| matches!(role, Role::Ends | Role::GoesOn));
        let events = self.sorted(|role| matches!(role, Role::Changes | Role::Tells));
        let mut events: Vec<usize> = events.into_iter().map(|(at, _)| at).collect();
        let mut there = self.there;
        let mut lives = Vec::from_iter(there.then(|| self.life(None)));
        let (mut opens, mut ends) = (opens.into_iter().peekable(), ends.into_iter().peekable());
        let mut known = true;
        loop {
            // A merge finds the group there unless the merge is certainly after the end of the
            // group.
            let is_open = |end: usize, &(at, role): &Turn| match role {
                Role::Takes => !self.is_before(end, at),
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
                    // If two merges may each be the first, either may open the life.
                    let formed = last.opening.and_then(|at| self.bookings.get(at));
                    let formed = formed.is_some_and(|one| matches!(one.entry, Entry::Merge { .. }));
                    known &= !formed || last.opens.is_before(self.span(at));
                    events.push(at);
                    continue;
                }
                (last.closing, last.closes) = (Some(at), self.span(at));
            }
            there = role != Role::Ends;
            lives.extend(there.then(|| self.life(Some(at))));
        }
        known &= ends.next().is_none() && are_apart(&lives);
        known = known && events.into_iter().all(|at| self.assign(at, &mut lives));
        let told = self.turns.iter().map(|(at, _)| self.span(*at).first);
        let told = told.min().unwrap_or(i32::MAX);
        for life in &mut lives {
            (life.known, life.told) = (known, told);
        }
        lives
    }

    /// Assigns a booking to the lives that it may belong to, unless there are too many.
    fn assign(&self, booking: usize, lives: &mut [Life]) -> bool {
        let span = self.span(booking);
        let mut from = lives.partition_point(|life| life.closes.is_before(span));
        let to = lives.partition_point(|life| life.opens.first <= span.last);
        if to > from + limits::LIVES_OF_A_BOOKING {
            return false;
        }
        let is_over = |life: &Life| life.closing.is_some_and(|at| self.is_before(at, booking));
        let may_own = lives.get(from..to).unwrap_or_default();
        from += may_own.iter().rposition(is_over).map_or(0, |over| over + 1);
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
        true
    }
}

/// Whether no two neighbouring openings share a possible day, and no two neighbouring closings do:
/// otherwise the lives cannot be distinguished. A life that continues another may share a day with
/// it at the first opening and at the last closing.
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
