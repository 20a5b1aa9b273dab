//! Roads: compares the stated length of the way between two places with the map and with other
//! reports.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::analysis::Fix;
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed, Subject};
use crate::check::view::{View, subject};
use crate::id::Id;
use crate::limits::Limits;
use crate::measure::{Distance, DistanceRange};
use crate::place::{Place, PlaceCode};
use crate::route::{Link, Network};

/// One report of the length of the way between two places.
struct Report<'d> {
    from: &'d Place,
    to: &'d Place,
    road: DistanceRange,
    /// How much shorter than the geodesic between the seats it may be, since the group may have
    /// been away from the seat.
    off: Distance,
    by: Reporter<'d>,
}

/// The record that reports it: a link, or an event that states how far a group has travelled.
enum Reporter<'d> {
    Link(&'d Link),
    Event(Fix<'d>),
}

impl Report<'_> {
    fn id(&self) -> &Id {
        match &self.by {
            Reporter::Link(link) => link.id(),
            Reporter::Event(fix) => fix.event().id(),
        }
    }

    fn subject(&self) -> Subject {
        match &self.by {
            Reporter::Link(link) => Subject::link(link, self.from, self.to),
            Reporter::Event(fix) => subject(fix),
        }
    }

    fn field(&self) -> &'static str {
        match &self.by {
            Reporter::Link(_) => "road_km",
            Reporter::Event(_) => "travelled_km",
        }
    }

    fn is_link(&self) -> bool {
        matches!(self.by, Reporter::Link(_))
    }

    /// Both directions have the same length.
    fn pair(&self) -> (PlaceCode, PlaceCode) {
        let (from, to) = (self.from.code(), self.to.code());
        (from.min(to), from.max(to))
    }
}

pub(super) fn visit<'d>(
    view: &View<'d>,
    misplaced: &HashSet<&str>,
    found: &mut Found<'_>,
) -> Proceed {
    let mut reports = of_links(view.dossier.links(), |code| view.place(code));
    // The distance travelled is measured from the first departure.
    let set_out = |start: &mut Option<Fix<'d>>, fix: &Fix<'d>| {
        if fix.is_departure() && start.is_none() {
            *start = Some(*fix);
        }
    };
    for (line, mut start) in view.lines.iter().zip(view.lines.states(set_out)) {
        for fix in line.rest() {
            set_out(&mut start, fix);
            if let (Some(start), Some(road), false) = (start, fix.travelled(), fix.is_inherited())
                && start.place().code() != fix.place().code()
                && !misplaced.contains(fix.event().id().as_str())
            {
                let (from, to) = (start.place(), fix.place());
                reports.push(Report {
                    from,
                    to,
                    road,
                    off: start.within() + fix.within(),
                    by: Reporter::Event(*fix),
                });
            }
        }
    }
    among(&reports, view.limits, found)
}

/// Whether the reported distance travelled is less than the geodesic from the first departure. If
/// so, a finding about the road reports it, and no second finding is needed.
pub(super) fn below_geodesic(
    limits: &Limits,
    start: &Fix<'_>,
    fix: &Fix<'_>,
    travelled: DistanceRange,
) -> bool {
    let straight = start.apart(fix).map(|(least, _)| least);
    straight
        .zip(travelled.high())
        .is_some_and(|(straight, most)| straight.km() - most.km() > limits.seat_tolerance_km())
}

/// The same for the links of a network.
pub(in crate::check) fn of_network(
    network: &Network,
    limits: &Limits,
    found: &mut Found<'_>,
) -> Proceed {
    let reports = of_links(network.links(), |code| network.place(code));
    among(&reports, limits, found)
}

fn of_links<'d>(
    links: &'d [Link],
    place: impl Fn(PlaceCode) -> Option<&'d Place>,
) -> Vec<Report<'d>> {
    let report = |link: &'d Link| {
        let (from, to) = place(link.from()).zip(place(link.to()))?;
        Some(Report {
            from,
            to,
            road: link.road()?.into(),
            off: Distance::ZERO,
            by: Reporter::Link(link),
        })
    };
    links.iter().filter_map(report).collect()
}

fn among(reports: &[Report<'_>], limits: &Limits, found: &mut Found<'_>) -> Proceed {
    let mut pairs: HashMap<_, Vec<usize>> = HashMap::new();
    for (index, report) in reports.iter().enumerate() {
        pairs.entry(report.pair()).or_default().push(index);
    }
    let mut in_miles = HashSet::new();
    for (_, indices) in pairs {
        let mut alike: Vec<_> = indices
            .into_iter()
            .filter_map(|index| Some((index, reports.get(index)?)))
            .collect();
        // If the seats are closer together than their tolerance, the ratio of two lengths says
        // nothing.
        let near = |report: &Report<'_>| {
            let geodesic = report.from.geodesic_to(report.to);
            geodesic.is_ok_and(|apart| apart.km() < limits.seat_tolerance_km())
        };
        if alike.len() > 1 {
            let near = alike.iter().any(|(_, report)| near(report));
            // A rounded figure can neither equal another nor be its length in miles.
            alike.retain(|(_, report)| report.road.is_exact());
            alike.sort_by_key(|(_, report)| (report.road.best(), report.field(), report.id()));
            if !near {
                miles(&alike, limits, &mut in_miles, found)?;
            }
            disagree(&alike, limits, &in_miles, found)?;
        }
    }
    for (index, report) in reports.iter().enumerate() {
        if !in_miles.contains(&index) {
            against_geodesic(report, limits, found)?;
        }
    }
    NEXT
}

fn against_geodesic(report: &Report<'_>, limits: &Limits, found: &mut Found<'_>) -> Proceed {
    let Ok(geodesic) = report.from.geodesic_to(report.to) else {
        return NEXT;
    };
    let Report { road, .. } = *report;
    let (from, to) = (report.from.code(), report.to.code());
    let tolerance = limits.seat_tolerance_km();
    let straight = geodesic.km() - report.off.km();
    let below = road
        .high()
        .is_some_and(|most| straight - most.km() > tolerance);
    let details = if below {
        Details::RoadBelowGeodesic {
            from,
            to,
            road_km: road,
            geodesic_km: geodesic,
        }
    } else if report.is_link() && road.best().km() > limits.detour() * (geodesic.km() + tolerance) {
        Details::DetourTooLong {
            from,
            to,
            road_km: road.best(),
            geodesic_km: geodesic,
        }
    } else {
        return NEXT;
    };
    found.report(report.subject(), report.field(), details)
}

/// Finds reports of one stretch of which one is 1.609 times the other: the smaller is in miles.
/// Both iterators advance by length, so one pass suffices.
fn miles(
    alike: &[(usize, &Report<'_>)],
    limits: &Limits,
    in_miles: &mut HashSet<usize>,
    found: &mut Found<'_>,
) -> Proceed {
    let mut longer = alike.iter();
    let mut candidate = longer.next();
    for (index, report) in alike {
        let road = report.road.best();
        let Ok(if_miles) = Distance::from_miles(road.km()) else {
            continue;
        };
        let off = limits.mile_tolerance() * if_miles.km();
        // However wide the tolerance, only a longer report can be the same length in kilometres.
        let too_short = |other: &Report<'_>| {
            other.road.best() <= road || other.road.best().km() < if_miles.km() - off
        };
        while candidate.is_some_and(|(_, other)| too_short(other)) {
            candidate = longer.next();
        }
        if let Some((_, other)) = candidate
            && other.road.best().km() <= if_miles.km() + off
        {
            in_miles.insert(*index);
            let id = |of_link| (other.is_link() == of_link).then(|| other.id().clone());
            let details = Details::MilesAsKilometres {
                road_km: road,
                other_km: other.road.best(),
                link: id(true),
                event: id(false),
            };
            found.report(report.subject(), report.field(), details)?;
        }
    }
    NEXT
}

/// Two links for one stretch that differ by more than reports of the same road do.
fn disagree(
    alike: &[(usize, &Report<'_>)],
    limits: &Limits,
    in_miles: &HashSet<usize>,
    found: &mut Found<'_>,
) -> Proceed {
    let mut links = alike
        .iter()
        .filter(|(index, report)| report.is_link() && !in_miles.contains(index))
        .map(|(_, report)| report);
    let Some(shortest) = links.next() else {
        return NEXT;
    };
    let Some(longest) = links.next_back() else {
        return NEXT;
    };
    let (short, long) = (shortest.road.best(), longest.road.best());
    if long.km() - short.km() > limits.road_disagreement() * long.km() {
        let details = Details::RoadsDisagree {
            road_km: long,
            other_km: short,
            link: shortest.id().clone(),
        };
        found.report(longest.subject(), longest.field(), details)?;
    }
    NEXT
}
