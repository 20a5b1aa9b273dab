//! How much of its input a message shows.

use crate::limits::SHOWN_CHARS;

/// The start of a text, for a message, so that no input can flood a log.
pub(crate) fn shortened<T: for<'t> From<&'t str>>(text: &str) -> T {
    shortened_to(SHOWN_CHARS, text)
}

/// The same, with the given number of characters.
pub(crate) fn shortened_to<T: for<'t> From<&'t str>>(characters: usize, text: &str) -> T {
    if text.len() <= characters {
        return T::from(text);
    }
    match text.char_indices().nth(characters) {
        Some((end, _)) => T::from(&format!("{}…", text.get(..end).unwrap_or_default())),
        None => T::from(text),
    }
}
