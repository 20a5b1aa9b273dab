//! Splits a text to look up at its commas and brackets.

/// The parts of a text. A bracket leaves no blank part.
pub(super) struct Parts<'t> {
    text: &'t str,
    /// Where each part starts and ends.
    bounds: Vec<(usize, usize)>,
}

impl<'t> Parts<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut bounds = Vec::new();
        let (mut start, mut after_bracket) = (0, false);
        let ends = text.char_indices().filter(|&(_, letter)| parts(letter));
        for (end, separator) in ends.chain([(text.len(), ',')]) {
            let blank = text
                .get(start..end)
                .is_none_or(|part| part.trim().is_empty());
            let bracket = is_bracket(separator);
            if !(blank && (bracket || after_bracket)) {
                bounds.push((start, end));
            }
            start = end + separator.len_utf8();
            after_bracket = bracket;
        }
        Self { text, bounds }
    }

    pub(super) fn len(&self) -> usize {
        self.bounds.len()
    }

    /// The text from the first of these parts to the last, with the separators between them.
    pub(super) fn between(&self, first: usize, last: usize) -> &'t str {
        let start = self.bounds.get(first).map(|&(start, _)| start);
        let end = self.bounds.get(last).map(|&(_, end)| end);
        match (start, end) {
            (Some(start), Some(end)) => self.text.get(start..end).unwrap_or_default(),
            _ => "",
        }
    }
}

/// Whether the text has more than one part.
pub(super) fn has_parts(text: &str) -> bool {
    text.contains(parts)
}

/// A comma of any script, or a bracket.
fn parts(letter: char) -> bool {
    is_bracket(letter) || matches!(letter, ',' | '،' | '，' | '、')
}

fn is_bracket(letter: char) -> bool {
    matches!(letter, '(' | ')' | '（' | '）')
}

/// The text without the population that candidates in an error end with: ", 9,570 people".
pub(super) fn without_people(text: &str) -> &str {
    let Some(rest) = text.trim_end().strip_suffix(" people") else {
        return text;
    };
    let before = rest.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ',');
    match before
        .strip_suffix(' ')
        .and_then(|before| before.strip_suffix(','))
    {
        Some(before) if rest.ends_with(|letter: char| letter.is_ascii_digit()) => before,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{Parts, without_people};

    fn parts(text: &str) -> Vec<&str> {
        let parts = Parts::of(text);
        (0..parts.len()).map(|at| parts.between(at, at)).collect()
    }

    #[test]
    fn commas_and_brackets_part() {
        assert_eq!(parts("Juárez"), ["Juárez"]);
        assert_eq!(parts("Juárez, Chihuahua"), ["Juárez", " Chihuahua"]);
        assert_eq!(parts("Juárez (Chihuahua)"), ["Juárez ", "Chihuahua"]);
        assert_eq!(parts("A (B), C, D"), ["A ", "B", " C", " D"]);
        assert_eq!(parts("A,"), ["A", ""]);
        assert_eq!(parts(",,"), ["", "", ""]);
        assert_eq!(parts(""), [""]);
        assert_eq!(parts("A، B（C）"), ["A", " B", "C"]);
        assert_eq!(Parts::of("A (B), C, D").between(1, 2), "B), C");
    }

    #[test]
    fn people_are_left_off() {
        let end = "A (MX07032), Chiapas, Mexico";
        assert_eq!(without_people(&format!("{end}, 9,570 people")), end);
        assert_eq!(without_people(&format!("{end}, 957 people ")), end);
        for whole in [
            "people",
            "A people",
            "A, people",
            "9,570 people",
            "A, 9 peoples",
        ] {
            assert_eq!(without_people(whole), whole);
        }
    }
}
