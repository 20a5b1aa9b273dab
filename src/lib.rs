//! Typed, checked, sourced records of migration flow, and the arithmetic that follows from them.

pub mod docs;

mod code;
mod error;
mod id;
mod limits;
mod text;

pub mod format;
pub mod measure;
pub mod place;
pub mod record;
pub mod route;
pub mod time;

pub use code::{Code, Family, Severity, UnknownCode};
pub use error::{Error, UnknownWord};
pub use id::{Id, IdError};
pub use measure::{
    Bounds, Distance, DistanceError, Estimate, EstimateError, Pace, PaceError, PhraseError,
};
pub use place::{
    Area, AreaName, Candidate, CountryCode, Gazetteer, GazetteerError, M49, NoSeat, OtherKind,
    Place, PlaceCode, PlaceError, PlaceKind, Position, SeatBasis, Subdivision,
};
pub use record::{
    Change, Delegation, Demand, Dossier, DossierBuilder, Event, EventKind, Figure, Halt, Level,
    Measure, MeasureKind, Meeting, Merge, MigrantGroup, Movement, Nationalities, Nature,
    ObservationStatus, Part, Party, PartyKind, RecordError, RecordFault, SeriesKey, Source,
    SourceKind, Split, Statement, Statistic, Status, TravelMode, Unit,
};
pub use route::{
    Barrier, Closure, Leg, Link, Location, Network, NetworkError, Route, RouteError, Way,
};
pub use text::{Text, TextError};
pub use time::{
    CalendarError, Certainty, Days, MarchError, Period, PeriodError, When, WhenError, march_end,
};

/// README's snippets are compiled and run with the tests.
#[cfg(all(doctest, feature = "gazetteer"))]
#[doc = include_str!("../README.md")]
struct Readme;
