//! Labels that overlap nothing: each takes the cheapest of its candidate places around its anchor;
//! then each in turn moves to a cheaper one that has become free, until none can. Candidate
//! positions are those of cartography (Imhof 1975; Christensen, Marks and Shieber 1995).

use super::geometry::{Circle, Point, Rect, Segment};
use super::lettering;

/// The space between two lines, in parts of the size.
const LEADING: f64 = 1.25;
/// How far a label keeps from anything else, in pixels.
const CLEARANCE: f64 = 2.0;
/// From this distance a line leads from the anchor to its label.
const LED_FROM: f64 = 16.0;

/// So many labels are tried in every order.
const FEW: usize = 12;

/// One line of a label.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) size: f64,
    pub(crate) bold: bool,
    pub(crate) colour: &'static str,
}

/// What is to be written beside an anchor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) anchor: Point,
    /// The radius around the anchor that its symbol takes.
    pub(crate) reach: f64,
    /// Where it would best be, in degrees clockwise from east.
    pub(crate) best: f64,
    pub(crate) lines: Vec<Line>,
}

impl Label {
    fn size(&self) -> (f64, f64) {
        let widths = self
            .lines
            .iter()
            .map(|line| lettering::width(&line.text, line.size, line.bold));
        let heights = self.lines.iter().map(|line| line.size * LEADING);
        (widths.fold(0.0, f64::max), heights.sum())
    }
}

/// A label in its place.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) label: Label,
    pub(crate) area: Rect,
    /// Whether the lines end at the right side of the area, not begin at its left.
    pub(crate) flush_right: bool,
    pub(crate) leader: Option<Segment>,
}

impl Placed {
    /// Each line with the point where its baseline begins, or ends if it is flush right.
    pub(crate) fn baselines(&self) -> impl Iterator<Item = (Point, &Line)> {
        let x = if self.flush_right {
            self.area.right
        } else {
            self.area.left
        };
        let mut y = self.area.top;
        self.label.lines.iter().map(move |line| {
            let baseline = y + line.size;
            y += line.size * LEADING;
            (Point::new(x, baseline), line)
        })
    }
}

/// What labels must not cover, and what they had better not.
#[derive(Debug, Clone, Default)]
pub(crate) struct Obstacles {
    pub(crate) circles: Vec<Circle>,
    pub(crate) boxes: Vec<Rect>,
    pub(crate) lines: Vec<Segment>,
}

/// A label for which there is no room.
#[derive(Debug, thiserror::Error)]
#[error("no room for the label {text:?}")]
pub(crate) struct NoRoom {
    text: String,
}

/// Puts every label into the frame: the cheapest outcome of as many tries as there are labels, each
/// of which comes first once.
pub(crate) fn place(
    mut labels: Vec<Label>,
    obstacles: &Obstacles,
    frame: Rect,
) -> Result<Vec<Placed>, NoRoom> {
    let mut best: Option<(f64, Vec<Placed>)> = None;
    let mut left_over = None;
    for _ in 0..labels.len() {
        labels.rotate_right(1);
        match in_order(&labels, obstacles, frame) {
            Ok(placed) => {
                let placed = improved(placed, obstacles, frame);
                let price = total(&placed, obstacles);
                if best.as_ref().is_none_or(|&(least, _)| price < least) {
                    best = Some((price, placed));
                }
            }
            Err(no_room) => left_over = Some(no_room),
        }
    }
    match (best, left_over) {
        (None, Some(no_room)) => Err(no_room),
        (best, _) => Ok(best.map(|(_, placed)| placed).unwrap_or_default()),
    }
}

/// As many labels as find room, the first ones before the last, and the texts that found none: a
/// label that is too large is tried with its first line alone.
pub(crate) fn place_some(
    labels: Vec<Label>,
    obstacles: &Obstacles,
    frame: Rect,
) -> (Vec<Placed>, Vec<String>) {
    if labels.len() <= FEW
        && let Ok(placed) = place(labels.clone(), obstacles, frame)
    {
        return (placed, Vec::new());
    }
    let (mut placed, mut left_out) = (Vec::new(), Vec::new());
    for label in labels {
        let name = Label {
            lines: label.lines.first().cloned().into_iter().collect(),
            ..label.clone()
        };
        let whole = cheapest(&label, obstacles, frame, &placed.iter());
        let texts: Vec<&str> = label.lines.iter().map(|line| line.text.as_str()).collect();
        match whole.or_else(|| cheapest(&name, obstacles, frame, &placed.iter())) {
            Some((_, place)) => {
                if place.label.lines.len() < texts.len() {
                    left_out.push(texts.join(", "));
                }
                placed.push(place);
            }
            None => left_out.push(texts.join(", ")),
        }
    }
    (improved(placed, obstacles, frame), left_out)
}

/// What a picture says of the labels that found no room: some of them, where they are many, and all of
/// them on standard error.
pub(crate) fn no_room(left_out: &[String]) -> String {
    const SOME: usize = 12;
    if left_out.is_empty() {
        return String::new();
    }
    let some: Vec<&str> = left_out.iter().take(SOME).map(String::as_str).collect();
    let mut text = format!("No room on the map for: {}", some.join("; "));
    if let Some(more) = left_out.len().checked_sub(SOME + 1) {
        text += &["; and ", &(more + 1).to_string(), " more"].concat();
        eprintln!("no room on the map for: {}", left_out.join("; "));
    }
    text + ". "
}

fn total(placed: &[Placed], obstacles: &Obstacles) -> f64 {
    let others = |index| {
        let before = placed.iter().take(index);
        before.chain(placed.iter().skip(index + 1))
    };
    let costs = placed.iter().enumerate();
    costs
        .map(|(index, one)| cost(one, obstacles, others(index)))
        .sum()
}

/// Each label in the cheapest place that those before it leave free. One that finds none is tried
/// again before all others.
fn in_order(labels: &[Label], obstacles: &Obstacles, frame: Rect) -> Result<Vec<Placed>, NoRoom> {
    let mut order: Vec<&Label> = labels.iter().collect();
    let mut text = String::new();
    for _ in 0..=labels.len() * 4 {
        let mut placed: Vec<Placed> = Vec::new();
        let stuck = order.iter().position(|label| {
            let place = cheapest(label, obstacles, frame, &placed.iter());
            placed.extend(place.map(|(_, place)| place));
            placed.last().is_none_or(|last| last.label != **label)
        });
        let Some(index) = stuck else {
            return Ok(placed);
        };
        let first = order.get(index).and_then(|label| label.lines.first());
        text = first.map(|line| line.text.clone()).unwrap_or_default();
        if let Some(until) = order.get_mut(..=index) {
            until.rotate_right(1);
        }
    }
    Err(NoRoom { text })
}

/// Each label moved to a cheaper place, until none can move.
fn improved(mut placed: Vec<Placed>, obstacles: &Obstacles, frame: Rect) -> Vec<Placed> {
    // Two may swap for ever, when the leader of each makes the other dearer: hence the bound.
    for _ in 0..50 {
        let mut has_moved = false;
        for index in 0..placed.len() {
            let before = placed.iter().take(index);
            let others = before.chain(placed.iter().skip(index + 1));
            let Some(now) = placed.get(index) else {
                continue;
            };
            let current = cost(now, obstacles, others.clone());
            let better = cheapest(&now.label, obstacles, frame, &others);
            if let Some((_, better)) = better.filter(|&(price, _)| price < current - 1e-6)
                && let Some(slot) = placed.get_mut(index)
            {
                *slot = better;
                has_moved = true;
            }
        }
        if !has_moved {
            break;
        }
    }
    placed
}

fn cheapest<'p>(
    label: &Label,
    obstacles: &Obstacles,
    frame: Rect,
    others: &(impl Iterator<Item = &'p Placed> + Clone),
) -> Option<(f64, Placed)> {
    candidates(label)
        .filter(|candidate| is_free(candidate, obstacles, frame, others.clone()))
        .map(|candidate| (cost(&candidate, obstacles, others.clone()), candidate))
        .min_by(|(one, _), (other, _)| one.total_cmp(other))
}

/// Places in 24 directions and at nine distances.
fn candidates(label: &Label) -> impl Iterator<Item = Placed> {
    let (width, height) = label.size();
    let distances = [4.0, 8.0, 14.0, 22.0, 34.0, 50.0, 70.0, 95.0, 125.0];
    (0..24)
        .flat_map(move |step| distances.map(move |distance| (f64::from(step) * 15.0, distance)))
        .map(move |(direction, distance)| {
            let (sine, cosine) = direction.to_radians().sin_cos();
            let from = label.reach + distance;
            let touch = label.anchor.plus(cosine * from, sine * from);
            // The box lies beyond the point: centred above and below, beside it otherwise.
            let left = touch.x - width * (1.0 - cosine) / 2.0;
            let top = touch.y - height * (1.0 - sine) / 2.0;
            let area = Rect::new(left, top, width, height);
            let end = area.nearest(label.anchor);
            let gap = end.distance(label.anchor) - label.reach;
            let leader = (gap > LED_FROM).then(|| {
                Segment::new(
                    label.anchor.towards(end, label.reach - 2.0),
                    end.towards(label.anchor, 3.0),
                )
            });
            Placed {
                label: label.clone(),
                area,
                flush_right: cosine < -0.5,
                leader,
            }
        })
}

fn is_free<'p>(
    candidate: &Placed,
    obstacles: &Obstacles,
    frame: Rect,
    mut others: impl Iterator<Item = &'p Placed>,
) -> bool {
    let area = candidate.area.grown(CLEARANCE);
    let own = Circle {
        centre: candidate.label.anchor,
        radius: candidate.label.reach,
    };
    frame.holds(area)
        && !area.overlaps_circle(own)
        && !obstacles
            .circles
            .iter()
            .any(|&circle| area.overlaps_circle(circle))
        && !obstacles.boxes.iter().any(|&other| area.overlaps(other))
        && !others.any(|other| area.overlaps(other.area.grown(CLEARANCE)))
}

/// Pixels away from the best direction and from the anchor; a line crossed is as bad as 300.
fn cost<'p>(
    candidate: &Placed,
    obstacles: &Obstacles,
    others: impl Iterator<Item = &'p Placed>,
) -> f64 {
    let Label {
        anchor,
        best,
        reach,
        ..
    } = candidate.label;
    let middle = Point::new(
        f64::midpoint(candidate.area.left, candidate.area.right),
        f64::midpoint(candidate.area.top, candidate.area.bottom),
    );
    let direction = (middle.y - anchor.y)
        .atan2(middle.x - anchor.x)
        .to_degrees();
    let turned = (direction - best + 540.0).rem_euclid(360.0) - 180.0;
    let away = candidate.area.nearest(anchor).distance(anchor) - reach;
    let crossed = obstacles
        .lines
        .iter()
        .filter(|&&line| candidate.area.overlaps_line(line))
        .count();
    let led_over = candidate.leader.map_or(0, |leader| {
        others
            .filter(|other| other.area.overlaps_line(leader))
            .count()
    });
    let crossings = f64::from(u16::try_from(crossed + led_over).unwrap_or(u16::MAX));
    // Rounded, so that the last bit of a sine, which is not the same everywhere, decides nothing.
    ((away + turned.abs() / 3.0 + crossings * 300.0) * 1000.0).round() / 1000.0
}

/// Whether no label overlaps another, a circle, or a box, and all are inside the frame.
pub(crate) fn are_apart(placed: &[Placed], obstacles: &Obstacles, frame: Rect) -> bool {
    placed.iter().enumerate().all(|(index, one)| {
        let area = one.area;
        frame.holds(area)
            && !placed
                .iter()
                .skip(index + 1)
                .any(|other| area.overlaps(other.area))
            && !obstacles
                .circles
                .iter()
                .any(|&circle| area.overlaps_circle(circle))
            && !obstacles.boxes.iter().any(|&other| area.overlaps(other))
    })
}

#[cfg(test)]
mod tests {
    use super::{Circle, Label, Line, Obstacles, Point, Rect, Segment, are_apart, place};
    use proptest::prelude::*;

    const FRAME: Rect = Rect::new(0.0, 0.0, 600.0, 600.0);

    fn label(x: f64, y: f64, text: &str) -> Label {
        let line = Line {
            text: text.to_owned(),
            size: 16.0,
            bold: false,
            colour: "#000",
        };
        Label {
            anchor: Point::new(x, y),
            reach: 5.0,
            best: 0.0,
            lines: vec![line],
        }
    }

    #[test]
    fn two_labels_of_one_anchor_share_its_sides() -> Result<(), Box<dyn std::error::Error>> {
        let labels = vec![
            label(300.0, 300.0, "Tapachula"),
            label(300.0, 300.0, "Huixtla"),
        ];
        let placed = place(labels, &Obstacles::default(), FRAME)?;
        assert!(are_apart(&placed, &Obstacles::default(), FRAME));
        assert!(placed.iter().all(|one| one.leader.is_none()));
        Ok(())
    }

    #[test]
    fn a_label_gives_way_to_a_line() -> Result<(), Box<dyn std::error::Error>> {
        let way = Segment::new(Point::new(0.0, 300.0), Point::new(600.0, 300.0));
        let obstacles = Obstacles {
            lines: vec![way],
            ..Obstacles::default()
        };
        let placed = place(vec![label(300.0, 300.0, "Huixtla")], &obstacles, FRAME)?;
        assert!(placed.iter().all(|one| !one.area.overlaps_line(way)));
        Ok(())
    }

    #[test]
    fn what_has_no_room_is_refused_by_name() {
        let narrow = Rect::new(0.0, 0.0, 40.0, 40.0);
        let refused = place(
            vec![label(20.0, 20.0, "Villa Comaltitlán")],
            &Obstacles::default(),
            narrow,
        );
        let text = refused.map_or_else(|error| error.to_string(), |_| String::new());
        assert_eq!(text, "no room for the label \"Villa Comaltitlán\"");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn whatever_is_placed_is_apart(
            anchors in prop::collection::vec((50.0..550.0, 50.0..550.0), 1..12),
            circles in prop::collection::vec((50.0..550.0, 50.0..550.0, 5.0..60.0), 0..5),
        ) {
            let circles = circles.into_iter().map(|(x, y, radius)| Circle { centre: Point::new(x, y), radius });
            let obstacles = Obstacles { circles: circles.collect(), ..Obstacles::default() };
            let labels = anchors.into_iter().map(|(x, y)| label(x, y, "Escuintla")).collect();
            if let Ok(placed) = place(labels, &obstacles, FRAME) {
                prop_assert!(are_apart(&placed, &obstacles, FRAME));
            }
        }
    }
}
