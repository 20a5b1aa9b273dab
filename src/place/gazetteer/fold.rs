//! Folding: reduces a name to what counts when it is looked up.
//!
//! Latin script loses case, accents and punctuation; abbreviations are written out; a leading
//! "Municipio de" and a leading article are dropped. Letters of other scripts stay as they are.

/// The buffer in which a name is folded to its key.
pub(super) struct Key {
    bytes: [u8; Self::LONGEST],
    start: usize,
    end: usize,
    article: Article,
}

/// A folded name without its leading article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Folded<'k> {
    pub(super) key: &'k str,
    pub(super) article: Article,
}

/// The article that a name begins with, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Article(u8);

impl Article {
    pub(super) const NONE: Self = Self(0);

    /// A name without an article may mean a place that has one; "El Paso" does not mean "Paso".
    pub(super) fn may_mean(self, other: Self) -> bool {
        self == Self::NONE || self == other
    }

    /// Splits the leading article off a folded name, if something follows it.
    pub(super) fn split(name: &str) -> Folded<'_> {
        let mut articles = (1..).zip(ARTICLES);
        let opening =
            articles.find_map(|(number, article)| Some((number, name.strip_prefix(article)?)));
        let (article, key) = opening.unwrap_or((0, name));
        Folded {
            key,
            article: Self(article),
        }
    }
}

/// What an abbreviated word stands for.
fn written_out(word: &[u8]) -> Option<&'static str> {
    Some(match word {
        b"cd" => "ciudad",
        b"dr" => "doctor",
        b"dto" => "distrito",
        b"fco" => "francisco",
        b"gpe" => "guadalupe",
        b"gral" => "general",
        b"mpio" => "municipio",
        b"nva" => "nueva",
        b"nvo" => "nuevo",
        b"pto" => "puerto",
        b"sn" => "san",
        b"st" => "saint",
        b"sta" => "santa",
        b"ste" => "sainte",
        b"stgo" => "santiago",
        b"sto" => "santo",
        _ => return None,
    })
}

const KINDS: [&str; 9] = [
    "municipio de ",
    "municipio del ",
    "municipality of ",
    "distrito de ",
    "canton de ",
    "alcaldia ",
    "delegacion ",
    "city of ",
    "town of ",
];

const ARTICLES: [&str; 8] = ["el ", "la ", "los ", "las ", "le ", "les ", "lo ", "the "];

impl Key {
    /// More bytes than a name may have, since abbreviations grow when written out.
    const LONGEST: usize = 256;

    pub(super) fn new() -> Self {
        Self {
            bytes: [0; Self::LONGEST],
            start: 0,
            end: 0,
            article: Article::NONE,
        }
    }

    /// Folds a name. Text without a letter or digit, or longer than any name, folds to the empty
    /// key.
    pub(super) fn of(&mut self, text: &str) -> Folded<'_> {
        (self.start, self.end, self.article) = (0, 0, Article::NONE);
        let name = match self.fold(text) {
            Some(()) => self.bytes.get(self.start..self.end).unwrap_or_default(),
            None => &[],
        };
        Folded {
            key: std::str::from_utf8(name).unwrap_or_default(),
            article: self.article,
        }
    }

    fn fold(&mut self, text: &str) -> Option<()> {
        let mut word = 0;
        for character in text.chars() {
            let latin = usize::try_from(u32::from(character)).unwrap_or(usize::MAX);
            match LATIN_1.get(latin) {
                Some(b'.') => word = self.end_word(word)?,
                Some(b'\'') => {}
                Some(b'?') | None => self.push_rest(character, &mut word)?,
                Some(&letter) => self.push(letter)?,
            }
        }
        self.end_word(word)?;
        // The space after the last word.
        self.end = self.end.saturating_sub(1);
        self.drop_opening();
        Some(())
    }

    fn push(&mut self, byte: u8) -> Option<()> {
        *self.bytes.get_mut(self.end)? = byte;
        self.end += 1;
        Some(())
    }

    fn extend(&mut self, letters: &str) -> Option<()> {
        letters.bytes().try_for_each(|byte| self.push(byte))
    }

    /// A character beyond the table.
    fn push_rest(&mut self, character: char, word: &mut usize) -> Option<()> {
        match rest(character) {
            Rest::Letters(letters) => self.extend(letters),
            Rest::Nothing => Some(()),
            Rest::Apart => {
                *word = self.end_word(*word)?;
                Some(())
            }
            Rest::Other => character
                .to_lowercase()
                .try_for_each(|lower| self.extend(lower.encode_utf8(&mut [0; 4]))),
        }
    }

    /// Writes out the word that began at `word`, and returns where the next one begins.
    fn end_word(&mut self, word: usize) -> Option<usize> {
        if self.end == word {
            return Some(word);
        }
        if let Some(full) = written_out(self.bytes.get(word..self.end)?) {
            self.end = word;
            self.extend(full)?;
        }
        self.push(b' ')?;
        Some(self.end)
    }

    /// Drops the kind and the article that a name begins with, if something follows.
    fn drop_opening(&mut self) {
        let name = self.bytes.get(self.start..self.end).unwrap_or_default();
        let kind = KINDS.iter().find(|kind| name.starts_with(kind.as_bytes()));
        self.start += kind.map_or(0, |kind| kind.len());
        let name = self.bytes.get(self.start..self.end).unwrap_or_default();
        let mut articles = (1..).zip(ARTICLES);
        let article = articles.find(|(_, article)| name.starts_with(article.as_bytes()));
        if let Some((number, article)) = article {
            self.start += article.len();
            self.article = Article(number);
        }
    }
}

/// What each character of Basic Latin and Latin-1 Supplement becomes: a letter or digit; a full
/// stop if it separates words; an apostrophe if it is dropped; a question mark if [`rest`] decides.
const LATIN_1: &[u8; 256] = b"\
................................\
.......'........0123456789......\
.abcdefghijklmnopqrstuvwxyz.....\
'abcdefghijklmnopqrstuvwxyz.....\
................................\
..........a..'......'?....o.....\
aaaaaa?ceeeeiiiidnooooo.ouuuuy??\
aaaaaa?ceeeeiiiidnooooo.ouuuuy?y";

/// The base letter of each character of Latin Extended Additional, from U+1E00.
const LATIN_ADDITIONAL: &str = "\
aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
wwwwwwwwwwxxxxyyzzzzzzhtwyassssdaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy";

enum Rest {
    Letters(&'static str),
    /// Separates words.
    Apart,
    /// Dropped.
    Nothing,
    /// Not Latin.
    Other,
}

/// Latin Extended-A and Additional, and other characters of languages in Latin script.
fn rest(character: char) -> Rest {
    Rest::Letters(match character {
        'ß' | 'ẞ' => "ss",
        'Æ' | 'æ' => "ae",
        'Œ' | 'œ' => "oe",
        'Þ' | 'þ' => "th",
        'Ĳ' | 'ĳ' => "ij",
        'Ā'..='ą' | 'Ǎ' | 'ǎ' => "a",
        'Ć'..='č' => "c",
        'Ď'..='đ' => "d",
        'Ē'..='ě' | 'Ẽ' | 'ẽ' => "e",
        'Ĝ'..='ģ' | 'Ǧ' | 'ǧ' => "g",
        'Ĥ'..='ħ' => "h",
        'Ĩ'..='ı' | 'Ǐ' | 'ǐ' => "i",
        'Ĵ' | 'ĵ' => "j",
        'Ķ'..='ĸ' => "k",
        'Ĺ'..='ł' => "l",
        'Ń'..='ŋ' => "n",
        'Ō'..='ő' | 'Ǒ' | 'ǒ' | 'Ơ' | 'ơ' => "o",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' | 'ſ' | 'Ș' | 'ș' => "s",
        'Ţ'..='ŧ' | 'Ț' | 'ț' => "t",
        'Ũ'..='ų' | 'Ǔ' | 'ǔ' | 'Ư' | 'ư' => "u",
        'Ŵ' | 'ŵ' => "w",
        'Ŷ'..='Ÿ' | 'Ỹ' | 'ỹ' => "y",
        'Ź'..='ž' => "z",
        '\u{1e00}'..='\u{1eff}' => {
            let at = usize::try_from(u32::from(character) - 0x1e00).unwrap_or_default();
            return LATIN_ADDITIONAL
                .get(at..=at)
                .map_or(Rest::Other, Rest::Letters);
        }
        // Letters that need not be looked up in Unicode's table, which is slow.
        'Ѐ'..='ҁ'
        | 'Ҋ'..='ԯ'
        | 'α'..='ώ'
        | 'ء'..='ي'
        | 'ก'..='ะ'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => return Rest::Other,
        // Modifier letters and combining accents, quotation marks as apostrophes, joiners and
        // marks of direction.
        '\u{2b0}'..='\u{36f}'
        | '\u{2018}'..='\u{201b}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => return Rest::Nothing,
        other if other.is_alphanumeric() => return Rest::Other,
        _ => return Rest::Apart,
    })
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::{Article, Key};

    fn folded(text: &str) -> String {
        Key::new().of(text).key.to_owned()
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
            ("Ḩalab", "Halab"),
            ("Thừa Thiên-Huế", "thua thien hue"),
            ("Đà Nẵng", "Da Nang"),
            ("Bình Dương", "binh duong"),
            ("Ĳmuiden", "IJmuiden"),
            ("Dr. Mora", "Doctor Mora"),
            ("Fco. I. Madero", "Francisco I Madero"),
            ("Gpe. Victoria", "Guadalupe Victoria"),
            ("Gral. Bravo", "General Bravo"),
            ("Nva. Rosita", "Nueva Rosita"),
            ("Nvo. Laredo", "Nuevo Laredo"),
            ("Pto. Escondido", "Puerto Escondido"),
            ("Sn. Luis", "San Luis"),
            ("Ste. Marie", "Sainte-Marie"),
            ("Stgo. Papasquiaro", "Santiago Papasquiaro"),
            ("Sto. Domingo", "Santo Domingo"),
            ("Dto. de Loreto", "Loreto"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} and {other}");
        }
        assert_eq!(folded("Villa Comaltitlán"), "villa comaltitlan");
        assert_eq!(folded("Χανιά Москва"), "χανιά москва");
    }

    /// Unicode says which letter an accent stands on.
    #[test]
    fn an_accent_leaves_its_letter() {
        for letter in '\u{c0}'..='\u{17f}' {
            let mut decomposed = letter.nfd();
            let base = decomposed.next().filter(char::is_ascii_alphabetic);
            let Some(base) = base.filter(|_| decomposed.next().is_some()) else {
                continue;
            };
            let base = base.to_ascii_lowercase().to_string();
            assert_eq!(folded(&letter.to_string()), base, "{letter}");
        }
    }

    #[test]
    fn an_opening_alone_is_a_name() {
        for name in ["La", "El", "Municipio de", "Los"] {
            assert_eq!(folded(name), name.to_lowercase());
        }
        assert_eq!(folded("La Paz"), "paz");
    }

    #[test]
    fn an_article_is_kept_beside_the_name() {
        let article = |text: &str| Key::new().of(text).article;
        assert_eq!(article("Paso"), Article::NONE);
        assert_eq!(article("El Paso"), article("Municipio de El Carmen"));
        assert!(!article("El Paso").may_mean(article("La Paz")));
        assert!(!article("El Paso").may_mean(Article::NONE));
        assert!(Article::NONE.may_mean(article("El Paso")));
        let split = Article::split("la paz");
        assert_eq!((split.key, split.article), ("paz", article("La Paz")));
        assert_eq!(Article::split("la").key, "la");
    }

    #[test]
    fn the_scripts_that_are_not_looked_up_are_letters() {
        for script in [
            'Ѐ'..='ҁ',
            'Ҋ'..='ԯ',
            'α'..='ώ',
            'ء'..='ي',
            'ก'..='ะ',
            '가'..='힣',
        ] {
            for letter in script {
                assert!(letter.is_alphanumeric(), "{letter:?}");
            }
        }
    }

    #[test]
    fn no_letter_is_no_name() {
        for text in ["", " ", ",", "\u{0}\u{1b}\n", "\u{202e}", "---", "'"] {
            assert_eq!(folded(text), "");
        }
    }

    #[test]
    fn longer_than_any_name_is_nothing() {
        assert_eq!(folded(&"a".repeat(255)).len(), 255);
        assert_eq!(folded(&"a".repeat(256)), "");
        assert_eq!(folded(&"ñ ".repeat(5_000)), "");
    }
}
