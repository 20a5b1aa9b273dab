//! The main example's dossier: the derived values D1 to D8, within their ranges.

use chrono::NaiveDate;
use corridor::analysis::Verdict;
use corridor::format::json;
use corridor::{Bounds, Code, Dossier, Estimate, Gazetteer, Pace, Route, Unit};

fn seed() -> Dossier {
    let reading = json::read(include_str!("../../examples/data/exodus_from_poverty.json")).unwrap();
    assert!(reading.findings().is_clean());
    let mut dossier = reading.into_dossier();
    dossier.fill_seats(Gazetteer::embedded());
    dossier
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn d1_the_way_along_the_seats() {
    let dossier = seed();
    let seats = ["MX07089", "MX07040", "MX07071", "MX07032"];
    let walked = Route::through(seats.map(|code| dossier.place(code).unwrap().clone())).unwrap();
    let km = walked.geodesic_length().km();
    assert!((61.0..=65.0).contains(&km), "{km}");
}

#[test]
fn d2_and_d4_the_next_leg_and_its_windows() {
    let dossier = seed();
    let journey = dossier.journey("exodus").unwrap();
    let ahead = journey.next_route().unwrap().unwrap();
    let km = ahead.geodesic_length().km();
    assert!((27.0..=29.0).contains(&km), "{km}");
    assert_eq!(ahead.road_length().unwrap().km(), 35.0);

    let forecast = journey.forecast(&ahead, Pace::WALKING).unwrap();
    let mapastepec = forecast.stops().last().unwrap();
    assert_eq!(
        mapastepec.arrives(),
        (Some(day("2023-12-28")), Some(day("2023-12-30")))
    );
    assert_eq!(
        mapastepec.leaves(),
        (Some(day("2023-12-29")), Some(day("2023-12-31")))
    );
}

#[test]
fn d3_the_pace() {
    let dossier = seed();
    let journey = dossier.journey("exodus").unwrap();
    assert_eq!(journey.travelled().unwrap().best().km(), 70.0);
    assert_eq!(journey.pace().unwrap().to_string(), "17.5–35 km a day");
}

#[test]
fn d5_the_groups_ahead() {
    let dossier = seed();
    let ahead = dossier.ledger("caravan").unwrap().closing().rest();
    assert_eq!(ahead, Estimate::try_new(2_500, 4_000, Some(4_500)).unwrap());
}

#[test]
fn d6_arriaga_is_too_far_on_foot() {
    let report = seed().check();
    let speeding: Vec<_> = report
        .iter()
        .filter(|f| f.code() == Code::ImplausibleSpeed)
        .collect();
    let [finding] = &speeding[..] else {
        panic!("{report}")
    };
    assert!(finding.to_string().contains("Arriaga"), "{finding}");
    assert!(
        finding.to_string().contains("229 km in 2–4 days"),
        "{finding}"
    );
}

#[test]
fn d7_the_official_figure_at_two_vintages() {
    let dossier = seed();
    let claim = dossier.statistic("claim-cbp").unwrap();
    let total = dossier.statistic("cbp-2023-01-total-2023-02-10").unwrap();
    let series = dossier.series(total.key()).unwrap();

    let then = series
        .vintage(day("2023-12-26"))
        .compare_as(&Unit::ENCOUNTER, claim);
    let missing = ["2023-02", "2023-04"].map(|month| month.parse().unwrap());
    assert_eq!(then.verdict(), Verdict::Undecided);
    assert_eq!(then.missing(), missing);

    let now = series
        .vintage(day("2025-06-04"))
        .compare_as(&Unit::ENCOUNTER, claim);
    assert!(now.agrees());
    assert_eq!(now.official(), Some(Estimate::exactly(2_239_978)));

    let strict = series.vintage(day("2025-06-04")).compare(claim);
    assert_eq!(
        strict.verdict(),
        Verdict::NotComparable,
        "persons are not encounters"
    );
}

#[test]
fn d8_claims_side_by_side() {
    let dossier = seed();
    let claims = dossier.claims("caravan").unwrap();
    assert_eq!(claims.len(), 10);
    assert_eq!(
        claims.stated(),
        Some(Bounds::try_new(6_000, Some(15_000)).unwrap())
    );
    assert_eq!(
        claims.hull(),
        Some(Bounds::try_new(0, Some(15_000)).unwrap())
    );
    // Ten claims about days that may all be the 24th; 25 of their 45 pairs have a figure in common.
    assert_eq!(claims.contradictions().len(), 20);
}

#[test]
fn the_meeting_its_notice_and_its_table() {
    let dossier = seed();
    let meetings = dossier.meetings();
    let gathering = meetings.iter().next().unwrap();
    let notice = gathering.notice().unwrap();
    assert!(notice.least() <= 6 && notice.most() >= Some(8), "{notice}");
    assert_eq!(gathering.on_the_table().len(), 2);
}

/// What a careful editor would want, and no more.
#[test]
fn the_findings() {
    let report = seed().check();
    let found: Vec<_> = report
        .iter()
        .map(|f| (f.code(), f.record().map_or("", |(_, id)| id)))
        .collect();
    let wanted = [
        // Ten claims about one departure, and no figure fits them all: whom to quote is a decision.
        (Code::ClaimsContradict, "caravan"),
        // Arriaga is 229 km away: somebody rode, or somebody is wrong.
        (Code::ImplausibleSpeed, "split"),
        // The report says migrants; the publisher counts encounters.
        (Code::EncountersCalledPersons, "claim-cbp"),
    ];
    assert_eq!(found, wanted, "{report}");
}
