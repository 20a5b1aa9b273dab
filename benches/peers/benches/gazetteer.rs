//! The gazetteer compared with `symspell` and `kiddo`: 1,024 queries per iteration.

use std::sync::LazyLock;

use corridor::{Code, Gazetteer, Place, Position};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

#[path = "../../seeded.rs"]
mod seeded;

use seeded::{Seeded, place};

const QUESTIONS: usize = 1_024;

fn main() {
    divan::main();
}

/// The municipalities of Mexico.
static MEXICO: LazyLock<Gazetteer> = LazyLock::new(|| {
    let places = Gazetteer::embedded().iter();
    let coded = places.filter(|place| {
        let code = place.code();
        code.as_str().starts_with("MX") && code.as_str().as_bytes()[2].is_ascii_digit()
    });
    Gazetteer::from_places(coded.cloned()).unwrap()
});

fn ask<T, R>(bencher: Bencher<'_, '_>, questions: &[T], mut ask: impl FnMut(&T) -> R) {
    bencher
        .counter(ItemsCount::new(questions.len()))
        .bench_local(|| {
            for question in questions {
                black_box(ask(black_box(question)));
            }
        });
}

mod misspelt {
    use super::{Bencher, Code, MEXICO, Place, QUESTIONS, Seeded, ask};
    use symspell::{AsciiStringStrategy, SymSpell, Verbosity};

    fn questions() -> Vec<String> {
        let names: Vec<&str> = MEXICO.iter().map(Place::name).collect();
        let mut seeded = Seeded(11);
        let mut misspelt = Vec::new();
        while misspelt.len() < QUESTIONS {
            let mut letters: Vec<char> = names[seeded.below(names.len())].chars().collect();
            for _ in 0..=seeded.below(2) {
                let at = seeded.below(letters.len());
                letters[at] = char::from(b'a' + seeded.below(26) as u8);
            }
            let text: String = letters.into_iter().collect();
            if let Err(error) = MEXICO.find(&text)
                && error.code() == Code::PlaceNotFound
                && !error.suggestions().is_empty()
            {
                misspelt.push(text);
            }
        }
        misspelt
    }

    #[divan::bench]
    fn corridor(bencher: Bencher<'_, '_>) {
        ask(bencher, &questions(), |name| MEXICO.find(name).is_err());
    }

    #[divan::bench]
    fn symspell_prefix_7(bencher: Bencher<'_, '_>) {
        let mut names: SymSpell<AsciiStringStrategy> = SymSpell::default();
        for place in MEXICO.iter() {
            names.load_dictionary_line(&format!("{}\t1", place.name().to_lowercase()), 0, 1, "\t");
        }
        ask(bencher, &questions(), |name| {
            names.lookup(&name.to_lowercase(), Verbosity::Top, 2).len()
        });
    }
}

mod nearest {
    use super::{Bencher, Gazetteer, MEXICO, Place, Position, QUESTIONS, Seeded, ask, place};
    use kiddo::{ImmutableKdTree, SquaredEuclidean};

    fn places(count: usize) -> Gazetteer {
        if count == MEXICO.len() {
            return MEXICO.clone();
        }
        let mut seeded = Seeded(5);
        let places = (0..count).map(|index| place(index, seeded.position()));
        Gazetteer::from_places(places).unwrap()
    }

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

    /// A unit vector, by the geocentric sphere.
    fn unit(at: Position) -> [f64; 3] {
        let (sin_lat, cos_lat) = at.lat().to_radians().sin_cos();
        let (sin_lon, cos_lon) = at.lon().to_radians().sin_cos();
        [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
    }

    /// From latitude and longitude, like `corridor`, but without the distance.
    #[divan::bench(args = [2_478, 2_500, 150_000])]
    fn kiddo_on_the_sphere(bencher: Bencher<'_, '_>, count: usize) {
        let places = places(count);
        let points: Vec<[f64; 3]> = places.iter().filter_map(Place::seat).map(unit).collect();
        let tree = ImmutableKdTree::new_from_slice(&points).unwrap();
        ask(bencher, &questions(&places), |&from| {
            tree.query(&unit(from))
                .nearest_one::<SquaredEuclidean<f64>>()
                .execute()
                .item
        });
    }

    /// The same, with the distance on the ellipsoid that `corridor` gives.
    #[divan::bench(args = [2_478, 2_500, 150_000])]
    fn kiddo_with_true_distance(bencher: Bencher<'_, '_>, count: usize) {
        let places = places(count);
        let seats: Vec<Position> = places.iter().filter_map(Place::seat).collect();
        let points: Vec<[f64; 3]> = seats.iter().copied().map(unit).collect();
        let tree = ImmutableKdTree::new_from_slice(&points).unwrap();
        ask(bencher, &questions(&places), |&from| {
            let query = unit(from);
            let nearest = tree.query(&query).nearest_one::<SquaredEuclidean<f64>>();
            let item: u32 = nearest.execute().item;
            from.distance_to(seats[item as usize])
        });
    }
}
