//! How far a group has come, and how fast.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Fix, Journey};
use crate::measure::{Distance, Pace};
use crate::place::{Place, PlaceCode};
use crate::record::Dossier;
use crate::route::{Link, Network};

/// How far a group has come since its departure, each way that it can be told.
///
/// It counts from the first departure among the fixes, or else from the first fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Travelled {
    #[serde(rename = "claimed_km", skip_serializing_if = "Option::is_none")]
    claimed: Option<Distance>,
    #[serde(rename = "road_km", skip_serializing_if = "Option::is_none")]
    road: Option<Distance>,
    #[serde(rename = "geodesic_km")]
    geodesic: Distance,
}

impl Travelled {
    /// As it was last reported.
    pub fn claimed(self) -> Option<Distance> {
        self.claimed
    }

    /// From fix to fix by road, where links of the dossier give one all the way.
    pub fn road(self) -> Option<Distance> {
        self.road
    }

    /// From fix to fix as the crow flies: a lower bound. A place without a seat is passed over.
    pub fn geodesic(self) -> Distance {
        self.geodesic
    }
}

/// A length, and whether it is no more than a lower bound.
#[derive(Debug, Clone, Copy)]
struct Length {
    distance: Distance,
    at_least: bool,
}

impl Journey<'_> {
    /// How far the group has come since its departure.
    pub fn travelled(&self) -> Travelled {
        let fixes = self.since_departure();
        Travelled {
            claimed: fixes.iter().rev().find_map(Fix::travelled),
            road: self.by_road(fixes),
            geodesic: straight(fixes),
        }
    }

    /// How fast the group has come since its departure: the distance over the days that may have
    /// passed ([`When::days_until`](crate::When::days_until)).
    ///
    /// The distance is the one claimed last; after it, or where none is claimed, the road along
    /// the dossier's links; where these give none, the geodesic. As the group has come at least that
    /// far, the geodesic gives a slow bound only: the fast one is open.
    ///
    /// None for fewer than two fixes, or where it has not moved.
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

    /// The fixes from the first departure on, or all.
    fn since_departure(&self) -> &[Fix<'_>] {
        let start = self.fixes().iter().position(Fix::is_departure).unwrap_or(0);
        self.fixes().get(start..).unwrap_or_default()
    }

    fn by_road(&self, fixes: &[Fix<'_>]) -> Option<Distance> {
        let mut steps = fixes.iter().zip(fixes.iter().skip(1));
        steps.try_fold(Distance::ZERO, |sum, (from, to)| {
            Some(sum + self.road(from.place(), to.place())?)
        })
    }

    /// The shortest road from a place to another along the dossier's links.
    pub(super) fn road(&self, from: &Place, to: &Place) -> Option<Distance> {
        let roads = self.roads.get_or_init(|| Roads::of(self.dossier));
        roads.between(from.code(), to.code())
    }

    fn length(&self, fixes: &[Fix<'_>]) -> Length {
        let claim = fixes.iter().rposition(|fix| fix.travelled().is_some());
        let claimed = claim.and_then(|index| fixes.get(index)?.travelled());
        let after = fixes.get(claim.unwrap_or(0)..).unwrap_or_default();
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

#[expect(
    clippy::cast_precision_loss,
    reason = "a span of days within the calendar is far below 2^53"
)]
fn count(days: u64) -> f64 {
    days as f64
}

fn straight(fixes: &[Fix<'_>]) -> Distance {
    let seated: Vec<_> = fixes
        .iter()
        .map(Fix::place)
        .filter(|place| place.seat().is_some())
        .collect();
    let steps = seated.iter().zip(seated.iter().skip(1));
    steps
        .filter_map(|(from, to)| from.distance_to(to).ok())
        .sum()
}

/// The roads that the links of a dossier tell of.
#[derive(Debug)]
pub(super) struct Roads(Network);

impl Roads {
    pub(super) fn of(dossier: &Dossier) -> Self {
        let known = |link: &&Link| link.road().is_some_and(|road| road > Distance::ZERO);
        let links = dossier.links().iter().filter(known).cloned();
        // Links whose roads are known, between places of one dossier, are never refused.
        let network = Network::try_new(dossier.places().iter().cloned(), links);
        Self(network.unwrap_or_default())
    }

    /// The shortest road from a place to another, whatever is closed.
    pub(super) fn between(&self, from: PlaceCode, to: PlaceCode) -> Option<Distance> {
        if from == to {
            return Some(Distance::ZERO);
        }
        let way = self.0.route(&from, &to, NaiveDate::default()).ok()?;
        Some(way.length())
    }
}
