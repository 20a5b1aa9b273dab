use std::fmt::Debug;

use corridor::FlowTable;
use corridor::place::CountryCode;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{text, told};

/// A table is its own text, of places as of countries, and its sums have bounds in order.
pub fn flows(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    stays::<FlowTable<CountryCode>>(text);
    let Some(table) = stays::<FlowTable>(text) else {
        return;
    };
    assert_eq!(table.iter().count(), table.len());
    let total = table.total();
    assert!(total.low() <= total.best() && total.high().is_none_or(|high| total.best() <= high));
    for coarser in [table.over_time(), table.only(|flow| !flow.is_within())] {
        is_its_text(&coarser);
    }
    let countries = table.by_country();
    assert_eq!(countries.total(), total);
    is_its_text(&countries);
    for (_, net) in table.nets() {
        assert!(net.low().is_none_or(|low| low <= net.best()));
        assert!(net.high().is_none_or(|high| net.best() <= high));
    }
}

fn stays<T: DeserializeOwned + Serialize + PartialEq + Debug>(text: &str) -> Option<T> {
    match serde_json::from_str::<T>(text) {
        Ok(table) => {
            is_its_text(&table);
            Some(table)
        }
        Err(error) => {
            told(&error);
            None
        }
    }
}

fn is_its_text<T: DeserializeOwned + Serialize + PartialEq + Debug>(table: &T) {
    let written = serde_json::to_string(table).unwrap();
    let again: T = serde_json::from_str(&written).unwrap();
    assert_eq!(&again, table);
    assert_eq!(serde_json::to_string(&again).unwrap(), written);
}
