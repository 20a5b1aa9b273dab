//! A total against its parts.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{Observation, Series, Vintage};
use crate::error::Error;
use crate::measure::Estimate;
use crate::record::{Dossier, SeriesKey, Statistic};
use crate::time::Period;

/// A series and its parts in one dimension: all encounters, and the encounters of each component.
///
/// Each query uses one vintage of every series. The argument `choose` selects it: `Series::latest`,
/// or `|series| series.vintage(day)`.
///
/// ```
/// use corridor::{Dossier, Series};
///
/// let dossier: Dossier = serde_json::from_str(r#"{"format": "corridor/1", "as_of": "2023-12-27",
///     "parties": [{"id": "inm", "name": "INM", "kind": "office"}],
///     "statistics": [
///         {"id": "all", "indicator": "events", "unit": "encounter", "nature": "flow", "area": "MX",
///          "period": "2023-11", "status": "A", "value": 97969, "publisher": "inm",
///          "published": "2023-12-20"},
///         {"id": "men", "indicator": "events", "unit": "encounter", "nature": "flow", "area": "MX",
///          "breakdown": {"sex": "male"}, "period": "2023-11", "status": "A", "value": 60000,
///          "publisher": "inm", "published": "2023-12-20"}]}"#)?;
/// let key = dossier.series_keys().next().ok_or("no statistics")?;
/// let by_sex = dossier.breakdown(key, "sex")?;
/// let november = "2023-11".parse()?;
/// let others = by_sex.residual(november, Series::latest).ok_or("no total")??;
/// assert_eq!(others.to_string(), "37,969");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown {
    dimension: String,
    total: Series,
    /// By their values in the dimension.
    parts: BTreeMap<String, Series>,
}

impl Dossier {
    /// The series of that key, and each series with only this dimension more.
    ///
    /// # Errors
    /// As [`series`](Self::series), for the total and for each part.
    pub fn breakdown(
        &self,
        key: &SeriesKey,
        dimension: impl AsRef<str>,
    ) -> Result<Breakdown, Error> {
        let dated = self.statistics().iter();
        let dated = dated.map(|statistic| (statistic, self.vintage_of(statistic)));
        Breakdown::of(dated, key, dimension.as_ref())
    }
}

impl Breakdown {
    /// The same as [`Dossier::breakdown`] for figures without a dossier. Figures that belong
    /// neither to the total nor to a part are left out.
    ///
    /// # Errors
    /// As [`Dossier::series`], for the total and for each part.
    pub fn from_statistics<S: Borrow<Statistic>>(
        statistics: impl IntoIterator<Item = S>,
        key: &SeriesKey,
        dimension: impl AsRef<str>,
    ) -> Result<Self, Error> {
        let statistics: Vec<S> = statistics.into_iter().collect();
        let dated = statistics.iter().map(Borrow::borrow);
        let dated = dated.map(|statistic: &Statistic| (statistic, statistic.published()));
        Self::of(dated, key, dimension.as_ref())
    }

    fn of<'s>(
        statistics: impl Iterator<Item = (&'s Statistic, Option<NaiveDate>)>,
        key: &SeriesKey,
        dimension: &str,
    ) -> Result<Self, Error> {
        let mut total = Vec::new();
        let mut parts: BTreeMap<String, (SeriesKey, Vec<Observation>)> = BTreeMap::new();
        for (statistic, published) in statistics {
            let of = statistic.key();
            if of == key {
                total.extend(Observation::of(statistic, published)?);
            } else if let Some(value) = value_of_part(of, key, dimension)
                && let Some(observation) = Observation::of(statistic, published)?
            {
                if let Some((_, observations)) = parts.get_mut(value) {
                    observations.push(observation);
                } else {
                    parts.insert(value.to_owned(), (of.clone(), vec![observation]));
                }
            }
        }
        let parts = parts.into_iter().map(|(value, (key, observations))| {
            Ok((value, Series::from_observations(key, observations)?))
        });
        Ok(Self {
            dimension: dimension.to_owned(),
            total: Series::from_observations(key.clone(), total)?,
            parts: parts.collect::<Result<_, Error>>()?,
        })
    }

    /// The dimension in which the parts differ.
    pub fn dimension(&self) -> &str {
        &self.dimension
    }

    /// The total.
    pub fn total(&self) -> &Series {
        &self.total
    }

    /// The parts, each under its value in the dimension.
    pub fn parts(&self) -> impl ExactSizeIterator<Item = (&str, &Series)> {
        let parts = self.parts.iter();
        parts.map(|(value, part)| (value.as_str(), part))
    }

    /// Each figure of the total, in order of period, with the parts' figures for that period, each
    /// under its value in the dimension.
    pub fn rows<'b>(
        &'b self,
        choose: impl Fn(&'b Series) -> Vintage<'b>,
    ) -> impl Iterator<Item = (&'b Observation, Vec<(&'b str, &'b Observation)>)> {
        let parts = self.parts();
        let parts: Vec<_> = parts.map(|(value, part)| (value, choose(part))).collect();
        choose(&self.total).observations().map(move |total| {
            let figure = |&(value, part): &(&'b str, Vintage<'b>)| {
                Some((value, part.observation(total.period)?))
            };
            (total, parts.iter().filter_map(figure).collect())
        })
    }

    /// The figures of the parts for a period.
    fn figures<'b>(
        &'b self,
        period: Period,
        choose: impl Fn(&'b Series) -> Vintage<'b>,
    ) -> impl Iterator<Item = &'b Observation> {
        let parts = self.parts.values();
        parts.filter_map(move |part| choose(part).observation(period))
    }

    /// Whether every part has a figure for the period.
    pub fn is_complete<'b>(
        &'b self,
        period: Period,
        choose: impl Fn(&'b Series) -> Vintage<'b>,
    ) -> bool {
        let known = self.figures(period, choose);
        known.filter(|part| part.value.is_some()).count() == self.parts.len()
    }

    /// Whether the total and its parts for the period were published on the same day. If not, a
    /// residual may be a revision.
    pub fn is_of_one_vintage<'b>(
        &'b self,
        period: Period,
        choose: impl Fn(&'b Series) -> Vintage<'b>,
    ) -> bool {
        let total = choose(&self.total).observation(period);
        total.is_some_and(|total| {
            let mut parts = self.figures(period, choose);
            parts.all(|part| part.published == total.published)
        })
    }

    /// The total for the period less the known parts: the parts without a figure, and what is in no
    /// part. `None` if the total has no figure.
    ///
    /// # Errors
    /// [`Code::EstimateBelowZero`](crate::Code::EstimateBelowZero) if the parts exceed the total.
    pub fn residual<'b>(
        &'b self,
        period: Period,
        choose: impl Fn(&'b Series) -> Vintage<'b>,
    ) -> Option<Result<Estimate, Error>> {
        let total = choose(&self.total).observation(period)?.value?;
        let parts = self.figures(period, choose).filter_map(|part| part.value);
        Some(Estimate::try_sum(parts).and_then(|parts| total.checked_sub(parts)))
    }
}

/// The value of a part in the dimension, if the key has everything that the total's key has, and
/// only that dimension more.
fn value_of_part<'k>(part: &'k SeriesKey, total: &SeriesKey, dimension: &str) -> Option<&'k str> {
    let (_, value) = part.breakdown().find(|(name, _)| *name == dimension)?;
    let rest = part.breakdown().filter(|(name, _)| *name != dimension);
    let is_part = part.indicator() == total.indicator()
        && part.unit() == total.unit()
        && part.nature() == total.nature()
        && part.site() == total.site()
        && rest.eq(total.breakdown());
    is_part.then_some(value)
}

/// `{"dimension", "total", "parts"}`; the total and each part are series.
impl Serialize for Breakdown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut breakdown = serializer.serialize_struct("Breakdown", 3)?;
        breakdown.serialize_field("dimension", &self.dimension)?;
        breakdown.serialize_field("total", &self.total)?;
        breakdown.serialize_field("parts", &self.parts.values().collect::<Vec<_>>())?;
        breakdown.end()
    }
}
