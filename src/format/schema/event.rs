//! Events: one table of the keys that each type has.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::object::{Key, absent, filled, object, present, ruled};
use super::values::{Count, Hours, schema_of};
use crate::id::Id;
use crate::limits::WITHIN_KM;
use crate::measure::{DistanceRange, Estimate, Per};
use crate::place::{CountryCode, PlaceCode};
use crate::record::{
    Cause, Component, Delegation, Event, EventKey, EventKind, InterceptionResult, Level,
    MeasureKind, MeetingFormat, Quota, ReturnBasis, TravelMode, Unit,
};
use crate::text::Text;
use crate::time::When;

/// The keys that depend on the type, in the order in which they are written.
const KEYS: [Key; 43] = [
    Key::optional::<Id>("group", "The group that it is about."),
    Key::optional::<PlaceCode>("place", "Where."),
    Key::optional::<Estimate>(
        "headcount",
        "How many people; read from the words where left out.",
    ),
    Key::optional::<Text>("words", "The headcount as it was printed."),
    Key::list::<Component>("composition", "What the headcount is made of."),
    Key::optional::<DistanceRange>("travelled_km", "Kilometres since the departure."),
    Key::optional::<bool>(
        "recommended",
        "Whether it is the claim that an editor goes by.",
    ),
    Key::optional::<Within>(
        "within_km",
        "Kilometres that the true place may be from the seat.",
    ),
    Key::optional::<TravelMode>("mode", "How the people travelled."),
    Key::optional::<Hours>("hours", "How long the halt is."),
    Key::optional::<Text>("purpose", "What the halt is for."),
    Key::filled::<Part>("parts", "The groups that leave, each with its people."),
    Key::filled::<Id>("groups", "The groups that merge into the group."),
    Key::optional::<Figure>("dead", "How many are dead."),
    Key::optional::<Figure>("missing", "How many are missing."),
    Key::optional::<Figure>("injured", "How many are hurt."),
    Key::optional::<Figure>("survivors", "How many have survived."),
    Key::optional::<PlaceCode>("returned_to", "Where people return to."),
    Key::optional::<ReturnBasis>("basis", "Whether people return of their own will."),
    Key::optional::<Estimate>(
        "conveyances",
        "In how many vehicles, trains, boats or flights.",
    ),
    Key::optional::<InterceptionResult>("result", "What becomes of people who are stopped."),
    Key::optional::<Id>("follows", "The interception that a return follows."),
    Key::optional::<Authors>("by", "The party that asks, or says so; or several."),
    Key::list::<Id>("to", "The parties that are addressed."),
    Key::optional::<Text>("text", "A short paraphrase."),
    Key::optional::<CountryCode>("host", "The country that hosts the meeting."),
    Key::optional::<Id>(
        "host_party",
        "The party that hosts the meeting, where no country does.",
    ),
    Key::filled::<Delegation>("delegations", "Who takes part."),
    Key::optional::<MeetingFormat>(
        "format",
        "Whether those who meet are in one place; they are where left out.",
    ),
    Key::optional::<Text>("venue", "In which building."),
    Key::optional::<Level>("level", "At which level."),
    Key::optional::<When>("convened_on", "When the meeting was called."),
    Key::list::<Text>("topics", "What is talked about."),
    Key::list::<Text>("outcomes", "What comes of it."),
    Key::optional::<Id>(
        "authority",
        "The party that takes the measure, stops people or takes them back.",
    ),
    Key::optional::<MeasureKind>("measure", "What the measure is."),
    Key::optional::<Text>("scope", "What the measure covers."),
    Key::optional::<Figure>("personnel", "How many it is taken by."),
    Key::optional::<Quota>("quota", "How many it allows."),
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
        "enum": crate::record::Status::WORDS,
    });
    Figure: "Figure", |generator| {
        let numbers = object(generator, &[
            Key::required::<Count>("low", "At least."),
            Key::required::<Count>("best", "The figure as stated."),
            Key::optional::<Count>("high", "At most; open where left out."),
            Key::optional::<Text>("words", "The figure as it was printed."),
            Key::list::<Component>("composition", "What it is made of."),
        ]);
        let mut words = object(generator, &[
            Key::required::<Text>("words", "The figure as it was printed, from which it is read."),
            Key::list::<Component>("composition", "What it is made of."),
        ]);
        let any_number = ["low", "best", "high"].map(|key| json!({"required": [key]}));
        words.insert("not".to_owned(), json!({"anyOf": any_number}));
        json_schema!({
            "description": "How many, with the words that it was printed in where they are known.",
            "anyOf": [generator.subschema_for::<Count>(), numbers, words],
        })
    };
    Within: "Within", |_generator| json_schema!({
        "type": "number",
        "exclusiveMinimum": 0,
        "maximum": WITHIN_KM,
    });
    Authors: "Authors", |generator| json_schema!({
        "anyOf": [
            generator.subschema_for::<Id>(),
            {"type": "array", "items": generator.subschema_for::<Id>(), "minItems": 1},
        ],
    });
    Codes: "Codes", |generator| json_schema!({
        "type": "object",
        "propertyNames": generator.subschema_for::<Text>(),
        "additionalProperties": generator.subschema_for::<Text>(),
    });
    Quota: "Quota", |generator| object(generator, &[
        Key::required::<Estimate>("value", "How many."),
        Key::optional::<Per>("per", "Over which time; in all where left out."),
        Key::required::<Unit>("unit", "What is counted."),
    ]);
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

/// The kind of event with that number, as a type: its definition is among the values in the schema.
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
        generator.subschema_for::<Kind<13>>(),
        generator.subschema_for::<Kind<14>>(),
    ]
}

/// The `status` of an event, without its condition.
struct Status;
/// One part of a split.
struct Part;
/// Two countries.
struct Border;
/// A figure in a single value.
struct Figure;
/// Kilometres around a seat.
struct Within;
/// One party or several.
struct Authors;
/// The codes of an event in other schemes.
struct Codes;

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
        Key::optional::<Cause>(
            "cause",
            "What set people moving, or what they died or were hurt by.",
        ),
        Key::optional::<Codes>(
            "codes",
            "What it is called in other schemes: scheme and code.",
        ),
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
        EventKind::Return => "People go back.",
        EventKind::Dispersal => "People leave a group and go on by themselves.",
        EventKind::Interception => "An authority stops people.",
        EventKind::Casualty => "People die, go missing or are hurt.",
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

/// The keys of other kinds: refused if they have a value.
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
    // It has a text, or counts a group.
    let says = json!({
        "if": {"anyOf": [present("headcount"), present("words")]},
        "then": present("group"),
        "else": present("text"),
    });
    let figures = ["dead", "missing", "injured", "survivors"].map(present);
    let remote = json!({
        "required": ["format"],
        "properties": {"format": {"enum": [MeetingFormat::Call.as_str(), MeetingFormat::Video.as_str()]}},
    });
    let hosted = json!({
        "if": remote,
        "then": absent("venue"),
        "else": {"anyOf": [present("host"), present("host_party")]},
    });
    let one_host = json!({"anyOf": [absent("host"), absent("host_party")]});
    let mut rules = vec![dated];
    match kind {
        EventKind::Statement => rules.push(says),
        EventKind::Casualty => rules.push(json!({"anyOf": figures})),
        EventKind::Meeting => rules.extend([hosted, one_host]),
        _ => {}
    }
    if kind.may().contains(&EventKey::within_km) && !kind.needs().contains(&EventKey::place) {
        rules.push(json!({"anyOf": [absent("within_km"), present("place")]}));
    }
    if kind.may().contains(&EventKey::recommended) {
        let recommended = json!({
            "required": ["recommended"],
            "properties": {"recommended": {"const": true}},
        });
        let counted = json!({"anyOf": [present("headcount"), present("words")]});
        rules.push(json!({"if": recommended, "then": counted}));
    }
    if kind.may().contains(&EventKey::composition) {
        rules.push(composed());
    }
    rules
}

/// A composition requires a headcount.
fn composed() -> Value {
    json!({
        "if": filled("composition"),
        "then": {"anyOf": [present("headcount"), present("words")]},
    })
}
