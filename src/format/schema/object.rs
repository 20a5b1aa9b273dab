//! Objects: their keys, and which of them must or must not be present.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// A key of a record.
#[derive(Clone, Copy)]
pub(super) struct Key {
    pub(super) name: &'static str,
    says: &'static str,
    schema: fn(&mut SchemaGenerator) -> Schema,
    need: Need,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Required,
    /// A single value: `null` means that it is absent.
    Optional,
    /// A list or a flag: it may be left out, but is never `null`.
    Defaulted,
    /// A list that has at least one item if it is present.
    Filled,
}

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

impl Key {
    pub(super) const fn required<T: JsonSchema>(name: &'static str, says: &'static str) -> Self {
        Self::new::<T>(name, says, Need::Required)
    }

    pub(super) const fn optional<T: JsonSchema>(name: &'static str, says: &'static str) -> Self {
        Self::new::<T>(name, says, Need::Optional)
    }

    pub(super) const fn defaulted<T: JsonSchema>(name: &'static str, says: &'static str) -> Self {
        Self::new::<T>(name, says, Need::Defaulted)
    }

    pub(super) const fn list<T: JsonSchema>(name: &'static str, says: &'static str) -> Self {
        Self::new::<Vec<T>>(name, says, Need::Defaulted)
    }

    pub(super) const fn filled<T: JsonSchema>(name: &'static str, says: &'static str) -> Self {
        Self::new::<Vec<T>>(name, says, Need::Filled)
    }

    const fn new<T: JsonSchema>(name: &'static str, says: &'static str, need: Need) -> Self {
        Self {
            name,
            says,
            schema: of::<T>,
            need,
        }
    }

    /// Whether it may be `null` instead of a value.
    pub(super) fn is_nullable(&self) -> bool {
        self.need == Need::Optional
    }

    /// The same key, but required; if a list, it then has at least one item.
    pub(super) fn demanded(self) -> Self {
        let need = match self.need {
            Need::Required | Need::Optional => Need::Required,
            Need::Defaulted | Need::Filled => Need::Filled,
        };
        Self { need, ..self }
    }

    pub(super) fn property(&self, generator: &mut SchemaGenerator) -> Value {
        let mut schema = (self.schema)(generator);
        match self.need {
            Need::Required | Need::Defaulted => {}
            Need::Optional => schema = json_schema!({"anyOf": [schema, {"type": "null"}]}),
            Need::Filled => {
                schema.insert("minItems".to_owned(), json!(1));
            }
        }
        schema.insert("description".to_owned(), json!(self.says));
        schema.to_value()
    }
}

/// An object with these keys; others are allowed.
pub(super) fn object(generator: &mut SchemaGenerator, keys: &[Key]) -> Schema {
    let required = keys.iter().filter(|key| key.need == Need::Required);
    let required: Vec<_> = required.map(|key| key.name).collect();
    let properties = keys
        .iter()
        .map(|key| (key.name.to_owned(), key.property(generator)));
    let properties: Map<_, _> = properties.collect();
    let mut schema = json_schema!({"type": "object", "properties": properties});
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}

/// The key is present, with a value.
pub(super) fn present(key: &str) -> Value {
    json!({"required": [key], "properties": {key: {"not": {"type": "null"}}}})
}

/// The key is present, with a list that has at least one item.
pub(super) fn filled(key: &str) -> Value {
    json!({"required": [key], "properties": {key: {"minItems": 1}}})
}

/// An object that obeys rules over several of its keys.
pub(super) fn ruled(mut object: Schema, rules: impl Into<Vec<Value>>) -> Schema {
    object.insert("allOf".to_owned(), json!(rules.into()));
    object
}

/// The key is absent, or `null`.
pub(super) fn absent(key: &str) -> Value {
    json!({"properties": {key: {"type": "null"}}})
}
