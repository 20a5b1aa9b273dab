//! The keys of an event as read and drafted, and the event that they make.
//!
//! An event is read into one struct with every key of every kind. The table of kinds states which
//! keys a kind needs and which it may have. An internally tagged enum would buffer the whole object
//! first, at twice the cost. Rare keys are boxed, so that most events stay small.

use std::fmt;

use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::values::{Authors, Border, Codes, Hours};
use super::{Event, EventKind, Status};
use crate::draft::{Drafted, missing, name_of};
use crate::error::{Error, brief};
use crate::id::Id;
use crate::measure::{Distance, DistanceRange, Estimate};
use crate::place::{CountryCode, PlaceCode};
use crate::record::cause::Cause;
use crate::record::composition::ComponentKeys;
use crate::record::delegation::Delegation;
use crate::record::error::RecordFault;
use crate::record::figure::{Figure, FigureKeys};
use crate::record::group::TravelMode;
use crate::record::interception::InterceptionResult;
use crate::record::measure::MeasureKind;
use crate::record::meeting::{Level, MeetingFormat};
use crate::record::part::{Part, PartKeys};
use crate::record::quota::Quota;
use crate::record::returning::ReturnBasis;
use crate::text::Text;
use crate::time::When;

/// What an event may contain until it is assembled.
#[derive(Debug, Clone, Default)]
pub struct EventKeys {
    pub(super) id: Option<Id>,
    pub(super) kind: Option<EventKind>,
    pub(super) on: Option<When>,
    pub(super) status: Option<Status>,
    pub(super) group: Option<Id>,
    pub(super) place: Option<PlaceCode>,
    pub(super) headcount: Option<Estimate>,
    pub(super) words: Option<Text>,
    pub(super) composition: Option<Vec<ComponentKeys>>,
    pub(super) travelled: Option<DistanceRange>,
    pub(super) parts: Option<Vec<PartKeys>>,
    pub(super) claimed_by: Option<Id>,
    pub(super) note: Option<Text>,
    pub(super) sources: Vec<Id>,
    pub(super) rest: Option<Box<Rest>>,
}

/// Declares the keys in the order in which they are written, with the rare ones marked. A list may
/// be left out, and is never `null`.
macro_rules! keys {
    (@read list $map:ident) => { Some($map.next_value()?) };
    (@read $map:ident) => { $map.next_value()? };
    (
        first { $($first:ident)+ }
        rare { $($(#[$list:ident])? $key:ident: $type:ty),+ $(,)? }
        last { $($last:ident)+ }
    ) => {
        /// The rare keys.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
        pub(super) struct Rest {
            pub(super) condition: Option<Text>,
            pub(super) parts: Vec<Part>,
            $( pub(super) $key: Option<$type>, )+
        }

        /// A key, named as it is written.
        #[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
        #[serde(field_identifier)]
        #[expect(non_camel_case_types, reason = "keys are not")]
        pub(crate) enum Key {
            $( $first, )+
            $( $key, )+
            $( $last, )+
            r#type,
            parts,
            #[serde(other)]
            unknown,
        }

        impl Key {
            /// In the order in which they are written.
            pub(super) const OF_KINDS: &'static [Self] =
                &[Self::group, Self::place, Self::headcount, Self::words, Self::composition, Self::travelled_km, Self::parts, $( Self::$key ),+];

            pub(crate) const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$first => stringify!($first), )+
                    $( Self::$key => stringify!($key), )+
                    $( Self::$last => stringify!($last), )+
                    Self::r#type => "type",
                    Self::parts => "parts",
                    Self::unknown => "",
                }
            }
        }

        impl EventKeys {
            fn read<'de, A: MapAccess<'de>>(&mut self, key: Key, map: &mut A) -> Result<(), A::Error> {
                match key {
                    Key::id => self.id = Some(map.next_value()?),
                    Key::r#type => self.kind = Some(map.next_value()?),
                    Key::on => self.on = map.next_value()?,
                    Key::status => self.status = Some(map.next_value()?),
                    Key::condition => {
                        if let Some(condition) = map.next_value()? {
                            self.rest().condition = Some(condition);
                        }
                    }
                    Key::group => self.group = map.next_value()?,
                    Key::place => self.place = map.next_value()?,
                    Key::headcount => self.headcount = map.next_value()?,
                    Key::words => self.words = map.next_value()?,
                    Key::composition => self.composition = Some(map.next_value()?),
                    Key::travelled_km => self.travelled = map.next_value()?,
                    Key::parts => self.parts = Some(map.next_value()?),
                    $(
                        Key::$key => {
                            let value: Option<$type> = keys!(@read $($list)? map);
                            if value.is_some() {
                                self.rest().$key = value;
                            }
                        }
                    )+
                    Key::claimed_by => self.claimed_by = map.next_value()?,
                    Key::note => self.note = map.next_value()?,
                    Key::sources => self.sources = map.next_value()?,
                    Key::unknown => {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(())
            }

            /// Whether a key that depends on the kind is there.
            pub(super) fn has(&self, key: Key) -> bool {
                match key {
                    Key::group => self.group.is_some(),
                    Key::place => self.place.is_some(),
                    Key::headcount => self.headcount.is_some(),
                    Key::words => self.words.is_some(),
                    Key::composition => self.composition.is_some(),
                    Key::travelled_km => self.travelled.is_some(),
                    Key::parts => self.parts.is_some(),
                    $( Key::$key => self.rest.as_ref().is_some_and(|rest| rest.$key.is_some()), )+
                    _ => false,
                }
            }

            fn clear(&mut self, key: &str) -> bool {
                match key {
                    "id" => self.id = None,
                    "type" => self.kind = None,
                    "on" => self.on = None,
                    "status" => self.status = None,
                    "condition" => self.rest().condition = None,
                    "group" => self.group = None,
                    "place" => self.place = None,
                    "headcount" => {
                        (self.headcount, self.words) = (None, None);
                        self.composition = None;
                    }
                    "words" => self.words = None,
                    "composition" => self.composition = None,
                    "travelled_km" => self.travelled = None,
                    "parts" => self.parts = None,
                    $( stringify!($key) => self.rest().$key = None, )+
                    "claimed_by" => self.claimed_by = None,
                    "note" => self.note = None,
                    "sources" => self.sources.clear(),
                    _ => return false,
                }
                true
            }
        }

        impl Rest {
            fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                $(
                    if let Some(value) = &self.$key {
                        map.serialize_entry(stringify!($key), value)?;
                    }
                    keys!(@after $key self map);
                )+
                Ok(())
            }
        }
    };
    // Parts are written after the purpose of a halt.
    (@after purpose $self:ident $map:ident) => {
        if !$self.parts.is_empty() {
            $map.serialize_entry("parts", &$self.parts)?;
        }
    };
    (@after $key:ident $self:ident $map:ident) => {};
}

keys! {
    first { id on status condition group place headcount words composition travelled_km }
    rare {
        recommended: bool,
        within_km: Distance,
        mode: TravelMode,
        hours: Hours,
        purpose: Text,
        #[list]
        groups: Vec<Id>,
        dead: Figure,
        missing: Figure,
        injured: Figure,
        survivors: Figure,
        returned_to: PlaceCode,
        basis: ReturnBasis,
        conveyances: Estimate,
        result: InterceptionResult,
        follows: Id,
        by: Authors,
        #[list]
        to: Vec<Id>,
        text: Text,
        host: CountryCode,
        host_party: Id,
        #[list]
        delegations: Vec<Delegation>,
        format: MeetingFormat,
        venue: Text,
        level: Level,
        convened_on: When,
        #[list]
        topics: Vec<Text>,
        #[list]
        outcomes: Vec<Text>,
        authority: Id,
        measure: MeasureKind,
        scope: Text,
        personnel: Figure,
        quota: Quota,
        #[list]
        places: Vec<PlaceCode>,
        border: Border,
        starts: When,
        ends: When,
        cause: Cause,
        codes: Codes,
    }
    last { claimed_by note sources }
}

/// A bit for each key.
const _: () = assert!((Key::unknown as u8) < 64);

impl<'de> Deserialize<'de> for EventKeys {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = EventKeys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an event object")
            }

            #[inline]
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<EventKeys, A::Error> {
                let mut keys = EventKeys::default();
                let mut seen = 0_u64;
                while let Some(key) = map.next_key::<Key>()? {
                    let bit = 1 << key as u8;
                    if seen & bit != 0 && key != Key::unknown {
                        return Err(A::Error::duplicate_field(key.as_str()));
                    }
                    seen |= bit;
                    keys.read(key, &mut map)?;
                }
                Ok(keys)
            }
        }

        deserializer.deserialize_map(Object).map_err(brief)
    }
}

impl EventKeys {
    /// The same keys, for an event of this kind.
    pub(in crate::record) fn of_kind(self, kind: EventKind) -> Self {
        Self {
            kind: Some(kind),
            ..self
        }
    }

    pub(super) fn rest(&mut self) -> &mut Rest {
        self.rest.get_or_insert_default()
    }
}

impl Drafted for Event {
    type Keys = EventKeys;
    const LIST: &'static str = "events";

    #[inline]
    fn assemble(keys: EventKeys) -> Result<Self, Error> {
        let (Some(id), Some(kind), Some(status)) = (&keys.id, keys.kind, keys.status) else {
            let key = if keys.id.is_none() {
                "id"
            } else if keys.kind.is_none() {
                "type"
            } else {
                "status"
            };
            return Err(missing("an event", key).of_record(Self::name(&keys), Self::LIST));
        };
        let id = id.clone();
        let in_record = |fault: Error| fault.of_record(format_args!("event {id}"), Self::LIST);
        keys.checked(kind, status).map_err(in_record)?;
        keys.misplaced(kind).map_err(in_record)?;
        keys.consistent(kind).map_err(in_record)?;
        let figure = FigureKeys {
            estimate: keys.headcount,
            words: keys.words,
            composition: keys.composition.unwrap_or_default(),
        };
        let headcount = Figure::from_keys(figure, "headcount").map_err(in_record)?;
        let mut rest = keys.rest;
        if let Some(parts) = keys.parts {
            rest.get_or_insert_default().parts = assemble_parts(parts).map_err(in_record)?;
        }
        if let Some(settled) = &mut rest {
            settled.settle(kind).map_err(in_record)?;
            if **settled == Rest::default() {
                rest = None;
            }
        }
        Ok(Self {
            kind,
            status,
            on: keys.on,
            group: keys.group,
            place: keys.place,
            headcount,
            travelled: keys.travelled,
            claimed_by: keys.claimed_by,
            note: keys.note,
            sources: keys.sources,
            rest,
            id,
        })
    }

    fn to_keys(&self) -> EventKeys {
        let figure = self.headcount.clone().map(Figure::into_keys);
        let figure = figure.unwrap_or_default();
        let parts = self
            .parts()
            .iter()
            .map(Drafted::to_keys)
            .collect::<Vec<_>>();
        EventKeys {
            id: Some(self.id.clone()),
            kind: Some(self.kind),
            on: self.on.clone(),
            status: Some(self.status),
            group: self.group.clone(),
            place: self.place,
            headcount: figure.estimate,
            words: figure.words,
            composition: Some(figure.composition).filter(|parts| !parts.is_empty()),
            travelled: self.travelled,
            parts: (!parts.is_empty()).then_some(parts),
            claimed_by: self.claimed_by.clone(),
            note: self.note.clone(),
            sources: self.sources.clone(),
            rest: self.rest.clone(),
        }
    }

    fn name(keys: &EventKeys) -> String {
        name_of("event", keys.id.as_ref())
    }

    fn clear(keys: &mut EventKeys, key: &str) -> bool {
        keys.clear(key)
    }
}

fn assemble_parts(parts: Vec<PartKeys>) -> Result<Vec<Part>, Error> {
    if parts.is_empty() {
        return Err(RecordFault::NoParts { what: "split" }.at("parts"));
    }
    let parts = parts.into_iter().enumerate();
    let part = |(index, keys)| {
        Part::assemble(keys).map_err(|fault| fault.at(format_args!("parts[{index}]")))
    };
    parts.map(part).collect()
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("type", &self.kind)?;
        if let Some(on) = &self.on {
            map.serialize_entry("on", on)?;
        }
        map.serialize_entry("status", &self.status)?;
        if let Some(condition) = self.rest.as_ref().and_then(|rest| rest.condition.as_ref()) {
            map.serialize_entry("condition", condition)?;
        }
        if let Some(group) = &self.group {
            map.serialize_entry("group", group)?;
        }
        if let Some(place) = &self.place {
            map.serialize_entry("place", place)?;
        }
        if let Some(headcount) = &self.headcount {
            map.serialize_entry("headcount", &headcount.estimate())?;
            if let Some(words) = headcount.words() {
                map.serialize_entry("words", words)?;
            }
            if !headcount.composition().is_empty() {
                map.serialize_entry("composition", headcount.composition())?;
            }
        }
        if let Some(travelled) = &self.travelled {
            map.serialize_entry("travelled_km", travelled)?;
        }
        if let Some(rest) = &self.rest {
            rest.write(&mut map)?;
        }
        if let Some(party) = &self.claimed_by {
            map.serialize_entry("claimed_by", party)?;
        }
        if let Some(note) = &self.note {
            map.serialize_entry("note", note)?;
        }
        if !self.sources.is_empty() {
            map.serialize_entry("sources", &self.sources)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Event {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::draft::read(deserializer)
    }
}
