//! The first picture: one caravan on its way, as the dossier of one day tells it.

use std::error::Error;

use corridor::{Claims, Dossier, Estimate, Place, Position};

use super::geometry::{Circle, Point, Rect, Segment};
use super::ink::{Letters, Page, Stroke, colour};
use super::labels::{self, Label, Line, Obstacles};
use super::legend::{self, Sample};
use super::lettering;
use super::people::{Crowd, Scale};
use super::projection::Map;
use super::scene::Scene;

const WIDTH: f64 = 560.0;
const MARGIN: f64 = 20.0;
const TEXT_WIDTH: f64 = WIDTH - 2.0 * MARGIN;
const LABEL: f64 = 16.0;
const NOTE: f64 = 15.0;
const SEAT: f64 = 4.5;
/// What is where, and what lies beyond, for those who do not know the coast.
const GROUND: [(&str, f64, f64); 3] = [
    ("Pacific Ocean", 15.1, -93.5),
    ("Chiapas, Mexico", 16.17, -92.37),
    ("Guatemala →", 14.69, -92.19),
];
/// How much of the page the legend takes below the map.
const LEGEND: f64 = 160.0;

const WALKED: Stroke = Stroke::solid(colour::BLUE, 5.0);
const PLANNED: Stroke = Stroke::dashed(colour::BLUE, 3.0, "8 5");
const AHEAD: Stroke = Stroke::solid("#8fcdbb", 8.0);
const DOUBTFUL: Stroke = Stroke::dashed(colour::VERMILION, 3.0, "2 5");

/// Where everything is on the page.
struct Layout {
    map: Map,
    scale: Scale,
    frame: Rect,
    seats: Vec<Point>,
    crowds: [Crowd; 3],
}

impl Layout {
    fn of(scene: &Scene<'_>, top: f64) -> Result<Self, Box<dyn Error>> {
        let seats: Vec<Position> = scene
            .along
            .iter()
            .filter_map(|place| place.seat())
            .collect();
        let frame = Rect::new(MARGIN, top, TEXT_WIDTH, 522.0);
        let inner = Rect::new(
            frame.left + 36.0,
            frame.top + 90.0,
            TEXT_WIDTH - 90.0,
            368.0,
        );
        let map = Map::fitting(&seats, inner).ok_or("nowhere to draw")?;
        let at = |place: &Place| Some(map.at(place.seat()?));
        let (start, now) = scene.ends()?;
        let (set_out, today) = (scene.departed_on()?, scene.day());
        let then = scene.people(&scene.caravan, set_out)?;
        let scale = Scale::new(then.best(), 42.0);
        let departed = Crowd {
            centre: at(start).ok_or("no seat")?,
            people: then,
            is_open: scene.is_open(&scene.caravan, set_out)?,
            colour: colour::GREY,
            is_present: false,
        };
        let main = Crowd {
            centre: at(now).ok_or("no seat")?,
            people: scene.people(&scene.main, today)?,
            is_open: scene.is_open(&scene.main, today)?,
            colour: colour::BLUE,
            is_present: true,
        };
        let places: Vec<Point> = scene
            .ahead
            .iter()
            .filter_map(|(_, place)| at(place))
            .collect();
        let mut ahead = Crowd {
            centre: Point::new(0.0, 0.0),
            people: scene.together,
            is_open: false,
            colour: colour::GREEN,
            is_present: true,
        };
        let taken = [departed.reach(scale), main.reach(scale)];
        ahead.centre =
            beside(&places, ahead.reach(scale).radius, &taken).ok_or("no room inland")?;
        Ok(Self {
            seats: scene.along.iter().filter_map(|place| at(place)).collect(),
            map,
            scale,
            frame,
            crowds: [departed, main, ahead],
        })
    }

    /// The legs between two places of the road.
    fn legs(&self, from: Option<usize>, to: Option<usize>) -> impl Iterator<Item = Segment> {
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        let (first, last) = (from.min(to), from.max(to));
        let stretch: Vec<Point> = self
            .seats
            .iter()
            .take(last + 1)
            .skip(first)
            .copied()
            .collect();
        let ends = stretch.clone().into_iter().skip(1);
        stretch
            .into_iter()
            .zip(ends)
            .map(|(from, to)| Segment::new(from, to))
            .collect::<Vec<_>>()
            .into_iter()
    }
}

/// The centre of a circle for people who are in several places: inland of them, as near as it can
/// be without touching their ways there. The Pacific is to the left of who walks north-west.
fn beside(places: &[Point], radius: f64, taken: &[Circle]) -> Option<Point> {
    let (first, last) = (places.first()?, places.last()?);
    let middle = first.between(*last, 0.5);
    let whole = first.distance(*last);
    if whole == 0.0 {
        return Some(middle.plus(radius * 2.0, -radius * 2.0));
    }
    let inland = Point::new(-(last.y - first.y) / whole, (last.x - first.x) / whole);
    (4..60).map(|step| f64::from(step) * 5.0).find_map(|away| {
        let centre = middle.plus(inland.x * away, inland.y * away);
        let circle = Circle {
            centre,
            radius: radius + 20.0,
        };
        let is_free = !taken.iter().any(|&other| circle.overlaps(other))
            && !circle.touches(Segment::new(*first, *last));
        is_free.then_some(centre)
    })
}

/// The picture, as SVG.
pub(crate) fn draw(dossier: &Dossier) -> Result<String, Box<dyn Error>> {
    let scene = Scene::of(dossier)?;
    let headline = scene.headline()?;
    let standfirst = scene.standfirst()?;
    let mut page = Page::new(WIDTH, &headline, &standfirst);
    let corner = Point::new(MARGIN, 20.0);
    let kicker = Letters::bold(13.0, colour::SEA);
    let corner = page.paragraph(corner, &scene.kicker(), TEXT_WIDTH, kicker);
    let corner = corner.plus(0.0, 2.0);
    let below = page.paragraph(
        corner,
        &headline,
        TEXT_WIDTH,
        Letters::bold(26.0, colour::BLACK),
    );
    let below = page.paragraph(
        below.plus(0.0, 6.0),
        &standfirst,
        TEXT_WIDTH,
        Letters::plain(NOTE, colour::BLACK),
    );
    let layout = Layout::of(&scene, below.y + 8.0)?;
    let mut taken = draw_ground(&mut page, &layout)?;
    draw_ways(&mut page, &scene, &layout)?;
    for crowd in &layout.crowds {
        crowd.draw(&mut page, layout.scale);
    }
    draw_seats(&mut page, &scene, &layout);
    taken.push(draw_legend(&mut page, &layout));
    write_labels(&mut page, &scene, &layout, taken)?;
    let foot = write_sources(&mut page, &scene, &layout)?;
    Ok(page.into_svg(foot.y + 14.0))
}

/// Parallels and meridians of whole degrees, and the names of land and sea; what they take.
fn draw_ground(page: &mut Page, layout: &Layout) -> Result<Vec<Rect>, Box<dyn Error>> {
    let frame = layout.frame;
    let mut taken = Vec::new();
    let mut name = |page: &mut Page, at: Point, text: &str, letters: Letters| {
        let width = lettering::width(text, letters.size, false);
        let left = if letters.anchor == "middle" {
            at.x - width / 2.0
        } else {
            at.x
        };
        taken.push(Rect::new(
            left,
            at.y - letters.size,
            width,
            letters.size * 1.3,
        ));
        page.text(at, text, letters);
    };
    let small = Letters::plain(12.0, colour::SEA);
    for (lat, lon) in [(15.0, -94.0), (16.0, -93.0)] {
        let inside = |along: &[(f64, f64)]| -> Option<(Point, Point)> {
            let points = along
                .iter()
                .filter_map(|&(lat, lon)| Position::try_new(lat, lon).ok());
            let mut inside = points
                .map(|position| layout.map.at(position))
                .filter(|point| frame.nearest(*point) == *point);
            let first = inside.next()?;
            Some((first, inside.last()?))
        };
        let steps = || (0..=400).map(f64::from);
        let parallel: Vec<_> = steps().map(|step| (lat, -95.0 + step / 100.0)).collect();
        let meridian: Vec<_> = steps().map(|step| (14.0 + step / 100.0, lon)).collect();
        if let Some((west, east)) = inside(&parallel) {
            page.line(Segment::new(west, east), Stroke::solid(colour::FAINT, 0.8));
            name(page, west.plus(0.0, -3.0), &format!("{lat}° N"), small);
        }
        if let Some((south, north)) = inside(&meridian) {
            page.line(
                Segment::new(south, north),
                Stroke::solid(colour::FAINT, 0.8),
            );
            name(page, south.plus(3.0, -3.0), &format!("{}° W", -lon), small);
        }
    }
    let letters = Letters::plain(NOTE, colour::SEA)
        .italic()
        .anchored("middle");
    for (text, lat, lon) in GROUND {
        name(
            page,
            layout.map.at(Position::try_new(lat, lon)?),
            text,
            letters,
        );
    }
    Ok(taken)
}

fn draw_ways(page: &mut Page, scene: &Scene<'_>, layout: &Layout) -> Result<(), Box<dyn Error>> {
    let (start, now) = scene.ends()?;
    let (start, now) = (scene.order(&start.code()), scene.order(&now.code()));
    let reached = |doubtful: bool| {
        let groups = scene
            .ahead
            .iter()
            .filter(move |(group, _)| scene.doubt(group).is_some() == doubtful);
        groups
            .filter_map(|(_, place)| scene.order(&place.code()))
            .max()
    };
    let sure = reached(false).or(now);
    if reached(true) > sure {
        for leg in layout.legs(sure, reached(true)) {
            page.line(leg, DOUBTFUL);
        }
    }
    for leg in layout.legs(now, sure) {
        page.line(leg, AHEAD);
    }
    for leg in layout.legs(start, now) {
        page.line(leg, WALKED);
    }
    let leg = scene.main.next_leg().ok_or("no plan to go on")?;
    for leg in layout.legs(
        scene.order(&leg.from().code()),
        scene.order(&leg.to().code()),
    ) {
        page.line(leg, PLANNED);
    }
    let [_, _, ahead] = &layout.crowds;
    for (group, place) in &scene.ahead {
        let Some(&seat) = scene
            .order(&place.code())
            .and_then(|order| layout.seats.get(order))
        else {
            continue;
        };
        let rim = ahead.centre.towards(seat, ahead.reach(layout.scale).radius);
        let stroke = match scene.doubt(group) {
            Some(_) => Stroke::dashed(colour::VERMILION, 1.2, "3 4"),
            None => Stroke::solid(colour::GREEN, 1.2),
        };
        page.line(Segment::new(rim, seat), stroke);
    }
    Ok(())
}

fn draw_seats(page: &mut Page, scene: &Scene<'_>, layout: &Layout) {
    for (place, &centre) in scene.along.iter().zip(&layout.seats) {
        let group = scene
            .ahead
            .iter()
            .find(|(_, seen)| seen.code() == place.code());
        let (fill, edge) = match group.map(|(group, _)| scene.doubt(group)) {
            Some(Some(_)) => (colour::PAPER, colour::VERMILION),
            Some(None) => (colour::GREEN, colour::GREEN),
            None => (colour::PAPER, colour::BLACK),
        };
        let radius = if group.is_some() { SEAT + 2.0 } else { SEAT };
        page.circle(
            Circle { centre, radius },
            Stroke::solid(edge, 2.0),
            Some((fill, 1.0)),
        );
        if fill == colour::PAPER && group.is_some() {
            let letters = Letters::bold(11.0, colour::VERMILION).anchored("middle");
            page.text(centre.plus(0.0, 4.0), "?", letters);
        }
    }
}

/// The scale bar in the sea, and the legend in two columns below the map.
fn draw_legend(page: &mut Page, layout: &Layout) -> Rect {
    let sea = Point::new(MARGIN + 16.0, layout.frame.bottom - 50.0);
    let bar = legend::scale_bar(page, sea, &layout.map, 50);
    let left = Point::new(MARGIN, layout.frame.bottom + 14.0);
    let rings = [
        (Sample::Rings, "least and most possible"),
        (Sample::OpenRing, "“more than”: no upper limit"),
    ];
    let high = legend::circles(
        page,
        left.plus(0.0, 6.0),
        layout.scale,
        &[10_000, 5_000, 1_000],
    );
    legend::rows(page, left.plus(0.0, high + 12.0), &rings);
    let lines = [
        (Sample::Lines(&[WALKED]), "the largest group’s way"),
        (Sample::Lines(&[AHEAD]), "the way of groups ahead"),
        (Sample::Lines(&[AHEAD, PLANNED]), "the largest group’s plan"),
        (Sample::Lines(&[DOUBTFUL]), "reported, hardly possible"),
    ];
    legend::rows(page, left.plus(TEXT_WIDTH / 2.0 + 4.0, 6.0), &lines);
    bar
}

fn write_labels(
    page: &mut Page,
    scene: &Scene<'_>,
    layout: &Layout,
    boxes: Vec<Rect>,
) -> Result<(), Box<dyn Error>> {
    let [departed, main, ahead] = &layout.crowds;
    let (start, now) = scene.ends()?;
    let circles = [departed, main, ahead].map(|crowd| crowd.reach(layout.scale));
    let seats = layout.seats.iter().map(|&centre| Circle {
        centre,
        radius: SEAT + 3.0,
    });
    let mut obstacles = Obstacles {
        circles: circles.into_iter().chain(seats).collect(),
        boxes,
        lines: layout.legs(Some(0), Some(layout.seats.len())).collect(),
    };
    let spokes = scene
        .ahead
        .iter()
        .filter_map(|(_, place)| layout.seats.get(scene.order(&place.code())?));
    obstacles
        .lines
        .extend(spokes.map(|&seat| Segment::new(ahead.centre, seat)));

    let mut wanted = vec![label(
        ahead.centre,
        ahead.reach(layout.scale).radius,
        0.0,
        vec![
            name(
                &format!(
                    "{} in the groups ahead",
                    Estimate::exactly(scene.together.best())
                ),
                colour::GREEN,
            ),
            note(
                &format!("{} possible: those who", scene.together.bounds()),
                colour::GREEN,
            ),
            note("set out, less those counted", colour::GREEN),
        ],
    )];
    for (place, &seat) in scene.along.iter().zip(&layout.seats) {
        let mut lines = vec![name(place.name(), colour::BLACK)];
        let (mut reach, mut best) = (SEAT + 3.0, 0.0);
        if place.code() == start.code() {
            (reach, best) = (departed.reach(layout.scale).radius, 90.0);
            let stated = Claims::of(scene.dossier, scene.caravan.group().id().as_str())?.stated();
            let words = scene.words(&scene.caravan, departed.people)?;
            lines.push(note(
                &format!("{words} left on {}", scene.departed_on()?.format("%-d %b")),
                colour::GREY,
            ));
            if let Some(stated) = stated {
                lines.push(note(&format!("others said {stated}"), colour::GREY));
            }
        } else if place.code() == now.code() {
            (reach, best) = (main.reach(layout.scale).radius, 150.0);
            let words = scene.words(&scene.main, main.people)?;
            lines.push(note(
                &format!("{words} on {}", scene.day().format("%-d %b")),
                colour::BLUE,
            ));
            if let Some(walked) = scene.main.travelled().claimed() {
                lines.push(note(&format!("after {walked} on foot"), colour::BLUE));
            }
        } else if scene
            .main
            .next_leg()
            .is_some_and(|leg| leg.to().code() == place.code())
        {
            best = -60.0;
            lines.extend(scene.planned_note()?.map(|text| note(&text, colour::BLUE)));
        }
        if let Some((group, _)) = scene
            .ahead
            .iter()
            .find(|(_, seen)| seen.code() == place.code())
        {
            match scene.doubt(group) {
                Some(doubt) => {
                    best = -60.0;
                    lines.extend(doubt.text.iter().map(|text| note(text, colour::VERMILION)));
                }
                None => {
                    best = if lines.len() > 1 { best } else { 150.0 };
                    lines.push(note("a group, not counted", colour::GREEN));
                }
            }
        }
        wanted.push(label(seat, reach, best, lines));
    }
    let placed = labels::place(wanted, &obstacles, layout.frame)?;
    if !labels::are_apart(&placed, &obstacles, layout.frame) {
        return Err("labels overlap".into());
    }
    page.labels(&placed);
    Ok(())
}

fn label(anchor: Point, reach: f64, best: f64, lines: Vec<Line>) -> Label {
    Label {
        anchor,
        reach,
        best,
        lines,
    }
}

fn name(text: &str, colour: &'static str) -> Line {
    Line {
        text: text.to_owned(),
        size: LABEL,
        bold: true,
        colour,
    }
}

fn note(text: &str, colour: &'static str) -> Line {
    Line {
        text: text.to_owned(),
        size: NOTE,
        bold: false,
        colour,
    }
}

fn write_sources(
    page: &mut Page,
    scene: &Scene<'_>,
    layout: &Layout,
) -> Result<Point, Box<dyn Error>> {
    let corner = Point::new(MARGIN, layout.frame.bottom + LEGEND);
    let rule = Segment::new(corner, corner.plus(TEXT_WIDTH, 0.0));
    page.line(rule, Stroke::solid(colour::FAINT, 1.0));
    let (report, others) = scene.sources()?;
    let text = format!(
        "Sources: {report}; other counts of the departure: {others}. Seats of municipalities: \
         GeoNames, CC BY 4.0. Lines run straight from seat to seat; the road is longer. Lambert \
         conformal conic projection, scale true to {:.2} %. Computed and drawn with corridor.",
        (layout.map.distortion() * 1e4).ceil() / 100.0
    );
    let letters = Letters::plain(13.0, colour::GREY);
    Ok(page.paragraph(corner.plus(0.0, 8.0), &text, TEXT_WIDTH, letters))
}
