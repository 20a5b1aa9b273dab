//! A synthetic log of movements: the same for everyone, every time, and any row by its number.

use corridor::{Estimate, Period, PlaceCode};

/// Municipalities on the way.
const PLACES: u32 = 300;
const MONTHS: u32 = 12;

/// Origin and destination by their number in [`places`], the month by its in [`months`], people.
pub type Row = (u32, u32, u32, u64);

/// `SplitMix64` (Steele, Lea & Flood 2014).
fn bits(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A few people go on to one of the next places, some turn back.
pub fn row(number: u64) -> Row {
    let bits = bits(number);
    let part = |shift: u32, below: u32| (bits >> shift) as u32 % below;
    let origin = part(0, PLACES);
    let destination = (origin + PLACES + part(16, 12) - 3) % PLACES;
    (origin, destination, part(32, MONTHS), u64::from(part(48, 50)))
}

/// One row in eight is of "about" so many, as reports are.
pub fn people(&(.., people): &Row) -> Estimate {
    if people % 8 == 0 {
        Estimate::about(people)
    } else {
        Estimate::exactly(people)
    }
}

pub fn places() -> Vec<PlaceCode> {
    let code = |place| format!("MX-L{place}").parse().expect("a code");
    (0..PLACES).map(code).collect()
}

pub fn months() -> Vec<Period> {
    let month = |month| Period::month(2023, month).expect("a month");
    (1..=MONTHS).map(month).collect()
}
