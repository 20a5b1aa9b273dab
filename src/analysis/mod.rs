//! What follows from the records: where groups are and when they can be elsewhere, claims side by
//! side, people conserved, official series, meetings, flows from place to place.

mod claims;
mod flows;
mod journey;
mod ledger;
mod meetings;
mod series;

pub use claims::{Claim, Claimant, Claims, Contradiction, UnknownGroup};
pub use flows::{Effectiveness, Flow, FlowError, FlowTable, Margin, NetFlow, Zone};
pub use journey::{
    Fix, Forecast, ForecastError, Journey, JourneyError, Journeys, NextLeg, Passage, Speed, Stop,
    Travelled, Whereabouts, Window,
};
pub use ledger::{Account, Balance, Basis, Ledger, Overdraft};
pub use meetings::{
    Gathering, Meetings, Neighbourhood, Participant, Raised, Sequel, Visit, VisitKind,
};
pub use series::{
    Breakdown, BreakdownRow, Comparison, Conversion, Difference, Mismatch, Observation,
    PartialTotal, Revision, Series, SeriesError, Total, Verdict, Vintage,
};
