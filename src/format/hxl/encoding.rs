//! The text of a sheet as UTF-8, whether it is stored as UTF-8 or UTF-16.

use std::io::{self, BufRead, BufReader, Read};

use super::error::HxlError;

/// Bytes that are read ahead.
const AHEAD: usize = 8 * 1024;
/// Bytes at the start that decide the encoding: two byte-order marks of UTF-8.
const START: u64 = 6;
/// Stands for invalid UTF-16. It is not valid UTF-8 either, so the cell that contains it is
/// refused.
const NOT_UTF_8: u8 = 0xFF;

/// An input as UTF-8, without its byte-order mark. At most 8 KiB of it are in memory, and as much
/// again for UTF-16.
#[derive(Debug)]
pub(super) struct Decoded<R> {
    input: BufReader<R>,
    utf16: Option<Utf16>,
    /// Text that comes before the rest of the input.
    text: Vec<u8>,
    at: usize,
}

/// Makes a unit of UTF-16 from two bytes.
type Unit = fn([u8; 2]) -> u16;

/// UTF-16 that is being read.
#[derive(Debug)]
struct Utf16 {
    unit: Unit,
    /// Bytes that are not decoded yet: after a chunk, less than one character.
    raw: Vec<u8>,
}

impl<R: Read> Decoded<R> {
    /// Detects the encoding from the first bytes.
    pub(super) fn try_new(input: R) -> Result<Self, HxlError> {
        let mut input = BufReader::with_capacity(AHEAD, input);
        let mut start = Vec::new();
        let read = input.by_ref().take(START).read_to_end(&mut start);
        read.map_err(|error| HxlError::stream(&error))?;
        let (unit, mark): (Option<Unit>, usize) = match *start.as_slice() {
            [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Err(HxlError::Utf32),
            [0xFF, 0xFE, ..] => (Some(u16::from_le_bytes), 2),
            [0xFE, 0xFF, ..] => (Some(u16::from_be_bytes), 2),
            [0xEF, 0xBB, 0xBF, ..] => (None, 3),
            // A letter, or any other usual first character of a sheet, uses only one of the two
            // bytes.
            [0, 1..=255, 0, 1..=255, ..] | [1..=255, 0, 1..=255, 0, ..] => {
                return Err(HxlError::Utf16Unmarked);
            }
            _ => (None, 0),
        };
        let (mark, rest) = start.split_at_checked(mark).unwrap_or_default();
        if !mark.is_empty() && rest.starts_with(mark) {
            return Err(HxlError::MarkTwice);
        }
        let rest = rest.to_vec();
        let (utf16, text) = match unit {
            Some(unit) => (Some(Utf16 { unit, raw: rest }), Vec::new()),
            None => (None, rest),
        };
        Ok(Self {
            input,
            utf16,
            text,
            at: 0,
        })
    }

    /// The bytes that are available; empty only at the end.
    pub(super) fn fill(&mut self) -> io::Result<&[u8]> {
        while self.at >= self.text.len() {
            let Some(utf16) = &mut self.utf16 else {
                return filled(&mut self.input);
            };
            let available = filled(&mut self.input)?;
            let (length, is_last) = (available.len(), available.is_empty());
            utf16.raw.extend_from_slice(available);
            self.input.consume(length);
            self.at = 0;
            self.text.clear();
            utf16.decode(is_last, &mut self.text);
            if is_last {
                break;
            }
        }
        Ok(self.text.get(self.at..).unwrap_or_default())
    }

    pub(super) fn consume(&mut self, length: usize) {
        if self.at < self.text.len() {
            self.at += length;
        } else {
            self.input.consume(length);
        }
    }
}

/// As `fill_buf`, but continues after interruptions.
fn filled<R: Read>(input: &mut BufReader<R>) -> io::Result<&[u8]> {
    while let Err(error) = input.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    Ok(input.buffer())
}

impl Utf16 {
    /// Decodes the complete characters; at the end, any rest is invalid.
    fn decode(&mut self, is_last: bool, text: &mut Vec<u8>) {
        let (pairs, odd) = self.raw.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|&pair| (self.unit)(pair)).collect();
        let is_high = |unit: u16| (0xD800..0xDC00).contains(&unit);
        // The first half of a character whose second half is still to come.
        let half = usize::from(!is_last && units.last().copied().is_some_and(is_high));
        let whole = units.len() - half;
        for decoded in char::decode_utf16(units.into_iter().take(whole)) {
            match decoded {
                Ok(character) => {
                    let mut bytes = [0; 4];
                    text.extend_from_slice(character.encode_utf8(&mut bytes).as_bytes());
                }
                Err(_) => text.push(NOT_UTF_8),
            }
        }
        if is_last && !odd.is_empty() {
            text.push(NOT_UTF_8);
        }
        let used = if is_last { self.raw.len() } else { 2 * whole };
        self.raw.drain(..used);
    }
}
