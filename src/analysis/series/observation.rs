//! One figure of a series, as published on one day.

use chrono::NaiveDate;
use serde::Serialize;

use crate::id::Id;
use crate::measure::Estimate;
use crate::record::{Figure, ObservationStatus, Statistic};
use crate::time::Period;

/// One figure of a series: for which period, as published on which day, and under which status.
///
/// As JSON it has the keys of a statistic.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Observation {
    pub(super) id: Id,
    pub(super) period: Period,
    pub(super) published: NaiveDate,
    pub(super) status: ObservationStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<Estimate>,
}

impl Observation {
    /// The statistic that reports it; of a figure that is computed, the last that went into it.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// For which period.
    pub fn period(&self) -> Period {
        self.period
    }

    /// The day of publication: its vintage.
    pub fn published(&self) -> NaiveDate {
        self.published
    }

    /// Its SDMX status.
    pub fn status(&self) -> ObservationStatus {
        self.status
    }

    /// How many; none where the status says that the value is missing.
    pub fn value(&self) -> Option<Estimate> {
        self.value
    }
}

impl From<&Statistic> for Observation {
    fn from(statistic: &Statistic) -> Self {
        Self {
            id: statistic.id().clone(),
            period: statistic.period(),
            published: statistic.published(),
            status: statistic.status(),
            value: statistic.value().map(Figure::estimate),
        }
    }
}

/// The status of a figure that is computed from several: theirs if they agree, else the one that
/// limits its use most, in the order below.
pub(super) fn status_of(
    statuses: impl IntoIterator<Item = ObservationStatus>,
) -> ObservationStatus {
    use ObservationStatus as Status;
    const BY_LIMITATION: [Status; 13] = [
        Status::LowReliability,
        Status::Forecast,
        Status::Experimental,
        Status::Unvalidated,
        Status::Imputed,
        Status::Estimated,
        Status::Provisional,
        Status::Break,
        Status::DefinitionDiffers,
        Status::SpecialEvent,
        Status::NotSignificant,
        Status::IncludesAnotherCategory,
        Status::Normal,
    ];
    let rank = |status: &Status| BY_LIMITATION.iter().position(|known| known == status);
    let statuses = statuses.into_iter();
    statuses
        .min_by_key(|status| rank(status).unwrap_or(BY_LIMITATION.len()))
        .unwrap_or_default()
}
