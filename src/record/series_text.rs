//! The text form and the wire form of a series key.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::series_key::{Nature, SeriesKey, SeriesKeyKeys, Site};
use crate::code::Code;
use crate::draft::Drafted;
use crate::error::Error;
use crate::shown::shortened;
use crate::text::Text;

/// `{"indicator", "unit", "nature", "area" or "place", "breakdown"?}`.
impl Serialize for SeriesKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&self.to_keys(), serializer)
    }
}

impl<'de> Deserialize<'de> for SeriesKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let keys = <SeriesKeyKeys as Deserialize>::deserialize(deserializer)?;
        Self::assemble(keys).map_err(Error::into_serde)
    }
}

/// Comes before a place, where an area has a comma.
const AT: &str = " at ";

/// Characters that end an unquoted name, or would be misread in it.
const MARKS: [char; 4] = ['"', '(', ')', ','];

/// A name in the text of a key.
struct Name<'t> {
    text: &'t str,
    /// Whether it ends at the first space.
    word: bool,
}

impl Name<'_> {
    fn is_plain(&self) -> bool {
        !self.text.contains(MARKS)
            && self.text.trim() == self.text
            && !(self.word && self.text.contains(char::is_whitespace))
    }
}

/// As it is, or in double quotes with a backslash before each quote and backslash.
impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_plain() {
            return f.write_str(self.text);
        }
        f.write_char('"')?;
        for c in self.text.chars() {
            if matches!(c, '"' | '\\') {
                f.write_char('\\')?;
            }
            f.write_char(c)?;
        }
        f.write_char('"')
    }
}

/// `encounters (encounter flow, US southwest border, component USBP)`: indicator, unit, nature,
/// area, then each dimension with its value; for a place, `landings (person flow at IT-G2524205)`.
///
/// A name that could be misread is in double quotes, with a backslash before each quote and
/// backslash in it: a name with a comma, a bracket or a quote, or with white space at an end; and a
/// dimension or a value with any white space.
impl fmt::Display for SeriesKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |text| Name { text, word: false };
        let unit = self.unit.to_string();
        let (indicator, unit, nature) = (name(self.indicator()), name(&unit), self.nature);
        let mut text = match &self.site {
            Site::Area(area) => {
                let area = area.to_string();
                format!("{indicator} ({unit} {nature}, {}", name(&area))
            }
            Site::Place(place) => format!("{indicator} ({unit} {nature}{AT}{place}"),
        };
        let word = |text| Name { text, word: true };
        for (dimension, value) in self.breakdown() {
            write!(text, ", {} {}", word(dimension), word(value))?;
        }
        text.push(')');
        f.pad(&text)
    }
}

/// Why a text is not a series key.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error(
        "{0:?} is not a series key such as \"encounters (encounter flow, US, sex female)\"; a name with \
         a comma, a bracket or a quote stands in double quotes, and so do a dimension and a value of \
         several words"
    )]
    Malformed(String),
    #[error("the series key {text:?} has the dimension {dimension:?} twice")]
    Twice { text: String, dimension: String },
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let code = match fault {
            Fault::Malformed(_) => Code::ValueInvalid,
            Fault::Twice { .. } => Code::KeyDuplicate,
        };
        Self::new(code, fault)
    }
}

/// Reads what [`Display`](fmt::Display) writes, with the dimensions in any order.
impl FromStr for SeriesKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let malformed = || Fault::Malformed(shortened(text));
        let parts = parts(text).ok_or_else(malformed)?;
        let mut key = Self::new(
            parts.indicator.parse()?,
            parts.unit.parse()?,
            parts.nature,
            match parts.site {
                Where::Area(area) => Site::Area(area.parse()?),
                Where::Place(place) => Site::Place(place.parse()?),
            },
        );
        for (dimension, value) in parts.breakdown {
            let earlier = key
                .breakdown
                .insert(dimension.parse()?, value.parse::<Text>()?);
            if earlier.is_some() {
                let (text, dimension) = (shortened(text), shortened(&dimension));
                return Err(Fault::Twice { text, dimension }.into());
            }
        }
        Ok(key)
    }
}

/// The names of a key.
struct Parts<'t> {
    indicator: Cow<'t, str>,
    unit: Cow<'t, str>,
    nature: Nature,
    site: Where<'t>,
    breakdown: Vec<(Cow<'t, str>, Cow<'t, str>)>,
}

enum Where<'t> {
    Area(Cow<'t, str>),
    Place(&'t str),
}

fn parts(text: &str) -> Option<Parts<'_>> {
    let (indicator, rest) = name_before(text, " (")?;
    let (unit, nature, site, mut rest) = about(rest)?;
    let mut breakdown = Vec::new();
    while let Some(more) = rest.strip_prefix(", ") {
        let (dimension, more) = name_before(more, " ")?;
        let (value, after) = name(more, true)?;
        breakdown.push((dimension, value));
        rest = after;
    }
    (rest == ")").then_some(Parts {
        indicator,
        unit,
        nature,
        site,
        breakdown,
    })
}

/// Unit, nature and site, and what is left after them. The nature is one word, the last before the
/// comma or before "at" and a code; a unit may have several words.
fn about(text: &str) -> Option<(Cow<'_, str>, Nature, Where<'_>, &str)> {
    let (quoted_unit, rest) = if text.starts_with('"') {
        let (unit, rest) = quoted(text)?;
        (Some(unit), rest.strip_prefix(' ')?)
    } else {
        (None, text)
    };
    let (about, rest) = rest.split_at(rest.find([',', ')'])?);
    let place = about
        .rsplit_once(AT)
        .filter(|(_, place)| place.parse::<Nature>().is_err())
        .and_then(|(before, place)| Some((split(before)?, place)));
    let ((unit, nature), site, rest) = if let Some((kind, place)) = place {
        (kind, Where::Place(place), rest)
    } else {
        let (area, rest) = name(rest.strip_prefix(", ")?, false)?;
        (split(about)?, Where::Area(area), rest)
    };
    let unit = match (quoted_unit, unit) {
        (Some(quoted), "") => quoted,
        (None, unit) => plain(unit, false)?,
        (Some(_), _) => return None,
    };
    Some((unit, nature, site, rest))
}

/// What comes before the nature, and the nature.
fn split(text: &str) -> Option<(&str, Nature)> {
    let (unit, nature) = text.rsplit_once(' ').unwrap_or(("", text));
    Some((unit, nature.parse().ok()?))
}

/// A name up to a comma or the closing bracket, and what is left from there.
fn name(text: &str, word: bool) -> Option<(Cow<'_, str>, &str)> {
    if text.starts_with('"') {
        return quoted(text);
    }
    let (own, rest) = text.split_at(text.find([',', ')'])?);
    Some((plain(own, word)?, rest))
}

/// A name and what is left after the mark that follows it.
fn name_before<'t>(text: &'t str, mark: &str) -> Option<(Cow<'t, str>, &'t str)> {
    if text.starts_with('"') {
        let (own, rest) = quoted(text)?;
        return Some((own, rest.strip_prefix(mark)?));
    }
    let (own, rest) = text.split_once(mark)?;
    Some((plain(own, false)?, rest))
}

fn plain(text: &str, word: bool) -> Option<Cow<'_, str>> {
    (!text.is_empty() && Name { text, word }.is_plain()).then_some(Cow::Borrowed(text))
}

/// A text in double quotes, and what is left after them.
fn quoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut own = String::new();
    let mut chars = text.strip_prefix('"')?.chars();
    loop {
        match chars.next()? {
            '"' => return Some((Cow::Owned(own), chars.as_str())),
            '\\' => own.push(chars.next().filter(|c| matches!(c, '"' | '\\'))?),
            c => own.push(c),
        }
    }
}
