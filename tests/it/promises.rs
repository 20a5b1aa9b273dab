//! What every public type promises: it crosses threads, and it can be printed for a debugger.

use std::fmt::Debug;

use corridor::*;
use corridor::{
    analysis::*, check::*, code::*, error::*, measure::*, place::*, record::*, route::*, time::*,
};

fn crosses_threads<T: Debug + Send + Sync>() {}

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

promises! {
    Account<'_>,
    Area,
    AreaName,
    Balance<'_>,
    Barrier,
    Basis,
    Bounds,
    Breakdown,
    BreakdownRow<'_>,
    CalendarError,
    Candidate,
    Certainty,
    Claim<'_>,
    Claimant<'_>,
    Claims<'_>,
    Closure,
    Code,
    Comparison,
    Contradiction<'_>,
    Conversion,
    CountryCode,
    Days,
    Delegation,
    Demand,
    Details,
    Difference,
    Distance,
    DistanceError,
    Dossier,
    DossierBuilder,
    DossierFlows<'_>,
    Effectiveness,
    Encounters,
    Error,
    Estimate,
    EstimateError,
    Event,
    EventKind,
    Family,
    Figure,
    Finding,
    Fix<'_>,
    Flow,
    FlowError,
    FlowTable,
    Forecast,
    ForecastError,
    Gathering<'_>,
    Gazetteer,
    GazetteerError,
    Halt,
    Id,
    IdError,
    Journey<'_>,
    Journeys<'_>,
    Ledger<'_>,
    Leg<'_>,
    Level,
    Limits,
    Link,
    Location,
    M49,
    MarchError,
    Margin,
    Measure,
    MeasureKind,
    Meeting,
    Meetings<'_>,
    Merge,
    MigrantGroup,
    Mismatch,
    Movement,
    Nationalities,
    Nature,
    Neighbourhood<'_>,
    NetFlow,
    Network,
    NetworkError,
    NextLeg<'_>,
    NoSeat,
    Observation,
    ObservationStatus,
    OtherKind,
    OtherUnit,
    Overdraft<'_>,
    Pace,
    PaceError,
    Part,
    PartialTotal<'_>,
    Participant<'_>,
    Party,
    PartyKind,
    Passage<'_>,
    Period,
    PeriodError,
    PhraseError,
    Place,
    PlaceCode,
    PlaceError,
    PlaceKind,
    Position,
    Raised<'_>,
    RecordError,
    RecordFault,
    RecordKind,
    Report,
    Revision<'_>,
    Route,
    RouteError,
    SeatBasis,
    Sequel<'_>,
    Series,
    SeriesError,
    SeriesKey,
    Severity,
    Source,
    SourceKind,
    Speed,
    Split,
    Statement,
    Statistic,
    Status,
    Stop,
    Subdivision,
    Subject,
    Text,
    TextError,
    Total<'_>,
    TravelMode,
    Travelled,
    Uncountable,
    UncountedLeg<'_>,
    Unit,
    UnknownCode,
    UnknownGroup,
    UnknownWord,
    Verdict,
    Vintage<'_>,
    Visit<'_>,
    VisitKind,
    Way<'_>,
    When,
    WhenError,
    Whereabouts<'_>,
    Window,
}

/// What is exported beside types.
const TRAITS: &[&str] = &["Zone"];

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
    let exported = FACES.into_iter().flat_map(exported);
    let mut left_out: Vec<_> = exported
        .filter(|word| !NAMES.contains(word) && !TRAITS.contains(word))
        .collect();
    left_out.sort_unstable();
    assert!(left_out.is_empty(), "name these in promises!: {left_out:?}");
}

/// What one builds or starts from is at the root, and what one gets back is in its module: a list
/// that can be read at one sight.
#[test]
fn the_root_stays_small() {
    let root = exported(FACES[0]).count();
    assert!(root <= 70, "{root} types at the root");
}
