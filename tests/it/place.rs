//! Places: what is accepted, what is refused and in which words.

use std::collections::HashSet;

use corridor::{
    Area, Code, CountryCode, Error, Place, PlaceCode, PlaceKind, Position, Subdivision,
};
use proptest::prelude::*;

#[test]
fn countries_are_sorted_unique_and_read_back() {
    let all: Vec<_> = CountryCode::all().collect();
    assert_eq!(all.len(), 251, "249 of ISO 3166-1, XK and ZZ");
    assert!(
        all.windows(2)
            .all(|pair| pair[0].as_str() < pair[1].as_str())
    );
    for country in all {
        assert_eq!(country.as_str().parse::<CountryCode>(), Ok(country));
        assert!(!country.name().is_empty());
    }
    assert_eq!(CountryCode::UNKNOWN.as_str(), "ZZ");
}

#[test]
fn codes_accepted() {
    for code in ["MX07032", "MX-G3527768", "ZZ-L1", "XK1", "MX0-ABCDEFGHIJKL"] {
        assert_eq!(code.parse::<PlaceCode>().unwrap().as_str(), code);
    }
    for code in ["MX-CHP", "US-D", "FR-75", "ZZ-1"] {
        assert_eq!(code.parse::<Subdivision>().unwrap().as_str(), code);
    }
}

#[test]
fn codes_refused() {
    for code in [
        "",
        "M",
        "MX",
        "QQ1",
        "mx07032",
        "MX 07032",
        "MX07é",
        "MX0-ABCDEFGHIJKLM",
    ] {
        let error = code.parse::<PlaceCode>().unwrap_err();
        assert_eq!(error.code(), Code::PlaceCodeInvalid, "{code}");
    }
    for code in [
        "", "MX", "MX-", "MX-CHIA", "QQ-A", "MX_CHP", "MX-chp", "MXCHP",
    ] {
        let error = code.parse::<Subdivision>().unwrap_err();
        assert_eq!(error.code(), Code::SubdivisionInvalid, "{code}");
    }
    for code in ["", "M", "mx", "MEX", "QQ", "É", "M1"] {
        let error = code.parse::<CountryCode>().unwrap_err();
        assert_eq!(error.code(), Code::CountryUnknown, "{code}");
    }
}

#[test]
fn positions_are_normalised_and_refused_by_name() {
    let at = |lat, lon| Position::try_new(lat, lon).unwrap();
    assert_eq!(at(-0.0, -0.0), at(0.0, 0.0));
    assert_eq!(at(1.0, -180.0), at(1.0, 180.0));
    assert_eq!(at(90.0, 12.0), at(90.0, -77.0));
    for (lat, lon, message) in [
        (91.0, 0.0, "latitude 91 is not from -90 to 90 degrees"),
        (f64::NAN, 0.0, "latitude NaN is not from -90 to 90 degrees"),
        (
            0.0,
            -180.5,
            "longitude -180.5 is not from -180 to 180 degrees",
        ),
        (
            0.0,
            f64::INFINITY,
            "longitude inf is not from -180 to 180 degrees",
        ),
    ] {
        assert_eq!(
            Position::try_new(lat, lon).unwrap_err().to_string(),
            message
        );
    }
}

#[test]
fn areas_are_told_apart_by_form() {
    for text in ["US", "MX-CHP", "013", "US southwest border", "419"] {
        assert_eq!(text.parse::<Area>().unwrap().to_string(), text);
    }
    for text in ["QQ", "QQ-A", "999", "", " ", "a\nb"] {
        assert_eq!(
            text.parse::<Area>().unwrap_err().code(),
            Code::AreaInvalid,
            "{text}"
        );
    }
}

#[test]
fn a_place_on_the_wire() {
    let text = r#"{"code":"MX07032","name":"Escuintla","country":"MX","subdivision":"MX-CHP","kind":"municipality","lat":15.31944,"lon":-92.65833}"#;
    let place: Place = serde_json::from_str(text).unwrap();
    assert_eq!(place.kind(), &PlaceKind::MUNICIPALITY);
    assert_eq!(serde_json::to_string(&place).unwrap(), text);
}

fn refused<T: std::str::FromStr<Err: Into<Error>> + std::fmt::Debug>(text: &str) -> Error {
    text.parse::<T>().unwrap_err().into()
}

#[test]
fn refusals_say_what_and_why() {
    let long = "x".repeat(300);
    let shown = format!("{:?}", format!("{}…", "x".repeat(40)));
    let name = |text: &str| {
        let error = Place::draft("MX1", text).build().unwrap_err();
        assert_eq!(error.path(), "name");
        error
    };
    for (error, code, message) in [
        (
            refused::<CountryCode>("CAR"),
            Code::CountryUnknown,
            "\"CAR\" is not a country code of ISO 3166-1 alpha-2".to_owned(),
        ),
        (
            refused::<Subdivision>("MX-"),
            Code::SubdivisionInvalid,
            "\"MX-\" is not a known country code, a hyphen, and 1 to 3 of A-Z 0-9".to_owned(),
        ),
        (
            refused::<PlaceCode>(&long),
            Code::PlaceCodeInvalid,
            format!(
                "{shown} is not a known country code followed by 1 to 14 of A-Z 0-9 and hyphen"
            ),
        ),
        (
            name(&long),
            Code::TextInvalid,
            format!("{shown} is not a name: 1 to 200 bytes without control characters"),
        ),
        (
            name(" "),
            Code::TextInvalid,
            "\" \" is not a name: 1 to 200 bytes without control characters".to_owned(),
        ),
        (
            name("a\u{7}"),
            Code::TextInvalid,
            "\"a\\u{7}\" is not a name: 1 to 200 bytes without control characters".to_owned(),
        ),
        (
            refused::<PlaceKind>("Camp"),
            Code::ValueInvalid,
            "\"Camp\" is not a kind of place: a word in snake_case of at most 40 bytes".to_owned(),
        ),
        (
            refused::<Area>("UK"),
            Code::AreaInvalid,
            "\"UK\" looks like a country or subdivision code, but its country is not known; the United Kingdom is GB"
                .to_owned(),
        ),
        (
            refused::<Area>("484"),
            Code::AreaInvalid,
            "\"484\" is not a region of UN M49".to_owned(),
        ),
        (
            refused::<Area>(""),
            Code::AreaInvalid,
            "\"\" is not an area: a code, or 1 to 200 bytes without control characters".to_owned(),
        ),
    ] {
        let text = error.to_string();
        let told = text.strip_prefix("name: place MX1: ").unwrap_or(&text);
        assert_eq!((error.code(), told), (code, message.as_str()));
    }
}

#[test]
fn kinds_read_back_and_others_are_kept() {
    for word in [
        "municipality",
        "locality",
        "border_crossing",
        "camp",
        "conflict_zone",
        "forwarding_hub",
    ] {
        let kind: PlaceKind = word.parse().unwrap();
        assert_eq!(kind.as_str(), word);
    }
    for word in ["", "Camp", "1st", "_x", "a b", "café", &"x".repeat(41)] {
        assert!(word.parse::<PlaceKind>().is_err(), "{word}");
    }
}

#[test]
fn a_place_as_it_may_be_written() {
    let read = |text: &str| serde_json::from_str::<Place>(text);
    let place = read(r#"{"code":"MX1","name":"x","lat":1,"lon":-180,"unknown":[1]}"#).unwrap();
    assert_eq!(place.country().as_str(), "MX");
    assert_eq!(place.kind(), &PlaceKind::LOCALITY);
    assert_eq!(place.seat().unwrap().lon(), 180.0);
    let disagrees =
        read(r#"{"code":"MX1","name":"x","country":"US","subdivision":"GT-1"}"#).unwrap();
    assert_eq!(
        disagrees.country().as_str(),
        "US",
        "a finding, not a refusal"
    );
    for (text, message) in [
        (
            r#"{"code":"MX1","name":"x","lat":1}"#,
            "key-missing: place MX1: a seat has both lat and lon, or neither",
        ),
        (
            r#"{"code":"MX1","name":"x","lat":-90.5,"lon":0}"#,
            "latitude-out-of-range: latitude -90.5 is not from -90 to 90 degrees",
        ),
        (
            r#"{"code":"MX1","name":"x","lat":0,"lon":181}"#,
            "longitude-out-of-range: longitude 181 is not from -180 to 180 degrees",
        ),
        (
            r#"{"code":"MX1","name":""}"#,
            "text-invalid: name: place MX1: \"\" is not a name: 1 to 200 bytes without control characters",
        ),
        (
            r#"{"code":"1","name":"x"}"#,
            "place-code-invalid: \"1\" is not",
        ),
        (
            r#"{"code":"MX1","name":"x","country":"CAR"}"#,
            "country-unknown: \"CAR\" is not",
        ),
        (
            r#"{"code":"MX1","name":"x","population":-1}"#,
            "invalid value: integer `-1`, expected u64",
        ),
        (
            r#"{"code":"MX1"}"#,
            "key-missing: place MX1: a place needs \"name\"",
        ),
        (
            r#"{"code":1}"#,
            "invalid type: integer `1`, expected a place code",
        ),
    ] {
        let error = read(text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
    assert!(serde_json::from_str::<Position>(r#"{"lat":1}"#).is_err());
    assert!(serde_json::from_str::<Position>(r#"{"lat":"1","lon":2}"#).is_err());
}

#[test]
fn a_distance_needs_both_seats() {
    let seated = Place::draft("MX1", "x").seat((1.0, 2.0)).build().unwrap();
    let seatless = Place::draft("MX2", "y").build().unwrap();
    for (from, to) in [(&seated, &seatless), (&seatless, &seated)] {
        let error = from.distance_to(to).unwrap_err();
        assert_eq!(error.code(), Code::SeatUnknown);
        assert_eq!(error.to_string(), "the seat of MX2 is not known");
    }
}

#[test]
fn points_swap_the_axes() {
    let position = Position::try_new(15.0, -92.0).unwrap();
    let point = geo::Point::from(position);
    assert_eq!((point.x(), point.y()), (-92.0, 15.0));
    assert_eq!(Position::try_from(point), Ok(position));
    assert!(Position::try_from(geo::Point::new(0.0, 91.0)).is_err());
    assert_eq!(format!("{position} {position:.1}"), "15, -92 15.0, -92.0");
}

fn codes() -> impl Strategy<Value = PlaceCode> {
    ("MX|US|ZZ|XK", "[A-Z0-9-]{1,14}")
        .prop_map(|(country, rest)| format!("{country}{rest}").parse().unwrap())
}

fn places() -> impl Strategy<Value = Place> {
    let name = "[^\\p{Cc}]{1,40}".prop_filter("blank", |name| !name.trim().is_empty());
    let seat = prop::option::of((-90.0..=90.0, -180.0..=180.0));
    let rest = (
        prop::option::of("MX-[A-Z]{1,3}"),
        prop::option::of(any::<u64>()),
        "camp|municipality|[a-z][a-z0-9_]{0,39}",
    );
    (codes(), name, seat, rest).prop_map(|(code, name, seat, (subdivision, population, kind))| {
        let mut draft = Place::draft(code, name).kind(kind);
        if let Some(seat) = seat {
            draft = draft.seat(seat);
        }
        if let Some(subdivision) = subdivision {
            draft = draft.subdivision(subdivision);
        }
        if let Some(population) = population {
            draft = draft.population(population);
        }
        draft.build().unwrap()
    })
}

proptest! {
    #[test]
    fn the_wire_keeps_a_place(place in places()) {
        let text = serde_json::to_string(&place).unwrap();
        let read: Place = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), text);
        prop_assert_eq!(read, place);
    }

    #[test]
    fn codes_order_as_their_text_does(one in codes(), other in codes()) {
        prop_assert_eq!(one.cmp(&other), one.as_str().cmp(other.as_str()));
        prop_assert_eq!(one == other, HashSet::from([one, other]).len() == 1);
        prop_assert_eq!(one.country().as_str(), &one.as_str()[..2]);
    }

    #[test]
    fn no_text_makes_a_code_panic(text in ".{0,20}") {
        if let Ok(code) = text.parse::<PlaceCode>() {
            prop_assert_eq!(code.as_str(), text.as_str());
        }
        if let Ok(area) = text.parse::<Area>() {
            prop_assert_eq!(area.to_string(), text.as_str());
        }
        if let Ok(code) = text.parse::<Subdivision>() {
            prop_assert_eq!(code.as_str(), text.as_str());
        }
        if let Ok(kind) = text.parse::<PlaceKind>() {
            prop_assert_eq!(kind.as_str(), text.as_str());
        }
    }

    #[test]
    fn equal_positions_are_one_point(
        lat in prop_oneof![Just(90.0), Just(-90.0), Just(0.0), Just(-0.0), -90.0..=90.0],
        lon in prop_oneof![Just(180.0), Just(-180.0), Just(0.0), Just(-0.0), -180.0..=180.0],
    ) {
        let position = Position::try_new(lat, lon).unwrap();
        let again = Position::try_new(position.lat(), position.lon()).unwrap();
        prop_assert_eq!(HashSet::from([position, again]).len(), 1);
        prop_assert!(position.lon() > -180.0);
        prop_assert_eq!(position.lat().to_bits() >> 63 == 1, position.lat() < 0.0);
        let there: Position = serde_json::from_str(&serde_json::to_string(&position).unwrap()).unwrap();
        prop_assert_eq!(there, position);
    }
}

#[test]
fn an_area_is_one_of_four_kinds() {
    let area = |text: &str| text.parse::<Area>().unwrap();
    for (text, country, subdivision, region) in [
        ("MX", true, false, None),
        ("MX-CHP", false, true, None),
        ("419", false, false, Some("Latin America and the Caribbean")),
        ("the Darién", false, false, None),
    ] {
        let area = area(text);
        let of_subdivision = area.subdivision().map(|of| of.as_str().to_owned());
        assert_eq!(area.country().is_some(), country, "{text}");
        assert_eq!(of_subdivision, subdivision.then(|| text.to_owned()));
        assert_eq!(area.region_name(), region, "{text}");
    }
}
