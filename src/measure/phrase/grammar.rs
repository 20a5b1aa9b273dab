//! The grammar of a count.
//!
//! ```text
//! count     = term { ("," | "and" | ", and") term }  |  number "(" bounds ")" [nouns]
//! term      = { qualifier | article } amount { qualifier } [nouns] { qualifier }
//! amount    = number  |  range  |  vague
//! range     = "between" end "and" end  |  ["from"] end "to" end
//! end       = { qualifier } number
//! vague     = ["several"] scale { ["of"] scale }
//! ```

use super::lexicon::{Form, Qualifier, Sense};
use super::number::{Joining, Number};
use super::sentence::{Lexeme, Meaning};
use super::{PhraseError, shortened};
use crate::measure::Estimate;

/// Where the reading is; `end` is the byte at which the words end.
#[derive(Clone, Copy)]
pub(super) struct Parser<'a> {
    lexemes: &'a [Lexeme<'a>],
    end: usize,
}

/// At most one bound and one approximation: "at least some 6,000".
#[derive(Clone, Copy, Default)]
struct Qualifiers {
    bound: Option<Qualifier>,
    near: Option<Qualifier>,
}

impl Qualifiers {
    /// Whether it goes with those already there: "at least … or more" does, "at least up to" not.
    fn add(&mut self, qualifier: Qualifier) -> bool {
        let kind = if qualifier.is_bound() {
            &mut self.bound
        } else {
            &mut self.near
        };
        *kind.get_or_insert(qualifier) == qualifier
    }

    fn is_empty(self) -> bool {
        self.bound.is_none() && self.near.is_none()
    }
}

enum Amount {
    Figure(u64),
    Range(End, End),
    Vague(Estimate),
}

/// An end of a range, which may have an approximation of its own.
struct End {
    value: u64,
    near: Option<Qualifier>,
}

/// The figure as its approximation reads.
fn near(value: u64, qualifier: Option<Qualifier>) -> Estimate {
    match qualifier {
        Some(Qualifier::About) => Estimate::about(value),
        Some(Qualifier::Nearly) => Estimate::nearly(value),
        Some(Qualifier::JustOver) => Estimate::just_over(value),
        _ => Estimate::exactly(value),
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

/// The count that the whole phrase is.
pub(super) fn parse(lexemes: &[Lexeme<'_>], end: usize) -> Result<Estimate, PhraseError> {
    let mut parser = Parser { lexemes, end };
    let count = match parser.stated_with_bounds()? {
        Some(count) => count,
        None => parser.sum()?,
    };
    if parser.lexemes.is_empty() {
        Ok(count)
    } else {
        Err(parser.misplaced())
    }
}

impl<'a> Parser<'a> {
    pub(super) fn lexeme(&self) -> Option<&'a Lexeme<'a>> {
        self.lexemes.first()
    }

    pub(super) fn meaning(&self, ahead: usize) -> Option<Meaning> {
        self.lexemes.get(ahead).map(|lexeme| lexeme.meaning)
    }

    fn sense(&self, ahead: usize) -> Option<Sense> {
        match self.meaning(ahead) {
            Some(Meaning::Word(sense)) => Some(sense),
            _ => None,
        }
    }

    pub(super) fn is(&self, sense: Sense) -> bool {
        self.sense(0) == Some(sense)
    }

    pub(super) fn advance(&mut self) {
        self.lexemes = self.lexemes.get(1..).unwrap_or_default();
    }

    fn accept(&mut self, meaning: Meaning) -> bool {
        let found = self.meaning(0) == Some(meaning);
        if found {
            self.advance();
        }
        found
    }

    fn pass(&mut self, meaning: Meaning) -> Result<(), PhraseError> {
        if self.accept(meaning) {
            Ok(())
        } else {
            Err(self.misplaced())
        }
    }

    /// The refusal of what stands here, or of the end.
    pub(super) fn misplaced(&self) -> PhraseError {
        self.lexeme()
            .map_or(PhraseError::Unfinished { at: self.end }, |lexeme| {
                PhraseError::Misplaced {
                    word: shortened(lexeme.text),
                    at: lexeme.at,
                }
            })
    }

    fn too_large(&self) -> PhraseError {
        let text = self.lexeme().map_or("", |lexeme| lexeme.text);
        PhraseError::too_large(text, self.at())
    }

    fn at(&self) -> usize {
        self.lexeme().map_or(self.end, |lexeme| lexeme.at)
    }

    /// "4,000 (2,500–4,500)", "7,000 (6,000 or more)": as `Display` writes it.
    fn stated_with_bounds(&mut self) -> Result<Option<Estimate>, PhraseError> {
        let mut ahead = *self;
        if !ahead.at_number() {
            return Ok(None);
        }
        let Ok(best) = ahead.number(Joining::Always) else {
            return Ok(None);
        };
        ahead.nouns();
        if !ahead.accept(Meaning::Open) {
            return Ok(None);
        }
        *self = ahead;
        let at = self.at();
        let low = self.number(Joining::Always)?.value()?;
        let high = if self.accept(Meaning::Word(Sense::To)) {
            Some(self.number(Joining::Always)?.value()?)
        } else {
            self.pass(Meaning::Word(Sense::After(Qualifier::AtLeast)))?;
            None
        };
        self.pass(Meaning::Close)?;
        self.nouns();
        Estimate::try_new(low, best.value()?, high)
            .map(Some)
            .map_err(|error| PhraseError::Estimate { error, at })
    }

    fn sum(&mut self) -> Result<Estimate, PhraseError> {
        let mut carried = Qualifiers::default();
        let (mut total, mut named) = self.term(&mut carried)?;
        loop {
            // "6,000, 8,000" are rather two figures for one crowd than two crowds.
            let comma = named && self.accept(Meaning::Comma);
            let and = self.accept_and();
            if !comma && !and {
                return Ok(total);
            }
            let at = self.at();
            let (term, says_whom) = self.term(&mut carried)?;
            named = says_whom;
            total = total
                .checked_add(term)
                .map_err(|error| PhraseError::Estimate { error, at })?;
        }
    }

    /// One conjunct, and whether it says who is counted. `carried` are the qualifiers that stood
    /// before those ahead of it.
    fn term(&mut self, carried: &mut Qualifiers) -> Result<(Estimate, bool), PhraseError> {
        let mut own = self.qualifiers()?;
        if !own.is_empty() {
            *carried = own;
        }
        let start = *self;
        let at = start.at();
        let amount = self.amount()?;
        self.qualifiers_behind(&mut own)?;
        let named = self.nouns();
        self.qualifiers_behind(&mut own)?;

        let refused = |error| PhraseError::Estimate { error, at };
        let plain = match amount {
            Amount::Figure(value) => {
                if own.is_empty() {
                    own = *carried;
                }
                near(value, own.near)
            }
            Amount::Range(low, high) => {
                let between = Estimate::between(low.value, high.value).map_err(refused)?;
                let low = near(low.value, low.near.or(own.near)).low();
                let high = near(high.value, high.near.or(own.near)).high();
                Estimate::try_new(low, between.best(), high).map_err(refused)?
            }
            Amount::Vague(estimate) => match own.near {
                None | Some(Qualifier::About) => estimate,
                Some(_) => return Err(start.misplaced()),
            },
        };
        match own.bound {
            Some(Qualifier::AtLeast) => Estimate::try_new(plain.low(), plain.best(), None),
            Some(Qualifier::AtMost) => Estimate::try_new(0, plain.best(), plain.high()),
            _ => Ok(plain),
        }
        .map(|estimate| (estimate, named))
        .map_err(refused)
    }

    fn qualifiers(&mut self) -> Result<Qualifiers, PhraseError> {
        let mut qualifiers = Qualifiers::default();
        loop {
            match self.sense(0) {
                Some(Sense::Before(qualifier) | Sense::Beside(qualifier)) => {
                    if !qualifiers.add(qualifier) {
                        return Err(self.misplaced());
                    }
                }
                Some(Sense::Article) => {}
                _ => return Ok(qualifiers),
            }
            self.advance();
        }
    }

    fn qualifiers_behind(&mut self, qualifiers: &mut Qualifiers) -> Result<(), PhraseError> {
        while let Some(Sense::After(qualifier) | Sense::Beside(qualifier)) = self.sense(0) {
            if !qualifiers.add(qualifier) {
                return Err(self.misplaced());
            }
            self.advance();
        }
        Ok(())
    }

    fn amount(&mut self) -> Result<Amount, PhraseError> {
        match self.sense(0) {
            Some(Sense::Between) => {
                self.advance();
                let start = *self;
                // "Between one hundred and two thousand": that "and" is not the number's.
                let mut low = self.end_of_range(Joining::Always);
                for joining in [Joining::WithinScale, Joining::Never] {
                    if low.is_err() || !self.at_and() {
                        *self = start;
                        low = self.end_of_range(joining);
                    }
                }
                let low = low?;
                if !self.accept_and() {
                    return Err(self.misplaced());
                }
                self.range(low)
            }
            Some(Sense::From | Sense::De) => {
                self.advance();
                let low = self.end_of_range(Joining::Always)?;
                if !self.accept_to() {
                    return Err(self.misplaced());
                }
                self.range(low)
            }
            Some(Sense::Several | Sense::Scale(_, Form::Many | Form::Either)) => self.vague(),
            _ => {
                let low = self.number(Joining::Always)?;
                if self.accept_to() {
                    self.range((low, None))
                } else {
                    low.value().map(Amount::Figure)
                }
            }
        }
    }

    fn at_and(&self) -> bool {
        self.is(Sense::And) || self.is(Sense::Y)
    }

    fn accept_and(&mut self) -> bool {
        let found = self.at_and();
        if found {
            self.advance();
        }
        found
    }

    fn accept_to(&mut self) -> bool {
        self.accept(Meaning::Word(Sense::To)) || self.accept(Meaning::Word(Sense::A))
    }

    fn end_of_range(
        &mut self,
        joining: Joining,
    ) -> Result<(Number<'a>, Option<Qualifier>), PhraseError> {
        let start = *self;
        let qualifiers = self.qualifiers()?;
        if qualifiers.bound.is_some() {
            return Err(start.misplaced());
        }
        Ok((self.number(joining)?, qualifiers.near))
    }

    /// The rest of a range, from its high end.
    fn range(&mut self, low: (Number<'a>, Option<Qualifier>)) -> Result<Amount, PhraseError> {
        let high = self.end_of_range(Joining::Always)?;
        let (bottom, top) = Number::ends(low.0, high.0)?;
        Ok(Amount::Range(
            End {
                value: bottom,
                near: low.1,
            },
            End {
                value: top,
                near: high.1,
            },
        ))
    }

    /// "Hundreds", "several hundred", "tens of thousands", "cientos de miles".
    fn vague(&mut self) -> Result<Amount, PhraseError> {
        let start = *self;
        let counted = self.accept(Meaning::Word(Sense::Several));
        let Some(Sense::Scale(unit, _)) = self.sense(0) else {
            return Err(self.misplaced());
        };
        self.advance();
        let (mut multiplier, mut last) = (1_u64, unit);
        loop {
            let of = matches!(self.sense(0), Some(Sense::Of | Sense::De));
            let larger = match self.sense(usize::from(of)) {
                Some(Sense::Scale(larger, form))
                    if larger >= 1_000
                        && larger > last
                        && (of != matches!(form, Form::One | Form::Mil))
                        && (of || counted) =>
                {
                    larger
                }
                _ => break,
            };
            if of {
                self.advance();
            }
            self.advance();
            last = larger;
            multiplier = multiplier.saturating_mul(larger);
        }
        several(unit, multiplier)
            .map(Amount::Vague)
            .ok_or_else(|| start.too_large())
    }

    /// Who is counted, if it says so; nothing about how many.
    fn nouns(&mut self) -> bool {
        let mut seen = false;
        loop {
            let mut ahead = *self;
            let listed = ahead.accept(Meaning::Comma) | ahead.accept_and();
            if !listed && matches!(ahead.sense(0), Some(Sense::Of | Sense::De)) {
                ahead.advance();
            }
            while ahead.accept(Meaning::Word(Sense::Article)) {}
            if (listed && !seen) || !ahead.accept(Meaning::Word(Sense::Noun)) {
                return seen;
            }
            seen = true;
            *self = ahead;
        }
    }
}
