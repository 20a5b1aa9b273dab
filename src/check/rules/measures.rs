//! Measures: what is closed, for how long, and by whom.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::analysis::{Fix, Line, Ports, barriers};
use crate::check::Details;
use crate::check::finding::{Flow, Found, NEXT};
use crate::check::rules::meetings::country;
use crate::check::view::{View, before, doubtful, field, span, subject};
use crate::route::Barrier;
use crate::{Event, EventKind, Id, Link, Measure, MeasureKind, PlaceCode, Status};

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Flow {
    let mut measures = Vec::new();
    for event in view.dossier.events() {
        if let EventKind::Measure(measure) = event.kind()
            && *event.status() != Status::Cancelled
            && is_sound(view, event, measure, found)?
            && is_port(measure)
        {
            measures.push((event, measure));
        }
    }
    if measures.is_empty() {
        return NEXT;
    }
    let (used, all) = (places_used(view), Closures::of(view, &measures));
    for (event, measure) in measures {
        if measure.kind() == MeasureKind::PortClosure {
            all.without_end(view, event, measure, found)?;
            unused(view, &used, event, measure, found)?;
        } else {
            all.without_closure(view, event, measure, found)?;
        }
    }
    all.crossings(view, found)
}

fn closures<'s, 'd>(
    measures: &'s [(&'d Event, &'d Measure)],
) -> impl Iterator<Item = (&'d Event, &'d Measure)> + use<'s, 'd> {
    let closes = |(_, measure): &(_, &Measure)| measure.kind() == MeasureKind::PortClosure;
    measures.iter().copied().filter(closes)
}

type Sound = std::ops::ControlFlow<(), bool>;

/// Reports what is wrong in the measure itself; whether anything can be told from it.
fn is_sound(view: &View<'_>, event: &Event, measure: &Measure, found: &mut Found<'_>) -> Sound {
    let mut sound = true;
    if let Some(ends) = measure.ends().filter(|ends| before(ends, measure.starts())) {
        let details = Details::MeasureReversed {
            starts: measure.starts().clone(),
            ends: ends.clone(),
        };
        let doubtful = doubtful(measure.starts(), ends);
        found.judged(view.event(event), "ends", details, doubtful)?;
        sound = false;
    }
    if let Some((one, other)) = measure.border()
        && one == other
    {
        found.report(
            view.event(event),
            "border",
            Details::BorderOfOneCountry { country: one },
        )?;
        sound = false;
    }
    if is_port(measure) && sound {
        if barriers(measure).next().is_none() {
            let kind = measure.kind();
            found.report(
                view.event(event),
                "places",
                Details::ClosureWithoutPlace { kind },
            )?;
            sound = false;
        } else {
            authority(view, event, measure, found)?;
        }
    }
    std::ops::ControlFlow::Continue(sound)
}

fn is_port(measure: &Measure) -> bool {
    matches!(
        measure.kind(),
        MeasureKind::PortClosure | MeasureKind::PortReopening
    )
}

/// A port is closed by one of the countries that it lies between, or in.
fn authority(view: &View<'_>, event: &Event, measure: &Measure, found: &mut Found<'_>) -> Flow {
    let Some(own) = country(view, measure.authority()) else {
        return NEXT;
    };
    let border = measure
        .border()
        .into_iter()
        .flat_map(|(one, other)| [one, other]);
    let places = measure.places().iter().filter_map(|code| view.place(*code));
    let mut countries = border.chain(places.map(crate::Place::country));
    if countries.any(|country| country == own) {
        return NEXT;
    }
    let details = Details::AuthorityElsewhere {
        authority: measure.authority().clone(),
        country: own,
    };
    found.report(view.event(event), "authority", details)
}

/// Closures that were not called off, by what they close, and for how long for certain.
struct Closures<'d> {
    ports: Ports<'d>,
    shut: HashMap<Barrier, Vec<Shut<'d>>>,
}

/// The days on which something is certainly closed.
#[derive(Clone, Copy)]
struct Shut<'d> {
    first: NaiveDate,
    /// Of a list by first days: the one that lasts longest of this and all before it.
    longest: (NaiveDate, Reverse<&'d Id>),
}

impl<'d> Closures<'d> {
    fn of(view: &View<'d>, measures: &[(&'d Event, &'d Measure)]) -> Self {
        let ports = Ports::of(view.dossier, measures.iter().map(|(_, measure)| *measure));
        let mut shut: HashMap<Barrier, Vec<Shut<'d>>> = HashMap::new();
        // What is planned or conditional closes nothing yet.
        for (event, measure) in closures(measures).filter(|(event, _)| event.has_occurred()) {
            for barrier in barriers(measure) {
                let reopened = ports.reopened(barrier, measure.starts());
                let open = reopened.map_or(NaiveDate::MAX, |reopened| reopened.first);
                let ends = measure.ends().map_or(NaiveDate::MAX, |ends| span(ends).0);
                // The reopening's first day is open.
                let last = ends.min(open.pred_opt().unwrap_or(open));
                let (_, first) = span(measure.starts());
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
        measure: &Measure,
        found: &mut Found<'_>,
    ) -> Flow {
        let reopens = |barrier| self.ports.reopened(barrier, measure.starts()).is_some();
        // What is planned or conditional closes nothing yet, and so has nothing to end.
        let is_shut = event.has_occurred() && measure.ends().is_none();
        if !is_shut || barriers(measure).any(reopens) {
            return NEXT;
        }
        let details = Details::ClosureWithoutEnd {
            starts: measure.starts().clone(),
        };
        found.report(view.event(event), "ends", details)
    }

    fn without_closure(
        &self,
        view: &View<'_>,
        event: &Event,
        measure: &Measure,
        found: &mut Found<'_>,
    ) -> Flow {
        let closed = |barrier| self.ports.was_closed(barrier, measure.starts());
        if barriers(measure).any(closed) {
            return NEXT;
        }
        let details = Details::ReopeningWithoutClosure {
            starts: measure.starts().clone(),
        };
        found.report(view.event(event), "measure", details)
    }

    /// The closure that is certainly in force throughout the days: of several, the longest.
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

    /// Arrivals at what is closed, and moves across a border that is.
    fn crossings(&self, view: &View<'d>, found: &mut Found<'_>) -> Flow {
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
                let arrives = matches!(fix.event().kind(), EventKind::Arrival(_));
                let at = arrives
                    .then(|| self.throughout(Barrier::Place(place.code()), days))
                    .flatten();
                let across = || {
                    let from =
                        came_from.filter(|from| from.place().country() != place.country())?;
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

/// A closure of crossings that nobody in the dossier comes by.
fn unused(
    view: &View<'_>,
    used: &HashSet<PlaceCode>,
    event: &Event,
    measure: &Measure,
    found: &mut Found<'_>,
) -> Flow {
    let mut places = measure.places().iter();
    if measure.border().is_some() || places.any(|code| used.contains(code)) {
        return NEXT;
    }
    let details = Details::ClosureUnused {
        places: measure.places().to_vec(),
    };
    found.report(view.event(event), "places", details)
}
