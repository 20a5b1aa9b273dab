//! A report that is cut, two that are joined, and a finding on its own.

use corridor::{Code, Dossier, Limits, Report, Severity};
use proptest::prelude::*;

use super::{BROKEN, dossier, event, id_of, read, walked};

/// A dossier of meetings at which only the host was present, in this order.
fn meetings(ids: impl IntoIterator<Item = u32>) -> Dossier {
    let meeting = |id| {
        let rest =
            format!(r#""host": "MX", "delegations": [{{"country": "MX"}}], "venue": "{id}""#);
        event(&format!("e{id:02}"), "meeting", "2023-12-27", &rest)
    };
    let events: Vec<_> = ids.into_iter().map(meeting).collect();
    dossier(&format!(r#""events": [{}]"#, events.join(",")))
}

#[test]
fn a_list_is_capped_and_its_total_is_not() {
    // Backwards: the list is the head of the report, not of the records.
    let dossier = meetings((0..10).rev());
    let report = dossier.check_with(&Limits::default().with_findings_per_code(2));
    assert_eq!((report.total(), report.iter().count()), (10, 2));
    assert_eq!(
        report.to_string(),
        "warning[meeting-without-guests] event e00 (meeting): only the host, MX, is present\n\
         warning[meeting-without-guests] event e01 (meeting): only the host, MX, is present\n\
         … and 8 more of meeting-without-guests\n\
         10 findings: 10 warnings"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// In whatever order they are found, and wherever the list is cut.
    #[test]
    fn a_cut_report_is_the_head_of_the_whole(
        order in Just((0..12).collect::<Vec<_>>()).prop_shuffle(),
        cap in 0_usize..14,
    ) {
        let dossier = meetings(order);
        let whole = dossier.check();
        let cut = dossier.check_with(&Limits::default().with_findings_per_code(cap));
        prop_assert!(cut.iter().eq(whole.iter().take(cap)));
        prop_assert_eq!(cut.total(), 12);
        prop_assert_eq!(cut.count_of(Code::MeetingWithoutGuests), 12);
        let ids: Vec<_> = whole.iter().map(id_of).collect();
        prop_assert!(ids.is_sorted(), "{:?}", ids);
    }
}

#[test]
fn two_reports_are_one() {
    let alone = |ids, cap| {
        let limits = Limits::default().with_findings_per_code(cap);
        meetings(ids).check_with(&limits)
    };
    let (seed, broken) = (walked(&[]).check(), read(BROKEN).check());
    let low = alone(0..6, 1_000);
    let high = alone(4..10, 1_000);
    let raised = |severity| {
        let severities = [(Code::MeetingWithoutGuests, Some(severity))];
        low.clone().with_severities(severities)
    };
    // Whichever is named first, and with whom it is joined first.
    let whole = [
        seed,
        broken,
        low.clone(),
        high.clone(),
        raised(Severity::Error),
    ];
    let cut = alone(20..30, 3);
    for one in whole.iter().chain([&cut]) {
        assert_eq!(&one.clone().and(Report::default()), one);
        assert_eq!(&Report::default().and(one.clone()), one);
        for other in &whole {
            let both = one.clone().and(other.clone());
            assert_eq!(both, other.clone().and(one.clone()));
            // What is beyond a cap is not known again.
            for third in whole.iter().filter(|_| *one != cut) {
                let together = other.clone().and(third.clone());
                assert_eq!(both.clone().and(third.clone()), one.clone().and(together));
            }
        }
    }
    // What both have found is found once.
    assert_eq!(low.clone().and(low.clone()), low);
    assert_eq!(low.clone().and(high.clone()), alone(0..10, 1_000));
    // A cut list is the head of both, and its total is that of both.
    assert_eq!(alone(0..5, 3).and(alone(5..10, 3)), alone(0..10, 3));
    assert_eq!(alone(5..10, 1_000).and(alone(0..5, 3)), alone(0..10, 3));
    let cut = alone(0..5, 0).and(alone(5..10, 7));
    assert_eq!((cut.total(), cut.iter().count()), (10, 0));
    // A caller's severities.
    let error = raised(Severity::Error).and(high.clone());
    assert_eq!((error.count(Severity::Error), error.total()), (10, 10));
    assert!(
        error
            .iter()
            .all(|finding| finding.severity() == Severity::Error)
    );
    assert_eq!(
        raised(Severity::Notice).and(high.clone()).worst(),
        Some(Severity::Notice)
    );
    assert_eq!(
        raised(Severity::Notice).and(raised(Severity::Error)),
        raised(Severity::Error)
    );
    let silenced = low.with_severities([(Code::MeetingWithoutGuests, None)]);
    let both = silenced.clone().and(silenced).and(high);
    assert_eq!((both.silenced(), both.total()), (12, 6));
}

/// A finding about a whole record, of its default severity, has neither of the keys that may be left
/// out.
#[test]
fn a_finding_is_text_on_the_wire_whatever_keys_it_has() {
    let unused = dossier(r#""title": "nothing refers to EFE""#).check();
    let wire = r#"{"code":"record-unused","severity":"notice","record":{"kind":"source","id":"efe"},"message":"nothing refers to it","details":{}}"#;
    let text = |report: &Report| {
        let finding = report.iter().next().unwrap();
        serde_json::to_string(finding).unwrap()
    };
    assert_eq!(text(&unused), wire);
    let raised = unused.with_severities([(Code::RecordUnused, Some(Severity::Error))]);
    let wire = wire.replace(
        r#""severity":"notice""#,
        r#""severity":"error","default_severity":"notice""#,
    );
    assert_eq!(text(&raised), wire);
}
