//! Which records of a dossier can stand when some were refused: those that lead, by whatever
//! references, to no record that is missing.

use std::collections::HashMap;

use chrono::NaiveDate;
use smol_str::SmolStr;

use super::error::RecordError;
use super::raw::RawDossier;
use super::reference::Record;
use super::table::{Table, circular, dangling, duplicate};
use super::{Dossier, Event, MigrantGroup, Party, Source, Statistic};
use crate::{Link, Place, Text};

/// A record that its reader refused.
pub(crate) struct Refused {
    /// The list that it stood in.
    pub(crate) list: &'static str,
    /// Its id, if that could be read.
    pub(crate) id: Option<SmolStr>,
    /// Whether it is the list itself that was refused, and all ids in it are unknown.
    pub(crate) whole: bool,
}

/// A record that cannot stand, though it is none that was refused.
pub(crate) struct Fallen {
    /// The list that it stood in.
    pub(crate) list: &'static str,
    /// Where it stood there.
    pub(crate) index: usize,
    /// What it falls with: the refused ones are numbered first, then those with faults of their own.
    pub(crate) cause: usize,
    /// What is wrong with it, unless it falls with another.
    pub(crate) fault: Option<RecordError>,
}

/// A record on trial.
struct Trial {
    list: &'static str,
    index: usize,
    cause: Option<usize>,
    fault: Option<RecordError>,
    dependants: Vec<usize>,
}

/// Who bears an id.
enum Bearer {
    Trial(usize),
    /// Nobody who stands: whoever leads there falls by this cause.
    Refused(usize),
}

#[derive(Default)]
struct Trials {
    opened: Vec<Trial>,
    bearers: HashMap<(&'static str, SmolStr), Bearer>,
    lists_refused: HashMap<&'static str, usize>,
    causes: usize,
    fallen: Vec<usize>,
}

impl Trials {
    fn open<T: Record>(&mut self, rows: &[(usize, T)]) {
        for (index, row) in rows {
            let number = self.opened.len();
            let (list, index) = (T::LIST, *index);
            let trial = Trial {
                list,
                index,
                cause: None,
                fault: None,
                dependants: Vec::new(),
            };
            self.opened.push(trial);
            let id = (list, SmolStr::new(row.key()));
            match self.bearers.get(&id) {
                Some(Bearer::Trial(first)) => {
                    let first = self.opened.get(*first).map_or(0, |first| first.index);
                    self.fails(number, duplicate(row, first));
                }
                _ => {
                    self.bearers.insert(id, Bearer::Trial(number));
                }
            }
        }
    }

    /// Falls by a fault of its own, unless it has fallen already; the cause that this is.
    fn fails(&mut self, number: usize, fault: RecordError) -> Option<usize> {
        let cause = self.causes;
        if !self.falls(number, cause) {
            return None;
        }
        self.causes += 1;
        if let Some(trial) = self.opened.get_mut(number) {
            trial.fault = Some(fault);
        }
        Some(cause)
    }

    /// Falls, unless it has fallen already.
    fn falls(&mut self, number: usize, cause: usize) -> bool {
        let Some(trial) = self
            .opened
            .get_mut(number)
            .filter(|trial| trial.cause.is_none())
        else {
            return false;
        };
        trial.cause = Some(cause);
        self.fallen.push(number);
        true
    }

    /// Asks what a list's records lead to; `first` is the number of its first one.
    fn ask<T: Record>(&mut self, first: usize, rows: &[(usize, T)]) {
        for (number, (_, row)) in (first..).zip(rows) {
            // The visitor refuses nothing: every reference is seen.
            let _ = row.references(&mut |target, id, path| {
                let bearer = (target.list(), SmolStr::new(id));
                match self.bearers.get(&bearer) {
                    Some(&Bearer::Trial(other)) => {
                        if let Some(other) = self.opened.get_mut(other) {
                            other.dependants.push(number);
                        }
                    }
                    Some(&Bearer::Refused(cause)) => {
                        self.falls(number, cause);
                    }
                    None => match self.lists_refused.get(target.list()) {
                        Some(&cause) => {
                            self.falls(number, cause);
                        }
                        // The first to miss it tells of it; the others fall with that one.
                        None => {
                            if let Some(cause) = self.fails(number, dangling(row, target, id, path))
                            {
                                self.bearers.insert(bearer, Bearer::Refused(cause));
                            }
                        }
                    },
                }
                Ok(())
            });
        }
    }

    /// Everything that leads to what has fallen falls with it.
    fn spread(&mut self) {
        let mut next = 0;
        while let Some(&number) = self.fallen.get(next) {
            next += 1;
            let Some(trial) = self.opened.get_mut(number) else {
                continue;
            };
            let (cause, dependants) = (trial.cause, std::mem::take(&mut trial.dependants));
            for dependant in dependants {
                self.falls(dependant, cause.unwrap_or_default());
            }
        }
    }

    fn stands(&self, number: usize) -> bool {
        self.opened
            .get(number)
            .is_some_and(|trial| trial.cause.is_none())
    }

    /// Fails one record of each circle.
    fn break_circles<T: Record + Clone>(
        &mut self,
        first: usize,
        rows: &[(usize, T)],
        key: &str,
        parent: impl Fn(&T) -> Option<&crate::Id>,
    ) -> Result<(), RecordError> {
        let standing = (first..)
            .zip(rows)
            .filter(|(number, _)| self.stands(*number));
        let (numbers, rows): (Vec<_>, Vec<_>) = standing
            .map(|(number, (_, row))| (number, row.clone()))
            .unzip();
        let table = Table::try_new(rows)?;
        for index in table.circles(parent) {
            if let (Some(&number), Some(row)) = (numbers.get(index), table.rows().get(index)) {
                self.fails(number, circular(row, key));
            }
        }
        Ok(())
    }
}

/// Declares the lists once: each row with the index that it had in the text.
macro_rules! lists {
    ($($list:ident: $type:ty),+ $(,)?) => {
        /// The records that were read, each with the index that it had in its list.
        #[derive(Default)]
        pub(crate) struct Loose {
            $(pub(crate) $list: Vec<(usize, $type)>,)+
        }

        /// The number of the first record of each list.
        #[derive(Default)]
        struct First {
            $($list: usize,)+
        }

        /// Seals a dossier of the records that can stand, and tells which cannot.
        ///
        /// Every fault is found in one pass over the records and their references.
        pub(crate) fn salvage(
            as_of: NaiveDate,
            title: Option<Text>,
            mut loose: Loose,
            refused: &[Refused],
        ) -> Result<(Dossier, Vec<Fallen>), RecordError> {
            // What falls with what must not hang on the order of the text: they are tried in that
            // of their ids, and of namesakes the first in the text comes first. A statistic's own
            // `key` is another.
            $(loose.$list.sort_by(|(_, one), (_, other)| Record::key(one).cmp(Record::key(other)));)+
            let mut trials = Trials { causes: refused.len(), ..Trials::default() };
            let mut first = First::default();
            $(
                first.$list = trials.opened.len();
                trials.open(&loose.$list);
            )+
            for (cause, record) in refused.iter().enumerate() {
                if record.whole {
                    trials.lists_refused.insert(record.list, cause);
                }
                if let Some(id) = &record.id {
                    let id = (record.list, id.clone());
                    trials.bearers.entry(id).or_insert(Bearer::Refused(cause));
                }
            }
            $(trials.ask(first.$list, &loose.$list);)+
            trials.spread();
            trials.break_circles(first.groups, &loose.groups, "split_from", MigrantGroup::split_from)?;
            trials.break_circles(first.parties, &loose.parties, "of", Party::of)?;
            trials.spread();

            let mut raw = RawDossier::new(as_of);
            raw.title = title;
            $(
                let standing = (first.$list..).zip(loose.$list);
                let standing = standing.filter(|(number, _)| trials.stands(*number));
                let mut standing: Vec<_> = standing.map(|(_, row)| row).collect();
                standing.sort_unstable_by_key(|(index, _)| *index);
                raw.$list = standing.into_iter().map(|(_, row)| row).collect();
            )+
            for list in trials.opened.chunk_by_mut(|one, other| one.list == other.list) {
                list.sort_unstable_by_key(|trial| trial.index);
            }
            let fallen = trials.opened.into_iter().filter_map(|trial| {
                let Trial { list, index, cause, fault, .. } = trial;
                Some(Fallen { list, index, cause: cause?, fault })
            });
            Ok((Dossier::seal(raw)?, fallen.collect()))
        }
    };
}

lists! {
    sources: Source,
    parties: Party,
    places: Place,
    groups: MigrantGroup,
    links: Link,
    events: Event,
    statistics: Statistic,
}
