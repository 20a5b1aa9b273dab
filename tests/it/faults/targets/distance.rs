use corridor::Distance;
use corridor::measure::{DistanceRange, Percent};

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
    match text.parse::<DistanceRange>() {
        Ok(read) => range_holds(read),
        Err(error) => told(&error),
    }
    match text.parse::<Percent>() {
        Ok(read) => {
            assert!(
                read.low() <= read.best() && read.high().is_none_or(|high| read.best() <= high)
            );
            let written = serde_json::to_string(&read).unwrap();
            assert_eq!(serde_json::from_str::<Percent>(&written).unwrap(), read);
        }
        Err(error) => told(&error),
    }
}

fn range_holds(read: DistanceRange) {
    assert!(read.low() <= read.best() && read.high().is_none_or(|high| read.best() <= high));
    assert_eq!(read.is_exact(), read.high() == Some(read.low()));
    let written = serde_json::to_string(&read).unwrap();
    assert_eq!(
        serde_json::from_str::<DistanceRange>(&written).unwrap(),
        read
    );
}

fn holds(read: Distance) {
    let km = read.km();
    assert!(km.is_finite() && km >= 0.0 && km.is_sign_positive(), "{km}");
    assert!((read + read).km().is_finite() && read.checked_sub(read) == Some(Distance::ZERO));
    // What is shown is rounded once, not at each reading.
    let shown = read.to_string();
    let rounded: Distance = shown.parse().unwrap();
    assert_eq!(rounded.to_string(), shown);
    // Three decimals may be thousands to a reader, and are refused.
    let mut full = km.to_string();
    match full.split_once('.') {
        None => full.push_str(".0"),
        Some((_, decimals)) if decimals.len() == 3 => full.push('0'),
        Some(_) => {}
    }
    let full = format!("{full} km");
    assert_eq!(full.parse::<Distance>().map(Distance::km), Ok(km), "{full}");
    let written = serde_json::to_string(&read).unwrap();
    let again: Distance = serde_json::from_str(&written).unwrap();
    assert_eq!(again.km().to_bits(), km.to_bits());
}
