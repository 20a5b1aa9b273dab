//! The claims about the size of each group, and when people may have joined it.

use chrono::NaiveDate;
use foldhash::HashSet;

use crate::analysis::{Claim, Claimant, Claims, Origins};
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed, Subject};
use crate::check::view::{LEAVING, Span, View, before, doubtful, span};
use crate::id::Id;
use crate::measure::Estimate;
use crate::record::{Event, EventKind, Figure, MigrantGroup, Part};

/// The days on which people came to a group, how many came if stated, and the event.
type Gain<'d> = (Span, Option<Estimate>, &'d Event);

/// The claims about one group, and the days on which it may have grown.
pub(super) struct GroupCounts<'d> {
    group: &'d MigrantGroup,
    claims: Claims<'d>,
    /// When people came to the group, and how many if stated; sorted by first day.
    gains: Vec<Gain<'d>>,
    /// When people may have left it or moved to other groups; sorted by first day.
    losses: Vec<Span>,
    /// The days on which its size may have changed, by first day, each with the latest last day of
    /// all entries so far.
    may_gain: Vec<Span>,
    may_lose: Vec<Span>,
    /// The joinings that have occurred.
    joinings: Vec<&'d Event>,
    most: Option<(u64, Claim<'d>)>,
}

/// The counts of all groups, in the order of the dossier, without events whose year is known to be
/// wrong.
pub(super) fn of_groups<'d>(view: &View<'d>, mistyped: &HashSet<&str>) -> Vec<GroupCounts<'d>> {
    let claims = view.dossier.all_claims();
    let dated = |claim: &Claim<'d>| !mistyped.contains(claim.event().id().as_str());
    let claims = claims.map(|claims| claims.only(dated));
    let mut counts: Vec<_> = claims
        .map(|claims| GroupCounts {
            group: claims.group(),
            most: most(&claims),
            claims,
            gains: Vec::new(),
            losses: Vec::new(),
            may_gain: Vec::new(),
            may_lose: Vec::new(),
            joinings: Vec::new(),
        })
        .collect();
    let changes = [EventKind::Joining, EventKind::Merge, EventKind::Split];
    let changes = view.events_of(changes).chain(view.events_of(LEAVING));
    for event in changes.filter(|event| event.has_occurred()) {
        let (Some(on), Some(whole)) = (event.on(), event.group()) else {
            continue;
        };
        let mut change = |group: &Id, gain: Option<Option<Estimate>>| {
            let index = view.group_index(group);
            if let Some(counts) = index.and_then(|index| counts.get_mut(index)) {
                match gain {
                    Some(people) => counts.gains.push((span(on), people, event)),
                    None => counts.losses.push(span(on)),
                }
                if event.kind() == EventKind::Joining {
                    counts.joinings.push(event);
                }
            }
        };
        match event.kind() {
            EventKind::Joining => change(whole, Some(event.headcount().map(Figure::estimate))),
            EventKind::Merge => change(whole, Some(None)),
            EventKind::Split => {
                change(whole, None);
                let parts = event.parts().iter().map(Part::group);
                parts
                    .filter(|part| *part != whole)
                    .for_each(|part| change(part, Some(None)));
            }
            _ if event.takes_people() => change(whole, None),
            _ => {}
        }
    }
    for counts in &mut counts {
        counts.gains.sort_unstable_by_key(|(days, ..)| *days);
        counts.losses.sort_unstable();
        let gains = counts.gains.iter().map(|(days, ..)| *days);
        counts.may_gain = runs(gains);
        counts.may_lose = runs(counts.losses.iter().copied());
    }
    counts
}

/// Spans by their first day, each with the latest last day of all spans so far.
fn runs(days: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut latest = NaiveDate::MIN;
    days.map(|(first, last)| {
        latest = latest.max(last);
        (first, latest)
    })
    .collect()
}

/// Whether one of the spans may overlap these days.
fn may_meet(runs: &[Span], (first, last): Span) -> bool {
    let until = runs.partition_point(|(start, _)| *start <= last);
    let within = until.checked_sub(1).and_then(|index| runs.get(index));
    within.is_some_and(|(_, latest)| *latest >= first)
}

/// The highest count that anybody claims, and the claim; `None` if there are no claims or a claim
/// has no upper bound.
fn most<'d>(claims: &Claims<'d>) -> Option<(u64, Claim<'d>)> {
    let most = claims.hull()?.high()?;
    let counts = claims
        .iter()
        .filter(|claim| claim.estimate().high() == Some(most));
    Some((most, *counts.min_by_key(|claim| claim.event().id())?))
}

impl<'d> GroupCounts<'d> {
    /// The highest count that anybody claims, and the claim.
    pub(super) fn most(&self) -> Option<&(u64, Claim<'d>)> {
        self.most.as_ref()
    }

    pub(super) fn group(&self) -> &'d MigrantGroup {
        self.group
    }

    pub(super) fn claims(&self) -> &Claims<'d> {
        &self.claims
    }

    /// When people came to the group, and how many if stated.
    pub(super) fn gains(&self) -> &[Gain<'d>] {
        &self.gains
    }

    /// Whether people may have joined during these days.
    fn may_have_gained(&self, days: Span) -> bool {
        may_meet(&self.may_gain, days)
    }

    fn may_have_lost(&self, days: Span) -> bool {
        may_meet(&self.may_lose, days)
    }

    /// Two claims that cannot both be true: the pair with the widest gap, at most one finding per
    /// group. On a day on which people come or leave, or the group divides, both claims may be
    /// right.
    pub(super) fn contradiction(&self, view: &View<'d>, found: &mut Found<'_>) -> Proceed {
        let changes = |days: Span| self.may_have_gained(days) || self.may_have_lost(days);
        let steady = self.claims.beside(changes);
        let Some(pair) = steady.widest_contradiction() else {
            return NEXT;
        };
        let (lower, higher) = (pair.lower(), pair.higher());
        if is_small(pair.gap(), higher.estimate(), view.limits.claim_tolerance()) {
            return NEXT;
        }
        let details = Details::ClaimsContradict {
            claims: self.claims.len(),
            lower: lower.estimate(),
            lower_event: lower.event().id().clone(),
            higher: higher.estimate(),
            higher_event: higher.event().id().clone(),
        };
        let doubtful = doubtful(lower.on(), higher.on());
        found.judged(Subject::group(self.group), "", details, doubtful)
    }

    /// One claimant's own figures show that the group has certainly grown, but no event reports
    /// that people joined.
    pub(super) fn growth(
        &self,
        view: &View<'d>,
        origins: &mut Origins<'d>,
        found: &mut Found<'_>,
    ) -> Proceed {
        let mut claims: Vec<_> = (self.claims.iter())
            .filter_map(|claim| Some((key(claim.by_traced(origins)?), claim)))
            .collect();
        claims.sort_by_key(|(by, claim)| (*by, span(claim.on()), claim.event().id()));
        for ((by, earlier), (again, later)) in claims.iter().zip(claims.iter().skip(1)) {
            let (was, is): (Estimate, Estimate) = (earlier.estimate(), later.estimate());
            let grown = was.high().is_some_and(|most| is.low() > most);
            let days = (span(earlier.on()).0, span(later.on()).1);
            // Arrivals on several days at one place are not one group; another finding reports
            // that.
            let lands = |claim: &Claim<'_>| claim.event().kind() == EventKind::Arrival;
            let lands =
                lands(earlier) && lands(later) && earlier.event().place() == later.event().place();
            if by != again
                || lands
                || !grown
                || !before(earlier.on(), later.on())
                || self.may_have_gained(days)
            {
                continue;
            }
            let details = Details::GrowthWithoutJoining {
                group: self.group.id().clone(),
                before: was,
                event: earlier.event().id().clone(),
                after: is,
            };
            let doubtful = doubtful(earlier.on(), later.on());
            found.judged(view.event(later.event()), "headcount", details, doubtful)?;
        }
        NEXT
    }
}

impl<'d> GroupCounts<'d> {
    /// At least as many people join a group as it counts afterwards, although it counted some
    /// before: the figure may be that of the whole group.
    pub(super) fn joinings(&self, view: &View<'d>, found: &mut Found<'_>) -> Proceed {
        if self.joinings.is_empty() {
            return NEXT;
        }
        let mut by_first: Vec<_> = self.claims.iter().collect();
        by_first.sort_by_key(|claim| (span(claim.on()), claim.event().id()));
        let mut counted: Option<(NaiveDate, &Claim<'d>)> = None;
        for claim in by_first.iter().filter(|claim| claim.estimate().low() > 0) {
            let (_, last) = span(claim.on());
            if counted.is_none_or(|(first, _)| last < first) {
                counted = Some((last, claim));
            }
        }
        for event in &self.joinings {
            let (Some(on), Some(joined)) = (event.on(), event.headcount().map(Figure::estimate))
            else {
                continue;
            };
            let (first, last) = span(on);
            let past = by_first.partition_point(|claim| span(claim.on()).0 <= last);
            let (Some(next), Some((_, before))) = (
                by_first.get(past),
                counted.filter(|(counted, _)| *counted < first),
            ) else {
                continue;
            };
            let as_large = next
                .estimate()
                .high()
                .is_some_and(|most| most <= joined.low());
            if as_large && !self.may_have_lost((first, span(next.on()).1)) {
                let details = Details::JoiningAsLargeAsGroup {
                    joined,
                    group: next.estimate(),
                    counted: next.event().id().clone(),
                    before: before.event().id().clone(),
                };
                let doubtful = doubtful(on, next.on());
                found.judged(view.event(event), "headcount", details, doubtful)?;
            }
        }
        NEXT
    }
}

/// Whether a gap is one person, or no more than the few who usually stay behind.
fn is_small(gap: u64, higher: Estimate, tolerance: f64) -> bool {
    let most = higher.low().max(1);
    gap <= 1 || fraction(gap, most) <= tolerance
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a share, to no more than some digits"
)]
fn fraction(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

/// The kind and id of a claimant: a party and a source may have the same id.
fn key(by: Claimant<'_>) -> (bool, &str) {
    (matches!(by, Claimant::Party(_)), by.id().as_str())
}
