//! Decides which faults to report if several have the same cause.

use foldhash::{HashSet, HashSetExt};

use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed, Subject};
use crate::id::Id;

/// A fault between figures. The variants are ordered so that an earlier one may explain a later
/// one: if a day has two values, a wrong sum need not be reported too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    Repeated,
    Vintages,
    Year,
    Fall,
    Part,
    Sum,
    Leap,
    Publishers,
    Claim,
}

/// A fault that several figures show together.
pub(super) struct Suspect {
    pub(super) fault: Fault,
    /// The figures of which one is wrong; the one that is reported comes first.
    pub(super) figures: Vec<Id>,
    /// The number of days that they cover.
    pub(super) days: u64,
    pub(super) subject: Subject,
    pub(super) field: &'static str,
    pub(super) details: Details,
}

/// Reports the suspects that share no figure with one reported before: months before years, and few
/// figures before many, so that one wrong figure gives one finding.
pub(super) fn report(mut suspects: Vec<Suspect>, found: &mut Found<'_>) -> Proceed {
    suspects.sort_by(|one, other| {
        let order = |suspect: &Suspect| (suspect.fault, suspect.days, suspect.figures.len());
        order(one)
            .cmp(&order(other))
            .then_with(|| one.figures.cmp(&other.figures))
    });
    let mut doubted: HashSet<Id> = HashSet::new();
    for suspect in suspects {
        if suspect.figures.iter().any(|id| doubted.contains(id)) {
            continue;
        }
        doubted.extend(suspect.figures);
        found.report(suspect.subject, suspect.field, suspect.details)?;
    }
    NEXT
}
