//! Merges two sorted sequences.

use std::cmp::Ordering;
use std::iter::Peekable;

/// An item with a key, and how two items with the same key become one.
pub(super) trait Keyed {
    type Key: Ord;

    fn key(&self) -> Self::Key;

    fn with(self, other: Self) -> Self;
}

/// The items of both sequences in the order of their keys, each key once.
pub(super) struct InOrder<A: Iterator, B: Iterator> {
    one: Peekable<A>,
    other: Peekable<B>,
}

impl<A: Iterator, B: Iterator> InOrder<A, B> {
    /// Merges two sequences whose keys ascend.
    pub(super) fn of(one: A, other: B) -> Self {
        Self {
            one: one.peekable(),
            other: other.peekable(),
        }
    }
}

impl<T: Keyed, A: Iterator<Item = T>, B: Iterator<Item = T>> Iterator for InOrder<A, B> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let (Some(one), Some(other)) = (self.one.peek(), self.other.peek()) else {
            return self.one.next().or_else(|| self.other.next());
        };
        match one.key().cmp(&other.key()) {
            Ordering::Less => self.one.next(),
            Ordering::Greater => self.other.next(),
            Ordering::Equal => Some(self.one.next()?.with(self.other.next()?)),
        }
    }
}
