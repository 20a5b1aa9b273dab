//! Reads a folder in the input format of FLEE into a network, and says what it could not take as
//! written: every row is in the network, or is the subject of a finding, or both.
//!
//! Columns are known by their position, rows that start with `#` are headings, and a row may end
//! early. What a network has no use for is not read: regions, days of conflict, attributes.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use corridor::{
    Closure, Code, CountryCode, Distance, Link, Network, Place, PlaceKind, Position, When,
};

/// Countries as FLEE's data abbreviate them, which is not how ISO 3166-1 does.
const INFORMAL: [(&str, &str); 3] = [("CAR", "CF"), ("DRC", "CD"), ("RC", "CG")];

/// Why there is nothing to show of a folder.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FolderError {
    #[error("cannot read {}: {cause}", path.display())]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error("{file} is not CSV: {cause}")]
    NotCsv {
        file: &'static str,
        cause: csv::Error,
    },
    #[error("sim_period.csv has no row `StartDate,YYYY-MM-DD`, which dates day 0")]
    NoStartDate,
    #[error(transparent)]
    Network(corridor::Error),
}

impl<E: Into<corridor::Error>> From<E> for FolderError {
    fn from(error: E) -> Self {
        Self::Network(error.into())
    }
}

/// The texts of the files that a network is made of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folder {
    pub(crate) locations: String,
    pub(crate) routes: String,
    pub(crate) closures: String,
    pub(crate) sim_period: String,
}

impl Folder {
    pub(crate) fn read(folder: &Path) -> Result<Self, FolderError> {
        let read = |file: &str| {
            let path = folder.join(file);
            std::fs::read_to_string(&path).map_err(|cause| FolderError::Unreadable { path, cause })
        };
        Ok(Self {
            locations: read("locations.csv")?,
            routes: read("routes.csv")?,
            closures: read("closures.csv")?,
            sim_period: read("sim_period.csv")?,
        })
    }
}

/// One thing that is not as it should be, and in which row, place or link.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub(crate) struct Finding {
    pub(crate) code: Code,
    pub(crate) subject: String,
    pub(crate) message: String,
}

/// What a folder holds.
#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) day_zero: NaiveDate,
    /// How many days are simulated, if that is said.
    pub(crate) days: Option<u64>,
    pub(crate) network: Network,
    pub(crate) findings: Vec<Finding>,
}

impl Import {
    pub(crate) fn of(folder: &Folder) -> Result<Self, FolderError> {
        let mut reader = Reader::default();
        let (day_zero, days) = reader.period(&rows("sim_period.csv", &folder.sim_period)?)?;
        let mut places = Vec::new();
        for (row, number) in rows("locations.csv", &folder.locations)?.iter().zip(1..) {
            let place = reader.place(row, number);
            if let Some(place) = reader.taken(row, place) {
                reader
                    .by_name
                    .insert(place.name().to_owned(), place.clone());
                places.push(place);
            }
        }
        let mut links = Vec::new();
        for row in &rows("routes.csv", &folder.routes)? {
            let link = reader.link(row);
            links.extend(reader.taken(row, link));
        }
        let mut network = Network::try_new(places, links)?;
        for row in &rows("closures.csv", &folder.closures)? {
            let closure = reader.closure(row, day_zero);
            let added = closure.and_then(|closure| Ok(network.add_closure(closure)?));
            reader.taken(row, added);
        }
        reader.report_countries();
        let found = network.check();
        reader.findings.extend(found.iter().map(|finding| Finding {
            code: finding.code(),
            subject:
                (finding.record()).map_or_else(String::new, |(kind, id)| format!("{kind} {id}")),
            message: finding.message(),
        }));
        Ok(Self {
            day_zero,
            days,
            network,
            findings: reader.findings,
        })
    }

    /// The first place of that name, verbatim.
    pub(crate) fn place(&self, name: &str) -> Option<&Place> {
        let mut places = self.network.places().iter();
        places.find(|place| place.name() == name)
    }
}

/// One row, known by its file and line.
struct Row {
    at: String,
    cells: csv::StringRecord,
}

impl Row {
    /// A cell as it is written; none where it is blank, or the row ends before it.
    fn verbatim(&self, column: usize) -> Option<&str> {
        self.cells
            .get(column)
            .filter(|cell| !cell.trim().is_empty())
    }

    fn word(&self, column: usize) -> Option<&str> {
        self.verbatim(column).map(str::trim)
    }
}

fn rows(file: &'static str, text: &str) -> Result<Vec<Row>, FolderError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut lines = Lines::of(text);
    for cells in reader.records() {
        let cells = cells.map_err(|cause| FolderError::NotCsv { file, cause })?;
        let line = lines.of_record_at(cells.position().map_or(0, csv::Position::byte));
        // Not left to the `comment` of the reader: a heading may be quoted, `"#name"`.
        if !cells.get(0).is_some_and(|cell| cell.starts_with('#')) {
            let at = format!("{file}:{line}");
            rows.push(Row { at, cells });
        }
    }
    Ok(rows)
}

/// Counts lines as an editor does: the reader of CSV is one behind where lines end in CR LF, and
/// takes a record to begin with the blank lines before it.
struct Lines<'t> {
    ahead: &'t [u8],
    passed: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            ahead: text.as_bytes(),
            passed: 0,
            line: 1,
        }
    }

    /// Records are asked for in order.
    fn of_record_at(&mut self, byte: u64) -> usize {
        let start = usize::try_from(byte).unwrap_or(usize::MAX);
        while let [next, ahead @ ..] = self.ahead
            && (self.passed < start || matches!(next, b'\r' | b'\n'))
        {
            self.line += usize::from(*next == b'\n');
            self.passed += 1;
            self.ahead = ahead;
        }
        self.line
    }
}

/// Why a row, or a part of it, is not taken.
#[derive(Debug)]
struct Fault {
    code: Code,
    message: String,
}

impl Fault {
    fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }

    fn missing(key: &str) -> Self {
        Self::new(Code::KeyMissing, format!("no {key}"))
    }
}

/// What the library refuses, in its own words.
impl<E: Into<corridor::Error>> From<E> for Fault {
    fn from(error: E) -> Self {
        let error = error.into();
        Self::new(error.code(), error.message())
    }
}

#[derive(Default)]
struct Reader {
    findings: Vec<Finding>,
    by_name: HashMap<String, Place>,
    /// Words for countries that ISO 3166-1 does not have, what they are taken for, and how many
    /// rows say so.
    unlisted: BTreeMap<String, (Option<CountryCode>, u64)>,
}

impl Reader {
    fn report(&mut self, row: &Row, fault: Fault) {
        self.findings.push(Finding {
            code: fault.code,
            subject: row.at.clone(),
            message: fault.message,
        });
    }

    /// What a row was read as, or part of it; a finding in its stead.
    fn taken<T>(&mut self, row: &Row, read: Result<T, Fault>) -> Option<T> {
        read.map_err(|fault| self.report(row, fault)).ok()
    }

    fn period(&mut self, rows: &[Row]) -> Result<(NaiveDate, Option<u64>), FolderError> {
        let (mut day_zero, mut days) = (None, None);
        for row in rows {
            let value = row.word(1).unwrap_or_default();
            match row.word(0) {
                Some("StartDate") => day_zero = value.parse().ok(),
                Some("Length") => days = self.taken(row, count(value)),
                Some(key) => {
                    let unknown = format!("{key:?} is neither StartDate nor Length");
                    self.report(row, Fault::new(Code::KeyUnknown, unknown));
                }
                None => self.report(row, Fault::missing("StartDate or Length")),
            }
        }
        Ok((day_zero.ok_or(FolderError::NoStartDate)?, days))
    }

    /// Columns: name, region, country, latitude, longitude, type, day of conflict, population.
    ///
    /// Its local code tells the how-manieth row it is. Of two rows for one name the first stands.
    fn place(&mut self, row: &Row, number: u64) -> Result<Place, Fault> {
        let name = row.verbatim(0).ok_or_else(|| Fault::missing("name"))?;
        if let Some(first) = self.by_name.get(name) {
            let message = format!("{name:?} is {} already", first.code());
            return Err(Fault::new(Code::PlaceDuplicate, message));
        }
        let mut place = Place::draft(format!("ZZ-L{number}"), name);
        match row.word(2) {
            Some(word) => {
                let country = self.country(word).unwrap_or(CountryCode::UNKNOWN);
                place = place.country(country);
            }
            None => self.report(row, Fault::missing("country")),
        }
        if let Some(seat) = self.taken(row, seat(row)) {
            place = place.seat(seat);
        }
        if let Some(kind) = self.taken(row, kind(row)) {
            place = place.kind(kind);
        }
        if let Some(text) = row.word(7)
            && let Some(population) = self.taken(row, count(text))
        {
            place = place.population(population);
        }
        Ok(place.build()?)
    }

    /// Columns: two names, kilometres, forced redirection. Both ways are passable.
    ///
    /// Without a distance the link is as long as the geodesic between its ends.
    fn link(&mut self, row: &Row) -> Result<Link, Fault> {
        let from = self.named(row, 0, Code::LinkInvalid)?;
        let to = self.named(row, 1, Code::LinkInvalid)?;
        let mut link = Link::draft(&row.at, from.code(), to.code());
        let road = row.word(2);
        if let Some(km) = road {
            link = link.road(Distance::from_km(number(km)?)?);
        }
        let link = link.build()?;
        // One refused link would refuse the whole network: each is tried alone first.
        Network::try_new([from, to], [link.clone()])?;
        if road.is_none() {
            self.report(row, Fault::missing("distance"));
        }
        if let Some(redirection) = row.word(3).filter(|&word| word != "0") {
            let message = format!("forced redirection {redirection:?}: a link compels nobody");
            self.report(row, Fault::new(Code::KeyUnknown, message));
        }
        Ok(link)
    }

    /// Columns: kind, two names, first day, end; days are counted from day 0.
    ///
    /// As FLEE enacts them: closed from the first day until the morning of the end, which is the
    /// first open day; -1 and 0 are no end. So `5,212` from 2013-12-01 is closed from 6 December
    /// to 30 June, as its authors' notes have it. `location` closes its first name alone, whatever
    /// the second says; FLEE shuts in who is there, where a [`Closure`] of a place lets them leave.
    /// `camp` and `idpcamp` make a camp a town, which closes no way.
    fn closure(&mut self, row: &Row, day_zero: NaiveDate) -> Result<Closure, Fault> {
        let named = |column| {
            self.named(row, column, Code::ClosureInvalid)
                .map(|place| place.code())
        };
        let kind = row.word(0).ok_or_else(|| Fault::missing("closure_type"))?;
        let starts = || -> Result<When, Fault> {
            let first = row.word(3).ok_or_else(|| Fault::missing("closure_start"))?;
            day(day_zero, day_number(first)?)
        };
        let closure = match kind {
            "location" => Closure::of_place(named(1)?, starts()?),
            "link" | "links" => Closure::of_link(named(1)?, named(2)?, starts()?),
            "country" => {
                Closure::of_border(self.bordering(row, 1)?, self.bordering(row, 2)?, starts()?)
            }
            _ => {
                let message = format!("{kind:?} closes no place, link or border");
                return Err(Fault::new(Code::ValueInvalid, message));
            }
        };
        let end = row.word(4).map(day_number).transpose()?;
        let closure = closure.id(&row.at);
        let closure = match end {
            None | Some(-1 | 0) => closure,
            Some(end) => closure.until(day(day_zero, end - 1)?),
        };
        if end.is_none() {
            self.report(row, Fault::missing("closure_end"));
        }
        if let ("location", Some(second)) = (kind, row.verbatim(2)) {
            let message = format!("a location is closed by itself, not with {second:?}");
            self.report(row, Fault::new(Code::KeyMisplaced, message));
        }
        Ok(closure.build()?)
    }

    fn named(&self, row: &Row, column: usize, code: Code) -> Result<Place, Fault> {
        let missing = || Fault::missing("name of a place");
        let name = row.verbatim(column).ok_or_else(missing)?;
        let place = self.by_name.get(name).cloned();
        place.ok_or_else(|| Fault::new(code, format!("no place is called {name:?}")))
    }

    fn bordering(&mut self, row: &Row, column: usize) -> Result<CountryCode, Fault> {
        let missing = || Fault::missing("name of a country");
        let word = row.word(column).ok_or_else(missing)?;
        let unknown = || {
            let message = format!("{word:?} is no known country: its border stays open");
            Fault::new(Code::ClosureInvalid, message)
        };
        self.country(word).ok_or_else(unknown)
    }

    fn country(&mut self, word: &str) -> Option<CountryCode> {
        listed(word).or_else(|| {
            let informal = INFORMAL.into_iter().find(|&(informal, _)| informal == word);
            let taken_for = informal.and_then(|(_, code)| code.parse().ok());
            let (_, rows) = self
                .unlisted
                .entry(word.to_owned())
                .or_insert((taken_for, 0));
            *rows += 1;
            taken_for
        })
    }

    /// One finding for each word, not for each row.
    fn report_countries(&mut self) {
        for (word, (taken_for, rows)) in std::mem::take(&mut self.unlisted) {
            let taken = taken_for.map_or_else(
                || "not known".to_owned(),
                |code| format!("taken for {code}, {}", code.name()),
            );
            self.findings.push(Finding {
                code: Code::CountryUnknown,
                message: format!("neither code nor name of ISO 3166-1: {taken} (rows: {rows})"),
                subject: format!("country {word:?}"),
            });
        }
    }
}

/// A country by its code, its name, or what its name alone begins with before a comma or a bracket:
/// "Tanzania", but not "Korea".
fn listed(word: &str) -> Option<CountryCode> {
    let known = || CountryCode::all().filter(|&country| country != CountryCode::UNKNOWN);
    let is_short_for = |country: &CountryCode| {
        let short = country.name().split([',', '(']).next();
        short.map(str::trim_end) == Some(word)
    };
    known()
        .find(|country| country.as_str() == word || country.name() == word)
        .or_else(|| {
            let mut alike = known().filter(is_short_for);
            alike.next().filter(|_| alike.next().is_none())
        })
}

fn seat(row: &Row) -> Result<Position, Fault> {
    match (row.word(3), row.word(4)) {
        (Some(lat), Some(lon)) => Ok(Position::try_new(number(lat)?, number(lon)?)?),
        _ => Err(Fault::missing("lat or lon: FLEE takes 0, 0")),
    }
}

/// FLEE's word, but that its towns are what is called localities here.
fn kind(row: &Row) -> Result<PlaceKind, Fault> {
    match row.word(5) {
        Some("town") => Ok(PlaceKind::LOCALITY),
        Some(word) => Ok(word.parse()?),
        None => Err(Fault::missing("location_type")),
    }
}

fn number(text: &str) -> Result<f64, Fault> {
    let invalid = |_| Fault::new(Code::ValueInvalid, format!("{text:?} is not a number"));
    text.parse().map_err(invalid)
}

fn count(text: &str) -> Result<u64, Fault> {
    let invalid = |_| Fault::new(Code::CountInvalid, format!("{text:?} is not a count"));
    text.parse().map_err(invalid)
}

fn day_number(text: &str) -> Result<i64, Fault> {
    let number = text.parse().ok().filter(|&number| number >= -1);
    let invalid = || {
        Fault::new(
            Code::ValueInvalid,
            format!("{text:?} is not a day's number"),
        )
    };
    number.ok_or_else(invalid)
}

fn day(day_zero: NaiveDate, number: i64) -> Result<When, Fault> {
    let date = u64::try_from(number)
        .ok()
        .and_then(|days| day_zero.checked_add_days(Days::new(days)));
    let invalid = || Fault::new(Code::DateInvalid, format!("day {number} is no date"));
    Ok(When::day(date.ok_or_else(invalid)?)?)
}
