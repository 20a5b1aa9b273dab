//! The answers that follow from the records: where groups are and when they can be elsewhere,
//! claims side by side, ledgers of people, official series, meetings, and flows from place to
//! place.
//!
//! Each is a query of a [`Dossier`](crate::Dossier) and adds nothing to what the dossier reports:
//! bounds stay bounds, contradictions are shown rather than averaged, and a missing figure is not
//! zero. [`docs::answers`](crate::docs::answers) shows the answers as JSON.
//!
//! ```
//! use corridor::Dossier;
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
//! let claims = dossier.claims("caravan")?;
//! assert_eq!(claims.hull().map(|bounds| bounds.to_string()).as_deref(), Some("5,500–10,000"));
//! assert_eq!(claims.contradictions().len(), 1);
//! let balance = dossier.ledger("caravan")?.balance(dossier.as_of())?;
//! assert!(balance.people("caravan").is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | question | type | unit | basis |
//! |---|---|---|---|
//! | where is a group, and when can it be elsewhere | [`Journey`], by [`Dossier::journey`](crate::Dossier::journey) | km, days, km a day | interval arithmetic; FLEE's paces |
//! | who says how many | [`Claims`] | people | |
//! | how many people are in a group, and where the others went | [`Ledger`] | people, day by day | conservation |
//! | what does the series say, as of a day | [`Series`], [`Breakdown`] | its own unit; never mixed | SDMX |
//! | who met whom | [`Meetings`] | days | CAMEO 042 and 043 |
//! | who went from where to where | [`FlowTable`] | people within a period, within 64 bits in all | origin–destination tables |

mod claims;
mod flows;
mod journey;
mod ledger;
mod meetings;
mod network;
mod ports;
mod retold;
mod series;
mod signed;
mod span;

pub(crate) use claims::Origins;
pub use claims::{Claim, Claimant, Claims, Contradiction};
pub use flows::{DossierFlows, Flow, FlowTable, NetFlow, Uncountable, UncountedLeg, Zone};
pub use journey::{Fix, Forecast, Journey, Stop, Whereabouts};
pub(crate) use journey::{Line, Lines, arrives_again, by_days, pace_between};
pub use ledger::{Account, Balance, Basis, Ledger, Overdraft};
pub(crate) use ledger::{overdrafts_of_all, repeats_an_interception};
pub use meetings::{Gathering, Meetings, Participant};
pub(crate) use ports::{Ports, barriers};
pub(crate) use retold::retold;
pub use series::{
    Breakdown, Comparison, Conversion, Difference, Observation, Revision, Series, Total, Verdict,
    Vintage,
};
