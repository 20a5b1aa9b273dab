//! Sheets that other hands wrote, as tables: what is read, what is refused and in which words, what is
//! set aside; and in which encodings.

use std::fmt::Debug;
use std::io::{self, Read};

use corridor::format::hxl::{self, ClaimRow, SheetRow};
use corridor::{Code, Error, Estimate, Flow};
use proptest::prelude::*;
use serde_json::Value;

/// A table of `tests/fixtures/hxl`, row by row.
fn table(name: &str) -> Vec<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/hxl/");
    let text = std::fs::read_to_string(format!("{folder}{name}")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn strings(value: &Value) -> Vec<&str> {
    let values = value.as_array().unwrap().iter();
    values.map(|value| value.as_str().unwrap()).collect()
}

/// What a row of a sheet is shown as in the tables.
trait Shown: SheetRow + PartialEq + Debug {
    fn shown(&self) -> String;
}

impl Shown for Flow {
    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Shown for ClaimRow {
    fn shown(&self) -> String {
        format!("{} {} {}", self.event(), self.on(), self.estimate())
    }
}

fn shown<T: Shown>(sheet: &hxl::Sheet<T>) -> Vec<String> {
    sheet.rows().iter().map(Shown::shown).collect()
}

/// Calls with the kind of sheet that a row of a table is about.
macro_rules! by_kind {
    ($case:expr, $call:ident) => {
        match $case["kind"].as_str().unwrap() {
            "flow" => $call::<Flow>($case),
            "claim" => $call::<ClaimRow>($case),
            other => panic!("{other}"),
        }
    };
}

fn sheet(case: &Value) -> String {
    strings(&case["sheet"]).join("\n")
}

#[test]
fn what_is_refused_and_in_which_words() {
    fn refused<T: Shown>(case: &Value) {
        let error = hxl::read::<T>(sheet(case).as_bytes()).unwrap_err();
        let told = (error.code().as_str(), error.to_string());
        let expected = (
            case["code"].as_str().unwrap(),
            case["message"].as_str().unwrap().to_owned(),
        );
        assert_eq!(told, expected, "{}", case["what"]);
    }
    for case in &table("refused.json") {
        by_kind!(case, refused);
    }
}

#[test]
fn what_is_read() {
    fn read<T: Shown>(case: &Value) {
        let text = sheet(case);
        let sheet = hxl::read::<T>(text.as_bytes()).unwrap();
        assert_eq!(shown(&sheet), strings(&case["rows"]), "{}", case["what"]);
        let unknown: Vec<_> = sheet
            .unknown_columns()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(unknown, strings(&case["unknown"]), "{}", case["what"]);
        assert_eq!(hxl::read_lenient(text.as_bytes()).unwrap(), sheet);
    }
    for case in &table("read.json") {
        by_kind!(case, read);
    }
}

#[test]
fn what_is_set_aside() {
    fn set_aside<T: Shown>(case: &Value) {
        let text = sheet(case);
        let sheet = hxl::read_lenient::<T>(text.as_bytes()).unwrap();
        assert_eq!(shown(&sheet), strings(&case["rows"]), "{}", case["what"]);
        let aside = sheet.set_aside().iter();
        let aside: Vec<_> = aside.map(|it| (it.to_string(), it.text())).collect();
        let expected = case["set_aside"].as_array().unwrap().iter().map(|pair| {
            let pair = strings(pair);
            (pair[0].to_owned(), pair[1])
        });
        assert_eq!(aside, expected.collect::<Vec<_>>(), "{}", case["what"]);
        // The strict reader refuses the first of them.
        let error = hxl::read::<T>(text.as_bytes()).unwrap_err();
        assert_eq!(error.code(), sheet.set_aside()[0].code());
        assert!(error.to_string().starts_with(sheet.set_aside()[0].path()));
    }
    for case in &table("set_aside.json") {
        by_kind!(case, set_aside);
    }
}

const TAGS: &str = "#loc+code+origin,#loc+code+dest,#date+start,#date+end,#affected+ind,#x_notes";
const ROW: &str = "MX07089,MX07032,2023-12,2023-12,6000,";

fn flows(sheet: &[u8]) -> Result<Vec<Flow>, Error> {
    hxl::read::<Flow>(sheet).map(hxl::Sheet::into_rows)
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

/// An input that gives out one byte at a time.
struct Drop<'s>(&'s [u8]);

impl Read for Drop<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(1);
        self.0.read(&mut buffer[..length])
    }
}

#[test]
fn utf_16_with_a_mark_is_read() {
    // Excel's "Unicode Text".
    let file: &[u8] = include_bytes!("../fixtures/hxl/flows_utf16.tsv");
    let plain: &[u8] = include_bytes!("../fixtures/hxl/flows_tab.tsv");
    assert_eq!(flows(file).unwrap(), flows(plain).unwrap());
    // Characters of two units, which a chunk may part, and a sheet that is longer than a chunk.
    for odd in ["", "x"] {
        let text = format!(
            "{odd}🚶, ñ\n{TAGS}\n{}",
            format!("{ROW}\"🚶🚶🚶 \"\"ñ\"\"\"\n").repeat(1_000)
        );
        let expected = flows(text.as_bytes()).unwrap();
        assert_eq!(expected.len(), 1_000);
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            let sheet = utf16(&format!("\u{feff}{text}"), bytes);
            assert_eq!(flows(&sheet).unwrap(), expected);
            let drops = hxl::read::<Flow>(Drop(&sheet)).unwrap();
            assert_eq!(drops.rows(), expected);
        }
    }
    let marked = format!("\u{feff}{TAGS}\n{ROW}\n");
    assert_eq!(
        hxl::read::<Flow>(Drop(marked.as_bytes()))
            .unwrap()
            .rows()
            .len(),
        1
    );
}

#[test]
fn what_is_no_utf_16_is_refused_in_its_cell() {
    let start = utf16(&format!("\u{feff}{TAGS}\n"), u16::to_le_bytes);
    let good = utf16(&format!("{ROW}\n"), u16::to_le_bytes);
    // Half a character, in the code of the origin; and half a unit at the end.
    let mut half = good.clone();
    half[..2].copy_from_slice(&0xD83D_u16.to_le_bytes());
    let message = "row 2, column 1 (#loc+code+origin): the text is not UTF-8: save the sheet as \"CSV UTF-8\"";
    let error = flows(&[start.clone(), half.clone(), good.clone()].concat()).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (Code::TextInvalid, message)
    );
    let sheet = hxl::read_lenient::<Flow>(&[&start[..], &half, &good].concat()[..]).unwrap();
    assert_eq!((sheet.rows().len(), sheet.set_aside().len()), (1, 1));
    let error = flows(&[&start[..], &good, b"\0M\0"].concat()).unwrap_err();
    assert!(
        error.to_string().starts_with("row 3, column 2 ("),
        "{error}"
    );
}

#[test]
fn marks_and_encodings_that_are_refused() {
    let text = format!("{TAGS}\n{ROW}\n");
    let marked = format!("\u{feff}{text}");
    let unmarked = "the sheet looks like UTF-16, without a byte-order mark: save it with one, or as \"CSV UTF-8\"";
    let twice = "the sheet begins with two byte-order marks: remove one";
    let utf32 = |bytes: fn(u32) -> [u8; 4]| marked.chars().flat_map(|c| bytes(c.into())).collect();
    let wide = "the sheet is UTF-32: save it as \"CSV UTF-8\"";
    for (sheet, message) in [
        (utf16(&text, u16::to_le_bytes), unmarked),
        (utf16(&text, u16::to_be_bytes), unmarked),
        (format!("\u{feff}{marked}").into_bytes(), twice),
        (utf16(&format!("\u{feff}{marked}"), u16::to_le_bytes), twice),
        (utf16(&format!("\u{feff}{marked}"), u16::to_be_bytes), twice),
        (utf32(u32::to_le_bytes), wide),
        (utf32(u32::to_be_bytes), wide),
    ] {
        let error = flows(&sheet).unwrap_err();
        assert_eq!(
            (error.code(), error.to_string().as_str()),
            (Code::TextInvalid, message)
        );
        let lenient = hxl::read_lenient::<Flow>(&sheet[..]).unwrap_err();
        assert_eq!(lenient, error);
    }
}

/// A quote that is not closed costs the lenient reader one line, however long the rest is; only what
/// is too long to be held ends it.
#[test]
fn a_long_sheet_behind_a_quote_is_read() {
    let rows = format!("{ROW}\n").repeat(60_000);
    let open = "MX07089,MX07032,2023-12,2023-12,6000,\"seen";
    let sheet = format!("{TAGS}\n{open}\n{rows}{open}\n{rows}");
    let message =
        "row 2 has more than 1048576 bytes; the quote that opens column 6 is likely not closed";
    let error = flows(sheet.as_bytes()).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (Code::RowTooLong, message)
    );
    let read = hxl::read_lenient::<Flow>(sheet.as_bytes()).unwrap();
    assert_eq!(read.rows().len(), 120_000);
    let aside: Vec<_> = read
        .set_aside()
        .iter()
        .map(|it| (it.path(), it.line(), it.text()))
        .collect();
    assert_eq!(aside, [("row 2", 2, open), ("row 60003", 60_003, open)]);
    assert_eq!(read.set_aside()[0].message(), message);

    let endless = format!("{TAGS}\n{ROW}\n{}", "x".repeat(2 << 20));
    let error = hxl::read_lenient::<Flow>(endless.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "row 3 has more than 1048576 bytes");
}

/// Rows and lines are counted apart, whatever ends a line.
#[test]
fn a_row_set_aside_says_at_which_line_it_starts() {
    for end in ["\n", "\r\n", "\r"] {
        let bad = format!("{ROW}\"a\n\nb\"").replace("6000", "many");
        let lines = [TAGS, "", &format!("{ROW}\"a\r\nb\""), &bad, "", &bad];
        let sheet = lines.join(end);
        let read = hxl::read_lenient::<Flow>(sheet.as_bytes()).unwrap();
        let aside: Vec<_> = read
            .set_aside()
            .iter()
            .map(|it| (it.path(), it.line()))
            .collect();
        assert_eq!(aside, [("row 4", 5), ("row 6", 9)], "{end:?}");
        assert!(read.set_aside().iter().all(|it| it.text() == bad));
    }
}

/// Whatever a sheet holds, a message repeats no more than 100 characters of it.
#[test]
fn no_message_repeats_a_sheet() {
    let long = "z".repeat(1_000);
    let tag = format!("#affected+{long}");
    for sheet in [
        format!("{TAGS}\n{long},{long},{long},{long},{long},{long},{long}\n"),
        format!("{TAGS}\n\"{long}\" {long}\n"),
        format!("{TAGS}\n{long}\"\n"),
        format!(
            "{TAGS}\nMX07089,MX07032,2023,2023,{}-600,\n",
            "9".repeat(1_000)
        ),
        format!("{TAGS}\nMX07089,MX07032,2023,2023,{long} 6,000{long}\n"),
        format!("{long},{long},{long}\n{tag},{tag}+ind,#loc+2,#loc+{long}+2\n"),
        format!("{long},{long},{long}\n{tag},#affected+2{long},#loc+{long}\n"),
        format!("{long},{long}\n#loc+code+origin+i_{long},#loc+code+origin+v_{long}\n"),
    ] {
        let message = hxl::read::<Flow>(sheet.as_bytes()).unwrap_err().to_string();
        let repeated = message.matches(['z', '9']).count();
        assert!(repeated <= 100 && message.len() <= 300, "{message}");
    }
}

fn with_commas(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

proptest! {
    /// Whoever sets off thousands and forgets the quotes is not misread, whatever the order of the
    /// columns and however many blank ones the rows have, of which the hashtags have no more.
    #[test]
    fn an_unquoted_figure_is_never_another(
        counts in proptest::array::uniform3(prop_oneof![0..2_000_u64, 0..3_000_000_u64]),
        is_open in any::<bool>(),
        order in Just([0_usize, 1, 2, 3, 4, 5, 6, 7]).prop_shuffle(),
        notes in prop::sample::select(vec!["", "EFE", "120"]),
        blank in (0..3_usize, 0..2_usize),
    ) {
        let mut counts = counts;
        counts.sort_unstable();
        let [low, best, high] = counts;
        let high = (!is_open).then_some(high);
        let tags = [
            "#loc+code+origin", "#loc+code+dest", "#date+start", "#date+end",
            "#affected+ind+low", "#affected+ind+best", "#affected+ind+high", "#x_notes",
        ];
        let cells = [
            "MX07089".to_owned(), "MX07032".to_owned(), "2023-12".to_owned(), "2023-12".to_owned(),
            with_commas(low), with_commas(best), high.map(with_commas).unwrap_or_default(),
            notes.to_owned(),
        ];
        let tags: Vec<_> = order.iter().map(|&column| tags[column]).collect();
        let cells: Vec<_> = order.iter().map(|&column| cells[column].as_str()).collect();
        let (blank, more) = blank;
        let sheet = format!(
            "{}{}\n{}{}\n",
            tags.join(","), ",".repeat(blank), cells.join(","), ",".repeat(blank + more),
        );
        let stated = Estimate::try_new(low, best, high).unwrap();
        match flows(sheet.as_bytes()) {
            Ok(flows) => prop_assert_eq!(flows[0].people(), stated, "{}", sheet),
            Err(error) => prop_assert_eq!(error.code(), Code::RowMalformed, "{} {}", error, sheet),
        }
    }
}
