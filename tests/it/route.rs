//! Routes: lengths, roads, positions, locations, and what is refused.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use corridor::{Code, Distance, Place, PlaceCode, Position, Route};
use geo::{Bearing as _, Destination as _, Distance as _, Geodesic, InterpolatePoint as _, Point};
use proptest::prelude::*;

fn place(index: usize, lat: f64, lon: f64) -> Place {
    let place = Place::draft(code(index), format!("place {index}"));
    place.seat((lat, lon)).build().unwrap()
}

fn code(index: usize) -> PlaceCode {
    format!("ZZ-L{index}").parse().unwrap()
}

fn km(km: f64) -> Distance {
    Distance::from_km(km).unwrap()
}

/// The eight seats along the coast of Chiapas.
const COAST: [(&str, f64, f64); 8] = [
    ("Tapachula", 14.911, -92.264),
    ("Huixtla", 15.138, -92.466),
    ("Villa Comaltitlán", 15.212, -92.576),
    ("Escuintla", 15.319, -92.659),
    ("Mapastepec", 15.441, -92.892),
    ("Pijijiapan", 15.692, -93.209),
    ("Tonalá", 16.091, -93.752),
    ("Arriaga", 16.236, -93.899),
];

fn coast() -> Route {
    Route::through(
        (0..)
            .zip(COAST)
            .map(|(index, (_, lat, lon))| place(index, lat, lon)),
    )
    .unwrap()
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn metres(one: Position, other: Position) -> f64 {
    Geodesic.distance(Point::from(one), Point::from(other))
}

#[test]
fn the_coast_is_as_long_as_the_geodesic_not_as_the_sphere() {
    let coast = coast();
    assert!((coast.geodesic_length().km() - 231.0).abs() < 2.0);
    let to_escuintla = coast.between(code(0), code(3)).unwrap().length();
    assert!((to_escuintla.km() - 63.0).abs() < 1.5);
    for leg in coast.legs() {
        let (from, to) = (leg.from().seat().unwrap(), leg.to().seat().unwrap());
        assert!((leg.geodesic().metres() - metres(from, to)).abs() < 0.01);
    }
    let exact: f64 = COAST
        .windows(2)
        .map(|pair| {
            Geodesic.distance(
                Point::new(pair[0].2, pair[0].1),
                Point::new(pair[1].2, pair[1].1),
            )
        })
        .sum();
    assert!((coast.length().metres() - exact).abs() < 0.07);
}

#[test]
fn roads_are_honoured() {
    let coast = coast().with_road(code(0), code(3), km(70.0)).unwrap();
    // Escuintla is where the road says, and what is beyond follows.
    assert!((coast.mark(3).unwrap().km() - 70.0).abs() < 1e-9);
    assert_eq!(coast.road_length(), None);
    assert_eq!(coast.detour(), None);
    let part = coast.between(code(0), code(3)).unwrap();
    assert!((part.road_length().unwrap().km() - 70.0).abs() < 1e-9);
    let detour = 70.0 / part.geodesic_length().km();
    assert!((part.detour().unwrap() - detour).abs() < 1e-12);

    let one_leg = Route::through([place(0, 14.911, -92.264), place(1, 15.319, -92.659)])
        .unwrap()
        .with_road(code(0), code(1), km(70.0))
        .unwrap();
    let ends = [(-92.264, 14.911), (-92.659, 15.319)].map(Point::from);
    let expected = Geodesic.point_at_ratio_between(ends[0], ends[1], 40.0 / 70.0);
    let position = one_leg.position_at(km(40.0)).unwrap();
    assert!(Geodesic.distance(position.into(), expected) < 0.2);
    assert!((one_leg.locate(position).along().km() - 40.0).abs() < 1e-3);
    assert!((one_leg.remaining(km(40.0)).unwrap().km() - 30.0).abs() < 1e-9);
}

#[test]
fn a_road_is_shared_out_as_the_geodesics_are() {
    let bare = coast();
    let coast = coast().with_road(code(0), code(3), km(70.0)).unwrap();
    let stretch = bare.mark(3).unwrap().km();
    for index in 1..3 {
        let share = bare.mark(index).unwrap().km() / stretch;
        let mark = coast.mark(index).unwrap().km();
        assert!((mark - 70.0 * share).abs() < 1e-9, "{index}: {mark}");
    }
}

#[test]
fn are_their_places_and_their_roads() {
    let by_road = || coast().with_road(code(0), code(3), km(70.0)).unwrap();
    assert_eq!(by_road(), by_road());
    assert_eq!(hash(by_road()), hash(by_road()));
    let others = [coast(), by_road().reversed(), coast().reversed()];
    for (index, other) in others.iter().enumerate() {
        assert_ne!(by_road(), *other, "{index}");
        assert_ne!(hash(by_road()), hash(other), "{index}");
    }
}

#[test]
fn are_written_by_their_names() {
    let route =
        Route::through([place(0, 0.0, 0.0), place(1, 0.0, 1.0), place(2, 0.0, 2.0)]).unwrap();
    assert_eq!(route.to_string(), "place 0 – place 1 – place 2");
    let debug = format!("{route:?}");
    assert!(
        debug.starts_with("[Leg {") && debug.matches("Leg {").count() == 2,
        "{debug}"
    );
}

#[test]
fn a_bearing_is_that_of_the_leg_at_both_of_its_ends() {
    let route = Route::through([place(0, 14.911, -92.264), place(1, 15.319, -92.659)]).unwrap();
    let ends = [(-92.264, 14.911), (-92.659, 15.319)].map(Point::from);
    let setting_out = Geodesic.bearing(ends[0], ends[1]);
    let arriving = (Geodesic.bearing(ends[1], ends[0]) + 180.0) % 360.0;
    assert!((route.bearing(Distance::ZERO).unwrap() - setting_out).abs() < 1e-9);
    assert!((route.bearing(route.length()).unwrap() - arriving).abs() < 1e-9);
}

#[test]
fn a_location_names_its_leg() {
    let coast = coast();
    for (index, leg) in coast.legs().enumerate() {
        let middle = km(f64::midpoint(leg.start().km(), leg.end().km()));
        let there = coast.position_at(middle).unwrap();
        assert_eq!(coast.locate(there).leg(), index);
    }
}

#[test]
fn refused_with_their_reasons() {
    let a = || place(0, 0.0, 0.0);
    let b = || place(1, 0.0, 1.0);
    let seatless = || Place::draft(code(7), "x").build().unwrap();
    let refused = [
        (
            Route::through([]),
            Code::RouteTooShort,
            "a route takes 2 places or more, not 0",
        ),
        (
            Route::through([a()]),
            Code::RouteTooShort,
            "a route takes 2 places or more, not 1",
        ),
        (
            Route::through([a(), b(), b()]),
            Code::RouteRepeatsPlace,
            "ZZ-L1 occurs twice in a row, at 1 and 2",
        ),
        (
            Route::through([a(), seatless()]),
            Code::SeatUnknown,
            "the seat of ZZ-L7 is not known",
        ),
    ];
    for (result, code, message) in refused {
        let error = result.unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (code, message));
    }
}

#[test]
fn roads_refused_with_their_reasons() {
    let a = || place(0, 0.0, 0.0);
    let b = || place(1, 0.0, 1.0);
    let there_and_back = || Route::through([a(), b(), a()]).unwrap();
    let refused = [
        (
            there_and_back().with_road(code(0), code(1), km(1.0)),
            "the route passes ZZ-L0 more than once: give the road by index",
        ),
        (
            coast().with_road(code(3), code(0), km(1.0)),
            "the route does not go from ZZ-L3 to ZZ-L0",
        ),
        (
            coast().with_road(code(3), code(3), km(1.0)),
            "the route does not go from ZZ-L3 to ZZ-L3",
        ),
        (
            coast().with_road(code(3), code(9), km(1.0)),
            "the route does not go from ZZ-L3 to ZZ-L9",
        ),
        (
            coast().with_road_between(3, 8, km(1.0)),
            "from 3 to 8 is not a section of a route of 8 places",
        ),
        (
            coast().with_road_between(3, 3, km(1.0)),
            "from 3 to 3 is not a section of a route of 8 places",
        ),
        (
            coast().with_road_between(usize::MAX, usize::MAX, km(1.0)),
            "from 18446744073709551615 to 18446744073709551615 is not a section of a route of 8 places",
        ),
        (
            there_and_back().with_road_between(0, 1, Distance::ZERO),
            "a road of 0 km from place 0 to place 1, over a geodesic of 111.319 km",
        ),
    ];
    for (result, message) in refused {
        let error = result.unwrap_err();
        assert_eq!(
            (error.code(), error.to_string().as_str()),
            (Code::RoadInvalid, message)
        );
    }
    let by_index = there_and_back().with_road_between(1, 2, km(150.0)).unwrap();
    assert_eq!(by_index.legs().nth(1).unwrap().road(), Some(km(150.0)));
    assert_eq!(by_index.legs().next().unwrap().road(), None);
}

#[test]
fn beyond_the_end_and_beside_the_way() {
    let error = coast().position_at(km(300.0)).unwrap_err();
    assert_eq!(error.code(), Code::RouteOverrun);
    assert_eq!(
        error.to_string(),
        "300.000 km is beyond the end of a route of 230.214 km"
    );
    assert!(coast().remaining(km(300.0)).is_err() && coast().bearing(km(300.0)).is_err());

    let error = coast().between(code(3), code(1)).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        (
            Code::RouteDisjoint,
            "the route does not pass ZZ-L3 and then ZZ-L1".to_owned()
        )
    );
    let error = coast().join(&coast()).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        (
            Code::RouteDisjoint,
            "a route that ends at ZZ-L7 does not meet one that starts at ZZ-L0".to_owned()
        )
    );
    let moved = Route::through([place(7, 16.0, -93.0), place(8, 17.0, -94.0)]).unwrap();
    assert_eq!(
        coast().join(&moved).unwrap_err().code(),
        Code::RouteDisjoint
    );
}

#[test]
fn a_part_goes_from_a_place_to_another() {
    let back = || coast().join(&coast().reversed()).unwrap();
    let error = coast().between(code(3), code(3)).unwrap_err();
    assert_eq!(error.code(), Code::RouteDisjoint);
    let round = back().between(code(3), code(3)).unwrap();
    assert_eq!(round.places().len(), 9);
}

#[test]
fn seats_that_coincide() {
    let route =
        Route::through([place(0, 1.0, 1.0), place(1, 1.0, 1.0), place(2, 1.0, 1.0)]).unwrap();
    assert_eq!(route.length(), Distance::ZERO);
    assert_eq!(
        route.position_at(Distance::ZERO).unwrap(),
        route.places()[0].seat().unwrap()
    );
    let there = Position::try_new(1.0, 1.0).unwrap();
    assert!(route.locate(there).off().metres() < 1e-6);
    let north = Position::try_new(2.0, 1.0).unwrap();
    let off = route.locate(north).off().metres();
    assert!((off - metres(there, north)).abs() < 0.01, "{off}");
    let none = route.clone().with_road(code(0), code(2), Distance::ZERO);
    assert_eq!(none.unwrap().road_length(), Some(Distance::ZERO));
    let road = route.with_road(code(0), code(2), km(3.0)).unwrap();
    assert_eq!(road.mark(1), Some(km(1.5)));
    assert_eq!(road.detour(), None);
}

#[test]
fn over_a_pole_and_across_the_antimeridian() {
    let pole = Route::through([place(0, 80.0, 10.0), place(1, 80.0, -170.0)]).unwrap();
    let top = pole.position_at(km(pole.length().km() / 2.0)).unwrap();
    assert!(top.lat() > 89.999_999, "{top}");
    assert!(
        (pole.bearing(km(100.0)).unwrap()).min(360.0 - pole.bearing(km(100.0)).unwrap()) < 1e-6
    );
    assert!((pole.bearing(km(2_000.0)).unwrap() - 180.0).abs() < 1e-6);

    let fiji = Route::through([place(0, -17.0, 179.0), place(1, -17.0, -179.0)]).unwrap();
    let middle = fiji.position_at(km(fiji.length().km() / 2.0)).unwrap();
    assert!(180.0 - middle.lon().abs() < 1e-6, "{middle}");
    let back = fiji.reversed();
    for along in [1.0, 106.0, 106.6, 212.0] {
        let position = fiji.position_at(km(along)).unwrap();
        let rest = km(back.length().km() - along);
        let again = back.position_at(rest).unwrap();
        assert!(
            metres(position, again) < 0.2,
            "{position}, on the way back {again}"
        );
        let expected = Geodesic.point_at_distance_between(
            Point::new(179.0, -17.0),
            Point::new(-179.0, -17.0),
            along * 1e3,
        );
        assert!(
            Geodesic.distance(position.into(), expected) < 0.2,
            "{along}"
        );
    }
}

/// No end of a step lies on the meridian, so that one step goes across it.
#[test]
fn a_step_across_the_antimeridian() {
    let ends = [Point::new(179.99, -17.0), Point::new(-179.98, -17.0)];
    let east = Route::through([place(0, -17.0, 179.99), place(1, -17.0, -179.98)]).unwrap();
    let west = east.reversed();
    for step in 0..=100 {
        let along = east.length().km() * f64::from(step) / 100.0;
        let expected = Geodesic.point_at_distance_between(ends[0], ends[1], along * 1e3);
        let there = east.position_at(km(along)).unwrap();
        let rest = km(east.length().km() - along);
        for position in [there, west.position_at(rest).unwrap()] {
            assert!((-180.0..=180.0).contains(&position.lon()), "{position}");
            assert!(
                Geodesic.distance(position.into(), expected) < 0.2,
                "{along}"
            );
        }
    }
}

#[test]
fn on_the_wire() {
    let text = r#"{"places":[{"code":"ZZ-L0","name":"a","country":"ZZ","kind":"camp","lat":0.0,"lon":0.0},{"code":"ZZ-L1","name":"b","country":"ZZ","kind":"locality","lat":0.0,"lon":1.0},{"code":"ZZ-L0","name":"a","country":"ZZ","kind":"camp","lat":0.0,"lon":0.0}],"road_km":[120.5,null]}"#;
    let route: Route = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&route).unwrap(), text);
    assert_eq!(
        route.length(),
        km(120.5) + route.legs().nth(1).unwrap().geodesic()
    );
    let plain = text.replace(r#","road_km":[120.5,null]"#, "");
    let route: Route = serde_json::from_str(&plain).unwrap();
    assert_eq!(serde_json::to_string(&route).unwrap(), plain);
    for (roads, message) in [
        ("[120.5]", "road-invalid: road_km has 1 entries for 2 legs"),
        ("[]", "road-invalid: road_km has 0 entries for 2 legs"),
        (
            "[null,0]",
            "road-invalid: a road of 0 km from place 1 to place 2, over a geodesic of 111.319 km",
        ),
        (
            "[-1,null]",
            "distance-invalid: distance -1 km is less than 0",
        ),
    ] {
        let error =
            serde_json::from_str::<Route>(&text.replace("[120.5,null]", roads)).unwrap_err();
        assert!(error.to_string().starts_with(message), "{error}");
    }
}

/// Routes of any shape: legs of a metre and of half the earth, roads on some.
fn routes() -> impl Strategy<Value = Route> {
    let lon = prop_oneof![3 => -180.0..=180.0_f64, 1 => 179.5..=180.0, 1 => -180.0..=-179.5];
    let lat = prop_oneof![4 => -89.0..=89.0, 1 => 89.9..=90.0];
    let start = (lat, lon);
    let exponent = prop_oneof![40 => 0.0..=5.0_f64, 1 => 5.0..=7.2];
    let leg = (0.0..360.0, exponent, prop::option::of(1.0..3.0_f64));
    (start, prop::collection::vec(leg, 1..6)).prop_map(|((lat, lon), legs)| {
        let mut at = Point::new(lon, lat);
        let mut places = vec![place(0, lat, lon)];
        for (index, &(bearing, exponent, _)) in (1..).zip(&legs) {
            at = Geodesic.destination(at, bearing, 10_f64.powf(exponent));
            places.push(place(index, at.y(), at.x()));
        }
        let mut route = Route::through(places).unwrap();
        for (index, (_, _, detour)) in legs.iter().enumerate() {
            if let Some(detour) = detour {
                let geodesic = route.legs().nth(index).unwrap().geodesic();
                let road = geodesic.scaled(*detour).unwrap();
                route = route.with_road_between(index, index + 1, road).unwrap();
            }
        }
        route
    })
}

/// Where the exact algorithm puts a traveller.
fn oracle(route: &Route, share: f64) -> (Distance, Position) {
    let along = route.length().scaled(share).unwrap();
    let leg = route
        .legs()
        .find(|leg| along <= leg.end())
        .unwrap_or_else(|| route.legs().next_back().unwrap());
    let done = (along.km() - leg.start().km()) / leg.length().km();
    let (from, to) = (leg.from().seat().unwrap(), leg.to().seat().unwrap());
    let point = Geodesic.point_at_ratio_between(from.into(), to.into(), done);
    (along, Position::try_from(point).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn positions_are_those_of_the_exact_geodesic(route in routes(), share in 0.0..=1.0) {
        let (along, expected) = oracle(&route, share);
        let position = route.position_at(along).unwrap();
        prop_assert!(metres(position, expected) < 0.15, "{}", metres(position, expected));
    }

    #[test]
    fn what_is_on_the_route_is_located_there(route in routes(), share in 0.0..=1.0) {
        let (along, position) = oracle(&route, share);
        let location = route.locate(position);
        prop_assert!(location.off().metres() < 0.15, "{}", location.off());
        // Unless the route crosses or touches itself there, it is as far along as it was.
        let again = route.position_at(location.along()).unwrap();
        prop_assert!(metres(again, position) < 0.3);
        prop_assert!(location.along() <= route.length() && along <= route.length());
    }

    #[test]
    fn nothing_on_the_route_is_nearer_than_what_locate_finds(
        route in routes(), bearing in 0.0..360.0, metres_off in 0.0..1e5, share in 0.0..=1.0,
        others in prop::collection::vec(0.0..=1.0, 20),
    ) {
        let (_, foot) = oracle(&route, share);
        let away = Geodesic.destination(foot.into(), bearing, metres_off);
        let away = Position::try_from(away).unwrap();
        let location = route.locate(away);
        let found = route.position_at(location.along()).unwrap();
        prop_assert!((metres(found, away) - location.off().metres()).abs() < 1.0);
        for share in others.into_iter().chain([share]) {
            let (_, other) = oracle(&route, share);
            prop_assert!(location.off().metres() <= metres(other, away) + 1.0);
        }
    }

    #[test]
    fn cut_and_joined_it_is_as_long(route in routes(), cut in any::<prop::sample::Index>()) {
        let places = route.places();
        let first = places[0].code();
        let last = places[places.len() - 1].code();
        let middle = places[cut.index(places.len())].code();
        if middle != first && middle != last {
            let (head, tail) = (route.between(first, middle).unwrap(), route.between(middle, last).unwrap());
            prop_assert!((head.length().km() + tail.length().km() - route.length().km()).abs() < 1e-6);
            prop_assert_eq!(head.join(&tail).unwrap(), route);
        }
    }

    #[test]
    fn the_way_back_is_as_long(route in routes(), share in 0.0..=1.0) {
        let back = route.reversed();
        prop_assert!((back.length().km() - route.length().km()).abs() < 1e-6);
        let along = route.length().scaled(share).unwrap();
        let rest = km((back.length().km() - along.km()).max(0.0));
        let apart = metres(route.position_at(along).unwrap(), back.position_at(rest).unwrap());
        prop_assert!(apart < 0.3, "{apart}");
        prop_assert_eq!(back.reversed(), route);
    }

    #[test]
    fn the_wire_keeps_it(route in routes()) {
        let text = serde_json::to_string(&route).unwrap();
        let read: Route = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &route);
        prop_assert_eq!(read.length(), route.length());
    }

    #[test]
    fn the_end_is_the_end(route in routes()) {
        let last = route.places().last().unwrap().seat().unwrap();
        prop_assert_eq!(route.position_at(route.length()).unwrap(), last);
        let in_metres = Distance::from_metres(route.length().metres()).unwrap();
        prop_assert!(route.position_at(in_metres).is_ok());
        let beyond = route.length() + km(0.001);
        let overrun = route.position_at(beyond).is_err_and(|error| error.code() == Code::RouteOverrun);
        prop_assert!(overrun);
    }
}

/// What goes nowhere has no direction; a leg of no length has that of the next one, or of the last.
#[test]
fn a_route_of_no_length_has_no_bearing() {
    let at = |code: &str, lat: f64| Place::draft(code, code).seat((lat, 0.0)).build().unwrap();
    let bearing = |lats: &[f64]| {
        let codes = ["ZZ-A", "ZZ-B", "ZZ-C"].iter().zip(lats);
        let route = Route::through(codes.map(|(code, lat)| at(code, *lat))).unwrap();
        route.bearing(Distance::ZERO)
    };
    let refused = bearing(&[1.0, 1.0]).unwrap_err();
    assert_eq!(refused.code(), Code::RouteTooShort);
    assert_eq!(
        refused.to_string(),
        "all places of the route are at one position, so it has no direction"
    );
    assert!((bearing(&[2.0, 2.0, 1.0]).unwrap() - 180.0).abs() < 1e-9);
    assert!(bearing(&[1.0, 2.0, 2.0]).unwrap().abs() < 1e-9);
}
