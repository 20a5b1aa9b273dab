//! Events: one table of the keys that each type has.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::object::{Key, absent, object, present};
use super::values::{Hours, schema_of};
use crate::{
    CountryCode, Delegation, Distance, Estimate, Event, Id, Level, MeasureKind, PlaceCode, Text,
    When,
};

/// The keys that depend on the type, in the order in which they are written.
const KEYS: [Key; 25] = [
    Key::optional::<Id>("group", "The group that it is about."),
    Key::optional::<PlaceCode>("place", "Where."),
    Key::optional::<Estimate>(
        "headcount",
        "How many people; read from the words where left out.",
    ),
    Key::optional::<Text>("words", "The headcount as it was printed."),
    Key::optional::<Distance>("travelled_km", "Kilometres since the departure."),
    Key::optional::<Hours>("hours", "How long the halt is."),
    Key::optional::<Text>("purpose", "What the halt is for."),
    Key::filled::<Part>("parts", "The groups that leave, each with its people."),
    Key::filled::<Id>("groups", "The groups that merge into the group."),
    Key::optional::<Id>("by", "The party that asks, or says so."),
    Key::list::<Id>("to", "The parties that are addressed."),
    Key::optional::<Text>("text", "A short paraphrase."),
    Key::optional::<CountryCode>("host", "The country that hosts the meeting."),
    Key::filled::<Delegation>("delegations", "Who takes part."),
    Key::optional::<Text>("venue", "In which building."),
    Key::optional::<Level>("level", "At which level."),
    Key::optional::<When>("convened_on", "When the meeting was called."),
    Key::list::<Text>("topics", "What is talked about."),
    Key::list::<Text>("outcomes", "What comes of it."),
    Key::optional::<Id>("authority", "The party that takes the measure."),
    Key::optional::<MeasureKind>("measure", "What the measure is."),
    Key::list::<PlaceCode>("places", "Where the measure is in force."),
    Key::optional::<Border>(
        "border",
        "The two countries at whose border it is in force.",
    ),
    Key::optional::<When>("starts", "When the measure starts."),
    Key::optional::<When>("ends", "When it ends; in force still where left out."),
];

/// A type of event: the keys of [`KEYS`] that it needs, and those that it may have.
struct Type {
    word: &'static str,
    name: &'static str,
    says: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
}

const fn of_type(
    (word, name, says): (&'static str, &'static str, &'static str),
    required: &'static [&'static str],
    optional: &'static [&'static str],
) -> Type {
    Type {
        word,
        name,
        says,
        required,
        optional,
    }
}

const MOVES: &[&str] = &["headcount", "words", "travelled_km"];
const CHANGES: &[&str] = &["place", "headcount", "words"];
const TYPES: [Type; 13] = [
    of_type(
        ("departure", "Departure", "A group sets out."),
        &["group", "place"],
        MOVES,
    ),
    of_type(
        ("arrival", "Arrival", "A group arrives."),
        &["group", "place"],
        MOVES,
    ),
    of_type(
        ("sighting", "Sighting", "A group is seen."),
        &["group", "place"],
        MOVES,
    ),
    of_type(
        ("halt", "Halt", "A group stays for a while."),
        &["group", "place"],
        &["headcount", "words", "hours", "purpose"],
    ),
    of_type(
        ("split", "Split", "A part of a group leaves it."),
        &["group", "parts"],
        CHANGES,
    ),
    of_type(
        ("merge", "Merge", "Groups become one."),
        &["group", "groups"],
        CHANGES,
    ),
    of_type(
        ("joining", "Joining", "People join a group."),
        &["group"],
        CHANGES,
    ),
    of_type(
        ("return", "Return", "People turn back."),
        &["group"],
        CHANGES,
    ),
    of_type(
        (
            "dispersal",
            "Dispersal",
            "People leave a group and go on by themselves.",
        ),
        &["group"],
        CHANGES,
    ),
    of_type(
        ("demand", "Demand", "A party asks something of others."),
        &["by", "to", "text"],
        &["group"],
    ),
    of_type(
        (
            "statement",
            "Statement",
            "A party says something, counts a group, or both.",
        ),
        &[],
        &["group", "place", "headcount", "words", "by", "to", "text"],
    ),
    of_type(
        ("meeting", "Meeting", "Delegations meet."),
        &["host", "delegations"],
        &[
            "place",
            "venue",
            "level",
            "convened_on",
            "topics",
            "outcomes",
        ],
    ),
    of_type(
        ("measure", "Measure", "An authority takes a measure."),
        &["authority", "measure", "starts"],
        &["places", "border", "ends", "text"],
    ),
];

schema_of! {
    Event: "Event", |generator| {
        let types = typed(generator);
        json_schema!({
            "description": "One dated report of what a group, a party or a government did.",
            "type": "object",
            "required": ["type"],
            "oneOf": types,
        })
    };
    Status: "EventStatus", |_generator| json_schema!({
        "description": "Whether it has happened.",
        "type": "string",
        "enum": ["occurred", "planned", "conditional", "cancelled"],
    });
    Part: "Part", |generator| object(generator, &[
        Key::required::<Id>("group", "The group that leaves."),
        Key::optional::<PlaceCode>("place", "Where it is then."),
        Key::optional::<Estimate>("headcount", "How many people it has; read from the words where left out."),
        Key::optional::<Text>("words", "The headcount as it was printed."),
    ]);
    Border: "Border", |generator| json_schema!({
        "type": "array",
        "items": generator.subschema_for::<CountryCode>(),
        "minItems": 2,
        "maxItems": 2,
    });
}

/// The row of [`TYPES`] with that index, as a type: so each has its definition beside the values.
struct Typed<const ROW: usize>;

impl<const ROW: usize> JsonSchema for Typed<ROW> {
    fn schema_name() -> Cow<'static, str> {
        TYPES.get(ROW).map_or("Event", |row| row.name).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("corridor::event::{}", Self::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        match TYPES.get(ROW) {
            Some(row) => row.schema(generator),
            None => false.into(),
        }
    }
}

fn typed(generator: &mut SchemaGenerator) -> [Schema; TYPES.len()] {
    [
        generator.subschema_for::<Typed<0>>(),
        generator.subschema_for::<Typed<1>>(),
        generator.subschema_for::<Typed<2>>(),
        generator.subschema_for::<Typed<3>>(),
        generator.subschema_for::<Typed<4>>(),
        generator.subschema_for::<Typed<5>>(),
        generator.subschema_for::<Typed<6>>(),
        generator.subschema_for::<Typed<7>>(),
        generator.subschema_for::<Typed<8>>(),
        generator.subschema_for::<Typed<9>>(),
        generator.subschema_for::<Typed<10>>(),
        generator.subschema_for::<Typed<11>>(),
        generator.subschema_for::<Typed<12>>(),
    ]
}

/// The `status` of an event, without its condition.
struct Status;
/// One part of a split.
struct Part;
/// Two countries.
struct Border;

impl Type {
    fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        let mut keys = vec![
            Key::required::<Id>("id", "Unique among events."),
            Key::optional::<When>("on", "When it happened, or is to happen."),
            Key::required::<Status>("status", "Whether it has happened."),
            Key::optional::<Text>("condition", "If what happens; exactly where conditional."),
            Key::optional::<Id>(
                "claimed_by",
                "The party that says so, where it is not the source itself.",
            ),
            Key::optional::<Text>("note", "A short paraphrase."),
            Key::list::<Id>("sources", "The sources that say so."),
        ];
        keys.extend(KEYS.iter().filter_map(|key| {
            let has = |names: &[&str]| names.contains(&key.name);
            match () {
                () if has(self.required) => Some(key.demanded()),
                () if has(self.optional) => Some(*key),
                () => None,
            }
        }));
        let mut schema = object(generator, &keys);
        schema.insert("description".to_owned(), json!(self.says));
        self.name_type(&mut schema);
        schema.insert("patternProperties".to_owned(), self.foreign());
        schema.insert("allOf".to_owned(), Value::from(self.rules()));
        schema
    }

    fn name_type(&self, schema: &mut Schema) {
        let object = schema.ensure_object();
        if let Some(Value::Object(properties)) = object.get_mut("properties") {
            properties.insert("type".to_owned(), json!({"const": self.word}));
        }
        let mut required = vec!["id", "type", "status"];
        required.extend(self.required);
        object.insert("required".to_owned(), json!(required));
    }

    /// The keys of other types: refused, where they have a value.
    fn foreign(&self) -> Value {
        let names = |nullable| {
            let foreign = KEYS.iter().filter(|key| key.is_nullable() == nullable);
            let names = foreign.map(|key| key.name);
            let own = |name: &&str| self.required.contains(name) || self.optional.contains(name);
            let names: Vec<_> = names.filter(|name| !own(name)).collect();
            (!names.is_empty()).then(|| format!("^(?:{})$", names.join("|")))
        };
        let values = names(true).map(|pattern| (pattern, json!({"type": "null"})));
        let lists = names(false).map(|pattern| (pattern, json!(false)));
        Value::Object(values.into_iter().chain(lists).collect::<Map<_, _>>())
    }

    fn rules(&self) -> Vec<Value> {
        let dated = json!({
            "if": {"properties": {"status": {"const": "conditional"}}},
            "then": present("condition"),
            "else": {"allOf": [present("on"), absent("condition")]},
        });
        // It says something, or counts a group.
        let says = json!({
            "if": {"anyOf": [present("headcount"), present("words")]},
            "then": present("group"),
            "else": present("text"),
        });
        match self.word {
            "statement" => vec![dated, says],
            _ => vec![dated],
        }
    }
}
