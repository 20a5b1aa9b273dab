//! Ways through places: routes, the road along them, and networks of links that may close.

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
    reason = "the room is named for the type it holds"
)]
mod route;
mod search;

pub use closure::{Barrier, Closure};
pub use error::{NetworkError, RouteError};
pub use leg::{Leg, Location};
pub use link::Link;
pub use network::{Network, Way};
pub use route::Route;
