//! The kinds of event, and the keys that each has.

use super::keys::Key;
use crate::code::Code;
use crate::error::{Error, UnknownWord};
use crate::vocabulary::vocabulary;

/// Whether an event has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// It has happened.
    Occurred,
    /// It is announced.
    Planned,
    /// It will happen if something else does: see [`Event::condition`](super::Event::condition).
    Conditional,
    /// It was announced and will not happen.
    Cancelled,
    /// It was announced and will happen later: [`Event::on`](super::Event::on) is the day that it was
    /// planned for.
    Postponed,
}

vocabulary!(Status, "a status", {
    Occurred "occurred",
    Planned "planned",
    Conditional "conditional",
    Cancelled "cancelled",
    Postponed "postponed",
});

/// Declares the kinds of event: the word on the wire, its name in messages, the keys that it needs
/// and those that it may have. Every event has an id, a status, a day, sources, a note, and a party
/// that claims it.
macro_rules! kinds {
    ($(
        $(#[doc = $doc:literal])+
        $variant:ident $word:literal $phrase:literal
        needs [$($need:ident)*] may [$($may:ident)*];
    )+) => {
        /// What happened: the `type` of the wire.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum EventKind {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl EventKind {
            #[cfg(feature = "schema")]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub(crate) const WORDS: &'static [&'static str] = &[$($word),+];

            /// The keys that an event of any kind may have, besides those of every event.
            pub(crate) const ANY: &'static [Key] = &[Key::cause, Key::codes];

            /// The word that stands for it on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The kind with this word. The refusal is worded only if it is shown: a log is read
            /// event by event, and its other records are not.
            pub(crate) fn known(word: &str) -> Result<Self, UnknownWord> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(UnknownWord::new("a type of event", word, Self::WORDS)),
                }
            }

            pub(super) const fn phrase(self) -> &'static str {
                match self { $(Self::$variant => $phrase),+ }
            }

            /// The keys that an event of this kind must have.
            pub(crate) const fn needs(self) -> &'static [Key] {
                match self { $(Self::$variant => &[$(Key::$need),*]),+ }
            }

            /// The keys that an event of this kind may have besides.
            pub(crate) const fn may(self) -> &'static [Key] {
                match self { $(Self::$variant => &[$(Key::$may),*]),+ }
            }
        }

        impl std::str::FromStr for EventKind {
            type Err = Error;

            fn from_str(word: &str) -> Result<Self, Error> {
                Self::known(word).map_err(|unknown| Error::new(Code::TypeUnknown, unknown))
            }
        }
    };
}

kinds! {
    /// A group departs.
    Departure "departure" "a departure"
        needs [group place] may [headcount words composition travelled_km recommended within_km mode conveyances];
    /// A group arrives.
    Arrival "arrival" "an arrival"
        needs [group place] may [headcount words composition travelled_km recommended within_km mode conveyances];
    /// A group is seen somewhere on its way.
    Sighting "sighting" "a sighting"
        needs [group place] may [headcount words composition travelled_km recommended within_km mode conveyances];
    /// A group rests, waits or holds a sit-in.
    Halt "halt" "a halt"
        needs [group place] may [headcount words composition recommended within_km mode hours purpose];
    /// A group divides into parts.
    Split "split" "a split"
        needs [group parts] may [place headcount words composition recommended within_km];
    /// Groups become one.
    Merge "merge" "a merge"
        needs [group groups] may [place headcount words composition recommended within_km];
    /// People join a group.
    Joining "joining" "a joining"
        needs [group] may [place headcount words composition recommended within_km];
    /// People go back, whether or not they belong to a group: from [`place`](super::Event::place)
    /// to [`returned_to`](super::Event::returned_to).
    Return "return" "a return"
        needs [] may [
            group place headcount words composition recommended within_km mode returned_to basis conveyances follows
            authority
        ];
    /// People leave a group and are not followed further.
    Dispersal "dispersal" "a dispersal"
        needs [group] may [place headcount words composition recommended within_km];
    /// An authority intercepts people, whether or not they belong to a group.
    Interception "interception" "an interception"
        needs [] may [
            group place headcount words composition recommended within_km mode conveyances result authority
        ];
    /// People die, go missing or are hurt, whether or not they belong to a group.
    Casualty "casualty" "a casualty"
        needs [] may [group place within_km mode dead missing injured survivors];
    /// A party demands something from others.
    Demand "demand" "a demand"
        needs [by to text] may [group];
    /// A party states something: a text, a headcount, or both.
    ///
    /// The day of a statement is the day that it is about; the day on which it was made is that of
    /// its source.
    Statement "statement" "a statement"
        needs [] may [group place headcount words composition recommended within_km by to text];
    /// Governments or other parties meet.
    Meeting "meeting" "a meeting"
        needs [delegations] may [
            place host host_party format venue level convened_on topics outcomes
        ];
    /// An authority acts.
    ///
    /// `starts` and `ends` are separate uncertain days: a measure "for a few days in December"
    /// starts and ends in December, but does not cover all of it. Without an end it is still in
    /// force.
    Measure "measure" "a measure"
        needs [authority measure starts] may [group places border ends text scope personnel quota];
}

impl std::fmt::Display for EventKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

crate::vocabulary::text_form!(EventKind, "a type of event", EventKind::known, |error| {
    Code::TypeUnknown
});
crate::vocabulary::conversions!(EventKind);

impl EventKind {
    /// Whether it reports a group at a place: a departure, an arrival, a sighting or a halt.
    pub(crate) const fn is_movement(self) -> bool {
        matches!(
            self,
            Self::Departure | Self::Arrival | Self::Sighting | Self::Halt
        )
    }
}
