//! Folding: what of a name counts when it is looked up.
//!
//! Latin script loses case, accents and punctuation; abbreviations are written out; a leading
//! "Municipio de" and a leading article go. Letters of other scripts stay as they are.

/// What a name is looked up by, kept inline.
pub(super) struct Key {
    bytes: [u8; Self::LONGEST],
    start: usize,
    end: usize,
}

/// Where a word is written out.
const ABBREVIATIONS: [(&str, &str); 10] = [
    ("cd", "ciudad"),
    ("gral", "general"),
    ("mpio", "municipio"),
    ("pto", "puerto"),
    ("sn", "san"),
    ("st", "saint"),
    ("sta", "santa"),
    ("ste", "sainte"),
    ("sto", "santo"),
    ("vla", "villa"),
];

const KINDS: [&str; 5] = [
    "municipio de ",
    "municipio del ",
    "municipality of ",
    "distrito de ",
    "canton de ",
];

const ARTICLES: [&str; 8] = ["el ", "la ", "los ", "las ", "le ", "les ", "lo ", "the "];

impl Key {
    /// More than a name may have in bytes, since abbreviations grow.
    const LONGEST: usize = 256;

    /// The key of a name, unless it is longer than any name.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut key = Self {
            bytes: [0; Self::LONGEST],
            start: 0,
            end: 0,
        };
        let mut word = 0;
        for character in text.chars() {
            match plain(character) {
                Plain::Letter(byte) => key.push(byte)?,
                Plain::Letters(letters) => key.extend(letters)?,
                Plain::Apart => word = key.end_word(word)?,
                Plain::Nothing => {}
                Plain::Other => {
                    for lower in character.to_lowercase() {
                        key.extend(lower.encode_utf8(&mut [0; 4]))?;
                    }
                }
            }
        }
        key.end_word(word)?;
        if key
            .bytes
            .get(..key.end)
            .is_some_and(|all| all.ends_with(b" "))
        {
            key.end -= 1;
        }
        key.drop_opening();
        Some(key)
    }

    pub(super) fn as_str(&self) -> &str {
        let name = self.bytes.get(self.start..self.end).unwrap_or_default();
        std::str::from_utf8(name).unwrap_or_default()
    }

    fn push(&mut self, byte: u8) -> Option<()> {
        *self.bytes.get_mut(self.end)? = byte;
        self.end += 1;
        Some(())
    }

    fn extend(&mut self, letters: &str) -> Option<()> {
        letters.bytes().try_for_each(|byte| self.push(byte))
    }

    /// Writes out the word that began there, and says where the next one does.
    fn end_word(&mut self, word: usize) -> Option<usize> {
        if self.end == word {
            return Some(word);
        }
        // The longest abbreviation has four letters.
        if self.end - word <= 4 {
            let short = self.bytes.get(word..self.end)?;
            let full = ABBREVIATIONS
                .iter()
                .find(|(abbreviation, _)| abbreviation.as_bytes() == short);
            if let Some((_, full)) = full {
                self.end = word;
                self.extend(full)?;
            }
        }
        self.push(b' ')?;
        Some(self.end)
    }

    /// Leaves off the kind and the article that a name opens with, where something follows.
    fn drop_opening(&mut self) {
        for openings in [KINDS.as_slice(), ARTICLES.as_slice()] {
            let name = self.bytes.get(self.start..self.end).unwrap_or_default();
            let opening = openings
                .iter()
                .find(|opening| name.starts_with(opening.as_bytes()));
            self.start += opening.map_or(0, |opening| opening.len());
        }
    }
}

/// What becomes of one character.
enum Plain {
    Letter(u8),
    Letters(&'static str),
    /// Parts two words.
    Apart,
    /// Leaves no trace: apostrophes, combining accents, marks of direction.
    Nothing,
    /// Not Latin.
    Other,
}

fn plain(character: char) -> Plain {
    match character {
        'a'..='z' | '0'..='9' => Plain::Letter(ascii(character)),
        'A'..='Z' => Plain::Letter(ascii(character).to_ascii_lowercase()),
        '\'' | '`' => Plain::Nothing,
        '\0'..='\u{7f}' => Plain::Apart,
        _ => accented(character),
    }
}

fn ascii(character: char) -> u8 {
    u8::try_from(character).unwrap_or_default()
}

/// Blocks Latin-1 Supplement and Latin Extended-A, and what else the languages of the Americas
/// and Europe write.
fn accented(character: char) -> Plain {
    Plain::Letter(match character {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Ǎ' | 'ǎ' | 'ª' => b'a',
        'Ç' | 'ç' | 'Ć'..='č' => b'c',
        'Ð' | 'ð' | 'Ď'..='đ' => b'd',
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' | 'Ẽ' | 'ẽ' => b'e',
        'Ĝ'..='ģ' | 'Ǧ' | 'ǧ' => b'g',
        'Ĥ'..='ħ' => b'h',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' | 'Ǐ' | 'ǐ' => b'i',
        'Ĵ' | 'ĵ' => b'j',
        'Ķ'..='ĸ' => b'k',
        'Ĺ'..='ł' => b'l',
        'Ñ' | 'ñ' | 'Ń'..='ň' | 'Ŋ' | 'ŋ' => b'n',
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' | 'Ǒ' | 'ǒ' | 'º' => b'o',
        'Ŕ'..='ř' => b'r',
        'Ś'..='š' | 'ſ' | 'Ș' | 'ș' => b's',
        'Ţ'..='ŧ' | 'Ț' | 'ț' => b't',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' | 'Ǔ' | 'ǔ' => b'u',
        'Ŵ' | 'ŵ' => b'w',
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' | 'Ỹ' | 'ỹ' => b'y',
        'Ź'..='ž' => b'z',
        'ß' | 'ẞ' => return Plain::Letters("ss"),
        'Æ' | 'æ' => return Plain::Letters("ae"),
        'Œ' | 'œ' => return Plain::Letters("oe"),
        'Þ' | 'þ' => return Plain::Letters("th"),
        'Ĳ' | 'ĳ' => return Plain::Letters("ij"),
        'ŉ' => return Plain::Letters("n"),
        // Modifier letters, quotation marks as apostrophes, combining accents, soft hyphens,
        // joiners and marks of direction.
        '\u{2b0}'..='\u{36f}'
        | '\u{2018}'..='\u{201b}'
        | '´'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => return Plain::Nothing,
        other if other.is_alphanumeric() => return Plain::Other,
        _ => return Plain::Apart,
    })
}

#[cfg(test)]
mod tests {
    use super::Key;

    fn folded(text: &str) -> String {
        Key::of(text).map(|key| key.as_str().to_owned()).unwrap()
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (one, other) in [
            ("Tapachula", "  tapachula "),
            ("Peñuelas", "PENUELAS"),
            ("Pen\u{303}uelas", "Peñuelas"),
            ("Sta. Rosa", "Santa Rosa"),
            ("Cd. Juárez", "Ciudad Juarez"),
            ("Cd Juárez", "ciudad-juárez"),
            ("Municipio de La Unión", "Unión"),
            ("Mpio. de Escuintla", "Escuintla"),
            ("El Paso", "paso"),
            ("Anse d'Hainault", "Anse d’Hainault"),
            ("Anse dHainault", "Anse d´Hainault"),
            ("Anse-à-Pitre", "anse a pitre"),
            ("San  Luis,Potosí", "san luis potosi"),
            ("St. Louis", "Saint-Louis"),
            ("Straße", "strasse"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} and {other}");
        }
        assert_eq!(folded("Villa Comaltitlán"), "villa comaltitlan");
        assert_eq!(folded("Χανιά Москва"), "χανιά москва");
    }

    #[test]
    fn an_opening_alone_is_a_name() {
        for name in ["La", "El", "Municipio de", "Los"] {
            assert_eq!(folded(name), name.to_lowercase());
        }
        assert_eq!(folded("La Paz"), "paz");
    }

    #[test]
    fn no_letter_is_no_name() {
        for text in ["", " ", ",", "\u{0}\u{1b}\n", "\u{202e}", "---", "'"] {
            assert_eq!(folded(text), "");
        }
    }

    #[test]
    fn longer_than_any_name_is_none() {
        assert!(Key::of(&"a".repeat(255)).is_some());
        assert!(Key::of(&"a".repeat(256)).is_none());
        assert!(Key::of(&"ñ ".repeat(5_000)).is_none());
    }
}
