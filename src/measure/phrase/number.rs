//! One number: a figure or number words, with the scale words behind it.

use super::grammar::Parser;
use super::lexicon::{Form, Sense};
use super::sentence::Meaning;
use super::{PhraseError, shortened};

/// `digits / 10^places × scale + rest`, not yet known to be whole.
///
/// Kept apart, because the low end of a range may borrow the scale of the high end.
#[derive(Clone, Copy)]
pub(super) struct Number<'a> {
    digits: u64,
    places: u32,
    scale: u64,
    /// The last of the scale words, which the scale is a product of; 1 if there is none.
    unit: u64,
    rest: u64,
    doubtful: bool,
    text: &'a str,
    at: usize,
}

/// Whether "and" may be within a number: "two hundred and fifty", "treinta y cinco".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joining {
    Always,
    /// Not if a scale beyond the number would then multiply it: in "a thousand five hundred and one
    /// million" there are two numbers.
    WithinScale,
    Never,
}

impl Number<'_> {
    pub(super) fn value(&self) -> Result<u64, PhraseError> {
        let product = u128::from(self.digits) * u128::from(self.scale);
        let Some(divisor) = 10_u128
            .checked_pow(self.places)
            .filter(|divisor| product.is_multiple_of(*divisor))
        else {
            return Err(PhraseError::Fraction {
                word: shortened(self.text),
                at: self.at,
            });
        };
        u64::try_from(product / divisor)
            .ok()
            .and_then(|value| value.checked_add(self.rest))
            .ok_or_else(|| PhraseError::too_large(self.text, self.at))
    }

    /// The ends of a range. "6 to 8 thousand" is 6,000 to 8,000: the low end borrows the scale of
    /// the high one if it stays below it. "5–10,000" may or may not mean that, and is refused.
    pub(super) fn ends(low: Self, high: Self) -> Result<(u64, u64), PhraseError> {
        let top = high.value()?;
        let below_top = |low: &Self| low.value().ok().filter(|value| *value < top);
        let times = |low: Self, scale: u64| {
            low.scale
                .checked_mul(scale)
                .map(|scale| Self { scale, ..low })
        };
        let borrowed = [high.scale, high.unit]
            .into_iter()
            .filter(|scale| low.unit < *scale && low.rest == 0 && low.digits > 0)
            .find_map(|scale| below_top(&times(low, scale)?));
        if low.doubtful && high.unit > 1 {
            let decimal = Self { places: 3, ..low };
            let other = times(decimal, high.scale).and_then(|low| below_top(&low));
            if other.is_some_and(|other| low.value() != Ok(other)) {
                return Err(low.unclear());
            }
        }
        match borrowed {
            Some(_) if high.rest > 0 => Err(low.unclear()),
            Some(bottom) => Ok((bottom, top)),
            None => {
                let bottom = low.value()?;
                let in_thousands = high.unit == 1 && top.is_multiple_of(1_000);
                if in_thousands && bottom > 0 && bottom < top / 1_000 {
                    return Err(low.unclear());
                }
                Ok((bottom, top))
            }
        }
    }

    fn unclear(&self) -> PhraseError {
        PhraseError::unclear(self.text, self.at)
    }
}

impl<'a> Parser<'a> {
    /// Whether a number starts here.
    pub(super) fn at_number(&self) -> bool {
        match self.meaning(0) {
            Some(Meaning::Figure(_)) => true,
            Some(Meaning::Word(sense)) => match sense {
                Sense::Cardinal(_) | Sense::Half | Sense::Scale(_, Form::Mil) => true,
                Sense::A => self.scale(1).is_some(),
                _ => false,
            },
            _ => false,
        }
    }

    /// The unit of a scale word that goes with a figure.
    fn scale(&self, ahead: usize) -> Option<u64> {
        match self.meaning(ahead) {
            Some(Meaning::Word(Sense::Scale(unit, form))) if form != Form::Many => Some(unit),
            _ => None,
        }
    }

    fn cardinal(&self, ahead: usize) -> Option<u64> {
        match self.meaning(ahead) {
            Some(Meaning::Word(Sense::Cardinal(value))) => Some(value),
            _ => None,
        }
    }

    pub(super) fn number(&mut self, joining: Joining) -> Result<Number<'a>, PhraseError> {
        self.number_below(u64::MAX, joining)
    }

    /// A number whose scale words are all below `limit`.
    fn number_below(&mut self, limit: u64, joining: Joining) -> Result<Number<'a>, PhraseError> {
        let Some(first) = self.lexeme().filter(|_| self.at_number()) else {
            return Err(self.misplaced());
        };
        let mut number = Number {
            digits: 1,
            places: 0,
            scale: 1,
            unit: 1,
            rest: 0,
            doubtful: false,
            text: first.text,
            at: first.at,
        };
        match first.meaning {
            Meaning::Figure(figure) => {
                self.advance();
                number.digits = figure.digits;
                number.places = figure.places;
                number.doubtful = figure.doubtful;
            }
            Meaning::Word(Sense::Half) => {
                self.advance();
                number.digits = 5;
                number.places = 1;
            }
            Meaning::Word(Sense::A | Sense::Cardinal(_)) => {
                (number.digits, number.unit) = self.number_words(limit, joining);
                number.scale = number.unit;
            }
            _ => {}
        }
        if number.places == 0 && number.unit == 1 && self.is(Sense::AndAHalf) {
            self.advance();
            let tenths = number.digits.checked_mul(10).and_then(|n| n.checked_add(5));
            number.digits = tenths.ok_or_else(|| PhraseError::too_large(first.text, first.at))?;
            number.places = 1;
        }
        loop {
            while let Some(larger) = self
                .scale(0)
                .filter(|larger| *larger > number.unit && *larger < limit)
            {
                self.advance();
                number.unit = larger;
                number.scale = number
                    .scale
                    .checked_mul(larger)
                    .ok_or_else(|| PhraseError::too_large(first.text, first.at))?;
            }
            if number.doubtful && number.unit > 1 {
                return Err(number.unclear());
            }
            if number.unit > 1 && number.places == 0 {
                number.rest = self.remainder(number.unit, joining)?;
            }
            // "2 mil 500 millones": a larger scale multiplies all that stands before it.
            let larger = number.unit.saturating_add(1)..limit;
            if number.rest == 0 || !self.scale(0).is_some_and(|scale| larger.contains(&scale)) {
                return Ok(number);
            }
            number.digits = number.value()?;
            (number.scale, number.rest) = (1, 0);
        }
    }

    /// What follows a scale word and belongs to the same number: "2 mil 500", "un millón y medio",
    /// "two thousand and five".
    fn remainder(&mut self, unit: u64, joining: Joining) -> Result<u64, PhraseError> {
        if self.is(Sense::AndAHalf) {
            self.advance();
            return Ok(unit / 2);
        }
        if joining != Joining::Never && unit >= 100 && self.joins_words(1) {
            self.advance();
        }
        let goes_on = match self.meaning(0) {
            Some(Meaning::Figure(_) | Meaning::Word(Sense::Cardinal(_))) => true,
            Some(Meaning::Word(Sense::Scale(smaller, Form::Mil))) => smaller < unit,
            _ => false,
        };
        if !goes_on {
            return Ok(0);
        }
        let refusal = self.misplaced();
        let rest = self.number_below(unit, joining)?.value()?;
        if rest < unit { Ok(rest) } else { Err(refusal) }
    }

    /// Number words below a thousand, or hundreds as in "twelve hundred": their value, and the
    /// hundred taken out of it as a scale where nothing follows it.
    fn number_words(&mut self, limit: u64, joining: Joining) -> (u64, u64) {
        // Only words below `room` still fit: after "twenty" a unit, after "hundred" what is below.
        let (mut value, mut room) = (0, 1_000);
        if self.is(Sense::A) {
            self.advance();
            (value, room) = (1, 0);
        }
        let mut hundred = false;
        // What may multiply the words that "and" joins.
        let scales = match joining {
            Joining::Always => u64::MAX,
            Joining::WithinScale => limit,
            Joining::Never => 0,
        };
        loop {
            if let Some(word) = self.cardinal(0).filter(|word| *word < room) {
                self.advance();
                value += word;
                room = match word {
                    100.. => 100,
                    20.. if word.is_multiple_of(10) => 10,
                    _ => 0,
                };
            } else if self.scale(0) == Some(100) && (1..100).contains(&value) && !hundred {
                self.advance();
                hundred = true;
                value *= 100;
                room = 100;
            } else if room == 100 && hundred && self.joins_words(scales)
                || room == 10 && self.joins_unit(scales)
            {
                self.advance();
            } else {
                break;
            }
        }
        if hundred && room == 100 {
            (value / 100, 100)
        } else {
            (value, 1)
        }
    }

    /// Whether "and" stands here, and words below a hundred after it that nothing multiplies but a
    /// scale from a thousand to below `limit`: "two hundred and fifty thousand". Else it joins two
    /// numbers.
    fn joins_words(&self, limit: u64) -> bool {
        if limit == 0 || !self.is(Sense::And) || self.cardinal(1).is_none_or(|word| word >= 100) {
            return false;
        }
        let words = (1..).take_while(|ahead| self.cardinal(*ahead).is_some());
        self.scale(1 + words.count())
            .is_none_or(|unit| (1_000..limit).contains(&unit))
    }

    /// "Treinta y cinco".
    fn joins_unit(&self, limit: u64) -> bool {
        limit > 0
            && self.is(Sense::Y)
            && self.cardinal(1).is_some_and(|word| (1..10).contains(&word))
            && self.scale(2).is_none_or(|unit| unit < limit)
    }
}
