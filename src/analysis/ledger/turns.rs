//! A set of turns.

use std::cmp::Ordering;
use std::ops::Range;

/// A set of turns as its runs, in order, no two of which touch: what waits for an uncertain day are
/// few turns, and what is over between them may be thousands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Turns {
    runs: Vec<Range<usize>>,
}

impl Turns {
    /// The runs, in order.
    pub(super) fn runs(&self) -> impl Iterator<Item = &Range<usize>> {
        self.runs.iter()
    }

    /// The run in which the turn is.
    pub(super) fn run_of(&self, turn: usize) -> Option<&Range<usize>> {
        let after = self.runs.partition_point(|run| run.start <= turn);
        let run = self.runs.get(after.checked_sub(1)?)?;
        run.contains(&turn).then_some(run)
    }

    pub(super) fn last(&self) -> Option<usize> {
        self.runs.last()?.end.checked_sub(1)
    }

    pub(super) fn insert(&mut self, turn: usize) {
        if self.run_of(turn).is_some() {
            return;
        }
        let (mut run, at) = (
            turn..turn.saturating_add(1),
            self.runs.partition_point(|run| run.start < turn),
        );
        let mut touched = at..at;
        if let Some(next) = self.runs.get(at).filter(|next| next.start == run.end) {
            run.end = next.end;
            touched.end += 1;
        }
        let before = at.checked_sub(1).and_then(|before| self.runs.get(before));
        if let Some(before) = before.filter(|before| before.end == run.start) {
            run.start = before.start;
            touched.start -= 1;
        }
        self.runs.splice(touched, [run]);
    }

    /// Takes out the run that starts with the turn.
    pub(super) fn take_run(&mut self, turn: usize) -> Option<Range<usize>> {
        let at = self
            .runs
            .binary_search_by_key(&turn, |run| run.start)
            .ok()?;
        Some(self.runs.remove(at))
    }

    pub(super) fn clear(&mut self) {
        self.runs.clear();
    }
}

/// That of their turns, one by one.
impl Ord for Turns {
    fn cmp(&self, other: &Self) -> Ordering {
        let alike = self.runs.iter().zip(&other.runs);
        let alike = alike.take_while(|(one, other)| one == other).count();
        let [ours, theirs] = [self, other].map(|turns| turns.runs.get(alike..).unwrap_or_default());
        match (ours, theirs) {
            ([], _) | (_, []) => ours.len().cmp(&theirs.len()),
            ([one, rest @ ..], [other, others @ ..]) if one.start == other.start => {
                // Where one run ends, the other goes on: with a lesser turn than any of a next run.
                let shorter = one.end.cmp(&other.end);
                let rest = if shorter.is_lt() { rest } else { others };
                if rest.is_empty() {
                    shorter
                } else {
                    shorter.reverse()
                }
            }
            ([one, ..], [other, ..]) => one.start.cmp(&other.start),
        }
    }
}

impl PartialOrd for Turns {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn of(turns: &[usize]) -> Turns {
        let mut all = Turns::default();
        for &turn in turns {
            all.insert(turn);
        }
        all
    }

    proptest! {
        #[test]
        fn is_a_set(
            one in prop::collection::vec(0_usize..12, 0..12),
            other in prop::collection::vec(0_usize..12, 0..12),
        ) {
            let (turns, set) = (of(&one), BTreeSet::from_iter(one));
            prop_assert!(turns.runs().cloned().flatten().eq(set.iter().copied()));
            prop_assert!((0..12).all(|turn| turns.run_of(turn).is_some() == set.contains(&turn)));
            prop_assert_eq!(turns.last(), set.last().copied());
            let runs: Vec<_> = turns.runs().collect();
            prop_assert!(runs.windows(2).all(|pair| pair[0].end < pair[1].start));
            let others = of(&other);
            let order = set.cmp(&BTreeSet::from_iter(other));
            prop_assert_eq!(turns.cmp(&others), order);
            prop_assert_eq!(turns.partial_cmp(&others), Some(order));
            let mut cleared = turns.clone();
            cleared.clear();
            prop_assert_eq!(cleared, Turns::default());
        }
    }
}
