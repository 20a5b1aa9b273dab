//! Which faults to report where several have one cause.

use foldhash::{HashSet, HashSetExt};

use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed, Subject};
use crate::id::Id;

/// What is wrong between figures, in the order in which one explains another: of a day that has two
/// values no sum need be told as well.
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

/// A fault that some figures show together.
pub(super) struct Suspect {
    pub(super) fault: Fault,
    /// The figures of which one is wrong, the one that is reported first.
    pub(super) figures: Vec<Id>,
    /// How many days they are about.
    pub(super) days: u64,
    pub(super) subject: Subject,
    pub(super) field: &'static str,
    pub(super) details: Details,
}

/// Reports the suspects that have no figure in common with one reported before: months before years,
/// and few figures before many, so that one wrong figure gives one finding.
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
