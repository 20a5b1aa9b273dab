//! Codes and severities as text.

use std::str::FromStr;

use super::{Code, Severity};
use crate::error::Error;
use crate::shown::shortened;
use crate::vocabulary::{text_form, vocabulary};

vocabulary!(Severity, "a severity", { Notice "notice", Warning "warning", Error "error" });

impl FromStr for Code {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.binary_search_by_key(&name, |code| code.as_str());
        let code = found.ok().and_then(|index| Self::ALL.get(index));
        code.copied().ok_or_else(|| {
            let shown: String = shortened(name);
            Error::new(
                Code::ValueInvalid,
                format_args!("{shown:?} is not a code of this crate"),
            )
        })
    }
}

text_form!(Code, "a code of this crate, in kebab-case", |error| error
    .code());
