//! One meeting, with what the dossier knows around it.

use std::collections::HashSet;

use chrono::Days as WholeDays;

use super::participant::not;
use super::{Neighbourhood, Participant, Visit, VisitKind};
use crate::analysis::Vintage;
use crate::time::Days;
use crate::{
    Certainty, CountryCode, Dossier, Event, EventKind, Id, Party, PartyKind, When,
};

/// One meeting, with what the dossier knows around it.
#[derive(Debug, Clone, Copy)]
pub struct Gathering<'d> {
    dossier: &'d Dossier,
    event: &'d Event,
}

/// A demand that a meeting has before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raised<'d> {
    event: &'d Event,
    by: Option<&'d Party>,
}

impl<'d> Raised<'d> {
    /// The event.
    pub fn event(&self) -> &'d Event {
        self.event
    }

    /// Who asks.
    pub fn by(&self) -> Option<&'d Party> {
        self.by
    }

    /// When.
    pub fn on(&self) -> Option<&'d When> {
        self.event.on()
    }
}

/// A measure or a statement that follows a meeting in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sequel<'d> {
    event: &'d Event,
    after: Certainty,
}

impl<'d> Sequel<'d> {
    /// The measure or the statement.
    pub fn event(&self) -> &'d Event {
        self.event
    }

    /// Whether it is of a later day than the meeting; one of the same day is possible.
    pub fn after(&self) -> Certainty {
        self.after
    }
}

impl<'d> Gathering<'d> {
    pub(super) fn new(dossier: &'d Dossier, event: &'d Event) -> Self {
        Self { dossier, event }
    }

    /// The event that reports it: host, delegations, venue, level, topics, outcomes.
    pub fn event(&self) -> &'d Event {
        self.event
    }

    /// When it is held; none where that depends on a condition.
    pub fn on(&self) -> Option<&'d When> {
        self.event.on()
    }

    /// Everybody who is named, delegation by delegation, its head first.
    pub fn participants(&self) -> impl Iterator<Item = Participant<'d>> + use<'d> {
        let Self { dossier, event } = *self;
        event.delegations().iter().flat_map(move |delegation| {
            delegation.people().filter_map(move |id| {
                Some(Participant {
                    dossier,
                    party: dossier.party(id)?,
                    country: delegation.country(),
                    heads: delegation.head() == Some(id),
                    on: event.on(),
                })
            })
        })
    }

    /// Whether the country hosts it or has a delegation.
    pub fn includes(&self, country: CountryCode) -> bool {
        let mut delegations = self.event.delegations().iter();
        self.event.host() == Some(country)
            || delegations.any(|delegation| delegation.country() == country)
    }

    /// How long before the meeting it was called: the days from convening to meeting, as bounds.
    /// None where either day is not told, or it was called after it was held.
    pub fn notice(&self) -> Option<Days> {
        self.event.convened_on()?.days_until(self.on()?)
    }

    /// The demands that a participant, or its office or government, had before it at the meeting:
    /// addressed to one of them, and certainly raised by the day. In order of the dossier.
    ///
    /// A demand of the very day counts; times of day are not known.
    pub fn on_the_table(&self) -> Vec<Raised<'d>> {
        self.raised(Certainty::is_certain)
    }

    /// The demands that were perhaps raised by the day, and perhaps only later.
    pub fn perhaps_on_the_table(&self) -> Vec<Raised<'d>> {
        self.raised(|by_then| by_then == Certainty::Possible)
    }

    fn raised(&self, wanted: impl Fn(Certainty) -> bool) -> Vec<Raised<'d>> {
        let Some(on) = self.on() else {
            return Vec::new();
        };
        let present = self.present();
        let events = self.dossier.events().iter();
        events
            .filter(|event| event.has_occurred())
            .filter(|event| event.kind() == EventKind::Demand)
            .filter(|event| {
                event
                    .on()
                    .is_some_and(|raised| wanted(not(on.before(raised))))
                    && event.to().iter().any(|to| present.contains(to))
            })
            .map(|event| Raised {
                event,
                by: event.by().and_then(|by| self.dossier.party(by)),
            })
            .collect()
    }

    /// The measures and statements of its participants, or of their offices and governments, from
    /// the day of the meeting until so many days later, in order of the dossier; of uncertain days,
    /// those that may be within. What came of the meeting itself is in its
    /// [`outcomes`](Event::outcomes).
    ///
    /// A sequence, never a cause.
    pub fn followed_by(&self, days: u64) -> Vec<Sequel<'d>> {
        let Some(on) = self.on() else {
            return Vec::new();
        };
        let window = on
            .latest()
            .and_then(|day| day.checked_add_days(WholeDays::new(days)));
        let present = self.present();
        let by_them = |event: &'d Event| match event.kind() {
            EventKind::Measure => event.authority().is_some_and(|by| present.contains(by)),
            EventKind::Statement => {
                let by = event.by().or(event.claimed_by());
                by.is_some_and(|by| present.contains(by))
            }
            _ => false,
        };
        let events = self.dossier.events().iter();
        events
            .filter(|event| event.has_occurred() && by_them(event))
            .filter_map(|event| {
                let told = event.on()?;
                let too_late = window
                    .zip(told.earliest())
                    .is_some_and(|(window, earliest)| window < earliest);
                let too_early = told.before(on).is_certain();
                (!too_late && !too_early).then(|| Sequel {
                    event,
                    after: match on.before(told) {
                        Certainty::Impossible => Certainty::Possible,
                        after => after,
                    },
                })
            })
            .collect()
    }

    /// A series so many days before and after the meeting, in the vintage that the caller chooses.
    pub fn around<'s>(&self, series: Vintage<'s>, days: u64) -> Neighbourhood<'s> {
        Neighbourhood::of(series, self.on(), days)
    }

    /// What event databases make of it: of each delegation of a guest, the pair of CAMEO 042 and
    /// 043.
    pub fn visits(&self) -> impl Iterator<Item = Visit<'d>> + use<'d> {
        let (on, host) = (self.on(), self.event.host());
        let pairs = self.event.guests().filter_map(move |delegation| Some((delegation.country(), host?)));
        pairs.flat_map(move |(guest, host)| {
            [VisitKind::Make, VisitKind::Host].map(|kind| Visit {
                kind,
                guest,
                host,
                on,
            })
        })
    }

    /// Everybody whom one addresses by addressing those who meet: the participants, what they
    /// belong to, and the governments and offices of the countries.
    fn present(&self) -> HashSet<&'d Id> {
        let named = self.participants().flat_map(|participant| {
            std::iter::once(participant.party()).chain(participant.offices())
        });
        let parties = self.dossier.parties().iter();
        let governing = parties.filter(|party| {
            matches!(party.kind(), PartyKind::Government)
                && party
                    .country()
                    .is_some_and(|country| self.includes(country))
        });
        named.chain(governing).map(Party::id).collect()
    }
}
