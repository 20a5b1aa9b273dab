//! How far a group has travelled, and how fast.

use super::fix::{Fix, count};
use super::journey::Journey;
use crate::measure::{Distance, Pace};
use crate::within::part;

/// A length, and whether it is only a lower bound.
#[derive(Debug, Clone, Copy)]
struct Length {
    distance: Distance,
    at_least: bool,
}

/// Lengths are measured from the first departure among the fixes, or else from the first fix.
impl Journey<'_> {
    /// How far the group has travelled since its departure, as last reported.
    pub fn travelled(&self) -> Option<Distance> {
        let mut fixes = self.since_departure().iter().rev();
        fixes.find_map(Fix::travelled)
    }

    /// How far the group has travelled since its departure, from fix to fix by road; `None` unless
    /// the dossier's links give a road all the way.
    pub fn road_length(&self) -> Option<Distance> {
        self.by_road(self.since_departure())
    }

    /// How far the group has travelled since its departure, from fix to fix in a straight line: a
    /// lower bound. Places without a seat are skipped.
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
        let length = self.length(fixes);
        if length.distance == Distance::ZERO {
            return None;
        }
        let pace = Pace::covering(length.distance, count(days.least()), days.most().map(count));
        let pace = pace.ok()?;
        if length.at_least {
            Pace::try_new(pace.slow(), None).ok()
        } else {
            Some(pace)
        }
    }

    /// The fixes from the first departure on; all of them if there is none.
    fn since_departure(&self) -> &[Fix<'_>] {
        let start = self.fixes().iter().position(Fix::is_departure).unwrap_or(0);
        part(self.fixes(), start..)
    }

    fn by_road(&self, fixes: &[Fix<'_>]) -> Option<Distance> {
        let mut steps = fixes.iter().zip(fixes.iter().skip(1));
        steps.try_fold(Distance::ZERO, |sum, (from, to)| {
            let road = self.roads().between(from.place().code(), to.place().code());
            Some(sum + road?)
        })
    }

    fn length(&self, fixes: &[Fix<'_>]) -> Length {
        let claim = fixes.iter().rposition(|fix| fix.travelled().is_some());
        let claimed = claim.and_then(|index| fixes.get(index)?.travelled());
        let after = part(fixes, claim.unwrap_or(0)..);
        let (rest, at_least) = match self.by_road(after) {
            Some(road) => (road, false),
            None => (straight(after), true),
        };
        Length {
            distance: claimed.unwrap_or(Distance::ZERO) + rest,
            at_least,
        }
    }
}

fn straight(fixes: &[Fix<'_>]) -> Distance {
    let seated: Vec<_> = fixes
        .iter()
        .map(Fix::place)
        .filter(|place| place.seat().is_some())
        .collect();
    let steps = seated.iter().zip(seated.iter().skip(1));
    steps
        .filter_map(|(from, to)| from.geodesic_to(to).ok())
        .sum()
}
