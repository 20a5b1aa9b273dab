//! A dossier that changes in place: what it refuses, and that it is the one that is built at once from
//! what remains.

use chrono::NaiveDate;
use corridor::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

const DAY: &str = "2023-12-27";

fn refused<T: std::fmt::Debug>(code: Code, text: &str, result: Result<T, Error>) {
    let error = result.unwrap_err();
    assert_eq!((error.code(), error.to_string()), (code, text.to_owned()));
}

/// Two groups, one of which was part of the other, and what is reported of them.
fn dossier() -> Dossier {
    Dossier::draft(DAY)
        .title("the caravan")
        .with(Source::draft("efe", "EFE", SourceKind::Agency))
        .with(Party::draft("cdh", "CDH", PartyKind::Organisation))
        .with(Place::draft("MX07089", "Tapachula"))
        .with(Place::draft("MX07032", "Escuintla").seat((15.319, -92.659)))
        .with(MigrantGroup::draft("caravan", "the caravan").mode("foot"))
        .with(
            MigrantGroup::draft("exodus", "Exodus")
                .split_from("caravan")
                .escort("cdh"),
        )
        .with(Link::draft("coast", "MX07089", "MX07032").road("70 km"))
        .with(Event::departure("e1", "2023-12-24", "caravan", "MX07089").source("efe"))
        .with(Event::sighting("e2", DAY, "exodus", "MX07032").headcount("more than 6,000"))
        .with(count("s1"))
        .build()
        .unwrap()
}

fn count(id: &str) -> Draft<Statistic> {
    let draft = Statistic::draft(id, "encounters", "2023-11").unit(Unit::ENCOUNTER);
    let draft = draft.nature(Nature::Flow).area("US").value(242_418);
    draft.publisher("cdh").published("2023-12-22")
}

/// Everything that may be asked of a dossier, as JSON.
fn answers(dossier: &Dossier) -> Vec<String> {
    fn told<T: serde::Serialize>(answer: &T) -> String {
        serde_json::to_string(answer).unwrap()
    }
    let mut answers = vec![
        told(dossier),
        told(&dossier.check()),
        told(&dossier.meetings()),
    ];
    for group in dossier.groups() {
        answers.push(told(&dossier.journey(group.id()).unwrap()));
        answers.push(told(&dossier.claims(group.id()).unwrap()));
        answers.push(told(
            &dossier.ledger(group.id().as_str()).unwrap().closing(),
        ));
    }
    for key in dossier.series_keys() {
        answers.push(told(
            &dossier.series(key).map_err(|error| error.to_string()),
        ));
    }
    answers
}

/// The change is refused in these words, and leaves everything as it was.
fn unchanged<T: std::fmt::Debug>(
    code: Code,
    text: &str,
    change: impl FnOnce(&mut Dossier) -> Result<T, Error>,
) {
    let before = dossier();
    let mut after = before.clone();
    refused(code, text, change(&mut after));
    assert_eq!(after, before, "{text}");
    assert_eq!(answers(&after), answers(&before), "{text}");
    // Its indices are as they were: what was refused is not there, and may come after all.
    after.push(MigrantGroup::draft("new", "new")).unwrap();
    assert_eq!(after.remove(RecordKind::Group, "new").unwrap().id(), "new");
    assert_eq!(after, before, "{text}");
}

#[test]
fn a_push_is_refused_in_these_words() {
    unchanged(
        Code::IdDuplicate,
        "id: group exodus: group \"exodus\" already exists, as groups[1]",
        |dossier| dossier.push(MigrantGroup::draft("exodus", "another")),
    );
    unchanged(
        Code::IdDuplicate,
        "code: place MX07032: place \"MX07032\" already exists, as places[1]",
        |dossier| dossier.push(Place::draft("MX07032", "Escuintla")),
    );
    unchanged(
        Code::ReferenceDangling,
        "group: event e3: group \"ahead\" is not in the dossier",
        |dossier| dossier.push(Event::sighting("e3", DAY, "ahead", "MX07032")),
    );
    unchanged(
        Code::ReferenceDangling,
        "parts[1].group: event e3: group \"ahead\" is not in the dossier",
        |dossier| {
            let split = Event::split("e3", DAY, "caravan");
            dossier.push(split.parts([Part::of("exodus"), Part::of("ahead")]))
        },
    );
    unchanged(
        Code::ReferenceDangling,
        "delegations[0].members[0]: event m: party \"blinken\" is not in the dossier",
        |dossier| {
            let meeting = Event::meeting("m", DAY).host("MX");
            dossier.push(meeting.delegation(Delegation::of("US").member("blinken")))
        },
    );
    unchanged(
        Code::ReferenceCircular,
        "split_from: group ahead: group \"ahead\" refers to itself in a circle",
        |dossier| dossier.push(MigrantGroup::draft("ahead", "ahead").split_from("ahead")),
    );
    unchanged(
        Code::PhraseUnreadable,
        "headcount: event e3: \"abt\" at byte 0 is not a word known in a count",
        |dossier| dossier.push(Event::joining("e3", DAY, "exodus").headcount("abt 500")),
    );
}

#[test]
fn a_batch_is_taken_whole_or_not_at_all() {
    let mut dossier = dossier();
    // In any order, and referring to each other.
    dossier
        .extend([
            Record::try_from(Event::sighting("e3", DAY, "ahead", "MX07040")).unwrap(),
            MigrantGroup::draft("ahead", "ahead")
                .split_from("exodus")
                .try_into()
                .unwrap(),
            Place::draft("MX07040", "Huixtla").try_into().unwrap(),
        ])
        .unwrap();
    let fixes = dossier.journey("ahead").unwrap().fixes().len();
    assert_eq!(fixes, 2, "the departure is inherited");
    dossier
        .extend(["a", "b"].map(|id| Event::joining(id, DAY, "ahead")))
        .unwrap();
    assert_eq!(dossier.events().len(), 5);

    let joining = |id: &str| Event::joining(id, DAY, "exodus");
    unchanged(
        Code::PhraseUnreadable,
        "[1].headcount: event e4: \"abt\" at byte 0 is not a word known in a count",
        |dossier| dossier.extend([joining("e3"), joining("e4").headcount("abt 500")]),
    );
    unchanged(
        Code::IdDuplicate,
        "[2].id: event e3: event \"e3\" already exists, as events[2]",
        |dossier| dossier.extend([joining("e3"), joining("e4"), joining("e3")]),
    );
    unchanged(
        Code::ReferenceDangling,
        "[1].sources[0]: event e4: source \"ap\" is not in the dossier",
        |dossier| dossier.extend([joining("e3"), joining("e4").source("ap")]),
    );
    let group = |id: &str, from: &str| MigrantGroup::draft(id, id).split_from(from);
    unchanged(
        Code::ReferenceCircular,
        "[1].split_from: group y: group \"y\" refers to itself in a circle",
        |dossier| dossier.extend([group("w", "caravan"), group("y", "z"), group("z", "y")]),
    );
    unchanged(
        Code::ReferenceCircular,
        "[0].of: party a: party \"a\" refers to itself in a circle",
        |dossier| {
            let party = |id: &str, of: &str| Party::draft(id, id, PartyKind::Office).of(of);
            dossier.extend([party("a", "b"), party("b", "a")])
        },
    );
}

/// Ten faults, and two records that fall with them.
fn ten_faults() -> Vec<Record> {
    let joining = |id: &str| Event::joining(id, DAY, "exodus");
    let drafts: [Result<Record, Error>; 14] = [
        MigrantGroup::draft("fine", "fine").try_into(),
        Source::draft("blog", "a blog", SourceKind::Other)
            .quotes("wire")
            .try_into(),
        MigrantGroup::draft("fine", "again").try_into(),
        joining("e1").try_into(),
        joining("e3").claimed_by("nobody").try_into(),
        Event::sighting("e4", DAY, "exodus", "MX07040").try_into(),
        MigrantGroup::draft("x", "x").split_from("y").try_into(),
        MigrantGroup::draft("y", "y").split_from("x").try_into(),
        Link::draft("road", "MX07032", "MX07051").try_into(),
        Party::draft("person", "a person", PartyKind::Person)
            .of("office")
            .try_into(),
        count("s2").publisher("inm").try_into(),
        Event::merge("e5", DAY, "exodus")
            .members(["caravan", "lost"])
            .try_into(),
        Event::joining("e6", DAY, "fine").source("blog").try_into(),
        Event::joining("e7", DAY, "fine").try_into(),
    ];
    drafts.into_iter().collect::<Result<_, _>>().unwrap()
}

#[test]
fn of_ten_faults_the_first_is_named_and_nothing_taken() {
    unchanged(
        Code::ReferenceDangling,
        "[1].quotes: source blog: source \"wire\" is not in the dossier",
        |dossier| dossier.extend(ten_faults()),
    );
    // Of faults of any kind: one that comes later is not told first.
    let mut backwards = ten_faults();
    backwards.reverse();
    unchanged(
        Code::ReferenceDangling,
        "[2].groups[1]: event e5: group \"lost\" is not in the dossier",
        |dossier| dossier.extend(&backwards),
    );
}

#[test]
fn of_ten_faults_all_are_handed_back() {
    let mut dossier = dossier();
    let refused = dossier.extend_leniently(ten_faults());
    let told: Vec<_> = refused.iter().map(|(_, error)| error.to_string()).collect();
    assert_eq!(
        told,
        [
            "quotes: source blog: source \"wire\" is not in the dossier",
            "id: group fine: group \"fine\" already exists, as [0]",
            "id: event e1: event \"e1\" already exists, as events[0]",
            "claimed_by: event e3: party \"nobody\" is not in the dossier",
            "place: event e4: place \"MX07040\" is not in the dossier",
            "split_from: group x: group \"x\" refers to itself in a circle",
            "split_from: group y: group \"x\" is not in the dossier",
            "to: link road: place \"MX07051\" is not in the dossier",
            "of: party person: party \"office\" is not in the dossier",
            "publisher: statistic s2: party \"inm\" is not in the dossier",
            "groups[1]: event e5: group \"lost\" is not in the dossier",
            "sources[0]: event e6: source \"blog\" is not in the dossier",
        ]
    );
    let batch = ten_faults();
    let back: Vec<_> = refused.into_iter().map(|(record, _)| record).collect();
    let (fine, faulty): (Vec<_>, Vec<_>) =
        batch.into_iter().partition(|record| !back.contains(record));
    assert_eq!(back, faulty, "in the order of the batch");
    // What stands, stands as if it had come alone.
    let mut alone = self::dossier();
    alone.extend(fine).unwrap();
    assert_eq!(answers(&dossier), answers(&alone));
    assert!(dossier.event("e7").is_some() && dossier.group("fine").is_some());
    // Mended, the others can come.
    dossier
        .push(Source::draft("wire", "a wire", SourceKind::Agency))
        .unwrap();
    assert_eq!(
        dossier.extend_leniently(back).len(),
        10,
        "but the blog and what quotes it"
    );
}

#[test]
fn a_record_is_replaced_where_it_stands() {
    let mut dossier = dossier();
    let old = dossier.event("e1").cloned().unwrap();
    let corrected = old.to_draft().group("exodus").headcount(5_000);
    assert_eq!(
        dossier.replace(corrected.clone()).unwrap(),
        Record::from(&old)
    );
    assert_eq!(dossier.events()[0], corrected.build().unwrap());
    assert!(dossier.journey("caravan").unwrap().fixes().is_empty());
    assert_eq!(dossier.journey("exodus").unwrap().fixes().len(), 2);
    dossier.replace(old).unwrap();
    assert_eq!(answers(&dossier), answers(&self::dossier()));

    unchanged(
        Code::ReferenceDangling,
        "event \"e9\" is not in the dossier",
        |dossier| dossier.replace(Event::joining("e9", DAY, "exodus")),
    );
    // There is a group of that id, and no party.
    unchanged(
        Code::ReferenceDangling,
        "party \"exodus\" is not in the dossier",
        |dossier| dossier.replace(Party::draft("exodus", "Exodus", PartyKind::Organisation)),
    );
    unchanged(
        Code::ReferenceDangling,
        "group: event e1: group \"ahead\" is not in the dossier",
        |dossier| dossier.replace(Event::joining("e1", DAY, "ahead")),
    );
    unchanged(
        Code::ReferenceCircular,
        "split_from: group caravan: group \"caravan\" refers to itself in a circle",
        |dossier| dossier.replace(MigrantGroup::draft("caravan", "x").split_from("exodus")),
    );
    unchanged(
        Code::ReferenceCircular,
        "of: party cdh: party \"cdh\" refers to itself in a circle",
        |dossier| dossier.replace(Party::draft("cdh", "x", PartyKind::Office).of("cdh")),
    );
    unchanged(
        Code::KeyMissing,
        "event e1: a joining needs \"group\"",
        |dossier| dossier.replace(Event::joining("e1", DAY, "exodus").without("group")),
    );
}

#[test]
fn what_others_refer_to_cannot_be_removed() {
    for (kind, id, text) in [
        (
            RecordKind::Source,
            "efe",
            "source \"efe\" cannot be removed: event e1 refers to it",
        ),
        (
            RecordKind::Party,
            "cdh",
            "party \"cdh\" cannot be removed: group exodus refers to it",
        ),
        (
            RecordKind::Place,
            "MX07032",
            "place \"MX07032\" cannot be removed: link coast refers to it",
        ),
        (
            RecordKind::Group,
            "caravan",
            "group \"caravan\" cannot be removed: group exodus refers to it",
        ),
        (
            RecordKind::Group,
            "exodus",
            "group \"exodus\" cannot be removed: event e2 refers to it",
        ),
    ] {
        unchanged(Code::ReferenceDangling, text, |dossier| {
            dossier.remove(kind, id)
        });
    }
    for (kind, text) in [
        (RecordKind::Event, "event \"caravan\" is not in the dossier"),
        (
            RecordKind::Statistic,
            "statistic \"caravan\" is not in the dossier",
        ),
    ] {
        unchanged(Code::ReferenceDangling, text, |dossier| {
            dossier.remove(kind, "caravan")
        });
    }
    // A record that names it twice refers to it, too.
    let meeting = Event::meeting("m", DAY).host("MX");
    let of_us = Delegation::of("US").head("twice").member("twice");
    let meeting = meeting.delegation(of_us).delegation(Delegation::of("MX"));
    let mut met = dossier();
    met.push(Party::draft("twice", "A person", PartyKind::Person))
        .unwrap();
    met.push(meeting).unwrap();
    assert_eq!(
        met.remove(RecordKind::Party, "twice")
            .unwrap_err()
            .to_string(),
        "party \"twice\" cannot be removed: event m refers to it"
    );
    let long = dossier()
        .remove(RecordKind::Event, "e".repeat(1_000_000))
        .unwrap_err();
    assert!(long.to_string().len() < 200);

    let mut dossier = dossier();
    let removed = dossier.remove(RecordKind::Event, "e1").unwrap();
    assert_eq!(removed.id(), "e1");
    // What stood behind it has moved up, and is found all the same.
    assert_eq!(dossier.journey("exodus").unwrap().fixes().len(), 1);
    for (kind, id) in [
        (RecordKind::Event, "e2"),
        (RecordKind::Link, "coast"),
        (RecordKind::Group, "exodus"),
        (RecordKind::Group, "caravan"),
        (RecordKind::Statistic, "s1"),
        (RecordKind::Party, "cdh"),
        (RecordKind::Place, "MX07089"),
        (RecordKind::Place, "MX07032"),
        (RecordKind::Source, "efe"),
    ] {
        let removed = dossier.remove(kind, id).unwrap();
        assert_eq!((removed.kind(), removed.id()), (kind, id));
    }
    let empty = Dossier::draft(DAY).title("the caravan").build().unwrap();
    assert_eq!(dossier, empty);
}

#[test]
fn the_day_moves_and_is_one_day() {
    let mut dossier = dossier();
    dossier
        .push(Event::joining("e3", "2023-12-29", "exodus").planned())
        .unwrap();
    dossier.set_as_of("2023-12-30").unwrap();
    assert_eq!(dossier.as_of().to_string(), "2023-12-30");
    let day = NaiveDate::from_ymd_opt(2023, 12, 27).unwrap();
    dossier.set_as_of(day).unwrap();
    assert_eq!(dossier.as_of(), day);
    for (day, code, text) in [
        (
            "2023-12",
            Code::DateInvalid,
            "as_of: \"2023-12\" is not one day, written as YYYY-MM-DD",
        ),
        (
            "2023-12-27~",
            Code::DateInvalid,
            "as_of: \"2023-12-27~\" is not one day, written as YYYY-MM-DD",
        ),
    ] {
        unchanged(code, text, |dossier| dossier.set_as_of(day));
    }
    assert_eq!(dossier.set_as_of("yesterday").unwrap_err().path(), "as_of");
}

#[test]
fn seats_are_filled_and_none_is_overridden() {
    let known = [
        Place::draft("MX07089", "Tapachula de Córdova").seat((14.911, -92.264)),
        Place::draft("MX07032", "Escuintla").seat((0.0, 0.0)),
        Place::draft("MX07051", "Mapastepec").seat((15.441, -92.892)),
    ];
    let known = Gazetteer::from_places(known.map(|place| place.build().unwrap())).unwrap();
    let mut dossier = dossier();
    dossier.push(Place::draft("MX07040", "Huixtla")).unwrap();
    assert_eq!(dossier.fill_seats(&known), 1);
    let seat = |code: &str| {
        dossier
            .place(code)
            .unwrap()
            .seat()
            .map(|seat| seat.to_string())
    };
    assert_eq!(seat("MX07089").as_deref(), Some("14.911, -92.264"));
    assert_eq!(seat("MX07032").as_deref(), Some("15.319, -92.659"));
    assert_eq!(seat("MX07040"), None);
    assert_eq!(dossier.place("MX07089").unwrap().name(), "Tapachula");
    assert_eq!(dossier.fill_seats(&known), 0);
}

#[test]
fn places_that_are_named_are_taken_from_the_gazetteer() {
    let known = ["MX07089", "MX07032", "MX07051"].map(|code| Place::draft(code, code));
    let known = Gazetteer::from_places(known.map(|place| place.build().unwrap())).unwrap();
    let draft = || {
        Dossier::draft(DAY)
            .with(MigrantGroup::draft("g", "g"))
            .with(Place::draft("MX07032", "mine"))
            .with(Event::sighting("e", DAY, "g", "MX07089"))
    };
    let dossier = draft().missing_places_from(&known).build().unwrap();
    let names: Vec<_> = dossier.places().iter().map(Place::name).collect();
    assert_eq!(names, ["mine", "MX07089"]);
    let unknown = draft().with(Event::joining("f", DAY, "g").place("MX00001"));
    refused(
        Code::ReferenceDangling,
        "events[1].place: event f: place \"MX00001\" is not in the dossier",
        unknown.missing_places_from(&known).build(),
    );
}

const GROUPS: [&str; 4] = ["g0", "g1", "g2", "g3"];
const PLACES: [&str; 3] = ["MX07089", "MX07032", "MX07051"];

fn group_id() -> impl Strategy<Value = &'static str> {
    select(GROUPS.to_vec())
}

/// An event of few ids about few groups.
fn event() -> impl Strategy<Value = Event> {
    let id = (0..8_u8).prop_map(|index| format!("e{index}"));
    let on = (20..=29_u8).prop_map(|day| format!("2023-12-{day}"));
    let who = (group_id(), group_id(), group_id());
    let place = select(PLACES.to_vec());
    let rest = (
        1..9_u64,
        option::of(select(vec!["s0", "s1"])),
        any::<bool>(),
    );
    (0..8_u8, id, on, who, place, rest).prop_map(
        |(kind, id, on, (group, other, third), place, (count, source, planned))| {
            let part = |group: &str| Part::of(group).headcount(count).place(place);
            let draft = match kind {
                0 => Event::departure(id, on, group, place).headcount(count),
                1 => Event::sighting(id, on, group, place).headcount(count),
                2 => Event::split(id, on, group).parts([part(other), part(third)]),
                3 => Event::merge(id, on, group).members([other, third]),
                4 => Event::joining(id, on, group).headcount(count),
                5 => Event::statement(id, on)
                    .group(group)
                    .headcount(count)
                    .by("p0"),
                6 => Event::returning(id, on).group(group).headcount(count),
                _ => Event::meeting(id, on)
                    .host("MX")
                    .delegation(Delegation::of("US").head("p0")),
            };
            let draft = if planned { draft.planned() } else { draft };
            draft.sources(source).build().unwrap()
        },
    )
}

fn record() -> impl Strategy<Value = Record> {
    let group = (group_id(), option::weighted(0.4, group_id()));
    let group = group.prop_map(|(id, from)| {
        let draft = MigrantGroup::draft(id, id);
        match from {
            Some(from) => draft.split_from(from),
            None => draft,
        }
    });
    let source = select(vec!["s0", "s1"]);
    let source = (source.clone(), option::weighted(0.3, source)).prop_map(|(id, quotes)| {
        let draft = Source::draft(id, id, SourceKind::Agency);
        match quotes {
            Some(quotes) => draft.quotes(quotes),
            None => draft,
        }
    });
    let party = select(vec!["p0", "p1"]);
    let party = (party.clone(), option::weighted(0.3, party)).prop_map(|(id, of)| {
        let draft = Party::draft(id, id, PartyKind::Office);
        match of {
            Some(of) => draft.of(of),
            None => draft,
        }
    });
    let place = (select(PLACES.to_vec()), 14.0..16.0_f64)
        .prop_map(|(code, lat)| Place::draft(code, code).seat((lat, -92.0)));
    let statistic = (0..3_u8, 1..9_u64)
        .prop_map(|(index, value)| count(&format!("n{index}")).publisher("p0").value(value));
    let link = (0..2_u8, select(vec![(0, 1), (1, 2), (0, 2)])).prop_map(|(index, (from, to))| {
        Link::draft(format!("l{index}"), PLACES[from], PLACES[to]).road("60 km")
    });
    prop_oneof![
        3 => group.prop_map(|draft| draft.try_into().unwrap()),
        1 => source.prop_map(|draft| draft.try_into().unwrap()),
        1 => party.prop_map(|draft| draft.try_into().unwrap()),
        2 => place.prop_map(|draft| draft.try_into().unwrap()),
        1 => statistic.prop_map(|draft| draft.try_into().unwrap()),
        1 => link.prop_map(|draft| draft.try_into().unwrap()),
        9 => event().prop_map(Record::from),
    ]
}

#[derive(Debug, Clone)]
enum Change {
    Push(Record),
    Extend(Vec<Record>),
    ExtendLeniently(Vec<Record>),
    Replace(Record),
    /// The record whose number this is, among those that are there.
    Remove(prop::sample::Index),
    SetAsOf(u8),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => record().prop_map(Change::Push),
        2 => vec(record(), 1..6).prop_map(Change::Extend),
        1 => vec(record(), 1..8).prop_map(Change::ExtendLeniently),
        4 => record().prop_map(Change::Replace),
        3 => any::<prop::sample::Index>().prop_map(Change::Remove),
        1 => (20..=31_u8).prop_map(Change::SetAsOf),
    ]
}

/// A dossier of these records, built at once.
fn at_once(as_of: &str, records: &[Record]) -> Result<Dossier, Error> {
    Dossier::draft(as_of).with_all(records).build()
}

/// An error without its path, which says where it was found.
fn unplaced(error: &Error) -> String {
    let text = error.to_string();
    match text.strip_prefix(error.path()) {
        Some(rest) if !error.path().is_empty() => rest.to_owned(),
        _ => format!(": {text}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever is pushed, extended, replaced, removed or refused: the dossier and all that it answers
    /// are those of the records that remain.
    #[test]
    fn any_changes_make_the_dossier_of_what_remains(
        begun in vec(record(), 0..20),
        changes in vec(change(), 0..24),
    ) {
        let mut as_of = "2023-12-27".to_owned();
        let mut dossier = at_once(&as_of, &[]).unwrap();
        dossier.extend_leniently(begun);
        let mut remain: Vec<Record> = dossier.records().collect();
        for change in changes {
            let before = dossier.clone();
            // Of several faults, a draft tells the first of its lists, and a batch its own first.
            let is_batch = matches!(change, Change::Extend(_));
            let same = |one: &Record, other: &Record| (one.kind(), one.id()) == (other.kind(), other.id());
            let (result, after) = match change {
                Change::Push(record) => {
                    let after = [remain.clone(), vec![record.clone()]].concat();
                    (dossier.push(record), after)
                }
                Change::Extend(records) => {
                    let after = [remain.clone(), records.clone()].concat();
                    (dossier.extend(records), after)
                }
                Change::ExtendLeniently(records) => {
                    let refused = dossier.extend_leniently(records.clone());
                    let mut taken = records;
                    for (record, _) in refused {
                        // Of two of one id and one content, the later one is refused.
                        let at = taken.iter().rposition(|other| *other == record).unwrap();
                        taken.remove(at);
                    }
                    (Ok(()), [remain.clone(), taken].concat())
                }
                Change::Replace(record) => {
                    let mut after = remain.clone();
                    let old = after.iter_mut().find(|old| same(old, &record));
                    if let Some(old) = old {
                        let was = std::mem::replace(old, record.clone());
                        let replaced = dossier.replace(record);
                        if let Ok(replaced) = &replaced {
                            prop_assert_eq!(replaced, &was);
                        }
                        (replaced.map(drop), after)
                    } else {
                        prop_assert!(dossier.replace(record).is_err());
                        prop_assert_eq!(&dossier, &before);
                        continue;
                    }
                }
                Change::Remove(index) => {
                    if remain.is_empty() {
                        continue;
                    }
                    let mut after = remain.clone();
                    let record = after.remove(index.index(after.len()));
                    let removed = dossier.remove(record.kind(), record.id());
                    if let Ok(removed) = &removed {
                        prop_assert_eq!(removed, &record);
                    }
                    (removed.map(drop), after)
                }
                Change::SetAsOf(day) => {
                    as_of = format!("2023-12-{day}");
                    (dossier.set_as_of(&as_of), remain.clone())
                }
            };
            // It is refused where the whole would be.
            match (result, at_once(&as_of, &after)) {
                (Ok(()), Ok(_)) => remain = after,
                (Err(error), Err(whole)) => {
                    prop_assert!(is_batch || error.code() == whole.code(), "{error} {whole}");
                    prop_assert_eq!(&dossier, &before);
                }
                (one, other) => prop_assert!(false, "{one:?} in place, {other:?} at once"),
            }
        }
        let whole = at_once(&as_of, &remain).unwrap();
        prop_assert_eq!(&dossier, &whole);
        prop_assert_eq!(answers(&dossier), answers(&whole));
    }

    /// A push and a batch of one are refused alike, but for where.
    #[test]
    fn a_batch_of_one_is_a_push(begun in vec(record(), 0..12), record in record()) {
        let mut one = at_once("2023-12-27", &[]).unwrap();
        one.extend_leniently(begun);
        let mut other = one.clone();
        let mut lenient = one.clone();
        let (pushed, batched) = (one.push(&record), other.extend([&record]));
        let refused = lenient.extend_leniently([record]);
        prop_assert_eq!(pushed.is_ok(), refused.is_empty());
        match (pushed, batched) {
            (Ok(()), Ok(())) => {}
            (Err(error), Err(of_batch)) => {
                prop_assert_eq!(unplaced(&error), unplaced(&of_batch));
                prop_assert_eq!(&refused[0].1, &error);
                let dot = if error.path().is_empty() { "" } else { "." };
                prop_assert_eq!(of_batch.path(), format!("[0]{dot}{}", error.path()));
            }
            (one, other) => prop_assert!(false, "{one:?} {other:?}"),
        }
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(&one, &lenient);
    }
}
