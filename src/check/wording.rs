//! Phrases that the messages of findings share.

use smol_str::SmolStr;

use crate::id::Id;
use crate::measure::{Distance, Pace, Per, Percent};
use crate::place::{CountryCode, PlaceCode};
use crate::record::{Change, PartyKind, Rank, TravelMode};
use crate::time::{Period, When};

/// A pace in whole kilometres, or with a decimal if rounding would hide that it is above the limit.
pub(super) fn above(pace: Pace, limit: Distance) -> String {
    if pace.slow().km().round() > limit.km() {
        format!("{pace:.0}")
    } else {
        format!("{pace:.1}")
    }
}

/// For a rate: " a day".
pub(super) fn each(per: Option<Per>) -> String {
    per.map(|per| format!(" a {per}")).unwrap_or_default()
}

/// "on foot", "by vehicle".
pub(super) fn manner(mode: TravelMode) -> &'static str {
    match mode {
        TravelMode::Foot => "on foot",
        TravelMode::Vehicle => "by vehicle",
        TravelMode::Train => "by train",
        TravelMode::Boat => "by boat",
        TravelMode::Air => "by air",
        TravelMode::Mixed => "partly by vehicle",
        TravelMode::Unknown => "by any vehicle",
    }
}

/// "a person that belongs to an office".
pub(super) fn belongs(kind: PartyKind, whole: PartyKind) -> String {
    let article = |kind: PartyKind| match kind {
        PartyKind::Office | PartyKind::Organisation => "an",
        _ => "a",
    };
    let (one, other) = (article(kind), article(whole));
    format!("{one} {kind} that belongs to {other} {whole}")
}

/// One source that quotes itself, or several that quote each other.
pub(super) fn quotes_itself(sources: usize) -> String {
    match sources.saturating_sub(1) {
        0 => "quotes itself".to_owned(),
        1 => "quotes itself, by way of another".to_owned(),
        others => format!("quotes itself, by way of {others} others"),
    }
}

/// "the figure of the fiscal year (statistic fy)", "the sum of the months of the fiscal year
/// 2022-10/2023-09".
pub(super) fn of_fiscal(year: Period, statistic: Option<&Id>) -> String {
    match statistic {
        Some(statistic) => format!("the figure of the fiscal year (statistic {statistic})"),
        None => format!("the sum of the months of the fiscal year {year}"),
    }
}

/// "spans 61 days", "is open".
pub(super) fn span(days: Option<u64>) -> String {
    days.map_or("is open".to_owned(), |days| format!("spans {days} days"))
}

/// "since 2021-01-26", "until 2025-01-20", or both.
pub(super) fn tenure(since: Option<&When>, until: Option<&When>) -> String {
    match (since, until) {
        (Some(since), Some(until)) => format!("since {since} until {until}"),
        (Some(since), None) => format!("since {since}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => "for an unknown time".to_owned(),
    }
}

/// The country or the party that hosts a meeting or has a delegation.
pub(super) fn side(country: Option<CountryCode>, party: Option<&Id>) -> String {
    let country = country.map(|country| country.to_string());
    country
        .or_else(|| party.map(Id::to_string))
        .unwrap_or_default()
}

/// The other recommended figure: for a group on a day, or for a series and a period.
pub(super) fn recommended_too(
    claim: (Option<&Id>, Option<&When>),
    event: Option<&Id>,
    statistic: Option<&Id>,
) -> String {
    match (claim, event, statistic) {
        ((Some(group), Some(on)), Some(event), _) => {
            format!("event {event} is recommended for {group} on {on} too")
        }
        (_, _, Some(statistic)) => {
            format!("statistic {statistic} of the same series and period is recommended too")
        }
        _ => "another is recommended too".to_owned(),
    }
}

/// " in 3 events", if people left in earlier events too.
pub(super) fn in_turn(before: usize) -> String {
    match before {
        0 => String::new(),
        before => format!(" in {} events", before.saturating_add(1)),
    }
}

/// "3 parts have 103% of the whole together", "150% is more than the whole".
pub(super) fn above_whole(percent: Percent, parts: usize) -> String {
    match parts {
        1 => format!("{percent} is more than the whole"),
        parts => format!("{parts} parts have {percent} of the whole together"),
    }
}

/// "link l1", "event e2".
pub(super) fn reported_by(link: Option<&Id>, event: Option<&Id>) -> String {
    match (link, event) {
        (Some(link), _) => format!("link {link}"),
        (None, Some(event)) => format!("event {event}"),
        (None, None) => "another report".to_owned(),
    }
}

/// "an outcome", "3 outcomes".
pub(super) fn outcomes_of(outcomes: usize) -> String {
    match outcomes {
        1 => "an outcome".to_owned(),
        outcomes => format!("{outcomes} outcomes"),
    }
}

/// The codes, or the first three of many.
pub(super) fn listed(codes: &[PlaceCode]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<_> = codes.iter().take(SHOWN).map(PlaceCode::as_str).collect();
    match codes.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A period, with its last day unless it is a single day.
pub(super) fn whole_period(period: Period) -> String {
    match period.days() {
        1 => period.to_string(),
        _ => format!("{period} (until {})", period.last()),
    }
}

/// ", as were 3 more of the series".
pub(super) fn revised_too(figures: usize) -> String {
    match figures.saturating_sub(1) {
        0 => String::new(),
        1 => ", as was 1 more of the series".to_owned(),
        more => format!(", as were {more} more of the series"),
    }
}

/// "8 parts by nationality", "2 parts of its period".
pub(super) fn parts_by(count: usize, dimensions: &[SmolStr]) -> String {
    let parts = if count == 1 { "part" } else { "parts" };
    if dimensions.is_empty() {
        format!("{count} {parts} of its period")
    } else {
        format!("{count} {parts} by {}", dimensions.join(" and "))
    }
}

/// ", as in 2 more periods".
pub(super) fn differ_too(periods: usize) -> String {
    match periods.saturating_sub(1) {
        0 => String::new(),
        1 => ", as in 1 more period".to_owned(),
        more => format!(", as in {more} more periods"),
    }
}

/// ", as are 35 more".
pub(super) fn published_too(figures: usize) -> String {
    match figures.saturating_sub(1) {
        0 => String::new(),
        1 => ", as is 1 more".to_owned(),
        more => format!(", as are {more} more"),
    }
}

/// ", of 3 months in all".
pub(super) fn in_all(gap: Period, months: u32) -> String {
    if gap.whole_months() == Some(months) {
        String::new()
    } else {
        format!(", of {months} months in all")
    }
}

/// "up 31% on 2023-11", "down by 5,000 on 2023-11", "up on 2023-11".
pub(super) fn changed(change: &Change) -> String {
    let (direction, from) = (change.direction(), change.from());
    match (change.percent(), change.by()) {
        (Some(percent), _) => format!("{direction} {percent} on {from}"),
        (None, Some(by)) => format!("{direction} by {by} on {from}"),
        (None, None) => format!("{direction} on {from}"),
    }
}

/// "the highest since 2019", "the lowest".
pub(super) fn ranked(rank: &Rank) -> String {
    let extreme = if rank.is_highest() {
        "the highest"
    } else {
        "the lowest"
    };
    match rank.since() {
        Some(since) => format!("{extreme} since {since}"),
        None => extreme.to_owned(),
    }
}
