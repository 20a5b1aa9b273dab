//! The flat statistic of the wire, and what it becomes.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::error::refuse;
use crate::object::object_form;
use crate::record::error::RecordError;
use crate::record::statistic::{Nature, ObservationStatus, SeriesKey, Statistic, Unit};
use crate::text::vocabulary;
use crate::{Area, Code, Estimate, Figure, Id, Period, Text};

/// A statistic on the wire; `type` is there for NDJSON.
#[derive(Serialize, Deserialize)]
#[serde(
    remote = "Self",
    rename = "Statistic",
    expecting = "a statistic object"
)]
pub(in crate::record) struct RawStatistic {
    id: Id,
    #[serde(rename = "type", default)]
    kind: StatisticType,
    indicator: Text,
    unit: Unit,
    nature: Nature,
    area: Area,
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "texts_by_name"
    )]
    breakdown: BTreeMap<Text, Text>,
    period: Period,
    status: ObservationStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<Estimate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    words: Option<Text>,
    publisher: Id,
    #[serde(with = "super::day")]
    published: NaiveDate,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Id>,
}

object_form!(RawStatistic);

/// Reads an object of texts in which no key stands twice.
pub(in crate::record) fn texts_by_name<'de, D: Deserializer<'de>>(
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
                    let message = format_args!("a key stands there twice, first with \"{first}\"");
                    return Err(refuse(Code::KeyDuplicate, &message));
                }
            }
            Ok(texts)
        }
    }

    deserializer.deserialize_map(Texts)
}

/// The one `type` of a statistic.
#[derive(Debug, Clone, Copy, Default)]
enum StatisticType {
    #[default]
    Statistic,
}

vocabulary!(StatisticType, "the type of a statistic", { Statistic "statistic" });

impl TryFrom<RawStatistic> for Statistic {
    type Error = RecordError;

    fn try_from(raw: RawStatistic) -> Result<Self, Self::Error> {
        let fault =
            |key: &str, fault| RecordError::new(format_args!("statistic {}", raw.id), key, fault);
        let value = Figure::from_keys(raw.value, raw.words)
            .map_err(|error| fault("words", error.into()))?;
        let checked = raw.status.check(value.as_ref());
        checked.map_err(|error| fault("status", error))?;
        Ok(Self {
            id: raw.id,
            key: SeriesKey {
                indicator: raw.indicator,
                unit: raw.unit,
                nature: raw.nature,
                area: raw.area,
                breakdown: raw.breakdown,
            },
            period: raw.period,
            status: raw.status,
            value,
            publisher: raw.publisher,
            published: raw.published,
            sources: raw.sources,
        })
    }
}

impl From<&Statistic> for RawStatistic {
    fn from(statistic: &Statistic) -> Self {
        let (value, words) = Figure::into_keys(statistic.value());
        let SeriesKey {
            indicator,
            unit,
            nature,
            area,
            breakdown,
        } = statistic.key.clone();
        Self {
            id: statistic.id.clone(),
            kind: StatisticType::Statistic,
            indicator,
            unit,
            nature,
            area,
            breakdown,
            period: statistic.period,
            status: statistic.status,
            value,
            words,
            publisher: statistic.publisher.clone(),
            published: statistic.published,
            sources: statistic.sources.clone(),
        }
    }
}
