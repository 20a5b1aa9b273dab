//! The briefing of any dossier: what can be said of each group, meeting and series.

use corridor::analysis::{Claim, Journey};
use corridor::{Claims, Dossier, EventKind, MigrantGroup, Pace, TravelMode};
use serde_json::{Value, json};

use super::command::{Outcome, say};
use super::{days, measures, meetings, of_kind, plan, statements};

/// The library's answers about each group, and the findings, for machines.
pub(super) fn figures(dossier: &Dossier) -> Outcome<Value> {
    let mut groups = Vec::new();
    for journey in dossier.journeys() {
        let group = journey.group();
        let claims = dossier.claims(group.id())?;
        let mut figures = json!({
            "group": group.id(),
            "name": group.name(),
            "balance": dossier.ledger(group.id())?.balance(dossier.as_of())?,
            "last_stated": last_stated(&claims),
            "claims": claims,
            "contradictions": claims.contradictions().len(),
            "journey": journey,
        });
        if let (Some(at), Value::Object(keys)) = (journey.at(dossier.as_of())?, &mut figures) {
            keys.insert("whereabouts".to_owned(), json!(at));
        }
        groups.push(figures);
    }
    let findings = dossier.check();
    let findings: Vec<_> = findings.iter().collect();
    let mut figures = json!({"as_of": dossier.as_of(), "groups": groups, "findings": findings});
    if let (Some(title), Value::Object(keys)) = (dossier.title(), &mut figures) {
        keys.insert("title".to_owned(), title.into());
    }
    Ok(figures)
}

pub(super) fn briefing(dossier: &Dossier) -> Outcome {
    let title = dossier.title().unwrap_or("untitled").to_uppercase();
    say!("{title}, as of {}", dossier.as_of());
    for journey in dossier.journeys() {
        group(dossier, &journey)?;
    }
    if !dossier.meetings().is_empty() {
        say!("\nWHO MET, AND WHAT WAS ASKED");
        meetings(dossier);
    }
    if of_kind(dossier, EventKind::Statement).any(|event| event.text().is_some()) {
        say!("\nWHAT WAS SAID");
        statements(dossier);
    }
    if of_kind(dossier, EventKind::Measure).next().is_some() {
        say!("\nWHAT GOVERNMENTS DO");
        measures(dossier);
    }
    if dossier.series_keys().len() > 0 {
        say!("\nOFFICIAL FIGURES, the last of each series");
        series(dossier)?;
    }
    say!("\nWORTH CHECKING");
    for line in dossier.check().to_string().lines() {
        say!("  {line}");
    }
    Ok(())
}

fn group(dossier: &Dossier, journey: &Journey<'_>) -> Outcome {
    let group = journey.group();
    let today = dossier.as_of();
    say!("\n{}", group.name().to_uppercase());
    let whereabouts = journey
        .at(today)?
        .map(|whereabouts| whereabouts.to_string());
    say!(
        "  where: {}",
        whereabouts.as_deref().unwrap_or("nobody says")
    );
    for line in people(dossier, group)? {
        say!("  {line}");
    }
    let claims = dossier.claims(group.id())?;
    if let (Some(stated), Some(hull)) = (claims.stated(), claims.hull()) {
        let (count, apart) = (claims.len(), claims.contradictions());
        let pairs = apart.len();
        say!("  claims: {count}, stated {stated}, possible {hull}");
        say!("  pairs of claims that contradict each other: {pairs}");
        if let Some(widest) = apart.first() {
            say!("  widest apart: {widest}");
        }
    }
    if let Some(travelled) = journey.travelled() {
        let pace = journey.pace().map(|pace| format!(", {pace}"));
        say!("  travelled: {travelled}{}", pace.unwrap_or_default());
    }
    for event in journey.plan() {
        say!("  plan: {}", plan(dossier, event));
    }
    if group.mode() == TravelMode::Foot
        && let Some(next) = journey.next_route()?
    {
        for stop in journey
            .forecast(&next, Pace::WALKING)?
            .stops()
            .iter()
            .skip(1)
        {
            let (place, arrives) = (stop.place().name(), days(stop.arrives()));
            say!("  at {}: in {place} {arrives}", Pace::WALKING);
        }
    }
    Ok(())
}

/// What was stated last, beside what the ledger has. A sighting is no booking, so the two may differ.
fn people(dossier: &Dossier, group: &MigrantGroup) -> Outcome<Vec<String>> {
    let id = group.id();
    let claims = dossier.claims(id)?;
    let stated = last_stated(&claims).into_iter();
    let mut lines: Vec<_> = stated
        .map(|claim| format!("last stated: {claim}"))
        .collect();
    let balance = dossier.ledger(id)?.balance(dossier.as_of())?;
    if let Some(people) = balance.people(id.as_str()) {
        lines.push(format!(
            "in the ledger: {people}, from departures, splits, merges and all who joined or left; \
             sightings are not booked"
        ));
    }
    Ok(lines)
}

/// The claims about the last day that any claim is about.
fn last_stated<'c, 'd>(claims: &'c Claims<'d>) -> Vec<&'c Claim<'d>> {
    let days = |claim: &Claim<'_>| (claim.on().earliest(), claim.on().latest());
    let last = claims.iter().map(days).max();
    let stated = claims.iter().filter(|claim| Some(days(claim)) == last);
    stated.collect()
}

fn series(dossier: &Dossier) -> Outcome {
    for key in dossier.series_keys() {
        let series = dossier.series(key)?;
        let Some(last) = series.latest().observations().last() else {
            continue;
        };
        let value = match last.value() {
            Some(value) => value.to_string(),
            None => "none".to_owned(),
        };
        say!(
            "  {key}: {value} for {}, published {}",
            last.period(),
            last.published()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 3,000 set out; later 500 were seen, and then two sources counted on one day.
    const SHRINKING: &str = r#"{"format": "corridor/1", "as_of": "2023-12-30",
        "sources": [{"id": "efe", "name": "EFE", "kind": "agency"},
                    {"id": "ap", "name": "AP", "kind": "agency"}],
        "places": [{"code": "MX07089", "name": "Tapachula"}],
        "groups": [{"id": "c", "name": "C", "mode": "foot"}, {"id": "d", "name": "D", "mode": "foot"}],
        "events": [
            {"id": "e2", "type": "sighting", "on": "2023-12-28", "status": "occurred", "group": "c",
             "place": "MX07089", "words": "500", "sources": ["ap"]},
            {"id": "e1", "type": "departure", "on": "2023-12-24", "status": "occurred", "group": "c",
             "place": "MX07089", "words": "3,000", "sources": ["efe"]},
            {"id": "e3", "type": "sighting", "on": "2023-12-26", "status": "occurred", "group": "d",
             "place": "MX07089", "words": "about 90", "sources": ["ap"]},
            {"id": "e4", "type": "statement", "on": "2023-12-26", "status": "occurred", "group": "d",
             "words": "200", "sources": ["efe"]}]}"#;

    #[test]
    fn the_last_count_is_beside_the_ledger() -> Outcome {
        let dossier: Dossier = serde_json::from_str(SHRINKING)?;
        let mut lines = Vec::new();
        for group in dossier.groups() {
            lines.extend(people(&dossier, group)?);
        }
        assert_eq!(
            lines,
            [
                "last stated: \"500\" (2023-12-28, AP)",
                "in the ledger: 3,000, from departures, splits, merges and all who joined or left; \
                 sightings are not booked",
                "last stated: \"about 90\" (2023-12-26, AP)",
                "last stated: \"200\" (2023-12-26, EFE)",
            ]
        );
        Ok(())
    }

    #[test]
    fn any_dossier_has_figures() -> Outcome {
        let dossier: Dossier = serde_json::from_str(SHRINKING)?;
        let figures = figures(&dossier)?;
        let first = &figures["groups"][0];
        assert_eq!(first["last_stated"][0]["headcount"], 500);
        assert_eq!(first["balance"]["accounts"][0]["people"], 3_000);
        assert_eq!(first["contradictions"], 0);
        assert_eq!(figures.get("title"), None);
        assert_eq!(figures["groups"][1]["contradictions"], 1);
        Ok(())
    }
}
