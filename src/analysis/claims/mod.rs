//! All claims about the size of one group, side by side.

mod claim;
mod claimant;
mod contradiction;
mod origins;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::error::{Error, given};
use crate::id::Id;
use crate::measure::Bounds;
use crate::record::{Dossier, Event, EventKind, Figure, MigrantGroup, SourceKind};
use crate::time::{Period, When, one_day};

pub use claim::Claim;
pub use claimant::Claimant;
pub use contradiction::Contradiction;
pub(crate) use origins::Origins;

/// Every headcount claim about one group, in the order of the dossier.
///
/// They come from events that have occurred: departures, arrivals, sightings, halts, splits (the
/// event's own figure counts the whole, a part's figure the part), merges and statements. Joinings,
/// returns, dispersals, interceptions and casualties count the people who came or left, and belong
/// to the [`Ledger`](crate::Ledger).
///
/// Claims are kept side by side and never averaged: the mean of a denial and an exaggeration is
/// nobody's count.
///
/// ```
/// use corridor::Dossier;
///
/// let dossier: Dossier = serde_json::from_str(r#"{"format": "corridor/1", "as_of": "2023-12-27",
///     "groups": [{"id": "caravan", "name": "The caravan", "mode": "foot"}],
///     "events": [
///         {"id": "ap", "type": "statement", "on": "2023-12-24", "status": "occurred",
///          "group": "caravan", "headcount": 6000},
///         {"id": "civil-protection", "type": "statement", "on": "2023-12-24", "status": "occurred",
///          "group": "caravan", "headcount": 8000}]}"#)?;
/// let claims = dossier.claims("caravan")?;
/// assert_eq!(claims.hull().map(|hull| hull.to_string()).as_deref(), Some("6,000–8,000"));
/// assert_eq!(claims.agreement(), None);
/// assert_eq!(claims.contradictions().first().map(|pair| pair.gap()), Some(2_000));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Claims<'d> {
    group: &'d MigrantGroup,
    claims: Vec<Claim<'d>>,
}

impl Dossier {
    /// The claims about a group.
    ///
    /// Reads the events that name the group. Use [`all_claims`](Self::all_claims) for all groups.
    ///
    /// # Errors
    /// [`Code::ReferenceDangling`](crate::Code::ReferenceDangling) if the dossier has no such group.
    pub fn claims(&self, group: impl AsRef<str>) -> Result<Claims<'_>, Error> {
        let group = self.known_group(group.as_ref())?;
        Ok(self.claims_of(group))
    }

    fn claims_of<'d>(&'d self, group: &'d MigrantGroup) -> Claims<'d> {
        let mut claims = Vec::new();
        let events = self.events_of(group.id().as_str());
        for event in events.filter(|event| event.has_occurred()) {
            figures(event, |id, on, figure| {
                if id == group.id() {
                    claims.push(Claim::new(self, group, event, on, figure));
                }
            });
        }
        Claims { group, claims }
    }

    /// The claims about each group, in the order of the dossier's groups.
    ///
    /// ```
    /// use corridor::Dossier;
    ///
    /// let dossier: Dossier = serde_json::from_str(r#"{"format": "corridor/1", "as_of": "2023-12-27",
    ///     "groups": [{"id": "caravan", "name": "The caravan", "mode": "foot"}]}"#)?;
    /// let uncounted = dossier.all_claims().filter(|claims| claims.is_empty());
    /// assert_eq!(uncounted.map(|claims| claims.group().name()).collect::<Vec<_>>(), ["The caravan"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn all_claims(&self) -> impl ExactSizeIterator<Item = Claims<'_>> {
        let mut all: Vec<_> = (self.groups().iter())
            .map(|group| Claims {
                group,
                claims: Vec::new(),
            })
            .collect();
        let ids = self.groups().iter().map(|group| group.id().as_str());
        let by_id: HashMap<&str, usize> = ids.zip(0..).collect();
        for event in self.events().iter().filter(|event| event.has_occurred()) {
            figures(event, |id, on, figure| {
                let index = by_id.get(id.as_str());
                if let Some(claims) = index.and_then(|index| all.get_mut(*index)) {
                    let claim = Claim::new(self, claims.group, event, on, figure);
                    claims.claims.push(claim);
                }
            });
        }
        all.into_iter()
    }
}

impl<'d> Claims<'d> {
    /// The claims none of whose runs of days satisfies `holds`. A run is given by its first and
    /// last day.
    pub(crate) fn beside(&self, holds: impl Fn((NaiveDate, NaiveDate)) -> bool) -> Self {
        self.only(|claim| !claim.on().runs().any(&holds))
    }

    pub(crate) fn only(&self, keep: impl Fn(&Claim<'d>) -> bool) -> Self {
        self.with(self.iter().filter(|claim| keep(claim)).copied())
    }

    /// The given claims about the same group.
    fn with(&self, claims: impl IntoIterator<Item = Claim<'d>>) -> Self {
        Self {
            group: self.group,
            claims: claims.into_iter().collect(),
        }
    }

    /// The group that they count.
    pub fn group(&self) -> &'d MigrantGroup {
        self.group
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.claims.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }

    /// Each claim, in the order of the dossier.
    pub fn iter(&self) -> std::slice::Iter<'_, Claim<'d>> {
        self.claims.iter()
    }

    /// The claims that may be about that day.
    ///
    /// # Errors
    /// [`Code::DateInvalid`](crate::Code::DateInvalid) for a date that is not a plain day.
    pub fn about(&self, day: impl TryInto<When, Error: Into<Error>>) -> Result<Self, Error> {
        let day = one_day(day)?;
        Ok(self.only(|claim| claim.on().contains(day)))
    }

    /// The claims that may be about a day of the period.
    ///
    /// # Errors
    /// [`Code::PeriodInvalid`](crate::Code::PeriodInvalid) for text that is not a period.
    pub fn during(&self, days: impl TryInto<Period, Error: Into<Error>>) -> Result<Self, Error> {
        let days = When::from(given(days)?);
        Ok(self.only(|claim| claim.on().may_coincide(&days)))
    }

    /// The claims that an editor recommends ([`Event::recommended`](crate::Event::recommended)).
    /// The others remain available, and nothing is averaged.
    #[must_use]
    pub fn recommended(&self) -> Self {
        self.only(Claim::is_recommended)
    }

    /// From the lowest low to the highest high; `None` if there are no claims.
    pub fn hull(&self) -> Option<Bounds> {
        self.bounds().reduce(Bounds::hull)
    }

    /// From the least to the greatest figure as stated, their `best`; `None` if there are no
    /// claims.
    pub fn stated(&self) -> Option<Bounds> {
        let best = |claim: &Claim<'_>| claim.estimate().best();
        let least = self.iter().map(best).min()?;
        Bounds::try_new(least, self.iter().map(best).max()).ok()
    }

    /// The counts that all claims allow; `None` if there is no such count, or there are no claims.
    pub fn agreement(&self) -> Option<Bounds> {
        let mut bounds = self.bounds();
        let first = bounds.next()?;
        bounds.try_fold(first, Bounds::intersection)
    }

    fn bounds(&self) -> impl Iterator<Item = Bounds> {
        self.iter().map(|claim| claim.estimate().bounds())
    }

    /// The pairs that cannot both be true: about days that may coincide, with intervals that do not
    /// overlap. The widest gap comes first; equal gaps are in the order of the ids of their events.
    ///
    /// Different figures on different days do not contradict each other: the group may have grown
    /// or shrunk.
    pub fn contradictions(&self) -> Vec<Contradiction<'d>> {
        contradiction::among(&self.claims)
    }

    /// The pair of [`contradictions`](Self::contradictions) with the widest gap, without listing
    /// them all: the first of several such pairs.
    pub(crate) fn widest_contradiction(&self) -> Option<Contradiction<'d>> {
        contradiction::widest(&self.claims)
    }

    /// The claims by [kind of claimant](Claim::kind), for each kind that occurs.
    pub fn by_kind(&self) -> impl ExactSizeIterator<Item = (SourceKind, Self)> + use<'d> {
        let mut kinds: Vec<(SourceKind, Self)> = Vec::new();
        let mut origins = Origins::default();
        for claim in self {
            let kind = claim.kind_traced(&mut origins);
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, of_kind)) => of_kind.claims.push(*claim),
                None => kinds.push((kind, self.with([*claim]))),
            }
        }
        kinds.sort_by_key(|(kind, _)| *kind as u8);
        kinds.into_iter()
    }

    /// The claims that are independent of each other. Claims that trace back to the same source or
    /// party, or to parties of the same whole, and that may be about the same day, count once: only
    /// the one that passed through the fewest hands is kept, or else the first.
    ///
    /// Ten papers that print the count of one agency make one claim.
    #[must_use]
    pub fn independent(&self) -> Self {
        let mut origins = Origins::default();
        let mut nearest: Vec<_> = self.iter().enumerate().collect();
        nearest.sort_by_cached_key(|(_, claim)| claim.hands(&mut origins));
        let mut kept: HashMap<Claimant<'d>, TakenDays> = HashMap::new();
        let mut once = Vec::new();
        for (index, claim) in nearest {
            let mut origins = claim.origins(&mut origins);
            for origin in &mut origins {
                *origin = origin.whole(claim.dossier());
            }
            let mut before = origins.iter().filter_map(|origin| kept.get(origin));
            if before.any(|days| days.may_hold(claim.on())) {
                continue;
            }
            for origin in origins {
                kept.entry(origin).or_default().take(claim.on());
            }
            once.push((index, claim));
        }
        once.sort_by_key(|(index, _)| *index);
        self.with(once.into_iter().map(|(_, claim)| *claim))
    }
}

impl<'c, 'd> IntoIterator for &'c Claims<'d> {
    type Item = &'c Claim<'d>;
    type IntoIter = std::slice::Iter<'c, Claim<'d>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// `{"group", "claims", "stated"?, "hull"?, "agreement"?}`.
impl Serialize for Claims<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut claims = serializer.serialize_struct("Claims", 5)?;
        claims.serialize_field("group", self.group.id())?;
        claims.serialize_field("claims", &self.claims)?;
        for (key, bounds) in [
            ("stated", self.stated()),
            ("hull", self.hull()),
            ("agreement", self.agreement()),
        ] {
            match bounds {
                Some(bounds) => claims.serialize_field(key, &bounds)?,
                None => claims.skip_field(key)?,
            }
        }
        claims.end()
    }
}

/// The days that the kept claims of one origin may be about, as the first and last day of each run.
/// No two of these claims may be about the same day.
#[derive(Default)]
struct TakenDays(BTreeMap<NaiveDate, NaiveDate>);

impl TakenDays {
    fn may_hold(&self, on: &When) -> bool {
        on.runs().any(|(first, last)| {
            let mut before = self.0.range(..=last);
            before.next_back().is_some_and(|(_, end)| *end >= first)
        })
    }

    fn take(&mut self, on: &When) {
        self.0.extend(on.runs());
    }
}

/// Visits each figure of an event that counts a group, with the group.
fn figures<'d>(event: &'d Event, mut show: impl FnMut(&'d Id, &'d When, &'d Figure)) {
    let Some(on) = event.on() else { return };
    let whole = event.group().zip(event.headcount());
    match event.kind() {
        EventKind::Departure
        | EventKind::Arrival
        | EventKind::Sighting
        | EventKind::Halt
        | EventKind::Merge
        | EventKind::Statement => {
            if let Some((group, figure)) = whole {
                show(group, on, figure);
            }
        }
        EventKind::Split => {
            if let Some((group, figure)) = whole {
                show(group, on, figure);
            }
            for part in event.parts() {
                if let Some(figure) = part.headcount() {
                    show(part.group(), on, figure);
                }
            }
        }
        _ => {}
    }
}
