//! Findings: what is wrong or doubtful in a dossier.
//!
//! Constructors refuse values that would make arithmetic meaningless. Whatever is merely
//! implausible, inconsistent or careless is a [`Finding`]; nothing is changed or dropped.
//! [`Dossier::check`] returns all findings in a [`Report`]. Each has a stable
//! [`Code`](crate::Code), whose page explains it.
//!
//! ```
//! use corridor::{Code, Dossier, Limits};
//!
//! let dossier: Dossier = serde_json::from_str(r#"{
//!     "format": "corridor/1", "as_of": "2023-12-27",
//!     "sources": [{"id": "efe", "name": "EFE", "kind": "agency"}],
//!     "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot"}],
//!     "places": [
//!         {"code": "MX07089", "name": "Tapachula", "lat": 14.911, "lon": -92.264},
//!         {"code": "MX07009", "name": "Arriaga", "lat": 16.237, "lon": -93.899}],
//!     "events": [
//!         {"id": "e1", "type": "departure", "on": "2023-12-24", "status": "occurred",
//!          "group": "exodus", "place": "MX07089", "sources": ["efe"]},
//!         {"id": "e2", "type": "sighting", "on": "2023-12-26", "status": "occurred",
//!          "group": "exodus", "place": "MX07009", "sources": ["efe"]}]
//! }"#)?;
//! let report = dossier.check();
//! assert_eq!(report.iter().map(|finding| finding.code()).collect::<Vec<_>>(), [Code::ImplausibleSpeed]);
//! assert!(dossier.check_with(&Limits::default().with_walking_km_per_day(300.0)).is_clean());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A broken record yields one finding, not a cascade: a rule that depends on what another rule
//! found wrong reports nothing. A finding that depends on a date marked `~` or `?` is a notice at
//! most.
//!
//! Every threshold is in [`Limits`], with its unit, its default and its source. A report keeps the
//! first 1,000 findings of each code, and counts all.
//!
//! On the wire, a finding has its figures in `details`, an object whose keys are listed on the page
//! of its code. Distances are in kilometres; records are given by their ids and places by their
//! codes; estimates, dates and periods have the same form as in records.
//!
//! A lenient reader reports a record that it sets aside in the same form, with the code of the
//! refusal. Its details are `path` (in the whole text), `line`, `code`, `message`, `text` (of the
//! record), `dependants` (the paths of up to 100 records that were set aside with it) and
//! `dependants_total`.

mod boxes;
mod details;
mod finding;
mod report;
mod rules;
mod territories;
mod view;
mod wording;

use std::ops::ControlFlow;

pub(crate) use details::Details;
pub use finding::Finding;
#[cfg(feature = "json")]
pub(crate) use report::Gathered;
pub use report::Report;

use crate::analysis::Series;
use crate::limits::Limits;
use crate::place::Gazetteer;
use crate::record::Dossier;
use crate::route::Network;
use finding::Found;
use view::View;

/// Declares the methods of a type that can be checked. All of them use one visitor.
macro_rules! checked {
    ($type:ty, |$it:ident, $limits:ident, $found:ident| $visit:expr, $(#[$example:meta])*) => {
        impl $type {
            /// Reports everything that is wrong or doubtful, by the default [`Limits`].
            $(#[$example])*
            pub fn check(&self) -> Report {
                self.check_with(&Limits::default())
            }

            /// Reports everything that is wrong or doubtful, by these limits.
            pub fn check_with(&self, limits: &Limits) -> Report {
                Report::of(limits, |visit| self.visit_findings(limits, visit))
            }

            /// Whether there is nothing to report, by the default limits. Stops at the first
            /// finding.
            pub fn is_clean(&self) -> bool {
                self.visit_findings(&Limits::default(), &mut |_| ControlFlow::Break(()))
                    .is_continue()
            }

            /// The finding that the report would list first, by the default limits.
            pub fn first_finding(&self) -> Option<Finding> {
                let mut first: Option<Finding> = None;
                let _all_seen = self.visit_findings(&Limits::default(), &mut |finding| {
                    if first.as_ref().is_none_or(|first| finding.order(first).is_lt()) {
                        first = Some(finding);
                    }
                    ControlFlow::Continue(())
                });
                first
            }

            /// Passes each finding to `visit` as it is made, in no particular order, until `visit`
            /// returns `Break`. [`check`](Self::check), [`is_clean`](Self::is_clean) and
            /// [`first_finding`](Self::first_finding) use this method.
            pub fn visit_findings(
                &self,
                limits: &Limits,
                visit: &mut dyn FnMut(Finding) -> ControlFlow<()>,
            ) -> ControlFlow<()> {
                let ($it, $limits, $found) = (self, limits, &mut Found::new(visit));
                $visit
            }
        }
    };
}

checked!(
    Dossier,
    |dossier, limits, found| rules::visit(&View::of(dossier, limits), found),
    ///
    /// ```
    /// use corridor::{Code, Delegation, Dossier, Event, Source, SourceKind};
    ///
    /// let dossier = Dossier::draft("2023-12-27")
    ///     .with(Source::draft("efe", "EFE", SourceKind::Agency))
    ///     .with(
    ///         Event::meeting("e1", "2023-12-27")
    ///             .host("MX")
    ///             .delegation(Delegation::of("MX"))
    ///             .source("efe"),
    ///     )
    ///     .build()?;
    /// let codes: Vec<_> = dossier.check().iter().map(|finding| finding.code()).collect();
    /// assert_eq!(codes, [Code::MeetingWithoutGuests]);
    /// # Ok::<(), corridor::Error>(())
    /// ```
);

impl Dossier {
    /// Reports the places whose name contradicts their code in a table, with the code that the name
    /// has there, and those whose seat lies among places of other subdivisions.
    /// [`check`](Self::check) does not look at any table; use [`Report::and`] to combine the two
    /// reports.
    ///
    /// ```
    /// use corridor::{Dossier, Gazetteer, Place};
    ///
    /// let table = Gazetteer::from_places([
    ///     Place::draft("MX07035", "Frontera Hidalgo").build()?,
    ///     Place::draft("MX07037", "Huehuetán").build()?,
    /// ])?;
    /// let dossier = Dossier::draft("2023-12-27").with(Place::draft("MX07035", "Huehuetán")).build()?;
    /// let report = dossier.check_against(&table);
    /// assert_eq!(
    ///     report.iter().next().map(|finding| finding.message()).as_deref(),
    ///     Some("its code is that of Frontera Hidalgo; its name is that of MX07037"),
    /// );
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn check_against(&self, gazetteer: &Gazetteer) -> Report {
        Report::of(&Limits::default(), |visit| {
            rules::against::visit(self, gazetteer, &mut Found::new(visit))
        })
    }
}

checked!(
    Network,
    |network, limits, found| rules::roads::of_network(network, limits, found),
    ///
    /// Compares its links with the map and with each other, as the check of a dossier does.
    ///
    /// ```
    /// use corridor::{Code, Link, Network, Place};
    ///
    /// let tapachula = Place::draft("MX07089", "Tapachula").seat((14.91, -92.26)).build()?;
    /// let escuintla = Place::draft("MX07032", "Escuintla").seat((15.32, -92.66)).build()?;
    /// let link = Link::draft("l1", &tapachula, &escuintla).road("43 km").build()?;
    /// let network = Network::try_new([tapachula, escuintla], [link])?;
    /// assert_eq!(network.first_finding().map(|finding| finding.code()), Some(Code::RoadBelowGeodesic));
    /// # Ok::<(), corridor::Error>(())
    /// ```
);

checked!(
    Series,
    |series, limits, found| rules::statistics::of_series(series, limits, found),
    ///
    /// Compares its figures with each other: periods, vintages, gaps.
    ///
    /// ```
    /// use corridor::{Code, Series, Statistic, Unit};
    ///
    /// let month = |id: &str, month: &str| {
    ///     Statistic::draft(id, "encounters", month)
    ///         .unit(Unit::ENCOUNTER)
    ///         .nature("flow")
    ///         .area("US")
    ///         .value(240_000)
    ///         .publisher("us-cbp")
    ///         .published("2023-12-22")
    ///         .build()
    /// };
    /// let series = Series::from_statistics([month("a", "2023-09")?, month("b", "2023-11")?])?;
    /// assert_eq!(series.first_finding().map(|finding| finding.code()), Some(Code::MonthMissing));
    /// # Ok::<(), corridor::Error>(())
    /// ```
);
