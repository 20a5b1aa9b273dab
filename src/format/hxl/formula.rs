//! Cells that a spreadsheet would run as a formula.

use std::borrow::Cow;

/// Characters with which a formula may begin (OWASP, "CSV Injection"), including the wide forms of
/// East Asian input.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a text begins like a formula, ignoring apostrophes before it.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

/// Puts an apostrophe before a text that begins like a formula, with or without apostrophes before
/// that, so that removing one apostrophe restores any text.
pub(super) fn defused(text: &str) -> Cow<'_, str> {
    if is_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The original of a [`defused`] text; any other text is unchanged.
pub(super) fn restored(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::{defused, restored};

    #[test]
    fn what_is_defused_and_what_is_not() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+52 962", "'+52 962"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\r=1", "'\r=1"),
            ("\n=1", "'\n=1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("''@", "'''@"),
            ("'tis", "'tis"),
            ("'", "'"),
            ("", ""),
            ("1=1", "1=1"),
            ("six", "six"),
        ] {
            assert_eq!(defused(text), cell);
            assert_eq!(restored(cell), text);
        }
        // A formula that somebody else has written is a text like any other.
        assert_eq!(restored("=1+1"), "=1+1");
    }
}
