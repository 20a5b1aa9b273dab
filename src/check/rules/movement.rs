//! Groups on the move.

use std::ops::ControlFlow;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::roads::below_geodesic;
use crate::analysis::{Fix, Line, arrives_again};
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::check::view::{View, before, doubtful, field, in_order, subject};
use crate::limits;
use crate::measure::{Distance, DistanceRange, Pace};
use crate::place::PlaceCode;
use crate::record::{EventKind, MigrantGroup, Status, TravelMode};
use crate::time::Days;

/// Returns the events that place a group where it cannot have been.
pub(super) fn visit<'v>(
    view: &'v View<'_>,
    found: &mut Found<'_>,
) -> ControlFlow<(), HashSet<&'v str>> {
    let mut misplaced = HashSet::new();
    let regions = Regions::of(view);
    let ways = MODES.map(|mode| ways(view, mode));
    let reported = view.lines.states(|reported: &mut Travelled<'_>, fix| {
        reported.pass(view, fix);
    });
    for ((index, line), reported) in view.lines.iter().enumerate().zip(reported) {
        let mode = MODES.iter().zip(&ways);
        let mut of_group = mode.filter(|(mode, _)| **mode == limited_as(line.group()));
        let way = of_group.find_map(|(_, ways)| ways.get(index));
        moves(
            view,
            line,
            way.copied().unwrap_or_default(),
            &regions,
            &mut misplaced,
            found,
        )?;
        claims(view, line, reported, found)?;
        halts(line, found)?;
        landings(line, found)?;
        plans(view, line, way.copied().unwrap_or_default(), found)?;
    }
    ControlFlow::Continue(misplaced)
}

/// The modes that have a limit of their own.
const MODES: [TravelMode; 5] = [
    TravelMode::Foot,
    TravelMode::Vehicle,
    TravelMode::Train,
    TravelMode::Boat,
    TravelMode::Air,
];

/// The mode whose limit applies to a group.
fn limited_as(group: &MigrantGroup) -> TravelMode {
    match group.mode() {
        TravelMode::Mixed | TravelMode::Unknown => TravelMode::Vehicle,
        mode => mode,
    }
}

/// The most that a group travels in a day; `None` if there is no limit.
fn limit_a_day(view: &View<'_>, mode: TravelMode) -> Option<Distance> {
    Distance::from_km(view.km_per_day(mode)).ok()
}

/// Compares each fix with the one before it. If that one was itself implausible, it may be the
/// wrong one of the two; then a fix only has to be plausible from the one before that.
#[derive(Clone, Copy, Default)]
struct LastSeen<'d> {
    last: Option<Fix<'d>>,
    doubted: Option<Fix<'d>>,
}

enum Move<'d> {
    TooFast(Fix<'d>, Pace, TravelMode),
    From(Option<Fix<'d>>),
}

impl<'d> LastSeen<'d> {
    fn pass(&mut self, view: &View<'_>, group: TravelMode, fix: &Fix<'d>) -> Move<'d> {
        let too_fast = |from: Fix<'d>| {
            let mode = view.mode_between(&from, fix, group);
            let pace = too_fast(limit_a_day(view, mode)?, &from, fix)?;
            Some((from, pace, mode))
        };
        let from_last = self.last.and_then(too_fast);
        let start = match (from_last, self.doubted) {
            (None, _) => self.last,
            (Some(_), Some(doubted)) if too_fast(doubted).is_none() => Some(doubted),
            (Some((last, pace, mode)), _) => {
                self.doubted = Some(*fix);
                return Move::TooFast(last, pace, mode);
            }
        };
        (self.last, self.doubted) = (Some(*fix), None);
        Move::From(start)
    }
}

/// The state of each group after the fixes that it inherits, judged by the limit of this mode: the
/// other group may have travelled by other means.
fn ways<'d>(view: &View<'d>, mode: TravelMode) -> Vec<LastSeen<'d>> {
    let mut lines = view.lines.iter();
    if lines.all(|line| line.is_whole() || limited_as(line.group()) != mode) {
        return vec![LastSeen::default(); view.lines.iter().len()];
    }
    view.lines.states(|way: &mut LastSeen<'d>, fix| {
        way.pass(view, mode, fix);
    })
}

fn moves<'d>(
    view: &View<'d>,
    line: &Line<'d>,
    mut way: LastSeen<'d>,
    regions: &Regions,
    misplaced: &mut HashSet<&'d str>,
    found: &mut Found<'_>,
) -> Proceed {
    let group = line.group();
    for fix in line.rest() {
        let came = way.pass(view, group.mode(), fix);
        if fix.is_inherited() {
            continue;
        }
        match came {
            Move::TooFast(from, pace, mode) => {
                let limit = limit_a_day(view, mode);
                let Some(details) =
                    limit.and_then(|limit| implausible(group, (mode, limit), &from, fix, pace))
                else {
                    continue;
                };
                let doubtful = doubtful(from.on(), fix.on());
                misplaced.insert(fix.event().id().as_str());
                found.judged(subject(fix), field(fix, group), details, doubtful)?;
            }
            Move::From(Some(start)) if by_land(view.mode_between(&start, fix, group.mode())) => {
                regions.leap(group, &start, fix, found)?;
            }
            Move::From(_) => {}
        }
    }
    NEXT
}

/// The planned moves after the last fix, each compared with the one before it. Of several
/// conditional moves, only one may happen.
fn plans<'d>(
    view: &View<'d>,
    line: &Line<'d>,
    mut way: LastSeen<'d>,
    found: &mut Found<'_>,
) -> Proceed {
    let group = line.group();
    let mut planned: Vec<_> = (line.ahead().iter())
        .filter(|event| event.status() == Status::Planned && event.kind().is_movement())
        .filter_map(|event| {
            let place = view.place(event.place()?)?;
            Some(Fix::of_plan(event, event.on()?, place))
        })
        .filter(|plan| {
            line.rest()
                .last()
                .is_none_or(|last| !before(plan.on(), last.on()))
        })
        .collect();
    if planned.is_empty() {
        return NEXT;
    }
    for fix in line.rest() {
        way.pass(view, group.mode(), fix);
    }
    planned.sort_by(in_order);
    for plan in &planned {
        if let Move::TooFast(from, pace, mode) = way.pass(view, group.mode(), plan) {
            let limit = limit_a_day(view, mode);
            let details =
                limit.and_then(|limit| implausible(group, (mode, limit), &from, plan, pace));
            if let Some(details) = details {
                let doubtful = doubtful(from.on(), plan.on());
                found.judged(subject(plan), field(plan, group), details, doubtful)?;
            }
        }
    }
    NEXT
}

/// Whether the pace is above the limit even in the slowest reading: the most days that the dates
/// allow.
fn too_fast(limit: Distance, before: &Fix<'_>, fix: &Fix<'_>) -> Option<Pace> {
    if before.place().code() == fix.place().code() {
        return None;
    }
    let pace = before.pace_to(fix).filter(|pace| pace.slow() > limit)?;
    // The dates may also allow the opposite order.
    let back = fix.pace_to(before);
    back.is_none_or(|back| back.slow() > limit).then_some(pace)
}

fn implausible(
    group: &MigrantGroup,
    (mode, limit): (TravelMode, Distance),
    before: &Fix<'_>,
    fix: &Fix<'_>,
    pace: Pace,
) -> Option<Details> {
    let (geodesic, _) = before.apart(fix)?;
    let days = before.on().days_until(fix.on())?;
    let day = before
        .on()
        .as_day()
        .filter(|day| fix.on().as_day() == Some(*day));
    let arrives = matches!(fix.event().kind(), EventKind::Arrival);
    Some(match day {
        // A group that neither departs nor arrives was seen in both places.
        Some(day) if !before.is_departure() && !arrives => Details::GroupInTwoPlaces {
            group: group.id().clone(),
            day,
            other: before.place().into(),
            other_event: before.event().id().clone(),
            geodesic_km: geodesic,
        },
        _ => Details::ImplausibleSpeed {
            group: group.id().clone(),
            from: before.place().code(),
            since: before.event().id().clone(),
            geodesic_km: geodesic,
            days,
            km_per_day: pace,
            mode,
            limit_km_per_day: limit,
        },
    })
}

/// Whether this mode keeps to the links, which are roads.
fn by_land(mode: TravelMode) -> bool {
    !matches!(mode, TravelMode::Train | TravelMode::Boat | TravelMode::Air)
}

/// The places that the links of the dossier connect, each with the number of its part of the
/// network. An isolated link gives the length of a road and is not a network.
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
        let of: HashMap<_, _> = index
            .into_iter()
            .map(|(code, at)| (code, root(&mut parent, at)))
            .collect();
        let mut places: HashMap<usize, usize> = HashMap::new();
        for region in of.values() {
            *places.entry(*region).or_default() += 1;
        }
        let joined = of.into_iter();
        let joined = joined.filter(|(_, region)| places.get(region).is_some_and(|many| *many > 2));
        Self {
            of: joined.collect(),
        }
    }

    /// A move between two places of the network that no chain of links connects.
    fn leap(
        &self,
        group: &MigrantGroup,
        from: &Fix<'_>,
        to: &Fix<'_>,
        found: &mut Found<'_>,
    ) -> Proceed {
        let regions = self
            .of
            .get(&from.place().code())
            .zip(self.of.get(&to.place().code()));
        // A group that was not at the place itself may have been on the other side.
        let off = || from.within() + to.within() > Distance::ZERO;
        if regions.is_none_or(|(from, to)| from == to) || off() {
            return NEXT;
        }
        let details = Details::LeapWithoutLink {
            group: group.id().clone(),
            from: from.place().into(),
            to: to.place().into(),
        };
        found.report(subject(to), field(to, group), details)
    }
}

/// The root of a set of connected places. It moves the places that it passes upwards, which keeps
/// all walks short.
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

/// The distance that a group has reportedly travelled since its first departure, and the highest so
/// far.
#[derive(Clone, Copy, Default)]
struct Travelled<'d> {
    start: Option<Fix<'d>>,
    most: Option<(DistanceRange, Fix<'d>)>,
    /// The fastest of the modes that fixes since then state.
    fastest: Option<TravelMode>,
}

impl<'d> Travelled<'d> {
    /// Returns the earlier figure if the new one is lower.
    fn pass(&mut self, view: &View<'_>, fix: &Fix<'d>) -> Option<(DistanceRange, Fix<'d>)> {
        // A group that departs again each morning is still measured from its first departure.
        if fix.is_departure() && self.start.is_none() {
            (self.start, self.most, self.fastest) = (Some(*fix), None, None);
        }
        if let Some(mode) = fix.event().mode() {
            self.fastest = Some(view.faster(mode, self.fastest));
        }
        let travelled = fix.travelled()?;
        let tolerance = view.limits.seat_tolerance_km();
        let fell = self.most.filter(|(before, earlier)| {
            let less = travelled
                .high()
                .is_some_and(|most| before.low().km() - most.km() > tolerance);
            less && self::before(earlier.on(), fix.on())
        });
        // A vague figure that may be lower does not replace the one before.
        let tells = |(before, _): (DistanceRange, Fix<'d>)| {
            travelled.is_exact() || travelled.low() >= before.low()
        };
        // A wrong figure is not kept as the basis for later ones.
        let group = fix
            .event()
            .group()
            .and_then(|group| view.dossier.group(group));
        let mode = group.map_or(TravelMode::Unknown, MigrantGroup::mode);
        let too_far = self.too_far(view, mode, fix).is_some();
        if fell.is_none() && !too_far && self.most.is_none_or(tells) {
            self.most = Some((travelled, *fix));
        }
        fell
    }

    /// Whether the distance is more than its days allow by this mode, or by the fastest since; with
    /// the days.
    fn too_far(
        &self,
        view: &View<'_>,
        mode: TravelMode,
        fix: &Fix<'_>,
    ) -> Option<(Days, TravelMode)> {
        let (start, travelled) = (self.start?, fix.travelled()?);
        let mode = view.faster(mode, self.fastest);
        let days = start.on().days_until(fix.on())?;
        let allowed = view.km_per_day(mode) * count(days.most()?);
        (travelled.low().km() > allowed).then_some((days, mode))
    }
}

/// Distances travelled must not fall, and must not be more than their days allow.
fn claims<'d>(
    view: &View<'d>,
    line: &Line<'d>,
    mut reported: Travelled<'d>,
    found: &mut Found<'_>,
) -> Proceed {
    for fix in line.rest() {
        let fell = reported.pass(view, fix);
        let Some(travelled) = fix.travelled().filter(|_| !fix.is_inherited()) else {
            continue;
        };
        if let Some((before, earlier)) = fell {
            // If the distance is below the geodesic, another finding reports that.
            let start = reported.start.as_ref();
            if start.is_some_and(|start| below_geodesic(view.limits, start, fix, travelled)) {
                continue;
            }
            let details = Details::TravelledFalls {
                before_km: before,
                event: earlier.event().id().clone(),
                travelled_km: travelled,
            };
            let doubtful = doubtful(earlier.on(), fix.on());
            found.judged(subject(fix), "travelled_km", details, doubtful)?;
            continue;
        }
        let too_far = reported.too_far(view, line.group().mode(), fix);
        let (Some(start), Some((days, mode))) = (reported.start, too_far) else {
            continue;
        };
        let limit = limit_a_day(view, mode);
        // If the geodesic itself is too far, another finding reports that.
        if limit
            .and_then(|limit| too_fast(limit, &start, fix))
            .is_none()
        {
            let details = Details::TravelledTooFar {
                travelled_km: travelled,
                days,
                mode,
                limit_km_per_day: limit.unwrap_or(Distance::ZERO),
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

/// Arrivals at one place with different numbers on different days, and nothing in between.
fn landings(line: &Line<'_>, found: &mut Found<'_>) -> Proceed {
    let stays = line
        .rest()
        .chunk_by(|fix, next| fix.place() == next.place() && !next.is_departure());
    for stay in stays {
        let mut own = stay.iter().filter(|fix| !fix.is_inherited());
        let Some(first) = own.find(|fix| fix.event().kind() == EventKind::Arrival) else {
            continue;
        };
        let again = own.filter(|fix| arrives_again(first, fix));
        let Some(second) = again.clone().next() else {
            continue;
        };
        let details = Details::ArrivalRepeated {
            group: line.group().id().clone(),
            first: first.event().id().clone(),
            arrivals: again.count().saturating_add(1),
        };
        found.judged(
            subject(second),
            "group",
            details,
            doubtful(first.on(), second.on()),
        )?;
    }
    NEXT
}

/// A halt that lasts longer than the time until the group is elsewhere.
fn halts(line: &Line<'_>, found: &mut Found<'_>) -> Proceed {
    let stays: Vec<_> = line
        .rest()
        .chunk_by(|fix, next| fix.place() == next.place())
        .collect();
    let nexts = stays.iter().zip(stays.iter().skip(1));
    let halts = nexts.filter_map(|(stay, next)| Some((*stay, next.first()?)));
    for (fix, next) in halts.flat_map(|(stay, next)| stay.iter().map(move |fix| (fix, next))) {
        let Some(hours) = fix.event().hours().filter(|_| !fix.is_inherited()) else {
            continue;
        };
        let Some(days) = fix.on().days_until(next.on()) else {
            continue;
        };
        let overruns = (days.most()).is_some_and(|most| hours > limits::HOURS_A_DAY * count(most));
        // If the two places may be one, the group may have stayed.
        let may_stay = || {
            let off = fix.within() + next.within() > Distance::ZERO;
            off && (fix.apart(next)).is_some_and(|(least, _)| least == Distance::ZERO)
        };
        if overruns && !may_stay() {
            let details = Details::HaltOverruns {
                hours,
                days,
                elsewhere: next.place().into(),
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
