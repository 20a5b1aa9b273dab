//! The distance against two independent oracles: up to 1,000 km the exact algorithm of `geo`, and at
//! any length, where that algorithm is what the library calls, Karney's published geodesics.

use corridor::{Place, Position};
use geo::{Destination, Distance as _, Geodesic, Haversine, Point};
use proptest::prelude::*;

/// What the series may be off by up to 1,000 km, in metres.
const BOUND: f64 = 0.01;

fn at(lat: f64, lon: f64) -> Position {
    Position::try_new(lat, lon).unwrap()
}

fn exact(one: Position, other: Position) -> f64 {
    Geodesic.distance(Point::from(one), Point::from(other))
}

/// Anywhere, the awkward places often.
fn anywhere() -> impl Strategy<Value = Position> {
    let lat = prop_oneof![
        6 => -90.0..=90.0,
        1 => Just(90.0), 1 => Just(-90.0), 1 => Just(0.0),
        1 => 89.9..=90.0,
    ];
    let lon = prop_oneof![
        6 => -180.0..=180.0,
        1 => Just(180.0), 1 => 179.9..=180.0, 1 => -180.0..=-179.9,
        1 => Just(0.0),
    ];
    (lat, lon).prop_map(|(lat, lon)| at(lat, lon))
}

/// Metres, as many short ones as long ones.
fn length(most: f64) -> impl Strategy<Value = f64> {
    (-3.0..=most.log10()).prop_map(|exponent: f64| 10_f64.powf(exponent))
}

fn reached(from: Position, bearing: f64, metres: f64) -> Position {
    let end = Geodesic.destination(Point::from(from), bearing, metres);
    Position::try_from(end).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn within_a_centimetre_up_to_1000_km(
        from in anywhere(), bearing in 0.0..360.0, metres in length(1e6),
    ) {
        let to = reached(from, bearing, metres);
        let off = (from.distance_to(to).metres() - exact(from, to)).abs();
        prop_assert!(off <= BOUND, "{from:?} {to:?}: {off} m off");
        // Short distances are not lost in rounding.
        prop_assert!(off <= 2e-8 + 2e-8 * metres, "{from:?} {to:?}: {off} m of {metres} off");
    }

    #[test]
    fn symmetric_and_zero_only_to_itself(from in anywhere(), to in anywhere()) {
        prop_assert_eq!(from.distance_to(to), to.distance_to(from));
        prop_assert_eq!(from.distance_to(from).metres(), 0.0);
        prop_assert!(from == to || from.distance_to(to).metres() > 0.0);
    }

    #[test]
    fn the_straight_way_is_the_shortest(
        a in anywhere(), bearings in [0.0..360.0, 0.0..360.0],
        lengths in [length(2e6), length(2e6)],
    ) {
        let b = reached(a, bearings[0], lengths[0]);
        let c = reached(b, bearings[1], lengths[1]);
        let detour = a.distance_to(b) + b.distance_to(c);
        prop_assert!(a.distance_to(c).metres() <= detour.metres() + 2.0 * BOUND);
    }

    #[test]
    fn places_measure_as_their_seats_do(from in anywhere(), to in anywhere()) {
        let place = |seat: Position| Place::draft("ZZ-L1", "x").seat(seat).build().unwrap();
        prop_assert_eq!(place(from).distance_to(&place(to)), Ok(from.distance_to(to)));
    }
}

#[test]
fn as_long_as_karneys_published_geodesics() {
    let table = include_str!("../fixtures/geodesic/karney.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut tried = 0;
    for row in rows {
        let numbers: Vec<f64> = row
            .split('\t')
            .map(|number| number.parse().unwrap())
            .collect();
        let [lat1, lat2, lon2, metres] = numbers[..] else {
            panic!("{row}");
        };
        let off = (at(lat1, 0.0).distance_to(at(lat2, lon2)).metres() - metres).abs();
        let bound = if metres < 1e6 { BOUND } else { 1e-6 };
        assert!(off <= bound, "{row}: {off} m off");
        tried += 1;
    }
    assert_eq!(tried, 100);
}

#[test]
fn known_lengths() {
    // Vincenty's own test line, Flinders Peak to Buninyong, on WGS-84 (Geoscience Australia).
    let flinders = at(-37.951_033_416_666_67, 144.424_867_888_888_9);
    let buninyong = at(-37.652_821_138_888_89, 143.926_495_527_777_8);
    assert!((flinders.distance_to(buninyong).metres() - 54_972.271).abs() < 0.005);
    // A quarter of a meridian of WGS-84.
    let quarter = at(0.0, 0.0).distance_to(at(90.0, 0.0)).metres();
    assert!((quarter - 10_001_965.729).abs() < 0.001);
}

#[test]
fn a_sphere_is_not_good_enough() {
    // Tapachula to Huixtla: the sphere is 80 m off, far more than the bound.
    let (tapachula, huixtla) = (at(14.911, -92.264), at(15.138, -92.466));
    let ours = tapachula.distance_to(huixtla).metres();
    let sphere = Haversine.distance(Point::from(tapachula), Point::from(huixtla));
    assert!((ours - exact(tapachula, huixtla)).abs() < BOUND);
    assert!((ours - sphere).abs() > 10.0, "{}", ours - sphere);
}
