//! Flows as arrows: as wide as people are many, bent so that there and back are apart, and side by
//! side where they leave or reach one country.

use std::error::Error;

use corridor::{CountryCode, Flow, FlowTable};

use super::geometry::{Circle, Point};

/// The radius of a country's dot.
pub(crate) const DOT: f64 = 6.0;
/// How wide an arrow is for a thousand people, in pixels.
pub(crate) const PER_THOUSAND: f64 = 0.5;
/// How far an arrow bends from the straight line, in parts of its length.
const BEND: f64 = 0.16;

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
    fn new(from: Point, to: Point, people: u64) -> Result<Self, std::num::TryFromIntError> {
        let (x, y) = (to.x - from.x, to.y - from.y);
        // Of a quadratic curve, the middle is half as far out as the knee.
        let knee = from.between(to, 0.5).plus(y * BEND * 2.0, -x * BEND * 2.0);
        Ok(Self {
            from: from.towards(knee, DOT + 2.0),
            knee,
            to: to.towards(knee, DOT + 2.0),
            width: f64::from(u32::try_from(people)?) / 1000.0 * PER_THOUSAND,
        })
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
        1.0 - (self.width * 1.1 + 9.0) / length
    }

    pub(crate) fn outline(&self) -> Vec<Point> {
        let (neck, half) = (self.neck(), self.width / 2.0);
        let steps = (0..=24).map(|step| f64::from(step) / 24.0 * neck);
        let left = steps.clone().map(|part| self.beside(part, half));
        let right = steps.rev().map(|part| self.beside(part, -half));
        let barb = half + self.width * 0.3 + 3.0;
        let head = [self.beside(neck, barb), self.to, self.beside(neck, -barb)];
        left.chain(head).chain(right).collect()
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
pub(crate) struct Drawn {
    pub(crate) flow: Flow<CountryCode>,
    pub(crate) arrow: Arrow,
    /// Whether its number is to be on its left side.
    pub(crate) is_leftmost: bool,
}

/// The arrows of a table, widest first; those that leave or reach one country lie side by side, in
/// the order of their headings.
pub(crate) fn arrows(
    table: &FlowTable<CountryCode>,
    seat: impl Fn(CountryCode) -> Result<Point, &'static str>,
) -> Result<Vec<Drawn>, Box<dyn Error>> {
    let mut straight = Vec::new();
    for flow in table.iter().filter(|flow| !flow.is_within()) {
        let (from, to) = (seat(flow.origin())?, seat(flow.destination())?);
        straight.push((flow, Arrow::new(from, to, flow.people().best())?));
    }
    let turned = |heading: f64, than: f64| (heading - than + 540.0).rem_euclid(360.0) - 180.0;
    let mut drawn: Vec<Drawn> = Vec::new();
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
    drawn.sort_by_key(|one| std::cmp::Reverse(one.flow.people().best()));
    Ok(drawn)
}

#[cfg(test)]
mod tests {
    use super::{Arrow, Point, arrows};
    use corridor::{Estimate, FlowTable};

    const HERE: Point = Point::new(100.0, 100.0);
    const THERE: Point = Point::new(400.0, 250.0);

    #[test]
    fn there_and_back_bend_to_opposite_sides() -> Result<(), Box<dyn std::error::Error>> {
        let (there, back) = (
            Arrow::new(HERE, THERE, 5_000)?,
            Arrow::new(THERE, HERE, 5_000)?,
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
        Ok(())
    }

    #[test]
    fn an_arrow_is_as_wide_as_people_are_many() -> Result<(), Box<dyn std::error::Error>> {
        let (few, many) = (
            Arrow::new(HERE, THERE, 10_000)?,
            Arrow::new(HERE, THERE, 30_000)?,
        );
        for arrow in [few, many] {
            let across = arrow
                .beside(0.4, arrow.width / 2.0)
                .distance(arrow.beside(0.4, -arrow.width / 2.0));
            assert!((across - arrow.width).abs() < 1e-9);
        }
        assert!((many.width / few.width - 3.0).abs() < 1e-9);
        Ok(())
    }

    #[test]
    fn who_leaves_one_country_leaves_side_by_side() -> Result<(), Box<dyn std::error::Error>> {
        let [us, mx, gt] = ["US", "MX", "GT"].map(str::parse::<corridor::CountryCode>);
        let (us, mx, gt) = (us?, mx?, gt?);
        let mut table = FlowTable::default();
        for (to, people) in [(mx, 40_000), (gt, 60_000)] {
            table.add(us, to, "2023", people)?;
        }
        table.add(us, us, "2023", Estimate::exactly(5))?;
        let drawn = arrows(&table, |country| {
            Ok(Point::new(0.0, 0.0).plus(
                if country == mx { 300.0 } else { 200.0 } * f64::from(u8::from(country != us)),
                if country == gt { 300.0 } else { 0.0 },
            ))
        })?;
        let [many, few] = drawn.as_slice() else {
            return Err("the flow within a country is not an arrow".into());
        };
        assert_eq!((many.flow.destination(), few.flow.destination()), (gt, mx));
        assert!(few.is_leftmost && !many.is_leftmost);
        let apart = many.arrow.at(0.0).distance(few.arrow.at(0.0));
        assert!(apart >= f64::midpoint(many.arrow.width, few.arrow.width) * 0.9);
        Ok(())
    }
}
