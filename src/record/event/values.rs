//! Values that only events have, as they are read and written.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::value::{MapAccessDeserializer, StringDeserializer};
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::code::Code;
use crate::error::refuse;
use crate::id::Id;
use crate::measure::Estimate;
use crate::place::CountryCode;
use crate::record::figure::Figure;
use crate::record::statistic::texts_by_name;
use crate::text::Text;

/// Hours of a halt. Those of an event are finite and not negative, so that equality is honest.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Hours(pub(super) f64);

impl Eq for Hours {}

impl Hash for Hours {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Zero has two signs and one hash.
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

/// What an event is called elsewhere: by scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub(super) struct Codes(pub(super) BTreeMap<Text, Text>);

impl<'de> Deserialize<'de> for Codes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        texts_by_name(deserializer).map(Self)
    }
}

/// A figure that stands alone, with its words in it: an integer, an estimate, or an estimate with
/// `words`, from which it is read where no number stands beside them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Stated(pub(super) Figure);

impl Serialize for Stated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let estimate = self.0.estimate();
        let Some(words) = self.0.words() else {
            return estimate.serialize(serializer);
        };
        let mut object = serializer.serialize_struct("Figure", 4)?;
        object.serialize_field("low", &estimate.low())?;
        object.serialize_field("best", &estimate.best())?;
        match estimate.high() {
            Some(high) => object.serialize_field("high", &high)?,
            None => object.skip_field("high")?,
        }
        object.serialize_field("words", words)?;
        object.end()
    }
}

impl<'de> Deserialize<'de> for Stated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Stated;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number of people, or an object with low, best and high")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Stated, E> {
                exact(text)
            }

            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Stated, E> {
                exact(number)
            }

            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Stated, E> {
                exact(number)
            }

            fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Stated, E> {
                exact(number)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Stated, A::Error> {
                let mut beside = BesideWords {
                    map,
                    words: None,
                    has_numbers: false,
                };
                let estimate = Estimate::deserialize(MapAccessDeserializer::new(&mut beside));
                let in_words = |error: crate::error::Error| refuse(error.code(), &error);
                match beside.words {
                    Some(words) if !beside.has_numbers => {
                        let figure = Figure::quoted(words.as_str()).map_err(in_words)?;
                        Ok(Stated(figure))
                    }
                    Some(words) => {
                        let figure = Figure::new(estimate?).with_words(words);
                        figure.map(Stated).map_err(in_words)
                    }
                    None => estimate.map(|estimate| Stated(estimate.into())),
                }
            }
        }

        deserializer.deserialize_any(Either)
    }
}

/// What an estimate takes or refuses.
fn exact<'de, N: IntoDeserializer<'de, E>, E: serde::de::Error>(number: N) -> Result<Stated, E> {
    let estimate = Estimate::deserialize(number.into_deserializer());
    estimate.map(|estimate| Stated(estimate.into()))
}

/// The members of an estimate, among which stand its words.
struct BesideWords<A> {
    map: A,
    words: Option<Text>,
    has_numbers: bool,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for BesideWords<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key::<String>()? {
            if key != "words" {
                self.has_numbers |= matches!(key.as_str(), "low" | "best" | "high");
                let key: StringDeserializer<A::Error> = key.into_deserializer();
                return seed.deserialize(key).map(Some);
            }
            if self.words.replace(self.map.next_value()?).is_some() {
                let message = "key \"words\" stands twice";
                return Err(refuse(Code::KeyDuplicate, &message));
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
