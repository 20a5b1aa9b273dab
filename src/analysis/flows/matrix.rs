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

// Two words, where an array would be hashed as bytes: a tenth of the time.
impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::from(self.origin) << 32 | u64::from(self.destination));
        state.write_u32(self.period);
    }
}

/// A sum for each origin, destination and period, whether anybody went or not.
///
/// A great matrix misses the cache at nearly every row. So rows wait by blocks of it that fit the
/// cache, and are counted when enough wait for one block (the partitioned algorithms of Shatdal,
/// Kant & Naughton, *Cache Conscious Algorithms for Relational Query Processing*, VLDB 1994).
#[derive(Debug)]
pub(super) struct Matrix {
    zones: usize,
    periods: usize,
    sums: Vec<u64>,
    /// [`WAITING_ROWS`] for each block: the slot within it, and the people above its bits.
    waiting: Vec<u64>,
    /// How many wait for each block.
    filled: Vec<usize>,
}

const BLOCK_SLOTS: usize = 1 << BLOCK_BITS;

impl Matrix {
    /// The product of its sides has been found to be small enough.
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

    /// Counts a row, if it is within.
    #[inline]
    pub(super) fn push(&mut self, key: Key, people: u64) -> bool {
        let (origin, destination) = (key.origin as usize, key.destination as usize);
        let period = key.period as usize;
        if origin >= self.zones || destination >= self.zones || period >= self.periods {
            return false;
        }
        let slot = (origin * self.zones + destination) * self.periods + period;
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

    /// How many of its sums are above 0.
    pub(super) fn count(&mut self) -> usize {
        self.count_all();
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The keys of a matrix in turn, and counts from none to all that 64 bits hold.
    fn rows(zones: u32, periods: u32, count: u32) -> impl Iterator<Item = (Key, u64)> {
        let greatest = [0, 1, 2, 1 << 48, (1 << 49) - 1, 1 << 49, 1 << 50, u64::MAX];
        (0..count)
            .zip(greatest.into_iter().cycle())
            .map(move |(at, people)| {
                let key = Key {
                    origin: at % zones,
                    destination: at / 3 % zones,
                    period: at / 7 % periods,
                };
                (key, people)
            })
    }

    fn drained(matrix: &mut Matrix) -> BTreeMap<(u32, u32, u32), u64> {
        let mut sums = BTreeMap::new();
        matrix.drain(|key, people| {
            let place = (key.origin, key.destination, key.period);
            assert_eq!(sums.insert(place, people), None);
        });
        sums
    }

    #[test]
    fn a_matrix_sums_each_key_whatever_waits() {
        // Of one block and of many; more rows than wait for one.
        for (zones, periods) in [(1, 1), (3, 2), (40, 60)] {
            let mut matrix = Matrix::new(zones as usize, periods as usize);
            let mut expected = BTreeMap::new();
            for (key, people) in rows(zones, periods, 20_000) {
                assert!(matrix.push(key, people));
                let sum: &mut u64 = expected
                    .entry((key.origin, key.destination, key.period))
                    .or_default();
                *sum = sum.saturating_add(people);
            }
            expected.retain(|_, sum| *sum > 0);
            assert_eq!(matrix.count(), expected.len());
            for (&(origin, destination, period), &sum) in &expected {
                let sums = matrix.sums(origin as usize, destination as usize);
                assert_eq!(sums.len(), periods as usize);
                assert_eq!(sums.get(period as usize), Some(&sum));
            }
            assert_eq!(drained(&mut matrix), expected);
        }
    }

    #[test]
    fn a_row_beyond_a_matrix_is_not_its_own() {
        let mut matrix = Matrix::new(2, 3);
        for (origin, destination, period) in [(2, 0, 0), (0, 2, 0), (0, 0, 3)] {
            let key = Key {
                origin,
                destination,
                period,
            };
            assert!(!matrix.push(key, 5));
        }
        assert_eq!(matrix.count(), 0);
        for (origin, destination) in [(2, 0), (0, 2), (1, 2), (2, 2)] {
            assert!(matrix.sums(origin, destination).is_empty());
        }
        assert_eq!(matrix.sums(1, 1), [0, 0, 0]);
    }
}
