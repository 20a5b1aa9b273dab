//! A part of a total, and its dimensions.

use super::lexicon::{Ages, NounKind};
use super::noun::Noun;
use crate::measure::Estimate;

/// A part of a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    pub(crate) noun: Noun<'a>,
    pub(crate) estimate: Estimate,
}

/// Which people a part has: dimensions with their values.
pub(crate) type Breakdown<'a> = Vec<(&'static str, &'a str)>;

const FEMALE: (&str, &str) = ("sex", "female");
const MALE: (&str, &str) = ("sex", "male");
const MINOR: (&str, &str) = ("age", "0-17");
const ADULT: (&str, &str) = ("age", "18+");

/// The parts by sex and age; any other part is a `group`, in the words of the report.
///
/// Women and men are adults if there are minors beside them and the parts make up the total.
pub(super) fn composition<'a>(parts: &[Part<'a>], are_all: bool) -> Vec<(Breakdown<'a>, Estimate)> {
    let ages = |part: &Part<'_>| match part.noun.kind {
        Some(NounKind::Demographic(ages)) => Some(ages),
        _ => None,
    };
    let together = parts.iter().filter_map(ages).fold(Ages::NONE, Ages::and);
    let adults_apart = are_all && together.meets(Ages::MINORS);
    let breakdown = |part: &Part<'a>| -> Breakdown<'a> {
        match ages(part) {
            Some(Ages::WOMEN) if adults_apart => vec![ADULT, FEMALE],
            Some(Ages::MEN) if adults_apart => vec![ADULT, MALE],
            Some(Ages::WOMEN | Ages::FEMALES) => vec![FEMALE],
            Some(Ages::MEN | Ages::MALES) => vec![MALE],
            Some(Ages::GIRLS) => vec![MINOR, FEMALE],
            // "Niños" are boys only beside "niñas".
            Some(Ages::BOYS) if together.has(Ages::GIRLS) => vec![MINOR, MALE],
            Some(Ages::CHILDREN | Ages::MINORS) => vec![MINOR],
            Some(Ages::ADULTS) => vec![ADULT],
            _ => vec![("group", part.noun.words)],
        }
    };
    let mut composition: Vec<(Breakdown<'a>, Estimate)> = Vec::new();
    for part in parts.iter().filter(|part| !part.noun.words.is_empty()) {
        let named = breakdown(part);
        let is_taken = composition.iter().any(|(other, _)| *other == named);
        let named = if is_taken {
            vec![("group", part.noun.words)]
        } else {
            named
        };
        composition.push((named, part.estimate));
    }
    composition
}
