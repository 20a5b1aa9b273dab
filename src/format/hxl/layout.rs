//! Which column of a sheet is which column of its kind.

use csv::ByteRecord;

use super::column::{Column, Presence, Rank, UnknownColumn, UnknownColumns};
use super::error::HxlError;
use super::tag::{Tag, begun, malformed};
use crate::shown::shortened;

/// How many characters of a sheet's tags a message repeats.
const MESSAGE_CHARS: usize = 90;

/// The columns of the sheet for each column of the kind, and all other columns.
#[derive(Debug)]
pub(super) struct Layout {
    /// For each column of the kind, its positions from 0; several if it repeats.
    pub(super) places: Vec<Vec<usize>>,
    /// The row of hashtags, as written.
    pub(super) tags: Vec<String>,
    /// The number of columns up to the last hashtag.
    pub(super) tagged: usize,
    /// Whether each column of the sheet is known, or has been reported. Columns with neither
    /// hashtag nor header are reported only if they have content.
    pub(super) noted: Vec<bool>,
    pub(super) unknown: UnknownColumns,
}

/// The row of hashtags, and the one above it.
struct Top {
    row: usize,
    tags: Vec<String>,
    headers: Vec<String>,
}

impl Layout {
    /// Reads a row of hashtags, and counts them; 0 if it is not such a row.
    pub(super) fn read(
        columns: &'static [Column],
        row: usize,
        record: &ByteRecord,
        headers: &ByteRecord,
    ) -> (usize, Result<Self, HxlError>) {
        let top = Top {
            row,
            tags: texts(record),
            headers: texts(headers),
        };
        let Some((count, tags)) = hashtags(&top.tags) else {
            return (0, Err(HxlError::NoHashtags));
        };
        let places = places(columns, &tags);
        let mut noted = vec![false; top.tags.len().max(top.headers.len())];
        for &place in places.iter().flatten() {
            noted.get_mut(place).into_iter().for_each(|it| *it = true);
        }
        let mut unknown = UnknownColumns::default();
        for (place, noted) in noted.iter_mut().enumerate() {
            let (header, tag) = top.at(place);
            if !(*noted || header.is_empty() && tag.is_empty()) {
                unknown.push(place, header, tag);
                *noted = true;
            }
        }
        let last = top.tags.iter().rposition(|tag| !tag.trim().is_empty());
        let layout = Self {
            places,
            tags: top.tags.clone(),
            tagged: last.map_or(0, |last| last + 1),
            noted,
            unknown,
        };
        (count, layout.complete(columns, &top, &tags))
    }

    /// Refuses a layout that lacks a column or has one too many.
    fn complete(
        self,
        columns: &'static [Column],
        top: &Top,
        tags: &[Option<Tag>],
    ) -> Result<Self, HxlError> {
        let sought = || columns.iter().zip(&self.places);
        let bounded = sought()
            .any(|(column, places)| column.presence == Presence::Bound && !places.is_empty());
        let either = sought()
            .any(|(column, places)| column.presence == Presence::Either && !places.is_empty());
        for (&Column { tag, presence, .. }, places) in sought() {
            let is_needed = match presence {
                Presence::Required => true,
                Presence::Bound => bounded,
                Presence::Either => !either,
                Presence::Optional | Presence::Repeated => false,
            };
            match places.as_slice() {
                [] if is_needed => {
                    return Err(self.missing(top, tags, tag));
                }
                &[first, second, ..] if presence != Presence::Repeated => {
                    let [first, second] = [first, second].map(|place| Box::new(top.column(place)));
                    return Err(HxlError::ColumnRepeated {
                        row: top.row,
                        tag,
                        first,
                        second,
                    });
                }
                _ => {}
            }
        }
        Ok(self)
    }

    /// The error for a missing column: it names the present column that may be meant.
    fn missing(&self, top: &Top, tags: &[Option<Tag>], tag: &'static str) -> HxlError {
        let row = top.row;
        let sought = Tag::parse(tag);
        let akin = |other: &Tag| sought.as_ref().is_some_and(|tag| tag.is_akin(other));
        let slips = || {
            let tags = top.tags.iter().enumerate();
            tags.filter_map(|(place, tag)| Some((place, tag.trim(), malformed(tag)?)))
        };
        let mut of_it = slips().filter(|(_, tag, _)| begun(tag).is_some_and(|tag| akin(&tag)));
        if let Some((place, value, reason)) = of_it.next() {
            return HxlError::TagMalformed {
                row,
                column: place + 1,
                value: shortened(value),
                reason,
                more: of_it.count(),
            };
        }
        let nearest = self.nearest(tags, tag).map(|place| top.column(place));
        let mut left = MESSAGE_CHARS;
        let near = nearest.as_ref().map(|nearest| {
            left = left.saturating_sub(nearest.header.len() + nearest.tag.len());
            format!("; {nearest} is the nearest")
        });
        let slip = slips().next().map(|(place, slip, reason)| {
            let (column, slip): (_, String) = (place + 1, shortened(slip));
            if let Some(rest) = left.checked_sub(slip.len()) {
                left = rest;
                format!("; {slip:?} in column {column} is not a hashtag: {reason}")
            } else {
                format!("; column {column} has no hashtag: {reason}")
            }
        });
        let others = self.unknown.first.iter().filter(|other| {
            let is_named = nearest.as_ref().is_some_and(|it| it.column == other.column);
            !(is_named || other.tag.is_empty() || malformed(&other.tag).is_some())
        });
        let others = listed(others.map(|other| other.tag.as_str()), left);
        HxlError::ColumnMissing {
            row,
            tag,
            seen: [near.unwrap_or_default(), slip.unwrap_or_default(), others]
                .concat()
                .into(),
        }
    }

    /// Among the columns that are not read, the one with the same hashtag and the most shared
    /// attributes.
    fn nearest(&self, tags: &[Option<Tag>], sought: &str) -> Option<usize> {
        let sought = Tag::parse(sought)?;
        let known = |place: usize| self.places.iter().flatten().any(|&known| known == place);
        let others = tags.iter().enumerate().filter(|&(place, _)| !known(place));
        let akin = others.filter_map(|(place, other)| {
            let other = other.as_ref().filter(|other| sought.is_akin(other))?;
            let (shared, differing) = sought.shared(other);
            Some((place, (shared, std::cmp::Reverse(differing))))
        });
        let nearest = akin.reduce(|one, other| if other.1 > one.1 { other } else { one });
        nearest.map(|(place, _)| place)
    }

    /// Reports the columns without hashtag and header that have content.
    pub(super) fn note_bare(&mut self, record: &ByteRecord) {
        for (place, cell) in record.iter().enumerate() {
            if let Some(noted) = self.noted.get_mut(place)
                && !*noted
                && !cell.trim_ascii().is_empty()
            {
                *noted = true;
                self.unknown.push(place, "", "");
            }
        }
    }
}

impl Top {
    /// The header and the hashtag of a column.
    fn at(&self, place: usize) -> (&str, &str) {
        (cell(&self.headers, place), cell(&self.tags, place))
    }

    /// A column for a message, without its header if the message would become too long.
    fn column(&self, place: usize) -> UnknownColumn {
        let (header, tag) = self.at(place);
        let is_short = header.len() + tag.len() <= MESSAGE_CHARS / 2;
        UnknownColumn::of(place, if is_short { header } else { "" }, tag)
    }
}

fn cell(cells: &[String], place: usize) -> &str {
    cells.get(place).map_or("", |cell| cell.trim())
}

fn texts(record: &ByteRecord) -> Vec<String> {
    let texts = record.iter().map(String::from_utf8_lossy);
    texts.map(std::borrow::Cow::into_owned).collect()
}

/// The tags of a row of hashtags, and how many cells were meant as such. `None` if fewer than half
/// of the cells with content were.
fn hashtags(cells: &[String]) -> Option<(usize, Vec<Option<Tag>>)> {
    let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let tags: Vec<_> = cells.iter().map(|cell| Tag::parse(cell)).collect();
    // Many titles have a word with a number sign; if it has a plus too, it is a mistyped hashtag.
    let slips = cells.iter().filter(|cell| is_slip(cell)).count();
    let meant = tags.iter().flatten().count() + slips;
    (meant > 0 && meant * 2 >= filled).then_some((meant, tags))
}

/// Whether a cell was meant as a hashtag. A cell with several hashtags is a row with another
/// separator.
fn is_slip(cell: &str) -> bool {
    let is_begun = malformed(cell).is_some() && begun(cell).is_some();
    is_begun && cell.contains(['+', '\u{feff}']) && !cell.contains([',', ';', '\t'])
}

/// The positions of the sheet's columns for each column of the kind: the deepest of several levels,
/// and substitutes only if there is nothing else.
fn places(columns: &'static [Column], tags: &[Option<Tag>]) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<(usize, Rank)>> = Vec::with_capacity(columns.len());
    for column in columns {
        let own: Vec<_> = column.tags().collect();
        let places = tags.iter().enumerate().filter_map(|(place, tag)| {
            let (_, rank) = own.iter().find(|(own, _)| Some(own) == tag.as_ref())?;
            Some((place, *rank))
        });
        found.push(places.collect());
    }
    let mut sought = columns.iter().zip(&found);
    let bounded =
        sought.any(|(column, found)| column.presence == Presence::Bound && !found.is_empty());
    found.iter().map(|found| ranked(found, bounded)).collect()
}

fn ranked(found: &[(usize, Rank)], bounded: bool) -> Vec<usize> {
    let has = |rank: Rank| found.iter().any(|&(_, other)| other == rank);
    let deepest = found.iter().filter_map(|&(_, rank)| match rank {
        Rank::Level(level) => Some(level),
        _ => None,
    });
    let deepest = deepest.max().filter(|_| !has(Rank::Plain));
    let alone = found.iter().all(|&(_, rank)| rank == Rank::Instead);
    let read = found.iter().filter(|&&(_, rank)| match rank {
        Rank::Plain => true,
        Rank::Level(level) => deepest.is_none_or(|deepest| level == deepest),
        Rank::Instead => alone && !bounded,
    });
    read.map(|&(place, _)| place).collect()
}

/// The other tags for a message, as many as fit into it.
fn listed<'t>(tags: impl Iterator<Item = &'t str>, left: usize) -> String {
    let (mut list, mut more) = (String::new(), 0);
    for tag in tags {
        if more > 0 || list.len() + tag.len() > left {
            more += 1;
            continue;
        }
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(tag);
    }
    match (list.as_str(), more) {
        ("", 0) => String::new(),
        ("", more) => format!("; {more} columns beside"),
        (list, 0) => format!("; beside: {list}"),
        (list, more) => format!("; beside: {list} and {more} more"),
    }
}
