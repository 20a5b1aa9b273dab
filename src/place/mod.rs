//! Named places: their codes, their seats on the WGS-84 ellipsoid, and the distance between them.
//!
//! A name is never a key: 233 municipalities of Mexico share theirs with another. Records refer to
//! places by code, and looking up a name that several places have is an error that lists them.
//!
//! ```
//! use corridor::Place;
//!
//! let escuintla = Place::draft("MX07032", "Escuintla").seat((15.319, -92.659)).build()?;
//! let mapastepec = Place::draft("MX07051", "Mapastepec").seat((15.440, -92.893)).build()?;
//! assert_eq!(format!("{:.1}", escuintla.distance_to(&mapastepec)?), "28.5 km");
//! # Ok::<(), corridor::Error>(())
//! ```
//!
//! | | unit or form | source |
//! |---|---|---|
//! | [`Position`] | degrees: `lat` −90 to 90, `lon` −180 to 180 | WGS-84 |
//! | distance | kilometres from seat to seat, along the geodesic | Karney, "Algorithms for geodesics", 2013 |
//! | [`PlaceCode`] | a country, then 1 to 14 of A-Z, 0-9 and hyphen | P-codes of the UN (OCHA), GeoNames |
//! | [`CountryCode`], [`Subdivision`], [`Area`] | `MX`, `MX-CHP`, `419` | ISO 3166-1 and 3166-2, UN M49 |
//! | names | up to 200 bytes | |
//!
//! Asking for the distance to a place without a seat is an error
//! ([`Code::SeatUnknown`](crate::Code::SeatUnknown)); no such place is ever put at 0, 0.

mod area;
mod code;
mod country;
mod error;
mod gazetteer;
pub(crate) mod geodesic;
mod kind;
#[expect(
    clippy::module_inception,
    reason = "the module is named for the type it holds"
)]
mod place;
mod position;

pub use area::Area;
pub use code::PlaceCode;
pub use country::{CountryCode, Subdivision};
pub(crate) use error::PlaceError;
pub use gazetteer::{FindError, Gazetteer};
pub use kind::PlaceKind;
pub(crate) use place::NoSeat;
pub use place::Place;
pub use position::Position;
