//! Where a group was and when, how fast it travelled, and when it may reach the places ahead.

mod error;
mod fix;
mod forecast;
#[expect(
    clippy::module_inception,
    reason = "the module is named for the type it holds"
)]
mod journey;
mod lines;
mod plan;
mod roads;
mod timeline;
mod track;
mod travelled;
mod walk;
mod whereabouts;
mod window;

pub use fix::Fix;
pub(crate) use fix::{arrives_again, by_days, pace_between};
pub use forecast::{Forecast, Stop};
pub use journey::Journey;
pub(crate) use lines::{Line, Lines};
pub use whereabouts::Whereabouts;
