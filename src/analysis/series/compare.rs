//! Compares a claim about a statistic with the series.

use std::fmt;

use serde::Serialize;

use super::wording::{Listed, Plural};
use super::{Observation, Series, Total, Vintage};
use crate::limits::LABEL_CHARS;
use crate::measure::Estimate;
use crate::record::{Figure, Nature, Statistic, Unit};
use crate::shown::shortened_to;
use crate::time::Period;
use crate::vocabulary::vocabulary;

/// How a claimed figure compares with a series: the [verdict](Self::verdict), with the figures.
///
/// ```
/// use corridor::Dossier;
///
/// let dossier: Dossier = serde_json::from_str(r#"{"format": "corridor/1", "as_of": "2023-12-27",
///     "parties": [{"id": "us-cbp", "name": "CBP", "kind": "office"}],
///     "statistics": [
///         {"id": "counted", "indicator": "encounters", "unit": "encounter", "nature": "flow", "area": "US",
///          "period": "2023-11", "status": "A", "value": 242418, "publisher": "us-cbp",
///          "published": "2023-12-22"},
///         {"id": "claimed", "indicator": "migrants", "unit": "person", "nature": "flow", "area": "US",
///          "period": "2023-11", "status": "A", "words": "more than 300,000", "publisher": "us-cbp",
///          "published": "2023-12-22"}]}"#)?;
/// let (Some(counted), Some(claim)) = (dossier.statistic("counted"), dossier.statistic("claimed")) else {
///     return Err("no statistics".into());
/// };
/// let series = dossier.series(counted.key())?;
/// let as_printed = series.latest().compare(claim);
/// assert_eq!(as_printed.reason(), Some("the claim counts persons, the series encounters"));
/// let as_meant = series.latest().compare_as(series.unit(), claim);
/// assert_eq!(
///     as_meant.to_string(),
///     "too high: 300,000 or more claimed, 242,418 counted, the claim read as encounters",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    claimed: Option<Estimate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    official: Option<Estimate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_as: Option<Unit>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<Period>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// How a claimed figure compares with a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// Both can be true.
    Agrees,
    /// The claim is of fewer than the series counts.
    TooLow,
    /// The claim is of more than the series counts.
    TooHigh,
    /// Figures are [missing](Comparison::missing); the others give a lower bound that allows the
    /// claim.
    Undecided,
    /// The two are not about the same thing, for a [reason](Comparison::reason).
    NotComparable,
}

vocabulary!(Verdict, "a verdict", {
    Agrees "agrees",
    TooLow "too_low",
    TooHigh "too_high",
    Undecided "undecided",
    NotComparable "not_comparable",
});

impl Comparison {
    /// How the claim compares with the series.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Whether both can be true.
    pub fn agrees(&self) -> bool {
        self.verdict == Verdict::Agrees
    }

    /// The figure of the claim.
    pub fn claimed(&self) -> Option<Estimate> {
        self.claimed
    }

    /// The figure of the series: a lower bound if figures are missing, `None` if the two are not
    /// comparable.
    pub fn official(&self) -> Option<Estimate> {
        self.official
    }

    /// The unit in which the claim was read, if it is not the claim's own: see
    /// [`Vintage::compare_as`].
    pub fn read_as(&self) -> Option<&Unit> {
        self.read_as.as_ref()
    }

    /// The parts of the period for which the series has no figure, in order.
    pub fn missing(&self) -> &[Period] {
        &self.missing
    }

    /// Why the two are not comparable, in words.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

/// `agrees: 2,200,000 or more claimed, 2,239,978 counted`.
impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.verdict {
            Verdict::Agrees => f.write_str("agrees")?,
            Verdict::TooLow => f.write_str("too low")?,
            Verdict::TooHigh => f.write_str("too high")?,
            Verdict::Undecided => write!(f, "undecided without {}", Listed(&self.missing))?,
            Verdict::NotComparable => {
                let reason = self.reason().unwrap_or_default();
                return write!(f, "not comparable: {reason}");
            }
        }
        if let Some((claimed, official)) = self.claimed.zip(self.official) {
            write!(f, ": {claimed} claimed, {official} counted")?;
        }
        match &self.read_as {
            Some(unit) => write!(f, ", the claim read as {}", Plural(unit)),
            None => Ok(()),
        }
    }
}

impl<'s> Vintage<'s> {
    /// Compares a claimed figure with this vintage.
    ///
    /// They are comparable if unit, nature, area, breakdown and period agree. The names of the
    /// indicators are words, and are not compared. If the series contains the claim itself, that
    /// figure is not used as evidence for it.
    ///
    /// If figures are missing, the others give a lower bound. By that bound it may still be certain
    /// that the claim agrees or is too low.
    pub fn compare(self, claim: &Statistic) -> Comparison {
        self.compare_in(claim, None)
    }

    /// The same, but reads the claim as if it counted in the unit of the series, whatever unit it
    /// names. Use it for a report that says persons although its source counts encounters.
    ///
    /// This is an assumption about what the report means, not a conversion. The comparison records
    /// it. To convert, use [`Series::convert`].
    pub fn compare_as(self, unit: &Unit, claim: &Statistic) -> Comparison {
        self.compare_in(claim, Some(unit))
    }

    fn compare_in(self, claim: &Statistic, unit: Option<&Unit>) -> Comparison {
        let own = claim.key().unit();
        let claimed = claim.level().map(Figure::estimate);
        let comparison = Comparison {
            verdict: Verdict::NotComparable,
            claimed,
            official: None,
            read_as: unit.filter(|unit| *unit != own).cloned(),
            missing: Vec::new(),
            reason: None,
        };
        let found = match mismatch(self.series(), claim, unit.unwrap_or(own)) {
            Some(reason) => Err(reason),
            None => match claimed {
                Some(claimed) => self.official(claim).map(|official| (claimed, official)),
                None if claim.status().is_missing() => Err(format!(
                    "the claim has no value: its status is {}",
                    claim.status()
                )),
                None => Err("the claim is no level".to_owned()),
            },
        };
        match found {
            Ok((claimed, (official, missing))) => Comparison {
                verdict: judge(claimed, official, &missing),
                official: Some(official),
                missing,
                ..comparison
            },
            Err(reason) => Comparison {
                reason: Some(reason),
                ..comparison
            },
        }
    }

    /// The figure of the series for the period of the claim, and the periods that are missing, or
    /// the reason why the two are not comparable.
    fn official(self, claim: &Statistic) -> Result<(Estimate, Vec<Period>), String> {
        let period = claim.period();
        let exact = self
            .observation(period)
            .filter(|found| found.id() != claim.id());
        if let Some(other) = exact.and_then(Observation::conflict) {
            return Err(format!(
                "the series has two values for {period} that cannot both be true, one of statistic {other}"
            ));
        }
        if let Some(value) = exact.and_then(Observation::value) {
            return Ok((value, Vec::new()));
        }
        let counted_as_one = |official: Period| {
            format!("the claim is for {period}, and the series counts {official} as one")
        };
        if self.series().nature() == Nature::Stock {
            let beside = self.others(claim).find(|other| other.overlaps(period));
            return match beside {
                Some(official) => Err(counted_as_one(official)),
                None => Ok((Estimate::at_least(0), vec![period])),
            };
        }
        let across = self.across(claim);
        let total = self
            .partial_sum_without(period, |found| found.id() == claim.id())
            .map_err(|error| error.to_string())?;
        match across {
            Some(official) if total.missing.iter().any(|gap| gap.overlaps(official)) => {
                Err(counted_as_one(official))
            }
            _ => Ok((total.estimate, total.missing)),
        }
    }

    /// The periods of the series, without the claim itself.
    fn others(self, claim: &Statistic) -> impl Iterator<Item = Period> {
        let others = self.observations();
        let others = others.filter(|found| found.id() != claim.id());
        others.map(Observation::period)
    }

    /// A period of the series that is only partly within that of the claim, and no longer than it,
    /// so that figures there are not missing. If no figure lies wholly within the claim's period,
    /// any overlapping period counts.
    fn across(self, claim: &Statistic) -> Option<Period> {
        let period = claim.period();
        let within = self.others(claim).any(|other| period.encloses(other));
        self.others(claim).find(|other| {
            other.overlaps(period)
                && !period.encloses(*other)
                && (!within || other.days() <= period.days())
        })
    }

    /// The US fiscal year that the claim seems to be about although it names the calendar year: the
    /// claim does not agree with the calendar year, but agrees with the fiscal year of the same
    /// number.
    pub fn mistaken_fiscal_year(self, claim: &Statistic) -> Option<Total<'s>> {
        let period = claim.period();
        let claimed = claim.level()?.estimate();
        let year = chrono::Datelike::year(&period.last());
        let fiscal = Period::us_fiscal_year(year).ok()?;
        let refuted = matches!(
            self.compare(claim).verdict,
            Verdict::TooLow | Verdict::TooHigh
        );
        if !period.is_calendar_year() || !refuted {
            return None;
        }
        let fiscal = self.value(fiscal).ok()?;
        fiscal.estimate.overlaps(claimed).then_some(fiscal)
    }
}

fn judge(claimed: Estimate, official: Estimate, missing: &[Period]) -> Verdict {
    if claimed.high().is_some_and(|high| high < official.low()) {
        Verdict::TooLow
    } else if official.high().is_some_and(|high| high < claimed.low()) {
        Verdict::TooHigh
    } else if missing.is_empty() || (claimed.low() <= official.low() && claimed.high().is_none()) {
        Verdict::Agrees
    } else {
        Verdict::Undecided
    }
}

/// How the two differ if they are not about the same thing.
fn mismatch(series: &Series, claim: &Statistic, unit: &Unit) -> Option<String> {
    let (claimed, official) = (claim.key(), series.key());
    if unit != official.unit() {
        let (claimed, official) = (Plural(unit), Plural(official.unit()));
        return Some(format!("the claim counts {claimed}, the series {official}"));
    }
    if claimed.nature() != official.nature() {
        let (claimed, official) = (claimed.nature(), official.nature());
        return Some(format!("the claim is a {claimed}, the series a {official}"));
    }
    if claimed.site() != official.site() {
        let (claimed, official) = (claimed.site(), official.site());
        return Some(format!(
            "the claim is about {claimed}, the series about {official}"
        ));
    }
    (!claimed.breakdown().eq(official.breakdown())).then(|| {
        let [claimed, official] =
            [claimed, official].map(|key| shortened_to::<String>(LABEL_CHARS, &key.to_string()));
        format!("the claim is of {claimed}, the series of {official}")
    })
}
