//! Dates.

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use smol_str::{SmolStr, ToSmolStr, format_smolstr};

use crate::analysis::Line;
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed, Subject};
use crate::check::view::{View, before, before_anywhere, doubtful, subject};
use crate::id::Id;
use crate::limits::TO_DATE_DAYS;
use crate::record::{Event, EventKind, Party, PartyKind, Source, Status};
use crate::time::When;

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    sources(view, found)?;
    let tenures = tenures(view, found)?;
    for event in view.dossier.events() {
        let Some(on) = event.on() else { continue };
        match event.status() {
            Status::Planned | Status::Conditional => planned_in_the_past(view, event, on, found)?,
            Status::Occurred => {
                occurred(view, event, on, found)?;
                too_wide(view, event, on, found)?;
                if !tenures.is_empty() {
                    out_of_office(view, &tenures, event, on, found)?;
                }
            }
            Status::Cancelled | Status::Postponed => {}
        }
    }
    let departed = view
        .lines
        .states(|departed: &mut bool, fix| *departed |= fix.is_departure());
    for (line, departed) in view.lines.iter().zip(departed) {
        // Fixes are in the order of their days, so none of the rest precedes an inherited
        // departure.
        if !departed {
            arrival_before_departure(line, found)?;
        }
    }
    NEXT
}

fn planned_in_the_past(
    view: &View<'_>,
    event: &Event,
    on: &When,
    found: &mut Found<'_>,
) -> Proceed {
    let as_of = view.dossier.as_of();
    if on.latest().is_none_or(|latest| latest >= as_of) {
        return NEXT;
    }
    let details = Details::PlannedInThePast {
        on: on.clone(),
        as_of,
    };
    found.judged(view.event(event), "on", details, on.is_qualified())
}

/// An event that has happened did so by the day of the dossier, and before it was reported.
fn occurred(view: &View<'_>, event: &Event, on: &When, found: &mut Found<'_>) -> Proceed {
    let as_of = view.dossier.as_of();
    if on
        .earliest()
        .is_some_and(|earliest| is_to_come(earliest, as_of))
    {
        let details = Details::OccurredInTheFuture {
            on: on.clone(),
            as_of,
        };
        return found.judged(view.event(event), "on", details, on.is_qualified());
    }
    let mut last: Option<&Source> = None;
    for id in event.sources() {
        let Some(source) = view.dossier.source(id) else {
            continue;
        };
        let Some(published) = source
            .published()
            .filter(|published| before_anywhere(published, on))
        else {
            return NEXT;
        };
        let later = |last: &Source| {
            last.published()
                .is_none_or(|other| (other.latest(), last.id()) < (published.latest(), source.id()))
        };
        if last.is_none_or(later) {
            last = Some(source);
        }
    }
    let Some((source, published)) = last.and_then(|source| Some((source, source.published()?)))
    else {
        return NEXT;
    };
    let details = Details::EventAfterReport {
        on: on.clone(),
        source: source.id().clone(),
        published: published.clone(),
    };
    found.judged(view.event(event), "on", details, doubtful(on, published))
}

/// Whether the day is after that of the dossier in every time zone.
fn is_to_come(day: NaiveDate, as_of: NaiveDate) -> bool {
    as_of.succ_opt().is_some_and(|tomorrow| day > tomorrow)
}

/// A movement dated only to a season says little about a march. A movement with an open end
/// happened before it was reported.
fn too_wide(view: &View<'_>, event: &Event, on: &When, found: &mut Found<'_>) -> Proceed {
    let limit = view.limits.movement_span_days();
    if !event.kind().is_movement() || on.span_days().is_some_and(|days| days <= limit) {
        return NEXT;
    }
    let mut reports = event.sources().iter();
    let published = |id: &Id| view.dossier.source(id)?.published()?.latest();
    let reported = reports.try_fold(NaiveDate::MIN, |last, id| Some(last.max(published(id)?)));
    let reported = reported.filter(|last| *last > NaiveDate::MIN);
    let until = reported.unwrap_or(NaiveDate::MAX).min(view.dossier.as_of());
    let since = on.earliest().filter(|_| on.latest().is_none());
    let since_then = since.and_then(|first| {
        let days = until
            .signed_duration_since(first)
            .num_days()
            .checked_add(1)?;
        u64::try_from(days.max(1)).ok()
    });
    let days = on.span_days().or(since_then);
    if days.is_some_and(|days| days <= limit) || is_since(view, event, on) {
        return NEXT;
    }
    let details = Details::DateTooWide {
        on: on.clone(),
        days,
        limit,
    };
    found.report(view.event(event), "on", details)
}

/// Whether the date stands for "since that day": it has its own end, which is no more than a few
/// days before the report is published.
fn is_since(view: &View<'_>, event: &Event, on: &When) -> bool {
    let text = on.to_smolstr();
    let start = text
        .split_once('/')
        .and_then(|(start, _)| start.parse::<When>().ok());
    let starts_on_a_day = start.is_some_and(|start| start.as_day().is_some());
    let sources = event.sources().iter();
    let mut published = sources
        .filter_map(|id| view.dossier.source(id)?.published()?.as_day())
        .chain([view.dossier.as_of()]);
    let Some(latest) = on.latest().filter(|_| starts_on_a_day) else {
        return false;
    };
    published.any(|day| {
        let days = day.signed_duration_since(latest).num_days();
        (0..=TO_DATE_DAYS).contains(&days)
    })
}

/// An arrival ends a way that begins with a departure. An arrival that is certainly before every
/// departure of the group, including inherited ones, is wrong, unless it is at the very place from
/// which the group then departs.
fn arrival_before_departure(line: &Line<'_>, found: &mut Found<'_>) -> Proceed {
    let Some(first) = line.rest().iter().find(|fix| fix.is_departure()) else {
        return NEXT;
    };
    for fix in line.rest() {
        let arrives = matches!(fix.event().kind(), EventKind::Arrival);
        let wrong = arrives && !fix.is_inherited() && before(fix.on(), first.on());
        if !wrong || fix.place().code() == first.place().code() {
            continue;
        }
        let details = Details::ArrivalBeforeDeparture {
            arrival: fix.on().clone(),
            departure: first.on().clone(),
            departs: first.event().id().clone(),
        };
        found.judged(subject(fix), "on", details, doubtful(fix.on(), first.on()))?;
    }
    NEXT
}

fn sources(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    let as_of = view.dossier.as_of();
    let mut ahead: HashSet<&str> = HashSet::new();
    for source in view.dossier.sources() {
        let Some(published) = source.published() else {
            continue;
        };
        if published
            .earliest()
            .is_some_and(|earliest| is_to_come(earliest, as_of))
        {
            ahead.insert(source.id().as_str());
        }
        let original = source.quotes().and_then(|id| view.dossier.source(id));
        if let Some(original) = original
            && let Some(first) = original
                .published()
                .filter(|first| before_anywhere(published, first))
        {
            let details = Details::QuotedBeforePublished {
                published: published.clone(),
                original: original.id().clone(),
                original_published: first.clone(),
            };
            found.judged(
                Subject::source(source),
                "published",
                details,
                doubtful(published, first),
            )?;
        }
    }
    if ahead.is_empty() {
        return NEXT;
    }
    // A dossier may compare later vintages of a statistic, but it reports events by the sources of
    // its day.
    let tells = view
        .dossier
        .events()
        .iter()
        .flat_map(Event::sources)
        .map(Id::as_str);
    let telling: HashSet<&str> = tells.filter(|id| ahead.contains(id)).collect();
    for source in telling.into_iter().filter_map(|id| view.dossier.source(id)) {
        if let Some(published) = source.published() {
            let details = Details::SourceInTheFuture {
                published: published.clone(),
                as_of,
            };
            let qualified = published.is_qualified();
            found.judged(Subject::source(source), "published", details, qualified)?;
        }
    }
    NEXT
}

/// Reports tenures that end before they begin, and returns the persons with a valid tenure.
fn tenures<'d>(
    view: &View<'d>,
    found: &mut Found<'_>,
) -> std::ops::ControlFlow<(), HashMap<&'d str, &'d Party>> {
    let mut tenures = HashMap::new();
    for party in view.dossier.parties() {
        match (party.since(), party.until()) {
            (None, None) => {}
            (Some(since), Some(until)) if before(until, since) => {
                let details = Details::TenureReversed {
                    since: since.clone(),
                    until: until.clone(),
                };
                found.judged(
                    Subject::party(party),
                    "until",
                    details,
                    doubtful(since, until),
                )?;
            }
            _ if party.kind() == PartyKind::Person => {
                tenures.insert(party.id().as_str(), party);
            }
            _ => {}
        }
    }
    std::ops::ControlFlow::Continue(tenures)
}

/// People who speak or meet in an office that they did not hold on that day.
fn out_of_office(
    view: &View<'_>,
    tenures: &HashMap<&str, &Party>,
    event: &Event,
    on: &When,
    found: &mut Found<'_>,
) -> Proceed {
    let mut acts = |id: &Id, field: SmolStr| {
        let Some(party) = tenures.get(id.as_str()) else {
            return NEXT;
        };
        let early = party.since().filter(|since| before(on, since));
        let late = party.until().filter(|until| before(until, on));
        let Some(bound) = early.or(late) else {
            return NEXT;
        };
        let details = Details::PartyOutOfOffice {
            party: id.clone(),
            on: on.clone(),
            since: party.since().cloned(),
            until: party.until().cloned(),
        };
        found.judged(view.event(event), field, details, doubtful(on, bound))
    };
    for by in event.by() {
        acts(by, SmolStr::new_static("by"))?;
    }
    for (index, delegation) in event.delegations().iter().enumerate() {
        if let Some(head) = delegation.head() {
            acts(head, format_smolstr!("delegations[{index}].head"))?;
        }
        for (inner, member) in delegation.members().iter().enumerate() {
            if Some(member) != delegation.head() {
                acts(
                    member,
                    format_smolstr!("delegations[{index}].members[{inner}]"),
                )?;
            }
        }
    }
    match event.claimed_by() {
        Some(by) => acts(by, SmolStr::new_static("claimed_by")),
        None => NEXT,
    }
}
