//! The journey of one group.

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::lines::{Lines, by_days};
use super::timeline::Timeline;
use super::travelled::Roads;
use super::{Fix, Whereabouts};
use crate::analysis::UnknownGroup;
use crate::record::{Dossier, Event, MigrantGroup};

/// Where a group was and when, as far as the dossier knows.
///
/// Its [fixes](Fix) are of events that have occurred; planned, conditional and cancelled events
/// never count as having happened. A group that split off from another inherits that one's fixes
/// from certainly before the split, and so on upwards; where the dossier does not tell of the
/// split, the group's own first fix stands for it.
///
/// Fixes are in the order of their earliest days, then of their latest, then as they were told.
///
/// What is listed at the first question is kept in it, so that its lifetime is the dossier's and no
/// shorter one: a function that is to take any takes `&Journey<'_>`.
///
/// ```
/// use corridor::{Dossier, Event, EventKind, Journey, MigrantGroup, Movement, Place, TravelMode};
///
/// let day = |text: &str| text.parse::<chrono::NaiveDate>();
/// let exodus: corridor::Id = "exodus".parse()?;
/// let at = |code: &str| Ok::<_, corridor::Error>(Movement::new(exodus.clone(), code.parse()?));
/// let dossier = Dossier::builder(day("2023-12-27")?)
///     .place(Place::new("MX07089".parse()?, "Tapachula")?)
///     .place(Place::new("MX07032".parse()?, "Escuintla")?)
///     .group(MigrantGroup::new(exodus.clone(), "Exodus from Poverty".parse()?, TravelMode::Foot))
///     .event(Event::occurred("e1".parse()?, "2023-12-24".parse()?, EventKind::Departure(at("MX07089")?)))
///     .event(Event::occurred("e2".parse()?, "2023-12-27".parse()?, EventKind::Sighting(at("MX07032")?)))
///     .build()?;
///
/// let journey = Journey::of(&dossier, "exodus")?;
/// assert!(journey.at(day("2023-12-23")?).is_none());
/// let christmas = journey.at(day("2023-12-25")?).ok_or("not yet seen")?;
/// assert_eq!(christmas.to_string(), "0–67 % of the way from Tapachula to Escuintla");
/// let january = journey.at(day("2024-01-05")?).ok_or("not yet seen")?;
/// assert_eq!(january.to_string(), "last reported at Escuintla on 2023-12-27");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Journey<'a> {
    pub(super) dossier: &'a Dossier,
    group: &'a MigrantGroup,
    /// Listed at the first question where some are inherited: many groups of one line would
    /// otherwise each hold all of it.
    listed: OnceLock<Listed<'a>>,
    lines: Arc<Lines<'a>>,
    line: usize,
    pub(super) ahead: Vec<&'a Event>,
    /// Found at the first question; one for all journeys of a dossier.
    pub(super) roads: Arc<OnceLock<Roads>>,
}

/// All fixes of a group.
#[derive(Debug, Clone)]
struct Listed<'a> {
    fixes: Vec<Fix<'a>>,
    timeline: Timeline,
}

impl<'a> Listed<'a> {
    fn of(fixes: Vec<Fix<'a>>) -> Self {
        let timeline = Timeline::of(&fixes);
        Self { fixes, timeline }
    }
}

impl<'a> Journey<'a> {
    /// The journey of the group of that id.
    ///
    /// For many groups, [`Journeys`](super::Journeys) reads the events once.
    ///
    /// # Errors
    /// [`UnknownGroup`] where the dossier has none of that id.
    pub fn of(dossier: &'a Dossier, group: &str) -> Result<Self, UnknownGroup> {
        let group = dossier
            .group(group)
            .ok_or_else(|| UnknownGroup::new(group))?;
        // A dossier refuses groups that split off from themselves, so that this ends.
        let mut line = vec![group];
        let mut child = group;
        while let Some(parent) = child.split_from().and_then(|id| dossier.group(id)) {
            line.push(parent);
            child = parent;
        }
        let mut lines = Lines::of(dossier, &line, by_days);
        let ahead = lines.take_ahead(0);
        Ok(Self {
            dossier,
            group,
            listed: OnceLock::new(),
            lines: Arc::new(lines),
            line: 0,
            ahead,
            roads: Arc::default(),
        })
    }

    /// The journeys of all groups.
    pub(super) fn all(dossier: &'a Dossier) -> Vec<Self> {
        let groups: Vec<_> = dossier.groups().iter().collect();
        let mut lines = Lines::of(dossier, &groups, by_days);
        let taken: Vec<_> = (0..groups.len())
            .map(|line| (lines.take_alone(line), lines.take_ahead(line)))
            .collect();
        let (lines, roads) = (Arc::new(lines), Arc::default());
        let groups = groups.into_iter().enumerate();
        (groups.zip(taken))
            .map(|((line, group), (alone, ahead))| Self {
                dossier,
                group,
                listed: alone.map_or_else(OnceLock::new, |fixes| Listed::of(fixes).into()),
                lines: Arc::clone(&lines),
                line,
                ahead,
                roads: Arc::clone(&roads),
            })
            .collect()
    }

    fn listed(&self) -> &Listed<'a> {
        self.listed.get_or_init(|| {
            let line = self.lines.get(self.line);
            Listed::of(
                line.map(|line| self.lines.from(line, |_| true))
                    .unwrap_or_default(),
            )
        })
    }

    /// Its fixes without those that it inherits.
    #[cfg(feature = "geojson")]
    pub(crate) fn own_fixes(&self) -> impl Iterator<Item = &Fix<'a>> {
        let fixes = match self.listed.get() {
            Some(listed) => listed.fixes.as_slice(),
            None => self
                .lines
                .get(self.line)
                .map(super::lines::Line::rest)
                .unwrap_or_default(),
        };
        fixes.iter().filter(|fix| !fix.is_inherited())
    }

    /// Whose journey it is.
    pub fn group(&self) -> &'a MigrantGroup {
        self.group
    }

    /// Where the group was, in order; empty where nothing is known.
    pub fn fixes(&self) -> &[Fix<'a>] {
        &self.listed().fixes
    }

    /// Where it was last.
    pub fn last(&self) -> Option<&Fix<'a>> {
        self.fixes().last()
    }

    /// Where the group is on a day; none before its first fix.
    ///
    /// Of several fixes on one day it is the last, as at the end of the day. In O(log n).
    pub fn at(&self, day: NaiveDate) -> Option<Whereabouts<'_>> {
        let listed = self.listed();
        listed.timeline.at(&listed.fixes, day)
    }
}
