//! What is told twice is booked once.

use corridor::*;

fn draft() -> Draft<Dossier> {
    let group = |id: &&str| MigrantGroup::draft(id, id);
    Dossier::draft("2024-02-01")
        .with(Source::draft("agency", "an agency", SourceKind::Agency))
        .with(Source::draft("paper", "a paper", SourceKind::Newspaper).quotes("agency"))
        .with(Source::draft(
            "other",
            "another paper",
            SourceKind::Newspaper,
        ))
        .with_all(["MX07089", "GT-L1"].map(|code| Place::draft(code, code)))
        .with_all(["a", "b", "c"].iter().map(group))
}

#[test]
fn a_merge_that_is_told_twice_loosens_nothing() {
    let merge = |id: &str, on: &str| Event::merge(id, on, "c").member("a").member("b");
    let people = |second: Draft<Event>| {
        let dossier = draft()
            .with(Event::departure("e1", "2024-01-01", "a", "MX07089").headcount(100))
            .with(Event::departure("e2", "2024-01-01", "b", "MX07089").headcount(50))
            .with(merge("e3", "2024-01-05"))
            .with(second)
            .build()
            .unwrap();
        let ledger = dossier.ledger("a").unwrap();
        assert!(ledger.overdrafts().is_empty());
        ledger
            .closing()
            .people("c")
            .map(|people| people.to_string())
    };
    assert_eq!(people(merge("e4", "2024-01-05")).as_deref(), Some("150"));
    // With a count, it counts.
    let counted = merge("e4", "2024-01-05").headcount(140);
    assert_eq!(people(counted).as_deref(), Some("140"));
    // Whoever comes out on a later day came out of one merge.
    let closing = |merges: &[&str]| {
        let dossier = draft()
            .with(Event::departure("e1", "2024-01-01", "a", "MX07089").headcount(100))
            .with(Event::departure("e2", "2024-01-01", "b", "MX07089").headcount(50))
            .with_all(merges.iter().map(|id| merge(id, "2024-01-05")))
            .with(Event::split("e5", "2024-01-10", "c").part(Part::of("a").headcount(30)))
            .build()
            .unwrap();
        serde_json::to_value(dossier.ledger("a").unwrap()).unwrap()["closing"].clone()
    };
    let once = closing(&["e3"]);
    assert!(once.is_object(), "{once}");
    assert_eq!(closing(&["e3", "e4"]), once);
}

#[test]
fn a_return_that_quotes_another_is_counted_once() {
    let returned = |id: &str, people: &str, source: &str| {
        Event::returning(id, "2024-01-10")
            .group("a")
            .place("MX07089")
            .returned_to("GT-L1")
            .headcount(people)
            .source(source)
    };
    let left = |second: Draft<Event>| {
        let dossier = draft()
            .with(Event::departure("e1", "2024-01-01", "a", "MX07089").headcount(800))
            .with(returned("e2", "500", "agency"))
            .with(second)
            .build()
            .unwrap();
        let flows = dossier.flows().unwrap().into_table().total();
        let closing = dossier.ledger("a").unwrap().closing();
        (closing.people("a").unwrap().best(), flows.best())
    };
    assert_eq!(left(returned("e3", "about 500", "paper")), (300, 500));
    // Whichever is told first.
    assert_eq!(left(returned("e0", "about 500", "paper")), (300, 500));
    // Another number, another mouth, and another day are another return.
    assert_eq!(left(returned("e3", "200", "paper")), (100, 700));
    assert_eq!(left(returned("e3", "250", "other")), (50, 750));
    let later = returned("e3", "300", "paper").on("2024-01-12");
    assert_eq!(left(later), (0, 800));
}
