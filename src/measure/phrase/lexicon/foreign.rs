//! Words of magnitude that are known and not read: abbreviations, and those of other languages.

/// Without those of the four languages. A word that is an English, Spanish, French or Portuguese
/// one as well ("bin", "mil") is not here.
pub(super) const MAGNITUDES: &[&str] = &[
    // Abbreviations.
    "k", "m", "mn", "mln", "mio", "mill", "mills", "mm", "mdp", "mdd", "b", "bn", "bln", "bio",
    "mrd", "mld", "md", "mds", "mia", "t", "tn", "trn", "tsd", "tys",
    // India.
    "lakh", "lakhs", "lac", "lacs", "crore", "crores", "hazar", "hazaar",
    // German, Dutch, the languages of Scandinavia.
    "tausend", "tausende", "tausenden", "hundert", "hunderte", "hunderten", "zehntausende",
    "milliarde", "milliarden", "duizend", "duizenden", "honderd", "honderden", "miljard", "tusen",
    "tusind", "tusenvis", "hundre", "hundra", "dutzend", "dutzende",
    // Italian, Catalan, Romanian.
    "mila", "migliaia", "migliaio", "centinaia", "centinaio", "cento", "decine", "decina", "dozzina",
    "miler", "milers", "centenars", "miliardi", "miliardo",
    // Slavic languages, in Latin letters and their own.
    "tysiac", "tysiace", "tysiecy", "tysięcy", "tysiąc", "tysiące", "tisic", "tisice", "tisíc",
    "tisuca", "hiljada", "hiljade", "тысяча", "тысячи", "тысяч", "тыс", "миллион", "миллиона",
    "миллионов", "млн", "миллиард", "млрд", "тисяч", "тисячі", "мільйон", "мільйонів",
    // Turkish, Arabic, Persian, Chinese.
    "milyar", "ألف", "آلاف", "مليون", "ملايين", "هزار", "میلیون", "万", "萬", "千", "百", "亿", "億",
    // Swahili, Haitian Creole.
    "elfu", "maelfu", "milye",
];

/// Whether an unknown word is spelt like one: "milion", "millionen", "thousend".
pub(super) fn is_like_a_magnitude(word: &str) -> bool {
    [
        "milli", "millo", "million", "milion", "milho", "milio", "milj", "milyon", "milon", "bilho",
        "bilio", "bilion", "trilho", "trilio", "thous", "hundre", "quinti", "quadri", "thsd",
    ]
    .iter()
    .any(|beginning| word.starts_with(beginning))
}
