//! Conversion from one unit into another, by a published factor.

use std::fmt;

use super::wording::Plural;
use super::{Observation, Series, SeriesError};
use crate::error::{Error, given};
use crate::id::Id;
use crate::measure::{Estimate, EstimateError};
use crate::record::{ObservationStatus, Unit};

/// A statement by a source that a number of one unit equals a number of another.
///
/// Units mean something: encounters are not persons. This crate converts only by a factor that you
/// choose, and the result is an estimate. A count of unique individuals is unique only within its
/// own period: the sum of twelve months is not the count of the year.
///
/// ```
/// use corridor::{Conversion, Estimate, Unit};
///
/// // Of the encounters of February 2023, 61 % were of unique individuals, says CBP.
/// let individuals = Conversion::try_new(
///     (100, Unit::ENCOUNTER), (61, "unique individuals"), "cbp-2023-03-15",
/// )?;
/// assert_eq!(individuals.convert(Estimate::exactly(156_630))?.to_string(), "95,544 (95,544–95,545)");
/// assert_eq!(individuals.to_string(), "100 encounters = 61 unique individuals (cbp-2023-03-15)");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Conversion {
    from: (u64, Unit),
    to: (u64, Unit),
    source: Id,
}

impl Conversion {
    /// A conversion: the source states that so many of one unit are so many of another.
    ///
    /// # Errors
    /// [`Code::ConversionInvalid`](crate::Code::ConversionInvalid) if either count is 0, or if both
    /// units are the same.
    pub fn try_new(
        from: (u64, impl TryInto<Unit, Error: Into<Error>>),
        to: (u64, impl TryInto<Unit, Error: Into<Error>>),
        source: impl TryInto<Id, Error: Into<Error>>,
    ) -> Result<Self, Error> {
        let from = (from.0, given(from.1)?);
        let to = (to.0, given(to.1)?);
        let source = given(source)?;
        if from.0 == 0 || to.0 == 0 || from.1 == to.1 {
            let ((from_count, from), (to_count, to)) = (from, to);
            return Err(SeriesError::Factor {
                from_count,
                from,
                to_count,
                to,
            }
            .into());
        }
        Ok(Self { from, to, source })
    }

    /// The unit that it converts from.
    pub fn from(&self) -> &Unit {
        &self.from.1
    }

    /// The unit that it converts into.
    pub fn to(&self) -> &Unit {
        &self.to.1
    }

    /// The source of the factor.
    pub fn source(&self) -> &Id {
        &self.source
    }

    /// Converts a count of the first unit into the second: bounds are rounded outward, the figure
    /// to the nearest whole number.
    ///
    /// # Errors
    /// [`Code::EstimateOverflow`](crate::Code::EstimateOverflow) beyond 64 bits.
    pub fn convert(&self, estimate: Estimate) -> Result<Estimate, Error> {
        let (numerator, denominator) = (u128::from(self.to.0), u128::from(self.from.0));
        let scaled = |count: u64, rounding: u128| {
            let product = u128::from(count) * numerator;
            let quotient = product / denominator + (product % denominator + rounding) / denominator;
            u64::try_from(quotient).map_err(|_| EstimateError::Overflow {
                left: count,
                right: self.to.0,
            })
        };
        Estimate::try_new(
            scaled(estimate.low(), 0)?,
            scaled(estimate.best(), denominator / 2)?,
            match estimate.high() {
                Some(high) => Some(scaled(high, denominator - 1)?),
                None => None,
            },
        )
    }

    pub(super) fn apply(&self, series: &Series) -> Result<Series, Error> {
        if series.unit() != self.from() {
            return Err(SeriesError::ConversionUnit {
                series: series.unit().clone(),
                from: self.from().clone(),
            }
            .into());
        }
        let observations = series.observations().iter().map(|observation| {
            let value = observation.value.map(|value| self.convert(value));
            let fault = |fault| SeriesError::Estimate {
                period: observation.period,
                fault,
            };
            Ok(Observation {
                value: value.transpose().map_err(fault)?,
                status: match observation.status {
                    ObservationStatus::Normal => ObservationStatus::Estimated,
                    status => status,
                },
                ..observation.clone()
            })
        });
        let key = series.key().clone().with_unit(self.to().clone());
        Series::from_observations(key, observations.collect::<Result<_, Error>>()?)
    }
}

impl fmt::Display for Conversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |count| Estimate::exactly(count);
        let ((from_count, from), (to_count, to)) = (&self.from, &self.to);
        write!(
            f,
            "{} {} = {} {} ({})",
            count(*from_count),
            Plural(from),
            count(*to_count),
            Plural(to),
            self.source
        )
    }
}
