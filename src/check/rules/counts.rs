//! What is claimed of the size of each group, and when people may have joined it.

use chrono::NaiveDate;

use crate::analysis::{Claim, Claimant, Claims, Origins};
use crate::check::Details;
use crate::check::finding::{Flow, Found, NEXT, Subject};
use crate::check::view::{View, before, doubtful, span};
use crate::measure::Estimate;
use crate::record::{EventKind, MigrantGroup};

/// The claims about one group, and the days on which it may have grown.
pub(super) struct GroupCounts<'d> {
    group: &'d MigrantGroup,
    claims: Claims<'d>,
    /// From when to when people may have joined, by the first day; with it the latest last day of
    /// all up to there.
    gains: Vec<(NaiveDate, NaiveDate)>,
    most: Option<(u64, Claim<'d>)>,
}

/// Of all groups, in the order of the dossier.
pub(super) fn of_groups<'d>(view: &View<'d>) -> Vec<GroupCounts<'d>> {
    let claims = view.dossier.all_claims();
    let mut counts: Vec<_> = claims
        .map(|claims| GroupCounts {
            group: claims.group(),
            most: most(&claims),
            claims,
            gains: Vec::new(),
        })
        .collect();
    for event in view.dossier.events() {
        let gains = matches!(event.kind(), EventKind::Joining | EventKind::Merge);
        if event.has_occurred()
            && gains
            && let (Some(on), Some(group)) = (event.on(), event.group())
            && let Some(index) = view.group_index(group)
            && let Some(counts) = counts.get_mut(index)
        {
            counts.gains.push(span(on));
        }
    }
    for GroupCounts { gains, .. } in &mut counts {
        gains.sort_unstable();
        let mut latest = NaiveDate::MIN;
        for (_, last) in gains {
            latest = latest.max(*last);
            *last = latest;
        }
    }
    counts
}

/// The most that anybody counted, and who; none where nobody did, or somebody left it open.
fn most<'d>(claims: &Claims<'d>) -> Option<(u64, Claim<'d>)> {
    let most = claims.hull()?.high()?;
    let counts = claims
        .iter()
        .filter(|claim| claim.estimate().high() == Some(most));
    Some((most, *counts.min_by_key(|claim| claim.event().id())?))
}

impl<'d> GroupCounts<'d> {
    /// The most that anybody counted, and who.
    pub(super) fn most(&self) -> Option<&(u64, Claim<'d>)> {
        self.most.as_ref()
    }

    /// Whether somebody may have joined within the days.
    fn may_have_gained(&self, (first, last): (NaiveDate, NaiveDate)) -> bool {
        let until = self.gains.partition_point(|(start, _)| *start <= last);
        let within = until.checked_sub(1).and_then(|index| self.gains.get(index));
        within.is_some_and(|(_, latest)| *latest >= first)
    }

    /// Two claims that cannot both be true: the pair with the widest gap, one finding a group.
    pub(super) fn contradiction(&self, found: &mut Found<'_>) -> Flow {
        let Some(pair) = self.claims.widest_contradiction() else {
            return NEXT;
        };
        let (lower, higher) = (pair.lower(), pair.higher());
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

    /// By one claimant's own figures the group has certainly grown, and nothing says that anybody
    /// joined.
    pub(super) fn growth(
        &self,
        view: &View<'d>,
        origins: &mut Origins<'d>,
        found: &mut Found<'_>,
    ) -> Flow {
        let mut claims: Vec<_> = (self.claims.iter())
            .filter_map(|claim| Some((key(claim.by_traced(origins)?), claim)))
            .collect();
        claims.sort_by_key(|(by, claim)| (*by, span(claim.on()), claim.event().id()));
        for ((by, earlier), (again, later)) in claims.iter().zip(claims.iter().skip(1)) {
            let (was, is): (Estimate, Estimate) = (earlier.estimate(), later.estimate());
            let grown = was.high().is_some_and(|most| is.low() > most);
            let days = (span(earlier.on()).0, span(later.on()).1);
            if by != again
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

/// A claimant as what it is and its id: a party and a source may bear one id.
fn key(by: Claimant<'_>) -> (bool, &str) {
    (matches!(by, Claimant::Party(_)), by.id().as_str())
}
