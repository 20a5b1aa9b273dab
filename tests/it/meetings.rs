//! Who met whom, after what, and what came next.

use corridor::analysis::Observation;
use corridor::*;

fn seed() -> Dossier {
    let text = include_str!("../../examples/data/exodus_from_poverty.json");
    serde_json::from_str(text).unwrap()
}

fn country(code: &str) -> CountryCode {
    code.parse().unwrap()
}

/// Mexico hosts the United States.
fn met(id: &str, on: &str) -> Draft<Event> {
    Event::meeting(id, on)
        .host("MX")
        .delegation(Delegation::of("US"))
}

fn names(meetings: &Meetings<'_>) -> Vec<String> {
    let ids = meetings
        .iter()
        .map(|gathering| gathering.event().id().to_string());
    ids.collect()
}

#[test]
fn the_meeting_at_the_national_palace() {
    let seed = seed();
    let meetings = seed.meetings();
    assert_eq!(meetings.len(), 1);
    let palace = meetings.iter().next().unwrap();
    assert_eq!(palace.notice().unwrap().to_string(), "6–8 days");
    let table: Vec<_> = palace
        .on_the_table()
        .iter()
        .map(|event| {
            let by = seed.party(&event.by()[0]).unwrap().name();
            let (on, text) = (event.on().unwrap(), event.text().unwrap());
            format!("{}: {text} ({by}, {on})", event.id())
        })
        .collect();
    assert_eq!(
        table,
        [
            "demand-transit: measures that enable their transit (the migrants of the caravan, 2023-12-27)",
            "demand-dialogue: a dialogue with the government of Mexico (Center for Human Dignification \
             (CDH), 2023-12-27)",
        ]
    );
    let perhaps: Vec<_> = palace
        .perhaps_on_the_table()
        .iter()
        .map(|event| event.id().to_string())
        .collect();
    assert_eq!(perhaps, ["demand-help"], "some time in December");
    let people: Vec<_> = palace
        .participants()
        .map(|participant| {
            let offices: Vec<_> = participant.offices().map(Party::name).collect();
            let head = if participant.is_head() { "*" } else { "" };
            format!(
                "{} {}{head} of {}",
                participant.country().unwrap(),
                participant.party().name(),
                offices.join(" of ")
            )
        })
        .collect();
    assert_eq!(
        people,
        [
            "MX Andrés Manuel López Obrador* of Presidency of Mexico of Government of Mexico",
            "US Antony Blinken* of US Department of State of Government of the United States",
            "US Alejandro Mayorkas of US Department of Homeland Security of Government of the United States",
            "US Elizabeth Sherwood-Randall of White House, homeland security adviser of Government of the \
             United States",
        ]
    );
    let sequels: Vec<_> = palace
        .followed_by(7)
        .iter()
        .map(|(event, after)| format!("{} {after}", event.id()))
        .collect();
    assert_eq!(
        sequels,
        [
            "port-closure possible",
            "statement-lopez-obrador possible",
            "visas possible"
        ]
    );
}

#[test]
fn the_seed_by_party_country_office_and_level() {
    let seed = seed();
    let meetings = seed.meetings();
    let (mexico, states, cuba) = (country("MX"), country("US"), country("CU"));
    assert_eq!(meetings.between(states, mexico).unwrap().len(), 1);
    assert!(meetings.between(states, cuba).unwrap().is_empty());
    for party in ["blinken", "us-state", "us-government", "mx-government"] {
        assert_eq!(meetings.by_party(party).unwrap().len(), 1, "{party}");
        assert_eq!(meetings.by_office(party).unwrap().len(), 1, "{party}");
    }
    for refused in [meetings.by_party("nobody"), meetings.by_office("nobody")] {
        assert_eq!(
            refused.unwrap_err().to_string(),
            "party \"nobody\" is not in the dossier"
        );
    }
    assert_eq!(
        meetings.between("us", "mx").unwrap_err().code(),
        Code::CountryUnknown
    );
    assert!(meetings.by_party("cdh").unwrap().is_empty());
    assert_eq!(meetings.at_level(Level::Head).len(), 1);
    assert!(meetings.at_level(Level::Technical).is_empty());
    assert_eq!(meetings.held().len(), 1);
}

#[test]
fn in_order_of_day_and_those_without_one_last() {
    let dossier = Dossier::draft("2023-12-31")
        .with(
            met("perhaps", "2023-12")
                .conditional("the talks fail")
                .without("on"),
        )
        .with(met("planned", "2023-12-30").planned())
        .with(met("third", "2023-12"))
        .with(met("second", "2023-12-01"))
        .with(
            Event::meeting("first", "../2023-12-20")
                .host("GT")
                .delegation(Delegation::of("MX")),
        )
        .build()
        .unwrap();
    let meetings = dossier.meetings();
    assert_eq!(
        names(&meetings),
        ["first", "second", "third", "planned", "perhaps"]
    );
    assert_eq!(names(&meetings.held()), ["first", "second", "third"]);
    let perhaps = meetings.iter().last().unwrap();
    assert!(perhaps.on_the_table().is_empty() && perhaps.followed_by(7).is_empty());
    assert_eq!(perhaps.notice(), None);
}

#[test]
fn notice_is_as_wide_as_its_dates() {
    let notice = |convened: &str, on: &str| {
        let dossier = Dossier::draft("2023-12-31")
            .with(met("m", on).convened_on(convened))
            .build()
            .unwrap();
        let meetings = dossier.meetings();
        let notice = meetings.iter().next().unwrap().notice();
        notice.map(|days| days.to_string())
    };
    assert_eq!(
        notice("2023-12-20~", "2023-12-27").as_deref(),
        Some("6–8 days")
    );
    assert_eq!(
        notice("2023-12-18/2023-12-20", "2023-12-27").as_deref(),
        Some("6–10 days")
    );
    assert_eq!(
        notice("../2023-12-20", "2023-12-27").as_deref(),
        Some("6 or more days")
    );
    assert_eq!(
        notice("2023-12-28", "2023-12-27"),
        None,
        "called after it was held"
    );
}

#[test]
fn an_office_is_held_for_a_time() {
    let holder = |id: &str, since: Option<&str>, until: Option<&str>| {
        let mut person = Party::draft(id, id, PartyKind::Person).of("state");
        if let Some(since) = since {
            person = person.since(since);
        }
        if let Some(until) = until {
            person = person.until(until);
        }
        person
    };
    let attended = |id: &str| {
        let delegation = Delegation::of("US").head(id);
        Event::meeting(id, "2023-12-27")
            .host("MX")
            .delegation(delegation)
    };
    let table = [
        ("always", None, None, Certainty::Certain),
        (
            "during",
            Some("2021-01-26"),
            Some("2025-01-20"),
            Certainty::Certain,
        ),
        ("from-the-day", Some("2023-12-27"), None, Certainty::Certain),
        ("to-the-day", None, Some("2023-12-27"), Certainty::Certain),
        ("perhaps", Some("2023-12"), None, Certainty::Possible),
        ("perhaps-gone", None, Some("2023"), Certainty::Possible),
        ("later", Some("2023-12-28"), None, Certainty::Impossible),
        (
            "earlier",
            Some("2021"),
            Some("2023-12-26"),
            Certainty::Impossible,
        ),
    ];
    let dossier = Dossier::draft("2023-12-31")
        .with(Party::draft("state", "State", PartyKind::Office))
        .with_all(table.map(|(id, since, until, _)| holder(id, since, until)))
        .with_all(table.map(|(id, ..)| attended(id)))
        .build()
        .unwrap();
    let meetings = dossier.meetings();
    for (name, _, _, expected) in table {
        let gathering = meetings.by_party(name).unwrap();
        let participant = gathering
            .iter()
            .next()
            .unwrap()
            .participants()
            .next()
            .unwrap();
        assert_eq!(participant.in_office(), expected, "{name}");
    }
    assert_eq!(meetings.by_party("state").unwrap().len(), 8);
    assert_eq!(
        names(&meetings.by_office("state").unwrap()).len(),
        6,
        "neither too early nor too late"
    );
}

#[test]
fn demands_and_sequels_by_their_days() {
    let government =
        |id: &str, code: &str| Party::draft(id, id, PartyKind::Government).country(code);
    let demand = |id: &str, on: &str, to: &str| Event::demand(id, on, "cdh", "a dialogue").to(to);
    let said = |id: &str, on: &str, by: &str| Event::statement(id, on).by(by).text("so it is");
    let reopening = MeasureKind::PORT_REOPENING;
    let dossier = Dossier::draft("2024-01-31")
        .with(government("mx", "MX"))
        .with(government("us", "US"))
        .with(government("cu", "CU"))
        .with(Party::draft("cdh", "CDH", PartyKind::Organisation))
        .with(met("talks", "2023-12-27"))
        .with(demand("before", "2023-12-20", "mx"))
        .with(demand("same-day", "2023-12-27", "us"))
        .with(demand("within", "2023-12", "mx"))
        .with(demand("after", "2023-12-28", "mx"))
        .with(demand("to-others", "2023-12-20", "cu"))
        .with(demand("planned", "2023-12-20", "mx").planned())
        .with(said("earlier", "2023-12-26", "mx"))
        .with(said("at-once", "2023-12-27", "mx"))
        .with(said("soon", "2023-12-29", "us"))
        .with(said("late", "2024-01-04", "us"))
        .with(said("others", "2023-12-29", "cdh"))
        .with(Event::measure(
            "ports",
            "2024-01-03",
            reopening,
            "us",
            "2024-01-04",
        ))
        .with(said("some-time", "2024-01", "mx"))
        .build()
        .unwrap();
    let meetings = dossier.meetings();
    let talks = meetings.iter().next().unwrap();
    let on_the_table: Vec<_> = talks
        .on_the_table()
        .iter()
        .map(|event| event.id().to_string())
        .collect();
    assert_eq!(on_the_table, ["before", "same-day"]);
    let perhaps: Vec<_> = talks
        .perhaps_on_the_table()
        .iter()
        .map(|event| event.id().to_string())
        .collect();
    assert_eq!(perhaps, ["within"]);
    let sequels: Vec<_> = talks
        .followed_by(7)
        .iter()
        .map(|(event, after)| format!("{} {after}", event.id()))
        .collect();
    assert_eq!(
        sequels,
        [
            "at-once possible",
            "soon certain",
            "ports certain",
            "some-time certain"
        ]
    );
}

#[test]
fn a_series_around_the_day() {
    let text = include_str!("../../examples/data/border_statistics.json");
    let border: Dossier = serde_json::from_str(text).unwrap();
    let key = border
        .statistic("swb-2023-01-total-2023-02-10")
        .unwrap()
        .key();
    let series = border.series(key).unwrap();
    let seed = seed();
    let meetings = seed.meetings();
    let palace = meetings.iter().next().unwrap();
    let latest = series.latest();
    let month = |figure: &Observation| figure.period().to_string();
    let before: Vec<_> = palace.figures_before(latest, 60).map(month).collect();
    assert_eq!(before, ["2023-10", "2023-11"]);
    let during: Vec<_> = palace.figures_during(latest).map(month).collect();
    assert_eq!(during, ["2023-12"]);
    let after = palace.figures_after(latest, 60).count();
    assert_eq!(after, 0, "the series ends with the year");
}

/// Periods that reach into the days around it, with either end, and none beside them.
#[test]
fn a_series_is_cut_at_the_days_before_and_after() {
    let key = SeriesKey::draft("crossings", Unit::PERSON, Nature::Flow, "MX")
        .build()
        .unwrap();
    let figures = (1..=20).map(|number| {
        let figure = Statistic::draft(
            format!("s{number}"),
            "crossings",
            format!("2023-12-{number:02}"),
        )
        .key(&key)
        .value(1)
        .publisher("inm")
        .published("2024-01-01");
        figure.build().unwrap()
    });
    let series = Series::from_statistics(figures).unwrap();
    let dossier = |on: &str| {
        Dossier::draft("2024-01-31")
            .with(met("m", on))
            .build()
            .unwrap()
    };
    let cut = |on: &str, days: u64| {
        let dossier = dossier(on);
        let meetings = dossier.meetings();
        let (meeting, latest) = (meetings.iter().next().unwrap(), series.latest());
        let ends = |found: Vec<&Observation>| {
            let of = |found: Option<&&Observation>| found.map(|found| found.period().to_string());
            let (first, last) = (of(found.first()), of(found.last()));
            first.zip(last).map_or(String::new(), |(first, last)| {
                format!(
                    "{}–{}",
                    first.trim_start_matches("2023-12-"),
                    last.trim_start_matches("2023-12-")
                )
            })
        };
        [
            ends(meeting.figures_before(latest, days).collect()),
            ends(meeting.figures_during(latest).collect()),
            ends(meeting.figures_after(latest, days).collect()),
        ]
    };
    assert_eq!(cut("2023-12-10", 3), ["07–09", "10–10", "11–13"]);
    assert_eq!(cut("2023-12-10/2023-12-12", 1), ["09–09", "10–12", "13–13"]);
    assert_eq!(cut("2023-12-10", 0), ["", "10–10", ""]);
    assert_eq!(cut("2023-12-01", 2), ["", "01–01", "02–03"]);
    assert_eq!(cut("../2023-12-10", 2), ["", "", ""]);
}

#[test]
fn meetings_are_gone_through_one_by_one() {
    let seed = seed();
    let meetings = seed.meetings();
    assert!(!meetings.is_empty());
    let mut through = Vec::new();
    for gathering in &meetings {
        through.push(gathering.event().id());
        assert_eq!(gathering.on(), gathering.event().on());
    }
    let listed: Vec<_> = meetings
        .iter()
        .map(|gathering| gathering.event().id())
        .collect();
    assert_eq!(through, listed);
}
