//! People as circles: the area is the number as stated, thin rings are the least and the most that
//! it allows, and a dashed ring says that no upper limit is stated.

use corridor::Estimate;

use super::geometry::{Circle, Point};
use super::ink::{Page, Stroke};

/// How far the dashed ring is out, in parts of the radius of what is stated.
const OPEN: f64 = 1.18;

/// How large a circle is for so many people.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    radius_of_one: f64,
}

impl Scale {
    /// So many people have that radius, in pixels.
    pub(crate) fn new(people: u64, radius: f64) -> Self {
        Self {
            radius_of_one: radius / root(people),
        }
    }

    pub(crate) fn radius(self, people: u64) -> f64 {
        root(people) * self.radius_of_one
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a tenth of a pixel is no matter of single people"
)]
fn root(people: u64) -> f64 {
    (people as f64).sqrt()
}

/// A number of people at a point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Crowd {
    pub(crate) centre: Point,
    pub(crate) people: Estimate,
    /// Whether some report says "more than".
    pub(crate) is_open: bool,
    pub(crate) colour: &'static str,
    /// Whether they are still there.
    pub(crate) is_present: bool,
}

impl Crowd {
    /// The circle that nothing else may cross.
    pub(crate) fn reach(&self, scale: Scale) -> Circle {
        let most = self.people.high().unwrap_or(self.people.best());
        let open = if self.is_open {
            scale.radius(self.people.best()) * OPEN
        } else {
            0.0
        };
        Circle {
            centre: self.centre,
            radius: scale.radius(most).max(open) + 1.5,
        }
    }

    pub(crate) fn draw(&self, page: &mut Page, scale: Scale) {
        let circle = |people| Circle {
            centre: self.centre,
            radius: scale.radius(people),
        };
        let (low, best) = (circle(self.people.low()), circle(self.people.best()));
        let opacity = if self.is_present { 0.24 } else { 0.1 };
        page.circle(
            best,
            Stroke::solid(self.colour, 2.0),
            Some((self.colour, opacity)),
        );
        if low.radius < best.radius {
            page.circle(low, Stroke::solid(self.colour, 0.8), None);
        }
        if let Some(most) = self.people.high().filter(|&most| most > self.people.best()) {
            page.circle(circle(most), Stroke::solid(self.colour, 0.8), None);
        }
        if self.is_open {
            let ring = Circle {
                radius: best.radius * OPEN,
                ..best
            };
            page.circle(ring, Stroke::dashed(self.colour, 1.2, "2 4"), None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn the_area_is_the_number() {
        let scale = Scale::new(10_000, 42.0);
        let area = |people| scale.radius(people).powi(2);
        assert!((scale.radius(10_000) - 42.0).abs() < 1e-9);
        assert!((area(6_000) / area(4_000) - 1.5).abs() < 1e-9);
    }
}
