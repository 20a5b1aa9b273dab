//! Quantities with bounds, and reading them from words.

use corridor::{Distance, Estimate, Pace};

#[test]
fn the_groups_ahead() {
    let ahead = Estimate::nearly(10_000)
        .checked_sub(Estimate::about(6_000))
        .unwrap();
    assert_eq!(ahead.to_string(), "4,000 (2,500–4,500)");
    assert_eq!(
        serde_json::to_string(&ahead).unwrap(),
        r#"{"low":2500,"best":4000,"high":4500}"#
    );
    let _ = (Distance::ZERO, Pace::WALKING);
}
