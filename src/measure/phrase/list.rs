//! Several figures in one phrase: a sum, two bounds on one figure, or a total and its parts.
//!
//! ```text
//! list = item { ("," | "and" | "but" | "including") item }
//!      | item "(" ["including"] item { ("," | "and") item } ")"
//! ```

use super::cursor::{Counted, Cursor, Qualifiers};
use super::error::PhraseError;
use super::grammar::{Amount, Item};
use super::lexicon::{Ages, NounKind, Qualifier, Sense};
use super::noun::Noun;
use super::part::{self, Breakdown, Part};
use super::sentence::Meaning;
use crate::measure::{Estimate, Grouped, Per};
use crate::shown::shortened;

/// What a phrase counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Count<'a> {
    pub(crate) total: Estimate,
    pub(crate) noun: Noun<'a>,
    /// The time that it is an average over, if a rate was allowed.
    pub(crate) per: Option<Per>,
    /// The parts of the total, as far as they are stated.
    pub(crate) parts: Vec<Part<'a>>,
    /// `None` if the parts, if any, make up the total; else the refusal with the place where they
    /// start.
    pub(crate) partial: Option<PhraseError>,
}

impl<'a> Count<'a> {
    /// The composition of the total: each part in its dimensions.
    pub(crate) fn composition(&self) -> Vec<(Breakdown<'a>, Estimate)> {
        part::composition(&self.parts, self.partial.is_none())
    }
}

/// What joins an item to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joined {
    Comma,
    And,
    But,
    Including,
}

impl<'a> Cursor<'_, 'a> {
    /// Reads all the figures of the phrase.
    pub(super) fn count(mut self) -> Result<Count<'a>, PhraseError> {
        let first = self.item()?;
        let mut rest: Vec<(Joined, Item<'a>)> = Vec::new();
        let in_brackets = self.at_parts();
        if in_brackets {
            self.advance();
            if let Some(Sense::Including | Sense::OfThem) = self.sense(0) {
                self.advance();
            }
            rest.push((Joined::Including, self.item()?));
        }
        loop {
            let named = rest
                .last()
                .map_or(&first, |(_, item)| item)
                .noun
                .kind
                .is_some();
            let Some(joined) = self.joined(named) else {
                break;
            };
            let item = self.item()?;
            let joined = if item.noun.of_them {
                Joined::Including
            } else {
                joined
            };
            rest.push((joined, item));
        }
        if in_brackets {
            self.pass(Meaning::Close)?;
        }
        if !self.lexemes.is_empty() {
            first.estimate(Qualifiers::default())?;
            return Err(self.misplaced());
        }
        let items = std::iter::once(&first).chain(rest.iter().map(|(_, item)| item));
        if self.counted == Counted::People
            && let Some(thing) = items
                .clone()
                .find(|item| !item.noun.kind.is_none_or(NounKind::is_of_people))
        {
            return Err(thing.noun.no_people());
        }
        if rest.is_empty() {
            if let (Amount::Range { low, high, .. }, None) = (first.amount, first.noun.kind)
                && low.number.is_year()
                && high.number.is_year()
            {
                return Err(low.number.unclear());
            }
            return Ok(Count {
                total: first.estimate(Qualifiers::default())?,
                noun: first.noun,
                per: first.per,
                parts: Vec::new(),
                partial: None,
            });
        }
        if let Some(rate) = items.clone().find(|item| item.per.is_some()) {
            return Err(PhraseError::not_a_count(
                self.words(rate.span.0, rate.span.1),
                rate.span.0,
                "is a rate beside another figure",
            ));
        }
        self.compose(&first, &rest)
    }

    /// Whether the composition of the figure follows in brackets: "300 (200 men, 100 women)".
    fn at_parts(&self) -> bool {
        if self.meaning(0) != Some(Meaning::Open) {
            return false;
        }
        let inside = self.ahead(1);
        if let Some(Sense::Including | Sense::OfThem) = inside.sense(0) {
            return true;
        }
        // A bare number there may be a year, and families are the same people in another unit.
        let mut part = inside;
        inside.at_item()
            && part
                .item()
                .is_ok_and(|part| part.noun.kind.is_some_and(NounKind::is_of_people))
    }

    /// How another figure is joined to those before it, if one follows.
    fn joined(&mut self, named: bool) -> Option<Joined> {
        let comma = usize::from(self.meaning(0) == Some(Meaning::Comma));
        let (joined, words) = match self.sense(comma) {
            Some(Sense::Including | Sense::OfThem) => (Joined::Including, comma + 1),
            Some(Sense::But) => (Joined::But, comma + 1),
            Some(Sense::And | Sense::Y | Sense::E) if comma == 0 || named => {
                (Joined::And, comma + 1)
            }
            // "6,000, 8,000" are more likely two figures for one crowd than two crowds.
            Some(Sense::Before(qualifier) | Sense::Beside(qualifier))
                if comma == 1 && qualifier.is_bound() =>
            {
                (Joined::Comma, 1)
            }
            _ if comma == 1 && named => (Joined::Comma, 1),
            _ => return None,
        };
        *self = self.ahead(words);
        Some(joined)
    }

    fn words(&self, from: usize, to: usize) -> &'a str {
        self.phrase.get(from..to).unwrap_or_default().trim_end()
    }

    fn compose(
        &self,
        first: &Item<'a>,
        rest: &[(Joined, Item<'a>)],
    ) -> Result<Count<'a>, PhraseError> {
        if let [(joined, second)] = rest
            && let Some(interval) = interval(first, *joined, second)?
        {
            return Ok(interval);
        }
        if let Some((_, but)) = rest.iter().find(|(joined, _)| *joined == Joined::But) {
            return Err(self.doubtful(first, but)?);
        }
        let all = || std::iter::once(first).chain(rest.iter().map(|(_, item)| item));
        let including = rest
            .iter()
            .position(|(joined, _)| *joined == Joined::Including);
        match including {
            Some(0) => self.total(first, rest),
            Some(_) => {
                let last = rest.last().map_or(first, |(_, last)| last);
                Err(self.doubtful(first, last)?)
            }
            None if may_be_added(all(), rest) => sum(all()),
            None => {
                let (joined, second) = rest.first().copied().unwrap_or((Joined::And, *first));
                if joined == Joined::Comma && may_be_parts(first, rest) {
                    self.total(first, rest)
                } else {
                    Err(self.doubtful(first, &second)?)
                }
            }
        }
    }

    /// Reads a total and its parts.
    fn total(
        &self,
        first: &Item<'a>,
        rest: &[(Joined, Item<'a>)],
    ) -> Result<Count<'a>, PhraseError> {
        let total = first.estimate(Qualifiers::default())?;
        let items = || rest.iter().map(|(_, item)| item);
        let parts = items()
            .map(|item| {
                item.estimate(Qualifiers::default()).map(|estimate| Part {
                    noun: item.noun,
                    estimate,
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let together = sum(items())?.total;
        let second = rest.first().map_or(first, |(_, second)| second);
        // "Seven, with seven aboard": the same people, or as many others.
        if let [part] = parts.as_slice()
            && part.estimate.best() == total.best()
        {
            return Err(self.doubtful(first, second)?);
        }
        if are_apart(&parts) && total.high().is_some_and(|most| together.low() > most) {
            return Err(self.doubtful(first, second)?);
        }
        let (from, to) = (
            second.span.0,
            rest.last().map_or(second.span.1, |(_, last)| last.span.1),
        );
        let is_whole = together.best() == total.best() && are_apart(&parts);
        let partial = (!is_whole).then(|| PhraseError::Partial {
            words: shortened(self.words(from, to)),
            at: from,
            total: Grouped(total.best()).to_string().into(),
        });
        Ok(Count {
            total,
            noun: first.noun,
            per: None,
            parts,
            partial,
        })
    }

    /// The refusal of two figures that may be a sum, or two counts of the same people.
    fn doubtful(&self, one: &Item<'a>, other: &Item<'a>) -> Result<PhraseError, PhraseError> {
        let (first, second) = (
            one.estimate(Qualifiers::default())?,
            other.estimate(Qualifiers::default())?,
        );
        let (low, high) = (first.best(), second.best());
        let together = first
            .checked_add(second)
            .map_err(|error| PhraseError::Estimate {
                error,
                at: other.span.0,
            })?;
        let bare = one.noun.kind.is_none() || other.noun.kind.is_none();
        let (one_grouped, other_grouped) = (Grouped(low), Grouped(high));
        let alternative = if bare && low < high {
            format!("{one_grouped} to {other_grouped}")
        } else if low < high || one.noun.has_source() && other.noun.has_source() {
            format!("{one_grouped} by one count and {other_grouped} by another")
        } else {
            format!("{one_grouped}, of which {other_grouped}")
        };
        Ok(PhraseError::doubtful(
            self.words(one.span.0, other.span.1),
            one.span.0,
            format!("{} together", Grouped(together.best())),
            alternative,
        ))
    }
}

/// Whether the figures count different people. Women and men are different; children and girls are
/// not. Refugees and returnees, or Hondurans and Cubans, are different if "and" joins them; "300
/// Hondurans, 100 sick" are not. Those who escort or meet migrants, such as soldiers, are of no kind
/// that is added to them.
fn may_be_added<'i, 'a: 'i>(
    items: impl Iterator<Item = &'i Item<'a>>,
    rest: &[(Joined, Item<'a>)],
) -> bool {
    let is_closed = rest
        .last()
        .is_some_and(|(joined, _)| *joined == Joined::And);
    let is_less = |item: &Item<'_>, before: Option<&Item<'_>>| {
        let best = |item: &Item<'_>| Some(item.estimate(Qualifiers::default()).ok()?.best());
        before.is_some_and(|before| best(item) < best(before))
    };
    let mut one: Option<NounKind> = None;
    let mut last = None;
    for item in items {
        let before = last.replace(item);
        let Some(kind) = item.noun.kind else {
            return false;
        };
        one = Some(match (one, kind) {
            (None, NounKind::Demographic(_)) => kind,
            // In "seven boys and a minor", the minor is not one of the seven.
            (Some(NounKind::Demographic(ages)), NounKind::Demographic(more))
                if !ages.meets(more) || is_closed && !ages.has(more) && is_less(item, before) =>
            {
                NounKind::Demographic(ages.and(more))
            }
            (None, NounKind::Status | NounKind::Unknown) if is_closed && is_plural(item) => kind,
            (Some(other), NounKind::Status | NounKind::Unknown)
                if is_closed && other == kind && is_plural(item) =>
            {
                kind
            }
            _ => return false,
        });
    }
    true
}

/// Whether the noun looks like a plural: in "100 arrived and 50 left" none does.
fn is_plural(item: &Item<'_>) -> bool {
    let first = item.noun.words.split(' ').next().unwrap_or_default();
    let first = first.to_lowercase();
    item.noun.kind != Some(NounKind::Unknown)
        || first.ends_with(['s', 'x'])
        || first.ends_with("ese")
}

/// Whether the figures after the first may be its parts: people of certain ages, or a single figure
/// of people in some condition.
fn may_be_parts(first: &Item<'_>, rest: &[(Joined, Item<'_>)]) -> bool {
    let kinds = || rest.iter().map(|(_, item)| item.noun.kind);
    let is_demographic = |kind| matches!(kind, Some(NounKind::Demographic(_)));
    match (first.noun.kind, rest) {
        (_, [(_, part)]) if part.noun.kind == Some(NounKind::Condition) => {
            first.noun.kind != Some(NounKind::Condition)
        }
        (Some(NounKind::Demographic(ages)), _) => kinds().all(
            |kind| matches!(kind, Some(NounKind::Demographic(part)) if part != ages && ages.has(part)),
        ),
        (Some(NounKind::People | NounKind::Status | NounKind::Act | NounKind::Unknown), _) => {
            kinds().all(is_demographic)
        }
        _ => false,
    }
}

/// Whether no two parts may have people in common.
fn are_apart(parts: &[Part<'_>]) -> bool {
    let mut all: Option<Ages> = None;
    parts.iter().all(|part| match part.noun.kind {
        Some(NounKind::Demographic(ages)) => {
            let apart = all.is_none_or(|all| !all.meets(ages));
            all = Some(all.map_or(ages, |all| all.and(ages)));
            apart
        }
        _ => parts.len() == 1,
    })
}

/// "More than 6,000 and fewer than 7,000": two bounds on one crowd.
fn interval<'a>(
    first: &Item<'a>,
    joined: Joined,
    second: &Item<'a>,
) -> Result<Option<Count<'a>>, PhraseError> {
    let bound = |item: &Item<'a>| item.own.bound.filter(|_| item.own.near.is_none());
    let (low, high) = match (bound(first), bound(second)) {
        (Some(Qualifier::AtLeast), Some(Qualifier::AtMost)) => (first, second),
        (Some(Qualifier::AtMost), Some(Qualifier::AtLeast)) => (second, first),
        _ => return Ok(None),
    };
    let noun = match (first.noun.kind, second.noun.kind) {
        (_, None) => first.noun,
        (None, _) => second.noun,
        (Some(_), Some(_)) if first.noun.words == second.noun.words => first.noun,
        _ => return Ok(None),
    };
    let (Amount::Figure(least), Amount::Figure(most)) = (low.amount, high.amount) else {
        return Ok(None);
    };
    if joined == Joined::Including {
        return Ok(None);
    }
    let total = Estimate::between(least.value()?, most.value()?).map_err(|error| {
        PhraseError::Estimate {
            error,
            at: second.at,
        }
    })?;
    Ok(Some(Count {
        total,
        noun,
        per: None,
        parts: Vec::new(),
        partial: None,
    }))
}

/// Adds the figures. A qualifier carries over to the plain figures after it.
fn sum<'i, 'a: 'i>(items: impl Iterator<Item = &'i Item<'a>>) -> Result<Count<'a>, PhraseError> {
    let mut carried = Qualifiers::default();
    let mut total: Option<Estimate> = None;
    let mut noun = None;
    let mut parts = Vec::new();
    for item in items {
        if !item.own.is_empty() {
            carried = item.own;
        }
        let estimate = item.estimate(carried)?;
        total = Some(match total {
            None => estimate,
            Some(total) => total
                .checked_add(estimate)
                .map_err(|error| PhraseError::Estimate { error, at: item.at })?,
        });
        noun.get_or_insert(item.noun);
        parts.push(Part {
            noun: item.noun,
            estimate,
        });
    }
    Ok(Count {
        total: total.unwrap_or(Estimate::exactly(0)),
        noun: noun.unwrap_or(Noun::NONE),
        per: None,
        parts,
        partial: None,
    })
}
