//! What is wrong with a sheet, and where.

use std::io;

use crate::Code;
use crate::error::umbrella;
use crate::limits::{HXL_HEADER_ROWS, HXL_ROW_BYTES};
use crate::text::shortened;

/// What is wrong with a sheet, and where. Rows and columns are counted from 1, as a spreadsheet
/// shows them: a blank line is a row, and a row whose cells have line breaks is one.
///
/// ```
/// use corridor::{Code, Flow, format::hxl};
///
/// let sheet = "#loc+code+origin,#loc+code+dest,#date+start,#date+end,#affected+ind+low,#affected+ind+best,#affected+ind+high\n\
///              MX07089,MX07032,2023-12,2023-12,about 6000,6000,\n";
/// let error = hxl::read::<Flow>(sheet.as_bytes()).unwrap_err();
/// assert_eq!(error.code(), Code::CountInvalid);
/// assert_eq!(
///     error.to_string(),
///     "row 2, column 5 (#affected+ind+low): \"about 6000\" is not a whole number from 0 to 18446744073709551615",
/// );
/// # Ok::<(), corridor::Error>(())
/// ```
///
/// What produces each:
///
/// ```
/// use corridor::{Flow, FlowTable, format::hxl::{self, HxlError}};
///
/// let error = |sheet: &str| hxl::read::<Flow>(sheet.as_bytes()).unwrap_err();
/// let tags = "#loc+code+origin,#loc+code+dest,#date+start,#date+end,#affected+ind+low,#affected+ind+best,#affected+ind+high";
/// assert!(matches!(error("a,b\n"), HxlError::NoHashtags));
/// assert!(matches!(error("#loc+code+origin,#loc+code+dest\n"), HxlError::ColumnMissing { .. }));
/// assert!(matches!(error(&format!("{tags},#loc+code+dest\n")), HxlError::ColumnRepeated { .. }));
/// assert!(matches!(error(&format!("{tags}\nnowhere,ZZ-A,2023,2023,1,1,1\n")), HxlError::Cell { .. }));
/// assert!(matches!(error(&format!("{tags}\n{}\n", "x".repeat(2_000_000))), HxlError::RowTooLong { .. }));
/// let full = hxl::write_flows(&FlowTable::new(), [0; 10].as_mut_slice());
/// assert!(matches!(full, Err(HxlError::Stream { .. })));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
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
    pub fn code(&self) -> Code {
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
