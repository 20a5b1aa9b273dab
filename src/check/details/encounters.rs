//! Why a figure in persons is taken for encounters.

use std::fmt;

use serde::Serialize;
use smol_str::SmolStr;

use crate::{Area, Estimate, Id};

/// Why a figure in persons is taken for encounters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Encounters {
    /// A statistic of the same indicator and area is in encounters.
    SameIndicator {
        /// That statistic.
        statistic: Id,
    },
    /// The same publisher counts about as many encounters in the area and the time.
    SamePublisher {
        /// Who counts.
        publisher: Id,
        /// Where.
        area: Area,
        /// How many encounters at least are known for the days that are covered.
        encounters: u64,
        /// How many days of the period the figures cover.
        days_covered: u64,
        /// How many days it has.
        days: u64,
    },
    /// The words of a figure in encounters name persons.
    Words {
        /// The words.
        words: SmolStr,
    },
}

impl fmt::Display for Encounters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameIndicator { statistic } => {
                write!(f, "statistic {statistic} counts the same in encounters")
            }
            Self::SamePublisher {
                publisher,
                encounters,
                days_covered,
                days,
                ..
            } => {
                let encounters = Estimate::exactly(*encounters);
                write!(f, "{publisher} counts {encounters} encounters there ")?;
                if days_covered == days {
                    f.write_str("in that time")
                } else {
                    write!(f, "in {days_covered} of the {days} days")
                }
            }
            Self::Words { words } => write!(f, "\"{words}\" is a figure in encounters"),
        }
    }
}
