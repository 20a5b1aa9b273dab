//! A length or a share: a figure, its bounds and its unit.

use super::cursor::{Cursor, Measured};
use super::error::PhraseError;
use super::grammar::{Amount, Bracket, Item};
use super::lexicon::{Sense, Unit};
use super::number::Number;
use super::scan::fold;
use super::stated::Real;
use crate::measure::distance::MILE_KM;
use crate::shown::shortened;

impl<'a> Cursor<'_, 'a> {
    /// The only figure of the phrase, with its unit.
    fn quantity(mut self) -> Result<(Item<'a>, Measured<'a>), PhraseError> {
        let mut item = self.item()?;
        if let (Amount::Figure(number), true) = (&mut item.amount, self.is(Sense::AndAHalf))
            && let Some(half) = number.and_a_half()
        {
            *number = half;
            self.advance();
        }
        if !self.lexemes.is_empty() {
            return Err(self.misplaced());
        }
        match item.unit {
            Some(unit) => Ok((item, unit)),
            None => Err(self.misplaced()),
        }
    }

    /// In kilometres.
    pub(super) fn distance(self) -> Result<Real, PhraseError> {
        let (mut item, unit) = self.quantity()?;
        let mut low_unit = unit;
        match &mut item.amount {
            Amount::Figure(number) => grouped(number, unit)?,
            Amount::Range { low, high, .. } => {
                low_unit = low.unit.unwrap_or(unit);
                grouped(&mut low.number, low_unit)?;
                grouped(&mut high.number, high.unit.unwrap_or(unit))?;
            }
            Amount::Vague { .. } => {}
        }
        let mut bracket_unit = unit;
        match &mut item.bracket {
            Some(Bracket::Bounds { low, high, unit }) => {
                bracket_unit = unit.unwrap_or(bracket_unit);
                grouped(low, bracket_unit)?;
                if let Some(high) = high {
                    grouped(high, bracket_unit)?;
                }
            }
            Some(Bracket::Converted(number, unit)) => {
                grouped(number, *unit)?;
                bracket_unit = *unit;
            }
            None => {}
        }
        let real = item.real(in_km(low_unit), in_km(unit), in_km(bracket_unit))?;
        if let Some(Bracket::Converted(number, _)) = item.bracket {
            let other = number.about(in_km(bracket_unit));
            let stated = match item.amount {
                Amount::Figure(number) => number.about(in_km(unit)),
                _ => real,
            };
            let meet = other.low <= stated.high.unwrap_or(f64::MAX)
                && stated.low <= other.high.unwrap_or(f64::MAX);
            if !meet {
                let (from, to) = item.span;
                return Err(PhraseError::doubtful(
                    self.phrase.get(from..to).unwrap_or_default(),
                    from,
                    format!("{:.1} km", stated.best),
                    format!("{:.1} km", other.best),
                ));
            }
        }
        Ok(real)
    }

    /// In per cent.
    pub(super) fn percent(self) -> Result<Real, PhraseError> {
        let (item, _) = self.quantity()?;
        let numbers = match item.amount {
            Amount::Figure(number) => [Some(number), None],
            Amount::Range { low, high, .. } => [Some(low.number), Some(high.number)],
            Amount::Vague { .. } => [None, None],
        };
        for number in numbers.into_iter().flatten() {
            if number.separator().is_some() {
                return Err(doubtful(&number, "%"));
            }
        }
        if matches!(item.bracket, Some(Bracket::Converted(..))) {
            return Err(PhraseError::Misplaced {
                word: shortened(item.text),
                at: item.at,
            });
        }
        item.real(1.0, 1.0, 1.0)
    }
}

fn in_km(unit: Measured<'_>) -> f64 {
    match unit.unit {
        Unit::Metre => 0.001,
        Unit::Mile => MILE_KM,
        _ => 1.0,
    }
}

fn doubtful(number: &Number<'_>, unit: &str) -> PhraseError {
    PhraseError::doubtful(
        number.text(),
        number.at(),
        format!("{} {unit}", number.real()),
        format!("{} {unit}", number.with_decimals().real()),
    )
}

/// Three digits after one separator are thousands if the unit's word belongs to a language that
/// groups this way, and doubtful otherwise.
fn grouped(number: &mut Number<'_>, unit: Measured<'_>) -> Result<(), PhraseError> {
    let Some(separator) = number.separator() else {
        return Ok(());
    };
    let groups: &[char] = match fold(unit.text).as_str() {
        "kilometer" | "kilometers" | "meter" | "meters" | "mile" | "miles" => &[','],
        // The accents of "kilomètres" distinguish French from English.
        "kilometre" | "kilometres" | "metre" | "metres" if unit.text.is_ascii() => &[','],
        // Mexico and Spain use different signs for groups, and nobody writes metres as decimals.
        "kilometro" | "kilometros" | "milla" | "millas" => &[',', '.'],
        "kilometre" | "kilometres" | "metre" | "metres" | "milles" | "metro" | "metros"
        | "quilometro" | "quilometros" | "milha" | "milhas" => &['.'],
        _ => &[],
    };
    if groups.contains(&separator) {
        Ok(())
    } else {
        Err(doubtful(number, unit.text))
    }
}
