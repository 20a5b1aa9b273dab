//! The one distance function: the length of the geodesic on the WGS-84 ellipsoid.
//!
//! Up to 1,000 km this is the second-order series of P. D. Thomas, *Spheroidal Geodesics, Reference
//! Systems, & Local Geometry* (U.S. Naval Oceanographic Office SP-138, 1970), in terms of the
//! chord, which keeps short distances exact. Beyond, it is the exact algorithm of C. F. F. Karney,
//! *Algorithms for geodesics* (J. Geodesy 87, 2013), as implemented in `geo`. Where one takes over
//! from the other, they differ by less than 1 cm.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use geo::{Distance as _, Geodesic, Point};

use super::Position;
use crate::measure::Distance;

/// Equatorial radius of WGS-84, in metres (NGA.STND.0036).
pub(crate) const EQUATORIAL_RADIUS: f64 = 6_378_137.0;
/// Flattening of WGS-84 (NGA.STND.0036).
pub(crate) const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// The series is used up to this sin² of half the arc: a little over 1,000 km.
const SERIES_REACH: f64 = 0.0062;

/// A position with its trigonometry: the point of the auxiliary sphere at the position's reduced
/// latitude and longitude, as a unit vector.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SurfacePoint {
    position: Position,
    unit: [f64; 3],
}

impl Position {
    /// The length of the shortest line on the ellipsoid between the two positions.
    ///
    /// Accurate to 1 cm up to 1,000 km and to the last digits beyond; the same in both directions.
    pub fn distance_to(self, other: Self) -> Distance {
        SurfacePoint::at(self).distance_to(&SurfacePoint::at(other))
    }
}

impl SurfacePoint {
    pub(crate) fn at(position: Position) -> Self {
        let (sin_lat, cos_lat) = position.lat().to_radians().sin_cos();
        let (sin_lon, cos_lon) = position.lon().to_radians().sin_cos();
        // tan(reduced latitude) = (1 − f) tan(latitude)
        let sin_reduced = (1.0 - FLATTENING) * sin_lat;
        let scale = 1.0 / (sin_reduced * sin_reduced + cos_lat * cos_lat).sqrt();
        let cos_reduced = cos_lat * scale;
        Self {
            position,
            unit: [
                cos_reduced * cos_lon,
                cos_reduced * sin_lon,
                sin_reduced * scale,
            ],
        }
    }

    pub(crate) fn position(&self) -> Position {
        self.position
    }

    pub(crate) fn unit(&self) -> [f64; 3] {
        self.unit
    }

    pub(crate) fn distance_to(&self, other: &Self) -> Distance {
        distance(self.metres_to(other))
    }

    pub(crate) fn metres_to(&self, other: &Self) -> f64 {
        series(self.unit, other.unit).unwrap_or_else(|| exact(self.position, other.position))
    }

    /// The same point in space.
    pub(crate) fn in_space(&self) -> Space {
        let [x, y, z] = self.unit;
        [x, y, z * (1.0 - FLATTENING)]
    }

    /// Metres to the point of the ellipsoid under a point near its surface.
    pub(crate) fn metres_to_under(&self, point: Space) -> f64 {
        series(self.unit, unit_over(point))
            .unwrap_or_else(|| exact(self.position, position_under(point)))
    }
}

/// The point of the auxiliary sphere for a point near the surface.
fn unit_over([x, y, z]: Space) -> [f64; 3] {
    let z = z / (1.0 - FLATTENING);
    let scale = 1.0 / (x * x + y * y + z * z).sqrt();
    [x * scale, y * scale, z * scale]
}

/// The point of the ellipsoid in the same direction from its centre. For a point within a metre of
/// the surface, this is the nearest one.
pub(crate) fn position_under([x, y, z]: Space) -> Position {
    let narrowed = (1.0 - FLATTENING) * (1.0 - FLATTENING);
    let lat = z.atan2(narrowed * (x * x + y * y).sqrt()).to_degrees();
    Position::normalised(lat, y.atan2(x).to_degrees())
}

/// A point in space, in equatorial radii, the axis of rotation last: distances are true at the
/// poles and across the antimeridian too.
pub(crate) type Space = [f64; 3];

/// The distance for metres from this module's formulae, which are from 0 to half a meridian.
pub(crate) fn distance(metres: f64) -> Distance {
    Distance::from_metres(metres).unwrap_or(Distance::ZERO)
}

/// Metres between two points of the auxiliary sphere, or `None` if they are too far apart for the
/// series.
///
/// Thomas writes it with sines of means and differences of latitude. With unit vectors these are
/// `z₁ ± z₂` and the chord, so that only the square root is needed.
#[expect(clippy::many_single_char_names, reason = "Thomas's own letters")]
pub(crate) fn series([x1, y1, z1]: [f64; 3], [x2, y2, z2]: [f64; 3]) -> Option<f64> {
    let (dx, dy, dz) = (x2 - x1, y2 - y1, z2 - z1);
    // L = sin²(d/2), a quarter of the square of the chord.
    let l = 0.25 * (dx * dx + dy * dy + dz * dz);
    if l > SERIES_REACH {
        return None;
    }
    if l <= 0.0 {
        return Some(0.0);
    }
    let far = 1.0 - l;
    let sin_d = 2.0 * (l * far).sqrt();
    // d / sin d in powers of L; the first term left out is 2 × 10⁻¹⁴ at the reach.
    let t = 1.0
        + l * (2.0 / 3.0
            + l * (8.0 / 15.0 + l * (16.0 / 35.0 + l * (128.0 / 315.0 + l * (256.0 / 693.0)))));
    let sum = z1 + z2;
    let u = 0.5 * sum * sum / far;
    let v = 0.5 * dz * dz / l;
    let (x, y) = (u + v, u - v);
    let d = 4.0 * t * t;
    let e = 2.0 - 4.0 * l;
    let a = d * e;
    let b = 2.0 * d;
    let c = t - 0.5 * (a - e);
    let first = 0.25 * FLATTENING * (t * x - y);
    let second = FLATTENING * FLATTENING / 64.0 * (x * (a + c * x) - y * (b + e * y) + d * x * y);
    Some(EQUATORIAL_RADIUS * sin_d * (t - first + second))
}

/// Metres by the exact algorithm. The two are put in a fixed order, so that both directions give
/// the same bits.
pub(crate) fn exact(one: Position, other: Position) -> f64 {
    let (one, other) = (one.min(other), one.max(other));
    Geodesic.distance(Point::from(one), Point::from(other))
}

// A position determines its trigonometry.
impl PartialEq for SurfacePoint {
    fn eq(&self, other: &Self) -> bool {
        self.position == other.position
    }
}

impl Eq for SurfacePoint {}

impl PartialOrd for SurfacePoint {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SurfacePoint {
    fn cmp(&self, other: &Self) -> Ordering {
        self.position.cmp(&other.position)
    }
}

impl Hash for SurfacePoint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.position.hash(state);
    }
}
