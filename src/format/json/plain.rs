//! The quick way in: reads JSON as programs write it, and leaves every doubt to `serde_json`.
//!
//! What it reads, `serde_json` reads alike: the same visitors see the same values. Whatever is
//! refused, and a key that the record does not know, ends it without a word; the reader then asks
//! `serde_json`, which knows where and why. A text is nested no deeper here than its type.

use std::fmt;

use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

/// Reads a whole text, if there is no doubt about it.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let mut cursor = Cursor { text, at: 0 };
    let value = T::deserialize(&mut cursor).ok()?;
    cursor.skip_space();
    (cursor.at == text.len()).then_some(value)
}

/// There is something here that only `serde_json` may judge.
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

    /// The first byte of what comes next.
    fn peek(&mut self) -> Result<u8, Doubt> {
        self.skip_space();
        self.text.as_bytes().get(self.at).copied().ok_or(Doubt)
    }

    fn expect(&mut self, byte: u8) -> Result<(), Doubt> {
        if self.peek()? == byte {
            self.at += 1;
            Ok(())
        } else {
            Err(Doubt)
        }
    }

    /// Whether another member or element comes before the bracket that closes.
    fn more(&mut self, first: &mut bool, close: u8) -> Result<bool, Doubt> {
        let next = self.peek()?;
        if next == close {
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.expect(b',')?;
        }
        Ok(true)
    }

    /// The next bytes, as they are written.
    fn token(&mut self, length: usize) -> Result<&'de str, Doubt> {
        let end = self.at + length;
        let token = self.text.get(self.at..end).ok_or(Doubt)?;
        self.at = end;
        Ok(token)
    }

    fn string<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Doubt> {
        self.expect(b'"')?;
        let end = self.at + plain_length(self.rest());
        if self.text.as_bytes().get(end) == Some(&b'"') {
            let text = self.text.get(self.at..end).ok_or(Doubt)?;
            self.at = end + 1;
            visitor.visit_borrowed_str(text)
        } else {
            self.at -= 1;
            self.escaped_string(visitor)
        }
    }

    /// Escapes are `serde_json`'s affair, once it is known where the string ends.
    fn escaped_string<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Doubt> {
        let mut escaped = false;
        let end = self.rest().iter().skip(1).position(|&byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        let token = self.token(end.ok_or(Doubt)? + 2)?;
        Ok(serde_json::Deserializer::from_str(token).deserialize_str(visitor)?)
    }

    fn number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Doubt> {
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        let in_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let rest = self.rest();
        let digits = rest.iter().take_while(|byte| is_digit(byte)).count();
        let length = rest.iter().take_while(|byte| in_number(byte)).count();
        let token = self.token(length)?;
        // Every number of 19 digits is less than 2⁶⁴.
        if length == digits && digits <= 19 && (digits == 1 || !token.starts_with('0')) {
            let digits = token.bytes().map(|byte| u64::from(byte - b'0'));
            return visitor.visit_u64(digits.fold(0, |number, digit| 10 * number + digit));
        }
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

/// How many bytes come before the first that ends a plain string, or is not plain: a quote, a
/// backslash, a control character.
///
/// Eight at a time: a byte of a word is less than n where subtracting n borrows from its highest
/// bit (Mycroft 1987). A borrow spoils only what comes later, and the first is what counts.
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGHEST: u64 = ONES << 7;
    let less = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let mut rest = bytes;
    while let Some((eight, after)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*eight);
        let quote = less(word ^ (ONES * u64::from(b'"')), 1);
        let backslash = less(word ^ (ONES * u64::from(b'\\')), 1);
        let stops = (quote | backslash | less(word, 0x20)) & HIGHEST;
        if stops != 0 {
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
            b'"' => self.string(visitor),
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
        self.string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Doubt> {
        self.string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Doubt> {
        self.string(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Doubt> {
        self.expect(b'{')?;
        let first = true;
        let value = visitor.visit_map(Inside {
            cursor: self,
            first,
        })?;
        self.expect(b'}')?;
        Ok(value)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Doubt> {
        self.expect(b'[')?;
        let first = true;
        let value = visitor.visit_seq(Inside {
            cursor: self,
            first,
        })?;
        self.expect(b']')?;
        Ok(value)
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

    /// What a type passes over is for a finding to tell.
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
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf
        unit unit_struct tuple tuple_struct
    }
}

/// What stands between two brackets.
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
        if !self.cursor.more(&mut self.first, b'}')? {
            return Ok(None);
        }
        if self.cursor.peek()? != b'"' {
            return Err(Doubt);
        }
        key.deserialize(&mut *self.cursor).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, value: S) -> Result<S::Value, Doubt> {
        self.cursor.expect(b':')?;
        value.deserialize(&mut *self.cursor)
    }
}

impl<'de> de::SeqAccess<'de> for Inside<'_, 'de> {
    type Error = Doubt;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        element: S,
    ) -> Result<Option<S::Value>, Doubt> {
        if !self.cursor.more(&mut self.first, b']')? {
            return Ok(None);
        }
        element.deserialize(&mut *self.cursor).map(Some)
    }
}
