//! Who counted how many in each group, gathered in one pass over the events.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use chrono::NaiveDate;

use crate::check::Details;
use crate::check::finding::{Flow, Found, NEXT, Subject};
use crate::check::view::{View, doubtful, span};
use crate::{Estimate, Event, EventKind, Figure, Id, MigrantGroup, When};

/// One figure of how many people a whole group has.
pub(super) struct Count<'d> {
    pub(super) event: &'d Event,
    pub(super) on: &'d When,
    pub(super) estimate: Estimate,
    /// Who says so: the party, or else the first source.
    pub(super) claimant: Option<&'d Id>,
}

/// What is known of the size of one group.
pub(super) struct GroupCounts<'d> {
    pub(super) group: &'d Id,
    /// By claimant, then by day.
    counts: Vec<Count<'d>>,
    /// From when to when people may have joined, by the first day; with it the latest last day of
    /// all up to there.
    gains: Vec<(NaiveDate, NaiveDate)>,
    /// Which of the counts is the most that anybody counted.
    most: Option<usize>,
}

/// The same for all groups, in the order of the dossier.
pub(super) struct Counts<'d> {
    pub(super) of_groups: Vec<GroupCounts<'d>>,
}

impl<'d> Counts<'d> {
    pub(super) fn of(view: &View<'d>) -> Self {
        let empty = |group: &'d MigrantGroup| GroupCounts {
            group: group.id(),
            counts: Vec::new(),
            gains: Vec::new(),
            most: None,
        };
        let of_groups = view.dossier.groups().iter().map(empty).collect();
        let mut counts = Self { of_groups };
        for event in view
            .dossier
            .events()
            .iter()
            .filter(|event| event.has_occurred())
        {
            let Some(on) = event.on() else { continue };
            counts.take(view, event, on);
        }
        for group in &mut counts.of_groups {
            group.finish();
        }
        counts
    }

    fn group(&mut self, view: &View<'d>, group: &Id) -> Option<&mut GroupCounts<'d>> {
        self.of_groups.get_mut(view.group_index(group)?)
    }

    fn take(&mut self, view: &View<'d>, event: &'d Event, on: &'d When) {
        let mut gains = event.group();
        match event.kind() {
            EventKind::Joining => {}
            EventKind::Merge => self.count(view, event, on, event.group(), event.headcount()),
            EventKind::Departure
            | EventKind::Arrival
            | EventKind::Sighting
            | EventKind::Halt
            | EventKind::Statement => {
                gains = None;
                self.count(view, event, on, event.group(), event.headcount());
            }
            EventKind::Split => {
                gains = None;
                self.count(view, event, on, event.group(), event.headcount());
                for part in event.parts() {
                    self.count(view, event, on, Some(part.group()), part.headcount());
                }
            }
            _ => gains = None,
        }
        if let Some(group) = gains.and_then(|group| self.group(view, group)) {
            group.gains.push(span(on));
        }
    }

    fn count(
        &mut self,
        view: &View<'d>,
        event: &'d Event,
        on: &'d When,
        group: Option<&Id>,
        figure: Option<&'d Figure>,
    ) {
        let Some((figure, group)) = figure.zip(group.and_then(|id| self.group(view, id))) else {
            return;
        };
        let speaker = match event.kind() {
            EventKind::Statement => event.by(),
            _ => None,
        };
        group.counts.push(Count {
            event,
            on,
            estimate: figure.estimate(),
            claimant: speaker.or(event.claimed_by()).or(event.sources().first()),
        });
    }
}

impl<'d> GroupCounts<'d> {
    fn finish(&mut self) {
        self.counts
            .sort_by_key(|count| (count.claimant, span(count.on), count.event.id()));
        let highs = self.counts.iter().map(|count| count.estimate.high());
        let highs: Option<Vec<u64>> = highs.collect();
        self.most = highs.and_then(|highs| {
            let counts = highs.iter().zip(&self.counts).enumerate();
            let most = counts.max_by_key(|(_, (high, count))| (*high, Reverse(count.event.id())));
            most.map(|(index, _)| index)
        });
        self.gains.sort_unstable();
        let mut latest = NaiveDate::MIN;
        for (_, last) in &mut self.gains {
            latest = latest.max(*last);
            *last = latest;
        }
    }

    pub(super) fn by_claimant(&self) -> &[Count<'d>] {
        &self.counts
    }

    /// The most that anybody counted, and who; none where nobody did, or somebody left it open.
    pub(super) fn most(&self) -> Option<(u64, &Count<'d>)> {
        let count = self.counts.get(self.most?)?;
        Some((count.estimate.high()?, count))
    }

    /// Whether somebody may have joined within the days.
    pub(super) fn may_have_gained(&self, (first, last): (NaiveDate, NaiveDate)) -> bool {
        let until = self.gains.partition_point(|(start, _)| *start <= last);
        let within = until.checked_sub(1).and_then(|index| self.gains.get(index));
        within.is_some_and(|(_, latest)| *latest >= first)
    }

    /// Two figures about days that may coincide, whose intervals do not meet: the pair with the
    /// widest gap, one finding a group. Sweeps the figures by their first day, with the lowest and
    /// the highest of those whose days are not over at hand: all pairs, of which
    /// [`Claims`](crate::Claims) has the list, would be too many to look at.
    pub(super) fn contradiction(&self, group: &MigrantGroup, found: &mut Found<'_>) -> Flow {
        let mut by_day: Vec<&Count<'_>> = self.counts.iter().collect();
        by_day.sort_by_key(|count| (span(count.on), count.event.id()));
        // By what is sought first; the day tells when an entry is over.
        let mut lowest: BinaryHeap<(Reverse<u64>, Reverse<&Id>, NaiveDate, usize)> =
            BinaryHeap::new();
        let mut highest: BinaryHeap<(u64, Reverse<&Id>, NaiveDate, usize)> = BinaryHeap::new();
        let mut widest: Option<(u64, &Count<'_>, &Count<'_>)> = None;
        let mut claims = 0_usize;
        for (index, count) in by_day.iter().enumerate() {
            claims += 1;
            let (first, last) = span(count.on);
            while lowest.peek().is_some_and(|top| top.2 < first) {
                lowest.pop();
            }
            while highest.peek().is_some_and(|top| top.2 < first) {
                highest.pop();
            }
            let (low, high) = (count.estimate.low(), count.estimate.high());
            let under = lowest.peek().map(|top| (top.0.0, top.3));
            let over = highest.peek().map(|top| (top.0, top.3));
            let below = under
                .and_then(|(most, at)| Some((low.checked_sub(most)?, *by_day.get(at)?, *count)));
            let above = over.and_then(|(least, at)| {
                Some((least.checked_sub(high?)?, *count, *by_day.get(at)?))
            });
            for (gap, lower, higher) in [below, above].into_iter().flatten() {
                let wider = widest.is_none_or(|(widest, ..)| gap > widest);
                if gap > 0 && wider && lower.on.may_coincide(higher.on) {
                    widest = Some((gap, lower, higher));
                }
            }
            let id = Reverse(count.event.id());
            if let Some(high) = high {
                lowest.push((Reverse(high), id, last, index));
            }
            highest.push((low, id, last, index));
        }
        let Some((_, lower, higher)) = widest else {
            return NEXT;
        };
        let details = Details::ClaimsContradict {
            claims,
            lower: lower.estimate,
            lower_event: lower.event.id().clone(),
            higher: higher.estimate,
            higher_event: higher.event.id().clone(),
        };
        found.judged(
            Subject::group(group),
            "",
            details,
            doubtful(lower.on, higher.on),
        )
    }
}
