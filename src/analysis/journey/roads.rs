//! The roads given by the links of a dossier.

use chrono::NaiveDate;

use crate::error::Error;
use crate::measure::Distance;
use crate::place::{Place, PlaceCode};
use crate::record::Dossier;
use crate::route::{Link, Network, Route};

/// The links with known roads, regardless of closures.
#[derive(Debug)]
pub(super) struct Roads(Network);

impl Roads {
    pub(super) fn of(dossier: &Dossier) -> Self {
        let known = |link: &&Link| link.road().is_some_and(|road| road > Distance::ZERO);
        let links = dossier.links().iter().filter(known).cloned();
        let network = Network::try_new(dossier.places().iter().cloned(), links);
        debug_assert!(
            network.is_ok(),
            "links with roads between places of one dossier are never refused"
        );
        Self(network.unwrap_or_default())
    }

    /// The length of the shortest road from one place to another.
    pub(super) fn between(&self, from: PlaceCode, to: PlaceCode) -> Option<Distance> {
        if from == to {
            return Some(Distance::ZERO);
        }
        self.0.distance(from, to, NaiveDate::default()).ok()
    }

    /// The shortest road as a route through the places on it that have a seat; the geodesic if
    /// there is no road.
    pub(super) fn route(&self, from: &Place, to: &Place) -> Result<Route, Error> {
        let Ok(way) = self.0.way(from.code(), to.code(), NaiveDate::default()) else {
            return Route::through([from.clone(), to.clone()]);
        };
        let mut places = vec![from.clone()];
        let mut roads = Vec::with_capacity(way.links.len());
        let mut road = Distance::ZERO;
        for (place, link) in way.places.iter().skip(1).zip(&way.links) {
            road = road + link.road().unwrap_or(Distance::ZERO);
            if place.seat().is_some() || place.code() == to.code() {
                places.push((*place).clone());
                roads.push(Some(road));
                road = Distance::ZERO;
            }
        }
        Route::along(places, roads.into_iter())
    }
}
