//! One news report of December 2023, as a checked and computed dossier.
//!
//! `cargo run --example exodus_from_poverty` prints a briefing that a duty editor reads in a
//! minute; with `-- --json`, the same derived values as one JSON object. The library derives every
//! figure: the example only asks and prints.

#![allow(clippy::disallowed_methods, reason = "a program has arguments")]

use std::error::Error;
use std::fmt::Write as _;

use chrono::NaiveDate;
use corridor::analysis::{Account, Comparison, Forecast};
use corridor::format::json;
use corridor::{
    Claims, Dossier, Estimate, Event, EventKind, Gazetteer, Journey, Ledger, Meetings, Pace,
    Report, Route, Series, Statistic, Unit,
};

const REPORT: &str = include_str!("data/exodus_from_poverty.json");

/// The seats that the coast road passes between Tapachula and Escuintla.
const WALKED: [&str; 4] = ["MX07089", "MX07040", "MX07071", "MX07032"];

fn main() -> Result<(), Box<dyn Error>> {
    // The report names its places; the gazetteer knows where they are.
    let places = Gazetteer::embedded();
    let dossier = json::read(REPORT)?
        .into_dossier()
        .into_builder()
        .missing_seats(|place| places.get(&place.code())?.seat())
        .build()?;
    let briefing = Briefing::of(&dossier)?;
    match std::env::args().nth(1).as_deref() {
        None => print!("{}", briefing.text()?),
        Some("--json") => println!("{:#}", briefing.json()?),
        Some(other) => {
            return Err(format!(
                "unknown argument {other:?}: there is only --json; this shows the bundled report, \
                 and `cargo run --example check_dossier -- FILE` reads your own"
            )
            .into());
        }
    }
    Ok(())
}

/// What the library derives from the dossier.
struct Briefing<'d> {
    dossier: &'d Dossier,
    journey: Journey<'d>,
    walked: Route,
    ahead: Route,
    forecast: Forecast,
    claims: Claims<'d>,
    ledger: Ledger<'d>,
    claimed: &'d Statistic,
    series: Series,
    findings: Report,
}

impl<'d> Briefing<'d> {
    fn of(dossier: &'d Dossier) -> Result<Self, Box<dyn Error>> {
        let journey = dossier.journey("exodus")?;
        let walked = Route::through(
            WALKED
                .iter()
                .filter_map(|code| dossier.place(code).cloned()),
        )?;
        let ahead = journey.next_route()?.ok_or("no plan to go on")?;
        let forecast = journey.forecast(&ahead, Pace::WALKING)?;
        let claimed = dossier
            .statistic("claim-cbp")
            .ok_or("no claim about a statistic")?;
        let counted = dossier
            .statistic("cbp-2023-01-total-2023-02-10")
            .ok_or("no series")?;
        Ok(Self {
            dossier,
            walked,
            ahead,
            forecast,
            claims: Claims::of(dossier, "caravan")?,
            ledger: Ledger::of(dossier, "caravan")?,
            claimed,
            series: Series::of(dossier, counted.key())?,
            findings: dossier.check(),
            journey,
        })
    }

    /// The claimed figure against the series as it was published by then. The report says persons
    /// and means encounters: that reading is asked for by name.
    fn compared_on(&self, day: NaiveDate) -> Comparison {
        self.series
            .as_of(day)
            .compare_as(&Unit::Encounter, self.claimed)
    }

    /// As of the announcement, and as of the last vintage in the dossier.
    fn comparisons(&self) -> Option<[(NaiveDate, Comparison); 2]> {
        let last = self
            .series
            .observations()
            .iter()
            .map(corridor::analysis::Observation::published)
            .max()?;
        Some([self.claimed.published(), last].map(|day| (day, self.compared_on(day))))
    }

    fn json(&self) -> Result<serde_json::Value, Box<dyn Error>> {
        let pace = self.journey.pace().ok_or("no pace")?;
        let (earliest, latest_day) = self
            .forecast
            .stops()
            .last()
            .ok_or("nothing ahead")?
            .arrives();
        let ahead = self.ledger.closing().rest();
        let [_, (_, latest)] = self.comparisons().ok_or("an empty series")?;
        let claims = self.claims.iter().map(|claim| {
            let estimate = claim.estimate();
            serde_json::json!({
                "by": claim.by().map(corridor::analysis::Claimant::name),
                "low": estimate.low(),
                "best": estimate.best(),
                "high": estimate.high(),
            })
        });
        let findings = self.findings.iter().map(|finding| {
            serde_json::json!({
                "code": finding.code(),
                "severity": finding.severity(),
                "subject": finding.subject().to_string(),
            })
        });
        Ok(serde_json::json!({
            "walked": { "geodesic_km": self.walked.geodesic_length(), "road_km": self.journey.travelled() },
            "pace_km_per_day": { "slow": pace.slow(), "fast": pace.fast() },
            "next_leg": { "geodesic_km": self.ahead.geodesic_length(), "road_km": self.ahead.road_length() },
            "arrival": { "earliest": earliest, "latest": latest_day },
            "ahead": { "low": ahead.low(), "best": ahead.best(), "high": ahead.high() },
            "claims": claims.collect::<Vec<_>>(),
            "contradictions": self.claims.contradictions().len(),
            "statistic": {
                "claimed_low": latest.claimed().map(corridor::Estimate::low),
                "series_sum": latest.official().map(corridor::Estimate::best),
                "agrees": latest.agrees(),
            },
            "findings": findings.collect::<Vec<_>>(),
        }))
    }
}

/// The briefing, section by section.
impl Briefing<'_> {
    fn text(&self) -> Result<String, Box<dyn Error>> {
        let mut out = String::new();
        let title = self.dossier.title().unwrap_or("untitled").to_uppercase();
        writeln!(out, "{title}, as of {}", self.dossier.as_of())?;
        self.write_lead(&mut out)?;
        self.write_where(&mut out)?;
        self.write_how_many(&mut out)?;
        self.write_how_far(&mut out)?;
        self.write_plans(&mut out)?;
        self.write_meeting(&mut out)?;
        self.write_statements(&mut out)?;
        self.write_measures(&mut out)?;
        self.write_official_figure(&mut out)?;
        writeln!(out, "\nWORTH CHECKING")?;
        for line in self.findings.to_string().lines() {
            writeln!(out, "  {line}")?;
        }
        Ok(out)
    }

    /// Where, how many, what next: for who reads three lines.
    fn write_lead(&self, out: &mut String) -> Result<(), Box<dyn Error>> {
        let group = self.journey.group();
        let last = self.journey.last().ok_or("nobody was seen")?;
        let people = self.ledger.closing().people(group.id().as_str());
        let people = people.ok_or("nobody was counted")?;
        let name = group.name();
        writeln!(
            out,
            "  {name}: {people} people in {} on {}.",
            last.place().name(),
            last.on()
        )?;
        if let Some(stop) = self.forecast.stops().last() {
            writeln!(
                out,
                "  They can be in {} from {}.",
                stop.place().name(),
                days(stop.arrives())
            )?;
        }
        writeln!(
            out,
            "  Worth checking: {} things, last section.",
            self.findings.total()
        )?;
        Ok(())
    }

    fn write_where(&self, out: &mut String) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\nWHERE THEY ARE, by the last report")?;
        let today = self.dossier.as_of();
        let balance = self.ledger.on(today);
        let parts = self.dossier.whereabouts(today);
        for (group, whereabouts) in parts.filter(|(group, _)| group.split_from().is_some()) {
            let Some(whereabouts) = whereabouts else {
                continue;
            };
            let people = match balance.people(group.id().as_str()) {
                Some(people) => format!("{people} people"),
                None => "not counted alone".to_owned(),
            };
            writeln!(out, "  {:<28} {whereabouts}; {people}", group.name())?;
        }
        let rest = balance
            .accounts()
            .filter(|account| account.is_shared())
            .map(Account::people);
        for people in rest {
            writeln!(
                out,
                "  {:<28} {people} people, by subtraction: those who set out less those counted",
                "the groups ahead, together"
            )?;
        }
        Ok(())
    }

    fn write_how_many(&self, out: &mut String) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\nHOW MANY SET OUT, AND WHO SAYS SO")?;
        for claim in &self.claims {
            writeln!(out, "  {claim}")?;
        }
        let (stated, hull) = (self.claims.stated(), self.claims.hull());
        let (stated, hull) = (stated.ok_or("no claims")?, hull.ok_or("no claims")?);
        let hull = match (hull.low(), hull.high()) {
            (0, Some(high)) => format!("anything up to {}", Estimate::exactly(high)),
            _ => hull.to_string(),
        };
        let agreement = match self.claims.agreement() {
            Some(common) => format!("all allow {common}"),
            None => "no figure fits them all".to_owned(),
        };
        let contradictions = self.claims.contradictions();
        writeln!(
            out,
            "  stated {stated}, possible {hull}; {agreement}; {} pairs contradict each other",
            contradictions.len()
        )?;
        if let Some(widest) = contradictions.first() {
            writeln!(out, "  widest apart: {widest}")?;
        }
        Ok(())
    }

    fn write_how_far(&self, out: &mut String) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\nHOW FAR, HOW FAST")?;
        let travelled = self.journey.travelled().ok_or("no claim of the way")?;
        let names: Vec<_> = self
            .walked
            .places()
            .iter()
            .map(corridor::Place::name)
            .collect();
        writeln!(
            out,
            "  {}: {:.1} over the seats; {travelled} by road, as reported",
            names.join(" – "),
            self.walked.geodesic_length()
        )?;
        if let Some(pace) = self.journey.pace() {
            writeln!(out, "  that is {pace}; on foot {} is usual", Pace::WALKING)?;
        }
        Ok(())
    }

    fn write_plans(&self, out: &mut String) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\nWHAT IS PLANNED, AND WHEN IT CAN BE")?;
        for event in self.journey.plan() {
            writeln!(out, "  {}", plan(self.dossier, event))?;
        }
        if let Some(road) = self.ahead.road_length() {
            let (ahead, geodesic) = (&self.ahead, self.ahead.geodesic_length());
            writeln!(
                out,
                "  {ahead}: {geodesic:.1} from seat to seat; {road} by road, as announced"
            )?;
        }
        for stop in self.forecast.stops() {
            let (arrives, leaves) = (days(stop.arrives()), days(stop.leaves()));
            let place = stop.place().name();
            let pace = Pace::WALKING;
            writeln!(
                out,
                "  at {pace}: in {place} {arrives}, and on again {leaves}"
            )?;
        }
        Ok(())
    }

    fn write_meeting(&self, out: &mut String) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\nWHO MET, AND WHAT WAS ASKED")?;
        for gathering in &Meetings::of(self.dossier) {
            let meeting = gathering.meeting();
            let on = gathering.on().map(ToString::to_string).unwrap_or_default();
            writeln!(
                out,
                "  {on}: {} hosts, at the {}",
                meeting.host().name(),
                meeting.venue().unwrap_or("venue unknown")
            )?;
            let visits: Vec<_> = gathering.visits().map(|visit| visit.to_string()).collect();
            writeln!(out, "    as event data (CAMEO): {}", visits.join("; "))?;
            for participant in gathering.participants() {
                let office = participant
                    .offices()
                    .next()
                    .map_or("", |office| office.name());
                writeln!(out, "    {} ({office})", participant.party().name())?;
            }
            if let Some(notice) = gathering.notice() {
                writeln!(out, "    called {notice} before")?;
            }
            for raised in gathering.on_the_table() {
                let by = raised.by().map_or("somebody", |party| party.name());
                writeln!(
                    out,
                    "    on the table: {} (asked by {by})",
                    raised.demand().text()
                )?;
            }
            for raised in gathering.perhaps_on_the_table() {
                let by = raised.by().map_or("somebody", |party| party.name());
                writeln!(
                    out,
                    "    perhaps: {} (asked by {by})",
                    raised.demand().text()
                )?;
            }
        }
        Ok(())
    }

    fn write_statements(&self, out: &mut String) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\nWHAT WAS SAID")?;
        for event in self
            .dossier
            .events()
            .iter()
            .filter(|event| event.has_occurred())
        {
            let EventKind::Statement(statement) = event.kind() else {
                continue;
            };
            let by = statement.by().and_then(|party| self.dossier.party(party));
            if let (Some(text), Some(by)) = (statement.text(), by) {
                writeln!(out, "  {}: {text}", by.name())?;
            }
        }
        Ok(())
    }

    fn write_measures(&self, out: &mut String) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\nWHAT GOVERNMENTS DO")?;
        for event in self.dossier.events() {
            let EventKind::Measure(measure) = event.kind() else {
                continue;
            };
            let authority = self
                .dossier
                .party(measure.authority())
                .map_or("", |party| party.name());
            let ends = measure
                .ends()
                .map(|ends| format!(", ends {ends}"))
                .unwrap_or_default();
            writeln!(
                out,
                "  {authority}: {} (starts {}{ends})",
                measure.text().unwrap_or("a measure"),
                measure.starts()
            )?;
        }
        Ok(())
    }

    fn write_official_figure(&self, out: &mut String) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\nTHE OFFICIAL FIGURE")?;
        let value = self.claimed.value().ok_or("no value")?;
        writeln!(
            out,
            "  claimed for {}: {value} {}s; the publisher counts {}s, not people",
            self.claimed.period(),
            self.claimed.key().unit(),
            self.series.unit()
        )?;
        for (day, comparison) in self.comparisons().ok_or("an empty series")? {
            writeln!(out, "  as published by {day}: {comparison}")?;
        }
        Ok(())
    }
}

/// "2023-12-28 to 2023-12-30".
fn days((earliest, latest): (Option<NaiveDate>, Option<NaiveDate>)) -> String {
    match (earliest, latest) {
        (Some(earliest), Some(latest)) if earliest == latest => earliest.to_string(),
        (Some(earliest), Some(latest)) => format!("{earliest} to {latest}"),
        (Some(earliest), None) => format!("{earliest} or later"),
        (None, Some(latest)) => format!("{latest} or earlier"),
        (None, None) => "some day".to_owned(),
    }
}

/// One line for a plan.
fn plan(dossier: &Dossier, event: &Event) -> String {
    let on = event.on().map(|on| format!("{on}, ")).unwrap_or_default();
    let place = event.place().and_then(|code| dossier.place(code));
    let place = place
        .map(|place| format!(" at {}", place.name()))
        .unwrap_or_default();
    let what = match event.kind() {
        EventKind::Halt(halt) => {
            let hours = halt
                .hours()
                .map(|hours| format!(" of {hours} h"))
                .unwrap_or_default();
            format!(
                "halt{place}{hours}: {}",
                halt.purpose().unwrap_or("no purpose given")
            )
        }
        EventKind::Statement(statement) => statement.text().unwrap_or_default().to_owned(),
        kind => format!("{}{place}", kind.as_str()),
    };
    let condition = match event.status() {
        corridor::Status::Conditional(condition) => format!(" (if: {condition})"),
        _ => String::new(),
    };
    format!("{on}{what}{condition}")
}
