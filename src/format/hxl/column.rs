//! The columns of a sheet: which there are to be, and which there are.

use csv::ByteRecord;

use super::HxlError;
use super::tag::Tag;
use crate::text::shortened;

/// One column of a kind of sheet.
#[derive(Debug)]
pub struct Column {
    /// What a reader sees above it.
    pub(super) header: &'static str,
    pub(super) tag: &'static str,
    /// Under which other tags it is read.
    pub(super) also: &'static [&'static str],
    pub(super) presence: Presence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    Optional,
    /// As many as there are.
    Repeated,
}

impl Column {
    pub(super) const fn required(header: &'static str, tag: &'static str) -> Self {
        Self {
            header,
            tag,
            also: &[],
            presence: Presence::Required,
        }
    }

    pub(super) const fn optional(header: &'static str, tag: &'static str) -> Self {
        Self {
            presence: Presence::Optional,
            ..Self::required(header, tag)
        }
    }

    pub(super) const fn repeated(header: &'static str, tag: &'static str) -> Self {
        Self {
            presence: Presence::Repeated,
            ..Self::required(header, tag)
        }
    }

    pub(super) const fn also(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    fn bears(&self, tag: &Tag) -> bool {
        let tags = std::iter::once(&self.tag).chain(self.also);
        tags.filter_map(|own| Tag::parse(own))
            .any(|own| own == *tag)
    }
}

/// A column that was read past: sheets of this kind have no such column.
///
/// ```
/// use corridor::{Flow, format::hxl};
///
/// let sheet = "From,To,From day,To day,Low,Best,Who counted\n\
///              #adm2+code+origin,#adm2+code+destination,#date+start,#date+end,#affected+ind+low,#affected+ind+best,#org\n\
///              MX07089,MX07032,2023-12-24,2023-12-27,6000,6000,EFE\n";
/// let read = hxl::read::<Flow>(sheet.as_bytes())?;
/// assert_eq!(read.unknown_columns()[0].to_string(), "column 7 (\"Who counted\", #org)");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownColumn {
    pub(super) column: usize,
    pub(super) header: String,
    pub(super) tag: String,
}

impl UnknownColumn {
    /// Which one it is, counted from 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What stands above its hashtag, shortened; empty where nothing does.
    pub fn header(&self) -> &str {
        &self.header
    }

    /// Its hashtag as it is written, shortened; empty where it has none.
    pub fn tag(&self) -> &str {
        &self.tag
    }
}

impl std::fmt::Display for UnknownColumn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "column {}", self.column)?;
        match (self.header.as_str(), self.tag.as_str()) {
            ("", "") => Ok(()),
            (header, "") => write!(f, " ({header:?})"),
            ("", tag) => write!(f, " ({tag})"),
            (header, tag) => write!(f, " ({header:?}, {tag})"),
        }
    }
}

/// Where the columns of a kind of sheet are in the one that is read.
#[derive(Debug)]
pub(super) struct Layout {
    /// For each column of the kind: where it is, from 0; several where it repeats.
    pub(super) places: Vec<Vec<usize>>,
    /// How many columns the row of hashtags has.
    width: usize,
    /// Those with neither hashtag nor header: told of only where something stands in them.
    bare: Vec<usize>,
    pub(super) unknown: Vec<UnknownColumn>,
}

impl Layout {
    /// Reads a row of hashtags. None where it is not one: where fewer than half of the cells that
    /// hold something hold a hashtag.
    pub(super) fn read(
        columns: &'static [Column],
        row: usize,
        record: &ByteRecord,
        headers: &ByteRecord,
    ) -> Option<Result<Self, HxlError>> {
        let cells: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
        let tags: Vec<_> = cells.iter().map(|cell| Tag::parse(cell)).collect();
        let found = tags.iter().flatten().count();
        let blank = cells.iter().filter(|cell| cell.trim().is_empty()).count();
        if found == 0 || found * 2 < cells.len() - blank {
            return None;
        }
        let mut layout = Self {
            places: columns.iter().map(|_| Vec::new()).collect(),
            width: cells.len(),
            bare: Vec::new(),
            unknown: Vec::new(),
        };
        for (place, (cell, tag)) in cells.iter().zip(&tags).enumerate() {
            let mut known = columns.iter().zip(&mut layout.places);
            let known = tag
                .as_ref()
                .and_then(|tag| known.find(|(column, _)| column.bears(tag)));
            if let Some((_, places)) = known {
                places.push(place);
                continue;
            }
            let header = headers.get(place).map(String::from_utf8_lossy);
            let header = header.as_deref().unwrap_or_default().trim();
            if header.is_empty() && cell.trim().is_empty() {
                layout.bare.push(place);
            } else {
                layout.unknown.push(UnknownColumn {
                    column: place + 1,
                    header: shortened(header),
                    tag: shortened(cell.trim()),
                });
            }
        }
        Some(layout.complete(columns, row))
    }

    /// Refuses a layout that lacks a column or has one too many.
    fn complete(self, columns: &'static [Column], row: usize) -> Result<Self, HxlError> {
        for (&Column { tag, presence, .. }, places) in columns.iter().zip(&self.places) {
            match places.as_slice() {
                [] if presence == Presence::Required => {
                    return Err(HxlError::ColumnMissing { row, tag });
                }
                [first, second, ..] if presence != Presence::Repeated => {
                    return Err(HxlError::ColumnRepeated {
                        row,
                        tag,
                        first: first + 1,
                        second: second + 1,
                    });
                }
                _ => {}
            }
        }
        Ok(self)
    }

    /// Tells of the columns without hashtag and header in which something stands.
    pub(super) fn note_bare(&mut self, record: &ByteRecord) {
        let holds = |place: usize| {
            let cell = record.get(place).unwrap_or_default();
            !cell.trim_ascii().is_empty()
        };
        let found = self.bare.iter().copied().filter(|&place| holds(place));
        let beyond = (self.width..record.len()).filter(|&place| holds(place));
        let found: Vec<_> = found.chain(beyond).collect();
        for place in found {
            self.bare.retain(|&bare| bare != place);
            let column = place + 1;
            if !self.unknown.iter().any(|known| known.column == column) {
                self.unknown.push(UnknownColumn {
                    column,
                    header: String::new(),
                    tag: String::new(),
                });
            }
        }
    }
}
