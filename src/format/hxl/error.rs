//! What is wrong with a sheet, and where.

use std::io;

use crate::Code;
use crate::error::umbrella;
use crate::limits::{HXL_HEADER_ROWS, HXL_ROW_BYTES};
use crate::text::shortened;

/// What is wrong with a sheet, and where. Rows and columns are counted from 1, as a spreadsheet
/// shows them: a blank line is a row, and a row whose cells have line breaks is one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HxlError {
    /// No row of hashtags where one ought to be.
    #[error("none of the first {HXL_HEADER_ROWS} rows has HXL hashtags")]
    NoHashtags,
    /// A column that sheets of this kind must have, or must have beside another.
    #[error("row {row} tags no column {tag}")]
    ColumnMissing {
        /// The row of hashtags.
        row: usize,
        /// The tag.
        tag: &'static str,
    },
    /// Two columns for one thing.
    #[error("row {row} tags the columns {first} and {second} both as {tag}")]
    ColumnRepeated {
        /// The row of hashtags.
        row: usize,
        /// The tag.
        tag: &'static str,
        /// The first of the two columns.
        first: usize,
        /// The second.
        second: usize,
    },
    /// A cell that is refused.
    #[error(
        "row {row}{} ({tag}): {message}",
        column.map(|column| format!(", column {column}")).unwrap_or_default()
    )]
    Cell {
        /// Its row.
        row: usize,
        /// Its column, if the sheet has it.
        column: Option<usize>,
        /// The tag of the column.
        tag: &'static str,
        /// What stands in it, shortened.
        value: Box<str>,
        /// The stable name of what is wrong.
        code: Code,
        /// What is wrong.
        message: Box<str>,
    },
    /// A row longer than one may be.
    #[error("row {row} has more than {HXL_ROW_BYTES} bytes")]
    RowTooLong {
        /// The row.
        row: usize,
    },
    /// What the sheet is read from, or written to, failed.
    #[error("the sheet cannot be read or written: {message}")]
    Stream {
        /// How.
        kind: io::ErrorKind,
        /// What it says.
        message: Box<str>,
    },
}

impl HxlError {
    /// The stable name of what is wrong.
    fn code(&self) -> Code {
        match self {
            Self::NoHashtags => Code::HashtagsMissing,
            Self::ColumnMissing { .. } => Code::KeyMissing,
            Self::ColumnRepeated { .. } => Code::KeyDuplicate,
            Self::Cell { code, .. } => *code,
            Self::RowTooLong { .. } => Code::RowTooLong,
            Self::Stream { .. } => Code::StreamFailed,
        }
    }

    pub(super) fn stream(error: &io::Error) -> Self {
        Self::Stream {
            kind: error.kind(),
            message: shortened(&error.to_string()),
        }
    }
}

umbrella!(HxlError);
