//! What figures add up to.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{Estimate, ObservationStatus, Period, Unit};

/// How many over a period, in the unit of the series, with what is to be known about the figures
/// that it is made of.
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
}

/// `2,239,978 encounters`.
impl fmt::Display for Total<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { estimate, unit, .. } = self;
        if *estimate == Estimate::exactly(1) {
            f.pad(&format!("{estimate} {unit}"))
        } else {
            f.pad(&format!("{estimate} {}", Plural(unit)))
        }
    }
}

/// A unit in the plural; one that this crate does not know is left as it is.
pub(super) struct Plural<'u>(pub(super) &'u Unit);

impl fmt::Display for Plural<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = if ![Unit::PERSON, Unit::ENCOUNTER, Unit::HOUSEHOLD].contains(self.0) {
            ""
        } else {
            "s"
        };
        write!(f, "{}{s}", self.0)
    }
}

/// What is known of a total: at least so many, because figures are missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartialTotal<'s> {
    #[serde(flatten)]
    pub(super) total: Total<'s>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) missing: Vec<Period>,
}

impl<'s> PartialTotal<'s> {
    /// The sum of the figures that there are: a lower bound, open above unless none is missing.
    pub fn total(&self) -> &Total<'s> {
        &self.total
    }

    /// What of the period has no figure, in order.
    pub fn missing(&self) -> &[Period] {
        &self.missing
    }
}

/// `1,866,901 or more encounters, without 2023-02, 2023-04`.
impl fmt::Display for PartialTotal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.total.fmt(f)?;
        if !self.missing.is_empty() {
            write!(f, ", without {}", super::error::Listed(&self.missing))?;
        }
        Ok(())
    }
}
