//! The head of a report that is cut, and a finding on its own.

use corridor::{Code, Limits};

use super::{dossier, event};

/// A dossier of meetings at which only the host was present, in this order.
fn meetings(ids: &[u32]) -> corridor::Dossier {
    let events: Vec<_> = ids
        .iter()
        .map(|id| {
            let rest =
                format!(r#""host": "MX", "delegations": [{{"country": "MX"}}], "venue": "{id}""#);
            event(&format!("e{id}"), "meeting", "2023-12-27", &rest)
        })
        .collect();
    dossier(&format!(r#""events": [{}]"#, events.join(",")))
}

/// In whatever order they are found, and wherever the list is cut.
#[test]
fn a_cut_report_is_the_head_of_the_whole() {
    for order in [
        &[9, 1, 5][..],
        &[5, 1, 9],
        &[9, 8, 7, 6, 5, 4, 3, 2, 1],
        &[5, 9, 1, 8, 2, 7, 3, 6, 4],
        &[1, 9, 2, 8, 3, 7, 4, 6, 5],
    ] {
        let mut sorted = order.to_vec();
        sorted.sort_unstable();
        let dossier = meetings(order);
        for cap in 0..=order.len() + 1 {
            let report = dossier.check_with(&Limits::default().with_findings_per_code(cap));
            let kept: Vec<_> = report.iter().map(|f| f.subject().id().to_owned()).collect();
            let head: Vec<_> = sorted.iter().take(cap).map(|id| format!("e{id}")).collect();
            assert_eq!(kept, head, "{order:?} cut to {cap}");
            assert_eq!(report.count_of(Code::MeetingWithoutGuests), order.len());
        }
    }
}

/// A finding about a whole record, of its default severity, has neither of the keys that may be left
/// out.
#[test]
fn a_finding_is_text_on_the_wire_whatever_keys_it_has() {
    let unused = dossier(r#""title": "nothing refers to EFE""#).check();
    let wire = r#"{"code":"record-unused","severity":"notice","subject":{"kind":"source","id":"efe"},"message":"nothing refers to it","details":{}}"#;
    let text = |report: &corridor::Report| {
        let finding = report.iter().next().unwrap();
        serde_json::to_string(finding).unwrap()
    };
    assert_eq!(text(&unused), wire);
    let raised = unused.with_severities([(Code::RecordUnused, Some(corridor::Severity::Error))]);
    let wire = wire.replace(
        r#""severity":"notice""#,
        r#""severity":"error","default_severity":"notice""#,
    );
    assert_eq!(text(&raised), wire);
}
