//! Paths in a JSON text.

use std::fmt;

use crate::shown::shortened;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
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

    pub(super) fn of(steps: Vec<Step>) -> Self {
        Self(steps)
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

    /// The steps, from the root.
    pub(super) fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Drops the last step; false if there is none.
    pub(super) fn shorten(&mut self) -> bool {
        self.0.pop().is_some()
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
