//! Places: what is accepted, what is refused and in which words.

use corridor::{Area, Code, CountryCode, Place, PlaceCode, PlaceKind, Position, Subdivision};

#[test]
fn countries_are_sorted_unique_and_read_back() {
    let all: Vec<_> = CountryCode::all().collect();
    assert_eq!(all.len(), 251, "249 of ISO 3166-1, XK and ZZ");
    assert!(
        all.windows(2)
            .all(|pair| pair[0].as_str() < pair[1].as_str())
    );
    for country in all {
        assert_eq!(CountryCode::try_new(country.as_str()), Ok(country));
        assert!(!country.name().is_empty());
    }
    assert_eq!(CountryCode::UNKNOWN.as_str(), "ZZ");
}

#[test]
fn codes_accepted() {
    for code in ["MX07032", "MX-G3527768", "ZZ-L1", "XK1", "MX0-ABCDEFGHIJKL"] {
        assert_eq!(PlaceCode::try_new(code).unwrap().as_str(), code);
    }
    for code in ["MX-CHP", "US-D", "FR-75", "ZZ-1"] {
        assert_eq!(Subdivision::try_new(code).unwrap().as_str(), code);
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
        let error = PlaceCode::try_new(code).unwrap_err();
        assert_eq!(error.code(), Code::PlaceCodeInvalid, "{code}");
    }
    for code in [
        "", "MX", "MX-", "MX-CHIA", "QQ-A", "MX_CHP", "MX-chp", "MXCHP",
    ] {
        let error = Subdivision::try_new(code).unwrap_err();
        assert_eq!(error.code(), Code::SubdivisionInvalid, "{code}");
    }
    for code in ["", "M", "mx", "MEX", "QQ", "É", "M1"] {
        let error = CountryCode::try_new(code).unwrap_err();
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
    assert_eq!(place.kind(), &PlaceKind::Municipality);
    assert_eq!(serde_json::to_string(&place).unwrap(), text);
}
