//! WGS-84 distance of two points up to 400 km apart: 1,024 pairs per iteration.

use corridor::{Place, Position};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use geo::{Distance as _, Geodesic, Haversine, Point};

use crate::seeded::{Seeded, place};

const PAIRS: usize = 1_024;

fn pairs() -> Vec<(Position, Position)> {
    let mut seeded = Seeded(1);
    (0..PAIRS)
        .map(|_| {
            let from = seeded.position();
            (from, seeded.near(from, 2.0))
        })
        .collect()
}

fn each<T>(bencher: Bencher<'_, '_>, pairs: &[(T, T)], metres: impl Fn(&T, &T) -> f64 + Sync)
where
    T: Sync,
{
    bencher.counter(ItemsCount::new(PAIRS)).bench(|| {
        black_box(pairs)
            .iter()
            .map(|(from, to)| black_box(metres(from, to)))
            .sum::<f64>()
    });
}

fn points() -> Vec<(Point, Point)> {
    pairs()
        .into_iter()
        .map(|(a, b)| (a.into(), b.into()))
        .collect()
}

#[divan::bench]
fn ours_from_degrees(bencher: Bencher<'_, '_>) {
    each(bencher, &pairs(), |from, to| from.distance_to(*to).metres());
}

#[divan::bench]
fn ours_between_places(bencher: Bencher<'_, '_>) {
    let places: Vec<(Place, Place)> = pairs()
        .into_iter()
        .map(|(from, to)| (place(0, from), place(1, to)))
        .collect();
    each(bencher, &places, |from, to| {
        from.distance_to(to).unwrap().metres()
    });
}

#[divan::bench]
fn geo_geodesic(bencher: Bencher<'_, '_>) {
    each(bencher, &points(), |from, to| Geodesic.distance(*from, *to));
}

#[divan::bench]
fn geo_haversine(bencher: Bencher<'_, '_>) {
    each(bencher, &points(), |from, to| {
        Haversine.distance(*from, *to)
    });
}
