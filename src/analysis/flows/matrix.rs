//! Counting millions of flows.

use std::hash::{Hash, Hasher};

use crate::limits::{BLOCK_SLOTS, DEALT_ROWS};

/// The ids of origin, destination and period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) origin: u32,
    pub(super) destination: u32,
    pub(super) period: u32,
}

// Two words, where an array would be hashed as bytes: a tenth of the time.
impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::from(self.origin) << 32 | u64::from(self.destination));
        state.write_u32(self.period);
    }
}

/// A sum for each origin, destination and period, whether anybody went or not.
///
/// A great matrix misses the cache at nearly every row. Rows are taken down first, then dealt out
/// by blocks of it that fit the cache, and each block is counted by itself (the partitioned
/// algorithms of Shatdal, Kant & Naughton, *Cache Conscious Algorithms for Relational Query
/// Processing*, VLDB 1994).
#[derive(Debug)]
pub(super) struct Matrix {
    zones: usize,
    periods: usize,
    sums: Vec<u64>,
    /// Where each row counts, and its people. Both lists are kept, since fresh memory is dear.
    rows: Vec<(usize, u64)>,
    dealt: Vec<(usize, u64)>,
}

impl Matrix {
    /// The product of its sides has been found to be small enough.
    pub(super) fn new(zones: usize, periods: usize) -> Self {
        Self {
            zones,
            periods,
            sums: vec![0; zones * zones * periods],
            rows: Vec::with_capacity(DEALT_ROWS),
            dealt: vec![(0, 0); DEALT_ROWS],
        }
    }

    /// Takes a row down, if it is within.
    pub(super) fn push(&mut self, key: Key, people: u64) -> bool {
        let (origin, destination) = (key.origin as usize, key.destination as usize);
        let period = key.period as usize;
        if origin >= self.zones || destination >= self.zones || period >= self.periods {
            return false;
        }
        let slot = (origin * self.zones + destination) * self.periods + period;
        self.rows.push((slot, people));
        if self.rows.len() == DEALT_ROWS {
            self.deal();
        }
        true
    }

    fn deal(&mut self) {
        let block = |slot: usize| slot / BLOCK_SLOTS;
        let mut ends = vec![0_usize; self.sums.len() / BLOCK_SLOTS + 1];
        for &(slot, _) in &self.rows {
            if let Some(count) = ends.get_mut(block(slot)) {
                *count += 1;
            }
        }
        let mut before = 0;
        for end in &mut ends {
            before += std::mem::replace(end, before);
        }
        for &row in &self.rows {
            if let Some(end) = ends.get_mut(block(row.0))
                && let Some(place) = self.dealt.get_mut(*end)
            {
                *place = row;
                *end += 1;
            }
        }
        for &(slot, people) in self.dealt.iter().take(self.rows.len()) {
            if let Some(sum) = self.sums.get_mut(slot) {
                *sum = sum.saturating_add(people);
            }
        }
        self.rows.clear();
    }

    /// How many of its sums are above 0.
    pub(super) fn count(&mut self) -> usize {
        self.deal();
        self.sums.iter().filter(|&&sum| sum > 0).count()
    }

    /// From an origin to a destination, by period.
    pub(super) fn sums(&self, origin: usize, destination: usize) -> &[u64] {
        let first = (origin * self.zones + destination) * self.periods;
        let within = origin < self.zones && destination < self.zones;
        let sums = self.sums.get(first..first + self.periods);
        sums.filter(|_| within).unwrap_or_default()
    }

    /// Every sum above 0.
    pub(super) fn drain(&mut self, mut take: impl FnMut(Key, u64)) {
        self.deal();
        let mut sums = self.sums.iter();
        for origin in 0..self.zones {
            for destination in 0..self.zones {
                for period in 0..self.periods {
                    let people = sums.next().copied().unwrap_or_default();
                    let id = |id| u32::try_from(id).unwrap_or(u32::MAX);
                    let key = Key {
                        origin: id(origin),
                        destination: id(destination),
                        period: id(period),
                    };
                    if people > 0 {
                        take(key, people);
                    }
                }
            }
        }
    }
}
