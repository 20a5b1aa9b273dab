//! Typed, checked, sourced records of migration flow, and the arithmetic that follows from them.
//!
//! Reports on migration are made of uncertain numbers, named places, hearsay, and official figures
//! that count something else than readers think. This crate holds them, tells whether they can be
//! true, and computes with them. It is pure: no file, no network, no clock, no global state, no
//! thread.
//!
//! ```
//! use corridor::Dossier;
//!
//! let dossier: Dossier = serde_json::from_str(r#"{
//!     "format": "corridor/1", "as_of": "2023-12-27",
//!     "sources": [{"id": "efe", "name": "EFE", "kind": "agency"}],
//!     "places": [
//!         {"code": "MX07089", "name": "Tapachula", "kind": "municipality", "lat": 14.911, "lon": -92.264},
//!         {"code": "MX07032", "name": "Escuintla", "kind": "municipality", "lat": 15.319, "lon": -92.659}],
//!     "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot"}],
//!     "events": [
//!         {"id": "e1", "type": "departure", "on": "2023-12-24", "status": "occurred",
//!          "group": "exodus", "place": "MX07089", "words": "nearly 10,000", "sources": ["efe"]},
//!         {"id": "e2", "type": "sighting", "on": "2023-12-27", "status": "occurred",
//!          "group": "exodus", "place": "MX07032", "travelled_km": 70, "sources": ["efe"]}]
//! }"#)?;
//!
//! let pace = dossier.journey("exodus")?.pace();
//! assert_eq!(pace.map(|pace| pace.to_string()).as_deref(), Some("17.5–35 km a day"));
//! assert!(dossier.check().is_clean());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where things are
//!
//! What one builds or starts from is here, at the root. What one gets back from it (a balance, a
//! forecast, an error) is in the module that makes it; the modules are the floors of the house, each
//! using only those above it in this list.
//!
//! - [`code`] and [`error`]: the stable name of everything that can be wrong, and how it is refused.
//! - [`measure`]: [`Estimate`], [`Distance`], [`Pace`]: quantities with bounds, also read from words.
//! - [`time`]: [`When`] something happened, the [`Period`] that a figure counts.
//! - [`place`]: [`Place`], [`PlaceCode`], [`Position`], and finding places by name.
//! - [`route`]: [`Route`] and [`Network`]: how far, along what, around which closures.
//! - [`record`]: [`Dossier`], [`Event`], [`Statistic`]: what was reported, by whom.
//! - [`analysis`]: [`Journey`], [`Claims`], [`Ledger`], [`Series`], [`Meetings`],
//!   [`FlowTable`]: what follows.
//! - [`check`]: [`Finding`] and [`Report`]: what cannot be right.
//! - [`mod@format`]: ways in and out beyond serde.
//!
//! The wire format is in [`docs::wire`], the design with its reasons in [`docs::design`], and every
//! thing that can be wrong is a [`Code`] with a page.
//!
//! # What it does not do
//!
//! It does not scrape, geocode over the network, predict behaviour, average claims, or store.
//!
//! # Conventions
//!
//! Distances are kilometres on the WGS-84 ellipsoid; positions are `lat` and `lon` in degrees; dates
//! are the local day as written; an open bound is `None`. Nothing in the public API panics on input.

pub mod docs;

pub mod code;
mod draft;
pub mod error;
mod id;
mod limits;
mod object;
mod text;

pub mod analysis;
pub mod check;
pub mod format;
pub mod measure;
pub mod place;
pub mod record;
pub mod route;
pub mod time;

pub use analysis::{
    Breakdown, Claims, Conversion, Difference, Flow, FlowTable, Journey, Ledger, Meetings, Series,
};
pub use check::{Finding, Report};
pub use code::{Code, Severity};
pub use error::Error;
pub use id::Id;
pub use limits::Limits;
pub use measure::{Bounds, Distance, Estimate, Pace};
pub use place::{
    Area, CountryCode, Gazetteer, Place, PlaceCode, PlaceKind, Position, Subdivision,
};
pub use record::{
    Delegation, Dossier, Draft, Event, EventKind, Figure, Level, MeasureKind, MigrantGroup, Nature,
    ObservationStatus, Part, Party, PartyKind, Record, RecordKind, SeriesKey, Source, SourceKind,
    Statistic, Status, TravelMode, Unit,
};
pub use route::{Closure, Link, Network, Route};
/// What dates are made of: [`chrono::NaiveDate`] is taken wherever a day is.
pub use chrono;
pub use time::{Certainty, Period, When, march_end};

/// README's snippets are compiled and run with the tests.
#[cfg(all(doctest, feature = "gazetteer", feature = "json"))]
#[doc = include_str!("../README.md")]
struct Readme;
