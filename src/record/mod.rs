//! What was reported: every record has an id and its sources.
//!
//! Records refer to each other by id. A [`Dossier`] is sealed: its ids are unique and its
//! references resolve, so that nothing above has to ask.

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
