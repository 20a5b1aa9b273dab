//! Reading a count from the words of a news report, English or Spanish.

mod grammar;
mod lexicon;
mod number;
mod scan;
mod sentence;

use std::str::FromStr;

use smol_str::SmolStr;

use super::{Estimate, EstimateError};
use crate::Code;
use crate::error::umbrella;
use crate::limits::PHRASE_BYTES;
use crate::text::shortened;

impl Estimate {
    /// Reads a count as the news words it, in English or Spanish; case and accents never matter.
    ///
    /// | words | read as |
    /// |---|---|
    /// | *6,000*, *6.000*, *10 000*, *seven thousand*, *10 mil*, *2.2 million*, *2,2 millones* | [`exactly`](Self::exactly) |
    /// | *more than, over, at least … or more, …+; más de, al menos, … o más* | [`at_least`](Self::at_least) |
    /// | *up to, could include, fewer than; hasta, podría incluir, menos de* | [`at_most`](Self::at_most) |
    /// | *about, around, some, close to, … or so, ~…; unos, cerca de, alrededor de* | [`about`](Self::about) |
    /// | *nearly, almost, just under; casi, poco menos de* | [`nearly`](Self::nearly) |
    /// | *just over; poco más de* | [`just_over`](Self::just_over) |
    /// | *between 6 and 8 thousand, 6,000–8,000, 5,000 or 6,000; entre … y …, de … a …* | [`between`](Self::between), best the middle |
    /// | *hundreds, several hundred; cientos, centenares* | 200–999, best 200 (Crowd Counting Consortium) |
    /// | *dozens; docenas* / *tens; decenas* | 24–99 / 20–99, best the least |
    /// | *thousands; miles*, *tens of thousands; decenas de miles*, *millions; millones* | 2,000–9,999, 20,000–99,999, 2,000,000–9,999,999, best the least |
    /// | *2 thousand minors and 4 thousand adults* | [`try_sum`](Self::try_sum); a qualifier carries over to the plain figures behind it |
    ///
    /// A bound may stand before an approximation: *at least some 6,000* is 5,500 or more. What
    /// [`Display`](std::fmt::Display) writes is read back as it was.
    ///
    /// - **Figures.** One comma, point or space before each three digits groups them. One point or
    ///   comma before fewer or more digits is a decimal sign, and then a scale word must make the
    ///   count whole. Everything else is refused, also what is two figures to two readers:
    ///   *1,234.567*, *1.500 million*, *5–10,000*.
    /// - **Ranges.** A scale word at the end counts for both ends, as long as they ascend then.
    /// - **Words that count nothing** may stand by a figure: the article, and what is counted
    ///   (*people, migrants, minors, men, women, children, refugees, personas, migrantes, menores,
    ///   hombres, mujeres, niños* and the like; *encounters, arrivals, crossings* of officials'
    ///   counts). Any other word is refused, also *families*: they are not as many people.
    /// - **Lengths and times** are refused as such. *Miles* is Spanish for thousands where every
    ///   word of the phrase is Spanish and no figure is right before it (*miles*, *varios miles de
    ///   personas*); everywhere else it is the English length (*43 miles*, *hundreds of miles*).
    ///
    /// # Errors
    /// If the words do not read as one count, saying which word, at which byte.
    ///
    /// ```
    /// use corridor::{Code, Estimate};
    ///
    /// assert_eq!(Estimate::read("more than 6,000")?, Estimate::at_least(6_000));
    /// assert_eq!(Estimate::read("hasta 10 mil personas")?, Estimate::at_most(10_000));
    /// assert_eq!(
    ///     Estimate::read("around 2 thousand minors and 4 thousand adults")?.to_string(),
    ///     "6,000 (5,400–6,600)",
    /// );
    ///
    /// let error = Estimate::read("about 70 km").unwrap_err();
    /// assert_eq!(error.code(), Code::PhraseNotACount);
    /// assert_eq!(error.to_string(), "\"km\" at byte 9 measures a length or a time, not a count");
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn read(words: &str) -> Result<Self, PhraseError> {
        if words.len() > PHRASE_BYTES {
            return Err(PhraseError::TooLong {
                bytes: words.len(),
                limit: PHRASE_BYTES,
            });
        }
        let tokens = scan::scan(words)?;
        if tokens.is_empty() {
            return Err(PhraseError::Empty);
        }
        grammar::parse(&sentence::understand(words, &tokens)?, words.len())
    }
}

/// As [`Estimate::read`].
impl FromStr for Estimate {
    type Err = PhraseError;

    fn from_str(words: &str) -> Result<Self, PhraseError> {
        Self::read(words)
    }
}

/// Why words were not read as a count: which word, and at which byte it stands.
///
/// ```
/// use corridor::{Code, Estimate};
///
/// let error = Estimate::read("about a zillion people").unwrap_err();
/// assert_eq!(error.to_string(), "\"zillion\" at byte 8 is not a word known in a count");
/// assert_eq!(error.code(), Code::PhraseUnreadable);
/// assert_eq!(error.at(), Some(8));
/// ```
///
/// What produces each:
///
/// ```
/// use corridor::measure::PhraseError;
/// use corridor::Estimate;
///
/// assert!(matches!(Estimate::read(" "), Err(PhraseError::Empty)));
/// assert!(matches!(Estimate::read(&"about ".repeat(1_000)), Err(PhraseError::TooLong { .. })));
/// assert!(matches!(Estimate::read("a zillion"), Err(PhraseError::UnknownWord { .. })));
/// assert!(matches!(Estimate::read("and 6,000"), Err(PhraseError::Misplaced { .. })));
/// assert!(matches!(Estimate::read("between 6,000"), Err(PhraseError::Unfinished { .. })));
/// assert!(matches!(Estimate::read("6,000.5.1"), Err(PhraseError::Unclear { .. })));
/// assert!(matches!(Estimate::read("6.5"), Err(PhraseError::Fraction { .. })));
/// assert!(matches!(Estimate::read("100000000000000000000"), Err(PhraseError::TooLarge { .. })));
/// assert!(matches!(Estimate::read("70 km"), Err(PhraseError::NotACount { .. })));
/// assert!(matches!(Estimate::read("8,000 to 6,000"), Err(PhraseError::Estimate { .. })));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PhraseError {
    /// Nothing but white space.
    #[error("no words to read a count from")]
    Empty,
    /// Too long to be about one count.
    #[error("a phrase of {bytes} bytes is longer than {limit}")]
    TooLong {
        /// The length of the phrase.
        bytes: usize,
        /// The longest that is read.
        limit: usize,
    },
    /// A word or a mark that the reader does not know.
    #[error("{word:?} at byte {at} is not a word known in a count")]
    UnknownWord {
        /// The word, or its beginning.
        word: SmolStr,
        /// Where it stands.
        at: usize,
    },
    /// A known word where it makes no sense.
    #[error("{word:?} at byte {at} makes no sense there in a count")]
    Misplaced {
        /// The word, or its beginning.
        word: SmolStr,
        /// Where it stands.
        at: usize,
    },
    /// The words end too soon.
    #[error("the words end at byte {at}, where a count should go on")]
    Unfinished {
        /// Where they end.
        at: usize,
    },
    /// A figure that two readers read differently.
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
    /// More than 64 bits hold.
    #[error("{word:?} at byte {at} is the start of a count above {max}", max = u64::MAX)]
    TooLarge {
        /// The figure, or its beginning.
        word: SmolStr,
        /// Where it stands.
        at: usize,
    },
    /// A unit of length or of time.
    #[error("{word:?} at byte {at} measures a length or a time, not a count")]
    NotACount {
        /// The unit.
        word: SmolStr,
        /// Where it stands.
        at: usize,
    },
    /// Clear figures that make no estimate together.
    #[error("{error}, in the words from byte {at}")]
    Estimate {
        /// Why not.
        error: EstimateError,
        /// Where the last of them stands.
        at: usize,
    },
}

impl PhraseError {
    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        match self {
            Self::NotACount { .. } => Code::PhraseNotACount,
            Self::TooLarge { .. } => Code::EstimateOverflow,
            Self::Estimate { error, .. } => error.code(),
            _ => Code::PhraseUnreadable,
        }
    }

    /// The byte of the words at which reading stopped.
    pub fn at(&self) -> Option<usize> {
        match *self {
            Self::Empty | Self::TooLong { .. } => None,
            Self::UnknownWord { at, .. }
            | Self::Misplaced { at, .. }
            | Self::Unfinished { at }
            | Self::Unclear { at, .. }
            | Self::Fraction { at, .. }
            | Self::TooLarge { at, .. }
            | Self::NotACount { at, .. }
            | Self::Estimate { at, .. } => Some(at),
        }
    }

    fn unclear(word: &str, at: usize) -> Self {
        Self::Unclear {
            word: shortened(word),
            at,
        }
    }

    fn too_large(word: &str, at: usize) -> Self {
        Self::TooLarge {
            word: shortened(word),
            at,
        }
    }
}

umbrella!(PhraseError);

#[cfg(test)]
mod tests;
