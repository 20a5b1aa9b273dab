//! Records of CSV, one at a time, in bounded memory.

use std::io::{self, Read};

use csv::ByteRecord;

use super::encoding::Decoded;
use super::error::HxlError;
use super::error::RowFault;
use super::quoting::Scan;
use crate::limits::HXL_ROW_BYTES;
use crate::shown::shortened;

/// Records of CSV, counted like rows in a spreadsheet, including blank lines.
///
/// The `csv` crate writes the sheets. Its reader accepts any quoting without an error, which would
/// put figures into other columns.
#[derive(Debug)]
pub(super) struct Records<R> {
    input: Input<R>,
    separator: u8,
    row: usize,
    /// The line at which the record starts.
    line: usize,
    /// The number of lines that have ended.
    ended: usize,
    /// The bytes of the record.
    raw: Vec<u8>,
}

impl<R: Read> Records<R> {
    pub(super) fn of(separator: u8, input: Input<R>) -> Self {
        Self {
            input,
            separator,
            row: 0,
            line: 0,
            ended: 0,
            raw: Vec::new(),
        }
    }

    pub(super) fn separator(&self) -> u8 {
        self.separator
    }

    /// The row of the last record, from 1.
    pub(super) fn row(&self) -> usize {
        self.row
    }

    /// The line at which the last record starts, from 1.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// The last record as written, without the end of its line.
    pub(super) fn text(&self) -> std::borrow::Cow<'_, str> {
        let end = self.raw.len() - usize::from(self.raw.last().is_some_and(|&byte| breaks(byte)));
        String::from_utf8_lossy(self.raw.get(..end).unwrap_or_default())
    }

    /// Whether the last record contains a number sign.
    pub(super) fn has_hash(&self) -> bool {
        self.raw.contains(&b'#')
    }

    /// The same input from its first byte.
    pub(super) fn into_start(self) -> Input<R> {
        self.input.into_start()
    }

    /// From here on, the input is not read from its first byte again.
    pub(super) fn forget_start(&mut self) {
        self.input.kept = None;
    }

    /// Reads the next record; false at the end.
    pub(super) fn read(&mut self, record: &mut ByteRecord) -> Result<bool, HxlError> {
        let blank = self.input.pass_blank();
        let blank = blank.map_err(|error| HxlError::stream(&error))?;
        self.row += 1 + blank;
        self.ended += blank;
        self.line = self.ended + 1;
        self.raw.clear();
        record.clear();
        let mut scan = Scan::of(self.separator);
        loop {
            let from = self.raw.len();
            let is_more = self.take(scan.is_quoted().then(|| record.len() + 1))?;
            let step = match self.raw.get(from..) {
                Some(line) if is_more => scan.read(line, record),
                _ if self.raw.is_empty() => return Ok(false),
                _ => scan.end(record).map(|()| true),
            };
            match step {
                Ok(false) => {}
                Ok(true) => break,
                Err(fault) => {
                    let start = String::from_utf8_lossy(scan.cell());
                    let start: String = shortened(start.lines().next().unwrap_or_default());
                    return Err(HxlError::Malformed {
                        row: self.row,
                        column: record.len() + 1,
                        about: format!("{start:?}").into(),
                        fault: RowFault::Quotes(fault),
                    });
                }
            }
        }
        self.ended += line_ends(&self.raw);
        Ok(true)
    }

    /// Goes back to the second line of a record that is refused for its quotes, so that only its
    /// first line is lost.
    pub(super) fn resume(&mut self) -> Result<(), HxlError> {
        let end = loop {
            match self.raw.iter().position(|&byte| breaks(byte)) {
                Some(end) => break end + 1,
                None if self.take(None)? => {}
                None => break self.raw.len(),
            }
        };
        self.input.put_back(self.raw.get(end..).unwrap_or_default());
        self.raw.truncate(end);
        self.input.returned = self.raw.last() == Some(&b'\r');
        self.ended += line_ends(&self.raw);
        Ok(())
    }

    /// Adds the available part of a line to the record; false at the end of the input.
    fn take(&mut self, open: Option<usize>) -> Result<bool, HxlError> {
        let left = HXL_ROW_BYTES - self.raw.len();
        let taken = self.input.take(left, &mut self.raw);
        match taken.map_err(|error| HxlError::stream(&error))? {
            Taken::Some => Ok(true),
            Taken::End => Ok(false),
            Taken::TooMuch => Err(HxlError::RowTooLong {
                row: self.row,
                open,
            }),
        }
    }
}

fn breaks(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

/// How many lines end; a carriage return followed by a line feed ends one line.
fn line_ends(bytes: &[u8]) -> usize {
    let feeds = bytes.iter().zip([0].iter().chain(bytes));
    feeds
        .filter(|&(&byte, &before)| breaks(byte) && !(byte == b'\n' && before == b'\r'))
        .count()
}

/// An input that is read line by line, and that can be read again from its start or from a record.
#[derive(Debug)]
pub(super) struct Input<R> {
    /// Bytes that are read before the rest, starting at `at`.
    ahead: Vec<u8>,
    at: usize,
    rest: Decoded<R>,
    /// Whether the last byte was a carriage return: a line feed after it ends the same line.
    returned: bool,
    /// Everything read so far, as long as it may have to be read again.
    kept: Option<Vec<u8>>,
}

enum Taken {
    Some,
    End,
    TooMuch,
}

impl<R: Read> Input<R> {
    pub(super) fn of(rest: Decoded<R>) -> Self {
        Self {
            ahead: Vec::new(),
            at: 0,
            rest,
            returned: false,
            kept: Some(Vec::new()),
        }
    }

    fn into_start(self) -> Self {
        let mut start = self.kept.unwrap_or_default();
        start.extend_from_slice(self.ahead.get(self.at..).unwrap_or_default());
        Self {
            ahead: start,
            ..Self::of(self.rest)
        }
    }

    fn fill(&mut self) -> io::Result<&[u8]> {
        match self.ahead.get(self.at..) {
            Some(ahead) if !ahead.is_empty() => Ok(ahead),
            _ => self.rest.fill(),
        }
    }

    fn consume(&mut self, length: usize) {
        if self.at < self.ahead.len() {
            self.at += length;
        } else {
            self.rest.consume(length);
        }
    }

    /// Adds the available part of a line, with its end, to the bytes of a record.
    fn take(&mut self, left: usize, raw: &mut Vec<u8>) -> io::Result<Taken> {
        let available = self.fill()?;
        if available.is_empty() {
            return Ok(Taken::End);
        }
        if left == 0 {
            return Ok(Taken::TooMuch);
        }
        let end = available.iter().position(|&byte| breaks(byte));
        let length = end.map_or(available.len(), |end| end + 1).min(left);
        let from = raw.len();
        raw.extend(available.iter().take(length));
        self.consume(length);
        self.returned = raw.last() == Some(&b'\r');
        if let (Some(kept), Some(new)) = (&mut self.kept, raw.get(from..)) {
            kept.extend_from_slice(new);
        }
        Ok(Taken::Some)
    }

    /// Skips blank lines between records, and counts them.
    fn pass_blank(&mut self) -> io::Result<usize> {
        let mut count = 0;
        loop {
            let byte = self.fill()?.first().copied();
            match byte {
                Some(b'\n') if self.returned => self.returned = false,
                Some(byte @ (b'\r' | b'\n')) => {
                    count += 1;
                    self.returned = byte == b'\r';
                }
                _ => return Ok(count),
            }
            self.kept.iter_mut().for_each(|kept| kept.extend(byte));
            self.consume(1);
        }
    }

    /// Puts back the last bytes that were taken.
    fn put_back(&mut self, bytes: &[u8]) {
        if let Some(kept) = &mut self.kept {
            kept.truncate(kept.len() - bytes.len());
        }
        if self.at < self.ahead.len() {
            // All of them were taken from here.
            self.at -= bytes.len();
        } else {
            self.ahead = bytes.to_vec();
            self.at = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use csv::ByteRecord;
    use proptest::prelude::*;

    use super::{Input, Records};
    use crate::format::hxl::encoding::Decoded;

    fn cells(record: &ByteRecord) -> Vec<Vec<u8>> {
        record.iter().map(<[u8]>::to_vec).collect()
    }

    proptest! {
        /// A record that is not refused has the same cells in any reader.
        #[test]
        fn cells_are_those_of_the_csv_crate(text in "[a\" ,;\r\n6\"]{0,24}") {
            let input = Input::of(Decoded::try_new(text.as_bytes()).unwrap());
            let (mut sheet, mut record) = (Records::of(b',', input), ByteRecord::new());
            let mut found = Vec::new();
            loop {
                match sheet.read(&mut record) {
                    Ok(true) => found.push(cells(&record)),
                    Ok(false) => break,
                    Err(_) => return Ok(()),
                }
            }
            let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let expected = csv.byte_records().map(|record| cells(&record.unwrap()));
            prop_assert_eq!(found, expected.collect::<Vec<_>>());
        }

        /// After a fault, the next line is read as if the faulty one were not there.
        #[test]
        fn a_fault_costs_a_line(lines in proptest::collection::vec("[a\",]{1,6}", 1..8)) {
            let text = lines.join("\n") + "\n";
            let input = Input::of(Decoded::try_new(text.as_bytes()).unwrap());
            let (mut sheet, mut record) = (Records::of(b',', input), ByteRecord::new());
            let mut passed = String::new();
            loop {
                match sheet.read(&mut record) {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(fault) => {
                        prop_assert!(fault.is_of_quotes());
                        sheet.resume().unwrap();
                        prop_assert!(!sheet.text().contains('\n'));
                    }
                }
                prop_assert_eq!(sheet.line(), passed.matches('\n').count() + 1);
                passed.push_str(&sheet.text());
                passed.push('\n');
            }
            prop_assert_eq!(passed, text);
        }
    }
}
