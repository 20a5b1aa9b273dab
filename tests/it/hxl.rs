//! Sheets with hashtags: what is written, read back, is equal; and what is refused.

use std::io::{self, Read};

use corridor::format::hxl::{self, ClaimRow, SheetRow};
use corridor::*;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary;

/// Texts that a spreadsheet would run, and such as have been defused by somebody before.
fn text() -> impl Strategy<Value = String> {
    let start = select(vec![
        "", "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "＝", "＋", "'", "''", "'=", "''+", " ",
        " =", "\"", ",", "#",
    ]);
    (start, arbitrary::text()).prop_map(|(start, text)| format!("{start}{text}"))
}

fn id() -> impl Strategy<Value = Id> {
    "[=+@'#-]{0,2}[a-z0-9,;\"é]{1,10}".prop_map(|text| text.parse().unwrap())
}

fn figure() -> impl Strategy<Value = Figure> {
    (arbitrary::estimate(), option::of(text())).prop_map(|(estimate, words)| match words {
        Some(words) => Figure::new(estimate).with_words(words).unwrap(),
        None => Figure::new(estimate),
    })
}

fn table() -> impl Strategy<Value = FlowTable> {
    let flow = (
        arbitrary::code(),
        arbitrary::code(),
        arbitrary::period(),
        arbitrary::estimate(),
    );
    vec(flow, 0..20).prop_map(|flows| {
        let mut table = FlowTable::new();
        for (origin, destination, period, people) in flows {
            // All of a table together fit 64 bits.
            let part = |count: u64| count / 32;
            let people = Estimate::try_new(
                part(people.low()),
                part(people.best()),
                people.high().map(part),
            );
            table
                .add(origin, destination, period, people.unwrap())
                .unwrap();
        }
        table
    })
}

fn claim() -> impl Strategy<Value = ClaimRow> {
    let claimant = option::of((
        text(),
        select(vec![SourceKind::Agency, SourceKind::Organiser]),
    ));
    let claim = (id(), id(), arbitrary::when(), figure());
    (
        claim,
        option::of(text()),
        claimant,
        option::of(id()),
        vec(id(), 0..4),
    )
        .prop_map(|((event, group, on, figure), name, claimant, party, via)| {
            let mut row = ClaimRow::new(event, group, on, figure).with_via(via);
            if let Some(name) = name {
                row = row.with_group_name(name).unwrap();
            }
            if let Some((name, kind)) = claimant {
                row = row.with_claimant(name, kind).unwrap();
            }
            match party {
                Some(party) => row.with_party(party),
                None => row,
            }
        })
}

fn statistic() -> impl Strategy<Value = Statistic> {
    let key = (
        text(),
        select(vec!["person", "tents", "=tents", "'+tents"]),
        arbitrary::area(),
    );
    let breakdown = btree_map(text(), text(), 0..4);
    let rest = (id(), id(), arbitrary::day(), vec(id(), 0..3));
    let value = (figure(), select("ABEHJOPQ".chars().collect::<Vec<_>>()));
    (
        key,
        any::<bool>(),
        breakdown,
        arbitrary::period(),
        value,
        rest,
    )
        .prop_map(
            |((indicator, unit, area), stock, breakdown, period, (figure, status), rest)| {
                let nature = if stock { Nature::Stock } else { Nature::Flow };
                let status: ObservationStatus = status.to_string().parse().unwrap();
                let (id, publisher, published, sources) = rest;
                let draft = Statistic::draft(id, indicator, period)
                    .unit(unit)
                    .nature(nature)
                    .area(area)
                    .status(status)
                    .publisher(publisher)
                    .published(published)
                    .sources(sources);
                let breakdown = breakdown.into_iter();
                let draft = breakdown.fold(draft, |draft, (dimension, value)| {
                    draft.breakdown(dimension, value)
                });
                let draft = if status.is_missing() {
                    draft
                } else {
                    draft.value(figure)
                };
                draft.build().unwrap()
            },
        )
}

fn sheet_of_flows(table: &FlowTable) -> Vec<u8> {
    let mut sheet = Vec::new();
    hxl::write_flows(table, &mut sheet).unwrap();
    sheet
}

fn sheet_of_claims(claims: &[ClaimRow]) -> Vec<u8> {
    let mut sheet = Vec::new();
    hxl::write_claims(claims, &mut sheet).unwrap();
    sheet
}

fn sheet_of_statistics(statistics: &[Statistic]) -> Vec<u8> {
    let mut sheet = Vec::new();
    hxl::write_statistics(statistics, &mut sheet).unwrap();
    sheet
}

/// The cells of a sheet, as any reader of CSV has them.
fn cells(sheet: &[u8]) -> Vec<Vec<String>> {
    let mut csv = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(sheet);
    csv.records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// Reads a sheet of which nothing is unknown.
fn read<T: SheetRow>(sheet: &[u8]) -> Vec<T> {
    let read = hxl::read::<T>(sheet).unwrap();
    assert_eq!(read.unknown_columns(), []);
    read.into_rows()
}

fn would_run(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

proptest! {
    #[test]
    fn flows_come_back(table in table()) {
        let sheet = sheet_of_flows(&table);
        let flows: Vec<Flow> = read(&sheet);
        prop_assert_eq!(&flows, &table.iter().collect::<Vec<_>>());
        let mut again = FlowTable::new();
        again.extend(flows).unwrap();
        prop_assert_eq!(again, table);
    }

    #[test]
    fn claims_come_back(claims in vec(claim(), 0..8)) {
        let sheet = sheet_of_claims(&claims);
        prop_assert_eq!(read::<ClaimRow>(&sheet), claims);
        prop_assert!(!cells(&sheet).concat().iter().any(|cell| would_run(cell)));
    }

    #[test]
    fn statistics_come_back(statistics in vec(statistic(), 0..8)) {
        let sheet = sheet_of_statistics(&statistics);
        prop_assert_eq!(read::<Statistic>(&sheet), statistics);
        prop_assert!(!cells(&sheet).concat().iter().any(|cell| would_run(cell)));
    }

    #[test]
    fn statistics_of_any_sort_come_back(statistics in vec(arbitrary::statistic(), 0..4)) {
        let fits = |statistic: &Statistic| statistic.change().is_none() && statistic.rank().is_none();
        let statistics: Vec<_> = statistics.into_iter().filter(fits).map(|statistic| {
            let draft = statistic.to_draft().without("composition").without("codes");
            draft.build().unwrap()
        }).collect();
        prop_assert_eq!(read::<Statistic>(&sheet_of_statistics(&statistics)), statistics);
    }

    /// What stands between the cells makes no difference, of whatever the cells consist.
    #[test]
    fn any_separator_reads_the_same(
        claims in vec(claim(), 0..6),
        above in vec(vec("[a-z#,;\\t\"\n]{0,9}", 1..4), 0..3),
    ) {
        let rows = [above, cells(&sheet_of_claims(&claims))].concat();
        for separator in *b",;\t" {
            let mut csv = csv::WriterBuilder::new()
                .delimiter(separator)
                .flexible(true)
                .from_writer(Vec::new());
            for row in &rows {
                csv.write_record(row).unwrap();
            }
            let sheet = csv.into_inner().unwrap();
            let sheet = hxl::read::<ClaimRow>(&sheet[..]).unwrap();
            prop_assert_eq!(sheet.rows(), &claims[..]);
        }
    }

    /// Columns and attributes in another order, upper case, other line ends, a byte-order mark,
    /// rows above, empty rows and columns of somebody else's.
    #[test]
    fn another_hand_writes_the_same(
        claims in vec(claim(), 1..6),
        seed in any::<u64>(),
        above in 0..23_usize,
        mark in any::<bool>(),
        ends in vec(select(vec!["\n", "\r\n", "\r"]), 1..5),
    ) {
        let mut rows = cells(&sheet_of_claims(&claims));
        for tag in &mut rows[1] {
            let mut words: Vec<_> = tag[1..].split('+').skip(1).map(str::to_uppercase).collect();
            words.reverse();
            let hashtag = tag[1..].split('+').next().unwrap().to_uppercase();
            *tag = format!(" #{hashtag} +{} ", words.join(" + "));
        }
        for (index, row) in rows.iter_mut().enumerate() {
            let own = ["Colour", "#x_colour+name", "'=red"][index.min(2)];
            row.push(own.to_owned());
            // The same shuffle for each row.
            let mut state = seed | 1;
            for last in (1..row.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                row.swap(last, (state >> 33) as usize % (last + 1));
            }
        }
        for _ in 0..above {
            rows.insert(0, vec!["Exodus from Poverty".to_owned(), "#1".to_owned()]);
        }
        rows.insert(above + 2, vec![String::new(); 15]);
        let mut sheet = String::from(if mark { "\u{feff}" } else { "" });
        for (row, end) in rows.iter().zip(ends.iter().cycle()) {
            let quoted = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            sheet += &quoted.collect::<Vec<_>>().join(",");
            sheet += end;
        }
        let read = hxl::read::<ClaimRow>(sheet.as_bytes()).unwrap();
        prop_assert_eq!(read.rows(), claims);
        prop_assert_eq!(read.unknown_columns().len(), 1);
        prop_assert_eq!(read.unknown_columns()[0].header(), "Colour");
        prop_assert_eq!(read.unknown_columns()[0].tag(), "#x_colour+name");
    }
}

const FLOWS: &str = "#loc+code+origin,#loc+code+dest,#date+start,#date+end,#affected+ind+low,#affected+ind+best,#affected+ind+high";
const STATISTICS: &str = "#meta+id,#indicator+name,#indicator+unit,#indicator+nature,#loc+area,\
    #indicator+dimension+name,#indicator+dimension+value,#indicator+dimension+name,#indicator+dimension+value,\
    #date+start,#date+end,#status+code,#indicator+value+num+low,#indicator+value+num+best,\
    #indicator+value+num+high,#description+quote,#org+reporting+id,#date+reported,#meta+source+ids";

fn refusal<T: SheetRow + std::fmt::Debug>(sheet: &str) -> (Code, String) {
    let error = hxl::read::<T>(sheet.as_bytes()).unwrap_err();
    assert_eq!(error.clone().code(), error.code());
    (error.code(), error.to_string())
}

#[test]
fn flows_that_are_refused() {
    for (row, code, message) in [
        (
            "MX07089,MX07032,2023-12,2023-12,6e3,6000,",
            Code::CountInvalid,
            "row 2, column 5 (#affected+ind+low): \"6e3\" is not a whole number from 0 to 18446744073709551615",
        ),
        (
            "MX07089,MX07032,2023-12,2023-12,-1,6000,",
            Code::CountInvalid,
            "row 2, column 5 (#affected+ind+low): \"-1\" is not a whole number from 0 to 18446744073709551615",
        ),
        (
            "MX07089,MX07032,2023-12,2023-12,+1,6000,",
            Code::CountInvalid,
            "row 2, column 5 (#affected+ind+low): \"+1\" is not a whole number from 0 to 18446744073709551615",
        ),
        (
            "MX07089,MX07032,2023-12,2023-12,0,18446744073709551616,",
            Code::CountInvalid,
            "row 2, column 6 (#affected+ind+best): \"18446744073709551616\" is not a whole number from 0 to 18446744073709551615",
        ),
        (
            "MX07089,MX07032,2023-12,2023-12,7000,6000,8000",
            Code::EstimateOutOfOrder,
            "row 2, column 6 (#affected+ind+best): low 7000 is above best 6000",
        ),
        (
            "MX07089,MX07032,2023-12,2023-12,,6000,",
            Code::KeyMissing,
            "row 2, column 5 (#affected+ind+low): there must be something here",
        ),
        (
            "MX07089,MX07032,2023-12,2023-12,6000,,",
            Code::KeyMissing,
            "row 2, column 6 (#affected+ind+best): there must be something here",
        ),
        (
            "MX07089,MX07032,2023-12,2023-12,,,",
            Code::KeyMissing,
            "row 2, column 6 (#affected+ind+best): there must be something here",
        ),
        (
            "Tapachula,MX07032,2023-12,2023-12,6000,6000,",
            Code::PlaceCodeInvalid,
            "",
        ),
        (
            "MX07089,MX07032,24.12.2023,2023-12,6000,6000,",
            Code::PeriodInvalid,
            "",
        ),
        (
            "MX07089,MX07032,2023-12-24,2023-11,6000,6000,",
            Code::PeriodReversed,
            "row 2, column 4 (#date+end): a period that starts on 2023-12-24 cannot end on 2023-11-30",
        ),
    ] {
        let (found, said) = refusal::<Flow>(&format!("{FLOWS}\n{row}\n"));
        assert_eq!(found, code, "{row}: {said}");
        assert!(message.is_empty() || said == message, "{row}: {said}");
    }
}

/// What a sheet has beside levels of areas, and what it has no column for.
#[test]
fn statistics_of_every_sort_have_their_columns() {
    let head = "#meta+id,#indicator+name,#indicator+unit,#indicator+nature,#loc+code,#date+start,#date+end,\
                #status+code,#indicator+value+num,#indicator+value+per,#indicator+value+percent,\
                #indicator+whole+name,#description+quote,#org+reporting+id,#meta+recommended";
    let sheet = format!(
        "{head}\n\
         a,landings,person,flow,IT-L1,2023-09-12,2023-09-12,A,5000,,,,,viminale,true\n\
         b,landings,person,flow,IT-L1,2023-09,2023-09,A,300,day,,,,viminale,\n\
         c,landings,person,flow,IT-L1,2023-09,2023-09,A,,,12.5,all landings,,viminale,\n\
         d,landings,person,flow,IT-L1,2023-09,2023-09,A,,,,,\"3,000 a day\",viminale,\n"
    );
    let rows = read::<Statistic>(sheet.as_bytes());
    let places = rows.iter().filter_map(|row| row.key().place());
    assert_eq!(places.count(), 4);
    assert!(rows[0].is_recommended() && rows[0].published().is_none());
    assert_eq!(
        (rows[1].per(), rows[3].per()),
        (Some(Per::Day), Some(Per::Day))
    );
    assert_eq!(
        (rows[2].percent().map(Percent::best), rows[2].of()),
        (Some(12.5), Some("all landings"))
    );
    assert_eq!(read::<Statistic>(&sheet_of_statistics(&rows)), rows);
    let refused = |from: &str, to: &str| refusal::<Statistic>(&sheet.replacen(from, to, 1));
    for (from, to, said) in [
        (
            ",A,300,day,",
            ",A,300,hour,",
            "row 3, column 10 (#indicator+value+per): ",
        ),
        (
            ",A,300,day,",
            ",A,300,day,5",
            "row 3, column 11 (#indicator+value+percent): ",
        ),
        (
            ",,12.5,all",
            ",,12.5 %,all",
            "row 4, column 11 (#indicator+value+percent): ",
        ),
        (
            ",,12.5,all",
            ",,-12.5,all",
            "row 4, column 11 (#indicator+value+percent): ",
        ),
        (",,12.5,all", ",,,all", "row 4, column 8 (#status+code): "),
        ("flow,IT-L1,2023-09-12", "flow,,2023-09-12", ""),
        (
            ",viminale,true",
            ",viminale,yes",
            "row 2, column 15 (#meta+recommended): ",
        ),
        ("#loc+code", "#loc+name", "row 1 tags no column #loc+area"),
    ] {
        let (_, found) = refused(from, to);
        assert!(found.starts_with(said), "{to}: {found}");
    }
    let change = rows[0]
        .to_draft()
        .without("value")
        .change(Change::up("2023-08").percent(31.0));
    let error = hxl::write_statistics(&[change.build().unwrap()], Vec::new()).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (
            Code::KeyMisplaced,
            "row 3 (#status+code): a sheet has no columns for a change or a rank"
        )
    );
}

#[test]
fn statistics_that_are_refused() {
    let row = |cells: &str| refusal::<Statistic>(&format!("{STATISTICS}\n{cells}\n"));
    let plain = "s1,encounters,encounter,flow,US,,,,,2023-11,2023-11,A,1,1,1,,us-cbp,2023-12-22,";
    assert_eq!(
        read::<Statistic>(format!("{STATISTICS}\n{plain}\n").as_bytes()).len(),
        1
    );
    for (cells, code) in [
        (plain.replace(",A,1,1,1,", ",O,1,1,1,"), Code::ValueMissing),
        (plain.replace(",A,1,1,1,", ",A,,,,"), Code::ValueMissing),
        (plain.replace(",A,", ",Z,"), Code::ValueInvalid),
        (plain.replace(",flow,", ",flux,"), Code::ValueInvalid),
        (plain.replace(",US,", ",QQ,"), Code::AreaInvalid),
        (plain.replace("2023-12-22", "2023-12"), Code::DateInvalid),
        (plain.replace("US,,,,", "US,sex,,,"), Code::KeyMissing),
        (plain.replace("US,,,,", "US,,f,,"), Code::KeyMissing),
        (
            plain.replace("US,,,,", "US,sex,f,sex,m"),
            Code::KeyDuplicate,
        ),
        (plain.replace("s1,", "s 1,"), Code::IdInvalid),
        (
            plain.replace("1,1,1,,", ",,,plenty,"),
            Code::PhraseUnreadable,
        ),
    ] {
        let (found, said) = row(&cells);
        assert_eq!(found, code, "{cells}: {said}");
    }
    // A dimension without a value beside it.
    let alone = STATISTICS.replacen("#indicator+dimension+value,", "", 1);
    let cells = plain.replace("US,,,,", "US,sex,f,age");
    let (code, said) = refusal::<Statistic>(&format!("{alone}\n{cells}\n"));
    assert_eq!(code, Code::KeyMissing);
    assert_eq!(
        said,
        "row 2, column 7 (#indicator+dimension+name): the column that goes with this one is missing"
    );
}

#[test]
fn words_stand_for_a_figure_that_is_left_out() {
    let sheet = "#event+id,#group+id,#date+occurred,#description+quote\ne5,exodus,2023-12-27,\"more than 6,000\"\n";
    let claims: Vec<ClaimRow> = read(sheet.as_bytes());
    assert_eq!(claims[0].estimate(), Estimate::at_least(6_000));
    let sheet = "#event+id,#group+id,#date+occurred\ne5,exodus,2023-12-27\n";
    assert_eq!(
        refusal::<ClaimRow>(sheet).1,
        "row 2 (#affected+ind+best): there must be something here"
    );
}

#[test]
fn days_of_claims() {
    let tags =
        "#event+id,#group+id,#group+name,#affected+ind,#date+start,#date+end,#meta+date+edtf";
    let sheet = |days: &str| format!("{tags}\ne,g,G,1,{days}\n");
    for (days, on) in [
        (
            "2023-12-24,2023-12-27,2023-12-24/2023-12-27",
            "2023-12-24/2023-12-27",
        ),
        ("2023-12-20,2023-12-20,2023-12-20~", "2023-12-20~"),
        (",,2023-12-20~", "2023-12-20~"),
        ("2023-12,,2023-12", "2023-12"),
        ("2023-12-18,,2023-12-18/..", "2023-12-18/.."),
        ("2023-12-24,2023-12-24,", "2023-12-24"),
        ("2023-12,2023-12,", "2023-12"),
        ("2023-12-24,2023-12-27,", "2023-12-24/2023-12-27"),
        ("2023-12-18,,", "2023-12-18/.."),
        (",2023-12-18,", "../2023-12-18"),
    ] {
        let claims: Vec<ClaimRow> = read(sheet(days).as_bytes());
        assert_eq!(claims[0].on(), &on.parse::<When>().unwrap(), "{days}");
    }
    for (days, code, message) in [
        (
            "2023-12-25,2023-12-27,2023-12-24/2023-12-27",
            Code::DateInvalid,
            "row 2, column 5 (#date+start): it does not agree with 2023-12-24/2023-12-27",
        ),
        (
            "2023-12-24,2023-12,2023-12-24/2023-12-27",
            Code::DateInvalid,
            "row 2, column 6 (#date+end): it does not agree with 2023-12-24/2023-12-27",
        ),
        (
            "2023-12-18,2023-12-20,2023-12-18/..",
            Code::DateInvalid,
            "row 2, column 6 (#date+end): it does not agree with 2023-12-18/..",
        ),
        (
            ",,",
            Code::KeyMissing,
            "row 2, column 7 (#meta+date+edtf): there must be something here",
        ),
        (
            "2023-12-24,2023-12-20,",
            Code::PeriodReversed,
            "row 2, column 6 (#date+end): a period that starts on 2023-12-24 cannot end on 2023-12-20",
        ),
        (",,Christmas", Code::DateInvalid, ""),
    ] {
        let (found, said) = refusal::<ClaimRow>(&sheet(days));
        assert_eq!(found, code, "{days}: {said}");
        assert!(message.is_empty() || said == message, "{days}: {said}");
    }
}

#[test]
fn hashtags_that_are_refused() {
    for (sheet, code, message) in [
        (
            "",
            Code::HashtagsMissing,
            "none of the first 25 rows has HXL hashtags",
        ),
        (
            "Origin,Destination\nMX07089,MX07032\n",
            Code::HashtagsMissing,
            "none of the first 25 rows has HXL hashtags",
        ),
        // Fewer than half of the cells.
        (
            "#loc+code+origin,Destination,People\n",
            Code::HashtagsMissing,
            "none of the first 25 rows has HXL hashtags",
        ),
        (
            "Origin\n#loc+code+origin,,\n",
            Code::KeyMissing,
            "row 2 tags no column #loc+code+dest",
        ),
    ] {
        assert_eq!(refusal::<Flow>(sheet), (code, message.to_owned()));
    }
    // A cell is refused under the tag that its column has in the sheet.
    let own = "#adm2 +origin +code,#loc+code+dest,#date+start,#date+end,#Affected +ind\n\
               MX07089,MX07032,2023,2023,many\n";
    assert_eq!(
        refusal::<Flow>(own),
        (
            Code::CountInvalid,
            "row 2, column 5 (#Affected +ind): \"many\" is not a whole number from 0 to 18446744073709551615"
                .to_owned()
        )
    );
    let twice = format!("{FLOWS},#adm2 +origin +code\n");
    assert_eq!(
        refusal::<Flow>(&twice),
        (
            Code::KeyDuplicate,
            "row 1 tags column 1 (#loc+code+origin) and column 8 (#adm2 +origin +code) both as #loc+code+origin"
                .to_owned()
        )
    );
}

#[test]
fn the_row_of_hashtags_is_among_the_first_25() {
    let row = "MX07089,MX07032,2023-12,2023-12,1,1,1\n";
    let below = |rows: usize| format!("{}{FLOWS}\n{row}", "Exodus,#1\n".repeat(rows));
    assert_eq!(read::<Flow>(below(24).as_bytes()).len(), 1);
    assert_eq!(refusal::<Flow>(&below(25)).0, Code::HashtagsMissing);
}

#[test]
fn columns_without_hashtag_or_header_are_told_of_once_they_hold_something() {
    let tags = FLOWS.replacen("#date", ",,#date", 1);
    let row = |cells: &str| format!("MX07089,MX07032,{cells},2023-12,2023-12,1,1,1");
    let silent = format!(
        "{tags},,\n{},,\n{}, \n{},,,,\n",
        row(","),
        row(" ,"),
        row(",")
    );
    let sheet = hxl::read::<Flow>(silent.as_bytes()).unwrap();
    assert_eq!(sheet.unknown_columns(), []);
    let telling = format!("{tags},,\n{}\n{}\n{}\n", row(",x"), row(",x"), row("y,"));
    let sheet = hxl::read::<Flow>(telling.as_bytes()).unwrap();
    let told = |sheet: &hxl::Sheet<Flow>| -> Vec<_> {
        let columns = sheet.unknown_columns().iter();
        columns.map(ToString::to_string).collect()
    };
    assert_eq!(told(&sheet), ["column 4", "column 3"]);
    assert_eq!(sheet.rows().len(), 3);
    let row = "MX07089,MX07032,2023-12,2023-12,1,1,1";
    let headed = format!("a,b,c,d,e,f,g,Notes,,More\n{FLOWS},,#?\n{row},x,,\n{row},,,x\n");
    let sheet = hxl::read::<Flow>(headed.as_bytes()).unwrap();
    assert_eq!(
        told(&sheet),
        [
            "column 8 (\"Notes\")",
            "column 9 (#?)",
            "column 10 (\"More\")"
        ]
    );
}

#[test]
fn women_are_not_read_for_everybody() {
    let women = FLOWS.replace("+low", "+low+f");
    assert_eq!(
        refusal::<Flow>(&women).1,
        "row 1 tags no column #affected+ind+low; column 5 (#affected+ind+low+f) is the nearest"
    );
}

#[test]
fn the_first_fault_is_the_last_row() {
    let row = "MX07089,MX07032,2023-12,2023-12,1,1,1";
    let sheet = format!("{FLOWS}\n{row}\n\nnowhere\n{row}\n");
    let mut rows = hxl::rows::<Flow, _>(sheet.as_bytes()).unwrap();
    assert!(rows.next().unwrap().is_ok());
    // A blank line is a row, as in a spreadsheet.
    let error = rows.next().unwrap().unwrap_err();
    assert!(
        error.to_string().starts_with("row 4, column 2 ("),
        "{error}"
    );
    assert!(rows.next().is_none());
}

#[test]
fn text_that_is_not_utf_8() {
    let mut sheet = format!("{FLOWS}\n").into_bytes();
    sheet.extend(b"MX07089,MX\xff,2023-12,2023-12,1,1,1\n");
    let error = hxl::read::<Flow>(sheet.as_slice()).unwrap_err();
    assert_eq!(error.code(), Code::TextInvalid);
    assert_eq!(
        error.to_string(),
        "row 2, column 2 (#loc+code+dest): the text is not UTF-8: save the sheet as \"CSV UTF-8\""
    );
}

/// Bytes without end, counted.
struct Endless<'s> {
    start: &'s [u8],
    byte: u8,
    given: usize,
}

impl Read for &mut Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let started = self.start.read(buffer)?;
        let read = if started > 0 {
            started
        } else {
            buffer.fill(self.byte);
            buffer.len()
        };
        self.given += read;
        Ok(read)
    }
}

#[test]
fn a_row_without_end_is_refused_before_it_is_held() {
    for start in [
        "",
        "\"",
        "Origin\n",
        &format!("{FLOWS}\n"),
        &format!("{FLOWS}\nMX07089,\""),
    ] {
        for byte in *b"x,\" " {
            let mut endless = Endless {
                start: start.as_bytes(),
                byte,
                given: 0,
            };
            let error = hxl::read::<Flow>(&mut endless).unwrap_err();
            assert_eq!(error.code(), Code::RowTooLong, "{start:?} {byte}: {error}");
            assert!(
                endless.given < (1 << 20) + 100_000,
                "{start:?} {byte}: {} bytes",
                endless.given
            );
        }
    }
}

#[test]
fn a_row_of_just_1_mib_is_read() {
    let row = |bytes: usize| {
        let start = "e,g,2023-12-27,1,1,1,\"";
        format!("{start}{}\"\n", "x".repeat(bytes - start.len() - 2))
    };
    let tags = "#event+id,#group+id,#date+occurred,#affected+ind+low,#affected+ind+best,#affected+ind+high,#x_notes\n";
    for lines in 1..4 {
        let whole = row(1 << 20).repeat(lines);
        assert_eq!(
            hxl::read::<ClaimRow>(format!("{tags}{whole}").as_bytes())
                .unwrap()
                .rows()
                .len(),
            lines
        );
    }
    let error =
        hxl::read::<ClaimRow>(format!("{tags}{}", row((1 << 20) + 1)).as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "row 2 has more than 1048576 bytes");
}

#[test]
fn what_would_not_be_read_back_is_not_written() {
    let ids = (0..20_000).map(|index| format!("{index:-<60}").parse().unwrap());
    let claim = |via: Vec<Id>| {
        let figure = Figure::new(Estimate::exactly(1));
        ClaimRow::new(
            "e".parse().unwrap(),
            "g".parse().unwrap(),
            "2023".parse().unwrap(),
            figure,
        )
        .with_via(via)
    };
    let claims = [claim(Vec::new()), claim(ids.collect())];
    let error = hxl::write_claims(&claims, io::sink()).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (Code::RowTooLong, "row 4 has more than 1048576 bytes")
    );

    // A day that no sheet could hold is no day of a statistic.
    let far = chrono::NaiveDate::from_ymd_opt(12_023, 1, 1).unwrap();
    let statistic = Statistic::draft("s", "x", "2023").published(far);
    let error = statistic.build().unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        (Code::DateInvalid, "published")
    );
}

#[test]
fn a_stream_that_fails() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::new(
                io::ErrorKind::ConnectionReset,
                "the line is dead",
            ))
        }
    }
    let error = hxl::read::<Flow>(Broken).unwrap_err();
    assert_eq!(error.code(), Code::StreamFailed);
    assert_eq!(
        error.to_string(),
        "the sheet cannot be read or written: the line is dead"
    );
    let mut full = [0_u8; 150];
    let error = hxl::write_flows(&FlowTable::new(), full.as_mut_slice()).unwrap_err();
    assert_eq!(error.code(), Code::StreamFailed);
}

fn named<Z: corridor::analysis::Zone>(
    table: &FlowTable<Z>,
    name_of: impl Fn(Z) -> Option<&'static str>,
) -> (String, Vec<Z>)
where
    Flow<Z>: SheetRow,
{
    let mut sheet = Vec::new();
    let nameless = hxl::write_named_flows(table, name_of, &mut sheet).unwrap();
    (String::from_utf8(sheet).unwrap(), nameless)
}

#[test]
fn countries_and_subdivisions_have_sheets_of_their_own() {
    let mut states = FlowTable::<Subdivision>::default();
    states.add("MX-CHP", "MX-OAX", "2024-01", 6_000).unwrap();
    let mut sheet = Vec::new();
    hxl::write_flows(&states, &mut sheet).unwrap();
    let read = hxl::read::<Flow<Subdivision>>(sheet.as_slice()).unwrap();
    assert_eq!(read.rows(), states.iter().collect::<Vec<_>>());
    let (sheet, nameless) = named(&states, |state| {
        (state.as_str() == "MX-CHP").then_some("=Chiapas")
    });
    assert_eq!(
        sheet.lines().skip(1).collect::<Vec<_>>(),
        [
            "#loc+code+origin,#loc+name+origin,#loc+code+dest,#loc+name+dest,#date+start,#date+end,\
             #affected+ind+low,#affected+ind+best,#affected+ind+high",
            "MX-CHP,'=Chiapas,MX-OAX,,2024-01-01,2024-01-31,6000,6000,6000",
        ]
    );
    assert_eq!(nameless, ["MX-OAX"]);
    let read = hxl::read::<Flow<Subdivision>>(sheet.as_bytes()).unwrap();
    assert_eq!(read.rows(), states.iter().collect::<Vec<_>>());
    let unknown = read.unknown_columns().iter().map(hxl::UnknownColumn::tag);
    assert_eq!(
        unknown.collect::<Vec<_>>(),
        ["#loc+name+origin", "#loc+name+dest"]
    );

    let countries = "#country+code+origin,#country+code+dest,#date+start,#date+end,#affected\n";
    let countries = countries.replace("#affected", "#affected+ind");
    let read = hxl::read::<Flow<CountryCode>>(format!("{countries}GT,MX,2024,2024,5").as_bytes());
    assert_eq!(
        read.unwrap().rows()[0].to_string(),
        "5 from GT to MX in 2024"
    );
    // A place is not taken for its country.
    assert_eq!(
        refusal::<Flow<CountryCode>>(&format!("{countries}GT0101,MX,2024,2024,5")),
        (
            Code::CountryUnknown,
            "row 2, column 1 (#country+code+origin): \"GT0101\" is not a country code of ISO 3166-1 alpha-2".to_owned()
        )
    );
}

/// The tags of a kind of sheet in the table of the page, in order.
fn documented(kind: &str) -> Vec<String> {
    let page = include_str!("../../src/docs/hxl.md");
    let table = page.split(&format!("| | `{kind}` |")).nth(1).unwrap();
    table
        .lines()
        .skip(2)
        .map_while(|line| line.split('`').nth(1).map(str::to_owned))
        .collect()
}

#[test]
fn the_page_names_the_columns_that_are_written() {
    let claim = ClaimRow::new(
        "e".parse().unwrap(),
        "g".parse().unwrap(),
        "2023".parse().unwrap(),
        Estimate::exactly(1).into(),
    );
    let statistic = Statistic::draft("s", "x", "2023")
        .unit(Unit::PERSON)
        .nature(Nature::Flow)
        .area("US")
        .breakdown("sex", "f")
        .value(1)
        .publisher("p")
        .published("2024-01-01")
        .build()
        .unwrap();
    for (kind, sheet) in [
        ("Flow", sheet_of_flows(&FlowTable::new())),
        ("ClaimRow", sheet_of_claims(&[claim])),
        ("Statistic", sheet_of_statistics(&[statistic])),
    ] {
        assert_eq!(cells(&sheet)[1], documented(kind), "{kind}");
    }
}

/// Files that other hands wrote.
#[test]
fn fixtures_are_read() {
    let flows: &[u8] = include_bytes!("../fixtures/hxl/flows_adm2.csv");
    let sheet = hxl::read::<Flow>(flows).unwrap();
    let told: Vec<_> = sheet
        .unknown_columns()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        told,
        [
            "column 1 (\"Route\", #meta+route+name)",
            "column 8 (\"Remarks\")"
        ]
    );
    assert_eq!(
        sheet
            .rows()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        [
            "6,000 (5,500–6,500) from MX07089 to MX07032 in 2023-12-24/2023-12-27",
            "150 or more from MX07032 to MX07089 in 2023-12",
        ]
    );
    let written = include_str!("../fixtures/hxl/claims.csv");
    let claims: Vec<ClaimRow> = read(written.as_bytes());
    assert_eq!(
        claims[1].claimant(),
        Some("=HYPERLINK(\"http://example.org\")")
    );
    assert_eq!(
        String::from_utf8(sheet_of_claims(&claims))
            .unwrap()
            .replace("\r\n", "\n"),
        written
    );
}

#[test]
fn claims_of_a_dossier_say_who_and_become_statements() {
    let text = r#"{"format": "corridor/1", "as_of": "2023-12-27",
        "sources": [{"id": "efe", "name": "EFE", "kind": "agency"},
                    {"id": "eluniverso", "name": "El Universo", "kind": "newspaper", "quotes": "efe"}],
        "parties": [{"id": "villagran", "name": "Luis García Villagrán", "kind": "person"}],
        "places": [{"code": "MX07032", "name": "Escuintla"}],
        "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot", "escorts": ["villagran"]}],
        "events": [
            {"id": "e1", "type": "sighting", "on": "2023-12-27", "status": "occurred", "group": "exodus",
             "place": "MX07032", "words": "more than 6,000", "sources": ["eluniverso"]},
            {"id": "e2", "type": "statement", "on": "2023-12-24", "status": "occurred", "group": "exodus",
             "by": "villagran", "words": "could include 15,000", "sources": ["efe"]}]}"#;
    let dossier: Dossier = serde_json::from_str(text).unwrap();
    let claims = ClaimRow::of_dossier(&dossier);
    let said: Vec<_> = claims
        .iter()
        .map(|claim| {
            (
                claim.claimant().unwrap(),
                claim.kind(),
                claim.party().map(Id::as_str),
                claim.via().len(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("EFE", SourceKind::Agency, None, 2),
            (
                "Luis García Villagrán",
                SourceKind::Organiser,
                Some("villagran"),
                1
            ),
        ]
    );
    assert_eq!(claims, ClaimRow::of(&dossier.claims("exodus").unwrap()));
    let sheet = sheet_of_claims(&claims);
    let read: Vec<ClaimRow> = read(&sheet);
    assert_eq!(read, claims);

    // As statements of the same dossier they are the same claims.
    let events = read.iter().map(|row| row.to_event().unwrap());
    let again = Dossier::draft(dossier.as_of())
        .with_all(dossier.sources())
        .with_all(dossier.parties())
        .with_all(dossier.groups())
        .with_all(events)
        .build()
        .unwrap();
    assert_eq!(ClaimRow::of_dossier(&again), claims);
    assert_eq!(again.event("e2"), dossier.event("e2"));
}

#[test]
fn a_wide_sheet_is_told_of_in_part_and_counted_whole() {
    let row = "MX07089,MX07032,2023-12,2023-12,1,1,1";
    let wide = format!(
        "{FLOWS}{},#x_last\n{row}{},\n{row}{}\n",
        ",#x,".repeat(300),
        ",x,".repeat(300),
        ",,x".repeat(300) + ",x",
    );
    let sheet = hxl::read::<Flow>(wide.as_bytes()).unwrap();
    assert_eq!(sheet.unknown_columns().len(), 100);
    assert_eq!(sheet.unknown_columns()[99].column(), 206);
    // The second row holds something in 300 more.
    assert_eq!(sheet.unknown_column_count(), 601);
}

#[test]
fn blank_lines_are_counted_and_no_part_of_the_next_row() {
    let row = "MX07089,MX07032,2023-12,2023-12,1,1,1";
    for end in ["\n", "\r\n", "\r"] {
        let blank = end.repeat((1 << 20) + 9);
        let sheet = format!("{FLOWS}{end}{blank}{row}{end}{blank}nowhere{end}");
        let mut rows = hxl::rows::<Flow, _>(sheet.as_bytes()).unwrap();
        assert!(rows.next().unwrap().is_ok());
        let error = rows.next().unwrap().unwrap_err();
        let expected = format!("row {}, ", 3 + 2 * ((1 << 20) + 9));
        assert!(error.to_string().starts_with(&expected), "{end:?}: {error}");
    }
    // Line breaks within a cell are part of it, and of its row.
    let endless = format!("{FLOWS}\n\"{}", "\n".repeat((1 << 20) + 9));
    assert_eq!(refusal::<Flow>(&endless).0, Code::RowTooLong);
    let sheet = "#event+id,#group+id,#date,#description+quote,#affected+ind\n\ne,g,2023,\"a\n\n\r\r\nb\",6\nf\n";
    let mut rows = hxl::rows::<ClaimRow, _>(sheet.as_bytes()).unwrap();
    let claim = rows.next().unwrap().unwrap();
    assert_eq!(
        claim.figure().words().map(ToString::to_string).unwrap(),
        "a\n\n\r\r\nb"
    );
    let error = rows.next().unwrap().unwrap_err();
    assert!(error.to_string().starts_with("row 4, "), "{error}");
}

#[test]
fn a_figure_without_bounds_is_exact() {
    for tag in ["#affected+ind", "#affected +ind +best"] {
        let sheet = format!(
            "#loc+code+origin,#loc+code+dest,#date+start,#date+end,{tag}\nMX07089,MX07032,2023-12,2023-12,6000\n"
        );
        assert_eq!(
            read::<Flow>(sheet.as_bytes())[0].people(),
            Estimate::exactly(6_000)
        );
    }
    let sheet = "#event+id,#group+id,#date,#affected+ind\ne,g,2023,7\n";
    assert_eq!(
        read::<ClaimRow>(sheet.as_bytes())[0].estimate(),
        Estimate::exactly(7)
    );
    let low_only = FLOWS.replace(",#affected+ind+high", "");
    assert_eq!(
        refusal::<Flow>(&low_only).1,
        "row 1 tags no column #affected+ind+high"
    );
    let high_only = FLOWS.replace(",#affected+ind+low", "");
    assert_eq!(
        refusal::<Flow>(&high_only).1,
        "row 1 tags no column #affected+ind+low"
    );
    let open = format!("{FLOWS}\nMX07089,MX07032,2023-12,2023-12,6,6,\n");
    assert_eq!(
        read::<Flow>(open.as_bytes())[0].people(),
        Estimate::at_least(6)
    );
}

/// Excel in Spanish, and cells copied from any spreadsheet.
#[test]
fn semicolons_and_tabs_are_read() {
    let said = [
        "6,000 (5,500–6,500) from MX07089 to MX07032 in 2023-12-24/2023-12-27",
        "150 or more from MX07032 to MX07089 in 2023-12",
    ];
    let semicolons: &[u8] = include_bytes!("../fixtures/hxl/flows_semicolon.csv");
    let tabs: &[u8] = include_bytes!("../fixtures/hxl/flows_tab.tsv");
    for sheet in [semicolons, tabs] {
        let flows: Vec<_> = read::<Flow>(sheet).iter().map(Flow::to_string).collect();
        assert_eq!(flows, said);
    }
    // Rows are counted as the spreadsheet shows them, with line breaks in the cells above.
    let wrong = String::from_utf8_lossy(semicolons).replace(";6500", ";6.500");
    let message = "row 4, column 7 (#affected+ind+high): \"6.500\" is 6500 if its point is for thousands, or 6 with decimals; no number above it decides";
    assert_eq!(refusal::<Flow>(&wrong).1, message);
    // The row of hashtags decides, whatever stands above and beneath it.
    let sheet = format!("sep=;\n#1; and more\n{FLOWS},;#a;#b\n");
    let sheet = hxl::read::<Flow>(sheet.as_bytes()).unwrap();
    assert_eq!(sheet.unknown_columns()[0].tag(), ";#a;#b");
    // A remark that by commas would be half a row of hashtags.
    let row = "MX07089;MX07032;2023-12;2023-12;1;1;1;seen, #migrantes";
    let sheet = format!("{};#x_notes\n{row}\n{row}\n", FLOWS.replace(',', ";"));
    let sheet = hxl::read::<Flow>(sheet.as_bytes()).unwrap();
    assert_eq!((sheet.rows().len(), sheet.unknown_column_count()), (2, 1));
    // A quote that opens a cell only if the commas are none.
    let sheet = format!("\t\"\t,\"\n{}\n", FLOWS.replace(',', "\t"));
    assert!(read::<Flow>(sheet.as_bytes()).is_empty());
}

/// A title with a hashtag is no row of hashtags, whatever stands between the cells.
#[test]
fn a_title_may_have_hashtags() {
    let row = "MX07089,MX07032,2023-12,2023-12,1,1,1";
    for separator in [",", ";", "\t"] {
        let sheet = format!("{FLOWS}\n{row}\n").replace(',', separator);
        for title in ["Informe semanal, #migrantes", "#migrantes", "#a,#b;#c\t#d"] {
            let sheet = format!("{title}\n{sheet}");
            assert_eq!(read::<Flow>(sheet.as_bytes()).len(), 1, "{sheet}");
            // What lacks is told of the row that has the most.
            let women = sheet.replace("+low", "+low+f");
            assert_eq!(
                refusal::<Flow>(&women).1,
                "row 2 tags no column #affected+ind+low; column 5 (#affected+ind+low+f) is the nearest"
            );
        }
    }
    // A remark that by commas has more hashtags than the sheet has columns.
    let sheet = "#event+id;#group+id;#date;#affected+ind;#x\ne;g;2023;6;by, #a, #b, #c, #d, #e\n";
    let sheet = hxl::read::<ClaimRow>(sheet.as_bytes()).unwrap();
    assert_eq!(sheet.rows().len(), 1);
    // By commas a quote opens that nothing closes within 1 MiB.
    let long = format!("{row},{}\n", "x".repeat(700_000)).repeat(2);
    let sheet = format!("{FLOWS},#x_notes\n{long}").replace(',', ";");
    let sheet = format!("#nota,\"\n{sheet}");
    let sheet = hxl::read::<Flow>(sheet.as_bytes()).unwrap();
    assert_eq!(sheet.rows().len(), 2);
}

/// With a decimal comma or a separator of thousands a count is one thing here and another there.
#[test]
fn counts_are_digits_where_semicolons_and_tabs_separate_the_cells() {
    for separator in [";", "\t"] {
        for (count, code) in [
            ("6,0", Code::CountInvalid),
            ("6.0", Code::CountInvalid),
            ("6'000", Code::CountInvalid),
            ("6.000", Code::PhraseDoubtful),
            ("6,000", Code::PhraseDoubtful),
            ("100 200", Code::PhraseDoubtful),
        ] {
            let row = format!("MX07089|MX07032|2023-12|2023-12|{count}|6000|");
            let sheet = format!("{}\n{row}\n", FLOWS.replace(',', "|")).replace('|', separator);
            let (found, message) = refusal::<Flow>(&sheet);
            assert_eq!(found, code, "{message}");
            assert!(message.contains(&format!("{count:?}")), "{message}");
        }
    }
}

#[test]
fn of_several_levels_the_deepest_is_read() {
    let tags = FLOWS.replace("#loc+code+origin", "#adm2+code+origin");
    let sheet = format!(
        "#adm1+code+origin,{tags},#adm1+code+dest\nMX07,MX07089,MX07032,2023-12,2023-12,1,1,1,MX20\n"
    );
    // The destination has a column of no level beside that of a level.
    assert_eq!(refusal::<Flow>(&sheet).0, Code::KeyDuplicate);
    let sheet = sheet.replace("#loc+code+dest", "#adm2+code+dest");
    let read = hxl::read::<Flow>(sheet.as_bytes()).unwrap();
    assert_eq!(read.rows()[0].origin().to_string(), "MX07089");
    assert_eq!(read.rows()[0].destination().to_string(), "MX07032");
    let told: Vec<_> = read
        .unknown_columns()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        told,
        ["column 1 (#adm1+code+origin)", "column 9 (#adm1+code+dest)"]
    );
}
