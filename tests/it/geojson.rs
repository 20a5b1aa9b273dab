//! Maps: every record is held, and every line is one that RFC 7946 allows.

use std::collections::BTreeSet;

use ::geojson::{Feature, FeatureCollection, Geometry, GeometryValue};
use corridor::format::geojson::{from_dossier, from_flows, from_route};
use corridor::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::arbitrary;

/// Anywhere, and more often where maps break.
fn position() -> impl Strategy<Value = Position> {
    let lat = prop_oneof![
        2 => -90.0..=90.0_f64,
        1 => select(vec![-90.0, 90.0, 89.999_999_9, -89.99, 89.9, 0.0, -0.0, 45.0, -17.8]),
    ];
    let lon = prop_oneof![
        2 => -180.0..=180.0_f64,
        1 => select(vec![180.0, -180.0, 179.999_999_9, -179.999_999_9, 179.5, -179.5, 178.0, -178.0, 0.0, -0.0, 90.0, -90.0]),
    ];
    (lat, lon).prop_map(|(lat, lon)| Position::try_new(lat, lon).unwrap())
}

fn place(index: usize, seat: Option<Position>) -> Place {
    let place = Place::draft(format!("MX-L{index}"), format!("Place {index}"));
    let place = match seat {
        Some(seat) => place.seat(seat),
        None => place,
    };
    place.build().unwrap()
}

/// A map of flows between places.
fn from_places(table: &FlowTable, places: &[Place]) -> FeatureCollection {
    let (map, unplaced) = from_flows(table, |code| {
        let place = places.iter().find(|place| place.code() == code)?;
        Some((place.name(), place.seat()))
    });
    // What has no position is said, and nothing else is.
    let ends = table
        .iter()
        .flat_map(|flow| [flow.origin(), flow.destination()]);
    let seats = places.iter().filter(|place| place.seat().is_some());
    let seats: BTreeSet<_> = seats.map(Place::code).collect();
    let missing: BTreeSet<_> = ends.filter(|code| !seats.contains(code)).collect();
    assert_eq!(unplaced, missing.into_iter().collect::<Vec<_>>());
    map
}

/// What is written must be read back by the same crate, and every feature be one of a kind.
fn checked(map: &FeatureCollection) -> Result<(), TestCaseError> {
    let text = map.to_string();
    let again: FeatureCollection = text.parse().unwrap();
    prop_assert_eq!(&again, map);
    prop_assert_eq!(again.to_string(), text.as_str());
    // RFC 7946 has no other system of coordinates; a record may well be called so.
    let members = map.features.iter().map(|feature| &feature.foreign_members);
    let mut members = members.chain([&map.foreign_members]).flatten();
    prop_assert!(!members.any(|members| members.contains_key("crs")));
    let ids: BTreeSet<_> = map.features.iter().map(id).collect();
    prop_assert_eq!(ids.len(), map.features.len());
    let mut spots = Vec::new();
    for feature in &map.features {
        prop_assert!(feature.property("record").is_some_and(Value::is_string));
        if let Some(geometry) = &feature.geometry {
            for line in lines(geometry) {
                allowed(&line)?;
                spots.extend(line);
            }
        }
    }
    boxed(map.bbox.as_deref(), &spots)
}

fn id(feature: &Feature) -> String {
    match &feature.id {
        Some(::geojson::feature::Id::String(id)) => id.clone(),
        other => panic!("{other:?}"),
    }
}

type Spot = [f64; 2];

/// The lines of a geometry; a point is one of one position.
fn lines(geometry: &Geometry) -> Vec<Vec<Spot>> {
    let spot = |position: &::geojson::Position| <Spot>::try_from(position.as_slice()).unwrap();
    match &geometry.value {
        GeometryValue::Point { coordinates } => vec![vec![spot(coordinates)]],
        GeometryValue::MultiPoint { coordinates } => {
            coordinates.iter().map(|at| vec![spot(at)]).collect()
        }
        GeometryValue::LineString { coordinates } => vec![coordinates.iter().map(spot).collect()],
        GeometryValue::MultiLineString { coordinates } => {
            assert!(coordinates.len() > 1);
            coordinates
                .iter()
                .map(|line| line.iter().map(spot).collect())
                .collect()
        }
        other => panic!("{other:?}"),
    }
}

fn allowed(line: &[Spot]) -> Result<(), TestCaseError> {
    for &[lon, lat] in line {
        prop_assert!(lon.abs() <= 180.0 && lat.abs() <= 90.0, "{lon}, {lat}");
        for degrees in [lon, lat] {
            let text = degrees.to_string();
            let decimals = text
                .split_once('.')
                .map_or(0, |(_, decimals)| decimals.len());
            prop_assert!(decimals <= 6, "{text}");
            prop_assert!(degrees != 0.0 || degrees.is_sign_positive());
        }
    }
    for pair in line.windows(2) {
        prop_assert!(pair[0] != pair[1], "{pair:?} twice");
        prop_assert!(
            (pair[0][0] - pair[1][0]).abs() <= 180.0,
            "{pair:?} goes the long way round"
        );
    }
    Ok(())
}

/// A box holds all of its positions; no narrower one does.
fn boxed(bbox: Option<&[f64]>, spots: &[Spot]) -> Result<(), TestCaseError> {
    let Some(&[west, south, east, north]) = bbox else {
        prop_assert!(bbox.is_none() && spots.is_empty());
        return Ok(());
    };
    let lats = spots.iter().map(|spot| spot[1]);
    prop_assert_eq!(south, lats.clone().fold(f64::INFINITY, f64::min));
    prop_assert_eq!(north, lats.fold(f64::NEG_INFINITY, f64::max));
    for &[lon, _] in spots {
        let inside = if west <= east {
            (west..=east).contains(&lon)
        } else {
            lon >= west || lon <= east
        };
        prop_assert!(inside, "{lon} is not from {west} to {east}");
    }
    Ok(())
}

fn position_of([lon, lat]: Spot) -> Position {
    Position::try_new(lat, lon).unwrap()
}

/// A line that leads from the one to the other along the geodesic, in one piece but for the
/// antimeridian and the poles.
fn leads(geometry: &Geometry, from: Position, to: Position) -> Result<(), TestCaseError> {
    let parts = lines(geometry);
    let near = |one: Position, other: Position| one.distance_to(other).metres() < 0.2;
    let (first, last) = (parts[0][0], *parts.last().unwrap().last().unwrap());
    prop_assert!(near(position_of(first), from), "{first:?} is not {from}");
    prop_assert!(near(position_of(last), to), "{last:?} is not {to}");
    if let [only] = parts.as_slice()
        && only.len() == 1
    {
        return Ok(());
    }
    for pair in parts.windows(2) {
        let (end, start) = (*pair[0].last().unwrap(), pair[1][0]);
        prop_assert_eq!(end[1], start[1]);
        prop_assert!(
            end[1].abs() == 90.0 || end[0] == -start[0] && end[0].abs() == 180.0,
            "{end:?} {start:?}"
        );
    }
    // What is straight in degrees keeps to the geodesic, from which its ends stray by 0.1 m.
    let mut length = 0.0;
    for part in &parts {
        prop_assert!(part.len() > 1);
        for pair in part.windows(2) {
            let (one, other) = (position_of(pair[0]), position_of(pair[1]));
            length += one.distance_to(other).km();
            let middle = position_of([
                pair[0][0].midpoint(pair[1][0]),
                pair[0][1].midpoint(pair[1][1]),
            ]);
            let way = one.distance_to(middle).km() + middle.distance_to(other).km();
            // 1 km off the middle of a line of d km makes it 2/d km longer.
            let bent = 2.1 * 1.0 / one.distance_to(other).km().max(0.5) + 0.001;
            prop_assert!(
                way - one.distance_to(other).km() < bent.min(1.7),
                "{pair:?}"
            );
        }
    }
    let shortest = from.distance_to(to).km();
    // A line that passes a pole within a kilometre goes around it.
    let polar = parts.concat().iter().any(|spot| spot[1].abs() > 89.0);
    let longer = if polar { 1.2 } else { 0.02 } + shortest * 3e-4;
    prop_assert!(
        (length - shortest).abs() < longer,
        "{length} km for {shortest} km"
    );
    Ok(())
}

/// Records that refer to whatever they like, with what they refer to; and a group that walks.
fn dossier() -> impl Strategy<Value = Dossier> {
    let track = vec(
        (
            option::weighted(0.9, position()),
            arbitrary::when(),
            arbitrary::figure(),
        ),
        0..6,
    );
    let title = option::of(arbitrary::text());
    let seats = vec(option::of(position()), 8);
    (vec(arbitrary::record(), 0..16), track, title, seats).prop_filter_map(
        "ids are unique, and nothing comes from itself",
        |(mut records, track, title, seats)| {
            for (index, (seat, on, figure)) in track.into_iter().enumerate() {
                let place = place(index, seat);
                let sighting = Event::sighting(format!("walk-{index}"), on, "walkers", &place);
                records.push(sighting.headcount(figure).build().unwrap().into());
                records.push(place.into());
            }
            arbitrary::dossier_of(title.as_deref(), &records, &seats)
        },
    )
}

fn of<'m>(map: &'m FeatureCollection, what: &str) -> Vec<&'m Feature> {
    let features = map.features.iter();
    features
        .filter(|feature| feature.property("record") == Some(&json!(what)))
        .collect()
}

/// A record's own keys, an exact estimate spelt out, and what it is.
fn said(what: &str, record: &impl serde::Serialize) -> Value {
    fn spell(key: &str, value: &mut Value) {
        match value {
            Value::Object(members) => members
                .iter_mut()
                .for_each(|(key, value)| spell(key, value)),
            Value::Array(values) => values.iter_mut().for_each(|value| spell(key, value)),
            Value::Number(count) if ["headcount", "value", "count"].contains(&key) => {
                *value = json!({"low": count, "best": count, "high": count});
            }
            _ => {}
        }
    }
    let mut value = serde_json::to_value(record).unwrap();
    spell("", &mut value);
    value["record"] = what.into();
    value
}

fn hold<T: serde::Serialize>(
    map: &FeatureCollection,
    what: &str,
    records: &[T],
    name: impl Fn(&T) -> String,
) -> Result<(), TestCaseError> {
    let features = of(map, what);
    prop_assert_eq!(features.len(), records.len());
    for (feature, record) in features.into_iter().zip(records) {
        prop_assert_eq!(id(feature), format!("{what} {}", name(record)));
        let properties = Value::Object(feature.properties.clone().unwrap());
        prop_assert_eq!(properties, said(what, record));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_line_keeps_to_the_geodesic_and_is_cut_where_it_must_be(from in position(), to in position()) {
        let places = [place(0, Some(from)), place(1, Some(to))];
        let mut table = FlowTable::new();
        table.add(places[0].code(), places[1].code(), "2023", Estimate::exactly(1)).unwrap();
        let map = from_places(&table, &places);
        checked(&map)?;
        leads(map.features[0].geometry.as_ref().unwrap(), from, to)?;
    }

    #[test]
    fn a_box_is_the_narrowest(positions in vec(position(), 1..8)) {
        let places: Vec<_> = positions.iter().enumerate().map(|(index, &at)| place(index, Some(at))).collect();
        let dossier = Dossier::draft("2023-12-27").with_all(places).build().unwrap();
        let map = from_dossier(&dossier);
        checked(&map)?;
        let bbox = map.bbox.unwrap();
        let width = |west: f64, east: f64| if west <= east { east - west } else { east - west + 360.0 };
        let lons: Vec<f64> = map.features.iter().map(|feature| lines(feature.geometry.as_ref().unwrap())[0][0][0]).collect();
        let reach = |west: f64| lons.iter().map(|&lon| width(west, lon)).fold(0.0, f64::max);
        let narrowest = lons.iter().map(|&west| reach(west)).fold(f64::INFINITY, f64::min);
        prop_assert!((width(bbox[0], bbox[2]) - narrowest).abs() < 1e-9, "{bbox:?} is not {narrowest} wide");
    }
}

proptest! {
    #[test]
    fn every_record_of_a_dossier_is_held(dossier in dossier()) {
        let map = from_dossier(&dossier);
        checked(&map)?;
        prop_assert_eq!(from_dossier(&dossier.clone()).to_string(), map.to_string());
        hold(&map, "source", dossier.sources(), |record| record.id().to_string())?;
        hold(&map, "party", dossier.parties(), |record| record.id().to_string())?;
        hold(&map, "place", dossier.places(), |record| record.code().to_string())?;
        hold(&map, "link", dossier.links(), |record| record.id().to_string())?;
        hold(&map, "group", dossier.groups(), |record| record.id().to_string())?;
        hold(&map, "event", dossier.events(), |record| record.id().to_string())?;
        hold(&map, "statistic", dossier.statistics(), |record| record.id().to_string())?;
        let about = map.foreign_members.as_ref().unwrap();
        prop_assert_eq!(about.get("as_of"), Some(&json!("2023-12-27")));
        prop_assert_eq!(about.get("title").and_then(Value::as_str), dossier.title());

        for (feature, place) in of(&map, "place").into_iter().zip(dossier.places()) {
            prop_assert_eq!(feature.geometry.is_some(), place.seat().is_some());
        }
        let seat = |place: PlaceCode| dossier.place(place.as_str()).and_then(Place::seat);
        for (feature, link) in of(&map, "link").into_iter().zip(dossier.links()) {
            match seat(link.from()).zip(seat(link.to())) {
                Some((from, to)) => leads(feature.geometry.as_ref().unwrap(), from, to)?,
                None => prop_assert!(feature.geometry.is_none()),
            }
        }
        let journeys: Vec<_> = dossier.journeys().collect();
        let own: Vec<_> = journeys.iter().flat_map(Journey::fixes).filter(|fix| !fix.is_inherited()).collect();
        let fixes = of(&map, "fix");
        prop_assert_eq!(fixes.len(), own.len());
        for (feature, fix) in fixes.into_iter().zip(own) {
            prop_assert_eq!(feature.geometry.is_some(), fix.place().seat().is_some());
            prop_assert_eq!(feature.property("on"), Some(&json!(fix.on().to_string())));
            prop_assert_eq!(feature.property("place"), Some(&json!(fix.place().code())));
            let headcount = fix.headcount().map(|figure| {
                let estimate = figure.estimate();
                let mut bounds = json!({"low": estimate.low(), "best": estimate.best()});
                if let Some(high) = estimate.high() {
                    bounds["high"] = high.into();
                }
                bounds
            });
            prop_assert_eq!(feature.property("headcount").cloned(), headcount);
        }
    }

    #[test]
    fn a_route_is_a_line_and_its_stops(positions in vec(position(), 2..6), km in 1.0..1e4_f64) {
        let places = positions.iter().enumerate().map(|(index, &at)| place(index, Some(at)));
        let road = Distance::from_km(km).unwrap();
        let route = Route::through(places).unwrap().with_road_between(0, 1, road).unwrap();
        let map = from_route(&route);
        checked(&map)?;
        let line = &of(&map, "route")[0];
        let legs = line.property("legs").unwrap().as_array().unwrap();
        prop_assert_eq!(legs.len(), positions.len() - 1);
        prop_assert_eq!(&legs[0]["road_km"], &json!(road));
        prop_assert_eq!(line.property("length_km"), Some(&json!(route.length())));
        let stops = of(&map, "stop");
        prop_assert_eq!(stops.len(), positions.len());
        for (index, stop) in stops.into_iter().enumerate() {
            prop_assert_eq!(stop.property("along_km"), Some(&json!(route.mark(index))));
            leads(stop.geometry.as_ref().unwrap(), positions[index], positions[index])?;
        }
    }
}

fn flow_line(from: (f64, f64), to: (f64, f64)) -> String {
    let seat = |(lat, lon)| Some(Position::try_new(lat, lon).unwrap());
    let places = [place(0, seat(from)), place(1, seat(to))];
    let mut table = FlowTable::new();
    table
        .add(places[0].code(), places[1].code(), "2023", 1)
        .unwrap();
    let map = from_places(&table, &places);
    let geometry = serde_json::to_value(map.features[0].geometry.as_ref().unwrap()).unwrap();
    format!(
        "{} {} {:?}",
        geometry["type"].as_str().unwrap(),
        geometry["coordinates"],
        map.bbox.unwrap()
    )
}

#[test]
fn lines_at_the_antimeridian() {
    for (from, to, line) in [
        // Fiji, from Suva to Lomaloma, and back.
        (
            (-18.0, 179.0),
            (-17.0, -179.0),
            "MultiLineString [[[179.0,-18.0],[180.0,-17.5]],[[-180.0,-17.5],[-179.0,-17.0]]] [179.0, -18.0, -179.0, -17.0]",
        ),
        (
            (-17.0, -179.0),
            (-18.0, 179.0),
            "MultiLineString [[[-179.0,-17.0],[-180.0,-17.5]],[[180.0,-17.5],[179.0,-18.0]]] [179.0, -18.0, -179.0, -17.0]",
        ),
        // The cut is a quarter of the way along.
        (
            (0.0, 179.75),
            (0.4, -179.25),
            "MultiLineString [[[179.75,0.0],[180.0,0.1]],[[-180.0,0.1],[-179.25,0.4]]] [179.75, 0.0, -179.25, 0.4]",
        ),
        // What starts or ends on it is not cut.
        (
            (1.0, 180.0),
            (1.0, -179.5),
            "LineString [[-180.0,1.0],[-179.5,1.0]] [-180.0, 1.0, -179.5, 1.0]",
        ),
        (
            (1.0, -179.5),
            (1.0, 180.0),
            "LineString [[-179.5,1.0],[-180.0,1.0]] [-180.0, 1.0, -179.5, 1.0]",
        ),
        (
            (1.0, 180.0),
            (1.0, 179.5),
            "LineString [[180.0,1.0],[179.5,1.0]] [179.5, 1.0, 180.0, 1.0]",
        ),
        (
            (1.0, 180.0),
            (2.0, -180.0),
            "LineString [[180.0,1.0],[180.0,2.0]] [180.0, 1.0, 180.0, 2.0]",
        ),
        // Six decimals: the two are one point of the map.
        (
            (1.0, 179.999_999_8),
            (1.0, -179.999_999_8),
            "Point [180.0,1.0] [180.0, 1.0, 180.0, 1.0]",
        ),
        (
            (1.0, 2.0),
            (1.0, 2.0),
            "Point [2.0,1.0] [2.0, 1.0, 2.0, 1.0]",
        ),
        // To a pole along the meridian, and past it on the other side.
        (
            (89.0, 50.0),
            (90.0, 0.0),
            "LineString [[50.0,89.0],[50.0,90.0]] [50.0, 89.0, 50.0, 90.0]",
        ),
        (
            (-90.0, 0.0),
            (-89.0, 50.0),
            "LineString [[50.0,-90.0],[50.0,-89.0]] [50.0, -90.0, 50.0, -89.0]",
        ),
        (
            (89.0, 50.0),
            (89.0, -130.0),
            "MultiLineString [[[50.0,89.0],[50.0,90.0]],[[-130.0,90.0],[-130.0,89.0]]] [-130.0, 89.0, 50.0, 90.0]",
        ),
    ] {
        assert_eq!(flow_line(from, to), line);
    }
}

#[test]
fn a_flow_without_a_seat_is_held() {
    let places = [
        place(0, None),
        place(1, Some(Position::try_new(1.0, 2.0).unwrap())),
    ];
    let (here, there) = (places[0].code(), places[1].code());
    let mut table = FlowTable::new();
    let (year, people) = ("2023", Estimate::at_least(5));
    table.add(here, there, year, people).unwrap();
    table.add(there, there, year, people).unwrap();
    table.add(there, "US-L9", year, people).unwrap();
    let map = from_places(&table, &places);
    let geometries: Vec<_> = map
        .features
        .iter()
        .map(|feature| feature.geometry.is_some())
        .collect();
    assert_eq!(geometries, [false, true, false]);
    assert_eq!(
        map.features[0].to_string(),
        r#"{"type":"Feature","geometry":null,"id":"flow MX-L0 MX-L1 2023","properties":{"destination":"MX-L1","destination_name":"Place 1","origin":"MX-L0","origin_name":"Place 0","people":{"best":5,"low":5},"period":"2023","record":"flow"}}"#
    );
    assert!(of(&map, "flow")[2].property("destination_name").is_none());
}

#[test]
fn nothing_makes_an_empty_map() {
    let dossier = Dossier::draft("2023-12-27").build().unwrap();
    let map = from_dossier(&dossier);
    assert_eq!(
        map.to_string(),
        r#"{"type":"FeatureCollection","features":[],"as_of":"2023-12-27"}"#
    );
    map.to_string().parse::<FeatureCollection>().unwrap();
    let (map, unplaced) = from_flows(&FlowTable::new(), |_| None::<(&str, _)>);
    assert!(unplaced.is_empty());
    assert_eq!(
        map.to_string(),
        r#"{"type":"FeatureCollection","features":[]}"#
    );
}

#[test]
fn an_event_that_names_a_group_twice_has_two_fixes() {
    let dossier = Dossier::draft("2023-12-27")
        .with(place(0, Some(Position::try_new(1.0, 2.0).unwrap())))
        .with(MigrantGroup::draft("whole", "a group"))
        .with(MigrantGroup::draft("left", "a group"))
        .with(
            Event::split("e1", "2023-12-24", "whole")
                .place("MX-L0")
                .parts([Part::of("left"), Part::of("left")]),
        )
        .build()
        .unwrap();
    let ids: Vec<_> = of(&from_dossier(&dossier), "fix")
        .into_iter()
        .map(id)
        .collect();
    assert_eq!(ids, ["fix whole e1", "fix left e1", "fix left e1 2"]);
}

#[test]
fn a_measure_is_at_all_its_places() {
    let seat = |lat| Some(Position::try_new(lat, -106.5).unwrap());
    let places = [place(0, seat(31.7)), place(1, None), place(2, seat(28.7))];
    let closure = MeasureKind::PORT_CLOSURE;
    let dossier = Dossier::draft("2023-12-27")
        .with(Party::draft("cbp", "CBP", PartyKind::Government))
        .with_all(&places)
        .with(Event::measure("m1", "2023-12-18", closure, "cbp", "2023-12").area_places(&places))
        .build()
        .unwrap();
    let map = from_dossier(&dossier);
    let geometry = of(&map, "event")[0].geometry.as_ref().unwrap().to_string();
    assert_eq!(
        geometry,
        r#"{"type":"MultiPoint","coordinates":[[-106.5,31.7],[-106.5,28.7]]}"#
    );
}

/// The map of the dossier that has every key is the one that is kept.
#[test]
fn the_map_is_as_it_was() {
    let dossier: Dossier =
        serde_json::from_str(include_str!("../fixtures/wire/v1/every_key.json")).unwrap();
    let kept = include_str!("../fixtures/geojson/every_key.geojson");
    // One feature a line, so that a change shows.
    let written = from_dossier(&dossier).to_string();
    let written = written.replace("{\"type\":\"Feature\",", "\n{\"type\":\"Feature\",");
    for (index, (line, kept)) in written.lines().zip(kept.lines()).enumerate() {
        assert_eq!(line, kept, "line {}", index + 1);
    }
    assert_eq!(written.lines().count(), kept.lines().count());
}
