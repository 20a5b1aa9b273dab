//! Claims that cannot both be true.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use super::Claim;
use crate::id::Id;

/// Two claims about days that may coincide, with intervals that do not overlap.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Contradiction<'d> {
    lower: Claim<'d>,
    higher: Claim<'d>,
    gap: u64,
}

impl<'d> Contradiction<'d> {
    /// The claim of fewer people.
    pub fn lower(&self) -> &Claim<'d> {
        &self.lower
    }

    /// The claim of more people.
    pub fn higher(&self) -> &Claim<'d> {
        &self.higher
    }

    /// The number of people between the most that the lower claim allows and the least that the
    /// higher one does.
    pub fn gap(&self) -> u64 {
        self.gap
    }

    /// Used to order equal gaps, whatever the order of the dossier.
    fn ids(&self) -> (&'d Id, &'d Id) {
        (self.lower.event().id(), self.higher.event().id())
    }

    fn of(one: &Claim<'d>, other: &Claim<'d>) -> Option<Self> {
        let above = |lower: &Claim<'d>, higher: &Claim<'d>| {
            let most = lower.estimate().high()?;
            let gap = higher.estimate().low().checked_sub(most)?;
            (gap > 0).then_some(Self {
                lower: *lower,
                higher: *higher,
                gap,
            })
        };
        above(one, other).or_else(|| above(other, one))
    }
}

impl fmt::Display for Contradiction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} against {}", self.lower, self.higher)
    }
}

/// Sweeps the claims by their earliest day, so that only those with days that may coincide are
/// compared.
pub(super) fn among<'d>(claims: &[Claim<'d>]) -> Vec<Contradiction<'d>> {
    let earliest = |claim: &Claim<'_>| claim.on().earliest().unwrap_or(NaiveDate::MIN);
    let latest = |claim: &Claim<'_>| claim.on().latest().unwrap_or(NaiveDate::MAX);
    let mut by_day: Vec<_> = claims.iter().enumerate().collect();
    by_day.sort_by_key(|(_, claim)| earliest(claim));
    let mut found = Vec::new();
    let mut rest = by_day.as_slice();
    while let Some(((index, claim), others)) = rest.split_first() {
        let meeting = others
            .iter()
            .take_while(|(_, other)| earliest(other) <= latest(claim));
        for (other_index, other) in meeting {
            if let Some(pair) = Contradiction::of(claim, other)
                && claim.on().may_coincide(other.on())
            {
                let order = (index.min(other_index), index.max(other_index));
                found.push((Reverse(pair.gap), pair.ids(), order, pair));
            }
        }
        rest = others;
    }
    found.sort_by_key(|(gap, ids, order, _)| (*gap, *ids, *order));
    found.into_iter().map(|(.., pair)| pair).collect()
}

/// The pair with the widest gap. Sweeps the days that the claims are about: among the claims whose
/// days are not over, the one furthest from a claim has either the lowest high or the highest low.
pub(super) fn widest<'d>(claims: &[Claim<'d>]) -> Option<Contradiction<'d>> {
    let mut runs: Vec<_> = (claims.iter())
        .flat_map(|claim| claim.on().runs().map(move |days| (days, claim)))
        .collect();
    runs.sort_by_key(|(days, claim)| (*days, claim.event().id()));
    // Each entry starts with the bound that is compared, and ends with the last day and the index
    // of the claim.
    let mut lowest: BinaryHeap<(Reverse<u64>, Reverse<&Id>, NaiveDate, usize)> = BinaryHeap::new();
    let mut highest: BinaryHeap<(u64, Reverse<&Id>, NaiveDate, usize)> = BinaryHeap::new();
    let mut widest: Option<Contradiction<'d>> = None;
    for (index, ((first, last), claim)) in runs.iter().enumerate() {
        while lowest.peek().is_some_and(|&(.., last, _)| last < *first) {
            lowest.pop();
        }
        while highest.peek().is_some_and(|&(.., last, _)| last < *first) {
            highest.pop();
        }
        let furthest = [
            lowest.peek().map(|top| top.3),
            highest.peek().map(|top| top.3),
        ];
        for (_, other) in furthest
            .into_iter()
            .flatten()
            .filter_map(|at: usize| runs.get(at))
        {
            let pair = Contradiction::of(claim, other);
            let order = |pair: Contradiction<'d>| (Reverse(pair.gap), pair.ids());
            if let Some(pair) = pair
                && widest.is_none_or(|widest| order(pair) < order(widest))
            {
                widest = Some(pair);
            }
        }
        let (estimate, id) = (claim.estimate(), Reverse(claim.event().id()));
        if let Some(high) = estimate.high() {
            lowest.push((Reverse(high), id, *last, index));
        }
        highest.push((estimate.low(), id, *last, index));
    }
    widest
}
