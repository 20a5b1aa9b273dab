//! Keys of series as texts and as objects.

use corridor::*;
use proptest::prelude::*;

/// Names that a text might be taken apart at the wrong place by.
fn name() -> impl Strategy<Value = String> {
    let marks = "[ a(),\"\\\\\n\u{a0}é0-9]{1,12}";
    let plain = "[a-z]{1,8}( [a-z]{1,8}){0,2}";
    let hostile = prop_oneof![
        Just(" (person stock, MX)".to_owned()),
        Just("flow".to_owned()),
        Just("person stock".to_owned()),
        Just("a, b".to_owned()),
        Just("\"quoted\"".to_owned()),
        Just("\\".to_owned()),
        Just(")".to_owned()),
    ];
    prop_oneof![4 => marks, 2 => plain, 1 => hostile]
        .prop_filter("a text says something", |text| text.parse::<Unit>().is_ok())
}

/// Areas have no line breaks, and some texts of two or three letters are codes.
fn area() -> impl Strategy<Value = Area> {
    let named = name().prop_filter_map("no area", |text| text.parse().ok());
    let known = prop_oneof![Just("US"), Just("MX-CHP"), Just("013")];
    prop_oneof![named, known.prop_map(|text| text.parse().unwrap())]
}

fn key() -> impl Strategy<Value = SeriesKey> {
    let unit = prop_oneof![
        name().prop_map(|text| text.parse().unwrap()),
        Just(Unit::PERSON),
        Just(Unit::ENCOUNTER),
    ];
    let nature = prop_oneof![Just(Nature::Stock), Just(Nature::Flow)];
    let breakdown = proptest::collection::vec((name(), name()), 0..4);
    (name(), unit, nature, area(), breakdown).prop_map(
        |(indicator, unit, nature, area, breakdown)| {
            let key = SeriesKey::draft(indicator, unit, nature, area);
            let breakdown = breakdown.into_iter();
            let key = breakdown.fold(key, |key, (dimension, value)| {
                key.breakdown(dimension, value)
            });
            key.build().unwrap()
        },
    )
}

proptest! {
    #[test]
    fn any_key_is_read_back_from_its_text_and_its_object(key in key(), other in key()) {
        let read = key.to_string().parse::<SeriesKey>().ok();
        prop_assert_eq!(read.as_ref(), Some(&key), "{}", key);
        let object = serde_json::to_string(&key).unwrap();
        prop_assert_eq!(&serde_json::from_str::<SeriesKey>(&object).unwrap(), &key);
        prop_assert_eq!(key == other, key.to_string() == other.to_string());
    }

    /// Whatever is read is the key that its own text gives again.
    #[test]
    fn no_text_is_read_in_two_ways(text in "[a (),\"\\\\]{0,6} \\([a \"]{1,4}(flow|stock), [a ,\"()]{1,8}\\)?") {
        if let Ok(key) = text.parse::<SeriesKey>() {
            prop_assert_eq!(key.to_string().parse::<SeriesKey>().ok(), Some(key));
        }
    }
}

#[test]
fn names_are_quoted_where_they_could_be_misread() {
    let table = [
        "encounters (encounter flow, US)",
        "encounters (encounter flow, US southwest border, component USBP)",
        "encounters (unique individuals flow, MX-CHP, age 0-17, sex female)",
        "\"refugees (mandate)\" (person stock, 013)",
        "\"deaths, confirmed\" (person flow, \"Darién, Panama\")",
        "events (encounter flow, MX, \"age group\" \"0, 1 or 2\")",
        "events (encounter flow, MX, side \"the north\")",
        "\"the \\\"caravan\\\"\" (\"c:\\\\x,\" flow, MX)",
    ];
    for text in table {
        let key: SeriesKey = text
            .parse()
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(key.to_string(), text);
    }
    let aligned = format!("[{:<40}]", table[0].parse::<SeriesKey>().unwrap());
    assert_eq!(aligned, "[encounters (encounter flow, US)         ]");
    // Dimensions are read in any order, and names in quotes that need none.
    let key = |text: &str| text.parse::<SeriesKey>().unwrap();
    assert_eq!(
        key("\"encounters\" (\"encounter\" flow, \"US\", sex female, age 0-17)"),
        key("encounters (encounter flow, US, age 0-17, sex female)")
    );
}

#[test]
fn what_is_no_key_is_refused() {
    let refused = |text: &str| {
        let error = text.parse::<SeriesKey>().unwrap_err();
        (error.code(), error.to_string())
    };
    let hint = "is not a series key such as \"encounters (encounter flow, US, sex female)\"; a name with a \
                comma, a bracket or a quote stands in double quotes, and so do a dimension and a value of \
                several words";
    for text in [
        "",
        "events",
        "events (x flow, US",
        "events (x flow, US) ",
        "events (x flow, US))",
        "events (x flow)",
        "events (flow, US)",
        "events(x flow, US)",
        "events  (x flow, US)",
        " (x flow, US)",
        "refugees (mandate) (person stock, MX)",
        "deaths, confirmed (person flow, MX)",
        "events (x flow, US, component)",
        "events (x flow, US,component USBP)",
        "events (x flow, US, age group adults)",
        "\"events (x flow, US)",
        "\"eve\\nts\" (x flow, US)",
        "events (x flow, US, sex not stated)",
    ] {
        assert_eq!(
            refused(text),
            (Code::ValueInvalid, format!("{text:?} {hint}")),
        );
    }
    let long = refused(&"x".repeat(1_000_000)).1;
    assert!(long.chars().count() < 350, "{long}");
    assert_eq!(
        refused("x (y flow, US, sex f, sex m)"),
        (
            Code::KeyDuplicate,
            "the series key \"x (y flow, US, sex f, sex m)\" has the dimension \"sex\" twice"
                .to_owned()
        )
    );
    assert_eq!(
        refused("encounters (encounter flux, US)").0,
        Code::ValueInvalid
    );
    assert_eq!(
        refused("encounters (encounter flow, QQ)").0,
        Code::AreaInvalid
    );
    assert_eq!(
        refused("encounters (encounter flow, US, \"\" x)").0,
        Code::TextInvalid
    );
}

#[test]
fn a_key_is_an_object_on_the_wire() {
    let text = r#"{"indicator":"encounters","unit":"encounter","nature":"flow","area":"US","breakdown":{"sex":"female"}}"#;
    let key: SeriesKey = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&key).unwrap(), text);
    assert_eq!(
        key.to_string(),
        "encounters (encounter flow, US, sex female)"
    );
    let parts: Vec<_> = key.breakdown().collect();
    assert_eq!(parts, [("sex", "female")]);
    assert!(!key.is_total());
    let total = text.replace(r#","breakdown":{"sex":"female"}"#, "");
    let total: SeriesKey = serde_json::from_str(&total).unwrap();
    assert!(total.is_total() && total.breakdown().len() == 0);
    let refused = |text: &str| {
        serde_json::from_str::<SeriesKey>(text)
            .unwrap_err()
            .to_string()
    };
    let twice = text.replace(r#""sex":"female""#, r#""sex":"female","sex":"male""#);
    assert!(refused(&twice).starts_with("key-duplicate: "));
    assert!(
        refused(r#"["encounters","encounter","flow","US"]"#)
            .contains("expected a series key object")
    );
    assert!(refused(r#"{"indicator":"encounters"}"#).contains("a series needs \"unit\""));
    let place = text.replace(r#""area":"US""#, r#""place":"MX07032""#);
    let key: SeriesKey = serde_json::from_str(&place).unwrap();
    assert_eq!(serde_json::to_string(&key).unwrap(), place);
    assert_eq!(
        key.to_string(),
        "encounters (encounter flow at MX07032, sex female)"
    );
    assert_eq!(key.to_string().parse(), Ok(key.clone()));
    assert_eq!(
        (key.area(), key.place().unwrap().as_str()),
        (None, "MX07032")
    );
    let both = text.replace(r#""area":"US""#, r#""area":"US","place":"MX07032""#);
    assert!(refused(&both).contains("key-misplaced: place: figures are of an area or of a place"));
}
