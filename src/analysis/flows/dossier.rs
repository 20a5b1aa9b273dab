//! The flows that follow from the events of a dossier.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use foldhash::{HashMap, HashMapExt};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::FlowTable;
use super::wire::Flows;
use crate::analysis::span::span;
use crate::analysis::{Fix, Lines, arrives_again, by_days, retold};
use crate::error::Error;
use crate::id::Id;
use crate::measure::Estimate;
use crate::place::{Place, PlaceCode};
use crate::record::{Dossier, Event, EventKind, Figure, MigrantGroup, Part};
use crate::time::{Certainty, Period, When};

/// The flows that follow from the events of a dossier, and the movements that could not be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierFlows<'d> {
    table: FlowTable,
    uncounted: Vec<UncountedLeg<'d>>,
}

impl<'d> DossierFlows<'d> {
    /// The flows that could be counted.
    pub fn table(&self) -> &FlowTable {
        &self.table
    }

    /// Returns only the flows that could be counted.
    pub fn into_table(self) -> FlowTable {
        self.table
    }

    /// The movements that could not be counted: by group in the order of the dossier, each in order
    /// of time, then the returns in the order of the dossier.
    pub fn uncounted(&self) -> &[UncountedLeg<'d>] {
        &self.uncounted
    }
}

/// `{"flows", "uncounted"}`.
impl Serialize for DossierFlows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut flows = serializer.serialize_struct("DossierFlows", 2)?;
        flows.serialize_field("flows", &Flows(&self.table))?;
        flows.serialize_field("uncounted", &self.uncounted)?;
        flows.end()
    }
}

/// A movement of a group that could not be counted, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UncountedLeg<'d> {
    group: Option<&'d MigrantGroup>,
    origin: &'d Place,
    arrival: Fix<'d>,
    reason: Uncountable,
}

impl<'d> UncountedLeg<'d> {
    /// Who moved: a group, or some people of it who returned. `None` for a return that names no
    /// group.
    pub fn group(&self) -> Option<&'d MigrantGroup> {
        self.group
    }

    /// Where from.
    pub fn origin(&self) -> &'d Place {
        self.origin
    }

    /// The first report of the group at its destination; for a return, the return itself.
    pub fn arrival(&self) -> &Fix<'d> {
        &self.arrival
    }

    /// What is missing.
    pub fn reason(&self) -> Uncountable {
        self.reason
    }
}

/// "exodus from Tapachula to Escuintla on 2023-12-27: nobody says how many".
impl fmt::Display for UncountedLeg<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let group = self.group.map_or("somebody", |group| group.id().as_str());
        let origin = self.origin.name();
        write!(
            f,
            "{group} from {origin} to {}: {}",
            self.arrival, self.reason
        )
    }
}

/// `{"group"?, "origin", "destination", "event", "on", "reason"}`: `event` and `on` are of the arrival.
impl Serialize for UncountedLeg<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut leg = serializer.serialize_struct("UncountedLeg", 6)?;
        match self.group {
            Some(group) => leg.serialize_field("group", group.id())?,
            None => leg.skip_field("group")?,
        }
        leg.serialize_field("origin", &self.origin.code())?;
        leg.serialize_field("destination", &self.arrival.place().code())?;
        leg.serialize_field("event", self.arrival.event().id())?;
        leg.serialize_field("on", self.arrival.on())?;
        leg.serialize_field("reason", &self.reason)?;
        leg.end()
    }
}

/// Why a movement cannot be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Uncountable {
    /// Neither the arrival nor the departure has a headcount of exactly the people who moved.
    NoHeadcount,
    /// The date of the arrival is open.
    OpenDate,
    /// By the dates, the group may have been at the second place before the first.
    OrderUnknown,
    /// The group had arrived there before, with another number of people: they may be others, or
    /// some of the same.
    ArrivedBefore,
}

impl fmt::Display for Uncountable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoHeadcount => "nobody says how many",
            Self::OpenDate => "nobody says until when",
            Self::OrderUnknown => "nobody says which was first",
            Self::ArrivedBefore => "the group had arrived there before",
        })
    }
}

impl Dossier {
    /// The flows that follow from the places of its groups and from its returns, by events that
    /// have occurred.
    ///
    /// - A group that is reported at one place and next at another went from the first to the
    ///   second: its [fixes](Fix), in the order of its [`Journey`](crate::Journey). A part of a
    ///   split came to the place of the split within the whole, and is counted on its own from
    ///   there on.
    /// - The period is the month of the first report from the destination, or several months if the
    ///   date may be in any of them.
    /// - The people are the headcount stated on arrival: by the reports from the destination with
    ///   the date of the first one. If there are several, the flow has the bounds of all and the
    ///   figure of the first; claims are not averaged. Without a headcount on arrival, it is the
    ///   last headcount of the group at the origin, unless people may have joined or left since.
    ///   The headcount of a merge is not that of any group that it takes in, and the headcount of a
    ///   whole is not that of a part. Statements do not report a group at a place.
    /// - A return from one place to another is counted on its own, with its own headcount, whether
    ///   or not it follows an interception: an interception itself moves nobody. A return that a
    ///   quoting source repeats counts once.
    /// - An arrival at a place where the group had arrived before, with a number that cannot be the
    ///   same people, is listed as uncounted.
    /// - People who stay are not counted, and planned, conditional and cancelled events count
    ///   nothing.
    ///
    /// Movements that cannot be counted are [listed](DossierFlows::uncounted) with the reason.
    ///
    /// ```
    /// use corridor::{Dossier, Estimate};
    ///
    /// let dossier: Dossier = serde_json::from_str(r#"{
    ///     "format": "corridor/1", "as_of": "2023-12-29",
    ///     "places": [{"code": "MX07089", "name": "Tapachula"}, {"code": "MX07032", "name": "Escuintla"},
    ///                {"code": "MX07051", "name": "Mapastepec"}],
    ///     "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot"}],
    ///     "events": [
    ///         {"id": "e1", "type": "departure", "on": "2023-12-24", "status": "occurred",
    ///          "group": "exodus", "place": "MX07089"},
    ///         {"id": "e2", "type": "sighting", "on": "2023-12-27", "status": "occurred",
    ///          "group": "exodus", "place": "MX07032", "words": "more than 6,000"},
    ///         {"id": "e3", "type": "arrival", "on": "2023-12-29", "status": "planned",
    ///          "group": "exodus", "place": "MX07051", "headcount": 6000}]
    /// }"#)?;
    /// let flows = dossier.flows()?;
    /// let rows: Vec<String> = flows.table().iter().map(|flow| flow.to_string()).collect();
    /// assert_eq!(rows, ["6,000 or more from MX07089 to MX07032 in 2023-12"]);
    /// assert!(flows.uncounted().is_empty());
    /// let table = flows.into_table();
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::EstimateOverflow`](crate::Code::EstimateOverflow) if all flows together exceed 64
    /// bits.
    pub fn flows(&self) -> Result<DossierFlows<'_>, Error> {
        let (mut table, mut uncounted) = (FlowTable::new(), Vec::new());
        let groups: Vec<_> = self.groups().iter().collect();
        let lines = Lines::of(self, &groups, by_days);
        let changes = changes(self);
        for line in lines.iter() {
            let group = line.group();
            // The first leg of its own begins at the last inherited fix.
            let mut kept = 0..1;
            let fixes = lines.from(line, |_| kept.next().is_some());
            let changes = changes.get(group.id()).map_or(&[][..], Vec::as_slice);
            let mut before: &[Fix<'_>] = &[];
            for stay in fixes.chunk_by(|fix, next| fix.place() == next.place()) {
                let leg = Leg::between(self, group, changes, before, stay);
                before = stay;
                let Some(leg) = leg else { continue };
                let (origin, arrival) = (leg.origin, leg.arrival);
                match leg.counted() {
                    Ok((period, people)) => {
                        table.add(origin.code(), arrival.place().code(), period, people)?;
                    }
                    Err(reason) => uncounted.push(UncountedLeg {
                        group: Some(group),
                        origin,
                        arrival: *arrival,
                        reason,
                    }),
                }
                let again = stay.iter().filter(|fix| arrives_again(arrival, fix));
                uncounted.extend(again.map(|fix| UncountedLeg {
                    group: Some(group),
                    origin,
                    arrival: *fix,
                    reason: Uncountable::ArrivedBefore,
                }));
            }
        }
        let retold = retold(self, self.events());
        for event in self.events().iter().filter(|event| event.has_occurred()) {
            if retold.contains_key(event.id()) {
                continue;
            }
            let Some((origin, arrival)) = self.returned(event) else {
                continue;
            };
            let people = arrival.headcount().map(Figure::estimate);
            let counted = months(arrival.on())
                .ok_or(Uncountable::OpenDate)
                .and_then(|period| Ok((period, people.ok_or(Uncountable::NoHeadcount)?)));
            match counted {
                Ok((period, people)) => {
                    table.add(origin.code(), arrival.place().code(), period, people)?;
                }
                Err(reason) => uncounted.push(UncountedLeg {
                    group: event.group().and_then(|group| self.group(group)),
                    origin,
                    arrival,
                    reason,
                }),
            }
        }
        Ok(DossierFlows { table, uncounted })
    }

    /// The origin and the destination of a return.
    fn returned<'d>(&'d self, event: &'d Event) -> Option<(&'d Place, Fix<'d>)> {
        let place = |code: PlaceCode| self.place(code);
        // Only a return has a destination.
        let end = event.returned_to().and_then(place)?;
        let origin = event.place().and_then(place)?;
        Some((origin, Fix::of_return(event, event.on()?, end)))
    }
}

/// A group's way from one stay to the next.
struct Leg<'f, 'd> {
    group: &'d MigrantGroup,
    /// The events that changed the size of the group.
    changes: &'f [Change<'d>],
    origin: &'d Place,
    /// The reports from the origin; empty for the leg of a part that begins at its split.
    before: &'f [Fix<'d>],
    arrival: &'f Fix<'d>,
    /// The reports from the destination.
    stay: &'f [Fix<'d>],
}

impl<'f, 'd> Leg<'f, 'd> {
    /// `None` if nobody moved, or if the group came as part of another.
    fn between(
        dossier: &'d Dossier,
        group: &'d MigrantGroup,
        changes: &'f [Change<'d>],
        before: &'f [Fix<'d>],
        stay: &'f [Fix<'d>],
    ) -> Option<Self> {
        let arrival = stay.first().filter(|fix| !fix.is_inherited())?;
        let leg = |origin, before| Self {
            group,
            changes,
            origin,
            before,
            arrival,
            stay,
        };
        let event = arrival.event();
        if event.kind() == EventKind::Split
            && let Some(place) = event.place()
            && (event.group() != Some(group.id()) || place != arrival.place().code())
        {
            // A part of a split came to the place of the split as part of the whole.
            let elsewhere = place != arrival.place().code();
            let origin = dossier.place(place).filter(|_| elsewhere)?;
            return Some(leg(origin, &[]));
        }
        Some(leg(before.last()?.place(), before))
    }

    fn counted(&self) -> Result<(Period, Estimate), Uncountable> {
        let on = self.arrival.on();
        // Reports of the same day are in the order of the dossier.
        let in_order = |last: &Fix<'_>| on.before(last.on()) == Certainty::Impossible;
        if !self.before.last().is_none_or(in_order) {
            return Err(Uncountable::OrderUnknown);
        }
        let period = months(on).ok_or(Uncountable::OpenDate)?;
        let people = self.arrived().or_else(|| self.departed());
        Ok((period, people.ok_or(Uncountable::NoHeadcount)?))
    }

    /// The people who arrived, by the reports with the date of the arrival.
    fn arrived(&self) -> Option<Estimate> {
        let mut people: Option<Estimate> = None;
        for fix in self.stay {
            if fix.on() != self.arrival.on() || takes_in(fix.event()) {
                break;
            }
            let figure = fix.headcount().map(Figure::estimate);
            people = match (people, figure) {
                (Some(first), Some(other)) => {
                    let hull = first.hull(other);
                    Some(Estimate::ascending(hull.low(), first.best(), hull.high()))
                }
                (first, other) => first.or(other),
            };
            if fix.event().kind() == EventKind::Split {
                break;
            }
        }
        people
    }

    /// The people who were last at the origin, unless the group may have changed since. Inherited
    /// reports are not used: they count the whole that the group was a part of.
    fn departed(&self) -> Option<Estimate> {
        for fix in self
            .before
            .iter()
            .rev()
            .take_while(|fix| !fix.is_inherited())
        {
            let figure = match fix.event().kind() {
                EventKind::Split => {
                    // For the whole, the headcount of its own part.
                    let is_whole = fix.event().group() == Some(self.group.id());
                    let own = if is_whole {
                        let parts = fix.event().parts().iter();
                        let mut own = parts.filter(|part| part.group() == self.group.id());
                        own.find_map(Part::headcount)
                    } else {
                        fix.headcount()
                    };
                    let own = own.map(Figure::estimate);
                    return own.filter(|_| !self.has_changed_since(fix));
                }
                _ => fix.headcount().map(Figure::estimate),
            };
            if figure.is_some() || takes_in(fix.event()) {
                return figure.filter(|_| !self.has_changed_since(fix));
            }
        }
        None
    }

    /// Whether people may have joined or left between a report and the arrival.
    fn has_changed_since(&self, fix: &Fix<'_>) -> bool {
        let since = span(fix.on()).0;
        let until = span(self.arrival.on()).1;
        let begun = self
            .changes
            .partition_point(|change| change.days.0 <= until);
        let begun = self.changes.get(..begun).unwrap_or_default().iter().rev();
        let mut may_be_since = begun.take_while(|change| change.over >= since);
        may_be_since.any(|change| {
            let change = change.event;
            let own = change.id() == fix.event().id() || change.id() == self.arrival.event().id();
            let before = |on: &When| on.before(fix.on()) == Certainty::Certain;
            let after = |on: &When| self.arrival.on().before(on) == Certainty::Certain;
            !own && !change.on().is_some_and(|on| before(on) || after(on))
        })
    }
}

/// An event that changed the size of a group.
struct Change<'d> {
    event: &'d Event,
    days: (NaiveDate, NaiveDate),
    /// The latest day of all changes up to this one.
    over: NaiveDate,
}

/// The events that changed the size of each group, sorted by first day.
fn changes(dossier: &Dossier) -> HashMap<&Id, Vec<Change<'_>>> {
    let mut changes: HashMap<&Id, Vec<Change<'_>>> = HashMap::new();
    for event in dossier.events().iter().filter(|event| event.has_occurred()) {
        let changes_it = event.takes_people()
            || matches!(
                event.kind(),
                EventKind::Split | EventKind::Merge | EventKind::Joining
            );
        let Some(group) = event.group().filter(|_| changes_it) else {
            continue;
        };
        let days = event.on().map_or((NaiveDate::MIN, NaiveDate::MAX), span);
        let over = days.1;
        changes
            .entry(group)
            .or_default()
            .push(Change { event, days, over });
    }
    for changes in changes.values_mut() {
        changes.sort_by_key(|change| change.days);
        let mut latest = NaiveDate::MIN;
        for change in changes {
            latest = latest.max(change.over);
            change.over = latest;
        }
    }
    changes
}

/// Whether its headcount includes people who came another way.
fn takes_in(event: &Event) -> bool {
    matches!(event.kind(), EventKind::Merge | EventKind::Joining)
}

/// The months in which the date may be.
fn months(on: &When) -> Option<Period> {
    let month = |day: NaiveDate| Period::month(day.year(), day.month()).ok();
    let (first, last) = (month(on.earliest()?)?, month(on.latest()?)?);
    Period::try_new(first.first(), last.last()).ok()
}
