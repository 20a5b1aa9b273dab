//! Types whose wire form is their text form, and closed and open lists of words.

use smol_str::SmolStr;

use crate::code::Code;
use crate::error::Error;
use crate::limits::OPEN_WORD_BYTES;
use crate::shown::shortened;

/// Implements `Serialize` with `Display`, and `Deserialize` with `FromStr`.
///
/// Takes the type, what a reader expects, what parses it if not `FromStr`, and the code of a
/// refusal, which is an expression over the error or a constant.
macro_rules! text_form {
    ($type:ty, $expecting:literal, $parse:expr, |$error:ident| $code:expr) => {
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
                        $parse(text).map_err(|$error| $crate::error::refuse($code, &$error))
                    }
                }

                deserializer.deserialize_str(TextForm)
            }
        }
    };
    ($type:ty, $expecting:literal, |$error:ident| $code:expr) => {
        $crate::vocabulary::text_form!($type, $expecting, str::parse::<$type>, |$error| $code);
    };
    ($type:ty, $expecting:literal, $code:expr) => {
        $crate::vocabulary::text_form!($type, $expecting, |error| $code);
    };
}

/// What a setter accepts for a type with a text form: owned or borrowed text, and a reference to
/// the value.
macro_rules! conversions {
    ($($type:ty),+ $(,)?) => {$(
        impl TryFrom<&str> for $type {
            type Error = $crate::error::Error;

            fn try_from(text: &str) -> Result<Self, $crate::error::Error> {
                text.parse()
            }
        }

        /// The items of `&["efe", "ap"]`.
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

            /// Its word on the wire.
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

        $crate::vocabulary::text_form!($type, $what, $crate::code::Code::ValueInvalid);
        $crate::vocabulary::conversions!($type);
    };
}

/// An open list of words: a type with constants for the known words. It also accepts any other word
/// of its form, which is a word in `snake_case` or a text.
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

            /// Its word on the wire.
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
                $form($what, word).map(Self)
            }
        }

        $crate::vocabulary::text_form!($type, $what, |error| error.code());
        $crate::vocabulary::conversions!($type);
        $crate::vocabulary::compares!($type);
    };
}

/// Implements comparison with text.
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
