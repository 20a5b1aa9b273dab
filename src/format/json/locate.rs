//! Finds where in a JSON text a path leads, by walking the text again once something is wrong.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use smol_str::SmolStr;

use super::cause::Silent;
use super::cursor::{Cursor, Object};
use super::path::{Path, Step};
use super::reader::{self, Raw};

/// The value to which a path leads, as written. What follows it need not be valid JSON.
pub(super) fn find<'t>(path: &Path, text: &'t str) -> Option<&'t str> {
    let mut found = None;
    let walk = Walk {
        steps: path.steps(),
        found: &mut found,
    };
    // A fault further on ends the walk, but what was found remains.
    let _ = reader::read_seed(walk, text);
    found
}

/// The value at the end of a path, or as far as the path leads in the text: for a missing key, the
/// object that lacks it.
pub(super) fn find_nearest<'t>(path: &Path, text: &'t str) -> Option<&'t str> {
    let mut path = path.clone();
    loop {
        if let found @ Some(_) = find(&path, text) {
            return found;
        }
        if !path.shorten() {
            return None;
        }
    }
}

/// A walk along the remaining steps.
struct Walk<'p, 'de> {
    steps: &'p [Step],
    found: &'p mut Option<&'de str>,
}

impl<'de> DeserializeSeed<'de> for Walk<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.steps {
            [] => *self.found = Some(Raw::deserialize(deserializer)?.0),
            [Step::Key(_), ..] => deserializer.deserialize_map(self)?,
            [Step::Index(_), ..] => deserializer.deserialize_seq(self)?,
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Walk<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what the path leads through")
    }

    /// Takes the last of equal keys, so a duplicate key is located at its second occurrence.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Key(wanted), steps)) = self.steps.split_first() else {
            return Ok(());
        };
        while let Some(is_wanted) = map.next_key_seed(Is(wanted))? {
            if is_wanted {
                map.next_value_seed(Walk {
                    steps,
                    found: self.found,
                })?;
            } else {
                map.next_value::<Raw<'_>>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some((Step::Index(wanted), steps)) = self.steps.split_first() else {
            return Ok(());
        };
        for _ in 0..*wanted {
            if seq.next_element::<Raw<'_>>()?.is_none() {
                return Ok(());
            }
        }
        seq.next_element_seed(Walk {
            steps,
            found: self.found,
        })?;
        while seq.next_element::<Raw<'_>>()?.is_some() {}
        Ok(())
    }
}

/// Whether a key is this one.
struct Is<'k>(&'k str);

impl<'de> DeserializeSeed<'de> for Is<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Is<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}

/// The first text under a key of an object. What follows it need not be valid JSON.
pub(super) fn first_text(object: &str, key: &str) -> Option<SmolStr> {
    let mut cursor = Cursor::<Silent>::of(object);
    if cursor.peek_value().ok()? != b'{' {
        return None;
    }
    cursor.open().ok()?;
    let mut first = true;
    while cursor.next::<Object>(&mut first).ok()? == b'"' {
        cursor.at += 1;
        let is_wanted = cursor.string(Is(key)).ok()?;
        cursor.colon().ok()?;
        if is_wanted {
            return SmolStr::deserialize(&mut cursor).ok();
        }
        cursor.skip().ok()?;
    }
    None
}

/// The line and column, from 1 and in characters, at which a part of a text starts.
pub(super) fn line_and_column(text: &str, part: &str) -> (usize, usize) {
    let offset = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before.get(start..).map_or(0, |line| line.chars().count()) + 1;
    (line, column)
}

/// The starts of the lines of a text, for many look-ups.
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            starts: newlines.map(|(offset, _)| offset + 1).collect(),
        }
    }

    /// The line, from 1, at which a part of the text starts.
    pub(super) fn line_of(&self, text: &str, part: &str) -> usize {
        let offset = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        self.starts.partition_point(|&start| start <= offset) + 1
    }
}

/// The keys and values of an object, as written.
pub(super) struct Members<'t>(pub(super) Vec<(String, Raw<'t>)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;

        impl<'de> Visitor<'de> for Each {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a dossier object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Each)
    }
}
