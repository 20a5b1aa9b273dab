//! Headcounts, and what becomes of them.

use std::collections::HashSet;

use smol_str::format_smolstr;

use super::statistics::{of_figure, of_statistic};
use super::words::Said;
use super::{counts, leavers};
use crate::analysis::{Origins, retold};
use crate::check::Details;
use crate::check::finding::{Flow, Found, NEXT, Subject};
use crate::check::view::{View, span};
use crate::id::Id;
use crate::measure::Estimate;
use crate::record::{Event, EventKind, Figure, MigrantGroup, Part};

/// `mistyped` are the events whose year is known to be wrong, `forgotten` the splits that forget a
/// group which goes on as itself.
pub(super) fn visit(
    view: &View<'_>,
    mistyped: &HashSet<&str>,
    forgotten: &HashSet<&str>,
    found: &mut Found<'_>,
) -> Flow {
    let counts = counts::of_groups(view, mistyped);
    let mut said = Said::default();
    for event in view.dossier.events() {
        figures_of_event(view, &mut said, event, found)?;
        match event.kind() {
            EventKind::Split => {
                let named = event.parts().iter().map(Part::group);
                twice(view, event, "parts", named, found)?;
                parts_and_whole(view, event, forgotten, found)?;
            }
            EventKind::Merge => {
                let named = event.groups().iter().chain(event.group());
                twice(view, event, "groups", named, found)?;
            }
            _ => {}
        }
    }
    for statistic in view.dossier.statistics() {
        if let Some(figure) = statistic.value() {
            if let Some(details) = said.against_level(statistic) {
                found.report(of_statistic(statistic), "words", details)?;
            }
            for details in of_figure(figure) {
                found.report(of_statistic(statistic), "composition", details)?;
            }
        }
    }
    for group in view.dossier.groups() {
        nationalities(group, found)?;
    }
    recommended(view, found)?;
    let retold = retold(view.dossier, view.dossier.events());
    for (event, first) in &retold {
        if let Some(event) = view.dossier.event(event) {
            let first = first.id().clone();
            found.report(view.event(event), "", Details::EventRetold { first })?;
        }
    }
    leavers::visit(view, &counts, &retold, found)?;
    let mut origins = Origins::default();
    for counts in &counts {
        counts.contradiction(view, found)?;
        counts.growth(view, &mut origins, found)?;
        counts.joinings(view, found)?;
    }
    NEXT
}

/// The parts against what the whole was at that event. Parts without a headcount count as none: too
/// many people are found whatever they are, too few only where every part is counted.
fn parts_and_whole(
    view: &View<'_>,
    event: &Event,
    forgotten: &HashSet<&str>,
    found: &mut Found<'_>,
) -> Flow {
    let Some(whole) = event.headcount().map(Figure::estimate) else {
        return NEXT;
    };
    let counted = || event.parts().iter().filter_map(Part::headcount);
    let Ok(parts) = Estimate::try_sum(counted().map(Figure::estimate)) else {
        return NEXT;
    };
    let all = counted().count() == event.parts().len();
    let all = all && !forgotten.contains(event.id().as_str());
    let details = if whole.high().is_some_and(|most| parts.low() > most) {
        Details::PartsExceedWhole { whole, parts }
    } else if let Some(least) = whole.low().checked_sub(parts.high().unwrap_or(u64::MAX))
        && least > 0
        && all
    {
        Details::PeopleUnaccounted {
            whole,
            parts,
            missing: Estimate::at_least(least),
        }
    } else {
        return NEXT;
    };
    found.report(view.event(event), "parts", details)
}

/// Two figures of one kind that are both to be gone by. How many a group has is one kind, whatever
/// event tells it; those who join or leave are others.
fn recommended(view: &View<'_>, found: &mut Found<'_>) -> Flow {
    let mut marked: Vec<_> = (view.dossier.events().iter())
        .filter(|event| event.recommended() && event.has_occurred())
        .filter_map(|event| {
            let kind = match event.kind() {
                kind @ (EventKind::Joining
                | EventKind::Return
                | EventKind::Dispersal
                | EventKind::Interception) => Some(kind.as_str()),
                _ => None,
            };
            Some(((event.group()?, kind, span(event.on()?)), event))
        })
        .collect();
    marked.sort_by_key(|(figure, event)| (*figure, event.id()));
    for same in marked.chunk_by(|(one, _), (other, _)| one == other) {
        let Some(((_, first), others)) = same.split_first() else {
            continue;
        };
        for ((group, ..), event) in others {
            if let Some(on) = event.on() {
                let details = Details::RecommendedTwice {
                    group: Some((*group).clone()),
                    on: Some(on.clone()),
                    event: Some(first.id().clone()),
                    statistic: None,
                };
                found.judged(view.event(event), "recommended", details, on.is_qualified())?;
            }
        }
    }
    NEXT
}

/// A group that is named twice, or becomes part of itself.
fn twice<'d>(
    view: &View<'_>,
    event: &Event,
    field: &'static str,
    groups: impl Iterator<Item = &'d Id>,
    found: &mut Found<'_>,
) -> Flow {
    let mut seen = HashSet::new();
    for group in groups {
        if !seen.insert(group) {
            let details = Details::PartRepeated {
                group: group.clone(),
            };
            return found.report(view.event(event), field, details);
        }
    }
    NEXT
}

fn figures_of_event<'d>(
    view: &View<'_>,
    said: &mut Said<'d>,
    event: &'d Event,
    found: &mut Found<'_>,
) -> Flow {
    if let Some(details) = event.headcount().and_then(|figure| said.against(figure)) {
        found.report(view.event(event), "words", details)?;
    }
    let alone = [
        (event.dead(), "dead.words"),
        (event.missing(), "missing.words"),
        (event.injured(), "injured.words"),
        (event.survivors(), "survivors.words"),
        (event.personnel(), "personnel.words"),
    ];
    for (figure, field) in alone {
        if let Some(details) = figure.and_then(|figure| said.against(figure)) {
            found.report(view.event(event), field, details)?;
        }
    }
    for details in event.headcount().into_iter().flat_map(of_figure) {
        found.report(view.event(event), "composition", details)?;
    }
    for (index, part) in event.parts().iter().enumerate() {
        if let Some(details) = part.headcount().and_then(|figure| said.against(figure)) {
            let field = format_smolstr!("parts[{index}].words");
            found.report(view.event(event), field, details)?;
        }
        for details in part.headcount().into_iter().flat_map(of_figure) {
            let field = format_smolstr!("parts[{index}].composition");
            found.report(view.event(event), field, details)?;
        }
    }
    NEXT
}

fn nationalities(group: &MigrantGroup, found: &mut Found<'_>) -> Flow {
    let named = group.nationalities().iter().collect::<HashSet<_>>().len();
    let named = u64::try_from(named).unwrap_or(u64::MAX);
    match group.nationality_count() {
        Some(counted) if counted.high().is_some_and(|most| named > most) => {
            let details = Details::NationalitiesExceedCount { counted, named };
            found.report(Subject::group(group), "nationalities", details)
        }
        _ => NEXT,
    }
}
