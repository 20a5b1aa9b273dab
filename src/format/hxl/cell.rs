//! One cell of a row.

use std::str::FromStr;

use super::error::HxlError;
use crate::code::Code;
use crate::error::Error;
use crate::shown::shortened;

/// One cell, with everything that a refusal names.
#[derive(Clone, Copy)]
pub(super) struct Cell<'r> {
    pub(super) text: &'r str,
    pub(super) row: usize,
    pub(super) column: Option<usize>,
    /// The tag of the column as the sheet has it, or that of its kind if the sheet lacks it.
    pub(super) tag: &'r str,
}

impl<'r> Cell<'r> {
    /// A part of its text, at the same position.
    pub(super) fn part(self, text: &'r str) -> Self {
        Self { text, ..self }
    }

    pub(super) fn is_blank(self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn refused(self, code: Code, message: impl Into<Box<str>>) -> HxlError {
        let Self {
            text,
            row,
            column,
            tag,
        } = self;
        HxlError::Cell {
            row,
            column,
            tag: shortened(tag),
            value: shortened(text),
            code,
            message: message.into(),
        }
    }

    /// A refusal by one of the crate's own types.
    pub(super) fn refused_by(self, error: impl Into<Error>) -> HxlError {
        let error = error.into();
        self.refused(error.code(), error.message())
    }

    pub(super) fn missing(self) -> HxlError {
        self.refused(Code::KeyMissing, "there must be something here")
    }

    /// A text: white space around it is part of it. `None` if it is blank.
    pub(super) fn verbatim<T: FromStr<Err: Into<Error>>>(self) -> Result<Option<T>, HxlError> {
        if self.is_blank() {
            return Ok(None);
        }
        let parsed = self.text.parse();
        parsed.map(Some).map_err(|error| self.refused_by(error))
    }

    /// An id, a code, a date, a word of a vocabulary: white space around it is not part of it.
    /// `None` if it is blank.
    pub(super) fn word<T: FromStr<Err: Into<Error>>>(self) -> Result<Option<T>, HxlError> {
        self.part(self.text.trim()).verbatim()
    }
}
