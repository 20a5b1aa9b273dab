//! The words after a figure: what was counted, and what else is said about it.

use super::cursor::{Cursor, Measured, Qualifiers};
use super::error::PhraseError;
use super::lexicon::{Language, NounKind, Number, Sense, is_like_a_demonym};
use super::scan::fold;
use super::sentence::Meaning;
use crate::measure::Per;
use crate::shown::shortened;

const ANOTHER: [&str; 6] = ["another", "otro", "otra", "autre", "outro", "outra"];
const THEIR: [&str; 14] = [
    "their", "his", "her", "its", "sus", "su", "leurs", "leur", "ses", "son", "seus", "suas",
    "seu", "sua",
];

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Noun<'a> {
    /// As in the words; empty if nothing is named.
    pub(crate) words: &'a str,
    /// Its kind; `None` if nothing is named.
    pub(crate) kind: Option<NounKind>,
    /// Whether they are some of the people before: "30 of them".
    pub(super) of_them: bool,
    /// Whether "and" joins several: "girls, boys and teenagers".
    pub(super) lists: bool,
    /// The word that decides, and where it is.
    pub(super) head: (&'a str, usize),
}

impl Noun<'_> {
    pub(super) const NONE: Self = Self {
        words: "",
        kind: None,
        of_them: false,
        lists: false,
        head: ("", 0),
    };

    /// Whether it names who counted: "5,000 according to police".
    pub(super) fn has_source(&self) -> bool {
        let sources = [
            "according to",
            "segun",
            "selon",
            "segundo",
            "de acuerdo con",
            "de acordo com",
        ];
        let words = fold(self.words);
        sources.iter().any(|source| words.contains(source))
    }

    /// The refusal if people are to be counted.
    pub(super) fn no_people(&self) -> PhraseError {
        let (word, at) = self.head;
        match self.kind {
            Some(NounKind::Collective) => PhraseError::Collective {
                word: shortened(word),
                at,
            },
            _ => PhraseError::not_a_count(word, at, "does not count people"),
        }
    }
}

/// Everything after a figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tail<'a> {
    pub(super) noun: Noun<'a>,
    pub(super) unit: Option<Measured<'a>>,
    pub(super) per: Option<Per>,
}

/// The noun, as far as it has been read.
struct Reading<'a> {
    kind: Option<NounKind>,
    head: (&'a str, usize),
    /// Whether the word that decides is still to come.
    open: bool,
    /// Whether more nouns may be listed.
    listing: bool,
    /// How many times "and" joins them.
    joins: u32,
    of_them: bool,
    /// From its first word to the last so far; `None` before the first.
    span: Option<(usize, usize)>,
}

impl<'a> Reading<'a> {
    /// Whether an unknown word is all that is counted so far, and the words behind its "of" name
    /// people.
    fn may_hold(&self, behind_of: Cursor<'_, 'a>) -> bool {
        self.open && self.kind == Some(NounKind::Unknown) && behind_of.names_people()
    }

    /// Processes the word here, after a dash or not.
    fn word(&mut self, cursor: &Cursor<'_, 'a>, behind_dash: bool) {
        let Some(lexeme) = cursor.lexeme() else {
            return;
        };
        let named = match lexeme.meaning {
            Meaning::Word(Sense::Noun(kind, number)) => Some((kind, number)),
            // "One group": a word that elsewhere contains a figure.
            Meaning::Word(Sense::Head) => Some((
                NounKind::Thing,
                match cursor.language {
                    Language::English => Number::Singular,
                    _ => Number::Plural,
                },
            )),
            Meaning::Unknown => None,
            Meaning::Word(Sense::Of | Sense::De | Sense::Article) | Meaning::Dash
                if self.span.is_none() =>
            {
                return;
            }
            Meaning::Word(Sense::OfThem) if self.span.is_none() => {
                self.of_them = true;
                return;
            }
            Meaning::Open
            | Meaning::Close
            | Meaning::Dash
            | Meaning::Word(
                Sense::Article | Sense::Ordinal | Sense::And | Sense::Y | Sense::E | Sense::Or,
            )
            | Meaning::Comma => {
                if let Some((_, to)) = &mut self.span {
                    *to = lexeme.end();
                    let joins = matches!(
                        lexeme.meaning,
                        Meaning::Word(Sense::And | Sense::Y | Sense::E)
                    );
                    self.joins += u32::from(joins && self.listing);
                }
                return;
            }
            _ => {
                // "300 aboard": describes the people who are counted.
                self.kind.get_or_insert(NounKind::Condition);
                (self.open, self.listing) = (false, false);
                None
            }
        };
        let (from, _) = self.span.unwrap_or((lexeme.at, 0));
        self.span = Some((from, lexeme.end()));
        if self.kind.is_none() {
            self.kind = Some(NounKind::Unknown);
            self.head = (lexeme.text, lexeme.at);
        }
        let belongs_to_next = lexeme.possessive
            && matches!(
                cursor.meaning(1),
                Some(Meaning::Unknown | Meaning::Word(Sense::Noun(..)))
            );
        match named.filter(|_| !belongs_to_next) {
            Some((kind, number)) if self.open => {
                self.kind = Some(kind);
                self.head = (lexeme.text, lexeme.at);
                // "A 300-person caravan"
                self.open = number == Number::Singular && !behind_dash;
            }
            // "Girls, boys and teenagers"
            Some((NounKind::Demographic(more), _)) if self.listing => {
                if let Some(NounKind::Demographic(ages)) = &mut self.kind {
                    *ages = ages.and(more);
                }
            }
            _ => {}
        }
    }
}

impl<'a> Cursor<'_, 'a> {
    /// Reads on while the words say nothing of another number.
    pub(super) fn tail(
        &mut self,
        own: &mut Qualifiers,
        before: Option<Tail<'a>>,
    ) -> Result<Tail<'a>, PhraseError> {
        let mut noun = Reading {
            kind: before.and_then(|tail| tail.noun.kind),
            head: before.map_or(("", 0), |tail| tail.noun.head),
            open: before.is_none(),
            listing: before.is_none(),
            joins: before.map_or(0, |tail| u32::from(tail.noun.lists)),
            of_them: before.is_some_and(|tail| tail.noun.of_them),
            span: None,
        };
        let (mut unit, mut per) = before.map_or((None, None), |tail| (tail.unit, tail.per));
        let (mut last, mut brackets) = (None, 0_usize);
        while let Some(meaning) = self.meaning(0) {
            match meaning {
                Meaning::Word(Sense::After(qualifier) | Sense::Beside(qualifier))
                    if own.add(qualifier) =>
                {
                    last = None;
                }
                Meaning::Word(Sense::Aside) => last = None,
                Meaning::Word(Sense::Per(rate)) if rate.is_some() && per.is_none() => {
                    (per, last) = (rate, None);
                }
                Meaning::Word(Sense::Unit(_)) if unit.is_none() && noun.span.is_none() => {
                    (unit, last) = (self.measured(), None);
                }
                Meaning::Close if brackets == 0 => break,
                _ if self.at_and() && self.ahead(1).adds_others() => {
                    return Err(self.ahead(1).adding());
                }
                _ if !self.is_word(meaning, noun.span.is_some() || unit.is_some(), last) => break,
                _ => {
                    match meaning {
                        Meaning::Open => brackets += 1,
                        Meaning::Close => brackets -= 1,
                        // "Men, women, and children": the "and" is the word.
                        Meaning::Comma if self.ahead(1).at_and() => self.advance(),
                        Meaning::Word(Sense::Of | Sense::De) if noun.may_hold(self.ahead(1)) => {
                            noun.kind = Some(NounKind::Collective);
                            (noun.open, noun.listing) = (false, false);
                        }
                        _ => {}
                    }
                    noun.word(self, last == Some(Meaning::Dash));
                    last = Some(meaning);
                }
            }
            self.advance();
        }
        // "6,000 of the": something is missing.
        if brackets > 0 || self.lexemes.is_empty() && last.is_some_and(leads_on) {
            return Err(self.misplaced());
        }
        if noun.of_them && noun.kind.is_none() {
            noun.kind = Some(NounKind::Condition);
        }
        let words = match (before, noun.span) {
            (Some(tail), None) => tail.noun.words,
            (_, span) => span
                .and_then(|(from, to)| self.phrase.get(from..to))
                .unwrap_or_default(),
        };
        Ok(Tail {
            noun: Noun {
                words,
                kind: noun.kind,
                of_them: noun.of_them,
                lists: noun.joins > 0,
                head: noun.head,
            },
            unit,
            per,
        })
    }

    /// Whether the next noun is one of people; words that no table has may describe it.
    fn names_people(&self) -> bool {
        let named = self.lexemes.iter().find_map(|lexeme| match lexeme.meaning {
            Meaning::Unknown if is_like_a_demonym(&fold(lexeme.text)) => Some(true),
            Meaning::Word(Sense::Noun(NounKind::Act, _)) => Some(false),
            Meaning::Word(Sense::Noun(kind, _)) if kind.is_of_people() => Some(true),
            Meaning::Unknown
            | Meaning::Word(Sense::Article | Sense::Ordinal | Sense::Noun(_, Number::Singular)) => {
                None
            }
            _ => Some(false),
        });
        named == Some(true)
    }

    /// "300 migrants and their families", "two men and another man".
    fn adds_others(&self) -> bool {
        let Some(word) = self.lexeme().map(|lexeme| fold(lexeme.text)) else {
            return false;
        };
        match self.sense(1) {
            _ if self.at_item() => false,
            Some(Sense::Noun(kind, _)) => {
                THEIR.contains(&word.as_str())
                    || kind.is_of_people() && ANOTHER.contains(&word.as_str())
            }
            // "Y otro herido", but "y otro." is refused as it stands.
            _ => self.meaning(1) == Some(Meaning::Unknown) && ANOTHER.contains(&word.as_str()),
        }
    }

    fn adding(&self) -> PhraseError {
        let (text, at) = self
            .lexeme()
            .map_or(("", self.at()), |lexeme| (lexeme.text, lexeme.at));
        PhraseError::Changed {
            word: shortened(text),
            at,
            how: "adds people whom the words do not count",
        }
    }

    /// Whether this is a word about what was counted, and leads to no other number.
    fn is_word(&self, meaning: Meaning, seen: bool, last: Option<Meaning>) -> bool {
        let next = self.ahead(1);
        match meaning {
            // What is said about a share after a comma leaves the figure as it is: all other cases
            // are refused before.
            Meaning::Unknown
            | Meaning::Close
            | Meaning::Word(
                Sense::Noun(..)
                | Sense::Article
                | Sense::Filler
                | Sense::Which
                | Sense::Head
                | Sense::Changes(_),
            ) => true,
            Meaning::Word(Sense::Several) => next.sense(0) == Some(Sense::OfThem),
            Meaning::Word(Sense::Ordinal) => seen,
            Meaning::Word(Sense::Of | Sense::De) => {
                !matches!(next.sense(0), Some(Sense::Scale(..)))
            }
            Meaning::Word(Sense::A) => !self.at_number() && !next.at_item(),
            Meaning::Word(
                Sense::To | Sense::From | Sense::Before(_) | Sense::Between | Sense::Or,
            ) => seen && !next.at_item() && next.meaning(0).is_some(),
            Meaning::Open => match next.sense(0) {
                Some(Sense::Including | Sense::OfThem) => !next.ahead(1).at_item(),
                _ => !next.at_item(),
            },
            Meaning::Word(Sense::OfThem) => !next.at_item(),
            Meaning::Word(Sense::Including) => !next.at_item() && next.meaning(0).is_some(),
            Meaning::Word(Sense::One) => {
                last.is_some_and(is_preposition) && !matches!(next.sense(0), Some(Sense::Scale(..)))
            }
            Meaning::Word(Sense::And | Sense::Y | Sense::E) | Meaning::Comma => {
                let next = match next.sense(0) {
                    Some(Sense::And | Sense::Y | Sense::E) => next.ahead(1),
                    Some(Sense::Including | Sense::OfThem) if next.ahead(1).at_item() => {
                        return false;
                    }
                    // ", many of them children"
                    Some(Sense::Several) if next.sense(1) == Some(Sense::OfThem) => return seen,
                    _ => next,
                };
                seen && matches!(
                    next.meaning(0),
                    Some(
                        Meaning::Unknown
                            | Meaning::Word(
                                Sense::Noun(..)
                                    | Sense::Article
                                    | Sense::Filler
                                    | Sense::Of
                                    | Sense::De
                                    | Sense::Which
                                    | Sense::Including
                                    | Sense::OfThem
                                    | Sense::Changes(_)
                            )
                    )
                ) && !next.at_item()
            }
            Meaning::Dash => matches!(
                next.meaning(0),
                Some(
                    Meaning::Unknown
                        | Meaning::Word(
                            Sense::Noun(..) | Sense::Filler | Sense::After(_) | Sense::Unit(_)
                        )
                )
            ),
            Meaning::Word(Sense::But) => seen && !next.at_item(),
            _ => false,
        }
    }
}

/// Words after which "un" is an article: "300 migrantes en un barco".
fn is_preposition(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Word(
            Sense::Filler
                | Sense::Of
                | Sense::De
                | Sense::A
                | Sense::From
                | Sense::To
                | Sense::Including
        )
    )
}

/// Whether another word must follow.
fn leads_on(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Comma
            | Meaning::Dash
            | Meaning::Word(
                Sense::Article
                    | Sense::Of
                    | Sense::De
                    | Sense::A
                    | Sense::And
                    | Sense::Y
                    | Sense::E
                    | Sense::But
            )
    )
}
