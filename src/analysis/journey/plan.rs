//! What a group plans to do next.

use super::journey::Journey;
use crate::error::Error;
use crate::place::Place;
use crate::record::{Event, EventKind, Status};
use crate::route::Route;
use crate::time::When;

impl<'a> Journey<'a> {
    /// The planned and conditional events of the group that are still ahead: not certainly before
    /// the day of the dossier. They are in the order of their days; those without a day come last.
    ///
    /// Plans are not inherited from the group that this one split off from.
    pub fn plan(&self) -> impl Iterator<Item = &'a Event> {
        let as_of = self.dossier.as_of();
        self.ahead.iter().copied().filter(move |event| {
            let latest = event.on().and_then(When::latest);
            latest.is_none_or(|latest| latest >= as_of)
        })
    }

    /// The halts of the plan, without conditional ones.
    pub(super) fn planned_halts(&self) -> impl Iterator<Item = &'a Event> {
        self.plan()
            .filter(|event| event.kind() == EventKind::Halt && event.status() == Status::Planned)
    }

    /// The first event of the [plan](Self::plan), conditional ones aside, that takes the group to a
    /// place other than that of its last fix.
    pub fn next_move(&self) -> Option<&'a Event> {
        self.next().map(|(event, _, _)| event)
    }

    /// The route from the last fix to the place of the [next move](Self::next_move): along the
    /// shortest road by the dossier's links, regardless of closures, through the seats on it; along
    /// the geodesic if there is no such road. `None` if no move is planned.
    ///
    /// ```
    /// use corridor::{Dossier, Pace};
    ///
    /// let dossier: Dossier = serde_json::from_str(r#"{
    ///     "format": "corridor/1", "as_of": "2023-12-27",
    ///     "places": [
    ///         {"code": "MX07032", "name": "Escuintla", "lat": 15.319, "lon": -92.658},
    ///         {"code": "MX07051", "name": "Mapastepec", "lat": 15.442, "lon": -92.892}],
    ///     "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot"}],
    ///     "links": [{"id": "road", "from": "MX07032", "to": "MX07051", "road_km": 35}],
    ///     "events": [
    ///         {"id": "e1", "type": "sighting", "on": "2023-12-27", "status": "occurred",
    ///          "group": "exodus", "place": "MX07032"},
    ///         {"id": "e2", "type": "arrival", "on": "2023-12-29", "status": "planned",
    ///          "group": "exodus", "place": "MX07051"}]
    /// }"#)?;
    /// let journey = dossier.journey("exodus")?;
    /// let ahead = journey.next_route()?.ok_or("no plan to go on")?;
    /// assert_eq!(format!("{ahead}, {}", ahead.length()), "Escuintla – Mapastepec, 35 km");
    /// let forecast = journey.forecast(&ahead, Pace::WALKING)?;
    /// assert_eq!(forecast.stops()[0].to_string(), "Mapastepec in 35 km: 2023-12-27 to 2023-12-30");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::SeatUnknown`](crate::Code::SeatUnknown) if the seat of either place is not known.
    pub fn next_route(&self) -> Result<Option<Route>, Error> {
        let next = self.next();
        next.map(|(_, from, to)| self.roads().route(from, to))
            .transpose()
    }

    fn next(&self) -> Option<(&'a Event, &'a Place, &'a Place)> {
        let from = self.last()?.place();
        let mut planned = self
            .plan()
            .filter(|event| event.status() == Status::Planned && event.kind().is_movement());
        planned.find_map(|event| {
            let place = self.dossier.place(event.place()?)?;
            (place.code() != from.code()).then_some((event, from, place))
        })
    }
}
