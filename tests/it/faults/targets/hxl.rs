use std::fmt::Debug;

use corridor::format::hxl::{self, ClaimRow, SheetRow};
use corridor::{Error, Flow, FlowTable, Statistic};

use super::told;

/// A sheet is its rows: written and read again they are what they were.
pub fn hxl(bytes: &[u8]) {
    if let Some(rows) = read::<Flow>(bytes) {
        let mut table = FlowTable::new();
        // A sum that 64 bits do not hold is refused, and changes nothing.
        if table.extend(rows).is_ok() {
            let sheet = written(|sheet| hxl::write_flows(&table, sheet));
            let mut again = FlowTable::new();
            again.extend(read::<Flow>(&sheet).unwrap()).unwrap();
            assert_eq!(again, table);
            assert_eq!(written(|sheet| hxl::write_flows(&again, sheet)), sheet);
        }
    }
    if let Some(rows) = read::<ClaimRow>(bytes) {
        stays(&rows, |rows, sheet| hxl::write_claims(rows, sheet));
    }
    if let Some(rows) = read::<Statistic>(bytes) {
        stays(&rows, |rows, sheet| hxl::write_statistics(rows, sheet));
    }
}

/// The rows of a sheet, which come one by one as they come at once.
fn read<T: SheetRow + PartialEq + Debug>(bytes: &[u8]) -> Option<Vec<T>> {
    let one_by_one: Result<Vec<T>, Error> = hxl::rows(bytes).and_then(Iterator::collect);
    agrees::<T>(bytes, &one_by_one);
    match (hxl::read::<T>(bytes), one_by_one) {
        (Ok(sheet), Ok(rows)) => {
            assert_eq!(sheet.rows(), rows);
            Some(rows)
        }
        (Err(error), Err(other)) => {
            assert_eq!(error, other);
            told(&error);
            None
        }
        (one, other) => panic!("{one:?} at once, {other:?} one by one"),
    }
}

/// The lenient reader has the same rows up to the first fault, and sets aside what that is about.
fn agrees<T: SheetRow + PartialEq + Debug>(bytes: &[u8], strict: &Result<Vec<T>, Error>) {
    let sheet = match (hxl::read_lenient::<T>(bytes), strict) {
        (Ok(sheet), _) => sheet,
        (Err(error), Err(_)) => {
            told(&error);
            return;
        }
        (Err(error), Ok(_)) => panic!("strictly read, and leniently {error}"),
    };
    let first: Vec<T> = hxl::rows(bytes).unwrap().map_while(Result::ok).collect();
    assert_eq!(&sheet.rows()[..first.len()], first);
    match (strict, sheet.set_aside()) {
        (Ok(rows), []) => assert_eq!(sheet.rows(), rows),
        (Err(error), [first, ..]) => assert_eq!(error.code(), first.code()),
        (strict, aside) => panic!("{strict:?} strictly, {aside:?} set aside"),
    }
    // What is set aside stands in the sheet, in the same order.
    let Ok(mut text) = std::str::from_utf8(bytes) else {
        return;
    };
    for aside in sheet.set_aside() {
        told(aside);
        let start = text.find(aside.text()).unwrap();
        text = &text[start + aside.text().len()..];
    }
}

fn written(write: impl Fn(&mut Vec<u8>) -> Result<(), Error>) -> Vec<u8> {
    let mut sheet = Vec::new();
    write(&mut sheet).unwrap();
    sheet
}

fn stays<T: SheetRow + PartialEq + Debug>(
    rows: &[T],
    write: impl Fn(&[T], &mut Vec<u8>) -> Result<(), Error>,
) {
    let sheet = written(|sheet| write(rows, sheet));
    let again = read::<T>(&sheet).unwrap();
    assert_eq!(again, rows);
    assert_eq!(written(|sheet| write(&again, sheet)), sheet);
}
