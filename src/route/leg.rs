//! Parts of a route, and places along it.

use serde::{Serialize, Serializer};

use crate::measure::Distance;
use crate::place::{Place, PlaceCode};

/// The stretch of a route from one place to the next.
///
/// It serialises as [`docs::answers`](crate::docs::answers) shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg<'a> {
    pub(super) from: &'a Place,
    pub(super) to: &'a Place,
    pub(super) geodesic: Distance,
    pub(super) road: Option<Distance>,
    pub(super) start: Distance,
    pub(super) end: Distance,
}

impl<'a> Leg<'a> {
    /// Where it starts.
    pub fn from(&self) -> &'a Place {
        self.from
    }

    /// Where it ends.
    pub fn to(&self) -> &'a Place {
        self.to
    }

    /// Its length along the geodesic.
    pub fn geodesic(&self) -> Distance {
        self.geodesic
    }

    /// Its length by road, if known.
    pub fn road(&self) -> Option<Distance> {
        self.road
    }

    /// Its length: by road if known, else along the geodesic.
    pub fn length(&self) -> Distance {
        self.road.unwrap_or(self.geodesic)
    }

    /// How far along the route it starts.
    pub fn start(&self) -> Distance {
        self.start
    }

    /// How far along the route it ends.
    pub fn end(&self) -> Distance {
        self.end
    }
}

#[derive(Serialize)]
#[serde(rename = "Leg")]
struct Wire {
    from: PlaceCode,
    to: PlaceCode,
    geodesic_km: Distance,
    #[serde(skip_serializing_if = "Option::is_none")]
    road_km: Option<Distance>,
    start_km: Distance,
    end_km: Distance,
}

impl Serialize for Leg<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire {
            from: self.from.code(),
            to: self.to.code(),
            geodesic_km: self.geodesic,
            road_km: self.road,
            start_km: self.start,
            end_km: self.end,
        }
        .serialize(serializer)
    }
}

/// Where a position is in relation to a route.
///
/// It serialises as [`docs::answers`](crate::docs::answers) shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Location {
    #[serde(rename = "along_km")]
    pub(super) along: Distance,
    #[serde(rename = "off_km")]
    pub(super) off: Distance,
    pub(super) leg: usize,
}

impl Location {
    /// How far along the route its nearest point is, measured by road where known.
    pub fn along(&self) -> Distance {
        self.along
    }

    /// How far away that nearest point is.
    pub fn off(&self) -> Distance {
        self.off
    }

    /// The index of the leg that the nearest point is on.
    pub fn leg(&self) -> usize {
        self.leg
    }
}
