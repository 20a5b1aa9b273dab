//! The columns of a sheet: which there are to be, and which there are.

use csv::ByteRecord;

use super::HxlError;
use super::tag::Tag;
use crate::limits::HXL_UNKNOWN_COLUMNS;
use crate::text::shortened;

/// One column of a kind of sheet.
#[derive(Debug)]
pub struct Column {
    /// What a reader sees above it.
    pub(super) header: &'static str,
    pub(super) tag: &'static str,
    /// Under which other tags it is read.
    pub(super) also: &'static [&'static str],
    /// Under which tags it is read of which a sheet may have several: the last of them counts.
    pub(super) levels: &'static [&'static str],
    pub(super) presence: Presence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    Optional,
    /// There with the other bound, or not at all.
    Bound,
    /// As many as there are.
    Repeated,
}

impl Column {
    pub(super) const fn required(header: &'static str, tag: &'static str) -> Self {
        Self {
            header,
            tag,
            also: &[],
            levels: &[],
            presence: Presence::Required,
        }
    }

    pub(super) const fn optional(header: &'static str, tag: &'static str) -> Self {
        Self {
            presence: Presence::Optional,
            ..Self::required(header, tag)
        }
    }

    pub(super) const fn bound(header: &'static str, tag: &'static str) -> Self {
        Self {
            presence: Presence::Bound,
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

    pub(super) const fn levels(self, levels: &'static [&'static str]) -> Self {
        Self { levels, ..self }
    }

    /// The tags it is read under, each with its level; 0 where there is but one.
    fn tags(&self) -> impl Iterator<Item = (Tag, usize)> {
        let plain = std::iter::once(&self.tag).chain(self.also);
        let levels = self.levels.iter().zip(1..);
        let tags = plain.map(|tag| (tag, 0)).chain(levels);
        tags.filter_map(|(tag, level)| Some((Tag::parse(tag)?, level)))
    }
}

/// A column that was read past: sheets of this kind have no such column.
///
/// ```
/// use corridor::{Flow, format::hxl};
///
/// let sheet = "From,To,From day,To day,People,Who counted\n\
///              #adm2+code+origin,#adm2+code+destination,#date+start,#date+end,#affected+ind,#org\n\
///              MX07089,MX07032,2023-12-24,2023-12-27,6000,EFE\n";
/// let read = hxl::read::<Flow>(sheet.as_bytes())?;
/// assert_eq!(read.unknown_columns()[0].to_string(), "column 6 (\"Who counted\", #org)");
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

/// The columns that were read past: the first of them, and how many there are.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct UnknownColumns {
    pub(super) first: Vec<UnknownColumn>,
    pub(super) count: usize,
}

impl UnknownColumns {
    fn push(&mut self, place: usize, header: &str, tag: &str) {
        self.count += 1;
        if self.first.len() < HXL_UNKNOWN_COLUMNS {
            self.first.push(UnknownColumn {
                column: place + 1,
                header: shortened(header),
                tag: shortened(tag),
            });
        }
    }
}

/// Where the columns of a kind of sheet are in the one that is read.
#[derive(Debug)]
pub(super) struct Layout {
    /// For each column of the kind: where it is, from 0; several where it repeats.
    pub(super) places: Vec<Vec<usize>>,
    /// Whether a column of the sheet is known, or told of. Those with neither hashtag nor header
    /// are told of only where something stands in them.
    noted: Vec<bool>,
    pub(super) unknown: UnknownColumns,
}

impl Layout {
    /// Reads a row of hashtags, and counts them; 0 where it is not one.
    pub(super) fn read(
        columns: &'static [Column],
        row: usize,
        record: &ByteRecord,
        headers: &ByteRecord,
    ) -> (usize, Result<Self, HxlError>) {
        let cells: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
        let Some(tags) = hashtags(cells.iter().map(AsRef::as_ref)) else {
            return (0, Err(HxlError::NoHashtags));
        };
        let count = tags.iter().flatten().count();
        // Of each column the places that bear one of its tags, each with its level.
        let own: Vec<Vec<_>> = columns.iter().map(|c| c.tags().collect()).collect();
        let mut found: Vec<Vec<(usize, usize)>> = vec![Vec::new(); columns.len()];
        for (place, tag) in tags.iter().enumerate() {
            let Some(tag) = tag else { continue };
            for (own, found) in own.iter().zip(&mut found) {
                let level = own.iter().find(|(own, _)| own == tag);
                found.extend(level.map(|&(_, level)| (place, level)));
            }
        }
        let places: Vec<_> = found.iter().map(|found| deepest(found)).collect();
        let mut noted = vec![false; cells.len()];
        for &place in places.iter().flatten() {
            noted.get_mut(place).into_iter().for_each(|it| *it = true);
        }
        let mut unknown = UnknownColumns::default();
        for (place, (cell, noted)) in cells.iter().zip(&mut noted).enumerate() {
            let header = headers.get(place).map(String::from_utf8_lossy);
            let header = header.as_deref().unwrap_or_default().trim();
            let tag = cell.trim();
            if !(*noted || header.is_empty() && tag.is_empty()) {
                unknown.push(place, header, tag);
                *noted = true;
            }
        }
        let layout = Self {
            places,
            noted,
            unknown,
        };
        (count, layout.complete(columns, row))
    }

    /// Refuses a layout that lacks a column or has one too many.
    fn complete(self, columns: &'static [Column], row: usize) -> Result<Self, HxlError> {
        let sought = || columns.iter().zip(&self.places);
        let bounded = sought()
            .any(|(column, places)| column.presence == Presence::Bound && !places.is_empty());
        for (&Column { tag, presence, .. }, places) in sought() {
            match places.as_slice() {
                [] if presence == Presence::Required || presence == Presence::Bound && bounded => {
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
        for (place, cell) in record.iter().enumerate() {
            if self.noted.get(place) == Some(&true) || cell.trim_ascii().is_empty() {
                continue;
            }
            if self.noted.len() <= place {
                self.noted.resize(place + 1, false);
            }
            self.noted
                .get_mut(place)
                .into_iter()
                .for_each(|it| *it = true);
            self.unknown.push(place, "", "");
        }
    }
}

/// The tags of a row of hashtags. None where it is not one: where fewer than half of the cells that
/// hold something hold a hashtag.
fn hashtags<'c>(cells: impl Iterator<Item = &'c str>) -> Option<Vec<Option<Tag>>> {
    let mut filled = 0;
    let tags: Vec<_> = cells
        .inspect(|cell| filled += usize::from(!cell.trim().is_empty()))
        .map(Tag::parse)
        .collect();
    let found = tags.iter().flatten().count();
    (found > 0 && found * 2 >= filled).then_some(tags)
}

/// Of places with their levels those of the deepest, unless one is of no level.
fn deepest(found: &[(usize, usize)]) -> Vec<usize> {
    let levels = || found.iter().map(|&(_, level)| level);
    let deepest = levels().max().filter(|_| levels().all(|level| level > 0));
    let places = found
        .iter()
        .filter(|(_, level)| deepest.is_none_or(|deepest| *level == deepest));
    places.map(|&(place, _)| place).collect()
}
