//! A fast reader for JSON as programs usually write it. Everything else is left to `serde_json`.
//!
//! It reads only what `serde_json` reads with the same result: the same visitors see the same
//! values. It stops without a message at anything that is refused, or at an unknown key; the text
//! is then read by `serde_json`, which knows where and why. Nesting is limited by the type that is
//! read.

use std::fmt;

use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::text::{each, less_than};

/// Reads a whole text, if all of it is plain.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let mut cursor = Cursor { text, at: 0 };
    let value = T::deserialize(&mut cursor).ok()?;
    cursor.skip_space();
    if cursor.at == text.len() {
        Some(value)
    } else {
        None
    }
}

/// The value with which a text begins, if it is plain, and its length.
pub(super) fn read_first<T: DeserializeOwned>(text: &str) -> Option<(T, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    let value = T::deserialize(&mut cursor).ok()?;
    Some((value, cursor.at))
}

/// The text under a key of an object, if only plain texts come before it.
pub(super) fn early_text<'t>(object: &'t str, key: &str) -> Option<&'t str> {
    let mut cursor = Cursor {
        text: object,
        at: 0,
    };
    cursor.take(b'{').ok()?;
    let mut first = true;
    while cursor.next(&mut first, b'}').ok()? == b'"' {
        cursor.at += 1;
        let found = cursor.plain_string()?;
        cursor.take(b':').ok()?;
        cursor.take(b'"').ok()?;
        let text = cursor.plain_string()?;
        if found == key {
            return Some(text);
        }
    }
    None
}

/// The text has something that only `serde_json` may judge.
#[derive(Debug)]
struct Doubt;

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not plain")
    }
}

impl std::error::Error for Doubt {}

impl de::Error for Doubt {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl From<serde_json::Error> for Doubt {
    fn from(_: serde_json::Error) -> Self {
        Self
    }
}

/// How far a text has been read.
struct Cursor<'de> {
    text: &'de str,
    at: usize,
}

impl<'de> Cursor<'de> {
    fn rest(&self) -> &'de [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.text.as_bytes().get(self.at) {
            self.at += 1;
        }
    }

    /// The next byte after white space.
    #[inline]
    fn peek(&mut self) -> Result<u8, Doubt> {
        match self.text.as_bytes().get(self.at) {
            Some(&byte) if byte > b' ' => Ok(byte),
            _ => self.peek_past_space(),
        }
    }

    #[inline(never)]
    fn peek_past_space(&mut self) -> Result<u8, Doubt> {
        self.skip_space();
        self.text.as_bytes().get(self.at).copied().ok_or(Doubt)
    }

    fn take(&mut self, byte: u8) -> Result<(), Doubt> {
        if self.peek()? == byte {
            self.at += 1;
            Ok(())
        } else {
            Err(Doubt)
        }
    }

    /// The first byte of the next member or element, or the closing bracket.
    fn next(&mut self, first: &mut bool, close: u8) -> Result<u8, Doubt> {
        let next = self.peek()?;
        if std::mem::take(first) || next == close {
            return Ok(next);
        }
        if next != b',' {
            return Err(Doubt);
        }
        self.at += 1;
        match self.peek()? {
            next if next == close => Err(Doubt),
            next => Ok(next),
        }
    }

    /// The next bytes, as written.
    fn token(&mut self, length: usize) -> Result<&'de str, Doubt> {
        let end = self.at + length;
        let token = self.text.get(self.at..end).ok_or(Doubt)?;
        self.at = end;
        Ok(token)
    }

    /// A string whose opening quote has been read.
    fn string<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Doubt> {
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
    #[cold]
    fn escaped_string<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Doubt> {
        let mut escaped = false;
        let end = self.rest().iter().position(|&byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        self.at -= 1;
        let token = self.token(end.ok_or(Doubt)? + 2)?;
        Ok(serde_json::Deserializer::from_str(token).deserialize_str(visitor)?)
    }

    fn number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Doubt> {
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
            return Err(Doubt);
        }
        self.at += digits;
        visitor.visit_u64(number)
    }

    /// A number that is not a short sequence of digits.
    fn odd_number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Doubt> {
        let inside = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let token = self.token(self.rest().iter().take_while(inside).count())?;
        let mut number = serde_json::Deserializer::from_str(token);
        let value = number.deserialize_any(visitor)?;
        number.end()?;
        Ok(value)
    }

    fn word(&mut self, word: &str) -> Result<(), Doubt> {
        if self.token(word.len())? == word {
            Ok(())
        } else {
            Err(Doubt)
        }
    }
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

impl<'de> Deserializer<'de> for &mut Cursor<'de> {
    type Error = Doubt;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Doubt> {
        match self.peek()? {
            b'"' => {
                self.at += 1;
                self.string(visitor)
            }
            b'0'..=b'9' | b'-' => self.number(visitor),
            b'{' => self.deserialize_map(visitor),
            b'[' => self.deserialize_seq(visitor),
            b'n' => self.word("null").and_then(|()| visitor.visit_unit()),
            b't' => self.word("true").and_then(|()| visitor.visit_bool(true)),
            b'f' => self.word("false").and_then(|()| visitor.visit_bool(false)),
            _ => Err(Doubt),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Doubt> {
        self.take(b'"')?;
        self.string(visitor)
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Doubt> {
        self.take(b'{')?;
        let value = visitor.visit_map(Inside {
            cursor: &mut *self,
            first: true,
        });
        if value.is_ok() {
            self.take(b'}')?;
        }
        value
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Doubt> {
        self.take(b'[')?;
        let value = visitor.visit_seq(Inside {
            cursor: &mut *self,
            first: true,
        });
        if value.is_ok() {
            self.take(b']')?;
        }
        value
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Doubt> {
        if self.peek()? == b'n' {
            self.word("null")?;
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Doubt> {
        visitor.visit_newtype_struct(self)
    }

    /// An ignored value must be reported, which the slow reader does.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Doubt> {
        Err(Doubt)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Doubt> {
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Doubt> {
        Err(Doubt)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes
        byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

/// The content between two brackets.
struct Inside<'c, 'de> {
    cursor: &'c mut Cursor<'de>,
    first: bool,
}

impl<'de> de::MapAccess<'de> for Inside<'_, 'de> {
    type Error = Doubt;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        key: K,
    ) -> Result<Option<K::Value>, Doubt> {
        match self.cursor.next(&mut self.first, b'}')? {
            b'}' => Ok(None),
            b'"' => {
                self.cursor.at += 1;
                key.deserialize(Key(&mut *self.cursor)).map(Some)
            }
            _ => Err(Doubt),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, value: S) -> Result<S::Value, Doubt> {
        self.cursor.take(b':')?;
        value.deserialize(&mut *self.cursor)
    }
}

impl<'de> de::SeqAccess<'de> for Inside<'_, 'de> {
    type Error = Doubt;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        element: S,
    ) -> Result<Option<S::Value>, Doubt> {
        match self.cursor.next(&mut self.first, b']')? {
            b']' => Ok(None),
            _ => element.deserialize(&mut *self.cursor).map(Some),
        }
    }
}

/// A key whose opening quote has been read.
struct Key<'c, 'de>(&'c mut Cursor<'de>);

impl<'de> Deserializer<'de> for Key<'_, 'de> {
    type Error = Doubt;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Doubt> {
        self.0.string(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
