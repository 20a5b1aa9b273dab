//! Values that only events have, as read and written.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::{IntoDeserializer, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::code::Code;
use crate::error::refuse;
use crate::id::Id;
use crate::place::CountryCode;
use crate::record::texts_by_name::texts_by_name;
use crate::text::Text;

/// The hours of a halt: finite and not negative in an event, so that equality is sound.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Hours(pub(super) f64);

impl Eq for Hours {}

impl Hash for Hours {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Zero has two signs and must have one hash.
        (self.0 + 0.0).to_bits().hash(state);
    }
}

/// The two countries of a border, on the wire a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub(super) struct Border(pub(super) CountryCode, pub(super) CountryCode);

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

/// The authors of a statement or a demand: on the wire one is an id, several are a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Authors(pub(super) Vec<Id>);

impl Serialize for Authors {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [author] => author.serialize(serializer),
            authors => authors.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Authors {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrSeveral;

        impl<'de> Visitor<'de> for OneOrSeveral {
            type Value = Authors;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id, or a list of ids")
            }

            fn visit_str<E: serde::de::Error>(self, author: &str) -> Result<Authors, E> {
                Id::deserialize(author.into_deserializer()).map(|author| Authors(vec![author]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Authors, A::Error> {
                let mut authors = Vec::new();
                while let Some(author) = list.next_element()? {
                    authors.push(author);
                }
                if authors.is_empty() {
                    let message =
                        "an empty list of authors; leave the key out where nobody is named";
                    return Err(refuse(Code::ValueInvalid, &message));
                }
                Ok(Authors(authors))
            }
        }

        deserializer.deserialize_any(OneOrSeveral)
    }
}

/// The codes of an event in other schemes, by scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub(super) struct Codes(pub(super) BTreeMap<Text, Text>);

impl<'de> Deserialize<'de> for Codes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        texts_by_name(deserializer).map(Self)
    }
}
