//! A total against its parts.

use std::collections::BTreeMap;

use super::{Observation, Series, SeriesError, Vintage};
use crate::measure::EstimateError;
use crate::text::Text;
use crate::{Dossier, Estimate, Period, SeriesKey, };

/// A series and those of its parts in one dimension: all encounters, and those of each component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown {
    total: Series,
    parts: BTreeMap<Text, Series>,
}

impl Breakdown {
    /// The series of that key, with each that has one value more in its breakdown: that dimension's.
    ///
    /// # Errors
    /// As [`Series::of`], for the total and for each part.
    pub fn of(dossier: &Dossier, key: &SeriesKey, dimension: &str) -> Result<Self, SeriesError> {
        let value = |part: &SeriesKey| {
            let mut breakdown = part.parts().iter();
            let (_, value) = breakdown.find(|(name, _)| name.as_str() == dimension)?;
            is_part(part, key).then(|| value.clone())
        };
        let mut keys: BTreeMap<Text, &SeriesKey> = BTreeMap::new();
        for statistic in dossier.statistics() {
            if let Some(value) = value(statistic.key()) {
                keys.entry(value).or_insert(statistic.key());
            }
        }
        let parts = keys.into_iter();
        let parts = parts.map(|(value, key)| Ok((value, Series::of(dossier, key)?)));
        Ok(Self {
            total: Series::of(dossier, key)?,
            parts: parts.collect::<Result<_, SeriesError>>()?,
        })
    }

    /// The total.
    pub fn total(&self) -> &Series {
        &self.total
    }

    /// The parts, each under its value in the dimension.
    pub fn parts(&self) -> impl Iterator<Item = (&str, &Series)> {
        self.parts
            .iter()
            .map(|(value, part)| (value.as_str(), part))
    }

    /// Each period of the total beside its parts; `choose` takes a vintage of every series, such as
    /// `|series| series.as_of(day)`.
    pub fn rows<'b>(
        &'b self,
        choose: impl Fn(&'b Series) -> Vintage<'b>,
    ) -> impl Iterator<Item = BreakdownRow<'b>> {
        let parts: Vec<_> = self
            .parts
            .iter()
            .map(|(value, part)| (value, choose(part)))
            .collect();
        choose(&self.total).observations().map(move |total| {
            let of_part = |(value, part): &(&'b Text, Vintage<'b>)| {
                Some((value.as_str(), part.observation(total.period)?))
            };
            BreakdownRow {
                total,
                parts: parts.iter().filter_map(of_part).collect(),
                of_parts: parts.len(),
            }
        })
    }
}

/// Whether the key has all that the total's has, and one dimension more.
fn is_part(part: &SeriesKey, total: &SeriesKey) -> bool {
    let whole = total.parts();
    part.indicator() == total.indicator()
        && part.unit() == total.unit()
        && part.nature() == total.nature()
        && part.area() == total.area()
        && part.parts().len() == whole.len() + 1
        && whole
            .iter()
            .all(|(dimension, value)| part.parts().get(dimension) == Some(value))
}

/// One period of a total, beside the parts that have a figure for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakdownRow<'b> {
    total: &'b Observation,
    parts: Vec<(&'b str, &'b Observation)>,
    of_parts: usize,
}

impl<'b> BreakdownRow<'b> {
    /// The period.
    pub fn period(&self) -> Period {
        self.total.period
    }

    /// The total.
    pub fn total(&self) -> &'b Observation {
        self.total
    }

    /// The parts that have a figure, each with its value in the dimension.
    pub fn parts(&self) -> &[(&'b str, &'b Observation)] {
        &self.parts
    }

    /// Whether every part has a figure.
    pub fn is_complete(&self) -> bool {
        let known = self.parts.iter().filter(|(_, part)| part.value.is_some());
        known.count() == self.of_parts
    }

    /// Whether the total and its parts were published on one day: if not, a residual may be a
    /// revision.
    pub fn is_of_one_vintage(&self) -> bool {
        self.parts
            .iter()
            .all(|(_, part)| part.published == self.total.published)
    }

    /// What the known parts leave of the total: the parts without a figure, and what is in none.
    /// None where the total has no figure.
    ///
    /// # Errors
    /// [`EstimateError::BelowZero`] where the parts exceed the total.
    pub fn residual(&self) -> Option<Result<Estimate, EstimateError>> {
        let total = self.total.value?;
        let parts = self.parts.iter().filter_map(|(_, part)| part.value);
        Some(Estimate::try_sum(parts).and_then(|parts| total.checked_sub(parts)))
    }
}
