//! The map of a sheet of flows.

use std::collections::BTreeMap;

use corridor::{Estimate, Flow, FlowTable, Place, Position};

use super::command::Outcome;
use super::flows::{Picture, Words, counted};
use super::ground;
use super::places::gazetteer;
use super::rows::{Spot, flows};

/// More arrows than that hide each other.
const MOST: usize = 16;

/// The picture, as SVG; what is not in it is said on standard error.
pub(crate) fn draw(file: &str) -> Outcome<String> {
    let table = flows(file)?;
    let mut ends = BTreeMap::new();
    let mut unplaced: Vec<String> = Vec::new();
    for zone in table.zones() {
        let position = position_of(zone);
        match position {
            Some(position) => {
                let name = zone.name().map_or_else(|| zone.to_string(), str::to_owned);
                ends.insert(zone, (name, position));
            }
            None => unplaced.push(zone.to_string()),
        }
    }
    let is_placed = |flow: &Flow<Spot>| {
        ends.contains_key(&flow.origin()) && ends.contains_key(&flow.destination())
    };
    let placed = table.only(is_placed);
    if placed.is_empty() {
        let places = unplaced.join(", ");
        return Err(format!("{file}: nothing to draw: no position is known for {places}").into());
    }
    let mut notes = Vec::new();
    if !unplaced.is_empty() {
        let lost = table.only(|flow| !is_placed(flow));
        notes.push(format!(
            "Not drawn: {} from or to places without a known position ({}).",
            people(lost.total()),
            unplaced.join(", ")
        ));
    }
    let whole = placed.over_time();
    let flows: Vec<_> = whole.top(MOST);
    let between = whole.only(|flow| !flow.is_within());
    if between.len() > flows.len() {
        let drawn: u64 = flows.iter().map(|flow| flow.people().best()).sum();
        notes.push(format!(
            "Drawn are the {} largest of {} flows, with {} of {}.",
            flows.len(),
            between.len(),
            Estimate::exactly(drawn),
            people(between.total()),
        ));
    }
    for note in &notes {
        eprintln!("{file}: {note}");
    }
    let picture = Picture {
        table: &whole,
        flows: &flows,
        ends: &ends,
    };
    picture.draw(&words(file, &whole, &flows, &ends, &notes))
}

/// The seat of a place; that of the largest place of a state; the middle of a country, or else the
/// seat of its largest place.
fn position_of(zone: Spot) -> Option<Position> {
    let largest = |is_own: &dyn Fn(&Place) -> bool| {
        let places = gazetteer().iter();
        let seated = places.filter(|place| is_own(place) && place.seat().is_some());
        seated.max_by_key(|place| place.population())?.seat()
    };
    match zone {
        Spot::Place(place) => gazetteer().get(place)?.seat(),
        Spot::Subdivision(state) => largest(&|place| place.subdivision() == Some(state)),
        Spot::Country(country) => {
            let middle = ground::middle_of(country);
            middle.or_else(|| largest(&|place| place.country() == country))
        }
    }
}

fn people(people: Estimate) -> String {
    match people.best() {
        1 => "1 person".to_owned(),
        _ => format!("{} people", counted(people)),
    }
}

fn words(
    file: &str,
    whole: &FlowTable<Spot>,
    flows: &[Flow<Spot>],
    ends: &BTreeMap<Spot, (String, Position)>,
    notes: &[String],
) -> Words {
    let period = whole.by_period().next().map(|(period, _)| period);
    let period = period.map(|period| period.to_string()).unwrap_or_default();
    let name = |zone: Spot| ends.get(&zone).map_or("", |(name, _)| name.as_str());
    let zones = match whole.zones().len() {
        1 => "one place".to_owned(),
        count => format!("{count} places"),
    };
    let all = people(whole.total());
    let (headline, standfirst) = match flows.first() {
        Some(flow) => (
            format!(
                "{} from {} to {}",
                people(flow.people()),
                name(flow.origin()),
                name(flow.destination())
            ),
            format!("The largest of the flows between {zones}, on which {all} moved in all."),
        ),
        None => (
            format!("{all} moved within {zones}"),
            "No flow leads from one to another.".to_owned(),
        ),
    };
    Words {
        kicker: format!("WHO WENT WHERE, {period}"),
        headline,
        standfirst,
        unit: "people",
        sources: [
            &format!("Figures: {}.", file_name(file)),
            notes.join(" ").as_str(),
        ]
        .join(" "),
    }
}

/// Without its folders, which are the reader's own affair.
fn file_name(file: &str) -> &str {
    let name = std::path::Path::new(file).file_name();
    let name = name.and_then(|name| name.to_str());
    name.filter(|&name| name != "-").unwrap_or("standard input")
}
