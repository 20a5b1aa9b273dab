//! The first picture: one caravan on its way, as the dossier of one day tells it.

use std::error::Error;

use corridor::{Dossier, Estimate, Id, Place, Position};

use super::geometry::{Circle, Point, Rect, Segment};
use super::ground;
use super::ink::{Letters, MARGIN, MEASURE, Page, Stroke, colour};
use super::labels::{self, Label, Line, Obstacles};
use super::legend::{self, Sample};
use super::people::{Crowd, Scale};
use super::projection::Map;
use super::scene::{Scene, Tone};

const SEAT: f64 = 4.5;
/// What is where, and what lies beyond, for those who do not know the coast.
const GROUND: [(&str, f64, f64); 3] = [
    ("Pacific Ocean", 15.06, -93.55),
    ("Chiapas, Mexico", 16.17, -92.37),
    ("Guatemala", 14.69, -92.1),
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
        let frame = Rect::new(MARGIN, top, MEASURE, 522.0);
        let inner = Rect::new(frame.left + 36.0, frame.top + 90.0, MEASURE - 90.0, 368.0);
        let map = Map::fitting(&seats, inner, 0.0).ok_or("nowhere to draw")?;
        let at = |place: &Place| Some(map.at(place.seat()?));
        let (start, now) = scene.ends()?;
        let (set_out, today) = (scene.departed_on()?, scene.day());
        let then = scene.people(&scene.caravan, set_out)?;
        let scale = Scale::new(then.best(), 42.0);
        let departed = Crowd {
            centre: at(start).ok_or("no seat")?,
            people: then,
            is_open: scene.open(&scene.caravan, set_out)?.is_some(),
            colour: colour::GREY,
            is_present: false,
        };
        let main = Crowd {
            centre: at(now).ok_or("no seat")?,
            people: scene.people(&scene.main, today)?,
            is_open: scene.open(&scene.main, today)?.is_some(),
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
    let (headline, standfirst) = (scene.headline()?, scene.standfirst()?);
    let (mut page, below) = Page::headed(&scene.kicker(), &headline, &standfirst);
    let layout = Layout::of(&scene, below + 8.0)?;
    let (map, frame) = (&layout.map, layout.frame);
    ground::land(&mut page, map, frame)?;
    let mut taken = ground::graticule(&mut page, map, frame, &[15.0, 16.0], &[-94.0, -93.0]);
    taken.extend(ground::names(&mut page, map, frame, &GROUND)?);
    draw_ways(&mut page, &scene, &layout)?;
    for crowd in &layout.crowds {
        crowd.draw(&mut page, layout.scale);
    }
    draw_seats(&mut page, &scene, &layout);
    draw_legend(&mut page, &layout);
    write_labels(&mut page, &scene, &layout, taken)?;
    Ok(page.footed(frame.bottom + LEGEND, &sources(&scene, map)?))
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
    let goal = scene.goal().and_then(|goal| scene.order(&goal.code()));
    for leg in layout.legs(now, goal) {
        page.line(leg, PLANNED);
    }
    for (group, spoke) in spokes(scene, layout) {
        let stroke = match scene.doubt(group) {
            Some(_) => Stroke::dashed(colour::VERMILION, 1.2, "3 4"),
            None => Stroke::solid(colour::GREEN, 1.2),
        };
        page.line(spoke, stroke);
    }
    Ok(())
}

/// From the circle for the groups ahead, together, to where each was seen.
fn spokes<'s>(scene: &'s Scene<'_>, layout: &'s Layout) -> impl Iterator<Item = (&'s Id, Segment)> {
    let [_, _, ahead] = &layout.crowds;
    let rim = ahead.reach(layout.scale).radius;
    scene.ahead.iter().filter_map(move |&(group, place)| {
        let seat = *layout.seats.get(scene.order(&place.code())?)?;
        Some((group, Segment::new(ahead.centre.towards(seat, rim), seat)))
    })
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

/// The legend in two columns below the map.
fn draw_legend(page: &mut Page, layout: &Layout) {
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
    let right = left.plus(MEASURE / 2.0 + 4.0, 0.0);
    let below = legend::rows(page, right, &lines);
    legend::scale_bar(page, below.plus(4.0, 16.0), &layout.map, 50);
}

fn write_labels(
    page: &mut Page,
    scene: &Scene<'_>,
    layout: &Layout,
    boxes: Vec<Rect>,
) -> Result<(), Box<dyn Error>> {
    let crowds = layout.crowds.iter().map(|crowd| crowd.reach(layout.scale));
    let crowds: Vec<Circle> = crowds.collect();
    let seats = layout.seats.iter().map(|&centre| Circle {
        centre,
        radius: SEAT + 3.0,
    });
    let obstacles = Obstacles {
        circles: crowds.iter().copied().chain(seats).collect(),
        boxes,
        lines: layout
            .legs(Some(0), Some(layout.seats.len()))
            .chain(spokes(scene, layout).map(|(_, spoke)| spoke))
            .collect(),
    };
    let [_, _, ahead] = &layout.crowds;
    let mut wanted = vec![Label {
        anchor: ahead.centre,
        reach: ahead.reach(layout.scale).radius,
        best: 0.0,
        lines: written(
            &format!(
                "{} in the groups ahead",
                Estimate::exactly(ahead.people.best())
            ),
            ahead.colour,
            &[
                (
                    Tone::Ahead,
                    format!("{} possible: those who", ahead.people.bounds()),
                ),
                (Tone::Ahead, "set out, less those counted".to_owned()),
            ],
        ),
    }];
    for (place, &seat) in scene.along.iter().zip(&layout.seats) {
        let crowd = crowds.iter().find(|crowd| crowd.centre == seat);
        let notes = scene.notes(place)?;
        // Notes on the largest group's past are on the side of the sea, all else is inland.
        let best = match (notes.first(), crowd) {
            (Some((Tone::Departed, _)), _) => 90.0,
            (Some((Tone::Main, _)), Some(_)) | (Some((Tone::Ahead, _)), _) => 150.0,
            (Some((Tone::Main | Tone::Doubtful, _)), _) => -60.0,
            (None, _) => 0.0,
        };
        wanted.push(Label {
            anchor: seat,
            reach: crowd.map_or(SEAT + 3.0, |crowd| crowd.radius),
            best,
            lines: written(place.name(), colour::BLACK, &notes),
        });
    }
    let placed = labels::place(wanted, &obstacles, layout.frame)?;
    if !labels::are_apart(&placed, &obstacles, layout.frame) {
        return Err("labels overlap".into());
    }
    page.labels(&placed);
    Ok(())
}

/// A name and the notes below it.
fn written(name: &str, colour: &'static str, notes: &[(Tone, String)]) -> Vec<Line> {
    let name = Line {
        text: name.to_owned(),
        size: 16.0,
        bold: true,
        colour,
    };
    let notes = notes.iter().map(|(tone, text)| Line {
        text: text.clone(),
        size: 15.5,
        bold: false,
        colour: match tone {
            Tone::Departed => colour::GREY,
            Tone::Main => colour::BLUE,
            Tone::Ahead => colour::GREEN,
            Tone::Doubtful => colour::VERMILION,
        },
    });
    std::iter::once(name).chain(notes).collect()
}

fn sources(scene: &Scene<'_>, map: &Map) -> Result<String, Box<dyn Error>> {
    let (report, others) = scene.sources()?;
    Ok(format!(
        "Sources: {report}; other counts of the departure: {others}. Seats of municipalities: \
         GeoNames, CC BY 4.0. {} Lines run straight from seat to seat; the road is longer. {} \
         Computed and drawn with corridor.",
        ground::CREDIT,
        map.projection()
    ))
}
