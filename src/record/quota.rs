//! How many people or things a measure allows, in total or per unit of time.

use super::series_key::Unit;
use crate::draft::{Draft, record};
use crate::error::Error;
use crate::measure::{Estimate, Per};

record! {
    /// How many people or things a measure allows, in total or per unit of time.
    ///
    /// ```
    /// use corridor::{Per, Quota};
    ///
    /// let appointments = Quota::of(1_450, "appointment").per("day").build()?;
    /// assert_eq!(appointments.per(), Some(Per::Day));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    Quota from QuotaKeys, "quota" named by unit, in "", expecting "an object with value and unit" {
        needs copy value: Estimate, "How many are allowed.";
        may copy per: Per, "The unit of time; if absent, the quota is a total.";
        needs own unit: Unit, "What is counted.";
    }
}

impl Quota {
    /// A quota of so many of that unit.
    pub fn of(
        value: impl TryInto<Estimate, Error: Into<Error>>,
        unit: impl TryInto<Unit, Error: Into<Error>>,
    ) -> Draft<Self> {
        let draft = Draft::<Self>::from_keys(QuotaKeys::default());
        draft.value(value).unit(unit)
    }
}

impl From<&Quota> for Quota {
    fn from(quota: &Quota) -> Self {
        quota.clone()
    }
}

crate::draft::always!(Estimate, Unit);
