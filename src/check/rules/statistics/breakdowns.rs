//! Compares the parts of a breakdown with their total: one by one, and together.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};
use smol_str::{SmolStr, StrExt};

use super::ByKey;
use super::periods::most;
use super::rows::{ByPublisher, Row, Rows, Span, latest};
use super::sums;
use super::suspects::{Fault, Suspect};
use crate::check::Details;
use crate::id::Id;
use crate::limits::Limits;
use crate::record::SeriesKey;

/// A total, the dimensions that distinguish its parts, and the values of one of them.
struct Wider<'d> {
    total: usize,
    dimensions: Vec<&'d str>,
    values: Vec<&'d str>,
}

/// The totals that a key is a part of: those with one dimension less, and the one with none.
fn wider<'d>(by_key: &ByKey<'d>, key: &'d SeriesKey) -> Vec<Wider<'d>> {
    let mut wider = Vec::new();
    for (dimension, value, rest) in by_key.rests.each(key) {
        if let Some(&total) = by_key.index.get(&rest) {
            wider.push(Wider {
                total,
                dimensions: vec![dimension],
                values: vec![value],
            });
        }
    }
    let total = key.total();
    if key.breakdown().len() > 1
        && let Some(&total) = by_key.index.get(&by_key.rests.whole(&total))
    {
        let (dimensions, values) = key.breakdown().unzip();
        wider.push(Wider {
            total,
            dimensions,
            values,
        });
    }
    wider
}

/// The parts of a total that the same dimensions distinguish, by their values in these.
type Parts<'r, 'd> = BTreeMap<Vec<&'d str>, &'r Rows<'d>>;

/// `all` has the figures of each publisher for each key.
pub(super) fn visit(
    by_key: &ByKey<'_>,
    all: &[ByPublisher<'_>],
    limits: &Limits,
    suspects: &mut Vec<Suspect>,
) {
    let mut wholes: HashMap<(usize, &Id, Vec<&str>), Parts<'_, '_>> = HashMap::new();
    for (of, publishers) in by_key.all.iter().zip(all) {
        let wider = wider(by_key, of.key);
        for (&publisher, series) in publishers {
            let totals = wider.iter().filter_map(|wider| {
                let rows = all.get(wider.total)?.get(publisher)?;
                Some((wider, rows))
            });
            let totals: Vec<(&Wider<'_>, &Rows<'_>)> = totals.collect();
            one_by_one(series, &totals, suspects);
            for (wider, _) in totals {
                let whole = (wider.total, publisher, wider.dimensions.clone());
                let parts = wholes.entry(whole).or_default();
                parts.insert(wider.values.clone(), series);
            }
        }
    }
    for ((total, publisher, dimensions), mut parts) in wholes {
        apart(&dimensions, &mut parts);
        let total = all.get(total).and_then(|total| total.get(publisher));
        if let Some(total) = total.filter(|_| parts.len() > 1) {
            together(total, &dimensions, &parts, limits, suspects);
        }
    }
}

/// Reports a part that certainly exceeds a total, with the least of the totals that it exceeds.
fn one_by_one(series: &Rows<'_>, totals: &[(&Wider<'_>, &Rows<'_>)], suspects: &mut Vec<Suspect>) {
    if totals.is_empty() {
        return;
    }
    for (span, vintages) in series.iter() {
        let Some((part, value)) = latest(vintages) else {
            continue;
        };
        let exceeded = totals.iter().filter_map(|(_, total)| {
            let total = total.get(span)?;
            let most = most(total).filter(|most| value.low() > *most)?;
            Some((most, latest(total)?))
        });
        let exceeded = exceeded.min_by_key(|(most, (total, _))| (*most, total.id));
        if let Some((_, (total, of_total))) = exceeded {
            suspects.push(Suspect {
                fault: Fault::Part,
                figures: vec![part.id.clone(), total.id.clone()],
                days: part.period.days(),
                subject: part.subject(),
                field: "value",
                details: Details::PartAboveTotal {
                    part: value,
                    total: of_total,
                    statistic: total.id.clone(),
                },
            });
        }
    }
}

/// Parts that together certainly exceed their total.
fn together(
    total: &Rows<'_>,
    dimensions: &[&str],
    parts: &Parts<'_, '_>,
    limits: &Limits,
    suspects: &mut Vec<Suspect>,
) {
    let known = |(_, rows): &(Span, &[Row<'_>])| latest(rows).is_some();
    let mut by_span: Vec<(Span, &[Row<'_>])> = Vec::new();
    for rows in parts.values() {
        by_span.extend(rows.iter().filter(known));
    }
    by_span.sort_by_key(|(span, _)| *span);
    for parts in by_span.chunk_by(|(one, _), (other, _)| one == other) {
        let total = parts.first().and_then(|(span, _)| total.get(*span));
        let Some(total) = total.filter(|_| parts.len() > 1) else {
            continue;
        };
        let parts: Vec<&[Row<'_>]> = parts.iter().map(|(_, part)| *part).collect();
        let sum = sums::beside(total, &parts, limits);
        let Some(sum) = sum.filter(|sum| sum.is == Ordering::Greater) else {
            continue;
        };
        let (row, of_total) = sum.total;
        suspects.push(Suspect {
            fault: Fault::Sum,
            figures: sum.figures,
            days: row.period.days(),
            subject: row.subject(),
            field: "value",
            details: Details::PartsAboveTotal {
                parts: sum.parts,
                count: parts.len(),
                dimensions: dimensions.iter().copied().map(SmolStr::new).collect(),
                total: of_total,
                statistic: sum.largest.clone(),
            },
        });
    }
}

/// Words for a part that includes all the others, in the tables of Eurostat, IOM and UNHCR.
const ALL: [&str; 8] = ["all", "any", "both", "t", "todos", "tot", "total", "totals"];

/// Drops parts that contain other parts: a part for all and, of age ranges that overlap, all but
/// the first and longest. Where some ages are ranges, parts with other words for ages are dropped
/// too.
fn apart(dimensions: &[&str], parts: &mut Parts<'_, '_>) {
    let is_all = |value: &str| ALL.contains(&value.to_lowercase_smolstr().as_str());
    parts.retain(|values, _| !values.iter().any(|value| is_all(value)));
    for at in 0..dimensions.len() {
        let range = |values: &[&str]| values.get(at).and_then(|value| ages(value));
        let mut ranges: Vec<(u32, u32)> = parts.keys().filter_map(|values| range(values)).collect();
        if ranges.is_empty() {
            continue;
        }
        ranges.sort_by_key(|(first, last)| (*first, std::cmp::Reverse(*last)));
        ranges.dedup();
        let mut kept: Vec<(u32, u32)> = Vec::new();
        for range in ranges {
            if kept.last().is_none_or(|(_, last)| *last < range.0) {
                kept.push(range);
            }
        }
        parts.retain(|values, _| range(values).is_some_and(|range| kept.contains(&range)));
    }
}

/// The first and the last year of an age range: `0-17`, `18+`, `<14`, and Eurostat's `Y14-17`,
/// `Y_LT14`, `Y_GE65`.
fn ages(value: &str) -> Option<(u32, u32)> {
    let text = value.to_uppercase();
    let text = text.strip_prefix('Y').unwrap_or(&text);
    let text = text.trim_start_matches('_').trim();
    let under = ["<", "LT", "UNDER "];
    let under = under.iter().find_map(|word| text.strip_prefix(word));
    if let Some(end) = under {
        let end: u32 = end.trim().parse().ok()?;
        return Some((0, end.checked_sub(1)?));
    }
    let over = text.strip_prefix("GE").or_else(|| text.strip_suffix('+'));
    if let Some(start) = over {
        return Some((start.trim().parse().ok()?, u32::MAX));
    }
    let (first, last) = text.split_once(['-', '–'])?;
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::ages;

    #[test]
    fn ranges_of_age() {
        for (text, range) in [
            ("0-17", Some((0, 17))),
            ("18 – 59", Some((18, 59))),
            ("60+", Some((60, u32::MAX))),
            ("under 5", Some((0, 4))),
            ("<14", Some((0, 13))),
            ("Y_LT14", Some((0, 13))),
            ("Y14-17", Some((14, 17))),
            ("Y_GE65", Some((65, u32::MAX))),
            ("<0", None),
            ("minors", None),
            ("17", None),
        ] {
            assert_eq!(ages(text), range, "{text}");
        }
    }
}
