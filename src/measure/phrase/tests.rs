//! The reader against its own lexicon, and against numbers written out in words.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::lexicon::LEXICON;
use super::scan::{Kind, scan};
use super::*;

/// The entries of one language, with their senses.
fn entries(spanish: bool) -> impl Iterator<Item = (&'static str, String)> {
    LEXICON.iter().flat_map(move |row| {
        let entries = if spanish { row.spanish } else { row.english };
        entries
            .iter()
            .map(|entry| (*entry, format!("{:?}", row.sense)))
    })
}

#[test]
fn each_entry_has_one_sense_in_both_languages() {
    let mut senses = BTreeMap::new();
    for (entry, sense) in entries(false).chain(entries(true)) {
        let other = senses.insert(entry, sense.clone());
        assert!(
            other.is_none() || other == Some(sense.clone()),
            "{entry:?} is {other:?} and {sense}"
        );
    }
}

/// Else the scanner could never produce it.
#[test]
fn each_entry_is_written_as_the_scanner_leaves_words() {
    for (entry, _) in entries(false).chain(entries(true)) {
        let tokens = scan(entry).unwrap();
        let folded: Vec<_> = tokens
            .iter()
            .map(|token| match &token.kind {
                Kind::Word(word) => word.as_str(),
                _ => panic!("{entry:?}"),
            })
            .collect();
        assert_eq!(folded.join(" "), entry);
    }
}

const ENGLISH: [&str; 20] = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

fn english_below_hundred(n: usize) -> String {
    match n {
        0..20 => ENGLISH[n].to_owned(),
        _ if n.is_multiple_of(10) => ENGLISH_TENS[n / 10].to_owned(),
        _ => format!("{}-{}", ENGLISH_TENS[n / 10], ENGLISH[n % 10]),
    }
}

fn english_below_thousand(n: usize, and: &str) -> String {
    match (n / 100, n % 100) {
        (0, rest) => english_below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", ENGLISH[hundreds]),
        (hundreds, rest) => format!(
            "{} hundred {and}{}",
            ENGLISH[hundreds],
            english_below_hundred(rest)
        ),
    }
}

/// As a style guide has it: "and" before the tens, British, or nowhere, American.
fn english(n: u64, british: bool) -> String {
    let and = if british { "and " } else { "" };
    let mut words = Vec::new();
    let mut left = n;
    for (unit, word) in [
        (1_000_000_000_000, " trillion"),
        (1_000_000_000, " billion"),
        (1_000_000, " million"),
        (1_000, " thousand"),
        (1, ""),
    ] {
        let group = usize::try_from(left / unit).unwrap();
        left %= unit;
        if group > 0 {
            let and_last = if unit == 1 && group < 100 && !words.is_empty() {
                and
            } else {
                ""
            };
            words.push(format!(
                "{and_last}{}{word}",
                english_below_thousand(group, and)
            ));
        }
    }
    if n == 0 {
        "zero".to_owned()
    } else {
        words.join(" ")
    }
}

const SPANISH: [&str; 30] = [
    "",
    "un",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiún",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
const SPANISH_TENS: [&str; 10] = [
    "",
    "",
    "",
    "treinta",
    "cuarenta",
    "cincuenta",
    "sesenta",
    "setenta",
    "ochenta",
    "noventa",
];
const SPANISH_HUNDREDS: [&str; 10] = [
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
];

fn spanish_below_thousand(n: usize) -> String {
    let rest = match n % 100 {
        rest @ 0..30 => SPANISH[rest].to_owned(),
        rest if rest.is_multiple_of(10) => SPANISH_TENS[rest / 10].to_owned(),
        rest => format!("{} y {}", SPANISH_TENS[rest / 10], SPANISH[rest % 10]),
    };
    match (n / 100, rest.is_empty()) {
        (0, _) => rest,
        (1, true) => "cien".to_owned(),
        (hundreds, true) => SPANISH_HUNDREDS[hundreds].to_owned(),
        (hundreds, false) => format!("{} {rest}", SPANISH_HUNDREDS[hundreds]),
    }
}

fn spanish_below_million(n: usize) -> String {
    let rest = spanish_below_thousand(n % 1_000);
    match n / 1_000 {
        0 => rest,
        1 => format!("mil {rest}"),
        thousands => format!("{} mil {rest}", spanish_below_thousand(thousands)),
    }
}

fn spanish(n: u64) -> String {
    let part = |n: u64| spanish_below_million(usize::try_from(n).unwrap());
    match (n / 1_000_000, n % 1_000_000) {
        (0, 0) => "cero".to_owned(),
        (0, rest) => part(rest),
        (1, rest) => format!("un millón {}", part(rest)),
        (millions, rest) => format!("{} millones {}", part(millions), part(rest)),
    }
}

/// As many long numbers as short ones.
fn below(digits: u32) -> impl Strategy<Value = u64> {
    (1..=digits).prop_flat_map(|digits| 0..10_u64.pow(digits))
}

proptest! {
    #[test]
    fn numbers_in_english_words(n in below(15), british: bool) {
        prop_assert_eq!(Estimate::read(&english(n, british)), Ok(Estimate::exactly(n)));
    }

    #[test]
    fn numbers_in_spanish_words(n in below(12)) {
        prop_assert_eq!(Estimate::read(&spanish(n)), Ok(Estimate::exactly(n)));
    }

    /// The "and" between the ends is told from those within them.
    #[test]
    fn ranges_in_english_words(one in below(9), two in below(9), british: bool) {
        let (low, high) = (one.min(two), one.max(two));
        // Else the low end may borrow the scale of the high one.
        if [100, 1_000].iter().any(|scale| (1..*scale).contains(&low) && high >= *scale) {
            return Ok(());
        }
        let (low_words, high_words) = (english(low, british), english(high, british));
        prop_assert_eq!(
            Estimate::read(&format!("between {low_words} and {high_words} people")),
            Ok(Estimate::between(low, high).unwrap()),
            "{} and {}", low_words, high_words
        );
    }

    #[test]
    fn ranges_in_spanish_words(one in below(6), two in below(6)) {
        let (low, high) = (one.min(two), one.max(two));
        let (low_words, high_words) = (spanish(low), spanish(high));
        // Else the low end may borrow the scale of the high one.
        if [100, 1_000].iter().any(|scale| (1..*scale).contains(&low) && high >= *scale) {
            return Ok(());
        }
        prop_assert_eq!(
            Estimate::read(&format!("entre {low_words} y {high_words} personas")),
            Ok(Estimate::between(low, high).unwrap())
        );
    }

    #[test]
    fn the_low_end_borrows_the_scale_of_the_high_end(one in 1..500_u64, more in 1..500_u64) {
        let two = one + more;
        let expected = Ok(Estimate::between(one * 1_000, two * 1_000).unwrap());
        // "Two to five hundred thousand" borrows the hundred as well.
        let by_hundreds = two.is_multiple_of(100) && one * 100 < two;
        let plain = if by_hundreds { two.to_string() } else { english(two, false) };
        for (low, high) in [
            (one.to_string(), two.to_string()),
            (english(one, true), plain),
            (spanish(one), spanish(two)),
        ] {
            prop_assert_eq!(&Estimate::read(&format!("between {low} and {high} thousand")), &expected);
            prop_assert_eq!(&Estimate::read(&format!("de {low} a {high} mil")), &expected);
        }
    }

    /// Any words that the reader knows, in any order, with figures and marks among them: read or
    /// refused, and then at a place in the words; what is read can be written and read again.
    #[test]
    fn any_mix_of_the_lexicon_is_read_or_refused(
        words in prop::collection::vec(
            prop_oneof![
                4 => prop::sample::select(
                    entries(false).chain(entries(true)).map(|(entry, _)| entry.to_owned())
                        .collect::<Vec<_>>()
                ),
                2 => "[0-9]{1,3}([.,][0-9]{1,4}){0,2}",
                1 => prop::sample::select(vec!["-", "–", ",", "(", ")", "+", "~"]).prop_map_into(),
            ],
            0..9,
        ),
        glue in prop::sample::select(vec![" ", "", "\u{a0}"]),
    ) {
        let phrase = words.join(glue);
        match Estimate::read(&phrase) {
            Ok(estimate) => {
                prop_assert_eq!(Estimate::read(&estimate.to_string()), Ok(estimate));
            }
            Err(error) => prop_assert!(
                error.at().is_none_or(|at| phrase.is_char_boundary(at)), "{:?}: {:?}", phrase, error
            ),
        }
    }
}
