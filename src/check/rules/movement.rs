//! Groups on the move.

use std::ops::ControlFlow;

use crate::check::Details;
use crate::check::finding::Found;
use crate::check::view::{Fix, Track, View};
use crate::{Distance, Pace, TravelMode};

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> ControlFlow<()> {
    for track in &view.tracks {
        implausible_speed(view, track, found)?;
    }
    ControlFlow::Continue(())
}

/// Each fix against the one before it. Where that one was itself found implausible, it may be the
/// wrong one of the two: then it is enough to be plausible from the one before that.
fn implausible_speed(view: &View<'_>, track: &Track<'_>, found: &mut Found<'_>) -> ControlFlow<()> {
    let mut before = view.inherited(track, |_| true);
    let mut doubted = None;
    for fix in &track.fixes {
        let too_fast = before.and_then(|before| too_fast(view, track, &before, fix));
        let from_doubted = |doubted: &Fix<'_>| self::too_fast(view, track, doubted, fix).is_none();
        match too_fast {
            Some(_) if doubted.as_ref().is_some_and(from_doubted) => {
                (before, doubted) = (Some(*fix), None);
            }
            Some((details, qualified)) => {
                found.judged(fix.subject(), fix.field(), details, qualified)?;
                doubted = Some(*fix);
            }
            None => (before, doubted) = (Some(*fix), None),
        }
    }
    ControlFlow::Continue(())
}

/// Whether even the slowest reading, the most days that the dates allow, is above the limit; and
/// whether that rests on a doubtful date.
fn too_fast(
    view: &View<'_>,
    track: &Track<'_>,
    before: &Fix<'_>,
    fix: &Fix<'_>,
) -> Option<(Details, bool)> {
    let mode = track.group.mode();
    let limit = match mode {
        TravelMode::Foot => view.limits.walking_km_per_day(),
        // Nobody knows how much of the way a mixed group rode.
        TravelMode::Vehicle | TravelMode::Mixed | TravelMode::Unknown => {
            view.limits.vehicle_km_per_day()
        }
    };
    if before.place.code() == fix.place.code() {
        return None;
    }
    let geodesic = before.place.distance_to(fix.place).ok()?;
    let days = before.on.days_until(fix.on)?;
    let most = count(days.most()?);
    if geodesic.km() <= limit * most {
        return None;
    }
    let details = Details::ImplausibleSpeed {
        group: track.group.id().clone(),
        from: before.place.code(),
        since: before.event.id().clone(),
        geodesic,
        days,
        pace: Pace::covering(geodesic, count(days.least()), Some(most)).ok()?,
        mode,
        limit: Distance::from_km(limit).ok()?,
    };
    Some((details, before.on.is_qualified() || fix.on.is_qualified()))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "days of the calendar are far below 2⁵³"
)]
fn count(days: u64) -> f64 {
    days as f64
}
