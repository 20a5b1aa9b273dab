//! A ledger as JSON: its closing balance, its bookings, and its overdrafts.

use serde::{Serialize, Serializer};

use super::{Balance, Ledger, Overdraft};
use crate::id::Id;
use crate::measure::Estimate;

#[derive(Serialize)]
#[serde(rename = "Ledger")]
struct Whole<'l, 'd> {
    closing: Balance<'d>,
    events: Vec<&'d Id>,
    overdrafts: &'l [Overdraft<'d>],
}

impl Serialize for Ledger<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Whole {
            closing: self.closing(),
            events: self.events().map(crate::record::Event::id).collect(),
            overdrafts: self.overdrafts(),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
#[serde(rename = "Overdraft")]
struct Excess<'d> {
    event: &'d Id,
    held: Estimate,
    taken: Estimate,
    made_by: Vec<&'d Id>,
}

impl Serialize for Overdraft<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Excess {
            event: self.event().id(),
            held: self.held(),
            taken: self.taken(),
            made_by: self.made_by().iter().map(|event| event.id()).collect(),
        }
        .serialize(serializer)
    }
}
