//! The second picture: a table of flows between countries as arrows, as wide as people are many.

use std::collections::BTreeSet;
use std::error::Error;
use std::str::FromStr as _;

use corridor::{CountryCode, Estimate, FlowTable, Gazetteer, Period, Position};

use super::geometry::{Circle, Point, Rect, Segment};
use super::ink::{Letters, Page, Stroke, colour};
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

const WIDTH: f64 = 560.0;
const MARGIN: f64 = 20.0;
const TEXT_WIDTH: f64 = WIDTH - 2.0 * MARGIN;
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
            source: format!("{}, via {} ({})", field(4)?, field(5)?, field(6)?),
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
    let mut page = Page::new(WIDTH, &headline, &standfirst);
    let corner = Point::new(MARGIN, 20.0);
    let kicker = "RETURNS OF MIGRANTS, JANUARY TO DECEMBER 2023";
    let corner = page.paragraph(corner, kicker, TEXT_WIDTH, Letters::bold(13.0, colour::SEA));
    let letters = Letters::bold(26.0, colour::BLACK);
    let below = page.paragraph(corner.plus(0.0, 2.0), &headline, TEXT_WIDTH, letters);
    let letters = Letters::plain(15.0, colour::BLACK);
    let below = page.paragraph(below.plus(0.0, 6.0), &standfirst, TEXT_WIDTH, letters);
    let frame = Rect::new(MARGIN, below.y + 10.0, TEXT_WIDTH, 470.0);
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
    let foot = Point::new(MARGIN, frame.bottom + 8.0);
    let rule = Segment::new(foot, foot.plus(TEXT_WIDTH, 0.0));
    page.line(rule, Stroke::solid(colour::FAINT, 1.0));
    let letters = Letters::plain(13.0, colour::GREY);
    let foot = page.paragraph(foot.plus(0.0, 8.0), &text, TEXT_WIDTH, letters);
    Ok(page.into_svg(foot.y + 14.0))
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
    let countries: Vec<_> = to.iter().map(|(name, _)| *name).collect();
    let headline = format!(
        "{} people were sent back to {} in one year",
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
    let inner = Rect::new(
        frame.left + 60.0,
        frame.top + 60.0,
        TEXT_WIDTH - 150.0,
        360.0,
    );
    let map = Map::fitting(&positions, inner).ok_or("nowhere to draw")?;
    let seat = |zone| {
        let end = ends.iter().find(|(country, _)| *country == zone);
        end.map(|&(_, position)| map.at(position))
            .ok_or("a country without a place on the map")
    };
    page.dots(&land(&map, frame), 2.2, colour::FAINT);

    let mut obstacles = Obstacles::default();
    let mut wanted = Vec::new();
    let mut flows: Vec<_> = table.iter().filter(|flow| !flow.is_within()).collect();
    flows.sort_by_key(|flow| std::cmp::Reverse(flow.people().best()));
    for flow in flows {
        let people = flow.people();
        let arrow = Arrow::new(
            seat(flow.origin())?,
            seat(flow.destination())?,
            people.best(),
        )?;
        let from_us = flow.origin() == CountryCode::from_str("US")?;
        let colour = if from_us {
            colour::BLUE
        } else {
            colour::VERMILION
        };
        page.arrow(&arrow.outline(), colour);
        obstacles.circles.extend(arrow.reach());
        wanted.push(Label {
            anchor: arrow.at(0.5),
            reach: arrow.width / 2.0 + 3.0,
            best: -20.0,
            lines: vec![line(&counted(people), 16.0, true, colour)],
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

/// Where people live, so that a reader sees land and sea: the seats of municipalities, at most one
/// in a square of five pixels.
fn land(map: &Map, frame: Rect) -> Vec<Point> {
    let seats = Gazetteer::embedded()
        .iter()
        .filter_map(corridor::Place::seat);
    let mut taken = BTreeSet::new();
    seats
        .map(|seat| map.at(seat))
        .filter(|point| frame.nearest(*point) == *point)
        .filter(|point| taken.insert(format!("{:.0} {:.0}", point.x / 5.0, point.y / 5.0)))
        .collect()
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
