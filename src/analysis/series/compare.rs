//! A claim about a statistic against the series.

use std::fmt;

use serde::{Serialize, Serializer};

use super::total::Plural;
use super::{Observation, Series, SeriesError, Total, Vintage};
use crate::{
    Area, Estimate, Figure, Nature, ObservationStatus, Period, SeriesKey, Statistic, Unit,
};

/// What a series says about a claimed figure, with the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    #[serde(skip_serializing_if = "Option::is_none")]
    claimed: Option<Estimate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    official: Option<Estimate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_as: Option<Unit>,
    #[serde(flatten)]
    verdict: Verdict,
}

/// How a claimed figure stands to a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", content = "because", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// Both can be true.
    Agrees,
    /// The claim is of fewer than the series counts.
    TooLow,
    /// The claim is of more than the series counts.
    TooHigh,
    /// Figures are missing, and the rest is a lower bound that allows the claim.
    Undecided {
        /// What of the period has no figure, in order.
        missing: Vec<Period>,
    },
    /// The two are not about the same thing.
    NotComparable(Mismatch),
}

/// In what a claimed figure and a series differ.
///
/// What produces each:
///
/// ```
/// use corridor::analysis::{Mismatch, Verdict};
/// use corridor::{Estimate, Nature, ObservationStatus, Series, SeriesKey, Statistic, Unit};
///
/// let key = |unit, nature, area: &str| -> Result<SeriesKey, corridor::Error> {
///     Ok(SeriesKey::new("encounters".parse()?, unit, nature, area.parse()?))
/// };
/// let published = "2023-12-22".parse()?;
/// let figure = |key: &SeriesKey, period: &str, value| -> Result<_, corridor::Error> {
///     let (id, value) = (period.parse()?, Estimate::exactly(value).into());
///     Ok(Statistic::new(id, key.clone(), period.parse()?, value, "us-cbp".parse()?, published))
/// };
/// let own = key(Unit::ENCOUNTER, Nature::Flow, "US")?;
/// let (half, most) = (figure(&own, "2023-07/2023-12", 1)?, figure(&own, "2023-01/2023-06", u64::MAX)?);
/// let series = Series::from_statistics(&own, [half, most])?;
/// let mismatch = |claim: &Statistic| match series.latest().compare(claim).verdict() {
///     Verdict::NotComparable(mismatch) => Some(mismatch.clone()),
///     _ => None,
/// };
/// let of = |key: &SeriesKey| -> Result<_, corridor::Error> { Ok(mismatch(&figure(key, "2023-12", 1)?)) };
///
/// assert!(matches!(of(&key(Unit::PERSON, Nature::Flow, "US")?)?, Some(Mismatch::Unit { .. })));
/// assert!(matches!(of(&key(Unit::ENCOUNTER, Nature::Stock, "US")?)?, Some(Mismatch::Nature { .. })));
/// assert!(matches!(of(&key(Unit::ENCOUNTER, Nature::Flow, "MX")?)?, Some(Mismatch::Area { .. })));
/// let women = own.clone().with_breakdown("sex".parse()?, "female".parse()?);
/// assert!(matches!(of(&women)?, Some(Mismatch::Breakdown { .. })));
/// assert!(matches!(of(&own)?, Some(Mismatch::Period { .. })));
/// let (status, december) = (ObservationStatus::Missing, "2023-12".parse()?);
/// let absent = Statistic::missing("m".parse()?, own.clone(), december, status, "us-cbp".parse()?, published)?;
/// assert!(matches!(mismatch(&absent), Some(Mismatch::NoValue { .. })));
/// let year = figure(&own, "2023", 1)?;
/// assert!(matches!(mismatch(&year), Some(Mismatch::Series(_))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Mismatch {
    /// They count different things.
    #[error(
        "the claim counts {}, the series {}",
        Plural(claimed),
        Plural(official)
    )]
    Unit {
        /// What the claim counts.
        claimed: Unit,
        /// What the series counts.
        official: Unit,
    },
    /// One is a stock, the other a flow.
    #[error("the claim is a {claimed}, the series a {official}")]
    Nature {
        /// That of the claim.
        claimed: Nature,
        /// That of the series.
        official: Nature,
    },
    /// They are about different areas.
    #[error("the claim is about {claimed}, the series about {official}")]
    Area {
        /// That of the claim.
        claimed: Area,
        /// That of the series.
        official: Area,
    },
    /// One is about a part that the other is not about.
    #[error("the claim is of {claimed}, the series of {official}")]
    Breakdown {
        /// That of the claim.
        claimed: Box<SeriesKey>,
        /// That of the series.
        official: Box<SeriesKey>,
    },
    /// No figures of the series make up the period of the claim.
    #[error("the claim is for {claimed}, and the series counts {official} as one")]
    Period {
        /// That of the claim.
        claimed: Period,
        /// One of the series that is partly in it.
        official: Period,
    },
    /// The claim has no value.
    #[error("the claim has no value: its status is {status}")]
    NoValue {
        /// Its status.
        status: ObservationStatus,
    },
    /// The series does not add up.
    #[error(transparent)]
    Series(SeriesError),
}

/// In words: what differs is told, not coded.
impl Serialize for Mismatch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Comparison {
    /// How the claim stands to the series.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Whether both can be true.
    pub fn agrees(&self) -> bool {
        self.verdict == Verdict::Agrees
    }

    /// The figure of the claim.
    pub fn claimed(&self) -> Option<Estimate> {
        self.claimed
    }

    /// The figure of the series; a lower bound where figures are missing, none where the two are
    /// not comparable.
    pub fn official(&self) -> Option<Estimate> {
        self.official
    }

    /// The unit that the claim was read in, where that is not its own: see [`Vintage::compare_as`].
    pub fn read_as(&self) -> Option<&Unit> {
        self.read_as.as_ref()
    }
}

/// `agrees: 2,200,000 or more claimed, 2,239,978 counted`.
impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.verdict {
            Verdict::Agrees => f.write_str("agrees")?,
            Verdict::TooLow => f.write_str("too low")?,
            Verdict::TooHigh => f.write_str("too high")?,
            Verdict::Undecided { missing } => {
                write!(f, "undecided without {}", super::error::Listed(missing))?;
            }
            Verdict::NotComparable(mismatch) => return write!(f, "not comparable: {mismatch}"),
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
    /// What this vintage says about a claimed figure.
    ///
    /// They are comparable where unit, nature, area, breakdown and period agree; the names of the
    /// indicators are words, and are not compared. The claim itself, if the series has it, is no
    /// evidence for it.
    ///
    /// Figures that are missing leave a lower bound, on which it may still be certain that the claim
    /// agrees or is too low.
    pub fn compare(self, claim: &Statistic) -> Comparison {
        self.compare_in(claim, None)
    }

    /// The same, with the claim read as if it counted in the unit of the series, whatever unit it
    /// names: for a report that says persons where its source counts encounters.
    ///
    /// This is an assumption about what the report means, not a conversion, and the comparison says
    /// that it was made. To convert, use [`Series::convert`].
    pub fn compare_as(self, unit: &Unit, claim: &Statistic) -> Comparison {
        self.compare_in(claim, Some(unit))
    }

    fn compare_in(self, claim: &Statistic, unit: Option<&Unit>) -> Comparison {
        let claimed = claim.value().map(Figure::estimate);
        let read_as = unit.filter(|unit| *unit != claim.key().unit()).cloned();
        let of = |official, verdict| Comparison {
            claimed,
            official,
            read_as: read_as.clone(),
            verdict,
        };
        if let Some(mismatch) = mismatch(self.series(), claim, unit.unwrap_or(claim.key().unit())) {
            return of(None, Verdict::NotComparable(mismatch));
        }
        let Some(figure) = claimed else {
            let status = claim.status();
            return of(None, Verdict::NotComparable(Mismatch::NoValue { status }));
        };
        match self.official(claim) {
            Ok((official, missing)) => of(Some(official), judge(figure, official, missing)),
            Err(mismatch) => of(None, Verdict::NotComparable(mismatch)),
        }
    }

    /// What the series has for the period of the claim, and what it lacks.
    fn official(self, claim: &Statistic) -> Result<(Estimate, Vec<Period>), Mismatch> {
        let period = claim.period();
        let exact = self
            .observation(period)
            .filter(|found| found.id() != claim.id());
        if let Some(value) = exact.and_then(Observation::value) {
            return Ok((value, Vec::new()));
        }
        if self.series().nature() == Nature::Stock {
            let beside = self.others(claim).find(|other| other.overlaps(period));
            return match beside {
                Some(official) => Err(Mismatch::Period {
                    claimed: period,
                    official,
                }),
                None => Ok((Estimate::at_least(0), vec![period])),
            };
        }
        let across = self.across(claim);
        let partial = self.partial_sum_without(period, |found| found.id() == claim.id());
        let partial = partial.map_err(Mismatch::Series)?;
        match across {
            Some(official) if partial.missing().iter().any(|gap| gap.overlaps(official)) => {
                Err(Mismatch::Period {
                    claimed: period,
                    official,
                })
            }
            _ => Ok((partial.total.estimate, partial.missing)),
        }
    }

    /// The periods that the series has without the claim.
    fn others(self, claim: &Statistic) -> impl Iterator<Item = Period> {
        let others = self.observations();
        let others = others.filter(|found| found.id() != claim.id());
        others.map(Observation::period)
    }

    /// A period of the series that is partly in that of the claim and no longer than it, so that no
    /// figure can be missing there; or any, where no figure is wholly in it.
    fn across(self, claim: &Statistic) -> Option<Period> {
        let period = claim.period();
        let within = self.others(claim).any(|other| period.encloses(other));
        self.others(claim).find(|other| {
            other.overlaps(period)
                && !period.encloses(*other)
                && (!within || other.days() <= period.days())
        })
    }

    /// The fiscal year of the United States that the claim seems to be about although it names the
    /// calendar year: the claim does not agree with the calendar year, but agrees with the fiscal
    /// year of the same number.
    pub fn mistaken_fiscal_year(self, claim: &Statistic) -> Option<Total<'s>> {
        let period = claim.period();
        let claimed = claim.value()?.estimate();
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

fn judge(claimed: Estimate, official: Estimate, missing: Vec<Period>) -> Verdict {
    if claimed.high().is_some_and(|high| high < official.low()) {
        Verdict::TooLow
    } else if official.high().is_some_and(|high| high < claimed.low()) {
        Verdict::TooHigh
    } else if missing.is_empty() || (claimed.low() <= official.low() && claimed.high().is_none()) {
        Verdict::Agrees
    } else {
        Verdict::Undecided { missing }
    }
}

fn mismatch(series: &Series, claim: &Statistic, unit: &Unit) -> Option<Mismatch> {
    let (claimed, official) = (claim.key(), series.key());
    if unit != official.unit() {
        return Some(Mismatch::Unit {
            claimed: unit.clone(),
            official: official.unit().clone(),
        });
    }
    if claimed.nature() != official.nature() {
        return Some(Mismatch::Nature {
            claimed: claimed.nature(),
            official: official.nature(),
        });
    }
    if claimed.area() != official.area() {
        return Some(Mismatch::Area {
            claimed: claimed.area().clone(),
            official: official.area().clone(),
        });
    }
    (claimed.parts() != official.parts()).then(|| Mismatch::Breakdown {
        claimed: Box::new(claimed.clone()),
        official: Box::new(official.clone()),
    })
}
