//! Answers as JSON: what `docs/answers.md` shows is what is written, and what was once written stays.
//!
//! The goldens under `tests/fixtures/answers/v1/` are append-only: an answer may gain keys in files of
//! its own, and none may lose or rename one.

use std::path::Path;

use corridor::analysis::{
    Claim, Contradiction, DossierFlows, Gathering, Participant, Revision, Total, UncountedLeg,
    Vintage,
};
use corridor::{
    Breakdown, Claims, Difference, Dossier, Estimate, Event, FlowTable, Meetings, MigrantGroup,
    Part, Place, Series, SeriesKey, Unit,
};
use serde::Serialize;
use serde_json::Value;

const PAGE: &str = include_str!("../../src/docs/answers.md");

/// Whether the answer is written byte for byte as its golden, and as the page has it, if it has.
fn held(name: &str, answer: &impl Serialize) {
    let path = format!("tests/fixtures/answers/v1/{name}.json");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let written = serde_json::to_string_pretty(answer).unwrap() + "\n";
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, golden, "{name}");
    let shown = PAGE.split(&format!("```json {name}\n")).nth(1);
    let shown = shown.unwrap_or_else(|| panic!("docs/answers.md has no example {name}"));
    let shown: Value = serde_json::from_str(shown.split("```").next().unwrap()).unwrap();
    assert_eq!(shown, serde_json::to_value(answer).unwrap(), "{name}");
}

fn exodus() -> Dossier {
    let text = include_str!("../../examples/data/exodus_from_poverty.json");
    serde_json::from_str(text).unwrap()
}

fn who_counts() -> Dossier {
    serde_json::from_str(include_str!("../../examples/data/who_counts.json")).unwrap()
}

fn border() -> Dossier {
    let text = include_str!("../../examples/data/border_statistics.json");
    serde_json::from_str(text).unwrap()
}

fn encounters() -> SeriesKey {
    let text = "encounters at the southwest land border (encounter flow, US southwest border)";
    text.parse().unwrap()
}

/// January and February of 2023.
fn winter() -> Series {
    let series = border().series(&encounters()).unwrap();
    let winter: corridor::Period = "2023-01/2023-02".parse().unwrap();
    series
        .only(|figure| winter.encloses(figure.period()))
        .unwrap()
}

#[test]
fn claims() {
    let dossier = exodus();
    held("claims", &dossier.claims("exodus").unwrap());
    let dossier = who_counts();
    let claims = dossier.claims("caravan").unwrap();
    held("contradiction", claims.contradictions().last().unwrap());
}

#[test]
fn series() {
    let winter = winter();
    held("series", &winter);
    held("vintage", &winter.vintage("2023-12-31".parse().unwrap()));
    held("revision", &winter.revisions().next().unwrap());
    let border = border();
    let all = border.series(&encounters()).unwrap();
    let then = all.vintage("2023-12-26".parse().unwrap());
    held("total", &then.partial_sum("2023-10/2023-12").unwrap());
    let claim = border.statistic("article-2023-01-11").unwrap();
    held("comparison", &then.compare_as(&Unit::ENCOUNTER, claim));
    held("comparison_refused", &then.compare(claim));
    let open = Difference::new(Estimate::about(100), Estimate::at_least(95));
    held("difference", &open);
}

#[test]
fn breakdown() {
    let border = border();
    let november = "2023-11".parse().unwrap();
    let rows = border.statistics().iter();
    let rows = rows.filter(|statistic| statistic.period() == november);
    let breakdown = Breakdown::from_statistics(rows, &encounters(), "component").unwrap();
    held("breakdown", &breakdown);
}

#[test]
fn meetings() {
    held("meetings", &exodus().meetings());
}

/// Two thousand leave a caravan, and of the rest more turn back than there are.
#[test]
fn ledger() {
    let dossier = Dossier::draft("2023-12-31")
        .with_all(["caravan", "ahead"].map(|id| MigrantGroup::draft(id, id)))
        .with(Place::draft("MX07089", "Tapachula"))
        .with(Event::departure("e1", "2023-12-24", "caravan", "MX07089").headcount(6_000))
        .with(
            Event::split("e2", "2023-12-27", "caravan")
                .part(Part::of("ahead").headcount("about 2,000"))
                .part(Part::of("caravan")),
        )
        .with(
            Event::returning("e3", "2023-12-29")
                .group("caravan")
                .headcount(5_000),
        )
        .build()
        .unwrap();
    let ledger = dossier.ledger("caravan").unwrap();
    held("balance", &ledger.balance("2023-12-28").unwrap());
    held("ledger", &ledger);
}

#[cfg(feature = "json")]
#[test]
fn refusals() {
    let text = "{\"format\": \"corridor/1\", \"as_of\": \"2023-12-27\", \"groups\": [
        {\"id\": \"ahead\", \"name\": \"the group ahead\", \"mode\": \"by foot\"},
        {\"id\": \"late\", \"name\": \"the stragglers\", \"mode\": \"foot\", \"split_from\": \"ahead\"}]}";
    let reading = corridor::format::json::read_lenient(text).unwrap();
    held("set_aside", &reading.set_aside());
    held("error", &corridor::format::json::read(text).unwrap_err());
}

#[test]
fn flows() {
    let dossier = exodus();
    let flows = dossier.flows().unwrap();
    held("flows", &flows);
    let net = flows.table().net("MX07032".parse().unwrap());
    held("net_flow", &net);
}

/// What a key stands for is found again: the groups, parties, sources, places and events by their ids.
#[test]
fn what_answers_name_is_in_the_dossier() {
    let dossier = exodus();
    let claims = dossier.claims("caravan").unwrap();
    let claims = serde_json::to_value(&claims).unwrap();
    assert!(dossier.group(claims["group"].as_str().unwrap()).is_some());
    for claim in claims["claims"].as_array().unwrap() {
        assert!(dossier.event(claim["event"].as_str().unwrap()).is_some());
        for via in claim["via"].as_array().unwrap() {
            assert!(dossier.source(via.as_str().unwrap()).is_some(), "{via}");
        }
        let by = &claim["by"];
        let party = by["party"].as_str().and_then(|id| dossier.party(id));
        let source = by["source"].as_str().and_then(|id| dossier.source(id));
        assert!(party.is_some() != source.is_some(), "{by}");
    }
    let flows = serde_json::to_value(dossier.flows().unwrap()).unwrap();
    for leg in flows["uncounted"].as_array().unwrap() {
        assert!(dossier.group(leg["group"].as_str().unwrap()).is_some());
        assert!(dossier.place(leg["origin"].as_str().unwrap()).is_some());
    }
}

/// A table is read back from what a dossier's flows are written as.
#[test]
fn flows_are_read_back() {
    let dossier = exodus();
    let flows = dossier.flows().unwrap();
    let text = serde_json::to_string(&flows).unwrap();
    let table: FlowTable = serde_json::from_str(&text).unwrap();
    assert_eq!(&table, flows.table());
}

/// Compiles only while an answer may stand where one of a shorter life is wanted, and while what is
/// owned does not hold the table.
#[test]
fn answers_live_no_longer_than_they_must() {
    type Views<'a> = (
        Claims<'a>,
        Claim<'a>,
        Contradiction<'a>,
        Meetings<'a>,
        Gathering<'a>,
        Participant<'a>,
        DossierFlows<'a>,
        UncountedLeg<'a>,
        Vintage<'a>,
        Revision<'a>,
        Total<'a>,
    );
    fn shorter<'a>(views: Views<'static>) -> Views<'a> {
        views
    }
    let _ = shorter;
    let mut table = FlowTable::new();
    let (zones, nets, periods) = (table.zones(), table.nets(), table.by_period());
    table.add("MX07089", "MX07032", "2023-12", 5).unwrap();
    assert_eq!((zones.len(), nets.len(), periods.len()), (0, 0, 0));
    let kinds = {
        let dossier = who_counts();
        let kinds = dossier.claims("caravan").unwrap().by_kind();
        kinds.map(|(kind, _)| kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds.len(), 5);
}
