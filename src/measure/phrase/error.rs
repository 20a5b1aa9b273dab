//! Why words were not read.

use smol_str::SmolStr;

use crate::code::Code;
use crate::error::{Error, umbrella};
use crate::shown::shortened;

/// Why words were not read as a count: which word, and at which byte it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PhraseError {
    /// Nothing but white space.
    #[error("no words to read a count from")]
    Empty,
    /// Too long to be a single count.
    #[error("a phrase of {bytes} bytes is longer than {limit}")]
    TooLong {
        /// The length of the phrase.
        bytes: usize,
        /// The longest that is read.
        limit: usize,
    },
    /// A word before the figure, or a mark, that is not known.
    #[error("{word:?} at byte {at} is not a word known in a count")]
    UnknownWord {
        /// The word, or its beginning.
        word: SmolStr,
        /// Where it stands.
        at: usize,
    },
    /// A known word, or a second figure, where it makes no sense.
    #[error("{word:?} at byte {at} does not make sense there in a count")]
    Misplaced {
        /// The word, or its beginning.
        word: SmolStr,
        /// Where it stands.
        at: usize,
    },
    /// The words end too soon.
    #[error("the words end at byte {at}, where a count should continue")]
    Unfinished {
        /// Where they end.
        at: usize,
    },
    /// A figure that readers read differently.
    #[error("{word:?} at byte {at} is not one clear figure")]
    Unclear {
        /// The figure, or its beginning.
        word: SmolStr,
        /// Where it stands.
        at: usize,
    },
    /// Not a whole number.
    #[error("{word:?} at byte {at} is a fraction, not a whole count")]
    Fraction {
        /// The figure, or its beginning.
        word: SmolStr,
        /// Where it stands.
        at: usize,
    },
    /// More than 64 bits can hold.
    #[error("{word:?} at byte {at} is the start of a count above {max}", max = u64::MAX)]
    TooLarge {
        /// The figure, or its beginning.
        word: SmolStr,
        /// Where it stands.
        at: usize,
    },
    /// A figure of something else: a length, an amount of money, a rate, families.
    #[error("{word:?} at byte {at} {why}")]
    NotACount {
        /// The word that says so.
        word: SmolStr,
        /// Where it stands.
        at: usize,
        /// What it does.
        why: &'static str,
    },
    /// An unknown word before "of" and people: "a horde of migrants".
    #[error("{word:?} at byte {at} is not a number of the people after it")]
    Collective {
        /// The word.
        word: SmolStr,
        /// Where it stands.
        at: usize,
    },
    /// A word that changes the figure into another number.
    #[error("{word:?} at byte {at} {how}")]
    Changed {
        /// The word.
        word: SmolStr,
        /// Where it stands.
        at: usize,
        /// What it does.
        how: &'static str,
    },
    /// Known words that readers understand differently.
    #[error("{words:?} at byte {at} can be read in two ways: {one}, or {other}")]
    Doubtful {
        /// The words, or their beginning.
        words: SmolStr,
        /// Where they stand.
        at: usize,
        /// One reading.
        one: Box<str>,
        /// The other.
        other: Box<str>,
    },
    /// A total with only some of its parts: a figure with its composition, but not a single number.
    #[error("{words:?} from byte {at} on are only some of the {total} that are counted")]
    Partial {
        /// The parts, or their beginning.
        words: SmolStr,
        /// Where they stand.
        at: usize,
        /// The total.
        total: Box<str>,
    },
    /// Clear figures that together are not a valid estimate.
    #[error("{error}, in the words from byte {at}")]
    Estimate {
        /// Why not.
        error: Error,
        /// Where the last of them stands.
        at: usize,
    },
}

impl PhraseError {
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::NotACount { .. } => Code::PhraseNotACount,
            Self::Doubtful { .. } => Code::PhraseDoubtful,
            Self::TooLarge { .. } => Code::EstimateOverflow,
            Self::Estimate { error, .. } => error.code(),
            _ => Code::PhraseUnreadable,
        }
    }

    /// The byte of the words at which reading stopped.
    #[cfg(test)]
    pub(super) fn at(&self) -> Option<usize> {
        match *self {
            Self::Empty | Self::TooLong { .. } => None,
            Self::UnknownWord { at, .. }
            | Self::Misplaced { at, .. }
            | Self::Unfinished { at }
            | Self::Unclear { at, .. }
            | Self::Fraction { at, .. }
            | Self::TooLarge { at, .. }
            | Self::NotACount { at, .. }
            | Self::Collective { at, .. }
            | Self::Changed { at, .. }
            | Self::Doubtful { at, .. }
            | Self::Partial { at, .. }
            | Self::Estimate { at, .. } => Some(at),
        }
    }

    /// Whether the words have two readings, so that another language must not decide between them.
    pub(super) fn is_doubt(&self) -> bool {
        matches!(self, Self::Unclear { .. } | Self::Doubtful { .. })
    }

    pub(super) fn unknown(word: &str, at: usize) -> Self {
        Self::UnknownWord {
            word: shortened(word),
            at,
        }
    }

    pub(super) fn unclear(word: &str, at: usize) -> Self {
        Self::Unclear {
            word: shortened(word),
            at,
        }
    }

    pub(super) fn too_large(word: &str, at: usize) -> Self {
        Self::TooLarge {
            word: shortened(word),
            at,
        }
    }

    pub(super) fn not_a_count(word: &str, at: usize, why: &'static str) -> Self {
        Self::NotACount {
            word: shortened(word),
            at,
            why,
        }
    }

    pub(super) fn doubtful(words: &str, at: usize, one: String, other: String) -> Self {
        Self::Doubtful {
            words: shortened(words),
            at,
            one: one.into(),
            other: other.into(),
        }
    }
}

umbrella!(PhraseError);
