//! The second picture: a table of flows between countries as arrows, as wide as people are many.

use std::collections::BTreeSet;
use std::error::Error;
use std::str::FromStr as _;

use chrono::NaiveDate;
use corridor::{CountryCode, Estimate, Flow, FlowTable, Period, Position};

use super::geometry::{Circle, Point, Rect, Segment};
use super::ground;
use super::ink::{Letters, MARGIN, MEASURE, Page, Stroke, colour};
use super::labels::{self, Label, Line, Obstacles};
use super::lettering;
use super::projection::Map;

const RETURNS: &str = include_str!("../data/returns_2023.csv");

/// Where an arrow of a country begins or ends: its capital; for the United States, Texas, from
/// where most of the flights leave.
const ENDS: [(&str, &str, f64, f64); 4] = [
    ("US", "United States", 30.0, -97.5),
    ("MX", "Mexico", 19.43, -99.13),
    ("GT", "Guatemala", 14.63, -90.51),
    ("HN", "Honduras", 14.08, -87.21),
];

/// The radius of a country's dot.
const DOT: f64 = 6.0;
/// How wide an arrow is for a thousand people, in pixels.
const PER_THOUSAND: f64 = 0.5;
/// How far an arrow bends from the straight line, in parts of its length.
const BEND: f64 = 0.16;

/// A record of the file: so many people, who counted them, who printed it.
struct Row {
    origin: CountryCode,
    destination: CountryCode,
    period: Period,
    people: u64,
    source: String,
}

fn rows() -> Result<Vec<Row>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_reader(RETURNS.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let field = |index| record.get(index).ok_or("a row that is too short");
        rows.push(Row {
            origin: field(0)?.parse()?,
            destination: field(1)?.parse()?,
            period: field(2)?.parse()?,
            people: field(3)?.parse()?,
            source: format!(
                "{}, via {}, {}",
                field(4)?,
                field(5)?,
                field(6)?.parse::<NaiveDate>()?.format("%-d %B %Y")
            ),
        });
    }
    Ok(rows)
}

/// A curve that leaves its straight line to the left of who walks along it, so that the way there
/// and the way back are on opposite sides.
#[derive(Debug, Clone, Copy)]
struct Arrow {
    from: Point,
    knee: Point,
    to: Point,
    width: f64,
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

    fn at(&self, part: f64) -> Point {
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

    fn outline(&self) -> Vec<Point> {
        let (neck, half) = (self.neck(), self.width / 2.0);
        let steps = (0..=24).map(|step| f64::from(step) / 24.0 * neck);
        let left = steps.clone().map(|part| self.beside(part, half));
        let right = steps.rev().map(|part| self.beside(part, -half));
        let barb = half + self.width * 0.3 + 3.0;
        let head = [self.beside(neck, barb), self.to, self.beside(neck, -barb)];
        left.chain(head).chain(right).collect()
    }

    /// What labels must not cover.
    fn reach(&self) -> impl Iterator<Item = Circle> {
        let parts = (0..=20).map(|step| f64::from(step) / 20.0);
        parts.map(|part| Circle {
            centre: self.at(part),
            radius: self.width / 2.0 + 3.0,
        })
    }
}

/// A flow as it is drawn.
struct Drawn {
    flow: Flow<CountryCode>,
    arrow: Arrow,
    /// Whether its number is to be on its left side.
    is_leftmost: bool,
}

/// The arrows of a table, widest first; those that leave or reach one country lie side by side, in
/// the order of their headings.
fn arrows(
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

fn counted(people: Estimate) -> String {
    Estimate::exactly(people.best()).to_string()
}

fn name_of(country: CountryCode) -> &'static str {
    let known = ENDS
        .iter()
        .find(|(code, ..)| CountryCode::from_str(code) == Ok(country));
    known.map_or("another country", |&(_, name, ..)| name)
}

/// The picture, as SVG.
pub(crate) fn draw() -> Result<String, Box<dyn Error>> {
    let rows = rows()?;
    let mut table = FlowTable::<CountryCode>::default();
    for row in &rows {
        let people = Estimate::exactly(row.people);
        table.add(row.origin, row.destination, row.period, people)?;
    }
    let (headline, standfirst) = words(&table)?;
    let kicker = "RETURNS OF MIGRANTS TO CENTRAL AMERICA";
    let (mut page, below) = Page::headed(kicker, &headline, &standfirst);
    let frame = Rect::new(MARGIN, below + 10.0, MEASURE, 456.0);
    let map = draw_map(&mut page, &table, frame)?;
    let sources: BTreeSet<&str> = rows.iter().map(|row| row.source.as_str()).collect();
    let text = format!(
        "Sources: {}. Who is returned twice counts twice; returns to other countries, and from \
         others, are not drawn. Arrows join countries and are not the ways taken. Dots are seats of \
         municipalities: GeoNames, CC BY 4.0. Lambert conformal conic projection, scale within {:.0} %. \
         Computed and drawn with corridor.",
        sources.into_iter().collect::<Vec<_>>().join("; "),
        (map.distortion() * 100.0).ceil()
    );
    Ok(page.footed(frame.bottom + 8.0, &text))
}

fn words(table: &FlowTable<CountryCode>) -> Result<(String, String), Box<dyn Error>> {
    let margins: Vec<_> = table.margins().collect();
    let names = |of: fn(&corridor::Margin<CountryCode>) -> Estimate| {
        let mut with: Vec<_> = margins
            .iter()
            .filter(|margin| of(margin).best() > 0)
            .collect();
        with.sort_by_key(|margin| std::cmp::Reverse(of(margin).best()));
        let with = with.into_iter();
        with.map(|margin| (name_of(margin.zone()), counted(of(margin))))
            .collect::<Vec<_>>()
    };
    let (from, to) = (
        names(corridor::Margin::outflow),
        names(corridor::Margin::inflow),
    );
    let (Some(most), Some(next)) = (from.first(), from.get(1)) else {
        return Err("fewer than two countries of origin".into());
    };
    let (period, _) = table.by_period().next().ok_or("no period")?;
    let countries: Vec<_> = to.iter().map(|(name, _)| *name).collect();
    let headline = format!(
        "{} people were sent back to {} in {period}",
        counted(table.total()),
        countries.join(" and ")
    );
    let received: Vec<_> = to
        .iter()
        .map(|(name, people)| format!("{name} received {people}"))
        .collect();
    let standfirst = format!(
        "The {} returned {} of them, {} {}. {}.",
        most.0,
        most.1,
        next.0,
        next.1,
        received.join(", ")
    );
    Ok((headline, standfirst))
}

fn draw_map(
    page: &mut Page,
    table: &FlowTable<CountryCode>,
    frame: Rect,
) -> Result<Map, Box<dyn Error>> {
    let mut ends = Vec::new();
    for (code, _, lat, lon) in ENDS {
        ends.push((CountryCode::from_str(code)?, Position::try_new(lat, lon)?));
    }
    let positions: Vec<Position> = ends.iter().map(|&(_, position)| position).collect();
    let inner = Rect::new(frame.left + 60.0, frame.top + 36.0, MEASURE - 150.0, 366.0);
    let map = Map::fitting(&positions, inner).ok_or("nowhere to draw")?;
    let seat = |zone| {
        let end = ends.iter().find(|(country, _)| *country == zone);
        end.map(|&(_, position)| map.at(position))
            .ok_or("a country without a place on the map")
    };
    ground::seats(page, &map, frame);

    let mut obstacles = Obstacles::default();
    let mut wanted = Vec::new();
    let from_us = CountryCode::from_str("US")?;
    for Drawn {
        flow,
        arrow,
        is_leftmost,
    } in arrows(table, seat)?
    {
        let colour = if flow.origin() == from_us {
            colour::BLUE
        } else {
            colour::VERMILION
        };
        page.arrow(&arrow.outline(), colour);
        obstacles.circles.extend(arrow.reach());
        let (middle, on) = (arrow.at(0.5), arrow.at(0.51));
        let heading = (on.y - middle.y).atan2(on.x - middle.x).to_degrees();
        wanted.push(Label {
            anchor: middle,
            reach: arrow.width / 2.0 + 3.0,
            best: if is_leftmost {
                heading - 90.0
            } else {
                heading + 90.0
            },
            lines: vec![line(&counted(flow.people()), 16.0, true, colour)],
        });
    }
    for margin in table.margins() {
        let centre = seat(margin.zone())?;
        let dot = Circle {
            centre,
            radius: DOT,
        };
        page.circle(
            dot,
            Stroke::solid(colour::PAPER, 1.5),
            Some((colour::BLACK, 1.0)),
        );
        obstacles.circles.push(dot);
        let mut lines = vec![line(name_of(margin.zone()), 16.0, true, colour::BLACK)];
        for (people, what) in [
            (margin.outflow(), "returned"),
            (margin.inflow(), "received"),
            (margin.within(), "within"),
        ] {
            if people.best() > 0 {
                lines.push(line(
                    &format!("{what} {}", counted(people)),
                    15.0,
                    false,
                    colour::GREY,
                ));
            }
        }
        wanted.push(Label {
            anchor: centre,
            reach: DOT,
            best: 160.0,
            lines,
        });
    }
    obstacles.boxes.push(width_legend(
        page,
        Point::new(frame.left, frame.bottom - 74.0),
    ));
    let placed = labels::place(wanted, &obstacles, frame)?;
    if !labels::are_apart(&placed, &obstacles, frame) {
        return Err("labels overlap".into());
    }
    page.labels(&placed);
    Ok(map)
}

/// Two arrows with their numbers; what they take.
fn width_legend(page: &mut Page, corner: Point) -> Rect {
    let letters = Letters::plain(14.0, colour::GREY);
    page.text(corner.plus(0.0, 12.0), "Width: people", letters);
    let mut y = corner.y + 26.0;
    for thousands in [10.0, 50.0] {
        let width = thousands * PER_THOUSAND;
        let middle = y + width / 2.0;
        let from = Point::new(corner.x, middle);
        page.line(
            Segment::new(from, from.plus(46.0, 0.0)),
            Stroke::solid(colour::GREY, width),
        );
        page.text(from.plus(54.0, 5.0), &format!("{thousands},000"), letters);
        y += width + 10.0;
    }
    let width = lettering::width("Width: people", 14.0, false).max(110.0);
    Rect::new(corner.x, corner.y - 4.0, width, y - corner.y + 4.0)
}

fn line(text: &str, size: f64, bold: bool, colour: &'static str) -> Line {
    Line {
        text: text.to_owned(),
        size,
        bold,
        colour,
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrow, Point, rows};

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

    /// The publisher of Guatemala's figures says that they fell by 15.4 % from 94,216 the year before.
    #[test]
    fn the_figures_agree_with_what_their_publisher_says_of_them()
    -> Result<(), Box<dyn std::error::Error>> {
        let rows = rows()?;
        let to_guatemala = rows.iter().filter(|row| row.destination.as_str() == "GT");
        let total: u64 = to_guatemala.map(|row| row.people).sum();
        assert_eq!(total, 79_697);
        assert_eq!((1000 * (94_216 - total) + 47_108) / 94_216, 154);
        Ok(())
    }
}
