//! Drafts: what they take, which fault they keep, and that they make what the wire makes.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use corridor::*;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::arbitrary;

const DAY: &str = "2023-12-27";

fn sighting() -> Draft<Event> {
    Event::sighting("e5", DAY, "exodus", "MX07032")
}

/// The code of a fault, and its text.
fn told<T: std::fmt::Debug>(built: Result<T, Error>) -> (Code, String) {
    let error = built.unwrap_err();
    (error.code(), error.to_string())
}

fn refused<T: std::fmt::Debug>(code: Code, text: &str, built: Result<T, Error>) {
    assert_eq!(told(built), (code, text.to_owned()));
}

/// Everything that the reader of a report has in hand goes in as it is.
#[test]
fn setters_take_what_is_at_hand() {
    let text = String::from("exodus");
    let id: Id = "exodus".parse().unwrap();
    let code: PlaceCode = "MX07032".parse().unwrap();
    let place = Place::draft(code, "Escuintla").build().unwrap();
    let day = NaiveDate::from_ymd_opt(2023, 12, 27).unwrap();
    let when: When = DAY.parse().unwrap();
    let figure = Figure::quoted("more than 6,000").unwrap();
    let expected = sighting().headcount("more than 6,000").build().unwrap();
    for draft in [
        Event::sighting(&"e5", &when, &text, &place),
        Event::sighting("e5".to_owned(), when.clone(), &id, &code),
        Event::sighting(expected.id(), day, id.clone(), code),
        Event::sighting(&"e5".to_owned(), DAY, text.clone(), place.code()),
    ] {
        assert_eq!(draft.headcount(&figure).build().unwrap(), expected);
    }
    let estimate = Estimate::exactly(6_000);
    let exact = sighting().headcount(6_000).build().unwrap();
    for same in [
        sighting().headcount(6_000_u64),
        sighting().headcount(estimate),
        sighting()
            .headcount(&estimate)
            .headcount(Figure::new(6_000)),
        expected.to_draft().headcount(6_000),
    ] {
        assert_eq!(same.build().unwrap(), exact);
    }
    let road = Distance::from_km(70.0).unwrap();
    let seventy = sighting().travelled(road).build().unwrap();
    assert_eq!(sighting().travelled("70 km").build().unwrap(), seventy);
    assert_eq!(sighting().travelled(&road).build().unwrap(), seventy);

    let halt = |hours: Draft<Event>| hours.build().unwrap().hours();
    let rest = || Event::halt("h", DAY, "exodus", "MX07032");
    assert_eq!(halt(rest().hours(24)), halt(rest().hours(24.0)));

    let seat = Position::try_new(15.319, -92.659).unwrap();
    let by_degrees = place.to_draft().seat((15.319, -92.659)).build().unwrap();
    assert_eq!(place.to_draft().seat(seat).build().unwrap(), by_degrees);
    assert_eq!(place.to_draft().seat(&seat).build().unwrap(), by_degrees);
}

#[test]
fn lists_take_one_or_any_iterator() {
    let ids: Vec<Id> = ["efe", "ap"].map(|id| id.parse().unwrap()).to_vec();
    let texts = vec!["efe".to_owned(), "ap".to_owned()];
    let expected = sighting().source("efe").source("ap").build().unwrap();
    for draft in [
        sighting().sources(["efe", "ap"]),
        sighting().sources(&["efe", "ap"]),
        sighting().sources(&texts),
        sighting().sources(texts.iter().map(String::as_str)),
        sighting().sources(texts.clone()),
        sighting().sources(&ids),
        sighting().sources(ids.clone()),
        sighting().sources(expected.sources()),
        sighting().source("efe").sources(Some("ap")),
    ] {
        assert_eq!(draft.build().unwrap(), expected);
    }

    let exodus = Part::of("exodus").headcount("about 6,000");
    let built = exodus.clone().build().unwrap();
    let split = || Event::split("e6", DAY, "caravan");
    let one = split()
        .part(exodus.clone())
        .part(Part::of("ahead"))
        .build()
        .unwrap();
    let parts = [exodus, Part::of("ahead")];
    assert_eq!(split().parts(parts).build().unwrap(), one);
    assert_eq!(split().parts(one.parts()).build().unwrap(), one);
    assert_eq!(
        split()
            .part(&built)
            .part(Part::of("ahead"))
            .build()
            .unwrap(),
        one
    );

    let talks = || Event::meeting("m1", DAY).host("MX");
    let met = talks()
        .delegation(Delegation::of("US").head("blinken"))
        .build()
        .unwrap();
    assert_eq!(talks().delegations(met.delegations()).build().unwrap(), met);
    assert_eq!(
        talks()
            .topic("ports")
            .topic("visas")
            .build()
            .unwrap_err()
            .code(),
        Code::KeyMissing
    );
}

/// A dossier takes records and drafts of any kind, by value and by reference, in one chain.
#[test]
fn a_dossier_takes_records_and_drafts_alike() {
    let efe = Source::draft("efe", "EFE", SourceKind::Agency)
        .build()
        .unwrap();
    let seen = sighting().source(efe.id());
    let dossier = Dossier::draft(DAY)
        .title("the caravan")
        .with(&efe)
        .with(Place::draft("MX07032", "Escuintla").build().unwrap())
        .with(MigrantGroup::draft("exodus", "Exodus from Poverty").mode("foot"))
        .with(&Record::try_from(seen.clone()).unwrap())
        .with_all(["a", "b"].map(|id| sighting().id(id)))
        .build()
        .unwrap();
    assert_eq!(dossier.events().len(), 3);
    let (mut records, day) = (Vec::new(), dossier.as_of());
    records.extend(dossier.records());
    let again = || Dossier::draft(day).title("the caravan");
    assert_eq!(again().with_all(&records).build().unwrap(), dossier);
    assert_eq!(again().with_all(records).build().unwrap(), dossier);
    let lists = again()
        .with_all(dossier.sources())
        .with_all(dossier.places())
        .with_all(dossier.groups())
        .with_all(dossier.events().to_vec());
    assert_eq!(lists.build().unwrap(), dossier);
    assert_eq!(dossier.to_draft().build().unwrap(), dossier);
}

#[test]
fn a_key_is_taken_whole_or_in_parts() {
    let key = SeriesKey::draft("encounters", Unit::ENCOUNTER, Nature::Flow, "US");
    let figure = || {
        let draft = Statistic::draft("a", "encounters", "2023-11").value(242_418);
        draft.publisher("us-cbp").published("2023-12-22")
    };
    let whole = figure().key(key.clone()).build().unwrap();
    let parts = figure().unit("encounter").nature("flow").area("US");
    assert_eq!(parts.build().unwrap(), whole);
    assert_eq!(figure().key(whole.key()).build().unwrap(), whole);
    assert_eq!(key.build().unwrap(), *whole.key());
}

#[test]
fn the_first_fault_is_kept_with_its_path() {
    let zillion = "headcount: event e5: \"zillion\" at byte 2 is not a word known in a count";
    let fault = sighting().headcount("a zillion");
    refused(Code::PhraseUnreadable, zillion, fault.clone().build());
    // Whatever is set after it, rightly or wrongly.
    let later = fault
        .clone()
        .on("yesterday")
        .headcount(6_000)
        .without("headcount")
        .note(" ");
    refused(Code::PhraseUnreadable, zillion, later.build());
    assert_eq!(fault.build().unwrap_err().path(), "headcount");

    for (draft, code, text) in [
        (
            Event::sighting("e 5", DAY, "exodus", "MX07032"),
            Code::IdInvalid,
            "id: an event without an id: id \"e 5\" has white space or a control character in it",
        ),
        (
            sighting().sources(["efe", "", "ap"]),
            Code::IdInvalid,
            "sources[1]: event e5: an id is empty",
        ),
        (
            sighting().note(" "),
            Code::TextInvalid,
            "note: event e5: a text is empty",
        ),
        (
            Event::split("e6", DAY, "caravan")
                .part(Part::of("exodus"))
                .part(Part::of("ahead").headcount("abt 500")),
            Code::PhraseUnreadable,
            "parts[1].headcount: event e6: \"abt\" at byte 0 is not a word known in a count",
        ),
        (
            Event::meeting("m1", DAY)
                .host("MX")
                .delegation(Delegation::of("US").members(["blinken", "a b"])),
            Code::IdInvalid,
            "delegations[0].members[1]: event m1: \
             id \"a b\" has white space or a control character in it",
        ),
        (
            Event::meeting("m1", DAY).delegation(Delegation::of("QQ")),
            Code::CountryUnknown,
            "delegations[0].country: event m1: \"QQ\" is not a country code of ISO 3166-1 alpha-2",
        ),
        (
            Event::measure("m2", DAY, "port_closure", "us", DAY).border("MX", "QQ"),
            Code::CountryUnknown,
            "border[1]: event m2: \"QQ\" is not a country code of ISO 3166-1 alpha-2",
        ),
        (
            Event::halt("h", DAY, "exodus", "MX07032").hours(f64::NAN),
            Code::ValueInvalid,
            "hours: event h: NaN hours are not a finite number from 0",
        ),
        (
            sighting().conditional(" "),
            Code::TextInvalid,
            "condition: event e5: a text is empty",
        ),
    ] {
        refused(code, text, draft.build());
    }

    refused(
        Code::PhraseUnreadable,
        "headcount: part exodus: \"abt\" at byte 0 is not a word known in a count",
        Part::of("exodus").headcount("abt 500").build(),
    );
    refused(
        Code::IdInvalid,
        "head: delegation US: an id is empty",
        Delegation::of("US").head("").build(),
    );
    refused(
        Code::LatitudeOutOfRange,
        "seat: place MX07032: latitude 91 is not from -90 to 90 degrees",
        Place::draft("MX07032", "Escuintla")
            .seat((91.0, 0.0))
            .build(),
    );
    refused(
        Code::CountryUnknown,
        "nationalities.countries[1]: group exodus: \
         \"QQ\" is not a country code of ISO 3166-1 alpha-2",
        MigrantGroup::draft("exodus", "Exodus")
            .nationalities(["HN", "QQ"])
            .build(),
    );
    refused(
        Code::LinkInvalid,
        "link l: a link from MX07032 to itself",
        Link::draft("l", "MX07032", "MX07032").build(),
    );
    refused(
        Code::DateInvalid,
        "published: statistic s: \"2023-12\" is not one day, written as YYYY-MM-DD",
        Statistic::draft("s", "encounters", "2023-11")
            .published("2023-12")
            .build(),
    );
    refused(
        Code::ValueInvalid,
        "kind: source efe: \"blog\" is not a kind of source: agency, newspaper, broadcaster, \
         government, organiser, ngo, research, other",
        Source::draft("efe", "EFE", "blog").build(),
    );
}

/// A fault of a record leads through the dossier that took it, and is the first all the same.
#[test]
fn a_dossier_says_which_record_it_was() {
    let draft = || {
        Dossier::draft(DAY)
            .with(MigrantGroup::draft("exodus", "Exodus from Poverty"))
            .with_all(["a", "b", "c"].map(|id| Event::returning(id, DAY).group("exodus")))
    };
    let faulty = sighting().headcount("abt 500");
    let text = "events[3].headcount: event e5: \"abt\" at byte 0 is not a word known in a count";
    refused(
        Code::PhraseUnreadable,
        text,
        draft().with(faulty.clone()).build(),
    );
    let later = draft()
        .with(faulty)
        .with(sighting())
        .as_of("yesterday")
        .title(" ");
    refused(Code::PhraseUnreadable, text, later.build());
    // Drafts that are complete, but say what cannot be.
    let part = Event::split("e6", DAY, "exodus").part(Part::of("a b"));
    refused(
        Code::IdInvalid,
        "events[3].parts[0].group: event e6: \
         id \"a b\" has white space or a control character in it",
        draft().with(part).build(),
    );
    refused(
        Code::KeyMissing,
        "events[3]: event e6: a split needs \"parts\"",
        draft().with(Event::split("e6", DAY, "exodus")).build(),
    );
    refused(
        Code::KeyMisplaced,
        "events[3].hours: event e5: a sighting cannot have \"hours\"",
        draft().with(sighting().hours(5)).build(),
    );
    refused(
        Code::ReferenceDangling,
        "events[3].place: event e5: place \"MX07032\" is not in the dossier",
        draft().with(sighting()).build(),
    );
    refused(
        Code::IdDuplicate,
        "events[3].id: event a: event \"a\" already exists, as events[0]",
        draft()
            .with(Event::returning("a", DAY).group("exodus"))
            .build(),
    );
    refused(
        Code::ReferenceCircular,
        "groups[1].split_from: group a: group \"a\" refers to itself in a circle",
        draft()
            .with(MigrantGroup::draft("a", "a").split_from("b"))
            .with(MigrantGroup::draft("b", "b").split_from("a"))
            .build(),
    );
    refused(
        Code::DateInvalid,
        "as_of: \"2023\" is not one day, written as YYYY-MM-DD",
        Dossier::draft("2023").with(sighting()).build(),
    );
    refused(
        Code::TextInvalid,
        "title: a text is empty",
        draft().title("").build(),
    );
    refused(
        Code::KeyMissing,
        "a dossier needs \"as_of\"",
        draft().without("as_of").build(),
    );
}

#[test]
fn a_copy_is_changed_and_the_record_is_not() {
    let event = sighting()
        .headcount("more than 6,000")
        .source("efe")
        .build()
        .unwrap();
    let copy = event
        .to_draft()
        .headcount(5_500)
        .without("sources")
        .planned();
    let copy = copy.id("e6").on("2023-12-28").build().unwrap();
    let expected = Event::sighting("e6", "2023-12-28", "exodus", "MX07032");
    assert_eq!(copy, expected.headcount(5_500).planned().build().unwrap());
    assert_eq!(
        event.headcount().and_then(Figure::words),
        Some("more than 6,000")
    );
    assert_eq!(event.sources().len(), 1);
}

#[test]
fn what_is_needed_cannot_be_left_out_and_what_is_no_key_neither() {
    let event = sighting().build().unwrap();
    for (key, text) in [
        ("id", "an event without an id: an event needs \"id\""),
        ("type", "event e5: an event needs \"type\""),
        ("status", "event e5: an event needs \"status\""),
        ("on", "event e5: a sighting needs \"on\""),
        ("group", "event e5: a sighting needs \"group\""),
        ("place", "event e5: a sighting needs \"place\""),
    ] {
        refused(
            Code::KeyMissing,
            text,
            event.to_draft().without(key).build(),
        );
    }
    refused(
        Code::KeyUnknown,
        "event e5: \"colour\" is not a key of this record",
        event.to_draft().without("colour").build(),
    );
    refused(
        Code::KeyMissing,
        "a group without an id: a group needs \"id\"",
        MigrantGroup::draft("exodus", "Exodus")
            .without("id")
            .build(),
    );
    refused(
        Code::KeyMissing,
        "place MX07032: a place needs \"name\"",
        Place::draft("MX07032", "Escuintla").without("name").build(),
    );
    refused(
        Code::KeyMissing,
        "a part needs \"group\"",
        Part::of("exodus").without("group").build(),
    );
    refused(
        Code::KeyMissing,
        "statistic s: a statistic needs \"unit\"",
        Statistic::draft("s", "encounters", "2023").build(),
    );
    refused(
        Code::KeyMissing,
        "a series needs \"area\" or \"place\"",
        SeriesKey::draft("encounters", "encounter", "flow", "US")
            .without("area")
            .build(),
    );
    refused(
        Code::KeyUnknown,
        "\"colour\" is not a key of this record",
        Dossier::draft(DAY).without("colour").build(),
    );
}

/// What the status says of the day and the condition.
#[test]
fn a_status_has_what_it_needs() {
    assert!(sighting().conditional("if").without("on").build().is_ok());
    let conditional = sighting().conditional("if");
    let event = conditional.clone().occurred().build().unwrap();
    assert_eq!(
        (event.status(), event.condition()),
        (Status::Occurred, None)
    );
    refused(
        Code::KeyMissing,
        "event e5: a conditional event needs \"condition\"",
        conditional.without("condition").build(),
    );
    refused(
        Code::KeyMissing,
        "event e5: a sighting needs \"on\"",
        sighting().planned().without("on").build(),
    );
}

/// Whether an event of a kind needs a key, may have it, or cannot: by the table of the page.
fn allowed() -> Vec<(String, String, char)> {
    let page = include_str!("../../src/docs/wire.md");
    let table = page
        .lines()
        .skip_while(|line| !line.starts_with("| key | departure |"));
    let mut rows = table.take_while(|line| line.starts_with('|'));
    let cells = |line: &str| -> Vec<String> {
        let cells = line.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    let kinds = cells(rows.next().unwrap());
    let mut allowed = Vec::new();
    for row in rows.skip(1) {
        let row = cells(row);
        let keys = row[0].split(':').next().unwrap();
        for key in keys.split('`').skip(1).step_by(2) {
            for (kind, cell) in kinds.iter().zip(&row).skip(1) {
                let cell = cell.chars().next().unwrap_or(' ');
                allowed.push((kind.clone(), key.to_owned(), cell));
            }
        }
    }
    assert_eq!(allowed.len(), 15 * 43);
    allowed
}

/// A draft of that kind with what it needs, and no more.
fn needed(kind: &str) -> Draft<Event> {
    let (id, group, place) = ("e", "g", "MX07032");
    match kind {
        "departure" => Event::departure(id, DAY, group, place),
        "arrival" => Event::arrival(id, DAY, group, place),
        "sighting" => Event::sighting(id, DAY, group, place),
        "halt" => Event::halt(id, DAY, group, place),
        "split" => Event::split(id, DAY, group).part(Part::of("p")),
        "merge" => Event::merge(id, DAY, group).member("p"),
        "joining" => Event::joining(id, DAY, group),
        "return" => Event::returning(id, DAY),
        "interception" => Event::interception(id, DAY),
        "casualty" => Event::casualty(id, DAY).dead(3),
        "dispersal" => Event::dispersal(id, DAY, group),
        "demand" => Event::demand(id, DAY, "cdh", "a dialogue").to("mx"),
        "statement" => Event::statement(id, DAY).group(group).text("so it is"),
        "meeting" => Event::meeting(id, DAY)
            .host("MX")
            .delegation(Delegation::of("US")),
        "measure" => Event::measure(id, DAY, "port_closure", "us", DAY),
        other => panic!("{other}"),
    }
}

/// The key with a value, on the wire and in a draft.
fn with(key: &str, draft: Draft<Event>) -> (Value, Draft<Event>) {
    match key {
        "group" => (json!("g"), draft.group("g")),
        "place" => (json!("MX07032"), draft.place("MX07032")),
        "headcount" => (json!(5), draft.headcount(5)),
        "words" => (json!("about 5"), draft.headcount("about 5")),
        "composition" => (
            json!([{"breakdown": {"sex": "female"}, "headcount": 3}]),
            draft.component(Component::of("sex", "female").headcount(3)),
        ),
        "travelled_km" => (json!(70.0), draft.travelled("70 km")),
        "hours" => (json!(24.0), draft.hours(24)),
        "purpose" => (json!("a rest"), draft.purpose("a rest")),
        "parts" => (
            json!([{"group": "p"}]),
            draft.without("parts").part(Part::of("p")),
        ),
        "groups" => (json!(["p"]), draft.without("groups").member("p")),
        "recommended" => (json!(true), draft.recommended()),
        "within_km" => (json!(50.0), draft.within("50 km")),
        "mode" => (json!("train"), draft.mode(TravelMode::Train)),
        "dead" => (json!(3), draft.dead(3)),
        "missing" => (
            json!({"low": 40, "best": 40, "words": "at least 40"}),
            draft.missing("at least 40"),
        ),
        "injured" => (
            json!({"words": "at least 40"}),
            draft.injured("at least 40"),
        ),
        "survivors" => (json!({"low": 4, "best": 5}), {
            draft.survivors(Estimate::try_new(4, 5, None).unwrap())
        }),
        "returned_to" => (json!("MX07089"), draft.returned_to("MX07089")),
        "basis" => (json!("forced"), draft.basis("forced")),
        "conveyances" => (json!(47), draft.conveyances(47)),
        "result" => (json!("turned_back"), draft.result("turned_back")),
        "follows" => (json!("i"), draft.follows("i")),
        "host_party" => (json!("eu"), draft.host_party("eu")),
        "format" => (json!("call"), draft.format(MeetingFormat::Call)),
        "scope" => (json!("the south"), draft.scope("the south")),
        "personnel" => (json!(5_000), draft.personnel(5_000)),
        "quota" => (
            json!({"value": 10, "per": "week", "unit": "flight"}),
            draft.quota(Quota::of(10, "flight").per("week")),
        ),
        "by" => (json!("cdh"), draft.without("by").by("cdh")),
        "to" => (json!(["mx"]), draft.without("to").to("mx")),
        "text" => (json!("so it is"), draft.text("so it is")),
        "host" => (json!("MX"), draft.host("MX")),
        "delegations" => {
            let draft = draft
                .without("delegations")
                .delegation(Delegation::of("US"));
            (json!([{"country": "US"}]), draft)
        }
        "venue" => (json!("the palace"), draft.venue("the palace")),
        "level" => (json!("head"), draft.level("head")),
        "convened_on" => (json!(DAY), draft.convened_on(DAY)),
        "topics" => (json!(["ports"]), draft.topic("ports")),
        "outcomes" => (json!(["visas"]), draft.outcome("visas")),
        "authority" => (json!("us"), draft.authority("us")),
        "measure" => (json!("port_closure"), draft.measure_kind("port_closure")),
        "places" => (json!(["MX07032"]), draft.area_place("MX07032")),
        "border" => (json!(["MX", "US"]), draft.border("MX", "US")),
        "starts" => (json!(DAY), draft.starts(DAY)),
        "ends" => (json!(DAY), draft.ends(DAY)),
        other => panic!("{other}"),
    }
}

/// A refusal without the code and the path in front, which a draft has and serde's text has not.
fn in_words(result: Result<Event, serde_json::Error>) -> Result<Event, String> {
    result.map_err(|error| {
        let text = error.to_string();
        let (_, text) = text.split_once(": ").unwrap();
        text.to_owned()
    })
}

/// Every kind with every key: as the page has it, as the wire reads it, and as a draft takes it.
#[test]
fn each_kind_has_the_keys_of_the_page() {
    for (kind, key, allowed) in allowed() {
        let base = needed(&kind).build().unwrap();
        assert_eq!(base.kind().as_str(), kind);
        let (value, draft) = with(&key, needed(&kind));
        let mut wire = serde_json::to_value(&base).unwrap();
        wire[&key] = value;
        let read = in_words(serde_json::from_value::<Event>(wire.clone()));
        let built = draft.clone().build();
        let of_kind = format!("{kind} {key}");
        if allowed == ' ' {
            let error = built.unwrap_err();
            assert_eq!(error.code(), Code::KeyMisplaced, "{of_kind}");
            // The words of a figure come into a draft with the figure.
            if key != "words" {
                assert_eq!(error.path(), key);
                assert_eq!(read, Err(error.to_string()), "{of_kind}");
            }
            let error = serde_json::from_value::<Event>(wire)
                .unwrap_err()
                .to_string();
            assert!(error.starts_with("key-misplaced: "), "{of_kind}: {error}");
            // And what cannot be there can be left out: words with their figure.
            let key = if key == "words" { "headcount" } else { &key };
            assert_eq!(draft.without(key).build(), Ok(base), "{of_kind}");
            continue;
        }
        assert_eq!(built.map_err(|error| error.to_string()), read, "{of_kind}");
        let without = draft.without(&key);
        let mut wire = serde_json::to_value(&base).unwrap();
        wire.as_object_mut().unwrap().remove(&key);
        let read = in_words(serde_json::from_value::<Event>(wire));
        if allowed == '●' {
            let error = without.build().unwrap_err();
            assert_eq!(error.code(), Code::KeyMissing, "{of_kind}");
            let text = error.to_string();
            assert!(
                text.ends_with(&format!(" needs \"{key}\"")),
                "{of_kind}: {text}"
            );
            assert_eq!(read, Err(text));
        } else if (kind.as_str(), key.as_str()) == ("statement", "text") {
            // It says something or counts somebody.
            assert_eq!(without.build().unwrap_err().code(), Code::KeyMissing);
        } else if key == "words" {
            let unworded = without.build().unwrap();
            assert_eq!(unworded.headcount().and_then(Figure::words), None);
        } else {
            assert_eq!(
                without.build().map_err(|error| error.to_string()),
                read,
                "{of_kind}"
            );
        }
    }
}

/// The record that these keys make, set one by one.
fn by_keys(object: &Value) -> Result<Record, Error> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let texts =
        |value: &Value| -> Vec<String> { value.as_array().unwrap().iter().map(text).collect() };
    let estimate = |value: &Value| serde_json::from_value::<Estimate>(value.clone()).unwrap();
    let km = |value: &Value| Distance::from_km(value.as_f64().unwrap()).unwrap();
    let range = |value: &Value| serde_json::from_value::<DistanceRange>(value.clone()).unwrap();
    let percent = |value: &Value| serde_json::from_value::<Percent>(value.clone()).unwrap();
    let component = |part: &Value| {
        let mut breakdown = part["breakdown"].as_object().unwrap().iter();
        let (dimension, value) = breakdown.next().unwrap();
        let draft = Component::of(dimension, text(value));
        let draft = breakdown.fold(draft, |draft, (dimension, value)| {
            draft.and(dimension, text(value))
        });
        let others = part.as_object().unwrap().iter();
        others.fold(draft, |draft, (key, value)| match key.as_str() {
            "breakdown" => draft,
            "headcount" => draft.headcount(estimate(value)),
            "percent" => draft.percent(percent(value)),
            "words" => draft.words(text(value)),
            other => panic!("{other}"),
        })
    };
    let figure = |count: &Value, beside: &Value| {
        let figure = Figure::new(estimate(count));
        let figure = match beside.get("words") {
            Some(words) => figure.with_words(text(words)).unwrap(),
            None => figure,
        };
        match beside.get("composition") {
            Some(parts) => {
                let parts = parts.as_array().unwrap().iter().map(component);
                figure.with_composition(parts).unwrap()
            }
            None => figure,
        }
    };
    let stated = |value: &Value| {
        let mut numbers = value.clone();
        if let Some(object) = numbers.as_object_mut() {
            object.retain(|key, _| !["words", "composition"].contains(&key.as_str()));
        }
        figure(&numbers, value)
    };
    let keys = object.as_object().unwrap();
    let of = |key: &str| text(&keys[key]);
    let others = |known: &[&str]| -> Vec<(String, Value)> {
        let keys = keys
            .iter()
            .filter(|(key, _)| !known.contains(&key.as_str()));
        keys.map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    };
    match of("type").as_str() {
        "source" => {
            let draft = Source::draft(of("id"), of("name"), of("kind"));
            let others = others(&["type", "id", "name", "kind"]).into_iter();
            let set = |draft: Draft<Source>, (key, value): (String, Value)| match key.as_str() {
                "url" => draft.url(text(&value)),
                "published" => draft.published(text(&value)),
                "quotes" => draft.quotes(text(&value)),
                "reliability" => draft.reliability(text(&value)),
                other => panic!("{other}"),
            };
            others.fold(draft, set).try_into()
        }
        "party" => {
            let draft = Party::draft(of("id"), of("name"), of("kind"));
            let others = others(&["type", "id", "name", "kind"]).into_iter();
            let set = |draft: Draft<Party>, (key, value): (String, Value)| match key.as_str() {
                "of" => draft.of(text(&value)),
                "country" => draft.country(text(&value)),
                "since" => draft.since(text(&value)),
                "until" => draft.until(text(&value)),
                other => panic!("{other}"),
            };
            others.fold(draft, set).try_into()
        }
        "place" => {
            let draft = Place::draft(of("code"), of("name"));
            let others = others(&["type", "code", "name", "lon"]).into_iter();
            let set = |draft: Draft<Place>, (key, value): (String, Value)| match key.as_str() {
                "country" => draft.country(text(&value)),
                "subdivision" => draft.subdivision(text(&value)),
                "kind" => draft.kind(text(&value)),
                "lat" => draft.seat((value.as_f64().unwrap(), keys["lon"].as_f64().unwrap())),
                "population" => draft.population(value.as_u64().unwrap()),
                other => panic!("{other}"),
            };
            others.fold(draft, set).try_into()
        }
        "group" => {
            let draft = MigrantGroup::draft(of("id"), of("name"));
            let others = others(&["type", "id", "name"]).into_iter();
            let set = |draft: Draft<MigrantGroup>, (key, value): (String, Value)| match key.as_str()
            {
                "mode" => draft.mode(text(&value)),
                "nationalities" => {
                    let draft = match value.get("count") {
                        Some(count) => draft.nationality_count(estimate(count)),
                        None => draft,
                    };
                    draft.nationalities(value.get("countries").map(texts).unwrap_or_default())
                }
                "origins" => draft.origins(texts(&value)),
                "transit" => draft.transits(texts(&value)),
                "destination" => draft.destinations(texts(&value)),
                "escorts" => draft.escorts(texts(&value)),
                "cause" => draft.cause(text(&value)),
                "split_from" => draft.split_from(text(&value)),
                "sources" => draft.sources(texts(&value)),
                other => panic!("{other}"),
            };
            others.fold(draft, set).try_into()
        }
        "link" => {
            let draft = Link::draft(of("id"), of("from"), of("to"));
            let others = others(&["type", "id", "from", "to"]).into_iter();
            let set = |draft: Draft<Link>, (key, value): (String, Value)| match key.as_str() {
                "road_km" => draft.road(km(&value)),
                "one_way" => draft.one_way(),
                "sources" => draft.sources(texts(&value)),
                other => panic!("{other}"),
            };
            others.fold(draft, set).try_into()
        }
        "statistic" => {
            let draft = Statistic::draft(of("id"), of("indicator"), of("period"));
            // The words come last: a value that is set anew has none.
            let known = ["type", "id", "indicator", "period", "words", "composition"];
            let others = others(&known).into_iter();
            let set = |draft: Draft<Statistic>, (key, value): (String, Value)| match key.as_str() {
                "unit" => draft.unit(text(&value)),
                "nature" => draft.nature(text(&value)),
                "area" => draft.area(text(&value)),
                "breakdown" => {
                    let parts = value.as_object().unwrap().iter();
                    parts.fold(draft, |draft, (part, value)| {
                        draft.breakdown(part, text(value))
                    })
                }
                "status" => draft.status(text(&value)),
                "place" => draft.place(text(&value)),
                "value" => draft.value(figure(&value, object)),
                "per" => draft.per(text(&value)),
                "percent" => draft.percent(percent(&value)),
                "of" => draft.of(text(&value)),
                "change" => draft.change({
                    let change = match text(&value["direction"]).as_str() {
                        "up" => Change::up(text(&value["from"])),
                        _ => Change::down(text(&value["from"])),
                    };
                    match (value.get("percent"), value.get("by")) {
                        (Some(by), _) => change.percent(percent(by)),
                        (None, Some(by)) => change.by(estimate(by)),
                        (None, None) => change,
                    }
                }),
                "rank" => draft.rank({
                    let rank = match text(&value["direction"]).as_str() {
                        "highest" => Rank::highest(),
                        _ => Rank::lowest(),
                    };
                    match value.get("since") {
                        Some(since) => rank.since(text(since)),
                        None => rank,
                    }
                }),
                "recommended" => draft.recommended(),
                "cause" => draft.cause(text(&value)),
                "codes" => {
                    let codes = value.as_object().unwrap().iter();
                    codes.fold(draft, |draft, (scheme, code)| {
                        draft.code(scheme, text(code))
                    })
                }
                "publisher" => draft.publisher(text(&value)),
                "published" => draft.published(text(&value)),
                "sources" => draft.sources(texts(&value)),
                other => panic!("{other}"),
            };
            let draft = others.fold(draft, set);
            match keys.get("words") {
                Some(words) => draft.words(text(words)).try_into(),
                None => draft.try_into(),
            }
        }
        kind => {
            // What every kind of draft here begins with.
            let begun = [
                "on", "group", "place", "parts", "groups", "by", "to", "text", "host", "dead",
            ];
            let draft = begun
                .iter()
                .chain(&["delegations", "authority", "measure", "starts"]);
            let draft = draft.fold(needed(kind).id(of("id")), |draft, key| draft.without(key));
            let known = ["type", "id", "status", "condition", "words", "composition"];
            let draft = match of("status").as_str() {
                "planned" => draft.planned(),
                "conditional" => draft.conditional(of("condition")),
                "cancelled" => draft.cancelled(),
                "postponed" => draft.postponed(),
                _ => draft,
            };
            let set = |draft: Draft<Event>, (key, value): (String, Value)| match key.as_str() {
                "on" => draft.on(text(&value)),
                "group" => draft.group(text(&value)),
                "place" => draft.place(text(&value)),
                "headcount" => draft.headcount(figure(&value, object)),
                "travelled_km" => draft.travelled(range(&value)),
                "recommended" => draft.recommended(),
                "within_km" => draft.within(km(&value)),
                "mode" => draft.mode(text(&value)),
                "dead" => draft.dead(stated(&value)),
                "missing" => draft.missing(stated(&value)),
                "injured" => draft.injured(stated(&value)),
                "survivors" => draft.survivors(stated(&value)),
                "returned_to" => draft.returned_to(text(&value)),
                "basis" => draft.basis(text(&value)),
                "conveyances" => draft.conveyances(estimate(&value)),
                "result" => draft.result(text(&value)),
                "follows" => draft.follows(text(&value)),
                "host_party" => draft.host_party(text(&value)),
                "format" => draft.format(text(&value)),
                "scope" => draft.scope(text(&value)),
                "personnel" => draft.personnel(stated(&value)),
                "quota" => {
                    let quota = Quota::of(estimate(&value["value"]), text(&value["unit"]));
                    draft.quota(match value.get("per") {
                        Some(per) => quota.per(text(per)),
                        None => quota,
                    })
                }
                "cause" => draft.cause(text(&value)),
                "codes" => {
                    let codes = value.as_object().unwrap().iter();
                    codes.fold(draft, |draft, (scheme, code)| {
                        draft.code(scheme, text(code))
                    })
                }
                "hours" => draft.hours(value.as_f64().unwrap()),
                "purpose" => draft.purpose(text(&value)),
                "parts" => draft.parts(value.as_array().unwrap().iter().map(|part| {
                    let draft = Part::of(text(&part["group"]));
                    let draft = match part.get("place") {
                        Some(place) => draft.place(text(place)),
                        None => draft,
                    };
                    match part.get("headcount") {
                        Some(count) => draft.headcount(figure(count, part)),
                        None => draft,
                    }
                })),
                "groups" => draft.members(texts(&value)),
                "by" if value.is_array() => draft.by_all(texts(&value)),
                "by" => draft.by(text(&value)),
                "to" => draft.to_all(texts(&value)),
                "text" => draft.text(text(&value)),
                "host" => draft.host(text(&value)),
                "delegations" => draft.delegations(value.as_array().unwrap().iter().map(|of| {
                    let draft = match of.get("party") {
                        Some(party) => Delegation::of_party(text(party)),
                        None => Delegation::of(text(&of["country"])),
                    };
                    let draft = draft.members(of.get("members").map(texts).unwrap_or_default());
                    match of.get("head") {
                        Some(head) => draft.head(text(head)),
                        None => draft,
                    }
                })),
                "venue" => draft.venue(text(&value)),
                "level" => draft.level(text(&value)),
                "convened_on" => draft.convened_on(text(&value)),
                "topics" => draft.topics(texts(&value)),
                "outcomes" => draft.outcomes(texts(&value)),
                "authority" => draft.authority(text(&value)),
                "measure" => draft.measure_kind(text(&value)),
                "places" => draft.area_places(texts(&value)),
                "border" => draft.border(text(&value[0]), text(&value[1])),
                "starts" => draft.starts(text(&value)),
                "ends" => draft.ends(text(&value)),
                "claimed_by" => draft.claimed_by(text(&value)),
                "note" => draft.note(text(&value)),
                "sources" => draft.sources(texts(&value)),
                other => panic!("{other}"),
            };
            others(&known).into_iter().fold(draft, set).try_into()
        }
    }
}

/// The same record, drafted anew.
fn redrafted(record: &Record) -> Result<Record, Error> {
    match record {
        Record::Source(record) => record.to_draft().try_into(),
        Record::Party(record) => record.to_draft().try_into(),
        Record::Place(record) => record.to_draft().try_into(),
        Record::Group(record) => record.to_draft().try_into(),
        Record::Link(record) => record.to_draft().try_into(),
        Record::Event(record) => record.to_draft().try_into(),
        Record::Statistic(record) => record.to_draft().try_into(),
        other => panic!("{other:?}"),
    }
}

/// The record without that key.
fn cleared(record: &Record, key: &str) -> Result<Record, Error> {
    match record {
        Record::Source(record) => record.to_draft().without(key).try_into(),
        Record::Party(record) => record.to_draft().without(key).try_into(),
        Record::Place(record) => record.to_draft().without(key).try_into(),
        Record::Group(record) => record.to_draft().without(key).try_into(),
        Record::Link(record) => record.to_draft().without(key).try_into(),
        Record::Event(record) => record.to_draft().without(key).try_into(),
        Record::Statistic(record) => record.to_draft().without(key).try_into(),
        other => panic!("{other:?}"),
    }
}

/// The keys that say nothing without that one.
fn with_it(key: &str) -> &'static [&'static str] {
    match key {
        "value" | "percent" | "change" | "rank" | "headcount" => {
            &["words", "composition", "per", "of"]
        }
        "lat" | "lon" => &["lat", "lon"],
        _ => &[],
    }
}

/// What is left, if anything may be; what cannot be left out is at least a key.
fn left<T>(built: Result<T, Error>) -> Option<T> {
    let unknown = |error: &Error| error.code() == Code::KeyUnknown;
    assert!(!built.as_ref().is_err_and(unknown));
    built.ok()
}

/// The keys of an object on the wire, each with the object without it.
fn left_out(object: &Value) -> Vec<(String, Value)> {
    let keys = object.as_object().unwrap().keys();
    let without = |key: &String| {
        let mut left = object.clone();
        let left_of = left.as_object_mut().unwrap();
        left_of.remove(key);
        for other in with_it(key) {
            left_of.remove(*other);
        }
        (key.clone(), left)
    };
    keys.map(without).collect()
}

/// What an event or a statistic has in it is cleared as the record itself is.
#[test]
fn each_key_of_a_part_is_cleared_alone() {
    let event = |wire: &Value| serde_json::from_value::<Event>(wire.clone()).ok();
    let figure = Figure::quoted("about 50").unwrap();
    let women = Component::of("sex", "female").words("about 20");
    let part = Part::of("p").place("MX07032").headcount(figure);
    let part = part.component(women.clone()).build().unwrap();
    let split = Event::split("e", DAY, "g");
    let mut wire = serde_json::to_value(split.clone().part(&part).build().unwrap()).unwrap();
    for (key, left) in left_out(&serde_json::to_value(&part).unwrap()) {
        wire["parts"][0] = left;
        let built = split.clone().part(part.to_draft().without(&key)).build();
        assert_eq!(self::left(built), event(&wire), "{key}");
    }
    let share = Component::of("sex", "male").words("40 %");
    for component in [women, share].map(|draft| draft.build().unwrap()) {
        assert!(component.words().is_some());
        let whole = sighting().headcount(50);
        let with = whole.clone().component(&component).build().unwrap();
        let mut wire = serde_json::to_value(with).unwrap();
        for (key, left) in left_out(&serde_json::to_value(&component).unwrap()) {
            wire["composition"][0] = left;
            let draft = component.to_draft().without(&key);
            let built = whole.clone().component(draft).build();
            assert_eq!(self::left(built), event(&wire), "{key}");
        }
    }
    let returns = Statistic::draft("s", "returns", "2025-07").unit("person");
    let returns = returns.nature("flow").area("HN").publisher("p");
    let read = |wire: &Value| serde_json::from_value::<Statistic>(wire.clone()).ok();
    for change in [
        Change::up("2025-06").percent(31.0),
        Change::down("2025-06").by(5),
    ] {
        let change = change.build().unwrap();
        let with = returns.clone().change(&change).build().unwrap();
        let mut wire = serde_json::to_value(with).unwrap();
        for (key, left) in left_out(&serde_json::to_value(&change).unwrap()) {
            wire["change"] = left;
            let draft = change.to_draft().without(&key);
            let built = returns.clone().change(draft).build();
            assert_eq!(self::left(built), read(&wire), "{key}");
        }
    }
    let rank = Rank::highest().since("2024-10").build().unwrap();
    let with = returns.clone().rank(&rank).build().unwrap();
    let mut wire = serde_json::to_value(with).unwrap();
    for (key, left) in left_out(&serde_json::to_value(&rank).unwrap()) {
        wire["rank"] = left;
        let built = returns.clone().rank(rank.to_draft().without(&key)).build();
        assert_eq!(self::left(built), read(&wire), "{key}");
    }
}

#[test]
fn each_key_of_a_series_is_cleared_alone() {
    let draft = || SeriesKey::draft("encounters", "encounter", "flow", "US");
    for key in ["indicator", "unit", "nature"] {
        let text = format!("a series needs {key:?}");
        refused(Code::KeyMissing, &text, draft().without(key).build());
    }
    let at = SeriesKey::at("encounters", "encounter", "flow", "MX07032");
    refused(
        Code::KeyMissing,
        "a series needs \"area\" or \"place\"",
        at.without("place").build(),
    );
    let of_women = draft().breakdown("sex", "female");
    assert_eq!(of_women.without("breakdown").build(), draft().build());
    refused(
        Code::KeyUnknown,
        "series: \"colour\" is not a key of this record",
        draft().without("colour").build(),
    );
}

#[test]
fn what_is_in_a_record_is_named_by_what_it_is() {
    let unknown = |what: &str| format!("{what}: \"colour\" is not a key of this record");
    refused(
        Code::KeyUnknown,
        &unknown("a part of a figure"),
        Component::of("sex", "female").without("colour").build(),
    );
    refused(
        Code::KeyUnknown,
        &unknown("a change"),
        Change::up("2025-06").without("colour").build(),
    );
    refused(
        Code::KeyUnknown,
        &unknown("a rank"),
        Rank::highest().without("colour").build(),
    );
    refused(
        Code::KeyUnknown,
        &unknown("a closure"),
        Closure::of_place("MX07032", DAY).without("colour").build(),
    );
}

#[test]
fn each_key_of_a_closure_is_cleared_alone() {
    let plain = || Closure::of_place("MX07032", DAY);
    let whole = plain().id("c").until("2023-12-31").source("efe");
    let keys = ["id", "ends", "sources"];
    let bare = keys
        .iter()
        .fold(whole.clone(), |draft, key| draft.without(key));
    assert_eq!(bare.build(), plain().build());
    for key in keys {
        assert_ne!(whole.clone().without(key).build(), whole.clone().build());
    }
    let error = whole.clone().without("starts").build().unwrap_err();
    assert_eq!(error.code(), Code::KeyMissing);
    let error = whole.without("colour").build().unwrap_err();
    assert_eq!(error.code(), Code::KeyUnknown);
}

/// Zero has two signs, and they are one number.
#[test]
fn equal_halts_hash_alike() {
    let hash = |event: &Event| {
        let mut hasher = DefaultHasher::new();
        event.hash(&mut hasher);
        hasher.finish()
    };
    let halt = |hours: f64| Event::halt("e", DAY, "g", "MX07032").hours(hours);
    let [zero, minus, day] = [0.0, -0.0, 24.0].map(|hours| halt(hours).build().unwrap());
    assert_eq!((&zero, hash(&zero)), (&minus, hash(&minus)));
    assert_ne!((&zero, hash(&zero)), (&day, hash(&day)));
}

#[test]
fn a_party_goes_where_its_id_does() {
    let party = Party::draft("cdh", "CDH", PartyKind::Organisation).build();
    let party = party.unwrap();
    assert_eq!(AsRef::<str>::as_ref(&party), "cdh");
}

#[test]
fn codes_are_an_object_of_texts() {
    let mut wire = serde_json::to_value(sighting().build().unwrap()).unwrap();
    wire["codes"] = json!(5);
    let error = serde_json::from_value::<Event>(wire).unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid type: integer `5`, expected an object of texts"
    );
}

#[test]
fn a_place_is_cleared_of_its_seat() {
    let place = || Place::draft("MX07032", "Escuintla");
    for key in ["lat", "lon", "seat"] {
        let seated = place().seat((15.319, -92.659));
        assert_eq!(seated.without(key).build(), place().build(), "{key}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_draft_of_a_record_is_the_record(record in arbitrary::record(), dossier in arbitrary::dossier()) {
        prop_assert_eq!(redrafted(&record), Ok(record));
        prop_assert_eq!(dossier.to_draft().build(), Ok(dossier));
    }

    /// Setters and the wire are two ways to one record.
    #[test]
    fn a_record_drafted_key_by_key_is_the_one_that_is_read(record in arbitrary::record()) {
        let written = serde_json::to_value(&record).unwrap();
        let read: Record = serde_json::from_value(written.clone()).unwrap();
        prop_assert_eq!(&read, &record);
        prop_assert_eq!(by_keys(&written), Ok(read), "{}", written);
    }

    /// What a draft is cleared of is as if it had not been on the wire.
    #[test]
    fn a_key_that_is_cleared_was_never_there(record in arbitrary::record()) {
        let written = serde_json::to_value(&record).unwrap();
        for (key, left) in left_out(&written).into_iter().filter(|(key, _)| key != "type") {
            let read = serde_json::from_value::<Record>(left).ok();
            prop_assert_eq!(self::left(cleared(&record, &key)), read, "{} of {}", key, written);
        }
    }
}
