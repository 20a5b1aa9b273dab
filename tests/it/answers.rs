//! What the analyses answer at their edges: an end of a range, two that are equal, nothing at all.
use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use corridor::*;

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn exactly(people: u64) -> Estimate {
    Estimate::exactly(people)
}

fn place(index: usize) -> PlaceCode {
    format!("MX-L{index}").parse().unwrap()
}

fn month(month: u32) -> Period {
    Period::month(2023, month).unwrap()
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Flows within a month, from place to place.
fn table(flows: &[(usize, usize, Estimate)]) -> FlowTable {
    let mut table = FlowTable::new();
    let flow = |&(from, to, people)| Flow::new(place(from), place(to), month(1), people);
    table.extend(flows.iter().map(flow)).unwrap();
    table
}

#[test]
fn a_net_flow_is_bounded_by_both_flows() {
    let net = |inflow, outflow| table(&[(0, 1, inflow), (1, 0, outflow)]).net(place(1));
    let about = net(Estimate::about(5_000), exactly(4_900));
    assert_eq!(
        (about.low(), about.best(), about.high()),
        (Some(-400), 100, Some(600))
    );
    assert!(!about.is_gain() && !about.is_loss());
    let open = net(Estimate::at_least(5_000), Estimate::at_least(4_900));
    assert_eq!((open.low(), open.high()), (None, None));
    let even = net(exactly(5), exactly(5));
    assert_eq!((even.low(), even.high()), (Some(0), Some(0)));
    assert!(!even.is_gain() && !even.is_loss());
}

#[test]
fn effectiveness_has_the_ends_that_its_flows_allow() {
    let of = |inflow, outflow| {
        table(&[(0, 1, inflow), (1, 0, outflow)])
            .effectiveness(place(1))
            .unwrap()
    };
    let ends = |of: Effectiveness| (of.low(), of.best(), of.high());
    assert_eq!(ends(of(exactly(300), exactly(100))), (0.5, 0.5, 0.5));
    assert_eq!(of(exactly(300), exactly(100)).to_string(), "50 %");
    let three = Estimate::try_new(200, 300, Some(700)).unwrap();
    let wide = of(three, exactly(100));
    assert_eq!(ends(wide), (100.0 / 300.0, 0.5, 0.75));
    assert_eq!(wide.to_string(), "50 % (33–75 %)");
    // The same where more leave than come, and where either may be.
    assert_eq!(ends(of(exactly(100), three)), (100.0 / 300.0, 0.5, 0.75));
    let either = Estimate::try_new(50, 200, Some(300)).unwrap();
    assert_eq!(ends(of(either, exactly(100))), (0.0, 100.0 / 300.0, 0.5));
    let as_many = Estimate::try_new(100, 200, Some(300)).unwrap();
    assert_eq!(ends(of(as_many, exactly(100))), (0.0, 100.0 / 300.0, 0.5));
    assert_eq!(ends(of(exactly(100), as_many)), (0.0, 100.0 / 300.0, 0.5));
}

#[test]
fn bounds_are_kept_from_the_first_that_needs_them() {
    let mut table = table(&[
        (0, 1, exactly(10)),
        (1, 2, exactly(20)),
        (2, 0, exactly(30)),
    ]);
    table
        .add(place(0), place(1), month(1), Estimate::at_least(5))
        .unwrap();
    let people = |from, to| {
        table
            .iter()
            .find(|flow| (flow.origin(), flow.destination()) == (place(from), place(to)))
            .unwrap()
            .people()
    };
    assert_eq!(people(0, 1), Estimate::at_least(15));
    assert_eq!((people(1, 2), people(2, 0)), (exactly(20), exactly(30)));
}

#[test]
fn zones_and_periods_that_no_row_names_leave_no_trace() {
    let zones: Vec<_> = (0..6).map(place).collect();
    let periods: Vec<_> = (1..=5).map(month).collect();
    for rows in [
        vec![(1, 4, 2, 7), (4, 2, 4, 8), (2, 2, 2, 9)],
        vec![(0, 5, 0, 7), (5, 0, 4, 8)],
        vec![(5, 3, 3, 1), (3, 5, 1, 2), (5, 1, 1, 3), (0, 1, 3, 4)],
        vec![(0, 4, 0, 5)],
        vec![(3, 3, 3, 5)],
    ] {
        let indexed = rows
            .iter()
            .map(|&(from, to, when, n)| (from, to, when, exactly(n)));
        let indexed = FlowTable::from_indexed(&zones, &periods, indexed).unwrap();
        let mut extended = FlowTable::new();
        extended
            .extend(rows.iter().map(|&(from, to, when, n)| {
                Flow::new(
                    zones[from as usize],
                    zones[to as usize],
                    periods[when as usize],
                    exactly(n),
                )
            }))
            .unwrap();
        assert_eq!(indexed, extended);
        let flows = |table: &FlowTable| table.iter().collect::<Vec<_>>();
        assert_eq!(flows(&indexed), flows(&extended));
        assert_eq!(hash(&indexed), hash(&extended));
        assert_eq!(format!("{indexed:?}"), format!("{extended:?}"));
        for &zone in &zones {
            assert_eq!(indexed.inflow(zone), extended.inflow(zone));
            assert_eq!(indexed.outflow(zone), extended.outflow(zone));
        }
    }
}

#[test]
fn tables_are_equal_by_their_flows() {
    let one = table(&[(0, 1, exactly(10)), (1, 0, exactly(20))]);
    let swapped = table(&[(0, 1, exactly(20)), (1, 0, exactly(10))]);
    let other_total = table(&[(0, 1, exactly(10)), (1, 0, exactly(21))]);
    assert_ne!(one, swapped);
    assert_ne!(one, other_total);
    assert_ne!(hash(&one), hash(&swapped));
    assert!(format!("{one:?}").contains("MX-L0"), "{one:?}");
}

fn read(rest: &str) -> Dossier {
    let text = format!(
        r#"{{"format": "corridor/1", "as_of": "2023-12-27", "sources": [{{"id": "efe", "name": "EFE", "kind": "agency"}}],
            "places": [
                {{"code": "MX07089", "name": "Tapachula", "lat": 14.911, "lon": -92.264}},
                {{"code": "MX07040", "name": "Huixtla", "lat": 15.138, "lon": -92.466}},
                {{"code": "MX07032", "name": "Escuintla", "lat": 15.3194, "lon": -92.6583}}],
            "groups": [{{"id": "g", "name": "g", "mode": "foot"}}, {{"id": "h", "name": "h", "mode": "foot"}}], {rest}}}"#
    );
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn a_group_that_a_merge_has_changed_is_not_counted_by_its_departure() {
    let dossier = |merge: &str| {
        read(&format!(
            r#""events": [
        {{"id": "e1", "type": "departure", "on": "2023-12-20", "status": "occurred", "group": "g", "place": "MX07089", "headcount": 100, "sources": ["efe"]}},
        {merge}
        {{"id": "e3", "type": "arrival", "on": "2023-12-22", "status": "occurred", "group": "g", "place": "MX07040", "sources": ["efe"]}}]"#
        ))
    };
    let flows = |dossier: &Dossier| dossier.flows().unwrap().into_table().len();
    assert_eq!(flows(&dossier("")), 1);
    let merge = r#"{"id": "e2", "type": "merge", "on": "2023-12-21", "status": "occurred", "group": "g", "groups": ["h"], "sources": ["efe"]},"#;
    assert_eq!(flows(&dossier(merge)), 0);
}

#[test]
fn a_plan_is_where_the_group_goes_of_itself_and_without_condition() {
    let plan = |kind: &str, status: &str| {
        let dossier = read(&format!(
            r#""events": [
            {{"id": "e1", "type": "sighting", "on": "2023-12-20", "status": "occurred", "group": "g", "place": "MX07089", "sources": ["efe"]}},
            {{"id": "e2", "type": "{kind}", "on": "2023-12-28", {status}, "group": "g", "place": "MX07040", "sources": ["efe"]}}]"#
        ));
        let journey = Journey::of(&dossier, "g").unwrap();
        (
            journey.next_leg().is_some(),
            journey.planned_halts().count(),
        )
    };
    let planned = r#""status": "planned""#;
    let conditional = r#""status": "conditional", "condition": "if it rains""#;
    assert_eq!(plan("halt", planned), (true, 1));
    assert_eq!(plan("halt", conditional), (false, 0));
    assert_eq!(plan("arrival", planned), (true, 0));
    assert_eq!(plan("arrival", conditional), (false, 0));
    assert_eq!(plan("dispersal", planned), (false, 0));
}

#[test]
fn a_speed_at_the_limit_does_not_exceed_it() {
    let dossier = read(
        r#""events": [
        {"id": "e1", "type": "departure", "on": "2023-12-20", "status": "occurred", "group": "g", "place": "MX07089", "sources": ["efe"]},
        {"id": "e2", "type": "arrival", "on": "2023-12-22", "status": "occurred", "group": "g", "place": "MX07032", "sources": ["efe"]}]"#,
    );
    let journey = Journey::of(&dossier, "g").unwrap();
    let fixes = journey.fixes();
    let speed = fixes[0].speed_to(&fixes[1]).unwrap();
    let (slowest, fastest) = (speed.slowest(), speed.fastest().unwrap());
    let less = |distance: Distance| Distance::from_km(distance.km().next_down()).unwrap();
    assert_eq!(speed.exceeds(fastest), Certainty::Impossible);
    assert_eq!(speed.exceeds(less(fastest)), Certainty::Possible);
    assert_eq!(speed.exceeds(slowest), Certainty::Possible);
    assert_eq!(speed.exceeds(less(slowest)), Certainty::Certain);
}

#[test]
fn a_crossing_that_opens_the_next_day_was_closed_for_one() {
    let dossier = read(
        r#""parties": [{"id": "mx", "name": "Mexico", "kind": "government", "country": "MX"}],
        "links": [{"id": "l", "from": "MX07089", "to": "MX07040", "road_km": 40}],
        "events": [
        {"id": "m1", "type": "measure", "on": "2023-12-18", "status": "occurred", "authority": "mx", "measure": "port_closure", "places": ["MX07040"], "starts": "2023-12-18", "sources": ["efe"]},
        {"id": "m2", "type": "measure", "on": "2023-12-19", "status": "occurred", "authority": "mx", "measure": "port_reopening", "places": ["MX07040"], "starts": "2023-12-19", "sources": ["efe"]}]"#,
    );
    let network = dossier.network().unwrap();
    let (from, to) = ("MX07089".parse().unwrap(), "MX07040".parse().unwrap());
    let open = |on: &str| network.route(&from, &to, day(on)).is_ok();
    assert_eq!(
        ["2023-12-17", "2023-12-18", "2023-12-19"].map(open),
        [true, false, true]
    );
}

#[test]
fn gatherings_are_counted_and_gone_through() {
    let none = read(r#""events": []"#);
    assert!(Meetings::of(&none).is_empty());
    let meeting = |id: &str, on: &str| {
        format!(
            r#"{{"id": "{id}", "type": "meeting", "on": "{on}", "status": "occurred", "host": "MX", "delegations": [{{"country": "MX"}}, {{"country": "US"}}], "sources": ["efe"]}}"#
        )
    };
    let two = read(&format!(
        r#""events": [{}, {}]"#,
        meeting("e1", "2023-12-20"),
        meeting("e2", "2023-12-27")
    ));
    let meetings = Meetings::of(&two);
    assert!(!meetings.is_empty());
    let ids: Vec<_> = (&meetings)
        .into_iter()
        .map(|gathering| gathering.event().id().as_str())
        .collect();
    assert_eq!(ids, ["e1", "e2"]);
    let first = meetings.iter().next().unwrap();
    let visit = first.visits().next().unwrap();
    assert_eq!(
        visit.on().map(ToString::to_string).as_deref(),
        Some("2023-12-20")
    );
}

fn key(indicator: &str) -> SeriesKey {
    SeriesKey::new(
        indicator.parse().unwrap(),
        Unit::Person,
        Nature::Flow,
        "US".parse().unwrap(),
    )
}

fn statistic(id: &str, key: &SeriesKey, of: &str, value: Estimate, published: &str) -> Statistic {
    let (id, publisher) = (id.parse().unwrap(), "cbp".parse().unwrap());
    Statistic::new(
        id,
        key.clone(),
        of.parse().unwrap(),
        value.into(),
        publisher,
        day(published),
    )
}

#[test]
fn figures_before_during_and_after_a_gathering_are_those_of_its_days() {
    let key = key("arrivals");
    let days = [
        "2023-12-14",
        "2023-12-15",
        "2023-12-19",
        "2023-12-20",
        "2023-12-21",
        "2023-12-25",
        "2023-12-26",
    ];
    let rows = days
        .iter()
        .enumerate()
        .map(|(at, day)| statistic(&format!("s{at}"), &key, day, exactly(1), "2023-12-27"));
    let series = Series::from_statistics(&key, rows).unwrap();
    let dossier = read(
        r#""events": [{"id": "e1", "type": "meeting", "on": "2023-12-20", "status": "occurred", "host": "MX", "delegations": [{"country": "MX"}, {"country": "US"}], "sources": ["efe"]}]"#,
    );
    let meetings = Meetings::of(&dossier);
    let around = meetings.iter().next().unwrap().around(series.latest(), 5);
    let texts = |observations: &[&Observation]| {
        observations
            .iter()
            .map(|o| o.period().to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(around.before()), ["2023-12-15", "2023-12-19"]);
    assert_eq!(texts(around.during()), ["2023-12-20"]);
    assert_eq!(texts(around.after()), ["2023-12-21", "2023-12-25"]);
}

#[test]
fn a_difference_has_a_direction_where_its_bounds_leave_no_doubt() {
    let direction = |from, to| Difference::new(from, to).direction();
    let about = Estimate::try_new(90, 100, Some(110)).unwrap();
    assert_eq!(
        direction(exactly(100), exactly(101)),
        Some(Ordering::Greater)
    );
    assert_eq!(direction(exactly(100), exactly(99)), Some(Ordering::Less));
    assert_eq!(direction(exactly(100), exactly(100)), Some(Ordering::Equal));
    assert_eq!(direction(about, about), None);
    // One end at 0: as many, or more; as many, or fewer.
    assert_eq!(direction(exactly(90), about), None);
    assert_eq!(direction(exactly(110), about), None);
    assert_eq!(direction(exactly(89), about), Some(Ordering::Greater));
    assert_eq!(direction(exactly(111), about), Some(Ordering::Less));
}

#[test]
fn a_share_is_written_as_finely_as_it_is() {
    let text = |from, to| Difference::new(exactly(from), exactly(to)).to_string();
    assert_eq!(text(100_000, 100_009), "+9 (under 0.01 %)");
    assert_eq!(text(10_000, 10_001), "+1 (+0.01 %)");
    assert_eq!(text(1_000, 1_001), "+1 (+0.1 %)");
    assert_eq!(text(100_000, 100_099), "+99 (+0.10 %)");
}

#[test]
fn a_conversion_rounds_its_bounds_outward() {
    let (families, people) = ((3, Unit::Household), (10, Unit::Person));
    let conversion = Conversion::try_new(families, people, "unhcr".parse().unwrap()).unwrap();
    let of = |low, best, high| {
        conversion
            .convert(Estimate::try_new(low, best, Some(high)).unwrap())
            .unwrap()
    };
    assert_eq!(of(1, 1, 1), Estimate::try_new(3, 3, Some(4)).unwrap());
    assert_eq!(of(2, 2, 2), Estimate::try_new(6, 7, Some(7)).unwrap());
    assert_eq!(of(3, 3, 3), exactly(10));
    assert_eq!(of(0, 3, 4), Estimate::try_new(0, 10, Some(14)).unwrap());
    assert!(conversion.to_string().contains("= 10 "), "{conversion}");
}

#[test]
fn a_running_total_is_as_new_as_its_newest_part() {
    let key = key("arrivals");
    let rows = [
        statistic("s1", &key, "2023-01", exactly(1), "2023-02-10"),
        statistic("s2", &key, "2023-02", exactly(2), "2023-06-20"),
        statistic("s3", &key, "2023-03", exactly(3), "2023-04-10"),
    ];
    let series = Series::from_statistics(&key, rows).unwrap();
    let totals = series
        .latest()
        .cumulative("2023-01/2023-03".parse().unwrap())
        .unwrap();
    let told: Vec<_> = totals
        .observations()
        .iter()
        .map(|o| {
            (
                o.period().to_string(),
                o.value().unwrap().best(),
                o.published().to_string(),
            )
        })
        .collect();
    let is = |of: &str, value, published: &str| (of.to_owned(), value, published.to_owned());
    assert_eq!(
        told,
        [
            is("2023-01", 1, "2023-02-10"),
            is("2023-01/2023-02", 3, "2023-06-20"),
            is("2023-01/2023-03", 6, "2023-06-20")
        ]
    );
}

#[test]
fn a_part_has_the_key_of_the_total_and_one_dimension_more() {
    let figure = |id: &str, change: (&str, &str), breakdown: &str| {
        let text = format!(
            r#"{{"id": "{id}", "indicator": "arrivals", "unit": "person", "nature": "flow", "area": "US", "breakdown": {{{breakdown}}},
            "period": "2023-10", "status": "A", "value": 5, "publisher": "cbp", "published": "2023-11-14"}}"#
        );
        text.replace(change.0, change.1)
    };
    let parts = |change: (&str, &str), breakdown: &str| {
        let figures = [
            figure("all", ("", ""), ""),
            figure("m", ("", ""), r#""sex": "male""#),
            figure("f", change, breakdown),
        ];
        let dossier = read(&format!(
            r#""parties": [{{"id": "cbp", "name": "CBP", "kind": "office"}}], "statistics": [{}]"#,
            figures.join(",")
        ));
        let breakdown = Breakdown::of(&dossier, &key("arrivals"), "sex").unwrap();
        let values: Vec<String> = breakdown
            .parts()
            .map(|(value, _)| value.to_owned())
            .collect();
        let latest: Vec<_> = breakdown
            .rows(|series| series.latest())
            .map(|row| (row.parts().len(), row.is_complete()))
            .collect();
        assert_eq!(latest, [(values.len(), true)]);
        values
    };
    let female = r#""sex": "female""#;
    assert_eq!(parts(("", ""), female), ["female", "male"]);
    assert_eq!(
        parts(("", ""), r#""sex": "female", "age": "0-17""#),
        ["male"]
    );
    for change in [
        ("arrivals", "departures"),
        ("person", "encounter"),
        (r#""flow""#, r#""stock""#),
        (r#""US""#, r#""MX""#),
    ] {
        assert_eq!(parts(change, female), ["male"], "{change:?}");
    }
}

#[test]
fn a_plan_is_that_of_every_group_that_a_merge_names() {
    let dossier = read(
        r#""events": [{"id": "e1", "type": "merge", "on": "2023-12-28", "status": "planned", "group": "g", "groups": ["h"], "sources": ["efe"]}]"#,
    );
    for group in ["g", "h"] {
        let journey = Journey::of(&dossier, group).unwrap();
        let plan: Vec<_> = journey.plan().map(|event| event.id().as_str()).collect();
        assert_eq!(plan, ["e1"], "{group}");
    }
}

#[test]
fn who_may_have_set_out_at_any_time_may_be_there_already() {
    let dossier = read(
        r#""events": [
        {"id": "e1", "type": "sighting", "on": "../2023-12-20", "status": "occurred", "group": "g", "place": "MX07089", "sources": ["efe"]},
        {"id": "e2", "type": "sighting", "on": "2023-12-24", "status": "occurred", "group": "g", "place": "MX07032", "sources": ["efe"]}]"#,
    );
    let journey = Journey::of(&dossier, "g").unwrap();
    let Some(Whereabouts::Between(passage)) = journey.at(day("2023-12-22")) else {
        panic!("{:?}", journey.at(day("2023-12-22")));
    };
    assert_eq!(passage.most(), 1.0);
}

#[test]
fn a_window_holds_its_days_and_no_other() {
    let dossier = read(
        r#""events": [{"id": "e1", "type": "departure", "on": "2023-12-20", "status": "occurred", "group": "g", "place": "MX07089", "sources": ["efe"]}]"#,
    );
    let journey = Journey::of(&dossier, "g").unwrap();
    let codes = ["MX07089", "MX07040", "MX07032"];
    let places = codes.map(|code| dossier.place(code).unwrap().clone());
    let route = Route::through(places).unwrap();
    let forecast = journey.forecast(&route, Pace::WALKING, &[]).unwrap();
    let window = forecast.stops().last().unwrap().arrives();
    let (earliest, latest) = (window.earliest().unwrap(), window.latest().unwrap());
    assert!(earliest < latest, "{window}");
    assert!(window.contains(earliest) && window.contains(latest));
    assert!(!window.contains(earliest.pred_opt().unwrap()));
    assert!(!window.contains(latest.succ_opt().unwrap()));
}

#[test]
fn the_status_of_a_total_is_that_which_limits_it_most() {
    use ObservationStatus::{Estimated, Normal, Provisional};
    let key = key("arrivals");
    let of = |statuses: [ObservationStatus; 2]| {
        let rows = ["2023-01", "2023-02"].into_iter().zip(statuses).enumerate();
        let rows = rows.map(|(at, (of, status))| {
            let row = statistic(&format!("s{at}"), &key, of, exactly(1), "2023-06-20");
            row.with_status(status).unwrap()
        });
        let series = Series::from_statistics(&key, rows).unwrap();
        let whole = "2023-01/2023-02".parse().unwrap();
        let totals = series.latest().cumulative(whole).unwrap();
        totals.observations().last().unwrap().status()
    };
    assert_eq!(of([Normal, Normal]), Normal);
    assert_eq!(of([Normal, Provisional]), Provisional);
    assert_eq!(of([Provisional, Normal]), Provisional);
    assert_eq!(of([Provisional, Estimated]), Estimated);
}

#[test]
fn a_figure_may_be_supplied_and_withdrawn() {
    let key = key("arrivals");
    let none = |published: &str| {
        let (id, publisher) = (
            format!("m{published}").parse().unwrap(),
            "cbp".parse().unwrap(),
        );
        let status = ObservationStatus::NotCollected;
        Statistic::missing(id, key.clone(), month(1), status, publisher, day(published)).unwrap()
    };
    let some = statistic("s1", &key, "2023-01", exactly(5), "2023-03-01");
    let revised = |rows: Vec<Statistic>| {
        let series = Series::from_statistics(&key, rows).unwrap();
        series
            .revisions()
            .map(|revision| revision.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        revised(vec![none("2023-02-01"), some.clone()]),
        ["2023-01: supplied"]
    );
    assert_eq!(
        revised(vec![some, none("2023-04-01")]),
        ["2023-01: withdrawn"]
    );
}

#[test]
fn a_part_has_every_dimension_of_its_total() {
    let figure = |id: &str, breakdown: &str| {
        format!(
            r#"{{"id": "{id}", "indicator": "arrivals", "unit": "person", "nature": "flow", "area": "US", "breakdown": {{{breakdown}}},
            "period": "2023-10", "status": "A", "value": 5, "publisher": "cbp", "published": "2023-11-14"}}"#
        )
    };
    let figures = [
        figure("all", r#""age": "0-17""#),
        figure("girls", r#""age": "0-17", "sex": "female""#),
        figure("men", r#""age": "18+", "sex": "male""#),
        figure("north", r#""border": "north", "sex": "male""#),
    ];
    let dossier = read(&format!(
        r#""parties": [{{"id": "cbp", "name": "CBP", "kind": "office"}}], "statistics": [{}]"#,
        figures.join(",")
    ));
    let minors = key("arrivals").with_breakdown("age".parse().unwrap(), "0-17".parse().unwrap());
    let breakdown = Breakdown::of(&dossier, &minors, "sex").unwrap();
    assert_eq!(
        breakdown
            .parts()
            .map(|(value, _)| value)
            .collect::<Vec<_>>(),
        ["female"]
    );
}

#[test]
fn a_comparison_has_the_figure_of_the_claim() {
    let key = key("arrivals");
    let series = Series::from_statistics(
        &key,
        [statistic("s1", &key, "2023-01", exactly(5), "2023-03-01")],
    )
    .unwrap();
    let claim = statistic("claim", &key, "2023-01", exactly(6), "2023-06-01");
    let comparison = series.latest().compare(&claim);
    assert_eq!(comparison.claimed(), Some(exactly(6)));
}

#[test]
fn on_one_day_people_are_counted_before_they_divide() {
    let dossier = |first: &str, second: &str, third: &str| {
        read(&format!(
            r#""events": [
        {{"id": "{first}", "type": "departure", "on": "2023-12-20", "status": "occurred", "group": "g", "place": "MX07089", "headcount": 100, "sources": ["efe"]}},
        {{"id": "{second}", "type": "joining", "on": "2023-12-20", "status": "occurred", "group": "g", "headcount": 20, "sources": ["efe"]}},
        {{"id": "{third}", "type": "dispersal", "on": "2023-12-20", "status": "occurred", "group": "g", "headcount": 50, "sources": ["efe"]}}]"#
        ))
    };
    for [one, two, three] in [["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"]] {
        let dossier = dossier(one, two, three);
        let ledger = Ledger::of(&dossier, "g").unwrap();
        let people = ledger
            .closing()
            .people("g")
            .map(|people| people.to_string());
        assert_eq!(people.as_deref(), Some("70"), "{one}{two}{three}");
    }
}
