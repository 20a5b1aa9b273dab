//! Words of figures as reports print them, and the laws of reading them.

use corridor::measure::{DistanceRange, Percent};
use corridor::{Code, Component, Distance, Estimate, Event, Figure};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

/// What reports print, with what a careful reader means: of what can be read none is read wrongly,
/// and at most one in twenty is refused.
#[test]
fn phrases_of_reports() {
    let (mut readable, mut missed, mut wrong) = (0, Vec::new(), Vec::new());
    for row in include_str!("../fixtures/measure/phrases.tsv").lines() {
        let cells: Vec<_> = row.split('\t').collect();
        let [kind, phrase, meaning] = cells[..] else {
            panic!("{row:?}")
        };
        if meaning == "TT" {
            continue;
        }
        let read = if kind == "D" {
            distance(phrase)
        } else {
            count(phrase)
        };
        match (meaning, read) {
            ("ref", Ok(_)) => wrong.push(row),
            ("ref", Err(_)) => {}
            (_, Err(error)) => {
                readable += 1;
                missed.push(format!("{row}: {error}"));
            }
            (_, Ok(read)) => {
                readable += 1;
                if !is_meant(meaning, &read) {
                    wrong.push(row);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "read wrongly:\n{}", wrong.join("\n"));
    assert!(readable > 220);
    assert!(missed.len() * 20 <= readable, "{}", missed.join("\n"));
}

/// What the words say that a figure is made of, and that it stands on the wire.
#[test]
fn words_name_the_parts_of_a_figure() {
    for row in include_str!("../fixtures/measure/compositions.tsv")
        .lines()
        .skip(1)
    {
        let cells: Vec<_> = row.split('\t').collect();
        let [phrase, total, composition] = cells[..] else {
            panic!("{row:?}")
        };
        let figure = Figure::quoted(phrase).unwrap();
        let parts: Vec<_> = figure
            .composition()
            .iter()
            .map(|part| {
                let named: Vec<_> = part
                    .breakdown()
                    .map(|(dimension, value)| format!("{dimension} {value}"))
                    .collect();
                let headcount = part.headcount().expect("a part that is counted");
                format!("{} {}", named.join(" & "), headcount.best())
            })
            .collect();
        assert_eq!(figure.estimate().best().to_string(), total, "{row}");
        assert_eq!(parts.join("; "), composition, "{phrase}");

        let event = Event::sighting("e", "2024-01-01", "g", "MX07089");
        let by_words = event.headcount(phrase).build().unwrap();
        assert_eq!(by_words.headcount(), Some(&figure));
        let mut keys = serde_json::to_value(&by_words).unwrap();
        let read = |keys: &Value| Event::deserialize(keys).unwrap();
        assert_eq!(read(&keys), by_words);
        // From the words alone.
        let object = keys.as_object_mut().unwrap();
        object.remove("headcount");
        object.remove("composition");
        assert_eq!(read(&keys), by_words);
        // What is said of the parts apart goes before the words.
        keys["composition"] = json!([{"breakdown": {"age": "60+"}}]);
        assert_eq!(read(&keys).headcount().unwrap().composition().len(), 1);
    }
}

/// Low, best, high.
type Read = (f64, f64, Option<f64>);

fn count(phrase: &str) -> Result<Read, String> {
    let read = Estimate::read(phrase).map_err(|error| error.to_string())?;
    let high = read.high().map(|high| high as f64);
    Ok((read.low() as f64, read.best() as f64, high))
}

fn distance(phrase: &str) -> Result<Read, String> {
    let read: DistanceRange = phrase
        .parse()
        .map_err(|error: corridor::Error| error.to_string())?;
    let high = read.high().map(Distance::km);
    Ok((read.low().km(), read.best().km(), high))
}

/// Whether the bounds are of the kind that the meaning names, about its figures.
fn is_meant(meaning: &str, (low, best, high): &Read) -> bool {
    let mut words = meaning.split(' ').filter(|word| *word != "km");
    let first = words.next().unwrap();
    let (kind, figures) = match first.parse::<f64>() {
        Ok(figure) => ("x", vec![figure]),
        Err(_) => (first, words.map(|word| word.parse().unwrap()).collect()),
    };
    let is = |one: f64, other: f64| (one - other).abs() < 0.05;
    let near = |end: f64, figure: f64| {
        let away = (end - figure).abs() / figure;
        (0.049..=0.101).contains(&away) || (end - figure).abs() <= 1.0
    };
    match (kind, &figures[..]) {
        ("x", [n]) => is(*low, *n) && is(*best, *n) && high.is_some_and(|high| is(high, *n)),
        ("ge", [n]) => is(*low, *n) && is(*best, *n) && high.is_none(),
        ("le", [n]) => is(*low, 0.0) && is(*best, *n) && high.is_some_and(|high| is(high, *n)),
        ("ab", [n]) => near(*low, *n) && is(*best, *n) && high.is_some_and(|high| near(high, *n)),
        ("ne", [n]) => near(*low, *n) && is(*best, *n) && high.is_some_and(|high| is(high, *n)),
        ("jo", [n]) => is(*low, *n) && is(*best, *n) && high.is_some_and(|high| near(high, *n)),
        ("bt", [a, b]) => is(*low, *a) && high.is_some_and(|high| is(high, *b)),
        _ => panic!("{meaning}"),
    }
}

/// Words that place no second number.
fn gap() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "people",
        "migrants",
        "from Honduras",
        "of the",
        "who crossed with",
        "men",
        "(",
        "aboard",
        "personas",
        "hondureños",
        "de los",
        "que viajaban en",
        "migrantes del",
        "en",
        "desde",
        "personnes",
        "de",
        "parmi",
        "pessoas",
        "dos",
        "em",
        "/",
        ";",
        "=",
        "x",
        "per",
        "in",
        "under",
        "Haitians of",
        "arrivals by",
        "over",
        "about",
        "más de",
        "plus de",
        "mais de",
        "sobre",
    ])
}

/// A number that reports print; not one that could go on with the other.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        (1_000..1_000_000_u32).prop_map(|n| n.to_string()),
        (1..100_u32, 100..1_000_u32).prop_map(|(a, b)| format!("{a},{b}")),
        (1..100_u32, 100..1_000_u32).prop_map(|(a, b)| format!("{a}.{b}")),
        (2..100_u32).prop_map(|n| format!("{n} mil")),
        (2..100_u32).prop_map(|n| format!("{n} million")),
        prop::sample::select(vec![
            "seven", "twenty", "siete", "veinte", "vingt", "vinte", "dozens"
        ])
        .prop_map_into(),
    ]
}

proptest! {
    /// Nothing says what the second number is, so that neither may be taken.
    #[test]
    fn two_numbers_that_nothing_joins_are_refused(
        one in number(), gap in gap(), other in number(), tail in gap(),
    ) {
        let phrase = format!("{one} {gap} {other} {tail}");
        // "20 mil 7,500", "2 million 300": one number, said in two pieces.
        let may_go_on = gap.is_empty() && (one.ends_with("mil") || one.ends_with("million"))
            || ["twenty", "vinte", "veinte", "vingt"].contains(&one.as_str()) && gap.is_empty();
        prop_assume!(!may_go_on);
        // "Dozens of the", and "seven million" said in two languages.
        let read = Estimate::read(&phrase);
        prop_assert!(read.is_err(), "{}: {:?}", phrase, read);
    }

    /// The noun may be any words that are no words of number: the figure stays what it is.
    #[test]
    fn unknown_nouns_leave_the_figure_as_it_is(n: u32, noun in "[b-df-hj-np-tv-z]{2}[aeiou][b-df-hj-np-tv-z]{1}[aeiou]qu") {
        prop_assert_eq!(
            Estimate::read(&format!("more than {n} {noun}")),
            Ok(Estimate::at_least(n.into()))
        );
        let before = format!("{noun} {n}");
        prop_assert!(Estimate::read(&before).is_err());
    }

    /// What a range of distances shows is read again, to the precision that is shown.
    #[test]
    fn distance_ranges_as_text(low in 1..5_000_u32, more in 0..500_u32, most in 0..500_u32, open: bool) {
        let km = |n: u32| Distance::from_km(f64::from(n)).unwrap();
        let high = (!open).then(|| km(low + more + most));
        let range = DistanceRange::try_new(km(low), km(low + more), high).unwrap();
        prop_assert_eq!(range.to_string().parse::<DistanceRange>().unwrap(), range);
        let json = serde_json::to_string(&range).unwrap();
        prop_assert_eq!(serde_json::from_str::<DistanceRange>(&json).unwrap(), range);
        prop_assert_eq!(json.starts_with('{'), !range.is_exact());
    }

    #[test]
    fn percentages_as_text(low in 0..1_000_u32, more in 0..100_u32, most in 0..100_u32, open: bool) {
        let tenths = |n: u32| f64::from(n) / 10.0;
        let high = (!open).then(|| tenths(low + more + most));
        let percent = Percent::try_new(tenths(low), tenths(low + more), high).unwrap();
        prop_assert_eq!(percent.to_string().parse::<Percent>().unwrap(), percent);
        let json = serde_json::to_string(&percent).unwrap();
        prop_assert_eq!(serde_json::from_str::<Percent>(&json).unwrap(), percent);
    }
}

#[test]
fn distances_with_bounds() {
    for (words, shown) in [
        ("about 16 miles", "25.7 km (24.5–27 km)"),
        ("16 to 20 miles", "29 km (25.7–32.2 km)"),
        ("20 miles (30 kilometers)", "32.2 km"),
        ("less than 50 kilometers (31 miles)", "up to 50 km"),
        ("more than 1,100 miles", "1770.3 km or more"),
        ("unos 25 kilómetros", "25 km (23.8–26.2 km)"),
        ("ocho kilómetros", "8 km"),
        ("2.000 kilómetros", "2000 km"),
        ("1,200 kilómetros", "1200 km"),
        ("1.100 kilomètres", "1100 km"),
        ("1 200 kilomètres", "1200 km"),
        ("1,100 kilometres", "1100 km"),
        ("1.500 quilômetros", "1500 km"),
        ("1.500 metros", "1.5 km"),
        ("500 m to 1 km", "0.8 km (0.5–1 km)"),
        ("half a mile", "0.8 km"),
        ("12 km from Tapachula", "12 km"),
        ("a 70-km walk", "70 km"),
        ("about 70 km", "70 km (65–75 km)"),
        // Half a hundred miles either way, but no more than a tenth.
        ("about 300 miles", "482.8 km (434.5–531.1 km)"),
    ] {
        let read: DistanceRange = words
            .parse()
            .unwrap_or_else(|error| panic!("{words}: {error}"));
        assert_eq!(read.to_string(), shown, "{words}");
    }
    for (words, message) in [
        (
            "1,200 km",
            "distance \"1,200 km\" can be read in two ways: 1200 km, or 1.2 km",
        ),
        (
            "2.000 km",
            "distance \"2.000 km\" can be read in two ways: 2000 km, or 2 km",
        ),
        (
            "1.200 kilometers",
            "distance \"1.200 kilometers\" can be read in two ways: 1200 kilometers, or 1.2 kilometers",
        ),
        (
            "70 km (70 miles)",
            "distance \"70 km (70 miles)\" can be read in two ways: 70.0 km, or 112.7 km",
        ),
        (
            "100 200 km",
            "distance \"100 200 km\" can be read in two ways: 100,200 as one figure, or 100 and 200 as two",
        ),
    ] {
        let error = words.parse::<DistanceRange>().unwrap_err();
        assert_eq!(
            (error.code(), error.to_string().as_str()),
            (Code::PhraseDoubtful, message)
        );
        assert_eq!(words.parse::<Distance>().unwrap_err().to_string(), message);
    }
    for words in [
        "70 km a day",
        "70 km/h",
        "20 km2",
        "300 people",
        "30 %",
        "hundreds of miles",
        "2 1/2 miles",
    ] {
        let error = words.parse::<DistanceRange>().unwrap_err();
        assert_eq!(error.code(), Code::DistanceInvalid, "{words}");
    }
    assert_eq!(
        "about 70 km".parse::<Distance>().unwrap_err().to_string(),
        "\"about 70 km\" is a range of distances, not one distance"
    );
    let km = |km| Distance::from_km(km).unwrap();
    let error = DistanceRange::try_new(km(70.0), km(60.0), None).unwrap_err();
    assert_eq!(error.code(), Code::EstimateOutOfOrder);
    assert_eq!(error.to_string(), "low 70 km is above best 60 km");
    let error = DistanceRange::try_new(km(60.0), km(70.0), Some(km(65.0))).unwrap_err();
    assert_eq!(error.code(), Code::EstimateOutOfOrder);
    assert_eq!(error.to_string(), "best 70 km is above high 65 km");
    let range = |high| DistanceRange::try_new(km(60.0), km(70.0), Some(km(high))).unwrap();
    assert_ne!(range(80.0), range(81.0));
}

#[test]
fn percentages() {
    for (words, shown) in [
        ("31 %", "31%"),
        ("23,5 %", "23.5%"),
        ("around 40 percent", "40% (36–44%)"),
        ("between 20 and 30 %", "25% (20–30%)"),
        ("20% to 30%", "25% (20–30%)"),
        ("más del 60 por ciento", "60% or more"),
        ("un 60 por ciento", "60%"),
        ("environ 40 pour cent", "40% (36–44%)"),
        ("quase 90 por cento", "90% (85–90%)"),
        ("up to 20 per cent of migrants", "up to 20%"),
    ] {
        let read: Percent = words
            .parse()
            .unwrap_or_else(|error| panic!("{words}: {error}"));
        assert_eq!(read.to_string(), shown, "{words}");
    }
    for words in [
        "31",
        "31 percentage points",
        "5 ‰",
        "10% more",
        "a third",
        "-5 %",
        "300 people",
    ] {
        let error = words.parse::<Percent>().unwrap_err();
        assert_eq!(error.code(), Code::PercentInvalid, "{words}");
        assert_eq!(
            error.to_string(),
            format!("{words:?} is not a percentage such as \"31 %\" or \"around 40 percent\"")
        );
    }
    let error = "1,234 %".parse::<Percent>().unwrap_err();
    assert_eq!(error.code(), Code::PhraseDoubtful);
    let error = Percent::try_new(f64::NAN, 1.0, None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a percentage of NaN % is not a finite number of 0 or more"
    );
    for (json, message) in [
        (
            r#"{"low":1}"#,
            "key-missing: a percentage without \"best\" at line 1 column 9",
        ),
        (
            r#"{"low":2,"best":1}"#,
            "estimate-out-of-order: low 2 % is above best 1 %",
        ),
        (
            "-1",
            "percent-invalid: a percentage of -1 % is not a finite number of 0 or more",
        ),
    ] {
        let error = serde_json::from_str::<Percent>(json)
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with(message.split(" at line").next().unwrap()),
            "{error}"
        );
    }
}

/// A total with some of its parts is a figure, though no estimate.
#[test]
#[cfg(feature = "json")]
fn a_figure_is_its_total() {
    let words = "5,000 people including 1,000 minors";
    let dossier = format!(
        r#"{{"format":"corridor/1","as_of":"2023-12-27",
            "groups":[{{"id":"g","name":"G","mode":"foot"}}],
            "sources":[{{"id":"s","name":"S","kind":"agency"}}],
            "events":[{{"id":"e","type":"statement","on":"2023-12-24","status":"occurred","group":"g",
                "words":"{words}","sources":["s"]}}]}}"#
    );
    let dossier: corridor::Dossier = serde_json::from_str(&dossier).unwrap();
    let written = serde_json::to_value(&dossier).unwrap();
    assert_eq!(written["events"][0]["headcount"], 5_000);
    assert_eq!(
        Estimate::read(words).unwrap_err().to_string(),
        "\"1,000 minors\" from byte 23 on are only some of the 5,000 that are counted"
    );
}

/// A scale word with one slip in it multiplies nobody's figure by nothing.
#[test]
fn a_misspelt_magnitude_is_no_noun() {
    let words = [
        "hundred",
        "thousand",
        "million",
        "dozen",
        "millones",
        "cientos",
        "centenares",
        "millares",
        "mille",
        "milliers",
        "centaines",
        "milhares",
        "centenas",
    ];
    let mut read = Vec::new();
    for word in words {
        for at in 1..word.len() {
            let (before, behind) = word.split_at(at);
            let mut swapped: Vec<char> = word.chars().collect();
            swapped.swap(at - 1, at);
            let slips = [
                format!("{before}{}", &behind[1..]),
                format!("{before}{}{behind}", &behind[..1]),
                format!("{before}q{}", &behind[1..]),
                swapped.into_iter().collect(),
            ];
            for slip in slips {
                // What is a word as it stands is no slip.
                if slip != word
                    && Estimate::read(&format!("5 {slip}")).is_ok_and(|five| five.best() == 5)
                {
                    read.push(slip);
                }
            }
        }
    }
    assert!(read.is_empty(), "{read:?}");
}

/// A part may be worded as a count or as a share.
#[test]
fn words_of_a_part_are_a_count_or_a_share() {
    let part = |words: &str| Component::of("sex", "female").words(words).build();
    assert_eq!(
        part("40 girls").unwrap().headcount(),
        Some(Estimate::exactly(40))
    );
    assert_eq!(part("17.5 %").unwrap().percent().unwrap().best(), 17.5);
    let most = part("most").unwrap().percent().unwrap();
    assert_eq!((most.low(), most.high()), (50.0, Some(100.0)));
    assert_eq!(part("many").unwrap_err().path(), "words");
}
