//! The cells of one row, in the order of the columns of its kind.

use std::str::FromStr;

use chrono::NaiveDate;
use csv::ByteRecord;

use super::cell::Cell;
use super::column::Column;
use super::error::HxlError;
use super::figure::Thousands;
use super::formula::{defused, restored};
use super::layout::Layout;
use crate::code::Code;
use crate::error::Error;
use crate::limits::HXL_ROW_BYTES;
use crate::measure::Estimate;
use crate::time::Period;

/// The cells of a row that is read. Each call is about the next column.
pub struct Cells<'r> {
    columns: std::iter::Zip<std::slice::Iter<'static, Column>, std::slice::Iter<'r, Vec<usize>>>,
    tags: &'r [String],
    record: &'r ByteRecord,
    row: usize,
    thousands: &'r mut Thousands,
}

impl<'r> Cells<'r> {
    pub(super) fn of(
        columns: &'static [Column],
        layout: &'r Layout,
        record: &'r ByteRecord,
        row: usize,
        thousands: &'r mut Thousands,
    ) -> Self {
        Self {
            columns: columns.iter().zip(&layout.places),
            tags: &layout.tags,
            record,
            row,
            thousands,
        }
    }

    /// The cells of the next column, which may repeat.
    pub(super) fn all(&mut self) -> Result<Vec<Cell<'r>>, HxlError> {
        let Some((column, places)) = self.columns.next() else {
            return Ok(Vec::new());
        };
        let cells = places.iter().map(|&place| self.at(column.tag, Some(place)));
        cells.collect()
    }

    /// The cell of the next column; blank if the sheet has no such column.
    pub(super) fn next(&mut self) -> Result<Cell<'r>, HxlError> {
        let Some((column, places)) = self.columns.next() else {
            return self.at("", None);
        };
        self.at(column.tag, places.first().copied())
    }

    fn at(&self, known: &'static str, place: Option<usize>) -> Result<Cell<'r>, HxlError> {
        let bytes = place.and_then(|place| self.record.get(place));
        let bytes = bytes.unwrap_or_default();
        let tag = place.and_then(|place| self.tags.get(place));
        let tag = tag.map_or(known, |tag| tag.trim());
        let cell = Cell {
            text: "",
            row: self.row,
            column: place.map(|place| place + 1),
            tag,
        };
        if let Ok(text) = std::str::from_utf8(bytes) {
            let text = restored(text);
            return Ok(Cell { text, ..cell });
        }
        let text = &*String::from_utf8_lossy(bytes);
        Err(Cell { text, ..cell }.refused(
            Code::TextInvalid,
            "the text is not UTF-8: save the sheet as \"CSV UTF-8\"",
        ))
    }

    /// A value that must be present: an id, a code, a date.
    pub(super) fn required<T: FromStr<Err: Into<Error>>>(&mut self) -> Result<T, HxlError> {
        let cell = self.next()?;
        cell.word()?.ok_or_else(|| cell.missing())
    }

    /// A text that must be present.
    pub(super) fn required_text<T: FromStr<Err: Into<Error>>>(&mut self) -> Result<T, HxlError> {
        let cell = self.next()?;
        cell.verbatim()?.ok_or_else(|| cell.missing())
    }

    /// Ids separated by white space, which no id contains.
    pub(super) fn ids(&mut self) -> Result<Vec<crate::id::Id>, HxlError> {
        let cell = self.next()?;
        let words = cell.text.split_whitespace();
        words
            .map(|id| id.parse().map_err(|error| cell.refused_by(error)))
            .collect()
    }

    /// From the first day of one cell to the last of the next. A month or a year stands for all its
    /// days.
    pub(super) fn period(&mut self) -> Result<Period, HxlError> {
        let first: Period = self.required()?;
        let cell = self.next()?;
        let last: Period = cell.word()?.ok_or_else(|| cell.missing())?;
        Period::try_new(first.first(), last.last()).map_err(|error| cell.refused_by(error))
    }

    /// Low, best and high in three cells; an open high is blank. Without columns for low and high,
    /// the best is exact, or a range. `None` if all are blank. The cell returned is that of the
    /// best, for further faults of the figure.
    pub(super) fn estimate(&mut self) -> Result<(Option<Estimate>, Cell<'r>), HxlError> {
        let (low, best, high) = (self.next()?, self.next()?, self.next()?);
        for cell in [low, best, high] {
            self.thousands.learn(cell);
        }
        if low.column.is_none() && high.column.is_none() {
            return Ok((self.thousands.figure(best)?, best));
        }
        let mut count = |cell| self.thousands.count(cell);
        let estimate = match (count(low)?, count(best)?, count(high)?) {
            (None, None, None) => None,
            (None, ..) => return Err(low.missing()),
            (_, None, _) => return Err(best.missing()),
            (Some(low), Some(middle), high) => {
                let estimate = Estimate::try_new(low, middle, high);
                Some(estimate.map_err(|error| best.refused_by(error))?)
            }
        };
        Ok((estimate, best))
    }
}

/// A row that is written.
#[derive(Debug)]
pub struct Line {
    cells: Vec<String>,
    row: usize,
    fault: Option<HxlError>,
}

impl Line {
    pub(super) fn of(row: usize) -> Self {
        Self {
            cells: Vec::new(),
            row,
            fault: None,
        }
    }

    pub(super) fn push(&mut self, cell: &(impl ToString + ?Sized)) {
        self.cells.push(defused(&cell.to_string()).into_owned());
    }

    pub(super) fn push_optional(&mut self, cell: Option<impl ToString>) {
        self.push(&cell.map(|cell| cell.to_string()).unwrap_or_default());
    }

    pub(super) fn push_ids(&mut self, ids: &[crate::id::Id]) {
        let ids: Vec<_> = ids.iter().map(crate::id::Id::as_str).collect();
        self.push(&ids.join(" "));
    }

    pub(super) fn push_period(&mut self, period: Period) {
        self.push(&period.first());
        self.push(&period.last());
    }

    /// Refuses the row, because of a value that it cannot contain.
    pub(super) fn refuse(&mut self, tag: &'static str, message: &'static str) {
        let cell = Cell {
            text: "",
            row: self.row,
            column: None,
            tag,
        };
        self.fault = Some(cell.refused(Code::KeyMisplaced, message));
    }

    /// A day, unless its year is one that no reader accepts.
    pub(super) fn push_day(&mut self, tag: &'static str, day: NaiveDate) {
        let text = day.to_string();
        if let Err(error) = Period::day(day) {
            let cell = Cell {
                text: &text,
                row: self.row,
                column: Some(self.cells.len() + 1),
                tag,
            };
            self.fault = Some(cell.refused_by(error));
        }
        self.push(&text);
    }

    pub(super) fn push_estimate(&mut self, estimate: Option<Estimate>) {
        self.push_optional(estimate.map(Estimate::low));
        self.push_optional(estimate.map(Estimate::best));
        self.push_optional(estimate.and_then(Estimate::high));
    }

    /// The cells, unless the row could not be read back.
    pub(super) fn into_cells(self) -> Result<Vec<String>, HxlError> {
        // The longest form of each cell: every quote doubled, two around it, and a comma.
        let cells = self.cells.iter();
        let bytes: usize = cells
            .map(|cell| cell.len() + cell.matches('"').count() + 3)
            .sum();
        match self.fault {
            Some(fault) => Err(fault),
            None if bytes > HXL_ROW_BYTES => Err(HxlError::RowTooLong {
                row: self.row,
                open: None,
            }),
            None => Ok(self.cells),
        }
    }
}
