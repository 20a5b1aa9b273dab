//! Looking up places: by name, by a misspelt name, by nearness; beside what else one might use.
//!
//! `benches/peers` has the same beside crates that take long to build.

use std::sync::LazyLock;

use corridor::{Gazetteer, GazetteerError, Place, Position};
use divan::{Bencher, black_box};

/// The first use, once, before anything else has asked for it.
pub(crate) fn first_use() {
    let start = std::time::Instant::now();
    let places = Gazetteer::embedded();
    let read = start.elapsed();
    let found = places.find("Tapachula");
    println!(
        "embedded(): {read:?}; with the first find: {:?}; {:?}",
        start.elapsed(),
        found.is_ok()
    );
}

/// How many queries a benchmark goes round.
const ROUND: usize = 1 << 12;

/// The municipalities of Mexico.
static MEXICO: LazyLock<Gazetteer> = LazyLock::new(|| {
    let places = Gazetteer::embedded().iter();
    let coded = places.filter(|place| place.code().as_str().as_bytes()[2].is_ascii_digit());
    Gazetteer::from_places(coded.cloned()).unwrap()
});

/// Names that one municipality alone bears.
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let names = MEXICO.iter().map(|place| place.name().to_owned());
    let mut names: Vec<String> = names.filter(|name| MEXICO.find(name).is_ok()).collect();
    let mut random = Random(7);
    for at in (1..names.len()).rev() {
        names.swap(at, random.below(at + 1));
    }
    (0..ROUND)
        .map(|at| names[at % names.len()].clone())
        .collect()
});

/// The same with one or two letters changed, none of them a name any more.
static MISSPELT: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut random = Random(11);
    let mut misspelt = Vec::new();
    for name in NAMES.iter().cycle() {
        let mut letters: Vec<char> = name.chars().collect();
        for _ in 0..=random.below(2) {
            let at = random.below(letters.len());
            letters[at] = char::from(b'a' + random.below(26) as u8);
        }
        let text: String = letters.into_iter().collect();
        if let Err(GazetteerError::NotFound { suggestions, .. }) = MEXICO.find(&text)
            && !suggestions.is_empty()
        {
            misspelt.push(text);
        }
        if misspelt.len() == ROUND {
            break;
        }
    }
    misspelt
});

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, bound: usize) -> usize {
        self.next() as usize % bound
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() as f64 / (1_u64 << 31) as f64)
    }

    fn position(&mut self) -> Position {
        let (lat, lon) = (self.between(14.5, 32.5), self.between(-117.0, -87.0));
        Position::try_new(lat, lon).unwrap()
    }
}

/// Goes round the queries, one a call.
fn round<'a, T, R>(bencher: Bencher<'_, '_>, queries: &'a [T], mut ask: impl FnMut(&'a T) -> R) {
    let mut at = 0;
    bencher.bench_local(|| {
        at = (at + 1) % ROUND;
        ask(black_box(&queries[at]))
    });
}

mod exact {
    use super::{Bencher, MEXICO, NAMES, round};
    use rustc_hash::FxHashMap;
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    fn plain(name: &str) -> String {
        let letters = name.nfd().filter(|&letter| !is_combining_mark(letter));
        letters.flat_map(char::to_lowercase).collect()
    }

    #[divan::bench]
    fn corridor(bencher: Bencher<'_, '_>) {
        round(bencher, &NAMES, |name| MEXICO.find(name).is_ok());
    }

    #[divan::bench]
    fn corridor_qualified(bencher: Bencher<'_, '_>) {
        let names: Vec<String> = NAMES
            .iter()
            .map(|name| {
                format!(
                    "{name}, {}",
                    MEXICO.find(name).unwrap().subdivision().unwrap()
                )
            })
            .collect();
        round(bencher, &names, |name| MEXICO.find(name).is_ok());
    }

    #[divan::bench]
    fn corridor_by_code(bencher: Bencher<'_, '_>) {
        let codes: Vec<_> = NAMES
            .iter()
            .map(|name| MEXICO.find(name).unwrap().code())
            .collect();
        round(bencher, &codes, |code| MEXICO.get(code).is_some());
    }

    #[divan::bench]
    fn unicode_normalization_and_fx_hash_map(bencher: Bencher<'_, '_>) {
        let map: FxHashMap<String, u64> = (0..)
            .zip(MEXICO.iter())
            .map(|(number, place)| (plain(place.name()), number))
            .collect();
        round(bencher, &NAMES, |name| map.get(&plain(name)).copied());
    }

    /// Given the folded name, which `corridor` is not.
    #[divan::bench]
    fn fst_of_folded_names(bencher: Bencher<'_, '_>) {
        let mut names: Vec<(String, u64)> = (0..)
            .zip(MEXICO.iter())
            .map(|(number, place)| (plain(place.name()), number))
            .collect();
        names.sort();
        names.dedup_by(|one, other| one.0 == other.0);
        let map = fst::Map::from_iter(names).unwrap();
        let folded: Vec<String> = NAMES.iter().map(|name| plain(name)).collect();
        round(bencher, &folded, |name| map.get(name));
    }
}

mod misspelt {
    use super::{Bencher, MEXICO, MISSPELT, Place, round};

    /// With the error and its candidates.
    #[divan::bench]
    fn corridor(bencher: Bencher<'_, '_>) {
        round(bencher, &MISSPELT, |name| MEXICO.find(name).is_err());
    }

    #[divan::bench(sample_size = 128)]
    fn rapidfuzz(bencher: Bencher<'_, '_>) {
        use rapidfuzz::distance::levenshtein::{Args, BatchComparator};
        let names: Vec<String> = MEXICO
            .iter()
            .map(Place::name)
            .map(str::to_lowercase)
            .collect();
        round(bencher, &MISSPELT, |text| {
            let scorer = BatchComparator::new(text.to_lowercase().chars());
            let args = Args::default().score_cutoff(2);
            let edits = |name: &String| scorer.distance_with_args(name.chars(), &args);
            names.iter().filter_map(edits).min()
        });
    }
}

mod nearest {
    use super::{Bencher, Gazetteer, MEXICO, Place, Position, ROUND, Random, black_box, round};
    use rstar::RTree;
    use rstar::primitives::GeomWithData;

    fn queries() -> Vec<Position> {
        let mut random = Random(3);
        (0..ROUND).map(|_| random.position()).collect()
    }

    /// Anywhere in Mexico's box.
    fn synthetic(count: u32) -> Gazetteer {
        let mut random = Random(5);
        let places = (0..count).map(|number| {
            let code = format!("ZZ-L{number}").parse().unwrap();
            Place::new(code, "x").unwrap().with_seat(random.position())
        });
        Gazetteer::from_places(places).unwrap()
    }

    fn sized(count: u32) -> Gazetteer {
        if count == 2_471 {
            MEXICO.clone()
        } else {
            synthetic(count)
        }
    }

    #[divan::bench(args = [2_471, 2_500, 150_000])]
    fn corridor(bencher: Bencher<'_, '_>, count: u32) {
        let places = sized(count);
        let queries = queries();
        black_box(places.nearest(queries[0]));
        round(bencher, &queries, |&from| {
            places.nearest(from).map(|(_, distance)| distance)
        });
    }

    /// In degrees, which is not the nearest.
    #[divan::bench(args = [2_471, 2_500, 150_000])]
    fn rstar_in_degrees(bencher: Bencher<'_, '_>, count: u32) {
        let places = sized(count);
        let points = (0_u32..).zip(places.iter()).filter_map(|(number, place)| {
            let seat = place.seat()?;
            Some(GeomWithData::new([seat.lon(), seat.lat()], number))
        });
        let tree = RTree::bulk_load(points.collect());
        round(bencher, &queries(), |from| {
            tree.nearest_neighbor(&[from.lon(), from.lat()])
                .map(|found| found.data)
        });
    }
}
