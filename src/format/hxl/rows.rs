//! Reading a sheet row by row, in bounded memory.

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::marker::PhantomData;

use csv::ByteRecord;

use super::cells::Cells;
use super::column::{Column, Layout, UnknownColumns};
use super::{HxlError, SheetRow};
use crate::limits::{HXL_HEADER_ROWS, HXL_ROW_BYTES};

/// What may stand between the cells of a row.
const SEPARATORS: [u8; 3] = *b",;\t";

/// Bytes that are read ahead of a row.
const AHEAD: usize = 8 * 1024;

/// The rows of a sheet, one at a time; the first that is refused is the last.
///
/// No more is held than one row, which is refused above 1 MiB, and at first up to 25, among which
/// the hashtags are: they tell what stands between the cells. Made by [`rows`](super::rows).
#[derive(Debug)]
pub(super) struct Rows<R, T> {
    sheet: Records<R>,
    layout: Layout,
    ended: bool,
    kind: PhantomData<fn() -> T>,
}

impl<R: Read, T: SheetRow> Rows<R, T> {
    /// The rows of a sheet, with the first separator that gives it a row of hashtags with all
    /// columns. Where none does, that with the most hashtags tells what is lacking.
    ///
    /// With another separator, a line break within quotes may end a row or be in it: each begins
    /// with the first byte.
    pub(super) fn try_new(input: R) -> Result<Self, HxlError> {
        let (mut head, mut rest) = (Vec::new(), BufReader::with_capacity(AHEAD, input));
        let mut nearest = Lacking::default();
        for separator in SEPARATORS {
            let mut sheet = Records::of(separator, head, rest);
            match sheet.layout(T::COLUMNS)? {
                Ok(layout) => {
                    return Ok(Self {
                        sheet,
                        layout,
                        ended: false,
                        kind: PhantomData,
                    });
                }
                Err(lacking) => nearest = nearest.or(lacking),
            }
            (head, rest) = sheet.csv.into_inner().into_start();
        }
        Err(nearest.fault)
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

/// Why no row is taken for that of hashtags.
struct Lacking {
    /// How many hashtags the row has that comes nearest; 0 where none has any.
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
    /// Of two the one with more hashtags, and of equals the first that says more than that there
    /// are none.
    fn or(self, other: Self) -> Self {
        if other.hashtags > self.hashtags || self.fault == HxlError::NoHashtags {
            other
        } else {
            self
        }
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
    fn of(separator: u8, head: Vec<u8>, rest: BufReader<R>) -> Self {
        let csv = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(AHEAD)
            .from_reader(Lines {
                input: Cursor::new(head).chain(rest),
                left: 0,
                returned: false,
                kept: Some(Vec::new()),
            });
        Self {
            csv,
            row: 0,
            record: ByteRecord::new(),
        }
    }

    /// Reads down to the row of hashtags: it has all columns that must be there, and more hashtags
    /// than any row above it, since a title may have some, too. A row that is too long ends the
    /// search; only a failing stream refuses the sheet with any separator.
    fn layout(&mut self, columns: &'static [Column]) -> Result<Result<Layout, Lacking>, HxlError> {
        let (mut headers, mut record) = (ByteRecord::new(), ByteRecord::new());
        let mut nearest = Lacking::default();
        while self.row < HXL_HEADER_ROWS {
            match self.read(&mut record) {
                Ok(true) if self.row <= HXL_HEADER_ROWS => {}
                Ok(_) => break,
                Err(fault @ HxlError::Stream { .. }) => return Err(fault),
                Err(fault) => return Ok(Err(nearest.or(Lacking { hashtags: 0, fault }))),
            }
            let (hashtags, layout) = Layout::read(columns, self.row, &record, &headers);
            match layout {
                Ok(layout) if hashtags > nearest.hashtags => {
                    self.csv.get_mut().kept = None;
                    return Ok(Ok(layout));
                }
                Ok(_) => {}
                Err(fault) => nearest = nearest.or(Lacking { hashtags, fault }),
            }
            std::mem::swap(&mut headers, &mut record);
        }
        Ok(Err(nearest))
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
    input: Chain<Cursor<Vec<u8>>, BufReader<R>>,
    left: usize,
    /// Whether the last byte was a carriage return: a line feed after it ends the same line.
    returned: bool,
    /// What has been given out, while it may have to be read again.
    kept: Option<Vec<u8>>,
}

impl<R: Read> Lines<R> {
    /// What has been given out and what lay ready behind it, and the input from there on.
    fn into_start(self) -> (Vec<u8>, BufReader<R>) {
        let (head, rest) = self.input.into_inner();
        let mut start = self.kept.unwrap_or_default();
        let ready = usize::try_from(head.position()).unwrap_or(usize::MAX);
        start.extend_from_slice(head.get_ref().get(ready..).unwrap_or_default());
        (start, rest)
    }

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
            self.kept.iter_mut().for_each(|kept| kept.extend(byte));
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
        if let Some(kept) = &mut self.kept {
            kept.extend_from_slice(from);
        }
        self.input.consume(length);
        self.left -= length;
        Ok(length)
    }
}
