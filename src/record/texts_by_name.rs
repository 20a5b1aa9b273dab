//! An object of texts: values under names, such as the dimensions of a breakdown.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserializer;
use serde::de::{MapAccess, Visitor};

use crate::code::Code;
use crate::error::refuse;
use crate::shown::shortened;
use crate::text::Text;

/// Reads an object of texts in which no key occurs twice.
pub(super) fn texts_by_name<'de, D: Deserializer<'de>>(
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
                    let first: String = shortened(first.as_str());
                    let message = format_args!("a key occurs twice, first with \"{first}\"");
                    return Err(refuse(Code::KeyDuplicate, &message));
                }
            }
            Ok(texts)
        }
    }

    deserializer.deserialize_map(Texts)
}
