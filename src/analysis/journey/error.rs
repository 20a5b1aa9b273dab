//! What a forecast refuses.

use crate::code::Code;
use crate::error::umbrella;
use crate::id::Id;
use crate::place::PlaceCode;
use crate::route::{Closure, NetworkError};
use crate::time::MarchError;

/// A forecast that nothing can be said of.
///
/// What produces each:
///
/// ```
/// use corridor::analysis::ForecastError;
/// use corridor::{Closure, Distance, Dossier, Pace, Route};
///
/// let dossier = |measure: &str| serde_json::from_str::<Dossier>(&format!(r#"{{
///     "format": "corridor/1", "as_of": "2023-12-27",
///     "parties": [{{"id": "police", "name": "The police", "kind": "office"}}],
///     "places": [
///         {{"code": "ZZ-A", "name": "A", "lat": 0, "lon": 0}}, {{"code": "ZZ-B", "name": "B", "lat": 0, "lon": 1}},
///         {{"code": "ZZ-C", "name": "C", "lat": 0, "lon": 2}}],
///     "groups": [{{"id": "exodus", "name": "Exodus", "mode": "foot"}}, {{"id": "unseen", "name": "Unseen", "mode": "foot"}}],
///     "events": [
///         {{"id": "e1", "type": "sighting", "on": "2023-12-27", "status": "occurred", "group": "exodus", "place": "ZZ-B"}}
///         {measure}]
/// }}"#));
/// let open = dossier("")?;
/// let journey = open.journey("exodus")?;
/// let (b, c) = ("ZZ-B".parse()?, "ZZ-C".parse()?);
/// let places = |codes: [&str; 2]| codes.map(|code| open.place(code).cloned()).into_iter().flatten();
/// let onwards = Route::through(places(["ZZ-B", "ZZ-C"]))?;
///
/// let unseen = open.journey("unseen")?.forecast(&onwards, Pace::WALKING);
/// assert!(matches!(unseen, Err(ForecastError::NoFix { .. })));
/// let elsewhere = Route::through(places(["ZZ-A", "ZZ-C"]))?;
/// let strayed = journey.forecast(&elsewhere, Pace::WALKING);
/// assert!(matches!(strayed, Err(ForecastError::OffRoute { .. })));
/// let shut = Closure::of_link(b, c, "2023-12-20".parse()?);
/// let barred = journey.forecast_avoiding(&onwards, Pace::WALKING, [&shut]);
/// assert!(matches!(barred, Err(ForecastError::Closed { .. })));
/// let creeping = Distance::from_metres(0.01)?;
/// let endless = journey.forecast(&onwards, Pace::try_new(creeping, Some(creeping))?);
/// assert!(matches!(endless, Err(ForecastError::March(_))));
///
/// let reversed = dossier(r#", {"id": "m1", "type": "measure", "on": "2023-12-20", "measure": "port_closure", "status": "occurred",
///     "authority": "police", "places": ["ZZ-C"], "starts": "2023-12-20", "ends": "2023-12-10"}"#)?;
/// let refused = reversed.journey("exodus")?.forecast(&onwards, Pace::WALKING);
/// assert!(matches!(refused, Err(ForecastError::Closure(_))));
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
    /// A closure of the dossier that no network takes.
    #[error(transparent)]
    Closure(#[from] NetworkError),
    /// Even the earliest arrival is beyond the calendar.
    #[error(transparent)]
    March(#[from] MarchError),
}

impl ForecastError {
    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        match self {
            Self::NoFix { .. } => Code::GroupUnlocated,
            Self::OffRoute { .. } => Code::RouteDisjoint,
            Self::Closed { .. } => Code::RouteClosed,
            Self::Closure(error) => error.code(),
            Self::March(error) => error.code(),
        }
    }
}

umbrella!(ForecastError);
