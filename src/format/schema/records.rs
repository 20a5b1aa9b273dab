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

const SOURCES: Key = Key::list::<Id>("sources", "The sources that report it.");

schema_of! {
    Source: "Source", |generator| object(generator, &[
        Key::required::<Id>("id", "Unique among sources."),
        Key::required::<Text>("name", "Its name."),
        Key::required::<SourceKind>("kind", "The kind of source."),
        Key::optional::<Text>("url", "Where it can be read."),
        Key::optional::<When>("published", "When it was published."),
        Key::optional::<Id>("quotes", "The source that it quotes."),
        Key::optional::<Reliability>("reliability", "How far a desk trusts it."),
    ]);
    Party: "Party", |generator| object(generator, &[
        Key::required::<Id>("id", "Unique among parties."),
        Key::required::<Text>("name", "Its name."),
        Key::required::<PartyKind>("kind", "The kind of party."),
        Key::optional::<Id>("of", "The party that it belongs to."),
        Key::optional::<CountryCode>("country", "The country that it acts for."),
        Key::optional::<When>("since", "When a person's tenure begins."),
        Key::optional::<When>("until", "When a person's tenure ends."),
    ]);
    Place: "Place", |generator| {
        let place = object(generator, &[
            Key::required::<PlaceCode>("code", "Unique among places."),
            Key::required::<Name>("name", "Its name."),
            Key::optional::<CountryCode>("country", "The country of the place; if absent, that of its code."),
            Key::optional::<Subdivision>("subdivision", "The subdivision that it is in."),
            Key::optional::<PlaceKind>("kind", "The kind of place; `locality` if absent."),
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
        Key::optional::<Nationalities>("nationalities", "How many nationalities it has, which ones, or both."),
        Key::list::<Area>("origins", "Where its people come from."),
        Key::list::<Area>("transit", "The areas that it passes through."),
        Key::list::<Area>("destination", "Where it is heading."),
        Key::list::<Id>("escorts", "Parties that accompany it."),
        Key::optional::<Cause>("cause", "Why its people left."),
        Key::optional::<Id>("split_from", "The group that it split off from."),
        SOURCES,
    ]);
    Nationalities: "Nationalities", |generator| {
        let nationalities = object(generator, &[
            Key::optional::<Estimate>("count", "How many nationalities there are."),
            Key::list::<CountryCode>("countries", "Which ones, by country."),
        ]);
        ruled(nationalities, [json!({"anyOf": [present("count"), filled("countries")]})])
    };
    Link: "Link", |generator| object(generator, &[
        Key::required::<Id>("id", "Unique among links."),
        Key::required::<PlaceCode>("from", "The first place."),
        Key::required::<PlaceCode>("to", "The second place, different from the first."),
        Key::optional::<Distance>("road_km", "Kilometres by road."),
        Key::defaulted::<bool>("one_way", "Whether it leads only from `from` to `to`."),
        SOURCES,
    ]);
    Delegation: "Delegation", |generator| {
        let delegation = object(generator, &[
            Key::optional::<CountryCode>("country", "The country that it speaks for."),
            Key::optional::<Id>("party", "The party that it speaks for, if it speaks for no country."),
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
            Key::defaulted::<StatisticType>("type", "Required on a line of a log."),
            Key::required::<Text>("indicator", "What is counted, in the publisher's words."),
            Key::required::<Unit>("unit", "The unit in which it is counted."),
            Key::required::<Nature>("nature", "Whether the figure is a stock or a flow."),
            Key::optional::<Area>("area", "The area of the figure; required if there is no place."),
            Key::optional::<PlaceCode>("place", "The place of counting; required if there is no area."),
            Key::defaulted::<Names>("breakdown", "Which part of the total: dimension and value."),
            Key::required::<Period>("period", "The time that the figure covers."),
            Key::required::<ObservationStatus>("status", "The observation status: whether there is a value, and of which kind."),
            Key::optional::<Estimate>("value", "The figure; read from the words if `percent`, `change` and `rank` are absent too."),
            Key::optional::<Per>("per", "The unit of time, if the value is an average rate."),
            Key::optional::<Percent>("percent", "A share, in per cent."),
            Key::optional::<Text>("of", "The whole that `percent` is a share of."),
            Key::optional::<Change>("change", "The change since an earlier period."),
            Key::optional::<Rank>("rank", "The record that it sets."),
            Key::optional::<Text>("words", "The statistic as printed."),
            Key::list::<Component>("composition", "The parts of the value."),
            Key::required::<Id>("publisher", "The party that publishes it."),
            Key::optional::<Day>("published", "The day of publication, its vintage; if absent, the day of its sources."),
            SOURCES,
            Key::defaulted::<bool>("recommended", "Whether an editor recommends it."),
            Key::optional::<Cause>("cause", "What set the people moving, or killed or hurt them."),
            Key::defaulted::<Names>("codes", "Its codes in other schemes: scheme and code."),
        ]);
        let site = json!({"oneOf": [present("area"), present("place")]});
        ruled(statistic, [vec![site], one_thing()].concat())
    };
    StatisticType: "StatisticType", |_generator| json_schema!({"const": "statistic"});
    Change: "Change", |generator| {
        let change = object(generator, &[
            Key::required::<Period>("from", "The earlier period with which it is compared."),
            Key::required::<Direction>("direction", "Whether it rose or fell."),
            Key::optional::<Percent>("percent", "By how many per cent."),
            Key::optional::<Estimate>("by", "By how many."),
        ]);
        ruled(change, [json!({"anyOf": [absent("percent"), absent("by")]})])
    };
    Rank: "Rank", |generator| object(generator, &[
        Key::required::<Extreme>("direction", "Whether it is the highest or the lowest."),
        Key::optional::<Period>("since", "The period since which it is a record; if absent, a record of all known figures."),
    ]);
    Component: "Component", |generator| {
        let component = object(generator, &[
            Key::required::<Names>("breakdown", "Who they are: dimension and value, at least one."),
            Key::optional::<Estimate>("headcount", "How many they are; read from the words if `percent` is absent too."),
            Key::optional::<Percent>("percent", "Their share of the whole, in per cent."),
            Key::optional::<Text>("words", "The part as printed."),
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
            Key::required::<Day>("as_of", "The day that divides past from future."),
            Key::optional::<Text>("title", "What it is about."),
        ]);
        line("dossier", &header)
    };
    Dossier: "Dossier", |generator| object(generator, &[
        Key::required::<Format>("format", "The format of this document."),
        Key::optional::<Text>("title", "What it is about."),
        Key::required::<Day>("as_of", "The day that divides past from future."),
        Key::list::<Source>("sources", "The sources of the records."),
        Key::list::<Party>("parties", "The parties that act or speak."),
        Key::list::<Place>("places", "The places of the records."),
        Key::list::<MigrantGroup>("groups", "The groups that are on the move."),
        Key::list::<Link>("links", "The links between places, with their lengths by road."),
        Key::list::<Event>("events", "What happened, is planned, or depends on a condition."),
        Key::list::<Statistic>("statistics", "Official figures, each with its vintage."),
    ]);
    Format: "Format", |_generator| json_schema!({"const": "corridor/1"});
    Flow: "Flow", |generator| object(generator, &[
        Key::required::<PlaceCode>("origin", "Where the people came from."),
        Key::required::<PlaceCode>("destination", "Where they went; it may be the same place."),
        Key::required::<Period>("period", "When they went."),
        Key::required::<Estimate>("people", "How many people there were."),
    ]);
    FlowTable: "FlowTable", |generator| object(generator, &[
        Key::required::<Vec<Flow>>("flows", "The flows, each origin, destination and period at most once."),
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
