//! How far a publisher may have rounded a figure.

use crate::measure::{Estimate, Percent};

/// The least and the greatest value that a figure may stand for; an open upper bound is infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Range {
    pub(super) fn hull(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        // The error of arithmetic with doubles; an open end has none.
        let size = |end: f64| if end.is_finite() { end.abs() } else { 0.0 };
        let slack = 1e-9 * (1.0 + size(self.low).max(size(other.low)));
        self.low <= other.high + slack && other.low <= self.high + slack
    }
}

/// An exact figure that ends in zeros may have been rounded to its last digit: by half a unit of
/// it, but by no more than a tenth of the figure, as in [`Estimate::about`]. Stated bounds are
/// taken as they are.
#[expect(clippy::cast_precision_loss, reason = "a tolerance need not be exact")]
pub(super) fn of_count(estimate: Estimate) -> Range {
    let reach = if estimate.is_exact() {
        let (mut unit, mut rest) = (1_u64, estimate.best());
        while rest != 0 && rest.is_multiple_of(10) {
            (unit, rest) = (unit.saturating_mul(10), rest / 10);
        }
        let best = estimate.best() as f64;
        if unit == 1 {
            0.0
        } else {
            (unit as f64 / 2.0).min(best / 10.0)
        }
    } else {
        0.0
    };
    Range {
        low: estimate.low() as f64 - reach,
        high: estimate.high().map_or(f64::INFINITY, |high| high as f64) + reach,
    }
}

/// For one of many figures that all end in 0 or 5, as Eurostat rounds them: by up to 2.5, even if
/// it is small.
pub(super) fn of_fives(estimate: Estimate) -> Range {
    let Range { low, high } = of_count(estimate);
    #[expect(clippy::cast_precision_loss, reason = "a tolerance need not be exact")]
    let best = estimate.best() as f64;
    Range {
        low: low.min(best - 2.5),
        high: high.max(best + 2.5),
    }
}

/// A percentage is rounded to its last decimal, by half a unit of it. If it is a multiple of ten,
/// it is rounded to tens, but by no more than a tenth of itself.
pub(super) fn of_percent(percent: Percent) -> Range {
    let best = percent.best();
    let text = best.to_string();
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let half = i32::try_from(decimals).map_or(0.0, |decimals| 0.5 / 10_f64.powi(decimals));
    let in_tens = percent.is_exact() && best > 0.0 && best % 10.0 == 0.0;
    let reach = if in_tens {
        (best / 10.0).min(5.0)
    } else {
        half
    };
    Range {
        low: percent.low() - reach,
        high: percent.high().unwrap_or(f64::INFINITY) + reach,
    }
}

#[cfg(test)]
mod tests {
    use super::{Range, of_count, of_percent};
    use crate::measure::Estimate;

    #[test]
    #[expect(clippy::float_cmp, reason = "the sums are exact")]
    fn reaches() {
        let count = |n| {
            let Range { low, high } = of_count(Estimate::exactly(n));
            (low, high)
        };
        assert_eq!(count(240_988), (240_988.0, 240_988.0));
        assert_eq!(count(156_000), (155_500.0, 156_500.0));
        assert_eq!(count(5_000), (4_500.0, 5_500.0));
        assert_eq!(count(100_000), (90_000.0, 110_000.0));
        assert_eq!(count(0), (0.0, 0.0));
        let percent = |words: &str| {
            let Range { low, high } = of_percent(words.parse().unwrap());
            (low, high)
        };
        assert_eq!(percent("31 %"), (30.5, 31.5));
        assert_eq!(percent("30 %"), (27.0, 33.0));
        assert_eq!(percent("12.5 %"), (12.45, 12.55));
        assert_eq!(percent("200 %"), (195.0, 205.0));
        assert_eq!(percent("0 %"), (-0.5, 0.5));
        assert_eq!(percent("more than 60 %").1, f64::INFINITY);
    }
}
