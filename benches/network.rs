//! The shortest way through 25,000 places and 35,000 links, with closures in force: 16 questions
//! an iteration.

use corridor::{Barrier, Closure, Link, Network, PlaceCode};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

use crate::seeded::{Seeded, place};

const PLACES: usize = 25_000;
const LINKS: usize = 35_000;
const ACROSS: usize = 158;
const QUESTIONS: usize = 16;

fn code(index: usize) -> PlaceCode {
    format!("ZZ-L{index}").parse().unwrap()
}

/// A grid over Mexico, a little shaken, with a chain through all and links at random between
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
        Link::new(
            format!("{from}-{to}").parse().unwrap(),
            code(from),
            code(to),
        )
        .unwrap()
        .with_road(road)
    });
    let links: Vec<_> = links.collect();
    let mut network = Network::try_new(places, links).unwrap();
    for _ in 0..50 {
        let barrier = Barrier::Place(code(seeded.below(PLACES)));
        network = network
            .with_closure(Closure::new(barrier, "2023-12-01".parse().unwrap()))
            .unwrap();
    }
    network
}

#[divan::bench]
fn ours_shortest_route(bencher: Bencher<'_, '_>) {
    let network = network();
    let mut seeded = Seeded(6);
    let day = "2023-12-24".parse().unwrap();
    let ends: Vec<_> = (0..QUESTIONS)
        .map(|_| (code(seeded.below(PLACES)), code(seeded.below(PLACES))))
        .collect();
    bencher.counter(ItemsCount::new(QUESTIONS)).bench_local(|| {
        for (from, to) in black_box(&ends) {
            let _ = black_box(network.route(from, to, day));
        }
    });
}
