//! What every public type promises: it crosses threads, and it can be printed for a debugger; what
//! an error, a text and a value promise beside that; and what the documentation does.

use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;

use corridor::*;
use corridor::{analysis::*, place::*, route::*, time::*};

fn crosses_threads<T: Debug + Send + Sync>() {}
fn refuses<T: std::error::Error + Clone + PartialEq + Into<Error> + Send + Sync + 'static>() {}
fn is_compared<T: Clone + PartialEq>() {}
fn is_a_text<T>()
where
    T: FromStr<Err: Into<Error>> + Display + Serialize + DeserializeOwned + Clone + Hash + Eq,
{
}

macro_rules! promises {
    ($($name:ident $(<$lifetime:lifetime>)?),+ $(,)?) => {
        /// Compiles only while each of them keeps the promise.
        #[test]
        fn types_cross_threads_and_print() {
            $(crosses_threads::<$name $(<$lifetime>)?>();)+
        }

        const NAMES: &[&str] = &[$(stringify!($name)),+];
    };
}

/// Each is an error, and the umbrella holds it.
macro_rules! errors {
    ($($name:ident),+ $(,)?) => {
        #[test]
        fn errors_are_errors() {
            $(refuses::<$name>();)+
        }

        const ERRORS: &[&str] = &[$(stringify!($name)),+];
    };
}

errors! {
    FindError,
}

/// Errors that are not in the list above: the umbrella itself, which owns any error, and parts of
/// others that have no code of their own.
const OTHER_ERRORS: &[&str] = &["Error"];

promises! {
    Account<'_>,
    Area,
    Balance<'_>,
    Basis,
    Bounds,
    Breakdown,
    Cause,
    Certainty,
    Change,
    Claim<'_>,
    Claimant<'_>,
    Claims<'_>,
    Closure,
    Code,
    Comparison,
    Component,
    Contradiction<'_>,
    Conversion,
    CountryCode,
    Days,
    Delegation,
    Difference,
    Direction,
    Distance,
    DistanceRange,
    Dossier,
    DossierFlows<'_>,
    Error,
    Estimate,
    Event,
    EventKind,
    Figure,
    FindError,
    Finding,
    Fix<'_>,
    Flow,
    FlowTable,
    Forecast,
    Gathering<'_>,
    Gazetteer,
    Id,
    InterceptionResult,
    Journey<'_>,
    Ledger<'_>,
    Leg<'_>,
    Level,
    Limits,
    Link,
    Location,
    MeasureKind,
    MeetingFormat,
    Meetings<'_>,
    MigrantGroup,
    Nature,
    NetFlow,
    Network,
    Observation,
    ObservationStatus,
    Overdraft<'_>,
    Pace,
    Part,
    Participant<'_>,
    Party,
    PartyKind,
    Per,
    Percent,
    Period,
    Place,
    PlaceCode,
    PlaceKind,
    Position,
    Quota,
    Rank,
    Record,
    RecordKind,
    Reliability,
    Report,
    ReturnBasis,
    Revision<'_>,
    Route,
    Series,
    SeriesKey,
    Severity,
    Source,
    SourceKind,
    Statistic,
    Status,
    Stop,
    Subdivision,
    Total<'_>,
    TravelMode,
    Uncountable,
    UncountedLeg<'_>,
    Unit,
    Verdict,
    Vintage<'_>,
    When,
    Whereabouts<'_>,
}

/// What is exported beside plain types: a trait, and what is generic.
const TRAITS: &[&str] = &["Zone", "Draft"];

/// Where public types are named: the root, and the modules of what it does not name.
const FACES: [&str; 9] = [
    include_str!("../../src/lib.rs"),
    include_str!("../../src/analysis/mod.rs"),
    include_str!("../../src/check/mod.rs"),
    include_str!("../../src/error.rs"),
    include_str!("../../src/measure/mod.rs"),
    include_str!("../../src/place/mod.rs"),
    include_str!("../../src/record/mod.rs"),
    include_str!("../../src/route/mod.rs"),
    include_str!("../../src/time/mod.rs"),
];

/// The names that a face exports.
fn exported(face: &str) -> impl Iterator<Item = &str> {
    let lists = face.split("\npub use ").skip(1);
    lists
        .filter_map(|list| list.split(';').next())
        .flat_map(|list| list.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// A type that is new is named here too.
#[test]
fn no_type_is_left_out() {
    let exported: Vec<_> = FACES.into_iter().flat_map(exported).collect();
    let left_out: Vec<_> = exported
        .iter()
        .filter(|word| !NAMES.contains(word) && !TRAITS.contains(word))
        .collect();
    assert!(left_out.is_empty(), "name these in promises!: {left_out:?}");
    let left_out: Vec<_> = exported
        .iter()
        .filter(|word| word.ends_with("Error") || word.starts_with("Unknown"))
        .filter(|word| !ERRORS.contains(word) && !OTHER_ERRORS.contains(word))
        .collect();
    assert!(left_out.is_empty(), "name these in errors!: {left_out:?}");
}

/// The rooms of the formats have types of their own.
#[test]
#[cfg(feature = "json")]
fn types_of_json_cross_threads_and_print() {
    use corridor::format::json::{Reading, SetAside};
    crosses_threads::<Reading<Dossier>>();
    crosses_threads::<Reading<Vec<Record>>>();
    crosses_threads::<SetAside>();
}

#[test]
#[cfg(feature = "hxl")]
fn types_of_hxl_cross_threads_and_print() {
    use corridor::format::hxl::{ClaimRow, SetAside, Sheet, UnknownColumn};
    crosses_threads::<SetAside>();
    crosses_threads::<ClaimRow>();
    crosses_threads::<Sheet<ClaimRow>>();
    crosses_threads::<UnknownColumn>();
}

/// What has a text form is read from it, written as it, and may key a table.
#[test]
fn texts_are_read_written_and_compared() {
    is_a_text::<Area>();
    is_a_text::<Cause>();
    is_a_text::<Code>();
    is_a_text::<CountryCode>();
    is_a_text::<Distance>();
    is_a_text::<Estimate>();
    is_a_text::<EventKind>();
    is_a_text::<Id>();
    is_a_text::<MeasureKind>();
    is_a_text::<Period>();
    is_a_text::<PlaceCode>();
    is_a_text::<PlaceKind>();
    is_a_text::<SeriesKey>();
    is_a_text::<Severity>();
    is_a_text::<Subdivision>();
    is_a_text::<Unit>();
    is_a_text::<Verdict>();
    is_a_text::<When>();
}

/// What is a value can be compared. (A view that holds a whole dossier is not a value.)
#[test]
fn values_are_compared() {
    is_compared::<Dossier>();
    is_compared::<FlowTable>();
    is_compared::<Forecast>();
    is_compared::<Overdraft<'_>>();
    is_compared::<Report>();
    is_compared::<Route>();
    is_compared::<Series>();
}

/// Where the text for a debugger is written by hand, it names its type.
#[test]
fn what_is_printed_by_hand_names_its_type() {
    fn named<T: Debug>(value: T, name: &str) {
        let printed = format!("{value:?}");
        assert!(printed.starts_with(name), "{printed}");
    }
    named(<FlowTable>::new(), "FlowTable");
    named(Gazetteer::default(), "Gazetteer");
    named("MX".parse::<CountryCode>().unwrap(), "CountryCode");
    named("MX-CHP".parse::<Subdivision>().unwrap(), "Subdivision");
    named("MX07089".parse::<PlaceCode>().unwrap(), "PlaceCode");
    named(Position::try_new(14.9, -92.3).unwrap(), "Position");
    named("2023-12".parse::<When>().unwrap(), "When");
}

/// Every file of the library with that ending.
pub(crate) fn sources(ending: &str) -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(found.len() > 1, "no sources found");
    found
}

/// What stands before the quote that ends a literal, of whose start this is the rest.
fn literal(rest: &str) -> &str {
    let mut escaped = false;
    let end = rest.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    &rest[..end.unwrap()]
}

/// Lower-case, so that it can stand after a colon, and no full stop, so that more can follow.
#[test]
fn messages_fit_into_a_sentence() {
    assert_eq!(
        literal(r#"say \"no.\" \\" and "more""#),
        r#"say \"no.\" \\"#
    );
    let mut seen = 0;
    for (path, text) in sources(".rs") {
        for attribute in text.split("#[error(").skip(1) {
            let attribute = attribute.trim_start();
            if attribute.starts_with("transparent") {
                continue;
            }
            let message = literal(attribute.strip_prefix('"').unwrap());
            seen += 1;
            assert!(
                !message.starts_with(|c: char| c.is_uppercase()) && !message.ends_with('.'),
                "{}: {message:?}",
                path.display(),
            );
        }
    }
    assert!(seen > 50, "only {seen} messages found");
}

/// An example is copied: it hands errors on instead of stopping at them.
#[test]
fn examples_hand_errors_on() {
    let pages = sources(".md").into_iter().chain(sources(".rs"));
    for (path, text) in pages {
        let code = path.extension().is_some_and(|extension| extension == "rs");
        for line in text.lines() {
            let shown = !code || line.trim_start().starts_with("//");
            let stops = [".unwrap()", ".expect(", "panic!("]
                .iter()
                .any(|word| line.contains(word));
            assert!(!(shown && stops), "{}: {line}", path.display());
        }
    }
}

/// The one `Error` is what the world sees: the precise families are the crate's own.
#[test]
fn no_enum_of_errors_is_public() {
    for (path, text) in sources(".rs") {
        for (at, _) in text.match_indices("\npub enum ") {
            let attributes = text[..at].rsplit("\n\n").next().unwrap();
            // That of sheets is in the signature of a sealed trait; no path leads to it.
            let is_sealed = path.ends_with("format/hxl/error.rs");
            let is_error = attributes.contains("thiserror::Error");
            assert!(is_sealed || !is_error, "{}", path.display());
        }
    }
}
