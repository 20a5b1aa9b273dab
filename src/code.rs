//! The registry: every stable code, declared once.
//!
//! Messages are reworded, and rules refined; what a service stores, silences or counts by must stay. A
//! [`Code`] names one thing that can be wrong, whether a constructor refuses it or a
//! [`check`](crate::check) reports it. A code is never reused and never removed; each has a page,
//! which is also its rustdoc and its own test.
//!
//! ```
//! use corridor::{Code, Severity, code::Family};
//!
//! assert!(Code::all().any(|code| code.severity() == Severity::Error));
//! assert_eq!(Code::ImplausibleSpeed.family(), Family::Movement);
//! assert_eq!(Code::ImplausibleSpeed.to_string(), "implausible-speed");
//! ```
//!
//! The name is the promise, in kebab-case; the order of the registry, which is the order of `Ord`, is
//! not: a new code stands with its family.

use std::fmt;
use std::str::FromStr;

use crate::error::umbrella;
use crate::text::{text_form, vocabulary};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Worth a look; nothing need be wrong.
    Notice,
    /// Probably wrong, or careless.
    Warning,
    /// Cannot be right.
    Error,
}

vocabulary!(Severity, "a severity", { Notice "notice", Warning "warning", Error "error" });

/// What a code is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Family {
    /// The text itself: JSON, keys, types.
    Wire,
    /// Figures: estimates, distances, paces, and the words they are read from.
    Measure,
    /// Dates and periods.
    Time,
    /// Places, codes, coordinates, names.
    Place,
    /// Routes, networks, closures.
    Route,
    /// Ids and what they refer to.
    References,
    /// Groups on the move.
    Movement,
    /// Headcounts and what becomes of them.
    People,
    /// Meetings and who takes part.
    Meetings,
    /// Measures that governments take.
    Measures,
    /// Official statistics and their series.
    Statistics,
}

/// Declares the codes: identifier, name, family, default severity, version it came with, one line.
macro_rules! codes {
    ($($variant:ident $name:literal $family:ident $severity:ident $since:literal $summary:literal;)+) => {
        /// A stable name for one thing that can be wrong.
        ///
        /// The name is the wire form. Errors and findings draw on the same list, so that a reader of
        /// whole sets can turn a refusal into a finding and go on.
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
                #[doc = include_str!(concat!("docs/codes/", $name, ".md"))]
                $variant,
            )+
        }

        impl Code {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name, in kebab-case.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it is about.
            pub const fn family(self) -> Family {
                match self { $(Self::$variant => Family::$family,)+ }
            }

            /// How grave it is unless a caller says otherwise.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// The version of this crate that it came with.
            pub const fn since(self) -> &'static str {
                match self { $(Self::$variant => $since,)+ }
            }

            /// What it means, in one line.
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary,)+ }
            }

            /// Its page, in Markdown: what it means, an example that fires it, one that does not.
            pub const fn explain(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("docs/codes/", $name, ".md")),)+ }
            }
        }
    };
}

codes! {
    EstimateOutOfOrder "estimate-out-of-order" Measure Error "0.1.0" "an estimate whose low, best and high do not ascend";
    EstimateOverflow "estimate-overflow" Measure Error "0.1.0" "a sum of people beyond what 64 bits hold";
    EstimateBelowZero "estimate-below-zero" Measure Error "0.1.0" "a difference that cannot be other than negative";
    CountInvalid "count-invalid" Measure Error "0.1.0" "a count that is not a whole number from 0 to 18446744073709551615";
    PhraseUnreadable "phrase-unreadable" Measure Error "0.1.0" "words that do not read as a count";
    PhraseNotACount "phrase-not-a-count" Measure Error "0.1.0" "words that measure something other than a count of people";
    PhraseDoubtful "phrase-doubtful" Measure Error "0.1.0" "words that can be read in two ways";
    DistanceInvalid "distance-invalid" Measure Error "0.1.0" "a distance that is negative, not finite, or not readable";
    PercentInvalid "percent-invalid" Measure Error "0.1.0" "a percentage that is negative, not finite, or not readable";
    PaceInvalid "pace-invalid" Measure Error "0.1.0" "a pace that is not positive, or whose slow bound is above its fast one";
    DateInvalid "date-invalid" Time Error "0.1.0" "a date that is no date of the calendar, or not written as EDTF";
    DateReversed "date-reversed" Time Error "0.1.0" "an interval that ends before it starts";
    PeriodInvalid "period-invalid" Time Error "0.1.0" "a period that is no calendar unit or closed interval of whole days";
    PeriodReversed "period-reversed" Time Error "0.1.0" "a period that ends before it starts";
    CountryUnknown "country-unknown" Place Error "0.1.0" "a country code that ISO 3166-1 does not list";
    SubdivisionInvalid "subdivision-invalid" Place Error "0.1.0" "a subdivision code that is not of the form of ISO 3166-2";
    PlaceCodeInvalid "place-code-invalid" Place Error "0.1.0" "a place code without a country, or with characters it may not have";
    LatitudeOutOfRange "latitude-out-of-range" Place Error "0.1.0" "a latitude that is not from -90 to 90 degrees";
    LongitudeOutOfRange "longitude-out-of-range" Place Error "0.1.0" "a longitude that is not from -180 to 180 degrees";
    SeatUnknown "seat-unknown" Place Error "0.1.0" "a distance asked of a place whose seat is not known";
    PlaceAmbiguous "place-ambiguous" Place Error "0.1.0" "a name that several places bear";
    PlaceNotFound "place-not-found" Place Error "0.1.0" "a name that no place bears";
    QualifierUnknown "qualifier-unknown" Place Error "0.1.0" "a qualifier that is no subdivision, country or code";
    PlaceDuplicate "place-duplicate" Place Error "0.1.0" "two places under one code in a table";
    AreaInvalid "area-invalid" Place Error "0.1.0" "an area that is neither country, subdivision, M49 region nor a name";
    RouteTooShort "route-too-short" Route Error "0.1.0" "a route through fewer than two places";
    RouteRepeatsPlace "route-repeats-place" Route Error "0.1.0" "a route through the same place twice in a row";
    RoadInvalid "road-invalid" Route Error "0.1.0" "a road distance for a stretch that the route does not have";
    RouteOverrun "route-overrun" Route Error "0.1.0" "a distance beyond the end of a route";
    RouteDisjoint "route-disjoint" Route Error "0.1.0" "routes that do not meet, or places that a route does not pass";
    LinkInvalid "link-invalid" Route Error "0.1.0" "a link from a place to itself, or to a place that the network does not have";
    ClosureInvalid "closure-invalid" Route Error "0.1.0" "a closure of what the network does not have, or one that ends before it starts";
    RouteUnconnected "route-unconnected" Route Error "0.1.0" "places that no links connect";
    RouteClosed "route-closed" Route Error "0.1.0" "places between which every way is certainly closed on the day";
    IdInvalid "id-invalid" References Error "0.1.0" "an id that is empty, too long, or has white space in it";
    IdDuplicate "id-duplicate" References Error "0.1.0" "an id that two records of one kind bear";
    ReferenceDangling "reference-dangling" References Error "0.1.0" "a reference to a record that is not in the dossier";
    ReferenceCircular "reference-circular" References Error "0.1.0" "records that refer to each other in a circle";
    JsonMalformed "json-malformed" Wire Error "0.1.0" "text that is not JSON, or is cut short, or is nested too deep";
    FormatUnknown "format-unknown" Wire Error "0.1.0" "a format other than corridor/1";
    TypeUnknown "type-unknown" Wire Error "0.1.0" "an event type that this version does not know";
    ValueInvalid "value-invalid" Wire Error "0.1.0" "a value of the wrong type or outside its vocabulary";
    KeyMissing "key-missing" Wire Error "0.1.0" "a key that the record must have";
    KeyDuplicate "key-duplicate" Wire Error "0.1.0" "a key that stands twice in one object";
    KeyUnknown "key-unknown" Wire Notice "0.1.0" "a key that this version does not know";
    KeyMisplaced "key-misplaced" Wire Error "0.1.0" "a key that a record of this type or status cannot have";
    TextInvalid "text-invalid" Wire Error "0.1.0" "a text that is empty or has control characters";
    HashtagsMissing "hashtags-missing" Wire Error "0.1.0" "a sheet without a row of HXL hashtags among its first";
    RowTooLong "row-too-long" Wire Error "0.1.0" "a row of a sheet, or a line of a log that is read from a stream, above 1 MiB";
    StreamFailed "stream-failed" Wire Error "0.1.0" "an input or output that failed while a sheet or a log was read or written";
    MeetingWithoutParties "meeting-without-parties" Meetings Error "0.1.0" "a meeting with no delegation at all";
    SplitWithoutParts "split-without-parts" People Error "0.1.0" "a split or merge without parts";
    ValueMissing "value-missing" Statistics Error "0.1.0" "a statistic whose status and value contradict each other";
    SeriesUnknown "series-unknown" Statistics Error "0.1.0" "a series of which there is no statistic";
    SeriesMixed "series-mixed" Statistics Error "0.1.0" "figures about different things in one series";
    UnitsMixed "units-mixed" Statistics Error "0.1.0" "figures in different units in one series or conversion";
    VintageConflict "vintage-conflict" Statistics Error "0.1.0" "two values of one period in one vintage";
    SeriesOverlap "series-overlap" Statistics Error "0.1.0" "a sum in which days would count twice";
    ConversionInvalid "conversion-invalid" Statistics Error "0.1.0" "a factor of nothing, or from a unit to itself";
    FlowIndexUnknown "flow-index-unknown" Statistics Error "0.1.0" "a row of flows that names a zone or period beyond its list";
    FlowRepeated "flow-repeated" Statistics Error "0.1.0" "two rows for one flow in a table";
    RoadBelowGeodesic "road-below-geodesic" Place Warning "0.1.0" "a road shorter than the shortest line between its ends";
    GroupUnlocated "group-unlocated" Movement Error "0.1.0" "a forecast for a group that has not been reported anywhere";
    ImplausibleSpeed "implausible-speed" Movement Warning "0.1.0" "a group faster than its mode of travel allows";
    PartsExceedWhole "parts-exceed-whole" People Warning "0.1.0" "parts of a group that together exceed the whole";
    ArrivalBeforeDeparture "arrival-before-departure" Time Error "0.1.0" "a group that arrives before it departs";
    PlannedInThePast "planned-in-the-past" Time Notice "0.1.0" "an event still planned for a day that the dossier has left behind";
    EncountersCalledPersons "encounters-called-persons" Statistics Warning "0.1.0" "encounters reported as persons";
    MeetingWithoutGuests "meeting-without-guests" Meetings Warning "0.1.0" "a meeting at which only the host is present";
    EventWithoutSource "event-without-source" References Warning "0.1.0" "an event that no source reports";
    EventRepeated "event-repeated" References Warning "0.1.0" "an event that the same sources tell twice";
    SourceQuotesItself "source-quotes-itself" References Warning "0.1.0" "sources that quote each other in a circle";
    RecordUnused "record-unused" References Notice "0.1.0" "a source, party or group that nothing refers to";
    PartyOfWrongKind "party-of-wrong-kind" References Notice "0.1.0" "a person, office or government that belongs to what it cannot belong to";
    OccurredInTheFuture "occurred-in-the-future" Time Error "0.1.0" "an event that has occurred on a day that is still to come";
    EventAfterReport "event-after-report" Time Error "0.1.0" "an event that is after every report of it";
    YearMistyped "year-mistyped" Time Notice "0.1.0" "a fix that is a year from all others of its group, and fits among them in another year";
    DateTooWide "date-too-wide" Time Notice "0.1.0" "a movement whose day is known no better than to a season";
    TenureReversed "tenure-reversed" Time Error "0.1.0" "a tenure that ends before it begins";
    PartyOutOfOffice "party-out-of-office" Time Warning "0.1.0" "a person who acts in an office before or after holding it";
    SourceInTheFuture "source-in-the-future" Time Warning "0.1.0" "a report of an event, published after the day of the dossier";
    QuotedBeforePublished "quoted-before-published" Time Warning "0.1.0" "a source that quotes what was published later";
    DetourTooLong "detour-too-long" Place Warning "0.1.0" "a road many times longer than the straight line";
    MilesAsKilometres "miles-as-kilometres" Place Warning "0.1.0" "miles recorded as kilometres";
    RoadsDisagree "roads-disagree" Place Notice "0.1.0" "links for one stretch whose lengths differ too much";
    CountryContradictsCode "country-contradicts-code" Place Warning "0.1.0" "a place in another country than its code";
    SubdivisionElsewhere "subdivision-elsewhere" Place Warning "0.1.0" "a place in a subdivision of another country";
    SeatAtZero "seat-at-zero" Place Error "0.1.0" "a seat at latitude 0, longitude 0";
    CoordinatesSwapped "coordinates-swapped" Place Error "0.1.0" "a seat that is in its country only with latitude and longitude swapped";
    SeatOutsideCountry "seat-outside-country" Place Warning "0.1.0" "a seat that is not in its country";
    SeatMissing "seat-missing" Place Notice "0.1.0" "a place on a group's way whose seat is not known";
    PlacesCoincide "places-coincide" Place Warning "0.1.0" "two codes for one place";
    GroupInTwoPlaces "group-in-two-places" Movement Warning "0.1.0" "a group seen in two distant places on one day";
    LeapWithoutLink "leap-without-link" Movement Notice "0.1.0" "a move between places that no chain of links joins";
    HaltOverruns "halt-overruns" Movement Warning "0.1.0" "a halt longer than the time until the group is elsewhere";
    ArrivalAtClosedCrossing "arrival-at-closed-crossing" Movement Notice "0.1.0" "an arrival at a closed crossing or beyond a closed border";
    TravelledFalls "travelled-falls" Movement Warning "0.1.0" "a distance since the departure that becomes less";
    TravelledTooFar "travelled-too-far" Movement Warning "0.1.0" "a distance since the departure that the days do not allow";
    MovesAfterMerge "moves-after-merge" Movement Warning "0.1.0" "a group that goes on after it became part of another";
    PartBeforeSplit "part-before-split" Movement Notice "0.1.0" "a part that was about before the whole split";
    PartWithoutOrigin "part-without-origin" Movement Notice "0.1.0" "a part of a split that does not say what it split from";
    PeopleUnaccounted "people-unaccounted" People Notice "0.1.0" "parts of a group that together fall short of the whole";
    GrowthWithoutJoining "growth-without-joining" People Notice "0.1.0" "a group that grew though nobody joined";
    ClaimsContradict "claims-contradict" People Notice "0.1.0" "claims about one time that cannot both be true";
    FigureContradictsWords "figure-contradicts-words" People Warning "0.1.0" "a figure that its own words do not bear out";
    NationalitiesExceedCount "nationalities-exceed-count" People Warning "0.1.0" "more nationalities named than counted";
    LeaversExceedGroup "leavers-exceed-group" People Warning "0.1.0" "more people who leave a group than anybody counted in it";
    PartRepeated "part-repeated" People Warning "0.1.0" "a group named twice among the parts of a split or merge";
    HostAbsent "host-absent" Meetings Notice "0.1.0" "a meeting without a delegation of its host";
    DelegationRepeated "delegation-repeated" Meetings Notice "0.1.0" "two delegations of one country at one meeting";
    DelegateOfAnotherCountry "delegate-of-another-country" Meetings Warning "0.1.0" "a delegate who acts for another country";
    OfficialInTwoDelegations "official-in-two-delegations" Meetings Warning "0.1.0" "a person in two delegations of one meeting";
    OfficialInTwoPlaces "official-in-two-places" Meetings Warning "0.1.0" "a person who meets in two distant places on one day";
    MeetingOutsideHost "meeting-outside-host" Meetings Notice "0.1.0" "a meeting that is not in the country of its host";
    ConvenedAfterMeeting "convened-after-meeting" Meetings Warning "0.1.0" "a meeting that was called after it took place";
    OutcomesForetold "outcomes-foretold" Meetings Warning "0.1.0" "outcomes of a meeting that has not happened";
    ClosureWithoutEnd "closure-without-end" Measures Notice "0.1.0" "a closure of which nothing says when it ends";
    ReopeningWithoutClosure "reopening-without-closure" Measures Warning "0.1.0" "a reopening of what was never closed";
    ClosureUnused "closure-unused" Measures Notice "0.1.0" "a closure of crossings that nobody in the dossier comes by";
    MeasureReversed "measure-reversed" Measures Error "0.1.0" "a measure that ends before it starts";
    ClosureWithoutPlace "closure-without-place" Measures Warning "0.1.0" "a closure or reopening of neither a place nor a border";
    AuthorityElsewhere "authority-elsewhere" Measures Warning "0.1.0" "a closure or reopening by a country that it does not lie in";
    BorderOfOneCountry "border-of-one-country" Measures Error "0.1.0" "a border between a country and itself";
    StockSummed "stock-summed" Statistics Warning "0.1.0" "a stock that is summed over time";
    PeriodsOverlap "periods-overlap" Statistics Notice "0.1.0" "periods of one series that overlap in part";
    CumulativeFalls "cumulative-falls" Statistics Warning "0.1.0" "a cumulative figure below one that it includes";
    FiscalAsCalendar "fiscal-as-calendar" Statistics Warning "0.1.0" "a calendar year with the figure of the fiscal year";
    RevisionLarge "revision-large" Statistics Notice "0.1.0" "a revision too large for a correction";
    PartAboveTotal "part-above-total" Statistics Warning "0.1.0" "a part that exceeds its total";
    PublishedBeforePeriodEnd "published-before-period-end" Statistics Warning "0.1.0" "a figure that is out before its period is over";
    ProvisionalAsFinal "provisional-as-final" Statistics Notice "0.1.0" "a figure of normal status that was revised later";
    NatureMixed "nature-mixed" Statistics Warning "0.1.0" "one indicator as stock and as flow";
    SeriesGap "series-gap" Statistics Notice "0.1.0" "a part of a period for which a series has no figure";
    MonthMissing "month-missing" Statistics Notice "0.1.0" "months that a monthly series leaves out";
}

impl Code {
    /// Every code, in the order of the registry.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        Self::ALL.iter().copied()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// No code of this crate bears the name.
///
/// ```
/// let error = "implausible-sped".parse::<corridor::Code>().unwrap_err();
/// assert_eq!(error.to_string(), "\"implausible-sped\" is not a code of this crate");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is not a code of this crate")]
pub struct UnknownCode {
    name: String,
}

impl UnknownCode {
    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        Code::ValueInvalid
    }
}

umbrella!(UnknownCode);

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::all()
            .find(|code| code.as_str() == name)
            .ok_or_else(|| UnknownCode {
                name: crate::text::shortened(name),
            })
    }
}

text_form!(Code, "a code of this crate, in kebab-case", |error| error
    .code());
