//! Dates many years before the day of the dossier: typing errors such as `0023-11`.

use chrono::{Datelike, NaiveDate};
use foldhash::HashSet;
use smol_str::{SmolStr, ToSmolStr};

use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed, Subject};
use crate::check::view::View;
use crate::limits::{REMOTE_EVENT_YEARS, REMOTE_PERIOD_YEARS};
use crate::time::When;

/// Whether an event on that date is outside the time of the dossier.
pub(super) fn is_remote(view: &View<'_>, on: &When) -> bool {
    let latest = on.latest();
    latest.is_some_and(|day| years_before(view.dossier.as_of(), day) >= REMOTE_EVENT_YEARS)
}

/// `mistyped` has the events whose year is known to be wrong.
pub(super) fn visit(view: &View<'_>, mistyped: &HashSet<&str>, found: &mut Found<'_>) -> Proceed {
    let dossier = view.dossier;
    let as_of = dossier.as_of();
    for source in dossier.sources() {
        let subject = || Subject::source(source);
        doubted(
            as_of,
            source.published(),
            REMOTE_EVENT_YEARS,
            subject,
            "published",
            found,
        )?;
    }
    for party in dossier.parties() {
        for (field, date) in [("since", party.since()), ("until", party.until())] {
            let subject = || Subject::party(party);
            doubted(as_of, date, REMOTE_PERIOD_YEARS, subject, field, found)?;
        }
    }
    for event in dossier.events() {
        let dates = [
            (
                "on",
                event
                    .on()
                    .filter(|_| !mistyped.contains(event.id().as_str())),
            ),
            ("convened_on", event.convened_on()),
            ("starts", event.starts()),
            ("ends", event.ends()),
        ];
        for (field, date) in dates {
            doubted(
                as_of,
                date,
                REMOTE_EVENT_YEARS,
                || view.event(event),
                field,
                found,
            )?;
        }
    }
    for statistic in dossier.statistics() {
        let subject = || Subject::statistic(statistic.id(), statistic.key(), statistic.period());
        let period = statistic.period();
        let years = years_before(as_of, period.last());
        if years >= REMOTE_PERIOD_YEARS {
            let details = remote(period.to_smolstr(), years, as_of);
            found.report(subject(), "period", details)?;
        }
        // If the day is that of a source, it is reported with the source.
        if let Some(published) = statistic.published() {
            let years = years_before(as_of, published);
            if years >= REMOTE_EVENT_YEARS {
                let details = remote(published.to_smolstr(), years, as_of);
                found.report(subject(), "published", details)?;
            }
        }
    }
    NEXT
}

fn years_before(as_of: NaiveDate, day: NaiveDate) -> i32 {
    as_of.year() - day.year()
}

fn remote(date: SmolStr, years: i32, as_of: NaiveDate) -> Details {
    Details::DateRemote {
        date,
        years: years.unsigned_abs(),
        as_of,
    }
}

fn doubted(
    as_of: NaiveDate,
    date: Option<&When>,
    limit: i32,
    subject: impl FnOnce() -> Subject,
    field: &'static str,
    found: &mut Found<'_>,
) -> Proceed {
    let Some((date, latest)) = date.and_then(|date| Some((date, date.latest()?))) else {
        return NEXT;
    };
    let years = years_before(as_of, latest);
    if years < limit {
        return NEXT;
    }
    let details = remote(date.to_smolstr(), years, as_of);
    found.judged(subject(), field, details, date.is_qualified())
}
