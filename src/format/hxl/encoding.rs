//! The text of a sheet as UTF-8, whichever of UTF-8 and UTF-16 it is stored in.

use std::io::{self, BufRead, BufReader, Read};

use super::error::HxlError;

/// Bytes that are read ahead.
const AHEAD: usize = 8 * 1024;
/// Bytes at the start that tell the encoding: two byte-order marks of UTF-8.
const START: u64 = 6;
/// Stands for what is no UTF-16: no UTF-8 either, so that the cell that holds it is refused.
const NOT_UTF_8: u8 = 0xFF;

/// An input as UTF-8, without its byte-order mark. No more than 8 KiB of it is held, and as much
/// again of UTF-16.
#[derive(Debug)]
pub(super) struct Decoded<R> {
    input: BufReader<R>,
    utf16: Option<Utf16>,
    /// What is to be given out before the input.
    text: Vec<u8>,
    at: usize,
}

/// Makes a unit of UTF-16 of two bytes.
type Unit = fn([u8; 2]) -> u16;

/// UTF-16 that is being read.
#[derive(Debug)]
struct Utf16 {
    unit: Unit,
    /// What is not decoded yet: after a chunk, less than one character.
    raw: Vec<u8>,
}

impl<R: Read> Decoded<R> {
    /// Tells the encoding by the first bytes.
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
            // A letter, or what else begins a sheet, takes one byte of the two.
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

    /// What lies ready; empty only at the end.
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

/// As `fill_buf`, however often that is interrupted.
fn filled<R: Read>(input: &mut BufReader<R>) -> io::Result<&[u8]> {
    while let Err(error) = input.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    Ok(input.buffer())
}

impl Utf16 {
    /// Decodes the whole characters that are there; at the end, what is left is none.
    fn decode(&mut self, is_last: bool, text: &mut Vec<u8>) {
        let (pairs, odd) = self.raw.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|&pair| (self.unit)(pair)).collect();
        let is_high = |unit: u16| (0xD800..0xDC00).contains(&unit);
        // The first half of a character, whose second half is still to come.
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
