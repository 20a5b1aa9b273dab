//! The briefing of any dossier: what can be said of each group, meeting and series.

use corridor::analysis::Journey;
use corridor::{Dossier, EventKind, Pace, TravelMode};

use super::command::{Outcome, say};
use super::{days, measures, meetings, of_kind, plan, statements};

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
    let balance = dossier.ledger(group.id())?.balance(today)?;
    if let Some(people) = balance.people(group.id().as_str()) {
        say!("  people: {people}");
    }
    let claims = dossier.claims(group.id())?;
    if let (Some(stated), Some(hull)) = (claims.stated(), claims.hull()) {
        let (count, apart) = (claims.len(), claims.contradictions());
        say!(
            "  claims: {count}, stated {stated}, possible {hull}; {} pairs contradict each other",
            apart.len()
        );
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
