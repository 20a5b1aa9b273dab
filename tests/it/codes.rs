//! Every code keeps its promises: its page produces it, and the near miss does not.

use std::collections::{BTreeMap, BTreeSet};

use corridor::{Code, Dossier, Gazetteer, Limits, Place};
use serde::de::DeserializeOwned;

/// The parts of a page, in order; that of a finding ends with its details.
const HEADINGS: [&str; 5] = [
    "Why it matters",
    "Fires",
    "Does not fire",
    "What to do",
    "Details",
];

/// The sections of a page by heading; what stands before the first is under the empty one.
fn sections(page: &str) -> Vec<(&str, &str)> {
    let mut sections = Vec::new();
    for part in page.split("\n## ") {
        match sections.len() {
            0 => sections.push(("", part)),
            _ => sections.push(part.split_once('\n').unwrap_or((part, ""))),
        }
    }
    sections
}

/// The fenced blocks of a section: what follows the fence, and the text within.
fn fences(section: &str) -> Vec<(&str, &str)> {
    let mut fences = Vec::new();
    let mut rest = section;
    while let Some((_, opened)) = rest.split_once("```") {
        let (info, body) = opened.split_once('\n').expect("a fence has lines");
        let (body, after) = body.split_once("```").expect("a fence is closed");
        fences.push((info.trim(), body));
        rest = after;
    }
    fences
}

fn read<T: DeserializeOwned>(json: &str) -> Result<(), String> {
    serde_json::from_str::<T>(json)
        .map(drop)
        .map_err(|error| error.to_string())
}

/// The codes that a fence of JSON produces: one by which it is refused, or those of its findings.
fn produced(tag: &str, json: &str) -> Vec<Code> {
    let refusal = match tag {
        "dossier" => match serde_json::from_str::<Dossier>(json) {
            Ok(dossier) => {
                return dossier
                    .check()
                    .iter()
                    .map(corridor::Finding::code)
                    .collect();
            }
            Err(error) => Err(error.to_string()),
        },
        "estimate" => read::<corridor::Estimate>(json),
        "distance" => read::<corridor::Distance>(json),
        "pace" => read::<corridor::Pace>(json),
        "when" => read::<corridor::When>(json),
        "period" => read::<corridor::Period>(json),
        "country" => read::<corridor::CountryCode>(json),
        "subdivision" => read::<corridor::Subdivision>(json),
        "place_code" => read::<corridor::PlaceCode>(json),
        "position" => read::<corridor::Position>(json),
        "place" => read::<corridor::Place>(json),
        "area" => read::<corridor::Area>(json),
        "route" => read::<corridor::Route>(json),
        _ => panic!("no fence is tagged {tag:?}"),
    };
    let Err(text) = refusal else {
        return Vec::new();
    };
    let (code, _) = text
        .split_once(": ")
        .unwrap_or_else(|| panic!("no code in {text:?}"));
    vec![
        code.parse()
            .unwrap_or_else(|_| panic!("no code in {text:?}")),
    ]
}

/// What is wrong with the fences of a section; `is_right` judges the codes that one produces.
fn wrong_fences(section: &str, is_right: impl Fn(&[Code]) -> bool) -> Vec<String> {
    let fences = fences(section);
    if fences.is_empty() {
        return vec!["nothing is fenced".to_owned()];
    }
    let wrong = fences.into_iter().filter_map(|(info, body)| {
        let mut words = info.split(' ');
        match (words.next(), words.next()) {
            // Compiled and run by rustdoc: the page is its variant's rustdoc.
            (Some("rust" | "rust,no_run"), None) => None,
            (Some("json"), Some(tag)) => {
                let produced = produced(tag, body);
                (!is_right(&produced)).then(|| format!("produces {produced:?}:\n{body}"))
            }
            _ => Some(format!("a fence of {info:?}")),
        }
    });
    wrong.collect()
}

/// Whether the section shows a dossier that reads.
fn code_is_found(section: &str) -> bool {
    let mut fences = fences(section).into_iter();
    fences
        .any(|(info, body)| info == "json dossier" && serde_json::from_str::<Dossier>(body).is_ok())
}

/// The keys of the details of each finding of a code.
fn details_of(code: Code, dossier: &str) -> Vec<BTreeSet<String>> {
    let dossier: Dossier = serde_json::from_str(dossier).expect("it was read before");
    let report = dossier.check();
    let findings = report.iter().filter(|finding| finding.code() == code);
    findings.map(keys_of_details).collect()
}

fn keys_of_details(finding: &corridor::Finding) -> BTreeSet<String> {
    let wire = serde_json::to_value(finding).expect("a finding is an object");
    let details = wire["details"]
        .as_object()
        .expect("with an object of details");
    details.keys().cloned().collect()
}

/// The keys that a page lists, and whether each is optional: `key`?.
fn listed_details(section: &str) -> BTreeMap<String, bool> {
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| {
        let (key, rest) = row.split_once('`').expect("a key ends");
        assert_eq!(rest.matches('|').count(), 3, "three columns: {row}");
        (key.to_owned(), rest.starts_with('?'))
    })
    .collect()
}

/// What is wrong with a list of details: the findings that fire have exactly its keys, each of them
/// those that are not optional, and together all.
fn wrong_details(section: &str, found: &[BTreeSet<String>]) -> Option<String> {
    let listed = listed_details(section);
    let all: BTreeSet<_> = listed.keys().cloned().collect();
    let required: BTreeSet<_> = (listed.iter())
        .filter(|(_, is_optional)| !**is_optional)
        .map(|(key, _)| key.clone())
        .collect();
    let together: BTreeSet<_> = found.iter().flatten().cloned().collect();
    let is_right = !found.is_empty()
        && together == all
        && found.iter().all(|keys| keys.is_superset(&required))
        && (section.trim() == "None.") == all.is_empty();
    (!is_right).then(|| format!("lists the details {listed:?}, and has {found:?}"))
}

#[test]
#[cfg(feature = "json")]
fn the_page_of_an_unknown_key_lists_its_details() {
    let text = r#"{"format": "corridor/1", "as_of": "2023-12-27", "titel": "a word"}"#;
    let reading = corridor::format::json::read(text).expect("it is read past");
    let found: Vec<_> = reading.findings().iter().map(keys_of_details).collect();
    let sections = sections(Code::KeyUnknown.explain());
    assert_eq!(wrong_details(sections[5].1, &found), None);
}

#[test]
fn the_page_of_a_misnamed_place_lists_its_details() {
    let place = |code: &str, name: &str| Place::draft(code, name).build().unwrap();
    let table = [
        place("MX07035", "Frontera Hidalgo"),
        place("MX07037", "Huehuetán"),
    ];
    let table = Gazetteer::from_places(table).unwrap();
    let dossier = Dossier::draft("2023-12-27").with(place("MX07035", "Huehuetán"));
    let report = dossier.build().unwrap().check_against(&table);
    let found: Vec<_> = report.iter().map(keys_of_details).collect();
    let sections = sections(Code::PlaceMisnamed.explain());
    assert_eq!(wrong_details(sections[5].1, &found), None);
}

#[cfg(feature = "gazetteer")]
#[test]
fn the_page_of_a_contradicted_subdivision_lists_its_details() {
    let escuintla = Place::draft("MX-L1", "Escuintla").seat((15.32, -92.66));
    let dossier = Dossier::draft("2023-12-27").with(escuintla.subdivision("MX-OAX"));
    let report = dossier
        .build()
        .unwrap()
        .check_against(Gazetteer::embedded());
    assert_eq!(
        report.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "warning[subdivision-contradicts-seat] place MX-L1 (Escuintla): in MX-OAX, but no place \
             around its seat is; the nearest, MX07032, is in MX-CHP"
        ]
    );
    let found: Vec<_> = report.iter().map(keys_of_details).collect();
    let sections = sections(Code::SubdivisionContradictsSeat.explain());
    assert_eq!(wrong_details(sections[5].1, &found), None);
}

/// What is wrong with a page.
fn wrong_page(code: Code) -> Vec<String> {
    let sections = sections(code.explain());
    let headings: Vec<_> = sections
        .iter()
        .skip(1)
        .map(|(heading, _)| *heading)
        .collect();
    let opening = sections[0].1;
    // A near miss of a finding is clean; one of a refusal reads, whatever else there is to find.
    let is_found = sections
        .get(2)
        .is_some_and(|(_, fires)| code_is_found(fires));
    let elsewhere = [
        Code::KeyUnknown,
        Code::PlaceMisnamed,
        Code::SubdivisionContradictsSeat,
    ];
    let is_finding = is_found || elsewhere.contains(&code);
    let parts = if is_finding { 5 } else { 4 };
    if Some(headings.as_slice()) != HEADINGS.get(..parts) {
        return vec![format!("has the headings {headings:?}")];
    }
    if !opening.starts_with(&format!("# {code}\n\n")) {
        return vec![format!("begins with {:?}", opening.lines().next())];
    }
    let empty = sections
        .iter()
        .filter(|(_, section)| section.trim().is_empty());
    let mut wrong: Vec<_> = empty
        .map(|(heading, _)| format!("{heading:?} is empty"))
        .collect();
    let (fires, near_miss) = (sections[2].1, sections[3].1);
    if is_found {
        let details = fences(fires)
            .into_iter()
            .flat_map(|(_, body)| details_of(code, body));
        wrong.extend(wrong_details(sections[5].1, &details.collect::<Vec<_>>()));
    }
    let fires = wrong_fences(fires, |produced| produced == [code]);
    let near_miss = wrong_fences(near_miss, |produced| {
        produced.is_empty() || !is_found && !produced.contains(&code)
    });
    wrong.extend(fires.into_iter().map(|what| format!("\"Fires\" {what}")));
    wrong.extend(
        near_miss
            .into_iter()
            .map(|what| format!("\"Does not fire\" {what}")),
    );
    wrong
}

#[test]
fn each_page_produces_its_code_and_its_near_miss_is_clean() {
    let wrong: Vec<_> = Code::all()
        .flat_map(|code| {
            wrong_page(code)
                .into_iter()
                .map(move |what| format!("{code}: {what}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The codes of the first dossier on a page that fires, under other limits.
fn found_under(code: Code, limits: &Limits) -> Vec<Code> {
    let sections = sections(code.explain());
    let fires = fences(sections[2].1).into_iter();
    let mut dossiers = fires.filter(|(info, _)| *info == "json dossier");
    let (_, body) = dossiers.next().expect("a finding's page has a dossier");
    let dossier: Dossier = serde_json::from_str(body).expect("it reads");
    let report = dossier.check_with(limits);
    report.iter().map(corridor::Finding::code).collect()
}

#[test]
fn each_threshold_governs_its_code_and_no_other_does() {
    type Loosen = fn(Limits) -> Limits;
    let governed: [(Code, Loosen); 10] = [
        (Code::ImplausibleSpeed, |limits| {
            limits.with_walking_km_per_day(1e3)
        }),
        (Code::RoadBelowGeodesic, |limits| {
            limits.with_seat_tolerance_km(20.0)
        }),
        (Code::DetourTooLong, |limits| limits.with_detour(1e3)),
        (Code::MilesAsKilometres, |limits| {
            limits.with_mile_tolerance(0.0)
        }),
        (Code::RoadsDisagree, |limits| {
            limits.with_road_disagreement(0.99)
        }),
        (Code::PlacesCoincide, |limits| {
            limits.with_same_place_km(0.0)
        }),
        (Code::DateTooWide, |limits| {
            limits.with_movement_span_days(4_000_000)
        }),
        (Code::OfficialInTwoPlaces, |limits| {
            limits.with_official_km_per_day(50_000.0)
        }),
        (Code::RevisionLarge, |limits| {
            limits.with_revision_share(1e3)
        }),
        (Code::EncountersCalledPersons, |limits| {
            limits.with_persons_per_encounter(f64::INFINITY)
        }),
    ];
    for (code, loosen) in governed {
        let loosened = found_under(code, &loosen(Limits::default()));
        assert!(!loosened.contains(&code), "{code} under its own");
        let others = governed.iter().filter(|(other, _)| *other != code);
        let others = others.fold(Limits::default(), |limits, (_, loosen)| loosen(limits));
        assert!(
            found_under(code, &others).contains(&code),
            "{code} under others"
        );
    }
}

#[test]
fn a_nan_threshold_disables_its_rule() {
    type Disable = fn(Limits) -> Limits;
    let rules: [(Code, Disable); 9] = [
        (Code::ImplausibleSpeed, |limits| {
            limits.with_walking_km_per_day(f64::NAN)
        }),
        (Code::RoadBelowGeodesic, |limits| {
            limits.with_seat_tolerance_km(f64::NAN)
        }),
        (Code::DetourTooLong, |limits| limits.with_detour(f64::NAN)),
        (Code::MilesAsKilometres, |limits| {
            limits.with_mile_tolerance(f64::NAN)
        }),
        (Code::RoadsDisagree, |limits| {
            limits.with_road_disagreement(f64::NAN)
        }),
        (Code::PlacesCoincide, |limits| {
            limits.with_same_place_km(f64::NAN)
        }),
        (Code::OfficialInTwoPlaces, |limits| {
            limits.with_official_km_per_day(f64::NAN)
        }),
        (Code::RevisionLarge, |limits| {
            limits.with_revision_share(f64::NAN)
        }),
        (Code::EncountersCalledPersons, |limits| {
            limits.with_persons_per_encounter(f64::NAN)
        }),
    ];
    for (code, disable) in rules {
        let found = found_under(code, &disable(Limits::default()));
        assert!(!found.contains(&code), "{code}");
    }
}

#[test]
fn names_are_unique_kebab_case_and_read_back() {
    let names: BTreeSet<_> = Code::all().map(Code::as_str).collect();
    assert_eq!(names.len(), Code::all().len());
    for code in Code::all() {
        assert!(
            code.as_str()
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'-'),
            "{code}"
        );
        assert_eq!(code.as_str().parse(), Ok(code));
    }
}

#[test]
fn codes_compare_as_their_names_do() {
    for (one, other) in Code::all().zip(Code::all().skip(1)) {
        assert!(one.as_str() < other.as_str(), "{one}, {other}");
        assert!(one < other, "{one}, {other}");
    }
}

#[test]
fn summaries_are_one_line() {
    for code in Code::all() {
        let summary = code.summary();
        assert!(
            !summary.is_empty() && !summary.contains('\n') && !summary.ends_with('.'),
            "{code}"
        );
    }
}

/// What `tests/findings.txt` says: a line a code, `name family severity`.
fn recorded() -> BTreeMap<&'static str, &'static str> {
    include_str!("../findings.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once(' ').expect("a name and the rest"))
        .collect()
}

#[test]
fn the_list_of_codes_only_grows() {
    let recorded = recorded();
    for (name, rest) in &recorded {
        let code: Code = name
            .parse()
            .unwrap_or_else(|_| panic!("{name} was removed"));
        let today = format!("{} {}", code.family(), code.severity());
        assert_eq!(*rest, today, "{name} has changed");
    }
    for code in Code::all() {
        let line = format!("{code} {} {}", code.family(), code.severity());
        assert!(
            recorded.contains_key(code.as_str()),
            "add to tests/findings.txt:\n{line}"
        );
    }
}
