//! One number: a figure or number words, followed by scale words.

use super::cursor::{Counted, Cursor};
use super::error::PhraseError;
use super::lexicon::{self, Form, Language, NounKind, Sense};
use super::sentence::Meaning;
use crate::shown::shortened;

/// `digits / 10^places × scale + rest`, not yet known to be whole.
///
/// Kept separate, because the low end of a range may borrow the scale of the high end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number<'a> {
    digits: u64,
    places: u32,
    scale: u64,
    /// The last of the scale words, whose product is the scale; 1 if there is none.
    unit: u64,
    rest: u64,
    /// The one separator before three digits, which may group them or mark decimals.
    separator: Option<char>,
    /// "un centenar": approximate.
    pub(super) round: bool,
    /// Whether it starts with digits.
    is_figure: bool,
    text: &'a str,
    at: usize,
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
        // "6,00": a count of people has no decimals.
        if self.places > 0 && self.scale == 1 {
            return Err(self.unclear());
        }
        u64::try_from(product / divisor)
            .ok()
            .and_then(|value| value.checked_add(self.rest))
            .ok_or_else(|| PhraseError::too_large(self.text, self.at))
    }

    /// The nearest double.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a length or a share has not as many digits"
    )]
    pub(super) fn real(&self) -> f64 {
        let product = u128::from(self.digits) * u128::from(self.scale);
        let divisor = 10_u128.checked_pow(self.places).unwrap_or(u128::MAX);
        product as f64 / divisor as f64 + self.rest as f64
    }

    /// Half a unit of its last significant digit.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a power of ten, and never looked at to the bit"
    )]
    pub(super) fn half_a_unit(&self) -> f64 {
        let divisor = 10_u128.checked_pow(self.places).unwrap_or(u128::MAX);
        let mut digits = (u128::from(self.digits) * u128::from(self.scale))
            .saturating_add(u128::from(self.rest).saturating_mul(divisor));
        let mut unit = 1_u128;
        while digits != 0 && digits.is_multiple_of(10) {
            digits /= 10;
            unit = unit.saturating_mul(10);
        }
        unit as f64 / divisor as f64 / 2.0
    }

    /// The one separator before three digits, which may group them or mark decimals.
    pub(super) fn separator(&self) -> Option<char> {
        self.separator
    }

    /// "A mile and a half", for a whole number.
    pub(super) fn and_a_half(self) -> Option<Self> {
        let is_whole = self.places == 0 && self.scale == 1 && self.separator.is_none();
        let tenths = self.digits.checked_mul(10)?.checked_add(5)?;
        is_whole.then_some(Self {
            digits: tenths,
            places: 1,
            ..self
        })
    }

    /// "1.100 kilómetros": three digits behind one separator, as thousands or as decimals.
    pub(super) fn with_decimals(self) -> Self {
        Self {
            places: 3,
            separator: None,
            ..self
        }
    }

    /// "2023": in a range without a noun, it may as well be a year.
    pub(super) fn is_year(&self) -> bool {
        self.text.len() == 4 && self.is_figure && (1_900..2_100).contains(&self.digits)
    }

    pub(super) fn text(&self) -> &str {
        self.text
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The ends of a range. "6 to 8 thousand" is 6,000 to 8,000: the low end borrows the scale of
    /// the high one if it stays below it. "5–10,000" may or may not mean that, and is refused.
    pub(super) fn ends(low: Self, high: Self) -> Result<(Self, Self), PhraseError> {
        let top = high.real();
        let below_top = |low: &Self| low.real() < top;
        let times = |low: Self, scale: u64| {
            low.scale
                .checked_mul(scale)
                .map(|scale| Self { scale, ..low })
        };
        let borrowed = [high.scale, high.unit]
            .into_iter()
            .filter(|scale| low.unit < *scale && low.rest == 0 && low.digits > 0)
            .find_map(|scale| times(low, scale).filter(below_top));
        if low.separator.is_some() && high.unit > 1 {
            let decimal = times(low.with_decimals(), high.scale).filter(below_top);
            #[expect(clippy::float_cmp, reason = "the same reading, or not")]
            if decimal.is_some_and(|decimal| decimal.real() != low.real()) {
                return Err(low.unclear());
            }
        }
        // "5 to 600", "5–10,000": five, or as many hundreds or thousands.
        let may_borrow = |scale: f64| {
            high.unit == 1 && top % scale == 0.0 && low.real() > 0.0 && low.real() < top / scale
        };
        match borrowed {
            Some(_) if high.rest > 0 => Err(low.unclear()),
            Some(low) => Ok((low, high)),
            None if top < 1_000.0 && may_borrow(100.0) || may_borrow(1_000.0) => Err(low.unclear()),
            None => Ok((low, high)),
        }
    }

    pub(super) fn unclear(&self) -> PhraseError {
        PhraseError::unclear(self.text, self.at)
    }
}

impl<'a> Cursor<'_, 'a> {
    /// Whether a number starts here.
    pub(super) fn at_number(&self) -> bool {
        match self.meaning(0) {
            Some(Meaning::Figure(_)) => true,
            Some(Meaning::Word(sense)) => match sense {
                Sense::Cardinal(_) | Sense::One | Sense::Half | Sense::Scale(_, Form::Mil) => true,
                Sense::A => self.scale(1).is_some() || self.is_a_person() || self.is_a_length(),
                Sense::Scale(_, Form::One) => self.sense(1) == Some(Sense::AndAHalf),
                _ => false,
            },
            _ => false,
        }
    }

    /// "A woman": one, if nothing else can be meant.
    fn is_a_person(&self) -> bool {
        let is_person = matches!(
            self.sense(1),
            Some(Sense::Noun(
                NounKind::People | NounKind::Status | NounKind::Demographic(_),
                lexicon::Number::Singular
            ))
        );
        is_person
            && matches!(
                self.meaning(2),
                None | Some(Meaning::Comma | Meaning::Word(Sense::And))
            )
    }

    /// "A mile", if nothing is counted.
    fn is_a_length(&self) -> bool {
        self.counted == Counted::Nothing && matches!(self.sense(1), Some(Sense::Unit(_)))
    }

    /// The unit of a scale word that goes with a figure.
    fn scale(&self, ahead: usize) -> Option<u64> {
        match self.sense(ahead) {
            Some(Sense::Scale(unit, form)) if form != Form::Many => Some(unit),
            _ => None,
        }
    }

    fn cardinal(&self, ahead: usize) -> Option<u64> {
        match self.sense(ahead) {
            Some(Sense::Cardinal(value)) => Some(value),
            Some(Sense::One) => Some(1),
            _ => None,
        }
    }

    pub(super) fn number(&mut self) -> Result<Number<'a>, PhraseError> {
        self.number_below(u64::MAX)
    }

    /// A number whose scale words are all below `limit`.
    fn number_below(&mut self, limit: u64) -> Result<Number<'a>, PhraseError> {
        let Some(first) = self.lexeme().filter(|_| self.at_number()) else {
            return Err(self.misplaced());
        };
        let mut number = Number {
            digits: 1,
            places: 0,
            scale: 1,
            unit: 1,
            rest: 0,
            separator: None,
            round: false,
            is_figure: matches!(first.meaning, Meaning::Figure(_)),
            text: first.text,
            at: first.at,
        };
        match first.meaning {
            Meaning::Figure(figure) => {
                if figure.loose && !self.is_french {
                    return Err(loose(first.text, first.at));
                }
                self.advance();
                number.digits = figure.digits;
                number.places = figure.places;
                number.separator = figure.separator;
            }
            Meaning::Word(Sense::Half) => {
                self.advance();
                number.digits = 5;
                number.places = 1;
            }
            Meaning::Word(Sense::A | Sense::Cardinal(_) | Sense::One) => {
                (number.digits, number.unit) = self.number_words(limit);
                number.scale = number.unit;
            }
            _ => {}
        }
        if number.places == 0
            && number.unit == 1
            && self.is(Sense::AndAHalf)
            && self.halves(&number)
        {
            self.advance();
            let tenths = number.digits.checked_mul(10).and_then(|n| n.checked_add(5));
            number.digits = tenths.ok_or_else(|| PhraseError::too_large(first.text, first.at))?;
            number.places = 1;
        }
        loop {
            self.scales(&mut number, limit)?;
            if number.unit >= 100 && number.places == 0 && !number.round {
                number.rest = self.remainder(number.unit)?;
            }
            // "2 mil 500 millones": a larger scale multiplies everything before it. English has no
            // such numbers.
            let larger = number.unit.saturating_add(1)..limit;
            let goes_on = number.rest > 0
                && number.unit >= 100
                && self.language != Language::English
                && self.scale(0).is_some_and(|scale| larger.contains(&scale));
            if !goes_on {
                return Ok(number);
            }
            number.digits = number.value()?;
            (number.scale, number.rest) = (1, 0);
        }
    }

    /// "Two and a half million", "3 y media": not half of the scale after it, as in "300 y media
    /// docena".
    fn halves(&self, number: &Number<'a>) -> bool {
        match self.sense(1) {
            Some(Sense::Scale(scale, form)) => {
                let is_one = matches!(form, Form::Round | Form::Mil)
                    || form == Form::One && self.language != Language::English;
                scale >= 1_000 && number.digits < 100 && !is_one
            }
            _ => true,
        }
    }

    /// The scale words after a figure, each larger than the one before it.
    fn scales(&mut self, number: &mut Number<'a>, limit: u64) -> Result<(), PhraseError> {
        loop {
            // "Un centenar de miles".
            let of = number.round && self.is(Sense::De);
            let Some(Sense::Scale(larger, form)) = self.sense(usize::from(of)) else {
                break;
            };
            // French has "six cents", but "6 cents" only for money.
            let words_only = larger == 100 && self.language == Language::French;
            // "Three hundred five hundred" are two numbers.
            let stands = number.digits.saturating_mul(number.scale);
            let fits = !(words_only && number.is_figure)
                && (number.is_figure || larger < 100 || larger > stands)
                && larger > number.unit
                && larger < limit
                && of == (number.round && larger >= 1_000)
                && (of || form != Form::Many);
            if !fits {
                break;
            }
            if of {
                self.advance();
            }
            // Nobody writes 5.1 million as "5 100 mil".
            if number.is_figure && number.text.contains(char::is_whitespace) {
                return Err(number.unclear());
            }
            // "7000 mil" is a slip for "7 mil", or for 7,000.
            let is_whole = number.is_figure && number.places == 0 && number.unit == 1;
            if self.language != Language::English
                && (is_whole && number.digits >= 1_000 && larger == 1_000)
            {
                return Err(number.unclear());
            }
            self.advance();
            number.round |= form == Form::Round;
            number.unit = larger;
            number.scale = number
                .scale
                .checked_mul(larger)
                .ok_or_else(|| PhraseError::too_large(number.text, number.at))?;
            if number.separator.is_some() {
                let is_decimal = match (self.language, number.separator) {
                    (Language::English, Some('.'))
                    | (Language::French | Language::Portuguese, Some(',')) => true,
                    // "1.067 million de personnes": a singular means less than two.
                    (Language::French | Language::Portuguese, Some('.')) => form == Form::One,
                    _ => false,
                };
                // Nobody writes "1.500 million" for a million and a half.
                if !is_decimal || number.digits.is_multiple_of(10) {
                    return Err(number.unclear());
                }
                *number = number.with_decimals();
            }
        }
        Ok(())
    }

    /// What follows a scale word and belongs to the same number: "2 mil 500", "un millón y medio",
    /// "two thousand and five".
    fn remainder(&mut self, unit: u64) -> Result<u64, PhraseError> {
        if self.is(Sense::AndAHalf) {
            // "Dos mil y medio" is not a number.
            if unit >= 1_000_000 {
                self.advance();
                return Ok(unit / 2);
            }
            return Ok(0);
        }
        let joined = match self.sense(0) {
            Some(Sense::And) => unit >= 100 && self.joins_words(1),
            Some(Sense::Y) => unit >= 1_000 && self.cardinal(1).is_some_and(|word| word < 10),
            Some(Sense::E) => unit >= 1_000,
            _ => false,
        };
        let mut ahead = *self;
        if joined {
            ahead.advance();
        }
        let goes_on = match ahead.meaning(0) {
            Some(Meaning::Figure(_) | Meaning::Word(Sense::Cardinal(_) | Sense::One)) => true,
            Some(Meaning::Word(Sense::Scale(smaller, Form::Mil))) => smaller < unit,
            _ => false,
        };
        if !goes_on {
            return Ok(0);
        }
        let refusal = ahead.misplaced();
        let rest = ahead.number_below(unit)?.value()?;
        if joined && (rest >= unit || ahead.scale(0).is_some()) {
            // "And" joins two numbers here.
            return Ok(0);
        }
        *self = ahead;
        if rest < unit { Ok(rest) } else { Err(refusal) }
    }

    /// Number words below a thousand, or hundreds as in "twelve hundred": their value, and the
    /// hundred taken out of it as a scale if nothing follows it.
    fn number_words(&mut self, limit: u64) -> (u64, u64) {
        // Only words below `room` still fit: a unit after "twenty", anything below a hundred after
        // "hundred".
        let (mut value, mut room) = (0, 1_000);
        if self.is(Sense::A) {
            self.advance();
            (value, room) = (1, 0);
        }
        let mut hundred = false;
        loop {
            if let Some(word) = self.cardinal(0).filter(|word| *word < room) {
                self.advance();
                value += word;
                room = match word {
                    100.. => 100,
                    20.. if word.is_multiple_of(10) => 10,
                    _ => 0,
                };
            } else if self.scale(0) == Some(100)
                && !matches!(
                    self.sense(0),
                    Some(Sense::Scale(_, Form::Round | Form::Either))
                )
                && (1..100).contains(&value)
                && !hundred
            {
                self.advance();
                hundred = true;
                value *= 100;
                room = 100;
            } else if room == 100 && hundred && self.joins_words(limit)
                || (room == 100 || room == 10) && self.joins_below(room)
            {
                self.advance();
            } else if self.joins_teen(value % 100) {
                self.advance();
                room = 12;
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

    /// Whether this is an "and" followed by words below a hundred, multiplied by nothing but a
    /// scale from a thousand to below `limit`: "two hundred and fifty thousand". Otherwise it joins
    /// two numbers.
    fn joins_words(&self, limit: u64) -> bool {
        if !self.is(Sense::And) || self.cardinal(1).is_none_or(|word| word >= 100) {
            return false;
        }
        let words = (1..).take_while(|ahead| self.cardinal(*ahead).is_some());
        self.scale(1 + words.count())
            .is_none_or(|unit| (1_000..limit).contains(&unit))
    }

    /// "Soixante et onze", "diez y seis".
    fn joins_teen(&self, tens: u64) -> bool {
        let teen = match (self.language, tens) {
            (Language::French, 60) => 11..12,
            (Language::Spanish, 10) => 6..10,
            _ => return false,
        };
        self.is(Sense::Y) && self.cardinal(1).is_some_and(|word| teen.contains(&word))
    }

    /// "Treinta y cinco", "vingt et un"; "cento e vinte". Not "veinte y una docena", "vingt et trois
    /// cents".
    fn joins_below(&self, room: u64) -> bool {
        let joins = self.is(Sense::E) || room == 10 && self.is(Sense::Y);
        let room = if self.language == Language::French {
            2
        } else {
            room
        };
        joins
            && self
                .cardinal(1)
                .is_some_and(|word| (1..room).contains(&word))
            && self.scale(2).is_none_or(|scale| scale >= 1_000)
    }
}

/// "100 200": one figure, or two.
fn loose(text: &str, at: usize) -> PhraseError {
    PhraseError::doubtful(
        text,
        at,
        format!("{} as one figure", text.replace(' ', ",")),
        format!("{} as two", text.replacen(' ', " and ", 1)),
    )
}
