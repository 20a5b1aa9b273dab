//! What figures add up to.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use super::wording::{Listed, Plural};
use crate::measure::Estimate;
use crate::record::{ObservationStatus, Unit};
use crate::time::Period;

/// The number over a period, in the unit of the series, with the statuses and the newest vintage of
/// its figures.
///
/// If figures are [missing](Self::missing), it is a lower bound, open above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Total<'s> {
    pub(super) period: Period,
    #[serde(rename = "value")]
    pub(super) estimate: Estimate,
    pub(super) unit: &'s Unit,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) statuses: Vec<ObservationStatus>,
    #[serde(rename = "published", skip_serializing_if = "Option::is_none")]
    pub(super) newest: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) missing: Vec<Period>,
}

impl<'s> Total<'s> {
    /// The period that it covers.
    pub fn period(&self) -> Period {
        self.period
    }

    /// How many.
    pub fn estimate(&self) -> Estimate {
        self.estimate
    }

    /// The unit that is counted.
    pub fn unit(&self) -> &'s Unit {
        self.unit
    }

    /// The statuses among its figures, other than normal, each once.
    pub fn statuses(&self) -> &[ObservationStatus] {
        &self.statuses
    }

    /// The newest vintage among its figures; `None` if there is no figure.
    pub fn published(&self) -> Option<NaiveDate> {
        self.newest
    }

    /// The parts of the period without a figure, in order.
    pub fn missing(&self) -> &[Period] {
        &self.missing
    }

    /// Whether no figure is missing.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// `2,239,978 encounters`, `1,866,901 or more encounters, without 2023-02, 2023-04`.
impl fmt::Display for Total<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { estimate, unit, .. } = self;
        let mut text = if *estimate == Estimate::exactly(1) {
            format!("{estimate} {unit}")
        } else {
            format!("{estimate} {}", Plural(unit))
        };
        if !self.is_complete() {
            text = format!("{text}, without {}", Listed(&self.missing));
        }
        f.pad(&text)
    }
}
