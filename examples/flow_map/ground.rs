//! What lies beneath: land and borders, degrees, and names of land and sea.
//!
//! The outlines are Natural Earth's, as `data/outlines.txt` says.

use std::collections::HashMap;
use std::error::Error;
use std::sync::LazyLock;

use corridor::{CountryCode, Position};

use super::geometry::{Point, Rect, Segment};
use super::ink::{Letters, Page, Stroke, colour};
use super::lettering;
use super::projection::{Map, east_of};

/// What a picture says of its outlines.
pub(crate) const CREDIT: &str = "Outlines: made with Natural Earth, simplified.";

const OUTLINES: &str = include_str!("../data/outlines.txt");
const GRID: Stroke = Stroke::solid(colour::FAINT, 0.8);
const COAST: Stroke = Stroke::solid(colour::COAST, 1.0);
const BORDER: Stroke = Stroke::dashed("#b0a68c", 0.9, "4 2.5");
const DEGREES: Letters = Letters::plain(13.0, colour::SEA);
const NAME: Letters = Letters::plain(15.0, colour::SEA)
    .italic()
    .anchored("middle");
/// A straight line in degrees is divided so often that it is none on the map, in degrees.
const STEP: f64 = 2.0;

/// Longitude and latitude, in degrees.
type Line = Vec<[f64; 2]>;

struct Outlines {
    /// Each with whether it parts two countries.
    arcs: Vec<(Line, bool)>,
    rings: Vec<(Option<CountryCode>, Line)>,
}

static READ: LazyLock<Result<Outlines, String>> =
    LazyLock::new(|| read(OUTLINES).map_err(|error| format!("outlines.txt: {error}")));

fn outlines() -> Result<&'static Outlines, &'static str> {
    READ.as_ref().map_err(String::as_str)
}

fn read(text: &str) -> Result<Outlines, Box<dyn Error>> {
    let mut lines = text.lines().skip_while(|line| line.starts_with('#'));
    let mut arcs = Vec::new();
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        arcs.push(arc(line)?);
    }
    let mut uses: HashMap<i32, usize> = HashMap::new();
    let mut rings = Vec::new();
    for line in lines {
        let (country, list) = line.split_once(' ').ok_or("a country without rings")?;
        for ring in list.split(';') {
            let mut outline = Line::new();
            for arc in ring.split(',') {
                let number: i32 = arc.parse()?;
                let index = if number < 0 { -number - 1 } else { number };
                *uses.entry(index).or_default() += 1;
                let arc = arcs.get(usize::try_from(index)?).ok_or("no such arc")?;
                if number < 0 {
                    outline.extend(arc.iter().rev());
                } else {
                    outline.extend(arc);
                }
            }
            rings.push((country.parse().ok(), outline));
        }
    }
    let arcs = (0..).zip(arcs).map(|(index, arc)| {
        let is_shared = uses.get(&index).is_some_and(|&uses| uses > 1);
        (arc, is_shared)
    });
    Ok(Outlines {
        arcs: arcs.collect(),
        rings,
    })
}

fn arc(line: &str) -> Result<Line, Box<dyn Error>> {
    let numbers: Vec<i32> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    let (mut lon, mut lat) = (0, 0);
    let mut arc = Line::new();
    for pair in numbers.chunks_exact(2) {
        let before = arc.last().copied();
        lon += pair.first().ok_or("no longitude")?;
        lat += pair.last().ok_or("no latitude")?;
        let to = [f64::from(lon) / 100.0, f64::from(lat) / 100.0];
        if let Some([from_lon, from_lat]) = before {
            let run = [east_of(from_lon, to[0]), to[1] - from_lat];
            let mut part = STEP;
            let length = run[0].hypot(run[1]);
            while part < length {
                let share = part / length;
                arc.push([from_lon + run[0] * share, from_lat + run[1] * share]);
                part += STEP;
            }
        }
        arc.push(to);
    }
    Ok(arc)
}

/// The middle of the largest area of a country, as its corners and the sea between them weigh.
#[cfg(any(test, feature = "hxl"))]
pub(crate) fn middle_of(country: CountryCode) -> Option<Position> {
    let rings = outlines().ok()?.rings.iter();
    let own = rings.filter(|(code, _)| *code == Some(country));
    let (_, lon, lat) = own
        .filter_map(|(_, ring)| centroid(ring))
        .max_by(|one, other| one.0.total_cmp(&other.0))?;
    Position::try_new(lat, lon).ok()
}

/// The area in square degrees that shrink to the poles, and the centre, of a ring.
#[cfg(any(test, feature = "hxl"))]
fn centroid(ring: &Line) -> Option<(f64, f64, f64)> {
    let start = ring.first()?;
    let (mut area, mut lon, mut lat) = (0.0, 0.0, 0.0);
    for (from, to) in ring.iter().zip(ring.iter().skip(1)) {
        let [from, to] = [from, to].map(|at| [east_of(start[0], at[0]), at[1] - start[1]]);
        let cross = from[0] * to[1] - to[0] * from[1];
        area += cross;
        lon += cross * (from[0] + to[0]);
        lat += cross * (from[1] + to[1]);
    }
    let (lon, lat) = (start[0] + lon / area / 3.0, start[1] + lat / area / 3.0);
    let lon = east_of(0.0, lon);
    area.is_normal()
        .then(|| (area.abs() * lat.to_radians().cos(), lon, lat))
}

/// Land, its coasts, and the borders on it, in the frame.
pub(crate) fn land(page: &mut Page, map: &Map, frame: Rect) -> Result<(), &'static str> {
    let outlines = outlines()?;
    let rings = outlines.rings.iter();
    let land: Vec<Vec<Point>> = rings.flat_map(|(_, ring)| map.areas(ring, frame)).collect();
    page.areas(&land, colour::LAND);
    for (wanted, stroke) in [(false, COAST), (true, BORDER)] {
        let arcs = outlines.arcs.iter();
        let arcs = arcs.filter(|(_, is_border)| *is_border == wanted);
        let lines: Vec<Vec<Point>> = arcs
            .flat_map(|(arc, _)| arc.split(|at| at[0].abs() > 179.99))
            .flat_map(|arc| map.lines(arc, frame))
            .collect();
        page.lines(&lines, stroke);
    }
    Ok(())
}

/// These parallels and meridians across the frame, each with its number; what the numbers take.
pub(crate) fn graticule(
    page: &mut Page,
    map: &Map,
    frame: Rect,
    parallels: &[f64],
    meridians: &[f64],
) -> Vec<Rect> {
    // Across so few degrees the curves are straight to a fraction of a pixel.
    let visible = |at: &dyn Fn(f64) -> Option<Position>| {
        let degrees = (-18_000..=18_000).map(|hundredth| f64::from(hundredth) / 100.0);
        let points = degrees.filter_map(|degree| Some(map.at(at(degree)?)));
        let mut inside = points.filter(|&point| frame.nearest(point) == point);
        Some(Segment::new(inside.next()?, inside.next_back()?))
    };
    let across = parallels.iter().filter_map(|&lat| {
        let line = visible(&|lon| Position::try_new(lat, lon).ok())?;
        Some((line, line.from.plus(0.0, -3.0), format!("{lat}° N")))
    });
    let down = meridians.iter().filter_map(|&lon| {
        let line = visible(&|lat| Position::try_new(lat, lon).ok())?;
        Some((line, line.from.plus(3.0, -3.0), format!("{}° W", -lon)))
    });
    let lines: Vec<_> = across.chain(down).collect();
    for &(line, ..) in &lines {
        page.line(line, GRID);
    }
    let numbers = lines.iter();
    numbers
        .map(|(_, at, text)| written(page, *at, text, DEGREES, frame))
        .collect()
}

/// Names at latitudes and longitudes; what they take.
pub(crate) fn names(
    page: &mut Page,
    map: &Map,
    frame: Rect,
    names: &[(&str, f64, f64)],
) -> Result<Vec<Rect>, corridor::Error> {
    let names = names.iter().map(|&(text, lat, lon)| {
        let at = map.at(Position::try_new(lat, lon)?);
        Ok(written(page, at, text, NAME, frame))
    });
    names.collect()
}

/// A text at a point, or as near to it as it is wholly in the frame.
fn written(page: &mut Page, at: Point, text: &str, letters: Letters, frame: Rect) -> Rect {
    let width = lettering::width(text, letters.size, letters.bold);
    let left = match letters.anchor {
        "middle" => at.x - width / 2.0,
        "end" => at.x - width,
        _ => at.x,
    };
    let inside = left.clamp(frame.left, (frame.right - width).max(frame.left));
    page.text(at.plus(inside - left, 0.0), text, letters);
    Rect::new(inside, at.y - letters.size, width, letters.size * 1.3)
}

#[cfg(test)]
mod tests {
    use super::{CountryCode, middle_of, outlines};

    #[test]
    fn every_arc_is_a_coast_or_a_border() -> Result<(), Box<dyn std::error::Error>> {
        let outlines = outlines()?;
        let borders = outlines
            .arcs
            .iter()
            .filter(|(_, is_border)| *is_border)
            .count();
        assert_eq!((outlines.arcs.len(), borders), (587, 327));
        assert_eq!(outlines.rings.len(), 278);
        Ok(())
    }

    #[test]
    fn a_country_is_where_its_people_look_for_it() -> Result<(), Box<dyn std::error::Error>> {
        // Without Alaska, Hawaii, Réunion and Svalbard; Fiji lies across the antimeridian.
        for (code, lat, lon) in [
            ("US", 40.0, -99.0),
            ("FJ", -17.8, 178.0),
            ("FR", 46.6, 2.5),
            ("NO", 64.5, 14.0),
        ] {
            let country: CountryCode = code.parse()?;
            let middle = middle_of(country).ok_or("no outline")?;
            let off = (middle.lat() - lat).abs().max((middle.lon() - lon).abs());
            assert!(off < 3.0, "{code}: {middle}");
        }
        Ok(())
    }
}
