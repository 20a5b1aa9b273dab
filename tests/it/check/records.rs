//! Records that say the same.

use serde_json::{Value, json};

use super::told;

/// The same but for one thing that it says is another event; but for its id or its note it is not.
#[test]
fn an_event_is_repeated_where_it_says_all_the_same() {
    let repeated = |changes: Value| {
        let one = json!({"id": "e1", "type": "sighting", "on": "2023-12-24", "status": "occurred",
            "group": "g", "place": "MX07089", "claimed_by": "cdh", "sources": ["efe", "ap"]});
        let mut other = one.clone();
        other["id"] = json!("e2");
        for (key, value) in changes.as_object().unwrap() {
            other[key] = value.clone();
        }
        let dossier: corridor::Dossier = serde_json::from_value(json!({
            "format": "corridor/1", "as_of": "2023-12-27",
            "sources": [{"id": "efe", "name": "EFE", "kind": "agency"},
                        {"id": "ap", "name": "AP", "kind": "agency"}],
            "parties": [{"id": "cdh", "name": "CDH", "kind": "organisation"},
                        {"id": "inm", "name": "INM", "kind": "office", "country": "MX"}],
            "places": [{"code": "MX07089", "name": "Tapachula"}, {"code": "MX07040", "name": "Huixtla"}],
            "groups": [{"id": "g", "name": "a group", "mode": "foot"},
                       {"id": "h", "name": "another", "mode": "foot"}],
            "events": [other, one],
        }))
        .unwrap();
        let mut told = told(&dossier.check());
        told.retain(|told| told.starts_with("event-repeated"));
        told
    };
    assert_eq!(repeated(json!({})), ["event-repeated e2"]);
    assert_eq!(
        repeated(json!({"note": "seen twice"})),
        ["event-repeated e2"]
    );
    assert_eq!(repeated(json!({"id": "e0"})), ["event-repeated e1"]);
    for change in [
        json!({"on": "2023-12-25"}),
        json!({"status": "planned"}),
        json!({"status": "cancelled"}),
        json!({"claimed_by": "inm"}),
        json!({"sources": ["efe"]}),
        json!({"place": "MX07040"}),
        json!({"group": "h"}),
        json!({"headcount": 100}),
        json!({"type": "arrival"}),
    ] {
        assert_eq!(repeated(change.clone()), [""; 0], "{change}");
    }
}
