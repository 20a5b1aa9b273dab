//! What a series refuses.

use chrono::NaiveDate;

use super::wording::{Listed, Plural, Statuses};
use crate::code::Code;
use crate::error::{Error, umbrella};
use crate::id::Id;
use crate::measure::Estimate;
use crate::record::{ObservationStatus, SeriesKey, Statistic, Unit};
use crate::time::Period;

/// Why figures do not make a series, or why they do not add up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SeriesError {
    /// A series without figures.
    #[error("a series needs at least one statistic")]
    Empty,
    /// No figure belongs to the series.
    #[error("there is no statistic of {key}")]
    Unknown {
        /// The series.
        key: Box<SeriesKey>,
    },
    /// One vintage has two values for one period.
    #[error(
        "statistics {one} and {other} give values for {period} that cannot both be true, both \
         published on {published}"
    )]
    Conflict {
        /// The period.
        period: Period,
        /// The vintage.
        published: NaiveDate,
        /// The statistic that came first.
        one: Id,
        /// The other.
        other: Id,
    },
    /// A figure without a vintage.
    #[error("statistic {statistic} has no day of publication: a series needs it")]
    Unpublished {
        /// The statistic.
        statistic: Id,
    },
    /// A figure in another unit.
    #[error(
        "statistic {statistic} for {period} counts {}, not {}",
        Plural(found),
        Plural(expected)
    )]
    OtherUnit {
        /// The statistic.
        statistic: Id,
        /// Its period.
        period: Period,
        /// The unit of the series.
        expected: Unit,
        /// The unit of the statistic.
        found: Unit,
    },
    /// A figure about something else.
    #[error("statistic {statistic} for {period} is of another series: {found}")]
    OtherSeries {
        /// The statistic.
        statistic: Id,
        /// Its period.
        period: Period,
        /// The series that it belongs to.
        found: Box<SeriesKey>,
    },
    /// A stock does not add over time.
    #[error("a stock cannot be summed over {period}: people who stay would count twice")]
    Stock {
        /// The period asked for.
        period: Period,
    },
    /// Parts of the period have no figure.
    #[error("no figure for {} of {period}{}", Listed(missing), Statuses(statuses))]
    Gap {
        /// The period asked for.
        period: Period,
        /// The parts of it without a figure, in order.
        missing: Vec<Period>,
        /// The statuses of the figures that are published as missing.
        statuses: Vec<(Period, ObservationStatus)>,
    },
    /// Two figures count the same days.
    #[error("the figures for {one} and {other} overlap: some days would count twice")]
    Overlap {
        /// The earlier period.
        one: Period,
        /// The later one.
        other: Period,
    },
    /// Two ways to make up a period have different sums.
    #[error(
        "the figures for {period} sum to {one} or to {other}, by which of them are taken: choose \
         with Series::only"
    )]
    Disagreement {
        /// The period.
        period: Period,
        /// One of the two sums.
        one: Estimate,
        /// The other.
        other: Estimate,
    },
    /// A cumulative figure below the one before it.
    #[error("the figure for {later} is below that for {earlier}, which it includes")]
    Falling {
        /// The shorter period.
        earlier: Period,
        /// The longer one.
        later: Period,
    },
    /// A factor that converts nothing, or from a unit to itself.
    #[error(
        "{from_count} {} as {to_count} {} is not a factor between two units",
        Plural(from),
        Plural(to)
    )]
    Factor {
        /// How many of the first unit.
        from_count: u64,
        /// The first unit.
        from: Unit,
        /// How many of the second.
        to_count: u64,
        /// The second unit.
        to: Unit,
    },
    /// A conversion from a unit that the series does not have.
    #[error(
        "the series counts {}, and the conversion is from {}",
        Plural(series),
        Plural(from)
    )]
    ConversionUnit {
        /// The unit of the series.
        series: Unit,
        /// The unit that the conversion is from.
        from: Unit,
    },
    /// A sum that exceeds 64 bits.
    #[error("the sum for {period}: {fault}")]
    Estimate {
        /// The period.
        period: Period,
        /// What is wrong with it.
        fault: Error,
    },
}

impl SeriesError {
    /// The error for a figure in a series with another key.
    pub(super) fn other_key(key: &SeriesKey, odd: &Statistic) -> Self {
        let (statistic, period, found) = (odd.id().clone(), odd.period(), odd.key());
        if found.unit() == key.unit() {
            Self::OtherSeries {
                statistic,
                period,
                found: Box::new(found.clone()),
            }
        } else {
            Self::OtherUnit {
                statistic,
                period,
                expected: key.unit().clone(),
                found: found.unit().clone(),
            }
        }
    }

    pub(crate) fn code(&self) -> Code {
        match self {
            Self::Empty | Self::Unknown { .. } => Code::SeriesUnknown,
            Self::Conflict { .. } => Code::VintageConflict,
            Self::Unpublished { .. } => Code::KeyMissing,
            Self::OtherUnit { .. } | Self::ConversionUnit { .. } => Code::UnitsMixed,
            Self::OtherSeries { .. } => Code::SeriesMixed,
            Self::Stock { .. } => Code::StockSummed,
            Self::Gap { .. } => Code::SeriesGap,
            Self::Overlap { .. } => Code::SeriesOverlap,
            Self::Disagreement { .. } => Code::SumsDisagree,
            Self::Falling { .. } => Code::CumulativeFalls,
            Self::Factor { .. } => Code::ConversionInvalid,
            Self::Estimate { fault, .. } => fault.code(),
        }
    }
}

umbrella!(SeriesError);
