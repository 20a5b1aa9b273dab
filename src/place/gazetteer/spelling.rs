//! Names within a few edits of a misspelt one.
//!
//! A pigeonhole index: two edits leave one of a name's three segments untouched, so only names that
//! share a segment in about the same place are compared (G. Li, D. Deng, J. Wang, J. Feng,
//! *Pass-Join: a partition-based method for similarity joins*, PVLDB 5(3), 2011: the
//! multi-match-aware selection). Those are compared bit-parallel (H. Hyyrö, *Explaining and
//! extending the bit-parallel approximate string matching algorithm of Myers*, 2001).

use smol_str::SmolStr;

/// How many insertions, deletions and substitutions of letters are forgiven.
pub(super) const EDITS: usize = 2;
const SEGMENTS: usize = EDITS + 1;
/// In a name shorter than this, only one edit is forgiven: two would leave too little of it.
const SHORT: usize = 5;

#[derive(Debug, Clone)]
pub(super) struct Spellings {
    names: Vec<SmolStr>,
    /// Names too short for three segments.
    tiny: Vec<u32>,
    /// (Hash of a segment, name), sorted by hash.
    segments: Vec<(u32, u32)>,
    /// The start of each run of hashes with the same leading bits.
    runs: Vec<u32>,
    shift: u32,
}

/// A name near the requested one: its index, and how many edits away it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Near {
    pub(super) edits: usize,
    pub(super) name: u32,
}

impl Spellings {
    pub(super) fn of(names: Vec<SmolStr>) -> Self {
        let mut tiny = Vec::new();
        let mut segments = Vec::with_capacity(names.len() * SEGMENTS);
        for (number, name) in (0..).zip(&names) {
            if name.len() < SEGMENTS {
                tiny.push(number);
                continue;
            }
            for (which, (start, length)) in parts(name.len()).into_iter().enumerate() {
                let part = name
                    .as_bytes()
                    .get(start..start + length)
                    .unwrap_or_default();
                segments.push((hash(name.len(), which, part), number));
            }
        }
        segments.sort_unstable();
        let bits = segments
            .len()
            .next_power_of_two()
            .trailing_zeros()
            .clamp(1, 20);
        let shift = u32::BITS - bits;
        let mut runs = Vec::with_capacity((1 << bits) + 1);
        let mut at = 0;
        for lead in 0..=1_u64 << bits {
            while segments
                .get(at)
                .is_some_and(|&(hash, _)| u64::from(hash >> shift) < lead)
            {
                at += 1;
            }
            runs.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Self {
            names,
            tiny,
            segments,
            runs,
            shift,
        }
    }

    pub(super) fn names(&self) -> &[SmolStr] {
        &self.names
    }

    pub(super) fn name(&self, number: u32) -> &str {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        self.names.get(at).map_or("", SmolStr::as_str)
    }

    /// The names within two edits, one for a short text; the nearest first.
    pub(super) fn near(&self, text: &str) -> Vec<Near> {
        let most = forgiven(text);
        let pattern = Pattern::of(text.as_bytes());
        let mut found = Vec::new();
        let mut compare = |number: u32| {
            let name = self.name(number).as_bytes();
            if let Some(edits) = pattern.edits(name, most) {
                found.push(Near {
                    edits,
                    name: number,
                });
            }
        };
        if text.len() < SEGMENTS + EDITS {
            self.tiny.iter().copied().for_each(&mut compare);
        }
        let shortest = text.len().saturating_sub(EDITS).max(SEGMENTS);
        for length in shortest..=text.len() + EDITS {
            for (which, part) in windows(text.as_bytes(), length) {
                self.sharing(hash(length, which, part))
                    .for_each(&mut compare);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn sharing(&self, hash: u32) -> impl Iterator<Item = u32> {
        let lead = usize::try_from(hash >> self.shift).unwrap_or(usize::MAX);
        let bound = |at: usize| {
            let bound = self.runs.get(at).copied().unwrap_or_default();
            usize::try_from(bound).unwrap_or(usize::MAX)
        };
        let run = self.segments.get(bound(lead)..bound(lead + 1));
        run.unwrap_or_default()
            .iter()
            .filter(move |&&(other, _)| other == hash)
            .map(|&(_, number)| number)
    }
}

fn forgiven(text: &str) -> usize {
    if text.len() < SHORT { 1 } else { EDITS }
}

/// How many edits apart two names are, if that is not more than are forgiven.
pub(super) fn edits(text: &str, name: &str) -> Option<usize> {
    let most = forgiven(text);
    if text.len().abs_diff(name.len()) > most {
        return None;
    }
    Pattern::of(text.as_bytes()).edits(name.as_bytes(), most)
}

/// Start and length of each segment of a name; the longer ones last.
fn parts(length: usize) -> [(usize, usize); SEGMENTS] {
    let short = length / SEGMENTS;
    let longer = length % SEGMENTS;
    let mut start = 0;
    std::array::from_fn(|which| {
        let part = (start, short + usize::from(which >= SEGMENTS - longer));
        start += part.1;
        part
    })
}

/// The parts of the text that may equal a segment of a name of that length: Pass-Join's selection.
fn windows(text: &[u8], length: usize) -> impl Iterator<Item = (usize, &[u8])> {
    let parts = parts(length).into_iter().enumerate();
    parts.flat_map(move |(which, (start, part))| {
        let after = EDITS - which;
        // At most `which` edits lie before the segment, and at most the rest after it.
        let first =
            (start.saturating_sub(which)).max((start + text.len()).saturating_sub(length + after));
        let last = (start + which).min((start + text.len() + after).saturating_sub(length));
        (first..=last).filter_map(move |at| Some((which, text.get(at..at + part)?)))
    })
}

fn hash(length: usize, which: usize, part: &[u8]) -> u32 {
    // FNV-1a's prime, 64 bits wide; the upper half is the better mixed.
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut state = (length as u64) << 2 | which as u64;
    for &byte in part {
        state = (state ^ u64::from(byte)).wrapping_mul(PRIME);
    }
    let [a, b, c, d, ..] = state.wrapping_mul(SPREAD).to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}

/// A text prepared for comparison with many others.
struct Pattern<'a> {
    text: &'a [u8],
    /// For each letter, its positions in the text; empty for a text of more than 64 letters.
    places: [u64; 256],
}

impl<'a> Pattern<'a> {
    fn of(text: &'a [u8]) -> Self {
        let mut places = [0; 256];
        for (at, &letter) in text.iter().take(64).enumerate() {
            if let Some(places) = places.get_mut(usize::from(letter)) {
                *places |= 1_u64 << at;
            }
        }
        Self { text, places }
    }

    /// How many edits apart the two are, if no more than `most`.
    fn edits(&self, other: &[u8], most: usize) -> Option<usize> {
        let edits = if self.text.len() > 64 {
            by_rows(self.text, other)
        } else if self.text.is_empty() {
            other.len()
        } else {
            self.in_parallel(other)
        };
        (edits <= most).then_some(edits)
    }

    fn in_parallel(&self, other: &[u8]) -> usize {
        let last = 1_u64 << (self.text.len() - 1);
        let (mut up, mut down) = (u64::MAX, 0_u64);
        let mut edits = self.text.len();
        for &letter in other {
            let same = self.places.get(usize::from(letter)).copied().unwrap_or(0);
            let diagonal = (((same & up).wrapping_add(up)) ^ up) | same | down;
            let rise = down | !(diagonal | up);
            let fall = up & diagonal;
            edits += usize::from(rise & last != 0);
            edits -= usize::from(fall & last != 0);
            let rise = rise << 1 | 1;
            up = fall << 1 | !(diagonal | rise);
            down = diagonal & rise;
        }
        edits
    }
}

/// The textbook table, row by row.
fn by_rows(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in (1..).zip(one) {
        let (mut diagonal, mut left) = (above - 1, above);
        if let Some(first) = row.first_mut() {
            *first = above;
        }
        for (cell, same) in row.iter_mut().skip(1).zip(other) {
            let edits = (diagonal + usize::from(letter != same))
                .min(left + 1)
                .min(*cell + 1);
            diagonal = *cell;
            left = edits;
            *cell = edits;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bit_parallel_equals_the_table(one in "[abc ]{1,64}", other in "[abc ]{0,90}") {
            let pattern = Pattern::of(one.as_bytes());
            let edits = by_rows(one.as_bytes(), other.as_bytes());
            prop_assert_eq!(pattern.edits(other.as_bytes(), 100), Some(edits));
        }

        #[test]
        fn the_index_misses_nothing(
            names in prop::collection::btree_set("[ab]{0,9}|[a-d]{60,70}", 0..40),
            text in "[ab]{0,9}|[a-d]{60,70}",
        ) {
            let names: Vec<SmolStr> = names.into_iter().map(SmolStr::from).collect();
            let most = if text.len() < SHORT { 1 } else { EDITS };
            let mut scan: Vec<Near> = (0..)
                .zip(&names)
                .map(|(name, other)| Near {
                    edits: by_rows(text.as_bytes(), other.as_bytes()),
                    name,
                })
                .filter(|near| near.edits <= most)
                .collect();
            scan.sort_unstable();
            prop_assert_eq!(Spellings::of(names).near(&text), scan);
        }
    }
}
