use corridor::place::GazetteerError;
use corridor::{Gazetteer, Place};

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
        assert_eq!(table.get(&code), Some(place));
        assert_eq!(table.find(code.as_str()).as_ref(), Ok(place));
        let spelt = ask(&table, place.name());
        assert!(
            !matches!(spelt, Err(GazetteerError::QualifierUnknown { .. }))
                || place.name().contains(',')
        );
        let qualified = format!("{}, {code}", place.name());
        if matches!(spelt, Ok(_) | Err(GazetteerError::Ambiguous { .. }))
            && !place.name().contains(',')
        {
            assert_eq!(table.find(&qualified).as_ref(), Ok(place), "{qualified:?}");
        }
    }
}

fn ask(table: &Gazetteer, text: &str) -> Result<Place, GazetteerError> {
    let found = table.find(text);
    match &found {
        Ok(place) => assert_eq!(table.get(&place.code()), Some(place)),
        Err(error) => {
            assert!(!error.to_string().is_empty());
            match error {
                GazetteerError::Ambiguous { candidates, .. } => {
                    assert!(candidates.len() > 1);
                    let codes = candidates.iter().map(|candidate| candidate.place().code());
                    assert!(codes.is_sorted_by(|one, next| one < next));
                    assert!(
                        candidates
                            .iter()
                            .all(|of| table.get(&of.place().code()) == Some(of.place()))
                    );
                }
                GazetteerError::NotFound { suggestions, .. } => {
                    assert!(suggestions.len() <= 5);
                    told(error);
                }
                _ => told(error),
            }
        }
    }
    let listed = table.search(text, 3);
    assert!(listed.len() <= 3 && table.search(text, 2) == listed[..listed.len().min(2)]);
    found
}
