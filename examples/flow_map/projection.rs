//! From degrees to pixels: Lambert's azimuthal equal-area projection around the middle of what is
//! drawn (Snyder, Map Projections: A Working Manual, USGS PP 1395, 1987, equations 24-2 to 24-4), or,
//! where that is more than a third of the way to the other side of the earth, the Equal Earth
//! projection (Šavrič, Patterson and Jenny, 2018).
//!
//! Both keep areas. The azimuthal one is stretched from the sphere to the ellipsoid's curvature at its
//! middle; how far its scale is off elsewhere, [`Map::distortion`] tells.

use corridor::Position;

use super::geometry::{Point, Rect};

/// WGS-84, in kilometres.
const SEMI_MAJOR: f64 = 6_378.137;
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// The radius of the sphere with the same surface.
const AUTHALIC: f64 = 6_371.007;
/// Beyond this angle from the middle, in degrees, a map is one of the world.
const WIDEST: f64 = 62.0;

#[derive(Debug, Clone, Copy)]
enum Projection {
    /// Around a latitude and a longitude, in degrees.
    Azimuthal(f64, f64),
    /// With that meridian in the middle.
    World(f64),
}

/// The point of the unit sphere, turned so that the middle lies on the last axis, east on the first,
/// and north on the second.
fn turned([lon, lat]: [f64; 2], middle: (f64, f64)) -> [f64; 3] {
    let (sine, cosine) = lat.to_radians().sin_cos();
    let (middle_sine, middle_cosine) = middle.0.to_radians().sin_cos();
    let (east, along) = (lon - middle.1).to_radians().sin_cos();
    [
        cosine * east,
        middle_cosine * sine - middle_sine * cosine * along,
        middle_sine * sine + middle_cosine * cosine * along,
    ]
}

/// Kilometres east of the middle and south of it, for a point of the turned sphere.
fn azimuthal([east, north, towards]: [f64; 3], latitude: f64) -> Point {
    // The other side of the earth is a circle, of which no point is drawn.
    let stretch = (2.0 / (1.0 + towards).max(1e-6)).sqrt();
    let e2 = FLATTENING * (2.0 - FLATTENING);
    let flat = 1.0 - e2 * latitude.to_radians().sin().powi(2);
    let across = SEMI_MAJOR / flat.sqrt();
    let along = across * (1.0 - e2) / flat;
    Point::new(stretch * east * across, -stretch * north * along)
}

/// Equal Earth, for degrees east of its meridian and degrees of latitude.
fn equal_earth([lon, lat]: [f64; 2]) -> Point {
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let root = 3.0_f64.sqrt();
    let angle = (root / 2.0 * lat.to_radians().sin()).asin();
    let (square, sixth) = (angle.powi(2), angle.powi(6));
    let slope = A[0] + 3.0 * A[1] * square + sixth * (7.0 * A[2] + 9.0 * A[3] * square);
    let x = 2.0 * root * lon.to_radians() * angle.cos() / (3.0 * slope);
    let y = angle * (A[0] + A[1] * square + sixth * (A[2] + A[3] * square));
    Point::new(x * AUTHALIC, -y * AUTHALIC)
}

/// Degrees east of a meridian, from −180 to 180.
pub(crate) fn east_of(meridian: f64, lon: f64) -> f64 {
    (lon - meridian + 540.0).rem_euclid(360.0) - 180.0
}

/// A stretch of the earth that fills a frame of the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Map {
    projection: Projection,
    /// The greatest angle between the middle and what is to be shown, in radians.
    reach: f64,
    middle: Point,
    pixels_per_km: f64,
}

impl Map {
    /// The largest map that shows all these positions inside the frame, in its middle, and at least
    /// that many kilometres from side to side; none of no positions.
    pub(crate) fn fitting(positions: &[Position], frame: Rect, least_km: f64) -> Option<Self> {
        let latitudes = positions.iter().map(|position| position.lat());
        let (south, north) = range(latitudes)?;
        let meridian = middle_longitude(positions)?;
        let middle = (f64::midpoint(south, north), meridian);
        let turned = |position: &Position| turned([position.lon(), position.lat()], middle);
        let angles = positions.iter().map(|position| turned(position)[2].acos());
        let reach = angles.fold(0.0, f64::max);
        let projection = if reach.to_degrees() > WIDEST {
            Projection::World(meridian)
        } else {
            Projection::Azimuthal(middle.0, middle.1)
        };
        let points: Vec<Point> = positions
            .iter()
            .map(|position| projection.km([position.lon(), position.lat()]))
            .collect();
        let (left, right) = range(points.iter().map(|point| point.x))?;
        let (top, bottom) = range(points.iter().map(|point| point.y))?;
        let across = frame.width() / (right - left).max(least_km);
        let pixels_per_km = across.min(frame.height() / (bottom - top).max(1e-9));
        let offset = |low: f64, high: f64| f64::midpoint(low, high) * pixels_per_km;
        Some(Self {
            projection,
            reach,
            middle: Point::new(
                f64::midpoint(frame.left, frame.right) - offset(left, right),
                f64::midpoint(frame.top, frame.bottom) - offset(top, bottom),
            ),
            pixels_per_km,
        })
    }

    pub(crate) fn at(&self, position: Position) -> Point {
        self.placed(self.projection.km([position.lon(), position.lat()]))
    }

    fn placed(&self, km: Point) -> Point {
        self.middle
            .plus(km.x * self.pixels_per_km, km.y * self.pixels_per_km)
    }

    /// So many kilometres, where the scale is true.
    pub(crate) fn pixels(&self, km: f64) -> f64 {
        km * self.pixels_per_km
    }

    /// The whole kilometres of so many pixels, where the scale is true.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no map is wider than the earth"
    )]
    pub(crate) fn km(&self, pixels: f64) -> u64 {
        (pixels / self.pixels_per_km) as u64
    }

    pub(crate) fn is_of_the_world(&self) -> bool {
        matches!(self.projection, Projection::World(_))
    }

    /// What a picture says of its projection.
    pub(crate) fn projection(&self) -> String {
        if self.is_of_the_world() {
            return "Equal Earth projection.".to_owned();
        }
        let hundredths = (self.distortion() * 1e4).ceil().max(1.0) / 100.0;
        let percent = if hundredths < 1.0 {
            hundredths
        } else {
            hundredths.ceil()
        };
        format!("Azimuthal equal-area projection, scale within {percent} %.")
    }

    /// The greatest error of the scale at the positions: half that of the areas in each direction,
    /// and what the curvature of the ellipsoid changes over that way.
    pub(crate) fn distortion(&self) -> f64 {
        1.0 / (self.reach / 2.0).cos() - 1.0 + 0.01 * self.reach
    }

    /// An area on the ground, as far as it is in the frame.
    pub(crate) fn areas(&self, ring: &[[f64; 2]], frame: Rect) -> Vec<Vec<Point>> {
        let rings: Vec<Vec<Point>> = match self.projection {
            Projection::Azimuthal(lat, lon) => {
                let rim = self.rim(frame);
                let ring: Vec<_> = ring.iter().map(|&at| turned(at, (lat, lon))).collect();
                let ring = cut(&ring, |at| at[2] - rim);
                vec![ring.iter().map(|&at| azimuthal(at, lat)).collect()]
            }
            Projection::World(meridian) => {
                let ring = unwrapped(ring, meridian);
                let copies = [-360.0, 0.0, 360.0].map(|turn| {
                    let copy: Vec<_> = ring.iter().map(|at| [at[0] + turn, at[1]]).collect();
                    let copy = cut(&cut(&copy, |at| at[0] + 180.0), |at| 180.0 - at[0]);
                    copy.into_iter().map(equal_earth).collect()
                });
                copies.into()
            }
        };
        let sides: [fn(&[f64; 2], Rect) -> f64; 4] = [
            |at, frame| at[0] - frame.left,
            |at, frame| frame.right - at[0],
            |at, frame| at[1] - frame.top,
            |at, frame| frame.bottom - at[1],
        ];
        let rings = rings.into_iter().map(|ring| {
            let points = ring.into_iter().map(|km| self.placed(km));
            let ring = points.map(|point| [point.x, point.y]).collect();
            let ring: Vec<[f64; 2]> = sides
                .iter()
                .fold(ring, |ring: Vec<_>, side| cut(&ring, |at| side(at, frame)));
            ring.into_iter().map(|[x, y]| Point::new(x, y)).collect()
        });
        rings.filter(|ring: &Vec<Point>| !ring.is_empty()).collect()
    }

    /// A line on the ground, as far as it is in the frame: in pieces.
    pub(crate) fn lines(&self, line: &[[f64; 2]], frame: Rect) -> Vec<Vec<Point>> {
        let rim = self.rim(frame);
        let mut pieces: Vec<Vec<Point>> = Vec::new();
        for (from, to) in line.iter().zip(line.iter().skip(1)) {
            let seen = match self.projection {
                Projection::Azimuthal(lat, lon) => [from, to]
                    .iter()
                    .all(|&&at| turned(at, (lat, lon))[2] > rim),
                Projection::World(meridian) => {
                    (east_of(meridian, from[0]) - east_of(meridian, to[0])).abs() < 180.0
                }
            };
            let ends = [from, to].map(|&at| self.placed(self.projection.km(at)));
            let Some([from, to]) = frame.part(ends).filter(|_| seen) else {
                continue;
            };
            match pieces.last_mut() {
                Some(piece) if piece.last() == Some(&from) => piece.push(to),
                _ => pieces.push(vec![from, to]),
            }
        }
        pieces
    }

    /// The least component towards the middle of what the frame shows.
    fn rim(&self, frame: Rect) -> f64 {
        let corners = [
            (frame.left, frame.top),
            (frame.right, frame.top),
            (frame.left, frame.bottom),
            (frame.right, frame.bottom),
        ];
        let distances = corners.map(|(x, y)| Point::new(x, y).distance(self.middle));
        let farthest = distances.into_iter().fold(0.0, f64::max) / self.pixels_per_km;
        let half = (farthest / (2.0 * AUTHALIC)).min(1.0).asin();
        ((2.0 * half).cos() - 0.01).max(-0.9)
    }
}

impl Projection {
    fn km(self, at: [f64; 2]) -> Point {
        match self {
            Self::Azimuthal(lat, lon) => azimuthal(turned(at, (lat, lon)), lat),
            Self::World(meridian) => equal_earth([east_of(meridian, at[0]), at[1]]),
        }
    }
}

/// The shortest way from one position to another over the sphere, in steps of about two degrees.
pub(crate) fn between(from: Position, to: Position) -> Vec<[f64; 2]> {
    let ends = [from, to].map(|end| turned([end.lon(), end.lat()], (0.0, 0.0)));
    let [first, last] = &ends;
    let across: f64 = first.iter().zip(last).map(|(one, other)| one * other).sum();
    let angle = across.clamp(-1.0, 1.0).acos();
    let mut way = vec![[from.lon(), from.lat()]];
    let mut part = 0.035;
    while part < angle {
        let shares = [(angle - part).sin(), part.sin()].map(|share| share / angle.sin());
        let mut at = *first;
        for (at, end) in at.iter_mut().zip(last) {
            *at = *at * shares[0] + end * shares[1];
        }
        let [east, north, towards] = at;
        way.push([east.atan2(towards).to_degrees(), north.asin().to_degrees()]);
        part += 0.035;
    }
    way.push([to.lon(), to.lat()]);
    way
}

/// The longitude in the middle of the narrowest stretch that holds all positions.
fn middle_longitude(positions: &[Position]) -> Option<f64> {
    let mut longitudes: Vec<f64> = positions.iter().map(|position| position.lon()).collect();
    longitudes.sort_by(f64::total_cmp);
    let (&first, &last) = (longitudes.first()?, longitudes.last()?);
    let mut widest = (first + 360.0 - last, f64::midpoint(first, last));
    for (&west, &east) in longitudes.iter().zip(longitudes.iter().skip(1)) {
        if east - west > widest.0 {
            widest = (east - west, f64::midpoint(west, east) + 180.0);
        }
    }
    Some(east_of(0.0, widest.1))
}

fn range(values: impl Iterator<Item = f64> + Clone) -> Option<(f64, f64)> {
    let low = values.clone().reduce(f64::min)?;
    Some((low, values.reduce(f64::max)?))
}

/// A ring east of a meridian, in which no step is longer than half the way round.
fn unwrapped(ring: &[[f64; 2]], meridian: f64) -> Vec<[f64; 2]> {
    let mut unwrapped: Vec<[f64; 2]> = Vec::with_capacity(ring.len());
    for &[lon, lat] in ring {
        let east = match unwrapped.last() {
            Some(before) => before[0] + east_of(before[0], lon - meridian),
            None => east_of(meridian, lon),
        };
        unwrapped.push([east, lat]);
    }
    unwrapped
}

/// The part of a ring on one side of a plane: Sutherland and Hodgman (1974).
fn cut<const N: usize>(ring: &[[f64; N]], side: impl Fn(&[f64; N]) -> f64) -> Vec<[f64; N]> {
    let mut kept = Vec::with_capacity(ring.len());
    let mut before = ring.last();
    for to in ring {
        if let Some(from) = before {
            let (out, home) = (side(from), side(to));
            if (out < 0.0) != (home < 0.0) {
                let share = out / (out - home);
                let mut at = *from;
                for (at, end) in at.iter_mut().zip(to) {
                    *at += (end - *at) * share;
                }
                kept.push(at);
            }
        }
        if side(to) >= 0.0 {
            kept.push(*to);
        }
        before = Some(to);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{Map, Point, Rect, azimuthal, cut, equal_earth, turned};
    use corridor::Position;

    const FRAME: Rect = Rect::new(0.0, 0.0, 500.0, 500.0);

    /// Snyder's worked example on the sphere, page 332: x = −4.2339303 and y = 4.0257775 for a
    /// radius of 3.
    #[test]
    fn agrees_with_the_worked_example() {
        let at = turned([100.0, -20.0], (40.0, -100.0));
        // North and south of the equator the ellipsoid has other radii: those are taken out again.
        let (flat, round) = (azimuthal(at, 0.0), azimuthal([1.0, 1.0, 1.0], 0.0));
        assert!(
            (flat.x / round.x * 3.0 + 4.233_930_3).abs() < 1e-6,
            "{}",
            flat.x
        );
        assert!(
            (flat.y / round.y * 3.0 - 4.025_777_5).abs() < 1e-6,
            "{}",
            flat.y
        );
    }

    /// The extent of the world, by the paper of Šavrič, Patterson and Jenny.
    #[test]
    fn the_world_is_about_twice_as_wide_as_high() {
        let (east, pole) = (equal_earth([180.0, 0.0]), equal_earth([0.0, 90.0]));
        assert!((east.x / -pole.y - 2.054_58).abs() < 1e-5);
    }

    #[test]
    fn distances_on_the_map_are_those_on_the_ground() -> Result<(), Box<dyn std::error::Error>> {
        let seats = [(14.905, -92.259), (15.319, -92.658), (16.236, -93.900)];
        let seats = seats.map(|(lat, lon)| Position::try_new(lat, lon));
        let [tapachula, escuintla, arriaga] = seats;
        let seats = [tapachula?, escuintla?, arriaga?];
        let map = Map::fitting(&seats, FRAME, 0.0).ok_or("no map")?;
        assert!(map.distortion() < 3e-4, "{}", map.distortion());
        for (from, to) in [(0, 1), (1, 2), (0, 2)] {
            let (from, to) = (seats[from], seats[to]);
            let drawn = map.at(from).distance(map.at(to));
            let ground = map.pixels(from.distance_to(to).km());
            assert!((drawn / ground - 1.0).abs() < 2e-4, "{drawn} for {ground}");
        }
        let north = map.at(seats[2]);
        assert!(north.y < map.at(seats[0]).y && north != Point::new(0.0, 0.0));
        Ok(())
    }

    #[test]
    fn the_antimeridian_is_no_edge() -> Result<(), Box<dyn std::error::Error>> {
        let (suva, apia) = (
            Position::try_new(-18.1, 178.4)?,
            Position::try_new(-13.8, -171.8)?,
        );
        let map = Map::fitting(&[suva, apia], FRAME, 0.0).ok_or("no map")?;
        assert!(map.at(suva).x < map.at(apia).x);
        let ground = map.pixels(suva.distance_to(apia).km());
        assert!((map.at(suva).distance(map.at(apia)) / ground - 1.0).abs() < 2e-3);
        let wider = Rect::new(-10.0, -10.0, 520.0, 520.0);
        let across = map.lines(&[[178.4, -18.1], [-171.8, -13.8]], wider);
        assert_eq!(across, [[map.at(suva), map.at(apia)]]);
        Ok(())
    }

    #[test]
    fn what_is_cut_stays_on_its_side() {
        let ring = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]];
        let left = cut(&ring, |at| 1.0 - at[0]);
        assert_eq!(left, [[0.0, 0.0], [1.0, 0.0], [1.0, 4.0], [0.0, 4.0]]);
        assert!(cut(&ring, |at| -1.0 - at[0]).is_empty());
    }
}
