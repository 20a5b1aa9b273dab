//! Quantities with bounds, and reading them from words.

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use corridor::{Bounds, Code, Distance, Estimate, Pace};
use proptest::prelude::*;
use serde::de::DeserializeOwned;

/// The rows of a table of fixtures, without its heading, cell by cell.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

fn estimate(low: u64, best: u64, high: impl Into<Option<u64>>) -> Estimate {
    Estimate::try_new(low, best, high.into()).unwrap()
}

fn km(km: f64) -> Distance {
    Distance::from_km(km).unwrap()
}

// Reading.

#[test]
fn phrases_read_as_the_table_says() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("../fixtures/measure/read.tsv")) {
        let [phrase, low, best, high] = row[..] else {
            panic!("{row:?}")
        };
        let count = |cell: &str| cell.parse::<u64>().unwrap();
        let high = Some(high).filter(|cell| !cell.is_empty()).map(count);
        let expected = estimate(count(low), count(best), high);
        let no_accents = phrase
            .to_uppercase()
            .replace('Á', "A")
            .replace('Ó', "O\u{301}");
        for words in [phrase, &no_accents, &format!("\u{a0}{phrase} ")] {
            let read = Estimate::read(words);
            if read != Ok(expected) {
                wrong.push(format!("{words:?}: {read:?} is not {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn phrases_are_refused_as_the_table_says() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("../fixtures/measure/refused.tsv")) {
        let [phrase, code, message] = row[..] else {
            panic!("{row:?}")
        };
        let got = Estimate::read(phrase).map_err(|error| {
            let code = error.code();
            (code.as_str(), error.to_string())
        });
        if got != Err((code, message.to_owned())) {
            wrong.push(format!("{phrase:?}: {got:?}, not {code}: {message}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn any_space_may_group_digits() {
    for space in [' ', '\u{a0}', '\u{2007}', '\u{2009}', '\u{202f}'] {
        let phrase = format!("unas 1{space}234{space}567 personas");
        assert_eq!(Estimate::read(&phrase), Ok(Estimate::about(1_234_567)));
        // A plain space behind three digits may as well divide two figures.
        let phrase = format!("123{space}456 personas");
        assert_eq!(Estimate::read(&phrase).is_ok(), space != ' ');
    }
}

#[test]
fn nothing_to_read() {
    for words in ["", " ", "\u{a0}\n"] {
        let error = Estimate::read(words).unwrap_err();
        assert_eq!(error.code(), Code::PhraseUnreadable, "{words:?}");
        assert_eq!(error.to_string(), "no words to read a count from");
    }
}

#[test]
fn what_is_long_is_no_phrase() {
    for piece in ["1", "1,000 ", "y ", "mil ", "x", "(", "\u{301}", "1 mil "] {
        let long = piece.repeat(10_000 / piece.len());
        let error = Estimate::read(&long).unwrap_err();
        assert_eq!(error.code(), Code::PhraseUnreadable);
        assert_eq!(
            error.to_string(),
            format!("a phrase of {} bytes is longer than 256", long.len())
        );
        // As long as may be, and worded as badly.
        let _ = Estimate::read(&piece.repeat(256 / piece.len()));
    }
    let padded = format!("{:256}", "6,000");
    assert_eq!(Estimate::read(&padded), Ok(Estimate::exactly(6_000)));
}

#[test]
fn messages_quote_the_words_as_they_stand() {
    let error = Estimate::read("Ñandúes: 6,000").unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"Ñandúes\" at byte 0 is not a word known in a count"
    );
    let later = Estimate::read("6,000 ñandúes mln").unwrap_err();
    assert!(later.to_string().contains("at byte 16"), "{later}");
    let umbrella = error.clone();
    assert_eq!(umbrella.code(), Code::PhraseUnreadable);
    assert_eq!(umbrella.to_string(), error.to_string());
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,80}") {
        let _ = Estimate::read(&text);
        let _ = text.parse::<Distance>();
    }

    #[test]
    fn figures_are_read_in_every_grouping(n: u64, separator in "[., \u{a0}\u{2009}\u{202f}]?") {
        let digits = n.to_string();
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push_str(&separator);
            }
            grouped.push(digit);
        }
        let read = Estimate::read(&grouped);
        let head = grouped.split(' ').next().map_or(0, str::len);
        let later = grouped.split(' ').skip(1).any(|group| group.starts_with('0'));
        if separator == " " && digits.len() > 3 && head == 3 && !later {
            prop_assert_eq!(read.unwrap_err().code(), Code::PhraseDoubtful);
        } else {
            prop_assert_eq!(read, Ok(Estimate::exactly(n)));
        }
    }

    #[test]
    fn an_estimate_is_read_back_from_its_text(estimate in estimates()) {
        prop_assert_eq!(estimate.to_string().parse(), Ok(estimate));
    }
}

// Estimates.

#[test]
fn about_is_never_exact_and_a_twentieth_to_a_tenth_away() {
    for (n, low, high) in [
        (0, 0, 1),
        (1, 0, 2),
        (5, 4, 6),
        (9, 8, 10),
        (10, 9, 11),
        (15, 14, 16),
        (99, 94, 104),
        (100, 90, 110),
        (250, 237, 263),
        (3_500, 3_325, 3_675),
        (6_000, 5_500, 6_500),
        (10_000, 9_000, 11_000),
        (2_239_978, 2_127_979, 2_351_977),
    ] {
        assert_eq!(Estimate::about(n), estimate(low, n, high), "{n}");
    }
    assert_eq!(
        Estimate::about(u64::MAX),
        estimate(u64::MAX - u64::MAX.div_ceil(20), u64::MAX, None)
    );
}

#[test]
fn the_groups_ahead() {
    let ahead = Estimate::nearly(10_000)
        .checked_sub(Estimate::about(6_000))
        .unwrap();
    assert_eq!(ahead, estimate(2_500, 4_000, 4_500));
}

#[test]
fn differences() {
    let five = Estimate::exactly(5);
    for (whole, part, rest) in [
        (Estimate::at_most(100), five, estimate(0, 95, 95)),
        (estimate(5, 5, 20), Estimate::at_most(7), estimate(0, 0, 20)),
        (
            estimate(10, 10, 30),
            Estimate::at_most(4),
            estimate(6, 6, 30),
        ),
        (
            Estimate::exactly(10),
            Estimate::at_least(4),
            estimate(0, 6, 6),
        ),
        (Estimate::at_least(10), five, Estimate::at_least(5)),
        (five, five, Estimate::exactly(0)),
    ] {
        assert_eq!(whole.checked_sub(part), Ok(rest), "{whole} less {part}");
    }
    let error = estimate(3, 4, 5)
        .checked_sub(estimate(6, 7, 8))
        .unwrap_err();
    assert_eq!(error.code(), Code::EstimateBelowZero);
    let message = "a whole of at most 5 is less than a part of at least 6";
    assert_eq!(error.to_string(), message);
}

#[test]
fn estimates_as_text() {
    for (estimate, text) in [
        (Estimate::exactly(0), "0"),
        (Estimate::exactly(6_000), "6,000"),
        (Estimate::exactly(1_234_567), "1,234,567"),
        (Estimate::at_least(6_000), "6,000 or more"),
        (Estimate::at_least(0), "0 or more"),
        (estimate(6_000, 7_000, None), "7,000 (6,000 or more)"),
        (Estimate::at_most(15_000), "up to 15,000"),
        (Estimate::at_most(0), "0"),
        (estimate(2_500, 4_000, 4_500), "4,000 (2,500–4,500)"),
        (estimate(200, 200, 999), "200 (200–999)"),
        (estimate(0, 0, 5), "0 (0–5)"),
    ] {
        assert_eq!(estimate.to_string(), text);
    }
    let exact = Estimate::exactly(6_000);
    assert_eq!(
        format!("{exact:>7}|{exact:<7}|{exact:*^7.1}|"),
        "  6,000|6,000  |*6,000*|"
    );
}

#[test]
fn bounds_as_text() {
    for (low, high, text) in [
        (5_500, Some(6_500), "5,500–6,500"),
        (0, Some(15_000), "0–15,000"),
        (6_000, None, "6,000 or more"),
        (6_000, Some(6_000), "6,000"),
    ] {
        assert_eq!(Bounds::try_new(low, high).unwrap().to_string(), text);
    }
}

#[test]
fn refusals_of_estimates() {
    for (error, code, message) in [
        (
            Estimate::try_new(7, 6, None).unwrap_err(),
            Code::EstimateOutOfOrder,
            "low 7 is above best 6",
        ),
        (
            Estimate::try_new(5, 6, Some(4)).unwrap_err(),
            Code::EstimateOutOfOrder,
            "best 6 is above high 4",
        ),
        (
            Estimate::between(8, 6).unwrap_err(),
            Code::EstimateOutOfOrder,
            "low 8 is above high 6",
        ),
        (
            Estimate::try_sum([Estimate::exactly(u64::MAX), Estimate::exactly(1)]).unwrap_err(),
            Code::EstimateOverflow,
            "18446744073709551615 and 1 add up to more than 18446744073709551615",
        ),
        (
            Estimate::exactly(5)
                .checked_sub(Estimate::at_least(6))
                .unwrap_err(),
            Code::EstimateBelowZero,
            "a whole of at most 5 is less than a part of at least 6",
        ),
    ] {
        assert_eq!((error.code(), error.to_string().as_str()), (code, message));
    }
}

/// Small counts, so that ends meet, and large ones, so that sums overflow.
fn counts() -> impl Strategy<Value = u64> {
    prop_oneof![3 => 0..30_u64, 2 => 0..100_000_u64, 1 => any::<u64>(), 1 => u64::MAX - 9..=u64::MAX]
}

fn estimates() -> impl Strategy<Value = Estimate> {
    let parts = prop::array::uniform3(counts()).prop_map(|mut parts| {
        parts.sort_unstable();
        parts
    });
    prop_oneof![
        6 => (parts, prop::bool::weighted(0.2)).prop_map(|([low, best, high], open)| {
            estimate(low, best, (!open).then_some(high))
        }),
        1 => counts().prop_map(Estimate::exactly),
        1 => counts().prop_map(Estimate::about),
        1 => counts().prop_map(Estimate::nearly),
        1 => counts().prop_map(Estimate::just_over),
        1 => counts().prop_map(Estimate::at_most),
        1 => counts().prop_map(Estimate::at_least),
    ]
}

/// An estimate with a count that it allows.
fn true_counts() -> impl Strategy<Value = (Estimate, u64)> {
    estimates().prop_flat_map(|estimate| {
        let high = estimate.high().unwrap_or(u64::MAX);
        let ends = prop_oneof![Just(estimate.low()), Just(high)];
        (
            Just(estimate),
            prop_oneof![estimate.low()..=high, ends, Just(estimate.best())],
        )
    })
}

proptest! {
    #[test]
    fn a_sum_encloses_the_true_sum((one, a) in true_counts(), (two, b) in true_counts()) {
        let sum = one.checked_add(two);
        prop_assert_eq!(sum.clone().ok(), two.checked_add(one).ok());
        prop_assert_eq!(sum.clone(), Estimate::try_sum([one, two]));
        if let Ok(sum) = sum {
            if let Some(truth) = a.checked_add(b) {
                prop_assert!(sum.contains(truth), "{} is not in {}", truth, sum);
            }
            prop_assert_eq!(sum.best(), one.best() + two.best());
        } else {
            let highest = one.high().zip(two.high()).map(|(x, y)| u128::from(x) + u128::from(y));
            let best = u128::from(one.best()) + u128::from(two.best());
            prop_assert!(highest.unwrap_or(best).max(best) > u128::from(u64::MAX));
        }
    }

    #[test]
    fn a_difference_encloses_the_true_difference(
        (whole, a) in true_counts(), (part, b) in true_counts(),
    ) {
        let difference = whole.checked_sub(part);
        match (difference.clone(), a.checked_sub(b)) {
            (Ok(rest), Some(truth)) => prop_assert!(rest.contains(truth), "{} not in {}", truth, rest),
            (Ok(_), None) => {}
            (Err(error), truth) => {
                prop_assert_eq!(truth, None);
                prop_assert_eq!(error.code(), Code::EstimateBelowZero);
            }
        }
        if let Ok(rest) = difference {
            // Still an estimate.
            prop_assert_eq!(Estimate::try_new(rest.low(), rest.best(), rest.high()), Ok(rest));
            prop_assert_eq!(rest.best(), whole.best().saturating_sub(part.best()));
        }
    }

    #[test]
    fn hull_and_intersection_hold_what_they_should(
        (one, a) in true_counts(), (two, b) in true_counts(),
    ) {
        let hull = one.hull(two);
        prop_assert!(hull.contains(a) && hull.contains(b));
        prop_assert_eq!(hull, two.hull(one));
        let common = one.intersection(two);
        prop_assert_eq!(common, two.intersection(one));
        prop_assert_eq!(common.is_some(), one.overlaps(two));
        for count in [a, b] {
            let in_both = one.contains(count) && two.contains(count);
            prop_assert_eq!(common.is_some_and(|common| common.contains(count)), in_both);
        }
    }

    #[test]
    fn approximations_hold_their_figure(n in counts()) {
        let about = Estimate::about(n);
        prop_assert!(!about.is_exact() && about.contains(n));
        let reach = n - about.low();
        prop_assert!((n.div_ceil(20)..=n.div_ceil(10)).contains(&reach.max(n.div_ceil(20))));
        prop_assert!(n == 0 || reach > 0);
        for side in [Estimate::nearly(n), Estimate::just_over(n)] {
            prop_assert!(side.contains(n));
            prop_assert_eq!(side.hull(about), about.bounds());
        }
    }

    #[test]
    fn estimates_survive_the_wire(estimate in estimates()) {
        let json = serde_json::to_string(&estimate).unwrap();
        prop_assert_eq!(serde_json::from_str::<Estimate>(&json).unwrap(), estimate);
        prop_assert_eq!(json.starts_with('{'), !estimate.is_exact());
        let json = serde_json::to_string(&estimate.bounds()).unwrap();
        prop_assert_eq!(serde_json::from_str::<Bounds>(&json).unwrap(), estimate.bounds());
    }
}

// The wire.

#[test]
fn the_wire_forms() {
    let json = |estimate: Estimate| serde_json::to_string(&estimate).unwrap();
    assert_eq!(json(Estimate::exactly(6_000)), "6000");
    assert_eq!(
        json(Estimate::at_least(6_000)),
        r#"{"low":6000,"best":6000}"#
    );
    assert_eq!(
        json(Estimate::about(6_000)),
        r#"{"low":5500,"best":6000,"high":6500}"#
    );
    let bounds = Estimate::at_least(6_000).bounds();
    assert_eq!(serde_json::to_string(&bounds).unwrap(), r#"{"low":6000}"#);
    assert_eq!(serde_json::to_string(&km(70.0)).unwrap(), "70.0");
    assert_eq!(
        serde_json::to_string(&Pace::WALKING).unwrap(),
        r#"{"slow":15.0,"fast":35.0}"#
    );
    let open = Pace::try_new(km(17.5), None).unwrap();
    assert_eq!(serde_json::to_string(&open).unwrap(), r#"{"slow":17.5}"#);
}

fn read<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn other_ways_to_write_the_same() {
    assert_eq!(read::<Estimate>("6000.0"), Estimate::exactly(6_000));
    assert_eq!(read::<Estimate>("-0"), Estimate::exactly(0));
    assert_eq!(
        read::<Estimate>("9007199254740992.0"),
        Estimate::exactly(1 << 53)
    );
    assert_eq!(
        read::<Estimate>(r#"{"high":null,"best":7,"source":{"id":[1]},"low":6}"#),
        estimate(6, 7, None)
    );
    assert_eq!(
        read::<Estimate>(r#"{"low":6,"best":6,"high":6}"#),
        Estimate::exactly(6)
    );
    assert_eq!(
        read::<Bounds>(r#"{"low":6,"best":9}"#),
        Bounds::try_new(6, None).unwrap()
    );
    assert_eq!(read::<Distance>("70"), km(70.0));
    assert_eq!(read::<Distance>("-0.0"), Distance::ZERO);
    assert_eq!(
        read::<Pace>(r#"{"fast":null,"slow":0,"mode":"foot"}"#),
        Pace::try_new(Distance::ZERO, None).unwrap()
    );
}

#[test]
fn wire_forms_are_refused_as_the_table_says() {
    fn refusal<T: DeserializeOwned>(text: &str) -> String {
        serde_json::from_str::<T>(text)
            .err()
            .map_or("read".to_owned(), |error| error.to_string())
    }
    for row in rows(include_str!("../fixtures/measure/wire_refused.tsv")) {
        let [kind, text, message] = row[..] else {
            panic!("{row:?}")
        };
        let got = match kind {
            "estimate" => refusal::<Estimate>(text),
            "bounds" => refusal::<Bounds>(text),
            "distance" => refusal::<Distance>(text),
            "pace" => refusal::<Pace>(text),
            _ => panic!("{kind}"),
        };
        assert_eq!(got, message, "{kind} {text}");
    }
}

// Distances.

/// Any distance: of every exponent, both zeros, the largest.
fn distances() -> impl Strategy<Value = Distance> {
    use prop::num::f64::{NORMAL, POSITIVE, SUBNORMAL, ZERO};
    prop_oneof![
        (POSITIVE | NORMAL | SUBNORMAL | ZERO).prop_map(km),
        (0.0..1_000.0).prop_map(km),
        Just(km(f64::MAX)),
        Just(km(-0.0)),
    ]
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn unequal_distances_hash_apart() {
    assert_ne!(hash(km(1.0)), hash(km(2.0)));
}

proptest! {
    #[test]
    fn distances_survive_the_wire_bit_for_bit(distance in distances()) {
        let json = serde_json::to_string(&distance).unwrap();
        let back: Distance = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(back.km().to_bits(), distance.km().to_bits());
        prop_assert!(distance.km().is_sign_positive());
    }

    #[test]
    fn distances_have_an_honest_order(one in distances(), two in distances()) {
        prop_assert_eq!(one == two, one.km() == two.km());
        prop_assert_eq!(Some(one.cmp(&two)), one.km().partial_cmp(&two.km()));
        prop_assert!(one != two || hash(one) == hash(two));
    }

    #[test]
    fn distances_add_and_take_away(one in distances(), two in distances()) {
        prop_assert_eq!(one + two, two + one);
        prop_assert!(one + two >= one);
        prop_assert!((one + two).km().is_finite());
        prop_assert_eq!(one.checked_sub(two).is_some(), one >= two);
        prop_assert_eq!([one, two].iter().sum::<Distance>(), one + two);
    }

    #[test]
    fn a_distance_as_text_is_read_back_to_its_precision(metres in 0..10_000_000_u32) {
        let distance = Distance::from_metres(f64::from(metres)).unwrap();
        prop_assert_eq!(format!("{distance:.4}").parse(), Ok(distance));
        let rounded: Distance = distance.to_string().parse().unwrap();
        prop_assert!((rounded.km() - distance.km()).abs() < 0.050_001);
    }
}

#[test]
fn distances_convert() {
    let mile = Distance::from_miles(1.0).unwrap();
    assert_eq!(mile.metres(), 1_609.344);
    assert_eq!(mile.miles(), 1.0);
    assert!((km(69.201_792).miles() - 43.0).abs() < 1e-12);
    assert_eq!(Distance::from_metres(500.0).unwrap(), km(0.5));
    assert_eq!(km(2.0).scaled(1.5), Ok(km(3.0)));
    assert_eq!(km(2.0).scaled(-0.0), Ok(Distance::ZERO));
    let set: BTreeSet<_> = [km(2.0), km(-0.0), km(1.0), Distance::ZERO].into();
    assert_eq!(set.len(), 3);
}

#[test]
fn distances_as_text() {
    for (km_, text, whole) in [
        (92.4, "92.4 km", "92 km"),
        (70.0, "70 km", "70 km"),
        (91.44, "91.4 km", "91 km"),
        (0.0, "0 km", "0 km"),
        (0.04, "0 km", "0 km"),
        (10.96, "11 km", "11 km"),
    ] {
        assert_eq!(km(km_).to_string(), text);
        assert_eq!(format!("{:.0}", km(km_)), whole);
    }
    assert_eq!(format!("{:>9.2}|", km(70.0)), " 70.00 km|");
}

#[test]
fn distances_read() {
    for (text, expected) in [
        ("70 km", 70.0),
        ("70km", 70.0),
        (" 70\u{a0}KM ", 70.0),
        ("70 kilometres", 70.0),
        ("1 kilometer", 1.0),
        ("70 kilómetros", 70.0),
        ("70 kilometros", 70.0),
        ("92.4 km", 92.4),
        ("92,4 km", 92.4),
        ("1.2345 km", 1.2345),
        ("0.234 km", 0.234),
        ("1234.567 km", 1_234.567),
        ("1234 km", 1_234.0),
        ("500 m", 0.5),
        ("500 metros", 0.5),
        ("500 meters", 0.5),
        ("43 mi", 69.201_792),
        ("43 miles", 69.201_792),
        ("43 millas", 69.201_792),
        ("2,5 miles", 4.023_36),
        ("a mile", 1.609_344),
        ("a mile and a half", 2.414_016),
        ("dos kilómetros y medio", 2.5),
    ] {
        let read: Distance = text.parse().unwrap();
        assert!((read.km() - expected).abs() < 1e-9, "{text:?}: {read:?}");
    }
}

#[test]
fn distances_are_refused_in_our_words() {
    let text = |text: &str| text.parse::<Distance>();
    let unreadable =
        |text| format!("{text:?} is not a distance such as \"70 km\", \"43 mi\" or \"500 m\"");
    for (refused, message) in [
        (
            Distance::from_km(-1.0),
            "distance -1 km is less than 0".to_owned(),
        ),
        (
            Distance::from_metres(f64::NAN),
            "distance NaN m is not a finite number of kilometres".to_owned(),
        ),
        (
            Distance::from_km(f64::INFINITY),
            "distance inf km is not a finite number of kilometres".to_owned(),
        ),
        (
            km(2.0).scaled(-1.0),
            "distance -2 km is less than 0".to_owned(),
        ),
        (text("-43 mi"), "distance -43 mi is less than 0".to_owned()),
        (
            text("70 leagues"),
            "\"leagues\" is not a unit of distance: km, m, mi, or their words".to_owned(),
        ),
        (
            text("70 km a day"),
            "\"km a day\" is not a unit of distance: km, m, mi, or their words".to_owned(),
        ),
        (text(""), unreadable("")),
        (text("70"), unreadable("70")),
        (text("km"), unreadable("km")),
        (
            text("1,234 km"),
            "distance \"1,234 km\" can be read in two ways: 1234 km, or 1.234 km".to_owned(),
        ),
        (
            text("1e3 km"),
            "\"e3 km\" is not a unit of distance: km, m, mi, or their words".to_owned(),
        ),
        (text("inf km"), unreadable("inf km")),
        (text("1.2.3 km"), unreadable("1.2.3 km")),
        (text(".5 km"), unreadable(".5 km")),
        (text("--5 km"), unreadable("--5 km")),
    ] {
        let error = refused.unwrap_err();
        assert_eq!(error.to_string(), message);
        let doubtful = message.contains("two ways");
        let code = if doubtful {
            Code::PhraseDoubtful
        } else {
            Code::DistanceInvalid
        };
        assert_eq!(error.code(), code);
    }
    let huge = format!("{} km", "9".repeat(400));
    assert_eq!(
        text(&huge).unwrap_err().to_string(),
        "distance inf km is not a finite number of kilometres"
    );
    assert!(Distance::from_miles(f64::MAX).is_err());
}

// Paces.

#[test]
fn paces_as_text() {
    let pace = |slow, fast: Option<f64>| Pace::try_new(km(slow), fast.map(km)).unwrap();
    for (pace, text) in [
        (pace(17.5, Some(35.0)), "17.5–35 km a day"),
        (Pace::WALKING, "15–35 km a day"),
        (Pace::VEHICLE, "up to 360 km a day"),
        (pace(35.0, Some(35.0)), "35 km a day"),
        (pace(15.0, None), "15 km a day or more"),
    ] {
        assert_eq!(pace.to_string(), text);
    }
    assert_eq!(format!("{:.0}", pace(17.5, Some(35.0))), "18–35 km a day");
}

#[test]
fn paces_are_refused_in_our_words() {
    for (refused, message) in [
        (
            Pace::try_new(km(35.0), Some(km(15.0))),
            "slow 35 km a day is above fast 15 km a day",
        ),
        (
            Pace::try_new(Distance::ZERO, Some(Distance::ZERO)),
            "a fast bound of 0 km a day is not above 0",
        ),
        (
            Pace::covering(km(70.0), 4.0, Some(2.0)),
            "from 4 to 2 days is not a number of days from 0",
        ),
        (
            Pace::covering(km(70.0), f64::NAN, None),
            "from NaN to any number of days is not a number of days from 0",
        ),
        (
            Pace::covering(km(70.0), -1.0, Some(2.0)),
            "from -1 to 2 days is not a number of days from 0",
        ),
    ] {
        let error = refused.unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(error.code(), Code::PaceInvalid);
    }
}

#[test]
fn paces_and_days() {
    let walked = km(70.0);
    assert_eq!(Pace::WALKING.days_for(walked), (2.0, Some(70.0 / 15.0)));
    assert_eq!(Pace::VEHICLE.days_for(km(229.0)), (229.0 / 360.0, None));
    assert_eq!(Pace::VEHICLE.days_for(Distance::ZERO), (0.0, Some(0.0)));
    assert_eq!(Pace::WALKING.fast(), Some(km(35.0)));
    let pace = Pace::covering(walked, 0.0, Some(4.0)).unwrap();
    assert_eq!((pace.slow(), pace.fast()), (km(17.5), None));
    assert_eq!(pace.days_for(walked), (0.0, Some(4.0)));
    assert!(Pace::covering(Distance::ZERO, 1.0, None).is_err());
}

proptest! {
    #[test]
    fn a_pace_covers_the_distance_in_its_days(
        distance in 0.1..1_000.0_f64, least in 0.1..50.0_f64, more in 0.0..50.0_f64,
    ) {
        let distance = km(distance);
        let pace = Pace::covering(distance, least, Some(least + more)).unwrap();
        let (shortest, longest) = pace.days_for(distance);
        prop_assert!((shortest - least).abs() < 1e-9);
        prop_assert!((longest.unwrap() - least - more).abs() < 1e-9);
    }

    #[test]
    fn days_are_finite_and_ascend(slow in distances(), fast in distances(), way in distances()) {
        let (slow, fast) = (slow.min(fast), slow.max(fast));
        prop_assume!(fast > Distance::ZERO);
        let (least, most) = Pace::try_new(slow, Some(fast)).unwrap().days_for(way);
        prop_assert!(least.is_finite() && least >= 0.0);
        prop_assert!(most.is_none_or(|most| most.is_finite() && least <= most));
    }

    #[test]
    fn paces_survive_the_wire(slow in distances(), fast in prop::option::of(distances())) {
        let fast = fast.map(|fast| fast.max(slow)).filter(|fast| *fast > Distance::ZERO);
        let pace = Pace::try_new(slow, fast).unwrap();
        let json = serde_json::to_string(&pace).unwrap();
        prop_assert_eq!(serde_json::from_str::<Pace>(&json).unwrap(), pace);
    }
}
