//! Groups on the move.

use std::collections::HashMap;

use crate::check::Details;
use crate::check::finding::{Flow, Found, NEXT, Subject};
use crate::check::view::{Track, View, before, doubtful, field, span, subject};
use crate::{Distance, Event, EventKind, Fix, MigrantGroup, Pace, PlaceCode, Speed};

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Flow {
    let regions = Regions::of(view);
    for track in &view.tracks {
        moves(view, track, &regions, found)?;
        claims(view, track, found)?;
        halts(track, found)?;
    }
    merged(view, found)?;
    split(view, found)
}

/// Each fix against the one before it. Where that one was itself found implausible, it may be the
/// wrong one of the two: then it is enough to be plausible from the one before that.
fn moves(view: &View<'_>, track: &Track<'_>, regions: &Regions, found: &mut Found<'_>) -> Flow {
    let mut last: Option<Fix<'_>> = None;
    let mut doubted: Option<Fix<'_>> = None;
    for fix in &track.fixes {
        let from_last = last.and_then(|last| too_fast(view, track.group, &last, fix));
        let from_doubted = doubted.and_then(|doubted| too_fast(view, track.group, &doubted, fix));
        match from_last {
            Some(details) if doubted.is_none() || from_doubted.is_some() => {
                if !fix.is_inherited() {
                    let on = last.map_or(fix.on(), |last| last.on());
                    let field = field(fix, track.group);
                    found.judged(subject(fix), field, details, doubtful(on, fix.on()))?;
                }
                doubted = Some(*fix);
            }
            from_last => {
                let start = if from_last.is_some() { doubted } else { last };
                if let Some(start) = start.filter(|_| !fix.is_inherited()) {
                    regions.leap(track.group, &start, fix, found)?;
                }
                (last, doubted) = (Some(*fix), None);
            }
        }
    }
    NEXT
}

/// Whether even the slowest reading, the most days that the dates allow, is above the limit.
fn too_fast(
    view: &View<'_>,
    group: &MigrantGroup,
    before: &Fix<'_>,
    fix: &Fix<'_>,
) -> Option<Details> {
    if before.place().code() == fix.place().code() {
        return None;
    }
    let speed: Speed = before.speed_to(fix)?;
    let limit = Distance::from_km(view.km_per_day(group.mode())).ok()?;
    if !speed.exceeds(limit).is_certain() {
        return None;
    }
    let (geodesic, days) = (speed.direct(), speed.days());
    let day = before
        .on()
        .as_day()
        .filter(|day| fix.on().as_day() == Some(*day));
    let arrives = matches!(fix.event().kind(), EventKind::Arrival(_));
    Some(match day {
        // Who neither sets out nor comes in was seen in both.
        Some(day) if !before.is_departure() && !arrives => Details::GroupInTwoPlaces {
            group: group.id().clone(),
            day,
            other: before.place().clone(),
            other_event: before.event().id().clone(),
            geodesic,
        },
        _ => Details::ImplausibleSpeed {
            group: group.id().clone(),
            from: before.place().clone(),
            since: before.event().id().clone(),
            geodesic,
            days,
            pace: Pace::try_new(speed.slowest(), speed.fastest()).ok()?,
            mode: group.mode(),
            limit,
        },
    })
}

/// What the links of the dossier join, each place with the number of its part of the network.
struct Regions {
    of: HashMap<PlaceCode, usize>,
}

impl Regions {
    fn of(view: &View<'_>) -> Self {
        let mut index: HashMap<PlaceCode, usize> = HashMap::new();
        let mut parent: Vec<usize> = Vec::new();
        for link in view.dossier.links() {
            let [from, to] = [link.from(), link.to()].map(|code| {
                let next = parent.len();
                let at = *index.entry(code).or_insert(next);
                if at == next {
                    parent.push(next);
                }
                root(&mut parent, at)
            });
            if let Some(up) = parent.get_mut(from) {
                *up = to;
            }
        }
        let of = index
            .into_iter()
            .map(|(code, at)| (code, root(&mut parent, at)))
            .collect();
        Self { of }
    }

    /// A move between places of the network that no chain of links joins.
    fn leap(
        &self,
        group: &MigrantGroup,
        from: &Fix<'_>,
        to: &Fix<'_>,
        found: &mut Found<'_>,
    ) -> Flow {
        let regions = self
            .of
            .get(&from.place().code())
            .zip(self.of.get(&to.place().code()));
        if regions.is_none_or(|(from, to)| from == to) {
            return NEXT;
        }
        let details = Details::LeapWithoutLink {
            group: group.id().clone(),
            from: from.place().clone(),
            to: to.place().clone(),
        };
        found.report(subject(to), field(to, group), details)
    }
}

/// The root of a set of joined places; what it passes is moved up, which keeps all walks short.
fn root(parent: &mut [usize], mut at: usize) -> usize {
    while let Some(&up) = parent.get(at)
        && up != at
    {
        let above = parent.get(up).copied().unwrap_or(up);
        if let Some(entry) = parent.get_mut(at) {
            *entry = above;
        }
        at = above;
    }
    at
}

/// What a group is said to have travelled: not less than before, and not more than its days allow.
fn claims(view: &View<'_>, track: &Track<'_>, found: &mut Found<'_>) -> Flow {
    let mut start: Option<Fix<'_>> = None;
    let mut most: Option<(Distance, Fix<'_>)> = None;
    for fix in &track.fixes {
        if fix.is_departure() {
            (start, most) = (Some(*fix), None);
        }
        let Some(travelled) = fix.travelled() else {
            continue;
        };
        let tolerance = view.limits.seat_tolerance_km();
        let fell = most.filter(|(before, earlier)| {
            before.km() - travelled.km() > tolerance && self::before(earlier.on(), fix.on())
        });
        if let Some((before, earlier)) = fell {
            if !fix.is_inherited() {
                let details = Details::TravelledFalls {
                    before,
                    event: earlier.event().id().clone(),
                    travelled,
                };
                let doubtful = doubtful(earlier.on(), fix.on());
                found.judged(subject(fix), "travelled_km", details, doubtful)?;
            }
            continue;
        }
        most = Some((travelled, *fix));
        let days = start.and_then(|start| start.on().days_until(fix.on()));
        let (Some(start), Some(days)) = (start, days) else {
            continue;
        };
        let allowed = days
            .most()
            .map(|most| view.km_per_day(track.group.mode()) * count(most));
        // Where the straight line itself is too far, that is what is reported.
        let reported = || too_fast(view, track.group, &start, fix).is_some();
        if allowed.is_some_and(|km| travelled.km() > km) && !fix.is_inherited() && !reported() {
            let details = Details::TravelledTooFar {
                travelled,
                days,
                mode: track.group.mode(),
                limit: Distance::from_km(view.km_per_day(track.group.mode()))
                    .unwrap_or(Distance::ZERO),
            };
            let doubtful = doubtful(start.on(), fix.on());
            found.judged(subject(fix), "travelled_km", details, doubtful)?;
        }
    }
    NEXT
}

#[expect(
    clippy::cast_precision_loss,
    reason = "days of the calendar are far below 2⁵³"
)]
fn count(days: u64) -> f64 {
    days as f64
}

/// A halt that is longer than the time until the group is elsewhere.
fn halts(track: &Track<'_>, found: &mut Found<'_>) -> Flow {
    for (fix, next) in track.fixes.iter().zip(track.fixes.iter().skip(1)) {
        let EventKind::Halt(halt) = fix.event().kind() else {
            continue;
        };
        if fix.is_inherited() || fix.place().code() == next.place().code() {
            continue;
        }
        let days = fix.on().days_until(next.on());
        let (Some(hours), Some(days)) = (halt.hours(), days) else {
            continue;
        };
        if days.most().is_some_and(|most| hours > 24.0 * count(most)) {
            let details = Details::HaltOverruns {
                hours,
                days,
                elsewhere: next.place().clone(),
                event: next.event().id().clone(),
            };
            found.judged(
                subject(fix),
                "hours",
                details,
                doubtful(fix.on(), next.on()),
            )?;
        }
    }
    NEXT
}

/// A group that is still about after it has become part of another.
fn merged(view: &View<'_>, found: &mut Found<'_>) -> Flow {
    let mut merges: HashMap<usize, Vec<&Event>> = HashMap::new();
    for event in view
        .dossier
        .events()
        .iter()
        .filter(|event| event.has_occurred())
    {
        if let EventKind::Merge(merge) = event.kind() {
            for group in merge
                .groups()
                .iter()
                .filter(|group| *group != merge.group())
            {
                let index = view.group_index(group);
                if let Some(index) = index {
                    merges.entry(index).or_default().push(event);
                }
            }
        }
    }
    for (index, mut merges) in merges {
        merges.sort_by_key(|event| (event.on().map(span), event.id()));
        let (Some(track), Some(merge)) = (view.tracks.get(index), merges.first()) else {
            continue;
        };
        let Some(on) = merge.on() else { continue };
        let after = |fix: &&Fix<'_>| before(on, fix.on()) && !fix.is_inherited();
        // The first that is certainly after; those of one day sort by their last day.
        if let Some(fix) = track.fixes.iter().find(after) {
            let details = Details::MovesAfterMerge {
                group: track.group.id().clone(),
                merge: merge.id().clone(),
                on: on.clone(),
            };
            found.judged(subject(fix), "group", details, doubtful(on, fix.on()))?;
        }
    }
    NEXT
}

/// Parts that were seen before the whole split, and parts that do not say what they split from.
fn split(view: &View<'_>, found: &mut Found<'_>) -> Flow {
    let mut splits: HashMap<usize, Vec<&Event>> = HashMap::new();
    for event in view
        .dossier
        .events()
        .iter()
        .filter(|event| event.has_occurred())
    {
        if let EventKind::Split(split) = event.kind() {
            for part in split
                .parts()
                .iter()
                .filter(|part| part.group() != split.group())
            {
                let index = view.group_index(part.group());
                if let Some(index) = index {
                    splits.entry(index).or_default().push(event);
                }
            }
        }
    }
    for (index, mut splits) in splits {
        splits.sort_by_key(|event| (event.on().map(span), event.id()));
        let (Some(track), Some(split)) = (view.tracks.get(index), splits.first()) else {
            continue;
        };
        let (Some(on), Some(whole)) = (split.on(), split.group()) else {
            continue;
        };
        if track.group.split_from().is_none() {
            let details = Details::PartWithoutOrigin {
                whole: whole.clone(),
                split: split.id().clone(),
            };
            found.report(Subject::group(track.group), "split_from", details)?;
            continue;
        }
        let own = track.fixes.iter().find(|fix| !fix.is_inherited());
        if let Some(fix) = own.filter(|fix| before(fix.on(), on)) {
            let details = Details::PartBeforeSplit {
                group: track.group.id().clone(),
                split: split.id().clone(),
                on: on.clone(),
            };
            found.judged(subject(fix), "on", details, doubtful(on, fix.on()))?;
        }
    }
    NEXT
}
