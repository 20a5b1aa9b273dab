//! Typed, checked, sourced records of migration flow, and the arithmetic that follows from them.

mod code;
mod error;
mod limits;
mod text;

pub mod measure;
pub mod place;
pub mod route;
pub mod time;

pub use code::{Code, Family, Severity, UnknownCode};
pub use error::{Error, UnknownWord};
pub use measure::{
    Bounds, Distance, DistanceError, Estimate, EstimateError, Pace, PaceError, PhraseError,
};
pub use place::{
    Area, AreaName, Candidate, CountryCode, Gazetteer, GazetteerError, M49, NoSeat, OtherKind,
    Place, PlaceCode, PlaceError, PlaceKind, Position, SeatBasis, Subdivision,
};
pub use route::{Leg, Location, Route, RouteError};
