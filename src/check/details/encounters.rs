//! Why a figure in persons is taken for encounters or other events.

use std::fmt;

use serde::Serialize;
use smol_str::SmolStr;

use super::Refers;
use crate::id::Id;
use crate::measure::Estimate;
use crate::record::RecordKind;
use crate::record::{Site, Unit};

/// Why a figure in persons is taken for encounters or other events.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Encounters {
    /// A statistic of the same indicator and area is in a unit of events.
    SameIndicator { statistic: Id, unit: Unit },
    /// The same publisher counts about as many encounters in the area over the period: at least
    /// this many, on this many days of it.
    SamePublisher {
        publisher: Id,
        area: Site,
        encounters: u64,
        days_covered: u64,
        days: u64,
    },
    /// The words of a figure in a unit of events name people.
    Words { words: SmolStr, unit: Unit },
}

impl Refers for Encounters {
    fn refer<'d>(&'d self, kind: RecordKind, related: &mut Vec<(RecordKind, &'d str)>) {
        match self {
            Self::SameIndicator { statistic, .. } => statistic.refer(kind, related),
            Self::SamePublisher { publisher, .. } => publisher.refer(RecordKind::Party, related),
            Self::Words { .. } => {}
        }
    }
}

impl fmt::Display for Encounters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameIndicator { statistic, unit } => {
                write!(
                    f,
                    "statistic {statistic} counts the same in {}",
                    Events(unit)
                )
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
            Self::Words { words, unit } => {
                write!(f, "\"{words}\" is a figure in {}", Events(unit))
            }
        }
    }
}

/// A unit of events in a message; in the plural if this crate knows it.
struct Events<'u>(&'u Unit);

impl fmt::Display for Events<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self.0 == Unit::ENCOUNTER {
            f.write_str("encounters")
        } else {
            write!(f, "the unit \"{}\"", self.0)
        }
    }
}
