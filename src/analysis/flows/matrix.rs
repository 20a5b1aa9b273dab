//! Counting millions of flows.

use std::hash::{Hash, Hasher};

use crate::limits::{BLOCK_BITS, WAITING_ROWS};

/// The ids of origin, destination and period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) origin: u32,
    pub(super) destination: u32,
    pub(super) period: u32,
}

// Hashes two words. An array would be hashed as bytes, which takes ten times as long.
impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::from(self.origin) << 32 | u64::from(self.destination));
        state.write_u32(self.period);
    }
}

/// A sum for each origin, destination and period, including zeros.
///
/// A large matrix misses the cache at nearly every row. So rows are collected by blocks of the
/// matrix that fit the cache, and are counted once enough of them wait for a block (the partitioned
/// algorithms of Shatdal, Kant & Naughton, *Cache Conscious Algorithms for Relational Query
/// Processing*, VLDB 1994).
#[derive(Debug, Clone)]
pub(super) struct Matrix {
    zones: usize,
    periods: usize,
    sums: Vec<u64>,
    /// [`WAITING_ROWS`] entries for each block: the slot within it in the low bits, the people in
    /// the bits above.
    waiting: Vec<u64>,
    /// How many rows wait for each block.
    filled: Vec<usize>,
}

const BLOCK_SLOTS: usize = 1 << BLOCK_BITS;

impl Matrix {
    /// The caller has checked that the number of slots is small enough.
    pub(super) fn new(zones: usize, periods: usize) -> Self {
        let slots = zones * zones * periods;
        let blocks = slots.div_ceil(BLOCK_SLOTS);
        Self {
            zones,
            periods,
            sums: vec![0; slots],
            waiting: vec![0; blocks * WAITING_ROWS],
            filled: vec![0; blocks],
        }
    }

    /// The slot of a key that lies within the matrix.
    #[inline]
    fn slot(&self, key: Key) -> Option<usize> {
        let (origin, destination) = (key.origin as usize, key.destination as usize);
        let period = key.period as usize;
        let within = origin < self.zones && destination < self.zones && period < self.periods;
        within.then(|| (origin * self.zones + destination) * self.periods + period)
    }

    /// Counts a row, if it lies within the matrix.
    #[inline]
    pub(super) fn push(&mut self, key: Key, people: u64) -> bool {
        let Some(slot) = self.slot(key) else {
            return false;
        };
        if people >> (u64::BITS - BLOCK_BITS) != 0 {
            if let Some(sum) = self.sums.get_mut(slot) {
                *sum = sum.saturating_add(people);
            }
            return true;
        }
        let block = slot >> BLOCK_BITS;
        if let Some(filled) = self.filled.get_mut(block)
            && let Some(row) = self.waiting.get_mut(block * WAITING_ROWS + *filled)
        {
            *row = (slot % BLOCK_SLOTS) as u64 | people << BLOCK_BITS;
            *filled += 1;
            if *filled == WAITING_ROWS {
                self.count_block(block);
            }
        }
        true
    }

    /// Counts the rows that wait for a block.
    #[inline(never)]
    fn count_block(&mut self, block: usize) {
        let filled = self.filled.get_mut(block).map_or(0, std::mem::take);
        let rows = self.waiting.iter().skip(block * WAITING_ROWS).take(filled);
        let sums = self.sums.chunks_mut(BLOCK_SLOTS).nth(block);
        let Some(sums) = sums else { return };
        for row in rows {
            let slot = usize::try_from(row % BLOCK_SLOTS as u64).ok();
            if let Some(sum) = slot.and_then(|slot| sums.get_mut(slot)) {
                *sum = sum.saturating_add(row >> BLOCK_BITS);
            }
        }
    }

    fn count_all(&mut self) {
        for block in 0..self.filled.len() {
            self.count_block(block);
        }
    }

    /// The sum of a key, including the rows that wait.
    pub(super) fn sum(&self, key: Key) -> u64 {
        let Some(slot) = self.slot(key) else { return 0 };
        let block = slot >> BLOCK_BITS;
        let filled = self.filled.get(block).copied().unwrap_or_default();
        let waiting = self.waiting.iter().skip(block * WAITING_ROWS).take(filled);
        let waiting =
            waiting.filter(|row| **row % BLOCK_SLOTS as u64 == (slot % BLOCK_SLOTS) as u64);
        let counted = self.sums.get(slot).copied().unwrap_or_default();
        waiting.fold(counted, |sum, row| sum.saturating_add(row >> BLOCK_BITS))
    }

    /// How many sums are above 0.
    pub(super) fn count(&mut self) -> usize {
        self.count_all();
        self.sums.iter().filter(|&&sum| sum > 0).count()
    }

    /// The sums from an origin to a destination, by period.
    pub(super) fn sums(&self, origin: usize, destination: usize) -> &[u64] {
        let first = (origin * self.zones + destination) * self.periods;
        let within = origin < self.zones && destination < self.zones;
        let sums = self.sums.get(first..first + self.periods);
        sums.filter(|_| within).unwrap_or_default()
    }

    /// Visits every sum above 0.
    pub(super) fn drain(&mut self, mut take: impl FnMut(Key, u64)) {
        self.count_all();
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
