//! Every finding: its name, its figures, its text.

use std::fmt;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use smol_str::SmolStr;

use super::Encounters;
use crate::check::wording::{
    Above, An, AsOthers, Circle, InAll, Listed, Manner, OfFiscal, Outcomes, Span, Tenure, Whole,
};
use crate::time::Days;
use crate::{
    Code, CountryCode, Distance, Estimate, Id, MeasureKind, Pace, PartyKind, Period, Place,
    PlaceCode, Subdivision, TravelMode, When,
};

details! {
    /// A key that this version does not know.
    KeyUnknown {
        /// The key, and how it is reached.
        path: SmolStr,
    }
    "{path} is not a key that this version knows";

    /// An event that no source reports.
    EventWithoutSource {}
    "no source reports it";

    /// An event that is recorded twice.
    EventRepeated {
        /// The other one.
        first: Id,
    }
    "says the same as event {first}";

    /// Sources that quote each other in a circle.
    SourceQuotesItself {
        /// How many there are in the circle.
        sources: usize,
    }
    "{}",
    Circle(*sources);

    /// A record that nothing refers to.
    RecordUnused {}
    "nothing refers to it";

    /// A party that belongs to one of the wrong kind.
    PartyOfWrongKind {
        /// Its kind.
        kind: PartyKind,
        /// What it is said to belong to.
        of: Id,
        /// The kind of that.
        of_kind: PartyKind,
    }
    "{} of {} ({of})",
    An(kind), An(of_kind);

    /// An arrival that is certainly before the group set out.
    ArrivalBeforeDeparture {
        /// When it arrives.
        arrival: When,
        /// When it first departs.
        departure: When,
        /// The event of that departure.
        departs: Id,
    }
    "arrives on {arrival} and departs on {departure} (event {departs})";

    /// A fix a year from all others, which fits among them in another year.
    YearMistyped {
        /// As written.
        on: When,
        /// The same day in the year in which it fits.
        fits: NaiveDate,
        /// The event of the nearest other fix.
        nearest: Id,
        /// How many days lie between the two.
        days: u64,
    }
    "{on} is {days} days from the group's nearest other day (event {nearest}), and {fits} is among them";

    /// An event still planned for a day that the dossier has left behind.
    PlannedInThePast {
        /// When it was to happen.
        on: When,
        /// The day that the dossier is seen from.
        as_of: NaiveDate,
    }
    "planned for {on}, and the dossier is of {as_of}";

    /// An event that has happened on a day that is still to come.
    OccurredInTheFuture {
        /// When it is said to have happened.
        on: When,
        /// The day that the dossier is seen from.
        as_of: NaiveDate,
    }
    "has occurred on {on}, and the dossier is of {as_of}";

    /// An event that is after every report of it.
    EventAfterReport {
        /// When it is said to have happened.
        on: When,
        /// The last source to tell of it.
        source: Id,
        /// When that was published.
        published: When,
    }
    "happened on {on}, and its last report (source {source}) is of {published}";

    /// A movement whose day is hardly known.
    DateTooWide {
        /// When.
        on: When,
        /// How many days that may be; none where it is open.
        #[serde(skip_serializing_if = "Option::is_none")]
        days: Option<u64>,
        /// How many are allowed.
        limit: u64,
    }
    "{on} is {}, more than {limit}",
    Span(*days);

    /// A tenure that ends before it begins.
    TenureReversed {
        /// Since when.
        since: When,
        /// Until when.
        until: When,
    }
    "in office since {since} and until {until}";

    /// Somebody who acts in an office outside the tenure.
    PartyOutOfOffice {
        /// Who.
        party: Id,
        /// When.
        on: When,
        /// Since when in office.
        #[serde(skip_serializing_if = "Option::is_none")]
        since: Option<When>,
        /// Until when.
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<When>,
    }
    "{party} acts on {on}, and is in office {}",
    Tenure(since.as_ref(), until.as_ref());

    /// A report of an event that was not yet published.
    SourceInTheFuture {
        /// When it is published.
        published: When,
        /// The day that the dossier is seen from.
        as_of: NaiveDate,
    }
    "published on {published}, and the dossier is of {as_of}";

    /// A source that quotes what was not yet published.
    QuotedBeforePublished {
        /// When it is published.
        published: When,
        /// What it quotes.
        original: Id,
        /// When that is published.
        original_published: When,
    }
    "published on {published}, and quotes source {original} of {original_published}";

    /// A road shorter than the shortest line between its ends.
    RoadBelowGeodesic {
        /// Where it starts.
        #[serde(serialize_with = "by_code")]
        from: Place,
        /// Where it leads.
        #[serde(serialize_with = "by_code")]
        to: Place,
        /// How far it is said to be.
        #[serde(rename = "road_km")]
        road: Distance,
        /// The shortest line between the seats.
        #[serde(rename = "geodesic_km")]
        geodesic: Distance,
    }
    "{road} by road, and {geodesic} in a straight line";

    /// A road many times longer than the shortest line between its ends.
    DetourTooLong {
        /// Where it starts.
        #[serde(serialize_with = "by_code")]
        from: Place,
        /// Where it leads.
        #[serde(serialize_with = "by_code")]
        to: Place,
        /// How far it is said to be.
        #[serde(rename = "road_km")]
        road: Distance,
        /// The shortest line between the seats.
        #[serde(rename = "geodesic_km")]
        geodesic: Distance,
    }
    "{road} by road, and {geodesic} in a straight line";

    /// Miles that were recorded as kilometres.
    MilesAsKilometres {
        /// What it says.
        #[serde(rename = "road_km")]
        road: Distance,
        /// What another report of the stretch says.
        #[serde(rename = "other_km")]
        other: Distance,
        /// That other report: a link or an event.
        told_by: Id,
    }
    "{road} is {other} ({told_by}) if it is in miles";

    /// Two links for one stretch, of different length.
    RoadsDisagree {
        /// What it says.
        #[serde(rename = "road_km")]
        road: Distance,
        /// What the other says.
        #[serde(rename = "other_km")]
        other: Distance,
        /// That other link.
        link: Id,
    }
    "{road}, and by link {link} {other}";

    /// A place in another country than its code.
    CountryContradictsCode {
        /// Where it is said to be.
        country: CountryCode,
        /// Where its code is.
        code_country: CountryCode,
    }
    "in {country}, with a code of {code_country}";

    /// A place in a subdivision of another country.
    SubdivisionElsewhere {
        /// The subdivision.
        subdivision: Subdivision,
        /// The country.
        country: CountryCode,
    }
    "in {subdivision}, which is not in {country}";

    /// A seat at latitude 0, longitude 0.
    SeatAtZero {
        /// Its latitude.
        lat: f64,
        /// Its longitude.
        lon: f64,
    }
    "its seat is at {lat}, {lon}: a missing value";

    /// A seat that is in its country only the other way round.
    CoordinatesSwapped {
        /// Its latitude.
        lat: f64,
        /// Its longitude.
        lon: f64,
        /// Its country.
        country: CountryCode,
    }
    "{lat}, {lon} is not in {country}, and {lon}, {lat} is";

    /// A seat that is not in its country.
    SeatOutsideCountry {
        /// Its latitude.
        lat: f64,
        /// Its longitude.
        lon: f64,
        /// Its country.
        country: CountryCode,
    }
    "{lat}, {lon} is not in {country}";

    /// A place on a group's way that has no seat.
    SeatMissing {}
    "a group passes it, and its seat is not known";

    /// Two codes for one place.
    PlacesCoincide {
        /// The other code.
        other: PlaceCode,
        /// How far apart the seats are.
        #[serde(rename = "apart_km")]
        apart: Distance,
    }
    "of one name with {other}, {:.0} m from it",
    apart.metres();

    /// Faster than the mode of travel allows, even in the most days that the dates allow.
    ImplausibleSpeed {
        /// The group.
        group: Id,
        /// Where it was before.
        #[serde(serialize_with = "by_code")]
        from: Place,
        /// The event that puts it there.
        since: Id,
        /// The shortest line from there.
        #[serde(rename = "geodesic_km")]
        geodesic: Distance,
        /// The time that it had.
        days: Days,
        /// The pace that this takes.
        #[serde(rename = "km_per_day")]
        pace: Pace,
        /// How it travels.
        mode: TravelMode,
        /// How far it gets in a day.
        #[serde(rename = "limit_km_per_day")]
        limit: Distance,
    }
    "{geodesic:.0} in {days} is {}; {} at most {}",
    Above(*pace, *limit), Manner(*mode), limit.km();

    /// A group seen in two distant places on one day.
    GroupInTwoPlaces {
        /// The group.
        group: Id,
        /// The day.
        day: NaiveDate,
        /// The other place.
        #[serde(serialize_with = "by_code")]
        other: Place,
        /// The event that puts it there.
        other_event: Id,
        /// The shortest line between the two.
        #[serde(rename = "geodesic_km")]
        geodesic: Distance,
    }
    "seen in {} too on {day} (event {other_event}), {geodesic:.0} away",
    other.name();

    /// A move between places that no chain of links joins.
    LeapWithoutLink {
        /// The group.
        group: Id,
        /// Where it was before.
        #[serde(serialize_with = "by_code")]
        from: Place,
        /// Where it is.
        #[serde(serialize_with = "by_code")]
        to: Place,
    }
    "comes from {} to {}, which no links join",
    from.name(), to.name();

    /// A halt that is longer than the time until the group is elsewhere.
    HaltOverruns {
        /// How long the halt is.
        hours: f64,
        /// The time until then.
        days: Days,
        /// Where the group is then.
        #[serde(serialize_with = "by_code")]
        elsewhere: Place,
        /// The event that puts it there.
        event: Id,
    }
    "halts for {hours} hours, and is in {} after {days} (event {event})",
    elsewhere.name();

    /// An arrival at a closed crossing, or beyond a closed border.
    ArrivalAtClosedCrossing {
        /// The group.
        group: Id,
        /// When.
        on: When,
        /// The event of the closure.
        closure: Id,
    }
    "there on {on}, and the way is closed (event {closure})";

    /// A distance since the departure that becomes less.
    TravelledFalls {
        /// How far it was.
        #[serde(rename = "before_km")]
        before: Distance,
        /// By that event.
        event: Id,
        /// How far it is.
        #[serde(rename = "travelled_km")]
        travelled: Distance,
    }
    "has come {travelled}, and had come {before} before (event {event})";

    /// A distance since the departure that the days do not allow.
    TravelledTooFar {
        /// How far it is said to have come.
        #[serde(rename = "travelled_km")]
        travelled: Distance,
        /// The time that it had.
        days: Days,
        /// How it travels.
        mode: TravelMode,
        /// How far it gets in a day.
        #[serde(rename = "limit_km_per_day")]
        limit: Distance,
    }
    "has come {travelled} in {days}; {} at most {} a day",
    Manner(*mode), limit;

    /// A group that is still about after it became part of another.
    MovesAfterMerge {
        /// The group.
        group: Id,
        /// The event of the merge.
        merge: Id,
        /// When that was.
        on: When,
    }
    "{group} became part of another on {on} (event {merge})";

    /// A part that was about before the whole split.
    PartBeforeSplit {
        /// The part.
        group: Id,
        /// The event of the split.
        split: Id,
        /// When that was.
        on: When,
    }
    "{group} split off on {on} (event {split})";

    /// A part that does not say what it split from.
    PartWithoutOrigin {
        /// The whole.
        whole: Id,
        /// The event of the split.
        split: Id,
    }
    "split from {whole} (event {split}), and does not say so";

    /// Parts that together exceed the whole.
    PartsExceedWhole {
        /// The whole.
        whole: Estimate,
        /// The sum of the parts.
        parts: Estimate,
    }
    "the parts sum to {parts}, the whole is {whole}";

    /// Parts that together fall short of the whole.
    PeopleUnaccounted {
        /// The whole.
        whole: Estimate,
        /// The sum of the parts.
        parts: Estimate,
        /// How many are missing.
        missing: Estimate,
    }
    "the parts sum to {parts}, the whole is {whole}: {missing} missing";

    /// A group that grew, and nobody joined.
    GrowthWithoutJoining {
        /// The group.
        group: Id,
        /// What the same claimant said before.
        before: Estimate,
        /// By that event.
        event: Id,
        /// What it is now.
        after: Estimate,
    }
    "{after}, after {before} by the same claimant (event {event}), and nobody joined";

    /// Claims about one time that cannot both be true.
    ClaimsContradict {
        /// How many claims there are.
        claims: usize,
        /// The lower of the two that are furthest apart.
        lower: Estimate,
        /// Its event.
        lower_event: Id,
        /// The higher.
        higher: Estimate,
        /// Its event.
        higher_event: Id,
    }
    "of {claims} claims, {lower} (event {lower_event}) and {higher} (event {higher_event}) are furthest apart";

    /// A figure that its own words do not bear out.
    FigureContradictsWords {
        /// The figure.
        figure: Estimate,
        /// The words.
        words: SmolStr,
        /// What they say.
        read: Estimate,
    }
    "{figure}, and \"{words}\" is {read}";

    /// More nationalities named than counted.
    NationalitiesExceedCount {
        /// How many are counted.
        counted: Estimate,
        /// How many are named.
        named: u64,
    }
    "{named} nationalities are named, of {counted}";

    /// More people leave a group than anybody counted in it.
    LeaversExceedGroup {
        /// How many leave.
        leaving: Estimate,
        /// The highest count of the group.
        group: Estimate,
        /// Its event.
        counted: Id,
    }
    "{leaving} leave, of at most {group} (event {counted})";

    /// A group that is named twice among parts.
    PartRepeated {
        /// The group.
        group: Id,
    }
    "{group} is named twice";

    /// A meeting at which only the host is present.
    MeetingWithoutGuests {
        /// The host.
        host: CountryCode,
    }
    "only the host, {host}, is present";

    /// A meeting without its host.
    HostAbsent {
        /// The host.
        host: CountryCode,
    }
    "the host, {host}, has no delegation";

    /// Two delegations of one country.
    DelegationRepeated {
        /// The country.
        country: CountryCode,
    }
    "a second delegation of {country}";

    /// A delegate of another country.
    DelegateOfAnotherCountry {
        /// Who.
        party: Id,
        /// The country of the delegation.
        country: CountryCode,
        /// The delegate's own.
        own: CountryCode,
    }
    "{party} speaks for {country}, and is of {own}";

    /// Somebody in two delegations of one meeting.
    OfficialInTwoDelegations {
        /// Who.
        party: Id,
        /// The country of the delegation.
        country: CountryCode,
        /// That of the other one.
        other: CountryCode,
    }
    "{party} speaks for {country}, and for {other} too";

    /// Somebody who meets in two distant places on one day.
    OfficialInTwoPlaces {
        /// Who.
        party: Id,
        /// The day.
        day: NaiveDate,
        /// The other place.
        #[serde(serialize_with = "by_code")]
        other: Place,
        /// The meeting there.
        other_event: Id,
        /// How far it is.
        #[serde(rename = "apart_km")]
        apart: Distance,
    }
    "{party} is in {} too on {day} (event {other_event}), {apart:.0} away",
    other.name();

    /// A meeting that is not in the country of its host.
    MeetingOutsideHost {
        /// The host.
        host: CountryCode,
        /// The place.
        #[serde(serialize_with = "by_code")]
        place: Place,
        /// Its country.
        country: CountryCode,
    }
    "hosted by {host}, in {}, which is in {country}",
    place.name();

    /// A meeting that was called after it took place.
    ConvenedAfterMeeting {
        /// When it took place.
        on: When,
        /// When it was called.
        convened: When,
    }
    "took place on {on}, and was convened on {convened}";

    /// Outcomes of a meeting that has not happened.
    OutcomesForetold {
        /// How many there are.
        outcomes: usize,
    }
    "has not happened, and has {}",
    Outcomes(*outcomes);

    /// A closure that never ends.
    ClosureWithoutEnd {
        /// When it starts.
        starts: When,
    }
    "closed from {starts}, and nothing says until when";

    /// A reopening of what was never closed.
    ReopeningWithoutClosure {
        /// When it starts.
        starts: When,
    }
    "reopened from {starts}, and nothing says that it was closed";

    /// A closure of places that nothing else in the dossier comes by.
    ClosureUnused {
        /// The places.
        places: Vec<PlaceCode>,
    }
    "nobody comes by {}",
    Listed(places);

    /// A measure that ends before it starts.
    MeasureReversed {
        /// When it starts.
        starts: When,
        /// When it ends.
        ends: When,
    }
    "starts on {starts} and ends on {ends}";

    /// A closure or reopening of nothing.
    ClosureWithoutPlace {
        /// What it is.
        kind: MeasureKind,
    }
    "a {} of neither a place nor a border",
    kind.as_str().replace('_', " ");

    /// A closure or reopening by another country.
    AuthorityElsewhere {
        /// Who.
        authority: Id,
        /// Of which country.
        country: CountryCode,
    }
    "by {authority} of {country}, which none of it lies in";

    /// A border between a country and itself.
    BorderOfOneCountry {
        /// The country.
        country: CountryCode,
    }
    "the border of {country} and {country}";

    /// Encounters called persons.
    EncountersCalledPersons {
        /// The figure.
        persons: Estimate,
        /// Why it is taken for encounters.
        because: Encounters,
    }
    "{persons} persons: {because}";

    /// A stock that is the sum of stocks.
    StockSummed {
        /// The figure.
        value: Estimate,
        /// How many figures it is the sum of.
        parts: usize,
    }
    "{value} is the sum of {parts} stocks within its period";

    /// Periods of one series that overlap.
    PeriodsOverlap {
        /// The period.
        period: Period,
        /// The other one.
        other: Period,
        /// Its statistic.
        statistic: Id,
    }
    "{period} overlaps {other} (statistic {statistic})";

    /// A cumulative figure that becomes less.
    CumulativeFalls {
        /// What it was.
        before: Estimate,
        /// Until when.
        until: NaiveDate,
        /// Its statistic.
        statistic: Id,
        /// What it is.
        after: Estimate,
    }
    "{after}, and {before} had come by {until} (statistic {statistic})";

    /// A calendar year with the figure of a fiscal year.
    FiscalAsCalendar {
        /// The figure.
        value: Estimate,
        /// The fiscal year.
        year: Period,
        /// The statistic of the fiscal year; none where its months sum up to the figure.
        fiscal: Option<Id>,
    }
    "{value} is {}", OfFiscal(*year, fiscal.as_ref());

    /// A revision too large for a correction.
    RevisionLarge {
        /// What it was.
        before: Estimate,
        /// What it is.
        after: Estimate,
        /// The earlier vintage.
        statistic: Id,
    }
    "{after}, and {before} before (statistic {statistic})";

    /// A part that exceeds its total.
    PartAboveTotal {
        /// The part.
        part: Estimate,
        /// The total.
        total: Estimate,
        /// The statistic of the total.
        statistic: Id,
    }
    "{part}, of a total of {total} (statistic {statistic})";

    /// A figure that is out before its period is over.
    PublishedBeforePeriodEnd {
        /// When it is out.
        published: NaiveDate,
        /// Its period.
        period: Period,
    }
    "published on {published}, before {} is over",
    Whole(*period);

    /// A figure of normal status that was revised later.
    ProvisionalAsFinal {
        /// The vintage that revised it.
        revised: Id,
        /// How many periods of the series were.
        figures: usize,
    }
    "of normal status, and revised later (statistic {revised}){}",
    AsOthers(*figures);

    /// Two figures for one period of one day.
    VintageConflict {
        /// The figure.
        value: Estimate,
        /// The other one.
        other: Estimate,
        /// Its statistic.
        statistic: Id,
    }
    "{value}, and on the same day {other} (statistic {statistic})";

    /// One indicator as stock and as flow.
    NatureMixed {
        /// A statistic that has it as a flow.
        flow: Id,
    }
    "a stock, and a flow by statistic {flow}";

    /// Months that a series leaves out.
    MonthMissing {
        /// The first that are left out.
        gap: Period,
        /// How many are, in all.
        missing: u32,
    }
    "{gap} is left out{}",
    InAll(*gap, *missing);
}

/// A place by its code, as every record refers to it.
fn by_code<S: Serializer>(place: &Place, serializer: S) -> Result<S::Ok, S::Error> {
    place.code().serialize(serializer)
}
