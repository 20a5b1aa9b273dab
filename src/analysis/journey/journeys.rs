//! The journeys of all groups.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Journey, Whereabouts};
use crate::analysis::UnknownGroup;
use crate::record::{Dossier, MigrantGroup};

/// The journeys of all groups of a dossier, for many questions: the events are read once.
///
/// ```
/// use corridor::{Dossier, Event, EventKind, Journeys, MigrantGroup, Movement, Place, TravelMode};
///
/// let day = |text: &str| text.parse().map_err(|_| "a day");
/// let seen = EventKind::Sighting(Movement::new("exodus".parse()?, "MX07032".parse()?));
/// let dossier = Dossier::builder(day("2023-12-27")?)
///     .place(Place::new("MX07032".parse()?, "Escuintla")?)
///     .group(MigrantGroup::new("exodus".parse()?, "Exodus from Poverty".parse()?, TravelMode::Foot))
///     .event(Event::occurred("e5".parse()?, "2023-12-27".parse()?, seen))
///     .build()?;
///
/// let journeys = Journeys::of(&dossier);
/// for (group, whereabouts) in journeys.at(day("2023-12-27")?) {
///     let whereabouts = whereabouts.ok_or("nowhere")?;
///     assert_eq!(format!("{}: {whereabouts}", group.name()), "Exodus from Poverty: at Escuintla");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Journeys<'a> {
    /// As the dossier has the groups.
    journeys: Vec<Journey<'a>>,
    by_group: HashMap<&'a str, usize>,
}

impl<'a> Journeys<'a> {
    /// The journeys of all its groups.
    pub fn of(dossier: &'a Dossier) -> Self {
        let journeys = Journey::all(dossier);
        let by_group = journeys
            .iter()
            .enumerate()
            .map(|(index, journey)| (journey.group().id().as_str(), index))
            .collect();
        Self { journeys, by_group }
    }

    /// The journey of the group of that id.
    ///
    /// # Errors
    /// [`UnknownGroup`] where the dossier has none of that id.
    pub fn get(&self, group: &str) -> Result<&Journey<'a>, UnknownGroup> {
        self.by_group
            .get(group)
            .and_then(|&index| self.journeys.get(index))
            .ok_or_else(|| UnknownGroup::new(group))
    }

    /// The journeys, as the dossier has the groups.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Journey<'a>> {
        self.journeys.iter()
    }

    /// Where each group is on a day, as the dossier has the groups; none before its first fix.
    pub fn at(
        &self,
        day: NaiveDate,
    ) -> impl ExactSizeIterator<Item = (&'a MigrantGroup, Option<Whereabouts<'_>>)> {
        self.iter()
            .map(move |journey| (journey.group(), journey.at(day)))
    }
}
