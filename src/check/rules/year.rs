//! Days in the wrong year.

use chrono::{Datelike, NaiveDate};

use crate::check::Details;
use crate::check::finding::{Flow, Found, NEXT};
use crate::check::view::{Track, View, before, span, subject};
use crate::limits::{JOURNEY_GAP_DAYS, YEAR_OFF_DAYS};
use crate::{Distance, Fix, Speed, When};

/// The first fix of a group or its last, at least 300 days from all others, of which none is more
/// than a month from the next; with another year, and the same day, it is among them, no later than
/// its reports and the dossier, and the group need not have been too fast.
pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Flow {
    for track in &view.tracks {
        if let Some((fix, details)) = mistyped(view, track) {
            found.report(subject(fix), "on", details)?;
        }
    }
    NEXT
}

fn mistyped<'t>(view: &View<'_>, track: &'t Track<'_>) -> Option<(&'t Fix<'t>, Details)> {
    let (first, after) = track.fixes.split_first()?;
    let (last, others) = track.fixes.split_last()?;
    [(first, after, 1), (last, others, -1)]
        .into_iter()
        .filter(|(fix, ..)| !fix.is_inherited())
        .find_map(|(fix, others, years)| {
            let written = fix.on().as_day()?;
            let (earliest, latest) = journey(others)?;
            let (nearest, days) = if years > 0 {
                (others.first()?, between(written, earliest))
            } else {
                (others.last()?, between(latest, written))
            };
            let fits = written.with_year(written.year().checked_add(years)?)?;
            let reach = chrono::Days::new(JOURNEY_GAP_DAYS.unsigned_abs());
            let among = earliest.checked_sub_days(reach)? <= fits
                && fits <= latest.checked_add_days(reach)?;
            let right = days >= YEAR_OFF_DAYS
                && among
                && is_reported_later(view, fix, fits)
                && can_be_walked(view, track, fix, others, fits);
            right.then(|| {
                let details = Details::YearMistyped {
                    on: fix.on().clone(),
                    fits,
                    nearest: nearest.event().id().clone(),
                    days: days.unsigned_abs(),
                };
                (fix, details)
            })
        })
}

fn between(earlier: NaiveDate, later: NaiveDate) -> i64 {
    later.signed_duration_since(earlier).num_days()
}

/// The first and the last day of fixes of several events, none of which is far from the next.
fn journey(fixes: &[Fix<'_>]) -> Option<(NaiveDate, NaiveDate)> {
    let (start, mut end) = span(fixes.first()?.on());
    let mut days = 1;
    for fix in fixes {
        let (first, last) = span(fix.on());
        if between(end, first) > JOURNEY_GAP_DAYS {
            return None;
        }
        days += i32::from(first > end);
        end = end.max(last);
    }
    (days > 1 && start > NaiveDate::MIN && end < NaiveDate::MAX).then_some((start, end))
}

/// Whether the day is not after that of the dossier, nor after a report of the event.
fn is_reported_later(view: &View<'_>, fix: &Fix<'_>, day: NaiveDate) -> bool {
    let Ok(on) = When::day(day) else { return false };
    let sources = fix.event().sources().iter();
    let mut published = sources
        .filter_map(|id| view.dossier.source(id))
        .filter_map(|source| source.published());
    day <= view.dossier.as_of() && !published.any(|published| before(published, &on))
}

/// Whether neither the way to the place on that day nor the way on from there is too fast.
fn can_be_walked(
    view: &View<'_>,
    track: &Track<'_>,
    fix: &Fix<'_>,
    others: &[Fix<'_>],
    day: NaiveDate,
) -> bool {
    let a_day = view.km_per_day(track.group.mode());
    let (Ok(on), Ok(a_day)) = (When::day(day), Distance::from_km(a_day)) else {
        return false;
    };
    let there = (fix.place(), &on);
    others.iter().all(|other| {
        let that = (other.place(), other.on());
        let speed = if before(other.on(), &on) {
            Speed::between(that, there)
        } else {
            Speed::between(there, that)
        };
        speed.is_none_or(|speed| !speed.exceeds(a_day).is_certain())
    })
}
