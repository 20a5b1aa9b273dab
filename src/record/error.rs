//! Why a record is refused.

use crate::code::Code;
use crate::error::Error;
use crate::limits::WITHIN_KM;
use crate::measure::Per;
use crate::place::{Area, PlaceCode};
use crate::record::meeting::MeetingFormat;
use crate::record::observation_status::ObservationStatus;
use crate::time::Period;

/// Why a record is refused, without the name of the record.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum RecordFault {
    #[error("{hours} hours are not a finite number from 0")]
    Hours { hours: f64 },
    #[error("a {what} has at least one part")]
    NoParts { what: &'static str },
    #[error("a demand is addressed to at least one party")]
    NoAddressee,
    #[error("a meeting has at least one delegation")]
    NoDelegations,
    #[error("a delegation speaks for a country or a party, and this one for neither")]
    NoSide,
    #[error("a delegation speaks for a country or a party, and this one for both")]
    TwoSides,
    #[error("a meeting in person needs \"host\" or \"host_party\"")]
    NoHost,
    #[error("a meeting is hosted by a country or a party, and this one by both")]
    TwoHosts,
    #[error("a meeting by {format} is in no building")]
    VenueOfRemote { format: MeetingFormat },
    #[error("a casualty needs \"dead\", \"missing\", \"injured\" or \"survivors\"")]
    NoCasualties,
    #[error("a return from {place} to itself")]
    ReturnToItself { place: PlaceCode },
    #[error("{km} km from the seat is not above 0 and up to {WITHIN_KM}")]
    Within { km: f64 },
    #[error(
        "status {status} says that the value is {}",
        if status.is_missing() { "missing, but there is one" } else { "present, but there is none" }
    )]
    ValueAgainstStatus { status: ObservationStatus },
    #[error(
        "figures are of an area or of a place: area {:?} and place {place} both stand there",
        area.as_str()
    )]
    AreaAndPlace { area: Area, place: PlaceCode },
    #[error(
        "a statistic has one of value, percent, change and rank: {one:?} and {other:?} both stand there"
    )]
    SaidTwice {
        one: &'static str,
        other: &'static str,
    },
    #[error("a change has a percentage or a number: \"percent\" and \"by\" both stand there")]
    ExtentTwice,
    #[error(
        "a part has a headcount or a percentage: \"headcount\" and \"percent\" both stand there"
    )]
    SizeTwice,
    #[error("{key:?} belongs to {of:?}, which does not stand there")]
    Alone { key: &'static str, of: &'static str },
    #[error("a stock has no rate: \"per\": \"{per}\" belongs to a flow")]
    RateOfStock { per: Per },
    #[error("the words state a rate per {read}, and \"per\" is {per}")]
    RatesDiffer { per: Per, read: Per },
    #[error("{from} is no earlier period than {period}: it has to start and end before it")]
    NotEarlier { from: Period, period: Period },
    #[error("{since} starts after {period}: a record counts back from its period")]
    SinceLater { since: Period, period: Period },
    #[error(
        "a statistic needs \"published\" where its sources were not all published on one plain day"
    )]
    Unpublished,
    #[error("the part {part} occurs twice")]
    PartTwice { part: String },
    #[error("{what} {id:?} already exists, as {first}")]
    Duplicate {
        what: &'static str,
        id: String,
        first: String,
    },
    #[error("{what} {id:?} is not in the dossier")]
    Dangling { what: &'static str, id: String },
    #[error("{what} {id:?} refers to itself in a circle")]
    Circular { what: &'static str, id: String },
    #[error("{what} {id:?} cannot be removed: {referrer} refers to it")]
    ReferredTo {
        what: &'static str,
        id: String,
        referrer: String,
    },
}

impl RecordFault {
    fn code(&self) -> Code {
        match self {
            Self::NoAddressee
            | Self::NoSide
            | Self::NoHost
            | Self::NoCasualties
            | Self::Unpublished => Code::KeyMissing,
            Self::TwoSides
            | Self::TwoHosts
            | Self::VenueOfRemote { .. }
            | Self::AreaAndPlace { .. }
            | Self::SaidTwice { .. }
            | Self::ExtentTwice
            | Self::SizeTwice
            | Self::Alone { .. }
            | Self::RateOfStock { .. } => Code::KeyMisplaced,
            Self::NotEarlier { .. } | Self::SinceLater { .. } => Code::PeriodInvalid,
            Self::PartTwice { .. } => Code::KeyDuplicate,
            Self::Hours { .. }
            | Self::ReturnToItself { .. }
            | Self::Within { .. }
            | Self::RatesDiffer { .. } => Code::ValueInvalid,
            Self::NoParts { .. } => Code::SplitWithoutParts,
            Self::NoDelegations => Code::MeetingWithoutParties,
            Self::ValueAgainstStatus { .. } => Code::ValueMissing,
            Self::Duplicate { .. } => Code::IdDuplicate,
            Self::Dangling { .. } | Self::ReferredTo { .. } => Code::ReferenceDangling,
            Self::Circular { .. } => Code::ReferenceCircular,
        }
    }

    /// The fault at a key of its record.
    pub(super) fn at(self, key: &str) -> Error {
        Error::from(self).at(key)
    }
}

crate::error::umbrella!(RecordFault);
