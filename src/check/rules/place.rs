//! Places, and the distances between them.

use std::ops::ControlFlow;

use crate::check::Details;
use crate::check::finding::{Found, Subject};
use crate::check::view::{Fix, Track, View};
use crate::{Distance, Link, Place};

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> ControlFlow<()> {
    for link in view.dossier.links() {
        link_below_geodesic(view, link, found)?;
    }
    for track in &view.tracks {
        claims_below_geodesic(view, track, found)?;
    }
    ControlFlow::Continue(())
}

/// The straight line, where the road is shorter than that by more than the tolerance of seats.
fn above_road(view: &View<'_>, from: &Place, to: &Place, road: Distance) -> Option<Distance> {
    let geodesic = from.distance_to(to).ok()?;
    (geodesic.km() - road.km() > view.limits.seat_tolerance_km()).then_some(geodesic)
}

fn link_below_geodesic(view: &View<'_>, link: &Link, found: &mut Found<'_>) -> ControlFlow<()> {
    let ends = view.place(link.from()).zip(view.place(link.to()));
    let (Some((from, to)), Some(road)) = (ends, link.road()) else {
        return ControlFlow::Continue(());
    };
    let Some(geodesic) = above_road(view, from, to, road) else {
        return ControlFlow::Continue(());
    };
    let details = Details::RoadBelowGeodesic {
        from: from.code(),
        to: to.code(),
        road,
        geodesic,
    };
    found.report(Subject::link(link, from, to), "road_km", details)
}

/// What a group is said to have travelled since its departure, against the line from there: of
/// several departures the last, which is kind to the group.
fn claims_below_geodesic(
    view: &View<'_>,
    track: &Track<'_>,
    found: &mut Found<'_>,
) -> ControlFlow<()> {
    let mut start = view.inherited(track, Fix::departs);
    for fix in &track.fixes {
        if fix.departs() {
            start = Some(*fix);
        }
        let (Some(start), Some(road)) = (start, fix.travelled()) else {
            continue;
        };
        if let Some(geodesic) = above_road(view, start.place, fix.place, road) {
            let details = Details::RoadBelowGeodesic {
                from: start.place.code(),
                to: fix.place.code(),
                road,
                geodesic,
            };
            found.report(fix.subject(), "travelled_km", details)?;
        }
    }
    ControlFlow::Continue(())
}
