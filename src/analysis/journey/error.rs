//! What a forecast refuses.

use crate::Code;
use crate::Id;
use crate::error::umbrella;
use crate::place::PlaceCode;
use crate::route::Closure;
use crate::time::MarchError;

/// A forecast that nothing can be said of.
///
/// What produces each:
///
/// ```
/// use corridor::analysis::ForecastError;
/// use corridor::{
///     Barrier, Closure, Distance, Dossier, Event, EventKind, Halt, Journey, MigrantGroup,
///     Movement, Pace, Place, Position, Route, TravelMode,
/// };
///
/// let at = |code: &str, lon| -> Result<Place, corridor::Error> {
///     Ok(Place::new(code.parse()?, code)?.with_seat(Position::try_new(0.0, lon)?))
/// };
/// let (a, b, c) = (at("ZZ-A", 0.0)?, at("ZZ-B", 1.0)?, at("ZZ-C", 2.0)?);
/// let (group, day) = ("exodus".parse::<corridor::Id>()?, "2023-12-27".parse()?);
/// let exodus = MigrantGroup::new(group.clone(), "Exodus".parse()?, TravelMode::Foot);
/// let sighting = EventKind::Sighting(Movement::new(group.clone(), b.code()));
/// let silent = Dossier::builder(day).group(exodus.clone()).build()?;
/// let dossier = Dossier::builder(day).place(b.clone()).group(exodus)
///     .event(Event::occurred("e1".parse()?, "2023-12-27".parse()?, sighting))
///     .build()?;
/// let journey = Journey::of(&dossier, "exodus")?;
/// let onwards = Route::through([b.clone(), c.clone()])?;
///
/// let unseen = Journey::of(&silent, "exodus")?.forecast(&onwards, Pace::WALKING, []);
/// assert!(matches!(unseen, Err(ForecastError::NoFix { .. })));
/// let elsewhere = Route::through([a.clone(), c.clone()])?;
/// let strayed = journey.forecast(&elsewhere, Pace::WALKING, []);
/// assert!(matches!(strayed, Err(ForecastError::OffRoute { .. })));
/// let behind = Halt::new(group, a.code());
/// let returned = journey.forecast(&onwards, Pace::WALKING, [&behind]);
/// assert!(matches!(returned, Err(ForecastError::HaltElsewhere { .. })));
/// let shut = Closure::new(Barrier::Place(c.code()), "2023-12-20".parse()?);
/// let barred = journey.forecast_avoiding(&onwards, Pace::WALKING, [], [&shut]);
/// assert!(matches!(barred, Err(ForecastError::Closed { .. })));
/// let creeping = Distance::from_metres(0.01)?;
/// let endless = journey.forecast(&onwards, Pace::try_new(creeping, Some(creeping))?, []);
/// assert!(matches!(endless, Err(ForecastError::March(_))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
