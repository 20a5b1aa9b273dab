//! The reader: JSON for serde, with the path of a fault and of each key that is ignored.
//!
//! `serde_json` knows neither path, and tells faults apart in words only. Here a fault has a type.
//! Most texts have no fault and no unknown key, and are read once, without paths ([`quick`]). Only
//! the others are read again, by the same code, with paths ([`read`]).
//!
//! `serde_json` still reads what is rare in a report: escapes in strings, and all numbers but short
//! sequences of digits.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::cause::{Cause, Silent, Stop, Told};
use super::cursor::{Cursor, List, MarkedStep, Object, not_space};
use super::path::{Path, Step};

/// What was read, how long its text is, and which keys in it were ignored.
pub(super) struct Read<T> {
    pub(super) value: T,
    pub(super) length: usize,
    pub(super) ignored: Vec<Path>,
}

/// Where and why the reader stopped.
pub(super) struct Stopped {
    pub(super) cause: Cause,
    pub(super) path: Path,
    /// The offset of what is at fault.
    pub(super) at: usize,
}

/// Reads a whole text.
pub(super) fn read<'t, T: Deserialize<'t>>(text: &'t str) -> Result<Read<T>, Stopped> {
    let read = read_first(text)?;
    let rest = text.get(read.length..).unwrap_or_default();
    match rest.find(not_space) {
        None => Ok(read),
        Some(space) => Err(Stopped {
            cause: Cause::NotJson("trailing characters"),
            path: Path::default(),
            at: read.length + space,
        }),
    }
}

/// Reads a whole text, if nothing in it is refused or ignored.
pub(super) fn quick<'t, T: Deserialize<'t>>(text: &'t str) -> Option<T> {
    let (value, length) = quick_first(text)?;
    let rest = text.get(length..).unwrap_or_default();
    if rest.contains(not_space) {
        return None;
    }
    Some(value)
}

/// Reads the value with which a text begins, if nothing in it is refused or ignored.
pub(super) fn quick_first<'t, T: Deserialize<'t>>(text: &'t str) -> Option<(T, usize)> {
    let mut cursor = Cursor::<Silent>::of(text);
    let value = T::deserialize(&mut cursor).ok()?;
    Some((value, cursor.at))
}

/// Reads the value with which a text begins.
pub(super) fn read_first<'t, T: Deserialize<'t>>(text: &'t str) -> Result<Read<T>, Stopped> {
    read_seed(PhantomData, text)
}

/// The same, for a value whose reading depends on a state.
pub(super) fn read_seed<'t, S: DeserializeSeed<'t>>(
    seed: S,
    text: &'t str,
) -> Result<Read<S::Value>, Stopped> {
    let mut cursor = Cursor::<Told>::of(text);
    match seed.deserialize(&mut cursor) {
        Ok(value) => Ok(Read {
            value,
            length: cursor.at,
            ignored: cursor.ignored,
        }),
        Err(stop) => Err(cursor.stopped(*stop.0)),
    }
}

/// A value as written. Only this reader reads it.
pub(super) struct Raw<'t>(pub(super) &'t str);

impl Raw<'_> {
    const NAME: &'static str = "corridor::Raw";
}

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl<'de> Visitor<'de> for Written {
            type Value = Raw<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Raw<'de>, E> {
                Ok(Raw(text))
            }
        }

        deserializer.deserialize_newtype_struct(Self::NAME, Written)
    }
}

impl<E: Stop> Cursor<'_, E> {
    fn stopped(self, cause: Cause) -> Stopped {
        let at = match cause {
            Cause::NotJson(_) | Cause::TooDeep | Cause::TooLarge => self.at,
            _ => match self.marks.last() {
                Some(mark) => mark.start,
                None => self.text.find(not_space).unwrap_or_default(),
            },
        };
        let path = self.path();
        Stopped { cause, path, at }
    }

    /// The path to what is read.
    fn path(&self) -> Path {
        let key_at = |at| read_first(self.text.get(at..).unwrap_or_default());
        let steps = self.marks.iter().map(|mark| match mark.step {
            MarkedStep::Key(at) => {
                Step::Key(key_at(at).map_or_else(|_| String::new(), |key| key.value))
            }
            MarkedStep::Index(index) => Step::Index(index),
        });
        Path::of(steps.collect())
    }

    /// Skips a value.
    pub(super) fn skip(&mut self) -> Result<(), E> {
        let outer = std::mem::replace(&mut self.skips, true);
        self.deserialize_any(IgnoredAny)?;
        self.skips = outer;
        Ok(())
    }

    /// Why the next value is refused by a visitor that expects another type.
    #[cold]
    fn mismatch<'v, V: Visitor<'v>>(&mut self, visitor: &V) -> E {
        let value = match self.peek_value() {
            Ok(b'[' | b'{') => Ok(IgnoredAny),
            // Only JSON is of another type.
            Ok(_) => self.deserialize_any(IgnoredAny),
            Err(stop) => Err(stop),
        };
        match value {
            Ok(_) => de::Error::invalid_type(Unexpected::Other("value"), visitor),
            Err(stop) => stop,
        }
    }
}

impl<'de, E: Stop> Deserializer<'de> for &mut Cursor<'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.peek_value()? {
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
            _ => Err(E::not_json("expected value")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if self.peek_value()? != b'"' {
            return Err(self.mismatch(&visitor));
        }
        self.at += 1;
        self.string(visitor)
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if self.peek_value()? != b'{' {
            return Err(self.mismatch(&visitor));
        }
        self.open()?;
        let value = visitor.visit_map(Inside::of(self));
        if value.is_ok() {
            self.close::<Object>()?;
        }
        value
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if self.peek_value()? != b'[' {
            return Err(self.mismatch(&visitor));
        }
        self.open()?;
        let value = visitor.visit_seq(Inside::of(self));
        if value.is_ok() {
            self.close::<List>()?;
        }
        value
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if self.peek_value()? == b'n' {
            self.word("null")?;
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        if name != Raw::NAME {
            return visitor.visit_newtype_struct(self);
        }
        self.peek_value()?;
        let start = self.at;
        self.skip()?;
        visitor.visit_borrowed_str(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Skips a value, and notes its key. The first reading stops here instead, because it has no
    /// path to note.
    #[cold]
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if self.skips {
            return self.deserialize_any(visitor);
        }
        if !E::TELLS {
            return Err(E::custom("an ignored key"));
        }
        self.skip()?;
        self.ignored.push(self.path());
        visitor.visit_unit()
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes
        byte_buf unit unit_struct tuple tuple_struct enum identifier
    }
}

/// The content between two brackets.
struct Inside<'c, 'de, E> {
    cursor: &'c mut Cursor<'de, E>,
    first: bool,
    /// Where the last key starts, or the index of the next element.
    step: usize,
}

impl<'c, 'de, E: Stop> Inside<'c, 'de, E> {
    fn of(cursor: &'c mut Cursor<'de, E>) -> Self {
        Self {
            cursor,
            first: true,
            step: 0,
        }
    }
}

impl<'de, E: Stop> de::MapAccess<'de> for Inside<'_, 'de, E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, key: K) -> Result<Option<K::Value>, E> {
        match self.cursor.next::<Object>(&mut self.first)? {
            b'}' => Ok(None),
            b'"' => {
                self.step = self.cursor.at;
                self.cursor.at += 1;
                key.deserialize(Key(&mut *self.cursor)).map(Some)
            }
            _ => Err(E::not_json("key must be a string")),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, value: S) -> Result<S::Value, E> {
        self.cursor.colon()?;
        self.cursor.mark(MarkedStep::Key(self.step));
        let value = value.deserialize(&mut *self.cursor);
        self.cursor.unmark(value.is_ok());
        value
    }
}

impl<'de, E: Stop> de::SeqAccess<'de> for Inside<'_, 'de, E> {
    type Error = E;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        element: S,
    ) -> Result<Option<S::Value>, E> {
        if self.cursor.next::<List>(&mut self.first)? == b']' {
            return Ok(None);
        }
        self.cursor.mark(MarkedStep::Index(self.step));
        self.step += 1;
        let element = element.deserialize(&mut *self.cursor).map(Some);
        self.cursor.unmark(element.is_ok());
        element
    }
}

/// A key whose opening quote has been read.
struct Key<'c, 'de, E>(&'c mut Cursor<'de, E>);

impl<'de, E: Stop> Deserializer<'de> for Key<'_, 'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        self.0.string(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
