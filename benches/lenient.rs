//! Reading 100,000 events leniently: without a fault, with one in the middle, and with one in every
//! hundred, compared with reading them strictly.

use corridor::format::json;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

const EVENTS: usize = 100_000;

/// The text of a dossier in which one event in `one_of` has an invalid status.
fn text(one_of: Option<usize>) -> String {
    let text = serde_json::to_string(&crate::check::dossier(EVENTS)).unwrap();
    let Some(one_of) = one_of else { return text };
    let mut pieces = text.split("\"occurred\"");
    let mut faulty = pieces.next().unwrap().to_owned();
    for (index, piece) in pieces.enumerate() {
        let is_faulty = index % one_of == one_of / 2;
        faulty.push_str(if is_faulty {
            "\"happened\""
        } else {
            "\"occurred\""
        });
        faulty.push_str(piece);
    }
    faulty
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn strictly(bencher: Bencher<'_, '_>) {
    let text = text(None);
    bencher
        .counter(ItemsCount::new(EVENTS))
        .bench_local(|| json::read(black_box(&text)).unwrap());
}

#[divan::bench(args = [0, 1, 1_000], sample_count = 10, sample_size = 1)]
fn leniently(bencher: Bencher<'_, '_>, faults: usize) {
    let text = text(EVENTS.checked_div(faults));
    assert_eq!(
        json::read_lenient(&text).unwrap().findings().total(),
        faults
    );
    bencher
        .counter(ItemsCount::new(EVENTS))
        .bench_local(|| json::read_lenient(black_box(&text)).unwrap());
}
