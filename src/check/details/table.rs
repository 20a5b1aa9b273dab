//! Every finding: its code, its figures, its text.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;
use smol_str::SmolStr;

use super::{Encounters, NamedPlace, RecordKind, Refers as _};
use crate::check::wording::{
    above, above_whole, belongs, changed, differ_too, each, in_all, in_turn, listed, manner,
    of_fiscal, outcomes_of, parts_by, published_too, quotes_itself, ranked, recommended_too,
    reported_by, revised_too, side, span, tenure, whole_period,
};
use crate::code::Code;
use crate::id::Id;
use crate::measure::{Distance, DistanceRange, Estimate, Pace, Per, Percent};
use crate::place::{Area, CountryCode, PlaceCode, Subdivision};
use crate::record::{Change, MeasureKind, PartyKind, Rank, TravelMode};
use crate::time::{Days, Period, When};

details! {
    // Findings of the reader.
    KeyUnknown { path: SmolStr }
        "{path} is a key that this version does not know";

    // Records and their references.
    EventWithoutSource {}
        "no source reports it";
    EventRepeated { first: Id as Event }
        "says the same as event {first}";
    EventRetold { first: Id as Event }
        "says what event {first} does, by a source that quotes its own";
    SourceQuotesItself { sources: usize }
        "{}", quotes_itself(*sources);
    RecordUnused {}
        "nothing refers to it";
    PartyOfWrongKind { kind: PartyKind, of: Id as Party, of_kind: PartyKind }
        "{} ({of})", belongs(*kind, *of_kind);

    // Dates.
    ArrivalBeforeDeparture { arrival: When, departure: When, departs: Id as Event }
        "arrives on {arrival}, but departs on {departure} (event {departs})";
    YearMistyped { on: When, fits: NaiveDate, nearest: Id as Event, days: u64 }
        "{on} is {days} days from the group's nearest other report (event {nearest}); {fits} would fit";
    JourneyInterrupted { on: When, before: Id as Event, days: u64 }
        "{on} is {days} days after the group's previous report (event {before})";
    DateRemote { date: SmolStr, years: u32, as_of: NaiveDate }
        "{date} is {years} years before the day of the dossier, {as_of}";
    PlannedInThePast { on: When, as_of: NaiveDate }
        "planned for {on}, but the dossier is as of {as_of}";
    OccurredInTheFuture { on: When, as_of: NaiveDate }
        "occurred on {on}, but the dossier is as of {as_of}";
    EventAfterReport { on: When, source: Id as Source, published: When }
        "occurred on {on}, but its last report (source {source}) was published on {published}";
    DateTooWide {
        on: When,
        #[serde(skip_serializing_if = "Option::is_none")]
        days: Option<u64>,
        limit: u64,
    }
        "{on} {}; at most {limit} days are expected", span(*days);
    TenureReversed { since: When, until: When }
        "in office since {since} and until {until}";
    PartyOutOfOffice {
        party: Id as Party, on: When,
        #[serde(skip_serializing_if = "Option::is_none")]
        since: Option<When>,
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<When>,
    }
        "{party} acts on {on}, but is in office {}", tenure(since.as_ref(), until.as_ref());
    SourceInTheFuture { published: When, as_of: NaiveDate }
        "published on {published}, but the dossier is as of {as_of}";
    QuotedBeforePublished { published: When, original: Id as Source, original_published: When }
        "published on {published}, but quotes source {original}, published on {original_published}";

    // Places and roads.
    RoadBelowGeodesic { from: PlaceCode as Place, to: PlaceCode as Place, road_km: DistanceRange, geodesic_km: Distance }
        "{road_km} by road, but {geodesic_km} in a straight line";
    DetourTooLong { from: PlaceCode as Place, to: PlaceCode as Place, road_km: Distance, geodesic_km: Distance }
        "{road_km} by road, but {geodesic_km} in a straight line";
    MilesAsKilometres {
        road_km: Distance, other_km: Distance,
        #[serde(skip_serializing_if = "Option::is_none")]
        link: Option<Id> as Link,
        #[serde(skip_serializing_if = "Option::is_none")]
        event: Option<Id> as Event,
    }
        "{road_km}, but {other_km} by {}: as many miles",
        reported_by(link.as_ref(), event.as_ref());
    RoadsDisagree { road_km: Distance, other_km: Distance, link: Id as Link }
        "{road_km}, but {other_km} by link {link}";
    CountryContradictsCode { country: CountryCode, code_country: CountryCode }
        "in {country}, with a code of {code_country}";
    SubdivisionElsewhere { subdivision: Subdivision, country: CountryCode }
        "in {subdivision}, which is not in {country}";
    SubdivisionContradictsSeat {
        subdivision: Subdivision, nearest: PlaceCode, nearest_subdivision: Subdivision
    }
        "in {subdivision}, but no place around its seat is; the nearest, {nearest}, is in {nearest_subdivision}";
    SeatAtZero { lat: f64, lon: f64 }
        "its seat is at {lat}, {lon}: a missing value";
    CoordinatesSwapped { lat: f64, lon: f64, country: CountryCode }
        "{lat}, {lon} is not in {country}, but {lon}, {lat} is";
    SeatOutsideCountry { lat: f64, lon: f64, country: CountryCode }
        "{lat}, {lon} is not in {country}";
    PlaceMisnamed { known_as: SmolStr, bearer: PlaceCode }
        "its code is that of {known_as}; its name is that of {bearer}";
    SeatMissing {}
        "a group passes through it, but its seat is not known";
    PlacesCoincide { other: PlaceCode as Place, apart_km: Distance }
        "has the same name as {other}, {:.0} m away", apart_km.metres();

    // Groups on the move.
    ImplausibleSpeed {
        group: Id as Group, from: PlaceCode as Place, since: Id as Event, geodesic_km: Distance, days: Days,
        km_per_day: Pace, mode: TravelMode, limit_km_per_day: Distance,
    }
        "{geodesic_km:.0} in {days} is {}; {} at most {}",
        above(*km_per_day, *limit_km_per_day), manner(*mode), limit_km_per_day.km();
    GroupInTwoPlaces { group: Id as Group, day: NaiveDate, other: NamedPlace as Place, other_event: Id as Event, geodesic_km: Distance }
        "also seen in {other} on {day} (event {other_event}), {geodesic_km:.0} away";
    LeapWithoutLink { group: Id as Group, from: NamedPlace as Place, to: NamedPlace as Place }
        "moves from {from} to {to}, which no chain of links joins";
    ArrivalRepeated { group: Id as Group, first: Id as Event, arrivals: usize }
        "{group} arrives {arrivals} times, first by event {first}, and never leaves";
    HaltOverruns { hours: f64, days: Days, elsewhere: NamedPlace as Place, event: Id as Event }
        "halts for {hours} hours, but is in {elsewhere} after {days} (event {event})";
    ArrivalAtClosedCrossing { group: Id as Group, on: When, closure: Id as Event }
        "there on {on}, while the way is closed (event {closure})";
    TravelledFalls { before_km: DistanceRange, event: Id as Event, travelled_km: DistanceRange }
        "has travelled {travelled_km}, but had travelled {before_km} before (event {event})";
    TravelledTooFar { travelled_km: DistanceRange, days: Days, mode: TravelMode, limit_km_per_day: Distance }
        "has travelled {travelled_km} in {days}; {} at most {limit_km_per_day} a day", manner(*mode);
    MovesAfterMerge { group: Id as Group, merge: Id as Event, on: When }
        "{group} became part of another on {on} (event {merge})";
    MovesAfterSplit { group: Id as Group, split: Id as Event, on: When }
        "{group} divided on {on} (event {split}), and is none of its parts";
    PartBeforeSplit { group: Id as Group, split: Id as Event, on: When }
        "{group} split off on {on} (event {split})";
    PartWithoutOrigin { whole: Id as Group, split: Id as Event }
        "split from {whole} (event {split}), but does not say so";

    // Headcounts.
    PartsExceedWhole { whole: Estimate, parts: Estimate }
        "the parts sum to {parts}, the whole is {whole}";
    PeopleUnaccounted { whole: Estimate, parts: Estimate, missing: Estimate }
        "the parts sum to {parts}, the whole is {whole}: {missing} missing";
    GrowthWithoutJoining { group: Id as Group, before: Estimate, event: Id as Event, after: Estimate }
        "{after}, after {before} by the same claimant (event {event}), and nobody joined";
    ClaimsContradict { claims: usize, lower: Estimate, lower_event: Id as Event, higher: Estimate, higher_event: Id as Event }
        "of {claims} claims, {lower} (event {lower_event}) and {higher} (event {higher_event}) are furthest apart";
    FigureContradictsWords {
        figure: Estimate, words: SmolStr, read: Estimate,
        #[serde(skip_serializing_if = "Option::is_none")]
        per: Option<Per>,
    }
        "{figure}, but \"{words}\" reads as {read}{}", each(*per);
    NationalitiesExceedCount { counted: Estimate, named: u64 }
        "{named} nationalities are named, but {counted} counted";
    LeaversExceedGroup {
        leaving: Estimate, group: Estimate, counted: Id as Event,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        before: Vec<Id> as Event,
        #[serde(skip)]
        stay: bool,
    }
        "{leaving} {}{}, but the group has at most {group} (event {counted})",
        if *stay { "are told of" } else { "leave" }, in_turn(before.len());
    CountedAfterAllLeft { group: Id as Group, counted: Estimate, before: Estimate, event: Id as Event, left: Id as Event }
        "{counted}, but all of {before} (event {event}) had left (the last by event {left})";
    JoiningAsLargeAsGroup { joined: Estimate, group: Estimate, counted: Id as Event, before: Id as Event }
        "{joined} join, but then the group has {group} (event {counted}), and it was counted before (event {before})";
    ReturnContradictsInterception { interception: Id as Event, because: &'static str }
        "follows event {interception}, {because}";
    RecommendedTwice {
        #[serde(skip_serializing_if = "Option::is_none")]
        group: Option<Id> as Group,
        #[serde(skip_serializing_if = "Option::is_none")]
        on: Option<When>,
        #[serde(skip_serializing_if = "Option::is_none")]
        event: Option<Id> as Event,
        #[serde(skip_serializing_if = "Option::is_none")]
        statistic: Option<Id> as Statistic,
    }
        "{}", recommended_too((group.as_ref(), on.as_ref()), event.as_ref(), statistic.as_ref());
    PartRepeated { group: Id as Group }
        "{group} is named twice";

    // Meetings.
    MeetingWithoutGuests {
        #[serde(skip_serializing_if = "Option::is_none")]
        host: Option<CountryCode>,
        #[serde(skip_serializing_if = "Option::is_none")]
        host_party: Option<Id> as Party,
    }
        "only the host, {}, is present", side(*host, host_party.as_ref());
    HostAbsent {
        #[serde(skip_serializing_if = "Option::is_none")]
        host: Option<CountryCode>,
        #[serde(skip_serializing_if = "Option::is_none")]
        host_party: Option<Id> as Party,
    }
        "the host, {}, has no delegation", side(*host, host_party.as_ref());
    DelegationRepeated {
        #[serde(skip_serializing_if = "Option::is_none")]
        country: Option<CountryCode>,
        #[serde(skip_serializing_if = "Option::is_none")]
        of_party: Option<Id> as Party,
    }
        "a second delegation of {}", side(*country, of_party.as_ref());
    DelegateOfAnotherCountry { party: Id as Party, country: CountryCode, own: CountryCode }
        "{party} speaks for {country}, but is of {own}";
    OfficialInTwoDelegations { party: Id as Party, country: CountryCode, other: CountryCode }
        "{party} speaks for {country}, but for {other} too";
    OfficialInTwoPlaces { party: Id as Party, day: NaiveDate, other: NamedPlace as Place, other_event: Id as Event, apart_km: Distance }
        "{party} is also in {other} on {day} (event {other_event}), {apart_km:.0} away";
    MeetingOutsideHost { host: CountryCode, place: NamedPlace as Place, country: CountryCode }
        "hosted by {host}, in {place}, which is in {country}";
    ConvenedAfterMeeting { on: When, convened: When }
        "took place on {on}, but was convened on {convened}";
    OutcomesForetold { outcomes: usize }
        "has not happened, but has {}", outcomes_of(*outcomes);

    // Measures.
    ClosureWithoutEnd { starts: When }
        "closed from {starts}, but nothing says until when";
    ReopeningWithoutClosure { starts: When }
        "reopened from {starts}, but nothing says that it was closed";
    ClosureUnused { places: Vec<PlaceCode> as Place }
        "nobody in the dossier passes {}", listed(places);
    MeasureReversed { starts: When, ends: When }
        "starts on {starts}, but ends on {ends}";
    ClosureWithoutPlace { kind: MeasureKind }
        "a {} of neither a place nor a border", kind.as_str().replace('_', " ");
    AuthorityElsewhere { authority: Id as Party, country: CountryCode }
        "by {authority} of {country}, where none of it lies";
    BorderOfOneCountry { country: CountryCode }
        "the border of {country} and {country}";

    // Official statistics.
    EncountersCalledPersons {
        persons: Estimate,
        #[serde(flatten)]
        because: Encounters as Statistic,
    }
        "{persons} persons: {because}";
    StockSummed { value: Estimate, parts: usize }
        "{value} is the sum of {parts} stocks within its period";
    PeriodsOverlap { period: Period, other: Period, statistic: Id as Statistic }
        "{period} overlaps {other} (statistic {statistic})";
    CumulativeFalls { before: Estimate, until: NaiveDate, statistic: Id as Statistic, after: Estimate }
        "{after}, but already {before} by {until} (statistic {statistic})";
    FiscalAsCalendar {
        value: Estimate, year: Period,
        #[serde(skip_serializing_if = "Option::is_none")]
        fiscal: Option<Id> as Statistic,
    }
        "{value} is {}", of_fiscal(*year, fiscal.as_ref());
    RevisionLarge { before: Estimate, after: Estimate, statistic: Id as Statistic }
        "{after}, but {before} before (statistic {statistic})";
    PartAboveTotal { part: Estimate, total: Estimate, statistic: Id as Statistic }
        "{part}, of a total of {total} (statistic {statistic})";
    PublishedBeforePeriodEnd { published: NaiveDate, period: Period }
        "published on {published}, before {} is over", whole_period(*period);
    ProvisionalAsFinal { revised: Id as Statistic, figures: usize }
        "of normal status, but revised later (statistic {revised}){}", revised_too(*figures);
    ChangeContradictsSeries { change: Change, before: Estimate, after: Estimate }
        "{}, but {before} then and {after} now", changed(change);
    RankContradictsSeries { rank: Rank, period: Period, other: Estimate, statistic: Id as Statistic }
        "{}, but {other} in {period} (statistic {statistic})", ranked(rank);
    RankWithoutSeries {}
        "a record, and no figures to compare it with";
    RateContradictsSeries { rate: Estimate, per: Per, total: Estimate }
        "{rate} a {per}, but {total} in all of its period";
    SharesExceedWhole { percent: Percent, parts: usize }
        "{}", above_whole(*percent, *parts);
    VintageConflict { value: Estimate, other: Estimate, statistic: Id as Statistic }
        "{value}, but {other} on the same day (statistic {statistic})";
    SeriesAlike { field: &'static str, first: Id as Statistic }
        "its {field} is spelt differently in statistic {first}, so the two are in different series";
    AreaLikeCode { area: Area, meant: &'static str }
        "{area} is read as a name; it looks like the code of {meant}";
    NatureMixed { flow: Id as Statistic }
        "a stock, but a flow by statistic {flow}";
    PartsAboveTotal {
        parts: Estimate, count: usize,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        dimensions: Vec<SmolStr>,
        total: Estimate, statistic: Id as Statistic,
    }
        "{} sum to {parts}, of a total of {total}", parts_by(*count, dimensions);
    PartsBelowTotal { parts: Estimate, count: usize, total: Estimate, statistic: Id as Statistic }
        "{} sum to {parts}, and make up the time of a total of {total}", parts_by(*count, &[]);
    PublishersDiffer {
        value: Estimate, publisher: Id as Party, other: Estimate, other_publisher: Id as Party,
        statistic: Id as Statistic, periods: usize,
    }
        "{value} by {publisher}, but {other} by {other_publisher} (statistic {statistic}){}", differ_too(*periods);
    StatisticRepeated { first: Id as Statistic }
        "says the same as statistic {first}";
    ValueLeaps { value: Estimate, period: Period, other: Estimate, statistic: Id as Statistic }
        "{value}, but {other} in {period} (statistic {statistic})";
    VintageInTheFuture { published: NaiveDate, as_of: NaiveDate, figures: usize }
        "published on {published}{}, but the dossier is as of {as_of}", published_too(*figures);
    MonthMissing { gap: Period, missing: u32 }
        "{gap} is left out{}", in_all(*gap, *missing);
}
