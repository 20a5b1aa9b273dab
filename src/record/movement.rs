//! What groups do: move, halt, divide, become one, grow and shrink.

use super::error::RecordFault;
use crate::{Distance, Figure, Id, PlaceCode, Text};

/// A group at a place: what a departure, an arrival and a sighting say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Movement {
    group: Id,
    place: PlaceCode,
    headcount: Option<Figure>,
    travelled: Option<Distance>,
}

impl Movement {
    /// The group at the place.
    pub fn new(group: Id, place: PlaceCode) -> Self {
        Self {
            group,
            place,
            headcount: None,
            travelled: None,
        }
    }

    /// How many people.
    #[must_use]
    pub fn with_headcount(self, headcount: Figure) -> Self {
        Self {
            headcount: Some(headcount),
            ..self
        }
    }

    /// How far the group is said to have come since its departure.
    #[must_use]
    pub fn with_travelled(self, distance: Distance) -> Self {
        Self {
            travelled: Some(distance),
            ..self
        }
    }

    /// The group.
    pub fn group(&self) -> &Id {
        &self.group
    }

    /// Where it is.
    pub fn place(&self) -> PlaceCode {
        self.place
    }

    /// How many people.
    pub fn headcount(&self) -> Option<&Figure> {
        self.headcount.as_ref()
    }

    /// How far the group is said to have come since its departure.
    pub fn travelled(&self) -> Option<Distance> {
        self.travelled
    }
}

/// A stay: a rest day, a wait, a sit-in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Halt {
    group: Id,
    place: PlaceCode,
    headcount: Option<Figure>,
    hours: Option<Hours>,
    purpose: Option<Text>,
}

impl Halt {
    /// The group halts at the place.
    pub fn new(group: Id, place: PlaceCode) -> Self {
        Self {
            group,
            place,
            headcount: None,
            hours: None,
            purpose: None,
        }
    }

    /// How many people.
    #[must_use]
    pub fn with_headcount(self, headcount: Figure) -> Self {
        Self {
            headcount: Some(headcount),
            ..self
        }
    }

    /// For how long, in hours.
    ///
    /// # Errors
    /// [`Code::ValueInvalid`](crate::Code::ValueInvalid) for hours that are negative or not finite.
    pub fn with_hours(self, hours: f64) -> Result<Self, RecordFault> {
        Ok(Self {
            hours: Some(Hours::try_new(hours)?),
            ..self
        })
    }

    /// What for.
    #[must_use]
    pub fn with_purpose(self, purpose: Text) -> Self {
        Self {
            purpose: Some(purpose),
            ..self
        }
    }

    /// The group.
    pub fn group(&self) -> &Id {
        &self.group
    }

    /// Where it halts.
    pub fn place(&self) -> PlaceCode {
        self.place
    }

    /// How many people.
    pub fn headcount(&self) -> Option<&Figure> {
        self.headcount.as_ref()
    }

    /// For how long, in hours.
    pub fn hours(&self) -> Option<f64> {
        self.hours.map(|hours| hours.0)
    }

    pub(super) fn purpose_text(&self) -> Option<&Text> {
        self.purpose.as_ref()
    }

    /// What for.
    pub fn purpose(&self) -> Option<&str> {
        self.purpose.as_ref().map(Text::as_str)
    }
}

/// Hours of a halt: finite, not negative, so that equality is honest.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Hours(f64);

impl Hours {
    fn try_new(hours: f64) -> Result<Self, RecordFault> {
        if hours.is_finite() && hours >= 0.0 {
            Ok(Self(hours + 0.0))
        } else {
            Err(RecordFault::Hours {
                hours: hours.to_string(),
            })
        }
    }
}

impl Eq for Hours {}

impl std::hash::Hash for Hours {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

/// A group that divides; the parts may be told of in full or in part.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Split {
    group: Id,
    place: Option<PlaceCode>,
    headcount: Option<Figure>,
    parts: Vec<Part>,
}

impl Split {
    /// The group divides into these parts.
    ///
    /// # Errors
    /// [`Code::SplitWithoutParts`](crate::Code::SplitWithoutParts) where there are none.
    pub fn try_new(group: Id, parts: impl IntoIterator<Item = Part>) -> Result<Self, RecordFault> {
        let parts: Vec<_> = parts.into_iter().collect();
        if parts.is_empty() {
            return Err(RecordFault::NoParts { what: "split" });
        }
        Ok(Self {
            group,
            place: None,
            headcount: None,
            parts,
        })
    }

    /// Where it divides.
    #[must_use]
    pub fn with_place(self, place: PlaceCode) -> Self {
        Self {
            place: Some(place),
            ..self
        }
    }

    /// How many people before it divides.
    #[must_use]
    pub fn with_headcount(self, headcount: Figure) -> Self {
        Self {
            headcount: Some(headcount),
            ..self
        }
    }

    /// The group that divides.
    pub fn group(&self) -> &Id {
        &self.group
    }

    /// Where it divides.
    pub fn place(&self) -> Option<PlaceCode> {
        self.place
    }

    /// How many people before it divides.
    pub fn headcount(&self) -> Option<&Figure> {
        self.headcount.as_ref()
    }

    /// The parts that are told of: at least one.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }
}

/// Some people of a group: one part of a group that divides, itself a group; or those who join a
/// group, turn back from it, or disperse, whose headcount is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Part {
    group: Id,
    place: Option<PlaceCode>,
    headcount: Option<Figure>,
}

impl Part {
    /// Some people of the group, which in a split is a group of their own.
    pub fn new(group: Id) -> Self {
        Self {
            group,
            place: None,
            headcount: None,
        }
    }

    /// Where they are.
    #[must_use]
    pub fn with_place(self, place: PlaceCode) -> Self {
        Self {
            place: Some(place),
            ..self
        }
    }

    /// How many people.
    #[must_use]
    pub fn with_headcount(self, headcount: Figure) -> Self {
        Self {
            headcount: Some(headcount),
            ..self
        }
    }

    /// The group: in a split that of the part, else that which they join or leave.
    pub fn group(&self) -> &Id {
        &self.group
    }

    /// Where it is.
    pub fn place(&self) -> Option<PlaceCode> {
        self.place
    }

    /// How many people.
    pub fn headcount(&self) -> Option<&Figure> {
        self.headcount.as_ref()
    }
}

/// Groups that become one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Merge {
    group: Id,
    place: Option<PlaceCode>,
    headcount: Option<Figure>,
    groups: Vec<Id>,
}

impl Merge {
    /// The groups go on as `group`.
    ///
    /// # Errors
    /// [`Code::SplitWithoutParts`](crate::Code::SplitWithoutParts) where there are none.
    pub fn try_new(group: Id, groups: impl IntoIterator<Item = Id>) -> Result<Self, RecordFault> {
        let groups: Vec<_> = groups.into_iter().collect();
        if groups.is_empty() {
            return Err(RecordFault::NoParts { what: "merge" });
        }
        Ok(Self {
            group,
            place: None,
            headcount: None,
            groups,
        })
    }

    /// Where they meet.
    #[must_use]
    pub fn with_place(self, place: PlaceCode) -> Self {
        Self {
            place: Some(place),
            ..self
        }
    }

    /// How many people after it.
    #[must_use]
    pub fn with_headcount(self, headcount: Figure) -> Self {
        Self {
            headcount: Some(headcount),
            ..self
        }
    }

    /// The group that goes on.
    pub fn group(&self) -> &Id {
        &self.group
    }

    /// Where they meet.
    pub fn place(&self) -> Option<PlaceCode> {
        self.place
    }

    /// How many people after it.
    pub fn headcount(&self) -> Option<&Figure> {
        self.headcount.as_ref()
    }

    /// The groups that it takes in: at least one.
    pub fn groups(&self) -> &[Id] {
        &self.groups
    }
}
