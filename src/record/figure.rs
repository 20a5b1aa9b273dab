//! A reported figure with the words that it was printed in, and its composition.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{IntoDeserializer, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::composition::{Component, ComponentKeys};
use super::error::RecordFault;
use crate::draft::{Drafted, missing};
use crate::error::{Error, brief};
use crate::measure::{Count, Counted, Estimate, count};
use crate::text::Text;

/// A number of people or things, the words that it was printed in, and its composition.
///
/// Words and composition are about the figure only. For a headcount and for a statistic's value,
/// they are written as the keys `words` and `composition` next to the figure; a missing figure is
/// read from the words. Any other figure is a number, an estimate, or one object with everything:
/// `{"low", "best", "high"?, "words"?, "composition"?}`.
///
/// ```
/// use corridor::{Estimate, Figure};
///
/// let figure = Figure::quoted("more than 6,000")?;
/// assert_eq!(figure.estimate(), Estimate::at_least(6_000));
/// assert_eq!(figure.to_string(), "\"more than 6,000\"");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    estimate: Estimate,
    words: Option<Text>,
    composition: Vec<Component>,
}

/// A figure as separate keys.
#[derive(Debug, Clone, Default)]
pub(crate) struct FigureKeys {
    pub(crate) estimate: Option<Estimate>,
    pub(crate) words: Option<Text>,
    pub(crate) composition: Vec<ComponentKeys>,
}

impl Figure {
    /// A figure whose words are not known.
    pub fn new(estimate: impl Into<Estimate>) -> Self {
        Self {
            estimate: estimate.into(),
            words: None,
            composition: Vec::new(),
        }
    }

    /// Reads a figure from its words, with the parts that they name.
    ///
    /// Parts are distinguished by `sex` and `age`; any other part is a `group`, in the words of the
    /// report.
    ///
    /// ```
    /// use corridor::Figure;
    ///
    /// let figure = Figure::quoted("3,000 migrants (1,800 men, 700 women and 500 children)")?;
    /// assert_eq!(figure.estimate().best(), 3_000);
    /// let children = figure.composition()[2].breakdown().collect::<Vec<_>>();
    /// assert_eq!(children, [("age", "0-17")]);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Estimate::read`], except that a total with only some of its parts is accepted as that
    /// total; also words that are not a valid text.
    pub fn quoted(words: impl AsRef<str>) -> Result<Self, Error> {
        let words = Text::try_new(words.as_ref())?;
        let read = count(words.as_str(), Counted::People)?;
        let (estimate, composition) = (read.total, ComponentKeys::counted(read.composition())?);
        Self::assembled(estimate, Some(words), composition)
    }

    /// The same figure, with the words that it was printed in. The words are not read.
    ///
    /// # Errors
    /// [`Code::TextInvalid`](crate::Code::TextInvalid) for words that are not a valid text.
    pub fn with_words(self, words: impl AsRef<str>) -> Result<Self, Error> {
        Ok(Self {
            words: Some(Text::try_new(words.as_ref())?),
            ..self
        })
    }

    /// How many.
    pub fn estimate(&self) -> Estimate {
        self.estimate
    }

    /// The words that it was printed in.
    pub fn words(&self) -> Option<&str> {
        self.words.as_ref().map(Text::as_str)
    }

    /// The same figure with this composition, which replaces any that it has.
    ///
    /// # Errors
    /// The fault of a part, and [`Code::KeyDuplicate`](crate::Code::KeyDuplicate) for a part that
    /// occurs twice.
    ///
    /// ```
    /// use corridor::{Component, Figure};
    ///
    /// let women = Component::of("sex", "female").headcount(1_643);
    /// let figure = Figure::new(6_062).with_composition([women])?;
    /// assert_eq!(figure.composition().len(), 1);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn with_composition(
        self,
        composition: impl IntoIterator<Item: TryInto<Component, Error: Into<Error>>>,
    ) -> Result<Self, Error> {
        let parts = composition.into_iter().enumerate().map(|(index, part)| {
            let part = part.try_into().map_err(Into::into);
            part.map_err(|fault: Error| fault.at(format_args!("composition[{index}]")))
        });
        let composition = parts.collect::<Result<Vec<Component>, Error>>()?;
        Component::distinct(&composition)?;
        Ok(Self {
            composition,
            ..self
        })
    }

    /// The parts that are reported.
    pub fn composition(&self) -> &[Component] {
        &self.composition
    }

    /// Makes a figure from the wire keys; `key` is that of the estimate.
    pub(crate) fn from_keys(keys: FigureKeys, key: &'static str) -> Result<Option<Self>, Error> {
        let mut composition = keys.composition;
        let estimate = match (keys.estimate, &keys.words) {
            (Some(estimate), _) => estimate,
            (None, Some(words)) => {
                let read = count(words.as_str(), Counted::People);
                let read = read.map_err(|fault| Error::from(fault).at("words"))?;
                if composition.is_empty() {
                    composition = ComponentKeys::counted(read.composition())?;
                }
                read.total
            }
            (None, None) if composition.is_empty() => return Ok(None),
            (None, None) => {
                let list = "composition";
                return Err(RecordFault::Alone { key: list, of: key }.at(list));
            }
        };
        Self::assembled(estimate, keys.words, composition).map(Some)
    }

    /// A figure whose estimate is known.
    pub(super) fn assembled(
        estimate: Estimate,
        words: Option<Text>,
        composition: Vec<ComponentKeys>,
    ) -> Result<Self, Error> {
        let parts = composition.into_iter().map(Component::assemble);
        let parts = parts.enumerate().map(|(index, part)| {
            part.map_err(|fault| fault.at(format_args!("composition[{index}]")))
        });
        let composition = parts.collect::<Result<Vec<_>, Error>>()?;
        Component::distinct(&composition)?;
        Ok(Self {
            estimate,
            words,
            composition,
        })
    }

    /// Converts it into the wire keys.
    pub(crate) fn into_keys(self) -> FigureKeys {
        FigureKeys {
            estimate: Some(self.estimate),
            words: self.words,
            composition: self.composition.iter().map(Drafted::to_keys).collect(),
        }
    }
}

/// A bare count is exact. There is no conversion from other number types: with several, a literal
/// would have no type.
impl From<u64> for Figure {
    fn from(count: u64) -> Self {
        Self::new(count)
    }
}

impl std::str::FromStr for Figure {
    type Err = Error;

    fn from_str(words: &str) -> Result<Self, Error> {
        Self::quoted(words)
    }
}

crate::vocabulary::conversions!(Figure);

impl From<Estimate> for Figure {
    fn from(estimate: Estimate) -> Self {
        Self::new(estimate)
    }
}

impl From<&Estimate> for Figure {
    fn from(estimate: &Estimate) -> Self {
        Self::new(*estimate)
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.words {
            Some(words) => write!(f, "\"{words}\""),
            None => self.estimate.fmt(f),
        }
    }
}

/// A number or an estimate; with words or a composition, one object with all of them.
impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.words.is_none() && self.composition.is_empty() {
            return self.estimate.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("low", &self.estimate.low())?;
        map.serialize_entry("best", &self.estimate.best())?;
        if let Some(high) = self.estimate.high() {
            map.serialize_entry("high", &high)?;
        }
        if let Some(words) = &self.words {
            map.serialize_entry("words", words)?;
        }
        if !self.composition.is_empty() {
            map.serialize_entry("composition", &self.composition)?;
        }
        map.end()
    }
}

/// The object form, in which the estimate may be given by the words alone.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Members {
    low: Option<Count>,
    best: Option<Count>,
    high: Option<Count>,
    words: Option<Text>,
    composition: Vec<ComponentKeys>,
}

impl Members {
    fn assemble(self) -> Result<Figure, Error> {
        let needs = |key| missing("a figure", key);
        let estimate = if let (None, None, None) = (&self.low, &self.best, &self.high) {
            None
        } else {
            let Count(low) = self.low.ok_or_else(|| needs("low"))?;
            let Count(best) = self.best.ok_or_else(|| needs("best"))?;
            let high = self.high.map(|Count(high)| high);
            Some(Estimate::try_new(low, best, high)?)
        };
        let keys = FigureKeys {
            estimate,
            words: self.words,
            composition: self.composition,
        };
        Figure::from_keys(keys, "best")?.ok_or_else(|| needs("low"))
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Figure;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "a whole number, or an object with low, best, high, words and composition",
                )
            }

            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Figure, E> {
                Ok(Figure::new(number))
            }

            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Figure, E> {
                Estimate::deserialize(number.into_deserializer()).map(Figure::new)
            }

            fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Figure, E> {
                Estimate::deserialize(number.into_deserializer()).map(Figure::new)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Figure, A::Error> {
                let members = Members::deserialize(MapAccessDeserializer::new(map))?;
                members.assemble().map_err(Error::into_serde)
            }
        }

        deserializer.deserialize_any(Either).map_err(brief)
    }
}
