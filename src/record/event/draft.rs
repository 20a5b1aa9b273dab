//! Drafts of events: a constructor for each kind, and a setter for each key.

use super::keys::EventKeys;
use super::values::{Border, Hours};
use super::{Event, EventKind, Status};
use crate::draft::{Draft, built};
use crate::error::Error;
use crate::id::Id;
use crate::measure::{Distance, DistanceRange, Estimate};
use crate::place::{CountryCode, PlaceCode};
use crate::record::cause::Cause;
use crate::record::composition::composed;
use crate::record::delegation::Delegation;
use crate::record::figure::Figure;
use crate::record::group::TravelMode;
use crate::record::interception::InterceptionResult;
use crate::record::measure::MeasureKind;
use crate::record::meeting::{Level, MeetingFormat};
use crate::record::part::Part;
use crate::record::quota::Quota;
use crate::record::returning::ReturnBasis;
use crate::text::Text;
use crate::time::When;

impl Event {
    fn draft(
        kind: EventKind,
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
    ) -> Draft<Self> {
        let keys = EventKeys {
            kind: Some(kind),
            status: Some(Status::Occurred),
            ..EventKeys::default()
        };
        Draft::<Self>::from_keys(keys).id(id).on(on)
    }

    /// A group departs.
    pub fn departure(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
        group: impl TryInto<Id, Error: Into<Error>>,
        place: impl TryInto<PlaceCode, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Departure, id, on)
            .group(group)
            .place(place)
    }

    /// A group arrives.
    pub fn arrival(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
        group: impl TryInto<Id, Error: Into<Error>>,
        place: impl TryInto<PlaceCode, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Arrival, id, on)
            .group(group)
            .place(place)
    }

    /// A group is seen somewhere on its way.
    pub fn sighting(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
        group: impl TryInto<Id, Error: Into<Error>>,
        place: impl TryInto<PlaceCode, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Sighting, id, on)
            .group(group)
            .place(place)
    }

    /// A group rests, waits or holds a sit-in.
    pub fn halt(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
        group: impl TryInto<Id, Error: Into<Error>>,
        place: impl TryInto<PlaceCode, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Halt, id, on)
            .group(group)
            .place(place)
    }

    /// A group divides into the parts that are added by [`part`](Draft::part). If some people leave
    /// and the group goes on, the group is one of its own parts.
    pub fn split(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
        group: impl TryInto<Id, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Split, id, on).group(group)
    }

    /// Groups merge into this group, which takes in those added by [`member`](Draft::member).
    pub fn merge(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
        group: impl TryInto<Id, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Merge, id, on).group(group)
    }

    /// People join a group.
    pub fn joining(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
        group: impl TryInto<Id, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Joining, id, on).group(group)
    }

    /// People leave a group and are not followed further.
    pub fn dispersal(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
        group: impl TryInto<Id, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Dispersal, id, on).group(group)
    }

    /// An authority intercepts people. Set the [`authority`](Draft::authority), the
    /// [`group`](Draft::group) of the people, and their [`headcount`](Draft::headcount).
    pub fn interception(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Interception, id, on)
    }

    /// People die, go missing or are hurt. At least one of [`dead`](Draft::dead),
    /// [`missing`](Draft::missing), [`injured`](Draft::injured) and [`survivors`](Draft::survivors)
    /// must be set.
    pub fn casualty(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Casualty, id, on)
    }

    /// People go back from [`place`](Draft::place) to [`returned_to`](Draft::returned_to).
    /// [`group`](Draft::group) sets their group, if they have one.
    pub fn returning(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Return, id, on)
    }

    /// A party demands something from the parties added by [`to`](Draft::to).
    pub fn demand(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
        by: impl TryInto<Id, Error: Into<Error>>,
        text: impl AsRef<str>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Demand, id, on).by(by).text(text)
    }

    /// A party states something: a [`text`](Draft::text), a [`headcount`](Draft::headcount) of a
    /// group, or both. `on` is the day that the statement is about.
    pub fn statement(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Statement, id, on)
    }

    /// Delegations meet. Add the [`host`](Draft::host) (or [`host_party`](Draft::host_party)) and
    /// each [`delegation`](Draft::delegation).
    pub fn meeting(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
    ) -> Draft<Self> {
        Self::draft(EventKind::Meeting, id, on)
    }

    /// An authority takes a measure that starts on that day.
    pub fn measure(
        id: impl TryInto<Id, Error: Into<Error>>,
        on: impl TryInto<When, Error: Into<Error>>,
        measure: impl TryInto<MeasureKind, Error: Into<Error>>,
        authority: impl TryInto<Id, Error: Into<Error>>,
        starts: impl TryInto<When, Error: Into<Error>>,
    ) -> Draft<Self> {
        let draft = Self::draft(EventKind::Measure, id, on);
        draft
            .measure_kind(measure)
            .authority(authority)
            .starts(starts)
    }
}

/// A setter of one value.
macro_rules! setters {
    ($($(#[doc = $doc:literal])+ $name:ident $key:literal: $type:ty => |$keys:ident, $value:ident| $put:expr;)+) => {$(
        $(#[doc = $doc])+
        pub fn $name(self, value: impl TryInto<$type, Error: Into<Error>>) -> Self {
            self.set($key, value.try_into(), |$keys, $value: $type| $put)
        }
    )+};
}

/// A setter of a text.
macro_rules! texts {
    ($($(#[doc = $doc:literal])+ $name:ident $key:literal => |$keys:ident, $value:ident| $put:expr;)+) => {$(
        $(#[doc = $doc])+
        pub fn $name(self, text: impl AsRef<str>) -> Self {
            self.set($key, Text::try_new(text.as_ref()), |$keys, $value| $put)
        }
    )+};
}

/// Adders to a list: one for a single item, one for several.
macro_rules! adders {
    ($($(#[doc = $doc:literal])+ $one:ident / $many:ident $key:literal: $type:ty => |$keys:ident| $list:expr;)+) => {$(
        $(#[doc = $doc])+
        ///
        /// Adds one.
        pub fn $one(self, value: impl TryInto<$type, Error: Into<Error>>) -> Self {
            self.add($key, value.try_into(), |$keys| $list)
        }

        $(#[doc = $doc])+
        ///
        /// Adds each.
        pub fn $many(self, values: impl IntoIterator<Item: TryInto<$type, Error: Into<Error>>>) -> Self {
            values.into_iter().fold(self, Self::$one)
        }
    )+};
}

composed!(Event, "headcount", |keys| keys
    .composition
    .get_or_insert_default());

impl Draft<Event> {
    setters! {
        /// Its id.
        id "id": Id => |keys, id| keys.id = Some(id);
        /// When it happened or is to happen.
        on "on": When => |keys, on| keys.on = Some(on);
        /// The group that it is about: the one that split, the one that others merged into.
        group "group": Id => |keys, group| keys.group = Some(group);
        /// Where it happened.
        place "place": PlaceCode => |keys, place| keys.place = Some(place);
        /// How many people it reports: a number, an estimate, or the words of the report, which are
        /// read and kept.
        headcount "headcount": Figure => |keys, headcount| {
            let figure = headcount.into_keys();
            (keys.headcount, keys.words) = (figure.estimate, figure.words);
            keys.composition = Some(figure.composition).filter(|parts| !parts.is_empty());
        };
        /// How far the group has reportedly come since its first departure: `"about 70 km"`, or a
        /// distance.
        travelled "travelled_km": DistanceRange => |keys, distance| keys.travelled = Some(distance);
        /// How far the true place may be from the seat of its place: more than 0 and at most 500
        /// km.
        within "within_km": Distance => |keys, distance| keys.rest().within_km = Some(distance);
        /// How the people travelled, if not as their group does.
        mode "mode": TravelMode => |keys, mode| keys.rest().mode = Some(mode);
        /// How many are dead.
        dead "dead": Figure => |keys, figure| keys.rest().dead = Some(figure);
        /// How many are missing.
        missing "missing": Figure => |keys, figure| keys.rest().missing = Some(figure);
        /// How many are injured.
        injured "injured": Figure => |keys, figure| keys.rest().injured = Some(figure);
        /// How many survived.
        survivors "survivors": Figure => |keys, figure| keys.rest().survivors = Some(figure);
        /// Where people return to. They come from the event's place.
        returned_to "returned_to": PlaceCode => |keys, place| keys.rest().returned_to = Some(place);
        /// Whether a return is spontaneous, assisted or forced.
        basis "basis": ReturnBasis => |keys, basis| keys.rest().basis = Some(basis);
        /// The number of vehicles, trains, boats or flights.
        conveyances "conveyances": Estimate => |keys, count| keys.rest().conveyances = Some(count);
        /// What happens to people who are intercepted.
        result "result": InterceptionResult => |keys, result| keys.rest().result = Some(result);
        /// The interception that a return follows: both are about the same people.
        follows "follows": Id => |keys, event| keys.rest().follows = Some(event);
        /// What made people leave; for a casualty, what killed or hurt them.
        cause "cause": Cause => |keys, cause| keys.rest().cause = Some(cause);
        /// The country that hosts a meeting.
        host "host": CountryCode => |keys, country| keys.rest().host = Some(country);
        /// The party that hosts a meeting, if no country does.
        host_party "host_party": Id => |keys, party| keys.rest().host_party = Some(party);
        /// How a meeting is held: in person unless set.
        format "format": MeetingFormat => |keys, format| keys.rest().format = Some(format);
        /// The level of a meeting.
        level "level": Level => |keys, level| keys.rest().level = Some(level);
        /// When a meeting was convened.
        convened_on "convened_on": When => |keys, when| keys.rest().convened_on = Some(when);
        /// Who takes a measure, intercepts people or takes them back.
        authority "authority": Id => |keys, party| keys.rest().authority = Some(party);
        /// The kind of measure.
        measure_kind "measure": MeasureKind => |keys, kind| keys.rest().measure = Some(kind);
        /// How many people carry a measure out: soldiers, officers.
        personnel "personnel": Figure => |keys, figure| keys.rest().personnel = Some(figure);
        /// How many people or things a measure allows.
        quota "quota": Quota => |keys, quota| keys.rest().quota = Some(quota);
        /// When a measure starts.
        starts "starts": When => |keys, when| keys.rest().starts = Some(when);
        /// When a measure ends.
        ends "ends": When => |keys, when| keys.rest().ends = Some(when);
        /// The party that claims it, if not the source itself.
        claimed_by "claimed_by": Id => |keys, party| keys.claimed_by = Some(party);
    }

    texts! {
        /// The purpose of a halt.
        purpose "purpose" => |keys, text| keys.rest().purpose = Some(text);
        /// What is demanded, stated or done, as a short paraphrase.
        text "text" => |keys, text| keys.rest().text = Some(text);
        /// What a measure covers.
        scope "scope" => |keys, text| keys.rest().scope = Some(text);
        /// The building in which a meeting is held.
        venue "venue" => |keys, text| keys.rest().venue = Some(text);
        /// A short paraphrase.
        note "note" => |keys, text| keys.note = Some(text);
    }

    adders! {
        /// Another group that a merge takes in: the key `groups`.
        member / members "groups": Id => |keys| keys.rest().groups.get_or_insert_default();
        /// The addressees of a demand or a statement.
        to / to_all "to": Id => |keys| keys.rest().to.get_or_insert_default();
        /// The delegations at a meeting.
        delegation / delegations "delegations": Delegation => |keys| keys.rest().delegations.get_or_insert_default();
        /// Where a measure is in force.
        area_place / area_places "places": PlaceCode => |keys| keys.rest().places.get_or_insert_default();
        /// The sources that report it.
        source / sources "sources": Id => |keys| &mut keys.sources;
    }

    /// Who demands or states something.
    ///
    /// Adds one.
    pub fn by(self, author: impl TryInto<Id, Error: Into<Error>>) -> Self {
        self.set("by", author.try_into(), |keys, author| {
            keys.rest().by.get_or_insert_default().0.push(author);
        })
    }

    /// Who demands or states something.
    ///
    /// Adds each.
    pub fn by_all(self, authors: impl IntoIterator<Item: TryInto<Id, Error: Into<Error>>>) -> Self {
        authors.into_iter().fold(self, Self::by)
    }

    /// Its code in another scheme: `"GLIDE"`, `"DR-2023-000123-HND"`. Each scheme has one code.
    ///
    /// Adds one.
    pub fn code(self, scheme: impl AsRef<str>, code: impl AsRef<str>) -> Self {
        self.set_named("codes", (scheme.as_ref(), code.as_ref()), |keys| {
            &mut keys.rest().codes.get_or_insert_default().0
        })
    }

    /// An editor recommends this claim over competing ones.
    pub fn recommended(self) -> Self {
        self.put(|keys| keys.rest().recommended = Some(true))
    }

    /// A part of the group that divides.
    ///
    /// Adds one.
    pub fn part(self, part: impl TryInto<Part, Error: Into<Error>>) -> Self {
        let keys = part
            .try_into()
            .map(|part: Part| crate::draft::Drafted::to_keys(&part));
        self.add("parts", keys, |keys| keys.parts.get_or_insert_default())
    }

    /// The parts of the group that divides.
    ///
    /// Adds each.
    pub fn parts(self, parts: impl IntoIterator<Item: TryInto<Part, Error: Into<Error>>>) -> Self {
        parts.into_iter().fold(self, Self::part)
    }

    /// What a meeting is about.
    ///
    /// Adds one.
    pub fn topic(self, topic: impl AsRef<str>) -> Self {
        self.add("topics", Text::try_new(topic.as_ref()), |keys| {
            keys.rest().topics.get_or_insert_default()
        })
    }

    /// What a meeting is about.
    ///
    /// Adds each.
    pub fn topics(self, topics: impl IntoIterator<Item: AsRef<str>>) -> Self {
        topics.into_iter().fold(self, Self::topic)
    }

    /// The results of a meeting.
    ///
    /// Adds one.
    pub fn outcome(self, outcome: impl AsRef<str>) -> Self {
        self.add("outcomes", Text::try_new(outcome.as_ref()), |keys| {
            keys.rest().outcomes.get_or_insert_default()
        })
    }

    /// The results of a meeting.
    ///
    /// Adds each.
    pub fn outcomes(self, outcomes: impl IntoIterator<Item: AsRef<str>>) -> Self {
        outcomes.into_iter().fold(self, Self::outcome)
    }

    /// How long a halt lasts, in hours: finite and not negative.
    pub fn hours(self, hours: impl Into<f64>) -> Self {
        self.put(|keys| keys.rest().hours = Some(Hours(hours.into())))
    }

    /// The border at which a measure is in force.
    pub fn border(
        self,
        one: impl TryInto<CountryCode, Error: Into<Error>>,
        other: impl TryInto<CountryCode, Error: Into<Error>>,
    ) -> Self {
        let one = one.try_into().map_err(|fault| fault.into().at("[0]"));
        let border = one.and_then(|one: CountryCode| {
            let other = other.try_into().map_err(|fault| fault.into().at("[1]"))?;
            Ok(Border(one, other))
        });
        self.set("border", border, |keys, border| {
            keys.rest().border = Some(border);
        })
    }

    /// It has happened: the initial status of every draft.
    pub fn occurred(self) -> Self {
        self.status(Status::Occurred)
    }

    /// It is announced.
    pub fn planned(self) -> Self {
        self.status(Status::Planned)
    }

    /// It will happen if something else does. If the day is unknown: `.without("on")`.
    pub fn conditional(self, condition: impl AsRef<str>) -> Self {
        let condition = Text::try_new(condition.as_ref());
        self.set("condition", condition, |keys, condition| {
            keys.status = Some(Status::Conditional);
            keys.rest().condition = Some(condition);
        })
    }

    /// It was announced and will not happen.
    pub fn cancelled(self) -> Self {
        self.status(Status::Cancelled)
    }

    /// It was announced and will happen later; `on` is the day that it was planned for.
    pub fn postponed(self) -> Self {
        self.status(Status::Postponed)
    }

    fn status(self, status: Status) -> Self {
        self.put(|keys| {
            keys.status = Some(status);
            keys.rest().condition = None;
        })
    }
}

built!(Event);
