//! What lies beneath: degrees, names of land and sea, and where people live. No coastline: the
//! library knows places only.

use std::collections::BTreeSet;

use corridor::{Error, Gazetteer, Place, Position};

use super::geometry::{Point, Rect, Segment};
use super::ink::{Letters, Page, Stroke, colour};
use super::lettering;
use super::projection::Map;

const GRID: Stroke = Stroke::solid(colour::FAINT, 0.8);
const DEGREES: Letters = Letters::plain(13.0, colour::SEA);
const NAME: Letters = Letters::plain(15.0, colour::SEA)
    .italic()
    .anchored("middle");

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
        .map(|(_, at, text)| written(page, *at, text, DEGREES))
        .collect()
}

/// Names at latitudes and longitudes; what they take.
pub(crate) fn names(
    page: &mut Page,
    map: &Map,
    names: &[(&str, f64, f64)],
) -> Result<Vec<Rect>, Error> {
    let names = names.iter().map(|&(text, lat, lon)| {
        let at = map.at(Position::try_new(lat, lon)?);
        Ok(written(page, at, text, NAME))
    });
    names.collect()
}

fn written(page: &mut Page, at: Point, text: &str, letters: Letters) -> Rect {
    page.text(at, text, letters);
    let width = lettering::width(text, letters.size, letters.bold);
    let left = match letters.anchor {
        "middle" => at.x - width / 2.0,
        "end" => at.x - width,
        _ => at.x,
    };
    Rect::new(left, at.y - letters.size, width, letters.size * 1.3)
}

/// The seats of all municipalities in the frame, at most one in a square of five pixels.
pub(crate) fn seats(page: &mut Page, map: &Map, frame: Rect) {
    let mut taken = BTreeSet::new();
    let seats = Gazetteer::embedded().iter().filter_map(Place::seat);
    let points: Vec<Point> = seats
        .map(|seat| map.at(seat))
        .filter(|&point| frame.nearest(point) == point)
        .filter(|point| taken.insert(format!("{:.0} {:.0}", point.x / 5.0, point.y / 5.0)))
        .collect();
    page.dots(&points, 2.2, colour::FAINT);
}
