//! The people who leave a group, added up, compared with the counts of the group.

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::counts::GroupCounts;
use crate::analysis::{Claim, overdrafts_of_all, repeats_an_interception};
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::check::view::{LEAVING, Span, View, doubtful, span};
use crate::id::Id;
use crate::measure::Estimate;
use crate::record::{Event, EventKind, Figure};

/// What the check knows about one group: counts, departures of people, and arrivals of people.
struct Account<'c, 'd> {
    /// Sorted by first day.
    claims: Vec<(Span, &'c Claim<'d>)>,
    /// Sorted by last day.
    leavers: Vec<(Span, Estimate, &'d Event)>,
    /// How many left at least by the end of a day: by first and by last days.
    left: [Sums; 2],
    /// How many came at most by the end of a day: by first and by last days.
    came: [Sums; 2],
    /// How many times people came in unknown number, by first and by last days.
    unknown: [Sums; 2],
    /// The people who came by an event that may also count the group.
    counted_with: HashMap<&'d Id, Option<u64>>,
}

/// Stands for an open end: more than any number of people.
const OPEN: i128 = 1 << 96;

/// Sums up to the end of each day.
struct Sums(Vec<(NaiveDate, i128)>);

impl Sums {
    fn of(numbers: impl Iterator<Item = (NaiveDate, i128)>) -> Self {
        let mut sums: Vec<_> = numbers.collect();
        sums.sort_unstable();
        let mut sum = 0;
        for (_, number) in &mut sums {
            sum += *number;
            *number = sum;
        }
        Self(sums)
    }

    fn until(&self, day: NaiveDate) -> i128 {
        let count = self.0.partition_point(|(on, _)| *on <= day);
        let last = count.checked_sub(1).and_then(|last| self.0.get(last));
        last.map_or(0, |(_, sum)| *sum)
    }
}

/// Reports groups that more people leave than they have, and groups that still have people after
/// all have left. One finding per group: once a balance is wrong, later events are not compared
/// with it.
pub(super) fn visit<'d>(
    view: &View<'d>,
    counts: &[GroupCounts<'d>],
    retold: &HashMap<&'d Id, &'d Event>,
    found: &mut Found<'_>,
) -> Proceed {
    let mut leavers: HashMap<usize, Vec<(Span, Estimate, &'d Event)>> = HashMap::new();
    let mut judged: HashSet<usize> = HashSet::new();
    for event in view.events_of(LEAVING).filter(|event| event.has_occurred()) {
        let leaving = event.leavers();
        let mut others = others(event).peekable();
        if leaving.is_none() && others.peek().is_none() {
            continue;
        }
        let index = event.group().and_then(|group| view.group_index(group));
        let (Some(index), Some(on)) = (index, event.on()) else {
            continue;
        };
        let told = retold.contains_key(event.id())
            || event.kind() == EventKind::Return && repeats_an_interception(view.dossier, event);
        if told {
            continue;
        }
        let exceeds = |people, stay| alone(counts.get(index)?, span(on), people, stay);
        if let Some(leaving) = leaving {
            // If one event alone has too many people, the other events may be right.
            if let Some(details) = exceeds(leaving, false) {
                judged.insert(index);
                found.report(view.event(event), field(event), details)?;
                continue;
            }
            let leavers = leavers.entry(index).or_default();
            leavers.push((span(on), leaving, event));
        }
        let mut exceeding =
            others.filter_map(|(field, people)| Some((field, exceeds(people, true)?)));
        if let Some((field, details)) = exceeding.next() {
            found.report(view.event(event), field, details)?;
        }
    }
    for (index, leavers) in leavers {
        if let Some(counts) = counts.get(index)
            && !counts.claims().is_empty()
            && !judged.contains(&index)
        {
            let account = Account::of(counts, leavers);
            if account.judge(view, counts, found)? {
                judged.insert(index);
            }
        }
    }
    overdrafts(view, counts, &judged, found)
}

/// One event reports more people leaving, or staying, than anybody ever counted in the group plus
/// all who may have come.
fn alone(
    counts: &GroupCounts<'_>,
    (_, day): Span,
    leaving: Estimate,
    stay: bool,
) -> Option<Details> {
    let (most, counted) = counts.most()?;
    let (since, _) = span(counted.on());
    // People who were present may have left before the count.
    if stay && since > day {
        return None;
    }
    let gains = counts
        .gains()
        .iter()
        .take_while(|((first, _), ..)| *first <= day);
    // People who came by the counting event are included in its count.
    let after =
        gains.filter(|((_, last), _, by)| *last >= since && by.id() != counted.event().id());
    let came = after
        .map(|(_, people, _)| people.map_or(OPEN, high))
        .sum::<i128>();
    (i128::from(leaving.low()) > i128::from(*most) + came).then(|| Details::LeaversExceedGroup {
        leaving,
        group: counted.estimate(),
        counted: counted.event().id().clone(),
        before: Vec::new(),
        stay,
    })
}

/// People whom an event counts in the group besides those who leave: they cannot outnumber the
/// group either.
fn others(event: &Event) -> impl Iterator<Item = (&'static str, Estimate)> {
    let estimate = |figure: Option<&Figure>| figure.map(Figure::estimate);
    let stopped = event
        .headcount()
        .filter(|_| event.kind() == EventKind::Interception && !event.takes_people());
    let survivors = estimate(event.survivors());
    // The dead and missing are not survivors.
    let aboard = survivors.and_then(|survivors| {
        let lost = event.leavers()?;
        Some(Estimate::sum_reported([lost, survivors]))
    });
    let aboard = aboard.or(survivors);
    [
        ("headcount", estimate(stopped)),
        ("injured", estimate(event.injured())),
        ("survivors", aboard),
    ]
    .into_iter()
    .filter_map(|(field, people)| Some((field, people?)))
}

/// The key of the number of people who leave.
fn field(event: &Event) -> &'static str {
    match event.kind() {
        EventKind::Casualty if event.dead().is_none() => "missing",
        EventKind::Casualty => "dead",
        _ => "headcount",
    }
}

fn high(people: Estimate) -> i128 {
    people.high().map_or(OPEN, i128::from)
}

impl<'c, 'd> Account<'c, 'd> {
    fn of(counts: &'c GroupCounts<'d>, mut leavers: Vec<(Span, Estimate, &'d Event)>) -> Self {
        let claims = counts.claims().iter();
        let mut claims: Vec<_> = claims.map(|claim| (span(claim.on()), claim)).collect();
        claims.sort_by_key(|(days, claim)| (*days, claim.event().id()));
        leavers.sort_by_key(|((first, last), _, event)| (*last, *first, event.id()));
        let left = |by: fn(&Span) -> NaiveDate| {
            let low = |people: &Estimate| i128::from(people.low());
            Sums::of(
                leavers
                    .iter()
                    .map(|(days, people, _)| (by(days), low(people))),
            )
        };
        let most = |people: &Option<Estimate>| people.and_then(Estimate::high);
        let came = |by: fn(&Span) -> NaiveDate| {
            let known = |people| most(people).map_or(0, i128::from);
            Sums::of(
                counts
                    .gains()
                    .iter()
                    .map(|(days, people, _)| (by(days), known(people))),
            )
        };
        let unknown = |by: fn(&Span) -> NaiveDate| {
            let many = |people| i128::from(most(people).is_none());
            Sums::of(
                counts
                    .gains()
                    .iter()
                    .map(|(days, people, _)| (by(days), many(people))),
            )
        };
        Self {
            left: [left(|days| days.0), left(|days| days.1)],
            came: [came(|days| days.0), came(|days| days.1)],
            unknown: [unknown(|days| days.0), unknown(|days| days.1)],
            counted_with: (counts.gains().iter())
                .map(|(_, people, event)| (event.id(), most(people)))
                .collect(),
            claims,
            leavers,
        }
    }

    /// The highest count that a claim allows, adjusted so that adding all who came and subtracting
    /// all who left by the end of a day gives the most that may still be in the group. It is
    /// returned after the number of times that people had come in unknown number.
    fn kept(&self, (first, last): Span, claim: &Claim<'_>) -> (i128, i128) {
        let [left, _] = &self.left;
        let ([_, came], [_, unknown]) = (&self.came, &self.unknown);
        let before = |sums: &Sums| first.pred_opt().map_or(0, |day| sums.until(day));
        let kept = high(claim.estimate()) + left.until(last) - before(came);
        // People who came by the counting event are included in its count.
        match self.counted_with.get(claim.event().id()) {
            Some(Some(came)) => (before(unknown), kept - i128::from(*came)),
            Some(None) => (before(unknown) + 1, kept),
            None => (before(unknown), kept),
        }
    }

    /// Returns whether it reported something. Among the claims that may be about a day up to then,
    /// it uses the one that leaves the most room, since any of them may be right.
    fn judge(
        &self,
        view: &View<'_>,
        counts: &GroupCounts<'_>,
        found: &mut Found<'_>,
    ) -> std::ops::ControlFlow<(), bool> {
        let mut claims = self.claims.iter().peekable();
        // Keyed by how many times people came in unknown number: a count from before such an event
        // says nothing.
        let mut widest: HashMap<i128, (i128, Span, &Claim<'_>)> = HashMap::new();
        let ([_, left], [came, _], [unknown, _]) = (&self.left, &self.came, &self.unknown);
        for ((_, day), _, event) in &self.leavers {
            while let Some((days, claim)) = claims.next_if(|((first, _), _)| first <= day) {
                let (before, kept) = self.kept(*days, claim);
                let (most, ..) = widest.entry(before).or_insert((kept, *days, *claim));
                if kept > *most {
                    widest.insert(before, (kept, *days, *claim));
                }
            }
            let Some(&(kept, days, claim)) = widest.get(&unknown.until(*day)) else {
                continue;
            };
            let room = kept + came.until(*day) - left.until(*day);
            if room < 0 {
                self.exceeded(view, (days, claim), (*day, event), found)?;
                return std::ops::ControlFlow::Continue(true);
            }
            if room == 0 {
                let after = self.after_all_left(*day);
                if let Some((on, counted)) = after
                    && came.until(on) == came.until(*day)
                    && unknown.until(on) == unknown.until(*day)
                {
                    let details = Details::CountedAfterAllLeft {
                        group: counts.group().id().clone(),
                        counted: counted.estimate(),
                        before: claim.estimate(),
                        event: claim.event().id().clone(),
                        left: event.id().clone(),
                    };
                    let doubtful = event.on().is_some_and(|on| doubtful(on, counted.on()));
                    found.judged(view.event(counted.event()), "headcount", details, doubtful)?;
                    return std::ops::ControlFlow::Continue(true);
                }
            }
        }
        std::ops::ControlFlow::Continue(false)
    }

    /// The first count, by anybody, that is certainly after a day.
    fn after_all_left(&self, day: NaiveDate) -> Option<(NaiveDate, &'c Claim<'d>)> {
        let past = self.claims.partition_point(|((first, _), _)| *first <= day);
        let mut after = self.claims.iter().skip(past);
        let counted = after.find(|(_, claim)| claim.estimate().low() > 0);
        counted.map(|((_, last), claim)| (*last, *claim))
    }

    fn exceeded(
        &self,
        view: &View<'_>,
        ((_, last), claim): (Span, &Claim<'_>),
        (day, event): (NaiveDate, &Event),
        found: &mut Found<'_>,
    ) -> Proceed {
        let leavers = self.leavers.iter();
        let since = leavers.filter(|((first, until), ..)| *first > last && *until <= day);
        let before = since.clone().filter(|(.., one)| one.id() != event.id());
        let details = Details::LeaversExceedGroup {
            leaving: Estimate::sum_reported(since.clone().map(|(_, people, _)| *people)),
            group: claim.estimate(),
            counted: claim.event().id().clone(),
            before: before.map(|(.., one)| one.id().clone()).collect(),
            stay: false,
        };
        let doubtful = event.on().is_some_and(|on| doubtful(on, claim.on()));
        found.judged(view.event(event), field(event), details, doubtful)
    }
}

/// What the ledger knows beyond the claims of each group: a part without a count is at most what
/// was left of its whole.
fn overdrafts(
    view: &View<'_>,
    counts: &[GroupCounts<'_>],
    judged: &HashSet<usize>,
    found: &mut Found<'_>,
) -> Proceed {
    let mut splits = view.events_of([EventKind::Split]);
    let mut leaving = view.events_of(LEAVING);
    let split = splits.any(Event::has_occurred);
    if !split && !leaving.any(|event| event.has_occurred() && event.leavers().is_some()) {
        return NEXT;
    }
    for overdraft in overdrafts_of_all(view.dossier) {
        let event = overdraft.event();
        let index = event.group().and_then(|group| view.group_index(group));
        let counts = index.and_then(|index| counts.get(index));
        let (Some(counts), Some(on)) = (counts, event.on()) else {
            continue;
        };
        if index.is_some_and(|index| judged.contains(&index)) {
            continue;
        }
        let (held, taken) = (overdraft.held(), overdraft.taken());
        let (_, day) = span(on);
        let mut until = counts
            .claims()
            .iter()
            .filter(|claim| span(claim.on()).0 <= day);
        if event.leavers().is_some() {
            // Counted groups are judged above.
            let Some(last) = overdraft.made_by().last() else {
                continue;
            };
            if until.next().is_none() {
                let details = Details::LeaversExceedGroup {
                    leaving: taken,
                    group: held,
                    counted: last.id().clone(),
                    before: Vec::new(),
                    stay: false,
                };
                found.judged(view.event(event), field(event), details, on.is_qualified())?;
            }
        } else if event.kind() == EventKind::Split
            && event.headcount().map(Figure::estimate).is_none()
            && until.all(|claim| high(claim.estimate()) < i128::from(taken.low()))
        {
            let details = Details::PartsExceedWhole {
                whole: held,
                parts: taken,
            };
            found.judged(view.event(event), "parts", details, on.is_qualified())?;
        }
    }
    NEXT
}
