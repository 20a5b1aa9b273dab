//! Ways through places: routes, the road along them, and networks of links that may close.

mod boxes;
mod error;
mod leg;
mod line;
mod marks;
#[expect(
    clippy::module_inception,
    reason = "the room is named for the type it holds"
)]
mod route;

pub use error::RouteError;
pub use leg::{Leg, Location};
pub use route::Route;
