//! What a series of figures is about.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::error::RecordFault;
use super::texts_by_name::texts_by_name;
use crate::code::Code;
use crate::draft::{Draft, Drafted, built, missing};
use crate::error::Error;
use crate::object::object_form;
use crate::place::{Area, PlaceCode};
use crate::text::{Text, any_text};
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

/// Whether a figure counts how many there are at a time, or how many came in a period.
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

/// Where figures are counted: in an area or at one place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Site {
    Area(Area),
    Place(PlaceCode),
}

impl Site {
    /// Makes it from the two wire keys.
    pub(crate) fn from_keys(
        what: &str,
        area: Option<Area>,
        place: Option<PlaceCode>,
    ) -> Result<Self, Error> {
        match (area, place) {
            (Some(area), None) => Ok(Self::Area(area)),
            (None, Some(place)) => Ok(Self::Place(place)),
            (None, None) => Err(Error::new(
                Code::KeyMissing,
                format_args!("{what} needs \"area\" or \"place\""),
            )),
            (Some(area), Some(place)) => Err(RecordFault::AreaAndPlace { area, place }.at("place")),
        }
    }

    /// Converts it into the two wire keys.
    fn into_keys(self) -> (Option<Area>, Option<PlaceCode>) {
        match self {
            Self::Area(area) => (Some(area), None),
            Self::Place(place) => (None, Some(place)),
        }
    }
}

impl Serialize for Site {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Area(area) => area.fmt(f),
            Self::Place(place) => place.fmt(f),
        }
    }
}

/// What a series of figures is about: everything but the period, the value and the vintage.
///
/// This is the series key of SDMX: figures with equal keys belong together, others cannot be added.
/// On the wire it is an object with the keys of a statistic; its text form is read back as the same
/// key.
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
///
/// let landings = SeriesKey::at("landings", Unit::PERSON, Nature::Flow, "IT-G2524205").build()?;
/// assert_eq!(landings.to_string(), "landings (person flow at IT-G2524205)");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeriesKey {
    pub(super) indicator: Text,
    pub(super) unit: Unit,
    pub(super) nature: Nature,
    pub(super) site: Site,
    pub(super) breakdown: BTreeMap<Text, Text>,
}

impl SeriesKey {
    /// The total of an area, without a breakdown.
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

    /// The total of one place, without a breakdown.
    pub fn at(
        indicator: impl AsRef<str>,
        unit: impl TryInto<Unit, Error: Into<Error>>,
        nature: impl TryInto<Nature, Error: Into<Error>>,
        place: impl TryInto<PlaceCode, Error: Into<Error>>,
    ) -> Draft<Self> {
        let draft = Draft::<Self>::from_keys(SeriesKeyKeys::default());
        draft
            .indicator(indicator)
            .unit(unit)
            .nature(nature)
            .place(place)
    }

    /// What is counted, in the publisher's words.
    pub fn indicator(&self) -> &str {
        self.indicator.as_str()
    }

    /// The unit in which it is counted.
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Whether it is a stock or a flow.
    pub fn nature(&self) -> Nature {
        self.nature
    }

    /// The area in which it is counted; `None` for one [`place`](Self::place).
    pub fn area(&self) -> Option<&Area> {
        match &self.site {
            Site::Area(area) => Some(area),
            Site::Place(_) => None,
        }
    }

    /// The place at which it is counted; `None` for an [`area`](Self::area).
    pub fn place(&self) -> Option<PlaceCode> {
        match self.site {
            Site::Area(_) => None,
            Site::Place(place) => Some(place),
        }
    }

    /// The area or the place.
    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    /// Which part of the total it is: each dimension with its value, in order; empty for the total.
    pub fn breakdown(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let breakdown = self.breakdown.iter();
        breakdown.map(|(dimension, value)| (dimension.as_str(), value.as_str()))
    }

    /// Whether it is a total, without a breakdown.
    pub fn is_total(&self) -> bool {
        self.breakdown.is_empty()
    }

    /// The total, without a breakdown.
    pub(crate) fn new(indicator: Text, unit: Unit, nature: Nature, site: Site) -> Self {
        let breakdown = BTreeMap::new();
        Self {
            indicator,
            unit,
            nature,
            site,
            breakdown,
        }
    }

    /// The same key in another unit.
    pub(crate) fn with_unit(self, unit: Unit) -> Self {
        Self { unit, ..self }
    }

    /// The part of the total with this value in this dimension.
    #[cfg(feature = "hxl")]
    pub(crate) fn with_breakdown(mut self, dimension: Text, value: Text) -> Self {
        self.breakdown.insert(dimension, value);
        self
    }

    /// The same series over all values of every dimension.
    pub(crate) fn total(&self) -> Self {
        let mut key = self.clone();
        key.breakdown.clear();
        key
    }
}

/// The keys that make up a series key, which are also those of a statistic.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(remote = "Self", default, expecting = "a series key object")]
pub struct SeriesKeyKeys {
    pub(super) indicator: Option<Text>,
    pub(super) unit: Option<Unit>,
    pub(super) nature: Option<Nature>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) area: Option<Area>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<PlaceCode>,
    #[serde(
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "texts_by_name"
    )]
    pub(super) breakdown: BTreeMap<Text, Text>,
}

object_form!(SeriesKeyKeys);

impl SeriesKeyKeys {
    /// Makes the key. `what` is its name in messages.
    pub(super) fn assemble(self, what: &str) -> Result<SeriesKey, Error> {
        let needs = |key| missing(what, key);
        Ok(SeriesKey {
            indicator: self.indicator.ok_or_else(|| needs("indicator"))?,
            unit: self.unit.ok_or_else(|| needs("unit"))?,
            nature: self.nature.ok_or_else(|| needs("nature"))?,
            site: Site::from_keys(what, self.area, self.place)?,
            breakdown: self.breakdown,
        })
    }
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

            /// The unit in which it is counted.
            pub fn unit(self, unit: impl TryInto<Unit, Error: Into<Error>>) -> Self {
                self.set("unit", unit.try_into(), |keys, unit| keys.unit = Some(unit))
            }

            /// Whether it is a stock or a flow.
            pub fn nature(self, nature: impl TryInto<Nature, Error: Into<Error>>) -> Self {
                self.set("nature", nature.try_into(), |keys, nature| keys.nature = Some(nature))
            }

            /// The area in which it is counted; excludes a [place](Self::place).
            pub fn area(self, area: impl TryInto<Area, Error: Into<Error>>) -> Self {
                self.set("area", area.try_into(), |keys, area| keys.area = Some(area))
            }

            /// The place at which it is counted, such as one harbour; excludes an
            /// [area](Self::area).
            pub fn place(self, place: impl TryInto<PlaceCode, Error: Into<Error>>) -> Self {
                self.set("place", place.try_into(), |keys, place| keys.place = Some(place))
            }

            /// The part of the total with this value in this dimension.
            pub fn breakdown(self, dimension: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                let part = (dimension.as_ref(), value.as_ref());
                self.set_named("breakdown", part, |keys| &mut keys.breakdown)
            }
        }
    )+};
}

of_a_key!(SeriesKey);
pub(super) use of_a_key;

impl Drafted for SeriesKey {
    type Keys = SeriesKeyKeys;
    const LIST: &'static str = "";

    fn assemble(keys: SeriesKeyKeys) -> Result<Self, Error> {
        keys.assemble("a series")
    }

    fn to_keys(&self) -> SeriesKeyKeys {
        let Self {
            indicator,
            unit,
            nature,
            site,
            breakdown,
        } = self.clone();
        let (area, place) = site.into_keys();
        SeriesKeyKeys {
            indicator: Some(indicator),
            unit: Some(unit),
            nature: Some(nature),
            area,
            place,
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
            "place" => keys.place = None,
            "breakdown" => keys.breakdown.clear(),
            _ => return false,
        }
        true
    }
}

built!(SeriesKey);

impl From<&SeriesKey> for SeriesKey {
    fn from(key: &SeriesKey) -> Self {
        key.clone()
    }
}
