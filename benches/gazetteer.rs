//! Looking up places: by name, by a misspelt name, by nearness; 1,024 queries per iteration.
//!
//! `benches/peers` has the same benchmarks for crates that take long to build.

use std::sync::LazyLock;

use corridor::{Code, Gazetteer, Place};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

use crate::seeded::{Seeded, place};

/// The first use, once, before anything else uses it.
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

/// The same for the table of the world.
#[cfg(feature = "world")]
pub(crate) fn first_use_of_the_world() {
    let start = std::time::Instant::now();
    let places = Gazetteer::world();
    let read = start.elapsed();
    let found = places.find("Nairobi");
    println!(
        "world(): {read:?}; with the first find: {:?}; {:?}",
        start.elapsed(),
        found.is_ok()
    );
}

const QUESTIONS: usize = 1_024;

/// The municipalities of Mexico.
static MEXICO: LazyLock<Gazetteer> = LazyLock::new(|| {
    let places = Gazetteer::embedded().iter();
    let coded = places.filter(|place| {
        let code = place.code();
        code.as_str().starts_with("MX") && code.as_str().as_bytes()[2].is_ascii_digit()
    });
    Gazetteer::from_places(coded.cloned()).unwrap()
});

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| names_of(&MEXICO));

/// Names that only one place has.
fn names_of(places: &Gazetteer) -> Vec<String> {
    let names = places.iter().map(|place| place.name().to_owned());
    let names: Vec<String> = names.filter(|name| places.find(name).is_ok()).collect();
    let mut seeded = Seeded(7);
    (0..QUESTIONS)
        .map(|_| names[seeded.below(names.len())].clone())
        .collect()
}

static MISSPELT: LazyLock<Vec<String>> = LazyLock::new(|| misspelt_of(&MEXICO, &NAMES));

/// The same with one or two letters changed, so that none of them is a name any more.
fn misspelt_of(places: &Gazetteer, names: &[String]) -> Vec<String> {
    let mut seeded = Seeded(11);
    let mut misspelt = Vec::new();
    for name in names.iter().cycle() {
        let mut letters: Vec<char> = name.chars().collect();
        for _ in 0..=seeded.below(2) {
            let at = seeded.below(letters.len());
            letters[at] = char::from(b'a' + seeded.below(26) as u8);
        }
        let text: String = letters.into_iter().collect();
        if let Err(error) = places.find(&text)
            && error.code() == Code::PlaceNotFound
            && !error.suggestions().is_empty()
        {
            misspelt.push(text);
        }
        if misspelt.len() == QUESTIONS {
            break;
        }
    }
    misspelt
}

/// All the queries, one after the other.
fn ask<T, R>(bencher: Bencher<'_, '_>, questions: &[T], mut ask: impl FnMut(&T) -> R) {
    bencher
        .counter(ItemsCount::new(questions.len()))
        .bench_local(|| {
            for question in questions {
                black_box(ask(black_box(question)));
            }
        });
}

mod exact {
    use super::{Bencher, MEXICO, NAMES, ask};
    use rustc_hash::FxHashMap;
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    fn plain(name: &str) -> String {
        let letters = name.nfd().filter(|&letter| !is_combining_mark(letter));
        letters.flat_map(char::to_lowercase).collect()
    }

    #[divan::bench]
    fn corridor(bencher: Bencher<'_, '_>) {
        ask(bencher, &NAMES, |name| MEXICO.find(name).is_ok());
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
        ask(bencher, &names, |name| MEXICO.find(name).is_ok());
    }

    #[divan::bench]
    fn corridor_by_code(bencher: Bencher<'_, '_>) {
        let codes: Vec<_> = NAMES
            .iter()
            .map(|name| MEXICO.find(name).unwrap().code())
            .collect();
        ask(bencher, &codes, |code| MEXICO.get(code).is_some());
    }

    #[divan::bench]
    fn unicode_normalization_and_fx_hash_map(bencher: Bencher<'_, '_>) {
        let map: FxHashMap<String, u64> = (0..)
            .zip(MEXICO.iter())
            .map(|(number, place)| (plain(place.name()), number))
            .collect();
        ask(bencher, &NAMES, |name| map.get(&plain(name)).copied());
    }

    /// It is given folded names; `corridor` is not.
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
        ask(bencher, &folded, |name| map.get(name));
    }
}

mod misspelt {
    use super::{Bencher, MEXICO, MISSPELT, Place, ask};

    /// Including the error and its candidates.
    #[divan::bench]
    fn corridor(bencher: Bencher<'_, '_>) {
        ask(bencher, &MISSPELT, |name| MEXICO.find(name).is_err());
    }

    #[divan::bench(sample_count = 10)]
    fn rapidfuzz(bencher: Bencher<'_, '_>) {
        use rapidfuzz::distance::levenshtein::{Args, BatchComparator};
        let names: Vec<String> = MEXICO
            .iter()
            .map(Place::name)
            .map(str::to_lowercase)
            .collect();
        ask(bencher, &MISSPELT, |text| {
            let scorer = BatchComparator::new(text.to_lowercase().chars());
            let args = Args::default().score_cutoff(2);
            let edits = |name: &String| scorer.distance_with_args(name.chars(), &args);
            names.iter().filter_map(edits).min()
        });
    }
}

mod nearest {
    use super::{Bencher, Gazetteer, MEXICO, Place, QUESTIONS, Seeded, ask, place};
    use corridor::Position;
    use rstar::RTree;
    use rstar::primitives::GeomWithData;

    /// The municipalities of Mexico, or that many places anywhere in the corridor.
    fn places(count: usize) -> Gazetteer {
        if count == MEXICO.len() {
            return MEXICO.clone();
        }
        let mut seeded = Seeded(5);
        let places = (0..count).map(|index| place(index, seeded.position()));
        Gazetteer::from_places(places).unwrap()
    }

    /// Within half a degree of a place.
    fn questions(places: &Gazetteer) -> Vec<Position> {
        let seats: Vec<Position> = places.iter().filter_map(Place::seat).collect();
        let mut seeded = Seeded(3);
        (0..QUESTIONS)
            .map(|_| {
                let seat = seats[seeded.below(seats.len())];
                seeded.near(seat, 0.5)
            })
            .collect()
    }

    #[divan::bench(args = [2_478, 2_500, 150_000])]
    fn corridor(bencher: Bencher<'_, '_>, count: usize) {
        let places = places(count);
        let questions = questions(&places);
        // Builds the grid.
        let _ = places.nearest(questions[0]);
        ask(bencher, &questions, |&from| {
            places.nearest(from).map(|(_, distance)| distance)
        });
    }

    /// In degrees, so the result is not the true nearest.
    #[divan::bench(args = [2_478, 2_500, 150_000])]
    fn rstar_in_degrees(bencher: Bencher<'_, '_>, count: usize) {
        let places = places(count);
        let points = (0_u32..).zip(places.iter()).filter_map(|(number, place)| {
            let seat = place.seat()?;
            Some(GeomWithData::new([seat.lon(), seat.lat()], number))
        });
        let tree = RTree::bulk_load(points.collect());
        ask(bencher, &questions(&places), |from| {
            tree.nearest_neighbor(&[from.lon(), from.lat()])
                .map(|found| found.data)
        });
    }
}

/// For the table of the world.
#[cfg(feature = "world")]
mod world {
    use super::{Bencher, Gazetteer, LazyLock, QUESTIONS, Seeded, ask, misspelt_of, names_of};
    use corridor::{Place, Position};

    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| names_of(Gazetteer::world()));

    #[divan::bench]
    fn exact(bencher: Bencher<'_, '_>) {
        let places = Gazetteer::world();
        ask(bencher, &NAMES, |name| places.find(name).is_ok());
    }

    #[divan::bench]
    fn misspelt(bencher: Bencher<'_, '_>) {
        let places = Gazetteer::world();
        let names = misspelt_of(places, &NAMES);
        ask(bencher, &names, |name| places.find(name).is_err());
    }

    #[divan::bench]
    fn nearest(bencher: Bencher<'_, '_>) {
        let places = Gazetteer::world();
        let seats = places.iter().filter_map(Place::seat);
        // Half a degree from it must still be on the map.
        let seats: Vec<Position> = seats.filter(|seat| seat.lon().abs() < 179.0).collect();
        let mut seeded = Seeded(3);
        let questions: Vec<Position> = (0..QUESTIONS)
            .map(|_| {
                let seat = seats[seeded.below(seats.len())];
                seeded.near(seat, 0.5)
            })
            .collect();
        // Builds the grid.
        let _ = places.nearest(questions[0]);
        ask(bencher, &questions, |&from| {
            places.nearest(from).map(|(_, distance)| distance)
        });
    }
}
