//! Figures in cells: digits, grouped thousands if the grouping is unambiguous, and ranges.

use super::cell::Cell;
use super::error::HxlError;
use crate::code::Code;
use crate::measure::Estimate;
use crate::shown::shortened;

/// Spaces that occur within a number, and never between two.
const FIXED_SPACES: [char; 3] = ['\u{a0}', '\u{202f}', '\u{2009}'];
/// Separates the bounds of a range. A hyphen may also be a minus, or part of a code.
const DASH: char = '–';

/// How the sheet groups thousands.
///
/// One comma or point may be a decimal sign. A comma that had to be quoted groups thousands, since
/// countries with decimal commas separate cells by semicolons. A point does so only if a number of
/// the sheet, in the same row or above, has two of them.
#[derive(Debug)]
pub(super) struct Thousands {
    sign: Option<char>,
    is_by_commas: bool,
}

/// The content of a cell that is not a whole number in plain digits.
enum Form<'t> {
    /// Groups of three digits with this sign in between, and whether there are several signs.
    Grouped(char, bool),
    /// The two ends of a range, and the sign in between.
    Range(&'t str, &'t str, char),
    Other,
}

impl Thousands {
    pub(super) fn of(separator: u8) -> Self {
        Self {
            sign: None,
            is_by_commas: separator == b',',
        }
    }

    /// Learns from an unambiguous number, before others of its row are read.
    pub(super) fn learn(&mut self, cell: Cell<'_>) {
        let text = cell.text.trim();
        let ends = match form(text) {
            Form::Range(low, high, DASH) => [low, high],
            _ => [text, ""],
        };
        for end in ends {
            if let Form::Grouped(sign @ (',' | '.'), true) = form(end) {
                self.sign.get_or_insert(sign);
            }
        }
    }

    /// A whole number. `None` if it is blank.
    pub(super) fn count(&mut self, cell: Cell<'_>) -> Result<Option<u64>, HxlError> {
        let text = cell.text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            let count = text.parse().map(Some);
            return count.map_err(|_| no_count(cell, text));
        }
        match form(text) {
            Form::Grouped(sign, several) => self.grouped(cell, text, sign, several).map(Some),
            Form::Range(..) => Err(cell.refused(
                Code::CountInvalid,
                format!(
                    "{:?} is a range, and this column takes one number",
                    shown(text)
                ),
            )),
            Form::Other => Err(no_count(cell, text)),
        }
    }

    /// A number, which is exact, or a range with its bounds. `None` if it is blank.
    pub(super) fn figure(&mut self, cell: Cell<'_>) -> Result<Option<Estimate>, HxlError> {
        let text = cell.text.trim();
        let Form::Range(low, high, sign) = form(text) else {
            return Ok(self.count(cell)?.map(Estimate::exactly));
        };
        if sign != DASH {
            let message = format!(
                "{:?} may be a range, or a code: write a range with a dash ({DASH}), or its bounds into columns of their own",
                shown(text)
            );
            return Err(cell.refused(Code::PhraseDoubtful, message));
        }
        for end in [low, high] {
            self.count(cell.part(end))?;
        }
        let range = Estimate::read(text);
        range.map(Some).map_err(|error| cell.refused_by(error))
    }

    fn grouped(
        &mut self,
        cell: Cell<'_>,
        text: &str,
        sign: char,
        several: bool,
    ) -> Result<u64, HxlError> {
        if let ',' | '.' = sign {
            let is_sure = several || sign == ',' && self.is_by_commas;
            match self.sign {
                Some(known) if known == sign => {}
                None if is_sure => self.sign = Some(sign),
                known => return Err(doubtful(cell, text, sign, several, known)),
            }
        }
        let read = Estimate::read(text).map_err(|error| cell.refused_by(error))?;
        let count = read.low();
        if Estimate::exactly(count) == read {
            Ok(count)
        } else {
            Err(no_count(cell, text))
        }
    }
}

/// Refuses one comma or point, or several if another number uses the other sign.
fn doubtful(
    cell: Cell<'_>,
    text: &str,
    sign: char,
    several: bool,
    known: Option<char>,
) -> HxlError {
    let named = |sign: char| if sign == ',' { "commas" } else { "points" };
    let why = match known {
        Some(known) => format!(
            "another number of the sheet has {} for thousands",
            named(known)
        ),
        None => "no number above it decides".to_owned(),
    };
    let shown_text = shown(text);
    let message = if several {
        format!(
            "{shown_text:?} has {} for thousands, and {why}",
            named(sign)
        )
    } else {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let whole = text.split(sign).next().unwrap_or_default();
        format!(
            "{shown_text:?} is {digits} if its {} is for thousands, or {whole} with decimals; {why}",
            if sign == ',' { "comma" } else { "point" }
        )
    };
    cell.refused(Code::PhraseDoubtful, message)
}

fn shown(text: &str) -> String {
    shortened(text)
}

fn no_count(cell: Cell<'_>, text: &str) -> HxlError {
    let message = format!(
        "{:?} is not a whole number from 0 to {}",
        shown(text),
        u64::MAX
    );
    cell.refused(Code::CountInvalid, message)
}

fn form(text: &str) -> Form<'_> {
    if let Some((sign, several)) = groups(text) {
        return Form::Grouped(sign, several);
    }
    let is_number = |text: &str| {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
        !text.is_empty() && is_plain || groups(text).is_some()
    };
    for sign in [DASH, '-', '—', '‑', '−'] {
        let ends = text.split_once(sign);
        let ends = ends.map(|(low, high)| (low.trim(), high.trim()));
        if let Some((low, high)) = ends.filter(|&(low, high)| is_number(low) && is_number(high)) {
            return Form::Range(low, high, sign);
        }
    }
    Form::Other
}

/// The sign between groups of three digits, the same for all, and whether there are several.
fn groups(text: &str) -> Option<(char, bool)> {
    let sign = text.chars().find(|c| !c.is_ascii_digit())?;
    if !(matches!(sign, ',' | '.' | ' ') || FIXED_SPACES.contains(&sign)) {
        return None;
    }
    let (first, rest) = text.split_once(sign)?;
    let is_group = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = (1..=3).contains(&first.len()) && !first.starts_with('0') && is_group(first);
    let mut others = rest.split(sign);
    let is_grouped = others.all(|group| group.len() == 3 && is_group(group));
    (is_whole && is_grouped).then_some((sign, rest.contains(sign)))
}
