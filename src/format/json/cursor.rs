//! The tokens of a JSON text (RFC 8259).

use std::marker::PhantomData;

use serde::de::{IgnoredAny, Visitor};

use super::cause::{Cause, Stop};
use super::path::Path;
use crate::limits::JSON_DEPTH;
use crate::text::{each, less_than};

/// How far a text has been read.
pub(super) struct Cursor<'de, E> {
    pub(super) text: &'de str,
    pub(super) at: usize,
    /// The number of brackets around what is read.
    depth: usize,
    /// The path to what is read.
    pub(super) marks: Vec<Mark>,
    /// The paths of the keys that were ignored.
    pub(super) ignored: Vec<Path>,
    /// Whether what is read is inside an ignored value.
    pub(super) skips: bool,
    stop: PhantomData<E>,
}

/// A step of the path to what is read.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub(super) step: MarkedStep,
    /// Where its value starts.
    pub(super) start: usize,
}

/// A step, without the text of its key.
#[derive(Clone, Copy)]
pub(super) enum MarkedStep {
    /// The offset of the key.
    Key(usize),
    Index(usize),
}

impl<'de, E: Stop> Cursor<'de, E> {
    pub(super) fn of(text: &'de str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            marks: Vec::new(),
            ignored: Vec::new(),
            skips: false,
            stop: PhantomData,
        }
    }

    /// Steps to the next value.
    #[inline]
    pub(super) fn mark(&mut self, step: MarkedStep) {
        if E::TELLS {
            self.skip_space();
            let start = self.at;
            self.marks.push(Mark { step, start });
        }
    }

    /// Steps back from a value that was read. The path to a fault remains.
    #[inline]
    pub(super) fn unmark(&mut self, is_read: bool) {
        if E::TELLS && is_read {
            self.marks.pop();
        }
    }

    #[inline]
    fn rest(&self) -> &'de [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    pub(super) fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.text.as_bytes().get(self.at) {
            self.at += 1;
        }
    }

    /// The next byte after white space.
    #[inline]
    fn peek(&mut self, end: &'static str) -> Result<u8, E> {
        match self.text.as_bytes().get(self.at) {
            Some(&byte) if byte > b' ' => Ok(byte),
            _ => self.peek_past_space(end),
        }
    }

    #[inline(never)]
    fn peek_past_space(&mut self, end: &'static str) -> Result<u8, E> {
        self.skip_space();
        let byte = self.text.as_bytes().get(self.at).copied();
        byte.ok_or_else(|| E::not_json(end))
    }

    /// The first byte of a value.
    #[inline]
    pub(super) fn peek_value(&mut self) -> Result<u8, E> {
        self.peek("EOF while parsing a value")
    }

    /// The first byte of the next member or element, or the closing bracket.
    #[inline]
    pub(super) fn next<B: Brackets>(&mut self, first: &mut bool) -> Result<u8, E> {
        let next = self.peek(B::END)?;
        if std::mem::take(first) || next == B::CLOSE {
            return Ok(next);
        }
        if next != b',' {
            return Err(E::not_json(B::EXPECTED));
        }
        self.at += 1;
        match self.peek_value()? {
            next if next == B::CLOSE => Err(E::not_json("trailing comma")),
            next => Ok(next),
        }
    }

    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), E> {
        if self.peek(Object::END)? != b':' {
            return Err(E::not_json("expected `:`"));
        }
        self.at += 1;
        Ok(())
    }

    /// Enters a bracket.
    #[inline]
    pub(super) fn open(&mut self) -> Result<(), E> {
        if self.depth >= JSON_DEPTH {
            return Err(E::of(Cause::TooDeep));
        }
        self.at += 1;
        self.depth += 1;
        Ok(())
    }

    /// Leaves a bracket.
    #[inline]
    pub(super) fn close<B: Brackets>(&mut self) -> Result<(), E> {
        if self.peek(B::END)? != B::CLOSE {
            return Err(E::not_json(B::EXPECTED));
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    /// A string whose opening quote has been read.
    #[inline]
    pub(super) fn string<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, E> {
        match self.plain_string() {
            Some(text) => visitor.visit_borrowed_str(text),
            None => self.escaped_string(visitor),
        }
    }

    #[inline]
    fn plain_string(&mut self) -> Option<&'de str> {
        let end = self.at + plain_length(self.rest());
        if *self.text.as_bytes().get(end)? != b'"' {
            return None;
        }
        let text = self.text.get(self.at..end)?;
        self.at = end + 1;
        Some(text)
    }

    /// Finds the end of the string, and leaves the escapes to `serde_json`.
    /// A skipped string is only checked, as `serde_json` does: half a surrogate pair may be in it.
    #[cold]
    fn escaped_string<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, E> {
        let quote = self.at - 1;
        let mut escaped = false;
        let end = self.rest().iter().position(|&byte| {
            let ends = byte < b' ' || byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        self.at = end.map_or(self.text.len(), |length| self.at + length);
        match self.rest().first() {
            None => return Err(E::not_json("EOF while parsing a string")),
            Some(b'"') => self.at += 1,
            Some(_) => return Err(E::not_json("control character in a string")),
        }
        let token = self.text.get(quote..self.at).unwrap_or_default();
        let text = if self.skips {
            serde_json::from_str(token).map(|IgnoredAny| String::new())
        } else {
            serde_json::from_str(token)
        };
        match text {
            Ok(text) => visitor.visit_string(text),
            Err(error) => {
                let last = quote + error.column().saturating_sub(1);
                let inside = (quote..=last)
                    .rev()
                    .find(|&at| self.text.is_char_boundary(at));
                self.at = inside.unwrap_or(quote);
                Err(E::not_json("invalid escape in a string"))
            }
        }
    }

    #[inline]
    pub(super) fn number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, E> {
        let (mut number, mut digits) = (0_u64, 0);
        for byte in self.rest() {
            match byte {
                // Every number of 19 digits is less than 2⁶⁴.
                b'0'..=b'9' if digits < 19 => number = 10 * number + u64::from(byte - b'0'),
                b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E' => return self.odd_number(visitor),
                _ => break,
            }
            digits += 1;
        }
        if self.text.as_bytes().get(self.at) == Some(&b'0') && digits > 1 {
            return Err(E::not_json("invalid number"));
        }
        self.at += digits;
        visitor.visit_u64(number)
    }

    /// A number that is not a short sequence of digits.
    /// A skipped one may exceed 64 bits.
    fn odd_number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, E> {
        let mut before = b'e';
        let inside = |byte: &&u8| {
            // A sign belongs to the number if it begins the number or its exponent.
            let signed = matches!(std::mem::replace(&mut before, **byte), b'e' | b'E');
            match byte {
                b'0'..=b'9' | b'.' | b'e' | b'E' => true,
                b'-' | b'+' => signed,
                _ => false,
            }
        };
        let length = self.rest().iter().take_while(inside).count();
        let token = self.text.get(self.at..self.at + length).unwrap_or_default();
        let is_number = || serde_json::from_str::<IgnoredAny>(token).is_ok();
        if self.skips && is_number() {
            self.at += length;
            return visitor.visit_unit();
        }
        let number = serde_json::from_str::<serde_json::Number>(token).map_err(|_| {
            if is_number() {
                E::of(Cause::TooLarge)
            } else {
                E::not_json("invalid number")
            }
        })?;
        self.at += length;
        if let Some(whole) = number.as_u64() {
            visitor.visit_u64(whole)
        } else if let Some(negative) = number.as_i64() {
            visitor.visit_i64(negative)
        } else {
            let double = number.as_f64().ok_or_else(|| E::of(Cause::TooLarge))?;
            visitor.visit_f64(double)
        }
    }

    #[inline]
    pub(super) fn word(&mut self, word: &str) -> Result<(), E> {
        if self.rest().starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else {
            Err(E::not_json("expected ident"))
        }
    }
}

/// A kind of brackets, and the words for what is wrong between them.
pub(super) trait Brackets {
    const CLOSE: u8;
    const END: &'static str;
    const EXPECTED: &'static str;
}

pub(super) struct Object;

pub(super) struct List;

impl Brackets for Object {
    const CLOSE: u8 = b'}';
    const END: &'static str = "EOF while parsing an object";
    const EXPECTED: &'static str = "expected `,` or `}`";
}

impl Brackets for List {
    const CLOSE: u8 = b']';
    const END: &'static str = "EOF while parsing a list";
    const EXPECTED: &'static str = "expected `,` or `]`";
}

/// The number of bytes before the first one that is not plain: a quote, a backslash or a control
/// character.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((eight, after)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*eight);
        // Xor with 2 swaps the quote, 0x22, and the space, 0x20, so that the quote falls below the
        // limit.
        let stops = less_than(0x21, word ^ each(2)) | less_than(1, word ^ each(b'\\'));
        if stops != 0 {
            // A borrow affects only later bytes, and only the first match counts.
            return bytes.len() - rest.len() + stops.trailing_zeros() as usize / 8;
        }
        rest = after;
    }
    let plain = |byte: &&u8| **byte >= 0x20 && **byte != b'"' && **byte != b'\\';
    bytes.len() - rest.len() + rest.iter().take_while(plain).count()
}

/// Whether a character is other than white space (RFC 8259, section 2).
pub(super) fn not_space(character: char) -> bool {
    !matches!(character, ' ' | '\n' | '\r' | '\t')
}
