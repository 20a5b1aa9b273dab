//! Records, and the dossier that holds them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::object::{Key, absent, filled, object, present, ruled};
use super::values::{Count, Day, Latitude, Longitude, Name, schema_of};
use crate::analysis::{Flow, FlowTable};
use crate::id::Id;
use crate::measure::{Distance, Estimate, Per, Percent};
use crate::place::{Area, CountryCode, Place, PlaceCode, PlaceKind, Subdivision};
use crate::record::{
    Cause, Change, Component, Delegation, Direction, Dossier, Event, Extreme, MigrantGroup, Nature,
    ObservationStatus, Party, PartyKind, Rank, Reliability, Source, SourceKind, Statistic,
    TravelMode, Unit,
};
use crate::route::Link;
use crate::text::Text;
use crate::time::{Period, When};

const SOURCES: Key = Key::list::<Id>("sources", "The sources that say so.");

schema_of! {
    Source: "Source", |generator| object(generator, &[
        Key::required::<Id>("id", "Unique among sources."),
        Key::required::<Text>("name", "Its name."),
        Key::required::<SourceKind>("kind", "What it is."),
        Key::optional::<Text>("url", "Where it can be read."),
        Key::optional::<When>("published", "When it was published."),
        Key::optional::<Id>("quotes", "The source that it has this from."),
        Key::optional::<Reliability>("reliability", "How far a desk trusts it."),
    ]);
    Party: "Party", |generator| object(generator, &[
        Key::required::<Id>("id", "Unique among parties."),
        Key::required::<Text>("name", "Its name."),
        Key::required::<PartyKind>("kind", "What it is."),
        Key::optional::<Id>("of", "The party that it belongs to."),
        Key::optional::<CountryCode>("country", "The country that it acts for."),
        Key::optional::<When>("since", "Since when a person holds the office."),
        Key::optional::<When>("until", "Until when."),
    ]);
    Place: "Place", |generator| {
        let place = object(generator, &[
            Key::required::<PlaceCode>("code", "Unique among places."),
            Key::required::<Name>("name", "Its name."),
            Key::optional::<CountryCode>("country", "That of the code where left out."),
            Key::optional::<Subdivision>("subdivision", "The subdivision it is in."),
            Key::optional::<PlaceKind>("kind", "What it is; a locality where left out."),
            Key::optional::<Latitude>("lat", "The latitude of its seat."),
            Key::optional::<Longitude>("lon", "The longitude of its seat."),
            Key::optional::<Count>("population", "The population of its seat."),
        ]);
        let seat = json!({"if": present("lat"), "then": present("lon"), "else": absent("lon")});
        ruled(place, [seat])
    };
    MigrantGroup: "Group", |generator| object(generator, &[
        Key::required::<Id>("id", "Unique among groups."),
        Key::required::<Text>("name", "What it is called."),
        Key::required::<TravelMode>("mode", "How it travels."),
        Key::optional::<Nationalities>("nationalities", "How many nationalities are in it, or which."),
        Key::list::<Area>("origins", "Where its people come from."),
        Key::list::<Area>("transit", "Where it passes."),
        Key::list::<Area>("destination", "Where it means to go."),
        Key::list::<Id>("escorts", "Parties that accompany it."),
        Key::optional::<Cause>("cause", "Why its people left."),
        Key::optional::<Id>("split_from", "The group that it split off from."),
        SOURCES,
    ]);
    Nationalities: "Nationalities", |generator| {
        let nationalities = object(generator, &[
            Key::optional::<Estimate>("count", "How many."),
            Key::list::<CountryCode>("countries", "Which."),
        ]);
        ruled(nationalities, [json!({"anyOf": [present("count"), filled("countries")]})])
    };
    Link: "Link", |generator| object(generator, &[
        Key::required::<Id>("id", "Unique among links."),
        Key::required::<PlaceCode>("from", "The first place."),
        Key::required::<PlaceCode>("to", "The second place, another one."),
        Key::optional::<Distance>("road_km", "Kilometres by road."),
        Key::defaulted::<bool>("one_way", "Whether it leads from `from` to `to` only."),
        SOURCES,
    ]);
    Delegation: "Delegation", |generator| {
        let delegation = object(generator, &[
            Key::optional::<CountryCode>("country", "The country that it speaks for."),
            Key::optional::<Id>("party", "The party that it speaks for, where it is for no country."),
            Key::optional::<Id>("head", "The party that leads it."),
            Key::list::<Id>("members", "The other parties that belong to it."),
        ]);
        let side = json!({
            "if": present("country"),
            "then": absent("party"),
            "else": present("party"),
        });
        ruled(delegation, [side])
    };
    Statistic: "Statistic", |generator| {
        let statistic = object(generator, &[
            Key::required::<Id>("id", "Unique among statistics."),
            Key::defaulted::<StatisticType>("type", "On a line of a log it must be there."),
            Key::required::<Text>("indicator", "What is counted, in the publisher's words."),
            Key::required::<Unit>("unit", "In which unit."),
            Key::required::<Nature>("nature", "Whether figures add over time."),
            Key::optional::<Area>("area", "Where, unless it is at one place."),
            Key::optional::<PlaceCode>("place", "At which place, unless it is in an area."),
            Key::defaulted::<Names>("breakdown", "Which part of the total: dimension and value."),
            Key::required::<Period>("period", "What the figure counts."),
            Key::required::<ObservationStatus>("status", "Whether there is a value, and of which kind."),
            Key::optional::<Estimate>("value", "The figure; read from the words where nothing else stands."),
            Key::optional::<Per>("per", "The time that the value is an average rate over."),
            Key::optional::<Percent>("percent", "How many of a hundred."),
            Key::optional::<Text>("of", "Of which whole it is a share."),
            Key::optional::<Change>("change", "How it compares with an earlier period."),
            Key::optional::<Rank>("rank", "Of what it is a record."),
            Key::optional::<Text>("words", "What it says, as it was printed."),
            Key::list::<Component>("composition", "What the value is made of."),
            Key::required::<Id>("publisher", "The party that publishes it."),
            Key::optional::<Day>("published", "Its vintage; the day of its sources where left out."),
            SOURCES,
            Key::defaulted::<bool>("recommended", "Whether an editor goes by it."),
            Key::optional::<Cause>("cause", "What set the people moving, or killed or hurt them."),
            Key::defaulted::<Names>("codes", "Its codes elsewhere: scheme and value."),
        ]);
        let site = json!({"oneOf": [present("area"), present("place")]});
        ruled(statistic, [vec![site], one_thing()].concat())
    };
    StatisticType: "StatisticType", |_generator| json_schema!({"const": "statistic"});
    Change: "Change", |generator| {
        let change = object(generator, &[
            Key::required::<Period>("from", "The period that it compares with."),
            Key::required::<Direction>("direction", "Whether it rose or fell."),
            Key::optional::<Percent>("percent", "By how many hundredths."),
            Key::optional::<Estimate>("by", "By how many."),
        ]);
        ruled(change, [json!({"anyOf": [absent("percent"), absent("by")]})])
    };
    Rank: "Rank", |generator| object(generator, &[
        Key::required::<Extreme>("direction", "Whether it is the highest or the lowest."),
        Key::optional::<Period>("since", "Since when; of all that is known where left out."),
    ]);
    Component: "Component", |generator| {
        let component = object(generator, &[
            Key::required::<Names>("breakdown", "Who they are: dimension and value, at least one."),
            Key::optional::<Estimate>("headcount", "How many they are; read from the words where left out."),
            Key::optional::<Percent>("percent", "How many they are of a hundred of the whole."),
            Key::optional::<Text>("words", "The part as it was printed."),
        ]);
        let named = json!({"properties": {"breakdown": {"minProperties": 1}}});
        ruled(component, [named, json!({"anyOf": [absent("headcount"), absent("percent")]})])
    };
    Names: "Breakdown", |generator| json_schema!({
        "type": "object",
        "propertyNames": generator.subschema_for::<Text>(),
        "additionalProperties": generator.subschema_for::<Text>(),
    });
    LogLine: "LogLine", |generator| json_schema!({
        "oneOf": [
            generator.subschema_for::<Event>(),
            line("source", &generator.subschema_for::<Source>()),
            line("party", &generator.subschema_for::<Party>()),
            line("place", &generator.subschema_for::<Place>()),
            line("group", &generator.subschema_for::<MigrantGroup>()),
            line("link", &generator.subschema_for::<Link>()),
            line("statistic", &generator.subschema_for::<Statistic>()),
            generator.subschema_for::<Header>(),
        ],
    });
    Header: "LogHeader", |generator| {
        let header = object(generator, &[
            Key::required::<Format>("format", "The format of the log."),
            Key::required::<Day>("as_of", "Past and future are judged from it."),
            Key::optional::<Text>("title", "What it is about."),
        ]);
        line("dossier", &header)
    };
    Dossier: "Dossier", |generator| object(generator, &[
        Key::required::<Format>("format", "The format of this document."),
        Key::optional::<Text>("title", "What it is about."),
        Key::required::<Day>("as_of", "Past and future are judged from it."),
        Key::list::<Source>("sources", "Who published it."),
        Key::list::<Party>("parties", "Who acts and who speaks."),
        Key::list::<Place>("places", "Where."),
        Key::list::<MigrantGroup>("groups", "Who is on the move."),
        Key::list::<Link>("links", "How far by road."),
        Key::list::<Event>("events", "What happened, is planned, or would happen."),
        Key::list::<Statistic>("statistics", "Official figures, each with its vintage."),
    ]);
    Format: "Format", |_generator| json_schema!({"const": "corridor/1"});
    Flow: "Flow", |generator| object(generator, &[
        Key::required::<PlaceCode>("origin", "Where they were."),
        Key::required::<PlaceCode>("destination", "Where they came to, or the same place."),
        Key::required::<Period>("period", "When they came."),
        Key::required::<Estimate>("people", "How many they are."),
    ]);
    FlowTable: "FlowTable", |generator| object(generator, &[
        Key::required::<Vec<Flow>>("flows", "No origin, destination and period twice."),
    ]);
}

/// How many nationalities, which ones, or both.
struct Nationalities;
/// The `type` of a statistic.
struct StatisticType;
/// An object of texts: from dimension or scheme to value.
struct Names;
/// The only format.
struct Format;
/// One line of an event log.
pub(super) struct LogLine;
/// The first line of an event log.
struct Header;

/// A record on a line of its own, distinguished by its type.
fn line(r#type: &str, record: &Schema) -> Schema {
    json_schema!({
        "allOf": [record],
        "required": ["type"],
        "properties": {"type": {"const": r#type}},
    })
}

/// A statistic states exactly one thing, unless its status means that it is missing.
fn one_thing() -> Vec<Value> {
    let missing = |word: &&&str| {
        let status = word.parse::<ObservationStatus>();
        status.is_ok_and(ObservationStatus::is_missing)
    };
    let missing: Vec<_> = ObservationStatus::WORDS.iter().filter(missing).collect();
    let keys = ["value", "percent", "change", "rank"];
    let none: Vec<_> = keys.iter().map(|key| absent(key)).collect();
    let nothing = [none.clone(), vec![absent("words")]].concat();
    let words = [none, vec![present("words")]].concat();
    let mut one: Vec<_> = keys.iter().map(|key| present(key)).collect();
    one.push(json!({"allOf": words}));
    let value = [absent("percent"), absent("change"), absent("rank")];
    vec![
        json!({
            "if": {"properties": {"status": {"enum": missing}}},
            "then": {"allOf": nothing},
            "else": {"oneOf": one},
        }),
        json!({
            "if": present("per"),
            "then": {"properties": {"nature": {"const": "flow"}}, "allOf": value},
        }),
        json!({"if": present("of"), "then": present("percent")}),
        json!({"if": filled("composition"), "then": {"allOf": value}}),
    ]
}
