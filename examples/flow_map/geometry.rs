//! Points, boxes and circles on the page, in pixels, y downwards; and which of them overlap.

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Point {
    pub(crate) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(crate) fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The point so many pixels from here in the direction of the other.
    pub(crate) fn towards(self, other: Self, pixels: f64) -> Self {
        let whole = self.distance(other);
        if whole == 0.0 {
            return self;
        }
        self.between(other, pixels / whole)
    }

    /// The point at that fraction of the way to the other.
    pub(crate) fn between(self, other: Self, fraction: f64) -> Self {
        Self::new(
            self.x + (other.x - self.x) * fraction,
            self.y + (other.y - self.y) * fraction,
        )
    }

    pub(crate) fn plus(self, x: f64, y: f64) -> Self {
        Self::new(self.x + x, self.y + y)
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Circle {
    pub(crate) centre: Point,
    pub(crate) radius: f64,
}

impl Circle {
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.centre.distance(other.centre) < self.radius + other.radius
    }

    pub(crate) fn touches(self, line: Segment) -> bool {
        line.nearest(self.centre).distance(self.centre) < self.radius
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Rect {
    pub(crate) const fn new(left: f64, top: f64, width: f64, height: f64) -> Self {
        Self {
            left,
            top,
            right: left + width,
            bottom: top + height,
        }
    }

    pub(crate) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(crate) fn grown(self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    pub(crate) fn holds(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The point of the box that is nearest to that one.
    pub(crate) fn nearest(self, point: Point) -> Point {
        Point::new(
            point.x.clamp(self.left, self.right),
            point.y.clamp(self.top, self.bottom),
        )
    }

    pub(crate) fn overlaps_circle(self, circle: Circle) -> bool {
        self.nearest(circle.centre).distance(circle.centre) < circle.radius
    }

    /// Whether any of the line is inside.
    pub(crate) fn overlaps_line(self, line: Segment) -> bool {
        self.stretch([line.from, line.to])
            .is_some_and(|(enters, leaves)| enters < leaves)
    }

    /// The part of a line that is inside.
    pub(crate) fn part(self, [from, to]: [Point; 2]) -> Option<[Point; 2]> {
        let (enters, leaves) = self.stretch([from, to])?;
        let end = |share: f64, end: Point| match share {
            0.0 | 1.0 => end,
            _ => from.between(to, share),
        };
        (enters <= leaves).then(|| [end(enters, from), end(leaves, to)])
    }

    /// From which share of a line to which it is inside, the first greater where none of it is: the
    /// slab method of Kay and Kajiya (1986).
    fn stretch(self, [from, to]: [Point; 2]) -> Option<(f64, f64)> {
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (from, to, low, high) in [
            (from.x, to.x, self.left, self.right),
            (from.y, to.y, self.top, self.bottom),
        ] {
            let run = to - from;
            if run == 0.0 {
                if from < low || from > high {
                    return None;
                }
                continue;
            }
            let (first, second) = ((low - from) / run, (high - from) / run);
            enters = enters.max(first.min(second));
            leaves = leaves.min(first.max(second));
        }
        Some((enters, leaves))
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Segment {
    pub(crate) from: Point,
    pub(crate) to: Point,
}

impl Segment {
    pub(crate) const fn new(from: Point, to: Point) -> Self {
        Self { from, to }
    }

    /// The point of the line that is nearest to that one.
    pub(crate) fn nearest(self, point: Point) -> Point {
        let (x, y) = (self.to.x - self.from.x, self.to.y - self.from.y);
        let square = x * x + y * y;
        if square == 0.0 {
            return self.from;
        }
        let along = ((point.x - self.from.x) * x + (point.y - self.from.y) * y) / square;
        self.from.between(self.to, along.clamp(0.0, 1.0))
    }
}
