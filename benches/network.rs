//! The shortest way through 25,000 places and 35,000 links, with closures in force: 16 queries per
//! iteration.

use corridor::{Closure, Link, Network, PlaceCode};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use petgraph::algo::dijkstra;
use petgraph::graph::{NodeIndex, UnGraph};

use crate::seeded::{Seeded, place};

const PLACES: usize = 25_000;
const LINKS: usize = 35_000;
const ACROSS: usize = 158;
const QUESTIONS: usize = 16;

fn code(index: usize) -> PlaceCode {
    format!("ZZ-L{index}").parse().unwrap()
}

/// A slightly irregular grid over Mexico, with a chain through all places and random links between
/// neighbours.
fn network() -> Network {
    let mut seeded = Seeded(5);
    let places = (0..PLACES).map(|index| {
        let (row, column) = (index / ACROSS, index % ACROSS);
        let lat = 15.0 + row as f64 * 0.1 + seeded.within(-0.04, 0.04);
        let lon = -115.0 + column as f64 * 0.1 + seeded.within(-0.04, 0.04);
        place(index, corridor::Position::try_new(lat, lon).unwrap())
    });
    let places: Vec<_> = places.collect();
    let chain = (1..PLACES).map(|index| {
        let above = index >= ACROSS && (index % ACROSS == 0 || seeded.below(2) == 0);
        (if above { index - ACROSS } else { index - 1 }, index)
    });
    let mut ends: Vec<_> = chain.collect();
    while ends.len() < LINKS {
        let from = seeded.below(PLACES - ACROSS);
        let to = from + if seeded.below(2) == 0 { 1 } else { ACROSS };
        ends.push((from, to));
    }
    let links = ends.into_iter().map(|(from, to)| {
        let geodesic = places[from].distance_to(&places[to]).unwrap();
        let road = geodesic.scaled(seeded.within(1.05, 1.6)).unwrap();
        let link = Link::draft(format!("{from}-{to}"), code(from), code(to));
        link.road(road).build().unwrap()
    });
    let links: Vec<_> = links.collect();
    let mut network = Network::try_new(places, links).unwrap();
    for _ in 0..50 {
        let place = code(seeded.below(PLACES));
        let closure = Closure::of_place(place, "2023-12-01");
        network.add_closure(closure).unwrap();
    }
    network
}

/// Starts and destinations.
fn questions() -> Vec<(usize, usize)> {
    let mut seeded = Seeded(6);
    (0..QUESTIONS)
        .map(|_| (seeded.below(PLACES), seeded.below(PLACES)))
        .collect()
}

#[divan::bench]
fn ours_shortest_route(bencher: Bencher<'_, '_>) {
    let network = network();
    let day = "2023-12-24".parse().unwrap();
    let ends: Vec<_> = questions()
        .into_iter()
        .map(|(from, to)| (code(from), code(to)))
        .collect();
    bencher.counter(ItemsCount::new(QUESTIONS)).bench_local(|| {
        for &(from, to) in black_box(&ends) {
            let _ = black_box(network.route(from, to, day));
        }
    });
}

/// The distance alone, with nothing closed.
#[divan::bench]
fn petgraph_shortest_distance(bencher: Bencher<'_, '_>) {
    let network = network();
    let number = |code: PlaceCode| code.as_str().trim_start_matches("ZZ-L").parse::<u32>();
    let graph = UnGraph::<(), f64>::from_edges(network.links().iter().map(|link| {
        let ends = (number(link.from()).unwrap(), number(link.to()).unwrap());
        (ends.0, ends.1, link.road().unwrap().km())
    }));
    let ends = questions();
    bencher.counter(ItemsCount::new(QUESTIONS)).bench_local(|| {
        for &(from, to) in black_box(&ends) {
            let (from, to) = (NodeIndex::new(from), NodeIndex::new(to));
            black_box(dijkstra(&graph, from, Some(to), |edge| *edge.weight()));
        }
    });
}
