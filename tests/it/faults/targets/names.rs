use corridor::place::FindError;
use corridor::{Code, Gazetteer, Place};

use super::{text, told};

/// A name finds one place, or says what it may have meant; a table finds its own places.
pub fn names(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let _ = ask(Gazetteer::embedded(), text);
    // The same lines as the names of a table: each is found by its code, and where nothing but the
    // code tells two apart, by both.
    let named = (0..).zip(text.lines().take(40));
    let places: Vec<Place> = named
        .filter_map(|(number, name)| {
            Place::draft(format!("MX-L{number}"), name).build().ok()
        })
        .collect();
    let table = Gazetteer::from_places(places.clone()).unwrap();
    for place in &places {
        let code = place.code();
        assert_eq!(table.get(code), Some(place));
        assert_eq!(table.find(code.as_str()).as_ref(), Ok(place));
        let spelt = ask(&table, place.name());
        let refused = spelt.as_ref().err().map(FindError::code);
        let parted = place
            .name()
            .contains([',', '(', ')', '،', '，', '、', '（', '）']);
        assert!(refused != Some(Code::QualifierUnknown) || parted);
        let qualified = format!("{}, {code}", place.name());
        if refused.is_none_or(|code| code == Code::PlaceAmbiguous) && !parted {
            assert_eq!(table.find(&qualified).as_ref(), Ok(place), "{qualified:?}");
        }
    }
}

fn ask(table: &Gazetteer, text: &str) -> Result<Place, FindError> {
    let found = table.find(text);
    match &found {
        Ok(place) => assert_eq!(table.get(place.code()), Some(place)),
        Err(error) => {
            assert!(!error.to_string().is_empty());
            let candidates = error.candidates();
            if error.code() == Code::PlaceAmbiguous {
                assert!(!candidates.is_empty());
                let people = candidates.iter().map(Place::population);
                assert!(people.is_sorted_by(|one, next| one >= next));
            } else {
                told(error);
            }
            assert!(error.suggestions().len() <= 5);
            let mut named = candidates.iter().chain(error.suggestions());
            assert!(named.all(|place| table.get(place.code()) == Some(place)));
        }
    }
    let listed = table.search(text, 3);
    assert!(listed.len() <= 3 && table.search(text, 2) == listed[..listed.len().min(2)]);
    found
}
