//! Typed, checked, sourced records of migration flow, and the arithmetic that follows from them.
//!
//! Reports on migration consist of uncertain numbers, named places, hearsay, and official figures
//! that do not count what readers assume. This crate holds such reports as records, finds what
//! cannot be right in them, and computes with them. It is pure: no file, no network, no clock, no
//! global state, no thread.
//!
//! ```
//! use corridor::{
//!     Delegation, Dossier, Event, MigrantGroup, Party, PartyKind, Place, Source, SourceKind, TravelMode,
//! };
//!
//! let dossier = Dossier::draft("2023-12-27")
//!     .with(Source::draft("efe", "EFE", SourceKind::Agency))
//!     .with(Place::draft("MX07089", "Tapachula").seat((14.911, -92.264)))
//!     .with(Place::draft("MX07032", "Escuintla").seat((15.319, -92.659)))
//!     .with(MigrantGroup::draft("exodus", "Exodus from Poverty").mode(TravelMode::Foot))
//!     .with(
//!         Event::departure("e1", "2023-12-24", "exodus", "MX07089")
//!             .headcount("nearly 10,000")
//!             .source("efe"),
//!     )
//!     .with(
//!         Event::sighting("e5", "2023-12-27", "exodus", "MX07032")
//!             .headcount("more than 6,000")
//!             .travelled("70 km")
//!             .source("efe"),
//!     )
//!     .with(Party::draft("blinken", "Antony Blinken", PartyKind::Person))
//!     .with(
//!         Event::meeting("m1", "2023-12-27")
//!             .host("MX")
//!             .delegation(Delegation::of("US").head("blinken"))
//!             .source("efe"),
//!     )
//!     .build()?;
//!
//! let pace = dossier.journey("exodus")?.pace();
//! assert_eq!(pace.map(|pace| pace.to_string()).as_deref(), Some("17.5–35 km a day"));
//! for finding in dossier.check().iter() {
//!     println!("{finding}");
//! }
//! # Ok::<(), corridor::Error>(())
//! ```
//!
//! # Build, grow, store, query
//!
//! A record is built from a [`Draft`], which takes plain values and remembers the first that is
//! refused; [`build`](Draft::build) returns the record or that fault. A [`Dossier`] holds records
//! and is always valid. It grows with [`push`](Dossier::push) and [`extend`](Dossier::extend), and
//! is corrected with [`replace`](Dossier::replace) and [`remove`](Dossier::remove). It is read and
//! written with serde, or with [`format::json`](mod@format), which reports where in the text a
//! fault is. Queries are methods of the dossier; every answer can be serialised, as
//! [`docs::answers`] shows. Every refusal is an [`Error`] with a stable [`code`](Error::code) and
//! the [`path`](Error::path) to the fault.
//!
//! # Where things are
//!
//! Types that you construct are at the root. Types that you only receive (a balance, a forecast) are in
//! the module that returns them.
//!
//! - [`code`] and [`error`]: a stable name for everything that can be wrong, and the error that
//!   carries it.
//! - [`measure`]: [`Estimate`], [`Distance`] and [`Pace`]: quantities with bounds, which can also
//!   be read from words.
//! - [`time`]: [`When`] something happened, and the [`Period`] that a figure covers.
//! - [`place`]: [`Place`], [`PlaceCode`] and [`Position`], and finding places by name.
//! - [`route`]: [`Route`] and [`Network`]: distances along roads, and ways around closures.
//! - [`record`]: [`Dossier`], [`Event`] and [`Statistic`]: what was reported, and by whom.
//! - [`analysis`]: [`Journey`], [`Claims`], [`Ledger`], [`Series`], [`Meetings`] and
//!   [`FlowTable`]: what follows from the records.
//! - [`check`]: [`Finding`] and [`Report`]: what cannot be right.
//! - [`mod@format`]: input and output formats beyond plain serde.
//!
//! [`docs::wire`] describes the wire format, and [`docs::design`] describes the design and its
//! reasons. Every [`Code`] has a page that explains it.
//!
//! # What it does not do
//!
//! It does not scrape, geocode over the network, predict behaviour, average claims, or store data.
//!
//! # Conventions
//!
//! Distances are kilometres on the WGS-84 ellipsoid; positions are `lat` and `lon` in degrees; dates
//! are the local day as written; an open bound is `None`. Nothing in the public API panics on input.

// docs.rs builds with nightly, and labels items that need a feature.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod docs;

pub mod code;
mod draft;
pub mod error;
mod id;
mod limits;
mod object;
mod shown;
mod text;
mod vocabulary;
mod within;

pub mod analysis;
pub mod check;
pub mod format;
pub mod measure;
pub mod place;
pub mod record;
pub mod route;
pub mod time;

#[doc(inline)]
pub use analysis::{
    Breakdown, Claims, Conversion, Difference, Flow, FlowTable, Journey, Ledger, Meetings, Series,
};
#[doc(inline)]
pub use check::{Finding, Report};
/// Days are accepted as text, as a [`When`] or as a [`chrono::NaiveDate`], and returned as a
/// `NaiveDate`.
pub use chrono;
#[doc(inline)]
pub use code::{Code, Severity};
#[doc(inline)]
pub use error::Error;
pub use id::Id;
pub use limits::Limits;
#[doc(inline)]
pub use measure::{Bounds, Distance, DistanceRange, Estimate, Pace, Per, Percent};
#[doc(inline)]
pub use place::{Area, CountryCode, Gazetteer, Place, PlaceCode, PlaceKind, Position, Subdivision};
#[doc(inline)]
pub use record::{
    Cause, Change, Component, Delegation, Direction, Dossier, Draft, Event, EventKind, Figure,
    InterceptionResult, Level, MeasureKind, MeetingFormat, MigrantGroup, Nature, ObservationStatus,
    Part, Party, PartyKind, Quota, Rank, Record, RecordKind, Reliability, ReturnBasis, SeriesKey,
    Source, SourceKind, Statistic, Status, TravelMode, Unit,
};
#[doc(inline)]
pub use route::{Closure, Link, Network, Route};
#[doc(inline)]
pub use time::{Certainty, Period, When, march_end};

/// The README's snippets are compiled and run with the tests.
#[cfg(all(doctest, feature = "gazetteer", feature = "json"))]
#[doc = include_str!("../README.md")]
struct Readme;
