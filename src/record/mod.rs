//! What was reported: every record has an id and its sources.
//!
//! A figure without its author, or a date without its report, cannot be checked. Records refer to
//! each other by id. A [`Dossier`] holds them and is consistent: its ids are unique and its
//! references resolve, so later code need not check. Records are built from drafts.
//!
//! ```
//! use corridor::{Dossier, Event, MigrantGroup, Place, Source, SourceKind};
//!
//! let dossier = Dossier::draft("2023-12-27")
//!     .with(Source::draft("efe", "EFE", SourceKind::Agency))
//!     .with(Place::draft("MX07089", "Tapachula"))
//!     .with(MigrantGroup::draft("exodus", "Exodus from Poverty").mode("foot"))
//!     .with(
//!         Event::departure("e1", "2023-12-24", "exodus", "MX07089")
//!             .headcount("nearly 10,000")
//!             .source("efe"),
//!     )
//!     .build()?;
//! assert_eq!(dossier.events().len(), 1);
//! # Ok::<(), corridor::Error>(())
//! ```
//!
//! An id has up to 64 bytes, a text up to 10,000. A [`Statistic`] has the series key and the
//! observation status of SDMX (`CL_OBS_STATUS` 2.2), its unit, and whether it is a stock or a flow.
//! [`docs::wire`](crate::docs::wire) describes how records are written.

mod any;
mod assertion;
mod cause;
mod change;
mod composition;
mod day;
mod delegation;
mod dossier;
mod error;
mod event;
mod figure;
mod group;
mod growth;
mod interception;
mod kind;
mod measure;
mod meeting;
mod observation_status;
mod part;
mod party;
mod quota;
mod reference;
mod returning;
mod salvage;
mod series_key;
mod series_text;
mod source;
mod statistic;
mod table;
mod texts_by_name;

pub use crate::draft::Draft;
pub use any::Record;
pub use cause::Cause;
#[cfg(feature = "schema")]
pub(crate) use change::Extreme;
pub use change::{Change, Direction, Rank};
pub use composition::Component;
pub use delegation::Delegation;
pub use dossier::Dossier;
#[cfg(feature = "json")]
pub(crate) use dossier::{DossierKeys, Format};
#[cfg(feature = "schema")]
pub(crate) use event::EventKey;
pub use event::{Event, EventKind, Status};
pub use figure::Figure;
#[cfg(feature = "hxl")]
pub(crate) use figure::FigureKeys;
pub use group::{MigrantGroup, TravelMode};
pub use interception::InterceptionResult;
pub use kind::RecordKind;
pub use measure::MeasureKind;
pub use meeting::{Level, MeetingFormat};
pub use observation_status::ObservationStatus;
pub use part::Part;
pub use party::{Party, PartyKind};
pub use quota::Quota;
pub use returning::ReturnBasis;
#[cfg(feature = "json")]
pub(crate) use salvage::{Fallen, Refused, fallen};
pub(crate) use series_key::Site;
pub use series_key::{Nature, SeriesKey, Unit};
pub use source::{Reliability, Source, SourceKind};
pub use statistic::Statistic;

/// Why a record of one of a dossier's lists is refused as a whole, and where in it the fault is.
#[cfg(feature = "json")]
pub(crate) fn refused_record(list: &str, record: &str) -> Option<crate::error::Error> {
    use crate::draft::Drafted;

    fn refused<'t, T: Drafted<Keys: serde::Deserialize<'t>>>(
        record: &'t str,
    ) -> Option<crate::error::Error> {
        T::assemble(serde_json::from_str(record).ok()?).err()
    }
    match list {
        "sources" => refused::<Source>(record),
        "parties" => refused::<Party>(record),
        "places" => refused::<crate::place::Place>(record),
        "groups" => refused::<MigrantGroup>(record),
        "links" => refused::<crate::route::Link>(record),
        "events" => refused::<Event>(record),
        "statistics" => refused::<Statistic>(record),
        _ => None,
    }
}
