//! Days of arrival.

use corridor::{Closure, Code, Draft, Event, MeasureKind, Pace, Party, PartyKind, Route};

use super::*;

/// A to D: 30, 60 and 15 km by road.
fn route() -> Route {
    let route = Route::through(["A", "B", "C", "D"].map(place)).unwrap();
    [30.0, 60.0, 15.0]
        .into_iter()
        .enumerate()
        .fold(route, |route, (leg, road)| {
            route.with_road_between(leg, leg + 1, km(road)).unwrap()
        })
}

fn pace(slow: f64, fast: f64) -> Pace {
    Pace::try_new(km(slow), (fast > 0.0).then(|| km(fast))).unwrap()
}

/// "departure; place arrival; …", with the day of going on where it differs.
fn windows(
    events: impl IntoIterator<Item = Draft<Event>>,
    pace: Pace,
    halts: &[Draft<Event>],
    closures: &[Closure],
) -> String {
    let dossier = dossier(events.into_iter().chain(halts.iter().cloned()));
    let journey = dossier.journey("g").unwrap();
    let forecast = match journey.forecast_avoiding(&route(), pace, closures) {
        Ok(forecast) => forecast,
        Err(error) => return error.to_string(),
    };
    let stops = forecast.stops().iter().map(|stop| {
        let on = match stop.leaves() {
            leaves if leaves == stop.arrives() => String::new(),
            leaves => format!(", on {}", shown(leaves)),
        };
        let held_up = if stop.held_up_by().is_empty() {
            ""
        } else {
            " (held up)"
        };
        let arrives = shown(stop.arrives());
        format!("; {} {arrives}{on}{held_up}", stop.place().name())
    });
    let told = shown(forecast.sets_out()) + &stops.collect::<String>();
    told.replace("2023-12-", "")
}

/// What g plans for the last day of the year; `index` tells several apart.
fn planned_halt(index: usize, place: &str, hours: f64) -> Draft<Event> {
    halt(format!("halt{index}"), "2023-12-31", "g", place, hours).planned()
}

/// The same for nobody knows how long.
fn planned_rest(place: &str) -> Draft<Event> {
    planned_halt(0, place, 0.0).without("hours")
}

fn left() -> Draft<Event> {
    departure("left", "2023-12-01", "g", "A")
}

#[test]
fn from_the_last_fix() {
    for (fix, expected) in [
        (left(), "01; B 01 to 02; C 03 to 06; D 04 to 07"),
        (
            departure("1", "2023-12-01/2023-12-03", "g", "A"),
            "01 to 03; B 01 to 04; C 03 to 08; D 04 to 09",
        ),
        (
            sighting("1", "2023-12-01", "g", "A"),
            "01 to 02; B 01 to 03; C 03 to 07; D 04 to 08",
        ),
        (
            halt("1", "2023-12-01", "g", "A", 24.0),
            "02 to 03; B 02 to 04; C 04 to 08; D 05 to 09",
        ),
        (
            halt("1", "2023-12-01", "g", "A", 30.0),
            "02 to 04; B 02 to 05; C 04 to 09; D 05 to 10",
        ),
        (
            Event::halt("1", "2023-12-01", "g", code("A")),
            "01 or later; B 01 or later; C 03 or later; D 04 or later",
        ),
        (
            departure("1", "../2023-12-01", "g", "A"),
            "01 or earlier; B 02 or earlier; C 06 or earlier; D 07 or earlier",
        ),
        (
            departure("1", "2023-12-01/..", "g", "A"),
            "01 or later; B 01 or later; C 03 or later; D 04 or later",
        ),
        (
            sighting("1", "2023-12-01", "g", "C"),
            "01 to 02; D 01 to 02",
        ),
        (sighting("1", "2023-12-01", "g", "D"), "01 to 02"),
    ] {
        let shown = format!("{fix:?}");
        assert_eq!(
            windows([fix], pace(15.0, 30.0), &[], &[]),
            expected,
            "{shown}"
        );
    }
}

#[test]
fn at_paces_that_are_open() {
    for (pace, expected) in [
        (
            pace(0.0, 30.0),
            "01; B 01 or later; C 03 or later; D 04 or later",
        ),
        (pace(15.0, 0.0), "01; B 01 to 02; C 01 to 06; D 01 to 07"),
        (pace(30.0, 30.0), "01; B 01; C 03; D 04"),
        (
            Pace::VEHICLE,
            "01; B 01 or later; C 01 or later; D 01 or later",
        ),
    ] {
        assert_eq!(windows([left()], pace, &[], &[]), expected, "{pace}");
    }
}

#[test]
fn with_halts() {
    for (halts, expected) in [
        (
            vec![("B", 24.0)],
            "01; B 01 to 02, on 02 to 03; C 04 to 07; D 05 to 08",
        ),
        (
            vec![("B", 12.0)],
            "01; B 01 to 02, on 01 to 03; C 03 to 07; D 04 to 08",
        ),
        (vec![("B", 0.0)], "01; B 01 to 02; C 03 to 06; D 04 to 07"),
        (
            vec![("B", 12.0), ("B", 12.0)],
            "01; B 01 to 02, on 02 to 03; C 04 to 07; D 05 to 08",
        ),
        (
            vec![("B", 36.0), ("D", 48.0)],
            "01; B 01 to 02, on 02 to 04; C 04 to 08; D 05 to 09, on 07 to 11",
        ),
        (vec![("A", 24.0)], "02; B 02 to 03; C 04 to 07; D 05 to 08"),
    ] {
        let halts: Vec<_> = halts
            .iter()
            .enumerate()
            .map(|(index, &(place, hours))| planned_halt(index, place, hours))
            .collect();
        assert_eq!(
            windows([left()], pace(15.0, 30.0), &halts, &[]),
            expected,
            "{halts:?}"
        );
    }
    let unknown = planned_rest("B");
    assert_eq!(
        windows([left()], pace(15.0, 30.0), &[unknown], &[]),
        "01; B 01 to 02, on 01 or later; C 03 or later; D 04 or later"
    );
}

/// A plan to halt where the route does not lead, or has led, is left aside.
#[test]
fn halts_elsewhere_take_no_days() {
    let at_b = || departure("1", "2023-12-01", "g", "B");
    let halts = [planned_halt(0, "A", 240.0), planned_halt(1, "Z", 240.0)];
    assert_eq!(
        windows([at_b()], pace(15.0, 30.0), &halts, &[]),
        windows([at_b()], pace(15.0, 30.0), &[], &[]),
    );
    // So are halts that are over, on a condition, or of others.
    let rest = |id: &str, on: &str, group: &str| halt(id, on, group, "B", 240.0);
    let events = [
        left(),
        rest("over", "2023-12-26", "g").planned(),
        rest("if", "2023-12-28", "g").conditional("if"),
        rest("p", "2023-12-28", "p").planned(),
    ];
    assert_eq!(
        windows(events, pace(15.0, 30.0), &[], &[]),
        windows([left()], pace(15.0, 30.0), &[], &[]),
    );
}

/// What the dossier says is closed holds a group up as what is given beside it does.
#[test]
fn around_what_measures_close() {
    let closure = |starts: &str, ends: &str| {
        Event::measure("m", starts, MeasureKind::PORT_CLOSURE, "authority", starts)
            .area_place(code("C"))
            .ends(ends)
    };
    let told = |starts: &str, ends: &str| {
        let dossier = draft()
            .with(Party::draft(
                "authority",
                "an authority",
                PartyKind::Government,
            ))
            .with_all([left(), closure(starts, ends)])
            .build()
            .unwrap();
        let journey = dossier.journey("g").unwrap();
        match journey.forecast(&route(), pace(15.0, 30.0)) {
            Ok(forecast) => shown(forecast.stop("ZZ-C").unwrap().arrives()),
            Err(error) => format!("{}: {error}", error.code()),
        }
    };
    assert_eq!(told("2023-12-02", "2023-12-03"), "2023-12-03 to 2023-12-07");
    assert_eq!(told("2023-11-02", "2023-11-03"), "2023-12-03 to 2023-12-06");
    assert_eq!(
        told("2023-12-02", "2023-12-01"),
        "closure-invalid: a closure that starts on 2023-12-02 cannot end on 2023-12-01"
    );
}

#[test]
fn never_before_a_planned_departure() {
    let seen = || sighting("seen", "2023-12-01", "g", "A");
    let plans = |on: &str, place: &str| departure("plan", on, "g", place).planned();
    for (events, expected) in [
        (
            vec![seen(), plans("2023-12-05", "A")],
            "05; B 05 to 06; C 07 to 10; D 08 to 11",
        ),
        (
            vec![seen(), plans("2023-12-02", "A")],
            "02; B 02 to 03; C 04 to 07; D 05 to 08",
        ),
        // It has been seen since.
        (
            vec![seen(), plans("2023-11-30", "A")],
            "01 to 02; B 01 to 03; C 03 to 07; D 04 to 08",
        ),
        (
            vec![seen(), plans("2023-12", "A")],
            "01 to 31; B 01 to 2024-01-01; C 03 to 2024-01-05; D 04 to 2024-01-06",
        ),
        (
            vec![seen(), plans("2023-12-05/..", "A")],
            "05 or later; B 05 or later; C 07 or later; D 08 or later",
        ),
        (
            vec![seen(), plans("../2023-12-05", "A")],
            "01 to 05; B 01 to 06; C 03 to 10; D 04 to 11",
        ),
        (
            vec![left(), plans("2023-12-05", "B")],
            "01; B 01 to 02, on 05; C 06 to 08; D 07 to 09",
        ),
        (
            vec![left(), plans("2023-12-02", "B")],
            "01; B 01 to 02, on 02; C 03 to 06; D 04 to 07",
        ),
        (
            vec![left(), plans("2023-12-05", "Z")],
            "01; B 01 to 02; C 03 to 06; D 04 to 07",
        ),
        // Several people say when.
        (
            vec![
                seen(),
                plans("2023-12-05", "A"),
                departure("2", "2023-12-07", "g", "A").planned(),
            ],
            "05 to 07; B 05 to 08; C 07 to 12; D 08 to 13",
        ),
        // A condition is no plan, and another group's plan is its own.
        (
            vec![
                left(),
                departure("if", "2023-12-05", "g", "B").conditional("if"),
                departure("p", "2023-12-05", "p", "B").planned(),
            ],
            "01; B 01 to 02; C 03 to 06; D 04 to 07",
        ),
    ] {
        assert_eq!(
            windows(events.clone(), pace(15.0, 30.0), &[], &[]),
            expected,
            "{events:?}"
        );
    }
    // A halt of unknown length ends when the group plans to leave.
    let unknown = planned_rest("B");
    assert_eq!(
        windows(
            [left(), plans("2023-12-05", "B")],
            pace(15.0, 30.0),
            &[unknown],
            &[]
        ),
        "01; B 01 to 02, on 05; C 06 to 08; D 07 to 09"
    );
    let too_long = planned_halt(0, "B", 96.0);
    assert_eq!(
        windows(
            [left(), plans("2023-12-05", "B")],
            pace(15.0, 30.0),
            &[too_long],
            &[]
        ),
        "01; B 01 to 02, on 05 to 06; C 07 to 10; D 08 to 11"
    );
    assert_eq!(
        windows(
            [left(), plans("2023-12-05", "B")],
            pace(0.0, 30.0),
            &[],
            &[]
        ),
        "01; B 01 or later, on 05 or later; C 06 or later; D 07 or later"
    );
}

#[test]
fn around_closures() {
    let until = |closure: Draft<Closure>, ends: &str| {
        let closure = match ends {
            "" => closure,
            ends => closure.until(ends),
        };
        closure.build().unwrap()
    };
    let link = |from: &str, to: &str, starts: &str, ends: &str| {
        until(Closure::of_link(code(from), code(to), starts), ends)
    };
    let place =
        |name: &str, starts: &str, ends: &str| until(Closure::of_place(code(name), starts), ends);
    for (closures, expected) in [
        (
            vec![link("C", "B", "2023-12-01", "2023-12-03")],
            "01; B 01 to 02, on 04; C 05 to 07 (held up); D 06 to 08",
        ),
        (
            vec![place("C", "2023-12-02", "2023-12-03")],
            "01; B 01 to 02, on 01 to 04; C 03 to 07 (held up); D 04 to 08",
        ),
        // Whoever is there may leave.
        (
            vec![place("A", "2023-12-01", "")],
            "01; B 01 to 02; C 03 to 06; D 04 to 07",
        ),
        (
            vec![link(
                "A",
                "B",
                "2023-12-01/2023-12-02",
                "2023-12-05/2023-12-08",
            )],
            "01 to 09; B 01 to 10 (held up); C 03 to 14; D 04 to 15",
        ),
        (
            vec![link("A", "B", "2023-12-01", "2023-12-05/2023-12-08")],
            "06 to 09; B 06 to 10 (held up); C 08 to 14; D 09 to 15",
        ),
        (
            vec![
                link("A", "B", "2023-12-01", "2023-12-02"),
                place("B", "2023-12-03", "2023-12-04"),
            ],
            "05; B 05 to 06 (held up); C 07 to 10; D 08 to 11",
        ),
        (
            vec![link("C", "D", "2023-12", "2023-12")],
            "01; B 01 to 02; C 03 to 06, on 03 to 2024-01-01; D 04 to 2024-01-01 (held up)",
        ),
        (
            vec![link("C", "D", "2023-12", "")],
            "01; B 01 to 02; C 03 to 06, on 03 or later; D 04 or later (held up)",
        ),
        // Over before it gets there, or not yet begun.
        (
            vec![
                link("C", "D", "2023-11-01", "2023-12-02"),
                link("C", "D", "2023-12-08", ""),
                link("A", "C", "2023-12-01", ""),
                until(Closure::of_border("ZZ", "MX", "2023-12-01"), ""),
            ],
            "01; B 01 to 02; C 03 to 06; D 04 to 07",
        ),
        // The last gets there on the 6th, and may go on only in the morning.
        (
            vec![link("C", "D", "2023-12-07", "")],
            "01; B 01 to 02; C 03 to 06, on 03 or later; D 04 or later (held up)",
        ),
        (
            vec![link("B", "C", "2023-12-01", "")],
            "the way from ZZ-B to ZZ-C stays closed: link ZZ-B to ZZ-C closed from 2023-12-01",
        ),
    ] {
        assert_eq!(
            windows([left()], pace(15.0, 30.0), &[], &closures),
            expected,
            "{closures:?}"
        );
    }
}

#[test]
fn a_border_in_the_way() {
    let at = |code: &str, lon: f64| Place::draft(code, code).seat((14.7, lon)).build().unwrap();
    let (north, south) = (at("MX-L1", -92.2), at("GT-L1", -92.1));
    let dossier = Dossier::draft("2023-12-27")
        .with_all([&north, &south])
        .with(group("g"))
        .with(Event::departure("1", "2023-12-01", "g", &south))
        .build()
        .unwrap();
    let route = Route::through([south, north]).unwrap();
    let closure = Closure::of_border("MX", "GT", "2023-12-01")
        .until("2023-12-09")
        .build()
        .unwrap();
    let journey = dossier.journey("g").unwrap();
    let forecast = journey
        .forecast_avoiding(&route, Pace::WALKING, [&closure])
        .unwrap();
    assert_eq!(shown(forecast.sets_out()), "2023-12-10");
    assert_eq!(forecast.stops()[0].held_up_by(), [closure]);
    let wire = serde_json::to_value(&forecast).unwrap();
    assert_eq!(
        wire["stops"][0]["held_up_by"],
        serde_json::json!([{"border": ["MX", "GT"], "starts": "2023-12-01", "ends": "2023-12-09"}])
    );
}

#[test]
fn from_where_the_route_first_passes() {
    let there_and_back = Route::through(["A", "B", "A", "C"].map(place)).unwrap();
    let dossier = dossier([left()]);
    let journey = dossier.journey("g").unwrap();
    let forecast = journey.forecast(&there_and_back, Pace::WALKING).unwrap();
    assert_eq!(forecast.stops().len(), 3);
    let first = forecast.stop("ZZ-A").unwrap();
    assert_eq!(format!("{:.1}", first.distance()), "74.2 km");
}

#[test]
fn what_cannot_be_forecast() {
    let refused = |events: Vec<Draft<Event>>, pace: Pace| {
        let dossier = dossier(events);
        let journey = dossier.journey("g").unwrap();
        let error = journey.forecast(&route(), pace).unwrap_err();
        (error.code(), error.to_string())
    };
    let walking = || pace(15.0, 30.0);
    assert_eq!(
        refused(vec![], walking()),
        (
            Code::GroupUnlocated,
            "group g has not been reported anywhere yet".to_owned()
        )
    );
    assert_eq!(
        refused(
            vec![departure("1", "2023-12-28", "g", "A").planned()],
            walking()
        )
        .0,
        Code::GroupUnlocated
    );
    assert_eq!(
        refused(vec![sighting("1", "2023-12-01", "g", "Z")], walking()),
        (
            Code::RouteDisjoint,
            "the route does not pass ZZ-Z, where group g was last reported".to_owned()
        )
    );
    let (code, message) = refused(vec![left()], pace(0.0, 1e-9));
    assert_eq!(code, Code::DateInvalid);
    assert!(
        message.ends_with("is not within the years 0001 to 9999"),
        "{message}"
    );
    let forever = planned_halt(0, "B", 1e300);
    assert_eq!(
        refused(vec![left(), forever], walking()).0,
        Code::DateInvalid
    );
    // A latest day beyond the calendar is open.
    assert_eq!(
        windows([left()], pace(1e-6, 30.0), &[], &[]),
        "01; B 01 or later; C 03 or later; D 04 or later"
    );
    assert_eq!(
        windows(
            [departure("1", "9999-12-30", "g", "A")],
            walking(),
            &[],
            &[]
        ),
        "a march of 3 days from 9999-12-30 is not within the years 0001 to 9999"
    );
}

/// Nothing may be left of the day on which a leg is done: whoever is last sets out on the next, and
/// waits if the way is closed by then.
#[test]
fn the_morning_after_may_find_the_way_closed() {
    let text = r#"{"format": "corridor/1", "as_of": "2023-12-31", "places": [
        {"code": "ZZ-A", "name": "A", "lat": 15.0, "lon": -92.0}, {"code": "ZZ-B", "name": "B", "lat": 15.1, "lon": -92.0},
        {"code": "ZZ-C", "name": "C", "lat": 15.2, "lon": -92.0}],
        "groups": [{"id": "g", "name": "G", "mode": "foot"}], "events": [
        {"id": "e", "type": "departure", "on": "2023-12-24", "status": "occurred", "group": "g", "place": "ZZ-A"}]}"#;
    let dossier: corridor::Dossier = serde_json::from_str(text).unwrap();
    let km = |km: f64| corridor::Distance::from_km(km).unwrap();
    let route = Route::through(dossier.places().iter().cloned()).unwrap();
    let route = route.with_road_between(0, 1, km(15.0)).unwrap();
    let route = route.with_road_between(1, 2, km(15.0)).unwrap();
    let pace = Pace::try_new(km(15.0), Some(km(15.0))).unwrap();
    let closure = Closure::of_link(code("B"), code("C"), "2023-12-25");
    let closure = closure.until("2023-12-31").build().unwrap();
    let journey = dossier.journey("g").unwrap();
    let forecast = journey.forecast_avoiding(&route, pace, [&closure]).unwrap();
    let last = forecast.stops().last().unwrap();
    assert_eq!(shown(last.arrives()), "2023-12-25 to 2024-01-01");
    assert_eq!(last.held_up_by(), [closure]);
}
