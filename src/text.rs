//! Text: what may be said in prose, and types whose wire form is their text form.

use std::fmt;
use std::str::FromStr;

use smol_str::SmolStr;

use crate::code::Code;
use crate::error::{Error, umbrella};
use crate::limits::{OPEN_WORD_BYTES, SHOWN_CHARS, TEXT_BYTES};

/// `Serialize` by `Display`, `Deserialize` by `FromStr`.
///
/// Takes the type, what a reader is told to expect, and the code of a refusal: an expression over
/// the error, or a constant.
macro_rules! text_form {
    ($type:ty, $expecting:literal, |$error:ident| $code:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct TextForm;

                impl serde::de::Visitor<'_> for TextForm {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse::<$type>()
                            .map_err(|$error| $crate::error::refuse($code, &$error))
                    }
                }

                deserializer.deserialize_str(TextForm)
            }
        }
    };
    ($type:ty, $expecting:literal, $code:expr) => {
        $crate::text::text_form!($type, $expecting, |error| $code);
    };
}

/// What a setter takes for a type that has a text form: text in any hands, and the value by reference.
macro_rules! conversions {
    ($($type:ty),+ $(,)?) => {$(
        impl TryFrom<&str> for $type {
            type Error = $crate::error::Error;

            fn try_from(text: &str) -> Result<Self, $crate::error::Error> {
                text.parse()
            }
        }

        /// What `&["efe", "ap"]` gives one by one.
        impl TryFrom<&&str> for $type {
            type Error = $crate::error::Error;

            fn try_from(text: &&str) -> Result<Self, $crate::error::Error> {
                text.parse()
            }
        }

        impl TryFrom<&String> for $type {
            type Error = $crate::error::Error;

            fn try_from(text: &String) -> Result<Self, $crate::error::Error> {
                text.parse()
            }
        }

        impl TryFrom<String> for $type {
            type Error = $crate::error::Error;

            fn try_from(text: String) -> Result<Self, $crate::error::Error> {
                text.parse()
            }
        }

        impl From<&$type> for $type {
            fn from(value: &$type) -> Self {
                value.clone()
            }
        }
    )+};
}

/// A closed list of words: `as_str`, `Display`, `FromStr` and the wire form of a field-less enum.
macro_rules! vocabulary {
    ($type:ident, $what:literal, { $($variant:ident $word:literal),+ $(,)? }) => {
        #[allow(unreachable_pub, reason = "some vocabularies are the wire's own")]
        impl $type {
            #[allow(dead_code, reason = "only some are listed, and not with all features")]
            pub(crate) const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word that stands for it on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::error::Error;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::error::UnknownWord::new($what, word, &[$($word),+]).into()),
                }
            }
        }

        $crate::text::text_form!($type, $what, $crate::code::Code::ValueInvalid);
        $crate::text::conversions!($type);
    };
}

/// An open list of words: a type with constants for the known ones, which takes any other of its form
/// too, a word in `snake_case` or a text.
macro_rules! open_words {
    (
        $(#[$meta:meta])*
        $form:ident $type:ident, $what:literal { $( $(#[doc = $doc:literal])+ $name:ident $word:literal; )+ }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $type(smol_str::SmolStr);

        impl $type {
            $(
                $(#[doc = $doc])+
                pub const $name: Self = Self(smol_str::SmolStr::new_static($word));
            )+

            #[cfg(feature = "schema")]
            #[allow(dead_code, reason = "not every schema lists the known words")]
            pub(crate) const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word that stands for it on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::error::Error;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                $crate::text::$form($what, word).map(Self)
            }
        }

        $crate::text::text_form!($type, $what, |error| error.code());
        $crate::text::conversions!($type);
        $crate::text::compares!($type);
    };
}

/// Comparison with text.
macro_rules! compares {
    ($($type:ty),+ $(,)?) => {$(
        impl PartialEq<str> for $type {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $type {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl PartialEq<String> for $type {
            fn eq(&self, other: &String) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<$type> for str {
            fn eq(&self, other: &$type) -> bool {
                self == other.as_str()
            }
        }

        impl PartialEq<$type> for &str {
            fn eq(&self, other: &$type) -> bool {
                *self == other.as_str()
            }
        }
    )+};
}

/// A text that says something.
pub(crate) fn any_text(_: &str, text: &str) -> Result<SmolStr, Error> {
    Ok(Text::try_new(text)?.0)
}

/// A word in `snake_case` of at most 40 bytes.
pub(crate) fn snake_case(what: &str, word: &str) -> Result<SmolStr, Error> {
    let mut bytes = word.bytes();
    let is_formed = bytes.next().is_some_and(|byte| byte.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && word.len() <= OPEN_WORD_BYTES;
    if is_formed {
        return Ok(SmolStr::new(word));
    }
    let shown: String = shortened(word);
    let message = format_args!(
        "{shown:?} is not {what}: a word in snake_case of at most {OPEN_WORD_BYTES} bytes"
    );
    Err(Error::new(Code::ValueInvalid, message))
}

pub(crate) use {compares, conversions, open_words, text_form, vocabulary};

/// A text as people write it: a name, a topic, a paraphrase, the words of a figure.
///
/// Never empty, no control characters but line breaks and tabs, at most 10,000 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Text(SmolStr);

impl Text {
    /// Takes text that says something.
    ///
    /// # Errors
    /// [`Code::TextInvalid`] for white space alone, for control characters, and above 10,000 bytes.
    pub(crate) fn try_new(text: &str) -> Result<Self, TextError> {
        if text.len() > TEXT_BYTES {
            return Err(TextError::TooLong { bytes: text.len() });
        }
        // Nearly every text is plain: a look at its bytes clears it.
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

/// A text that says nothing, or that no one could print.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TextError {
    /// Nothing but white space.
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

/// The start of a text, for a message: no input is long enough to flood a log.
pub(crate) fn shortened<T: for<'t> From<&'t str>>(text: &str) -> T {
    shortened_to(SHOWN_CHARS, text)
}

/// The same, with so many characters.
pub(crate) fn shortened_to<T: for<'t> From<&'t str>>(characters: usize, text: &str) -> T {
    if text.len() <= characters {
        return T::from(text);
    }
    match text.char_indices().nth(characters) {
        Some((end, _)) => T::from(&format!("{}…", text.get(..end).unwrap_or_default())),
        None => T::from(text),
    }
}

/// Eight times the same byte.
pub(crate) const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Sets the highest bit of the first byte of a word that is less than the limit, if there is one.
///
/// Subtracting the limit borrows from there (Mycroft 1987), and may from what is above it too.
pub(crate) const fn less_than(limit: u8, word: u64) -> u64 {
    word.wrapping_sub(each(limit)) & !word & each(0x80)
}

/// Whether a text is ASCII without control characters, from `first` on: eight bytes at a time.
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
