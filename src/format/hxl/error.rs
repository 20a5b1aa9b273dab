//! What is wrong with a sheet, and where.

use std::{fmt, io};

use super::column::UnknownColumn;
use super::quoting::Misquoted;
use crate::code::Code;
use crate::error::umbrella;
use crate::limits::{HXL_HEADER_ROWS, HXL_ROW_BYTES};
use crate::shown::shortened;

/// What is wrong with a sheet, and where. Rows and columns are counted from 1, as in a spreadsheet:
/// a blank line is a row, and a row whose cells have line breaks is one row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HxlError {
    /// No row of hashtags in the first rows.
    #[error("none of the first {HXL_HEADER_ROWS} rows has HXL hashtags")]
    NoHashtags,
    /// A column that is missing although sheets of this kind must have it, or must have it together
    /// with another.
    #[error("row {row} tags no column {tag}{seen}")]
    ColumnMissing {
        /// The row of hashtags.
        row: usize,
        /// The tag.
        tag: &'static str,
        /// What the sheet has instead.
        seen: Box<str>,
    },
    /// A cell that is not a hashtag, but looks like a missing one.
    #[error(
        "row {row}, column {column}: {value:?} is not a hashtag: {reason}{}",
        match more {
            0 => String::new(),
            1 => "; nor is that of another column".to_owned(),
            _ => format!("; nor are those of {more} other columns"),
        }
    )]
    TagMalformed {
        /// The row of hashtags.
        row: usize,
        /// The column.
        column: usize,
        /// Its text, shortened.
        value: Box<str>,
        /// Why.
        reason: &'static str,
        /// How many other columns have such cells.
        more: usize,
    },
    /// Two columns for the same thing.
    #[error("row {row} tags {first} and {second} both as {tag}")]
    ColumnRepeated {
        /// The row of hashtags.
        row: usize,
        /// The tag.
        tag: &'static str,
        /// The first of the two columns.
        first: Box<UnknownColumn>,
        /// The second.
        second: Box<UnknownColumn>,
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
        /// The tag of the column, as written.
        tag: Box<str>,
        /// Its text, shortened.
        value: Box<str>,
        /// The stable name of what is wrong.
        code: Code,
        /// What is wrong.
        message: Box<str>,
    },
    /// Cells that are not beneath their hashtags, or whose beginnings and ends are unclear.
    #[error("row {row}, column {column} ({about}): {fault}")]
    Malformed {
        /// The row.
        row: usize,
        /// The first column in which this shows.
        column: usize,
        /// Its text, or its hashtag, shortened.
        about: Box<str>,
        /// What is wrong.
        fault: RowFault,
    },
    /// A row that exceeds the limit.
    #[error(
        "row {row} has more than {HXL_ROW_BYTES} bytes{}",
        open.map(|column| format!("; the quote that opens column {column} is likely not closed"))
            .unwrap_or_default()
    )]
    RowTooLong {
        /// The row.
        row: usize,
        /// A cell whose opening quote is never closed.
        open: Option<usize>,
    },
    /// UTF-16 without a byte-order mark.
    #[error(
        "the sheet looks like UTF-16, without a byte-order mark: save it with one, or as \"CSV UTF-8\""
    )]
    Utf16Unmarked,
    /// UTF-32.
    #[error("the sheet is UTF-32: save it as \"CSV UTF-8\"")]
    Utf32,
    /// Two byte-order marks.
    #[error("the sheet begins with two byte-order marks: remove one")]
    MarkTwice,
    /// The input or the output failed.
    #[error("the sheet cannot be read or written: {message}")]
    Stream {
        /// The kind of failure.
        kind: io::ErrorKind,
        /// Its message.
        message: Box<str>,
    },
}

/// What is wrong with a row as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFault {
    /// Its quotes.
    Quotes(Misquoted),
    /// It has fewer cells than hashtags.
    CutShort {
        /// What separates the cells.
        separators: &'static str,
    },
    /// It has more cells than hashtags.
    TooManyCells {
        /// The column of the last hashtag.
        last: usize,
        /// Two cells that may be one number.
        split: Option<Split>,
    },
    /// A number that reads as two cells.
    Split(Split),
}

/// Two neighbouring cells that the comma of a number may have made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The first of the two columns.
    pub(super) column: usize,
    /// Their texts, shortened.
    pub(super) values: (Box<str>, Box<str>),
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quotes(fault) => fault.fmt(f),
            Self::CutShort { separators } => write!(
                f,
                "the row ends before it; it is cut short, or lacks the {separators} of its blank cells"
            ),
            Self::TooManyCells { last, split } => {
                write!(f, "beyond the last hashtag, which is in column {last}; ")?;
                match split {
                    Some(split) => split.fmt(f),
                    None => f.write_str(
                        "a cell with a separator in it likely lacks its quotes, or this column a header",
                    ),
                }
            }
            Self::Split(split) => split.fmt(f),
        }
    }
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (column, (first, second)) = (self.column, &self.values);
        write!(
            f,
            "{first:?} in column {column} and {second:?} in the next are likely one number that lacks its quotes"
        )
    }
}

impl HxlError {
    /// The stable name of what is wrong.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::NoHashtags => Code::HashtagsMissing,
            Self::ColumnMissing { .. } | Self::TagMalformed { .. } => Code::KeyMissing,
            Self::ColumnRepeated { .. } => Code::KeyDuplicate,
            Self::Cell { code, .. } => *code,
            Self::Malformed { .. } => Code::RowMalformed,
            Self::RowTooLong { .. } => Code::RowTooLong,
            Self::Utf16Unmarked | Self::Utf32 | Self::MarkTwice => Code::TextInvalid,
            Self::Stream { .. } => Code::StreamFailed,
        }
    }

    /// Where in a row the fault is, and what is wrong there; the row itself is reported separately.
    pub(super) fn within_row(&self) -> (String, String) {
        match self {
            Self::Cell {
                column: Some(column),
                tag,
                message,
                ..
            } => (format!("column {column} ({tag})"), message.to_string()),
            Self::Cell { tag, message, .. } => (tag.to_string(), message.to_string()),
            Self::Malformed {
                column,
                about,
                fault,
                ..
            } => (format!("column {column} ({about})"), fault.to_string()),
            _ => (String::new(), self.to_string()),
        }
    }

    /// Whether the next line may be a row of its own, although a quote continues into it.
    pub(super) fn is_of_quotes(&self) -> bool {
        matches!(
            self,
            Self::RowTooLong { open: Some(_), .. }
                | Self::Malformed {
                    fault: RowFault::Quotes(_),
                    ..
                }
        )
    }

    pub(super) fn stream(error: &io::Error) -> Self {
        Self::Stream {
            kind: error.kind(),
            message: shortened(&error.to_string()),
        }
    }
}

umbrella!(HxlError);
