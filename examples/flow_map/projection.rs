//! From degrees to pixels: Lambert's conformal conic on the WGS-84 ellipsoid, after Snyder, Map
//! Projections: A Working Manual (USGS PP 1395, 1987), equations 14-15, 15-1 to 15-4, 15-7 to 15-9.
//!
//! Shapes and bearings are kept; the scale is true along two parallels, a sixth of the way in from
//! the north and from the south. How far it is off elsewhere, [`Map::distortion`] tells.

use corridor::Position;

use super::geometry::{Point, Rect};

/// WGS-84, in kilometres.
const SEMI_MAJOR: f64 = 6_378.137;
const FLATTENING: f64 = 1.0 / 298.257_223_563;

#[derive(Debug, Clone, Copy)]
struct Conic {
    cone: f64,
    scale: f64,
    meridian: f64,
}

/// The cosine of the latitude over the radius of curvature, equation 14-15.
fn parallel(latitude: f64) -> f64 {
    let e2 = FLATTENING * (2.0 - FLATTENING);
    latitude.cos() / (1.0 - e2 * latitude.sin().powi(2)).sqrt()
}

/// The isometric colatitude, equation 15-9.
fn colatitude(latitude: f64) -> f64 {
    let e = (FLATTENING * (2.0 - FLATTENING)).sqrt();
    let sine = e * latitude.sin();
    (std::f64::consts::FRAC_PI_4 - latitude / 2.0).tan()
        / ((1.0 - sine) / (1.0 + sine)).powf(e / 2.0)
}

impl Conic {
    /// True along two parallels, in degrees.
    fn new([south, north]: [f64; 2], meridian: f64) -> Self {
        let (south, north) = (south.to_radians(), north.to_radians());
        let cone = if north - south < 1e-6 {
            south.sin()
        } else {
            (parallel(south) / parallel(north)).ln() / (colatitude(south) / colatitude(north)).ln()
        };
        Self {
            cone,
            scale: SEMI_MAJOR * parallel(south) / (cone * colatitude(south).powf(cone)),
            meridian,
        }
    }

    fn radius(self, latitude: f64) -> f64 {
        self.scale * colatitude(latitude.to_radians()).powf(self.cone)
    }

    /// Kilometres east of the meridian and south of the pole of the cone.
    fn at(self, position: Position) -> Point {
        let turn = self.cone * (position.lon() - self.meridian).to_radians();
        let radius = self.radius(position.lat());
        Point::new(radius * turn.sin(), radius * turn.cos())
    }

    /// The scale in any direction, 1 where it is true.
    fn factor(self, latitude: f64) -> f64 {
        self.radius(latitude) * self.cone / (SEMI_MAJOR * parallel(latitude.to_radians()))
    }
}

/// A stretch of the earth that fills a frame of the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Map {
    conic: Conic,
    south: f64,
    north: f64,
    offset: Point,
    pixels_per_km: f64,
}

impl Map {
    /// The largest map that shows all these positions inside the frame, in its middle; none of no
    /// positions.
    pub(crate) fn fitting(positions: &[Position], frame: Rect) -> Option<Self> {
        let least = |of: fn(Position) -> f64| positions.iter().map(|&p| of(p)).reduce(f64::min);
        let most = |of: fn(Position) -> f64| positions.iter().map(|&p| of(p)).reduce(f64::max);
        let (south, north) = (least(Position::lat)?, most(Position::lat)?);
        let (west, east) = (least(Position::lon)?, most(Position::lon)?);
        let sixth = (north - south) / 6.0;
        let conic = Conic::new([south + sixth, north - sixth], f64::midpoint(west, east));
        let points: Vec<Point> = positions.iter().map(|&p| conic.at(p)).collect();
        let range = |of: fn(&Point) -> f64| {
            let low = points.iter().map(of).reduce(f64::min)?;
            let high = points.iter().map(of).reduce(f64::max)?;
            Some((low, high))
        };
        let ((left, right), (top, bottom)) = (range(|p| p.x)?, range(|p| p.y)?);
        let across = frame.width() / (right - left).max(1e-9);
        let down = frame.height() / (bottom - top).max(1e-9);
        let pixels_per_km = across.min(down);
        let middle = |low: f64, high: f64| f64::midpoint(low, high) * pixels_per_km;
        Some(Self {
            conic,
            south,
            north,
            offset: Point::new(
                f64::midpoint(frame.left, frame.right) - middle(left, right),
                f64::midpoint(frame.top, frame.bottom) - middle(top, bottom),
            ),
            pixels_per_km,
        })
    }

    pub(crate) fn at(&self, position: Position) -> Point {
        let km = self.conic.at(position);
        self.offset
            .plus(km.x * self.pixels_per_km, km.y * self.pixels_per_km)
    }

    /// So many kilometres, where the scale is true.
    pub(crate) fn pixels(&self, km: f64) -> f64 {
        km * self.pixels_per_km
    }

    /// The greatest error of the scale between the southernmost and the northernmost position.
    pub(crate) fn distortion(&self) -> f64 {
        let middle = f64::midpoint(self.south, self.north);
        [self.south, middle, self.north]
            .map(|latitude| (self.conic.factor(latitude) - 1.0).abs())
            .into_iter()
            .fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::{Conic, Map, Point, Rect};
    use corridor::Position;

    /// Snyder's worked example on the Clarke 1866 ellipsoid, page 296, has x = 1,894,410.9 m and
    /// y = 1,564,649.5 m; WGS-84 differs from that by less than 200 m here.
    #[test]
    fn agrees_with_the_worked_example() -> Result<(), Box<dyn std::error::Error>> {
        let conic = Conic::new([33.0, 45.0], -96.0);
        let point = conic.at(Position::try_new(35.0, -75.0)?);
        let origin = conic.at(Position::try_new(23.0, -96.0)?);
        assert!((point.x - 1_894.411).abs() < 0.2, "{}", point.x);
        assert!(
            (origin.y - point.y - 1_564.650).abs() < 0.2,
            "{}",
            origin.y - point.y
        );
        Ok(())
    }

    #[test]
    fn distances_on_the_map_are_those_on_the_ground() -> Result<(), Box<dyn std::error::Error>> {
        let seats = [(14.905, -92.259), (15.319, -92.658), (16.236, -93.900)];
        let seats = seats.map(|(lat, lon)| Position::try_new(lat, lon));
        let [tapachula, escuintla, arriaga] = seats;
        let seats = [tapachula?, escuintla?, arriaga?];
        let map = Map::fitting(&seats, Rect::new(0.0, 0.0, 500.0, 500.0)).ok_or("no map")?;
        assert!(map.distortion() < 1e-4, "{}", map.distortion());
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
}
