//! Wire forms that are text forms: one declaration, so that the two cannot drift apart.

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
                struct Text;

                impl serde::de::Visitor<'_> for Text {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse::<$type>()
                            .map_err(|$error| $crate::error::refuse($code, &$error))
                    }
                }

                deserializer.deserialize_str(Text)
            }
        }
    };
    ($type:ty, $expecting:literal, $code:expr) => {
        $crate::text::text_form!($type, $expecting, |error| $code);
    };
}

/// A closed list of words: `as_str`, `Display`, `FromStr` and the wire form of a field-less enum.
macro_rules! vocabulary {
    ($type:ident, $what:literal, { $($variant:ident $word:literal),+ $(,)? }) => {
        impl $type {
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
            type Err = $crate::error::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::error::UnknownWord::new($what, word, &[$($word),+])),
                }
            }
        }

        $crate::text::text_form!($type, $what, $crate::Code::ValueInvalid);
    };
}

pub(crate) use {text_form, vocabulary};
