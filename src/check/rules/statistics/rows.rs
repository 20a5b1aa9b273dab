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
use crate::within::part;

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
#[derive(Debug)]
pub(super) struct Rows<'d> {
    sorted: Vec<Row<'d>>,
    /// Each period, with the end of its rows.
    periods: Vec<(Span, usize)>,
}

impl<'d> FromIterator<Row<'d>> for Rows<'d> {
    fn from_iter<I: IntoIterator<Item = Row<'d>>>(rows: I) -> Self {
        let mut sorted: Vec<Row<'d>> = rows.into_iter().collect();
        sorted.sort_unstable_by_key(|row| (span_of(row.period), row.published, row.id));
        let mut end = 0;
        let vintages = sorted.chunk_by(|one, other| one.period == other.period);
        let periods = vintages.filter_map(|vintages| {
            end += vintages.len();
            Some((span_of(vintages.first()?.period), end))
        });
        Self {
            periods: periods.collect(),
            sorted,
        }
    }
}

impl<'d> Rows<'d> {
    pub(super) fn iter(&self) -> impl Iterator<Item = (Span, &[Row<'d>])> + Clone {
        let starts = std::iter::once(0).chain(self.periods.iter().map(|(_, end)| *end));
        let periods = starts.zip(&self.periods);
        periods.map(|(start, &(span, end))| (span, part(&self.sorted, start..end)))
    }

    pub(super) fn spans(&self) -> impl Iterator<Item = Span> {
        self.periods.iter().map(|(span, _)| *span)
    }

    /// The vintages of each period.
    pub(super) fn vintages(&self) -> impl Iterator<Item = &[Row<'d>]> + Clone {
        self.iter().map(|(_, vintages)| vintages)
    }

    pub(super) fn get(&self, span: Span) -> Option<&[Row<'d>]> {
        let found = self.periods.binary_search_by_key(&span, |(span, _)| *span);
        let at = found.ok()?;
        let start = at
            .checked_sub(1)
            .and_then(|before| self.periods.get(before));
        let start = start.map_or(0, |(_, end)| *end);
        let (_, end) = self.periods.get(at)?;
        Some(part(&self.sorted, start..*end))
    }
}

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
