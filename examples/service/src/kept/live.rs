//! A dossier in memory, with what the service must know of it beside.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use corridor::format::json;
use corridor::{Dossier, Error, Place, PlaceCode, Record, RecordKind};

use super::change::Change;
use crate::seats::seat;

/// The store keeps up to this much of what has been replaced or removed since, beyond as much as the
/// dossier itself has; then the dossier is written anew.
const STALE_BYTES: usize = 64 << 10;

/// A dossier in memory. Its places have the seats that the gazetteer knows; what is handed out and
/// stored leaves them out again.
#[derive(Debug)]
pub(crate) struct Live {
    dossier: Dossier,
    /// Places whose seat is the gazetteer's.
    seated: BTreeSet<PlaceCode>,
    /// How often it has changed; its creation is the first time.
    version: i64,
    /// Bytes of it as a log.
    bytes: usize,
    /// Bytes that the store keeps of it.
    stored: usize,
}

impl Live {
    /// A dossier in its first version.
    pub(crate) fn new(dossier: Dossier) -> (Self, Change) {
        let log = json::write_log(&dossier);
        let live = Self::restored(dossier, 1, log.len());
        (live, Change::Whole(log))
    }

    fn restored(dossier: Dossier, version: i64, bytes: usize) -> Self {
        let mut live = Self {
            dossier,
            seated: BTreeSet::new(),
            version,
            bytes,
            stored: bytes,
        };
        live.take_seats();
        live
    }

    /// With the seats that the gazetteer knows.
    pub(crate) fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    pub(crate) fn seated(&self) -> &BTreeSet<PlaceCode> {
        &self.seated
    }

    pub(crate) fn version(&self) -> i64 {
        self.version
    }

    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(crate) fn records(&self) -> usize {
        let of = &self.dossier;
        let named = of.sources().len() + of.parties().len() + of.places().len();
        named + of.groups().len() + of.links().len() + of.events().len() + of.statistics().len()
    }

    /// The dossier as it was sent.
    pub(crate) fn as_sent(&self) -> Dossier {
        let mut dossier = self.dossier.clone();
        for place in self
            .seated
            .iter()
            .filter_map(|code| self.dossier.place(code))
        {
            let replaced = dossier.replace(without_seat(place));
            debug_assert!(replaced.is_ok(), "a place leads to nothing");
        }
        dossier
    }

    /// A record as it was sent.
    pub(crate) fn record(&self, kind: RecordKind, id: &str) -> Option<Record> {
        let of = &self.dossier;
        match kind {
            RecordKind::Source => of.source(id).map(Record::from),
            RecordKind::Party => of.party(id).map(Record::from),
            RecordKind::Place => of.place(id).map(|place| {
                if self.seated.contains(&place.code()) {
                    without_seat(place)
                } else {
                    Record::from(place)
                }
            }),
            RecordKind::Group => of.group(id).map(Record::from),
            RecordKind::Link => of.link(id).map(Record::from),
            RecordKind::Event => of.event(id).map(Record::from),
            RecordKind::Statistic => of.statistic(id).map(Record::from),
            _ => None,
        }
    }

    /// Adds the records that can stand, each of another kind and id; hands back the others.
    pub(crate) fn extend(
        &mut self,
        records: Vec<Record>,
    ) -> (Vec<(Record, Error)>, Option<Change>) {
        let lines: Vec<_> = records
            .iter()
            .map(|record| (record.kind(), record.id().to_owned(), line(record)))
            .collect();
        let refused = self.dossier.extend_leniently(records);
        let keys: BTreeSet<_> = refused
            .iter()
            .map(|(record, _)| (record.kind(), record.id()))
            .collect();
        let stands = |kind: &RecordKind, id: &str| !keys.contains(&(*kind, id));
        let mut has_place = false;
        let mut added = String::new();
        for (kind, _, line) in lines.iter().filter(|(kind, id, _)| stands(kind, id)) {
            has_place |= *kind == RecordKind::Place;
            added += line;
        }
        self.bytes += added.len();
        if has_place {
            self.take_seats();
        }
        let change = (!added.is_empty()).then_some(Change::Added(added));
        (refused, change)
    }

    /// Puts a record in the place of the one of its kind and id.
    pub(crate) fn replace(&mut self, record: Record) -> Result<Change, Error> {
        let (kind, id) = (record.kind(), record.id().to_owned());
        let before = self.record(kind, &id).map_or(0, |old| line(&old).len());
        let line = line(&record);
        self.dossier.replace(record)?;
        self.bytes = self.bytes + line.len() - before;
        if let Ok(code) = id.parse::<PlaceCode>()
            && kind == RecordKind::Place
        {
            self.seated.remove(&code);
            self.take_seats();
        }
        Ok(Change::Replaced(line))
    }

    /// Takes a record out.
    pub(crate) fn remove(&mut self, kind: RecordKind, id: &str) -> Result<Change, Error> {
        let before = self.record(kind, id).map_or(0, |old| line(&old).len());
        self.dossier.remove(kind, id)?;
        self.bytes -= before;
        if let Ok(code) = id.parse::<PlaceCode>()
            && kind == RecordKind::Place
        {
            self.seated.remove(&code);
        }
        Ok(Change::Removed(kind, id.to_owned()))
    }

    /// Moves the day that it is seen from; nothing changes where that is the day already.
    pub(crate) fn set_as_of(&mut self, day: &str) -> Result<Option<Change>, Error> {
        let before = self.dossier.as_of();
        self.dossier.set_as_of(day)?;
        let now = self.dossier.as_of();
        Ok((now != before).then_some(Change::AsOf(now)))
    }

    /// Counts a change that was made, and gives what is to be stored: the change, or the whole dossier
    /// in the place of all that is stored of it.
    pub(crate) fn advance(&mut self, change: Change) -> Change {
        self.version += 1;
        self.stored += change.bytes();
        if self.stored <= 2 * self.bytes + STALE_BYTES {
            return change;
        }
        self.stored = self.bytes;
        Change::Whole(json::write_log(&self.as_sent()))
    }

    /// Makes a stored change again, which was possible before. `live` is what was stored before it.
    pub(crate) fn redo(live: Option<Self>, version: i64, change: Change) -> Result<Self, String> {
        let stored = change.bytes();
        if let Change::Whole(log) = &change {
            let reading = json::read_log_dossier(log, None).map_err(|error| error.to_string())?;
            if let Some(aside) = reading.set_aside().first() {
                return Err(aside.to_string());
            }
            return Ok(Self::restored(reading.into_dossier(), version, log.len()));
        }
        let mut live = live.ok_or("the dossier begins with a change")?;
        if version != live.version + 1 {
            return Err(format!("version {} is followed by it", live.version));
        }
        let refused = |error: Error| error.to_string();
        match change {
            Change::Whole(_) => {}
            Change::Added(lines) => {
                let records: Result<Vec<_>, _> = json::lines(&lines).collect();
                let (aside, _) = live.extend(records.map_err(refused)?);
                if let Some((_, error)) = aside.first() {
                    return Err(error.to_string());
                }
            }
            Change::Replaced(text) => {
                let record = json::read_line(&text).map_err(refused)?;
                live.replace(record).map_err(refused)?;
            }
            Change::Removed(kind, id) => {
                live.remove(kind, &id).map_err(refused)?;
            }
            Change::AsOf(day) => {
                live.set_as_of(&NaiveDate::to_string(&day))
                    .map_err(refused)?;
            }
        }
        live.version = version;
        live.stored += stored;
        Ok(live)
    }

    fn take_seats(&mut self) {
        self.seated.extend(seat(&mut self.dossier));
    }
}

/// A record as a line of a log.
pub(crate) fn line(record: &Record) -> String {
    let line = serde_json::to_string(record);
    debug_assert!(line.is_ok(), "every record has a JSON form");
    line.unwrap_or_default() + "\n"
}

fn without_seat(place: &Place) -> Record {
    let without = place.to_draft().without("seat").build();
    debug_assert!(without.is_ok(), "a place needs no seat");
    without.map_or_else(|_| Record::from(place), Record::from)
}
