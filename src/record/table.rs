//! Records of one kind, in the order they came in, each found by its id.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::error::{RecordError, RecordFault};
use super::reference::Record;
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
                let fault = RecordFault::Duplicate {
                    what: T::WHAT,
                    id: row.key().to_owned(),
                    first,
                };
                return Err(RecordError::new(row.named(), T::KEY, fault).inside(T::LIST, index));
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
        let up = |index: usize| -> Option<usize> {
            self.by_id
                .get(parent(self.rows.get(index)?)?.as_str())
                .copied()
        };
        // Each record is walked once: what an earlier walk has cleared needs no second.
        let mut walk_of = vec![None; self.rows.len()];
        for (start, row) in self.rows.iter().enumerate() {
            let mut next = Some(start);
            while let Some(index) = next
                && let Some(walked @ None) = walk_of.get_mut(index)
            {
                *walked = Some(start);
                next = up(index);
            }
            if next.is_some_and(|index| walk_of.get(index) == Some(&Some(start)))
                && up(start).is_some()
            {
                let fault = RecordFault::Circular {
                    what: T::WHAT,
                    id: row.key().to_owned(),
                };
                return Err(RecordError::new(row.named(), key, fault).inside(T::LIST, start));
            }
        }
        Ok(())
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

impl<T: PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl<T: Eq> Eq for Table<T> {}
