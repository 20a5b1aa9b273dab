//! What each piece of a phrase means, given the pieces around it.

use super::lexicon::{Form, Qualifier, Sense, longest};
use super::scan::{Figure, Kind, Token};
use super::{PhraseError, shortened};

/// A figure, or one or more words with one sense.
pub(super) struct Lexeme<'a> {
    pub(super) meaning: Meaning,
    pub(super) text: &'a str,
    pub(super) at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Figure(Figure),
    Word(Sense),
    Comma,
    Open,
    Close,
}

/// The lexemes of the tokens; refuses any unit of length or time, then any unknown word.
pub(super) fn understand<'a>(
    phrase: &'a str,
    tokens: &[Token<'a>],
) -> Result<Vec<Lexeme<'a>>, PhraseError> {
    let mut lexemes: Vec<Lexeme<'a>> = Vec::new();
    let mut unknown = None;
    let mut english = false;
    let mut rest = tokens;
    while let Some(token) = rest.first() {
        let (meaning, words) = match &token.kind {
            Kind::Figure(figure) => (Some(Meaning::Figure(*figure)), 1),
            Kind::Mark(mark) => (mark_meaning(*mark), 1),
            Kind::Word(_) => match longest(rest) {
                Some((sense, words, english_only)) => {
                    english |= english_only;
                    (Some(Meaning::Word(sense)), words)
                }
                None => (None, 1),
            },
        };
        let (read, after) = rest.split_at_checked(words).unwrap_or((rest, &[]));
        rest = after;
        match meaning {
            Some(meaning) => {
                let end = read
                    .last()
                    .map_or(token.at, |last| last.at + last.text.len());
                lexemes.push(Lexeme {
                    meaning,
                    text: phrase.get(token.at..end).unwrap_or(token.text),
                    at: token.at,
                });
            }
            None if unknown.is_none() => unknown = Some(token),
            None => {}
        }
    }
    settle_miles(&mut lexemes, english);
    if let Some(unit) = lexemes
        .iter()
        .find(|lexeme| lexeme.meaning == Meaning::Word(Sense::Unit))
    {
        return Err(PhraseError::NotACount {
            word: shortened(unit.text),
            at: unit.at,
        });
    }
    match unknown {
        Some(token) => Err(PhraseError::UnknownWord {
            word: shortened(token.text),
            at: token.at,
        }),
        None => Ok(lexemes),
    }
}

fn mark_meaning(mark: char) -> Option<Meaning> {
    Some(match mark {
        ',' => Meaning::Comma,
        '(' => Meaning::Open,
        ')' => Meaning::Close,
        '-' | '\u{2010}' | '\u{2011}' | '–' | '—' => Meaning::Word(Sense::To),
        '+' => Meaning::Word(Sense::After(Qualifier::AtLeast)),
        '~' | '≈' => Meaning::Word(Sense::Before(Qualifier::About)),
        _ => return None,
    })
}

/// "Miles" is thousands in a phrase that is Spanish throughout, unless a figure is right before it.
fn settle_miles(lexemes: &mut [Lexeme<'_>], english: bool) {
    let mut counted = false;
    for lexeme in lexemes {
        if lexeme.meaning == Meaning::Word(Sense::Miles) {
            lexeme.meaning = Meaning::Word(if english || counted {
                Sense::Unit
            } else {
                Sense::Scale(1_000, Form::Many)
            });
        }
        counted = matches!(
            lexeme.meaning,
            Meaning::Figure(_) | Meaning::Word(Sense::Cardinal(_) | Sense::Scale(..) | Sense::Half)
        );
    }
}
