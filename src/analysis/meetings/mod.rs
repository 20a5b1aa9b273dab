//! Who met whom, what came before, and what came next.

mod gathering;
mod participant;

use chrono::NaiveDate;
use serde::Serialize;

use crate::error::{Error, given};
use crate::place::CountryCode;
use crate::record::{Dossier, EventKind, Level};

pub use gathering::Gathering;
pub use participant::Participant;

/// The meetings of a dossier, in order of day: held, planned, postponed and cancelled.
///
/// ```
/// use corridor::Dossier;
///
/// let dossier: Dossier = serde_json::from_str(r#"{"format": "corridor/1", "as_of": "2023-12-27",
///     "events": [{"id": "talks", "type": "meeting", "on": "2023-12-27", "status": "occurred",
///                 "host": "MX", "delegations": [{"country": "US"}], "convened_on": "2023-12-20~"}]}"#)?;
/// let meetings = dossier.meetings().between("US", "MX")?;
/// let talks = meetings.iter().next().ok_or("no meeting")?;
/// assert_eq!(talks.notice().map(|days| days.to_string()).as_deref(), Some("6–8 days"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Serialize)]
pub struct Meetings<'d> {
    #[serde(skip)]
    dossier: &'d Dossier,
    #[serde(rename = "meetings")]
    gatherings: Vec<Gathering<'d>>,
}

impl Dossier {
    /// The dossier's meetings.
    pub fn meetings(&self) -> Meetings<'_> {
        let mut gatherings: Vec<_> = self
            .events()
            .iter()
            .filter(|event| event.kind() == EventKind::Meeting)
            .map(|event| Gathering::new(self, event))
            .collect();
        gatherings.sort_by_key(|gathering| {
            let on = gathering.on();
            let earliest = on.map_or(NaiveDate::MAX, |on| on.earliest().unwrap_or(NaiveDate::MIN));
            let latest = on
                .and_then(crate::time::When::latest)
                .unwrap_or(NaiveDate::MAX);
            (earliest, latest)
        });
        Meetings {
            dossier: self,
            gatherings,
        }
    }
}

impl<'d> Meetings<'d> {
    fn only(&self, keep: impl Fn(&Gathering<'d>) -> bool) -> Self {
        let kept = self.iter().filter(|gathering| keep(gathering));
        Self {
            dossier: self.dossier,
            gatherings: kept.copied().collect(),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.gatherings.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.gatherings.is_empty()
    }

    /// The meetings, in order of their days; those without a day come last.
    pub fn iter(&self) -> std::slice::Iter<'_, Gathering<'d>> {
        self.gatherings.iter()
    }

    /// The meetings that have taken place.
    #[must_use]
    pub fn held(&self) -> Self {
        self.only(|gathering| gathering.event().has_occurred())
    }

    /// The meetings that the party hosts or takes part in: itself, by a delegation, or through
    /// somebody who belongs to it.
    ///
    /// # Errors
    /// [`Code::ReferenceDangling`](crate::Code::ReferenceDangling) if the dossier has no such
    /// party.
    pub fn by_party(&self, party: impl AsRef<str>) -> Result<Self, Error> {
        self.dossier.known_party(party.as_ref())?;
        Ok(self.only(|gathering| gathering.includes_party(party.as_ref())))
    }

    /// The meetings in which somebody takes part who belongs to the office and may hold it on that
    /// day.
    ///
    /// # Errors
    /// [`Code::ReferenceDangling`](crate::Code::ReferenceDangling) if the dossier has no such
    /// party.
    pub fn by_office(&self, office: impl AsRef<str>) -> Result<Self, Error> {
        self.dossier.known_party(office.as_ref())?;
        Ok(self.only(|gathering| {
            let mut people = gathering.participants();
            people.any(|participant| {
                participant.belongs_to(&office) && participant.in_office().is_possible()
            })
        }))
    }

    /// The meetings of the country, as host or by a delegation.
    ///
    /// ```
    /// use corridor::{Delegation, Dossier, Event, Party, PartyKind};
    ///
    /// let dossier = Dossier::draft("2023-07-16")
    ///     .with(Party::draft("eu", "European Union", PartyKind::Organisation))
    ///     .with(Event::meeting("m1", "2023-07-16").host("TN").delegation(Delegation::of_party("eu")))
    ///     .build()?;
    /// let both = dossier.meetings().by_country("TN")?.by_party("eu")?;
    /// assert_eq!(both.len(), 1);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::CountryUnknown`](crate::Code::CountryUnknown) for text that is not a country code.
    pub fn by_country(
        &self,
        country: impl TryInto<CountryCode, Error: Into<Error>>,
    ) -> Result<Self, Error> {
        let country = given(country)?;
        Ok(self.only(|gathering| gathering.includes(country)))
    }

    /// The meetings of both countries, as host or by a delegation.
    ///
    /// # Errors
    /// [`Code::CountryUnknown`](crate::Code::CountryUnknown) for text that is not a country code.
    pub fn between(
        &self,
        one: impl TryInto<CountryCode, Error: Into<Error>>,
        other: impl TryInto<CountryCode, Error: Into<Error>>,
    ) -> Result<Self, Error> {
        self.by_country(one)?.by_country(other)
    }

    /// The meetings at that level.
    #[must_use]
    pub fn at_level(&self, level: Level) -> Self {
        self.only(|gathering| gathering.event().level() == Some(level))
    }
}

impl<'m, 'd> IntoIterator for &'m Meetings<'d> {
    type Item = &'m Gathering<'d>;
    type IntoIter = std::slice::Iter<'m, Gathering<'d>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
