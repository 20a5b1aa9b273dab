//! What follows from the records: where groups are and when they can be elsewhere, claims side by
//! side, people conserved, official series, meetings, flows from place to place.
//!
//! Each is read from a [`Dossier`](crate::Dossier) and holds no more than it tells: bounds stay bounds,
//! what contradicts itself is shown and not averaged, and a missing figure is not zero.
//!
//! ```
//! use corridor::{Claims, Dossier, Ledger};
//!
//! let dossier: Dossier = serde_json::from_str(r#"{
//!     "format": "corridor/1", "as_of": "2023-12-27",
//!     "groups": [{"id": "caravan", "name": "The caravan", "mode": "foot"}],
//!     "places": [{"code": "MX07089", "name": "Tapachula"}],
//!     "events": [
//!         {"id": "e1", "type": "departure", "on": "2023-12-24", "status": "occurred",
//!          "group": "caravan", "place": "MX07089", "words": "nearly 10,000"},
//!         {"id": "e2", "type": "statement", "on": "2023-12-24", "status": "occurred",
//!          "group": "caravan", "words": "about 6,000"}]
//! }"#)?;
//!
//! let claims = Claims::of(&dossier, "caravan")?;
//! assert_eq!(claims.hull().map(|bounds| bounds.to_string()).as_deref(), Some("5,500–10,000"));
//! assert_eq!(claims.contradictions().len(), 1);
//! let balance = Ledger::of(&dossier, "caravan")?.on(dossier.as_of());
//! assert!(balance.people("caravan").is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | asked | by | in | after |
//! |---|---|---|---|
//! | where is a group, and when can it be elsewhere | [`Journey`], [`Journeys`], [`Speed`] | km, days, km a day | interval arithmetic; FLEE's paces |
//! | who says how many | [`Claims`] | people | |
//! | where did they all go | [`Ledger`] | people, day by day | conservation |
//! | what does the series say, as of a day | [`Series`], [`Breakdown`] | its own unit; never mixed | SDMX |
//! | who met whom | [`Meetings`] | days | CAMEO 042 and 043 |
//! | who went from where to where | [`FlowTable`] | people within a period, within 64 bits in all | origin–destination tables |

mod claims;
mod flows;
mod journey;
mod ledger;
mod meetings;
mod series;
mod unknown_group;

pub(crate) use claims::Origins;
pub use claims::{Claim, Claimant, Claims, Contradiction};
pub use flows::{
    DossierFlows, Effectiveness, Flow, FlowError, FlowTable, Margin, NetFlow, Uncountable,
    UncountedLeg, Zone,
};
pub use journey::{
    Fix, Forecast, ForecastError, Journey, Journeys, NextLeg, Passage, Speed, Stop, Travelled,
    Whereabouts, Window,
};
pub(crate) use journey::{Line, Lines, Ports, barriers, by_days};
pub use ledger::{Account, Balance, Basis, Ledger, Overdraft};
pub use meetings::{
    Gathering, Meetings, Neighbourhood, Participant, Raised, Sequel, Visit, VisitKind,
};
pub use series::{
    Breakdown, BreakdownRow, Comparison, Conversion, Difference, Mismatch, Observation,
    PartialTotal, Revision, Series, SeriesError, Total, Verdict, Vintage,
};
pub use unknown_group::UnknownGroup;
