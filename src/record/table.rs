//! Records of one kind, in the order in which they were added, each found by its id.

use foldhash::{HashMap, HashMapExt};
use smol_str::SmolStr;

use super::reference::{Referring, circular, duplicate};
use crate::error::Error;
use crate::id::Id;

/// The hasher is seeded: ids come from strangers, who must not be able to make them collide.
#[derive(Debug, Clone)]
pub(super) struct Table<T> {
    rows: Vec<T>,
    by_id: HashMap<SmolStr, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            by_id: HashMap::new(),
        }
    }
}

impl<T: Referring> Table<T> {
    /// Adds a record whose id is not taken.
    pub(super) fn push(&mut self, row: T) -> Result<(), Error> {
        if let Some(first) = self.by_id.get(row.key()) {
            return Err(duplicate(&row, format!("{}[{first}]", T::LIST)));
        }
        self.by_id.insert(SmolStr::new(row.key()), self.rows.len());
        self.rows.push(row);
        Ok(())
    }

    pub(super) fn reserve(&mut self, additional: usize) {
        self.rows.reserve(additional);
        self.by_id.reserve(additional);
    }

    /// Removes everything beyond the first `length` records.
    pub(super) fn truncate(&mut self, length: usize) {
        for row in self.rows.drain(length..) {
            self.by_id.remove(row.key());
        }
    }

    /// Replaces the record with the same id, and returns the old one.
    pub(super) fn replace(&mut self, row: T) -> Option<T> {
        let index = *self.by_id.get(row.key())?;
        let old = self.rows.get_mut(index)?;
        Some(std::mem::replace(old, row))
    }

    /// Removes a record; later ones move up.
    pub(super) fn remove(&mut self, id: &str) -> Option<T> {
        let index = self.by_id.remove(id)?;
        let row = self.rows.remove(index);
        for later in self.by_id.values_mut().filter(|later| **later > index) {
            *later -= 1;
        }
        Some(row)
    }

    /// Refuses the first record, from this index on, that leads to itself by way of `parent`.
    pub(super) fn refuse_circle(
        &self,
        from: usize,
        key: &str,
        parent: impl Fn(&T) -> Option<&Id>,
    ) -> Result<(), (usize, Error)> {
        let first = self.circles(from, parent).into_iter().next();
        match first.and_then(|index| Some((index, self.rows.get(index)?))) {
            Some((index, row)) => Err((index, circular(row, key))),
            None => Ok(()),
        }
    }

    /// Whether a record leads to itself by way of `parent`, given that no other does.
    pub(super) fn comes_from_itself(&self, id: &str, parent: impl Fn(&T) -> Option<&Id>) -> bool {
        let mut next = self.get(id).and_then(&parent);
        while let Some(up) = next {
            if up.as_str() == id {
                return true;
            }
            next = self.get(up.as_str()).and_then(&parent);
        }
        false
    }

    /// One record of each circle along `parent`, among those from this index on.
    fn circles(&self, from: usize, parent: impl Fn(&T) -> Option<&Id>) -> Vec<usize> {
        let up = |index: usize| self.index(parent(self.rows.get(index)?)?.as_str());
        let mut circles = Vec::new();
        // Each record is walked once: what an earlier walk has cleared is not walked again.
        let mut walk_of: HashMap<usize, usize> = HashMap::new();
        for start in from..self.rows.len() {
            let mut next = Some(start);
            // Earlier records refer to nothing that comes after them.
            while let Some(index) = next.filter(|index| *index >= from)
                && !walk_of.contains_key(&index)
            {
                walk_of.insert(index, start);
                next = up(index);
                if next.and_then(|next| walk_of.get(&next)) == Some(&start) {
                    circles.extend(next);
                }
            }
        }
        circles
    }

    pub(super) fn rows(&self) -> &[T] {
        &self.rows
    }

    pub(super) fn index(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    pub(super) fn get(&self, id: &str) -> Option<&T> {
        self.rows.get(self.index(id)?)
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }
}

impl<T: PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl<T: Eq> Eq for Table<T> {}
