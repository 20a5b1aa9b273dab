//! A plain map of a dossier as SVG: its places, links, the ways of its groups, and where they are.
//!
//! For a picture to be printed see the library's example `flow_map`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use corridor::analysis::Whereabouts;
use corridor::{Dossier, Error, Place, Position};

const WIDTH: f64 = 960.0;
const MARGIN: f64 = 110.0;
/// Height of the title above the map.
const HEAD: f64 = 40.0;
/// A map of one place is as wide as this, in degrees.
const LEAST_DEGREES: f64 = 0.5;
/// Labels beyond these would cover the map.
const LABELS: usize = 200;
/// Width of a character of a label, and height of its line.
const TEXT: (f64, f64) = (8.5, 14.0);
/// From a point to its label.
const GAP: f64 = 10.0;

/// Degrees to the picture: equal at its middle latitude, with north at the top.
struct Frame {
    west: f64,
    north: f64,
    stretch: f64,
    scale: f64,
    height: f64,
}

impl Frame {
    fn of(seats: &[Position]) -> Self {
        let edge = |of: fn(Position) -> f64| {
            let low = seats.iter().copied().map(of).fold(f64::INFINITY, f64::min);
            let high = seats
                .iter()
                .copied()
                .map(of)
                .fold(f64::NEG_INFINITY, f64::max);
            // Without a seat there is nothing to draw.
            if low > high { (0.0, 0.0) } else { (low, high) }
        };
        let (south, north) = edge(Position::lat);
        let (west, east) = edge(Position::lon);
        let stretch = f64::midpoint(south, north).to_radians().cos().max(0.01);
        let wide = ((east - west) * stretch).max(LEAST_DEGREES);
        let high = (north - south).max(LEAST_DEGREES);
        let scale = (WIDTH - 2.0 * MARGIN) / wide.max(high);
        Self {
            west: (west + east - wide / stretch) / 2.0,
            north: f64::midpoint(south, north) + high / 2.0,
            stretch,
            scale,
            height: high * scale + 2.0 * MARGIN + HEAD,
        }
    }

    fn at(&self, position: Position) -> (f64, f64) {
        let x = (position.lon() - self.west) * self.stretch * self.scale;
        let y = (self.north - position.lat()) * self.scale;
        (x + MARGIN, y + MARGIN + HEAD)
    }
}

/// # Errors
/// Those of the library's geometry.
pub(crate) fn draw(dossier: &Dossier) -> Result<String, Error> {
    let seats: Vec<_> = dossier.places().iter().filter_map(Place::seat).collect();
    let frame = Frame::of(&seats);
    let mut map = Map {
        svg: String::new(),
        labels: Vec::new(),
        frame,
    };
    let title = dossier.title().unwrap_or("Dossier");
    let title = format!("{title}, as of {}", dossier.as_of());
    map.text((MARGIN, HEAD), "title", "start", &title);
    for link in dossier.links() {
        let ends = [link.from(), link.to()].map(|code| dossier.place(code)?.seat());
        map.line("link", ends.into_iter().flatten());
    }
    for journey in dossier.journeys() {
        map.line(
            "way",
            journey.fixes().iter().filter_map(|fix| fix.place().seat()),
        );
    }
    // Those who are at one place have one label.
    let mut groups: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    for (group, whereabouts) in dossier.whereabouts(dossier.as_of())? {
        let Some(whereabouts) = whereabouts else {
            continue;
        };
        for position in positions(&whereabouts)? {
            let (x, y) = map.frame.at(position);
            groups
                .entry((format!("{x:.1}"), format!("{y:.1}")))
                .or_default()
                .push(group.name());
        }
    }
    for ((x, y), names) in groups {
        let _written = writeln!(
            map.svg,
            r#"<circle class="group" cx="{x}" cy="{y}" r="8"/>"#
        );
        if let (Ok(x), Ok(y)) = (x.parse::<f64>(), y.parse::<f64>()) {
            map.label((x, y), "who", &names.join(", "));
        }
    }
    for (place, seat) in dossier
        .places()
        .iter()
        .filter_map(|place| Some((place, place.seat()?)))
    {
        let (x, y) = map.frame.at(seat);
        let _written = writeln!(
            map.svg,
            r#"<circle class="place" cx="{x:.1}" cy="{y:.1}" r="3"/>"#
        );
        map.label((x, y), "name", place.name());
    }
    let unseated = dossier.places().len() - seats.len();
    if unseated > 0 {
        let note = format!("places whose seat is not known, and which are not drawn: {unseated}");
        map.text((MARGIN, map.frame.height - 16.0), "name", "start", &note);
    }
    Ok(map.finish())
}

/// Where a group is or was last; of one that is between two places, the ends of where it can be.
fn positions(whereabouts: &Whereabouts<'_>) -> Result<Vec<Position>, Error> {
    if let Whereabouts::Between { from, to, .. } = whereabouts
        && from.place().seat().is_some()
        && to.place().seat().is_some()
    {
        let between = whereabouts.positions()?;
        return Ok(between
            .into_iter()
            .flat_map(|(low, high)| [low, high])
            .collect());
    }
    let last = whereabouts.last().and_then(|fix| fix.place().seat());
    Ok(last.into_iter().collect())
}

struct Map {
    svg: String,
    /// Left, top, right and bottom of each label.
    labels: Vec<[f64; 4]>,
    frame: Frame,
}

impl Map {
    fn line(&mut self, class: &str, through: impl Iterator<Item = Position>) {
        let points = through.map(|seat| self.frame.at(seat));
        let points: Vec<_> = points.map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        if points.len() > 1 {
            let points = points.join(" ");
            let _written = writeln!(self.svg, r#"<polyline class="{class}" points="{points}"/>"#);
        }
    }

    /// A text beside a point, where it covers no other and stays on the map; or none.
    fn label(&mut self, (x, y): (f64, f64), class: &str, text: &str) {
        let wide = text.chars().fold(0.0, |wide, _| wide + TEXT.0);
        let lines = [y + TEXT.1 / 3.0, y - TEXT.1 / 2.0, y + TEXT.1];
        let places = lines
            .iter()
            .flat_map(|line| [(x + GAP, *line), (x - GAP - wide, *line)]);
        for (left, line) in places {
            let (top, right) = (line - TEXT.1, left + wide);
            let meets = |other: &[f64; 4]| {
                let [from, above, to, below] = *other;
                left < to && from < right && top < below && above < line
            };
            let is_free = left >= 0.0 && right <= WIDTH && !self.labels.iter().any(meets);
            if is_free && self.labels.len() < LABELS {
                self.labels.push([left, top, right, line]);
                let (at, anchor) = if left < x {
                    (x - GAP, "end")
                } else {
                    (left, "start")
                };
                return self.text((at, line), class, anchor, text);
            }
        }
    }

    fn text(&mut self, (x, y): (f64, f64), class: &str, anchor: &str, text: &str) {
        let _written = write!(
            self.svg,
            r#"<text class="{class}" text-anchor="{anchor}" x="{x:.1}" y="{y:.1}">"#
        );
        for c in text.chars() {
            match c {
                '&' => self.svg.push_str("&amp;"),
                '<' => self.svg.push_str("&lt;"),
                '>' => self.svg.push_str("&gt;"),
                // XML 1.0 (2.2) has neither these nor most control characters.
                '\u{fffe}' | '\u{ffff}' => self.svg.push('\u{fffd}'),
                c if c.is_control() => self.svg.push('\u{fffd}'),
                c => self.svg.push(c),
            }
        }
        self.svg.push_str("</text>\n");
    }

    fn finish(self) -> String {
        let height = self.frame.height;
        let style = "text{font:13px sans-serif}.title{font-size:18px}.who{font-weight:bold;fill:#a33}\
            .place{fill:#555}.group{fill:#a33;fill-opacity:.7}polyline{fill:none}\
            .link{stroke:#bbb}.way{stroke:#a33;stroke-width:2}";
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height:.0}\">\n\
             <style>{style}</style>\n<rect width=\"{WIDTH}\" height=\"{height:.0}\" fill=\"white\"/>\n{}</svg>\n",
            self.svg
        )
    }
}
