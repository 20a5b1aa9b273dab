//! A sheet of flows from a file: with HXL hashtags, or with a plain header that is read as them.

use std::fmt;
use std::str::FromStr;

use corridor::format::hxl;
use corridor::{Code, CountryCode, Error, Flow, FlowTable, PlaceCode, Subdivision};

use super::command::{Outcome, bytes};
use super::places::gazetteer;

/// Of what was set aside, so much is shown.
const SHOWN: usize = 20;

/// What a code stands for: two letters for a country, the code of a state that the gazetteer knows,
/// or else a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Spot {
    Country(CountryCode),
    Subdivision(Subdivision),
    Place(PlaceCode),
}

impl FromStr for Spot {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.len() == 2 {
            return text.parse().map(Self::Country);
        }
        let state = text.parse().ok().filter(|&state| {
            let gazetteer = gazetteer();
            gazetteer.subdivision_name(state).is_some() && gazetteer.get(text).is_none()
        });
        match state {
            Some(state) => Ok(Self::Subdivision(state)),
            None => text.parse().map(Self::Place),
        }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country(country) => country.fmt(f),
            Self::Subdivision(state) => state.fmt(f),
            Self::Place(place) => place.fmt(f),
        }
    }
}

impl Spot {
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Country(country) => Some(country.name()),
            Self::Subdivision(state) => gazetteer().subdivision_name(state),
            Self::Place(place) => Some(gazetteer().get(place)?.name()),
        }
    }
}

/// Reads a sheet, and says on standard error what it sets aside and reads past.
pub(crate) fn flows(file: &str) -> Outcome<FlowTable<Spot>> {
    flows_of(file, bytes(file)?)
}

/// Reads the bytes of a sheet of that name.
pub(crate) fn flows_of(file: &str, input: Vec<u8>) -> Outcome<FlowTable<Spot>> {
    let mut unread = Vec::new();
    let sheet = match hxl::read_lenient::<Flow<Spot>>(input.as_slice()) {
        Err(error) if error.code() == Code::HashtagsMissing => {
            let text = String::from_utf8(input).map_err(|error| format!("{file}: {error}"))?;
            let (tagged, others) = tagged(&text).map_err(|fault| format!("{file}: {fault}"))?;
            unread = others;
            hxl::read_lenient(tagged.as_bytes())
        }
        sheet => {
            let columns = sheet.iter().flat_map(hxl::Sheet::unknown_columns);
            unread.extend(columns.map(ToString::to_string));
            sheet
        }
    };
    let sheet = sheet.map_err(|error| format!("{file}: {error}"))?;
    if !unread.is_empty() {
        eprintln!("{file}: not read: {}", unread.join(", "));
    }
    let aside = sheet.set_aside();
    for row in aside.iter().take(SHOWN) {
        eprintln!("{file}: set aside: {row}");
    }
    if aside.len() > SHOWN {
        eprintln!("{file}: and {} rows more set aside", aside.len() - SHOWN);
    }
    let mut table = FlowTable::default();
    let added = table.extend(sheet.into_rows());
    added.map_err(|error| format!("{file}: {error}"))?;
    if table.is_empty() {
        return Err(format!("{file}: no row that can be read").into());
    }
    Ok(table)
}

/// The words of a plain header, and the hashtags that are read for them.
const HEADERS: [(&str, &[&str]); 7] = [
    (
        "#loc+code+origin",
        &["origin", "origin_code", "origin_pcode", "from", "origen"],
    ),
    (
        "#loc+code+dest",
        &[
            "destination",
            "destination_code",
            "destination_pcode",
            "to",
            "destino",
        ],
    ),
    (
        "#date+start",
        &["start", "first_day", "period", "month", "date", "desde"],
    ),
    ("#date+end", &["end", "last_day", "hasta"]),
    ("#affected+ind+low", &["low", "lowest"]),
    (
        "#affected+ind+best",
        &[
            "people",
            "individuals",
            "count",
            "best",
            "as_stated",
            "personas",
        ],
    ),
    ("#affected+ind+high", &["high", "highest"]),
];

/// The sheet with hashtags for its header, so that rows keep their numbers. One column for the
/// period stands for both of its ends.
///
/// Returns as well the columns that are not read.
fn tagged(text: &str) -> Result<(String, Vec<String>), String> {
    let text = text.trim_start_matches('\u{feff}');
    let (header, rows) = text.split_once('\n').unwrap_or((text, ""));
    let separator = [',', ';', '\t']
        .into_iter()
        .max_by_key(|&it| header.matches(it).count());
    let separator = separator.unwrap_or(',');
    let (mut tags, mut unread) = (Vec::new(), Vec::new());
    for cell in header.trim_end().split(separator) {
        let cell = cell.trim().trim_matches('"');
        let word = cell.to_lowercase().replace(' ', "_");
        let known = HEADERS
            .iter()
            .find(|(_, words)| words.contains(&word.as_str()));
        if known.is_none() {
            unread.push(cell.to_owned());
        }
        tags.push(known.map_or("#x_unread", |&(tag, _)| tag));
    }
    for (tag, words) in HEADERS {
        let count = tags.iter().filter(|&&it| it == tag).count();
        if count > 1 {
            return Err(format!(
                "{count} columns of {header:?} can be its {}",
                words.join(", ")
            ));
        }
        let needed = !tag.ends_with("low") && !tag.ends_with("high") && !tag.ends_with("end");
        if count == 0 && needed {
            let words = words.join(", ");
            return Err(format!(
                "its header has no column {words}, and there are no HXL hashtags"
            ));
        }
    }
    let period = tags.iter().position(|&tag| tag == "#date+start");
    if tags.contains(&"#date+end") {
        let text = format!("{}\n{rows}", tags.join(&separator.to_string()));
        return Ok((text, unread));
    }
    tags.push("#date+end");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .from_reader(rows.as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    writer
        .write_record(&tags)
        .map_err(|error| error.to_string())?;
    for record in reader.records() {
        let mut record = record.map_err(|error| error.to_string())?;
        let end = period
            .and_then(|period| record.get(period))
            .unwrap_or_default()
            .to_owned();
        record.push_field(&end);
        writer
            .write_record(&record)
            .map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    Ok((text, unread))
}

#[cfg(test)]
mod tests {
    use super::{flows_of, tagged};

    fn read(sheet: &str) -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let table = flows_of("sheet.csv", sheet.into())?;
        Ok(table.iter().map(|flow| flow.to_string()).collect())
    }

    #[test]
    fn a_plain_header_is_read_as_hashtags() -> Result<(), Box<dyn std::error::Error>> {
        let rows = read("From;To;Month;People\nMX-CHP;MX07032;2023-12;6988\nGT;MX;2023;5\n")?;
        assert_eq!(
            rows,
            [
                "5 from GT to MX in 2023",
                "6,988 from MX-CHP to MX07032 in 2023-12"
            ]
        );
        let rows = read(
            "origin,destination,start,end,low,best,high,who\nGT,MX,2023-01,2023-03,1,2,,\"a, b\"\n",
        )?;
        assert_eq!(rows, ["2 (1 or more) from GT to MX in 2023-01/2023-03"]);
        let (_, unread) = tagged("origin,who,destination,date,people\n")?;
        assert_eq!(unread, ["who"]);
        Ok(())
    }

    #[test]
    fn a_header_that_can_be_read_in_two_ways_is_refused() {
        let refused = |sheet: &str| read(sheet).map_err(|error| error.to_string());
        for (sheet, fault) in [
            (
                "from,origin,to,date,people\n",
                "sheet.csv: 2 columns of \"from,origin,to,date,people\" can be its origin, \
                 origin_code, origin_pcode, from, origen",
            ),
            (
                "from,to,date\n",
                "sheet.csv: its header has no column people, individuals, count, best, as_stated, \
                 personas, and there are no HXL hashtags",
            ),
            (
                "from,to,date,people\nGT,MX,2023,many\n",
                "sheet.csv: no row that can be read",
            ),
        ] {
            assert_eq!(refused(sheet), Err(fault.to_owned()));
        }
    }
}
