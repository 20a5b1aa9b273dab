//! Seats in cells of about equal size, for the nearest and for those within a distance.
//!
//! A cell only says what need not be looked at. What is looked at is compared by the straight line
//! through the earth, which is never longer than the geodesic, and decided by the geodesic.

use crate::place::geodesic::{EQUATORIAL_RADIUS, FLATTENING, Space, SurfacePoint};
use crate::place::{Place, Position};

/// Half the lesser axis, in metres: the least that a radian of the auxiliary sphere is long.
const POLAR_RADIUS: f64 = EQUATORIAL_RADIUS * (1.0 - FLATTENING);
/// The least radius of curvature of a meridian, at the equator: b²/a.
const SHARPEST: f64 = POLAR_RADIUS * (1.0 - FLATTENING);
/// Rounding in what bounds are made of.
const SLACK: f64 = 1.0 + 1e-9;
/// Seats per cell, about.
const CROWD: f64 = 2.0;

#[derive(Debug, Clone)]
pub(super) struct Grid {
    seats: Vec<Seat>,
    south: f64,
    /// Degrees of latitude of a row.
    height: f64,
    /// From where longitudes are counted eastward: the end of the widest empty stretch.
    west: f64,
    /// Degrees of longitude from there to the last seat.
    breadth: f64,
    rows: Vec<Row>,
    /// Where each cell's seats begin, row after row; one more at the end.
    cells: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    first: usize,
    columns: usize,
    per_degree: f64,
}

#[derive(Debug, Clone, Copy)]
struct Seat {
    at: Space,
    place: u32,
}

/// A place, and the metres to it.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Found {
    pub(super) metres: f64,
    pub(super) place: u32,
}

impl Grid {
    pub(super) fn of(places: &[Place]) -> Self {
        let seats: Vec<(Position, Seat)> = (0..)
            .zip(places)
            .filter_map(|(place, of)| {
                let point = of.surface_point()?;
                let at = point.in_space();
                Some((point.position(), Seat { at, place }))
            })
            .collect();
        let south = seats.iter().map(|(at, _)| at.lat()).fold(90.0, f64::min);
        let north = seats.iter().map(|(at, _)| at.lat()).fold(-90.0, f64::max);
        let (west, breadth) = extent(seats.iter().map(|(at, _)| at.lon()).collect());
        let tall = (north - south).max(0.0);
        let widest = if south <= 0.0 && north >= 0.0 {
            1.0
        } else {
            shrink(south.abs().min(north.abs()))
        };
        let area = tall.max(1e-6) * (breadth * widest).max(1e-6);
        let wanted = count(seats.len()) / CROWD;
        // A strip of seats has no area to speak of; its rows are bounded by their number.
        let height = (area / wanted.max(1.0))
            .sqrt()
            .max(tall / wanted.max(1.0))
            .max(1e-4);
        let mut rows = Vec::new();
        let mut first = 0;
        for row in 0..=whole(tall / height, usize::MAX - 1) {
            let middle = south + height * (count(row) + 0.5);
            let wide = breadth * shrink(middle);
            let columns = 1 + whole(wide / height, seats.len());
            rows.push(Row {
                first,
                columns,
                per_degree: count(columns) / breadth.max(1e-9),
            });
            first += columns;
        }
        let mut grid = Self {
            seats: Vec::with_capacity(seats.len()),
            south,
            height,
            west,
            breadth,
            rows,
            cells: Vec::with_capacity(first + 1),
        };
        let mut sorted: Vec<(usize, Seat)> = seats
            .into_iter()
            .map(|(at, seat)| (grid.cell(at), seat))
            .collect();
        sorted.sort_by_key(|&(cell, seat)| (cell, seat.place));
        let mut rest = sorted.iter().peekable();
        for cell in 0..=first {
            while let Some((_, seat)) = rest.next_if(|&&(other, _)| other < cell) {
                grid.seats.push(*seat);
            }
            grid.cells
                .push(u32::try_from(grid.seats.len()).unwrap_or(u32::MAX));
        }
        grid
    }

    /// The nearest seat; of equally near ones that of the first place.
    pub(super) fn nearest(&self, from: &SurfacePoint, places: &[Place]) -> Option<Found> {
        if self.seats.is_empty() {
            return None;
        }
        let here = from.in_space();
        let mut reach = self.height.to_radians() * SHARPEST;
        // Wider until there is any, then as wide as need be to be sure.
        let metres = loop {
            let all = reach > EQUATORIAL_RADIUS * std::f64::consts::PI;
            let mut best: Option<(f64, u32)> = None;
            self.look(from, if all { f64::INFINITY } else { reach }, |seats| {
                for seat in seats {
                    let square = square(here, seat.at);
                    if best.is_none_or(|(least, _)| square < least) {
                        best = Some((square, seat.place));
                    }
                }
            });
            match best.and_then(|(_, place)| metres(from, place, places)) {
                Some(metres) if metres <= reach || all => break metres,
                Some(metres) => reach = metres * SLACK,
                None => reach *= 2.0,
            }
        };
        let straight = (metres / EQUATORIAL_RADIUS * SLACK).powi(2) + f64::MIN_POSITIVE;
        let mut nearest: Option<Found> = None;
        self.look(from, metres * SLACK, |seats| {
            for seat in seats
                .iter()
                .filter(|seat| square(here, seat.at) <= straight)
            {
                let found = self::metres(from, seat.place, places).map(|metres| Found {
                    metres,
                    place: seat.place,
                });
                if let Some(found) = found
                    && nearest.is_none_or(|nearest| found < nearest)
                {
                    nearest = Some(found);
                }
            }
        });
        nearest
    }

    /// All within that many metres, the nearest first.
    pub(super) fn within(&self, from: &SurfacePoint, reach: f64, places: &[Place]) -> Vec<Found> {
        let here = from.in_space();
        let straight = (reach / EQUATORIAL_RADIUS * SLACK).powi(2) + f64::MIN_POSITIVE;
        let mut found = Vec::new();
        self.look(from, reach * SLACK, |seats| {
            for seat in seats
                .iter()
                .filter(|seat| square(here, seat.at) <= straight)
            {
                if let Some(metres) = metres(from, seat.place, places)
                    && metres <= reach
                {
                    found.push(Found {
                        metres,
                        place: seat.place,
                    });
                }
            }
        });
        found.sort_by(|a, b| a.metres.total_cmp(&b.metres).then(a.place.cmp(&b.place)));
        // A window all round may begin and end in one cell.
        found.dedup();
        found
    }

    /// Shows every seat that may be within so many metres, and some that are not, a run at a time.
    fn look(&self, from: &SurfacePoint, reach: f64, mut see: impl FnMut(&[Seat])) {
        let at = from.position();
        // Along any line on the ellipsoid, latitude changes by at most a radian per SHARPEST
        // metres, and the arc on the auxiliary sphere by at most one per POLAR_RADIUS.
        let rise = (reach / SHARPEST).to_degrees();
        let arc = (reach / POLAR_RADIUS).min(std::f64::consts::PI);
        let [x, y, _] = from.in_space();
        let spread = x.hypot(y);
        // Where the arc goes over the pole, any longitude may be within.
        let aside = if arc < 1.5 && arc.sin() < spread {
            (arc.sin() / spread).asin().to_degrees() * SLACK
        } else {
            360.0
        };
        let low = self.row(at.lat() - rise);
        let high = self.row(at.lat() + rise);
        if at.lat() + rise < self.south {
            return;
        }
        for row in self.rows.get(low..=high).unwrap_or_default() {
            if aside >= 180.0 {
                self.see(row, 0.0, self.breadth, &mut see);
                continue;
            }
            let start = (at.lon() - aside - self.west).rem_euclid(360.0);
            let end = start + 2.0 * aside;
            if start <= self.breadth {
                self.see(row, start, end, &mut see);
            }
            // Once round.
            if end >= 360.0 {
                self.see(row, 0.0, end - 360.0, &mut see);
            }
        }
    }

    fn see(&self, row: &Row, start: f64, end: f64, see: &mut impl FnMut(&[Seat])) {
        let cell = |degrees: f64| row.first + whole(degrees * row.per_degree, row.columns - 1);
        let bound = |cell: usize| {
            let bound = self.cells.get(cell).copied().unwrap_or_default();
            usize::try_from(bound).unwrap_or(usize::MAX)
        };
        if let Some(seats) = self.seats.get(bound(cell(start))..bound(cell(end) + 1)) {
            see(seats);
        }
    }

    fn row(&self, lat: f64) -> usize {
        whole((lat - self.south) / self.height, self.rows.len() - 1)
    }

    fn cell(&self, at: Position) -> usize {
        let degrees = (at.lon() - self.west).rem_euclid(360.0);
        self.rows.get(self.row(at.lat())).map_or(0, |row| {
            row.first + whole(degrees * row.per_degree, row.columns - 1)
        })
    }
}

/// The western end and the breadth, in degrees, of the narrowest stretch with all longitudes.
fn extent(mut longitudes: Vec<f64>) -> (f64, f64) {
    longitudes.sort_by(f64::total_cmp);
    let (Some(&first), Some(&last)) = (longitudes.first(), longitudes.last()) else {
        return (0.0, 0.0);
    };
    let mut west = first;
    let mut gap = first + 360.0 - last;
    for (one, next) in longitudes.iter().zip(longitudes.iter().skip(1)) {
        if next - one > gap {
            gap = next - one;
            west = *next;
        }
    }
    // A little more than the last seat, for the rounding of the difference.
    (west, (360.0 - gap) * SLACK)
}

/// How long a degree of longitude is, beside one of latitude.
fn shrink(lat: f64) -> f64 {
    lat.to_radians().cos().max(0.0)
}

/// The square of the straight line between the two.
fn square(one: Space, other: Space) -> f64 {
    let [x, y, z] = one;
    let (x, y, z) = (x - other[0], y - other[1], z - other[2]);
    x * x + y * y + z * z
}

fn metres(from: &SurfacePoint, place: u32, places: &[Place]) -> Option<f64> {
    let place = places.get(usize::try_from(place).ok()?)?;
    Some(from.metres_to(place.surface_point()?))
}

#[expect(clippy::cast_precision_loss, reason = "a size, for a rule of thumb")]
fn count(number: usize) -> f64 {
    number as f64
}

/// The whole part, from 0 to so many.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is out of range is what saturates"
)]
fn whole(value: f64, most: usize) -> usize {
    (value as usize).min(most)
}
