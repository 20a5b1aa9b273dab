//! Measures: what is closed, for how long, and by whom.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::check::Details;
use crate::check::finding::{Flow, Found, NEXT};
use crate::check::rules::meetings::country;
use crate::check::view::{View, before, doubtful, field, span, subject};
use crate::{
    Barrier, Closure, CountryCode, Event, EventKind, Link, Measure, MeasureKind, PlaceCode, Status,
};

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Flow {
    let mut ports = Ports::default();
    for event in view.dossier.events() {
        if let EventKind::Measure(measure) = event.kind()
            && *event.status() != Status::Cancelled
            && is_sound(view, event, measure, found)?
        {
            ports.take(view, event, measure);
        }
    }
    if !ports.closures.is_empty() {
        let used = places_used(view);
        for (event, measure) in &ports.closures {
            ports.without_end(view, event, measure, found)?;
            unused(view, &used, event, measure, found)?;
        }
        ports.crossings(view, found)?;
    }
    for (event, measure) in &ports.reopenings {
        ports.without_closure(view, event, measure, found)?;
    }
    NEXT
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

/// What is closed: places, or the border between two countries.
fn barriers(measure: &Measure) -> impl Iterator<Item = Barrier> {
    let places = measure.places().iter().copied().map(Barrier::Place);
    let border = measure.border();
    places.chain(border.map(|(one, other)| Barrier::Border(one.min(other), one.max(other))))
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

/// Closures and reopenings that were not called off, and of what.
#[derive(Default)]
struct Ports<'d> {
    closures: Vec<(&'d Event, &'d Measure)>,
    reopenings: Vec<(&'d Event, &'d Measure)>,
    closed: HashMap<Barrier, Vec<(Closure, &'d Event)>>,
    reopened: HashMap<Barrier, Vec<&'d Measure>>,
    /// The countries of places that are closed: to reopen their border may be to reopen them.
    of_places: HashSet<CountryCode>,
    /// The countries of borders that are closed: to reopen a place there may be to reopen those.
    of_borders: HashSet<CountryCode>,
}

impl<'d> Ports<'d> {
    fn take(&mut self, view: &View<'d>, event: &'d Event, measure: &'d Measure) {
        match measure.kind() {
            MeasureKind::PortClosure => self.closures.push((event, measure)),
            MeasureKind::PortReopening => self.reopenings.push((event, measure)),
            _ => return,
        }
        for barrier in barriers(measure) {
            if measure.kind() == MeasureKind::PortReopening {
                self.reopened.entry(barrier).or_default().push(measure);
                continue;
            }
            match barrier {
                Barrier::Border(one, other) => self.of_borders.extend([one, other]),
                Barrier::Place(code) => {
                    let place = view.place(code);
                    self.of_places.extend(place.map(crate::Place::country));
                }
                _ => {}
            }
            let closure = Closure::new(barrier, measure.starts().clone());
            let closure = match measure.ends() {
                Some(ends) => closure.until(ends.clone()),
                None => Ok(closure),
            };
            if let Ok(closure) = closure {
                self.closed
                    .entry(barrier)
                    .or_default()
                    .push((closure, event));
            }
        }
    }

    fn without_end(
        &self,
        view: &View<'_>,
        event: &Event,
        measure: &Measure,
        found: &mut Found<'_>,
    ) -> Flow {
        let reopens = |barrier: &Barrier| {
            let of_it = self.reopened.get(barrier).into_iter().flatten();
            of_it
                .clone()
                .any(|reopening| !before(reopening.starts(), measure.starts()))
        };
        if measure.ends().is_some() || barriers(measure).any(|barrier| reopens(&barrier)) {
            return NEXT;
        }
        let details = Details::ClosureWithoutEnd {
            starts: measure.starts().clone(),
        };
        found.report(view.event(event), "ends", details)
    }

    /// Nothing of the kind was closed before: neither one of the same places, nor the same border,
    /// nor any place of a country on that border, nor a border of the country of that place.
    fn without_closure(
        &self,
        view: &View<'_>,
        event: &Event,
        measure: &Measure,
        found: &mut Found<'_>,
    ) -> Flow {
        let earlier =
            |(closure, _): &(Closure, &Event)| !before(measure.starts(), closure.starts());
        let same = barriers(measure).any(|barrier| {
            let closed = self.closed.get(&barrier).into_iter().flatten();
            closed.clone().any(earlier)
        });
        let wider = barriers(measure).any(|barrier| match barrier {
            Barrier::Border(one, other) => {
                self.of_places.contains(&one) || self.of_places.contains(&other)
            }
            Barrier::Place(code) => view
                .place(code)
                .is_some_and(|place| self.of_borders.contains(&place.country())),
            _ => false,
        });
        if same || wider {
            return NEXT;
        }
        let details = Details::ReopeningWithoutClosure {
            starts: measure.starts().clone(),
        };
        found.report(view.event(event), "measure", details)
    }

    /// The closure that is certainly in force throughout the days.
    fn throughout(
        &self,
        barrier: Barrier,
        (first, last): (NaiveDate, NaiveDate),
    ) -> Option<&'d Event> {
        let reopened = self.reopened.get(&barrier).into_iter().flatten();
        let shut = |closure: &Closure| {
            closure.on(first).is_certain()
                && closure.on(last).is_certain()
                && !reopened.clone().any(|reopening| {
                    let (start, _) = span(reopening.starts());
                    start <= last && !before(reopening.starts(), closure.starts())
                })
        };
        let closed = self
            .closed
            .get(&barrier)?
            .iter()
            .filter(|(closure, _)| shut(closure));
        closed
            .map(|(_, event)| *event)
            .min_by_key(|event| event.id())
    }

    /// Arrivals at what is closed, and moves across a border that is.
    fn crossings(&self, view: &View<'_>, found: &mut Found<'_>) -> Flow {
        for track in &view.tracks {
            let mut last: Option<&crate::Fix<'_>> = None;
            for fix in &track.fixes {
                let came_from = last.replace(fix);
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
                        group: track.group.id().clone(),
                        on: fix.on().clone(),
                        closure: closure.id().clone(),
                    };
                    let qualified = fix.on().is_qualified();
                    found.judged(subject(fix), field(fix, track.group), details, qualified)?;
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
        .tracks
        .iter()
        .flat_map(|track| &track.fixes)
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
