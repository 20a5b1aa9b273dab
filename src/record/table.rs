//! Records of one kind, in the order they came in, each found by its id.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::error::{RecordError, RecordFault};
use super::reference::{Path, Record, Target};
use crate::Id;

/// The standard hasher is seeded: ids come from strangers, and must not be able to collide at will.
#[derive(Debug, Clone)]
pub(super) struct Table<T> {
    rows: Vec<T>,
    by_id: HashMap<SmolStr, usize>,
}

impl<T: Record> Table<T> {
    /// Takes the records, whose ids must differ.
    pub(super) fn try_new(rows: Vec<T>) -> Result<Self, RecordError> {
        let mut by_id = HashMap::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            if let Some(first) = by_id.insert(SmolStr::new(row.key()), index) {
                return Err(duplicate(row, first).inside(T::LIST, index));
            }
        }
        Ok(Self { rows, by_id })
    }

    /// Refuses a record that comes from itself by way of `parent`.
    pub(super) fn refuse_circle(
        &self,
        key: &str,
        parent: impl Fn(&T) -> Option<&Id>,
    ) -> Result<(), RecordError> {
        let Some(&index) = self.circles(parent).first() else {
            return Ok(());
        };
        let Some(row) = self.rows.get(index) else {
            return Ok(());
        };
        Err(circular(row, key).inside(T::LIST, index))
    }

    /// One record of each circle that `parent` leads round.
    pub(super) fn circles(&self, parent: impl Fn(&T) -> Option<&Id>) -> Vec<usize> {
        let up = |index: usize| -> Option<usize> {
            self.by_id
                .get(parent(self.rows.get(index)?)?.as_str())
                .copied()
        };
        let mut circles = Vec::new();
        // Each record is walked once: what an earlier walk has cleared needs no second.
        let mut walk_of = vec![None; self.rows.len()];
        for start in 0..self.rows.len() {
            let mut next = Some(start);
            while let Some(index) = next
                && let Some(walked @ None) = walk_of.get_mut(index)
            {
                *walked = Some(start);
                next = up(index);
                if next.and_then(|next| walk_of.get(next)) == Some(&Some(start)) {
                    circles.extend(next);
                }
            }
        }
        circles
    }

    pub(super) fn rows(&self) -> &[T] {
        &self.rows
    }

    pub(super) fn into_rows(self) -> Vec<T> {
        self.rows
    }

    pub(super) fn get(&self, id: &str) -> Option<&T> {
        self.rows.get(*self.by_id.get(id)?)
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }
}

/// A record that comes from itself.
pub(super) fn circular<T: Record>(row: &T, key: &str) -> RecordError {
    let fault = RecordFault::Circular {
        what: T::WHAT,
        id: row.key().to_owned(),
    };
    RecordError::new(row.named(), key, fault)
}

/// A record whose id an earlier one bears.
pub(super) fn duplicate<T: Record>(row: &T, first: usize) -> RecordError {
    let fault = RecordFault::Duplicate {
        what: T::WHAT,
        list: T::LIST,
        id: row.key().to_owned(),
        first,
    };
    RecordError::new(row.named(), T::KEY, fault)
}

/// A record that refers to one that is not there.
pub(super) fn dangling<T: Record>(row: &T, target: Target, id: &str, path: Path) -> RecordError {
    let fault = RecordFault::Dangling {
        what: target.what(),
        id: id.to_owned(),
    };
    RecordError::new(row.named(), path.to_string(), fault)
}

impl<T: PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl<T: Eq> Eq for Table<T> {}
