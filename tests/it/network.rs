//! Networks: shortest ways, closures certain and possible, and what is refused.

use chrono::NaiveDate;
use corridor::route::NetworkError;
use corridor::{
    Barrier, Certainty, Closure, Code, Distance, Link, Network, Place, PlaceCode, Position,
};
use proptest::prelude::*;

fn code(index: usize) -> PlaceCode {
    format!("ZZ-L{index:02}").parse().unwrap()
}

fn place(index: usize) -> Place {
    Place::new(code(index), format!("place {index}")).unwrap()
}

fn km(km: f64) -> Distance {
    Distance::from_km(km).unwrap()
}

fn unmeasured(from: usize, to: usize) -> Link {
    let id = format!("l{from}-{to}").parse().unwrap();
    Link::new(id, code(from), code(to)).unwrap()
}

fn link(from: usize, to: usize, length: f64) -> Link {
    unmeasured(from, to).with_road(km(length))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn closure(barrier: Barrier, starts: &str, ends: &str) -> Closure {
    let closure = Closure::new(barrier, starts.parse().unwrap());
    if ends.is_empty() {
        closure
    } else {
        closure.until(ends.parse().unwrap()).unwrap()
    }
}

fn stops(network: &Network, from: usize, to: usize, on: &str) -> Vec<String> {
    let way = network.route(&code(from), &code(to), day(on)).unwrap();
    assert_eq!(way.places().len(), way.links().len() + 1);
    way.places()
        .iter()
        .map(|place| place.code().to_string())
        .collect()
}

/// 0 –10– 1 –10– 2, and 0 –30– 2 the long way; none has a seat.
fn triangle() -> Network {
    Network::try_new(
        (0..3).map(place),
        [link(0, 1, 10.0), link(1, 2, 10.0), link(0, 2, 30.0)],
    )
    .unwrap()
}

#[test]
fn links_and_closures_name_themselves_and_their_sources() {
    let efe: corridor::Id = "efe".parse().unwrap();
    let link = link(0, 1, 10.0).with_sources([efe.clone()]);
    assert_eq!(link.sources(), [efe]);
    let bare = closure(Barrier::Place(code(1)), "2023-12-24", "");
    assert_eq!(bare.id(), None);
    let named = bare.with_id("c1").with_source("efe");
    assert_eq!(named.id(), Some("c1"));
    assert_eq!(named.sources().collect::<Vec<_>>(), ["efe"]);
}

#[test]
fn through_places_without_seats() {
    let network = triangle();
    assert_eq!(
        stops(&network, 0, 2, "2023-12-24"),
        ["ZZ-L00", "ZZ-L01", "ZZ-L02"]
    );
    assert_eq!(
        stops(&network, 2, 0, "2023-12-24"),
        ["ZZ-L02", "ZZ-L01", "ZZ-L00"]
    );
    assert_eq!(stops(&network, 1, 1, "2023-12-24"), ["ZZ-L01"]);
    let way = network
        .route(&code(0), &code(2), day("2023-12-24"))
        .unwrap();
    assert_eq!(way.length(), km(20.0));
    assert_eq!(way.to_route().unwrap_err().code(), Code::SeatUnknown);
}

#[test]
fn a_way_with_seats_is_a_route_with_its_roads() {
    let seated = |index: usize| {
        let lon = f64::from(u32::try_from(index).unwrap());
        place(index).with_seat(Position::try_new(0.0, lon).unwrap())
    };
    let links = [link(0, 1, 150.0), unmeasured(1, 2)];
    let network = Network::try_new((0..3).map(seated), links).unwrap();
    let way = network
        .route(&code(0), &code(2), day("2023-12-24"))
        .unwrap();
    let route = way.to_route().unwrap();
    assert_eq!(route.length(), way.length());
    assert_eq!(route.legs().next().unwrap().road(), Some(km(150.0)));
    assert_eq!(route.legs().nth(1).unwrap().road(), None);
}

#[test]
fn one_way_links_go_one_way() {
    let network = Network::try_new((0..2).map(place), [link(0, 1, 5.0).one_way()]).unwrap();
    assert_eq!(stops(&network, 0, 1, "2023-12-24").len(), 2);
    let error = network
        .route(&code(1), &code(0), day("2023-12-24"))
        .unwrap_err();
    assert_eq!(error.code(), Code::RouteUnconnected);
    assert_eq!(error.to_string(), "no links lead from ZZ-L01 to ZZ-L00");
    assert_eq!(network.components().len(), 1);
}

#[test]
fn of_equal_ways_the_one_found_first() {
    // Both are 3 km; place 2 is nearer to the start than place 1 is.
    let links = [
        link(0, 1, 2.0),
        link(1, 3, 1.0),
        link(0, 2, 1.0),
        link(2, 3, 2.0),
    ];
    let network = Network::try_new((0..4).map(place), links).unwrap();
    assert_eq!(
        stops(&network, 0, 3, "2023-12-24"),
        ["ZZ-L00", "ZZ-L02", "ZZ-L03"]
    );
    // Both are 2 km, and both places 1 km away: by code.
    let links = [
        link(0, 2, 1.0),
        link(2, 3, 1.0),
        link(0, 1, 1.0),
        link(1, 3, 1.0),
    ];
    let network = Network::try_new((0..4).map(place), links).unwrap();
    assert_eq!(
        stops(&network, 0, 3, "2023-12-24"),
        ["ZZ-L00", "ZZ-L01", "ZZ-L03"]
    );
}

#[test]
fn days_on_which_a_closure_is_certain_and_possible() {
    use Certainty::{Certain, Impossible, Possible};
    let place = Barrier::Place(code(1));
    for (starts, ends, on, expected) in [
        ("2023-12-24", "2023-12-26", "2023-12-23", Impossible),
        ("2023-12-24", "2023-12-26", "2023-12-24", Certain),
        ("2023-12-24", "2023-12-26", "2023-12-26", Certain),
        ("2023-12-24", "2023-12-26", "2023-12-27", Impossible),
        // A few days in December close nothing for certain.
        ("2023-12", "2023-12", "2023-12-15", Possible),
        ("2023-12", "2023-12", "2024-01-01", Impossible),
        // From the latest start to the earliest end.
        (
            "2023-12-20/2023-12-22",
            "2023-12-25/2023-12-27",
            "2023-12-19",
            Impossible,
        ),
        (
            "2023-12-20/2023-12-22",
            "2023-12-25/2023-12-27",
            "2023-12-21",
            Possible,
        ),
        (
            "2023-12-20/2023-12-22",
            "2023-12-25/2023-12-27",
            "2023-12-22",
            Certain,
        ),
        (
            "2023-12-20/2023-12-22",
            "2023-12-25/2023-12-27",
            "2023-12-25",
            Certain,
        ),
        (
            "2023-12-20/2023-12-22",
            "2023-12-25/2023-12-27",
            "2023-12-26",
            Possible,
        ),
        (
            "2023-12-20/2023-12-22",
            "2023-12-25/2023-12-27",
            "2023-12-28",
            Impossible,
        ),
        // Open ends bound nothing.
        ("2023-12-24", "", "2031-01-01", Certain),
        ("../2023-12-24", "", "1999-01-01", Possible),
        ("../2023-12-24", "", "2023-12-24", Certain),
        ("2023-12-24/..", "", "2031-01-01", Possible),
        ("2023-12-24", "2023-12-26/..", "2023-12-26", Certain),
        ("2023-12-24", "2023-12-26/..", "2031-01-01", Possible),
    ] {
        let closure = closure(place, starts, ends);
        assert_eq!(closure.on(day(on)), expected, "{closure} on {on}");
    }
}

#[test]
fn a_closure_sends_the_way_around_or_is_named() {
    let shut = closure(Barrier::Place(code(1)), "2023-12-24", "2023-12-26");
    let network = triangle().with_closure(shut.clone()).unwrap();
    assert_eq!(stops(&network, 0, 2, "2023-12-23").len(), 3);
    assert_eq!(stops(&network, 0, 2, "2023-12-24"), ["ZZ-L00", "ZZ-L02"]);
    // Who is in a closed place may leave it; nobody may enter.
    assert_eq!(stops(&network, 1, 0, "2023-12-24").len(), 2);
    let error = network
        .route(&code(0), &code(1), day("2023-12-24"))
        .unwrap_err();
    assert_eq!(error.code(), Code::RouteClosed);
    assert_eq!(
        error.to_string(),
        "no open way from ZZ-L00 to ZZ-L01 on 2023-12-24: \
         place ZZ-L01 closed from 2023-12-24 to 2023-12-26"
    );
    assert!(matches!(error, NetworkError::Closed { closures, .. } if closures == [shut]));

    let maybe = closure(Barrier::Link(code(2), code(1)), "2023-12", "2023-12").with_id("m1");
    let network = triangle().with_closure(maybe.clone()).unwrap();
    let way = network
        .route(&code(0), &code(2), day("2023-12-24"))
        .unwrap();
    assert_eq!(way.length(), km(20.0));
    assert_eq!(way.possibly_closed(), [&maybe]);
    let way = network
        .route(&code(0), &code(2), day("2024-01-24"))
        .unwrap();
    assert!(way.possibly_closed().is_empty());
    let way = network
        .route(&code(0), &code(1), day("2023-12-24"))
        .unwrap();
    assert!(way.possibly_closed().is_empty(), "it is not on this way");
}

#[test]
fn a_border_closes_every_link_across_it() {
    let at = |index: usize, country: &str| place(index).with_country(country.parse().unwrap());
    let places = || [at(0, "MX"), at(1, "US"), at(2, "US"), at(3, "GT")];
    let links = || {
        [
            link(0, 1, 10.0),
            link(0, 2, 20.0),
            link(0, 3, 1.0),
            link(3, 2, 99.0),
        ]
    };
    let border = Barrier::Border("US".parse().unwrap(), "MX".parse().unwrap());
    let network = Network::try_new(places(), links())
        .unwrap()
        .with_closure(closure(border, "2023-12-24", ""))
        .unwrap();
    assert_eq!(
        stops(&network, 0, 2, "2023-12-24"),
        ["ZZ-L00", "ZZ-L03", "ZZ-L02"]
    );
    assert_eq!(stops(&network, 1, 1, "2023-12-24").len(), 1);
    let error = network
        .route(&code(2), &code(1), day("2023-12-24"))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "no open way from ZZ-L02 to ZZ-L01 on 2023-12-24: border US to MX closed from 2023-12-24"
    );
}

#[test]
fn what_is_reachable() {
    let network = triangle();
    let reached = |from, within, on| -> Vec<(String, f64)> {
        let reached = network.reachable(&code(from), km(within), day(on)).unwrap();
        reached
            .iter()
            .map(|(place, far)| (place.code().to_string(), far.km()))
            .collect()
    };
    let all = [("ZZ-L00", 0.0), ("ZZ-L01", 10.0), ("ZZ-L02", 20.0)]
        .map(|(code, km)| (code.to_owned(), km));
    assert_eq!(reached(0, 20.0, "2023-12-24"), all);
    assert_eq!(reached(0, 19.999, "2023-12-24"), all[..2]);
    assert_eq!(reached(0, 0.0, "2023-12-24"), all[..1]);
}

#[test]
fn none_one_and_several_components() {
    let none = Network::try_new([], []).unwrap();
    assert!(none.components().is_empty());
    let error = none
        .route(&code(0), &code(0), day("2023-12-24"))
        .unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        (
            Code::PlaceNotFound,
            "the network has no place ZZ-L00".to_owned()
        )
    );

    let one = Network::try_new([place(0)], []).unwrap();
    assert_eq!(stops(&one, 0, 0, "2023-12-24"), ["ZZ-L00"]);
    assert_eq!(one.components(), [[&place(0)]]);

    let network = Network::try_new((0..5).map(place), [link(4, 0, 1.0), link(3, 1, 1.0)]).unwrap();
    let components: Vec<Vec<PlaceCode>> = network
        .components()
        .iter()
        .map(|places| places.iter().map(|place| place.code()).collect())
        .collect();
    assert_eq!(
        components,
        [
            vec![code(0), code(4)],
            vec![code(1), code(3)],
            vec![code(2)]
        ]
    );
}

#[test]
fn refused_with_their_reasons() {
    let two = || (0..2).map(place);
    let unmeasured = || unmeasured(0, 1);
    for (result, expected, message) in [
        (
            Network::try_new([place(0), place(1), place(0)], []),
            Code::PlaceDuplicate,
            "two places are called ZZ-L00",
        ),
        (
            Network::try_new(two(), [link(0, 7, 1.0)]),
            Code::LinkInvalid,
            "link l0-7 (ZZ-L00 to ZZ-L07): the network has no place ZZ-L07",
        ),
        (
            Network::try_new(two(), [unmeasured()]),
            Code::SeatUnknown,
            "link l0-1 (ZZ-L00 to ZZ-L01) has no road distance, and the seat of ZZ-L00 is not known",
        ),
        (
            Network::try_new(two(), [link(0, 1, 0.0)]),
            Code::RoadInvalid,
            "link l0-1 (ZZ-L00 to ZZ-L01) has a road of 0 km",
        ),
        (
            triangle().with_closure(closure(Barrier::Place(code(9)), "2023", "")),
            Code::ClosureInvalid,
            "place ZZ-L09 closed from 2023: the network has no place ZZ-L09",
        ),
        (
            triangle().with_closure(closure(Barrier::Link(code(0), code(9)), "2023", "")),
            Code::ClosureInvalid,
            "link ZZ-L00 to ZZ-L09 closed from 2023: the network has no place ZZ-L09",
        ),
        (
            triangle().with_closure(closure(Barrier::Link(code(0), code(0)), "2023", "")),
            Code::ClosureInvalid,
            "link ZZ-L00 to ZZ-L00 closed from 2023: the network has no such link",
        ),
        (
            triangle().with_closure(closure(
                Barrier::Border("MX".parse().unwrap(), "MX".parse().unwrap()),
                "2023",
                "",
            )),
            Code::ClosureInvalid,
            "border MX to MX closed from 2023: MX has no border with itself",
        ),
    ] {
        let error = result.unwrap_err();
        assert_eq!(
            (error.code(), error.to_string().as_str()),
            (expected, message)
        );
    }
    let error = Link::new("l".parse().unwrap(), code(0), code(0)).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        (Code::LinkInvalid, "a link from ZZ-L00 to itself".to_owned())
    );
    let error = Closure::new(Barrier::Place(code(0)), "2023-12-24".parse().unwrap())
        .until("2023-12-23".parse().unwrap())
        .unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        (
            Code::ClosureInvalid,
            "a closure that starts on 2023-12-24 and ends on 2023-12-23".to_owned()
        )
    );
    let here = |index| place(index).with_seat(Position::try_new(1.0, 2.0).unwrap());
    assert!(
        Network::try_new([here(0), here(1)], [link(0, 1, 0.0)]).is_ok(),
        "they coincide"
    );
}

const MOST: usize = 9;

/// Links of 0 to 4 km, so that ties are common, some of them one-way.
fn links() -> impl Strategy<Value = Vec<(usize, usize, u8, bool)>> {
    let link = (0..MOST, 0..MOST, 1..5_u8, any::<bool>());
    prop::collection::vec(
        link.prop_filter("apart", |(from, to, ..)| from != to),
        0..24,
    )
}

fn built(links: &[(usize, usize, u8, bool)]) -> Network {
    let links = links.iter().map(|&(from, to, length, one_way)| {
        let link = link(from, to, f64::from(length));
        if one_way { link.one_way() } else { link }
    });
    Network::try_new((0..MOST).map(place), links).unwrap()
}

/// All shortest distances, by Floyd and Warshall.
fn oracle(
    links: &[(usize, usize, u8, bool)],
    is_open: impl Fn(usize, usize) -> bool,
) -> [[Option<u32>; MOST]; MOST] {
    let mut far = [[None; MOST]; MOST];
    for (index, row) in far.iter_mut().enumerate() {
        row[index] = Some(0);
    }
    let mut shorten = |from: usize, to: usize, length: u32| {
        if is_open(from, to) && far[from][to].is_none_or(|known| length < known) {
            far[from][to] = Some(length);
        }
    };
    for &(from, to, length, one_way) in links {
        shorten(from, to, u32::from(length));
        if !one_way {
            shorten(to, from, u32::from(length));
        }
    }
    for via in 0..MOST {
        for from in 0..MOST {
            for to in 0..MOST {
                if let (Some(one), Some(other)) = (far[from][via], far[via][to])
                    && far[from][to].is_none_or(|known| one + other < known)
                {
                    far[from][to] = Some(one + other);
                }
            }
        }
    }
    far
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn ways_are_as_short_as_any(links in links(), from in 0..MOST, to in 0..MOST) {
        let network = built(&links);
        let expected = oracle(&links, |_, _| true)[from][to];
        match network.route(&code(from), &code(to), day("2023-12-24")) {
            Ok(way) => {
                prop_assert_eq!(Some(way.length()), expected.map(|far| km(f64::from(far))));
                // Each link leads from each place to the next.
                for (ends, link) in way.places().windows(2).zip(way.links()) {
                    let ends = (ends[0].code(), ends[1].code());
                    let back = (link.to(), link.from());
                    prop_assert!(ends == (link.from(), link.to()) || !link.is_one_way() && ends == back);
                }
            }
            Err(error) => {
                prop_assert_eq!(error.code(), Code::RouteUnconnected);
                prop_assert_eq!(expected, None);
            }
        }
    }

    #[test]
    fn closed_places_are_not_entered(
        links in links(), from in 0..MOST, to in 0..MOST, shut in 0..MOST,
    ) {
        let barrier = Barrier::Place(code(shut));
        let network = built(&links).with_closure(closure(barrier, "2023-12-24", "")).unwrap();
        let open = oracle(&links, |_, to| to != shut)[from][to];
        let any = oracle(&links, |_, _| true)[from][to];
        match network.route(&code(from), &code(to), day("2023-12-24")) {
            Ok(way) => prop_assert_eq!(Some(way.length()), open.map(|far| km(f64::from(far)))),
            Err(NetworkError::Closed { closures, .. }) => {
                prop_assert!(open.is_none() && any.is_some() && closures.len() == 1);
            }
            Err(_) => prop_assert_eq!(any, None),
        }
    }

    #[test]
    fn order_changes_nothing(
        (links, shuffled) in links().prop_flat_map(|links| (Just(links.clone()), Just(links).prop_shuffle())),
        from in 0..MOST, to in 0..MOST,
    ) {
        let (one, other) = (built(&links), built(&shuffled));
        let on = day("2023-12-24");
        match (one.route(&code(from), &code(to), on), other.route(&code(from), &code(to), on)) {
            (Ok(one), Ok(other)) => prop_assert_eq!(one.places(), other.places()),
            (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
        }
        prop_assert_eq!(one.components(), other.components());
        let within = km(6.0);
        let reached = one.reachable(&code(from), within, on).unwrap();
        prop_assert_eq!(&reached, &other.reachable(&code(from), within, on).unwrap());
        let far = oracle(&links, |_, _| true)[from];
        let expected = far.iter().flatten().filter(|&&far| far <= 6).count();
        prop_assert_eq!(reached.len(), expected);
        prop_assert!(reached.is_sorted_by_key(|(place, far)| (*far, place.code())));
    }
}
