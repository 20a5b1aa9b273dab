//! One meeting and its context.

use chrono::{Days as WholeDays, NaiveDate};
use foldhash::HashSet;
use serde::{Serialize, Serializer};

use super::Participant;
use super::participant::{above, belongs, not};
use crate::analysis::{Observation, Vintage};
use crate::id::Id;
use crate::measure::Bounds;
use crate::place::CountryCode;
use crate::record::{Delegation, Dossier, Event, EventKind, Party, PartyKind};
use crate::time::{Certainty, Days, Period, When};

/// One meeting and its context in the dossier: who takes part, which demands they faced before it,
/// what they said and did after it, and the figures of a series around its day.
#[derive(Debug, Clone, Copy)]
pub struct Gathering<'d> {
    dossier: &'d Dossier,
    event: &'d Event,
}

impl<'d> Gathering<'d> {
    pub(super) fn new(dossier: &'d Dossier, event: &'d Event) -> Self {
        Self { dossier, event }
    }

    /// The event that reports it: its host, delegations, venue, level, topics and outcomes.
    pub fn event(&self) -> &'d Event {
        self.event
    }

    /// When it is held; `None` if that depends on a condition.
    pub fn on(&self) -> Option<&'d When> {
        self.event.on()
    }

    /// All named participants, delegation by delegation, the head first.
    pub fn participants(&self) -> impl Iterator<Item = Participant<'d>> + use<'d> {
        let Self { dossier, event } = *self;
        event.delegations().iter().flat_map(move |delegation| {
            delegation.people().filter_map(move |id| {
                Some(Participant {
                    dossier,
                    party: dossier.party(id)?,
                    delegation,
                    heads: delegation.head() == Some(id),
                    on: event.on(),
                })
            })
        })
    }

    /// Whether the country hosts the meeting or has a delegation.
    pub fn includes(&self, country: CountryCode) -> bool {
        let delegations = self.event.delegations().iter();
        let delegations = delegations.filter_map(Delegation::country);
        let mut countries = self.event.host().into_iter().chain(delegations);
        countries.any(|named| named == country)
    }

    /// Whether the party takes part or hosts: itself, through those who speak for it, or through
    /// somebody who belongs to it.
    pub(super) fn includes_party(&self, party: &str) -> bool {
        let mut people = self.participants();
        people.any(|participant| participant.belongs_to(party))
            || self.sides().any(|side| belongs(self.dossier, side, party))
    }

    /// The parties that host it or have a delegation.
    fn sides(&self) -> impl Iterator<Item = &'d Party> + use<'d> {
        let Self { dossier, event } = *self;
        let delegations = event.delegations().iter().filter_map(Delegation::party);
        let sides = event.host_party().into_iter().chain(delegations);
        sides.filter_map(|id| dossier.party(id))
    }

    /// How long before the meeting it was called: the days from convening to meeting, as bounds.
    /// `None` if either day is unknown, or if it was convened after it was held.
    pub fn notice(&self) -> Option<Days> {
        self.event.convened_on()?.days_until(self.on()?)
    }

    /// The demands that were addressed to a participant, its office or its government, and were
    /// certainly raised by the day of the meeting, in the order of the dossier.
    ///
    /// A demand raised on the same day counts, since times of day are not known.
    pub fn on_the_table(&self) -> Vec<&'d Event> {
        self.demands(Certainty::Certain)
    }

    /// The demands that may have been raised by the day of the meeting, or only later.
    pub fn perhaps_on_the_table(&self) -> Vec<&'d Event> {
        self.demands(Certainty::Possible)
    }

    /// The demands on the participants that were raised by the day with this certainty.
    fn demands(&self, by_then: Certainty) -> Vec<&'d Event> {
        let Some(on) = self.on() else {
            return Vec::new();
        };
        let present = self.present();
        let is_on_the_table = |event: &&Event| {
            let raised = event.on();
            event.kind() == EventKind::Demand
                && raised.is_some_and(|raised| not(on.before(raised)) == by_then)
                && event.to().iter().any(|to| present.contains(to))
        };
        let events = self.dossier.events().iter();
        events
            .filter(|event| event.has_occurred())
            .filter(is_on_the_table)
            .collect()
    }

    /// The measures and statements of the participants, or of their offices and governments, that
    /// may be from the day of the meeting to `days` days later, in the order of the dossier. Each
    /// comes with the certainty that it is of a later day than the meeting; for the same day this
    /// is `Possible`. The results of the meeting itself are its [`outcomes`](Event::outcomes).
    ///
    /// This is a sequence, not a cause.
    pub fn followed_by(&self, days: u64) -> Vec<(&'d Event, Certainty)> {
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
                let named = event.by().iter();
                let claimed = event.claimed_by().filter(|_| event.by().is_empty());
                named.chain(claimed).any(|by| present.contains(by))
            }
            _ => false,
        };
        let events = self.dossier.events().iter();
        events
            .filter(|event| event.has_occurred() && by_them(event))
            .filter_map(|event| {
                let reported = event.on()?;
                let too_late = window
                    .zip(reported.earliest())
                    .is_some_and(|(window, earliest)| window < earliest);
                let too_early = reported.before(on).is_certain();
                let after = match on.before(reported) {
                    Certainty::Impossible => Certainty::Possible,
                    after => after,
                };
                (!too_late && !too_early).then_some((event, after))
            })
            .collect()
    }

    /// The figures of a series for periods that end before the meeting, within that many days
    /// before it, in order. Empty if the day of the meeting is open.
    pub fn figures_before<'s>(
        &self,
        series: Vintage<'s>,
        days: u64,
    ) -> impl Iterator<Item = &'s Observation> + use<'s> {
        let held = self.held_between().and_then(|(first, _)| {
            let from = first.checked_sub_days(WholeDays::new(days));
            Some((from.unwrap_or(NaiveDate::MIN), first.pred_opt()?))
        });
        figures(series, move |period| {
            held.is_some_and(|(from, to)| from <= period.last() && period.last() <= to)
        })
    }

    /// The figures of a series for periods in which the meeting may be, in order. Empty if its day
    /// is open. That they follow those before the meeting is a sequence, not a cause.
    pub fn figures_during<'s>(
        &self,
        series: Vintage<'s>,
    ) -> impl Iterator<Item = &'s Observation> + use<'s> {
        let held = self.held_between();
        figures(series, move |period| {
            held.is_some_and(|(first, last)| first <= period.last() && period.first() <= last)
        })
    }

    /// The figures of a series for periods that start after the meeting, within that many days
    /// after it, in order. Empty if the day of the meeting is open.
    pub fn figures_after<'s>(
        &self,
        series: Vintage<'s>,
        days: u64,
    ) -> impl Iterator<Item = &'s Observation> + use<'s> {
        let held = self.held_between().and_then(|(_, last)| {
            let to = last.checked_add_days(WholeDays::new(days));
            Some((last.succ_opt()?, to.unwrap_or(NaiveDate::MAX)))
        });
        figures(series, move |period| {
            held.is_some_and(|(from, to)| from <= period.first() && period.first() <= to)
        })
    }

    /// Its earliest and its latest day.
    fn held_between(&self) -> Option<(NaiveDate, NaiveDate)> {
        let on = self.on()?;
        on.earliest().zip(on.latest())
    }

    /// Everyone to whom a demand on the meeting may be addressed: the participants, the parties
    /// that they speak for, the parties that these belong to, and the governments of the countries.
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
        let sides = self
            .sides()
            .flat_map(|side| std::iter::once(side).chain(above(self.dossier, side)));
        let present = named.chain(sides).chain(governing);
        present.map(Party::id).collect()
    }
}

fn figures(
    series: Vintage<'_>,
    wanted: impl Fn(Period) -> bool,
) -> impl Iterator<Item = &Observation> {
    let figures = series.observations();
    figures.filter(move |figure| wanted(figure.period()))
}

#[derive(Serialize)]
#[serde(rename = "Gathering")]
struct Wire<'g> {
    event: &'g Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<&'g When>,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<CountryCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    host_party: Option<&'g Id>,
    guests: Vec<CountryCode>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    guest_parties: Vec<&'g Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notice_days: Option<Bounds>,
    participants: Vec<Participant<'g>>,
}

/// `{"event", "on"?, "host"?, "host_party"?, "guests", "guest_parties"?, "notice_days"?,
/// "participants"}`.
impl Serialize for Gathering<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (guests, notice) = (self.event.guests(), self.notice());
        let wire = Wire {
            event: self.event.id(),
            on: self.on(),
            host: self.event.host(),
            host_party: self.event.host_party(),
            guests: guests.filter_map(Delegation::country).collect(),
            guest_parties: self.event.guests().filter_map(Delegation::party).collect(),
            notice_days: notice.and_then(|days| Bounds::try_new(days.least(), days.most()).ok()),
            participants: self.participants().collect(),
        };
        wire.serialize(serializer)
    }
}
