//! Finds where in a JSON text a path leads, by walking the text again once something is wrong.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::limits::JSON_DEPTH;
use crate::shown::shortened;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

/// Keys and indices, starting at the root: `events[3].headcount.low`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Path(Vec<Step>);

impl Path {
    /// Reads the path of an [`Error`](crate::Error), whose keys are plain words.
    pub(super) fn parse(text: &str) -> Self {
        let mut steps = Vec::new();
        for part in text.split(['.', '[']).filter(|part| !part.is_empty()) {
            let index = part
                .strip_suffix(']')
                .and_then(|digits| digits.parse().ok());
            steps.push(index.map_or_else(|| Step::Key(part.to_owned()), Step::Index));
        }
        Self(steps)
    }

    /// The path of a key of the root object.
    pub(super) fn key(key: &str) -> Self {
        Self(vec![Step::Key(key.to_owned())])
    }

    /// The path of a record in a list.
    pub(super) fn of_record(list: &str, index: usize) -> Self {
        Self(vec![Step::Key(list.to_owned()), Step::Index(index)])
    }

    pub(super) fn from_tracked(path: &serde_path_to_error::Path) -> Self {
        use serde_path_to_error::Segment;
        let steps = path.iter().filter_map(|segment| match segment {
            Segment::Seq { index } => Some(Step::Index(*index)),
            Segment::Map { key } => Some(Step::Key(key.clone())),
            Segment::Enum { .. } | Segment::Unknown => None,
        });
        Self(steps.collect())
    }

    pub(super) fn from_ignored(path: &serde_ignored::Path<'_>) -> Self {
        use serde_ignored::Path as Ignored;
        let (parent, step) = match path {
            Ignored::Root => return Self::default(),
            Ignored::Seq { parent, index } => (parent, Some(Step::Index(*index))),
            Ignored::Map { parent, key } => (parent, Some(Step::Key(key.clone()))),
            Ignored::Some { parent }
            | Ignored::NewtypeStruct { parent }
            | Ignored::NewtypeVariant { parent } => (parent, None),
        };
        let mut path = Self::from_ignored(parent);
        path.0.extend(step);
        path
    }

    /// The same path, relative to the record of a dossier into which it leads.
    pub(super) fn below_record(&self) -> Self {
        match self.0.as_slice() {
            [Step::Key(_), Step::Index(_), below @ ..] => Self(below.to_vec()),
            all => Self(all.to_vec()),
        }
    }

    /// The list and the index of the record into which it leads.
    pub(super) fn record(&self) -> Option<(&str, usize)> {
        match self.0.as_slice() {
            [Step::Key(list), Step::Index(index), ..] => Some((list, *index)),
            _ => None,
        }
    }

    pub(super) fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// This path followed by another.
    pub(super) fn join(mut self, inner: Self) -> Self {
        self.0.extend(inner.0);
        self
    }

    /// The list, if the path leads to a record of a dossier.
    pub(super) fn as_record(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Step::Key(list), Step::Index(_)] => Some(list),
            _ => None,
        }
    }

    /// The value to which the path leads, as written. What follows it need not be valid JSON.
    pub(super) fn find<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut found = None;
        let walk = Walk {
            steps: &self.0,
            found: &mut found,
        };
        // A fault further on ends the walk, but what was found remains.
        let _ = walk.deserialize(&mut serde_json::Deserializer::from_str(text));
        found.map(RawValue::get)
    }

    /// The value at the end of the path, or as far as the path leads in the text: for a missing
    /// key, the object that lacks it.
    pub(super) fn find_nearest<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut path = self.clone();
        loop {
            if let found @ Some(_) = path.find(text) {
                return found;
            }
            path.0.pop()?;
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, step) in self.0.iter().enumerate() {
            match step {
                // A key that could be mistaken for a path is quoted.
                Step::Key(key)
                    if key.is_empty()
                        || key.contains(['.', '[', ']', '"'])
                        || key.contains(char::is_control) =>
                {
                    write!(f, "[{:?}]", shortened::<String>(key))?;
                }
                Step::Key(key) => {
                    let dot = if depth == 0 { "" } else { "." };
                    write!(f, "{dot}{}", shortened::<String>(key))?;
                }
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// A walk along the remaining steps.
struct Walk<'p, 'de> {
    steps: &'p [Step],
    found: &'p mut Option<&'de RawValue>,
}

impl<'de> DeserializeSeed<'de> for Walk<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.steps {
            [] => *self.found = Some(<&RawValue>::deserialize(deserializer)?),
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
        while let Some(key) = map.next_key::<String>()? {
            if *wanted == key {
                map.next_value_seed(Walk {
                    steps,
                    found: self.found,
                })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some((Step::Index(wanted), steps)) = self.steps.split_first() else {
            return Ok(());
        };
        for _ in 0..*wanted {
            if seq.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        seq.next_element_seed(Walk {
            steps,
            found: self.found,
        })?;
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// The first text under the key in an object. What follows it need not be valid JSON.
pub(super) fn first_text(object: &str, key: &str) -> Option<String> {
    struct First<'k, 'f> {
        key: &'k str,
        found: &'f mut Option<String>,
    }

    impl<'de> Visitor<'de> for First<'_, '_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(key) = map.next_key::<String>()? {
                if key == self.key {
                    *self.found = Some(map.next_value()?);
                    break;
                }
                map.next_value::<IgnoredAny>()?;
            }
            Ok(())
        }
    }

    let mut found = None;
    let first = First {
        key,
        found: &mut found,
    };
    let _ = serde_json::Deserializer::from_str(object).deserialize_map(first);
    found
}

/// The rest of the text from the first bracket that exceeds the depth limit.
pub(super) fn too_deep(text: &str) -> Option<&str> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > JSON_DEPTH {
            return text.get(offset..);
        }
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

/// The keys and values of an object, as written in the text.
pub(super) fn members(text: &str) -> serde_json::Result<Vec<(String, &RawValue)>> {
    struct Members;

    impl<'de> Visitor<'de> for Members {
        type Value = Vec<(String, &'de RawValue)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a dossier object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some(member) = map.next_entry()? {
                members.push(member);
            }
            Ok(members)
        }
    }

    let mut deserializer = serde_json::Deserializer::from_str(text);
    let members = deserializer.deserialize_map(Members)?;
    deserializer.end()?;
    Ok(members)
}
