//! Values: numbers with their ranges, texts with their forms, vocabularies with their words.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;

use super::object::{Key, object};
use super::pattern::{self, CONTROL, CONTROL_IN_TEXT, SPACE};
use crate::id::Id;
use crate::limits::{
    DATE_TEXT_BYTES, ID_BYTES, LATITUDE, LONGITUDE, OPEN_WORD_BYTES, PLACE_NAME_BYTES, TEXT_BYTES,
};
use crate::measure::{Distance, DistanceRange, Estimate, Per, Percent};
use crate::place::{Area, CountryCode, PlaceCode, PlaceKind, Subdivision};
use crate::record::{
    Cause, Direction, Extreme, InterceptionResult, Level, MeasureKind, MeetingFormat, Nature,
    ObservationStatus, PartyKind, Reliability, ReturnBasis, SourceKind, TravelMode, Unit,
};
use crate::text::Text;
use crate::time::{Period, When};

/// `JsonSchema` for a type: its name in `$defs`, and its schema.
macro_rules! schema_of {
    ($($type:ty: $name:literal, |$generator:ident| $schema:expr;)+) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn schema_id() -> Cow<'static, str> {
                concat!("corridor::", $name).into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )+};
}

pub(super) use schema_of;

// Lengths are in bytes on the wire and in characters in a schema, so the schema may only be too
// generous.
schema_of! {
    Id: "Id", |_generator| json_schema!({
        "description": "The name by which other records refer to a record.",
        "type": "string",
        "maxLength": ID_BYTES,
        "pattern": format!("^[^{SPACE}{CONTROL}]+$"),
    });
    Text: "Text", |_generator| json_schema!({
        "description": "Free text: at most 10,000 bytes, and no control characters except line breaks and tabs.",
        "type": "string",
        "maxLength": TEXT_BYTES,
        "pattern": format!("[^{SPACE}{CONTROL}]"),
        "not": {"pattern": format!("[{CONTROL_IN_TEXT}]")},
    });
    Name: "Name", |_generator| json_schema!({
        "description": "The name of a place: at most 200 bytes.",
        "type": "string",
        "maxLength": PLACE_NAME_BYTES,
        "pattern": format!("[^{SPACE}]"),
        "not": {"pattern": format!("[{CONTROL}]")},
    });
    Count: "Count", |_generator| json_schema!({
        "description": "A whole number from 0 that fits in 64 bits.",
        "type": "integer",
        "minimum": 0,
        "maximum": u64::MAX,
    });
    Estimate: "Estimate", |generator| json_schema!({
        "description": "How many: an exact number, or a range from low to high with the best figure in between.",
        "oneOf": [generator.subschema_for::<Count>(), object(generator, &[
            Key::required::<Count>("low", "At least."),
            Key::required::<Count>("best", "The figure as stated."),
            Key::optional::<Count>("high", "At most; open if absent."),
        ])],
    });
    Percent: "Percent", |generator| json_schema!({
        "description": "Per cent, with decimals: an exact number, or a range from low to high with the best figure in between.",
        "oneOf": [generator.subschema_for::<Share>(), object(generator, &[
            Key::required::<Share>("low", "At least."),
            Key::required::<Share>("best", "The figure as stated."),
            Key::optional::<Share>("high", "At most; open if absent."),
        ])],
    });
    Share: "Share", |_generator| json_schema!({"type": "number", "minimum": 0});
    Distance: "Distance", |_generator| json_schema!({
        "description": "Kilometres.",
        "type": "number",
        "minimum": 0,
    });
    DistanceRange: "DistanceRange", |generator| json_schema!({
        "description": "Kilometres: an exact number, or a range from low to high with the best figure in between.",
        "oneOf": [generator.subschema_for::<Distance>(), object(generator, &[
            Key::required::<Distance>("low", "At least."),
            Key::required::<Distance>("best", "The figure as stated."),
            Key::optional::<Distance>("high", "At most; open if absent."),
        ])],
    });
    Hours: "Hours", |_generator| json_schema!({"type": "number", "minimum": 0});
    Latitude: "Latitude", |_generator| json_schema!({
        "description": "Degrees north, WGS-84.",
        "type": "number",
        "minimum": LATITUDE.start(),
        "maximum": LATITUDE.end(),
    });
    Longitude: "Longitude", |_generator| json_schema!({
        "description": "Degrees east, WGS-84.",
        "type": "number",
        "minimum": LONGITUDE.start(),
        "maximum": LONGITUDE.end(),
    });
    When: "When", |_generator| json_schema!({
        "description": "When something happened, in EDTF: the local day as written.",
        "type": "string",
        "maxLength": DATE_TEXT_BYTES,
        "anyOf": pattern::when().map(|pattern| json!({"pattern": pattern})),
        "examples": ["2023-12-24", "2023-12-20~", "2023-12", "2023-12-24/2023-12-27", "2023-12-18/..", "[2023-12-25,2023-12-26]"],
    });
    Day: "Day", |_generator| json_schema!({
        "description": "One day, written as YYYY-MM-DD.",
        "type": "string",
        "format": "date",
        "pattern": pattern::day(),
    });
    Period: "Period", |_generator| json_schema!({
        "description": "The time that a figure covers: a year, a month, a day, a quarter, a half, an ISO week, or two of these with a slash between them.",
        "type": "string",
        "pattern": pattern::period(),
        "examples": ["2023-11", "2023", "2023-Q1", "2023-01/2023-11"],
    });
    CountryCode: "CountryCode", |_generator| {
        let codes: Vec<_> = CountryCode::all().map(CountryCode::as_str).collect();
        json_schema!({
            "description": "ISO 3166-1 alpha-2, XK (Kosovo), or ZZ (unknown).",
            "type": "string",
            "enum": codes,
        })
    };
    Subdivision: "Subdivision", |_generator| json_schema!({
        "description": "A code in the form of ISO 3166-2.",
        "type": "string",
        "pattern": format!("^{}-[A-Z0-9]{{1,3}}$", pattern::country()),
        "examples": ["MX-CHP"],
    });
    PlaceCode: "PlaceCode", |_generator| json_schema!({
        "description": "A P-code, or a country and -G with a GeoNames id, or a country and -L with a number of your own.",
        "type": "string",
        "pattern": format!("^{}[A-Z0-9-]{{1,14}}$", pattern::country()),
        "examples": ["MX07032", "MX-G3527768", "MX-L12"],
    });
    Area: "Area", |_generator| json_schema!({
        "description": "A country, a subdivision, a UN M49 region, or a name.",
        "type": "string",
        "maxLength": PLACE_NAME_BYTES,
        "pattern": format!("[^{SPACE}]"),
        "not": {"pattern": format!("[{CONTROL}]")},
        "if": {"pattern": "^(?:[A-Z]{2}(?:-[A-Z0-9]{1,3})?|[0-9]{3})$"},
        "then": {"pattern": format!("^(?:{}(?:-[A-Z0-9]{{1,3}})?|{})$", pattern::country(), pattern::region())},
        "examples": ["US", "MX-CHP", "013", "US southwest border"],
    });
    PlaceKind: "PlaceKind", |_generator| open_word(PlaceKind::WORDS);
    Cause: "Cause", |_generator| open_word(Cause::WORDS);
    MeasureKind: "MeasureKind", |_generator| open_word(MeasureKind::WORDS);
    Unit: "Unit", |generator| {
        let mut schema = Text::json_schema(generator);
        schema.insert("description".to_owned(), json!("What a figure counts: one of the words listed here, or any other text."));
        schema.insert("examples".to_owned(), json!(["person", "encounter", "household"]));
        schema
    };
}

/// The name of a place.
pub(super) struct Name;
/// A whole number of 64 bits.
pub(super) struct Count;
/// Per cent.
pub(super) struct Share;
/// Hours of a halt.
pub(super) struct Hours;
/// Degrees north.
pub(super) struct Latitude;
/// Degrees east.
pub(super) struct Longitude;
/// `YYYY-MM-DD`.
pub(super) struct Day;

fn open_word(known: &[&str]) -> Schema {
    json_schema!({
        "description": "One of the words listed here, or another.",
        "type": "string",
        "maxLength": OPEN_WORD_BYTES,
        "pattern": "^[a-z][a-z0-9_]*$",
        "examples": known,
    })
}

/// The closed vocabularies.
macro_rules! words_of {
    ($($type:ty: $name:literal, $says:literal;)+) => {
        schema_of! {$(
            $type: $name, |_generator| json_schema!({
                "description": $says,
                "type": "string",
                "enum": <$type>::WORDS,
            });
        )+}
    };
}

words_of! {
    SourceKind: "SourceKind", "The kind of source.";
    Reliability: "Reliability", "How far a desk trusts a source.";
    Per: "Per", "The unit of time of a rate.";
    Direction: "Direction", "Whether figures rose or fell.";
    Extreme: "Extreme", "Whether a record is the highest or the lowest.";
    PartyKind: "PartyKind", "The kind of party.";
    TravelMode: "TravelMode", "How a group travels.";
    InterceptionResult: "InterceptionResult", "What happens to the people whom an authority intercepts.";
    ReturnBasis: "ReturnBasis", "Whether a return is spontaneous, assisted or forced.";
    MeetingFormat: "MeetingFormat", "Whether a meeting is in person, a call or a video conference.";
    Level: "Level", "The level of a meeting.";
    Nature: "Nature", "How many there are (stock), or how many came (flow).";
    ObservationStatus: "ObservationStatus", "The status of an observation: SDMX, CL_OBS_STATUS 2.2.";
}
