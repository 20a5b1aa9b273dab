//! A series around a day.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::When;
use crate::analysis::{Observation, Vintage};

/// The figures of a series before, on and after a day. They follow each other; that is all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Neighbourhood<'s> {
    before: Vec<&'s Observation>,
    during: Vec<&'s Observation>,
    after: Vec<&'s Observation>,
}

impl<'s> Neighbourhood<'s> {
    /// Empty where the day is open, or there is none.
    pub(super) fn of(vintage: Vintage<'s>, on: Option<&When>, days: u64) -> Self {
        let mut around = Self::default();
        let Some((first, last)) = on.and_then(|on| on.earliest().zip(on.latest())) else {
            return around;
        };
        let days = Days::new(days);
        let from = first.checked_sub_days(days).unwrap_or(NaiveDate::MIN);
        let to = last.checked_add_days(days).unwrap_or(NaiveDate::MAX);
        for observation in vintage.observations() {
            let period = observation.period();
            if period.last() < from || to < period.first() {
                continue;
            }
            if period.last() < first {
                around.before.push(observation);
            } else if last < period.first() {
                around.after.push(observation);
            } else {
                around.during.push(observation);
            }
        }
        around
    }

    /// The figures for periods that end before the day, in order.
    pub fn before(&self) -> &[&'s Observation] {
        &self.before
    }

    /// The figures for periods that the day may be in, in order.
    pub fn during(&self) -> &[&'s Observation] {
        &self.during
    }

    /// The figures for periods that start after the day, in order.
    pub fn after(&self) -> &[&'s Observation] {
        &self.after
    }
}
