//! Official figures: what they count, for which period, and as of which day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::assertion::{About, Assertion, AssertionKeys};
use super::cause::Cause;
use super::change::{Change, ChangeKeys, Rank, RankKeys};
use super::composition::{ComponentKeys, composed};
use super::day;
use super::figure::Figure;
use super::observation_status::ObservationStatus;
use super::series_key::{Nature, SeriesKey, SeriesKeyKeys, Unit, of_a_key};
use super::texts_by_name::texts_by_name;
use crate::draft::{Draft, Drafted, Key, built, missing, name_of};
use crate::error::Error;
use crate::id::Id;
use crate::measure::{Estimate, Per, Percent};
use crate::object::object_form;
use crate::place::{Area, PlaceCode};
use crate::text::Text;
use crate::time::{Period, When, one_day};
use crate::vocabulary::vocabulary;

/// One published figure: what it counts, for which period, and as of which day.
///
/// The same period published again on a later day is another statistic, of another *vintage*. A
/// [`SeriesKey`] states what is counted: figures with equal keys belong to one series. A statistic
/// states one thing about it: a [`value`](Self::value), a share ([`percent`](Self::percent)), a
/// [`change`](Self::change), a record ([`rank`](Self::rank)), or nothing, if the status says that
/// the value is missing. Only a value that is not a rate is an observation of a series.
///
/// ```
/// use corridor::{Nature, Statistic, Unit};
///
/// let january = Statistic::draft("cbp-2023-01", "encounters", "2023-01")
///     .unit(Unit::ENCOUNTER)
///     .nature(Nature::Flow)
///     .area("US southwest border")
///     .value(156_274)
///     .publisher("us-cbp")
///     .published("2023-02-10")
///     .build()?;
/// assert_eq!(january.value().map(|figure| figure.estimate().best()), Some(156_274));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Statistic {
    id: Id,
    key: SeriesKey,
    period: Period,
    status: ObservationStatus,
    assertion: Assertion,
    publisher: Id,
    published: Option<NaiveDate>,
    sources: Vec<Id>,
    recommended: bool,
    cause: Option<Cause>,
    codes: BTreeMap<Text, Text>,
}

impl Statistic {
    /// A figure of normal status for a period. Its key is set by [`key`](Draft::key), or by
    /// [`unit`](Draft::unit), [`nature`](Draft::nature) and [`area`](Draft::area).
    pub fn draft(
        id: impl TryInto<Id, Error: Into<Error>>,
        indicator: impl AsRef<str>,
        period: impl TryInto<Period, Error: Into<Error>>,
    ) -> Draft<Self> {
        let draft: Draft<Self> = Draft::<Self>::from_keys(StatisticKeys::default());
        let draft = draft.id(id).indicator(indicator).period(period);
        draft.status(ObservationStatus::Normal)
    }

    /// Its id.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// What it is about: the series that it belongs to.
    pub fn key(&self) -> &SeriesKey {
        &self.key
    }

    /// The period that it covers.
    pub fn period(&self) -> Period {
        self.period
    }

    /// The status of the observation.
    pub fn status(&self) -> ObservationStatus {
        self.status
    }

    /// How many; with [`per`](Self::per), an average rate.
    pub fn value(&self) -> Option<&Figure> {
        match &self.assertion {
            Assertion::Value(figure, _) => Some(figure),
            _ => None,
        }
    }

    /// The time over which the value is an average rate; `None` for a level.
    pub fn per(&self) -> Option<Per> {
        match self.assertion {
            Assertion::Value(_, per) => per,
            _ => None,
        }
    }

    /// The value, unless it is a rate.
    pub(crate) fn level(&self) -> Option<&Figure> {
        match &self.assertion {
            Assertion::Value(figure, None) => Some(figure),
            _ => None,
        }
    }

    /// Whether it is an observation of its series: a level, or the statement that it is missing.
    pub(crate) fn is_observation(&self) -> bool {
        matches!(
            self.assertion,
            Assertion::Value(_, None) | Assertion::Missing
        )
    }

    /// The share in per cent of the whole that [`of`](Self::of) names.
    pub fn percent(&self) -> Option<Percent> {
        match self.assertion {
            Assertion::Percent(percent, ..) => Some(percent),
            _ => None,
        }
    }

    /// The whole that it is a share of.
    pub fn of(&self) -> Option<&str> {
        match &self.assertion {
            Assertion::Percent(_, of, _) => of.as_ref().map(Text::as_str),
            _ => None,
        }
    }

    /// How it compares with an earlier period.
    pub fn change(&self) -> Option<&Change> {
        match &self.assertion {
            Assertion::Change(change, _) => Some(change),
            _ => None,
        }
    }

    /// The record that the figure sets.
    pub fn rank(&self) -> Option<&Rank> {
        match &self.assertion {
            Assertion::Rank(rank, _) => Some(rank),
            _ => None,
        }
    }

    /// The words that it was printed in.
    pub fn words(&self) -> Option<&str> {
        self.assertion.words()
    }

    /// The party that counts.
    pub fn publisher(&self) -> &Id {
        &self.publisher
    }

    /// The day of publication: its vintage. If it is absent, a dossier takes the one plain day on
    /// which all of its sources were published.
    pub fn published(&self) -> Option<NaiveDate> {
        self.published
    }

    /// The sources that report it.
    pub fn sources(&self) -> &[Id] {
        &self.sources
    }

    /// Whether an editor recommends it, among several for one key and period.
    pub fn is_recommended(&self) -> bool {
        self.recommended
    }

    /// What set the people moving, or killed or hurt them.
    pub fn cause(&self) -> Option<&Cause> {
        self.cause.as_ref()
    }

    /// Its codes in other schemes: each scheme with its value, in order.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let codes = self.codes.iter();
        codes.map(|(scheme, code)| (scheme.as_str(), code.as_str()))
    }
}

/// A statistic on the wire; `type` is present in logs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(remote = "Self", default, expecting = "a statistic object")]
pub struct StatisticKeys {
    id: Option<Id>,
    #[serde(rename = "type")]
    kind: StatisticType,
    indicator: Option<Text>,
    unit: Option<Unit>,
    nature: Option<Nature>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<Area>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceCode>,
    #[serde(
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "texts_by_name"
    )]
    breakdown: BTreeMap<Text, Text>,
    period: Option<Period>,
    status: Option<ObservationStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Estimate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    per: Option<Per>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<Percent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<ChangeKeys>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<RankKeys>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    composition: Vec<ComponentKeys>,
    publisher: Option<Id>,
    #[serde(with = "day", skip_serializing_if = "Option::is_none")]
    published: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Id>,
    #[serde(skip_serializing_if = "Key::is_absent")]
    recommended: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Cause>,
    #[serde(
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "texts_by_name"
    )]
    codes: BTreeMap<Text, Text>,
}

object_form!(StatisticKeys);

/// The only `type` of a statistic.
#[derive(Debug, Clone, Copy, Default)]
enum StatisticType {
    #[default]
    Statistic,
}

vocabulary!(StatisticType, "the type of a statistic", { Statistic "statistic" });

of_a_key!(Statistic);

composed!(Statistic, "value", |keys| &mut keys.composition);

impl Draft<Statistic> {
    /// Its id.
    pub fn id(self, id: impl TryInto<Id, Error: Into<Error>>) -> Self {
        self.set("id", id.try_into(), |keys, id| keys.id = Some(id))
    }

    /// What it is about: its indicator, unit, nature, area and breakdown.
    pub fn key(self, key: impl TryInto<SeriesKey, Error: Into<Error>>) -> Self {
        self.set("key", key.try_into(), |keys, key: SeriesKey| {
            let key = key.to_keys();
            keys.indicator = key.indicator;
            keys.unit = key.unit;
            keys.nature = key.nature;
            (keys.area, keys.place) = (key.area, key.place);
            keys.breakdown = key.breakdown;
        })
    }

    /// The period that it covers.
    pub fn period(self, period: impl TryInto<Period, Error: Into<Error>>) -> Self {
        self.set("period", period.try_into(), |keys, period| {
            keys.period = Some(period);
        })
    }

    /// The status of the observation.
    pub fn status(self, status: impl TryInto<ObservationStatus, Error: Into<Error>>) -> Self {
        self.set("status", status.try_into(), |keys, status| {
            keys.status = Some(status);
        })
    }

    /// How many: a number, an estimate, or the words of the report, which are read and kept.
    pub fn value(self, value: impl TryInto<Figure, Error: Into<Error>>) -> Self {
        self.set("value", value.try_into(), |keys, value: Figure| {
            let figure = value.into_keys();
            (keys.value, keys.words) = (figure.estimate, figure.words);
            keys.composition = figure.composition;
        })
    }

    /// The time over which the value is an average rate.
    pub fn per(self, per: impl TryInto<Per, Error: Into<Error>>) -> Self {
        self.set("per", per.try_into(), |keys, per| keys.per = Some(per))
    }

    /// The share in per cent: "25 %", or `25.0`.
    pub fn percent(self, percent: impl TryInto<Percent, Error: Into<Error>>) -> Self {
        self.set("percent", percent.try_into(), |keys, percent| {
            keys.percent = Some(percent);
        })
    }

    /// The whole that it is a share of.
    pub fn of(self, whole: impl AsRef<str>) -> Self {
        let whole = Text::try_new(whole.as_ref());
        self.set("of", whole, |keys, whole| keys.of = Some(whole))
    }

    /// How it compares with an earlier period.
    pub fn change(self, change: impl TryInto<Change, Error: Into<Error>>) -> Self {
        self.set("change", change.try_into(), |keys, change: Change| {
            keys.change = Some(change.to_keys());
        })
    }

    /// The record that the figure sets.
    pub fn rank(self, rank: impl TryInto<Rank, Error: Into<Error>>) -> Self {
        self.set("rank", rank.try_into(), |keys, rank: Rank| {
            keys.rank = Some(rank.to_keys());
        })
    }

    /// The words that it was printed in. If nothing else states the value, it is read from them,
    /// and so is its time: "3,000 a day", "26 boats".
    pub fn words(self, words: impl AsRef<str>) -> Self {
        let words = Text::try_new(words.as_ref());
        self.set("words", words, |keys, words| keys.words = Some(words))
    }

    /// The party that counts.
    pub fn publisher(self, publisher: impl TryInto<Id, Error: Into<Error>>) -> Self {
        self.set("publisher", publisher.try_into(), |keys, party| {
            keys.publisher = Some(party);
        })
    }

    /// The day of publication: its vintage.
    pub fn published(self, day: impl TryInto<When, Error: Into<Error>>) -> Self {
        self.set("published", one_day(day), |keys, day| {
            keys.published = Some(day);
        })
    }

    /// The sources that report it.
    ///
    /// Adds one.
    pub fn source(self, source: impl TryInto<Id, Error: Into<Error>>) -> Self {
        self.add("sources", source.try_into(), |keys| &mut keys.sources)
    }

    /// The sources that report it.
    ///
    /// Adds each.
    pub fn sources(
        self,
        sources: impl IntoIterator<Item: TryInto<Id, Error: Into<Error>>>,
    ) -> Self {
        sources.into_iter().fold(self, Self::source)
    }

    /// An editor recommends it, among several for one key and period.
    pub fn recommended(self) -> Self {
        self.put(|keys| keys.recommended = true)
    }

    /// What set the people moving, or killed or hurt them.
    pub fn cause(self, cause: impl TryInto<Cause, Error: Into<Error>>) -> Self {
        self.set("cause", cause.try_into(), |keys, cause| {
            keys.cause = Some(cause);
        })
    }

    /// Its code in another scheme.
    pub fn code(self, scheme: impl AsRef<str>, code: impl AsRef<str>) -> Self {
        let code = (scheme.as_ref(), code.as_ref());
        self.set_named("codes", code, |keys| &mut keys.codes)
    }
}

impl Drafted for Statistic {
    type Keys = StatisticKeys;
    const LIST: &'static str = "statistics";

    fn assemble(keys: StatisticKeys) -> Result<Self, Error> {
        let name = Self::name(&keys);
        let assemble = || {
            let needs = |key| missing("a statistic", key);
            let id = keys.id.ok_or_else(|| needs("id"))?;
            let key = SeriesKeyKeys {
                indicator: keys.indicator,
                unit: keys.unit,
                nature: keys.nature,
                area: keys.area,
                place: keys.place,
                breakdown: keys.breakdown,
            };
            let key = key.assemble("a statistic")?;
            let period = keys.period.ok_or_else(|| needs("period"))?;
            let status = keys.status.ok_or_else(|| needs("status"))?;
            let publisher = keys.publisher.ok_or_else(|| needs("publisher"))?;
            let says = AssertionKeys {
                value: keys.value,
                per: keys.per,
                percent: keys.percent,
                of: keys.of,
                change: keys.change,
                rank: keys.rank,
                words: keys.words,
                composition: keys.composition,
            };
            let about = About {
                key: &key,
                period,
                status,
            };
            let assertion = Assertion::from_keys(says, &about)?;
            Ok(Self {
                id,
                key,
                period,
                status,
                assertion,
                publisher,
                published: keys.published,
                sources: keys.sources,
                recommended: keys.recommended,
                cause: keys.cause,
                codes: keys.codes,
            })
        };
        assemble().map_err(|fault: Error| fault.of_record(name, Self::LIST))
    }

    fn to_keys(&self) -> StatisticKeys {
        let says = self.assertion.clone().into_keys();
        let key = self.key.to_keys();
        StatisticKeys {
            id: Some(self.id.clone()),
            kind: StatisticType::Statistic,
            indicator: key.indicator,
            unit: key.unit,
            nature: key.nature,
            area: key.area,
            place: key.place,
            breakdown: key.breakdown,
            period: Some(self.period),
            status: Some(self.status),
            value: says.value,
            per: says.per,
            percent: says.percent,
            of: says.of,
            change: says.change,
            rank: says.rank,
            words: says.words,
            composition: says.composition,
            publisher: Some(self.publisher.clone()),
            published: self.published,
            sources: self.sources.clone(),
            recommended: self.recommended,
            cause: self.cause.clone(),
            codes: self.codes.clone(),
        }
    }

    fn name(keys: &StatisticKeys) -> String {
        name_of("statistic", keys.id.as_ref())
    }

    fn clear(keys: &mut StatisticKeys, key: &str) -> bool {
        match key {
            "id" => keys.id = None,
            "type" => {}
            "indicator" => keys.indicator = None,
            "unit" => keys.unit = None,
            "nature" => keys.nature = None,
            "area" => keys.area = None,
            "place" => keys.place = None,
            "breakdown" => keys.breakdown.clear(),
            "period" => keys.period = None,
            "status" => keys.status = None,
            "value" => {
                (keys.value, keys.per, keys.words) = (None, None, None);
                keys.composition.clear();
            }
            "per" => keys.per = None,
            "percent" => (keys.percent, keys.of, keys.words) = (None, None, None),
            "of" => keys.of = None,
            "change" => (keys.change, keys.words) = (None, None),
            "rank" => (keys.rank, keys.words) = (None, None),
            "words" => keys.words = None,
            "composition" => keys.composition.clear(),
            "publisher" => keys.publisher = None,
            "published" => keys.published = None,
            "sources" => keys.sources.clear(),
            "recommended" => keys.recommended = false,
            "cause" => keys.cause = None,
            "codes" => keys.codes.clear(),
            _ => return false,
        }
        true
    }
}

built!(Statistic);

impl Serialize for Statistic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&self.to_keys(), serializer)
    }
}

impl<'de> Deserialize<'de> for Statistic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::draft::read(deserializer)
    }
}
