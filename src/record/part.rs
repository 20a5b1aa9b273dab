//! A part of a group that divides.

use serde::{Deserialize, Serialize, Serializer};

use super::composition::{ComponentKeys, composed};
use super::figure::{Figure, FigureKeys};
use crate::draft::{Draft, Drafted, built, missing, name_of};
use crate::error::Error;
use crate::id::Id;
use crate::measure::Estimate;
use crate::object::object_read;
use crate::place::PlaceCode;
use crate::text::Text;

/// One part of a group that divides; itself a group.
///
/// If some people leave and the rest goes on as before, the group is a part of itself:
/// `Part::of("caravan")` in a split of `caravan`, with or without a headcount.
///
/// ```
/// use corridor::{Event, Part};
///
/// let split = Event::split("e6", "2023-12-25", "caravan")
///     .part(Part::of("exodus").headcount("about 6,000"))
///     .part(Part::of("ahead"))
///     .build()?;
/// assert_eq!(split.parts().len(), 2);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Part {
    group: Id,
    place: Option<PlaceCode>,
    headcount: Option<Figure>,
}

/// A part, as on the wire.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(remote = "Self", default, expecting = "an object with a group")]
pub struct PartKeys {
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headcount: Option<Estimate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    composition: Vec<ComponentKeys>,
}

object_read!(PartKeys);

impl Part {
    /// The part that goes on as this group.
    pub fn of(group: impl TryInto<Id, Error: Into<Error>>) -> Draft<Self> {
        Draft::<Self>::from_keys(PartKeys::default()).group(group)
    }

    /// The group that the part goes on as.
    pub fn group(&self) -> &Id {
        &self.group
    }

    /// Where it is.
    pub fn place(&self) -> Option<PlaceCode> {
        self.place
    }

    /// How many people it has.
    pub fn headcount(&self) -> Option<&Figure> {
        self.headcount.as_ref()
    }
}

composed!(Part, "headcount", |keys| &mut keys.composition);

impl Draft<Part> {
    /// The group that the part goes on as.
    pub fn group(self, group: impl TryInto<Id, Error: Into<Error>>) -> Self {
        self.set("group", group.try_into(), |keys, group| {
            keys.group = Some(group);
        })
    }

    /// Where it is.
    pub fn place(self, place: impl TryInto<PlaceCode, Error: Into<Error>>) -> Self {
        self.set("place", place.try_into(), |keys, place| {
            keys.place = Some(place);
        })
    }

    /// How many people it has.
    pub fn headcount(self, headcount: impl TryInto<Figure, Error: Into<Error>>) -> Self {
        self.set(
            "headcount",
            headcount.try_into(),
            |keys, headcount: Figure| {
                let figure = headcount.into_keys();
                (keys.headcount, keys.words) = (figure.estimate, figure.words);
                keys.composition = figure.composition;
            },
        )
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        PartKeys::serialize(&self.to_keys(), serializer)
    }
}

impl Drafted for Part {
    type Keys = PartKeys;
    const LIST: &'static str = "";

    fn assemble(keys: PartKeys) -> Result<Self, Error> {
        let figure = FigureKeys {
            estimate: keys.headcount,
            words: keys.words,
            composition: keys.composition,
        };
        let headcount = Figure::from_keys(figure, "headcount")?;
        Ok(Self {
            group: keys.group.ok_or_else(|| missing("a part", "group"))?,
            place: keys.place,
            headcount,
        })
    }

    fn to_keys(&self) -> PartKeys {
        let figure = self.headcount.clone().map(Figure::into_keys);
        let figure = figure.unwrap_or_default();
        PartKeys {
            group: Some(self.group.clone()),
            place: self.place,
            headcount: figure.estimate,
            words: figure.words,
            composition: figure.composition,
        }
    }

    fn name(keys: &PartKeys) -> String {
        name_of("part", keys.group.as_ref())
    }

    fn clear(keys: &mut PartKeys, key: &str) -> bool {
        match key {
            "group" => keys.group = None,
            "place" => keys.place = None,
            "headcount" => {
                (keys.headcount, keys.words) = (None, None);
                keys.composition.clear();
            }
            "words" => keys.words = None,
            "composition" => keys.composition.clear(),
            _ => return false,
        }
        true
    }
}

built!(Part);

impl From<&Part> for Part {
    fn from(part: &Part) -> Self {
        part.clone()
    }
}
