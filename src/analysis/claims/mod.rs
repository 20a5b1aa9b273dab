//! What everybody says about the size of one group, side by side.

mod claim;
mod claimant;
mod contradiction;
mod origins;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::Serialize;

use super::UnknownGroup;
use crate::{
    Bounds, Dossier, Event, EventKind, Figure, Id, MigrantGroup, Period, SourceKind, When,
};

pub use claim::Claim;
pub use claimant::Claimant;
pub use contradiction::Contradiction;
pub(crate) use origins::Origins;

/// Every headcount claim about one group, in the order of the dossier.
///
/// From what has occurred: departures, arrivals, sightings, halts, splits (the whole's own figure is
/// the whole's, a part's is the part's), merges and statements. Joinings, returns and dispersals
/// count those who came or left, and are the [`Ledger`](crate::Ledger)'s.
///
/// Claims stand side by side. There is no mean of them, and there will be none: the mean of a
/// denial and an exaggeration is nobody's count.
///
/// ```
/// # fn claim(id: &str, words: &str) -> Result<corridor::Event, Box<dyn std::error::Error>> {
/// #     let counting = corridor::Statement::counting("caravan".parse()?, corridor::Figure::new(
/// #         corridor::Estimate::exactly(words.parse().unwrap_or(0))));
/// #     let kind = corridor::EventKind::Statement(counting);
/// #     Ok(corridor::Event::occurred(id.parse()?, "2023-12-24".parse()?, kind))
/// # }
/// use corridor::{Claims, Dossier, MigrantGroup, TravelMode};
///
/// let dossier = Dossier::builder("2023-12-27".parse()?)
///     .group(MigrantGroup::new("caravan".parse()?, "Caravan".parse()?, TravelMode::Foot))
///     .event(claim("ap", "6000")?)
///     .event(claim("civil-protection", "8000")?)
///     .build()?;
/// let claims = Claims::of(&dossier, "caravan")?;
/// assert_eq!(claims.hull().map(|hull| hull.to_string()).as_deref(), Some("6,000–8,000"));
/// assert_eq!(claims.agreement(), None);
/// assert_eq!(claims.contradictions().first().map(|pair| pair.gap()), Some(2_000));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Claims<'d> {
    claims: Vec<Claim<'d>>,
}

impl<'d> Claims<'d> {
    /// The claims about the group.
    ///
    /// It reads all events; for many groups, [`of_groups`](Self::of_groups) reads them once.
    ///
    /// # Errors
    /// [`UnknownGroup`] if the dossier has no such group.
    pub fn of(dossier: &'d Dossier, group: &str) -> Result<Self, UnknownGroup> {
        let group = dossier
            .group(group)
            .ok_or_else(|| UnknownGroup::new(group))?;
        let mut claims = Vec::new();
        for event in dossier.events().iter().filter(|event| event.has_occurred()) {
            figures(event, |id, on, figure| {
                if id == group.id() {
                    claims.push(Claim::new(dossier, group, event, on, figure));
                }
            });
        }
        Ok(Self { claims })
    }

    /// The claims about each group, as the dossier has the groups: the events are read once.
    ///
    /// ```
    /// # use corridor::{Claims, Dossier, MigrantGroup, TravelMode};
    /// # let dossier = Dossier::builder("2023-12-27".parse()?)
    /// #     .group(MigrantGroup::new("caravan".parse()?, "Caravan".parse()?, TravelMode::Foot))
    /// #     .build()?;
    /// let uncounted = Claims::of_groups(&dossier).filter(|(_, claims)| claims.is_empty());
    /// assert_eq!(uncounted.map(|(group, _)| group.name()).collect::<Vec<_>>(), ["Caravan"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_groups(
        dossier: &'d Dossier,
    ) -> impl ExactSizeIterator<Item = (&'d MigrantGroup, Self)> {
        let mut of: HashMap<&Id, Vec<Claim<'d>>> = HashMap::new();
        for event in dossier.events().iter().filter(|event| event.has_occurred()) {
            figures(event, |id, on, figure| {
                if let Some(group) = dossier.group(id) {
                    let claim = Claim::new(dossier, group, event, on, figure);
                    of.entry(id).or_default().push(claim);
                }
            });
        }
        dossier.groups().iter().map(move |group| {
            let claims = of.remove(group.id()).unwrap_or_default();
            (group, Self { claims })
        })
    }

    fn only(&self, keep: impl Fn(&Claim<'d>) -> bool) -> Self {
        Self {
            claims: self.iter().filter(|claim| keep(claim)).copied().collect(),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.claims.len()
    }

    /// Whether nobody has counted.
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }

    /// Each claim, in the order of the dossier.
    pub fn iter(&self) -> std::slice::Iter<'_, Claim<'d>> {
        self.claims.iter()
    }

    /// Those whose figure may be about that day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Self {
        self.only(|claim| claim.on().contains(day))
    }

    /// Those whose figure may be about a day of the period.
    #[must_use]
    pub fn between(&self, days: Period) -> Self {
        let days = When::from(days);
        self.only(|claim| claim.on().may_coincide(&days))
    }

    /// From the lowest low to the highest high; none where nobody has counted.
    pub fn hull(&self) -> Option<Bounds> {
        self.bounds().reduce(Bounds::hull)
    }

    /// The least and the greatest figure as stated: their `best`; none where nobody has counted.
    pub fn stated(&self) -> Option<Bounds> {
        let best = |claim: &Claim<'_>| claim.estimate().best();
        let least = self.iter().map(best).min()?;
        Bounds::try_new(least, self.iter().map(best).max()).ok()
    }

    /// What all of them allow; none where they have nothing in common, or there are none.
    pub fn agreement(&self) -> Option<Bounds> {
        let mut bounds = self.bounds();
        let first = bounds.next()?;
        bounds.try_fold(first, Bounds::intersection)
    }

    fn bounds(&self) -> impl Iterator<Item = Bounds> {
        self.iter().map(|claim| claim.estimate().bounds())
    }

    /// The pairs that cannot both be true: about days that may coincide, with intervals that do not
    /// meet. Widest gap first; of equal gaps, in the order of the dossier.
    ///
    /// A group that shrinks from day to day contradicts nobody.
    pub fn contradictions(&self) -> Vec<Contradiction<'d>> {
        contradiction::among(&self.claims)
    }

    /// The pair of [`contradictions`](Self::contradictions) with the widest gap, without listing
    /// all of them; which of several does not depend on the order of the dossier.
    pub(crate) fn widest_contradiction(&self) -> Option<Contradiction<'d>> {
        contradiction::widest(&self.claims)
    }

    /// The claims of each kind of claimant: see [`Claim::kind`].
    pub fn by_kind(&self) -> BTreeMap<SourceKind, Self> {
        let mut kinds: BTreeMap<SourceKind, Self> = BTreeMap::new();
        let mut origins = Origins::default();
        for claim in self {
            let of_kind = kinds
                .entry(claim.kind_traced(&mut origins))
                .or_insert(Self { claims: Vec::new() });
            of_kind.claims.push(*claim);
        }
        kinds
    }

    /// Those that count once each: of claims that trace back to one party or source and may be
    /// about one day, the one that passed through the fewest hands, or else the first.
    ///
    /// Ten papers that print what one agency says are one claim.
    #[must_use]
    pub fn independent(&self) -> Self {
        let mut origins = Origins::default();
        let mut nearest: Vec<_> = self.iter().enumerate().collect();
        nearest.sort_by_cached_key(|(_, claim)| claim.hands(&mut origins));
        let mut kept: HashMap<Claimant<'d>, Days> = HashMap::new();
        let mut once = Vec::new();
        for (index, claim) in nearest {
            let origins = claim.origins(&mut origins);
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
        Self {
            claims: once.into_iter().map(|(_, claim)| *claim).collect(),
        }
    }
}

impl<'c, 'd> IntoIterator for &'c Claims<'d> {
    type Item = &'c Claim<'d>;
    type IntoIter = std::slice::Iter<'c, Claim<'d>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The days that the claims of one origin may be about, of which no two may be about one: the first
/// and the last of each run.
#[derive(Default)]
struct Days(BTreeMap<NaiveDate, NaiveDate>);

impl Days {
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

/// Shows each figure of how many people a group has, and which.
fn figures<'d>(event: &'d Event, mut show: impl FnMut(&'d Id, &'d When, &'d Figure)) {
    let Some(on) = event.on() else { return };
    let whole = event.group().zip(event.headcount());
    match event.kind() {
        EventKind::Departure(_)
        | EventKind::Arrival(_)
        | EventKind::Sighting(_)
        | EventKind::Halt(_)
        | EventKind::Merge(_)
        | EventKind::Statement(_) => {
            if let Some((group, figure)) = whole {
                show(group, on, figure);
            }
        }
        EventKind::Split(split) => {
            if let Some(figure) = split.headcount() {
                show(split.group(), on, figure);
            }
            for part in split.parts() {
                if let Some(figure) = part.headcount() {
                    show(part.group(), on, figure);
                }
            }
        }
        _ => {}
    }
}
