//! What follows from the records: where groups are and when they can be elsewhere, claims side by
//! side, people conserved, official series, meetings, flows from place to place.

mod claims;
mod flows;
mod journey;
mod ledger;
mod meetings;
mod series;
mod unknown_group;

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
