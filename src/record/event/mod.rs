//! What happened, is planned, or would happen.

mod draft;
mod keys;
mod kind;
mod rules;
mod values;

pub use kind::{EventKind, Status};

pub(in crate::record) use keys::EventKeys;
#[cfg(feature = "schema")]
pub(crate) use keys::Key as EventKey;
use keys::Rest;

use super::cause::Cause;
use super::delegation::Delegation;
use super::figure::Figure;
use super::group::TravelMode;
use super::interception::InterceptionResult;
use super::measure::MeasureKind;
use super::meeting::{Level, MeetingFormat};
use super::part::Part;
use super::quota::Quota;
use super::returning::ReturnBasis;
use crate::id::Id;
use crate::measure::{Distance, DistanceRange, Estimate};
use crate::place::{CountryCode, PlaceCode};
use crate::text::Text;
use crate::time::When;

/// One dated report of something that a group, a party or a government did.
///
/// An event is flat, as on the wire: its [`kind`](Self::kind) states what happened, and each key of
/// any kind has an accessor, which returns `None` or is empty if the kind does not have the key.
/// Each kind has its constructor, which returns a [`Draft`](crate::Draft).
///
/// ```
/// use corridor::{Event, EventKind};
///
/// let event = Event::sighting("e5", "2023-12-27", "exodus", "MX07032")
///     .headcount("more than 6,000")
///     .source("eluniverso")
///     .build()?;
/// assert_eq!(event.kind(), EventKind::Sighting);
/// assert!(event.delegations().is_empty());
/// assert_eq!(event.to_string(), "event e5 (sighting at MX07032)");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Event {
    id: Id,
    kind: EventKind,
    status: Status,
    on: Option<When>,
    group: Option<Id>,
    place: Option<PlaceCode>,
    headcount: Option<Figure>,
    travelled: Option<DistanceRange>,
    claimed_by: Option<Id>,
    note: Option<Text>,
    sources: Vec<Id>,
    rest: Option<Box<Rest>>,
}

/// Accessors of rare keys.
macro_rules! rare {
    ($($doc:literal $key:ident -> $kind:ident $type:ty;)+) => {$( rare!(@ $doc $key $kind $type); )+};
    (@ $doc:literal $key:ident own $type:ty) => {
        #[doc = $doc]
        pub fn $key(&self) -> Option<&$type> {
            self.rest.as_ref()?.$key.as_ref()
        }
    };
    (@ $doc:literal $key:ident copy $type:ty) => {
        #[doc = $doc]
        pub fn $key(&self) -> Option<$type> {
            self.rest.as_ref()?.$key
        }
    };
    (@ $doc:literal $key:ident text $type:ty) => {
        #[doc = $doc]
        pub fn $key(&self) -> Option<&str> {
            Some(self.rest.as_ref()?.$key.as_ref()?.as_str())
        }
    };
    (@ $doc:literal $key:ident figure $type:ty) => {
        #[doc = $doc]
        pub fn $key(&self) -> Option<&$type> {
            self.rest.as_ref()?.$key.as_ref()
        }
    };
    (@ $doc:literal $key:ident list $type:ty) => {
        #[doc = $doc]
        pub fn $key(&self) -> &[$type] {
            self.rest.as_ref().and_then(|rest| rest.$key.as_deref()).unwrap_or_default()
        }
    };
    (@ $doc:literal $key:ident texts $type:ty) => {
        #[doc = $doc]
        pub fn $key(&self) -> impl ExactSizeIterator<Item = &str> {
            let texts = self.rest.as_ref().and_then(|rest| rest.$key.as_deref());
            texts.unwrap_or_default().iter().map(Text::as_str)
        }
    };
}

impl Event {
    /// Its id.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// What happened.
    pub fn kind(&self) -> EventKind {
        self.kind
    }

    /// When it happened or is to happen. Only a conditional event may lack it.
    pub fn on(&self) -> Option<&When> {
        self.on.as_ref()
    }

    /// Whether it has happened.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Whether it has happened: planned, conditional, cancelled and postponed events have not.
    pub fn has_occurred(&self) -> bool {
        self.status == Status::Occurred
    }

    /// What it depends on; present only for [`Status::Conditional`].
    pub fn condition(&self) -> Option<&str> {
        Some(self.rest.as_ref()?.condition.as_ref()?.as_str())
    }

    /// The group that it is about: the one that split, the one that others merged into.
    pub fn group(&self) -> Option<&Id> {
        self.group.as_ref()
    }

    /// Where it happened.
    pub fn place(&self) -> Option<PlaceCode> {
        self.place
    }

    /// How many people it reports: for a split, the people before it; for a merge, the people after
    /// it; for a joining, a return or a dispersal, those who join or leave; for an interception,
    /// those who are intercepted.
    pub fn headcount(&self) -> Option<&Figure> {
        self.headcount.as_ref()
    }

    /// How far the group has reportedly come since its first departure: `travelled_km` on the wire.
    pub fn travelled(&self) -> Option<DistanceRange> {
        self.travelled
    }

    /// How far the true place may be from the seat of its place: `within_km` on the wire.
    pub fn within(&self) -> Option<Distance> {
        self.rest.as_ref()?.within_km
    }

    /// Whether an editor recommends this claim over competing ones, which are kept.
    pub fn recommended(&self) -> bool {
        self.rest
            .as_ref()
            .is_some_and(|rest| rest.recommended == Some(true))
    }

    /// Who demands or states something. If a statement has no author, its source makes it.
    pub fn by(&self) -> &[Id] {
        let authors = self.rest.as_ref().and_then(|rest| rest.by.as_ref());
        authors.map_or(&[], |authors| &authors.0)
    }

    /// How a meeting is held: [`MeetingFormat::InPerson`] unless something else is stated. `None` for
    /// events that are not meetings.
    pub fn format(&self) -> Option<MeetingFormat> {
        let said = self.rest.as_ref().and_then(|rest| rest.format);
        (self.kind == EventKind::Meeting).then(|| said.unwrap_or(MeetingFormat::InPerson))
    }

    /// Its codes in other schemes (GLIDE, ACLED), by scheme.
    pub fn codes(&self) -> impl Iterator<Item = (&str, &str)> {
        let codes = self.rest.as_ref().and_then(|rest| rest.codes.as_ref());
        let codes = codes.into_iter().flat_map(|codes| &codes.0);
        codes.map(|(scheme, code)| (scheme.as_str(), code.as_str()))
    }

    /// How long a halt lasts, in hours.
    pub fn hours(&self) -> Option<f64> {
        self.rest.as_ref()?.hours.map(|hours| hours.0)
    }

    /// The reported parts of a split: at least one.
    pub fn parts(&self) -> &[Part] {
        self.rest
            .as_ref()
            .map(|rest| rest.parts.as_slice())
            .unwrap_or_default()
    }

    /// The border at which a measure is in force.
    pub fn border(&self) -> Option<(CountryCode, CountryCode)> {
        self.rest
            .as_ref()?
            .border
            .map(|border| (border.0, border.1))
    }

    /// The kind of measure: `measure` on the wire.
    pub fn measure_kind(&self) -> Option<&MeasureKind> {
        self.rest.as_ref()?.measure.as_ref()
    }

    rare! {
        "The purpose of a halt." purpose -> text Text;
        "The groups that a merge takes in: at least one." groups -> list Id;
        "How the people travelled, if not as their group does." mode -> copy TravelMode;
        "How many are dead." dead -> figure Figure;
        "How many are missing." missing -> figure Figure;
        "How many are injured." injured -> figure Figure;
        "How many survived." survivors -> figure Figure;
        "Where people return to. They come from the event's place." returned_to -> copy PlaceCode;
        "Whether a return is spontaneous, assisted or forced." basis -> copy ReturnBasis;
        "The number of vehicles, trains, boats or flights." conveyances -> copy Estimate;
        "What happens to people who are intercepted." result -> copy InterceptionResult;
        "The interception that this return follows: both are about the same people." follows -> own Id;
        "The addressees of a demand or a statement." to -> list Id;
        "What is demanded, stated or done, as a short paraphrase." text -> text Text;
        "The country that hosts a meeting." host -> copy CountryCode;
        "The party that hosts a meeting, if no country does." host_party -> own Id;
        "The delegations at a meeting: at least one." delegations -> list Delegation;
        "The building in which a meeting is held." venue -> text Text;
        "The level of a meeting." level -> copy Level;
        "When a meeting was convened." convened_on -> own When;
        "What a meeting is about." topics -> texts Text;
        "The results of a meeting." outcomes -> texts Text;
        "Who takes a measure, intercepts people or takes them back." authority -> own Id;
        "What a measure covers." scope -> text Text;
        "How many people carry a measure out: soldiers, officers." personnel -> figure Figure;
        "How many people or things a measure allows." quota -> own Quota;
        "Where a measure is in force." places -> list PlaceCode;
        "When a measure starts." starts -> own When;
        "When a measure ends." ends -> own When;
        "What made people leave; for a casualty, what killed or hurt them." cause -> own Cause;
    }

    /// The delegations of parties other than the host; all of them if there is no host.
    pub fn guests(&self) -> impl Iterator<Item = &Delegation> {
        let delegations = self.delegations().iter();
        delegations.filter(|delegation| !self.is_host(delegation))
    }

    /// Whether a delegation speaks for the host.
    pub(crate) fn is_host(&self, delegation: &Delegation) -> bool {
        let country = delegation.country();
        let party = delegation.party();
        (country.is_some() && country == self.host())
            || (party.is_some() && party == self.host_party())
    }

    /// How many people leave the group by it, if stated: all who return, disperse, die or go
    /// missing, and those who are intercepted and may not go on.
    pub(crate) fn leavers(&self) -> Option<Estimate> {
        match self.kind {
            EventKind::Return | EventKind::Dispersal => self.headcount().map(Figure::estimate),
            EventKind::Interception if self.takes_people() => {
                self.headcount().map(Figure::estimate)
            }
            EventKind::Casualty => {
                let lost = [self.dead(), self.missing()].into_iter().flatten();
                Estimate::try_sum(lost.map(Figure::estimate)).ok()
            }
            _ => None,
        }
    }

    /// Whether people leave their group by it.
    pub(crate) fn takes_people(&self) -> bool {
        match self.kind {
            EventKind::Return | EventKind::Dispersal => true,
            EventKind::Interception => !self.result().is_some_and(InterceptionResult::goes_on),
            EventKind::Casualty => self.dead().is_some() || self.missing().is_some(),
            _ => false,
        }
    }

    /// Whether it states the same as another event, apart from id and note.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let said = |event: &Self| {
            let Self {
                kind,
                status,
                place,
                travelled,
                ..
            } = *event;
            (kind, status, place, travelled)
        };
        said(self) == said(other)
            && self.on == other.on
            && self.group == other.group
            && self.headcount == other.headcount
            && self.claimed_by == other.claimed_by
            && self.sources == other.sources
            && self.rest == other.rest
    }

    /// The party that claims it, if not the source itself.
    pub fn claimed_by(&self) -> Option<&Id> {
        self.claimed_by.as_ref()
    }

    /// A short paraphrase.
    pub fn note(&self) -> Option<&str> {
        self.note.as_ref().map(Text::as_str)
    }

    /// The sources that report it.
    pub fn sources(&self) -> &[Id] {
        &self.sources
    }
}

impl std::fmt::Display for Event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "event {} ({}", self.id, self.kind.as_str())?;
        if let Some(place) = self.place() {
            write!(f, " at {place}")?;
        }
        f.write_str(")")
    }
}
