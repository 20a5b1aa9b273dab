//! What figures add up to.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use super::wording::{Listed, Plural};
use crate::measure::Estimate;
use crate::record::{ObservationStatus, Unit};
use crate::time::Period;

/// How many over a period, in the unit of the series, with the statuses and the newest vintage of the
/// figures that it is made of.
///
/// Where figures are [missing](Self::missing) it is a lower bound, open above.
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
    /// Over which period.
    pub fn period(&self) -> Period {
        self.period
    }

    /// How many.
    pub fn estimate(&self) -> Estimate {
        self.estimate
    }

    /// Of what.
    pub fn unit(&self) -> &'s Unit {
        self.unit
    }

    /// The statuses among its figures, other than normal, each once.
    pub fn statuses(&self) -> &[ObservationStatus] {
        &self.statuses
    }

    /// The newest vintage among its figures; none where there is no figure.
    pub fn published(&self) -> Option<NaiveDate> {
        self.newest
    }

    /// What of the period has no figure, in order.
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
