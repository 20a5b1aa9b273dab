//! How a dossier changes. It grows and is corrected, and is consistent at all times.

use smol_str::SmolStr;

use super::any::each;
use super::dossier::Dossier;
use super::error::RecordFault;
use super::reference::{Path, Referring, Target, circular, dangling, unpublished};
use super::{Event, MigrantGroup, Party, Record, RecordKind, Statistic, salvage};
use crate::error::{Error, given};
use crate::place::{Gazetteer, Place};
use crate::time::{When, one_day};

impl Dossier {
    /// Adds a record.
    ///
    /// The cost does not depend on how many records there are.
    ///
    /// ```
    /// use corridor::{Code, Dossier, MigrantGroup};
    ///
    /// let mut dossier = Dossier::draft("2023-12-27").build()?;
    /// dossier.push(MigrantGroup::draft("exodus", "Exodus from Poverty"))?;
    /// let error = dossier.push(MigrantGroup::draft("exodus", "another")).unwrap_err();
    /// assert_eq!(error.code(), Code::IdDuplicate);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    ///
    /// # Errors
    /// An id that is taken ([`Code::IdDuplicate`](crate::Code::IdDuplicate)), a reference to a
    /// missing record ([`Code::ReferenceDangling`](crate::Code::ReferenceDangling)), a group or
    /// party that comes from itself ([`Code::ReferenceCircular`](crate::Code::ReferenceCircular)),
    /// and any fault of a draft. The dossier is then unchanged.
    pub fn push(&mut self, record: impl TryInto<Record, Error: Into<Error>>) -> Result<(), Error> {
        let record = given(record)?;
        self.add_all(vec![record], |fault, _, _| fault)
    }

    /// Adds records, which may refer to each other in any order.
    ///
    /// # Errors
    /// The first fault, as for [`push`](Self::push), with the record's index in the batch as its
    /// path: `[3].headcount`. Drafts are built before references are resolved, and circles are
    /// checked last. The dossier is then unchanged.
    pub fn extend(
        &mut self,
        records: impl IntoIterator<Item: TryInto<Record, Error: Into<Error>>>,
    ) -> Result<(), Error> {
        let numbered = records.into_iter().enumerate();
        let records = numbered.map(|(index, record)| {
            let record = record.try_into().map_err(Into::into);
            record.map_err(|fault: Error| fault.at(format_args!("[{index}]")))
        });
        let records = records.collect::<Result<Vec<Record>, Error>>()?;
        self.add_all(records, |fault, number, _| {
            fault.at(format_args!("[{number}]"))
        })
    }

    /// Adds the valid records and returns the others, each with its error: records with a fault of
    /// their own, and records that refer to one of these. If two records have one id, the later is
    /// returned, even if the first is invalid.
    ///
    /// ```
    /// use corridor::{Dossier, Event, MigrantGroup, Record};
    ///
    /// let mut dossier = Dossier::draft("2023-12-27").build()?;
    /// let records = [
    ///     Record::from(MigrantGroup::draft("exodus", "Exodus from Poverty").build()?),
    ///     Event::returning("e1", "2023-12-27").group("exodus").build()?.into(),
    ///     Event::returning("e2", "2023-12-27").group("caravan").build()?.into(),
    /// ];
    /// let refused = dossier.extend_leniently(records);
    /// assert_eq!(dossier.events().len(), 1);
    /// assert_eq!(refused[0].1.to_string(), "group: event e2: group \"caravan\" is not in the dossier");
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn extend_leniently(
        &mut self,
        records: impl IntoIterator<Item = Record>,
    ) -> Vec<(Record, Error)> {
        let records: Vec<Record> = records.into_iter().collect();
        let place = |number: usize| format!("[{number}]");
        let mut fallen = salvage::fallen(self, &records, place, &[])
            .into_iter()
            .peekable();
        let (mut standing, mut refused) = (Vec::new(), Vec::new());
        for (number, record) in records.into_iter().enumerate() {
            match fallen.next_if(|fallen| fallen.number == number) {
                Some(fallen) => refused.push((record, fallen.fault)),
                None => standing.push(record),
            }
        }
        let added = self.add_all(standing, |fault, _, _| fault);
        debug_assert!(added.is_ok(), "what stands refers to what stands");
        refused
    }

    /// Replaces the record with the same kind and id, and returns the old one.
    ///
    /// # Errors
    /// If there is no record with its kind and id, for a fault as in [`push`](Self::push), or for a
    /// source that would leave a statistic without a day of publication. The dossier is then
    /// unchanged.
    pub fn replace(
        &mut self,
        record: impl TryInto<Record, Error: Into<Error>>,
    ) -> Result<Record, Error> {
        let record = given(record)?;
        each!(&record, record => self.resolve(record))?;
        if let Record::Statistic(statistic) = &record {
            self.resolve_vintage(statistic)?;
        }
        let (kind, id) = (record.kind(), SmolStr::new(record.id()));
        let old = self.swap(record).ok_or_else(|| absent(kind, &id))?;
        let circle = match kind {
            RecordKind::Group => self.groups.comes_from_itself(&id, MigrantGroup::split_from),
            RecordKind::Party => self.parties.comes_from_itself(&id, Party::of),
            _ => false,
        };
        if circle {
            let key = if kind == RecordKind::Group {
                "split_from"
            } else {
                "of"
            };
            let fault = self
                .swap(old)
                .map(|record| each!(&record, record => circular(record, key)));
            return Err(fault.unwrap_or_else(|| absent(kind, &id)));
        }
        // A return may follow an event that is no longer an interception.
        let gone = Target::of(kind).filter(|target| !self.has(*target, &id));
        if let Some(target) = gone
            && let Some(referrer) = self.referrer(target, &id)
        {
            self.swap(old);
            let (what, id) = (target.what(), id.to_string());
            return Err(RecordFault::ReferredTo { what, id, referrer }.into());
        }
        if kind == RecordKind::Source
            && let Err(fault) = self.resolve_vintages_by(&id)
        {
            return Err(self.swap(old).map_or_else(|| absent(kind, &id), |_| fault));
        }
        if let Record::Event(old) = &old
            && let Some(index) = self.events.index(&id)
        {
            self.unlist(old, index);
            self.list(index);
        }
        Ok(old)
    }

    /// Removes a record and returns it.
    ///
    /// # Errors
    /// If there is no record with that kind and id, or if another record refers to it
    /// ([`Code::ReferenceDangling`](crate::Code::ReferenceDangling)); the message names the first
    /// that does. The dossier is then unchanged.
    ///
    /// Later records move up, so the cost grows with the dossier.
    pub fn remove(&mut self, kind: RecordKind, id: impl AsRef<str>) -> Result<Record, Error> {
        let id = id.as_ref();
        let list = kind.list();
        let index = self.index(list, id).ok_or_else(|| absent(kind, id))?;
        // Nothing refers to an event other than an interception.
        let target = Target::of(kind).filter(|target| self.has(*target, id));
        if let Some(referrer) = target.and_then(|target| self.referrer(target, id)) {
            let (what, id) = (kind.as_str(), id.to_owned());
            return Err(RecordFault::ReferredTo { what, id, referrer }.into());
        }
        let removed = match kind {
            RecordKind::Source => self.sources.remove(id).map(Record::Source),
            RecordKind::Party => self.parties.remove(id).map(Record::Party),
            RecordKind::Place => self.places.remove(id).map(Record::Place),
            RecordKind::Group => self.groups.remove(id).map(Record::Group),
            RecordKind::Link => self.links.remove(id).map(Record::Link),
            RecordKind::Statistic => self.statistics.remove(id).map(Record::Statistic),
            RecordKind::Event => self.events.remove(id).map(Record::Event),
        };
        if let Some(Record::Event(event)) = &removed {
            self.unlist(event, index);
            let listed = self.events_of.values_mut().flatten();
            listed
                .filter(|later| **later > index)
                .for_each(|later| *later -= 1);
        }
        removed.ok_or_else(|| absent(kind, id))
    }

    /// Changes the day that divides past from future.
    ///
    /// # Errors
    /// A date that is not one plain day ([`Code::DateInvalid`](crate::Code::DateInvalid)).
    pub fn set_as_of(&mut self, day: impl TryInto<When, Error: Into<Error>>) -> Result<(), Error> {
        self.as_of = one_day(day).map_err(|fault| fault.at("as_of"))?;
        Ok(())
    }

    /// Fills in the seat of each place that has none, if the gazetteer knows one for its code, so
    /// that distances and speeds can be checked. Returns how many were filled in. Existing seats
    /// are kept.
    pub fn fill_seats(&mut self, gazetteer: &Gazetteer) -> usize {
        let unseated = self.places().iter().filter(|place| place.seat().is_none());
        let seated: Vec<Place> = unseated
            .filter_map(|place| {
                let seat = gazetteer.get(place.code())?.seat()?;
                Some(place.clone().with_seat(seat))
            })
            .collect();
        let count = seated.len();
        for place in seated {
            self.places.replace(place);
        }
        count
    }

    /// Adds the records of a whole dossier. Paths start at its lists.
    pub(super) fn seal(&mut self, records: Vec<Record>) -> Result<(), Error> {
        self.add_all(records, |fault, _, index| {
            let list = fault.list();
            fault.at(format_args!("{list}[{index}]"))
        })
    }

    /// Adds all records or none. `path` completes the path of a fault, given the record's number in
    /// the batch and its index in its list.
    fn add_all(
        &mut self,
        records: Vec<Record>,
        path: impl Fn(Error, usize, usize) -> Error,
    ) -> Result<(), Error> {
        let before = self.lengths();
        let added = self.try_add_all(records, path);
        match &added {
            Ok(()) => (before.events..self.events().len()).for_each(|index| self.list(index)),
            Err(_) => self.truncate(&before),
        }
        added
    }

    fn try_add_all(
        &mut self,
        records: Vec<Record>,
        path: impl Fn(Error, usize, usize) -> Error,
    ) -> Result<(), Error> {
        let before = self.lengths();
        self.reserve(&records);
        let mut added: Vec<(usize, RecordKind, usize)> = Vec::with_capacity(records.len());
        // The first fault, by the number of its record.
        let mut first: Option<(usize, Error)> = None;
        for (number, record) in records.into_iter().enumerate() {
            let kind = record.kind();
            match self.insert(record) {
                Ok(index) => added.push((number, kind, index)),
                Err(fault) if first.is_none() => {
                    let index = self.next(fault.list());
                    first = Some((number, path(fault, number, index)));
                }
                Err(_) => {}
            }
        }
        let refused = first.as_ref().map_or(usize::MAX, |(number, _)| *number);
        let earlier = added.iter().take_while(|(number, ..)| *number < refused);
        for &(number, kind, index) in earlier {
            let resolved = match kind {
                RecordKind::Source => self.resolve_at(self.sources(), index),
                RecordKind::Party => self.resolve_at(self.parties(), index),
                RecordKind::Place => self.resolve_at(self.places(), index),
                RecordKind::Group => self.resolve_at(self.groups(), index),
                RecordKind::Link => self.resolve_at(self.links(), index),
                RecordKind::Event => self.resolve_at(self.events(), index),
                RecordKind::Statistic => self
                    .resolve_at(self.statistics(), index)
                    .and_then(|()| self.resolve_vintage_at(index)),
            };
            if let Err(fault) = resolved {
                first = Some((number, path(fault, number, index)));
                break;
            }
        }
        if let Some((_, fault)) = first {
            return Err(fault);
        }
        let in_batch = |of: RecordKind, (index, fault): (usize, Error)| {
            let number = added.iter().find(|added| (added.1, added.2) == (of, index));
            path(fault, number.map_or(0, |added| added.0), index)
        };
        let groups =
            self.groups
                .refuse_circle(before.groups, "split_from", MigrantGroup::split_from);
        groups.map_err(|circle| in_batch(RecordKind::Group, circle))?;
        let parties = self.parties.refuse_circle(before.parties, "of", Party::of);
        parties.map_err(|circle| in_batch(RecordKind::Party, circle))
    }

    fn resolve_at<T: Referring>(&self, rows: &[T], index: usize) -> Result<(), Error> {
        rows.get(index).map_or(Ok(()), |row| self.resolve(row))
    }

    /// Refuses a reference to a missing record.
    fn resolve<T: Referring>(&self, record: &T) -> Result<(), Error> {
        record.references(&mut |target: Target, id: &str, path: Path| {
            if self.has(target, id) {
                Ok(())
            } else {
                Err(dangling(record, target, id, path))
            }
        })
    }

    fn resolve_vintage_at(&self, index: usize) -> Result<(), Error> {
        let statistic = self.statistics().get(index);
        statistic.map_or(Ok(()), |statistic| self.resolve_vintage(statistic))
    }

    /// Refuses a statistic whose vintage is not known.
    fn resolve_vintage(&self, statistic: &Statistic) -> Result<(), Error> {
        match self.vintage_of(statistic) {
            Some(_) => Ok(()),
            None => Err(unpublished(statistic)),
        }
    }

    /// Refuses a source that leaves a statistic without a vintage.
    fn resolve_vintages_by(&self, source: &str) -> Result<(), Error> {
        let statistics = self.statistics().iter();
        let mut by_it = statistics
            .filter(|statistic| statistic.sources().iter().any(|id| id.as_str() == source));
        by_it.try_for_each(|statistic| self.resolve_vintage(statistic))
    }

    fn swap(&mut self, record: Record) -> Option<Record> {
        match record {
            Record::Source(record) => self.sources.replace(record).map(Record::Source),
            Record::Party(record) => self.parties.replace(record).map(Record::Party),
            Record::Place(record) => self.places.replace(record).map(Record::Place),
            Record::Group(record) => self.groups.replace(record).map(Record::Group),
            Record::Link(record) => self.links.replace(record).map(Record::Link),
            Record::Event(record) => self.events.replace(record).map(Record::Event),
            Record::Statistic(record) => self.statistics.replace(record).map(Record::Statistic),
        }
    }

    /// The name of the first record that refers to this one.
    fn referrer(&self, of: Target, id: &str) -> Option<String> {
        fn first<T: Referring>(rows: &[T], of: Target, id: &str) -> Option<String> {
            let refers = |row: &&T| {
                let mut found = false;
                let seen = row.references(&mut |target, other, _| {
                    found |= target == of && other == id;
                    Ok(())
                });
                debug_assert!(seen.is_ok(), "the visitor refuses nothing");
                found
            };
            // A record that refers to itself may be removed.
            let others = rows
                .iter()
                .filter(|row| T::LIST != of.list() || row.key() != id);
            others.into_iter().find(refers).map(Referring::named)
        }
        first(self.sources(), of, id)
            .or_else(|| first(self.parties(), of, id))
            .or_else(|| first(self.groups(), of, id))
            .or_else(|| first(self.links(), of, id))
            .or_else(|| first(self.events(), of, id))
            .or_else(|| first(self.statistics(), of, id))
    }

    /// Lists an event under each group that it names.
    fn list(&mut self, index: usize) {
        let Some(event) = self.events.rows().get(index) else {
            return;
        };
        for group in groups_of(event) {
            let listed = self.events_of.entry(SmolStr::new(group)).or_default();
            if let Err(position) = listed.binary_search(&index) {
                listed.insert(position, index);
            }
        }
    }

    fn unlist(&mut self, event: &Event, index: usize) {
        for group in groups_of(event) {
            if let Some(listed) = self.events_of.get_mut(group)
                && let Ok(position) = listed.binary_search(&index)
            {
                listed.remove(position);
            }
        }
    }
}

/// The groups that an event names.
fn groups_of(event: &Event) -> impl Iterator<Item = &str> {
    let parts = event.parts().iter().map(|part| part.group().as_str());
    let named = event
        .group()
        .into_iter()
        .chain(event.groups())
        .map(crate::id::Id::as_str);
    named.chain(parts)
}

fn absent(kind: RecordKind, id: &str) -> Error {
    let (what, id) = (kind.as_str(), crate::shown::shortened(id));
    RecordFault::Dangling { what, id }.into()
}
