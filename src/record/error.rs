//! Why a record is refused, in words.

use crate::code::Code;
use crate::error::Error;
use crate::limits::WITHIN_KM;
use crate::place::PlaceCode;
use crate::record::{MeetingFormat, ObservationStatus};

/// Why a record is refused, apart from which one it is.
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
        if status.is_missing() { "missing, and there is one" } else { "there, and there is none" }
    )]
    ValueAgainstStatus { status: ObservationStatus },
    #[error("{what} {id:?} is there already, as {first}")]
    Duplicate {
        what: &'static str,
        id: String,
        first: String,
    },
    #[error("{what} {id:?} is not in the dossier")]
    Dangling { what: &'static str, id: String },
    #[error("{what} {id:?} comes from itself in a circle")]
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
            Self::NoAddressee | Self::NoSide | Self::NoHost | Self::NoCasualties => {
                Code::KeyMissing
            }
            Self::TwoSides | Self::TwoHosts | Self::VenueOfRemote { .. } => Code::KeyMisplaced,
            Self::Hours { .. } | Self::ReturnToItself { .. } | Self::Within { .. } => {
                Code::ValueInvalid
            }
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
