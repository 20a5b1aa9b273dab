//! Free text, and whether it can be printed.

use std::fmt;
use std::str::FromStr;

use smol_str::SmolStr;

use crate::code::Code;
use crate::error::{Error, umbrella};
use crate::limits::TEXT_BYTES;
use crate::shown::shortened;
use crate::vocabulary::text_form;

/// Free text: a name, a topic, a paraphrase, the words of a figure.
///
/// Never blank; at most 10,000 bytes; no control characters except line breaks and tabs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Text(SmolStr);

impl Text {
    /// Accepts text that is not blank and can be printed.
    ///
    /// # Errors
    /// [`Code::TextInvalid`] for white space alone, for control characters, and above 10,000 bytes.
    pub(crate) fn try_new(text: &str) -> Result<Self, TextError> {
        if text.len() > TEXT_BYTES {
            return Err(TextError::TooLong { bytes: text.len() });
        }
        // Nearly every text is printable ASCII, which is checked without decoding characters.
        if is_printable(text, b' ') && text.bytes().any(|byte| byte != b' ') {
            return Ok(Self(SmolStr::new(text)));
        }
        if text.trim().is_empty() {
            return Err(TextError::Empty);
        }
        match text
            .chars()
            .find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            Some(character) => Err(TextError::Control {
                character,
                text: shortened(text),
            }),
            None => Ok(Self(SmolStr::new(text))),
        }
    }

    /// The text itself.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Text {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_new(text)
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

text_form!(Text, "a text", Code::TextInvalid);
crate::draft::always!(Text);

/// Text that is blank, too long, or cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TextError {
    /// Empty, or only white space.
    #[error("a text is empty")]
    Empty,
    /// Longer than a text may be.
    #[error("a text has {bytes} bytes, more than {TEXT_BYTES}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// A control character.
    #[error("text {text:?} has the control character {character:?} in it")]
    Control {
        /// The character.
        character: char,
        /// The text, shortened.
        text: String,
    },
}

umbrella!(TextError => TextInvalid);

/// Accepts any valid text.
pub(crate) fn any_text(_: &str, text: &str) -> Result<SmolStr, Error> {
    Ok(Text::try_new(text)?.0)
}

/// A word of eight equal bytes.
pub(crate) const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Sets the highest bit of the first byte in a word that is less than the limit, if there is one.
///
/// Subtracting the limit borrows at that byte (Mycroft 1987). The borrow may also set bits above it.
pub(crate) const fn less_than(limit: u8, word: u64) -> u64 {
    word.wrapping_sub(each(limit)) & !word & each(0x80)
}

/// Whether every byte of a text is from `first` to `~`. Checks eight bytes at a time.
pub(crate) fn is_printable(text: &str, first: u8) -> bool {
    let bytes = text.as_bytes();
    let (words, rest) = bytes.as_chunks();
    let other = |eight: &[u8; 8]| {
        let word = u64::from_le_bytes(*eight);
        less_than(first, word) | (word | word.wrapping_add(each(1))) & each(0x80)
    };
    words.iter().all(|eight| other(eight) == 0)
        && match bytes.last_chunk() {
            Some(last) => other(last) == 0,
            None => rest.iter().all(|byte| (first..=b'~').contains(byte)),
        }
}
