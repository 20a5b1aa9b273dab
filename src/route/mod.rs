//! Ways through places: routes, their roads, and networks of links that may be closed.
//!
//! Where a group can be tomorrow depends on the road, not on the straight line on the map, and on
//! what is closed. A [`Route`] is measured from seat to seat, and by road where a road distance was
//! reported. A [`Network`] finds the shortest way that is open on a day.
//!
//! ```
//! use corridor::{Distance, Place, Route};
//!
//! let route = Route::through([
//!     Place::draft("MX07032", "Escuintla").seat((15.319, -92.659)).build()?,
//!     Place::draft("MX07051", "Mapastepec").seat((15.440, -92.893)).build()?,
//! ])?
//! .with_road("MX07032", "MX07051", "35 km")?;
//! assert_eq!(format!("{:.1} by road, {:.1} at least", route.length(), route.geodesic_length()), "35.0 km by road, 28.5 km at least");
//! let halfway = route.position_at(Distance::from_km(17.5)?)?;
//! assert_eq!(format!("{:.2}, {:.2}", halfway.lat(), halfway.lon()), "15.38, -92.78");
//! # Ok::<(), corridor::Error>(())
//! ```
//!
//! Lengths are in kilometres, bearings in degrees clockwise from north, and positions along a route
//! in kilometres from its start. A route has two places or more. A road shorter than the geodesic
//! is accepted, and is a finding of the [check](crate::check). Shortest ways are found by
//! Dijkstra's algorithm (1959). Closures are of places, links and borders, as in FLEE.

mod boxes;
mod closure;
mod error;
mod leg;
mod line;
mod link;
mod marks;
mod network;
#[expect(
    clippy::module_inception,
    reason = "the module is named for the type it holds"
)]
mod route;
mod search;

pub(crate) use closure::Barrier;
pub use closure::Closure;
pub(crate) use error::{NetworkError, RouteError};
pub use leg::{Leg, Location};
pub use link::Link;
pub use network::Network;
pub use route::Route;
