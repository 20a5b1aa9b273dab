//! The objects of the wire, and what they become.

mod dossier;
mod event;
mod statistic;

pub(crate) use dossier::RawDossier;
pub(super) use dossier::{DossierLines, Format};
pub(super) use event::{EventReading, RawEvent};
pub(super) use statistic::{RawStatistic, texts_by_name};

/// A day, `YYYY-MM-DD`: the plainest of dates.
pub(super) mod day {
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::{Code, When};

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature that serde asks for"
    )]
    pub(in crate::record) fn serialize<S: Serializer>(
        day: &NaiveDate,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(day)
    }

    pub(in crate::record) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<NaiveDate, D::Error> {
        let when = When::deserialize(deserializer)?;
        when.plain_day().ok_or_else(|| {
            crate::error::refuse(
                Code::DateInvalid,
                &format_args!("\"{when}\" is not one day, written as YYYY-MM-DD"),
            )
        })
    }
}
