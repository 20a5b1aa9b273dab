//! Checks that the cells of a row are beneath their hashtags.
//!
//! An unquoted comma in a cell makes two cells of it and moves the others by one, into columns for
//! other figures. A row that is cut short lacks the highest figure, and its bound would be read as
//! open.

use csv::ByteRecord;

use super::error::HxlError;
use super::error::{RowFault, Split};
use super::layout::Layout;
use crate::shown::shortened;

/// Refuses a row with fewer or more cells than hashtags; blank cells beyond these are harmless.
pub(super) fn check(
    record: &ByteRecord,
    layout: &Layout,
    row: usize,
    separator: u8,
) -> Result<(), HxlError> {
    let (cells, tagged) = (record.len(), layout.tagged);
    let malformed = |place: usize, about: String, fault: RowFault| HxlError::Malformed {
        row,
        column: place + 1,
        about: about.into(),
        fault,
    };
    if cells < tagged {
        let separators = match separator {
            b';' => "semicolons",
            b'\t' => "tabs",
            _ => "commas",
        };
        let tag = shown(layout.tags.get(cells).map(String::as_bytes));
        return Err(malformed(cells, tag, RowFault::CutShort { separators }));
    }
    let is_by_commas = separator == b',';
    let mut pairs = pairs(record).filter(|_| is_by_commas);
    let known = |place: usize| layout.noted.get(place) == Some(&true);
    let mut beyond = record.iter().enumerate().skip(tagged);
    let beyond = beyond.find(|&(place, cell)| !known(place) && !cell.trim_ascii().is_empty());
    if let Some((place, cell)) = beyond {
        let fault = RowFault::TooManyCells {
            last: tagged,
            split: pairs.next().map(split),
        };
        return Err(malformed(place, format!("{:?}", shown(Some(cell))), fault));
    }
    // If the row is as wide as the row of hashtags, nothing has moved.
    let moved = cells > tagged && cells != layout.tags.len();
    match pairs.find(|&(place, _, second)| moved || is_torn(layout, place, second)) {
        Some(pair) => {
            let about = format!("{:?}", shown(record.get(pair.0)));
            Err(malformed(pair.0, about, RowFault::Split(split(pair))))
        }
        None => Ok(()),
    }
}

/// Whether the second half of a number, `000`, is in an unread column right after one that is read.
/// A row without quotes may lack a blank last cell too.
fn is_torn(layout: &Layout, place: usize, second: &[u8]) -> bool {
    let is_read = |place: usize| layout.places.iter().flatten().any(|&it| it == place);
    second.trim_ascii() == b"000" && is_read(place) && !is_read(place + 1)
}

/// The position of a cell, the number that it ends with, and the next cell.
type Pair<'r> = (usize, &'r [u8], &'r [u8]);

/// Cells that read as one number with a comma in between: the first is up to three digits, or ends
/// with such a word, and the second begins with exactly three.
fn pairs(record: &ByteRecord) -> impl Iterator<Item = Pair<'_>> {
    let pairs = record.iter().zip(record.iter().skip(1)).enumerate();
    pairs.filter_map(|(place, (first, second))| {
        let word = first.rsplit(u8::is_ascii_whitespace).next()?;
        let is_start = (1..=3).contains(&word.len()) && word.iter().all(u8::is_ascii_digit);
        let digits = second.iter().take_while(|byte| byte.is_ascii_digit());
        (is_start && digits.count() == 3).then_some((place, word, second))
    })
}

fn split((place, first, second): Pair<'_>) -> Split {
    Split {
        column: place + 1,
        values: (shown(Some(first)).into(), shown(second.get(..3)).into()),
    }
}

fn shown(cell: Option<&[u8]>) -> String {
    let text = String::from_utf8_lossy(cell.unwrap_or_default());
    shortened(text.trim())
}
