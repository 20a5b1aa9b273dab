//! What a forecast refuses.

use crate::Code;
use crate::Id;
use crate::error::umbrella;
use crate::place::PlaceCode;
use crate::route::Closure;
use crate::time::MarchError;

/// A forecast that nothing can be said of.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ForecastError {
    /// The group was never seen.
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
    /// A halt where the group does not pass any more.
    #[error("a halt at {halt}, which the route does not pass at or after {from}")]
    HaltElsewhere {
        /// Where the halt would be.
        halt: PlaceCode,
        /// Where the group was last reported.
        from: PlaceCode,
    },
    /// A leg that stays closed.
    #[error("the way from {from} to {to} stays closed: {closure}")]
    Closed {
        /// Where the group would wait.
        from: PlaceCode,
        /// Where it could not go.
        to: PlaceCode,
        /// What is in the way.
        closure: Box<Closure>,
    },
    /// Even the earliest arrival is beyond the calendar.
    #[error(transparent)]
    March(#[from] MarchError),
}

impl ForecastError {
    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        match self {
            Self::NoFix { .. } => Code::GroupUnlocated,
            Self::OffRoute { .. } | Self::HaltElsewhere { .. } => Code::RouteDisjoint,
            Self::Closed { .. } => Code::RouteClosed,
            Self::March(error) => error.code(),
        }
    }
}

umbrella!(ForecastError);
