//! What a statistic states: a value, a share, a change, a record, or that there is no value.

use super::change::{Change, ChangeKeys, Rank, RankKeys};
use super::composition::ComponentKeys;
use super::error::RecordFault;
use super::figure::Figure;
use super::observation_status::ObservationStatus;
use super::series_key::{Nature, SeriesKey, Unit};
use crate::draft::Drafted;
use crate::error::Error;
use crate::measure::{Estimate, Per, Percent, level};
use crate::text::Text;
use crate::time::Period;

/// The one thing that a statistic states about its series and period.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Assertion {
    /// Nothing, for the reason that the status gives.
    Missing,
    /// A level; with a `Per`, an average rate over the period.
    Value(Figure, Option<Per>),
    /// A share, and the whole that it is a share of.
    Percent(Percent, Option<Text>, Option<Text>),
    /// A change on an earlier period.
    Change(Change, Option<Text>),
    /// A record.
    Rank(Rank, Option<Text>),
}

/// The wire keys that state it.
#[derive(Debug, Clone, Default)]
pub(super) struct AssertionKeys {
    pub(super) value: Option<Estimate>,
    pub(super) per: Option<Per>,
    pub(super) percent: Option<Percent>,
    pub(super) of: Option<Text>,
    pub(super) change: Option<ChangeKeys>,
    pub(super) rank: Option<RankKeys>,
    pub(super) words: Option<Text>,
    pub(super) composition: Vec<ComponentKeys>,
}

/// What the assertion is about.
pub(super) struct About<'s> {
    pub(super) key: &'s SeriesKey,
    pub(super) period: Period,
    pub(super) status: ObservationStatus,
}

impl AssertionKeys {
    /// Reads the value from the words if no other assertion is present.
    fn read_words(&mut self, unit: &Unit) -> Result<(), Error> {
        let Some(words) = self.words.as_ref().filter(|_| self.stands().is_none()) else {
            return Ok(());
        };
        let counts_people = [Unit::PERSON, Unit::ENCOUNTER].contains(unit);
        let read = level(words.as_str(), counts_people);
        let read = read.map_err(|fault| Error::from(fault).at("words"))?;
        if let (Some(per), Some(read)) = (self.per, read.per)
            && per != read
        {
            return Err(RecordFault::RatesDiffer { per, read }.at("per"));
        }
        (self.value, self.per) = (Some(read.total), self.per.or(read.per));
        if self.composition.is_empty() {
            self.composition = ComponentKeys::counted(read.composition())?;
        }
        Ok(())
    }

    /// The keys of the assertions that are present. At most one may be.
    fn standing(&self) -> impl Iterator<Item = &'static str> {
        let keys = [
            ("value", self.value.is_some()),
            ("percent", self.percent.is_some()),
            ("change", self.change.is_some()),
            ("rank", self.rank.is_some()),
        ];
        keys.into_iter()
            .filter_map(|(key, stands)| stands.then_some(key))
    }

    fn stands(&self) -> Option<&'static str> {
        self.standing().next()
    }

    /// Refuses a second assertion, and keys that belong to an absent one.
    fn checked(&self, about: &About<'_>) -> Result<(), RefusedAt> {
        let mut standing = self.standing();
        let one = standing.next();
        if let (Some(one), Some(other)) = (one, standing.next()) {
            return Err((RecordFault::SaidTwice { one, other }, other));
        }
        let (status, is_missing) = (about.status, about.status.is_missing());
        if is_missing != one.is_none() {
            return Err((RecordFault::ValueAgainstStatus { status }, "status"));
        }
        let dependent = [
            ("per", "value", self.per.is_some()),
            ("composition", "value", !self.composition.is_empty()),
            ("of", "percent", self.of.is_some()),
        ];
        for (key, of, stands) in dependent {
            if stands && one != Some(of) {
                return Err((RecordFault::Alone { key, of }, key));
            }
        }
        match self.per {
            Some(per) if about.key.nature() == Nature::Stock => {
                Err((RecordFault::RateOfStock { per }, "per"))
            }
            _ => Ok(()),
        }
    }
}

type RefusedAt = (RecordFault, &'static str);

impl Assertion {
    pub(super) fn from_keys(mut keys: AssertionKeys, about: &About<'_>) -> Result<Self, Error> {
        keys.read_words(about.key.unit())?;
        keys.checked(about).map_err(|(fault, key)| fault.at(key))?;
        let words = keys.words;
        if let Some(value) = keys.value {
            let figure = Figure::assembled(value, words, keys.composition)?;
            return Ok(Self::Value(figure, keys.per));
        }
        if let Some(percent) = keys.percent {
            return Ok(Self::Percent(percent, keys.of, words));
        }
        if let Some(change) = keys.change {
            let change = Change::assemble(change).and_then(|change| {
                change.checked_for(about.period)?;
                Ok(change)
            });
            return Ok(Self::Change(
                change.map_err(|fault| fault.at("change"))?,
                words,
            ));
        }
        if let Some(rank) = keys.rank {
            let rank = Rank::assemble(rank).and_then(|rank| {
                rank.checked_for(about.period)?;
                Ok(rank)
            });
            return Ok(Self::Rank(rank.map_err(|fault| fault.at("rank"))?, words));
        }
        Ok(Self::Missing)
    }

    pub(super) fn into_keys(self) -> AssertionKeys {
        let keys = AssertionKeys::default();
        match self {
            Self::Missing => keys,
            Self::Value(figure, per) => {
                let figure = figure.into_keys();
                AssertionKeys {
                    value: figure.estimate,
                    words: figure.words,
                    composition: figure.composition,
                    per,
                    ..keys
                }
            }
            Self::Percent(percent, of, words) => AssertionKeys {
                percent: Some(percent),
                of,
                words,
                ..keys
            },
            Self::Change(change, words) => AssertionKeys {
                change: Some(change.to_keys()),
                words,
                ..keys
            },
            Self::Rank(rank, words) => AssertionKeys {
                rank: Some(rank.to_keys()),
                words,
                ..keys
            },
        }
    }

    pub(super) fn words(&self) -> Option<&str> {
        match self {
            Self::Missing => None,
            Self::Value(figure, _) => figure.words(),
            Self::Percent(_, _, words) | Self::Change(_, words) | Self::Rank(_, words) => {
                words.as_ref().map(Text::as_str)
            }
        }
    }
}
