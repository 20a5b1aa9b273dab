//! Measures: what is closed, for how long, and by whom.

use std::cmp::Reverse;

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt, HashSet};

use crate::analysis::{Fix, Line, Ports, barriers};
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::check::rules::meetings::country;
use crate::check::view::{View, before, doubtful, field, span, subject};
use crate::id::Id;
use crate::measure::Distance;
use crate::place::PlaceCode;
use crate::record::{Event, EventKind, MeasureKind, Status};
use crate::route::{Barrier, Link};
use crate::time::When;

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    let mut measures: Vec<(&Event, &When)> = Vec::new();
    for event in view.events_of([EventKind::Measure]) {
        if event.status() != Status::Cancelled
            && let Some(starts) = event.starts()
            && is_sound(view, event, starts, found)?
            && is_port(event)
        {
            measures.push((event, starts));
        }
    }
    if measures.is_empty() {
        return NEXT;
    }
    let (used, all) = (places_used(view), Closures::of(view, &measures));
    for (event, starts) in measures {
        if closes(event) {
            all.without_end(view, event, starts, found)?;
            unused(view, &used, event, found)?;
        } else {
            all.without_closure(view, event, starts, found)?;
        }
    }
    all.crossings(view, found)
}

fn closes(measure: &Event) -> bool {
    measure.measure_kind() == Some(&MeasureKind::PORT_CLOSURE)
}

type Sound = std::ops::ControlFlow<(), bool>;

/// Reports what is wrong in the measure itself. Returns whether the other rules can use it.
fn is_sound(view: &View<'_>, event: &Event, starts: &When, found: &mut Found<'_>) -> Sound {
    let mut sound = true;
    if let Some(ends) = event.ends().filter(|ends| before(ends, starts)) {
        let details = Details::MeasureReversed {
            starts: starts.clone(),
            ends: ends.clone(),
        };
        let doubtful = doubtful(starts, ends);
        found.judged(view.event(event), "ends", details, doubtful)?;
        sound = false;
    }
    if let Some((one, other)) = event.border()
        && one == other
    {
        found.report(
            view.event(event),
            "border",
            Details::BorderOfOneCountry { country: one },
        )?;
        sound = false;
    }
    if is_port(event) && sound {
        if barriers(event).next().is_none() {
            let kind = event
                .measure_kind()
                .cloned()
                .unwrap_or(MeasureKind::PORT_CLOSURE);
            found.report(
                view.event(event),
                "places",
                Details::ClosureWithoutPlace { kind },
            )?;
            sound = false;
        } else {
            authority(view, event, found)?;
        }
    }
    std::ops::ControlFlow::Continue(sound)
}

fn is_port(measure: &Event) -> bool {
    closes(measure) || measure.measure_kind() == Some(&MeasureKind::PORT_REOPENING)
}

/// A port is closed by the country that it is in, or by one of the countries that it lies between.
fn authority(view: &View<'_>, event: &Event, found: &mut Found<'_>) -> Proceed {
    let Some((authority, own)) = event
        .authority()
        .and_then(|id| Some((id, country(view, id)?)))
    else {
        return NEXT;
    };
    let border = event
        .border()
        .into_iter()
        .flat_map(|(one, other)| [one, other]);
    let places = event.places().iter().filter_map(|code| view.place(*code));
    let mut countries = border.chain(places.map(crate::place::Place::country));
    if countries.any(|country| country == own) {
        return NEXT;
    }
    let details = Details::AuthorityElsewhere {
        authority: authority.clone(),
        country: own,
    };
    found.report(view.event(event), "authority", details)
}

/// Closures that were not called off, by what they close, and for how long they certainly do.
struct Closures<'d> {
    ports: Ports<'d>,
    shut: HashMap<Barrier, Vec<Shut<'d>>>,
}

/// The days on which a place or border is certainly closed.
#[derive(Clone, Copy)]
struct Shut<'d> {
    first: NaiveDate,
    /// In a list by first day: the one that lasts longest among this one and all before it.
    longest: (NaiveDate, Reverse<&'d Id>),
}

impl<'d> Closures<'d> {
    fn of(view: &View<'d>, measures: &[(&'d Event, &'d When)]) -> Self {
        let ports = Ports::of(view.dossier, measures.iter().map(|(event, _)| *event));
        let mut shut: HashMap<Barrier, Vec<Shut<'d>>> = HashMap::new();
        // Planned and conditional measures close nothing yet.
        let closures = measures
            .iter()
            .filter(|(event, _)| closes(event) && event.has_occurred());
        for &(event, starts) in closures {
            for barrier in barriers(event) {
                let reopened = ports.reopened(barrier, starts);
                let open = reopened.map_or(NaiveDate::MAX, |reopened| reopened.first);
                let ends = event.ends().map_or(NaiveDate::MAX, |ends| span(ends).0);
                // The port is open on the first day of the reopening.
                let last = ends.min(open.pred_opt().unwrap_or(open));
                let (_, first) = span(starts);
                if first <= last {
                    let longest = (last, Reverse(event.id()));
                    let of_it = shut.entry(barrier).or_default();
                    of_it.push(Shut { first, longest });
                }
            }
        }
        for of_it in shut.values_mut() {
            of_it.sort_unstable_by_key(|shut| shut.first);
            let mut longest = None;
            for shut in of_it {
                shut.longest = longest.unwrap_or(shut.longest).max(shut.longest);
                longest = Some(shut.longest);
            }
        }
        Self { ports, shut }
    }

    fn without_end(
        &self,
        view: &View<'_>,
        event: &Event,
        starts: &When,
        found: &mut Found<'_>,
    ) -> Proceed {
        let reopens = |barrier| self.ports.reopened(barrier, starts).is_some();
        // Planned and conditional measures close nothing yet, so they have nothing to end.
        let is_shut = event.has_occurred() && event.ends().is_none();
        if !is_shut || barriers(event).any(reopens) {
            return NEXT;
        }
        let details = Details::ClosureWithoutEnd {
            starts: starts.clone(),
        };
        found.report(view.event(event), "ends", details)
    }

    fn without_closure(
        &self,
        view: &View<'_>,
        event: &Event,
        starts: &When,
        found: &mut Found<'_>,
    ) -> Proceed {
        let closed = |barrier| self.ports.was_closed(barrier, starts);
        if barriers(event).any(closed) {
            return NEXT;
        }
        let details = Details::ReopeningWithoutClosure {
            starts: starts.clone(),
        };
        found.report(view.event(event), "measure", details)
    }

    /// The closure that is certainly in force throughout these days; the longest if there are
    /// several.
    fn throughout(
        &self,
        barrier: Barrier,
        (first, last): (NaiveDate, NaiveDate),
    ) -> Option<&'d Id> {
        let of_it = self.shut.get(&barrier)?;
        let begun = of_it.partition_point(|shut| shut.first <= first);
        let (until, Reverse(event)) = of_it.get(begun.checked_sub(1)?)?.longest;
        (last <= until).then_some(event)
    }

    /// Arrivals at a closed place, and moves across a closed border.
    fn crossings(&self, view: &View<'d>, found: &mut Found<'_>) -> Proceed {
        let pass = |last: &mut Option<Fix<'d>>, fix: &Fix<'d>| last.replace(*fix);
        let last = view.lines.states(|last, fix| {
            pass(last, fix);
        });
        for (line, mut last) in view.lines.iter().zip(last) {
            for fix in line.rest() {
                let came_from = pass(&mut last, fix);
                if fix.is_inherited() {
                    continue;
                }
                let days = span(fix.on());
                let place = fix.place();
                let arrives = matches!(fix.event().kind(), EventKind::Arrival);
                // A group that was not at the place itself may have been elsewhere.
                let at = (arrives && fix.within() == Distance::ZERO)
                    .then(|| self.throughout(Barrier::Place(place.code()), days))
                    .flatten();
                let across = || {
                    let from = came_from.filter(|from| {
                        from.place().country() != place.country()
                            && from.within() + fix.within() == Distance::ZERO
                    })?;
                    let (one, other) = (from.place().country(), place.country());
                    let border = Barrier::Border(one.min(other), one.max(other));
                    self.throughout(border, (span(from.on()).0, days.1))
                };
                if let Some(closure) = at.or_else(across) {
                    let details = Details::ArrivalAtClosedCrossing {
                        group: line.group().id().clone(),
                        on: fix.on().clone(),
                        closure: closure.clone(),
                    };
                    let qualified = fix.on().is_qualified();
                    found.judged(subject(fix), field(fix, line.group()), details, qualified)?;
                }
            }
        }
        NEXT
    }
}

/// The places that a link joins or an event happens at.
fn places_used(view: &View<'_>) -> HashSet<PlaceCode> {
    let links = view
        .dossier
        .links()
        .iter()
        .flat_map(|link: &Link| [link.from(), link.to()]);
    let events = view.dossier.events().iter().filter_map(Event::place);
    let parts = view
        .lines
        .iter()
        .flat_map(Line::rest)
        .map(|fix| fix.place().code());
    links.chain(events).chain(parts).collect()
}

/// A closure of crossings that no group in the dossier uses.
fn unused(
    view: &View<'_>,
    used: &HashSet<PlaceCode>,
    event: &Event,
    found: &mut Found<'_>,
) -> Proceed {
    let mut places = event.places().iter();
    if event.border().is_some() || places.any(|code| used.contains(code)) {
        return NEXT;
    }
    let details = Details::ClosureUnused {
        places: event.places().to_vec(),
    };
    found.report(view.event(event), "places", details)
}
