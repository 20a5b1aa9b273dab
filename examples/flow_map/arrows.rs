//! Flows as arrows: as wide as people are many, bent so that there and back are apart, side by side
//! where they leave or reach one zone, and clear of each other's heads as far as their bends allow.

use corridor::Flow;
use corridor::analysis::Zone;

use super::geometry::{Circle, Point};

/// The radius of a zone's dot.
pub(crate) const DOT: f64 = 6.0;
/// How far an arrow bends from the straight line, in parts of its length: the first that keeps it
/// off the heads of others.
const BENDS: [f64; 6] = [0.16, 0.22, 0.1, 0.3, 0.05, 0.38];
/// No arrow is thinner, in pixels.
pub(crate) const THINNEST: f64 = 0.8;

/// A curve that leaves its straight line to the left of who walks along it, so that the way there
/// and the way back are on opposite sides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arrow {
    from: Point,
    knee: Point,
    to: Point,
    pub(crate) width: f64,
}

impl Arrow {
    fn new(from: Point, to: Point, width: f64, bend: f64) -> Self {
        let (x, y) = (to.x - from.x, to.y - from.y);
        // Of a quadratic curve, the middle is half as far out as the knee.
        let knee = from.between(to, 0.5).plus(y * bend * 2.0, -x * bend * 2.0);
        let gap = (DOT + 2.0).min(from.distance(to) / 6.0);
        Self {
            from: from.towards(knee, gap),
            knee,
            to: to.towards(knee, gap),
            // A short arrow that was as wide as it is long would be a blot.
            width: width.min(from.distance(to) / 4.0),
        }
    }

    /// Where it heads at its beginning and at its end, in degrees clockwise from east.
    fn headings(&self) -> [f64; 2] {
        [(self.from, self.knee), (self.knee, self.to)]
            .map(|(from, to)| (to.y - from.y).atan2(to.x - from.x).to_degrees())
    }

    /// The arrow with its ends moved to the left, so that those of one country lie side by side.
    fn shifted(self, from: f64, to: f64) -> Self {
        let [out, home] = self.headings().map(f64::to_radians);
        let left = |point: Point, heading: f64, by: f64| {
            point.plus(heading.sin() * by, -heading.cos() * by)
        };
        Self {
            from: left(self.from, out, from),
            to: left(self.to, home, to),
            ..self
        }
    }

    pub(crate) fn at(&self, part: f64) -> Point {
        let (first, second) = (
            self.from.between(self.knee, part),
            self.knee.between(self.to, part),
        );
        first.between(second, part)
    }

    /// The point so far from the middle line, to the left, at that part of the way.
    fn beside(&self, part: f64, left: f64) -> Point {
        let at = self.at(part);
        let (before, after) = (
            self.at((part - 0.01).max(0.0)),
            self.at((part + 0.01).min(1.0)),
        );
        let length = before.distance(after);
        at.plus(
            (after.y - before.y) / length * left,
            -(after.x - before.x) / length * left,
        )
    }

    /// Where the head begins: as long as the head is wide.
    fn neck(&self) -> f64 {
        let length = self.from.distance(self.knee) + self.knee.distance(self.to);
        (1.0 - (self.width * 1.1 + 9.0) / length.max(1.0)).max(0.3)
    }

    /// How far the head reaches to either side.
    fn barb(&self) -> f64 {
        self.width * 0.8 + 3.0
    }

    pub(crate) fn outline(&self) -> Vec<Point> {
        let (neck, half) = (self.neck(), self.width / 2.0);
        let steps = (0..=24).map(|step| f64::from(step) / 24.0 * neck);
        let left = steps.clone().map(|part| self.beside(part, half));
        let right = steps.rev().map(|part| self.beside(part, -half));
        left.chain(self.head()).chain(right).collect()
    }

    pub(crate) fn head(&self) -> [Point; 3] {
        let (neck, barb) = (self.neck(), self.barb());
        [self.beside(neck, barb), self.to, self.beside(neck, -barb)]
    }

    /// How much of the arrow crosses the head of another: so many of its 21 parts.
    fn crossed_head(&self, other: &Self) -> usize {
        let (neck, to) = (other.at(other.neck()), other.to);
        let head = Circle {
            centre: neck.between(to, 0.4),
            radius: (neck.distance(to) * 0.5).max(other.barb()) + 1.0,
        };
        self.reach().filter(|&part| part.overlaps(head)).count()
    }

    /// How many of its parts lie upon another arrow.
    fn covered(&self, other: &Self) -> usize {
        let touch = (self.width + other.width) * 0.3;
        let lies_upon = |part: &Circle| {
            other
                .reach()
                .any(|on| on.centre.distance(part.centre) < touch)
        };
        self.reach().filter(lies_upon).count()
    }

    /// What labels must not cover.
    pub(crate) fn reach(&self) -> impl Iterator<Item = Circle> {
        let parts = (0..=20).map(|step| f64::from(step) / 20.0);
        parts.map(|part| Circle {
            centre: self.at(part),
            radius: self.width / 2.0 + 3.0,
        })
    }
}

/// A flow as it is drawn.
pub(crate) struct Drawn<Z> {
    pub(crate) flow: Flow<Z>,
    pub(crate) arrow: Arrow,
    /// Whether its number is to be on its left side.
    pub(crate) is_leftmost: bool,
}

/// The arrows of flows between zones; those that leave or reach one zone lie side by side, in the
/// order of their headings.
pub(crate) fn arrows<Z: Zone>(
    flows: &[Flow<Z>],
    seat: impl Fn(Z) -> Option<Point>,
    width: impl Fn(u64) -> f64,
) -> Option<Vec<Drawn<Z>>> {
    let mut straight = Vec::new();
    for &flow in flows {
        straight.push(Straight {
            flow,
            ends: (seat(flow.origin())?, seat(flow.destination())?),
            width: width(flow.people().best()),
            bend: BENDS[0],
        });
    }
    // One arrow after another takes another bend, as long as one crosses less with it.
    for _ in 0..flows.len() {
        let now = side_by_side(&straight);
        let mut best = None;
        for index in 0..straight.len() {
            let before = crossings(&now, index);
            for bend in BENDS.into_iter().filter(|_| before > 0) {
                let mut bent = straight.clone();
                if let Some(one) = bent.get_mut(index) {
                    one.bend = bend;
                }
                let gain = before.saturating_sub(crossings(&side_by_side(&bent), index));
                if gain > best.as_ref().map_or(0, |&(most, _)| most) {
                    best = Some((gain, bent));
                }
            }
        }
        match best {
            Some((_, bent)) => straight = bent,
            None => break,
        }
    }
    Some(side_by_side(&straight))
}

/// A flow between two points, and how it is to be drawn.
#[derive(Clone)]
struct Straight<Z> {
    flow: Flow<Z>,
    ends: (Point, Point),
    width: f64,
    bend: f64,
}

/// How much of an arrow crosses others, and most of all how much of it their heads, and of them its
/// own.
fn crossings<Z>(drawn: &[Drawn<Z>], index: usize) -> usize {
    let Some(Drawn { arrow, .. }) = drawn.get(index) else {
        return 0;
    };
    let others = drawn
        .iter()
        .enumerate()
        .filter(|&(other, _)| other != index);
    let crossed = others.map(|(_, Drawn { arrow: other, .. })| {
        let heads = arrow.crossed_head(other) + other.crossed_head(arrow);
        heads * 4 + arrow.covered(other)
    });
    crossed.sum()
}

fn side_by_side<Z: Zone>(flows: &[Straight<Z>]) -> Vec<Drawn<Z>> {
    let bent = flows.iter().map(|one| {
        let (from, to) = one.ends;
        (one.flow, Arrow::new(from, to, one.width, one.bend))
    });
    let straight: Vec<(Flow<Z>, Arrow)> = bent.collect();
    let turned = |heading: f64, than: f64| (heading - than + 540.0).rem_euclid(360.0) - 180.0;
    let mut drawn = Vec::with_capacity(straight.len());
    for (flow, arrow) in &straight {
        let [out, home] = arrow.headings();
        let (mut before, mut after, mut nearer, mut farther) = (0.0, 0.0, 0.0, 0.0);
        for (other, beside) in straight.iter().filter(|(other, _)| other != flow) {
            let [their_out, their_home] = beside.headings();
            if other.origin() == flow.origin() {
                let is_left = turned(their_out, out) < 0.0;
                *if is_left { &mut before } else { &mut after } += beside.width;
            }
            if other.destination() == flow.destination() {
                // Who comes in from the left heads to the right.
                let is_left = turned(their_home, home) > 0.0;
                *if is_left { &mut nearer } else { &mut farther } += beside.width;
            }
        }
        drawn.push(Drawn {
            flow: *flow,
            arrow: arrow.shifted((after - before) / 2.0, (farther - nearer) / 2.0),
            is_leftmost: before == 0.0,
        });
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::{Arrow, BENDS, Point, arrows};
    use corridor::{CountryCode, Flow, FlowTable};

    const HERE: Point = Point::new(100.0, 100.0);
    const THERE: Point = Point::new(400.0, 250.0);

    #[test]
    fn there_and_back_bend_to_opposite_sides() {
        let (there, back) = (
            Arrow::new(HERE, THERE, 2.5, BENDS[0]),
            Arrow::new(THERE, HERE, 2.5, BENDS[0]),
        );
        let side = |arrow: &Arrow| {
            let at = arrow.at(0.5);
            (THERE.x - HERE.x) * (at.y - HERE.y) - (THERE.y - HERE.y) * (at.x - HERE.x)
        };
        assert!(side(&there) < -1.0 && side(&back) > 1.0);
        for step in 0..=20 {
            let part = f64::from(step) / 20.0;
            assert!(there.at(part).distance(back.at(1.0 - part)) > 0.5 * (there.width.min(1.0)));
        }
    }

    #[test]
    fn an_arrow_is_as_wide_as_people_are_many() {
        for width in [5.0, 15.0] {
            let arrow = Arrow::new(HERE, THERE, width, BENDS[0]);
            let across = arrow
                .beside(0.4, arrow.width / 2.0)
                .distance(arrow.beside(0.4, -arrow.width / 2.0));
            assert!((across - width).abs() < 1e-9);
        }
    }

    /// Seats: the origin in a corner, one destination to the right, one below it.
    fn corners(country: CountryCode) -> Option<Point> {
        match country.as_str() {
            "US" => Some(Point::new(0.0, 0.0)),
            "MX" => Some(Point::new(300.0, 0.0)),
            "GT" => Some(Point::new(200.0, 300.0)),
            _ => None,
        }
    }

    fn pixels(people: u64) -> f64 {
        u32::try_from(people).map_or(0.0, f64::from)
    }

    fn flows(of: &[(&str, &str, u64)]) -> Result<Vec<Flow<CountryCode>>, corridor::Error> {
        let mut table = FlowTable::default();
        for &(from, to, people) in of {
            table.add(from, to, "2023", people)?;
        }
        Ok(table.top(of.len()))
    }

    #[test]
    fn who_leaves_one_country_leaves_side_by_side() -> Result<(), Box<dyn std::error::Error>> {
        let flows = flows(&[("US", "MX", 40), ("US", "GT", 60), ("US", "US", 5)])?;
        let drawn = arrows(&flows, corners, |people| pixels(people) / 2.0).ok_or("no seat")?;
        let [many, few] = drawn.as_slice() else {
            return Err("the flow within a country is not an arrow".into());
        };
        assert_eq!(many.flow.destination().as_str(), "GT");
        assert!(few.is_leftmost && !many.is_leftmost);
        let apart = many.arrow.at(0.0).distance(few.arrow.at(0.0));
        assert!(apart >= f64::midpoint(many.arrow.width, few.arrow.width) * 0.9);
        Ok(())
    }

    #[test]
    fn an_arrow_bends_off_the_heads_of_others() -> Result<(), Box<dyn std::error::Error>> {
        // With the first bend, the arrow to the farther one of two in line crosses a head.
        let in_line = |country: CountryCode| match country.as_str() {
            "US" => Some(Point::new(0.0, 0.0)),
            "MX" => Some(Point::new(260.0, -80.0)),
            _ => Some(Point::new(500.0, 0.0)),
        };
        let flows = flows(&[("US", "MX", 40), ("US", "GT", 20)])?;
        let drawn = arrows(&flows, in_line, |people| pixels(people) / 4.0).ok_or("no seat")?;
        let heads: usize = drawn
            .iter()
            .flat_map(|one| drawn.iter().map(move |other| (one, other)))
            .filter(|(one, other)| one.flow != other.flow)
            .map(|(one, other)| one.arrow.crossed_head(&other.arrow))
            .sum();
        assert_eq!(heads, 0);
        let ends = [(0.0, 0.0, 260.0, -80.0, 10.0), (0.0, 0.0, 500.0, 0.0, 5.0)];
        let [one, other] = ends.map(|(x, y, to_x, to_y, width)| {
            Arrow::new(Point::new(x, y), Point::new(to_x, to_y), width, BENDS[0])
        });
        assert!(other.crossed_head(&one) > 0);
        Ok(())
    }
}
