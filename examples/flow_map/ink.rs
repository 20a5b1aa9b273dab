//! Colours, lines and letters, as elements of an SVG. Coordinates are rounded to a tenth of a
//! pixel, so that the same dossier gives the same bytes everywhere.

use std::fmt::Write as _;
use svg::node::Node;
use svg::node::element::{
    Circle as Disc, Description, Line as Stroked, Path, Polygon, Rectangle, Text, Title,
};
use svg::{Document, node::Value};

use super::geometry::{Circle, Point, Segment};
use super::labels::Placed;
use super::lettering;

/// Distinguishable without red or green: after Okabe and Ito, Color Universal Design (2008),
/// darkened until text in them stands out from the paper by 4.5 to 1 (WCAG 2.2, 1.4.3).
pub(crate) mod colour {
    pub(crate) const PAPER: &str = "#fbfaf6";
    pub(crate) const BLACK: &str = "#1b1b1b";
    pub(crate) const GREY: &str = "#595959";
    pub(crate) const FAINT: &str = "#d3cec0";
    pub(crate) const LAND: &str = "#f1ede1";
    pub(crate) const COAST: &str = "#a3b4c0";
    pub(crate) const SEA: &str = "#5b7285";
    pub(crate) const BLUE: &str = "#005a96";
    pub(crate) const GREEN: &str = "#00745a";
    pub(crate) const PURPLE: &str = "#8a3a6b";
    pub(crate) const VERMILION: &str = "#b84300";
}

const FONTS: &str =
    "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', Roboto, 'Noto Sans', sans-serif";

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stroke {
    pub(crate) colour: &'static str,
    pub(crate) width: f64,
    /// Lengths of dashes and gaps; none for a solid line.
    pub(crate) dashes: Option<&'static str>,
}

impl Stroke {
    pub(crate) const fn solid(colour: &'static str, width: f64) -> Self {
        Self {
            colour,
            width,
            dashes: None,
        }
    }

    pub(crate) const fn dashed(colour: &'static str, width: f64, dashes: &'static str) -> Self {
        Self {
            colour,
            width,
            dashes: Some(dashes),
        }
    }

    fn assign(self, element: &mut impl Node) {
        element.assign("stroke", self.colour);
        element.assign("stroke-width", tenths(self.width));
        if let Some(dashes) = self.dashes {
            element.assign("stroke-dasharray", dashes);
        }
    }
}

/// How letters are drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letters {
    pub(crate) size: f64,
    pub(crate) bold: bool,
    pub(crate) colour: &'static str,
    pub(crate) italic: bool,
    /// `start`, `middle` or `end`: which part of the text is at the point.
    pub(crate) anchor: &'static str,
}

impl Letters {
    pub(crate) const fn plain(size: f64, colour: &'static str) -> Self {
        Self {
            size,
            bold: false,
            italic: false,
            colour,
            anchor: "start",
        }
    }

    pub(crate) const fn bold(size: f64, colour: &'static str) -> Self {
        Self {
            size,
            bold: true,
            italic: false,
            colour,
            anchor: "start",
        }
    }

    pub(crate) const fn italic(self) -> Self {
        Self {
            italic: true,
            ..self
        }
    }

    pub(crate) const fn anchored(self, anchor: &'static str) -> Self {
        Self { anchor, ..self }
    }
}

fn tenths(value: f64) -> Value {
    // No "-0".
    ((value * 10.0).round() / 10.0 + 0.0).into()
}

/// A text without a colour.
fn written(at: Point, text: &str, letters: Letters) -> Text {
    let mut drawn = Text::new(text)
        .set("x", tenths(at.x))
        .set("y", tenths(at.y))
        .set("font-size", letters.size);
    if letters.bold {
        drawn.assign("font-weight", 700);
    }
    if letters.italic {
        drawn.assign("font-style", "italic");
    }
    if letters.anchor != "start" {
        drawn.assign("text-anchor", letters.anchor);
    }
    drawn
}

/// The commands that draw a line through those points.
fn path(points: &[Point]) -> String {
    let mut data = String::new();
    for (index, point) in points.iter().enumerate() {
        data.push(match index {
            0 => 'M',
            1 => 'L',
            _ => ' ',
        });
        let (x, y) = (tenths(point.x), tenths(point.y));
        let _ = write!(data, "{x} {y}");
    }
    data
}

pub(crate) const WIDTH: f64 = 560.0;
pub(crate) const MARGIN: f64 = 20.0;
/// Between the margins.
pub(crate) const MEASURE: f64 = WIDTH - 2.0 * MARGIN;

/// A drawing that grows from the back to the front, and downwards.
pub(crate) struct Page {
    headline: String,
    standfirst: String,
    elements: Vec<Box<dyn Node>>,
}

impl Page {
    /// A page with its headline, which is also its title for those who cannot see it, and a few
    /// sentences below; and how far down they reach.
    pub(crate) fn headed(kicker: &str, headline: &str, standfirst: &str) -> (Self, f64) {
        let mut page = Self {
            headline: headline.to_owned(),
            standfirst: standfirst.to_owned(),
            elements: Vec::new(),
        };
        let top = Point::new(MARGIN, 20.0);
        let below = page.paragraph(top, kicker, Letters::bold(14.0, colour::SEA));
        let letters = Letters::bold(26.0, colour::BLACK);
        let below = page.paragraph(below.plus(0.0, 2.0), headline, letters);
        let letters = Letters::plain(15.5, colour::BLACK);
        let below = page.paragraph(below.plus(0.0, 6.0), standfirst, letters);
        (page, below.y)
    }

    /// The drawing as SVG, with its sources below, on paper of its own: so that it looks the same
    /// upon any background.
    pub(crate) fn footed(mut self, top: f64, sources: &str) -> String {
        let corner = Point::new(MARGIN, top);
        let rule = Segment::new(corner, corner.plus(MEASURE, 0.0));
        self.line(rule, Stroke::solid(colour::FAINT, 1.0));
        let letters = Letters::plain(14.0, colour::GREY);
        let foot = self.paragraph(corner.plus(0.0, 8.0), sources, letters);
        let (width, height) = (tenths(WIDTH), tenths(foot.y + 14.0));
        let description = svg::node::Text::new(self.standfirst);
        let paper = Rectangle::new()
            .set("width", width.clone())
            .set("height", height.clone())
            .set("fill", colour::PAPER);
        let mut document = Document::new()
            .set("viewBox", format!("0 0 {width} {height}"))
            .set("width", width)
            .set("height", height)
            .set("role", "img")
            .set("aria-labelledby", "title description")
            .set("font-family", FONTS)
            .add(Title::new(self.headline).set("id", "title"))
            .add(Description::new().set("id", "description").add(description))
            .add(paper);
        for element in self.elements {
            document.append(element);
        }
        format!("{document}\n")
    }

    pub(crate) fn line(&mut self, line: Segment, stroke: Stroke) {
        let mut drawn = Stroked::new()
            .set("x1", tenths(line.from.x))
            .set("y1", tenths(line.from.y))
            .set("x2", tenths(line.to.x))
            .set("y2", tenths(line.to.y));
        stroke.assign(&mut drawn);
        self.elements.push(Box::new(drawn));
    }

    /// A circle that is filled, as opaque as that, or not at all.
    pub(crate) fn circle(
        &mut self,
        circle: Circle,
        stroke: Stroke,
        fill: Option<(&'static str, f64)>,
    ) {
        let (fill, opacity) = fill.unwrap_or(("none", 1.0));
        let mut drawn = Disc::new()
            .set("cx", tenths(circle.centre.x))
            .set("cy", tenths(circle.centre.y))
            .set("r", tenths(circle.radius))
            .set("fill", fill);
        if opacity < 1.0 {
            drawn.assign("fill-opacity", opacity);
        }
        stroke.assign(&mut drawn);
        self.elements.push(Box::new(drawn));
    }

    pub(crate) fn polygon(&mut self, points: &[Point], fill: &'static str) {
        let points: Vec<String> = points
            .iter()
            .map(|p| format!("{},{}", tenths(p.x), tenths(p.y)))
            .collect();
        let drawn = Polygon::new()
            .set("points", points.join(" "))
            .set("fill", fill);
        self.elements.push(Box::new(drawn));
    }

    /// A text that begins, is centred or ends at a point of its baseline, on a halo of paper, so
    /// that it stays legible upon lines. The halo is a text of its own: a renderer that does not
    /// know `paint-order` would draw it over the letters.
    pub(crate) fn text(&mut self, at: Point, text: &str, letters: Letters) {
        let halo = written(at, text, letters)
            .set("fill", colour::PAPER)
            .set("stroke", colour::PAPER)
            .set("stroke-width", 3)
            .set("stroke-linejoin", "round")
            .set("aria-hidden", "true");
        self.elements.push(Box::new(halo));
        let drawn = written(at, text, letters).set("fill", letters.colour);
        self.elements.push(Box::new(drawn));
    }

    /// Areas that are filled; holes are rings that run the other way.
    pub(crate) fn areas(&mut self, rings: &[Vec<Point>], fill: &'static str) {
        let rings = rings.iter().filter(|ring| ring.len() > 2);
        let data: String = rings.map(|ring| path(ring) + "Z").collect();
        if !data.is_empty() {
            self.elements
                .push(Box::new(Path::new().set("d", data).set("fill", fill)));
        }
    }

    /// Lines of many points, as one element.
    pub(crate) fn lines(&mut self, lines: &[Vec<Point>], stroke: Stroke) {
        let lines = lines.iter().filter(|line| line.len() > 1);
        let data: String = lines.map(|line| path(line)).collect();
        if !data.is_empty() {
            let mut drawn = Path::new()
                .set("d", data)
                .set("fill", "none")
                .set("stroke-linejoin", "round");
            stroke.assign(&mut drawn);
            self.elements.push(Box::new(drawn));
        }
    }

    /// A paragraph from a corner down, between the margins; where the next one can begin.
    fn paragraph(&mut self, corner: Point, text: &str, letters: Letters) -> Point {
        let mut at = corner;
        for line in lettering::wrapped(text, letters.size, letters.bold, MEASURE) {
            self.text(at.plus(0.0, letters.size), &line, letters);
            at = at.plus(0.0, letters.size * 1.28);
        }
        at
    }

    /// An outline that is filled, and set off by paper from what it crosses.
    pub(crate) fn arrow(&mut self, outline: &[Point], fill: &'static str) {
        let points: Vec<String> = outline
            .iter()
            .map(|p| format!("{},{}", tenths(p.x), tenths(p.y)))
            .collect();
        let drawn = Polygon::new()
            .set("points", points.join(" "))
            .set("fill", fill)
            .set("stroke", colour::PAPER)
            .set("stroke-width", 1.5);
        self.elements.push(Box::new(drawn));
    }

    /// Every label where it was placed, with its leader.
    pub(crate) fn labels(&mut self, placed: &[Placed]) {
        for one in placed {
            if let Some(leader) = one.leader {
                self.line(leader, Stroke::solid(colour::GREY, 1.0));
            }
            for (at, line) in one.baselines() {
                let letters = Letters {
                    bold: line.bold,
                    ..Letters::plain(line.size, line.colour)
                };
                let anchor = if one.flush_right { "end" } else { "start" };
                self.text(at, &line.text, letters.anchored(anchor));
            }
        }
    }

    /// A triangle that points from one point to another, its tip at the other.
    pub(crate) fn arrowhead(&mut self, from: Point, tip: Point, length: f64, fill: &'static str) {
        let back = tip.towards(from, length);
        let (x, y) = ((tip.y - back.y) * 0.45, (back.x - tip.x) * 0.45);
        self.polygon(&[tip, back.plus(x, y), back.plus(-x, -y)], fill);
    }
}
