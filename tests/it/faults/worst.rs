//! The worst shapes: nothing overflows, nothing is lost, and each is over soon.
//!
//! Small where unoptimised; `cargo test --release --all-features --test it worst` takes 10 MB of
//! each.

use corridor::format::json;
use corridor::*;

use super::shapes::{DOSSIERS, TEXTS, WORDS};

/// Unoptimised code takes a piece that still overflows every stack, were it read by recursion.
fn size(unoptimised: usize, optimised: usize) -> usize {
    if cfg!(debug_assertions) {
        unoptimised
    } else {
        optimised
    }
}

fn shape(shapes: &[(&str, super::shapes::Shape)], name: &str, size: usize) -> String {
    let (_, shape) = shapes.iter().find(|(of, _)| *of == name).unwrap();
    shape(size)
}

#[test]
fn texts() {
    for (name, shape) in TEXTS {
        let text = shape(size(100_000, 10_000_000));
        let strict = json::read(&text);
        let lenient = json::read_lenient(&text);
        match (&strict, &lenient) {
            (Ok(strict), Ok(lenient)) => {
                assert_eq!(strict.dossier(), lenient.dossier(), "{name}");
                assert!(lenient.set_aside().is_empty(), "{name}");
            }
            (Err(_), Ok(lenient)) => assert!(!lenient.set_aside().is_empty(), "{name}"),
            (Err(error), Err(_)) => assert!(error.to_string().len() < 2_000, "{name}"),
            (Ok(_), Err(error)) => panic!("{name}: {error}"),
        }
        let log = json::read_log(&text);
        let plain = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let lines = plain.lines().filter(|line| !line.trim().is_empty());
        assert_eq!(
            log.records().len() + log.set_aside().len(),
            lines.count(),
            "{name}"
        );
    }
}

#[test]
fn words() {
    for (name, shape) in WORDS {
        let text = shape(size(1_000_000, 10_000_000));
        let told = [
            text.parse::<Estimate>()
                .err()
                .map(|error| error.to_string()),
            text.parse::<When>().err().map(|error| error.to_string()),
            text.parse::<Period>().err().map(|error| error.to_string()),
            text.parse::<Distance>()
                .err()
                .map(|error| error.to_string()),
            text.parse::<PlaceCode>()
                .err()
                .map(|error| error.to_string()),
            text.parse::<Id>().err().map(|error| error.to_string()),
            text.parse::<Unit>().err().map(|error| error.to_string()),
            text.parse::<Area>().err().map(|error| error.to_string()),
            Gazetteer::embedded()
                .find(&text)
                .err()
                .map(|error| error.to_string()),
        ];
        // A decimal of any length is a number; nothing else of that length is anything.
        let read = told.iter().filter(|told| told.is_none()).count();
        assert_eq!(read, usize::from(name.contains("decimals")), "{name}");
        assert!(
            told.iter().flatten().all(|told| told.len() < 2_000),
            "{name}"
        );
    }
}

#[test]
fn dossiers() {
    for (name, shape) in DOSSIERS {
        let text = shape(size(300, 2_000));
        let reading = json::read_lenient(&text).unwrap();
        let dossier = reading.dossier();
        let _ = (dossier.check().to_string(), dossier.first_finding());
        assert_eq!(dossier.journeys().len(), dossier.groups().len(), "{name}");
        for group in [dossier.groups().first(), dossier.groups().last()]
            .into_iter()
            .flatten()
        {
            let id = group.id().as_str();
            let journey = dossier.journey(id).unwrap();
            let of_all = dossier.journeys().find(|of| of.group() == group);
            assert_eq!(journey.fixes(), of_all.unwrap().fixes(), "{name}");
            let _ = (
                journey.at(dossier.as_of()),
                journey.travelled(),
                journey.pace(),
            );
            let ledger = dossier.ledger(id).unwrap();
            let _ = (ledger.closing().rest(), ledger.overdrafts().len());
            let claims = dossier.claims(id).unwrap();
            let (apart, all) = (claims.by_kind(), claims.len());
            let apart: usize = apart.map(|(_, claims)| claims.len()).sum();
            assert_eq!(apart, all, "{name}");
            assert!(claims.independent().len() <= all, "{name}");
        }
        for gathering in dossier.meetings().iter().take(10) {
            let _ = (gathering.on_the_table(), gathering.followed_by(30));
        }
        if let Some(statistic) = dossier.statistics().first()
            && let Ok(series) = dossier.series(statistic.key())
        {
            let _ = (
                series.latest().sum(statistic.period()),
                series.check().total(),
            );
        }
        if let Ok(network) = dossier.network()
            && let [first, .., last] = network.places()
        {
            let _ = network.route(first.code(), last.code(), dossier.as_of());
            assert!(!network.components().is_empty(), "{name}");
        }
    }
}

/// Brackets are counted before anything descends into them.
#[test]
fn what_is_nested_too_deep_is_refused_as_that() {
    for name in [
        "an unknown key of lists in lists",
        "an unknown key of objects in objects",
        "an event with an unknown key of lists in lists",
    ] {
        let text = shape(TEXTS, name, size(1_000_000, 10_000_000));
        let told = [
            json::read(&text).map(|_| ()).unwrap_err(),
            json::read_lenient(&text).map(|_| ()).unwrap_err(),
        ];
        for error in told {
            assert_eq!(error.code(), Code::JsonMalformed, "{name}: {error}");
        }
    }
}

/// A line alone is no deeper than in a dossier.
#[test]
fn a_line_that_is_nested_too_deep_is_refused_as_that() {
    let name = "a line with an unknown key of lists in lists";
    let line = shape(TEXTS, name, size(1_000_000, 10_000_000));
    let error = json::read_line(&line).unwrap_err();
    assert_eq!(error.code(), Code::JsonMalformed, "{error}");
    let log = json::read_log(&line);
    assert_eq!(log.findings().count_of(Code::JsonMalformed), 1);
}

/// However many lead to a merge, its members are followed once.
#[test]
fn a_merge_of_many_is_followed_once() {
    let merged = size(20_000, 100_000);
    let name = "many groups merged into one";
    let reading = json::read(&shape(DOSSIERS, name, merged)).unwrap();
    let ledger = reading.dossier().ledger("g0").unwrap();
    assert_eq!(ledger.events().count(), 1);
    assert_eq!(ledger.closing().accounts().count(), 1);
}

/// Chains that recursion would die of.
#[test]
fn no_chain_is_too_long() {
    let links = size(20_000, 100_000);
    for name in [
        "groups split in a chain",
        "groups split in a chain, the last one first",
        "parties of each other in a chain",
    ] {
        let reading = json::read(&shape(DOSSIERS, name, links)).unwrap();
        let dossier = reading.dossier();
        assert_eq!(dossier.groups().len() + dossier.parties().len(), links);
        assert!(!dossier.check().to_string().is_empty());
        if let Some(last) = dossier.groups().last() {
            assert!(
                dossier
                    .journey(last.id().as_str())
                    .unwrap()
                    .fixes()
                    .is_empty()
            );
        }
    }
    for name in [
        "groups split in a circle",
        "parties of each other in a circle",
    ] {
        let text = shape(DOSSIERS, name, links);
        assert_eq!(
            json::read(&text).unwrap_err().code(),
            Code::ReferenceCircular
        );
        let reading = json::read_lenient(&text).unwrap();
        // All of a circle fall with one of it.
        assert_eq!(reading.set_aside().len(), links);
        assert_eq!(reading.findings().total(), 1);
    }
    let name = "groups that each want the next, and the last one is nowhere";
    let reading = json::read_lenient(&shape(TEXTS, name, 62 * links)).unwrap();
    assert_eq!(
        (reading.set_aside().len(), reading.findings().total()),
        (links, 1)
    );
}

/// Each record is told of once, however many there are: the counts are those of the text.
#[test]
fn a_million_of_anything_is_counted_once_each() {
    let bytes = size(200_000, 10_000_000);
    for (name, each) in [("ids that all are one", 38), ("codes that all are one", 48)] {
        let reading = json::read_lenient(&shape(TEXTS, name, bytes)).unwrap();
        let dossier = reading.dossier();
        assert_eq!(dossier.sources().len() + dossier.places().len(), 1);
        assert_eq!(reading.set_aside().len(), bytes / each - 1);
        assert_eq!(reading.findings().total(), bytes / each - 1);
    }
    let unknown = json::read(&shape(TEXTS, "unknown keys", bytes)).unwrap();
    assert_eq!(unknown.findings().count_of(Code::KeyUnknown), bytes / 12);
    // What is kept of the findings is bounded; what is counted is not.
    assert!(unknown.findings().iter().len() <= Limits::default().findings_per_code());
    assert!(unknown.findings().to_string().len() < 200_000);
    assert_eq!(json::lines(&"\n".repeat(bytes)).count(), 0);
}

/// What groups of one line inherit, and whom sources of one chain have it from, is found once: each
/// by itself would take gigabytes, or minutes.
#[test]
fn what_a_chain_shares_is_held_once() {
    let links = size(20_000, 100_000);
    let text = shape(DOSSIERS, "groups split in a chain, each seen once", links);
    let reading = json::read(&text).unwrap();
    let dossier = reading.dossier();
    assert!(!dossier.check().to_string().is_empty());
    assert_eq!(dossier.journeys().len(), links);
    let last = dossier.groups().last().unwrap().id().as_str();
    let journey = dossier.journey(last).unwrap();
    let inherited = journey.fixes().iter().filter(|fix| fix.is_inherited());
    assert_eq!(
        (journey.fixes().len(), inherited.count()),
        (links, links - 1)
    );

    let name = "claims of sources that quote each other in a chain";
    let reading = json::read(&shape(DOSSIERS, name, links)).unwrap();
    let claims = reading.dossier().claims("g0").unwrap();
    assert_eq!((claims.len(), claims.independent().len()), (links, 1));
    let kinds: Vec<_> = claims
        .by_kind()
        .map(|(kind, claims)| (kind, claims.len()))
        .collect();
    assert_eq!(kinds, [(SourceKind::Ngo, links)]);
}

/// Each day, part or group of many is compared with its neighbours, not with all before it.
#[test]
fn what_is_one_of_many_is_not_held_against_them_all() {
    let many = size(20_000, 100_000);
    let read = |name| json::read(&shape(DOSSIERS, name, many)).unwrap();
    let reading = read("claims of one source, day after day");
    let claims = reading.dossier().claims("g0").unwrap();
    assert_eq!((claims.len(), claims.independent().len()), (many, many));

    let reading = read("groups split in a chain, each seen where all are");
    let flows = reading.dossier().flows().unwrap();
    assert!(flows.table().is_empty() && flows.uncounted().is_empty());

    let reading = read("uncounted parts of one group, each merged into another");
    let ledger = reading.dossier().ledger("g0").unwrap();
    assert_eq!(ledger.events().count(), many + 1);
    let closing = ledger.closing();
    let together: Vec<usize> = closing.accounts().map(|of| of.groups().len()).collect();
    // Each has met others whom nobody has counted: what they all had together bounds none of them.
    assert_eq!(together, vec![1; many]);
}

/// Places of one name on one parallel are far apart by their longitudes alone: a geodesic for each
/// pair would take minutes.
#[test]
fn one_name_on_one_parallel_is_told_apart() {
    let places: Vec<String> = (0..5_000_u32)
        .map(|i| {
            let lon = -179.0 + 0.017 * f64::from(i);
            format!(r#"{{"code": "MX-L{i}", "name": "a", "lat": 1, "lon": {lon}}}"#)
        })
        .collect();
    let text = format!(
        r#"{{"format": "corridor/1", "as_of": "2023-12-27", "places": [{}]}}"#,
        places.join(",")
    );
    let reading = json::read(&text).unwrap();
    let report = reading.dossier().check();
    assert!(
        report
            .iter()
            .all(|finding| finding.code() != Code::PlacesCoincide)
    );
}

/// A key is compared with its totals and with other shares of one whole, dimension by dimension,
/// without a copy of it for each: those would take gigabytes, and minutes.
#[test]
fn a_key_of_many_dimensions_is_not_copied_for_each() {
    let many = size(20_000, 80_000);
    for (name, found) in [
        ("one statistic of many dimensions", Code::PartAboveTotal),
        (
            "two shares of one whole of many dimensions",
            Code::SharesExceedWhole,
        ),
    ] {
        let reading = json::read(&shape(DOSSIERS, name, many)).unwrap();
        assert_eq!(reading.dossier().check().count_of(found), 1, "{name}");
    }
}
