//! Reading a sheet row by row, in bounded memory.

use std::io::{self, BufRead, BufReader, Read};
use std::marker::PhantomData;

use csv::ByteRecord;

use super::cells::Cells;
use super::column::{Layout, UnknownColumns, other_delimiter};
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
        let mut fault = HxlError::NoHashtags;
        while sheet.row < HXL_HEADER_ROWS && sheet.read(&mut record)? {
            let row = sheet.row;
            if row > HXL_HEADER_ROWS {
                break;
            }
            if let Some(layout) = Layout::read(T::COLUMNS, row, &record, &headers) {
                return Ok(Self {
                    sheet,
                    layout: layout?,
                    ended: false,
                    kind: PhantomData,
                });
            }
            if let Some(delimiter) = other_delimiter(&record) {
                fault = HxlError::Delimiter { row, delimiter };
            }
            std::mem::swap(&mut headers, &mut record);
        }
        Err(fault)
    }

    /// The columns that are read past, up to 100. One that has neither hashtag nor header is among
    /// them once a row has been read in which something stands there.
    pub fn unknown_columns(&self) -> &[UnknownColumn] {
        &self.layout.unknown.first
    }

    /// How many columns are read past, in all.
    pub fn unknown_column_count(&self) -> usize {
        self.layout.unknown.count
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

    pub(super) fn into_unknown_columns(self) -> UnknownColumns {
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

/// Records of CSV, counted as a spreadsheet counts rows: blank lines, too.
#[derive(Debug)]
struct Records<R> {
    csv: csv::Reader<Lines<R>>,
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
            .from_reader(Lines {
                input: BufReader::with_capacity(AHEAD, input),
                left: 0,
                returned: false,
            });
        Self {
            csv,
            row: 0,
            record: ByteRecord::new(),
        }
    }

    /// Reads the next record; false at the end.
    fn read(&mut self, record: &mut ByteRecord) -> Result<bool, HxlError> {
        let lines = self.csv.get_mut();
        let blank = lines.pass_blank();
        self.row += 1 + blank.map_err(|error| HxlError::stream(&error))?;
        lines.left = HXL_ROW_BYTES;
        match self.csv.read_byte_record(record) {
            Ok(found) => Ok(found),
            Err(_) if self.csv.get_ref().left == 0 => Err(HxlError::RowTooLong { row: self.row }),
            Err(error) => Err(match error.kind() {
                csv::ErrorKind::Io(error) => HxlError::stream(error),
                _ => HxlError::stream(&io::Error::other(error)),
            }),
        }
    }
}

/// An input that gives out no more than it is allowed for one record, and no more than one line at a
/// time: after a record, which ends with a line, nothing of the next has been given out.
#[derive(Debug)]
struct Lines<R> {
    input: BufReader<R>,
    left: usize,
    /// Whether the last byte was a carriage return: a line feed after it ends the same line.
    returned: bool,
}

impl<R: Read> Lines<R> {
    /// Passes over blank lines between records, and counts them.
    fn pass_blank(&mut self) -> io::Result<usize> {
        let mut count = 0;
        loop {
            let byte = match self.input.fill_buf() {
                Ok(available) => available.first().copied(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            match byte {
                Some(b'\n') if self.returned => self.returned = false,
                Some(byte @ (b'\r' | b'\n')) => {
                    count += 1;
                    self.returned = byte == b'\r';
                }
                _ => return Ok(count),
            }
            self.input.consume(1);
        }
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.input.fill_buf()?;
        if available.is_empty() {
            return Ok(0);
        }
        let end = available
            .iter()
            .position(|byte| matches!(byte, b'\r' | b'\n'));
        let line = end.map_or(available.len(), |end| end + 1);
        let length = line.min(buffer.len()).min(self.left);
        let (Some(from), Some(to)) = (available.get(..length), buffer.get_mut(..length)) else {
            return Ok(0);
        };
        let Some(&last) = from.last() else {
            return Err(io::Error::other("a row has no end"));
        };
        to.copy_from_slice(from);
        self.returned = last == b'\r';
        self.input.consume(length);
        self.left -= length;
        Ok(length)
    }
}
