//! Parts of a breakdown against their total: one by one, and together.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use smol_str::{SmolStr, StrExt};

use super::periods::most;
use super::rows::{Row, Rows, Span, latest};
use super::sums;
use super::suspects::{Fault, Suspect};
use crate::check::Details;
use crate::id::Id;
use crate::limits::Limits;
use crate::record::SeriesKey;

/// What each publisher says of each series.
pub(super) type Published<'d> = HashMap<(&'d SeriesKey, &'d Id), Rows<'d>>;

pub(super) fn visit<'d>(all: &Published<'d>, limits: &Limits, suspects: &mut Vec<Suspect>) {
    one_by_one(all, suspects);
    together(all, limits, suspects);
}

/// A part that certainly exceeds its total: that of one dimension less, or that of all.
fn one_by_one<'d>(all: &Published<'d>, suspects: &mut Vec<Suspect>) {
    for (&(key, publisher), series) in all.iter().filter(|((key, _), _)| !key.is_total()) {
        let dimensions = key.breakdown().map(|(dimension, _)| dimension);
        let wider = dimensions.map(|dimension| key.without(dimension));
        let wider = wider.chain(Some(key.total()).filter(|_| key.breakdown().len() > 1));
        let keys: Vec<SeriesKey> = wider.collect();
        let wider = keys.iter().filter_map(|key| all.get(&(key, publisher)));
        let wider: Vec<&Rows<'_>> = wider.collect();
        for (span, vintages) in series {
            let Some((part, value)) = latest(vintages) else {
                continue;
            };
            let exceeded = wider.iter().filter_map(|total| {
                let total = total.get(span)?;
                let most = most(total).filter(|most| value.low() > *most)?;
                Some((most, latest(total)?))
            });
            // The least of the totals that it exceeds.
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
}

/// The parts of a total that are told apart by the same dimensions, by their values in these.
type Parts<'r, 'd> = BTreeMap<Vec<&'d str>, &'r Rows<'d>>;

/// Parts that together certainly exceed their total.
fn together<'d>(all: &Published<'d>, limits: &Limits, suspects: &mut Vec<Suspect>) {
    let mut wholes: HashMap<(SeriesKey, &Id, Vec<&str>), Parts<'_, 'd>> = HashMap::new();
    for (&(key, publisher), series) in all.iter().filter(|((key, _), _)| !key.is_total()) {
        let mut add = |total: SeriesKey, dimensions: Vec<&'d str>, values| {
            if all.contains_key(&(&total, publisher)) {
                let parts = wholes.entry((total, publisher, dimensions)).or_default();
                parts.insert(values, series);
            }
        };
        for (dimension, value) in key.breakdown() {
            add(key.without(dimension), vec![dimension], vec![value]);
        }
        if key.breakdown().len() > 1 {
            let (dimensions, values) = key.breakdown().unzip();
            add(key.total(), dimensions, values);
        }
    }
    for ((total, publisher, dimensions), mut parts) in wholes {
        let Some(total) = all.get(&(&total, publisher)) else {
            continue;
        };
        apart(&dimensions, &mut parts);
        if parts.len() < 2 {
            continue;
        }
        let mut by_span: HashMap<Span, Vec<&[Row<'d>]>> = HashMap::new();
        for rows in parts.values() {
            for (span, vintages) in rows.iter().filter(|(_, rows)| latest(rows).is_some()) {
                by_span.entry(*span).or_default().push(vintages);
            }
        }
        for (span, parts) in by_span.iter().filter(|(_, parts)| parts.len() > 1) {
            let total = total.get(span);
            let sum = total.and_then(|total| sums::beside(total, parts, limits));
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
}

/// Words for a part that is all of them, in the tables of Eurostat, IOM and UNHCR.
const ALL: [&str; 8] = ["all", "any", "both", "t", "todos", "tot", "total", "totals"];

/// Leaves out what holds other parts or is held by them: a part for all, and of ranges of age that
/// overlap all but the first and longest. Where ages are ranges, other words for ages say nothing.
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

/// The first and the last year of a range of age: `0-17`, `18+`, `<14`, and Eurostat's `Y14-17`, `Y_LT14`,
/// `Y_GE65`.
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
