//! Seeded data, the same in every run.

use corridor::{Place, Position};

/// `SplitMix64` (Steele, Lea & Flood 2014).
pub(crate) struct Seeded(pub(crate) u64);

impl Seeded {
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.bits() % end as u64) as usize
    }

    pub(crate) fn within(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Somewhere in Mexico and Central America.
    pub(crate) fn position(&mut self) -> Position {
        Position::try_new(self.within(8.0, 32.0), self.within(-117.0, -78.0)).unwrap()
    }

    /// At most `degrees` from there.
    pub(crate) fn near(&mut self, there: Position, degrees: f64) -> Position {
        let lat = there.lat() + self.within(-degrees, degrees);
        let lon = there.lon() + self.within(-degrees, degrees);
        Position::try_new(lat, lon).unwrap()
    }
}

pub(crate) fn place(index: usize, seat: Position) -> Place {
    let draft = Place::draft(format!("ZZ-L{index}"), format!("place {index}"));
    draft.seat(seat).build().unwrap()
}
