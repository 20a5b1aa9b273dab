//! The line of a route on the ellipsoid, in steps short enough to count as straight.

use geo::{Bearing as _, Destination as _, Geodesic, Point};

use super::boxes::{BoxTree, Nearest, mixed};
use crate::limits::{STEP_METRES, STRAIGHT_LATITUDE};
use crate::place::Position;
use crate::place::geodesic::{SurfacePoint, position_under};

/// Legs cut into equal steps of at most 1.5 km.
#[derive(Debug)]
pub(super) struct Line {
    /// The ends of the steps; a leg ends where the next one starts.
    nodes: Vec<Position>,
    /// Index of the first step of each leg, then the number of steps.
    firsts: Vec<usize>,
    tree: BoxTree,
}

/// The point of a line that is nearest to another point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Foot {
    pub(super) leg: usize,
    /// The share of the leg before it, from 0 to 1.
    pub(super) share: f64,
    /// Metres between the two points.
    pub(super) off: f64,
}

impl Line {
    pub(super) fn through(seats: &[SurfacePoint]) -> Self {
        let mut points: Vec<_> = seats.first().copied().into_iter().collect();
        let mut firsts = vec![0];
        for (from, to) in seats.iter().zip(seats.iter().skip(1)) {
            points.extend(steps_between(from, to));
            points.push(*to);
            firsts.push(points.len() - 1);
        }
        Self {
            nodes: points.iter().map(SurfacePoint::position).collect(),
            firsts,
            tree: BoxTree::over(points.iter().map(SurfacePoint::in_space).collect()),
        }
    }

    /// The first step of a leg, and the number of its steps.
    fn steps(&self, leg: usize) -> (usize, usize) {
        match self.firsts.get(leg..leg + 2) {
            Some(&[first, end]) => (first, end - first),
            _ => (0, 1),
        }
    }

    /// The point at this share of a leg.
    pub(super) fn position(&self, leg: usize, share: f64) -> Position {
        let (first, count) = self.steps(leg);
        let (whole, rest) = split(share, count);
        let step = first + whole;
        let from = self.node(step);
        let to = self.node(step + 1);
        if rest <= 0.0 {
            from
        } else if from.lat().abs().max(to.lat().abs()) > STRAIGHT_LATITUDE {
            position_under(self.tree.point(step, rest))
        } else {
            Position::normalised(
                mixed(from.lat(), to.lat(), rest),
                longitude_between(from.lon(), to.lon(), rest),
            )
        }
    }

    fn node(&self, index: usize) -> Position {
        let start = Position::normalised(0.0, 0.0);
        self.nodes.get(index).copied().unwrap_or(start)
    }

    /// The point of the line that is nearest to another.
    pub(super) fn nearest(&self, point: &SurfacePoint) -> Foot {
        let Nearest { step, share, .. } = self.tree.nearest(point.in_space());
        let off = point.metres_to_under(self.tree.point(step, share));
        let leg = self.firsts.partition_point(|&first| first <= step) - 1;
        let (first, count) = self.steps(leg);
        Foot {
            leg,
            share: joined(step - first, share, count),
            off,
        }
    }
}

/// The points that cut a geodesic into equal steps, excluding its ends.
fn steps_between(from: &SurfacePoint, to: &SurfacePoint) -> impl Iterator<Item = SurfacePoint> {
    let metres = from.metres_to(to);
    let steps = (metres / STEP_METRES).ceil().max(1.0);
    let length = metres / steps;
    let start = Point::from(from.position());
    let bearing = Geodesic.bearing(start, Point::from(to.position()));
    std::iter::successors(Some(1.0), |done| Some(done + 1.0))
        .take_while(move |&done| done < steps)
        .map(move |done| Geodesic.destination(start, bearing, done * length))
        .map(|point| SurfacePoint::at(Position::normalised(point.y(), point.x())))
}

/// Splits a share of a leg into whole steps and the share of the next step, which is 0 at the end
/// of the leg.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a leg has at most 13,337 steps, and a share is from 0 to 1"
)]
fn split(share: f64, count: usize) -> (usize, f64) {
    let steps = share * count as f64;
    let whole = steps as usize;
    (whole, steps - whole as f64)
}

/// The inverse of [`split`].
#[expect(clippy::cast_precision_loss, reason = "a leg has at most 13,337 steps")]
fn joined(whole: usize, rest: f64, count: usize) -> f64 {
    (whole as f64 + rest) / count as f64
}

/// Interpolates between two longitudes that are near each other, across the antimeridian if need
/// be.
fn longitude_between(from: f64, to: f64, share: f64) -> f64 {
    let turn = if to - from > 180.0 {
        -360.0
    } else if to - from < -180.0 {
        360.0
    } else {
        return mixed(from, to, share);
    };
    let lon = mixed(from, to + turn, share);
    if lon.abs() > 180.0 { lon - turn } else { lon }
}
