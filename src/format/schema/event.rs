//! Events: one table of the keys that each type has.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::object::{Key, absent, filled, object, present, ruled};
use super::values::{Hours, schema_of};
use crate::id::Id;
use crate::measure::{Distance, Estimate};
use crate::place::{CountryCode, PlaceCode};
use crate::record::{Component, Delegation, Event, EventKey, EventKind, Level, MeasureKind};
use crate::text::Text;
use crate::time::When;

/// The keys that depend on the type, in the order in which they are written.
const KEYS: [Key; 26] = [
    Key::optional::<Id>("group", "The group that it is about."),
    Key::optional::<PlaceCode>("place", "Where."),
    Key::optional::<Estimate>(
        "headcount",
        "How many people; read from the words where left out.",
    ),
    Key::optional::<Text>("words", "The headcount as it was printed."),
    Key::list::<Component>("composition", "What the headcount is made of."),
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

schema_of! {
    Event: "Event", |generator| {
        let types = kinds(generator);
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
    Part: "Part", |generator| {
        let part = object(generator, &[
            Key::required::<Id>("group", "The group that leaves."),
            Key::optional::<PlaceCode>("place", "Where it is then."),
            Key::optional::<Estimate>("headcount", "How many people it has; read from the words where left out."),
            Key::optional::<Text>("words", "The headcount as it was printed."),
            Key::list::<Component>("composition", "What the headcount is made of."),
        ]);
        ruled(part, [composed()])
    };
    Border: "Border", |generator| json_schema!({
        "type": "array",
        "items": generator.subschema_for::<CountryCode>(),
        "minItems": 2,
        "maxItems": 2,
    });
}

/// The kind of event with that number, as a type: so each has its definition beside the values.
struct Kind<const NUMBER: usize>;

fn kind(number: usize) -> Option<EventKind> {
    EventKind::ALL.get(number).copied()
}

impl<const NUMBER: usize> JsonSchema for Kind<NUMBER> {
    fn schema_name() -> Cow<'static, str> {
        kind(NUMBER).map_or(Cow::Borrowed("Event"), |kind| format!("{kind:?}").into())
    }

    fn schema_id() -> Cow<'static, str> {
        format!("corridor::event::{}", Self::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        kind(NUMBER).map_or(false.into(), |kind| schema(kind, generator))
    }
}

const KINDS: usize = EventKind::ALL.len();

fn kinds(generator: &mut SchemaGenerator) -> [Schema; KINDS] {
    [
        generator.subschema_for::<Kind<0>>(),
        generator.subschema_for::<Kind<1>>(),
        generator.subschema_for::<Kind<2>>(),
        generator.subschema_for::<Kind<3>>(),
        generator.subschema_for::<Kind<4>>(),
        generator.subschema_for::<Kind<5>>(),
        generator.subschema_for::<Kind<6>>(),
        generator.subschema_for::<Kind<7>>(),
        generator.subschema_for::<Kind<8>>(),
        generator.subschema_for::<Kind<9>>(),
        generator.subschema_for::<Kind<10>>(),
        generator.subschema_for::<Kind<11>>(),
        generator.subschema_for::<Kind<12>>(),
    ]
}

/// The `status` of an event, without its condition.
struct Status;
/// One part of a split.
struct Part;
/// Two countries.
struct Border;

fn schema(kind: EventKind, generator: &mut SchemaGenerator) -> Schema {
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
        let is_one = |of: &&EventKey| of.as_str() == key.name;
        match () {
            () if kind.needs().iter().any(|of| is_one(&of)) => Some(key.demanded()),
            () if kind.may().iter().any(|of| is_one(&of)) => Some(*key),
            () => None,
        }
    }));
    let mut schema = object(generator, &keys);
    schema.insert("description".to_owned(), json!(says(kind)));
    name_type(kind, &mut schema);
    schema.insert("patternProperties".to_owned(), foreign(kind));
    schema.insert("allOf".to_owned(), Value::from(rules(kind)));
    schema
}

fn says(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Departure => "A group sets out.",
        EventKind::Arrival => "A group arrives.",
        EventKind::Sighting => "A group is seen.",
        EventKind::Halt => "A group stays for a while.",
        EventKind::Split => "A part of a group leaves it.",
        EventKind::Merge => "Groups become one.",
        EventKind::Joining => "People join a group.",
        EventKind::Return => "People turn back.",
        EventKind::Dispersal => "People leave a group and go on by themselves.",
        EventKind::Demand => "A party asks something of others.",
        EventKind::Statement => "A party says something, counts a group, or both.",
        EventKind::Meeting => "Delegations meet.",
        EventKind::Measure => "An authority takes a measure.",
    }
}

fn name_type(kind: EventKind, schema: &mut Schema) {
    let object = schema.ensure_object();
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        properties.insert("type".to_owned(), json!({"const": kind.as_str()}));
    }
    let mut required = vec!["id", "type", "status"];
    required.extend(kind.needs().iter().map(|key| key.as_str()));
    object.insert("required".to_owned(), json!(required));
}

/// The keys of other kinds: refused, where they have a value.
fn foreign(kind: EventKind) -> Value {
    let names = |nullable| {
        let foreign = KEYS.iter().filter(|key| key.is_nullable() == nullable);
        let own = |name: &&str| {
            let mut own = kind.needs().iter().chain(kind.may());
            own.any(|key| key.as_str() == *name)
        };
        let names: Vec<_> = foreign
            .map(|key| key.name)
            .filter(|name| !own(name))
            .collect();
        (!names.is_empty()).then(|| format!("^(?:{})$", names.join("|")))
    };
    let values = names(true).map(|pattern| (pattern, json!({"type": "null"})));
    let lists = names(false).map(|pattern| (pattern, json!(false)));
    Value::Object(values.into_iter().chain(lists).collect::<Map<_, _>>())
}

fn rules(kind: EventKind) -> Vec<Value> {
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
    let mut rules = vec![dated];
    if kind == EventKind::Statement {
        rules.push(says);
    }
    if kind.may().contains(&EventKey::composition) {
        rules.push(composed());
    }
    rules
}

/// A composition is that of a headcount.
fn composed() -> Value {
    json!({
        "if": filled("composition"),
        "then": {"anyOf": [present("headcount"), present("words")]},
    })
}
