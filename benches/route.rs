//! Positions along a route of 1,000 waypoints about 2 km apart, and locations off it: 1,024 queries
//! per iteration, except for `geo`'s positions.

use corridor::{Distance, Position, Route};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use geo::{Destination as _, Geodesic, InterpolateLine as _, LineString, Point};
use rstar::primitives::{GeomWithData, Line};
use rstar::{PointDistance as _, RTree};

use crate::seeded::{Seeded, place};

const WAYPOINTS: usize = 1_000;
const QUESTIONS: usize = 1_024;

/// A winding route northward through the Andes.
fn waypoints(step: f64) -> Vec<Position> {
    let mut seeded = Seeded(2);
    let mut at = Point::new(-72.0, -45.0);
    (0..WAYPOINTS)
        .map(|_| {
            let here = Position::try_from(at).unwrap();
            let bearing = 350.0 + seeded.within(-50.0, 50.0);
            at = Geodesic.destination(at, bearing, step * seeded.within(0.5, 1.5));
            here
        })
        .collect()
}

fn route(step: f64) -> Route {
    Route::through(
        (0..)
            .zip(waypoints(step))
            .map(|(index, seat)| place(index, seat)),
    )
    .unwrap()
}

fn distances(route: &Route) -> Vec<Distance> {
    let mut seeded = Seeded(3);
    (0..QUESTIONS)
        .map(|_| route.length().scaled(seeded.within(0.0, 1.0)).unwrap())
        .collect()
}

fn strays(route: &Route) -> Vec<Position> {
    let mut seeded = Seeded(4);
    distances(route)
        .into_iter()
        .map(|along| seeded.near(route.position_at(along).unwrap(), 0.02))
        .collect()
}

/// Waypoints 2 km apart, and 10 km apart.
const STEPS: [f64; 2] = [2_000.0, 10_000.0];

#[divan::bench(args = STEPS)]
fn ours_position_at(bencher: Bencher<'_, '_>, step: f64) {
    let route = route(step);
    let distances = distances(&route);
    bencher.counter(ItemsCount::new(QUESTIONS)).bench_local(|| {
        for along in black_box(&distances) {
            black_box(route.position_at(*along)).unwrap();
        }
    });
}

#[divan::bench(args = STEPS, sample_count = 10, sample_size = 1)]
fn geo_position_at(bencher: Bencher<'_, '_>, step: f64) {
    let route = route(step);
    let line: LineString = waypoints(step).into_iter().map(Point::from).collect();
    let distances = distances(&route);
    let few = &distances[..16];
    bencher.counter(ItemsCount::new(few.len())).bench_local(|| {
        for along in black_box(few) {
            black_box(Geodesic.point_at_distance_from_start(&line, along.metres()));
        }
    });
}

#[divan::bench(args = STEPS)]
fn ours_locate(bencher: Bencher<'_, '_>, step: f64) {
    let route = route(step);
    let strays = strays(&route);
    route.locate(strays[0]);
    bencher.counter(ItemsCount::new(QUESTIONS)).bench_local(|| {
        for stray in black_box(&strays) {
            black_box(route.locate(*stray));
        }
    });
}

/// What users build today, in degrees: the nearest segment, then the distance along it by prefix
/// sums.
#[divan::bench(args = STEPS)]
fn rstar_locate(bencher: Bencher<'_, '_>, step: f64) {
    let route = route(step);
    let strays = strays(&route);
    let degrees: Vec<[f64; 2]> = waypoints(step)
        .iter()
        .map(|at| [at.lon(), at.lat()])
        .collect();
    let marks: Vec<f64> = (0..WAYPOINTS)
        .map(|index| route.mark(index).unwrap().km())
        .collect();
    let segments = degrees
        .windows(2)
        .enumerate()
        .map(|(index, ends)| GeomWithData::new(Line::new(ends[0], ends[1]), index))
        .collect();
    let tree = RTree::bulk_load(segments);
    bencher.counter(ItemsCount::new(QUESTIONS)).bench_local(|| {
        for stray in black_box(&strays) {
            let point = [stray.lon(), stray.lat()];
            let segment = tree.nearest_neighbor(&point).unwrap();
            let foot = segment.geom().nearest_point(&point);
            let (from, to) = (segment.geom().from, segment.geom().to);
            let length = (to[0] - from[0]).hypot(to[1] - from[1]);
            let share = (foot[0] - from[0]).hypot(foot[1] - from[1]) / length;
            let (start, end) = (marks[segment.data], marks[segment.data + 1]);
            black_box((start + share * (end - start), foot.distance_2(&point)));
        }
    });
}
