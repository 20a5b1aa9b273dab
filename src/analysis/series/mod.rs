//! Official figures in order of period and vintage.

mod breakdown;
mod compare;
mod conversion;
mod difference;
mod error;
mod observation;
mod revision;
mod tiling;
mod total;
mod vintage;
mod wording;

use std::borrow::Borrow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::error::Error;
use crate::record::{Dossier, Nature, SeriesKey, Statistic, Unit};
use crate::time::Period;

pub use breakdown::Breakdown;
pub use compare::{Comparison, Verdict};
pub use conversion::Conversion;
pub use difference::Difference;
use error::SeriesError;
pub use observation::Observation;
pub use revision::Revision;
pub use total::Total;
pub use vintage::Vintage;

/// The figures of one indicator, unit, nature, area and breakdown, each with its vintages.
///
/// A period that is published again has a later vintage. Figures of one period and day whose bounds
/// overlap are one figure, reported twice: the overlap of their bounds. If the bounds do not
/// overlap, only what needs that period is refused
/// ([`Code::VintageConflict`](crate::Code::VintageConflict)). [`vintage`](Self::vintage) gives what
/// was known on a day. Everything computed uses one vintage of each period. A missing figure is
/// never zero.
///
/// ```
/// use corridor::{Period, Series, Statistic, Unit};
///
/// let figure = |id: &str, month: &str, value: u64, published: &str| {
///     Statistic::draft(id, "encounters", month)
///         .unit(Unit::ENCOUNTER)
///         .nature("flow")
///         .area("US southwest border")
///         .value(value)
///         .publisher("us-cbp")
///         .published(published)
///         .build()
/// };
/// let series = Series::from_statistics([
///     figure("a", "2023-10", 240_988, "2023-11-14")?,
///     figure("b", "2023-10", 240_986, "2023-12-22")?,
///     figure("c", "2023-11", 242_418, "2023-12-22")?,
/// ])?;
/// let christmas = series.vintage("2023-12-24".parse()?);
/// assert_eq!(christmas.sum(Period::months(2023, 10..=11)?)?.to_string(), "483,404 encounters");
/// assert_eq!(
///     christmas.sum(Period::year(2023)?).unwrap_err().to_string(),
///     "no figure for 2023-01/2023-09, 2023-12 of 2023",
/// );
/// assert_eq!(series.revisions().next().map(|r| r.to_string()).as_deref(), Some("2023-10: −2 (under 0.01 %)"));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    key: SeriesKey,
    /// Each period once, in order.
    rows: Vec<Row>,
    /// In order of period, then of vintage.
    observations: Vec<Observation>,
    /// The vintage of each observation, stored apart because choosing a vintage reads only these.
    published: Vec<NaiveDate>,
}

/// A period, and which observations are its vintages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    period: Period,
    /// The day after it, on which the next period must start.
    due: NaiveDate,
    start: usize,
    end: usize,
}

impl Series {
    /// The series of these figures, which must all have the same key. Shares, changes, records and
    /// rates are skipped.
    ///
    /// # Errors
    /// [`Code::SeriesUnknown`](crate::Code::SeriesUnknown) if there is no figure;
    /// [`Code::UnitsMixed`](crate::Code::UnitsMixed) or
    /// [`Code::SeriesMixed`](crate::Code::SeriesMixed) for a figure with another key than the
    /// first; [`Code::KeyMissing`](crate::Code::KeyMissing) for a figure without a day of
    /// publication, which only a dossier can take from its sources.
    pub fn from_statistics<S: Borrow<Statistic>>(
        statistics: impl IntoIterator<Item = S>,
    ) -> Result<Self, Error> {
        let mut key: Option<SeriesKey> = None;
        let mut observations = Vec::new();
        for statistic in statistics {
            let statistic = statistic.borrow();
            match &key {
                None => key = Some(statistic.key().clone()),
                Some(key) if key == statistic.key() => {}
                Some(key) => return Err(SeriesError::other_key(key, statistic).into()),
            }
            observations.extend(Observation::of(statistic, statistic.published())?);
        }
        Self::from_observations(key.ok_or(SeriesError::Empty)?, observations)
    }

    /// The series of figures with any keys, one for each key.
    ///
    /// # Errors
    /// [`Code::KeyMissing`](crate::Code::KeyMissing) for a figure without a day of publication, which
    /// only a dossier can take from its sources.
    ///
    /// ```
    /// use corridor::{Dossier, Series};
    ///
    /// let dossier: Dossier = serde_json::from_str(r#"{"format": "corridor/1", "as_of": "2023-12-27",
    ///     "parties": [{"id": "inm", "name": "INM", "kind": "office"}],
    ///     "statistics": [
    ///         {"id": "a", "indicator": "events", "unit": "encounter", "nature": "flow", "area": "MX",
    ///          "period": "2023-11", "status": "A", "value": 97969, "publisher": "inm",
    ///          "published": "2023-12-20"},
    ///         {"id": "b", "indicator": "returns", "unit": "encounter", "nature": "flow", "area": "MX",
    ///          "period": "2023-11", "status": "A", "value": 5000, "publisher": "inm",
    ///          "published": "2023-12-20"}]}"#)?;
    /// let all = Series::by_key(dossier.statistics())?;
    /// let keys: Vec<String> = all.keys().map(|key| key.to_string()).collect();
    /// assert_eq!(keys, ["events (encounter flow, MX)", "returns (encounter flow, MX)"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn by_key<S: Borrow<Statistic>>(
        statistics: impl IntoIterator<Item = S>,
    ) -> Result<BTreeMap<SeriesKey, Self>, Error> {
        let mut all: BTreeMap<SeriesKey, Vec<Observation>> = BTreeMap::new();
        for statistic in statistics {
            let statistic = statistic.borrow();
            let Some(observation) = Observation::of(statistic, statistic.published())? else {
                continue;
            };
            match all.get_mut(statistic.key()) {
                Some(observations) => observations.push(observation),
                None => drop(all.insert(statistic.key().clone(), vec![observation])),
            }
        }
        let all = all.into_iter();
        all.map(|(key, observations)| {
            Ok((key.clone(), Self::from_observations(key, observations)?))
        })
        .collect()
    }

    /// The series of these figures, each with its vintage; `None` if none of them is a level.
    pub(crate) fn of_dated<'s>(
        key: &SeriesKey,
        figures: impl Iterator<Item = (&'s Statistic, NaiveDate)>,
    ) -> Option<Self> {
        let observations = figures
            .filter_map(|(statistic, day)| Observation::of(statistic, Some(day)).transpose())
            .collect::<Result<Vec<_>, Error>>();
        Self::from_observations(key.clone(), observations.ok()?).ok()
    }

    fn from_observations(
        key: SeriesKey,
        mut observations: Vec<Observation>,
    ) -> Result<Self, Error> {
        observations.sort_by_key(|observation| (observation.period, observation.published));
        observations.dedup_by(|later, earlier| {
            let same = (later.period, later.published) == (earlier.period, earlier.published);
            if same {
                earlier.merge(later);
            }
            same
        });
        if observations.is_empty() {
            return Err(SeriesError::Unknown { key: Box::new(key) }.into());
        }
        let mut rows: Vec<Row> = Vec::new();
        for (index, observation) in observations.iter().enumerate() {
            let end = index + 1;
            match rows.last_mut() {
                Some(row) if row.period == observation.period => row.end = end,
                _ => rows.push(Row {
                    period: observation.period,
                    due: observation
                        .period
                        .last()
                        .succ_opt()
                        .unwrap_or(NaiveDate::MAX),
                    start: index,
                    end,
                }),
            }
        }
        Ok(Self {
            key,
            rows,
            published: observations.iter().map(Observation::published).collect(),
            observations,
        })
    }

    /// What it is about.
    pub fn key(&self) -> &SeriesKey {
        &self.key
    }

    /// What it counts.
    pub fn unit(&self) -> &Unit {
        self.key.unit()
    }

    /// Whether it has stocks or flows.
    pub fn nature(&self) -> Nature {
        self.key.nature()
    }

    /// Every figure, in order of period and then of vintage.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// The periods that have a figure in any vintage, in order.
    pub fn periods(&self) -> impl ExactSizeIterator<Item = Period> {
        self.rows.iter().map(|row| row.period)
    }

    /// The figures for which `wanted` is true:
    /// `series.only(|observation| observation.period().is_month())`.
    ///
    /// # Errors
    /// [`Code::SeriesUnknown`](crate::Code::SeriesUnknown) if there is none.
    pub fn only(&self, wanted: impl Fn(&Observation) -> bool) -> Result<Self, Error> {
        let observations = self.observations.iter();
        let kept = observations.filter(|observation| wanted(observation));
        Self::from_observations(self.key.clone(), kept.cloned().collect())
    }

    /// What was known at the end of that day: for each period, the latest vintage up to it.
    pub fn vintage(&self, day: NaiveDate) -> Vintage<'_> {
        Vintage::known_by(self, day)
    }

    /// What is known now: the latest vintage of each period.
    pub fn latest(&self) -> Vintage<'_> {
        Vintage::known_by(self, NaiveDate::MAX)
    }

    /// What was published first: the first vintage of each period.
    pub fn first_release(&self) -> Vintage<'_> {
        Vintage::first_release(self)
    }

    /// Each change that a later vintage made, in order of period and then of vintage.
    pub fn revisions(&self) -> impl Iterator<Item = Revision<'_>> {
        revision::of(&self.observations)
    }

    /// The same series in another unit, by an explicit factor.
    ///
    /// # Errors
    /// [`Code::UnitsMixed`](crate::Code::UnitsMixed) if the factor is from another unit,
    /// [`Code::EstimateOverflow`](crate::Code::EstimateOverflow) if a figure grows beyond 64 bits.
    pub fn convert(&self, conversion: &Conversion) -> Result<Self, Error> {
        conversion.apply(self)
    }
}

impl Dossier {
    /// The series of that key, by all publishers.
    ///
    /// # Errors
    /// [`Code::SeriesUnknown`](crate::Code::SeriesUnknown) if the dossier has no figure of that key.
    pub fn series(&self, key: &SeriesKey) -> Result<Series, Error> {
        self.series_of(key, |_| true)
    }

    /// The series of that key as one publisher reports it, if several count the same.
    ///
    /// # Errors
    /// As [`series`](Self::series).
    pub fn series_by_publisher(
        &self,
        key: &SeriesKey,
        publisher: impl AsRef<str>,
    ) -> Result<Series, Error> {
        let publisher = publisher.as_ref();
        self.series_of(key, |statistic| statistic.publisher().as_str() == publisher)
    }

    fn series_of(
        &self,
        key: &SeriesKey,
        wanted: impl Fn(&Statistic) -> bool,
    ) -> Result<Series, Error> {
        let figures = self.statistics().iter();
        let figures = figures.filter(|statistic| statistic.key() == key && wanted(statistic));
        let observations = figures
            .map(|statistic| Observation::of(statistic, self.vintage_of(statistic)))
            .filter_map(Result::transpose);
        Series::from_observations(key.clone(), observations.collect::<Result<_, Error>>()?)
    }
}

/// `{"key", "observations"}`, in order of period and then of vintage.
impl Serialize for Series {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_series(&self.key, self.observations.iter(), serializer)
    }
}

fn serialize_series<'s, S: Serializer>(
    key: &SeriesKey,
    observations: impl Iterator<Item = &'s Observation>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut series = serializer.serialize_struct("Series", 2)?;
    series.serialize_field("key", key)?;
    series.serialize_field("observations", &observations.collect::<Vec<_>>())?;
    series.end()
}
