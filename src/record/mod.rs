//! What was reported: every record has an id and its sources.
//!
//! A figure without the one who says it, and a date without the report, cannot be checked by anybody.
//! Records refer to each other by id. A [`Dossier`] is sealed: its ids are unique and its references
//! resolve, so that nothing above has to ask.
//!
//! ```
//! use corridor::{Dossier, Event, EventKind, Figure, MigrantGroup, Movement, Place, Source, SourceKind, TravelMode};
//!
//! let departure = Movement::new("exodus".parse()?, "MX07089".parse()?)
//!     .with_headcount(Figure::quoted("nearly 10,000".parse()?)?);
//! let dossier = Dossier::builder("2023-12-27".parse()?)
//!     .source(Source::new("efe".parse()?, "EFE".parse()?, SourceKind::Agency))
//!     .place(Place::new("MX07089".parse()?, "Tapachula")?)
//!     .group(MigrantGroup::new("exodus".parse()?, "Exodus from Poverty".parse()?, TravelMode::Foot))
//!     .event(
//!         Event::occurred("e1".parse()?, "2023-12-24".parse()?, EventKind::Departure(departure))
//!             .with_sources(["efe".parse()?]),
//!     )
//!     .build()?;
//! assert_eq!(dossier.events().len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An id has up to 64 bytes, a text up to 10,000. A [`Statistic`] has the series key and the
//! observation status of SDMX (`CL_OBS_STATUS` 2.2), its unit, and whether it is a stock or a flow. How
//! records are written is in [`docs::wire`](crate::docs::wire).

mod dossier;
mod error;
mod event;
mod figure;
mod group;
mod measure;
mod meeting;
mod movement;
mod party;
mod raw;
mod reference;
#[cfg(feature = "json")]
mod salvage;
mod series_key;
mod source;
mod statement;
mod statistic;
mod table;

/// Why a record of one of a dossier's lists is refused as a whole, where it is.
#[cfg(feature = "json")]
pub(crate) fn refused_record(list: &str, record: &str) -> Option<RecordError> {
    match list {
        "events" => {
            let raw::EventReading(event) = serde_json::from_str(record).ok()?;
            event.err()
        }
        "statistics" => {
            Statistic::try_from(serde_json::from_str::<raw::RawStatistic>(record).ok()?).err()
        }
        _ => None,
    }
}

pub use dossier::{Dossier, DossierBuilder};
pub use error::{RecordError, RecordFault};
pub use event::{Event, EventKind, Status};
pub use figure::Figure;
pub use group::{MigrantGroup, Nationalities, TravelMode};
pub use measure::{Measure, MeasureKind};
pub use meeting::{Delegation, Level, Meeting};
pub use movement::{Halt, Merge, Movement, Part, Split};
pub use party::{Party, PartyKind};
#[cfg(feature = "json")]
pub(crate) use raw::RawDossier;
#[cfg(feature = "json")]
pub(crate) use salvage::{Loose, Refused, salvage};
pub use source::{Source, SourceKind};
pub use statement::{Demand, Statement};
pub use statistic::{Nature, ObservationStatus, OtherUnit, SeriesKey, Statistic, Unit};
