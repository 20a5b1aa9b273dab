//! A plain day, `YYYY-MM-DD`, where no other date is allowed.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serializer};

use crate::error::Error;
use crate::time::{When, one_day};

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
    let day = Option::<When>::deserialize(deserializer)?.map(one_day);
    day.transpose().map_err(Error::into_serde)
}
