//! Official figures: what they count, for when, and as of when.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::{RecordError, RecordFault};
use super::raw::RawStatistic;
use crate::object::Object;
use crate::text::{TextError, text_form, vocabulary};
use crate::{Area, Code, Figure, Id, Period, Text};

/// What a figure counts. Encounters are not persons: one person may be met several times.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Unit {
    /// Persons, each counted once.
    Person,
    /// Encounters with an authority, as US Customs and Border Protection counts them.
    Encounter,
    /// Households.
    Household,
    /// Anything else, by its name.
    Other(OtherUnit),
}

/// The name of a unit that has no variant of its own: made by parsing a [`Unit`] only, so that no
/// unit has two forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OtherUnit(Text);

impl OtherUnit {
    /// The name.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Person => "person",
            Self::Encounter => "encounter",
            Self::Household => "household",
            Self::Other(name) => name.as_str(),
        })
    }
}

impl FromStr for Unit {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "person" => Self::Person,
            "encounter" => Self::Encounter,
            "household" => Self::Household,
            other => Self::Other(OtherUnit(other.parse()?)),
        })
    }
}

text_form!(Unit, "a unit", Code::TextInvalid);

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
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
    pub(super) fn check(self, value: Option<&Figure>) -> Result<(), RecordFault> {
        if self.is_missing() == value.is_some() {
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
/// let key = SeriesKey::new(
///     "encounters at the southwest land border".parse()?,
///     Unit::Encounter,
///     Nature::Flow,
///     "US southwest border".parse()?,
/// )
/// .with_breakdown("component".parse()?, "USBP".parse()?);
/// assert_eq!(key.unit(), &Unit::Encounter);
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
    pub fn new(indicator: Text, unit: Unit, nature: Nature, area: Area) -> Self {
        Self {
            indicator,
            unit,
            nature,
            area,
            breakdown: BTreeMap::new(),
        }
    }

    /// The part of the total that has this value in this dimension.
    #[must_use]
    pub fn with_breakdown(mut self, dimension: Text, value: Text) -> Self {
        self.breakdown.insert(dimension, value);
        self
    }

    /// The same in another unit.
    #[must_use]
    pub fn with_unit(self, unit: Unit) -> Self {
        Self { unit, ..self }
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
/// There is a value exactly where the status does not say that it is missing.
///
/// ```
/// use corridor::{Estimate, Nature, Period, SeriesKey, Statistic, Unit};
///
/// let key = SeriesKey::new(
///     "encounters".parse()?, Unit::Encounter, Nature::Flow, "US southwest border".parse()?,
/// );
/// let january = Statistic::new(
///     "cbp-2023-01".parse()?, key, "2023-01".parse()?,
///     Estimate::exactly(156_274).into(),
///     "us-cbp".parse()?, "2023-02-10".parse()?,
/// );
/// assert_eq!(january.value().map(|figure| figure.estimate().best()), Some(156_274));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Statistic {
    pub(super) id: Id,
    pub(super) key: SeriesKey,
    pub(super) period: Period,
    pub(super) status: ObservationStatus,
    pub(super) value: Option<Figure>,
    pub(super) publisher: Id,
    pub(super) published: NaiveDate,
    pub(super) sources: Vec<Id>,
}

impl Statistic {
    /// A figure with a value, of normal status.
    pub fn new(
        id: Id,
        key: SeriesKey,
        period: Period,
        value: Figure,
        publisher: Id,
        published: NaiveDate,
    ) -> Self {
        let (status, value) = (ObservationStatus::Normal, Some(value));
        Self {
            id,
            key,
            period,
            status,
            value,
            publisher,
            published,
            sources: Vec::new(),
        }
    }

    /// A figure that the publisher says is missing.
    ///
    /// # Errors
    /// [`Code::ValueMissing`] where the status is not one of the missing ones.
    pub fn missing(
        id: Id,
        key: SeriesKey,
        period: Period,
        status: ObservationStatus,
        publisher: Id,
        published: NaiveDate,
    ) -> Result<Self, RecordFault> {
        status.check(None)?;
        Ok(Self {
            id,
            key,
            period,
            status,
            value: None,
            publisher,
            published,
            sources: Vec::new(),
        })
    }

    /// The same figure under another status.
    ///
    /// # Errors
    /// [`Code::ValueMissing`] where value and status then contradict each other.
    pub fn with_status(self, status: ObservationStatus) -> Result<Self, RecordFault> {
        status.check(self.value.as_ref())?;
        Ok(Self { status, ..self })
    }

    /// Who reports it.
    #[must_use]
    pub fn with_sources(self, sources: impl IntoIterator<Item = Id>) -> Self {
        Self {
            sources: sources.into_iter().collect(),
            ..self
        }
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

impl Serialize for Statistic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawStatistic::from(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Statistic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(RawStatistic::deserialize(Object(deserializer))?)
            .map_err(RecordError::into_serde)
    }
}
