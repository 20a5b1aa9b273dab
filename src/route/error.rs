//! What the `route` family refuses.

use chrono::NaiveDate;

use super::{Closure, Link};
use crate::code::Code;
use crate::error::umbrella;
use crate::measure::Distance;
use crate::place::{NoSeat, PlaceCode};

/// A route that is not valid, or a question that a route cannot answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RouteError {
    /// Fewer than two places.
    #[error("a route takes 2 places or more, not {places}")]
    TooShort {
        /// How many there are.
        places: usize,
    },
    /// A direction on a route that goes nowhere.
    #[error("all places of the route are at one position, so it has no direction")]
    NoLength,
    /// One place twice in a row.
    #[error("{place} occurs twice in a row, at {index} and {next}", next = index + 1)]
    RepeatsPlace {
        /// The place.
        place: PlaceCode,
        /// Index of the first of the two, from 0.
        index: usize,
    },
    /// A place without a seat.
    #[error(transparent)]
    SeatUnknown(#[from] NoSeat),
    /// A road of 0 km between places that are apart.
    #[error("a road of 0 km from place {from} to place {to}, over a geodesic of {geodesic:.3}")]
    RoadZero {
        /// Index of the place where it starts, from 0.
        from: usize,
        /// Index of the place where it ends.
        to: usize,
        /// How far apart they are.
        geodesic: Distance,
    },
    /// A road between places that the route does not pass in that order.
    #[error("the route does not go from {from} to {to}")]
    RoadElsewhere {
        /// Where the road starts.
        from: PlaceCode,
        /// Where it ends.
        to: PlaceCode,
    },
    /// A road between indices that are not two places of the route in order.
    #[error("from {from} to {to} is not a section of a route of {places} places")]
    NoStretch {
        /// Index of the first place.
        from: usize,
        /// Index of the last place.
        to: usize,
        /// How many places the route has.
        places: usize,
    },
    /// A road given by codes, one of which occurs more than once on the route.
    #[error("the route passes {place} more than once: give the road by index")]
    PassedTwice {
        /// The place.
        place: PlaceCode,
    },
    /// The number of roads, known or not, differs from that of the legs.
    #[error("road_km has {roads} entries for {legs} legs")]
    RoadCount {
        /// Entries.
        roads: usize,
        /// Legs.
        legs: usize,
    },
    /// Beyond the end.
    #[error("{asked:.3} is beyond the end of a route of {length:.3}")]
    Overrun {
        /// The distance that was requested.
        asked: Distance,
        /// How long the route is.
        length: Distance,
    },
    /// One route does not end where the other starts.
    #[error("a route that ends at {end} does not meet one that starts at {start}")]
    Disjoint {
        /// The end of the first.
        end: PlaceCode,
        /// The start of the second.
        start: PlaceCode,
    },
    /// The route does not pass the first place and then the second.
    #[error("the route does not pass {from} and then {to}")]
    NotPassed {
        /// Where the part was to start.
        from: PlaceCode,
        /// Where it was to end.
        to: PlaceCode,
    },
}

impl RouteError {
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::TooShort { .. } | Self::NoLength => Code::RouteTooShort,
            Self::RepeatsPlace { .. } => Code::RouteRepeatsPlace,
            Self::SeatUnknown(_) => Code::SeatUnknown,
            Self::RoadZero { .. }
            | Self::RoadElsewhere { .. }
            | Self::NoStretch { .. }
            | Self::PassedTwice { .. }
            | Self::RoadCount { .. } => Code::RoadInvalid,
            Self::Overrun { .. } => Code::RouteOverrun,
            Self::Disjoint { .. } | Self::NotPassed { .. } => Code::RouteDisjoint,
        }
    }
}

/// A network that is not valid, or a way that it does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NetworkError {
    /// Two places with the same code.
    #[error("two places have the code {place}")]
    PlaceTwice {
        /// The code.
        place: PlaceCode,
    },
    /// A link to or from a place that the network does not have.
    #[error("{link}: the network has no place {place}")]
    LinkElsewhere {
        /// The link.
        link: Box<Link>,
        /// The place that it names.
        place: PlaceCode,
    },
    /// A link of unknown length: without a road, and with an end whose seat is not known.
    #[error("{link} has no road distance, and {missing}")]
    LinkUnmeasured {
        /// The link.
        link: Box<Link>,
        /// The seat.
        missing: NoSeat,
    },
    /// A link of 0 km between places that are not known to coincide.
    #[error("{link} has a road of 0 km")]
    LinkRoadZero {
        /// The link.
        link: Box<Link>,
    },
    /// A closure of a place that the network does not have.
    #[error("{closure}: the network has no place {place}")]
    ClosureElsewhere {
        /// The closure.
        closure: Box<Closure>,
        /// The place that it names.
        place: PlaceCode,
    },
    /// A closure of a link between places that no link joins.
    #[error("{closure}: the network has no such link")]
    ClosureOfNoLink {
        /// The closure.
        closure: Box<Closure>,
    },
    /// A question about a place that the network does not have.
    #[error("the network has no place {place}")]
    PlaceUnknown {
        /// The place.
        place: PlaceCode,
    },
    /// No way, closed or open.
    #[error("no links lead from {from} to {to}")]
    Unconnected {
        /// Where it would start.
        from: PlaceCode,
        /// Where it would end.
        to: PlaceCode,
    },
    /// A way that is not a route: it passes a place without a seat, or does not leave its start.
    #[error(transparent)]
    Route(#[from] RouteError),
    /// No way that is not certainly closed.
    #[error("no open way from {from} to {to} on {on}: {}", listed(closures))]
    Closed {
        /// Where it would start.
        from: PlaceCode,
        /// Where it would end.
        to: PlaceCode,
        /// The day.
        on: NaiveDate,
        /// The closures on the way that would be shortest without closures.
        closures: Vec<Closure>,
    },
}

fn listed(closures: &[Closure]) -> String {
    let texts: Vec<String> = closures.iter().map(Closure::to_string).collect();
    texts.join("; ")
}

impl NetworkError {
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::PlaceTwice { .. } => Code::PlaceDuplicate,
            Self::LinkElsewhere { .. } => Code::LinkInvalid,
            Self::LinkUnmeasured { .. } => Code::SeatUnknown,
            Self::LinkRoadZero { .. } => Code::RoadInvalid,
            Self::ClosureElsewhere { .. } | Self::ClosureOfNoLink { .. } => Code::ClosureInvalid,
            Self::PlaceUnknown { .. } => Code::PlaceNotFound,
            Self::Unconnected { .. } => Code::RouteUnconnected,
            Self::Route(error) => error.code(),
            Self::Closed { .. } => Code::RouteClosed,
        }
    }
}

umbrella!(RouteError, NetworkError);
