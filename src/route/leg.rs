//! Parts of a route, and places along it.

use crate::measure::Distance;
use crate::place::Place;

/// From one place of a route to the next.
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

    /// Its length by road, if that is known.
    pub fn road(&self) -> Option<Distance> {
        self.road
    }

    /// Its length: by road where that is known, else along the geodesic.
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

/// Where a position is in relation to a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    pub(super) along: Distance,
    pub(super) off: Distance,
    pub(super) leg: usize,
}

impl Location {
    /// How far along the route its nearest point is, roads honoured.
    pub fn along(&self) -> Distance {
        self.along
    }

    /// How far that nearest point is away.
    pub fn off(&self) -> Distance {
        self.off
    }

    /// The index of the leg that the nearest point is on.
    pub fn leg(&self) -> usize {
        self.leg
    }
}
