//! Finds the nearest step of a line in space, with a tree of boxes around runs of steps.
//!
//! Consecutive steps lie near each other, so the tree needs no sorting: eight steps share a box,
//! eight boxes share a box, and so on.

use crate::place::geodesic::Space;
use crate::within::part;

/// How many steps or boxes a box encloses.
const FAN: usize = 8;

#[derive(Debug)]
pub(super) struct BoxTree {
    points: Vec<Space>,
    /// The boxes around steps come first, then the boxes around boxes.
    levels: Vec<Vec<Bounds>>,
}

/// The nearest point of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nearest {
    squared: f64,
    /// The step from this point of the line to the next.
    pub(super) step: usize,
    /// The share of the step before the point, from 0 to 1.
    pub(super) share: f64,
}

impl BoxTree {
    pub(super) fn over(points: Vec<Space>) -> Self {
        let steps: Vec<Bounds> = points
            .windows(2)
            .map(|ends| Bounds::around(ends.iter().map(|&end| Bounds::of(end))))
            .collect();
        let mut levels = vec![grouped(&steps)];
        while let Some(below) = levels.last().filter(|below| below.len() > 1) {
            levels.push(grouped(below));
        }
        Self { points, levels }
    }

    /// The point of the line at this share of this step.
    pub(super) fn point(&self, step: usize, share: f64) -> Space {
        match self.points.get(step..step + 2) {
            Some(&[from, to]) => each(from, to, |from, to| mixed(from, to, share)),
            _ => Space::default(),
        }
    }

    pub(super) fn nearest(&self, point: Space) -> Nearest {
        let mut nearest = Nearest {
            squared: f64::INFINITY,
            step: 0,
            share: 0.0,
        };
        if let Some(top) = self.levels.len().checked_sub(1) {
            self.search(top, 0, point, &mut nearest);
        }
        nearest
    }

    /// Searches a box, the nearest of its inner boxes first.
    fn search(&self, level: usize, index: usize, point: Space, nearest: &mut Nearest) {
        let first = index * FAN;
        let Some(below) = level.checked_sub(1) else {
            let last = (first + FAN).min(self.points.len() - 1);
            for (step, ends) in (first..).zip(part(&self.points, first..=last).windows(2)) {
                if let &[from, to] = ends {
                    nearest.improve(step, from, to, point);
                }
            }
            return;
        };
        let boxes = self.levels.get(below).map_or(&[][..], Vec::as_slice);
        let boxes = part(boxes, first..(first + FAN).min(boxes.len()));
        let mut squared = [f64::INFINITY; FAN];
        for (slot, bounds) in squared.iter_mut().zip(boxes) {
            *slot = bounds.squared_distance(point);
        }
        // Only a few boxes are searched, so picking the next best is cheaper than sorting all.
        while let Some((child, slot)) = (first..)
            .zip(&mut squared)
            .reduce(|best, next| if *next.1 < *best.1 { next } else { best })
            && *slot < nearest.squared
        {
            *slot = f64::INFINITY;
            self.search(below, child, point, nearest);
        }
    }
}

impl Nearest {
    fn improve(&mut self, step: usize, from: Space, to: Space, point: Space) {
        let along = each(to, from, |to, from| to - from);
        let away = each(point, from, |point, from| point - from);
        let length = dot(along, along);
        let share = if length > 0.0 {
            (dot(along, away) / length).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let off = each(away, along, |away, along| away - share * along);
        let squared = dot(off, off);
        if squared < self.squared {
            *self = Self {
                squared,
                step,
                share,
            };
        }
    }
}

/// A box with its edges parallel to the axes.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    low: Space,
    high: Space,
}

impl Bounds {
    fn of(point: Space) -> Self {
        Self {
            low: point,
            high: point,
        }
    }

    fn around(parts: impl Iterator<Item = Self>) -> Self {
        let empty = Self {
            low: [f64::INFINITY; 3],
            high: [f64::NEG_INFINITY; 3],
        };
        parts.fold(empty, |whole, part| Self {
            low: each(whole.low, part.low, f64::min),
            high: each(whole.high, part.high, f64::max),
        })
    }

    fn squared_distance(&self, point: Space) -> f64 {
        let below = each(self.low, point, |low, point| low - point);
        let above = each(point, self.high, |point, high| point - high);
        let outside = each(below, above, |below, above| below.max(above).max(0.0));
        dot(outside, outside)
    }
}

fn grouped(parts: &[Bounds]) -> Vec<Bounds> {
    parts
        .chunks(FAN)
        .map(|run| Bounds::around(run.iter().copied()))
        .collect()
}

/// Applies `f` axis by axis.
fn each(one: Space, other: Space, f: impl Fn(f64, f64) -> f64) -> Space {
    let ([x1, y1, z1], [x2, y2, z2]) = (one, other);
    [f(x1, x2), f(y1, y2), f(z1, z2)]
}

fn dot(one: Space, other: Space) -> f64 {
    let [x, y, z] = each(one, other, |one, other| one * other);
    x + y + z
}

/// Linear interpolation, exact at both ends.
pub(super) fn mixed(from: f64, to: f64, share: f64) -> f64 {
    from * (1.0 - share) + to * share
}
