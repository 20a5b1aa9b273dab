//! Series keys without one of their dimensions.

use std::hash::{BuildHasher, Hash, Hasher};
use std::ptr;

use foldhash::fast::RandomState;

use crate::record::SeriesKey;

/// What remains of a key without one of its dimensions, or the whole key.
///
/// It borrows the key. Copies of a key without each of its dimensions would take time and memory
/// that grow with the square of their number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rest<'d> {
    key: &'d SeriesKey,
    without: Option<&'d str>,
    hash: u64,
}

impl<'d> Rest<'d> {
    fn breakdown(&self) -> impl Iterator<Item = (&'d str, &'d str)> + use<'d> {
        let without = self.without;
        let breakdown = self.key.breakdown();
        breakdown.filter(move |(dimension, _)| Some(*dimension) != without)
    }
}

impl PartialEq for Rest<'_> {
    fn eq(&self, other: &Self) -> bool {
        if self.hash != other.hash {
            return false;
        }
        // Shares of one key in many periods.
        if ptr::eq(self.key, other.key) && self.without == other.without {
            return true;
        }
        let (key, of_other) = (self.key, other.key);
        key.indicator() == of_other.indicator()
            && key.unit() == of_other.unit()
            && key.nature() == of_other.nature()
            && key.site() == of_other.site()
            && self.breakdown().eq(other.breakdown())
    }
}

impl Eq for Rest<'_> {}

impl Hash for Rest<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// Makes rests whose hashes can be compared with each other.
#[derive(Debug, Default)]
pub(super) struct Rests(RandomState);

impl Rests {
    pub(super) fn whole<'d>(&self, key: &'d SeriesKey) -> Rest<'d> {
        // A sum, from which the hash of each dimension can be subtracted.
        let parts = key.breakdown().map(|part| self.0.hash_one(part));
        Rest {
            key,
            without: None,
            hash: parts.fold(self.of_total(key), u64::wrapping_add),
        }
    }

    /// Each dimension and value of a key, with the rest of the key.
    pub(super) fn each<'d>(
        &self,
        key: &'d SeriesKey,
    ) -> impl Iterator<Item = (&'d str, &'d str, Rest<'d>)> {
        let whole = self.whole(key);
        key.breakdown().map(move |(dimension, value)| {
            let rest = Rest {
                without: Some(dimension),
                hash: whole.hash.wrapping_sub(self.0.hash_one((dimension, value))),
                ..whole
            };
            (dimension, value, rest)
        })
    }

    fn of_total(&self, key: &SeriesKey) -> u64 {
        let total = (key.indicator(), key.unit(), key.nature(), key.site());
        self.0.hash_one(total)
    }
}

#[cfg(test)]
mod tests {
    use super::Rests;
    use crate::record::{Nature, SeriesKey, Unit};

    #[test]
    fn a_rest_is_the_key_without_its_dimension() {
        let key = |parts: &[(&str, &str)]| {
            let draft = SeriesKey::draft("arrivals", Unit::PERSON, Nature::Flow, "ES");
            let with = |draft: crate::draft::Draft<SeriesKey>, part: &(&str, &str)| {
                draft.breakdown(part.0, part.1)
            };
            parts.iter().fold(draft, with).build().unwrap()
        };
        let (age, sex) = (("age", "0-17"), ("sex", "female"));
        let girls = key(&[age, sex]);
        let boys = key(&[age, ("sex", "male")]);
        let rests = Rests::default();
        let of = |of| {
            let rests = rests.each(of);
            rests
                .map(|(name, _, rest)| (name, rest))
                .collect::<Vec<_>>()
        };
        for (dimension, rest) in of(&girls) {
            let (left, other) = if dimension == "age" {
                (sex, age)
            } else {
                (age, sex)
            };
            assert_eq!(rest, rests.whole(&key(&[left])));
            assert_ne!(rest, rests.whole(&key(&[other])));
            assert_ne!(rest, rests.whole(&girls));
        }
        // Girls and boys are shares of all minors, and of nothing else.
        let shared: Vec<bool> = of(&girls)
            .iter()
            .zip(of(&boys))
            .map(|(one, other)| *one == other)
            .collect();
        assert_eq!(shared, [false, true]);
    }
}
