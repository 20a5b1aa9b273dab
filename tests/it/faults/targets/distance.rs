use corridor::Distance;

use super::{text, told};

/// A distance is finite and not negative; its full form reads back to the bit.
pub fn distance(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    match text.parse::<Distance>() {
        Ok(read) => holds(read),
        Err(error) => told(&error),
    }
    match serde_json::from_str::<Distance>(text) {
        Ok(read) => holds(read),
        Err(error) => told(&error),
    }
}

fn holds(read: Distance) {
    let km = read.km();
    assert!(km.is_finite() && km >= 0.0 && km.is_sign_positive(), "{km}");
    assert!((read + read).km().is_finite() && read.checked_sub(read) == Some(Distance::ZERO));
    // What is shown is rounded once, not at each reading.
    let shown = read.to_string();
    let rounded: Distance = shown.parse().unwrap();
    assert_eq!(rounded.to_string(), shown);
    let full = format!("{km} km");
    assert_eq!(full.parse::<Distance>().map(Distance::km), Ok(km), "{full}");
    let written = serde_json::to_string(&read).unwrap();
    let again: Distance = serde_json::from_str(&written).unwrap();
    assert_eq!(again.km().to_bits(), km.to_bits());
}
