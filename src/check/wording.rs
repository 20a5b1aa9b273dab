//! Turns of phrase that the texts of findings share.

use std::fmt;

use crate::{Distance, Id, Pace, PartyKind, Period, PlaceCode, TravelMode, When};

/// A pace in whole kilometres, unless that would hide that it is above the limit.
pub(super) struct Above(pub(super) Pace, pub(super) Distance);

impl fmt::Display for Above {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(pace, limit) = self;
        if pace.slow().km().round() > limit.km() {
            write!(f, "{pace:.0}")
        } else {
            write!(f, "{pace:.1}")
        }
    }
}

/// "on foot", "by vehicle".
pub(super) struct Manner(pub(super) TravelMode);

impl fmt::Display for Manner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            TravelMode::Foot => "on foot",
            TravelMode::Vehicle => "by vehicle",
            TravelMode::Mixed => "partly by vehicle",
            TravelMode::Unknown => "by any vehicle",
        })
    }
}

/// "a person", "an office".
pub(super) struct An<'a>(pub(super) &'a PartyKind);

impl fmt::Display for An<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = self.0.as_str();
        let article = if word.starts_with('o') { "an" } else { "a" };
        write!(f, "{article} {word}")
    }
}

/// One source that quotes itself, or several that quote each other.
pub(super) struct Circle(pub(super) usize);

impl fmt::Display for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => f.write_str("quotes itself"),
            2 => f.write_str("quotes itself, by way of another"),
            sources => {
                let others = sources.saturating_sub(1);
                write!(f, "quotes itself, by way of {others} others")
            }
        }
    }
}

/// "the figure of the fiscal year (statistic fy)", "the sum of the months of the
/// fiscal year 2022-10/2023-09".
pub(super) struct OfFiscal<'a>(pub(super) Period, pub(super) Option<&'a Id>);

impl fmt::Display for OfFiscal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.1 {
            Some(statistic) => write!(f, "the figure of the fiscal year (statistic {statistic})"),
            None => write!(f, "the sum of the months of the fiscal year {}", self.0),
        }
    }
}

/// "61 days", "open".
pub(super) struct Span(pub(super) Option<u64>);

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(days) => write!(f, "{days} days"),
            None => f.write_str("open"),
        }
    }
}

/// "since 2021-01-26", "until 2025-01-20", or both.
pub(super) struct Tenure<'a>(pub(super) Option<&'a When>, pub(super) Option<&'a When>);

impl fmt::Display for Tenure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (Some(since), Some(until)) => write!(f, "since {since} until {until}"),
            (Some(since), None) => write!(f, "since {since}"),
            (None, Some(until)) => write!(f, "until {until}"),
            (None, None) => f.write_str("for a time unknown"),
        }
    }
}

/// "an outcome", "3 outcomes".
pub(super) struct Outcomes(pub(super) usize);

impl fmt::Display for Outcomes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => f.write_str("an outcome"),
            outcomes => write!(f, "{outcomes} outcomes"),
        }
    }
}

/// The codes, or the first three of many.
pub(super) struct Listed<'a>(pub(super) &'a [PlaceCode]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 3;
        for (index, code) in self.0.iter().take(SHOWN).enumerate() {
            let before = if index == 0 { "" } else { ", " };
            write!(f, "{before}{code}")?;
        }
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

/// A period with its last day, where its text does not name it.
pub(super) struct Whole(pub(super) Period);

impl fmt::Display for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let period = self.0;
        if period.days() == 1 {
            write!(f, "{period}")
        } else {
            write!(f, "{period} (until {})", period.last())
        }
    }
}

/// ", as 3 more of the series were".
pub(super) struct AsOthers(pub(super) usize);

impl fmt::Display for AsOthers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.saturating_sub(1) {
            0 => Ok(()),
            1 => f.write_str(", as was 1 more of the series"),
            more => write!(f, ", as were {more} more of the series"),
        }
    }
}

/// ", of 3 months in all".
pub(super) struct InAll(pub(super) Period, pub(super) u32);

impl fmt::Display for InAll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.whole_months() == Some(self.1) {
            Ok(())
        } else {
            write!(f, ", of {} months in all", self.1)
        }
    }
}
