//! The second picture: a table of flows as arrows, as wide as people are many.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;

use corridor::analysis::Zone;
use corridor::{Estimate, Flow, FlowTable, Position};

use super::arrows::{DOT, Drawn, THINNEST, arrows};
use super::geometry::{Circle, Point, Rect, Segment};
use super::ground;
use super::ink::{Letters, MARGIN, MEASURE, Page, Stroke, colour};
use super::labels::{self, Label, Line, Obstacles};
use super::lettering;
use super::projection::Map;

/// How wide the widest arrow is, in pixels.
const WIDEST: f64 = 28.0;
/// A map of two towns shows where in the country they are.
const LEAST_KM: f64 = 250.0;
/// Of the zones that most leave; all others are grey.
const COLOURS: [&str; 3] = [colour::BLUE, colour::VERMILION, colour::GREEN];

/// What is written around the map.
pub(crate) struct Words {
    pub(crate) kicker: String,
    pub(crate) headline: String,
    pub(crate) standfirst: String,
    /// What the arrows count: "returns", "people".
    pub(crate) unit: &'static str,
    pub(crate) sources: String,
}

/// Who moves between places that have a name and a position.
pub(crate) struct Picture<'t, Z> {
    /// All flows over the whole time.
    pub(crate) table: &'t FlowTable<Z>,
    /// Those that are drawn as arrows, widest first.
    pub(crate) flows: &'t [Flow<Z>],
    pub(crate) ends: &'t BTreeMap<Z, (String, Position)>,
}

pub(crate) fn counted(people: Estimate) -> String {
    Estimate::exactly(people.best()).to_string()
}

impl<Z: Zone> Picture<'_, Z> {
    /// The picture, as SVG.
    pub(crate) fn draw(&self, words: &Words) -> Result<String, Box<dyn Error>> {
        let (mut page, below) = Page::headed(&words.kicker, &words.headline, &words.standfirst);
        let frame = Rect::new(MARGIN, below + 10.0, MEASURE, 456.0);
        let positions: Vec<Position> = self.shown().map(|(_, (_, position))| *position).collect();
        let inner = Rect::new(frame.left + 50.0, frame.top + 36.0, MEASURE - 120.0, 366.0);
        let map = Map::fitting(&positions, inner, LEAST_KM).ok_or("nowhere to draw")?;
        ground::land(&mut page, &map, frame)?;
        let (left_out, is_thinner) = self.draw_map(&mut page, &map, frame, words.unit)?;
        let mut text = words.sources.clone();
        text.push(' ');
        text += &labels::no_room(&left_out);
        if is_thinner {
            text.push_str("Short arrows are thinner than their numbers. ");
        }
        let _ = write!(
            text,
            "Arrows join places and are not the ways taken. {} {} Computed and drawn with corridor.",
            ground::CREDIT,
            map.projection(),
        );
        Ok(page.footed(frame.bottom + 8.0, text.trim_start()))
    }

    /// The zones that an arrow or a number is about.
    fn shown(&self) -> impl Iterator<Item = (&Z, &(String, Position))> {
        self.ends.iter().filter(|(zone, _)| {
            let ends = self
                .flows
                .iter()
                .flat_map(|flow| [flow.origin(), flow.destination()]);
            ends.chain(self.within()).any(|end| end == **zone)
        })
    }

    /// The zones within which people moved.
    fn within(&self) -> impl Iterator<Item = Z> {
        let within = self.table.iter().filter(Flow::is_within);
        within.map(|flow| flow.origin())
    }

    /// The most numerous flow has the widest arrow.
    fn width(&self, people: u64) -> f64 {
        let most = self.flows.iter().map(|flow| flow.people().best()).max();
        #[expect(clippy::cast_precision_loss, reason = "a pixel is many people")]
        let share = people as f64 / most.unwrap_or_default().max(1) as f64;
        (share * WIDEST).max(THINNEST)
    }

    fn colours(&self) -> BTreeMap<Z, &'static str> {
        let nets = self
            .table
            .nets()
            .map(|(zone, net)| (net.outflow().best(), zone));
        let mut origins: Vec<(u64, Z)> = nets.collect();
        origins.sort_by(|one, other| other.cmp(one));
        let first = origins.into_iter().map(|(_, zone)| zone);
        first.zip(COLOURS).collect()
    }

    fn draw_map(
        &self,
        page: &mut Page,
        map: &Map,
        frame: Rect,
        unit: &str,
    ) -> Result<(Vec<String>, bool), Box<dyn Error>> {
        let seat = |zone: Z| self.ends.get(&zone).map(|&(_, at)| map.at(at));
        let drawn = arrows(self.flows, seat, |people| self.width(people));
        let drawn = drawn.ok_or("a flow without a place on the map")?;
        let colours = self.colours();
        let colour_of = |zone: Z| colours.get(&zone).copied().unwrap_or(colour::GREY);
        let mut obstacles = Obstacles::default();
        let (mut names, mut numbers) = (Vec::new(), Vec::new());
        for Drawn {
            flow,
            arrow,
            is_leftmost,
        } in &drawn
        {
            let colour = colour_of(flow.origin());
            page.arrow(&arrow.outline(), colour);
            obstacles.circles.extend(arrow.reach());
            let (middle, on) = (arrow.at(0.5), arrow.at(0.51));
            let heading = (on.y - middle.y).atan2(on.x - middle.x).to_degrees();
            let side = if *is_leftmost { -90.0 } else { 90.0 };
            numbers.push(Label {
                anchor: middle,
                reach: arrow.width / 2.0 + 3.0,
                best: heading + side,
                lines: vec![line(&counted(flow.people()), 16.0, true, colour)],
            });
        }
        for Drawn { flow, arrow, .. } in &drawn {
            page.polygon(&arrow.head(), colour_of(flow.origin()));
        }
        for (&zone, (name, position)) in self.shown() {
            let centre = map.at(*position);
            let dot = Circle {
                centre,
                radius: DOT,
            };
            let edge = Stroke::solid(colour::PAPER, 1.5);
            page.circle(dot, edge, Some((colour::BLACK, 1.0)));
            obstacles.circles.push(dot);
            names.push(Label {
                anchor: centre,
                reach: DOT,
                best: 160.0,
                lines: self.about(zone, name),
            });
        }
        let corner = Point::new(frame.left + 6.0, frame.bottom - 74.0);
        obstacles.boxes.push(self.width_legend(page, corner, unit));
        names.extend(numbers);
        let (placed, left_out) = labels::place_some(names, &obstacles, frame);
        if !labels::are_apart(&placed, &obstacles, frame) {
            return Err("labels overlap".into());
        }
        page.labels(&placed);
        let is_thinner = drawn
            .iter()
            .any(|one| one.arrow.width < self.width(one.flow.people().best()));
        Ok((left_out, is_thinner))
    }

    /// The name of a zone, who left it, who came and who moved within.
    fn about(&self, zone: Z, name: &str) -> Vec<Line> {
        let net = self.table.net(zone);
        let mut lines = vec![line(name, 16.0, true, colour::BLACK)];
        for (people, what) in [
            (net.outflow(), "sent"),
            (net.inflow(), "received"),
            (self.table.within(zone), "within"),
        ] {
            if people.best() > 0 {
                let text = format!("{what} {}", counted(people));
                lines.push(line(&text, 15.0, false, colour::GREY));
            }
        }
        lines
    }

    /// Two arrows with their numbers; what they take.
    fn width_legend(&self, page: &mut Page, corner: Point, unit: &str) -> Rect {
        let most = self.flows.iter().map(|flow| flow.people().best()).max();
        let Some(most) = most.filter(|&most| most > 0) else {
            return Rect::new(corner.x, corner.y, 0.0, 0.0);
        };
        let letters = Letters::plain(14.0, colour::GREY);
        let title = format!("Width: {unit}");
        page.text(corner.plus(0.0, 12.0), &title, letters);
        let large = round_number(most);
        let mut y = corner.y + 26.0;
        for people in [(large / 5).max(1), large] {
            let width = self.width(people);
            let middle = y + width / 2.0;
            let from = Point::new(corner.x, middle);
            page.line(
                Segment::new(from, from.plus(46.0, 0.0)),
                Stroke::solid(colour::GREY, width),
            );
            let text = Estimate::exactly(people).to_string();
            page.text(from.plus(54.0, 5.0), &text, letters);
            y += width.max(12.0) + 8.0;
        }
        let width = lettering::width(&title, 14.0, false).max(130.0);
        Rect::new(corner.x, corner.y - 4.0, width, y - corner.y + 4.0)
    }
}

/// The greatest of 1, 2, 5, 10, 20, 50 and so on that is not more.
pub(crate) fn round_number(most: u64) -> u64 {
    let tens = std::iter::successors(Some(1_u64), |ten| ten.checked_mul(10));
    let steps = tens.flat_map(|ten| [1, 2, 5].map(|step| ten.saturating_mul(step)));
    steps.take_while(|&step| step <= most).last().unwrap_or(1)
}

pub(crate) fn line(text: &str, size: f64, bold: bool, colour: &'static str) -> Line {
    Line {
        text: text.to_owned(),
        size,
        bold,
        colour,
    }
}
