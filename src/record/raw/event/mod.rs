//! The flat event of the wire, and what it becomes.
//!
//! An event is read into one struct with every key of every type, which stays where it is; its
//! [`EventKind`] takes from there what is its own. An internally tagged enum would buffer the
//! whole object first, at twice the cost. A key that is left over is one that its type cannot
//! have.

mod read;
mod write;

use serde::de::{IgnoredAny, MapAccess};
use serde::{Deserialize, Deserializer, Serialize};

pub(in crate::record) use read::EventReading;

use crate::error::refuse;
use crate::object::object_form;
use crate::record::event::EventKind;
use crate::record::measure::MeasureKind;
use crate::record::meeting::{Delegation, Level};
use crate::text::vocabulary;
use crate::{Code, CountryCode, Distance, Estimate, Id, PlaceCode, Text, When};

/// The `status` of an event, without its condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StatusWord {
    Occurred,
    Planned,
    Conditional,
    Cancelled,
}

vocabulary!(StatusWord, "a status", {
    Occurred "occurred",
    Planned "planned",
    Conditional "conditional",
    Cancelled "cancelled",
});

/// The types of event, with how a message speaks of each.
macro_rules! event_types {
    ($($variant:ident $word:literal $phrase:literal),+ $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum EventType { $($variant),+ }

        impl EventType {
            const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            const fn phrase(self) -> &'static str {
                match self { $(Self::$variant => $phrase),+ }
            }

            const fn of(kind: &EventKind) -> Self {
                match kind { $(EventKind::$variant(_) => Self::$variant),+ }
            }
        }

        impl std::fmt::Display for EventType {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for EventType {
            type Err = crate::error::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(crate::error::UnknownWord::new("a type of event", word, &[$($word),+])),
                }
            }
        }
    };
}

event_types! {
    Departure "departure" "a departure",
    Arrival "arrival" "an arrival",
    Sighting "sighting" "a sighting",
    Halt "halt" "a halt",
    Split "split" "a split",
    Merge "merge" "a merge",
    Joining "joining" "a joining",
    Return "return" "a return",
    Dispersal "dispersal" "a dispersal",
    Demand "demand" "a demand",
    Statement "statement" "a statement",
    Meeting "meeting" "a meeting",
    Measure "measure" "a measure",
}

crate::text::text_form!(EventType, "a type of event", crate::Code::TypeUnknown);

/// Declares the flat event: its keys in the order in which they are written. A list may be left out,
/// and is never `null`.
macro_rules! flat_event {
    (@read list $event:ident.$key:ident, $map:ident) => {
        $event.$key = Some($map.next_value()?)
    };
    (@read $event:ident.$key:ident, $map:ident) => {
        $event.$key = $map.next_value()?
    };
    ($($(#[$list:ident])? $key:ident: $type:ty),+ $(,)?) => {
        /// Every key of every type of event.
        #[derive(Default, Serialize)]
        #[serde(rename = "Event")]
        pub(in crate::record) struct RawEvent {
            id: Option<Id>,
            #[serde(rename = "type")]
            kind: Option<EventType>,
            #[serde(skip_serializing_if = "Option::is_none")]
            on: Option<When>,
            status: Option<StatusWord>,
            #[serde(skip_serializing_if = "Option::is_none")]
            condition: Option<Text>,
            $(
                #[serde(skip_serializing_if = "Option::is_none")]
                $key: Option<$type>,
            )+
            #[serde(skip_serializing_if = "Option::is_none")]
            claimed_by: Option<Id>,
            #[serde(skip_serializing_if = "Option::is_none")]
            note: Option<Text>,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            sources: Vec<Id>,
        }

        /// A key, named as it is written.
        #[derive(Clone, Copy, Deserialize)]
        #[serde(field_identifier)]
        #[expect(non_camel_case_types, reason = "keys are not")]
        enum Key {
            id,
            #[serde(rename = "type")]
            kind,
            on,
            status,
            condition,
            $($key,)+
            claimed_by,
            note,
            sources,
            #[serde(other)]
            unknown,
        }

        impl Key {
            const fn as_str(self) -> &'static str {
                match self {
                    Self::id => "id",
                    Self::kind => "type",
                    Self::on => "on",
                    Self::status => "status",
                    Self::condition => "condition",
                    $(Self::$key => stringify!($key),)+
                    Self::claimed_by => "claimed_by",
                    Self::note => "note",
                    Self::sources => "sources",
                    Self::unknown => "",
                }
            }
        }

        impl RawEvent {
            /// Reads the value of a key.
            fn read<'de, A: MapAccess<'de>>(&mut self, key: Key, map: &mut A) -> Result<(), A::Error> {
                match key {
                    Key::id => self.id = Some(map.next_value()?),
                    Key::kind => self.kind = Some(map.next_value()?),
                    Key::on => self.on = map.next_value()?,
                    Key::status => self.status = Some(map.next_value()?),
                    Key::condition => self.condition = map.next_value()?,
                    $(Key::$key => flat_event!(@read $($list)? self.$key, map),)+
                    Key::claimed_by => self.claimed_by = map.next_value()?,
                    Key::note => self.note = map.next_value()?,
                    Key::sources => self.sources = map.next_value()?,
                    Key::unknown => {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(())
            }

            /// A key that depends on the type, and that nobody has taken.
            fn left_over(&self) -> Option<&'static str> {
                $(if self.$key.is_some() { return Some(stringify!($key)); })+
                None
            }
        }
    };
}

flat_event! {
    group: Id,
    place: PlaceCode,
    headcount: Estimate,
    words: Text,
    travelled_km: Distance,
    hours: f64,
    purpose: Text,
    #[list]
    parts: Vec<RawPart>,
    #[list]
    groups: Vec<Id>,
    by: Id,
    #[list]
    to: Vec<Id>,
    text: Text,
    host: CountryCode,
    #[list]
    delegations: Vec<Delegation>,
    venue: Text,
    level: Level,
    convened_on: When,
    #[list]
    topics: Vec<Text>,
    #[list]
    outcomes: Vec<Text>,
    authority: Id,
    measure: MeasureKind,
    #[list]
    places: Vec<PlaceCode>,
    border: Border,
    starts: When,
    ends: When,
}

/// The two countries of a border, on the wire a list.
#[derive(Serialize)]
struct Border(CountryCode, CountryCode);

impl<'de> Deserialize<'de> for Border {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let countries = Vec::<CountryCode>::deserialize(deserializer)?;
        if let [one, other] = *countries.as_slice() {
            Ok(Self(one, other))
        } else {
            let message = format_args!("a border has 2 countries, not {}", countries.len());
            Err(refuse(Code::ValueInvalid, &message))
        }
    }
}

/// One part of a split, on the wire.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", rename = "Part", expecting = "an object with a group")]
struct RawPart {
    group: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<PlaceCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    headcount: Option<Estimate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    words: Option<Text>,
}

object_form!(RawPart);
