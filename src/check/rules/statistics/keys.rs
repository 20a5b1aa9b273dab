//! Keys of series that look alike, or that look like something else.

use std::collections::BTreeMap;

use super::OfKey;
use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::place::{Area, CountryCode};
use crate::record::{Nature, SeriesKey, Statistic};

pub(super) fn visit(all: &[OfKey<'_>], found: &mut Found<'_>) -> Proceed {
    let mut alike: BTreeMap<Folded, &Statistic> = BTreeMap::new();
    for OfKey {
        key, statistics, ..
    } in all
    {
        let Some(&statistic) = statistics.first() else {
            continue;
        };
        if let Some(area) = key.area()
            && let Some(meant) = code_meant(area)
        {
            let details = Details::AreaLikeCode {
                area: area.clone(),
                meant,
            };
            found.report(super::of_statistic(statistic), "area", details)?;
        }
        let first = alike.entry(folded(key)).or_insert(statistic);
        if first.key() != *key {
            let details = Details::SeriesAlike {
                field: differing(first.key(), key),
                first: first.id().clone(),
            };
            found.report(
                super::of_statistic(statistic),
                differing(first.key(), key),
                details,
            )?;
        }
    }
    NEXT
}

type Folded = (String, String, Nature, String, Vec<(String, String)>);

/// What two spellings of one key share.
fn folded(key: &SeriesKey) -> Folded {
    let unit = word(key.unit().as_str());
    let unit = unit.strip_suffix('s').unwrap_or(&unit).to_owned();
    let breakdown = key.breakdown();
    (
        word(key.indicator()),
        unit,
        key.nature(),
        key.area().map_or_else(|| key.site().to_string(), area),
        breakdown
            .map(|(name, value)| (word(name), word(value)))
            .collect(),
    )
}

/// Lower case, with single spaces between words.
fn word(text: &str) -> String {
    let words: Vec<_> = text
        .split([' ', '_', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").to_lowercase()
}

/// The name of a country or an M49 region, whether given by name or by code.
fn area(area: &Area) -> String {
    let text = area.as_str();
    let code = text.to_ascii_uppercase();
    let country = area.country().or_else(|| code.parse().ok());
    let name = country
        .map(CountryCode::name)
        .or_else(|| area.region_name());
    word(name.unwrap_or(text))
}

/// What a name may stand for if it has the form of a code: two or three letters, or one or two
/// digits.
fn code_meant(area: &Area) -> Option<&'static str> {
    let text = area.as_str();
    if area.country().is_some() || area.region_name().is_some() {
        return None;
    }
    let is = |of: fn(&u8) -> bool| text.bytes().all(|byte| of(&byte));
    match text.len() {
        2 if is(u8::is_ascii_alphabetic) => Some("a country, which has two capitals (ISO 3166-1)"),
        3 if is(u8::is_ascii_uppercase) => Some("a country, which has two capitals (ISO 3166-1)"),
        1 | 2 if is(u8::is_ascii_digit) => Some("a region, which has three digits (UN M49)"),
        _ => None,
    }
}

/// The first key on the wire in which two series differ.
fn differing(one: &SeriesKey, other: &SeriesKey) -> &'static str {
    if one.indicator() != other.indicator() {
        "indicator"
    } else if one.unit() != other.unit() {
        "unit"
    } else if one.site() != other.site() {
        "area"
    } else {
        "breakdown"
    }
}
