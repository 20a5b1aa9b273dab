//! What cannot be right: the findings.
//!
//! A constructor refuses what arithmetic could not bear; what is merely implausible, inconsistent or
//! careless is a [`Finding`], and nothing is ever changed or dropped. [`Dossier::check`] returns all
//! of them in a [`Report`]; each has a stable [`Code`](crate::Code), whose page says what it means.
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
//! A broken record yields one finding, not a cascade: a rule that rests on what another rule has
//! found wrong is silent. A finding that rests on a date marked `~` or `?` is a notice at most.
//!
//! Every threshold is in [`Limits`], with its unit, its default and its source. A report
//! keeps 1,000 findings of a code, and counts all.

mod boxes;
mod details;
mod finding;
mod report;
mod rules;
mod view;
mod wording;

use std::ops::ControlFlow;

pub use details::{Details, Encounters};
pub use finding::{Finding, Subject};
#[cfg(feature = "json")]
pub(crate) use report::Gathered;
pub use report::Report;

use crate::{Dossier, Limits, Network, Series};
use finding::Found;
use view::View;

/// Declares, for a type that can be checked, what derives from the one visitor.
macro_rules! checked {
    ($type:ty, |$it:ident, $limits:ident, $found:ident| $visit:expr, $(#[$example:meta])*) => {
        impl $type {
            /// Everything that is wrong or doubtful in it, by the default [`Limits`].
            $(#[$example])*
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
                    if first.as_ref().is_none_or(|first| finding.order(first).is_lt()) {
                        first = Some(finding);
                    }
                    ControlFlow::Continue(())
                });
                first
            }

            /// Shows each finding as it is made, in no order that a caller may rely on, until
            /// `visit` breaks off: what [`check`](Self::check), [`is_clean`](Self::is_clean) and
            /// [`first_finding`](Self::first_finding) derive from.
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
    /// use corridor::{Code, Delegation, Dossier, Event, EventKind, Meeting, Source, SourceKind};
    ///
    /// let alone = Meeting::try_new("MX".parse()?, [Delegation::new("MX".parse()?)])?;
    /// let dossier = Dossier::builder("2023-12-27".parse()?)
    ///     .source(Source::new("efe".parse()?, "EFE".parse()?, SourceKind::Agency))
    ///     .event(
    ///         Event::occurred("e1".parse()?, "2023-12-27".parse()?, EventKind::Meeting(alone))
    ///             .with_sources(["efe".parse()?]),
    ///     )
    ///     .build()?;
    /// let codes: Vec<_> = dossier.check().iter().map(|finding| finding.code()).collect();
    /// assert_eq!(codes, [Code::MeetingWithoutGuests]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
);

checked!(
    Network,
    |network, limits, found| rules::roads::of_network(network, limits, found),
    ///
    /// Its links, against the map and against each other: what a dossier's links are checked for.
    ///
    /// ```
    /// use corridor::{Code, Distance, Link, Network, Place, Position};
    ///
    /// let tapachula = Place::new("MX07089".parse()?, "Tapachula")?.with_seat(Position::try_new(14.91, -92.26)?);
    /// let escuintla = Place::new("MX07032".parse()?, "Escuintla")?.with_seat(Position::try_new(15.32, -92.66)?);
    /// let link = Link::new("l1".parse()?, tapachula.code(), escuintla.code())?.with_road(Distance::from_km(43.0)?);
    /// let network = Network::try_new([tapachula, escuintla], [link])?;
    /// assert_eq!(network.first_finding().map(|finding| finding.code()), Some(Code::RoadBelowGeodesic));
    /// # Ok::<(), corridor::Error>(())
    /// ```
);

checked!(
    Series,
    |series, limits, found| rules::statistics::of_series(series, limits, found),
    ///
    /// Its figures against each other: periods, vintages, gaps.
    ///
    /// ```
    /// use corridor::{Code, Estimate, Nature, Series, SeriesKey, Statistic, Unit};
    ///
    /// let key = SeriesKey::new("encounters".parse()?, Unit::ENCOUNTER, Nature::Flow, "US".parse()?);
    /// let month = |id: &str, month: &str| -> Result<_, Box<dyn std::error::Error>> {
    ///     let (value, day) = (Estimate::exactly(240_000), "2023-12-22".parse()?);
    ///     Ok(Statistic::new(id.parse()?, key.clone(), month.parse()?, value.into(), "us-cbp".parse()?, day))
    /// };
    /// let series = Series::from_statistics([month("a", "2023-09")?, month("b", "2023-11")?])?;
    /// assert_eq!(series.first_finding().map(|finding| finding.code()), Some(Code::MonthMissing));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
);
