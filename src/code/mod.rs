//! The registry: every stable code, declared once.
//!
//! A [`Code`] names one thing that can be wrong, whether a constructor refuses it or a
//! [`check`](crate::check) reports it. Messages may be reworded and rules refined, but a code is
//! never reused or removed, so a service can store it, silence it or count by it. Each code has a
//! page, which is also its rustdoc; its examples are tests.
//!
//! ```
//! use corridor::{Code, Severity};
//!
//! assert!(Code::all().any(|code| code.severity() == Severity::Error));
//! assert_eq!(Code::ImplausibleSpeed.family(), "movement");
//! assert_eq!(Code::ImplausibleSpeed.to_string(), "implausible-speed");
//! ```
//!
//! The name, in kebab-case, is stable. Codes are declared in the order of their names, and compare
//! in that order.

mod text;

use std::fmt;

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Worth a look; it may well be right.
    Notice,
    /// Probably wrong, or careless.
    Warning,
    /// Cannot be right.
    Error,
}

/// Declares the codes in the order of their names: identifier, name, family, default severity,
/// summary.
macro_rules! codes {
    ($($variant:ident $name:literal $family:literal $severity:ident $summary:literal;)+) => {
        /// A stable name for one thing that can be wrong.
        ///
        /// The name is the wire form. Errors and findings share one list, so that a lenient reader can
        /// report a refusal as a finding and go on.
        ///
        /// ```
        /// use corridor::{Code, Severity};
        ///
        /// let code: Code = "implausible-speed".parse()?;
        /// assert_eq!(code, Code::ImplausibleSpeed);
        /// assert_eq!(code.severity(), Severity::Warning);
        /// assert!(code.explain().starts_with("# implausible-speed"));
        /// # Ok::<(), corridor::Error>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(
                #[doc = include_str!(concat!("../docs/codes/", $name, ".md"))]
                $variant,
            )+
        }

        impl Code {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name, in kebab-case.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it is about, in one word: `wire`, `measure`, `time`, `place`, `route`,
            /// `references`, `movement`, `people`, `meetings`, `measures` or `statistics`.
            pub const fn family(self) -> &'static str {
                match self { $(Self::$variant => $family,)+ }
            }

            /// Its default severity, which a caller can change.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// What it means, in one line.
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary,)+ }
            }

            /// Its page, in Markdown: what it means, why it matters, examples that fire it and that
            /// do not, what to do, and the details of its findings.
            pub const fn explain(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("../docs/codes/", $name, ".md")),)+ }
            }
        }
    };
}

codes! {
    AreaInvalid "area-invalid" "place" Error "an area that is neither country, subdivision, M49 region nor a name";
    AreaLikeCode "area-like-code" "statistics" Notice "an area that is read as a name but looks like a code";
    ArrivalAtClosedCrossing "arrival-at-closed-crossing" "movement" Notice "an arrival at a closed crossing or beyond a closed border";
    ArrivalBeforeDeparture "arrival-before-departure" "time" Error "a group that arrives before it departs";
    ArrivalRepeated "arrival-repeated" "movement" Notice "repeated arrivals of one group at one place that may be landings of different groups";
    AuthorityElsewhere "authority-elsewhere" "measures" Warning "a closure or reopening by a country in which the place does not lie";
    BorderOfOneCountry "border-of-one-country" "measures" Error "a border between a country and itself";
    ChangeContradictsSeries "change-contradicts-series" "statistics" Warning "a change that does not fit the figures of its series";
    ClaimsContradict "claims-contradict" "people" Notice "claims about one time that cannot both be true";
    ClosureInvalid "closure-invalid" "route" Error "a closure of a place or link that the network lacks, or one that ends before it starts";
    ClosureUnused "closure-unused" "measures" Notice "a closure of crossings that nobody in the dossier passes";
    ClosureWithoutEnd "closure-without-end" "measures" Notice "a closure without an end";
    ClosureWithoutPlace "closure-without-place" "measures" Warning "a closure or reopening of neither a place nor a border";
    ConvenedAfterMeeting "convened-after-meeting" "meetings" Warning "a meeting that was called after it took place";
    ConversionInvalid "conversion-invalid" "statistics" Error "a factor of zero, or from a unit to itself";
    CoordinatesSwapped "coordinates-swapped" "place" Error "a seat that is in its country only with latitude and longitude swapped";
    CountInvalid "count-invalid" "measure" Error "a count that is not a whole number from 0 to 18446744073709551615";
    CountedAfterAllLeft "counted-after-all-left" "people" Warning "people counted in a group after everyone had left it";
    CountryContradictsCode "country-contradicts-code" "place" Warning "a place in a different country from that of its code";
    CountryUnknown "country-unknown" "place" Error "a country code that ISO 3166-1 does not list";
    CumulativeFalls "cumulative-falls" "statistics" Warning "a cumulative figure below one that it includes";
    DateInvalid "date-invalid" "time" Error "a date that is not in the calendar, or not written as EDTF";
    DateRemote "date-remote" "time" Warning "a date that is many years before the day of the dossier";
    DateReversed "date-reversed" "time" Error "an interval that ends before it starts";
    DateTooWide "date-too-wide" "time" Notice "a movement whose date spans too many days";
    DelegateOfAnotherCountry "delegate-of-another-country" "meetings" Warning "a delegate who acts for another country";
    DelegationRepeated "delegation-repeated" "meetings" Notice "two delegations of one country at one meeting";
    DetourTooLong "detour-too-long" "place" Warning "a road many times longer than the straight line";
    DistanceInvalid "distance-invalid" "measure" Error "a distance that is negative, not finite, or not readable";
    EncountersCalledPersons "encounters-called-persons" "statistics" Warning "encounters, or other events, reported as persons";
    EstimateBelowZero "estimate-below-zero" "measure" Error "a difference that is negative in every reading";
    EstimateOutOfOrder "estimate-out-of-order" "measure" Error "an estimate whose low, best and high do not ascend";
    EstimateOverflow "estimate-overflow" "measure" Error "a sum of people beyond what 64 bits hold";
    EventAfterReport "event-after-report" "time" Error "an event that is later than every report of it";
    EventRepeated "event-repeated" "references" Warning "an event that the same sources report twice";
    EventRetold "event-retold" "references" Notice "people who come or leave, reported again by a source that quotes the first";
    EventWithoutSource "event-without-source" "references" Warning "an event that no source reports";
    FigureContradictsWords "figure-contradicts-words" "people" Warning "a figure that contradicts its own words";
    FiscalAsCalendar "fiscal-as-calendar" "statistics" Warning "a calendar year with the figure of a fiscal year";
    FlowIndexUnknown "flow-index-unknown" "statistics" Error "a row of flows that names a zone or period beyond its list";
    FlowRepeated "flow-repeated" "statistics" Error "two rows for one flow in a table";
    FormatUnknown "format-unknown" "wire" Error "a format other than corridor/1";
    GroupInTwoPlaces "group-in-two-places" "movement" Warning "a group seen in two distant places on one day";
    GroupUnlocated "group-unlocated" "movement" Error "a forecast for a group that has not been reported anywhere";
    GrowthWithoutJoining "growth-without-joining" "people" Notice "a group that grew though nobody joined";
    HaltOverruns "halt-overruns" "movement" Warning "a halt longer than the time until the group is elsewhere";
    HashtagsMissing "hashtags-missing" "wire" Error "a sheet without a row of HXL hashtags among its first";
    HostAbsent "host-absent" "meetings" Notice "a meeting without a delegation of its host";
    IdDuplicate "id-duplicate" "references" Error "an id that two records of the same kind have";
    IdInvalid "id-invalid" "references" Error "an id that is empty, too long, or contains white space";
    ImplausibleSpeed "implausible-speed" "movement" Warning "a group faster than its mode of travel allows";
    JoiningAsLargeAsGroup "joining-as-large-as-group" "people" Notice "as many people who join a group as it counts afterwards";
    JourneyInterrupted "journey-interrupted" "time" Notice "two years or more between two reports of one group";
    JsonMalformed "json-malformed" "wire" Error "text that is not JSON, is cut short, or is nested too deeply";
    KeyDuplicate "key-duplicate" "wire" Error "a key that occurs twice in an object";
    KeyMisplaced "key-misplaced" "wire" Error "a key that a record of this type or status cannot have";
    KeyMissing "key-missing" "wire" Error "a key that the record must have";
    KeyUnknown "key-unknown" "wire" Notice "a key that this version does not know";
    LatitudeOutOfRange "latitude-out-of-range" "place" Error "a latitude that is not from -90 to 90 degrees";
    LeapWithoutLink "leap-without-link" "movement" Notice "a move between places that no chain of links joins";
    LeaversExceedGroup "leavers-exceed-group" "people" Warning "more people leaving a group than anybody counted in it";
    LinkInvalid "link-invalid" "route" Error "a link from a place to itself, or to a place that the network does not have";
    LongitudeOutOfRange "longitude-out-of-range" "place" Error "a longitude that is not from -180 to 180 degrees";
    MeasureReversed "measure-reversed" "measures" Error "a measure that ends before it starts";
    MeetingOutsideHost "meeting-outside-host" "meetings" Notice "a meeting that is not in the country of its host";
    MeetingWithoutGuests "meeting-without-guests" "meetings" Warning "a meeting at which only the host is present";
    MeetingWithoutParties "meeting-without-parties" "meetings" Error "a meeting with no delegation at all";
    MilesAsKilometres "miles-as-kilometres" "place" Warning "miles recorded as kilometres";
    MonthMissing "month-missing" "statistics" Notice "months that a monthly series leaves out";
    MovesAfterMerge "moves-after-merge" "movement" Warning "a group that goes on after it became part of another";
    MovesAfterSplit "moves-after-split" "movement" Warning "a group that goes on after it divided into others";
    NationalitiesExceedCount "nationalities-exceed-count" "people" Warning "more nationalities named than counted";
    NatureMixed "nature-mixed" "statistics" Warning "one indicator recorded both as a stock and as a flow";
    OccurredInTheFuture "occurred-in-the-future" "time" Error "an event recorded as having occurred on a day that is still to come";
    OfficialInTwoDelegations "official-in-two-delegations" "meetings" Warning "a person in two delegations of one meeting";
    OfficialInTwoPlaces "official-in-two-places" "meetings" Warning "a person who meets in two distant places on one day";
    OutcomesForetold "outcomes-foretold" "meetings" Warning "outcomes of a meeting that has not happened";
    PaceInvalid "pace-invalid" "measure" Error "a pace that is not positive, or whose slow bound is above its fast one";
    PartAboveTotal "part-above-total" "statistics" Warning "a part that exceeds its total";
    PartBeforeSplit "part-before-split" "movement" Notice "a part that was seen before the whole split";
    PartRepeated "part-repeated" "people" Warning "a group named twice among the parts of a split or merge";
    PartWithoutOrigin "part-without-origin" "movement" Notice "a part of a split that does not say what it split from";
    PartsAboveTotal "parts-above-total" "statistics" Warning "parts that together exceed their total";
    PartsBelowTotal "parts-below-total" "statistics" Warning "a total above the sum of the parts that make it up";
    PartsExceedWhole "parts-exceed-whole" "people" Warning "parts of a group that together exceed the whole";
    PartyOfWrongKind "party-of-wrong-kind" "references" Notice "a person, office or government that belongs to a party of the wrong kind";
    PartyOutOfOffice "party-out-of-office" "time" Warning "a person who acts in an office before or after holding it";
    PeopleUnaccounted "people-unaccounted" "people" Notice "parts of a group that together fall short of the whole";
    PercentInvalid "percent-invalid" "measure" Error "a percentage that is negative, not finite, or not readable";
    PeriodInvalid "period-invalid" "time" Error "a period that is neither a calendar unit nor a closed interval of whole days";
    PeriodReversed "period-reversed" "time" Error "a period that ends before it starts";
    PeriodStraddles "period-straddles" "statistics" Error "a period that lies in more than one of the requested coarser periods";
    PeriodsOverlap "periods-overlap" "statistics" Notice "periods of one series that overlap in part";
    PhraseDoubtful "phrase-doubtful" "measure" Error "words that can be read in two ways";
    PhraseNotACount "phrase-not-a-count" "measure" Error "words that measure something other than a count of people";
    PhraseUnreadable "phrase-unreadable" "measure" Error "words that do not read as a count";
    PlaceAmbiguous "place-ambiguous" "place" Error "a name that may mean several places";
    PlaceCodeInvalid "place-code-invalid" "place" Error "a place code without a country, or with characters that it may not contain";
    PlaceDuplicate "place-duplicate" "place" Error "two places under one code in a table";
    PlaceMisnamed "place-misnamed" "place" Warning "a place with the code of one place and the name of another";
    PlaceNotFound "place-not-found" "place" Error "a name that no place has";
    PlacesCoincide "places-coincide" "place" Warning "two codes for one place";
    PlannedInThePast "planned-in-the-past" "time" Notice "an event still planned for a day before the dossier's";
    ProvisionalAsFinal "provisional-as-final" "statistics" Notice "a figure of normal status that was revised later";
    PublishedBeforePeriodEnd "published-before-period-end" "statistics" Warning "a figure published before its period is over";
    PublishersDiffer "publishers-differ" "statistics" Notice "publishers with different figures for one thing";
    QualifierUnknown "qualifier-unknown" "place" Error "a qualifier that is not a subdivision, country or code";
    QuotedBeforePublished "quoted-before-published" "time" Warning "a source that quotes what was published later";
    RankContradictsSeries "rank-contradicts-series" "statistics" Warning "a record that an earlier figure of its series exceeds";
    RankWithoutSeries "rank-without-series" "statistics" Notice "a record of a series without figures to compare it with";
    RateContradictsSeries "rate-contradicts-series" "statistics" Warning "an average rate that does not fit the sum of its period";
    RecommendedTwice "recommended-twice" "people" Warning "two recommended figures of one group and day, or of one series and period";
    RecordUnused "record-unused" "references" Notice "a source, party or group that nothing refers to";
    ReferenceCircular "reference-circular" "references" Error "records that refer to each other in a circle";
    ReferenceDangling "reference-dangling" "references" Error "a reference to a record that is not in the dossier";
    ReopeningWithoutClosure "reopening-without-closure" "measures" Warning "a reopening of what was never closed";
    ReturnContradictsInterception "return-contradicts-interception" "people" Warning "a return that cannot follow its interception";
    RevisionLarge "revision-large" "statistics" Notice "a revision too large to be a correction";
    RoadBelowGeodesic "road-below-geodesic" "place" Warning "a road shorter than the shortest line between its ends";
    RoadInvalid "road-invalid" "route" Error "a road distance for a stretch that the route does not have";
    RoadsDisagree "roads-disagree" "place" Notice "links for one stretch whose lengths differ too much";
    RouteClosed "route-closed" "route" Error "two places with every way between them certainly closed on the day";
    RouteDisjoint "route-disjoint" "route" Error "routes that do not meet, or places that a route does not pass";
    RouteOverrun "route-overrun" "route" Error "a distance beyond the end of a route";
    RouteRepeatsPlace "route-repeats-place" "route" Error "a route through the same place twice in a row";
    RouteTooShort "route-too-short" "route" Error "a route through fewer than two places, or the direction of a route of no length";
    RouteUnconnected "route-unconnected" "route" Error "places that no links connect";
    RowMalformed "row-malformed" "wire" Error "a row of a sheet whose cells do not match its hashtags, or whose quotes do not close";
    RowTooLong "row-too-long" "wire" Error "a row of a sheet, or a line of a log that is read from a stream, above 1 MiB";
    SeatAtZero "seat-at-zero" "place" Error "a seat at latitude 0, longitude 0";
    SeatMissing "seat-missing" "place" Notice "a place on a group's way whose seat is not known";
    SeatOutsideCountry "seat-outside-country" "place" Warning "a seat that is not in its country";
    SeatUnknown "seat-unknown" "place" Error "a distance requested of a place whose seat is not known";
    SeriesAlike "series-alike" "statistics" Notice "two series whose keys differ in spelling only";
    SeriesGap "series-gap" "statistics" Notice "a part of a period for which a series has no figure";
    SeriesMixed "series-mixed" "statistics" Error "figures about different things in one series";
    SeriesOverlap "series-overlap" "statistics" Error "a sum in which days would count twice";
    SeriesUnknown "series-unknown" "statistics" Error "a series that has no statistic";
    SharesExceedWhole "shares-exceed-whole" "statistics" Warning "parts or shares of one whole that sum to more than 100 %";
    SourceInTheFuture "source-in-the-future" "time" Warning "a report of an event, published after the day of the dossier";
    SourceQuotesItself "source-quotes-itself" "references" Warning "sources that quote each other in a circle";
    SplitWithoutParts "split-without-parts" "people" Error "a split or merge without parts";
    StatisticRepeated "statistic-repeated" "statistics" Warning "a statistic that the same sources report twice";
    StockSummed "stock-summed" "statistics" Warning "a stock that is summed over time";
    StreamFailed "stream-failed" "wire" Error "an input or output that failed while a sheet or a log was read or written";
    SubdivisionContradictsSeat "subdivision-contradicts-seat" "place" Warning "a seat among places of other subdivisions only";
    SubdivisionElsewhere "subdivision-elsewhere" "place" Warning "a place in a subdivision of another country";
    SubdivisionInvalid "subdivision-invalid" "place" Error "a subdivision code that is not in the form of ISO 3166-2";
    SumsDisagree "sums-disagree" "statistics" Error "a period for which two sets of figures have different sums";
    TenureReversed "tenure-reversed" "time" Error "a tenure that ends before it begins";
    TextInvalid "text-invalid" "wire" Error "a text that is empty or has control characters";
    TravelledFalls "travelled-falls" "movement" Warning "a distance since the departure that decreases";
    TravelledTooFar "travelled-too-far" "movement" Warning "a distance since the departure that is too long for the days";
    TypeUnknown "type-unknown" "wire" Error "an event type that this version does not know";
    UnitsMixed "units-mixed" "statistics" Error "figures in different units in one series or conversion";
    ValueInvalid "value-invalid" "wire" Error "a value of the wrong type or outside its vocabulary";
    ValueLeaps "value-leaps" "statistics" Notice "a month ten times as large or as small as those beside it";
    ValueMissing "value-missing" "statistics" Error "a statistic whose status and value contradict each other";
    VintageConflict "vintage-conflict" "statistics" Error "two values of one period in one vintage";
    VintageInTheFuture "vintage-in-the-future" "statistics" Notice "a statistic published after the day of the dossier";
    YearMistyped "year-mistyped" "time" Notice "a fix that is about a year from all others of its group, and would fit among them in another year";
}

impl Code {
    /// Every code, in the order of their names.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        Self::ALL.iter().copied()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
