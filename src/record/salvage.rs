//! Which records of a batch are invalid: those with a fault of their own, and those that refer,
//! directly or indirectly, to an invalid record.

use foldhash::{HashMap, HashMapExt};
use smol_str::SmolStr;

use super::any::each;
use super::dossier::{Dossier, agreed_day};
use super::reference::{
    Path, Referring, Target, circular, dangling, duplicate, is_interception, unpublished,
};
use super::{MigrantGroup, Party, Record, Source};
use crate::error::Error;
use crate::id::Id;

/// A record that its reader refused before the batch was added.
pub(crate) struct Refused {
    /// The list that it was in.
    pub(crate) list: &'static str,
    /// Its id, if that could be read.
    pub(crate) id: Option<SmolStr>,
    /// Whether the list itself was refused, so that no id in it is known.
    pub(crate) whole: bool,
}

/// A record of the batch that is invalid.
pub(crate) struct Fallen {
    /// Its number in the batch.
    pub(crate) number: usize,
    /// What it falls with: refused records are numbered first, then those with faults of their own.
    pub(crate) cause: usize,
    /// What is wrong with it.
    pub(crate) fault: Error,
    /// Whether it falls only because another record does.
    #[cfg_attr(
        not(feature = "json"),
        expect(dead_code, reason = "for lenient readers")
    )]
    pub(crate) falls_with: bool,
}

/// What a reference leads to.
enum Bearer {
    Record(usize),
    Refused(usize),
}

/// A reference from one record of the batch to another.
struct Dependant {
    of: usize,
    number: usize,
    id: SmolStr,
    target: Target,
    path: Path,
}

struct Trials<'r> {
    records: &'r [Record],
    fallen: Vec<Option<Fallen>>,
    /// Numbers of the fallen records, in the order in which they fell.
    order: Vec<usize>,
    causes: usize,
    dependants: Vec<Dependant>,
}

/// The records of the batch that are invalid in the dossier, by number. `place` gives the path of a
/// record of the batch for a message.
///
/// Every fault is found in one pass over the records and their references. Which record another
/// falls with depends on the order of the ids, not on the order of the batch.
pub(crate) fn fallen(
    dossier: &Dossier,
    records: &[Record],
    place: impl Fn(usize) -> String,
    refused: &[Refused],
) -> Vec<Fallen> {
    let mut trials = Trials {
        records,
        fallen: records.iter().map(|_| None).collect(),
        order: Vec::new(),
        causes: refused.len(),
        dependants: Vec::new(),
    };
    let bearers = trials.bearers(dossier, place, refused);
    trials.ask(dossier, refused, &bearers);
    trials.spread();
    trials.break_circles(&bearers, "split_from", |record| match record {
        Record::Group(group) => MigrantGroup::split_from(group),
        _ => None,
    });
    trials.break_circles(&bearers, "of", |record| match record {
        Record::Party(party) => Party::of(party),
        _ => None,
    });
    trials.spread();
    trials.miss_vintages(dossier, &bearers);
    trials.fallen.into_iter().flatten().collect()
}

fn list_of(record: &Record) -> &'static str {
    fn list<T: Referring>(_: &T) -> &'static str {
        T::LIST
    }
    each!(record, record => list(record))
}

type Bearers<'r> = HashMap<(&'static str, &'r str), Bearer>;

impl<'r> Trials<'r> {
    /// The record with each id. An id that is taken is a fault of the later record.
    fn bearers(
        &mut self,
        dossier: &Dossier,
        place: impl Fn(usize) -> String,
        refused: &'r [Refused],
    ) -> Bearers<'r> {
        let mut bearers: Bearers<'r> = HashMap::with_capacity(self.records.len());
        for (number, record) in self.records.iter().enumerate() {
            let list = list_of(record);
            let id = (list, record.id());
            let first = match bearers.get(&id) {
                Some(Bearer::Record(first)) => Some(place(*first)),
                _ => dossier
                    .index(list, record.id())
                    .map(|index| format!("{list}[{index}]")),
            };
            match first {
                Some(first) => {
                    let fault = each!(record, record => duplicate(record, first));
                    self.fails(number, fault);
                }
                None => {
                    bearers.insert(id, Bearer::Record(number));
                }
            }
        }
        for (cause, record) in refused.iter().enumerate() {
            if let Some(id) = &record.id {
                bearers
                    .entry((record.list, id.as_str()))
                    .or_insert(Bearer::Refused(cause));
            }
        }
        bearers
    }

    /// Marks a record as fallen by a fault of its own, unless it has fallen already. Returns the
    /// number of this cause.
    fn fails(&mut self, number: usize, fault: Error) -> Option<usize> {
        let cause = self.causes;
        let fallen = Fallen {
            number,
            cause,
            fault,
            falls_with: false,
        };
        self.falls(fallen).then(|| {
            self.causes += 1;
            cause
        })
    }

    /// Marks a record as fallen, unless it has fallen already.
    fn falls(&mut self, fallen: Fallen) -> bool {
        let number = fallen.number;
        match self.fallen.get_mut(number) {
            Some(free @ None) => {
                *free = Some(fallen);
                self.order.push(number);
                true
            }
            _ => false,
        }
    }

    /// Follows the references of each record.
    fn ask(&mut self, dossier: &Dossier, refused: &[Refused], bearers: &Bearers<'_>) {
        let mut lost: Vec<(usize, Target, SmolStr, Path, Option<usize>)> = Vec::new();
        for (number, record) in self.records.iter().enumerate() {
            let mut visit = |target: Target, id: &str, path: Path| {
                let is_other = |of: usize| {
                    let bearer = self.records.get(of);
                    target == Target::Interception
                        && matches!(bearer, Some(Record::Event(event)) if !is_interception(event))
                };
                match bearers.get(&(target.list(), id)) {
                    Some(&Bearer::Record(of)) if !is_other(of) => {
                        let id = SmolStr::new(id);
                        self.dependants.push(Dependant {
                            of,
                            number,
                            id,
                            target,
                            path,
                        });
                    }
                    _ if dossier.has(target, id) => {}
                    Some(&Bearer::Refused(cause)) => {
                        lost.push((number, target, SmolStr::new(id), path, Some(cause)));
                    }
                    _ => lost.push((number, target, SmolStr::new(id), path, None)),
                }
                Ok(())
            };
            let seen = each!(record, record => record.references(&mut visit));
            debug_assert!(seen.is_ok(), "the visitor refuses nothing");
        }
        let rank = |number: usize| {
            self.records
                .get(number)
                .map(|record| (record.kind(), record.id()))
        };
        lost.sort_by(|one, other| rank(one.0).cmp(&rank(other.0)));
        let whole: HashMap<&'static str, usize> = refused
            .iter()
            .enumerate()
            .filter(|(_, record)| record.whole)
            .map(|(cause, record)| (record.list, cause))
            .collect();
        // The first record to miss another reports it, and the others fall with that one.
        let mut missing: HashMap<(&'static str, SmolStr), usize> = HashMap::new();
        for (number, target, id, path, cause) in lost {
            let Some(record) = self.records.get(number) else {
                continue;
            };
            let fault = each!(record, record => dangling(record, target, &id, path));
            let known = cause.or_else(|| whole.get(target.list()).copied());
            let known = known.or_else(|| missing.get(&(target.list(), id.clone())).copied());
            match known {
                Some(cause) => {
                    self.falls(Fallen {
                        number,
                        cause,
                        fault,
                        falls_with: true,
                    });
                }
                None => {
                    if let Some(cause) = self.fails(number, fault) {
                        missing.insert((target.list(), id), cause);
                    }
                }
            }
        }
    }

    /// Everything that refers to a fallen record falls with it.
    fn spread(&mut self) {
        if self.order.is_empty() {
            return;
        }
        let mut dependants = std::mem::take(&mut self.dependants);
        dependants.sort_by_key(|dependant| (dependant.of, dependant.number));
        let mut next = 0;
        while let Some(&number) = self.order.get(next) {
            next += 1;
            let cause = self
                .fallen
                .get(number)
                .and_then(|fallen| Some(fallen.as_ref()?.cause));
            let start = dependants.partition_point(|dependant| dependant.of < number);
            let of_it = dependants.iter().skip(start);
            for dependant in of_it.take_while(|dependant| dependant.of == number) {
                if let Some(record) = self.records.get(dependant.number) {
                    let Dependant {
                        number,
                        id,
                        target,
                        path,
                        ..
                    } = dependant;
                    let fault = each!(record, record => dangling(record, *target, id, *path));
                    let cause = cause.unwrap_or_default();
                    self.falls(Fallen {
                        number: *number,
                        cause,
                        fault,
                        falls_with: true,
                    });
                }
            }
        }
        self.dependants = dependants;
    }

    /// Fails the statistics whose sources do not state when they were published. Nothing refers to
    /// statistics.
    fn miss_vintages(&mut self, dossier: &Dossier, bearers: &Bearers<'_>) {
        for (number, record) in self.records.iter().enumerate() {
            let Record::Statistic(statistic) = record else {
                continue;
            };
            let source = |id: &Id| match bearers.get(&(Source::LIST, id.as_str())) {
                Some(Bearer::Record(of)) => match self.records.get(*of) {
                    Some(Record::Source(source)) => Some(source),
                    _ => None,
                },
                _ => dossier.source(id),
            };
            let day = statistic.published();
            if day.is_none() && agreed_day(statistic.sources().iter().map(source)).is_none() {
                self.fails(number, unpublished(statistic));
            }
        }
    }

    /// Fails one record of each circle: the one with the first id.
    fn break_circles(
        &mut self,
        bearers: &Bearers<'_>,
        key: &str,
        parent: impl Fn(&'r Record) -> Option<&'r Id>,
    ) {
        let up = |number: usize| {
            let record = self.records.get(number)?;
            match bearers.get(&(list_of(record), parent(record)?.as_str()))? {
                Bearer::Record(up) => Some(*up),
                Bearer::Refused(_) => None,
            }
        };
        let stands = |number: &usize| matches!(self.fallen.get(*number), Some(None));
        let mut starts: Vec<usize> = (0..self.records.len())
            .filter(stands)
            .filter(|number| up(*number).is_some())
            .collect();
        starts.sort_by_key(|number| self.records.get(*number).map(Record::id));
        let mut walk_of: HashMap<usize, usize> = HashMap::new();
        let mut circles = Vec::new();
        for &start in &starts {
            let mut next = Some(start);
            while let Some(number) = next
                && !walk_of.contains_key(&number)
            {
                walk_of.insert(number, start);
                next = up(number);
                if next.and_then(|next| walk_of.get(&next)) == Some(&start) {
                    circles.extend(next);
                }
            }
        }
        for number in circles {
            if let Some(record) = self.records.get(number) {
                let fault = each!(record, record => circular(record, key));
                self.fails(number, fault);
            }
        }
    }
}
