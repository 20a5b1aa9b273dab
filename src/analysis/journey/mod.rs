//! Where a group was and when, how fast it came, and when it may be where it is going.

mod error;
mod fix;
mod forecast;
#[expect(
    clippy::module_inception,
    reason = "the room is named for the type it holds"
)]
mod journey;
mod journeys;
mod lines;
mod network;
mod plan;
mod ports;
mod speed;
mod timeline;
mod tracks;
mod travelled;
mod walk;
mod whereabouts;
mod window;

pub use error::ForecastError;
pub use fix::Fix;
pub use forecast::{Forecast, Stop};
pub use journey::Journey;
pub use journeys::Journeys;
pub(crate) use lines::{Line, Lines, by_days};
pub use plan::NextLeg;
pub(crate) use ports::{Ports, barriers};
pub use speed::Speed;
pub use travelled::Travelled;
pub use whereabouts::{Passage, Whereabouts};
pub use window::Window;
