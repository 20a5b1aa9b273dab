//! What parties say and ask.

use crate::{Figure, Id, PlaceCode, Text};

/// What a party asks of others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Demand {
    by: Id,
    to: Vec<Id>,
    text: Text,
    group: Option<Id>,
}

impl Demand {
    /// The party asks this of the others.
    pub fn new(by: Id, first: Id, others: impl IntoIterator<Item = Id>, text: Text) -> Self {
        Self {
            by,
            to: std::iter::once(first).chain(others).collect(),
            text,
            group: None,
        }
    }

    /// The group for which it is asked.
    #[must_use]
    pub fn with_group(self, group: Id) -> Self {
        Self {
            group: Some(group),
            ..self
        }
    }

    /// Who asks.
    pub fn by(&self) -> &Id {
        &self.by
    }

    /// Of whom: at least one party.
    pub fn to(&self) -> &[Id] {
        &self.to
    }

    pub(super) fn full_text(&self) -> &Text {
        &self.text
    }

    /// What, as a short paraphrase.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// The group for which it is asked.
    pub fn group(&self) -> Option<&Id> {
        self.group.as_ref()
    }
}

/// What a party says: a text, a headcount, or both.
///
/// `on` of its [`Event`](crate::Event) is the day that the statement is about; the day of saying is its source's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Statement {
    by: Option<Id>,
    to: Vec<Id>,
    text: Option<Text>,
    group: Option<Id>,
    place: Option<PlaceCode>,
    headcount: Option<Figure>,
}

impl Statement {
    fn empty() -> Self {
        Self {
            by: None,
            to: Vec::new(),
            text: None,
            group: None,
            place: None,
            headcount: None,
        }
    }

    /// Something said, as a short paraphrase.
    pub fn saying(text: Text) -> Self {
        Self {
            text: Some(text),
            ..Self::empty()
        }
    }

    /// A claim of how many people a group has.
    pub fn counting(group: Id, headcount: Figure) -> Self {
        Self {
            group: Some(group),
            headcount: Some(headcount),
            ..Self::empty()
        }
    }

    /// Who says so; where left out, the source itself.
    #[must_use]
    pub fn with_by(self, party: Id) -> Self {
        Self {
            by: Some(party),
            ..self
        }
    }

    /// To whom.
    #[must_use]
    pub fn with_to(self, parties: impl IntoIterator<Item = Id>) -> Self {
        Self {
            to: parties.into_iter().collect(),
            ..self
        }
    }

    /// What is said, as a short paraphrase.
    #[must_use]
    pub fn with_text(self, text: Text) -> Self {
        Self {
            text: Some(text),
            ..self
        }
    }

    /// The group that it is about.
    #[must_use]
    pub fn with_group(self, group: Id) -> Self {
        Self {
            group: Some(group),
            ..self
        }
    }

    /// The place that it is about.
    #[must_use]
    pub fn with_place(self, place: PlaceCode) -> Self {
        Self {
            place: Some(place),
            ..self
        }
    }

    /// Who says so; where absent, the source itself.
    pub fn by(&self) -> Option<&Id> {
        self.by.as_ref()
    }

    /// To whom.
    pub fn to(&self) -> &[Id] {
        &self.to
    }

    pub(super) fn full_text(&self) -> Option<&Text> {
        self.text.as_ref()
    }

    /// What is said, as a short paraphrase.
    pub fn text(&self) -> Option<&str> {
        self.text.as_ref().map(Text::as_str)
    }

    /// The group that it is about.
    pub fn group(&self) -> Option<&Id> {
        self.group.as_ref()
    }

    /// The place that it is about.
    pub fn place(&self) -> Option<PlaceCode> {
        self.place
    }

    /// How many people.
    pub fn headcount(&self) -> Option<&Figure> {
        self.headcount.as_ref()
    }
}
