//! The changes that later vintages made.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{Difference, Observation};
use crate::time::Period;

/// One vintage of a period whose value differs from that of the vintage before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision<'s> {
    before: &'s Observation,
    after: &'s Observation,
}

impl<'s> Revision<'s> {
    /// The period.
    pub fn period(&self) -> Period {
        self.after.period
    }

    /// The observation that was published before.
    pub fn before(&self) -> &'s Observation {
        self.before
    }

    /// The observation that replaced it.
    pub fn after(&self) -> &'s Observation {
        self.after
    }

    /// The signed difference; `None` if either value is missing.
    pub fn difference(&self) -> Option<Difference> {
        let (before, after) = (self.before.value?, self.after.value?);
        Some(Difference::new(before, after))
    }
}

/// `2023-01: +1,084 (+0.7 %)`.
impl fmt::Display for Revision<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let period = self.period();
        match self.difference() {
            Some(difference) => write!(f, "{period}: {difference}"),
            None if self.after.value.is_none() => write!(f, "{period}: withdrawn"),
            None => write!(f, "{period}: supplied"),
        }
    }
}

/// `{"period", "before", "after", "difference"?}`.
impl Serialize for Revision<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut revision = serializer.serialize_struct("Revision", 4)?;
        revision.serialize_field("period", &self.period())?;
        revision.serialize_field("before", self.before)?;
        revision.serialize_field("after", self.after)?;
        match self.difference() {
            Some(difference) => revision.serialize_field("difference", &difference)?,
            None => revision.skip_field("difference")?,
        }
        revision.end()
    }
}

pub(super) fn of(observations: &[Observation]) -> impl Iterator<Item = Revision<'_>> {
    let pairs = observations.iter().zip(observations.iter().skip(1));
    pairs
        .filter(|(before, after)| {
            let is_known = before.conflict.is_none() && after.conflict.is_none();
            is_known && before.period == after.period && before.value != after.value
        })
        .map(|(before, after)| Revision { before, after })
}
