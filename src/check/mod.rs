//! What cannot be right: the findings.
//!
//! A constructor refuses what arithmetic could not bear; what is merely implausible, inconsistent or
//! careless is a [`Finding`], and nothing is ever changed or dropped. [`Dossier::check`] returns all
//! of them in a [`Report`]; each has a stable [`Code`], whose page says what it means.
//!
//! A broken record yields one finding, not a cascade: a rule that rests on what another rule has
//! found wrong is silent. A finding that rests on a date marked `~` or `?` is a notice at most.

mod boxes;
mod details;
mod finding;
mod report;
mod rules;
mod view;

use std::ops::ControlFlow;

pub use details::{Details, Encounters};
pub use finding::{Finding, RecordKind, Subject};
pub use report::Report;

use crate::{Dossier, Limits};
use finding::Found;
use view::View;

impl Dossier {
    /// Everything that is wrong or doubtful in it, by the default [`Limits`].
    ///
    /// ```
    /// use corridor::{Code, Dossier, Event, EventKind, Delegation, Meeting, Source, SourceKind};
    ///
    /// let alone = Meeting::try_new("MX".parse()?, [Delegation::new("MX".parse()?)])?;
    /// let dossier = Dossier::builder("2023-12-27".parse().expect("a day"))
    ///     .source(Source::new("efe".parse()?, "EFE".parse()?, SourceKind::Agency))
    ///     .event(
    ///         Event::occurred("e1".parse()?, "2023-12-27".parse()?, EventKind::Meeting(alone))
    ///             .with_sources(["efe".parse()?]),
    ///     )
    ///     .build()?;
    /// let report = dossier.check();
    /// assert_eq!(report.iter().map(|finding| finding.code()).collect::<Vec<_>>(), [Code::MeetingWithoutGuests]);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn check(&self) -> Report {
        self.check_with(&Limits::default())
    }

    /// Everything that is wrong or doubtful in it, by these limits.
    pub fn check_with(&self, limits: &Limits) -> Report {
        Report::of(limits, |visit| self.visit_findings(limits, visit))
    }

    /// Whether nothing is found by the default limits; stops at the first finding.
    pub fn is_clean(&self) -> bool {
        self.visit_findings(&Limits::default(), &mut |_| ControlFlow::Break(()))
            .is_continue()
    }

    /// The finding that the report would show first, by the default limits.
    pub fn first_finding(&self) -> Option<Finding> {
        let mut first: Option<Finding> = None;
        let _all_seen = self.visit_findings(&Limits::default(), &mut |finding| {
            if first
                .as_ref()
                .is_none_or(|first| finding.order(first).is_lt())
            {
                first = Some(finding);
            }
            ControlFlow::Continue(())
        });
        first
    }

    /// Shows each finding as it is made, in no order that a caller may rely on, until `visit` breaks
    /// off: what [`check`](Self::check), [`is_clean`](Self::is_clean) and
    /// [`first_finding`](Self::first_finding) derive from.
    pub fn visit_findings(
        &self,
        limits: &Limits,
        visit: &mut dyn FnMut(Finding) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        rules::visit(&View::of(self, limits), &mut Found::new(visit))
    }
}
