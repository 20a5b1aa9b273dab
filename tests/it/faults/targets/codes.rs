use std::fmt::{Debug, Display};
use std::str::FromStr;

use corridor::{Area, Code, CountryCode, Id, PlaceCode, PlaceKind, Position, Subdivision, Unit};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{text, told};

/// A code is its text: what is accepted is displayed, written and read again as it was.
pub fn codes(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    if let Some(code) = holds::<PlaceCode>(text) {
        assert_eq!(code.as_str(), text);
        assert!(text.starts_with(code.country().as_str()) && text.len() <= 16);
    }
    if let Some(code) = holds::<CountryCode>(text) {
        assert_eq!((code.as_str(), text.len()), (text, 2));
    }
    if let Some(code) = holds::<Subdivision>(text) {
        assert_eq!(code.as_str(), text);
        assert!(text.starts_with(code.country().as_str()) && text.len() <= 6);
    }
    if let Some(id) = holds::<Id>(text) {
        assert_eq!(id.as_str(), text);
        assert!(!text.contains(char::is_whitespace) && (1..=64).contains(&text.len()));
    }
    if let Some(unit) = holds::<Unit>(text) {
        assert_eq!(unit.as_str(), text);
        assert!(!text.trim().is_empty() && text.len() <= 10_000);
    }
    holds::<Area>(text);
    holds::<PlaceKind>(text);
    if let Ok(code) = text.parse::<Code>() {
        assert_eq!(code.as_str(), text);
    }
    if let Ok(position) = serde_json::from_str::<Position>(text) {
        assert!(position.lat().abs() <= 90.0 && position.lon().abs() <= 180.0);
        let written = serde_json::to_string(&position).unwrap();
        assert_eq!(
            serde_json::from_str::<Position>(&written).unwrap(),
            position
        );
    }
}

fn holds<T>(text: &str) -> Option<T>
where
    T: FromStr + Display + Debug + PartialEq + Serialize + DeserializeOwned,
    T::Err: Display,
{
    let read: T = text.parse().map_err(|error| told(&error)).ok()?;
    let shown = read.to_string();
    let again: Option<T> = shown.parse().ok();
    assert_eq!(again.as_ref(), Some(&read), "{shown:?}");
    let written = serde_json::to_string(&read).unwrap();
    assert_eq!(serde_json::from_str::<T>(&written).unwrap(), read);
    Some(read)
}
