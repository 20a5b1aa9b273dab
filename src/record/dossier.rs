//! A sealed set of records about one matter, as of one day.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt, HashSet};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use super::day;
use super::error::RecordFault;
use super::reference::{Referring, Target, Visit, is_interception};
use super::table::Table;
use super::{Event, MigrantGroup, Party, Record, SeriesKey, Source, Statistic};
use crate::code::Code;
use crate::draft::{Draft, Drafted, built, missing};
use crate::error::Error;
use crate::object::object_read;
use crate::place::{Gazetteer, Place, PlaceCode};
use crate::route::Link;
use crate::shown::shortened;
use crate::text::Text;
use crate::time::{When, one_day};
use crate::vocabulary::text_form;

/// Everything that was reported about one matter, as of one day.
///
/// A dossier is always consistent: ids are unique within their kind, and every reference leads to a
/// record of this dossier, so later code need not check. It is built from a [`draft`](Self::draft)
/// or read, and then grows by [`push`](Self::push) and [`extend`](Self::extend).
/// [`as_of`](Self::as_of) is the day that divides past from future; the crate has no clock.
///
/// ```
/// use corridor::{
///     Delegation, Dossier, Event, MeasureKind, MigrantGroup, Nature, Party, PartyKind, Place, Source,
///     SourceKind, Statistic, TravelMode, Unit,
/// };
///
/// let mut dossier = Dossier::draft("2023-12-27")
///     .title("Exodus from Poverty")
///     .with(Source::draft("efe", "EFE", SourceKind::Agency).published("2023-12-27"))
///     .with_all([
///         Party::draft("us", "Government of the United States", PartyKind::Government).country("US"),
///         Party::draft("cbp", "Customs and Border Protection", PartyKind::Office).of("us"),
///         Party::draft("cdh", "Center for Human Dignification", PartyKind::Organisation),
///     ])
///     .with_all([
///         Place::draft("MX07089", "Tapachula").seat((14.911, -92.264)),
///         Place::draft("MX07032", "Escuintla").seat((15.319, -92.659)),
///     ])
///     .with(MigrantGroup::draft("exodus", "Exodus from Poverty").mode(TravelMode::Foot))
///     .with_all([
///         Event::departure("e1", "2023-12-24", "exodus", "MX07089").headcount("nearly 10,000"),
///         Event::sighting("e2", "2023-12-27", "exodus", "MX07032").travelled("70 km"),
///         Event::halt("e3", "2023-12-28", "exodus", "MX07032").planned().hours(24),
///         Event::demand("e4", "2023-12-26", "cdh", "let them pass").to("us"),
///         Event::measure("e5", "2023-12", MeasureKind::PORT_CLOSURE, "us", "2023-12")
///             .border("MX", "US")
///             .ends("2023-12"),
///         Event::meeting("m1", "2023-12-27")
///             .host("MX")
///             .delegations([Delegation::of("MX"), Delegation::of("US")])
///             .convened_on("2023-12-20~"),
///     ].map(|event| event.source("efe")))
///     .with(
///         Statistic::draft("s1", "encounters", "2023-11")
///             .unit(Unit::ENCOUNTER)
///             .nature(Nature::Flow)
///             .area("US southwest border")
///             .value(242_418)
///             .publisher("cbp")
///             .published("2023-12-22")
///             .source("efe"),
///     )
///     .build()?;
///
/// dossier.push(Event::returning("e6", "2023-12-27").group("exodus").headcount(400).source("efe"))?;
/// assert_eq!(dossier.events().len(), 7);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Dossier {
    pub(super) title: Option<Text>,
    pub(super) as_of: NaiveDate,
    pub(super) sources: Table<Source>,
    pub(super) parties: Table<Party>,
    pub(super) places: Table<Place>,
    pub(super) groups: Table<MigrantGroup>,
    pub(super) links: Table<Link>,
    pub(super) events: Table<Event>,
    pub(super) statistics: Table<Statistic>,
    /// The events that name a group, by index, ascending.
    pub(super) events_of: HashMap<SmolStr, Vec<usize>>,
}

/// Declares the lists of a dossier once: how they are read, written, accessed and drafted.
macro_rules! lists {
    ($($list:ident, $one:ident: $type:ty, $variant:ident, $doc:literal;)+) => {
        impl Dossier {
            $(
                #[doc = concat!("The ", stringify!($list), ", in the order in which they were added.")]
                pub fn $list(&self) -> &[$type] {
                    self.$list.rows()
                }

                #[doc = $doc]
                pub fn $one(&self, id: impl AsRef<str>) -> Option<&$type> {
                    self.$list.get(id.as_ref())
                }
            )+

            /// The number of records in each list.
            pub(super) fn lengths(&self) -> Lengths {
                Lengths { $($list: self.$list.rows().len(),)+ }
            }

            /// Removes everything added since.
            pub(super) fn truncate(&mut self, lengths: &Lengths) {
                $( self.$list.truncate(lengths.$list); )+
            }

            /// Makes room for records.
            pub(super) fn reserve(&mut self, records: &[Record]) {
                let mut more = Lengths::default();
                for record in records {
                    match record {
                        $( Record::$variant(_) => more.$list += 1, )+
                    }
                }
                $( self.$list.reserve(more.$list); )+
            }

            /// The index that the next record of a list will have.
            pub(super) fn next(&self, list: &str) -> usize {
                match list {
                    $( stringify!($list) => self.$list.rows().len(), )+
                    _ => 0,
                }
            }

            /// The index of a record in its list.
            pub(super) fn index(&self, list: &str, id: &str) -> Option<usize> {
                match list {
                    $( stringify!($list) => self.$list.index(id), )+
                    _ => None,
                }
            }

            /// Adds a record whose id is not taken, and returns its index in its list.
            pub(super) fn insert(&mut self, record: Record) -> Result<usize, Error> {
                match record {
                    $(
                        Record::$variant(record) => {
                            self.$list.push(record)?;
                            Ok(self.$list.rows().len() - 1)
                        }
                    )+
                }
            }
        }

        impl PartialEq for Dossier {
            fn eq(&self, other: &Self) -> bool {
                self.title == other.title
                    && self.as_of == other.as_of
                    $( && self.$list == other.$list )+
            }
        }

        impl Eq for Dossier {}

        /// The number of records in each list of a dossier.
        #[derive(Debug, Clone, Default)]
        pub(super) struct Lengths {
            $( pub(super) $list: usize, )+
        }

        /// A dossier as read: its references may not resolve yet.
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(remote = "Self", default, expecting = "a dossier object")]
        pub struct DossierKeys {
            format: Option<Format>,
            title: Option<Text>,
            #[serde(deserialize_with = "day::deserialize")]
            as_of: Option<NaiveDate>,
            $( $list: Vec<$type>, )+
        }

        impl DossierKeys {
            /// The index that the next record of a list will have.
            fn next(&self, list: &str) -> usize {
                match list {
                    $( stringify!($list) => self.$list.len(), )+
                    _ => 0,
                }
            }

            /// The first list that has a record.
            #[cfg(feature = "json")]
            pub(crate) fn first_list(&self) -> Option<&'static str> {
                let lists = [$( (stringify!($list), self.$list.is_empty()), )+];
                let filled = lists.into_iter().find(|(_, is_empty)| !is_empty);
                filled.map(|(list, _)| list)
            }

            fn push(&mut self, record: Record) {
                match record {
                    $( Record::$variant(record) => self.$list.push(record), )+
                }
            }

            fn each_reference(&self, visit: &mut Visit<'_>) -> Result<(), Error> {
                $( self.$list.iter().try_for_each(|record| record.references(visit))?; )+
                Ok(())
            }

            fn into_records(self) -> Vec<Record> {
                let mut records = Vec::new();
                $( records.extend(self.$list.into_iter().map(Record::$variant)); )+
                records
            }

            fn clear(&mut self, key: &str) -> bool {
                match key {
                    "format" => {}
                    "title" => self.title = None,
                    "as_of" => self.as_of = None,
                    $( stringify!($list) => self.$list.clear(), )+
                    _ => return false,
                }
                true
            }
        }

        impl Serialize for Dossier {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;

                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("format", Format::NAME)?;
                if let Some(title) = &self.title {
                    map.serialize_entry("title", title)?;
                }
                map.serialize_entry("as_of", &self.as_of)?;
                $(
                    if !self.$list().is_empty() {
                        map.serialize_entry(stringify!($list), self.$list())?;
                    }
                )+
                map.end()
            }
        }

        impl Drafted for Dossier {
            type Keys = DossierKeys;
            const LIST: &'static str = "";

            fn assemble(keys: DossierKeys) -> Result<Self, Error> {
                let as_of = keys.as_of.ok_or_else(|| missing("a dossier", "as_of"))?;
                let title = keys.title.clone();
                Self::of_records(as_of, title, keys.into_records())
            }

            fn to_keys(&self) -> DossierKeys {
                DossierKeys {
                    format: Some(Format),
                    title: self.title.clone(),
                    as_of: Some(self.as_of),
                    $( $list: self.$list().to_vec(), )+
                }
            }

            fn name(_: &DossierKeys) -> String {
                String::new()
            }

            fn clear(keys: &mut DossierKeys, key: &str) -> bool {
                keys.clear(key)
            }
        }
    };
}

lists! {
    sources, source: Source, Source, "The source with that id.";
    parties, party: Party, Party, "The party with that id.";
    places, place: Place, Place, "The place with that code.";
    groups, group: MigrantGroup, Group, "The group with that id.";
    links, link: Link, Link, "The link with that id.";
    events, event: Event, Event, "The event with that id.";
    statistics, statistic: Statistic, Statistic, "The statistic with that id.";
}

object_read!(DossierKeys);
built!(Dossier);

impl Dossier {
    /// A draft of a dossier as of the end of that day.
    pub fn draft(as_of: impl TryInto<When, Error: Into<Error>>) -> Draft<Self> {
        let draft: Draft<Self> = Draft::<Self>::from_keys(DossierKeys::default());
        draft.as_of(as_of)
    }

    /// A dossier without records.
    pub(crate) fn empty(as_of: NaiveDate, title: Option<Text>) -> Self {
        Self {
            title,
            as_of,
            sources: Table::default(),
            parties: Table::default(),
            places: Table::default(),
            groups: Table::default(),
            links: Table::default(),
            events: Table::default(),
            statistics: Table::default(),
            events_of: HashMap::new(),
        }
    }

    /// A dossier of these records. Paths start at its lists.
    pub(crate) fn of_records(
        as_of: NaiveDate,
        title: Option<Text>,
        records: Vec<Record>,
    ) -> Result<Self, Error> {
        let mut dossier = Self::empty(as_of, title);
        dossier.seal(records)?;
        Ok(dossier)
    }

    /// What it is about.
    pub fn title(&self) -> Option<&str> {
        self.title.as_ref().map(Text::as_str)
    }

    /// The day that divides past from future.
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// What its statistics are about: each key once, in order, to choose a
    /// [`Series`](crate::Series) by. Keys with only shares, changes, records or rates are left out.
    ///
    /// ```
    /// use corridor::{Dossier, Nature, Party, PartyKind, SeriesKey, Statistic, Unit};
    ///
    /// # let counted = SeriesKey::draft("encounters", Unit::ENCOUNTER, Nature::Flow, "US").build()?;
    /// # let november = Statistic::draft("a", "encounters", "2023-11").key(&counted);
    /// # let dossier = Dossier::draft("2023-12-27")
    /// #     .with(Party::draft("us-cbp", "CBP", PartyKind::Office))
    /// #     .with(november.value(242_418).publisher("us-cbp").published("2023-12-22"))
    /// #     .build()?;
    /// for key in dossier.series_keys() {
    ///     let series = dossier.series(key)?;
    ///     assert_eq!(key.to_string(), "encounters (encounter flow, US)");
    ///     assert_eq!(series.observations().len(), 1);
    /// }
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn series_keys(&self) -> impl ExactSizeIterator<Item = &SeriesKey> {
        let observations = self.statistics().iter().filter(|s| s.is_observation());
        let keys: HashSet<&SeriesKey> = observations.map(Statistic::key).collect();
        let mut keys: Vec<&SeriesKey> = keys.into_iter().collect();
        keys.sort_unstable();
        keys.into_iter()
    }

    /// The group with that id, or the error that there is none.
    pub(crate) fn known_group(&self, id: &str) -> Result<&MigrantGroup, Error> {
        known(self.group(id), id)
    }

    /// The party with that id, or the error that there is none.
    pub(crate) fn known_party(&self, id: &str) -> Result<&Party, Error> {
        known(self.party(id), id)
    }

    /// The vintage of a statistic: the day on which it was published, or else the one plain day on
    /// which all of its sources were.
    pub(crate) fn vintage_of(&self, statistic: &Statistic) -> Option<NaiveDate> {
        statistic.published().or_else(|| {
            let sources = statistic.sources().iter();
            agreed_day(sources.map(|id| self.source(id)))
        })
    }

    /// Every record, list by list, in the order in which they were added.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        let sources = self.sources().iter().map(Record::from);
        let parties = self.parties().iter().map(Record::from);
        let places = self.places().iter().map(Record::from);
        let groups = self.groups().iter().map(Record::from);
        let links = self.links().iter().map(Record::from);
        let events = self.events().iter().map(Record::from);
        let statistics = self.statistics().iter().map(Record::from);
        let named = sources
            .chain(parties)
            .chain(places)
            .chain(groups)
            .chain(links);
        named.chain(events).chain(statistics)
    }

    /// The events that name a group, in the order in which they were added: its movements,
    /// headcounts and statements, and the splits and merges that it takes part in.
    pub(crate) fn events_of(&self, group: &str) -> impl Iterator<Item = &Event> {
        let indices = self.events_of.get(group).map_or(&[][..], Vec::as_slice);
        indices.iter().filter_map(|index| self.events().get(*index))
    }

    /// The events that name any of the groups, each once, in the order in which they were added.
    pub(crate) fn events_of_any<'d>(
        &'d self,
        groups: impl IntoIterator<Item = &'d str>,
    ) -> impl Iterator<Item = &'d Event> {
        let named = groups
            .into_iter()
            .filter_map(|group| self.events_of.get(group));
        let mut indices: Vec<usize> = named.flatten().copied().collect();
        indices.sort_unstable();
        indices.dedup();
        indices
            .into_iter()
            .filter_map(|index| self.events().get(index))
    }

    pub(super) fn has(&self, target: Target, id: &str) -> bool {
        match target {
            Target::Source => self.sources.contains(id),
            Target::Party => self.parties.contains(id),
            Target::Place => self.places.contains(id),
            Target::Group => self.groups.contains(id),
            Target::Interception => self.events.get(id).is_some_and(is_interception),
        }
    }
}

/// The one plain day on which all of these sources were published, if there are any.
pub(super) fn agreed_day<'s>(
    sources: impl Iterator<Item = Option<&'s Source>>,
) -> Option<NaiveDate> {
    let mut days = sources.map(|source| source?.published()?.plain_day());
    let first = days.next()??;
    days.all(|day| day == Some(first)).then_some(first)
}

/// The only format that this version reads and writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Format;

impl Format {
    pub(crate) const NAME: &'static str = "corridor/1";
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::NAME)
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == Self::NAME {
            return Ok(Self);
        }
        let shown: String = shortened(text);
        Err(format!("format {shown:?} is not \"{}\"", Self::NAME))
    }
}

text_form!(Format, "the format \"corridor/1\"", Code::FormatUnknown);

impl<'de> Deserialize<'de> for Dossier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let keys = DossierKeys::deserialize(deserializer).map_err(crate::error::brief)?;
        keys.sealed().map_err(Error::into_serde)
    }
}

impl DossierKeys {
    /// The dossier, if the text states its format.
    pub(crate) fn sealed(self) -> Result<Dossier, Error> {
        if self.format.is_none() {
            return Err(missing("a dossier", "format"));
        }
        Dossier::assemble(self)
    }

    /// Everything in it except its lists.
    #[cfg(feature = "json")]
    pub(crate) fn into_head(self) -> Result<(NaiveDate, Option<Text>), Error> {
        if self.format.is_none() {
            return Err(missing("a dossier", "format"));
        }
        let as_of = self.as_of.ok_or_else(|| missing("a dossier", "as_of"))?;
        Ok((as_of, self.title))
    }
}

impl Draft<Dossier> {
    /// The day that divides past from future: a plain day.
    pub fn as_of(self, day: impl TryInto<When, Error: Into<Error>>) -> Self {
        self.set("as_of", one_day(day), |keys, day| keys.as_of = Some(day))
    }

    /// What it is about.
    pub fn title(self, title: impl AsRef<str>) -> Self {
        let title = Text::try_new(title.as_ref());
        self.set("title", title, |keys, title| keys.title = Some(title))
    }

    /// Adds a record, or a draft of one. Records may refer to records that are added later.
    pub fn with(self, record: impl TryInto<Record, Error: Into<Error>>) -> Self {
        let record: Result<Record, Error> = record.try_into().map_err(Into::into);
        match record {
            Ok(record) => self.put(|keys| keys.push(record)),
            Err(fault) => self.fail(|keys| {
                let list = fault.list();
                let index = keys.next(list);
                fault.at(format_args!("{list}[{index}]"))
            }),
        }
    }

    /// Adds each record, or draft of a record.
    pub fn with_all(
        self,
        records: impl IntoIterator<Item: TryInto<Record, Error: Into<Error>>>,
    ) -> Self {
        records.into_iter().fold(self, Self::with)
    }

    /// Adds the places that records name by a code known to the gazetteer, if they are missing.
    ///
    /// ```
    /// use corridor::{Dossier, Event, Gazetteer, MigrantGroup};
    ///
    /// let dossier = Dossier::draft("2023-12-27")
    ///     .with(MigrantGroup::draft("exodus", "Exodus from Poverty"))
    ///     .with(Event::sighting("e5", "2023-12-27", "exodus", "MX07032"))
    ///     .missing_places_from(Gazetteer::embedded())
    ///     .build()?;
    /// assert_eq!(dossier.places().len(), 1);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn missing_places_from(self, gazetteer: &Gazetteer) -> Self {
        self.put(|keys| {
            let mut known: HashSet<PlaceCode> = keys.places.iter().map(Place::code).collect();
            let mut named = Vec::new();
            let seen = keys.each_reference(&mut |target, id, _| {
                if target == Target::Place
                    && let Ok(code) = id.parse::<PlaceCode>()
                    && known.insert(code)
                {
                    named.push(code);
                }
                Ok(())
            });
            debug_assert!(seen.is_ok(), "the visitor refuses nothing");
            keys.places
                .extend(named.iter().filter_map(|code| gazetteer.get(code)).cloned());
        })
    }
}

fn known<'d, T: Referring>(record: Option<&'d T>, id: &str) -> Result<&'d T, Error> {
    record.ok_or_else(|| {
        let fault = RecordFault::Dangling {
            what: T::WHAT,
            id: shortened(id),
        };
        fault.into()
    })
}
