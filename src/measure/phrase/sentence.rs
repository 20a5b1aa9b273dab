//! The meaning of each piece of a phrase in one language.

use super::error::PhraseError;
use super::lexicon::{
    Change, Form, Language, Languages, NounKind, Qualifier, Sense, Unit, is_like_a_demonym,
    is_misspelt_scale, languages_of, longest,
};
use super::scan::{Figure, Kind, Token};
use crate::shown::shortened;

/// A figure, or one or more words with one sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lexeme<'a> {
    pub(super) meaning: Meaning,
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) possessive: bool,
}

impl Lexeme<'_> {
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Figure(Figure),
    Word(Sense),
    /// A word that no table has: it is what was counted if it comes after the figure.
    Unknown,
    Comma,
    /// A range if between figures.
    Dash,
    Open,
    Close,
    /// A mark that does not belong in a count.
    Mark,
}

/// The languages that a phrase may be in.
pub(super) struct Spoken {
    /// Whether each of them has every known word of the phrase; otherwise they have the most of
    /// them.
    pub(super) pure: bool,
    pub(super) languages: Languages,
}

/// In which languages the tokens may be read.
pub(super) fn languages(tokens: &[Token<'_>]) -> Spoken {
    let mut all = Languages::ALL;
    for token in tokens {
        if let Kind::Word(word) = &token.kind
            && let Some(known) = languages_of(word)
        {
            all = all.and(known);
        }
    }
    if !all.is_empty() {
        return Spoken {
            pure: true,
            languages: all,
        };
    }
    let counts = Language::ALL.map(|language| {
        let words = tokens.iter().filter(|token| {
            matches!(&token.kind, Kind::Word(word)
                if languages_of(word).is_some_and(|known| known.contains(language)))
        });
        (words.count(), language)
    });
    let most = counts.iter().map(|(words, _)| *words).max();
    let languages = counts
        .into_iter()
        .filter(|(words, _)| Some(*words) == most)
        .map(|(_, language)| language)
        .collect();
    Spoken {
        pure: false,
        languages,
    }
}

/// The lexemes of the tokens. Refuses a figure joined to letters that say nothing about it.
pub(super) fn understand<'a>(
    phrase: &'a str,
    tokens: &[Token<'a>],
    language: Language,
) -> Result<Vec<Lexeme<'a>>, PhraseError> {
    let mut lexemes: Vec<Lexeme<'a>> = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    let mut before: Option<&Token<'a>> = None;
    while let Some(token) = rest.first() {
        let glued_to = before.filter(|_| token.glued).map(|before| &before.kind);
        let (mut meaning, words) = match &token.kind {
            Kind::Figure(figure) => (Meaning::Figure(*figure), 1),
            Kind::Mark(mark) => (mark_meaning(*mark), 1),
            Kind::Word(_) => match longest(rest, language) {
                Some((sense, words)) => (Meaning::Word(sense), words),
                None => (Meaning::Unknown, 1),
            },
        };
        match (glued_to, &token.kind) {
            (Some(Kind::Figure(_)), Kind::Word(word)) => {
                meaning = behind_figure(word, meaning, rest.get(1..).unwrap_or_default(), language)
                    .ok_or_else(|| glued(phrase, tokens, token))?;
            }
            (Some(Kind::Word(_)), Kind::Figure(_)) => return Err(glued(phrase, tokens, token)),
            _ => {}
        }
        let last = lexemes.last().map(|lexeme| lexeme.meaning);
        if let Meaning::Word(Sense::UnitBehindFigure(unit)) = meaning {
            let of = matches!(last, Some(Meaning::Word(Sense::Of | Sense::De)));
            let figure = lexemes.iter().rev().nth(usize::from(of));
            meaning = Meaning::Word(match figure {
                Some(figure) if is_number(figure.meaning) => Sense::Unit(unit),
                _ if unit == Unit::Time => Sense::Filler,
                // "Há 300 pessoas".
                _ => Sense::Article,
            });
        }
        // "300 people: 200 men and 100 women"
        let is_colon = matches!(token.kind, Kind::Mark(':'));
        if is_colon && before.is_some_and(|before| matches!(before.kind, Kind::Word(_))) {
            meaning = Meaning::Word(Sense::Including);
        }
        meaning = settled(meaning, last, token);
        let counted = last.is_some_and(is_number);
        if let (Meaning::Unknown, Kind::Word(word), true) = (meaning, &token.kind, counted)
            && is_misspelt_scale(word)
        {
            meaning = Meaning::Word(Sense::Changes(Change::Magnitude));
        }
        // "Three hundred-five hundred" is a range, "cent-vingt" one number.
        if token.hyphenated
            && language != Language::French
            && is_number(meaning)
            && last.is_some_and(is_hundreds)
        {
            lexemes.push(Lexeme {
                meaning: Meaning::Dash,
                text: "-",
                at: token.at,
                possessive: false,
            });
        }
        let (read, after) = rest.split_at_checked(words).unwrap_or((rest, &[]));
        rest = after;
        before = read.last();
        // "approx. 300"
        let abbreviated = matches!(token.kind, Kind::Mark('.'))
            && matches!(
                last,
                Some(Meaning::Word(
                    Sense::Before(Qualifier::About) | Sense::Beside(Qualifier::About)
                ))
            );
        if abbreviated {
            continue;
        }
        lexemes.push(Lexeme {
            meaning,
            text: phrase
                .get(token.at..before.map_or(token.end(), Token::end))
                .unwrap_or(token.text),
            at: token.at,
            possessive: before.is_some_and(|last| last.possessive),
        });
    }
    Ok(lexemes)
}

fn mark_meaning(mark: char) -> Meaning {
    Meaning::Word(match mark {
        ',' => return Meaning::Comma,
        '(' => return Meaning::Open,
        ')' => return Meaning::Close,
        '-' | '\u{2010}' | '\u{2011}' | '–' | '—' => return Meaning::Dash,
        '+' => Sense::After(Qualifier::AtLeast),
        '>' | '≥' => Sense::Before(Qualifier::AtLeast),
        '<' | '≤' => Sense::Before(Qualifier::AtMost),
        '~' | '≈' => Sense::Before(Qualifier::About),
        '&' => Sense::And,
        '%' => Sense::Unit(Unit::Percent),
        '$' | '€' | '£' | '¥' => Sense::Unit(Unit::Money),
        '×' => Sense::Changes(Change::Comparison),
        _ => return Meaning::Mark,
    })
}

/// The meaning of letters joined to a figure: "10mil", "70km", "10k", "1.5m refugees". Otherwise
/// the two are refused.
fn behind_figure(
    word: &str,
    meaning: Meaning,
    after: &[Token<'_>],
    language: Language,
) -> Option<Meaning> {
    match (word, meaning) {
        ("k", _) => Some(Meaning::Word(Sense::Scale(1_000, Form::One))),
        ("m", _) if people_follow(after, language) => {
            Some(Meaning::Word(Sense::Scale(1_000_000, Form::One)))
        }
        (
            _,
            Meaning::Word(Sense::Scale(..) | Sense::Unit(_) | Sense::Changes(Change::Magnitude)),
        ) => Some(meaning),
        _ => None,
    }
}

/// Whether people are counted: otherwise "1.5m" is a length.
fn people_follow(mut tokens: &[Token<'_>], language: Language) -> bool {
    while let Some(Token {
        kind: Kind::Word(word),
        ..
    }) = tokens.first()
    {
        let words = match longest(tokens, language) {
            Some((
                Sense::Noun(
                    NounKind::People
                    | NounKind::Status
                    | NounKind::Demographic(_)
                    | NounKind::Condition,
                    _,
                ),
                _,
            )) => return true,
            Some((Sense::Noun(..) | Sense::Article, words)) => words,
            None if is_like_a_demonym(word) => return true,
            None => 1,
            Some(_) => return false,
        };
        tokens = tokens.get(words..).unwrap_or_default();
    }
    false
}

/// The refusal of a figure and what is joined to it.
fn glued(phrase: &str, tokens: &[Token<'_>], at: &Token<'_>) -> PhraseError {
    let is_mark = |token: &&Token<'_>| matches!(token.kind, Kind::Mark(_));
    let split = tokens.partition_point(|token| token.at < at.at);
    let (before, from) = tokens.split_at_checked(split).unwrap_or((tokens, &[]));
    let mut start = at.at;
    let mut first_glued = at.glued;
    for token in before.iter().rev().take_while(|token| !is_mark(token)) {
        if !first_glued {
            break;
        }
        (start, first_glued) = (token.at, token.glued);
    }
    let end = from
        .iter()
        .enumerate()
        .take_while(|(nth, token)| (*nth == 0 || token.glued) && !is_mark(token))
        .last()
        .map_or(at.end(), |(_, token)| token.end());
    PhraseError::unclear(phrase.get(start..end).unwrap_or(at.text), start)
}

/// Whether a hyphen does not join a following number word to the same number.
fn is_hundreds(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Word(Sense::Cardinal(100..) | Sense::Scale(..))
    )
}

fn is_number(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Figure(_)
            | Meaning::Word(Sense::Cardinal(_) | Sense::One | Sense::Scale(..) | Sense::Half)
    )
}

/// "Miles" right after a figure is a length in Spanish too; "the week" is not a length of time.
fn settled(meaning: Meaning, before: Option<Meaning>, token: &Token<'_>) -> Meaning {
    let counted = before.is_some_and(is_number);
    match meaning {
        Meaning::Word(Sense::Scale(1_000, Form::Many))
            if counted && token.text.eq_ignore_ascii_case("miles") =>
        {
            Meaning::Word(Sense::Unit(Unit::Mile))
        }
        Meaning::Word(Sense::Unit(Unit::Time))
            if matches!(before, Some(Meaning::Word(Sense::Article | Sense::Which))) =>
        {
            Meaning::Word(Sense::Filler)
        }
        _ => meaning,
    }
}

/// What in the phrase makes it something other than a count, if anything does.
pub(super) fn disqualifying(
    lexemes: &[Lexeme<'_>],
    allows: impl Fn(Sense) -> bool,
) -> Option<PhraseError> {
    let before = std::iter::once(None).chain(lexemes.iter().map(Some));
    lexemes.iter().zip(before).find_map(|(lexeme, before)| {
        let Meaning::Word(sense) = lexeme.meaning else {
            return None;
        };
        let is_aside = sense == Sense::Changes(Change::Share)
            && before
                .is_some_and(|before| matches!(before.meaning, Meaning::Comma | Meaning::Open));
        if is_aside || allows(sense) {
            return None;
        }
        let why = match sense {
            Sense::Unit(Unit::Percent | Unit::Points) => "makes it a percentage, not a count",
            Sense::Unit(Unit::Money) => "makes it an amount of money, not a count",
            Sense::Unit(Unit::Area) => "measures an area, not a count",
            Sense::Unit(Unit::Weight) => "measures a weight or a volume, not a count",
            Sense::Unit(_) => "measures a length or a time, not a count",
            Sense::Per(_) => "makes it a rate, not a count",
            Sense::Changes(change) => {
                return Some(PhraseError::Changed {
                    word: shortened(lexeme.text),
                    at: lexeme.at,
                    how: match change {
                        Change::Comparison => "compares with a count that the words do not give",
                        Change::Share => "is a share of a count",
                        Change::Magnitude => "may multiply the figure before it",
                    },
                });
            }
            _ => return None,
        };
        Some(PhraseError::not_a_count(lexeme.text, lexeme.at, why))
    })
}
