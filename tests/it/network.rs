//! Networks: shortest ways, closures certain and possible, and what is refused.

use chrono::NaiveDate;
use corridor::{Certainty, Closure, Code, Distance, Draft, Error, Link, Network, Place, PlaceCode};
use proptest::prelude::*;

fn code(index: usize) -> PlaceCode {
    format!("ZZ-L{index:02}").parse().unwrap()
}

/// All seats are one, so that roads alone give lengths.
fn place(index: usize) -> Place {
    let place = unseated(index).to_draft().seat((15.0, -92.0));
    place.build().unwrap()
}

fn unseated(index: usize) -> Place {
    let place = Place::draft(code(index), format!("place {index}"));
    place.build().unwrap()
}

fn km(km: f64) -> Distance {
    Distance::from_km(km).unwrap()
}

fn unmeasured(from: usize, to: usize) -> Link {
    let link = Link::draft(format!("l{from}-{to}"), code(from), code(to));
    link.build().unwrap()
}

fn link(from: usize, to: usize, length: f64) -> Link {
    let link = unmeasured(from, to).to_draft().road(km(length));
    link.build().unwrap()
}

fn one_way(link: &Link) -> Link {
    link.to_draft().one_way().build().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn place_closed(index: usize, starts: &str, ends: &str) -> Closure {
    until(Closure::of_place(code(index), starts), ends)
}

fn link_closed(one: usize, other: usize, starts: &str, ends: &str) -> Closure {
    until(Closure::of_link(code(one), code(other), starts), ends)
}

fn border_closed(one: &str, other: &str, starts: &str) -> Draft<Closure> {
    Closure::of_border(one, other, starts)
}

fn made(
    places: impl IntoIterator<Item = Place>,
    links: impl IntoIterator<Item = Link>,
) -> Result<Network, Error> {
    let network = Network::try_new(places, links)?;
    Ok(network)
}

/// The same network, with one more closure.
fn closed(
    mut network: Network,
    closure: impl TryInto<Closure, Error: Into<Error>>,
) -> Result<Network, Error> {
    network.add_closure(closure)?;
    Ok(network)
}

/// How many closures the message names.
fn closures_named(error: impl Into<Error>) -> usize {
    error.into().to_string().matches(" closed from ").count()
}

fn until(closure: Draft<Closure>, ends: &str) -> Closure {
    let closure = match ends {
        "" => closure,
        ends => closure.until(ends),
    };
    closure.build().unwrap()
}

fn stops(network: &Network, from: usize, to: usize, on: &str) -> Vec<String> {
    let route = network.route(code(from), code(to), day(on)).unwrap();
    let places = route.places().iter();
    places.map(|place| place.code().to_string()).collect()
}

/// 0 –10– 1 –10– 2, and 0 –30– 2 the long way.
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
    let link = link(0, 1, 10.0).to_draft().source(&efe).build().unwrap();
    assert_eq!(link.sources(), std::slice::from_ref(&efe));
    let bare = place_closed(1, "2023-12-24", "");
    assert_eq!(bare.id(), None);
    let named = bare.to_draft().id("c1").source(&efe).build().unwrap();
    assert_eq!(named.id().map(corridor::Id::as_str), Some("c1"));
    assert_eq!(named.sources(), [efe]);
    assert_eq!(
        (named.place(), named.link(), named.border()),
        (Some(code(1)), None, None)
    );
    let link = link_closed(0, 1, "2023-12-24", "");
    assert_eq!(
        (link.place(), link.link(), link.border()),
        (None, Some((code(0), code(1))), None)
    );
    let border = border_closed("US", "MX", "2023-12-24").build().unwrap();
    let countries = ("US".parse().unwrap(), "MX".parse().unwrap());
    assert_eq!(
        (border.place(), border.link(), border.border()),
        (None, None, Some(countries))
    );
}

#[test]
fn through_places_without_seats() {
    let links = || [link(0, 1, 10.0), link(1, 2, 10.0), link(0, 2, 30.0)];
    let network = Network::try_new((0..3).map(unseated), links()).unwrap();
    let on = day("2023-12-24");
    assert_eq!(network.distance(code(0), code(2), on), Ok(km(20.0)));
    assert_eq!(network.distance(code(1), code(1), on), Ok(km(0.0)));
    let error = network.route(code(0), code(2), on).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        (
            Code::SeatUnknown,
            "the seat of ZZ-L00 is not known".to_owned()
        )
    );
    let error = triangle().route(code(1), code(1), on).unwrap_err();
    assert_eq!(error.code(), Code::RouteTooShort);
}

#[test]
fn there_and_back() {
    let network = triangle();
    assert_eq!(
        stops(&network, 0, 2, "2023-12-24"),
        ["ZZ-L00", "ZZ-L01", "ZZ-L02"]
    );
    assert_eq!(
        stops(&network, 2, 0, "2023-12-24"),
        ["ZZ-L02", "ZZ-L01", "ZZ-L00"]
    );
}

#[test]
fn a_way_with_seats_is_a_route_with_its_roads() {
    let seated = |index: usize| {
        let lon = f64::from(u32::try_from(index).unwrap());
        unseated(index).to_draft().seat((0.0, lon)).build().unwrap()
    };
    let links = [link(0, 1, 150.0), unmeasured(1, 2)];
    let network = Network::try_new((0..3).map(seated), links).unwrap();
    let on = day("2023-12-24");
    let route = network.route(code(0), code(2), on).unwrap();
    assert_eq!(Ok(route.length()), network.distance(code(0), code(2), on));
    assert_eq!(route.legs().next().unwrap().road(), Some(km(150.0)));
    assert_eq!(route.legs().nth(1).unwrap().road(), None);
}

#[test]
fn one_way_links_go_one_way() {
    let network = Network::try_new((0..2).map(place), [one_way(&link(0, 1, 5.0))]).unwrap();
    assert_eq!(stops(&network, 0, 1, "2023-12-24").len(), 2);
    let error = network
        .route(code(1), code(0), day("2023-12-24"))
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
        let closure = place_closed(1, starts, ends);
        assert_eq!(closure.in_force(day(on)), expected, "{closure} on {on}");
    }
}

#[test]
fn a_closure_sends_the_way_around_or_is_named() {
    let shut = place_closed(1, "2023-12-24", "2023-12-26");
    let network = closed(triangle(), shut).unwrap();
    assert_eq!(stops(&network, 0, 2, "2023-12-23").len(), 3);
    assert_eq!(stops(&network, 0, 2, "2023-12-24"), ["ZZ-L00", "ZZ-L02"]);
    // Who is in a closed place may leave it; nobody may enter.
    assert_eq!(stops(&network, 1, 0, "2023-12-24").len(), 2);
    let error = network
        .route(code(0), code(1), day("2023-12-24"))
        .unwrap_err();
    assert_eq!(error.code(), Code::RouteClosed);
    assert_eq!(
        error.to_string(),
        "no open way from ZZ-L00 to ZZ-L01 on 2023-12-24: \
         place ZZ-L01 closed from 2023-12-24 to 2023-12-26"
    );

    let maybe = link_closed(2, 1, "2023-12", "2023-12");
    let network = closed(triangle(), maybe.clone()).unwrap();
    let possibly = |to: usize, on: &str| {
        let route = network.route(code(0), code(to), day(on)).unwrap();
        let closures: Vec<_> = network
            .closures_on(&route, day(on))
            .map(|(closure, certainty)| (closure.clone(), certainty))
            .collect();
        (route.length(), closures)
    };
    assert_eq!(
        possibly(2, "2023-12-24"),
        (km(20.0), vec![(maybe, Certainty::Possible)])
    );
    assert_eq!(possibly(2, "2024-01-24"), (km(20.0), vec![]));
    assert_eq!(possibly(1, "2023-12-24"), (km(10.0), vec![]), "elsewhere");
}

/// Closures count for places and links that are added later, too.
#[test]
fn a_network_grows_in_any_order() {
    let at = |index: usize, country: &str| {
        let place = place(index).to_draft().country(country);
        place.build().unwrap()
    };
    let on = day("2023-12-24");
    let mut network = Network::new();
    network.add_place(at(1, "US")).unwrap();
    network.add_place(at(0, "MX")).unwrap();
    network.add_link(link(0, 1, 10.0)).unwrap();
    assert_eq!(network.distance(code(0), code(1), on), Ok(km(10.0)));
    network
        .add_closure(place_closed(1, "2023-12-25", ""))
        .unwrap();
    network
        .add_closure(border_closed("MX", "US", "2023-12-26"))
        .unwrap();
    network.add_place(at(2, "US")).unwrap();
    network.add_link(link(0, 2, 5.0)).unwrap();
    network.add_link(link(2, 1, 4.0)).unwrap();
    assert_eq!(network.distance(code(0), code(1), on), Ok(km(9.0)));
    let closed_on = |from: usize, to: usize, on: &str| {
        closures_named(network.route(code(from), code(to), day(on)).unwrap_err())
    };
    assert_eq!(closed_on(2, 1, "2023-12-25"), 1);
    assert_eq!(closed_on(0, 2, "2023-12-26"), 1);
    assert_eq!(closed_on(0, 1, "2023-12-26"), 2);
    let error = network.add_place(at(2, "MX")).unwrap_err();
    assert_eq!(error.code(), Code::PlaceDuplicate);
    assert_eq!(network.place("ZZ-L02").unwrap().country().as_str(), "US");
    assert_eq!((network.place("ZZ-L03"), network.place("")), (None, None));
}

#[test]
fn a_border_closes_every_link_across_it() {
    let at = |index: usize, country: &str| {
        let place = place(index).to_draft().country(country);
        place.build().unwrap()
    };
    let places = || [at(0, "MX"), at(1, "US"), at(2, "US"), at(3, "GT")];
    let links = || {
        [
            link(0, 1, 10.0),
            link(0, 2, 20.0),
            link(0, 3, 1.0),
            link(3, 2, 99.0),
        ]
    };
    let network = Network::try_new(places(), links()).unwrap();
    let network = closed(network, border_closed("US", "MX", "2023-12-24")).unwrap();
    assert_eq!(
        stops(&network, 0, 2, "2023-12-24"),
        ["ZZ-L00", "ZZ-L03", "ZZ-L02"]
    );
    assert_eq!(
        network.distance(code(1), code(1), day("2023-12-24")),
        Ok(km(0.0))
    );
    let error = network
        .route(code(2), code(1), day("2023-12-24"))
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
        let reached = network.reachable(code(from), km(within), day(on)).unwrap();
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
    let error = none.route(code(0), code(0), day("2023-12-24")).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        (
            Code::PlaceNotFound,
            "the network has no place ZZ-L00".to_owned()
        )
    );

    let one = Network::try_new([place(0)], []).unwrap();
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
    let two = || (0..2).map(unseated);
    let unmeasured = || unmeasured(0, 1);
    for (result, expected, message) in [
        (
            made([place(0), place(1), place(0)], []),
            Code::PlaceDuplicate,
            "two places have the code ZZ-L00",
        ),
        (
            made(two(), [link(0, 7, 1.0)]),
            Code::LinkInvalid,
            "link l0-7 (ZZ-L00 to ZZ-L07): the network has no place ZZ-L07",
        ),
        (
            made(two(), [unmeasured()]),
            Code::SeatUnknown,
            "link l0-1 (ZZ-L00 to ZZ-L01) has no road distance, and the seat of ZZ-L00 is not known",
        ),
        (
            made(two(), [link(0, 1, 0.0)]),
            Code::RoadInvalid,
            "link l0-1 (ZZ-L00 to ZZ-L01) has a road of 0 km",
        ),
        (
            closed(triangle(), place_closed(9, "2023", "")),
            Code::ClosureInvalid,
            "place ZZ-L09 closed from 2023: the network has no place ZZ-L09",
        ),
        (
            closed(triangle(), link_closed(0, 9, "2023", "")),
            Code::ClosureInvalid,
            "link ZZ-L00 to ZZ-L09 closed from 2023: the network has no place ZZ-L09",
        ),
        (
            closed(triangle(), link_closed(0, 0, "2023", "")),
            Code::ClosureInvalid,
            "link ZZ-L00 to ZZ-L00 closed from 2023: the network has no such link",
        ),
        (
            closed(triangle(), border_closed("MX", "MX", "2023")),
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
    let error = Link::draft("l", code(0), code(0)).build().unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        (
            Code::LinkInvalid,
            "link l: a link from ZZ-L00 to itself".to_owned()
        )
    );
    let error = place_closed(0, "2023-12-24", "")
        .to_draft()
        .until("2023-12-23")
        .build()
        .unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        (
            Code::ClosureInvalid,
            "a closure that starts on 2023-12-24 cannot end on 2023-12-23".to_owned()
        )
    );
    let here = |index| place(index).to_draft().seat((1.0, 2.0)).build().unwrap();
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
    let links = links.iter().map(|&(from, to, length, is_one_way)| {
        let link = link(from, to, f64::from(length));
        if is_one_way { one_way(&link) } else { link }
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
        match network.route(code(from), code(to), day("2023-12-24")) {
            Ok(route) => {
                prop_assert_eq!(Some(route.length()), expected.map(|far| km(f64::from(far))));
                // A link leads from each place to the next, and is as long as the leg.
                for leg in route.legs() {
                    let ends = (leg.from().code(), leg.to().code());
                    let is_linked = network.links().iter().any(|link| {
                        let back = (link.to(), link.from());
                        let leads = ends == (link.from(), link.to()) || !link.is_one_way() && ends == back;
                        leads && link.road() == leg.road()
                    });
                    prop_assert!(is_linked, "{:?}", leg);
                }
            }
            Err(error) if from == to => prop_assert_eq!(error.code(), Code::RouteTooShort),
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
        let network = closed(built(&links), place_closed(shut, "2023-12-24", "")).unwrap();
        let open = oracle(&links, |_, to| to != shut)[from][to];
        let any = oracle(&links, |_, _| true)[from][to];
        match network.distance(code(from), code(to), day("2023-12-24")) {
            Ok(length) => prop_assert_eq!(Some(length), open.map(|far| km(f64::from(far)))),
            Err(error) => {
                prop_assert_eq!((open, any.is_some()), (None, error.code() == Code::RouteClosed));
                prop_assert_eq!(closures_named(error), usize::from(any.is_some()));
            }
        }
    }

    #[test]
    fn order_changes_nothing(
        (links, shuffled) in links().prop_flat_map(|links| (Just(links.clone()), Just(links).prop_shuffle())),
        from in 0..MOST, to in 0..MOST,
    ) {
        let (one, other) = (built(&links), built(&shuffled));
        let on = day("2023-12-24");
        match (one.route(code(from), code(to), on), other.route(code(from), code(to), on)) {
            (Ok(one), Ok(other)) => prop_assert_eq!(one, other),
            (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
        }
        prop_assert_eq!(one.components(), other.components());
        let within = km(6.0);
        let reached = one.reachable(code(from), within, on).unwrap();
        prop_assert_eq!(&reached, &other.reachable(code(from), within, on).unwrap());
        let far = oracle(&links, |_, _| true)[from];
        let expected = far.iter().flatten().filter(|&&far| far <= 6).count();
        prop_assert_eq!(reached.len(), expected);
        prop_assert!(reached.is_sorted_by_key(|(place, far)| (*far, place.code())));
    }
}
