//! The journey of one group.

use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};

use super::fix::{Fix, by_days};
use super::lines::Lines;
use super::roads::Roads;
use super::timeline::{Timeline, keep_around};
use super::whereabouts::Whereabouts;
use crate::error::Error;
use crate::id::Id;
use crate::measure::{Distance, DistanceRange, Pace};
use crate::record::{Dossier, Event, MigrantGroup};
use crate::time::{When, one_day};

/// Where a group was and when, as far as the dossier knows. See
/// [`Dossier::journey`](crate::Dossier::journey).
///
/// Its [fixes](Fix) come from events that have occurred; planned, conditional and cancelled events
/// never count as having happened. A group that split off from another inherits the other's fixes
/// from certainly before the split, including those that the other inherited. If no split is
/// reported, the group's own first fix takes its place.
///
/// Fixes are in the order of their earliest days, then of their latest, then of the dossier.
///
/// It serialises as [`docs::answers`](crate::docs::answers) shows.
///
/// ```
/// use corridor::Dossier;
///
/// let dossier: Dossier = serde_json::from_str(r#"{
///     "format": "corridor/1", "as_of": "2023-12-27",
///     "places": [{"code": "MX07089", "name": "Tapachula"}, {"code": "MX07032", "name": "Escuintla"}],
///     "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot"}],
///     "events": [
///         {"id": "e1", "type": "departure", "on": "2023-12-24", "status": "occurred",
///          "group": "exodus", "place": "MX07089"},
///         {"id": "e2", "type": "sighting", "on": "2023-12-27", "status": "occurred",
///          "group": "exodus", "place": "MX07032"}]
/// }"#)?;
///
/// let journey = dossier.journey("exodus")?;
/// assert!(journey.at("2023-12-23")?.is_none());
/// let christmas = journey.at("2023-12-25")?.ok_or("not yet seen")?;
/// assert_eq!(christmas.to_string(), "0–67 % of the way from Tapachula to Escuintla");
/// let january = journey.at("2024-01-05")?.ok_or("not yet seen")?;
/// assert_eq!(january.to_string(), "last reported at Escuintla on 2023-12-27");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Journey<'a> {
    pub(super) dossier: &'a Dossier,
    group: &'a MigrantGroup,
    fixes: Vec<Fix<'a>>,
    timeline: Timeline,
    pub(super) ahead: Vec<&'a Event>,
    /// Computed on first use, and shared by all journeys that were made together.
    roads: Arc<OnceLock<Roads>>,
}

impl Dossier {
    /// The journey of the group with that id.
    ///
    /// # Errors
    /// [`Code::ReferenceDangling`](crate::Code::ReferenceDangling) if the dossier has no such
    /// group.
    pub fn journey(&self, group: impl AsRef<str>) -> Result<Journey<'_>, Error> {
        let group = self.known_group(group.as_ref())?;
        // A dossier refuses groups that split off in a circle, so this ends.
        let parent = |group: &&MigrantGroup| self.group(group.split_from()?);
        let line: Vec<_> = std::iter::successors(Some(group), parent).collect();
        let lines = Lines::of(self, &line, by_days);
        Ok(Journey::along(self, group, &lines, 0, &Arc::default()))
    }

    /// The journeys of all groups, in the order of the groups. The events are read once, and each
    /// journey is made when the iterator reaches it.
    pub fn journeys(&self) -> impl ExactSizeIterator<Item = Journey<'_>> {
        let groups: Vec<_> = self.groups().iter().collect();
        let lines = Lines::of(self, &groups, by_days);
        let roads = Arc::default();
        let groups = groups.into_iter().enumerate();
        groups.map(move |(line, group)| Journey::along(self, group, &lines, line, &roads))
    }

    /// Where each group is on a day, in the order of the groups; `None` before a group's first fix.
    ///
    /// ```
    /// use corridor::Dossier;
    ///
    /// let dossier: Dossier = serde_json::from_str(r#"{
    ///     "format": "corridor/1", "as_of": "2023-12-27",
    ///     "places": [{"code": "MX07032", "name": "Escuintla"}],
    ///     "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot"}],
    ///     "events": [{"id": "e5", "type": "sighting", "on": "2023-12-27", "status": "occurred",
    ///                 "group": "exodus", "place": "MX07032"}]
    /// }"#)?;
    /// for (group, whereabouts) in dossier.whereabouts(dossier.as_of())? {
    ///     let whereabouts = whereabouts.ok_or("nowhere")?;
    ///     assert_eq!(format!("{}: {whereabouts}", group.name()), "Exodus from Poverty: at Escuintla");
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::DateInvalid`](crate::Code::DateInvalid) for a date that is not a plain day.
    pub fn whereabouts(
        &self,
        day: impl TryInto<When, Error: Into<Error>>,
    ) -> Result<impl ExactSizeIterator<Item = (&MigrantGroup, Option<Whereabouts<'_>>)>, Error>
    {
        let day = one_day(day)?;
        let groups: Vec<_> = self.groups().iter().collect();
        let lines = Lines::of(self, &groups, by_days);
        // Of the fixes that a group inherits, only a few matter on that day.
        let around = lines.states(|around: &mut Vec<Fix<'_>>, fix| keep_around(around, *fix, day));
        let found = lines.iter().zip(around).map(|(line, inherited)| {
            let mut around: Vec<_> = inherited.into_iter().map(Fix::handed_down).collect();
            for fix in line.rest() {
                keep_around(&mut around, *fix, day);
            }
            (line.group(), Timeline::of(&around).at(&around, day))
        });
        Ok(found.collect::<Vec<_>>().into_iter())
    }
}

impl<'a> Journey<'a> {
    /// The journey of the group whose line has that index.
    fn along(
        dossier: &'a Dossier,
        group: &'a MigrantGroup,
        lines: &Lines<'a>,
        line: usize,
        roads: &Arc<OnceLock<Roads>>,
    ) -> Self {
        let fixes = lines.fixes(line);
        Self {
            dossier,
            group,
            timeline: Timeline::of(&fixes),
            fixes,
            ahead: lines.ahead(line),
            roads: Arc::clone(roads),
        }
    }

    pub(super) fn roads(&self) -> &Roads {
        self.roads.get_or_init(|| Roads::of(self.dossier))
    }

    /// The group that made the journey.
    pub fn group(&self) -> &'a MigrantGroup {
        self.group
    }

    /// Where the group was, in order; empty if nothing is known.
    pub fn fixes(&self) -> &[Fix<'a>] {
        &self.fixes
    }

    /// The last fix.
    pub fn last(&self) -> Option<&Fix<'a>> {
        self.fixes.last()
    }

    /// Where the group is on a day; `None` before its first fix.
    ///
    /// Of several fixes on one day, the last counts, as at the end of the day. Takes O(log *n* + *k*),
    /// where *k* fixes are of uncertain days that overlap around that day.
    ///
    /// # Errors
    /// [`Code::DateInvalid`](crate::Code::DateInvalid) for a date that is not a plain day.
    pub fn at(
        &self,
        day: impl TryInto<When, Error: Into<Error>>,
    ) -> Result<Option<Whereabouts<'a>>, Error> {
        Ok(self.timeline.at(&self.fixes, one_day(day)?))
    }
}

#[derive(Serialize)]
#[serde(rename = "Journey")]
struct Wire<'j, 'a> {
    group: &'a Id,
    fixes: &'j [Fix<'a>],
    #[serde(skip_serializing_if = "Option::is_none")]
    travelled_km: Option<DistanceRange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    road_km: Option<Distance>,
    geodesic_km: Distance,
    #[serde(skip_serializing_if = "Option::is_none")]
    pace_km_per_day: Option<Pace>,
    plan: Vec<&'a Id>,
}

impl Serialize for Journey<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire {
            group: self.group.id(),
            fixes: &self.fixes,
            travelled_km: self.travelled(),
            road_km: self.road_length(),
            geodesic_km: self.geodesic_length(),
            pace_km_per_day: self.pace(),
            plan: self.plan().map(Event::id).collect(),
        }
        .serialize(serializer)
    }
}
