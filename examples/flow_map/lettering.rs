//! How wide a text may become. Which font a reader's machine has is not known: the widths are those
//! of Helvetica, as Adobe's font metrics give them, and some more, since other fonts are wider.

const ALLOWANCE: f64 = 1.12;
/// How much wider bold letters are.
const BOLD: f64 = 1.07;

/// The width of a letter, in thousandths of the font's size.
fn letter(character: char) -> f64 {
    f64::from(match character {
        'i' | 'j' | 'l' | 'í' | '’' | '|' => 222,
        ' ' | '.' | ',' | ':' | ';' | '/' | 'f' | 't' | 'I' | '!' | '·' => 278,
        'r' | '-' | '(' | ')' | '“' | '”' => 333,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500,
        'F' | 'L' | 'T' | 'Z' => 611,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'w' => 722,
        'G' | 'O' | 'Q' => 778,
        'm' | 'M' => 833,
        'W' | '%' | '→' => 944,
        _ if character.is_uppercase() => 667,
        _ => 556,
    })
}

/// The width that a text of that size may take, in pixels.
pub(crate) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let weight = if bold { BOLD } else { 1.0 };
    text.chars().map(letter).sum::<f64>() * size / 1000.0 * weight * ALLOWANCE
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
