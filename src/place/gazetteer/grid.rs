//! Seats in cells of about equal size, to find the nearest and those within a distance.
//!
//! Cells only rule out seats. The remaining ones are compared by the straight line through the
//! earth, which is never longer than the geodesic, and the geodesic decides.

use crate::place::geodesic::{EQUATORIAL_RADIUS, FLATTENING, SurfacePoint, series};
use crate::place::{Place, Position};

/// Half the minor axis, in metres: the least length of a radian of the auxiliary sphere.
const POLAR_RADIUS: f64 = EQUATORIAL_RADIUS * (1.0 - FLATTENING);
/// The least radius of curvature of a meridian, at the equator: b²/a.
const SHARPEST: f64 = POLAR_RADIUS * (1.0 - FLATTENING);
/// Allows for rounding in bounds.
const SLACK: f64 = 1.0 + 1e-9;
/// Seats per cell, about: below one, since places are crowded and most cells of a country are
/// empty.
const CROWD: f64 = 0.2;
/// The same, in degrees, for bounds that are differences.
const ROUNDING: f64 = 1e-9;

#[derive(Debug, Clone)]
pub(super) struct Grid {
    seats: Vec<Seat>,
    south: f64,
    /// Degrees of latitude of a row.
    height: f64,
    rows_per_degree: f64,
    /// The longitude from which others are counted eastward: the end of the widest empty stretch.
    west: f64,
    /// Degrees of longitude from there to the last seat.
    breadth: f64,
    rows: Vec<Row>,
    /// Where each cell's seats begin, row after row; one more at the end.
    cells: Vec<u32>,
    /// A straight line whose square is no more than this has a geodesic no longer than a row is
    /// high.
    sure: f64,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    first: usize,
    columns: usize,
    per_degree: f64,
    /// Degrees of longitude to either side that a line from this row may cross if it is as long as
    /// the row is high.
    aside: f64,
}

#[derive(Debug, Clone, Copy)]
struct Seat {
    /// On the auxiliary sphere.
    unit: [f64; 3],
    place: u32,
}

/// The seat at the end of the shortest straight line, and the squares of the two shortest lines.
#[derive(Clone, Copy)]
struct Best<'a> {
    first: Option<&'a Seat>,
    least: f64,
    next: f64,
}

impl<'a> Best<'a> {
    fn take(&mut self, from: &SurfacePoint, seats: &'a [Seat]) {
        for seat in seats {
            let square = square(from.unit(), seat.unit);
            let closer = square < self.least;
            let farther = if closer { self.least } else { square };
            self.next = if farther < self.next {
                farther
            } else {
                self.next
            };
            self.least = if closer { square } else { self.least };
            self.first = if closer { Some(seat) } else { self.first };
        }
    }
}

impl Default for Best<'_> {
    fn default() -> Self {
        Self {
            first: None,
            least: f64::INFINITY,
            next: f64::INFINITY,
        }
    }
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
                let unit = point.unit();
                Some((point.position(), Seat { unit, place }))
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
        // A strip of seats has almost no area, so the number of its rows is bounded as well.
        let height = (area / wanted.max(1.0))
            .sqrt()
            .max(tall / wanted.max(1.0))
            .max(1e-4);
        // An arc that changes latitude by no more than the height of a row.
        let across = height.to_radians() * (SHARPEST / EQUATORIAL_RADIUS);
        let mut rows = Vec::new();
        let mut first = 0;
        for row in 0..=whole(tall / height, usize::MAX - 1) {
            let middle = south + height * (count(row) + 0.5);
            let wide = breadth * shrink(middle);
            let columns = 1 + whole(wide / height, seats.len());
            // Holds for a start anywhere in the row, or as far again outside the grid.
            let steepest = (middle.abs() + 1.5 * height).min(90.0);
            let mut within_rows = Window {
                slant: 1.0 / shrink(steepest),
                ..Window::default()
            };
            within_rows.reach(across);
            rows.push(Row {
                first,
                columns,
                per_degree: count(columns) / breadth.max(1e-9),
                aside: within_rows.aside,
            });
            first += columns;
        }
        let mut grid = Self {
            seats: Vec::with_capacity(seats.len()),
            south,
            height,
            rows_per_degree: 1.0 / height,
            west,
            breadth,
            rows,
            cells: Vec::with_capacity(first + 1),
            sure: straight(across).powi(2),
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

    /// The nearest seat; of equally near ones, that of the first place.
    pub(super) fn nearest(&self, from: &SurfacePoint, places: &[Place]) -> Option<Found> {
        let mut best = self.around(from);
        if best.least > self.sure {
            best = self.outward(from, best.first.or_else(|| self.guess(from))?);
        }
        let seat = best.first?;
        let metres = metres(from, seat, places)?;
        // A straight line is never longer than the geodesic.
        if best.next.sqrt() * EQUATORIAL_RADIUS > metres * SLACK {
            return Some(Found {
                metres,
                place: seat.place,
            });
        }
        self.within(from, metres, places).into_iter().next()
    }

    /// The best of the nine cells around a point.
    fn around(&self, from: &SurfacePoint) -> Best<'_> {
        let mut best = Best::default();
        let at = from.position();
        let own = self.row(at.lat());
        let window = Window {
            lon: at.lon(),
            aside: self.rows.get(own).map_or(0.0, |row| row.aside),
            ..Window::default()
        };
        let rows = own.saturating_sub(1)..=own + 1;
        for row in rows {
            self.look_in_row(row, &window, |seats| best.take(from, seats));
        }
        best
    }

    /// The best of all, given a seat not far off: goes row by row to either side, in a window that
    /// narrows with every nearer seat.
    fn outward<'a>(&'a self, from: &SurfacePoint, guess: &'a Seat) -> Best<'a> {
        let lat = from.position().lat();
        let mut best = Best::default();
        let mut window = Window::at(from);
        window.reach(arc(square(from.unit(), guess.unit)));
        let own = self.row(lat);
        for away in 0..self.rows.len() {
            let south = own.checked_sub(away).filter(|_| away > 0);
            let mut reached = false;
            for row in [Some(own + away), south].into_iter().flatten() {
                if self.gap(row, lat) <= window.rise {
                    reached = true;
                    let before = best.least;
                    self.look_in_row(row, &window, |seats| best.take(from, seats));
                    if best.least < before {
                        window.reach(arc(best.least));
                    }
                }
            }
            if !reached {
                break;
            }
        }
        best
    }

    /// A seat not far off: from the same cell, or the next one in its row to either side.
    fn guess(&self, from: &SurfacePoint) -> Option<&Seat> {
        let cell = self.cell(from.position());
        let from_here = self.bound(cell).saturating_sub(1);
        let to_there = self.bound(cell + 1);
        let near = self.seats.iter().take(to_there + 1).skip(from_here);
        near.min_by(|one, other| {
            square(from.unit(), one.unit).total_cmp(&square(from.unit(), other.unit))
        })
    }

    /// All seats within that many metres, the nearest first.
    pub(super) fn within(&self, from: &SurfacePoint, reach: f64, places: &[Place]) -> Vec<Found> {
        let straight = (reach / EQUATORIAL_RADIUS * SLACK).powi(2) + f64::MIN_POSITIVE;
        let mut window = Window::at(from);
        window.reach(reach / EQUATORIAL_RADIUS);
        let lat = from.position().lat();
        let mut found = Vec::new();
        let rows = self.row(lat - window.rise)..=self.row(lat + window.rise);
        for row in rows {
            self.look_in_row(row, &window, |seats| {
                for seat in seats {
                    if square(from.unit(), seat.unit) <= straight
                        && let Some(metres) = metres(from, seat, places)
                        && metres <= reach
                    {
                        let place = seat.place;
                        found.push(Found { metres, place });
                    }
                }
            });
        }
        found.sort_by(|a, b| a.metres.total_cmp(&b.metres).then(a.place.cmp(&b.place)));
        // A window all round may begin and end in one cell.
        found.dedup();
        found
    }

    /// Degrees of latitude to the row.
    fn gap(&self, row: usize, lat: f64) -> f64 {
        let south = self.south + self.height * count(row);
        (south - lat).max(lat - south - self.height)
    }

    /// Visits every seat of the row that may be in the window, and some that are not.
    fn look_in_row<'a>(&'a self, row: usize, window: &Window, mut see: impl FnMut(&'a [Seat])) {
        let Some(row) = self.rows.get(row) else {
            return;
        };
        if window.aside >= 180.0 {
            see(self.run(row, 0.0, self.breadth));
            return;
        }
        let start = turned(window.lon - window.aside - self.west);
        let end = start + 2.0 * window.aside;
        if start <= self.breadth {
            see(self.run(row, start, end));
        }
        // The window reaches past the western end.
        if end >= 360.0 {
            see(self.run(row, 0.0, end - 360.0));
        }
    }

    /// The seats of a row between two longitudes, counted from the west.
    fn run(&self, row: &Row, start: f64, end: f64) -> &[Seat] {
        let cell = |degrees: f64| row.first + whole(degrees * row.per_degree, row.columns - 1);
        self.seats
            .get(self.bound(cell(start))..self.bound(cell(end) + 1))
            .unwrap_or_default()
    }

    /// Where the seats of a cell begin.
    fn bound(&self, cell: usize) -> usize {
        let start = self.cells.get(cell).copied().unwrap_or_default();
        usize::try_from(start).unwrap_or(usize::MAX)
    }

    fn row(&self, lat: f64) -> usize {
        whole(
            (lat - self.south) * self.rows_per_degree,
            self.rows.len() - 1,
        )
    }

    fn cell(&self, at: Position) -> usize {
        let degrees = turned(at.lon() - self.west);
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
    // A little beyond the last seat, to allow for the rounding of the difference.
    (west, (360.0 - gap) * SLACK)
}

/// The length of a degree of longitude as a share of one of latitude.
fn shrink(lat: f64) -> f64 {
    lat.to_radians().cos().max(0.0)
}

/// How many degrees of latitude and longitude, to either side, a line of some length from a point
/// may cross.
#[derive(Default)]
struct Window {
    lon: f64,
    /// One over the cosine of the reduced latitude.
    slant: f64,
    rise: f64,
    aside: f64,
}

impl Window {
    fn at(from: &SurfacePoint) -> Self {
        let [x, y, _] = from.unit();
        Self {
            lon: from.position().lon(),
            slant: 1.0 / (x * x + y * y).sqrt(),
            rise: 180.0,
            aside: 360.0,
        }
    }

    /// For lines on the ellipsoid that are as long as an arc of the equator, in radians.
    fn reach(&mut self, arc: f64) {
        // Along any line, latitude changes by at most a radian per SHARPEST metres, and the arc on
        // the auxiliary sphere by at most one per POLAR_RADIUS.
        let rise = arc * (EQUATORIAL_RADIUS / SHARPEST);
        self.rise = rise.to_degrees() * SLACK + ROUNDING;
        // The sine of the difference in longitude is at most that of the arc over the cosine of the
        // latitude.
        let sine = arc * (EQUATORIAL_RADIUS / POLAR_RADIUS) * self.slant;
        // Beyond, the line may pass over the pole, so any longitude is in reach.
        self.aside = if sine < 1.0 {
            arcsine(sine).to_degrees() * SLACK + ROUNDING
        } else {
            360.0
        };
    }
}

/// An arc of the equator that is not shorter than the geodesic between two points whose straight
/// line has that square.
fn arc(square: f64) -> f64 {
    // On the auxiliary sphere the chord is longer by at most the flattening, and half the chord is
    // the sine of half the arc.
    const HALF: f64 = 0.5 / (1.0 - FLATTENING);
    2.0 * arcsine((square.sqrt() * HALF).min(1.0))
}

/// A straight line whose [`arc`] is not longer than the given one.
fn straight(arc: f64) -> f64 {
    let half = 0.5 * arc;
    let sine = half * (1.0 - EXCESS * half * half).max(0.0);
    2.0 * (1.0 - FLATTENING) * sine / SLACK
}

/// Never below the arcsine of a sine from 0 to 1: equal at both ends, up to 0.2 above in between.
fn arcsine(sine: f64) -> f64 {
    sine + EXCESS * sine * sine * sine
}

const EXCESS: f64 = std::f64::consts::FRAC_PI_2 - 1.0;

/// The same longitude from 0 to below 360 degrees. The input is at most one and a half turns off.
fn turned(degrees: f64) -> f64 {
    let mut degrees = degrees;
    while degrees < 0.0 {
        degrees += 360.0;
    }
    while degrees >= 360.0 {
        degrees -= 360.0;
    }
    degrees
}

/// The square of the straight line between two points, in equatorial radii.
fn square([x, y, z]: [f64; 3], other: [f64; 3]) -> f64 {
    let [to_x, to_y, to_z] = other;
    let (x, y, z) = (x - to_x, y - to_y, (z - to_z) * (1.0 - FLATTENING));
    x * x + y * y + z * z
}

/// The distance in metres, the same as between the two places.
fn metres(from: &SurfacePoint, seat: &Seat, places: &[Place]) -> Option<f64> {
    if let Some(metres) = series(from.unit(), seat.unit) {
        return Some(metres);
    }
    let place = places.get(usize::try_from(seat.place).ok()?)?;
    Some(from.metres_to(place.surface_point()?))
}

#[expect(clippy::cast_precision_loss, reason = "a size, for a rule of thumb")]
fn count(number: usize) -> f64 {
    number as f64
}

/// The whole part, from 0 to `most`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is out of range is what saturates"
)]
fn whole(value: f64, most: usize) -> usize {
    (value as usize).min(most)
}

#[cfg(test)]
mod tests {
    use super::{arc, arcsine, straight};

    /// What is too far off makes a search slow or, to the other side, wrong.
    #[test]
    fn arcs_and_straight_lines_enclose_each_other() {
        for percent in 0..=100 {
            let part = f64::from(percent) / 100.0;
            let above = arcsine(part) - part.asin();
            assert!((-1e-12..0.2).contains(&above), "{part}: {above}");
            let back = arc(straight(part).powi(2));
            assert!((0.9 * part..=part).contains(&back), "{part}: {back}");
        }
    }
}
