//! What a forecast refuses.

use crate::code::Code;
use crate::error::umbrella;
use crate::id::Id;
use crate::place::PlaceCode;
use crate::route::{Closure, NetworkError};

/// Why there is no forecast.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum ForecastError {
    /// The group has no fix.
    #[error("group {group} has not been reported anywhere yet")]
    NoFix {
        /// The group.
        group: Id,
    },
    /// The group is not on the route.
    #[error("the route does not pass {place}, where group {group} was last reported")]
    OffRoute {
        /// Where the group was last reported.
        place: PlaceCode,
        /// The group.
        group: Id,
    },
    /// A leg that stays closed.
    #[error("the way from {from} to {to} stays closed: {closure}")]
    Closed {
        /// Where the group would wait.
        from: PlaceCode,
        /// Where it could not go.
        to: PlaceCode,
        /// The closure in the way.
        closure: Box<Closure>,
    },
    /// A closure of the dossier that a network refuses.
    #[error(transparent)]
    Closure(#[from] NetworkError),
}

impl ForecastError {
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::NoFix { .. } => Code::GroupUnlocated,
            Self::OffRoute { .. } => Code::RouteDisjoint,
            Self::Closed { .. } => Code::RouteClosed,
            Self::Closure(error) => error.code(),
        }
    }
}

umbrella!(ForecastError);
