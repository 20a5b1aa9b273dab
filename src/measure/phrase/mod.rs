//! Reading a count from the words of a news report.

use smol_str::SmolStr;

use super::{Estimate, shortened};
use crate::Code;
use crate::error::umbrella;

impl Estimate {
    /// Reads the words.
    ///
    /// # Errors
    /// If they do not read as a count.
    pub fn read(words: &str) -> Result<Self, PhraseError> {
        words
            .replace(',', "")
            .parse()
            .map(Self::exactly)
            .map_err(|_| PhraseError::UnknownWord {
                word: shortened(words),
                at: 0,
            })
    }
}

/// Why words were not read as a count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PhraseError {
    /// A word that means nothing to the reader.
    #[error("{word:?} at byte {at} is not a word of a count")]
    UnknownWord {
        /// Its beginning.
        word: SmolStr,
        /// Where it stands, in bytes.
        at: usize,
    },
}

impl PhraseError {
    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        Code::PhraseUnreadable
    }
}

umbrella!(PhraseError);
