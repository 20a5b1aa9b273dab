//! One news report of December 2023, as a checked and computed dossier.
//!
//! `cargo run --example exodus_from_poverty` prints a briefing that a duty editor can read in a
//! minute. With `-- FILE`, it prints the briefing of your own dossier or log. With `--json`, it prints
//! the derived values as one JSON object. The library derives every figure; the example only queries
//! and prints.

use std::process::ExitCode;

use chrono::NaiveDate;
use corridor::analysis::{Claimant, Comparison, Observation};
use corridor::format::json;
use corridor::{
    Delegation, Dossier, Estimate, Event, EventKind, Gazetteer, Id, MeasureKind, Pace, Route,
    Series, Statistic, Unit,
};
use serde_json::{Value, json};

#[path = "exodus_from_poverty/any.rs"]
mod any;
#[path = "command/mod.rs"]
mod command;
#[path = "command/dossier.rs"]
mod dossier;

use command::{Outcome, is_option, run, say, unknown};

const REPORT: &str = include_str!("data/exodus_from_poverty.json");

/// The group that is followed, and the group that it was part of.
const GROUP: &str = "exodus";
const CARAVAN: &str = "caravan";

/// The seats that the coast road passes between Tapachula and Escuintla.
const WALKED: [&str; 4] = ["MX07089", "MX07040", "MX07071", "MX07032"];

const USAGE: &str = "\
usage: exodus_from_poverty [FILE | -] [--json]
Prints the briefing of the dossier or log in FILE, or else of the bundled report. `-` is standard
input. With --json, it prints the figures as one JSON object.";

fn main() -> ExitCode {
    run(USAGE, |arguments| {
        let (file, is_json) = wanted(arguments)?;
        let mut dossier = match file {
            Some(file) => dossier::dossier(file)?,
            None => json::read(REPORT)?.into_dossier(),
        };
        // Reports name their places; the gazetteer knows where they are.
        dossier.fill_seats(Gazetteer::embedded());
        match (file, is_json) {
            (None, false) => briefing(&dossier)?,
            (None, true) => say!("{:#}", figures(&dossier)?),
            (Some(_), false) => any::briefing(&dossier)?,
            (Some(_), true) => say!("{:#}", any::figures(&dossier)?),
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// The file, if one is given, and whether JSON is wanted: in any order.
fn wanted(arguments: &[String]) -> Outcome<(Option<&str>, bool)> {
    let (mut file, mut is_json) = (None, false);
    for argument in arguments {
        match argument.as_str() {
            "--json" => is_json = true,
            name if file.is_none() && !is_option(name) => file = Some(name),
            _ => return Err(unknown(argument)),
        }
    }
    Ok((file, is_json))
}

/// The derived values, for machines.
fn figures(dossier: &Dossier) -> Outcome<Value> {
    let journey = dossier.journey(GROUP)?;
    let pace = journey.pace().ok_or("no pace")?;
    let next = journey.next_route()?.ok_or("no plan to go on")?;
    let forecast = journey.forecast(&next, Pace::WALKING)?;
    let (earliest, latest) = forecast.stops().last().ok_or("nothing ahead")?.arrives();
    let ahead = dossier.ledger(CARAVAN)?.closing().rest();
    let claims = dossier.claims(CARAVAN)?;
    let claimants = claims.iter().map(|claim| {
        let (by, figure) = (claim.by().map(Claimant::name), claim.estimate());
        json!({ "by": by, "low": figure.low(), "best": figure.best(), "high": figure.high() })
    });
    let (claimed, series) = official(dossier)?;
    let comparison = compared(claimed, &series, last_published(&series)?);
    let findings = dossier.check();
    Ok(json!({
        "walked": { "geodesic_km": walked(dossier)?.geodesic_length(), "road_km": journey.travelled() },
        "pace_km_per_day": { "slow": pace.slow(), "fast": pace.fast() },
        "next_leg": { "geodesic_km": next.geodesic_length(), "road_km": next.road_length() },
        "arrival": { "earliest": earliest, "latest": latest },
        "ahead": { "low": ahead.low(), "best": ahead.best(), "high": ahead.high() },
        "claims": claimants.collect::<Vec<_>>(),
        "contradictions": claims.contradictions().len(),
        "statistic": {
            "claimed_low": comparison.claimed().map(Estimate::low),
            "series_sum": comparison.official().map(Estimate::best),
            "agrees": comparison.agrees(),
        },
        "findings": findings.iter().collect::<Vec<_>>(),
    }))
}

/// The same for people, section by section.
fn briefing(dossier: &Dossier) -> Outcome {
    let title = dossier.title().unwrap_or("untitled").to_uppercase();
    say!("{title}, as of {}", dossier.as_of());
    lead(dossier)?;
    say!("\nWHERE THEY ARE, by the last report");
    where_they_are(dossier)?;
    say!("\nHOW MANY SET OUT, AND WHO SAYS SO");
    how_many(dossier)?;
    say!("\nHOW FAR, HOW FAST");
    how_far(dossier)?;
    say!("\nWHAT IS PLANNED, AND WHEN IT CAN BE");
    plans(dossier)?;
    say!("\nWHO MET, AND WHAT WAS ASKED");
    meetings(dossier);
    say!("\nWHAT WAS SAID");
    statements(dossier);
    say!("\nWHAT GOVERNMENTS DO");
    measures(dossier);
    say!("\nTHE OFFICIAL FIGURE");
    official_figure(dossier)?;
    say!("\nWORTH CHECKING");
    for line in dossier.check().to_string().lines() {
        say!("  {line}");
    }
    Ok(())
}

/// Where they are, how many, and what comes next, in three lines.
fn lead(dossier: &Dossier) -> Outcome {
    let journey = dossier.journey(GROUP)?;
    let last = journey.last().ok_or("nobody was seen")?;
    let people = dossier.ledger(CARAVAN)?.closing().people(GROUP);
    let people = people.ok_or("nobody was counted")?;
    let (name, town, on) = (journey.group().name(), last.place().name(), last.on());
    say!("  {name}: {people} people in {town} on {on}.");
    if let Some(next) = journey.next_route()?
        && let Some(stop) = journey.forecast(&next, Pace::WALKING)?.stops().last()
    {
        say!(
            "  They can be in {} from {}.",
            stop.place().name(),
            days(stop.arrives())
        );
    }
    say!(
        "  Worth checking: {} things, last section.",
        dossier.check().total()
    );
    Ok(())
}

fn where_they_are(dossier: &Dossier) -> Outcome {
    let today = dossier.as_of();
    let balance = dossier.ledger(CARAVAN)?.balance(today)?;
    for (group, whereabouts) in dossier.whereabouts(today)? {
        let (Some(whereabouts), Some(_)) = (whereabouts, group.split_from()) else {
            continue;
        };
        let people = balance.people(group.id().as_str());
        let people = people.map(|people| format!("{people} people"));
        let people = people.as_deref().unwrap_or("not counted alone");
        say!("  {:<28} {whereabouts}; {people}", group.name());
    }
    for account in balance.accounts().filter(|account| account.is_shared()) {
        let (who, people) = ("the groups ahead, together", account.people());
        say!("  {who:<28} {people} people, by subtraction: those who set out less those counted");
    }
    Ok(())
}

fn how_many(dossier: &Dossier) -> Outcome {
    let claims = dossier.claims(CARAVAN)?;
    for claim in &claims {
        say!("  {claim}");
    }
    let stated = claims.stated().ok_or("no claims")?;
    let hull = claims.hull().ok_or("no claims")?;
    let hull = match (hull.low(), hull.high()) {
        (0, Some(high)) => format!("anything up to {}", Estimate::exactly(high)),
        _ => hull.to_string(),
    };
    let agreement = match claims.agreement() {
        Some(common) => format!("all allow {common}"),
        None => "no figure fits them all".to_owned(),
    };
    let contradictions = claims.contradictions();
    let pairs = contradictions.len();
    say!(
        "  stated {stated}, possible {hull}; {agreement}; pairs that contradict each other: {pairs}"
    );
    if let Some(widest) = contradictions.first() {
        say!("  widest apart: {widest}");
    }
    Ok(())
}

fn how_far(dossier: &Dossier) -> Outcome {
    let journey = dossier.journey(GROUP)?;
    let walked = walked(dossier)?;
    let geodesic = walked.geodesic_length();
    let road = journey.travelled().ok_or("nobody says how far they came")?;
    say!("  {walked}: {geodesic:.1} over the seats; {road} by road, as reported");
    if let Some(pace) = journey.pace() {
        say!("  that is {pace}; on foot {} is usual", Pace::WALKING);
    }
    Ok(())
}

fn walked(dossier: &Dossier) -> Outcome<Route> {
    let seats = WALKED.iter().filter_map(|code| dossier.place(code));
    Ok(Route::through(seats.cloned())?)
}

fn plans(dossier: &Dossier) -> Outcome {
    let journey = dossier.journey(GROUP)?;
    for event in journey.plan() {
        say!("  {}", plan(dossier, event));
    }
    let next = journey.next_route()?.ok_or("no plan to go on")?;
    if let Some(road) = next.road_length() {
        let geodesic = next.geodesic_length();
        say!("  {next}: {geodesic:.1} from seat to seat; {road} by road, as announced");
    }
    let pace = Pace::WALKING;
    for stop in journey.forecast(&next, pace)?.stops() {
        let (place, arrives, leaves) = (stop.place().name(), stop.arrives(), stop.leaves());
        let (arrives, leaves) = (days(arrives), days(leaves));
        say!("  at {pace}: in {place} {arrives}, and on again {leaves}");
    }
    Ok(())
}

/// One line for a plan.
fn plan(dossier: &Dossier, event: &Event) -> String {
    let place = event.place().and_then(|code| dossier.place(code));
    let place = place
        .map(|place| format!(" at {}", place.name()))
        .unwrap_or_default();
    let what = match event.kind() {
        EventKind::Halt => {
            let hours = event.hours().map(|hours| format!(" of {hours} h"));
            let purpose = event.purpose().unwrap_or("no purpose given");
            format!("halt{place}{}: {purpose}", hours.unwrap_or_default())
        }
        EventKind::Statement => event.text().unwrap_or_default().to_owned(),
        kind => format!("{kind}{place}"),
    };
    let on = event.on().map(|on| format!("{on}, ")).unwrap_or_default();
    let condition = event
        .condition()
        .map(|condition| format!(" (if: {condition})"));
    format!("{on}{what}{}", condition.unwrap_or_default())
}

fn meetings(dossier: &Dossier) {
    for gathering in &dossier.meetings() {
        let meeting = gathering.event();
        let on = meeting.on().map(ToString::to_string).unwrap_or_default();
        let host = meeting.host().map_or("nobody", |host| host.name());
        let venue = meeting.venue().unwrap_or("venue unknown");
        say!("  {on}: {host} hosts, at the {venue}");
        say!("    as event data (CAMEO): {}", visits(meeting));
        for participant in gathering.participants() {
            let office = participant
                .offices()
                .next()
                .map_or("", |office| office.name());
            say!("    {} ({office})", participant.party().name());
        }
        if let Some(notice) = gathering.notice() {
            say!("    called {notice} before");
        }
        for (demands, how) in [
            (gathering.on_the_table(), "on the table"),
            (gathering.perhaps_on_the_table(), "perhaps"),
        ] {
            for demand in demands {
                let (what, by) = (
                    demand.text().unwrap_or_default(),
                    name(dossier, demand.by().first()),
                );
                say!("    {how}: {what} (asked by {by})");
            }
        }
    }
}

/// A meeting as event databases code it: for each delegation of a guest, that it makes a visit (CAMEO
/// 042), and that the host hosts it (043).
fn visits(meeting: &Event) -> String {
    let Some(host) = meeting.host() else {
        return String::new();
    };
    let on = meeting.on().map(|on| format!("{on} ")).unwrap_or_default();
    let guests = meeting.guests().filter_map(Delegation::country);
    let visits = guests.map(|guest| format!("{on}{guest} 042 {host}; {on}{host} 043 {guest}"));
    visits.collect::<Vec<_>>().join("; ")
}

fn statements(dossier: &Dossier) {
    for said in of_kind(dossier, EventKind::Statement).filter(|event| event.has_occurred()) {
        if let (Some(text), Some(by)) = (said.text(), said.by().first()) {
            say!("  {}: {text}", name(dossier, Some(by)));
        }
    }
}

fn measures(dossier: &Dossier) {
    for measure in of_kind(dossier, EventKind::Measure) {
        let authority = name(dossier, measure.authority());
        let kind = measure
            .measure_kind()
            .map_or("a measure", MeasureKind::as_str);
        let what = measure.text().or(measure.scope()).unwrap_or(kind);
        let starts = measure.starts().map(|starts| format!("starts {starts}"));
        let ends = measure.ends().map(|ends| format!("ends {ends}"));
        let when: Vec<_> = starts.into_iter().chain(ends).collect();
        say!("  {authority}: {what} ({})", when.join(", "));
    }
}

fn official_figure(dossier: &Dossier) -> Outcome {
    let (claimed, series) = official(dossier)?;
    let (value, period) = (claimed.value().ok_or("no value")?, claimed.period());
    let (unit, counted) = (claimed.key().unit(), series.unit());
    say!("  claimed for {period}: {value} {unit}s; the publisher counts {counted}s, not people");
    // As of the announcement, and as of the last vintage in the dossier.
    let published = claimed.published().ok_or("a claim without a day")?;
    for day in [published, last_published(&series)?] {
        say!(
            "  as published by {day}: {}",
            compared(claimed, &series, day)
        );
    }
    Ok(())
}

/// The claim, and the series with which it is compared.
fn official(dossier: &Dossier) -> Outcome<(&Statistic, Series)> {
    let claimed = dossier
        .statistic("claim-cbp")
        .ok_or("no claim about a statistic")?;
    let counted = dossier
        .statistic("cbp-2023-01-total-2023-02-10")
        .ok_or("no series")?;
    Ok((claimed, dossier.series(counted.key())?))
}

fn last_published(series: &Series) -> Outcome<NaiveDate> {
    let published = series.observations().iter().map(Observation::published);
    Ok(published.max().ok_or("an empty series")?)
}

/// The claimed figure compared with the series as published by then. The report says persons and means
/// encounters, so the comparison asks for that reading explicitly.
fn compared(claimed: &Statistic, series: &Series, day: NaiveDate) -> Comparison {
    series.vintage(day).compare_as(&Unit::ENCOUNTER, claimed)
}

fn of_kind(dossier: &Dossier, kind: EventKind) -> impl Iterator<Item = &Event> {
    dossier
        .events()
        .iter()
        .filter(move |event| event.kind() == kind)
}

fn name<'d>(dossier: &'d Dossier, party: Option<&Id>) -> &'d str {
    party
        .and_then(|id| dossier.party(id))
        .map_or("somebody", |party| party.name())
}

/// "2023-12-28 to 2023-12-30".
fn days((earliest, latest): (Option<NaiveDate>, Option<NaiveDate>)) -> String {
    match (earliest, latest) {
        (Some(earliest), Some(latest)) => format!("{earliest} to {latest}"),
        (Some(earliest), None) => format!("{earliest} or later"),
        (None, Some(latest)) => format!("{latest} or earlier"),
        (None, None) => "some day".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_may_have_any_order() {
        let wanted = |line: &str| {
            let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
            match wanted(&words) {
                Ok((file, is_json)) => Ok((file.map(str::to_owned), is_json)),
                Err(error) => Err(error.to_string()),
            }
        };
        let file = Some("a.json".to_owned());
        assert_eq!(wanted(""), Ok((None, false)));
        assert_eq!(wanted("--json"), Ok((None, true)));
        assert_eq!(wanted("a.json --json"), Ok((file.clone(), true)));
        assert_eq!(wanted("--json a.json"), Ok((file, true)));
        assert_eq!(wanted("- --json"), Ok((Some("-".to_owned()), true)));
        let refused = |argument: &str| Err(format!("unknown argument {argument:?}"));
        assert_eq!(wanted("a.json b.json"), refused("b.json"));
        assert_eq!(wanted("--jason"), refused("--jason"));
    }
}
