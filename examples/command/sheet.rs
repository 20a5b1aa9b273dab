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
    let (table, notes) = noted(file, input)?;
    for note in notes {
        eprintln!("{note}");
    }
    Ok(table)
}

/// The flows of a sheet, and what it sets aside and reads past.
fn noted(file: &str, input: Vec<u8>) -> Outcome<(FlowTable<Spot>, Vec<String>)> {
    if input.trim_ascii().is_empty() {
        return Err(format!("{file}: the sheet is empty").into());
    }
    let (mut unread, mut plain) = (Vec::new(), None);
    let sheet = match hxl::read_lenient::<Flow<Spot>>(input.as_slice()) {
        Err(error) if error.code() == Code::HashtagsMissing => {
            let text = String::from_utf8(input).map_err(|error| format!("{file}: {error}"))?;
            let tagged = Tagged::of(&text).map_err(|fault| format!("{file}: {fault}"))?;
            let sheet = hxl::read_lenient(tagged.text.as_bytes());
            unread.clone_from(&tagged.unread);
            plain = Some(tagged);
            sheet
        }
        sheet => {
            let columns = sheet.iter().flat_map(hxl::Sheet::unknown_columns);
            unread.extend(columns.map(ToString::to_string));
            sheet
        }
    };
    // A plain sheet has no hashtags: its messages name the headers that the hashtags stand for.
    let headed = |message: String| match &plain {
        Some(tagged) => tagged.headed(message),
        None => message,
    };
    let sheet = sheet.map_err(|error| headed(format!("{file}: {error}")))?;
    let mut notes = Vec::new();
    if !unread.is_empty() {
        notes.push(format!("{file}: not read: {}", unread.join(", ")));
    }
    let aside = sheet.set_aside();
    for row in aside.iter().take(SHOWN) {
        notes.push(headed(format!("{file}: set aside: {row}")));
    }
    if aside.len() > SHOWN {
        let more = aside.len() - SHOWN;
        notes.push(format!("{file}: and {more} rows more set aside"));
    }
    let mut table = FlowTable::default();
    let added = table.extend(sheet.into_rows());
    added.map_err(|error| format!("{file}: {error}"))?;
    if table.is_empty() {
        notes.push(format!("{file}: no row that can be read"));
        return Err(notes.join("\n").into());
    }
    Ok((table, notes))
}

/// What a plain column may contain, the hashtag that is read for it, and the headers that name it, in
/// lower case.
const HEADERS: [(&str, &str, &[&str]); 7] = [
    (
        "origin",
        "#loc+code+origin",
        &["origin", "origin_code", "origin_pcode", "from", "origen"],
    ),
    (
        "destination",
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
        "period",
        "#date+start",
        &[
            "period",
            "start",
            "first_day",
            "year",
            "month",
            "date",
            "desde",
        ],
    ),
    ("last day", "#date+end", &["end", "last_day", "hasta"]),
    ("lowest figure", "#affected+ind+low", &["low", "lowest"]),
    (
        "people",
        "#affected+ind+best",
        &[
            "people",
            "persons",
            "individuals",
            "count",
            "value",
            "best",
            "as_stated",
            "personas",
        ],
    ),
    ("highest figure", "#affected+ind+high", &["high", "highest"]),
];

/// A sheet with hashtags for its header, so that rows keep their numbers.
struct Tagged {
    text: String,
    /// The hashtag of each column that is read, and its header.
    read: Vec<(&'static str, String)>,
    unread: Vec<String>,
}

impl Tagged {
    /// One column for the period stands for both of its ends.
    fn of(text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}');
        let (header, rows) = text.split_once('\n').unwrap_or((text, ""));
        let separator = [',', ';', '\t']
            .into_iter()
            .max_by_key(|&it| header.matches(it).count());
        let separator = separator.unwrap_or(',');
        let (mut tags, mut read, mut unread) = (Vec::new(), Vec::new(), Vec::new());
        for cell in header.trim_end().split(separator) {
            let cell = cell.trim().trim_matches('"');
            let word = cell.to_lowercase().replace(' ', "_");
            let known = HEADERS
                .iter()
                .find(|(_, _, words)| words.contains(&word.as_str()));
            match known {
                Some(&(_, tag, _)) => read.push((tag, cell.to_owned())),
                None => unread.push(cell.to_owned()),
            }
            tags.push(known.map_or("#x_unread", |&(_, tag, _)| tag));
        }
        for (what, tag, words) in HEADERS {
            let found = read.iter().filter(|(it, _)| *it == tag);
            let found: Vec<_> = found.map(|(_, header)| format!("{header:?}")).collect();
            if found.len() > 1 {
                return Err(format!("{} can each be its {what}", found.join(" and ")));
            }
            let needed = !tag.ends_with("low") && !tag.ends_with("high") && !tag.ends_with("end");
            if found.is_empty() && needed {
                return Err(format!(
                    "the sheet has no HXL hashtags, and no column of its header {:?} is called {}",
                    header.trim_end(),
                    words.join(", ")
                ));
            }
        }
        let text = match tags.iter().position(|&tag| tag == "#date+start") {
            Some(period) if !tags.contains(&"#date+end") => {
                with_ends(tags, rows, separator, period)?
            }
            _ => format!("{}\n{rows}", tags.join(&separator.to_string())),
        };
        Ok(Self { text, read, unread })
    }

    /// A message about the tagged sheet, with the sheet's own headers.
    fn headed(&self, message: String) -> String {
        self.read.iter().fold(message, |message, (tag, header)| {
            message.replacen(&format!("({tag})"), &format!("({header:?})"), 1)
        })
    }
}

/// The sheet with its period once more, in a last column for its end.
fn with_ends(
    mut tags: Vec<&str>,
    rows: &str,
    separator: char,
    period: usize,
) -> Result<String, String> {
    let columns = tags.len();
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
        let end = record.get(period).unwrap_or_default().to_owned();
        // A row that is cut short stays so, and is refused where it ends.
        if record.len() >= columns {
            record.push_field(&end);
        }
        writer
            .write_record(&record)
            .map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Outcome, noted};

    fn read(sheet: &str) -> Outcome<Vec<String>> {
        let (table, _) = noted("sheet.csv", sheet.into())?;
        Ok(table.iter().map(|flow| flow.to_string()).collect())
    }

    fn notes(sheet: &str) -> Outcome<Vec<String>> {
        Ok(noted("sheet.csv", sheet.into())?.1)
    }

    #[test]
    fn a_plain_header_is_read_as_hashtags() -> Outcome {
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
        for people in ["Persons", "people", "VALUE", "Count", "As stated"] {
            let rows = read(&format!("From,To,Date,{people}\nGT,MX,2023,5\n"))?;
            assert_eq!(rows, ["5 from GT to MX in 2023"], "{people}");
        }
        assert_eq!(
            notes("origin,who,destination,date,people\nGT,IOM,MX,2023,5\n")?,
            ["sheet.csv: not read: who"]
        );
        Ok(())
    }

    /// A column is named as the sheet heads it, with hashtags and without.
    #[test]
    fn messages_name_the_columns_of_the_sheet() -> Outcome {
        let plain = "Origin,Destination,Date,Persons\nGT,MX,2023,5\nGT,MX,2023,many\nGT,MX,2023-13,5\nGT,MX,2023\n";
        assert_eq!(
            notes(plain)?,
            [
                "sheet.csv: set aside: row 3, line 3: column 4 (\"Persons\"): \"many\" is not a whole \
                 number from 0 to 18446744073709551615 [count-invalid]",
                "sheet.csv: set aside: row 4, line 4: column 3 (\"Date\"): \"2023-13\" is not a \
                 period: month 13 is not from 1 to 12 [period-invalid]",
                "sheet.csv: set aside: row 5, line 5: column 4 (\"Persons\"): the row ends before it; \
                 it is cut short, or lacks the commas of its blank cells [row-malformed]",
            ]
        );
        let tagged = "#adm1+origin+code,#loc+code+destination,#date+start,#date+end,#affected+ind\n\
                      GT,MX,2023,2023,5\nGT,MX,2023,2023,many\n";
        assert_eq!(
            notes(tagged)?,
            [
                "sheet.csv: set aside: row 3, line 3: column 5 (#affected+ind): \"many\" is not a whole \
                 number from 0 to 18446744073709551615 [count-invalid]"
            ]
        );
        Ok(())
    }

    #[test]
    fn a_header_that_can_be_read_in_two_ways_is_refused() {
        let refused = |sheet: &str| read(sheet).map_err(|error| error.to_string());
        for (sheet, fault) in [
            (
                "from,Origin,to,date,people\n",
                "sheet.csv: \"from\" and \"Origin\" can each be its origin",
            ),
            (
                "from,to,date\n",
                "sheet.csv: the sheet has no HXL hashtags, and no column of its header \
                 \"from,to,date\" is called people, persons, individuals, count, value, best, \
                 as_stated, personas",
            ),
            (
                "from,to,date,people\nGT,MX,2023,many\n",
                "sheet.csv: set aside: row 2, line 2: column 4 (\"people\"): \"many\" is not a whole \
                 number from 0 to 18446744073709551615 [count-invalid]\n\
                 sheet.csv: no row that can be read",
            ),
            ("\r\n", "sheet.csv: the sheet is empty"),
        ] {
            assert_eq!(refused(sheet), Err(fault.to_owned()));
        }
    }
}
