//! A sealed set of records about one matter, as of one day.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::{RecordError, RecordFault};
use super::raw::{DossierLines, Format, RawDossier};
use super::reference::{Record, Target};
use super::table::{Table, dangling};
use super::{Event, MigrantGroup, Party, SeriesKey, Source, Statistic};
use crate::limits::YEARS;
use crate::object::Object;
use crate::{Link, Place, Position, Text};

/// Everything that was reported about one matter, as of one day.
///
/// Sealed: ids are unique within their kind, and every reference leads to a record of this dossier.
/// What has passed and what is to come is judged from [`as_of`](Self::as_of); the crate has no clock.
///
/// ```
/// use corridor::{Dossier, Event, EventKind, MigrantGroup, Movement, Place, TravelMode};
///
/// let dossier = Dossier::builder("2023-12-27".parse()?)
///     .place(Place::new("MX07032".parse()?, "Escuintla")?)
///     .group(MigrantGroup::new("exodus".parse()?, "Exodus from Poverty".parse()?, TravelMode::Foot))
///     .event(Event::occurred(
///         "e5".parse()?,
///         "2023-12-27".parse()?,
///         EventKind::Sighting(Movement::new("exodus".parse()?, "MX07032".parse()?)),
///     ))
///     .build()?;
/// assert_eq!(dossier.group("exodus").map(|group| group.name()), Some("Exodus from Poverty"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    title: Option<Text>,
    as_of: NaiveDate,
    sources: Table<Source>,
    parties: Table<Party>,
    places: Table<Place>,
    groups: Table<MigrantGroup>,
    links: Table<Link>,
    events: Table<Event>,
    statistics: Table<Statistic>,
}

/// Declares the lists of a dossier with their look-ups.
macro_rules! lists {
    ($($list:ident, $one:ident: $type:ty, $doc:literal;)+) => {
        impl Dossier {
            $(
                #[doc = concat!("The ", stringify!($list), ", in the order they came in.")]
                pub fn $list(&self) -> &[$type] {
                    self.$list.rows()
                }

                #[doc = $doc]
                pub fn $one(&self, id: impl AsRef<str>) -> Option<&$type> {
                    self.$list.get(id.as_ref())
                }
            )+
        }

        impl DossierBuilder {
            $(
                #[doc = concat!("Adds a ", stringify!($one), ".")]
                #[must_use]
                pub fn $one(mut self, record: $type) -> Self {
                    self.raw.$list.push(record);
                    self
                }

                #[doc = concat!("Adds ", stringify!($list), ".")]
                #[must_use]
                pub fn $list(mut self, records: impl IntoIterator<Item = $type>) -> Self {
                    self.raw.$list.extend(records);
                    self
                }
            )+
        }
    };
}

lists! {
    sources, source: Source, "The source of that id.";
    parties, party: Party, "The party of that id.";
    places, place: Place, "The place of that code.";
    groups, group: MigrantGroup, "The group of that id.";
    links, link: Link, "The link of that id.";
    events, event: Event, "The event of that id.";
    statistics, statistic: Statistic, "The statistic of that id.";
}

impl Dossier {
    /// A dossier to be filled, seen from the end of that day.
    pub fn builder(as_of: NaiveDate) -> DossierBuilder {
        DossierBuilder {
            raw: RawDossier::new(as_of),
        }
    }

    /// What it is about.
    pub fn title(&self) -> Option<&str> {
        self.title.as_ref().map(Text::as_str)
    }

    /// The day from which past and future are judged.
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// What its statistics are about: each key once, in order, to choose a [`Series`](crate::Series)
    /// by.
    ///
    /// ```
    /// use corridor::{Dossier, Estimate, Nature, Series, SeriesKey, Statistic, Unit};
    ///
    /// # let counted = SeriesKey::new("encounters".parse()?, Unit::Encounter, Nature::Flow, "US".parse()?);
    /// # let dossier = Dossier::builder("2023-12-27".parse()?)
    /// #     .party(corridor::Party::new("us-cbp".parse()?, "CBP".parse()?, corridor::PartyKind::Office))
    /// #     .statistic(Statistic::new(
    /// #         "a".parse()?, counted, "2023-11".parse()?, Estimate::exactly(242_418).into(),
    /// #         "us-cbp".parse()?, "2023-12-22".parse()?,
    /// #     ))
    /// #     .build()?;
    /// for key in dossier.series_keys() {
    ///     let series = Series::of(&dossier, key)?;
    ///     assert_eq!(key.to_string(), "encounters (encounter flow, US)");
    ///     assert_eq!(series.observations().len(), 1);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn series_keys(&self) -> impl ExactSizeIterator<Item = &SeriesKey> {
        let keys: HashSet<&SeriesKey> = self.statistics().iter().map(Statistic::key).collect();
        let mut keys: Vec<&SeriesKey> = keys.into_iter().collect();
        keys.sort_unstable();
        keys.into_iter()
    }

    /// The same records, to be added to; sealed again by [`build`](DossierBuilder::build).
    ///
    /// ```
    /// use corridor::{Dossier, Position};
    ///
    /// let read: Dossier = serde_json::from_str(r#"{"format": "corridor/1", "as_of": "2023-12-27",
    ///     "places": [{"code": "MX07032", "name": "Escuintla", "kind": "municipality"}]}"#)?;
    /// let seat = Position::try_new(15.319, -92.659)?;
    /// let seated = read.into_builder().missing_seats(|_| Some(seat)).build()?;
    /// assert_eq!(seated.place("MX07032").and_then(|place| place.seat()), Some(seat));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn into_builder(self) -> DossierBuilder {
        let mut raw = RawDossier::new(self.as_of);
        raw.title = self.title;
        raw.sources = self.sources.into_rows();
        raw.parties = self.parties.into_rows();
        raw.places = self.places.into_rows();
        raw.groups = self.groups.into_rows();
        raw.links = self.links.into_rows();
        raw.events = self.events.into_rows();
        raw.statistics = self.statistics.into_rows();
        DossierBuilder { raw }
    }

    /// Takes the lists if their ids are unique and their references resolve.
    pub(crate) fn seal(raw: RawDossier) -> Result<Self, RecordError> {
        writable(raw.as_of).map_err(|fault| RecordError::new("dossier", "as_of", fault))?;
        for (index, statistic) in raw.statistics.iter().enumerate() {
            writable(statistic.published()).map_err(|fault| {
                let error = RecordError::new(statistic.named(), "published", fault);
                error.inside(Statistic::LIST, index)
            })?;
        }
        let dossier = Self {
            title: raw.title,
            as_of: raw.as_of,
            sources: Table::try_new(raw.sources)?,
            parties: Table::try_new(raw.parties)?,
            places: Table::try_new(raw.places)?,
            groups: Table::try_new(raw.groups)?,
            links: Table::try_new(raw.links)?,
            events: Table::try_new(raw.events)?,
            statistics: Table::try_new(raw.statistics)?,
        };
        dossier.resolve(&dossier.sources)?;
        dossier.resolve(&dossier.parties)?;
        dossier.resolve(&dossier.groups)?;
        dossier.resolve(&dossier.links)?;
        dossier.resolve(&dossier.events)?;
        dossier.resolve(&dossier.statistics)?;
        dossier
            .groups
            .refuse_circle("split_from", MigrantGroup::split_from)?;
        dossier.parties.refuse_circle("of", Party::of)?;
        Ok(dossier)
    }

    fn resolve<T: Record>(&self, table: &Table<T>) -> Result<(), RecordError> {
        table
            .rows()
            .iter()
            .enumerate()
            .try_for_each(|(index, record)| {
                record.references(&mut |target, id, path| {
                    if self.has(target, id) {
                        return Ok(());
                    }
                    Err(dangling(record, target, id, path).inside(T::LIST, index))
                })
            })
    }

    fn has(&self, target: Target, id: &str) -> bool {
        match target {
            Target::Source => self.sources.contains(id),
            Target::Party => self.parties.contains(id),
            Target::Place => self.places.contains(id),
            Target::Group => self.groups.contains(id),
        }
    }
}

/// A day that the wire can write: `YYYY-MM-DD`.
fn writable(day: NaiveDate) -> Result<(), RecordFault> {
    if YEARS.contains(&day.year()) {
        Ok(())
    } else {
        Err(RecordFault::Day { day })
    }
}

impl Serialize for Dossier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        DossierLines {
            format: Format,
            title: self.title.as_ref(),
            as_of: self.as_of,
            sources: self.sources(),
            parties: self.parties(),
            places: self.places(),
            groups: self.groups(),
            links: self.links(),
            events: self.events(),
            statistics: self.statistics(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Dossier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::seal(RawDossier::deserialize(Object(deserializer))?).map_err(RecordError::into_serde)
    }
}

/// A dossier that is being filled.
#[derive(Debug, Clone)]
pub struct DossierBuilder {
    raw: RawDossier,
}

impl DossierBuilder {
    /// What it is about.
    #[must_use]
    pub fn title(mut self, title: Text) -> Self {
        self.raw.title = Some(title);
        self
    }

    /// Gives each place that has no seat the one that `seat` knows for it; none is overridden.
    ///
    /// With the embedded gazetteer: `.missing_seats(|place| gazetteer.get(place.code())?.seat())`.
    #[must_use]
    pub fn missing_seats(mut self, seat: impl Fn(&Place) -> Option<Position>) -> Self {
        for place in &mut self.raw.places {
            if place.seat().is_none()
                && let Some(position) = seat(place)
            {
                *place = place.clone().with_seat(position);
            }
        }
        self
    }

    /// Seals the dossier.
    ///
    /// # Errors
    /// The first record whose id is taken ([`Code::IdDuplicate`](crate::Code::IdDuplicate)), that
    /// refers to one that is not there ([`Code::ReferenceDangling`](crate::Code::ReferenceDangling)),
    /// or that comes from itself ([`Code::ReferenceCircular`](crate::Code::ReferenceCircular)).
    pub fn build(self) -> Result<Dossier, RecordError> {
        Dossier::seal(self.raw)
    }
}
