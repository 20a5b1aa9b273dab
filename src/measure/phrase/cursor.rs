//! The position in the words, and what is there.

use super::error::PhraseError;
use super::lexicon::{Language, Qualifier, Sense, Unit};
use super::sentence::{Lexeme, Meaning};
use crate::shown::shortened;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// People and their acts: families and boats are refused.
    People,
    /// Anything that the words name; also rates.
    Anything,
    /// Nothing: a length or a share is read.
    Nothing,
}

/// The position; `end` is the byte at which the words end.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'p, 'a> {
    pub(super) lexemes: &'p [Lexeme<'a>],
    pub(super) phrase: &'a str,
    pub(super) language: Language,
    /// Whether the words are French and in no other language.
    pub(super) is_french: bool,
    pub(super) counted: Counted,
}

/// At most one bound and one approximation: "at least some 6,000".
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Qualifiers {
    pub(super) bound: Option<Qualifier>,
    pub(super) near: Option<Qualifier>,
}

impl Qualifiers {
    /// Adds a qualifier if it fits those already there: "at least … or more" does, "at least up to"
    /// does not.
    pub(super) fn add(&mut self, qualifier: Qualifier) -> bool {
        let kind = if qualifier.is_bound() {
            &mut self.bound
        } else {
            &mut self.near
        };
        *kind.get_or_insert(qualifier) == qualifier
    }

    pub(super) fn is_empty(self) -> bool {
        self.bound.is_none() && self.near.is_none()
    }
}

/// A unit as it is in the words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured<'a> {
    pub(super) unit: Unit,
    pub(super) text: &'a str,
}

impl<'p, 'a> Cursor<'p, 'a> {
    pub(super) fn lexeme(&self) -> Option<&'p Lexeme<'a>> {
        self.lexemes.first()
    }

    pub(super) fn meaning(&self, ahead: usize) -> Option<Meaning> {
        self.lexemes.get(ahead).map(|lexeme| lexeme.meaning)
    }

    pub(super) fn sense(&self, ahead: usize) -> Option<Sense> {
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

    /// The same cursor, some lexemes ahead.
    pub(super) fn ahead(&self, lexemes: usize) -> Self {
        Self {
            lexemes: self.lexemes.get(lexemes..).unwrap_or_default(),
            ..*self
        }
    }

    pub(super) fn accept(&mut self, meaning: Meaning) -> bool {
        let found = self.meaning(0) == Some(meaning);
        if found {
            self.advance();
        }
        found
    }

    pub(super) fn pass(&mut self, meaning: Meaning) -> Result<(), PhraseError> {
        if self.accept(meaning) {
            Ok(())
        } else {
            Err(self.misplaced())
        }
    }

    /// The refusal of what is here, or of the end.
    pub(super) fn misplaced(&self) -> PhraseError {
        match self.lexeme() {
            None => PhraseError::Unfinished {
                at: self.phrase.len(),
            },
            Some(lexeme) if lexeme.meaning == Meaning::Unknown => {
                PhraseError::unknown(lexeme.text, lexeme.at)
            }
            Some(lexeme) => PhraseError::Misplaced {
                word: shortened(lexeme.text),
                at: lexeme.at,
            },
        }
    }

    pub(super) fn at(&self) -> usize {
        self.lexeme().map_or(self.phrase.len(), |lexeme| lexeme.at)
    }

    /// The unit that is here.
    pub(super) fn measured(&self) -> Option<Measured<'a>> {
        let lexeme = self.lexeme()?;
        match lexeme.meaning {
            Meaning::Word(Sense::Unit(unit)) => Some(Measured {
                unit,
                text: lexeme.text,
            }),
            _ => None,
        }
    }
}
