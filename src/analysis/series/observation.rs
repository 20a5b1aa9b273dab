//! One figure of a series, as published on one day.

use chrono::NaiveDate;
use serde::Serialize;

use super::error::SeriesError;
use crate::error::Error;
use crate::id::Id;
use crate::measure::Estimate;
use crate::record::{Figure, ObservationStatus, Statistic};
use crate::time::Period;

/// One figure of a series, with its period, day of publication and status.
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) conflict: Option<Id>,
}

impl Observation {
    /// The statistic that reports it; for a computed figure, the last one that went into it.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// The period that it covers.
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

    /// How many; `None` if the status says that the value is missing, or if two statistics of this
    /// period and day have [values without a common part](Self::conflict).
    pub fn value(&self) -> Option<Estimate> {
        self.value
    }

    /// A statistic of the same period and day whose value has no part in common with this one's, so
    /// that neither counts.
    pub fn conflict(&self) -> Option<&Id> {
        self.conflict.as_ref()
    }

    /// A statistic with its day of publication; `None` if it is not a level.
    pub(super) fn of(
        statistic: &Statistic,
        published: Option<NaiveDate>,
    ) -> Result<Option<Self>, Error> {
        if !statistic.is_observation() {
            return Ok(None);
        }
        let id = statistic.id().clone();
        let Some(published) = published else {
            return Err(SeriesError::Unpublished { statistic: id }.into());
        };
        Ok(Some(Self {
            id,
            period: statistic.period(),
            published,
            status: statistic.status(),
            value: statistic.value().map(Figure::estimate),
            conflict: None,
        }))
    }

    /// Merges a figure of the same period and day: the two are one figure, reported twice, with the
    /// bounds that both allow. The `best` is that of the narrower one, moved into these bounds if
    /// necessary.
    pub(super) fn merge(&mut self, other: &Self) {
        if self.conflict.is_some() {
            return;
        }
        let common = match (self.value, other.value) {
            (None, None) => return,
            (Some(one), Some(two)) => common(one, two),
            _ => None,
        };
        let Some((common, is_narrower)) = common else {
            self.value = None;
            self.conflict = Some(other.id.clone());
            return;
        };
        if is_narrower {
            self.id = other.id.clone();
        }
        self.status = status_of([self.status, other.status]);
        self.value = Some(common);
    }
}

/// The bounds that two figures for one thing have in common, and whether the second is the narrower
/// one. The `best` is that of the narrower one, moved into these bounds if necessary.
pub(super) fn common(one: Estimate, two: Estimate) -> Option<(Estimate, bool)> {
    let bounds = one.intersection(two)?;
    let is_narrower = width(two) < width(one);
    let nearest = if is_narrower { two } else { one };
    let best = nearest.best().max(bounds.low());
    let best = bounds.high().map_or(best, |high| best.min(high));
    let common = Estimate::ascending(bounds.low(), best, bounds.high());
    Some((common, is_narrower))
}

/// The distance between the bounds; an open one is wider than any other.
fn width(estimate: Estimate) -> (bool, u64) {
    match estimate.high() {
        Some(high) => (false, high.saturating_sub(estimate.low())),
        None => (true, u64::MAX.saturating_sub(estimate.low())),
    }
}

/// The status of a figure computed from several: their status if they agree, or else the one that
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
