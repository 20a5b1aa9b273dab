//! The numbers that a figure and its qualifiers stand for.

use super::cursor::Qualifiers;
use super::error::PhraseError;
use super::grammar::{Amount, Bracket, Item};
use super::lexicon::Qualifier;
use super::number::Number;
use crate::error::Error;
use crate::measure::Estimate;
use crate::measure::estimate::last_unit;

/// The low, best and high of a length or a share; without a high it is open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Real {
    pub(crate) low: f64,
    pub(crate) best: f64,
    pub(crate) high: Option<f64>,
}

/// The figure as its approximation is read.
fn near(value: u64, qualifier: Option<Qualifier>) -> Estimate {
    match qualifier {
        Some(Qualifier::About) => Estimate::about(value),
        Some(Qualifier::Nearly) => Estimate::nearly(value),
        Some(Qualifier::AndSome) => and_some(value),
        Some(Qualifier::AndOdd) if value < 100 => and_some(value),
        Some(Qualifier::JustOver | Qualifier::AndOdd) => Estimate::just_over(value),
        _ => Estimate::exactly(value),
    }
}

/// From the figure to just below the next with as few digits, at least as far as "just over".
fn and_some(value: u64) -> Estimate {
    let over = Estimate::just_over(value);
    let next = value.checked_add(last_unit(value));
    let high = over.high().zip(next).map(|(over, next)| over.max(next - 1));
    Estimate::ascending(value, value, high)
}

/// As [`near`]: half a unit of the last digit, but from a twentieth to a tenth of the figure.
fn near_real(number: &Number<'_>, qualifier: Option<Qualifier>, scale: f64) -> Real {
    let best = number.real() * scale;
    let margin = (number.half_a_unit() * scale).clamp(best / 20.0, best / 10.0);
    let (below, above) = match qualifier {
        Some(Qualifier::About) => (margin, margin),
        Some(Qualifier::Nearly) => (margin, 0.0),
        Some(Qualifier::JustOver | Qualifier::AndOdd | Qualifier::AndSome) => (0.0, margin),
        _ => (0.0, 0.0),
    };
    Real {
        low: best - below,
        best,
        high: Some(best + above),
    }
}

/// Several of a unit: from two of it to just below ten of it ("hundreds": Crowd Counting
/// Consortium), but dozens to just below a hundred.
fn several(unit: u64, multiplier: u64) -> Option<Estimate> {
    let end = if unit == 12 {
        100
    } else {
        unit.checked_mul(10)?
    };
    let low = unit.checked_mul(2)?.checked_mul(multiplier)?;
    let high = end.checked_mul(multiplier)?.checked_sub(1)?;
    Estimate::try_new(low, low, Some(high)).ok()
}

impl Number<'_> {
    /// As far as its digits, or those of the figure that it was converted from, leave it open.
    pub(super) fn about(&self, scale: f64) -> Real {
        near_real(self, Some(Qualifier::About), scale)
    }
}

impl Item<'_> {
    fn refused(&self) -> impl Fn(Error) -> PhraseError + use<> {
        let at = self.at;
        move |error| PhraseError::Estimate { error, at }
    }

    /// The estimate. A figure without qualifiers takes those carried over to it.
    pub(super) fn estimate(&self, carried: Qualifiers) -> Result<Estimate, PhraseError> {
        let mut own = self.own;
        let refused = self.refused();
        let plain = match self.amount {
            Amount::Figure(number) => {
                let value = number.value()?;
                if own.is_empty() {
                    own = carried;
                }
                if let Some(Bracket::Bounds { low, high, .. }) = self.bracket {
                    let high = high.map(|high| high.value()).transpose()?;
                    Estimate::try_new(low.value()?, value, high).map_err(|error| {
                        PhraseError::Estimate {
                            error,
                            at: low.at(),
                        }
                    })?
                } else if number.round && own.is_empty() {
                    Estimate::about(value)
                } else {
                    near(value, own.near)
                }
            }
            Amount::Range {
                low,
                high,
                alternatives,
            } => {
                let carried = own.near.filter(|_| !alternatives);
                let (bottom, top) = (low.number.value()?, high.number.value()?);
                let between = Estimate::between(bottom, top).map_err(&refused)?;
                let low = near(bottom, low.near.or(carried)).low();
                let high = near(top, high.near.or(carried)).high();
                Estimate::try_new(low, between.best(), high).map_err(&refused)?
            }
            Amount::Vague { unit, multiplier } => {
                let estimate =
                    several(unit, multiplier).ok_or_else(|| PhraseError::too_large("", self.at))?;
                match own.near {
                    None | Some(Qualifier::About) => estimate,
                    Some(_) => return Err(self.vaguely_near()),
                }
            }
        };
        match own.bound {
            Some(Qualifier::AtLeast) => Estimate::try_new(plain.low(), plain.best(), None),
            Some(Qualifier::AtMost) => Estimate::try_new(0, plain.best(), plain.high()),
            _ => Ok(plain),
        }
        .map_err(refused)
    }

    /// "Nearly hundreds".
    fn vaguely_near(&self) -> PhraseError {
        PhraseError::Misplaced {
            word: super::shortened(self.text),
            at: self.at,
        }
    }

    /// Low, best and high, multiplied by `scale`.
    pub(super) fn real(
        &self,
        low_scale: f64,
        scale: f64,
        bracket_scale: f64,
    ) -> Result<Real, PhraseError> {
        let own = self.own;
        let plain = match self.amount {
            Amount::Figure(number) => match self.bracket {
                Some(Bracket::Bounds { low, high, .. }) => Real {
                    low: low.real() * bracket_scale,
                    best: number.real() * scale,
                    high: high.map(|high| high.real() * bracket_scale),
                },
                _ if number.round && own.is_empty() => {
                    near_real(&number, Some(Qualifier::About), scale)
                }
                _ => near_real(&number, own.near, scale),
            },
            Amount::Range {
                low,
                high,
                alternatives,
            } => {
                let carried = own.near.filter(|_| !alternatives);
                let low = near_real(&low.number, low.near.or(carried), low_scale);
                let high = near_real(&high.number, high.near.or(carried), scale);
                Real {
                    low: low.low,
                    best: f64::midpoint(low.best, high.best),
                    high: high.high,
                }
            }
            Amount::Vague { .. } => return Err(self.vaguely_near()),
        };
        let bounded = match own.bound {
            Some(Qualifier::AtLeast) => Real {
                high: None,
                ..plain
            },
            Some(Qualifier::AtMost) => Real { low: 0.0, ..plain },
            _ => plain,
        };
        Ok(bounded)
    }
}
