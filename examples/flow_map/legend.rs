//! What stands for what, how long a kilometre is, and where north is.

use corridor::Estimate;

use super::geometry::{Circle, Point, Segment};
use super::ink::{Letters, Page, Stroke, colour};
use super::people::Scale;
use super::projection::Map;

const SIZE: f64 = 15.0;
const ROW: f64 = 21.0;
/// How wide the samples of lines are.
const SAMPLE: f64 = 34.0;

/// Circles within one another, each with its number. How high they are.
pub(crate) fn circles(page: &mut Page, corner: Point, scale: Scale, numbers: &[u64]) -> f64 {
    let most = numbers.iter().copied().max().unwrap_or_default();
    let largest = scale.radius(most);
    let foot = corner.plus(largest, largest * 2.0);
    for &number in numbers {
        let radius = scale.radius(number);
        let top = foot.plus(0.0, -2.0 * radius);
        let circle = Circle {
            centre: foot.plus(0.0, -radius),
            radius,
        };
        page.circle(circle, Stroke::solid(colour::GREY, 1.0), None);
        let beside = Point::new(corner.x + largest * 2.0 + 10.0, top.y);
        page.line(Segment::new(top, beside), Stroke::solid(colour::GREY, 0.6));
        let text = Estimate::exactly(number).to_string();
        let text = if number == most {
            format!("{text} people")
        } else {
            text
        };
        page.text(
            beside.plus(4.0, SIZE * 0.35),
            &text,
            Letters::plain(SIZE, colour::GREY),
        );
    }
    largest * 2.0
}

/// What a row of the legend shows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sample<'s> {
    Lines(&'s [Stroke]),
    Rings,
    OpenRing,
}

/// Rows of samples, each with its meaning; where the next could be.
pub(crate) fn rows(page: &mut Page, corner: Point, rows: &[(Sample<'_>, &str)]) -> Point {
    let mut at = corner;
    for &(sample, text) in rows {
        let middle = at.plus(0.0, ROW / 2.0);
        let centre = middle.plus(SAMPLE / 2.0, 0.0);
        match sample {
            Sample::Lines(strokes) => {
                for &stroke in strokes {
                    page.line(Segment::new(middle, middle.plus(SAMPLE, 0.0)), stroke);
                }
            }
            Sample::Rings => {
                for (radius, width) in [(5.0, 0.8), (7.0, 2.0), (9.0, 0.8)] {
                    page.circle(
                        Circle { centre, radius },
                        Stroke::solid(colour::GREY, width),
                        None,
                    );
                }
            }
            Sample::OpenRing => {
                page.circle(
                    Circle {
                        centre,
                        radius: 5.5,
                    },
                    Stroke::solid(colour::GREY, 2.0),
                    None,
                );
                page.circle(
                    Circle {
                        centre,
                        radius: 9.0,
                    },
                    Stroke::dashed(colour::GREY, 1.2, "2 4"),
                    None,
                );
            }
        }
        page.text(
            middle.plus(SAMPLE + 8.0, SIZE * 0.35),
            text,
            Letters::plain(SIZE, colour::BLACK),
        );
        at = at.plus(0.0, ROW);
    }
    at
}

/// A bar of so many kilometres, halved, with an arrow to the north beside it.
pub(crate) fn scale_bar(page: &mut Page, corner: Point, map: &Map, km: u32) {
    let length = map.pixels(f64::from(km));
    let (left, right) = (corner.plus(0.0, 12.0), corner.plus(length, 12.0));
    let middle = left.between(right, 0.5);
    page.line(
        Segment::new(left, middle),
        Stroke::solid(colour::BLACK, 4.0),
    );
    page.line(Segment::new(left, right), Stroke::solid(colour::BLACK, 1.2));
    page.line(
        Segment::new(right.plus(0.0, -2.0), right.plus(0.0, 2.0)),
        Stroke::solid(colour::BLACK, 1.2),
    );
    let half = (length >= 110.0 && km.is_multiple_of(2)).then(|| (middle, (km / 2).to_string()));
    let ends = [(left, "0".to_owned()), (right, format!("{km} km"))];
    for (at, text) in ends.into_iter().chain(half) {
        let letters = Letters::plain(SIZE, colour::BLACK).anchored("middle");
        page.text(at.plus(0.0, 18.0), &text, letters);
    }
    let tip = corner.plus(length + 52.0, -4.0);
    page.line(
        Segment::new(tip.plus(0.0, 8.0), tip.plus(0.0, 20.0)),
        Stroke::solid(colour::BLACK, 1.4),
    );
    page.arrowhead(tip.plus(0.0, 30.0), tip, 10.0, colour::BLACK);
    page.text(
        tip.plus(0.0, 34.0),
        "N",
        Letters::bold(SIZE, colour::BLACK).anchored("middle"),
    );
}
