use corridor::format::json;
use corridor::{Dossier, Error};

use super::{dossier, text};

/// What is read strictly is its own text, serde reads the same, and the lenient reader sets nothing
/// of it aside; what is refused is refused with a place in the text.
pub fn json(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    match json::read(text) {
        Ok(reading) => {
            let read = reading.dossier();
            dossier::adds_up(reading.findings());
            assert_eq!(
                serde_json::from_str::<Dossier>(plain).ok().as_ref(),
                Some(read)
            );
            let lenient = json::read_lenient(text).unwrap();
            assert_eq!(lenient.dossier(), read);
            assert_eq!(lenient.findings(), reading.findings());
            assert!(lenient.set_aside().is_empty());
            dossier::holds(read);
        }
        Err(error) => {
            stands_in(&error, plain);
            // Brackets under a key that serde reads past are no fault to it, however deep.
            if serde_json::from_str::<Dossier>(plain).is_ok() {
                assert!(error.to_string().contains(": nested deeper"), "{error}");
            }
        }
    }
}

/// The line is one of the text, the column one of the line or right behind it.
pub fn stands_in(error: &Error, text: &str) {
    assert!(error.to_string().len() < 2_000, "{error}");
    assert!(
        error
            .value()
            .is_none_or(|value| value.chars().count() <= 41),
        "{error}"
    );
    let (line, column) = (error.line().unwrap(), error.column().unwrap());
    let of = text.split('\n').nth(line.saturating_sub(1));
    let length = of.map(|line| line.chars().count());
    assert!(
        line > 0 && column > 0 && length.is_some_and(|length| column <= length + 1),
        "{error}"
    );
}
