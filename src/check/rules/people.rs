//! Headcounts, and what becomes of them.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use smol_str::format_smolstr;

use super::statistics::{above, of_figure, of_statistic};
use super::words::Said;
use super::{counts, leavers};
use crate::analysis::{Origins, retold};
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed, Subject};
use crate::check::view::{LEAVING, View, span};
use crate::id::Id;
use crate::measure::Estimate;
use crate::record::{Event, EventKind, Figure, MigrantGroup, Part, Status};

/// `mistyped` has the events whose year is known to be wrong, `forgotten` the splits that do not
/// list the group itself as a part although it continues.
pub(super) fn visit(
    view: &View<'_>,
    mistyped: &HashSet<&str>,
    forgotten: &HashSet<&str>,
    found: &mut Found<'_>,
) -> Proceed {
    let counts = counts::of_groups(view, mistyped);
    let mut said = Said::default();
    for event in view.dossier.events() {
        if let Some(figure) = event.headcount() {
            of_event(view, &mut said, event, figure, &"", found)?;
        }
    }
    for event in view.events_of([EventKind::Casualty]) {
        for (figure, field) in outcomes(event) {
            of_event(
                view,
                &mut said,
                event,
                figure,
                &format_args!("{field}."),
                found,
            )?;
        }
        foretold(view, event, found)?;
    }
    for event in view.events_of([EventKind::Measure]) {
        if let Some(figure) = event.personnel() {
            of_event(view, &mut said, event, figure, &"personnel.", found)?;
        }
    }
    for event in view.events_of([EventKind::Split]) {
        for (index, part) in event.parts().iter().enumerate() {
            if let Some(figure) = part.headcount() {
                let path = format_args!("parts[{index}].");
                of_event(view, &mut said, event, figure, &path, found)?;
            }
        }
        let named = event.parts().iter().map(Part::group);
        twice(view, event, "parts", named, found)?;
        parts_and_whole(view, event, forgotten, found)?;
    }
    for event in view.events_of([EventKind::Merge]) {
        let named = event.groups().iter().chain(event.group());
        twice(view, event, "groups", named, found)?;
    }
    for statistic in view.dossier.statistics() {
        if let Some(figure) = statistic.value() {
            let words = said.against_level(statistic);
            of_one_figure(words, figure, || of_statistic(statistic), &"", found)?;
        }
    }
    for group in view.dossier.groups() {
        nationalities(group, found)?;
    }
    recommended(view, found)?;
    let joinings = view.events_of([EventKind::Joining]);
    let moves = joinings.chain(view.events_of(LEAVING));
    let retold = retold(view.dossier, moves);
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

/// Compares the parts with the whole at the same event. Parts without a headcount count as 0: too
/// many people can be found even then, too few only if every part is counted.
fn parts_and_whole(
    view: &View<'_>,
    event: &Event,
    forgotten: &HashSet<&str>,
    found: &mut Found<'_>,
) -> Proceed {
    let Some(whole) = event.headcount().map(Figure::estimate) else {
        return NEXT;
    };
    let counted = event.parts().iter().filter_map(Part::headcount);
    let counted: Vec<_> = counted.map(Figure::estimate).collect();
    let all = counted.len() == event.parts().len();
    let all = all && !forgotten.contains(event.id().as_str());
    let parts = Estimate::sum_reported(counted.iter().copied());
    let details = if let Some(parts) = above(whole, &counted) {
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

/// Two recommended figures of one kind. The size of a group is one kind, whatever event states it;
/// the numbers of those who join and of those who leave are other kinds. Figures of two places or
/// two hours do not compete.
fn recommended(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
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
        let mut firsts: HashMap<_, &Event> = HashMap::new();
        for ((group, ..), event) in same {
            let hour = event.on().filter(|on| on.has_time());
            let place = event.place();
            let first = pairs(rivals(place), rivals(hour))
                .filter_map(|rival| firsts.get(&rival))
                .min_by_key(|first| first.id());
            if let Some((first, on)) = first.copied().zip(event.on()) {
                let details = Details::RecommendedTwice {
                    group: Some((*group).clone()),
                    on: Some(on.clone()),
                    event: Some(first.id().clone()),
                    statistic: None,
                };
                found.judged(view.event(event), "recommended", details, on.is_qualified())?;
            }
            for slot in pairs([Slot::Is(place), Slot::Any], [Slot::Is(hour), Slot::Any]) {
                firsts.entry(slot).or_insert(event);
            }
        }
    }
    NEXT
}

/// The place or hour under which a figure is looked up: the stated one, none, or any.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Slot<T> {
    Any,
    Is(Option<T>),
}

/// What competes with a figure: figures that state the same, and figures that state nothing.
fn rivals<T>(said: Option<T>) -> [Slot<T>; 2] {
    match said {
        Some(said) => [Slot::Is(Some(said)), Slot::Is(None)],
        None => [Slot::Any, Slot::Any],
    }
}

fn pairs<A: Copy, B: Copy>(ones: [A; 2], others: [B; 2]) -> impl Iterator<Item = (A, B)> {
    let ones = ones.into_iter();
    ones.flat_map(move |one| others.map(move |other| (one, other)))
}

/// A group that is named twice, or that becomes part of itself.
fn twice<'d>(
    view: &View<'_>,
    event: &Event,
    field: &'static str,
    groups: impl Iterator<Item = &'d Id>,
    found: &mut Found<'_>,
) -> Proceed {
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

/// The figures of a casualty, each with its key.
fn outcomes(event: &Event) -> impl Iterator<Item = (&Figure, &'static str)> {
    let figures = [
        (event.dead(), "dead"),
        (event.missing(), "missing"),
        (event.injured(), "injured"),
        (event.survivors(), "survivors"),
    ];
    let figures = figures.into_iter();
    figures.filter_map(|(figure, field)| Some((figure?, field)))
}

/// The dead, injured or survivors of an event that has not happened.
fn foretold(view: &View<'_>, event: &Event, found: &mut Found<'_>) -> Proceed {
    if event.has_occurred() || event.status() == Status::Cancelled {
        return NEXT;
    }
    let mut foretold = outcomes(event);
    let Some((_, field)) = foretold.next() else {
        return NEXT;
    };
    let outcomes = foretold.count().saturating_add(1);
    found.report(
        view.event(event),
        field,
        Details::OutcomesForetold { outcomes },
    )
}

fn of_event<'d>(
    view: &View<'_>,
    said: &mut Said<'d>,
    event: &Event,
    figure: &'d Figure,
    path: &dyn std::fmt::Display,
    found: &mut Found<'_>,
) -> Proceed {
    of_one_figure(
        said.against(figure),
        figure,
        || view.event(event),
        path,
        found,
    )
}

/// Compares a figure with its words and its parts. `path` is the path of the figure.
fn of_one_figure(
    words: Option<Details>,
    figure: &Figure,
    subject: impl Fn() -> Subject,
    path: &dyn std::fmt::Display,
    found: &mut Found<'_>,
) -> Proceed {
    if let Some(details) = words {
        found.report(subject(), format_smolstr!("{path}words"), details)?;
    }
    for details in of_figure(figure) {
        found.report(subject(), format_smolstr!("{path}composition"), details)?;
    }
    NEXT
}

fn nationalities(group: &MigrantGroup, found: &mut Found<'_>) -> Proceed {
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
