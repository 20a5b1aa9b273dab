//! A plain day, `YYYY-MM-DD`, where no other date will do.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serializer};

use super::error::RecordFault;
use crate::error::Error;
use crate::time::When;

/// The one day that the value says.
pub(super) fn plain(day: impl TryInto<When, Error: Into<Error>>) -> Result<NaiveDate, Error> {
    let when = day.try_into().map_err(Into::into)?;
    when.plain_day().ok_or_else(|| {
        let when = crate::text::shortened(&when.to_string());
        RecordFault::NotOneDay { when }.into()
    })
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
pub(super) fn serialize<S: Serializer>(
    day: &Option<NaiveDate>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<NaiveDate>, D::Error> {
    let day = plain(When::deserialize(deserializer)?);
    day.map(Some).map_err(Error::into_serde)
}
