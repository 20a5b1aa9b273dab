//! How far along a route each of its places is, and which leg a distance falls on.

use crate::measure::Distance;
use crate::within::part;

/// Ascending distances, the first of them 0, with an index: the route is cut into as many equal
/// stretches as it has legs, so that a search only looks at one stretch.
#[derive(Debug, Clone)]
pub(super) struct Marks {
    /// One more than the legs: the last is the end of the route.
    starts: Vec<Distance>,
    /// How many marks lie before each stretch; finally, how many there are in all.
    before: Vec<usize>,
    stretches_per_km: f64,
}

impl Marks {
    /// Marks at the start and after each of these lengths.
    pub(super) fn after(lengths: impl ExactSizeIterator<Item = Distance>) -> Self {
        let legs = lengths.len();
        let ends = lengths.scan(Distance::ZERO, |end, length| {
            *end = *end + length;
            Some(*end)
        });
        let starts: Vec<Distance> = std::iter::once(Distance::ZERO).chain(ends).collect();
        let whole = starts.last().map_or(0.0, |end| end.km());
        let mut guided = Self {
            stretches_per_km: stretches_per_km(legs, whole),
            before: Vec::with_capacity(legs + 2),
            starts,
        };
        for (index, &mark) in guided.starts.iter().enumerate() {
            let stretch = guided.stretch(mark);
            while guided.before.len() <= stretch {
                guided.before.push(index);
            }
        }
        guided.before.push(guided.starts.len());
        guided
    }

    pub(super) fn as_slice(&self) -> &[Distance] {
        &self.starts
    }

    pub(super) fn end(&self) -> Distance {
        self.starts.last().copied().unwrap_or(Distance::ZERO)
    }

    /// The last leg that starts at or before that distance, and the share of the leg before it.
    pub(super) fn leg_at(&self, along: Distance) -> (usize, f64) {
        let stretch = self.stretch(along).min(self.before.len() - 2);
        let (first, end) = match self.before.get(stretch..stretch + 2) {
            Some(&[first, end]) => (first, end),
            _ => (0, self.starts.len()),
        };
        let within = part(&self.starts, first..end);
        let behind = first + within.partition_point(|mark| *mark <= along);
        let leg = behind.min(self.starts.len() - 1).saturating_sub(1);
        let share = match self.starts.get(leg..leg + 2) {
            Some([start, end]) if start < end => {
                (along.km() - start.km()) / (end.km() - start.km())
            }
            _ => 0.0,
        };
        (leg, share.min(1.0))
    }

    /// Never decreases as distances increase, despite rounding; the search relies on nothing else.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative, and the number of legs at most; a cast saturates"
    )]
    fn stretch(&self, along: Distance) -> usize {
        (along.km() * self.stretches_per_km) as usize
    }
}

/// Zero if the route has no length.
fn stretches_per_km(legs: usize, whole: f64) -> f64 {
    let per_km = f64::from(u32::try_from(legs).unwrap_or(u32::MAX)) / whole;
    if per_km.is_finite() { per_km } else { 0.0 }
}
