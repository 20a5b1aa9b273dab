//! How wide a text may become. Which font a reader's machine has is not known: the widths are those
//! of `DejaVu Sans`, which many Linux systems fall back to and which is wider than Helvetica, Arial,
//! Liberation Sans and Roboto, so that nothing runs past its frame in any of them.

/// How much wider bold letters are.
const BOLD: f64 = 1.14;

/// The width of a letter, in thousandths of the font's size.
fn letter(character: char) -> f64 {
    f64::from(match character {
        'i' | 'j' | 'l' | 'í' => 278,
        'I' | 'J' | ' ' | '.' | ',' | '·' | '’' => 318,
        ':' | ';' | '/' | '|' | 'f' => 352,
        '-' | '(' | ')' | 't' | '!' => 401,
        'r' => 411,
        '–' | '°' | '“' | '”' | 's' | 'z' => 525,
        'c' | 'k' | 'v' | 'x' | 'y' | 'F' | 'L' => 592,
        'w' | '→' | '+' => 838,
        'G' | 'H' | 'N' | 'O' | 'Q' | 'U' | 'D' => 787,
        // From Hangul on, letters of East Asia are as wide as high.
        'm' | 'M' | 'W' | '%' | '—' | '…' | '\u{1100}'.. => 1000,
        _ if character.is_uppercase() => 698,
        _ => 636,
    })
}

/// The width that a text of that size may take, in pixels.
pub(crate) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let weight = if bold { BOLD } else { 1.0 };
    text.chars().map(letter).sum::<f64>() * size / 1000.0 * weight
}

/// The text in lines that are no wider than that, unless one word is.
pub(crate) fn wrapped(text: &str, size: f64, bold: bool, widest: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, bold) <= widest => {
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
        let lines = wrapped(text, 16.0, true, 200.0);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| width(line, 16.0, true) <= 200.0));
        assert_eq!(lines.join(" "), text);
    }
}
