//! Reading a sheet row by row, in bounded memory.

use std::io::Read;
use std::marker::PhantomData;

use csv::ByteRecord;

use super::align;
use super::cells::Cells;
use super::column::{Column, UnknownColumns};
use super::encoding::Decoded;
use super::error::HxlError;
use super::figure::Thousands;
use super::layout::Layout;
use super::records::{Input, Records};
use super::sheet_row::SheetRow;
use crate::format::set_aside::{SetAside, Texts};
use crate::limits::HXL_HEADER_ROWS;

/// The characters that may separate the cells of a row.
const SEPARATORS: [u8; 3] = *b",;\t";

/// The rows of a sheet, one at a time.
///
/// Only one row is in memory at a time, and a row above 1 MiB is refused. At first up to 25 rows
/// are kept, because the row of hashtags among them decides what separates the cells. Made by
/// [`rows`](super::rows).
#[derive(Debug)]
pub(super) struct Rows<R, T> {
    sheet: Records<R>,
    layout: Layout,
    thousands: Thousands,
    /// Kept to reuse its memory.
    record: ByteRecord,
    ended: bool,
    kind: PhantomData<fn() -> T>,
}

impl<R: Read, T: SheetRow> Rows<R, T> {
    /// The rows of a sheet, with the first separator that gives a row of hashtags with all columns.
    /// If there is none, the error is about the row with the most hashtags.
    ///
    /// The separator decides whether a line break within quotes ends a row, so each attempt starts
    /// from the first byte.
    pub(super) fn try_new(input: R) -> Result<Self, HxlError> {
        let mut input = Input::of(Decoded::try_new(input)?);
        let mut nearest = Lacking::default();
        for separator in SEPARATORS {
            let mut sheet = Records::of(separator, input);
            match layout(&mut sheet, T::COLUMNS)? {
                Ok(layout) => {
                    sheet.forget_start();
                    return Ok(Self {
                        thousands: Thousands::of(separator),
                        sheet,
                        layout,
                        record: ByteRecord::new(),
                        ended: false,
                        kind: PhantomData,
                    });
                }
                Err(lacking) => nearest = nearest.or(lacking),
            }
            input = sheet.into_start();
        }
        Err(nearest.fault)
    }

    /// The next row; `None` at the end.
    fn read(&mut self) -> Result<Option<T>, HxlError> {
        while self.sheet.read(&mut self.record)? {
            let record = &self.record;
            // Spreadsheets leave rows that consist of commas.
            if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            let row = self.sheet.row();
            align::check(record, &self.layout, row, self.sheet.separator())?;
            self.layout.note_bare(record);
            let mut cells = Cells::of(T::COLUMNS, &self.layout, record, row, &mut self.thousands);
            return T::read(&mut cells).map(Some);
        }
        Ok(None)
    }

    /// The rows that can be read, and the others as they were written. If a row has an unclosed
    /// quote, only the line with the quote is set aside.
    pub(super) fn sort_out(&mut self) -> Result<(Vec<T>, Vec<SetAside>), HxlError> {
        let (mut rows, mut set_aside) = (Vec::new(), Vec::new());
        let mut texts = Texts::default();
        loop {
            let fault = match self.read() {
                Ok(Some(row)) => {
                    rows.push(row);
                    continue;
                }
                Ok(None) => return Ok((rows, set_aside)),
                Err(fault) => fault,
            };
            match fault {
                _ if fault.is_of_quotes() => self.sheet.resume()?,
                HxlError::RowTooLong { .. } | HxlError::Stream { .. } => return Err(fault),
                _ => {}
            }
            let (field, message) = fault.within_row();
            set_aside.push(SetAside {
                code: fault.code(),
                path: format!("row {}", self.sheet.row()).into(),
                line: self.sheet.line(),
                field: texts.kept(&field),
                message: texts.kept(&message),
                text: self.sheet.text().into(),
                with: None,
            });
        }
    }

    pub(super) fn into_unknown_columns(self) -> UnknownColumns {
        self.layout.unknown
    }
}

/// The iterator ends after the first refused row.
impl<R: Read, T: SheetRow> Iterator for Rows<R, T> {
    type Item = Result<T, HxlError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let row = self.read().transpose();
        self.ended = !matches!(row, Some(Ok(_)));
        row
    }
}

/// Why no row is the row of hashtags.
struct Lacking {
    /// How many hashtags the nearest row has; 0 if no row has any.
    hashtags: usize,
    fault: HxlError,
}

impl Default for Lacking {
    fn default() -> Self {
        Self {
            hashtags: 0,
            fault: HxlError::NoHashtags,
        }
    }
}

impl Lacking {
    /// Of two reasons, the one with more hashtags. If both have the same number, it is the first,
    /// unless that only states that there are no hashtags.
    fn or(self, other: Self) -> Self {
        if other.hashtags > self.hashtags || self.fault == HxlError::NoHashtags {
            other
        } else {
            self
        }
    }
}

/// Reads down to the row of hashtags. It has all required columns and more hashtags than any row
/// above it, since a title may have some too. A row that is too long ends the search; only a
/// failing stream ends it for all separators.
fn layout<R: Read>(
    sheet: &mut Records<R>,
    columns: &'static [Column],
) -> Result<Result<Layout, Lacking>, HxlError> {
    let (mut headers, mut record) = (ByteRecord::new(), ByteRecord::new());
    let mut nearest = Lacking::default();
    while sheet.row() < HXL_HEADER_ROWS {
        let fault = match sheet.read(&mut record) {
            Err(fault @ HxlError::Stream { .. }) => return Err(fault),
            _ if sheet.row() > HXL_HEADER_ROWS => break,
            Ok(true) => {
                let (hashtags, layout) = Layout::read(columns, sheet.row(), &record, &headers);
                match layout {
                    Ok(layout) if hashtags > nearest.hashtags => return Ok(Ok(layout)),
                    Ok(_) => {}
                    Err(fault) => nearest = nearest.or(Lacking { hashtags, fault }),
                }
                std::mem::swap(&mut headers, &mut record);
                continue;
            }
            Ok(false) => break,
            Err(fault) => fault,
        };
        // The quotes are those of a title, or of any row if another separator is the right one.
        // Only this line is not a row of hashtags.
        let resumed = if fault.is_of_quotes() {
            sheet.resume()
        } else {
            Err(fault.clone())
        };
        match resumed {
            Ok(()) if sheet.has_hash() => nearest = nearest.or(Lacking { hashtags: 0, fault }),
            Ok(()) => {}
            Err(fault @ HxlError::Stream { .. }) => return Err(fault),
            Err(fault) => return Ok(Err(nearest.or(Lacking { hashtags: 0, fault }))),
        }
        headers.clear();
    }
    Ok(Err(nearest))
}
