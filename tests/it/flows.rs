//! Tables of flows.

use corridor::*;

fn place(index: usize) -> PlaceCode {
    format!("MX-L{index}").parse().unwrap()
}

fn month(month: u32) -> Period {
    Period::month(2023, month).unwrap()
}

#[test]
fn an_empty_table_answers() {
    let table = FlowTable::new();
    let nobody = Estimate::exactly(0);
    assert!(table.is_empty());
    assert_eq!(table.len(), 0);
    assert_eq!(table.iter().count(), 0);
    assert_eq!(table.total(), nobody);
    assert_eq!(table.get(place(1), place(2), month(1)), None);
    assert_eq!(table.inflow(place(1)), nobody);
    assert_eq!(table.outflow(place(1)), nobody);
    assert_eq!(table.within(place(1)), nobody);
    assert_eq!(table.turnover(place(1)), nobody);
    assert_eq!(table.net(place(1)).to_string(), "0");
    assert_eq!(table.effectiveness(place(1)), None);
    assert_eq!(table.top(3), []);
    assert_eq!(table.margins().len(), 0);
    assert_eq!(table.by_period().len(), 0);
    assert!(table.by_country().is_empty());
    let text = serde_json::to_string(&table).unwrap();
    assert_eq!(text, r#"{"flows":[]}"#);
    assert_eq!(serde_json::from_str::<FlowTable>(&text).unwrap(), table);
}
