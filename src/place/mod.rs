//! Named places: their codes, their seats on the WGS-84 ellipsoid, and the distance between them.

mod area;
mod code;
mod country;
mod error;
mod gazetteer;
pub(crate) mod geodesic;
mod kind;
#[expect(
    clippy::module_inception,
    reason = "the room is named for the type it holds"
)]
mod place;
mod position;

pub use area::{Area, AreaName, M49};
pub use code::PlaceCode;
pub use country::{CountryCode, Subdivision};
pub use error::{NoSeat, PlaceError};
pub use gazetteer::{Candidate, Gazetteer, GazetteerError, SeatBasis};
pub use kind::{OtherKind, PlaceKind};
pub use place::Place;
pub use position::Position;
