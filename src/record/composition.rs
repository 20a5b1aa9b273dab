//! The composition of a figure: its women, its minors, its people of one nationality.

use std::collections::BTreeMap;

use foldhash::{HashSet, HashSetExt};
use serde::{Deserialize, Serialize, Serializer};

use super::error::RecordFault;
use super::texts_by_name::texts_by_name;
use crate::draft::{Draft, Drafted, built, missing};
use crate::error::Error;
use crate::measure::{Counted, Estimate, Percent, count};
use crate::object::object_form;
use crate::shown::shortened;
use crate::text::Text;

/// A part of a figure, keyed by dimensions as a [`SeriesKey`](crate::SeriesKey) is: a number of
/// women, 40 % minors, or families in unknown number.
///
/// A figure with a composition is still one figure, not a sum: its parts may not cover everyone,
/// and parts in different dimensions count the same people.
///
/// ```
/// use corridor::{Component, Event};
///
/// let sighting = Event::sighting("e1", "2023-12-27", "exodus", "MX07032")
///     .headcount(6_062)
///     .component(Component::of("sex", "female").headcount(1_643))
///     .component(Component::of("age", "0-17").percent("17.5 %"))
///     .component(Component::of("household", "family"))
///     .build()?;
/// let composition = sighting.headcount().map(|figure| figure.composition()).unwrap_or_default();
/// assert_eq!(composition[0].headcount().map(|women| women.best()), Some(1_643));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Component {
    breakdown: BTreeMap<Text, Text>,
    size: Option<Size>,
    words: Option<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Size {
    Headcount(Estimate),
    Percent(Percent),
}

/// A part of a figure, as on the wire.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(remote = "Self", default, expecting = "an object with a breakdown")]
pub struct ComponentKeys {
    #[serde(deserialize_with = "texts_by_name")]
    breakdown: BTreeMap<Text, Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headcount: Option<Estimate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<Percent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Text>,
}

object_form!(ComponentKeys);

impl ComponentKeys {
    /// The parts that the words of a figure name.
    pub(super) fn counted<'p>(
        parts: impl IntoIterator<Item = (Vec<(&'p str, &'p str)>, Estimate)>,
    ) -> Result<Vec<Self>, Error> {
        let parts = parts.into_iter().map(|(named, headcount)| {
            let text = |(dimension, value)| Ok((Text::try_new(dimension)?, Text::try_new(value)?));
            Ok(Self {
                breakdown: named.into_iter().map(text).collect::<Result<_, Error>>()?,
                headcount: Some(headcount),
                ..Self::default()
            })
        });
        parts.collect()
    }
}

impl Component {
    /// The people with this value in this dimension.
    pub fn of(dimension: impl AsRef<str>, value: impl AsRef<str>) -> Draft<Self> {
        Draft::<Self>::from_keys(ComponentKeys::default()).and(dimension, value)
    }

    /// Which people they are: each dimension with its value, in order.
    pub fn breakdown(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let breakdown = self.breakdown.iter();
        breakdown.map(|(dimension, value)| (dimension.as_str(), value.as_str()))
    }

    /// How many people there are.
    pub fn headcount(&self) -> Option<Estimate> {
        match self.size {
            Some(Size::Headcount(headcount)) => Some(headcount),
            _ => None,
        }
    }

    /// Their share of the whole.
    pub fn percent(&self) -> Option<Percent> {
        match self.size {
            Some(Size::Percent(percent)) => Some(percent),
            _ => None,
        }
    }

    /// The words that it was printed in.
    pub fn words(&self) -> Option<&str> {
        self.words.as_ref().map(Text::as_str)
    }

    /// The dimensions, without their values.
    pub(crate) fn dimensions(&self) -> Vec<&str> {
        self.breakdown.keys().map(Text::as_str).collect()
    }

    /// `sex female, age 0-17`.
    fn named(&self) -> String {
        let parts = self.breakdown();
        let parts: Vec<_> = parts
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        shortened(&parts.join(", "))
    }

    /// Refuses a part that occurs twice.
    pub(super) fn distinct(composition: &[Self]) -> Result<(), Error> {
        let mut seen = HashSet::new();
        for (index, component) in composition.iter().enumerate() {
            if !seen.insert(&component.breakdown) {
                let part = component.named();
                let fault = Error::from(RecordFault::PartTwice { part });
                return Err(fault.at(format_args!("composition[{index}]")));
            }
        }
        Ok(())
    }
}

/// The composition setters of a draft.
macro_rules! composed {
    ($type:ty, $figure:literal, |$keys:ident| $composition:expr) => {
        impl $crate::draft::Draft<$type> {
            #[doc = concat!("A part of the ", $figure, ", for its composition.")]
            ///
            #[doc = concat!("Adds one. Setting the ", $figure, " again discards the parts added before.")]
            pub fn component(
                self,
                part: impl TryInto<$crate::record::Component, Error: Into<$crate::error::Error>>,
            ) -> Self {
                let part = part.try_into().map_err(Into::into);
                let part = part.map(|part| $crate::draft::Drafted::to_keys(&part));
                self.add("composition", part, |$keys| $composition)
            }

            #[doc = concat!("Several parts of the ", $figure, ", for its composition.")]
            ///
            /// Adds each.
            pub fn components(
                self,
                parts: impl IntoIterator<
                    Item: TryInto<$crate::record::Component, Error: Into<$crate::error::Error>>,
                >,
            ) -> Self {
                parts.into_iter().fold(self, Self::component)
            }
        }
    };
}

pub(super) use composed;

impl Draft<Component> {
    /// Adds another dimension with its value: girls are female and minors.
    pub fn and(self, dimension: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let part = (dimension.as_ref(), value.as_ref());
        self.set_named("breakdown", part, |keys| &mut keys.breakdown)
    }

    /// How many people there are.
    pub fn headcount(self, headcount: impl TryInto<Estimate, Error: Into<Error>>) -> Self {
        self.set("headcount", headcount.try_into(), |keys, headcount| {
            keys.headcount = Some(headcount);
        })
    }

    /// Their share of the whole: "17.5 %", or `17.5`.
    pub fn percent(self, percent: impl TryInto<Percent, Error: Into<Error>>) -> Self {
        self.set("percent", percent.try_into(), |keys, percent| {
            keys.percent = Some(percent);
        })
    }

    /// The words that it was printed in. The headcount, or the percentage ("most", "40 %"), is read from
    /// them if neither is set.
    pub fn words(self, words: impl AsRef<str>) -> Self {
        let words = Text::try_new(words.as_ref());
        self.set("words", words, |keys, words| keys.words = Some(words))
    }
}

impl Drafted for Component {
    type Keys = ComponentKeys;
    const LIST: &'static str = "";

    fn assemble(keys: ComponentKeys) -> Result<Self, Error> {
        if keys.breakdown.is_empty() {
            return Err(missing("a part of a figure", "breakdown"));
        }
        let size = match (keys.headcount, keys.percent, &keys.words) {
            (Some(_), Some(_), _) => return Err(RecordFault::SizeTwice.at("percent")),
            (Some(headcount), None, _) => Some(Size::Headcount(headcount)),
            (None, Some(percent), _) => Some(Size::Percent(percent)),
            (None, None, Some(words)) => {
                // No text is both: a share has its sign, or is "most".
                let read = match count(words.as_str(), Counted::People) {
                    Ok(read) => Ok(Size::Headcount(read.total)),
                    Err(fault) => words.as_str().parse().map(Size::Percent).map_err(|_| fault),
                };
                Some(read.map_err(|fault| Error::from(fault).at("words"))?)
            }
            (None, None, None) => None,
        };
        Ok(Self {
            breakdown: keys.breakdown,
            size,
            words: keys.words,
        })
    }

    fn to_keys(&self) -> ComponentKeys {
        ComponentKeys {
            breakdown: self.breakdown.clone(),
            headcount: self.headcount(),
            percent: self.percent(),
            words: self.words.clone(),
        }
    }

    fn name(_: &ComponentKeys) -> String {
        "a part of a figure".to_owned()
    }

    fn clear(keys: &mut ComponentKeys, key: &str) -> bool {
        match key {
            "breakdown" => keys.breakdown.clear(),
            "headcount" => (keys.headcount, keys.words) = (None, None),
            "percent" => (keys.percent, keys.words) = (None, None),
            "words" => keys.words = None,
            _ => return false,
        }
        true
    }
}

built!(Component);

impl From<&Component> for Component {
    fn from(component: &Component) -> Self {
        component.clone()
    }
}

impl Serialize for Component {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ComponentKeys::serialize(&self.to_keys(), serializer)
    }
}
