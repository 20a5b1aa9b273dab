//! The words that a count is made of, one table for each language.
//!
//! Entries have no case or accents, as [`scan`](super::scan) leaves the words. The tables have the
//! words that say something about the number, and the nouns whose kind matters. Any other word may
//! be what was counted.

mod english;
mod foreign;
mod french;
mod portuguese;
mod spanish;

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use super::scan::{Kind, Token};
use crate::measure::Per;

/// The role of a word, or of a few in a row, in a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// A number word below a thousand.
    Cardinal(u64),
    /// One, or the article: "un", "una", "um".
    One,
    /// A word that multiplies.
    Scale(u64, Form),
    /// "half a", before a scale.
    Half,
    /// "and a half", after a scale.
    AndAHalf,
    /// "several", before a scale.
    Several,
    /// Before a figure.
    Before(Qualifier),
    /// After a figure.
    After(Qualifier),
    /// Before a figure or after it.
    Beside(Qualifier),
    /// Opens a range that "and" divides.
    Between,
    /// Opens a range that "to" divides.
    From,
    /// Divides a range.
    To,
    /// Divides a range, or two nouns.
    Or,
    /// Joins two figures, or the parts of one: "two hundred and fifty".
    And,
    /// Joins two figures, or a ten and its unit: "treinta y cinco", "vingt et un".
    Y,
    /// Portuguese: joins two figures, or the parts of one: "mil e duzentos".
    E,
    /// Joins two bounds on one figure.
    But,
    /// Before what is counted.
    Of,
    /// Romance: `From` and `Of`.
    De,
    /// English "one", before a scale; Romance `To`.
    A,
    /// Says nothing about the figure after it.
    Article,
    /// Says nothing about the figure, before it or after it: "in total".
    Aside,
    /// "this", "last": before a time, not before a figure.
    Which,
    /// "first", "second".
    Ordinal,
    /// A unit directly after a figure; elsewhere without meaning for it: "24 December", "20 ha".
    UnitBehindFigure(Unit),
    /// A noun that may contain the figure: "a group of".
    Head,
    /// Opens the parts of a figure.
    Including,
    /// "of them": opens the parts of a figure, or comes after one of them.
    OfThem,
    /// What is counted.
    Noun(NounKind, Number),
    /// Says nothing about the figure before it, and ends its noun.
    Filler,
    /// A unit: what is measured is not a count.
    Unit(Unit),
    /// An average over a time.
    Per(Option<Per>),
    /// Changes the figure into another number.
    Changes(Change),
}

/// How a scale word combines with a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// "2 thousand", "a thousand": always with a figure.
    One,
    /// "2 mil", "mil": with a figure, or alone as one.
    Mil,
    /// "un centenar": with a figure, and then approximate.
    Round,
    /// "thousands": never with a figure; several of it.
    Many,
    /// "2 millones", "millones": with a figure, or several of it.
    Either,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Qualifier {
    AtLeast,
    AtMost,
    About,
    Nearly,
    JustOver,
    /// "Treinta y pico": below a hundred as `AndSome`, above as `JustOver`.
    AndOdd,
    /// "Treinta y tantos", "trescientos y tantos": the last digit that is not zero stays.
    AndSome,
}

impl Qualifier {
    /// Whether it bounds one side and leaves the other to the rest of the phrase.
    pub(super) fn is_bound(self) -> bool {
        matches!(self, Self::AtLeast | Self::AtMost)
    }
}

/// What kind of thing a noun names: it decides which figures may be added, and which do not count
/// people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NounKind {
    /// Any people: "people".
    People,
    /// By legal status: "migrants", "refugees".
    Status,
    /// By sex or age: "women", "minors".
    Demographic(Ages),
    /// By what happened to them: "dead", "detained".
    Condition,
    /// An act of counting: "crossings", "detections".
    Act,
    /// Not people: "families", "boats".
    Thing,
    /// Any other word that people follow: "a horde of migrants". It may hold any number of them.
    Collective,
    /// Any other word.
    Unknown,
}

impl NounKind {
    /// Whether it counts people, or acts of counting them.
    pub(super) fn is_of_people(self) -> bool {
        !matches!(self, Self::Thing | Self::Collective)
    }
}

/// Whether the unknown word ends as the plural of a demonym does: "Ukrainians", "hondureños",
/// "Soudanais".
pub(super) fn is_like_a_demonym(word: &str) -> bool {
    let endings = [
        "ans", "ese", "anos", "anas", "enos", "eses", "enses", "ains", "iens", "eens", "nais",
    ];
    endings.iter().any(|ending| word.ends_with(ending))
}

/// Some of the sexes and ages that reports distinguish. Figures may be added if they share none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ages(u8);

impl Ages {
    pub(super) const NONE: Self = Self(0);
    pub(super) const MEN: Self = Self(1);
    pub(super) const WOMEN: Self = Self(2);
    pub(super) const PARENTS: Self = Self(3);
    pub(super) const BOYS: Self = Self(4);
    pub(super) const MALES: Self = Self(5);
    pub(super) const GIRLS: Self = Self(8);
    pub(super) const FEMALES: Self = Self(10);
    pub(super) const CHILDREN: Self = Self(12);
    pub(super) const TEENAGERS: Self = Self(16);
    pub(super) const BABIES: Self = Self(32);
    pub(super) const MINORS: Self = Self(60);
    pub(super) const ELDERLY: Self = Self(64);
    pub(super) const ADULTS: Self = Self(67);

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// English uses singular nouns as adjectives: in "family members", members are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Singular,
    Plural,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Kilometre,
    Metre,
    Mile,
    Length,
    Time,
    Area,
    Weight,
    Money,
    Percent,
    /// Percentage points, and other things that are not shares.
    Points,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// "more", "times", "-fold".
    Comparison,
    /// "half of", "a third".
    Share,
    /// A word of magnitude, in any language, that is not read.
    Magnitude,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Spanish,
    French,
    Portuguese,
}

impl Language {
    pub(super) const ALL: [Self; 4] =
        [Self::English, Self::Spanish, Self::French, Self::Portuguese];

    fn bit(self) -> u8 {
        match self {
            Self::English => 1,
            Self::Spanish => 2,
            Self::French => 4,
            Self::Portuguese => 8,
        }
    }
}

/// Some of the languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Languages(u8);

impl Languages {
    pub(super) const ALL: Self = Self(15);

    pub(super) fn only(language: Language) -> Self {
        Self(language.bit())
    }

    pub(super) fn contains(self, language: Language) -> bool {
        self.0 & language.bit() != 0
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Language> {
        Language::ALL
            .into_iter()
            .filter(move |language| self.contains(*language))
    }
}

impl FromIterator<Language> for Languages {
    fn from_iter<I: IntoIterator<Item = Language>>(languages: I) -> Self {
        Self(
            languages
                .into_iter()
                .fold(0, |all, language| all | language.bit()),
        )
    }
}

/// A sense with its words.
pub(super) struct Row {
    pub(super) sense: Sense,
    pub(super) entries: &'static [&'static str],
}

const fn row(sense: Sense, entries: &'static [&'static str]) -> Row {
    Row { sense, entries }
}

/// The table of a language.
pub(super) fn rows(language: Language) -> &'static [Row] {
    match language {
        Language::English => english::ROWS,
        Language::Spanish => spanish::ROWS,
        Language::French => french::ROWS,
        Language::Portuguese => portuguese::ROWS,
    }
}

struct Entry {
    language: Language,
    text: &'static str,
    words: usize,
    sense: Sense,
}

/// What is known of a word.
struct Known {
    /// The languages in which it is part of an entry.
    languages: u8,
    /// The entries that begin with it, the longest first.
    entries: Vec<Entry>,
}

type Index = HashMap<&'static str, Known, FixedState>;

/// The tables by first word, built once: they never change.
fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = Index::with_capacity_and_hasher(2_000, FixedState::default());
        for language in Language::ALL {
            for row in rows(language) {
                for text in row.entries {
                    for (nth, word) in text.split(' ').enumerate() {
                        let known = index.entry(word).or_insert(Known {
                            languages: 0,
                            entries: Vec::new(),
                        });
                        known.languages |= language.bit();
                        if nth == 0 {
                            known.entries.push(Entry {
                                language,
                                text,
                                words: text.split(' ').count(),
                                sense: row.sense,
                            });
                        }
                    }
                }
            }
        }
        for word in foreign::MAGNITUDES {
            let known = index.entry(word).or_insert(Known {
                languages: 0,
                entries: Vec::new(),
            });
            if known.entries.is_empty() {
                known.languages = Languages::ALL.0;
                for language in Language::ALL {
                    known.entries.push(Entry {
                        language,
                        text: word,
                        words: 1,
                        sense: Sense::Changes(Change::Magnitude),
                    });
                }
            }
        }
        for known in index.values_mut() {
            known
                .entries
                .sort_by_key(|entry| std::cmp::Reverse(entry.words));
        }
        index
    })
}

/// The languages in which the word is part of an entry; `None` if there are none.
pub(super) fn languages_of(word: &str) -> Option<Languages> {
    index().get(word).map(|known| Languages(known.languages))
}

/// Whether the unknown word is one slip away from a scale word: "thosand", "hunderd", "miil",
/// "cientas".
pub(super) fn is_misspelt_scale(word: &str) -> bool {
    let scales = Language::ALL
        .into_iter()
        .flat_map(rows)
        .filter(|row| matches!(row.sense, Sense::Scale(..)));
    let mut words = scales
        .flat_map(|row| row.entries)
        .filter(|entry| !entry.contains(' '));
    words.any(|scale| is_one_slip(word.as_bytes(), scale.as_bytes()))
}

/// Whether the words differ by one letter more, less or other, or by two neighbours swapped.
fn is_one_slip(one: &[u8], other: &[u8]) -> bool {
    let same = one
        .iter()
        .zip(other)
        .take_while(|(one, other)| one == other)
        .count();
    let (one, other) = (
        one.get(same..).unwrap_or_default(),
        other.get(same..).unwrap_or_default(),
    );
    let behind = |word: &[u8], letters: usize| word.get(letters..).map(<[u8]>::to_vec);
    match (one, other) {
        ([], []) => false,
        ([a, b, one @ ..], [c, d, other @ ..]) if (a, b) == (d, c) && one == other => true,
        _ => {
            behind(one, 1).is_some_and(|one| Some(one) == behind(other, 1))
                || behind(one, 1).is_some_and(|one| one == other)
                || behind(other, 1).is_some_and(|other| one == other)
        }
    }
}

/// The longest entry that the tokens begin with, and its length in words: from this language if it
/// has one, or else from any other. So a word keeps its sense in a phrase of mixed languages.
pub(super) fn longest(tokens: &[Token<'_>], language: Language) -> Option<(Sense, usize)> {
    let Kind::Word(first) = &tokens.first()?.kind else {
        return None;
    };
    let Some(known) = index().get(first.as_str()) else {
        return foreign::is_like_a_magnitude(first)
            .then_some((Sense::Changes(Change::Magnitude), 1));
    };
    let matches = |entry: &&Entry| {
        let mut rest = tokens.iter().skip(1);
        entry.words == 1
            || entry.text.split(' ').skip(1).all(|word| {
                rest.next()
                    .is_some_and(|token| matches!(&token.kind, Kind::Word(read) if read == word))
            })
    };
    let own = known
        .entries
        .iter()
        .filter(|entry| entry.language == language);
    own.clone()
        .find(matches)
        .or_else(|| known.entries.iter().find(matches))
        .map(|entry| (entry.sense, entry.words))
}
