//! Which records of a dossier can stand when some were refused: those that lead, by whatever
//! references, to no record that is missing.

use std::collections::HashMap;

use chrono::NaiveDate;
use smol_str::SmolStr;

use super::error::RecordError;
use super::raw::RawDossier;
use super::reference::{Path, Record, Target};
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
}

/// Who bears an id.
enum Bearer {
    Trial(usize),
    Refused(usize),
}

/// What a reference leads to that does not stand.
enum Lost {
    Refused(usize),
    Missing(Target, SmolStr, Path),
}

/// The records by number: list after list, each in the order of the text.
#[derive(Default)]
struct Trials<'r> {
    opened: Vec<Trial>,
    bearers: HashMap<(&'static str, &'r str), Bearer>,
    /// What is not there at all, by whom that is told.
    missing: HashMap<(&'static str, SmolStr), usize>,
    lists_refused: HashMap<&'static str, usize>,
    causes: usize,
    fallen: Vec<usize>,
    /// What a reference leads to, and whose it is.
    dependants: Vec<(usize, usize)>,
}

impl<'r> Trials<'r> {
    /// Tries the records of a list; the number of the first.
    fn open<T: Record>(&mut self, rows: &'r [(usize, T)]) -> usize {
        let first = self.opened.len();
        self.bearers.reserve(rows.len());
        for (number, (index, row)) in (first..).zip(rows) {
            let trial = Trial {
                list: T::LIST,
                index: *index,
                cause: None,
                fault: None,
            };
            self.opened.push(trial);
            let id = (T::LIST, row.key());
            match self.bearers.get(&id) {
                Some(Bearer::Trial(namesake)) => {
                    let first = self.opened.get(*namesake).map_or(0, |first| first.index);
                    self.fails(number, duplicate(row, first));
                }
                _ => {
                    self.bearers.insert(id, Bearer::Trial(number));
                }
            }
        }
        first
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
        let mut lost: Vec<(usize, &T, Lost)> = Vec::new();
        for (number, (_, row)) in (first..).zip(rows) {
            // The visitor refuses nothing: every reference is seen.
            let _ = row.references(&mut |target, id, path| {
                match self.bearers.get(&(target.list(), id)) {
                    Some(&Bearer::Trial(other)) => self.dependants.push((other, number)),
                    Some(&Bearer::Refused(cause)) => lost.push((number, row, Lost::Refused(cause))),
                    None => {
                        let what = Lost::Missing(target, SmolStr::new(id), path);
                        lost.push((number, row, what));
                    }
                }
                Ok(())
            });
        }
        // What falls with what must not hang on the order of the text, but on that of the ids.
        lost.sort_by(|(_, one, _), (_, other, _)| one.key().cmp(other.key()));
        for (number, row, lost) in lost {
            match lost {
                Lost::Refused(cause) => drop(self.falls(number, cause)),
                Lost::Missing(target, id, path) => self.misses(number, row, target, id, path),
            }
        }
    }

    /// Falls for a record that is not there: the first to miss it tells of it, and the others fall
    /// with that one.
    fn misses<T: Record>(&mut self, number: usize, row: &T, of: Target, id: SmolStr, path: Path) {
        let told = self.lists_refused.get(of.list()).copied();
        let missing = (of.list(), id);
        if let Some(cause) = told.or_else(|| self.missing.get(&missing).copied()) {
            self.falls(number, cause);
        } else if let Some(cause) = self.fails(number, dangling(row, of, &missing.1, path)) {
            self.missing.insert(missing, cause);
        }
    }

    /// Everything that leads to what has fallen falls with it.
    fn spread(&mut self) {
        if self.fallen.is_empty() {
            return;
        }
        let mut dependants = std::mem::take(&mut self.dependants);
        dependants.sort_unstable();
        let mut next = 0;
        while let Some(&number) = self.fallen.get(next) {
            next += 1;
            let cause = self.opened.get(number).and_then(|trial| trial.cause);
            let start = dependants.partition_point(|(of, _)| *of < number);
            let of_it = dependants.iter().skip(start);
            for (_, dependant) in of_it.take_while(|(of, _)| *of == number) {
                self.falls(*dependant, cause.unwrap_or_default());
            }
        }
        self.dependants = dependants;
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
        let mut standing: Vec<_> = (first..)
            .zip(rows)
            .filter(|(number, _)| self.stands(*number))
            .collect();
        standing.sort_by(|(_, (_, one)), (_, (_, other))| one.key().cmp(other.key()));
        let (numbers, rows): (Vec<_>, Vec<_>) = standing
            .into_iter()
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
        struct First {
            $($list: usize,)+
        }

        /// Seals a dossier of the records that can stand, and tells which cannot.
        ///
        /// Every fault is found in one pass over the records and their references.
        pub(crate) fn salvage(
            as_of: NaiveDate,
            title: Option<Text>,
            loose: Loose,
            refused: &[Refused],
        ) -> Result<(Dossier, Vec<Fallen>), RecordError> {
            let mut trials = Trials { causes: refused.len(), ..Trials::default() };
            let first = First { $($list: trials.open(&loose.$list),)+ };
            for (cause, record) in refused.iter().enumerate() {
                if record.whole {
                    trials.lists_refused.insert(record.list, cause);
                }
                if let Some(id) = &record.id {
                    let id = (record.list, id.as_str());
                    trials.bearers.entry(id).or_insert(Bearer::Refused(cause));
                }
            }
            $(trials.ask(first.$list, &loose.$list);)+
            trials.spread();
            trials.break_circles(first.groups, &loose.groups, "split_from", MigrantGroup::split_from)?;
            trials.break_circles(first.parties, &loose.parties, "of", Party::of)?;
            trials.spread();

            let mut tried = trials.opened.into_iter();
            let mut fallen = Vec::new();
            let mut raw = RawDossier::new(as_of);
            raw.title = title;
            $(
                let rows = loose.$list.into_iter().zip(&mut tried);
                let stands = |((_, row), trial): ((usize, $type), Trial)| {
                    let Trial { list, index, cause, fault } = trial;
                    let Some(cause) = cause else { return Some(row) };
                    fallen.push(Fallen { list, index, cause, fault });
                    None
                };
                raw.$list = rows.filter_map(stands).collect();
            )+
            Ok((Dossier::seal(raw)?, fallen))
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
