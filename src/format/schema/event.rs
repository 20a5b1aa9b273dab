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
    Key::optional::<PlaceCode>("place", "The place; for a return, where it starts."),
    Key::optional::<Estimate>(
        "headcount",
        "How many people there are; if absent, read from the words.",
    ),
    Key::optional::<Text>("words", "The headcount as printed."),
    Key::list::<Component>("composition", "The parts of the headcount."),
    Key::optional::<DistanceRange>(
        "travelled_km",
        "Kilometres travelled since the group's first departure.",
    ),
    Key::optional::<bool>("recommended", "Whether an editor recommends this claim."),
    Key::optional::<Within>(
        "within_km",
        "How many kilometres from the seat the true place may be.",
    ),
    Key::optional::<TravelMode>("mode", "How the people travelled."),
    Key::optional::<Hours>("hours", "How many hours the halt lasts."),
    Key::optional::<Text>("purpose", "The purpose of the halt."),
    Key::filled::<Part>(
        "parts",
        "The groups into which the group splits, each with its people.",
    ),
    Key::filled::<Id>("groups", "The groups that merge into the group."),
    Key::optional::<Figure>("dead", "How many are dead."),
    Key::optional::<Figure>("missing", "How many are missing."),
    Key::optional::<Figure>("injured", "How many are injured."),
    Key::optional::<Figure>("survivors", "How many survived."),
    Key::optional::<PlaceCode>("returned_to", "The place to which people return."),
    Key::optional::<ReturnBasis>(
        "basis",
        "Whether a return is spontaneous, assisted or forced.",
    ),
    Key::optional::<Estimate>(
        "conveyances",
        "How many vehicles, trains, boats or flights they used.",
    ),
    Key::optional::<InterceptionResult>(
        "result",
        "What happens to the people who are intercepted.",
    ),
    Key::optional::<Id>(
        "follows",
        "The interception after which these people return.",
    ),
    Key::optional::<Authors>(
        "by",
        "The party that makes the demand or the statement, or a list of several.",
    ),
    Key::list::<Id>("to", "The parties to which it is addressed."),
    Key::optional::<Text>("text", "A short paraphrase."),
    Key::optional::<CountryCode>("host", "The country that hosts the meeting."),
    Key::optional::<Id>(
        "host_party",
        "The party that hosts the meeting, if no country does.",
    ),
    Key::filled::<Delegation>("delegations", "The delegations that take part."),
    Key::optional::<MeetingFormat>(
        "format",
        "Whether the meeting is in person (the default), a call or a video conference.",
    ),
    Key::optional::<Text>("venue", "The venue of the meeting."),
    Key::optional::<Level>("level", "The level of the meeting."),
    Key::optional::<When>("convened_on", "When the meeting was convened."),
    Key::list::<Text>("topics", "What is discussed."),
    Key::list::<Text>("outcomes", "What results from the meeting."),
    Key::optional::<Id>(
        "authority",
        "The party that takes the measure, intercepts people or takes them back.",
    ),
    Key::optional::<MeasureKind>("measure", "The kind of measure."),
    Key::optional::<Text>("scope", "What the measure covers."),
    Key::optional::<Figure>("personnel", "How many people carry out the measure."),
    Key::optional::<Quota>("quota", "How many the measure allows."),
    Key::list::<PlaceCode>("places", "Where the measure is in force."),
    Key::optional::<Border>(
        "border",
        "The two countries on whose border the measure is in force.",
    ),
    Key::optional::<When>("starts", "When the measure starts."),
    Key::optional::<When>(
        "ends",
        "When the measure ends; if absent, it is still in force.",
    ),
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
            Key::optional::<Count>("high", "At most; open if absent."),
            Key::optional::<Text>("words", "The figure as printed."),
            Key::list::<Component>("composition", "The parts of the figure."),
        ]);
        let mut words = object(generator, &[
            Key::required::<Text>("words", "The figure as printed; the number is read from it."),
            Key::list::<Component>("composition", "The parts of the figure."),
        ]);
        let any_number = ["low", "best", "high"].map(|key| json!({"required": [key]}));
        words.insert("not".to_owned(), json!({"anyOf": any_number}));
        json_schema!({
            "description": "How many, with the words as printed if they are known.",
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
        Key::required::<Estimate>("value", "How many are allowed."),
        Key::optional::<Per>("per", "The unit of time of the quota; if absent, it is a total."),
        Key::required::<Unit>("unit", "What is counted."),
    ]);
    Part: "Part", |generator| {
        let part = object(generator, &[
            Key::required::<Id>("group", "The group that is this part."),
            Key::optional::<PlaceCode>("place", "Where the part is."),
            Key::optional::<Estimate>("headcount", "How many people the part has; if absent, read from the words."),
            Key::optional::<Text>("words", "The headcount as printed."),
            Key::list::<Component>("composition", "The parts of the headcount."),
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
        Key::optional::<Text>(
            "condition",
            "What it depends on; present exactly if the status is `conditional`.",
        ),
        Key::optional::<Id>(
            "claimed_by",
            "The party that claims it, if not the source itself.",
        ),
        Key::optional::<Text>("note", "A short paraphrase."),
        Key::list::<Id>("sources", "The sources that report it."),
        Key::optional::<Cause>(
            "cause",
            "What set people moving; for a casualty, what killed or hurt them.",
        ),
        Key::optional::<Codes>("codes", "Its codes in other schemes: scheme and code."),
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
        EventKind::Split => "A group splits into parts.",
        EventKind::Merge => "Groups become one.",
        EventKind::Joining => "People join a group.",
        EventKind::Return => "People go back.",
        EventKind::Dispersal => "People leave a group and go on by themselves.",
        EventKind::Interception => "An authority intercepts people.",
        EventKind::Casualty => "People die, go missing or are hurt.",
        EventKind::Demand => "A party demands something of others.",
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
