//! A sealed set of records about one matter, as of one day.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::{RecordError, RecordFault};
use super::raw::RawDossier;
use super::reference::{Record, Target};
use super::table::Table;
use super::{Event, Link, MigrantGroup, Party, Source, Statistic};
use crate::{Id, Place, PlaceCode, Text};

/// Everything that was reported about one matter, as of one day.
///
/// Sealed: ids are unique within their kind, and every reference leads to a record of this dossier.
/// What has passed and what is to come is judged from [`as_of`](Self::as_of); the crate has no clock.
///
/// ```
/// use corridor::{Dossier, Event, EventKind, MigrantGroup, Movement, Place, TravelMode};
///
/// let dossier = Dossier::builder("2023-12-27".parse().expect("a day"))
///     .place(Place::new("MX07032".parse()?, "Escuintla")?)
///     .group(MigrantGroup::new("exodus".parse()?, "Exodus from Poverty".parse()?, TravelMode::Foot))
///     .event(Event::occurred(
///         "e5".parse()?,
///         "2023-12-27".parse()?,
///         EventKind::Sighting(Movement::new("exodus".parse()?, "MX07032".parse()?)),
///     ))
///     .build()?;
/// assert_eq!(dossier.group("exodus").map(|group| group.name()), Some("Exodus from Poverty"));
/// # Ok::<(), corridor::Error>(())
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
                pub fn $one(&self, id: &str) -> Option<&$type> {
                    self.$list.get(id)
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
