//! The figures of one series, in the order of their periods and vintages.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Dated;
use crate::check::finding::Subject;
use crate::id::Id;
use crate::measure::Estimate;
use crate::record::{Figure, ObservationStatus, SeriesKey};
use crate::time::Period;

/// One figure: a statistic of a dossier or an observation of a series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'d> {
    pub(super) id: &'d Id,
    pub(super) key: &'d SeriesKey,
    /// `None` if the series is checked on its own.
    pub(super) publisher: Option<&'d Id>,
    pub(super) period: Period,
    pub(super) published: NaiveDate,
    pub(super) status: ObservationStatus,
    pub(super) value: Option<Estimate>,
    pub(super) sources: &'d [Id],
}

impl<'d> Row<'d> {
    pub(super) fn of(observation: Dated<'d>) -> Self {
        let Dated {
            statistic,
            published,
        } = observation;
        Self {
            id: statistic.id(),
            key: statistic.key(),
            publisher: Some(statistic.publisher()),
            period: statistic.period(),
            published,
            status: statistic.status(),
            value: statistic.value().map(Figure::estimate),
            sources: statistic.sources(),
        }
    }

    pub(super) fn subject(&self) -> Subject {
        Subject::statistic(self.id, self.key, self.period)
    }
}

/// The figures of one publisher for one series, by period: a wide period before the narrow ones
/// that begin with it, and the vintages of each in order.
pub(super) type Rows<'d> = BTreeMap<Span, Vec<Row<'d>>>;

/// The figures of each publisher for one series.
pub(super) type ByPublisher<'d> = BTreeMap<&'d Id, Rows<'d>>;

/// A period in order of its first day, longer ones first.
pub(super) type Span = (NaiveDate, Reverse<NaiveDate>);

pub(super) fn span_of(period: Period) -> Span {
    (period.first(), Reverse(period.last()))
}

/// The last vintage that has a value.
pub(super) fn latest<'d>(vintages: &[Row<'d>]) -> Option<(Row<'d>, Estimate)> {
    vintages
        .iter()
        .rev()
        .find_map(|row| Some((*row, row.value?)))
}
