//! Why a text is not read.

use std::fmt;

use serde::de::{self, Unexpected};

use crate::code::Code;

/// Why the reader stopped.
#[derive(Debug)]
pub(super) enum Cause {
    /// The text is not JSON, for this reason.
    NotJson(&'static str),
    /// It is nested too deeply.
    TooDeep,
    /// A number exceeds 64 bits.
    TooLarge,
    /// An object lacks this key.
    Missing(&'static str),
    /// An object has this key twice.
    Twice(&'static str),
    /// A value is not this.
    Expected(String),
    /// The crate refused a value.
    Refused(Code, String),
}

/// What stops a reader. Nobody sees it as a text.
pub(super) trait Stop: de::Error {
    /// Whether it tells the cause. Otherwise, paths are not tracked either.
    const TELLS: bool;

    fn of(cause: Cause) -> Self;

    /// The cause of a text that is not JSON.
    #[cold]
    fn not_json(why: &'static str) -> Self {
        Self::of(Cause::NotJson(why))
    }
}

/// A stop without its cause, for the first reading: most texts have no fault.
#[derive(Debug)]
pub(super) struct Silent;

/// A stop with its cause.
#[derive(Debug)]
pub(super) struct Told(pub(super) Box<Cause>);

impl Stop for Silent {
    const TELLS: bool = false;

    fn of(_: Cause) -> Self {
        Self
    }
}

impl Stop for Told {
    const TELLS: bool = true;

    #[cold]
    fn of(cause: Cause) -> Self {
        Self(Box::new(cause))
    }
}

impl fmt::Display for Silent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl std::error::Error for Silent {}

impl std::error::Error for Told {}

impl de::Error for Silent {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl de::Error for Told {
    /// A refusal of the crate begins with its code (see [`refuse`](crate::error::refuse)).
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        let coded = message.split_once(": ");
        let coded = coded.and_then(|(code, rest)| Some((code.parse().ok()?, rest.to_owned())));
        Self::of(match coded {
            Some((code, rest)) => Cause::Refused(code, rest),
            None => Cause::Expected(message),
        })
    }

    #[cold]
    fn invalid_type(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::of(Cause::Expected(expected.to_string()))
    }

    #[cold]
    fn invalid_value(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::of(Cause::Expected(expected.to_string()))
    }

    #[cold]
    fn invalid_length(_: usize, expected: &dyn de::Expected) -> Self {
        Self::of(Cause::Expected(expected.to_string()))
    }

    #[cold]
    fn missing_field(key: &'static str) -> Self {
        Self::of(Cause::Missing(key))
    }

    #[cold]
    fn duplicate_field(key: &'static str) -> Self {
        Self::of(Cause::Twice(key))
    }
}
