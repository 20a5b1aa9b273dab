//! The days that a date may mean.

use chrono::NaiveDate;

use crate::time::When;

/// The first and the last possible day. Open ends are days far outside the years that a date may
/// have.
pub(super) fn span(on: &When) -> (NaiveDate, NaiveDate) {
    (
        on.earliest().unwrap_or(NaiveDate::MIN),
        on.latest().unwrap_or(NaiveDate::MAX),
    )
}
