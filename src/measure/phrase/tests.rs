//! Checks the reader against its own lexicon, and against numbers written out in words.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::lexicon::{self, Ages, NounKind};
use super::scan::{Kind, scan};
use super::*;
use crate::code::Code;
use crate::measure::Per;

/// The entries of one language, with their senses.
fn entries(language: Language) -> impl Iterator<Item = (&'static str, String)> {
    lexicon::rows(language).iter().flat_map(|row| {
        let sense = format!("{:?}", row.sense);
        row.entries.iter().map(move |entry| (*entry, sense.clone()))
    })
}

#[test]
fn each_entry_has_one_sense_in_its_language() {
    for language in Language::ALL {
        let mut senses = BTreeMap::new();
        for (entry, sense) in entries(language) {
            let other = senses.insert(entry, sense.clone());
            assert!(
                other.is_none(),
                "{language:?}: {entry:?} is {other:?} and {sense}"
            );
        }
    }
}

/// Otherwise the scanner could never produce it.
#[test]
fn each_entry_is_written_as_the_scanner_leaves_words() {
    for (entry, _) in Language::ALL.into_iter().flat_map(entries) {
        // An elided word is recognised only before another.
        let phrase = format!("{} x", entry.replace("' ", "'")).replace("' x", "'x");
        let tokens = scan(&phrase).unwrap();
        let folded: Vec<_> = tokens
            .iter()
            .map(|token| match &token.kind {
                Kind::Word(word) => word.as_str(),
                _ => panic!("{entry:?}"),
            })
            .collect();
        assert_eq!(folded.join(" "), format!("{entry} x"));
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

/// As style guides have it: with "and" before the tens (British), or without (American).
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

fn french_below_hundred(n: usize, belgian: bool) -> String {
    const SMALL: [&str; 17] = [
        "", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
        "douze", "treize", "quatorze", "quinze", "seize",
    ];
    let joined = |tens: &str, unit: usize| match unit {
        0 => tens.to_owned(),
        1 => format!("{tens} et un"),
        unit => format!("{tens}-{}", french_below_hundred(unit, false)),
    };
    match n {
        0..=16 => SMALL[n].to_owned(),
        17..=19 => format!("dix-{}", SMALL[n - 10]),
        20..=69 => joined(
            ["vingt", "trente", "quarante", "cinquante", "soixante"][n / 10 - 2],
            n % 10,
        ),
        70..=79 if belgian => joined("septante", n - 70),
        90..=99 if belgian => joined("nonante", n - 90),
        71 => "soixante et onze".to_owned(),
        70..=79 => format!("soixante-{}", french_below_hundred(n - 60, false)),
        80 => "quatre-vingts".to_owned(),
        _ => format!("quatre-vingt-{}", french_below_hundred(n - 80, false)),
    }
}

/// As the Académie has it, or with the tens of Belgium.
fn french(n: u64, belgian: bool) -> String {
    let below_thousand = |n: usize, last: bool| {
        let rest = french_below_hundred(n % 100, belgian);
        match (n / 100, n % 100) {
            (0, _) => rest,
            (1, 0) => "cent".to_owned(),
            (1, _) => format!("cent {rest}"),
            (hundreds, 0) if last => format!("{} cents", french_below_hundred(hundreds, false)),
            (hundreds, _) => format!("{} cent {rest}", french_below_hundred(hundreds, false)),
        }
    };
    let mut words = Vec::new();
    let mut left = n;
    for (unit, one, many) in [
        (1_000_000_000, "milliard", "milliards"),
        (1_000_000, "million", "millions"),
        (1_000, "mille", "mille"),
        (1, "", ""),
    ] {
        let group = usize::try_from(left / unit).unwrap();
        left %= unit;
        match group {
            0 => {}
            1 if unit == 1_000 => words.push("mille".to_owned()),
            1 => words.push(format!("un {one}").trim().to_owned()),
            _ => words.push(
                format!("{} {many}", below_thousand(group, unit != 1_000))
                    .trim()
                    .to_owned(),
            ),
        }
    }
    if n == 0 {
        "zéro".to_owned()
    } else {
        words.join(" ")
    }
}

fn portuguese(n: u64) -> String {
    const SMALL: [&str; 20] = [
        "",
        "um",
        "dois",
        "três",
        "quatro",
        "cinco",
        "seis",
        "sete",
        "oito",
        "nove",
        "dez",
        "onze",
        "doze",
        "treze",
        "catorze",
        "quinze",
        "dezesseis",
        "dezessete",
        "dezoito",
        "dezenove",
    ];
    const TENS: [&str; 10] = [
        "",
        "",
        "vinte",
        "trinta",
        "quarenta",
        "cinquenta",
        "sessenta",
        "setenta",
        "oitenta",
        "noventa",
    ];
    const HUNDREDS: [&str; 10] = [
        "",
        "cento",
        "duzentos",
        "trezentos",
        "quatrocentos",
        "quinhentos",
        "seiscentos",
        "setecentos",
        "oitocentos",
        "novecentos",
    ];
    let below_thousand = |n: usize| {
        let mut words = Vec::new();
        if n == 100 {
            return "cem".to_owned();
        }
        if n >= 100 {
            words.push(HUNDREDS[n / 100]);
        }
        match n % 100 {
            0 => {}
            rest @ 1..20 => words.push(SMALL[rest]),
            rest => {
                words.push(TENS[rest / 10]);
                if !rest.is_multiple_of(10) {
                    words.push(SMALL[rest % 10]);
                }
            }
        }
        words.join(" e ")
    };
    let mut text = String::new();
    let mut left = n;
    for (unit, one, many) in [
        (1_000_000_000, "um bilhão", "bilhões"),
        (1_000_000, "um milhão", "milhões"),
        (1_000, "mil", "mil"),
        (1, "um", ""),
    ] {
        let group = usize::try_from(left / unit).unwrap();
        left %= unit;
        if group == 0 {
            continue;
        }
        if !text.is_empty() {
            // "E" comes before the last group if that is below a hundred or a multiple of a
            // hundred.
            let last = unit == 1 && (group < 100 || group.is_multiple_of(100));
            text.push_str(if last { " e " } else { " " });
        }
        if group == 1 {
            text.push_str(one);
        } else {
            text.push_str(format!("{} {many}", below_thousand(group)).trim());
        }
    }
    if n == 0 { "zero".to_owned() } else { text }
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

    #[test]
    fn numbers_in_french_words(n in below(12), belgian: bool) {
        prop_assert_eq!(Estimate::read(&french(n, belgian)), Ok(Estimate::exactly(n)));
    }

    #[test]
    fn numbers_in_portuguese_words(n in below(12)) {
        prop_assert_eq!(Estimate::read(&portuguese(n)), Ok(Estimate::exactly(n)));
    }

    /// The "and" between the ends is distinguished from those within them, or the phrase is
    /// refused.
    #[test]
    fn ranges_in_words(one in below(9), two in below(9), british: bool) {
        let (low, high) = (one.min(two), one.max(two));
        // Otherwise the low end may borrow the scale of the high one.
        if [100, 1_000].iter().any(|scale| (1..*scale).contains(&low) && high >= *scale) {
            return Ok(());
        }
        let expected = Estimate::between(low, high).unwrap();
        for phrase in [
            format!("between {} and {} people", english(low, british), english(high, british)),
            format!("entre {} y {} personas", spanish(low), spanish(high)),
            format!("entre {} et {} personnes", french(low, british), french(high, british)),
            format!("entre {} e {} pessoas", portuguese(low), portuguese(high)),
        ] {
            match Estimate::read(&phrase) {
                Ok(read) => prop_assert_eq!(read, expected, "{}", phrase),
                Err(error) => prop_assert_eq!(error.code(), Code::PhraseDoubtful, "{}", phrase),
            }
        }
    }

    #[test]
    fn the_low_end_borrows_the_scale_of_the_high_end(one in 1..500_u64, more in 1..500_u64) {
        let two = one + more;
        let expected = Ok(Estimate::between(one * 1_000, two * 1_000).unwrap());
        // "Two to five hundred thousand" borrows the hundred as well.
        let by_hundreds = two.is_multiple_of(100) && one * 100 < two;
        let plain = if by_hundreds { two.to_string() } else { english(two, false) };
        for phrase in [
            format!("between {one} and {two} thousand"),
            format!("between {} and {plain} thousand", english(one, true)),
            format!("de {one} a {two} mil"),
            format!("de {} a {} mil personas", spanish(one), spanish(two)),
            format!("de {one} à {two} mille personnes"),
            format!("de {one} a {two} mil pessoas"),
        ] {
            prop_assert_eq!(&Estimate::read(&phrase), &expected, "{}", phrase);
        }
    }

    /// Any known words, in any order, with figures and marks among them, are either read or
    /// refused; a refusal names a place in the words, and what is read can be written and read
    /// again.
    #[test]
    fn any_mix_of_the_lexicon_is_read_or_refused(
        words in prop::collection::vec(
            prop_oneof![
                4 => prop::sample::select(
                    Language::ALL.into_iter().flat_map(entries).map(|(entry, _)| entry.to_owned())
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
            Err(_) => prop_assert!(
                count(&phrase, Counted::People).err().is_none_or(|error| error.at().is_none_or(|at| phrase.is_char_boundary(at))), "{:?}", phrase
            ),
        }
    }
}

/// What a figure and a statistic need besides the number.
#[test]
fn nouns_rates_and_parts() {
    let counted = |words| count(words, Counted::People).unwrap();
    let noun = |words| {
        let noun = counted(words).noun;
        (noun.words, noun.kind)
    };
    for (words, expected) in [
        ("6,000", ("", None)),
        ("6,000 people", ("people", Some(NounKind::People))),
        (
            "about 6,000 Honduran migrants",
            ("Honduran migrants", Some(NounKind::Status)),
        ),
        ("6.000 hondureños", ("hondureños", Some(NounKind::Unknown))),
        (
            "un centenar de haitianos",
            ("haitianos", Some(NounKind::Unknown)),
        ),
        (
            "28,130 irregular border crossings",
            ("irregular border crossings", Some(NounKind::Act)),
        ),
        (
            "the 2,000-strong caravan",
            ("strong caravan", Some(NounKind::Condition)),
        ),
        (
            "300 men and women",
            (
                "men and women",
                Some(NounKind::Demographic(Ages::MEN.and(Ages::WOMEN))),
            ),
        ),
    ] {
        assert_eq!(noun(words), expected, "{words}");
    }

    let total = counted("3,000 people, 1,000 women and 2,000 men");
    let parts: Vec<_> = total
        .parts
        .iter()
        .map(|part| (part.noun.words, part.estimate))
        .collect();
    assert_eq!(total.total, Estimate::exactly(3_000));
    assert_eq!(
        parts,
        [
            ("women", Estimate::exactly(1_000)),
            ("men", Estimate::exactly(2_000))
        ]
    );
    assert_eq!(total.partial, None);

    let total = counted("about 5,000 Hondurans, including 1,000 minors");
    assert_eq!(
        (total.total, total.noun.words),
        (Estimate::about(5_000), "Hondurans")
    );
    assert_eq!(total.parts.len(), 1);
    assert!(total.partial.is_some());

    let sum = counted("2 mil hombres y 500 mujeres");
    assert_eq!((sum.total, sum.parts.len()), (Estimate::exactly(2_500), 2));

    let anything = |words| count(words, Counted::Anything).unwrap();
    let families = anything("más de cinco mil familias");
    assert_eq!(families.total, Estimate::at_least(5_000));
    assert_eq!(
        (families.noun.words, families.noun.kind),
        ("familias", Some(NounKind::Thing))
    );
    for (words, per) in [
        ("3,000 a day", Per::Day),
        ("around 10,000 daily crossings", Per::Day),
        ("1.450 por semana", Per::Week),
        ("300 personnes par mois", Per::Month),
        ("300 pessoas por ano", Per::Year),
    ] {
        assert_eq!(anything(words).per, Some(per), "{words}");
    }
    for words in [
        "300 per boat",
        "300 por hora",
        "300 people a day and 20 boats",
        "30 %",
        "20 km",
    ] {
        assert!(count(words, Counted::Anything).is_err(), "{words}");
    }
}
