//! Official figures: what they count, for when, and as of when.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::day;
use super::error::RecordFault;
use super::figure::Figure;
use crate::code::Code;
use crate::draft::{Draft, Drafted, built, missing, name_of};
use crate::error::{Error, refuse};
use crate::id::Id;
use crate::measure::Estimate;
use crate::object::object_form;
use crate::place::Area;
use crate::shown::shortened;
use crate::text::{Text, any_text};
use crate::time::{Period, When, one_day};
use crate::vocabulary::{open_words, vocabulary};

open_words! {
    /// What a figure counts. Encounters are not persons: one person may be encountered several times.
    ///
    /// ```
    /// use corridor::Unit;
    ///
    /// assert_eq!("person".parse::<Unit>()?, Unit::PERSON);
    /// assert_eq!("boats".parse::<Unit>()?.as_str(), "boats");
    /// # Ok::<(), corridor::Error>(())
    /// ```
    any_text Unit, "a unit" {
        /// Persons, each counted once.
        PERSON "person";
        /// Encounters with an authority, as US Customs and Border Protection counts them.
        ENCOUNTER "encounter";
        /// Households.
        HOUSEHOLD "household";
    }
}

/// Whether a figure tells how many there are at a time, or how many came in a period.
///
/// Flows add over time, stocks do not ([UNHCR](https://www.unhcr.org/refugee-statistics/methodology/)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Nature {
    /// How many there are.
    Stock,
    /// How many came.
    Flow,
}

vocabulary!(Nature, "stock or flow", { Stock "stock", Flow "flow" });

/// The status of an observation, after the SDMX code list `CL_OBS_STATUS` 2.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ObservationStatus {
    /// A normal value.
    #[default]
    Normal,
    /// The series breaks here.
    Break,
    /// The definition differs.
    DefinitionDiffers,
    /// An estimate of the publisher.
    Estimated,
    /// A forecast.
    Forecast,
    /// An experimental value.
    Experimental,
    /// Missing: a holiday or a weekend.
    MissingHoliday,
    /// Imputed.
    Imputed,
    /// Not reported, by derogation.
    Derogation,
    /// Missing here, counted in another category.
    InAnotherCategory,
    /// Missing: exists, but was not collected.
    NotCollected,
    /// Missing: cannot exist.
    CannotExist,
    /// Not significant.
    NotSignificant,
    /// Missing.
    Missing,
    /// Provisional.
    Provisional,
    /// Missing: suppressed.
    Suppressed,
    /// A strike or another special event.
    SpecialEvent,
    /// Of low reliability.
    LowReliability,
    /// Not validated.
    Unvalidated,
    /// Holds what another category should.
    IncludesAnotherCategory,
}

vocabulary!(ObservationStatus, "an SDMX observation status", {
    Normal "A",
    Break "B",
    DefinitionDiffers "D",
    Estimated "E",
    Forecast "F",
    Experimental "G",
    MissingHoliday "H",
    Imputed "I",
    Derogation "J",
    InAnotherCategory "K",
    NotCollected "L",
    CannotExist "M",
    NotSignificant "N",
    Missing "O",
    Provisional "P",
    Suppressed "Q",
    SpecialEvent "S",
    LowReliability "U",
    Unvalidated "V",
    IncludesAnotherCategory "W",
});

impl ObservationStatus {
    /// Whether the status says that there is no value.
    pub const fn is_missing(self) -> bool {
        matches!(
            self,
            Self::MissingHoliday
                | Self::Derogation
                | Self::InAnotherCategory
                | Self::NotCollected
                | Self::CannotExist
                | Self::Missing
                | Self::Suppressed
        )
    }

    /// A value stands exactly where the status does not say that there is none.
    fn check(self, has_value: bool) -> Result<(), RecordFault> {
        if self.is_missing() == has_value {
            return Err(RecordFault::ValueAgainstStatus { status: self });
        }
        Ok(())
    }
}

/// What a series of figures is about: everything but the period, the value and the vintage.
///
/// The series key of SDMX: figures with equal keys belong together, others do not add. On the wire it
/// is an object with the keys of a statistic; its text form is read back as the same key.
///
/// ```
/// use corridor::{Nature, SeriesKey, Unit};
///
/// let encounters = "encounters at the southwest land border";
/// let key = SeriesKey::draft(encounters, Unit::ENCOUNTER, Nature::Flow, "US southwest border")
///     .breakdown("component", "USBP")
///     .build()?;
/// assert_eq!(key.unit(), &Unit::ENCOUNTER);
/// let text = "encounters at the southwest land border (encounter flow, US southwest border, component USBP)";
/// assert_eq!(key.to_string(), text);
/// assert_eq!(text.parse::<SeriesKey>()?, key);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeriesKey {
    pub(super) indicator: Text,
    pub(super) unit: Unit,
    pub(super) nature: Nature,
    pub(super) area: Area,
    pub(super) breakdown: BTreeMap<Text, Text>,
}

impl SeriesKey {
    /// The total, without a breakdown.
    pub fn draft(
        indicator: impl AsRef<str>,
        unit: impl TryInto<Unit, Error: Into<Error>>,
        nature: impl TryInto<Nature, Error: Into<Error>>,
        area: impl TryInto<Area, Error: Into<Error>>,
    ) -> Draft<Self> {
        let draft = Draft::<Self>::from_keys(SeriesKeyKeys::default());
        draft
            .indicator(indicator)
            .unit(unit)
            .nature(nature)
            .area(area)
    }

    /// What is counted, in the publisher's words.
    pub fn indicator(&self) -> &str {
        self.indicator.as_str()
    }

    /// In which unit.
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Whether it is a stock or a flow.
    pub fn nature(&self) -> Nature {
        self.nature
    }

    /// Where.
    pub fn area(&self) -> &Area {
        &self.area
    }

    /// Which part of the total: each dimension with its value, in order; none for the total.
    pub fn breakdown(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let breakdown = self.breakdown.iter();
        breakdown.map(|(dimension, value)| (dimension.as_str(), value.as_str()))
    }

    /// Whether it is a total: not broken down.
    pub fn is_total(&self) -> bool {
        self.breakdown.is_empty()
    }

    /// The total, without a breakdown.
    pub(crate) fn new(indicator: Text, unit: Unit, nature: Nature, area: Area) -> Self {
        let breakdown = BTreeMap::new();
        Self {
            indicator,
            unit,
            nature,
            area,
            breakdown,
        }
    }

    /// The same in another unit.
    pub(crate) fn with_unit(self, unit: Unit) -> Self {
        Self { unit, ..self }
    }

    /// The part of the total that has this value in this dimension.
    #[cfg(feature = "hxl")]
    pub(crate) fn with_breakdown(mut self, dimension: Text, value: Text) -> Self {
        self.breakdown.insert(dimension, value);
        self
    }

    /// The same series over all values of a dimension.
    pub(crate) fn without(&self, dimension: &str) -> Self {
        let mut key = self.clone();
        key.breakdown.retain(|name, _| name.as_str() != dimension);
        key
    }

    /// The same series over all values of every dimension.
    pub(crate) fn total(&self) -> Self {
        let mut key = self.clone();
        key.breakdown.clear();
        key
    }
}

/// One published figure: what it counts, for which period, and as of which day.
///
/// The same period published again on a later day is another statistic, of another *vintage*.
/// There is a value exactly where the status does not say that it is missing. What is counted is a
/// [`SeriesKey`]: figures with equal keys belong to one series.
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
    value: Option<Figure>,
    publisher: Id,
    published: NaiveDate,
    sources: Vec<Id>,
}

impl Statistic {
    /// A figure of normal status for a period; its key is set by [`key`](Draft::key), or by
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

    /// For which period.
    pub fn period(&self) -> Period {
        self.period
    }

    /// The status of the observation.
    pub fn status(&self) -> ObservationStatus {
        self.status
    }

    /// How many; absent exactly where the status says missing.
    pub fn value(&self) -> Option<&Figure> {
        self.value.as_ref()
    }

    /// Who counts.
    pub fn publisher(&self) -> &Id {
        &self.publisher
    }

    /// The day of publication: its vintage.
    pub fn published(&self) -> NaiveDate {
        self.published
    }

    /// Who reports it.
    pub fn sources(&self) -> &[Id] {
        &self.sources
    }
}

/// A statistic on the wire; `type` is there for logs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(remote = "Self", default, expecting = "a statistic object")]
pub struct StatisticKeys {
    id: Option<Id>,
    #[serde(rename = "type")]
    kind: StatisticType,
    indicator: Option<Text>,
    unit: Option<Unit>,
    nature: Option<Nature>,
    area: Option<Area>,
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
    words: Option<Text>,
    publisher: Option<Id>,
    #[serde(with = "day")]
    published: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Id>,
}

object_form!(StatisticKeys);

/// The one `type` of a statistic.
#[derive(Debug, Clone, Copy, Default)]
enum StatisticType {
    #[default]
    Statistic,
}

vocabulary!(StatisticType, "the type of a statistic", { Statistic "statistic" });

/// The keys of a series key: those of a statistic that it is made of.
#[derive(Debug, Clone, Default)]
pub struct SeriesKeyKeys {
    indicator: Option<Text>,
    unit: Option<Unit>,
    nature: Option<Nature>,
    area: Option<Area>,
    breakdown: BTreeMap<Text, Text>,
}

/// The setters that a statistic and a series key share.
macro_rules! of_a_key {
    ($($record:ty),+) => {$(
        impl Draft<$record> {
            /// What is counted, in the publisher's words.
            pub fn indicator(self, indicator: impl AsRef<str>) -> Self {
                let indicator = Text::try_new(indicator.as_ref());
                self.set("indicator", indicator, |keys, indicator| keys.indicator = Some(indicator))
            }

            /// In which unit.
            pub fn unit(self, unit: impl TryInto<Unit, Error: Into<Error>>) -> Self {
                self.set("unit", unit.try_into(), |keys, unit| keys.unit = Some(unit))
            }

            /// Whether it is a stock or a flow.
            pub fn nature(self, nature: impl TryInto<Nature, Error: Into<Error>>) -> Self {
                self.set("nature", nature.try_into(), |keys, nature| keys.nature = Some(nature))
            }

            /// Where.
            pub fn area(self, area: impl TryInto<Area, Error: Into<Error>>) -> Self {
                self.set("area", area.try_into(), |keys, area| keys.area = Some(area))
            }

            /// The part of the total that has this value in this dimension.
            pub fn breakdown(self, dimension: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                let part = Text::try_new(dimension.as_ref());
                let part = part.and_then(|part| Ok((part, Text::try_new(value.as_ref())?)));
                self.set("breakdown", part, |keys, (dimension, value)| {
                    keys.breakdown.insert(dimension, value);
                })
            }
        }
    )+};
}

of_a_key!(Statistic, SeriesKey);

impl Draft<Statistic> {
    /// Its id.
    pub fn id(self, id: impl TryInto<Id, Error: Into<Error>>) -> Self {
        self.set("id", id.try_into(), |keys, id| keys.id = Some(id))
    }

    /// What it is about: its indicator, unit, nature, area and breakdown.
    pub fn key(self, key: impl TryInto<SeriesKey, Error: Into<Error>>) -> Self {
        self.set("key", key.try_into(), |keys, key: SeriesKey| {
            keys.indicator = Some(key.indicator);
            keys.unit = Some(key.unit);
            keys.nature = Some(key.nature);
            keys.area = Some(key.area);
            keys.breakdown = key.breakdown;
        })
    }

    /// For which period.
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
            (keys.value, keys.words) = value.into_keys();
        })
    }

    /// Who counts.
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

    /// Who reports it.
    ///
    /// Adds one.
    pub fn source(self, source: impl TryInto<Id, Error: Into<Error>>) -> Self {
        self.add("sources", source.try_into(), |keys| &mut keys.sources)
    }

    /// Who reports it.
    ///
    /// Adds each.
    pub fn sources(
        self,
        sources: impl IntoIterator<Item: TryInto<Id, Error: Into<Error>>>,
    ) -> Self {
        sources.into_iter().fold(self, Self::source)
    }
}

impl Drafted for SeriesKey {
    type Keys = SeriesKeyKeys;
    const LIST: &'static str = "";

    fn assemble(keys: SeriesKeyKeys) -> Result<Self, Error> {
        let needs = |key| missing("a series", key);
        Ok(Self {
            indicator: keys.indicator.ok_or_else(|| needs("indicator"))?,
            unit: keys.unit.ok_or_else(|| needs("unit"))?,
            nature: keys.nature.ok_or_else(|| needs("nature"))?,
            area: keys.area.ok_or_else(|| needs("area"))?,
            breakdown: keys.breakdown,
        })
    }

    fn to_keys(&self) -> SeriesKeyKeys {
        let Self {
            indicator,
            unit,
            nature,
            area,
            breakdown,
        } = self.clone();
        SeriesKeyKeys {
            indicator: Some(indicator),
            unit: Some(unit),
            nature: Some(nature),
            area: Some(area),
            breakdown,
        }
    }

    fn name(_: &SeriesKeyKeys) -> String {
        "series".to_owned()
    }

    fn clear(keys: &mut SeriesKeyKeys, key: &str) -> bool {
        match key {
            "indicator" => keys.indicator = None,
            "unit" => keys.unit = None,
            "nature" => keys.nature = None,
            "area" => keys.area = None,
            "breakdown" => keys.breakdown.clear(),
            _ => return false,
        }
        true
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
            let key = SeriesKey {
                indicator: keys.indicator.ok_or_else(|| needs("indicator"))?,
                unit: keys.unit.ok_or_else(|| needs("unit"))?,
                nature: keys.nature.ok_or_else(|| needs("nature"))?,
                area: keys.area.ok_or_else(|| needs("area"))?,
                breakdown: keys.breakdown,
            };
            let period = keys.period.ok_or_else(|| needs("period"))?;
            let status = keys.status.ok_or_else(|| needs("status"))?;
            let publisher = keys.publisher.ok_or_else(|| needs("publisher"))?;
            let published = keys.published.ok_or_else(|| needs("published"))?;
            let value = Figure::from_keys(keys.value, keys.words)?;
            status
                .check(value.is_some())
                .map_err(|fault| fault.at("status"))?;
            let sources = keys.sources;
            Ok(Self {
                id,
                key,
                period,
                status,
                value,
                publisher,
                published,
                sources,
            })
        };
        assemble().map_err(|fault: Error| fault.of_record(name, Self::LIST))
    }

    fn to_keys(&self) -> StatisticKeys {
        let Self {
            id,
            key,
            period,
            status,
            value,
            publisher,
            published,
            sources,
        } = self.clone();
        let (value, words) = value.map(Figure::into_keys).unwrap_or_default();
        let SeriesKey {
            indicator,
            unit,
            nature,
            area,
            breakdown,
        } = key;
        StatisticKeys {
            id: Some(id),
            kind: StatisticType::Statistic,
            indicator: Some(indicator),
            unit: Some(unit),
            nature: Some(nature),
            area: Some(area),
            breakdown,
            period: Some(period),
            status: Some(status),
            value,
            words,
            publisher: Some(publisher),
            published: Some(published),
            sources,
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
            "breakdown" => keys.breakdown.clear(),
            "period" => keys.period = None,
            "status" => keys.status = None,
            "value" => (keys.value, keys.words) = (None, None),
            "words" => keys.words = None,
            "publisher" => keys.publisher = None,
            "published" => keys.published = None,
            "sources" => keys.sources.clear(),
            _ => return false,
        }
        true
    }
}

built!(SeriesKey, Statistic);

impl From<&SeriesKey> for SeriesKey {
    fn from(key: &SeriesKey) -> Self {
        key.clone()
    }
}

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

/// Reads an object of texts in which no key stands twice.
pub(super) fn texts_by_name<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<Text, Text>, D::Error> {
    struct Texts;

    impl<'de> Visitor<'de> for Texts {
        type Value = BTreeMap<Text, Text>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of texts")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut texts = BTreeMap::new();
            while let Some((key, value)) = map.next_entry::<Text, Text>()? {
                if let Some(first) = texts.insert(key, value) {
                    let first: String = shortened(first.as_str());
                    let message = format_args!("a key stands there twice, first with \"{first}\"");
                    return Err(refuse(Code::KeyDuplicate, &message));
                }
            }
            Ok(texts)
        }
    }

    deserializer.deserialize_map(Texts)
}
