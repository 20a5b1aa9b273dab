//! Lines on a map, which are straight in degrees from position to position and cut at the
//! antimeridian.

use geo::{Geodesic, InterpolatePoint as _, Point};
use geojson::{Geometry, GeometryValue};

use crate::limits::{LATITUDE, LONGITUDE, MAP_BEND_KM, MAP_DECIMALS, MAP_HALVINGS, MAP_STRAY_KM};
use crate::place::Position;

/// A position as written: rounded to the decimals that RFC 7946 recommends.
///
/// Each point has exactly one value: longitude 180 is never −180, and the longitude of a pole is 0.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Spot {
    lon: f64,
    lat: f64,
}

impl Spot {
    fn unrounded(position: Position) -> Self {
        Self {
            lon: position.lon(),
            lat: position.lat(),
        }
    }

    fn at(position: Position) -> Self {
        let (lat, lon) = (rounded(position.lat()), rounded(position.lon()));
        Self::unrounded(Position::normalised(lat, lon))
    }

    fn is_pole(self) -> bool {
        self.lat.abs() >= *LATITUDE.end()
    }

    /// A pole has every longitude, so it takes that of its neighbour.
    fn beside(self, neighbour: Self) -> Self {
        let lon = if self.is_pole() {
            neighbour.lon
        } else {
            self.lon
        };
        Self { lon, ..self }
    }

    /// Longitude first (RFC 7946, section 3.1.1).
    fn written(self) -> [f64; 2] {
        [self.lon, self.lat]
    }
}

fn rounded(degrees: f64) -> f64 {
    // Adding a positive zero turns −0 into 0.
    (degrees * MAP_DECIMALS).round() / MAP_DECIMALS + 0.0
}

/// A position on the map.
pub(super) fn point(position: Position) -> Geometry {
    Geometry::new_point(Spot::at(position).written())
}

/// Positions on the map; `None` if there are none.
pub(super) fn points(positions: &[Position]) -> Option<Geometry> {
    match positions {
        [] => None,
        [only] => Some(point(*only)),
        all => {
            let spots = all.iter().map(|&position| Spot::at(position).written());
            Some(Geometry::new(GeometryValue::new_multi_point(spots)))
        }
    }
}

/// The line through the positions along the geodesics; a point if its length is 0, and `None` if
/// there are no positions.
pub(super) fn through(positions: impl IntoIterator<Item = Position>) -> Option<Geometry> {
    let mut bent: Vec<Position> = Vec::new();
    for position in positions {
        if let Some(&last) = bent.last() {
            bend(last, position, MAP_HALVINGS, &mut bent);
        }
        bent.push(position);
    }
    let mut spots: Vec<Spot> = bent.into_iter().map(Spot::at).collect();
    spots.dedup();
    let first = spots.first()?.written();
    let mut parts = cut(&spots).into_iter();
    let geometry = match (parts.next(), parts.next()) {
        (None, _) => GeometryValue::new_point(first),
        (Some(whole), None) => GeometryValue::new_line_string(written(whole)),
        (Some(one), Some(two)) => {
            let parts = [one, two].into_iter().chain(parts);
            GeometryValue::new_multi_line_string(parts.map(written))
        }
    };
    Some(Geometry::new(geometry))
}

fn written(part: Vec<Spot>) -> impl Iterator<Item = [f64; 2]> {
    part.into_iter().map(Spot::written)
}

/// Inserts positions on the geodesic between the two, until lines that are straight in degrees
/// follow it.
fn bend(from: Position, to: Position, halvings: u32, line: &mut Vec<Position>) {
    let middle = Geodesic.point_at_ratio_between(Point::from(from), Point::from(to), 0.5);
    let middle = Position::normalised(middle.y(), middle.x());
    let strays = || middle.distance_to(straight_middle(from, to)).km() > MAP_STRAY_KM;
    // The middle alone does not show how a long geodesic bends if it crosses the equator.
    if halvings > 0 && (from.distance_to(to).km() > MAP_BEND_KM || strays()) {
        bend(from, middle, halvings - 1, line);
        line.push(middle);
        bend(middle, to, halvings - 1, line);
    }
}

/// The middle in degrees, along the shorter way around the earth.
fn straight_middle(from: Position, to: Position) -> Position {
    let (from, to) = (Spot::unrounded(from), Spot::unrounded(to));
    let (from, to) = (from.beside(to), to.beside(from));
    let lon = from.lon.midpoint(to.lon + turn(from, to));
    let lon = if lon.abs() > *LONGITUDE.end() {
        lon - turn(from, to)
    } else {
        lon
    };
    Position::normalised(from.lat.midpoint(to.lat), lon)
}

/// What to add to the second longitude so that a straight line from the first goes the shorter way.
fn turn(from: Spot, to: Spot) -> f64 {
    let half = *LONGITUDE.end();
    let east = to.lon - from.lon;
    if east > half {
        -2.0 * half
    } else if east < -half {
        2.0 * half
    } else {
        0.0
    }
}

/// Cuts a line at the antimeridian (RFC 7946, section 3.1.9), and at a pole that it passes. Each
/// part has two positions or more.
fn cut(line: &[Spot]) -> Vec<Vec<Spot>> {
    let mut parts: Vec<Vec<Spot>> = Vec::new();
    let mut part: Vec<Spot> = Vec::new();
    for (&from, &to) in line.iter().zip(line.iter().skip(1)) {
        let (from, to) = (from.beside(to), to.beside(from));
        if part.last() != Some(&from) {
            parts.push(std::mem::replace(&mut part, vec![from]));
        }
        let turn = turn(from, to);
        if turn.abs() > 0.0 {
            let edge = LONGITUDE.end().copysign(turn);
            let share = (edge - from.lon) / (to.lon + turn - from.lon);
            let lat = rounded(from.lat + share * (to.lat - from.lat));
            part.push(Spot { lon: edge, lat });
            parts.push(std::mem::replace(&mut part, vec![Spot { lon: -edge, lat }]));
        }
        part.push(to);
    }
    parts.push(part);
    for part in &mut parts {
        part.dedup();
    }
    parts.retain(|part| part.len() > 1);
    parts
}
