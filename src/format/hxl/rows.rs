//! Reading a sheet row by row, in bounded memory.

use std::io::{self, Read};
use std::marker::PhantomData;

use csv::ByteRecord;

use super::cells::Cells;
use super::column::Layout;
use super::{HxlError, SheetRow, UnknownColumn};
use crate::limits::{HXL_HEADER_ROWS, HXL_ROW_BYTES};

/// Bytes that are read ahead of a row.
const AHEAD: usize = 8 * 1024;

/// The rows of a sheet, one at a time; the first that is refused is the last.
///
/// No more is held than one row, which is refused above 1 MiB. Made by [`rows`](super::rows).
#[derive(Debug)]
pub struct Rows<R, T> {
    sheet: Records<R>,
    layout: Layout,
    ended: bool,
    kind: PhantomData<fn() -> T>,
}

impl<R: Read, T: SheetRow> Rows<R, T> {
    pub(super) fn try_new(input: R) -> Result<Self, HxlError> {
        let mut sheet = Records::of(input);
        let mut headers = ByteRecord::new();
        let mut record = ByteRecord::new();
        while sheet.row < HXL_HEADER_ROWS && sheet.read(&mut record)? {
            if let Some(layout) = Layout::read(T::COLUMNS, sheet.row, &record, &headers) {
                return Ok(Self {
                    sheet,
                    layout: layout?,
                    ended: false,
                    kind: PhantomData,
                });
            }
            std::mem::swap(&mut headers, &mut record);
        }
        Err(HxlError::NoHashtags)
    }

    /// The columns that are read past. One that has neither hashtag nor header is among them once
    /// a row has been read in which something stands there.
    pub fn unknown_columns(&self) -> &[UnknownColumn] {
        &self.layout.unknown
    }

    fn read(&mut self, record: &mut ByteRecord) -> Result<Option<T>, HxlError> {
        while self.sheet.read(record)? {
            // Spreadsheets leave rows of commas behind.
            if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            self.layout.note_bare(record);
            let mut cells = Cells::of(T::COLUMNS, &self.layout, record, self.sheet.row);
            return T::read(&mut cells).map(Some);
        }
        Ok(None)
    }

    pub(super) fn into_unknown_columns(self) -> Vec<UnknownColumn> {
        self.layout.unknown
    }
}

impl<R: Read, T: SheetRow> Iterator for Rows<R, T> {
    type Item = Result<T, HxlError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut record = std::mem::take(&mut self.sheet.record);
        let row = self.read(&mut record).transpose();
        self.sheet.record = record;
        self.ended = !matches!(row, Some(Ok(_)));
        row
    }
}

/// Records of CSV, counted.
#[derive(Debug)]
struct Records<R> {
    csv: csv::Reader<Rationed<R>>,
    row: usize,
    /// Kept for its memory.
    record: ByteRecord,
}

impl<R: Read> Records<R> {
    fn of(input: R) -> Self {
        let csv = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(AHEAD)
            .from_reader(Rationed { input, left: 0 });
        Self {
            csv,
            row: 0,
            record: ByteRecord::new(),
        }
    }

    /// Reads the next record; false at the end.
    fn read(&mut self, record: &mut ByteRecord) -> Result<bool, HxlError> {
        let start = self.csv.position().byte();
        self.row += 1;
        let too_long = HxlError::RowTooLong { row: self.row };
        self.csv.get_mut().left = HXL_ROW_BYTES + AHEAD;
        match self.csv.read_byte_record(record) {
            // What is read ahead of a row is no part of it.
            Ok(_) if self.csv.position().byte() - start > HXL_ROW_BYTES as u64 => Err(too_long),
            Ok(found) => Ok(found),
            Err(_) if self.csv.get_ref().left == 0 => Err(too_long),
            Err(error) => Err(match error.kind() {
                csv::ErrorKind::Io(error) => HxlError::stream(error),
                _ => HxlError::stream(&io::Error::other(error)),
            }),
        }
    }
}

/// An input that gives out no more than it is allowed for one row.
#[derive(Debug)]
struct Rationed<R> {
    input: R,
    left: usize,
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(self.left);
        let Some(allowed) = buffer
            .get_mut(..length)
            .filter(|allowed| !allowed.is_empty())
        else {
            return Err(io::Error::other("a row has no end"));
        };
        let read = self.input.read(allowed)?;
        self.left = self.left.saturating_sub(read);
        Ok(read)
    }
}
