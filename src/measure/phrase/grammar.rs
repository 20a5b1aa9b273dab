//! The grammar of one figure and what it counts.
//!
//! ```text
//! item    = { qualifier | article | [article] {word} head "of" } amount tail ["(" bounds ")" tail]
//! amount  = number  |  range  |  vague
//! range   = "between" end "and" end  |  ["from"] end ("to" | "or") end
//! end     = { qualifier | article } number [unit]
//! vague   = ["several"] scale { ["of"] scale }
//! tail    = { qualifier | unit | per | word }
//! ```
//!
//! The number and its bounds are read. The words after it are what was counted; a number among them
//! is refused, since nothing states what it is.

use super::cursor::{Counted, Cursor, Measured, Qualifiers};
use super::error::PhraseError;
use super::lexicon::{Form, Language, Qualifier, Sense};
use super::noun::Noun;
use super::number::Number;
use super::scan::fold;
use super::sentence::Meaning;
use crate::measure::{Grouped, Per};

#[derive(Debug, Clone, Copy)]
pub(super) enum Amount<'a> {
    Figure(Number<'a>),
    /// "About" before alternatives ("two or three thousand") adds nothing to them.
    Range {
        low: End<'a>,
        high: End<'a>,
        alternatives: bool,
    },
    /// "Hundreds": the unit, and a factor.
    Vague {
        unit: u64,
        multiplier: u64,
    },
}

/// An end of a range, which may have an approximation and a unit of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct End<'a> {
    pub(super) number: Number<'a>,
    pub(super) near: Option<Qualifier>,
    pub(super) unit: Option<Measured<'a>>,
}

/// What is in brackets after a figure: its bounds, or the same figure in another unit.
#[derive(Debug, Clone, Copy)]
pub(super) enum Bracket<'a> {
    Bounds {
        low: Number<'a>,
        high: Option<Number<'a>>,
        unit: Option<Measured<'a>>,
    },
    Converted(Number<'a>, Measured<'a>),
}

/// One figure with everything stated about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) amount: Amount<'a>,
    pub(super) own: Qualifiers,
    pub(super) noun: Noun<'a>,
    pub(super) unit: Option<Measured<'a>>,
    pub(super) per: Option<Per>,
    pub(super) bracket: Option<Bracket<'a>>,
    /// The first words of the figure, after its qualifiers, and where they start.
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// Where the whole of it starts and ends.
    pub(super) span: (usize, usize),
}

impl<'a> Cursor<'_, 'a> {
    pub(super) fn item(&mut self) -> Result<Item<'a>, PhraseError> {
        let start = self.at();
        let mut per = None;
        let mut own = self.lead(&mut per)?;
        let (text, at) = self
            .lexeme()
            .map_or(("", self.at()), |lexeme| (lexeme.text, lexeme.at));
        let amount = self.amount()?;
        let mut tail = self.tail(&mut own, None)?;
        let bracket = self.bracket()?;
        if bracket.is_some() {
            tail = self.tail(&mut own, Some(tail))?;
        }
        let end = self.at();
        // "A mother and child"
        if let Amount::Figure(number) = amount
            && tail.noun.lists
            && number.value().is_ok_and(|value| value == 1)
        {
            let words = self.phrase.get(start..end).unwrap_or_default().trim_end();
            let (one, other) = ("1 in all".to_owned(), "1 of each".to_owned());
            return Err(PhraseError::doubtful(words, start, one, other));
        }
        let of_range = match amount {
            Amount::Range { high, .. } => high.unit,
            _ => None,
        };
        if of_range.is_some() && tail.unit.is_some() {
            return Err(self.misplaced());
        }
        if per.is_some() && tail.per.is_some() {
            return Err(self.misplaced());
        }
        Ok(Item {
            amount,
            own,
            noun: tail.noun,
            unit: tail.unit.or(of_range),
            per: per.or(tail.per),
            bracket,
            text,
            at,
            span: (start, end),
        })
    }

    /// Whether a figure starts here, with or without words that may lead to it.
    pub(super) fn at_item(&self) -> bool {
        let mut ahead = *self;
        ahead.at_number()
            || ahead.lead(&mut None).is_ok() && (ahead.at_number() || ahead.at_vague())
    }

    fn at_vague(&self) -> bool {
        matches!(
            self.sense(0),
            Some(Sense::Several | Sense::Between | Sense::Scale(_, Form::Many | Form::Either))
        )
    }

    /// The words before a figure.
    pub(super) fn lead(&mut self, per: &mut Option<Per>) -> Result<Qualifiers, PhraseError> {
        let mut qualifiers = Qualifiers::default();
        loop {
            match self.sense(0) {
                Some(Sense::Before(qualifier) | Sense::Beside(qualifier)) => {
                    if !qualifiers.add(qualifier) {
                        return Err(self.misplaced());
                    }
                    self.advance();
                }
                Some(Sense::Aside) => self.advance(),
                Some(Sense::Article | Sense::A | Sense::One | Sense::Head | Sense::Ordinal) => {
                    let (past, rate) = self.past_head();
                    // "Un 60 por ciento".
                    let is_article = self.counted == Counted::Nothing
                        && matches!(self.meaning(1), Some(Meaning::Figure(_)));
                    if let Some(past) = past {
                        *self = past;
                        *per = per.or(rate);
                    } else if self.is(Sense::Article)
                        || is_article
                        || self.is(Sense::A) && !self.at_number() && self.lexemes.len() > 1
                    {
                        self.advance();
                    } else {
                        return Ok(qualifiers);
                    }
                }
                _ => return Ok(qualifiers),
            }
        }
    }

    /// Skips "a large group of", and returns the average that it states, if any.
    fn past_head(&self) -> (Option<Self>, Option<Per>) {
        let mut per = None;
        let mut ahead = *self;
        for _ in 0..7 {
            match ahead.meaning(0) {
                Some(Meaning::Word(Sense::Head))
                    if matches!(ahead.sense(1), Some(Sense::Of | Sense::De)) =>
                {
                    return (Some(ahead.ahead(2)), per);
                }
                // "Una caravana de hasta": "de" is part of what follows.
                Some(Meaning::Word(Sense::Head)) if ahead.ahead(1).is_qualifier_with_of() => {
                    return (Some(ahead.ahead(1)), per);
                }
                Some(Meaning::Word(Sense::Per(Some(rate)))) => per = Some(rate),
                Some(
                    Meaning::Unknown
                    | Meaning::Word(
                        Sense::Article
                        | Sense::A
                        | Sense::One
                        | Sense::Ordinal
                        | Sense::Noun(..)
                        | Sense::Filler
                        | Sense::Head,
                    ),
                ) => {}
                _ => break,
            }
            ahead.advance();
        }
        (None, None)
    }

    fn is_qualifier_with_of(&self) -> bool {
        matches!(self.sense(0), Some(Sense::Before(_)))
            && self
                .lexeme()
                .is_some_and(|lexeme| fold(lexeme.text).starts_with("de "))
    }

    fn amount(&mut self) -> Result<Amount<'a>, PhraseError> {
        match self.sense(0) {
            Some(Sense::Between) => {
                self.advance();
                self.between()
            }
            // Portuguese "dos 300" does not open a range.
            Some(Sense::From | Sense::De)
                if self
                    .lexeme()
                    .is_some_and(|lexeme| !lexeme.text.ends_with("os")) =>
            {
                self.advance();
                let low = self.end_of_range()?;
                // "From 300 up to 400", "desde 300 hasta 400".
                let up_to = Meaning::Word(Sense::Before(Qualifier::AtMost));
                if !self.accept_to() && !self.accept(up_to) {
                    return Err(self.misplaced());
                }
                self.range(low, false)
            }
            Some(Sense::Several | Sense::Scale(_, Form::Many | Form::Either)) => self.vague(),
            _ => {
                let number = self.number()?;
                let low = End {
                    number,
                    near: None,
                    unit: None,
                };
                // "20 km to 30 km"
                let measured = self.ahead(usize::from(self.measured().is_some()));
                let mut ahead = measured;
                let alternatives = ahead.is(Sense::Or);
                // "3-mil": three thousand, or three to a thousand.
                let is_dash = ahead.meaning(0) == Some(Meaning::Dash);
                if is_dash && matches!(ahead.sense(1), Some(Sense::Scale(_, Form::Mil))) {
                    return Err(number.unclear());
                }
                if ahead.accept_to() {
                    let unit = self.measured();
                    *self = ahead;
                    return self.range(End { unit, ..low }, alternatives);
                }
                Ok(Amount::Figure(number))
            }
        }
    }

    pub(super) fn at_and(&self) -> bool {
        matches!(self.sense(0), Some(Sense::And | Sense::Y | Sense::E))
    }

    /// What divides a range. "A" and a dash may also lead to a word: "300 a bordo", "2,000-strong".
    fn accept_to(&mut self) -> bool {
        let next = self.ahead(1);
        let found = match self.meaning(0) {
            Some(Meaning::Word(Sense::To | Sense::Or)) => true,
            Some(Meaning::Word(Sense::A)) => next.at_item(),
            Some(Meaning::Dash) => !matches!(
                next.meaning(0),
                Some(
                    Meaning::Unknown
                        | Meaning::Word(
                            Sense::Noun(..)
                                | Sense::After(_)
                                | Sense::Filler
                                | Sense::Article
                                | Sense::Unit(_)
                        )
                )
            ),
            _ => false,
        };
        if found {
            self.advance();
        }
        found
    }

    fn end_of_range(&mut self) -> Result<End<'a>, PhraseError> {
        let start = *self;
        let qualifiers = self.lead(&mut None)?;
        if qualifiers.bound.is_some() {
            return Err(start.misplaced());
        }
        let number = self.number()?;
        let unit = self.measured();
        if unit.is_some() {
            self.advance();
        }
        Ok(End {
            number,
            near: qualifiers.near,
            unit,
        })
    }

    /// "Between one hundred and two thousand": only the numbers show which "and" divides the ends
    /// and which belong to them. If they do not, the phrase is refused.
    fn between(&mut self) -> Result<Amount<'a>, PhraseError> {
        let mut found: Option<(Self, Amount<'a>)> = None;
        let mut refusal = None;
        for at in 0..self.lexemes.len() {
            let divides = match self.ahead(at).meaning(0) {
                Some(Meaning::Dash | Meaning::Word(Sense::To)) => true,
                Some(Meaning::Word(Sense::A)) => self.language != Language::English,
                _ => self.ahead(at).at_and(),
            };
            if !divides {
                continue;
            }
            let mut low = Self {
                lexemes: self.lexemes.get(..at).unwrap_or_default(),
                ..*self
            };
            let mut rest = self.ahead(at + 1);
            let read = low.end_of_range().and_then(|end| {
                if low.lexemes.is_empty() {
                    rest.range(end, false)
                } else {
                    Err(low.misplaced())
                }
            });
            match (read, found) {
                (Ok(amount), None) if !(rest.at_and() && rest.ahead(1).at_number()) => {
                    found = Some((rest, amount));
                }
                (Ok(other), Some((_, one))) if other.ascends() && one.ascends() => {
                    let at = self.at();
                    return Err(PhraseError::doubtful(
                        self.phrase
                            .get(at..rest.at())
                            .unwrap_or_default()
                            .trim_end(),
                        at,
                        one.shown(),
                        other.shown(),
                    ));
                }
                (Ok(other), Some((_, one))) if other.ascends() && !one.ascends() => {
                    found = Some((rest, other));
                }
                (Err(error), None) => refusal = refusal.or(Some(error)),
                _ => {}
            }
        }
        if let Some((rest, amount)) = found {
            *self = rest;
            return Ok(amount);
        }
        let mut low = *self;
        low.end_of_range()?;
        Err(match refusal {
            Some(error) if low.at_and() => error,
            _ => low.misplaced(),
        })
    }

    /// The rest of a range, from its high end on.
    fn range(&mut self, low: End<'a>, alternatives: bool) -> Result<Amount<'a>, PhraseError> {
        let high = self.end_of_range()?;
        let (bottom, top) = Number::ends(low.number, high.number)?;
        Ok(Amount::Range {
            low: End {
                number: bottom,
                ..low
            },
            high: End {
                number: top,
                ..high
            },
            alternatives,
        })
    }

    /// "Hundreds", "several hundred", "tens of thousands", "cientos de miles".
    fn vague(&mut self) -> Result<Amount<'a>, PhraseError> {
        let counted = self.is(Sense::Several);
        if counted {
            self.advance();
        }
        let Some(Sense::Scale(unit, form)) = self.sense(0) else {
            return Err(self.misplaced());
        };
        if form == Form::Round {
            return Err(self.misplaced());
        }
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
        Ok(Amount::Vague { unit, multiplier })
    }

    /// "4,000 (2,500–4,500)", "7,000 (6,000 or more)", "20 miles (30 kilometres)".
    fn bracket(&mut self) -> Result<Option<Bracket<'a>>, PhraseError> {
        let inside = self.ahead(1);
        let is_bracket = self.meaning(0) == Some(Meaning::Open) && inside.at_item();
        if !is_bracket {
            return Ok(None);
        }
        let start = *self;
        *self = inside;
        self.lead(&mut None)?;
        let low = self.number()?;
        // "(25-mile)"
        if self.meaning(0) == Some(Meaning::Dash) && self.ahead(1).measured().is_some() {
            self.advance();
        }
        let unit = self.measured();
        // The composition of the figure does not matter for this item.
        let is_noun = matches!(
            self.meaning(0),
            Some(Meaning::Unknown | Meaning::Word(Sense::Noun(..)))
        );
        if is_noun {
            *self = start;
            return Ok(None);
        }
        if unit.is_some() {
            self.advance();
        }
        let bracket = if self.is(Sense::To) || self.meaning(0) == Some(Meaning::Dash) {
            self.advance();
            let high = self.number()?;
            let high_unit = self.measured();
            if high_unit.is_some() {
                self.advance();
            }
            Bracket::Bounds {
                low,
                high: Some(high),
                unit: high_unit.or(unit),
            }
        } else if let Some(unit) = unit.filter(|_| self.meaning(0) == Some(Meaning::Close)) {
            Bracket::Converted(low, unit)
        } else {
            self.pass(Meaning::Word(Sense::After(Qualifier::AtLeast)))?;
            Bracket::Bounds {
                low,
                high: None,
                unit,
            }
        };
        self.pass(Meaning::Close)?;
        Ok(Some(bracket))
    }
}

impl Amount<'_> {
    fn ascends(&self) -> bool {
        match self {
            Self::Range { low, high, .. } => low.number.real() <= high.number.real(),
            _ => true,
        }
    }

    /// The ends of a range, for a message.
    fn shown(&self) -> String {
        let shown = |number: &Number<'_>| match number.value() {
            Ok(value) => Grouped(value).to_string(),
            Err(_) => number.real().to_string(),
        };
        match self {
            Self::Range { low, high, .. } => {
                format!("{} to {}", shown(&low.number), shown(&high.number))
            }
            Self::Figure(number) => shown(number),
            Self::Vague { .. } => String::new(),
        }
    }
}
