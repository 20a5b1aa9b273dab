//! A ledger of splits and merges of uncertain days over 97 groups, and its closing balance: once
//! with 32 groups that divide and unite in turn, once at random, so that hardly any two lives can
//! be distinguished.

use corridor::Dossier;
use divan::{Bencher, black_box};
use serde_json::{Value, json};

use crate::seeded::Seeded;

const GROUPS: usize = 97;
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// The last group divides into 32, which then divide and unite: `per_day` events a day, each
/// possibly up to `late` days late.
fn dossier(
    events: usize,
    mut groups: impl FnMut(usize) -> [usize; 3],
    per_day: usize,
    late: i64,
) -> Dossier {
    let start: chrono::NaiveDate = "1900-01-01".parse().unwrap();
    let event = |id: String, on: String, kind: &str, group: usize, rest: Value| {
        let group = format!("g{group}");
        let mut event =
            json!({"id": id, "on": on, "type": kind, "group": group, "status": "occurred"});
        event
            .as_object_mut()
            .unwrap()
            .extend(rest.as_object().unwrap().clone());
        event
    };
    let leave = json!({"place": "MX07089", "headcount": 96_000});
    let wholes: Vec<_> = (0..32)
        .map(|whole| json!({"group": format!("g{}", 3 * whole), "headcount": 3_000}))
        .collect();
    let wholes = json!({"parts": wholes});
    let mut all = vec![
        event(
            "leave".into(),
            "1899-11-01".into(),
            "departure",
            GROUPS - 1,
            leave,
        ),
        event(
            "divide".into(),
            "1899-12-01".into(),
            "split",
            GROUPS - 1,
            wholes,
        ),
    ];
    for at in 0..events {
        let [whole, one, other] = groups(at);
        let [one, other] = [one, other].map(|group| format!("g{group}"));
        let first = start + chrono::Days::new((at / per_day) as u64);
        let on = format!("{first}/{}", first + chrono::Duration::days(late));
        let (kind, rest) = if at % 2 == 0 {
            let parts = json!([{"group": one, "headcount": 400}, {"group": other}]);
            ("split", json!({"parts": parts}))
        } else {
            ("merge", json!({"groups": [one, other]}))
        };
        all.push(event(format!("e{at}"), on, kind, whole, rest));
    }
    let groups: Vec<_> = (0..GROUPS)
        .map(|group| json!({"id": format!("g{group}"), "name": "group", "mode": "foot"}))
        .collect();
    serde_json::from_value(json!({
        "format": "corridor/1", "as_of": "2200-01-01", "groups": groups, "events": all,
        "places": [{"code": "MX07089", "name": "Tapachula"}],
    }))
    .unwrap()
}

fn close(bencher: Bencher<'_, '_>, dossier: &Dossier) {
    bencher.bench_local(|| {
        let ledger = black_box(dossier).ledger("g96").unwrap();
        assert_eq!(ledger.events().count(), dossier.events().len());
        black_box((ledger.closing().rest(), ledger.overdrafts().len()))
    });
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn ours_splits_and_merges_in_turn(bencher: Bencher<'_, '_>, events: usize) {
    let groups = |event: usize| {
        let whole = (event / 2) % 32;
        [3 * whole, 3 * whole + 1, 3 * whole + 2]
    };
    close(bencher, &dossier(events, groups, 8, 3));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn ours_splits_and_merges_at_random(bencher: Bencher<'_, '_>, events: usize) {
    let mut seeded = Seeded(7);
    let groups = |_| {
        let whole = seeded.below(GROUPS);
        [
            whole,
            (whole + 1 + seeded.below(40)) % GROUPS,
            (whole + 50 + seeded.below(40)) % GROUPS,
        ]
    };
    close(bencher, &dossier(events, groups, 64, 20));
}
