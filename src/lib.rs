//! Typed, checked, sourced records of migration flow, and the arithmetic that follows from them.

mod code;
mod error;
mod id;
mod limits;
mod text;

pub mod measure;
pub mod place;
pub mod route;
pub mod time;

pub use code::{Code, Family, Severity, UnknownCode};
pub use error::{Error, UnknownWord};
pub use id::{Id, IdError};
pub use text::{Text, TextError};
pub use time::{
    CalendarError, Certainty, Days, MarchError, Period, PeriodError, When, WhenError, march_end,
pub use measure::{
    Bounds, Distance, DistanceError, Estimate, EstimateError, Pace, PaceError, PhraseError,
};
