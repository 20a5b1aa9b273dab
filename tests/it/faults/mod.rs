//! The fuzz targets as properties: what broke them once, arbitrary bytes, and damaged fixtures.

mod seeds;
mod shapes;
mod targets;
mod worst;

use std::path::Path;
use std::sync::OnceLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use targets::Target;

fn seeds_of(name: &str) -> Vec<Vec<u8>> {
    seeds::seeds(Path::new(env!("CARGO_MANIFEST_DIR")), name)
}

/// One piece of damage to an input.
#[derive(Debug, Clone)]
enum Damage {
    Flip(Index, u8),
    Cut(Index, Index),
    Repeat(Index, Index),
    Insert(Index, Vec<u8>),
    /// A piece of another seed.
    Splice(Index, Index, Index, Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = || any::<Index>();
    // What the grammars are made of, and what none of them hopes for.
    let token = prop::sample::select(vec![
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\\",
        "\\ud800",
        "\n",
        "\r\n",
        "\0",
        "\u{feff}",
        "-",
        "0",
        "1e999",
        "-1",
        "18446744073709551616",
        "null",
        "\"id\"",
        "..",
        "/",
        "~",
        "?",
        "X",
        "2023-12",
        " and ",
        "ñ",
        "\u{301}",
        "é",
        "🚶",
        "mil",
        " to ",
        " km",
        "MX",
        ".",
        "e",
        "99999999999",
    ]);
    let token = token.prop_map(|token| token.as_bytes().to_vec());
    prop_oneof![
        1 => (at(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        1 => (at(), at()).prop_map(|(from, to)| Damage::Cut(from, to)),
        1 => (at(), at()).prop_map(|(from, to)| Damage::Repeat(from, to)),
        2 => (at(), token).prop_map(|(at, token)| Damage::Insert(at, token)),
        1 => (at(), at(), at(), at()).prop_map(|(at, seed, from, to)| Damage::Splice(at, seed, from, to)),
    ]
}

/// A short piece: long ones leave nothing that a parser would know.
fn piece(from: Index, to: Index, length: usize) -> std::ops::Range<usize> {
    let from = from.index(length + 1);
    from..(from + to.index(64)).min(length)
}

fn damaged(seeds: &[Vec<u8>], seed: Index, all: &[Damage]) -> Vec<u8> {
    let mut bytes = seed.get(seeds).clone();
    for damage in all {
        let length = bytes.len();
        match damage {
            Damage::Flip(at, bit) => {
                if let Some(byte) = bytes.get_mut(at.index(length + 1)) {
                    *byte ^= 1 << bit;
                }
            }
            Damage::Cut(from, to) => drop(bytes.drain(piece(*from, *to, length))),
            Damage::Repeat(from, to) => {
                let piece = piece(*from, *to, length);
                let again = bytes[piece.clone()].to_vec();
                bytes.splice(piece.end..piece.end, again);
            }
            Damage::Insert(at, token) => {
                let at = at.index(length + 1);
                bytes.splice(at..at, token.iter().copied());
            }
            Damage::Splice(at, other, from, to) => {
                let other = other.get(seeds);
                let at = at.index(length + 1);
                bytes.splice(
                    at..at,
                    other[piece(*from, *to, other.len())].iter().copied(),
                );
            }
        }
    }
    bytes
}

macro_rules! targets {
    ($($name:ident)+) => {
        #[test]
        fn every_target_is_smoked() {
            let smoked = [$(stringify!($name)),+];
            assert_eq!(smoked.as_slice(), targets::ALL.map(|(name, _)| name));
        }

        $(mod $name {
            use super::*;

            const TARGET: Target = targets::$name;

            fn seeds() -> &'static [Vec<u8>] {
                static SEEDS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
                SEEDS.get_or_init(|| seeds_of(stringify!($name)))
            }

            /// The fixtures as they are; first what a fuzzer once found.
            #[test]
            fn fixtures() {
                assert!(!seeds().is_empty());
                for seed in seeds() {
                    TARGET(seed);
                }
            }

            proptest! {
                #[test]
                fn arbitrary_bytes(bytes in vec(any::<u8>(), 0..80)) {
                    TARGET(&bytes);
                }

                #[test]
                fn arbitrary_text(text in "\\PC{0,40}") {
                    TARGET(text.as_bytes());
                }

                #[test]
                fn damaged_fixtures(seed in any::<Index>(), all in vec(damage(), 1..6)) {
                    TARGET(&damaged(seeds(), seed, &all));
                }
            }
        })+
    };
}

targets! { codes distance estimate flows growth hxl json lenient log maps names period when }
