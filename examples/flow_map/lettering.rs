//! How wide a text may become. Which font a reader's machine has is not known, so that the widths
//! are those of Helvetica Bold, by kinds of letters, and a tenth more.

const ALLOWANCE: f64 = 1.1;

/// The width of a letter, in parts of the font's size.
fn letter(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '’' | '·' | ' '
        | 'í' => 0.28,
        'f' | 't' | 'r' | '-' | '(' | ')' | '/' | '“' | '”' | '"' => 0.39,
        'm' | 'M' | 'W' | '%' | '—' | '→' => 0.9,
        'w' | 'G' | 'O' | 'Q' | 'D' | 'H' | 'N' | 'U' | 'C' | 'R' | 'A' | 'B' | 'K' | 'V' | 'X'
        | 'Y' => 0.74,
        _ if character.is_uppercase() => 0.68,
        _ => 0.58,
    }
}

/// The width that a text of that size may take, in pixels.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(letter).sum::<f64>() * size * ALLOWANCE
}

/// The text in lines that are no wider than that, unless one word is.
pub(crate) fn wrapped(text: &str, size: f64, widest: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size) <= widest => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{width, wrapped};

    #[test]
    fn a_wrapped_text_keeps_its_words_and_its_width() {
        let text = "Of the 10,000 migrants, the bulk of about 6,000 is in Escuintla";
        let lines = wrapped(text, 16.0, 200.0);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| width(line, 16.0) <= 200.0));
        assert_eq!(lines.join(" "), text);
    }
}
