//! The columns of a sheet: the expected ones and the present ones.

use super::tag::Tag;
use crate::limits::HXL_UNKNOWN_COLUMNS;
use crate::shown::shortened;

/// One column of a kind of sheet.
#[derive(Debug)]
pub struct Column {
    /// The header above it.
    pub(super) header: &'static str,
    pub(super) tag: &'static str,
    /// Other tags under which it is read.
    pub(super) also: &'static [&'static str],
    /// Tags of which a sheet may have several; the last of them counts.
    pub(super) levels: &'static [&'static str],
    /// Tags under which it is read if a sheet has none of the others and no bounds.
    pub(super) instead: &'static [&'static str],
    pub(super) presence: Presence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    Optional,
    /// Required unless the other of its kind is present.
    Either,
    /// Present with the other bound, or not at all.
    Bound,
    /// Any number of times.
    Repeated,
}

/// Which of several columns for the same thing is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    Plain,
    /// The deepest level is read, unless one column is plain.
    Level(usize),
    /// Read only if it is alone.
    Instead,
}

impl Column {
    pub(super) const fn required(header: &'static str, tag: &'static str) -> Self {
        Self {
            header,
            tag,
            also: &[],
            levels: &[],
            instead: &[],
            presence: Presence::Required,
        }
    }

    pub(super) const fn optional(header: &'static str, tag: &'static str) -> Self {
        Self {
            presence: Presence::Optional,
            ..Self::required(header, tag)
        }
    }

    pub(super) const fn either(header: &'static str, tag: &'static str) -> Self {
        Self {
            presence: Presence::Either,
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

    pub(super) const fn instead(self, instead: &'static [&'static str]) -> Self {
        Self { instead, ..self }
    }

    /// The tags under which it is read, each with its rank.
    pub(super) fn tags(&self) -> impl Iterator<Item = (Tag, Rank)> {
        let plain = std::iter::once(&self.tag).chain(self.also);
        let plain = plain.map(|tag| (tag, Rank::Plain));
        let levels = self.levels.iter().zip(1..);
        let levels = levels.map(|(tag, level)| (tag, Rank::Level(level)));
        let instead = self.instead.iter().map(|tag| (tag, Rank::Instead));
        let tags = plain.chain(levels).chain(instead);
        tags.filter_map(|(tag, rank)| Some((Tag::parse(tag)?, rank)))
    }
}

/// A column that was ignored: sheets of this kind have no such column.
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
    pub(super) fn of(place: usize, header: &str, tag: &str) -> Self {
        Self {
            column: place + 1,
            header: shortened(header.trim()),
            tag: shortened(tag.trim()),
        }
    }

    /// Its number, from 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// The text above its hashtag, shortened; empty if there is none.
    pub fn header(&self) -> &str {
        &self.header
    }

    /// Its hashtag as written, shortened; empty if there is none.
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

/// The columns that were ignored: the first of them, and their number.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct UnknownColumns {
    pub(super) first: Vec<UnknownColumn>,
    pub(super) count: usize,
}

impl UnknownColumns {
    pub(super) fn push(&mut self, place: usize, header: &str, tag: &str) {
        self.count += 1;
        if self.first.len() < HXL_UNKNOWN_COLUMNS {
            self.first.push(UnknownColumn::of(place, header, tag));
        }
    }
}
