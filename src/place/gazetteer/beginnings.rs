//! Finds the names in which some word begins with a text.

use smol_str::SmolStr;

use super::spelling::Spellings;

/// Every word's start in every name, ordered by the text from there on.
#[derive(Debug, Clone)]
pub(super) struct Beginnings {
    words: Vec<Word>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    /// The first eight bytes as a number, which keeps their order.
    head: u64,
    name: u32,
    start: u16,
}

impl Beginnings {
    pub(super) fn new(names: &[SmolStr]) -> Self {
        let mut words = Vec::with_capacity(names.len() * 2);
        for (number, name) in (0..).zip(names) {
            let spaces = name.match_indices(' ').map(|(space, _)| space + 1);
            for start in std::iter::once(0).chain(spaces) {
                let tail = name.as_bytes().get(start..).unwrap_or_default();
                words.push(Word {
                    head: head(tail, 0),
                    name: number,
                    start: u16::try_from(start).unwrap_or(u16::MAX),
                });
            }
        }
        words.sort_unstable();
        Self { words }
    }

    /// The names with a word from which on they begin with the text, and whether that is their
    /// first word.
    pub(super) fn of<'a>(
        &self,
        names: &'a Spellings,
        text: &str,
    ) -> impl Iterator<Item = (&'a str, bool)> {
        let (low, high) = (head(text.as_bytes(), 0), head(text.as_bytes(), u8::MAX));
        let first = self.words.partition_point(|word| word.head < low);
        let words = self.words.iter().skip(first);
        words
            .take_while(move |word| word.head <= high)
            .filter_map(move |word| {
                let name = names.name(word.name);
                let tail = name.get(usize::from(word.start)..)?;
                tail.starts_with(text).then_some((name, word.start == 0))
            })
    }
}

/// The first eight bytes of a text; `fill` stands for those that it lacks.
fn head(text: &[u8], fill: u8) -> u64 {
    let mut bytes = [fill; 8];
    for (byte, &letter) in bytes.iter_mut().zip(text) {
        *byte = letter;
    }
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_word_is_found_and_no_other(
            names in prop::collection::btree_set("[ab]{1,4}( [ab]{1,12}){0,3}", 0..30),
            text in "[ab]{1,3}|[ab]{1,3} [ab]{1,9}",
        ) {
            let names: Vec<SmolStr> = names.into_iter().map(SmolStr::from).collect();
            let mut scan = Vec::new();
            for name in &names {
                let words = name.split(' ').count();
                for word in 0..words {
                    let tail = name.splitn(word + 1, ' ').last().unwrap();
                    if tail.starts_with(&text) {
                        scan.push((name.to_string(), word == 0));
                    }
                }
            }
            let spellings = Spellings::of(names.clone());
            let mut found: Vec<_> = Beginnings::new(&names)
                .of(&spellings, &text)
                .map(|(name, first)| (name.to_owned(), first))
                .collect();
            found.sort();
            scan.sort();
            prop_assert_eq!(found, scan);
        }
    }
}
