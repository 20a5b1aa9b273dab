//! How far a group has travelled, and how fast.

use super::fix::{Fix, pace_over};
use super::journey::Journey;
use crate::measure::{Distance, DistanceRange, Pace};
use crate::within::part;

/// Lengths are measured from the first departure among the fixes, or else from the first fix.
impl Journey<'_> {
    /// How far the group has come since its first departure, as last reported.
    pub fn travelled(&self) -> Option<DistanceRange> {
        let mut fixes = self.since_departure().iter().rev();
        fixes.find_map(Fix::travelled)
    }

    /// The length of the way from fix to fix by road since its departure. `None` unless the links
    /// of the dossier give a road all the way and each fix is at its seat.
    pub fn road_length(&self) -> Option<Distance> {
        self.by_road(self.since_departure())
    }

    /// The length of the way from fix to fix along geodesics since its departure: a lower bound,
    /// reduced by how far fixes may be off their seats. Places without a seat are skipped.
    pub fn geodesic_length(&self) -> Distance {
        straight(self.since_departure())
    }

    /// How fast the group has travelled since its departure: the distance over the days that may
    /// have passed ([`When::days_until`](crate::When::days_until)).
    ///
    /// The distance is the one reported last, plus the road along the dossier's links from there
    /// on, or all the way if none was reported. Without such a road it is the geodesic. The group
    /// has travelled at least that far, so the geodesic gives only a slow bound, and the fast one
    /// is open.
    ///
    /// `None` if there are fewer than two fixes, or if the group has not moved.
    pub fn pace(&self) -> Option<Pace> {
        let fixes = self.since_departure();
        let (first, last) = (fixes.first()?, fixes.last()?);
        let days = first.on().days_until(last.on())?;
        let (least, most) = self.length(fixes);
        if most == Some(Distance::ZERO) || (most.is_none() && least == Distance::ZERO) {
            return None;
        }
        pace_over((least, most), (days.least(), days.most()))
    }

    /// The fixes from the first departure on; all of them if there is none.
    fn since_departure(&self) -> &[Fix<'_>] {
        let start = self.fixes().iter().position(Fix::is_departure).unwrap_or(0);
        part(self.fixes(), start..)
    }

    fn by_road(&self, fixes: &[Fix<'_>]) -> Option<Distance> {
        let mut steps = fixes.iter().zip(fixes.iter().skip(1));
        steps.try_fold(Distance::ZERO, |sum, (from, to)| {
            let at_seats = [from, to].iter().all(|fix| fix.within() == Distance::ZERO);
            let road = self.roads().between(from.place().code(), to.place().code());
            Some(sum + road.filter(|_| at_seats)?)
        })
    }

    /// The least and the greatest distance that it has come; no greatest if only a lower bound is
    /// known.
    fn length(&self, fixes: &[Fix<'_>]) -> (Distance, Option<Distance>) {
        let claim = fixes.iter().rposition(|fix| fix.travelled().is_some());
        let claimed = claim.and_then(|index| fixes.get(index)?.travelled());
        let after = fixes.get(claim.unwrap_or(0)..).unwrap_or_default();
        let claimed = claimed.unwrap_or(Distance::ZERO.into());
        match self.by_road(after) {
            Some(road) => (
                claimed.low() + road,
                claimed.high().map(|claimed| claimed + road),
            ),
            None => (claimed.low() + straight(after), None),
        }
    }
}

fn straight(fixes: &[Fix<'_>]) -> Distance {
    let seated: Vec<_> = fixes
        .iter()
        .filter(|fix| fix.place().seat().is_some())
        .collect();
    let steps = seated.iter().zip(seated.iter().skip(1));
    steps
        .filter_map(|(from, to)| from.apart(to))
        .map(|(least, _)| least)
        .sum()
}
