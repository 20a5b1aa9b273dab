//! What an authority does: it closes a port of entry, reopens it, offers visas.

use crate::text::vocabulary;
use crate::{CountryCode, Id, PlaceCode, Text, When};

/// What a measure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum MeasureKind {
    /// A port of entry or a border is closed.
    PortClosure,
    /// A port of entry or a border is opened again.
    PortReopening,
    /// Visas or other legal ways are offered.
    VisaProgramme,
    /// Checks, detentions, removals.
    Enforcement,
    /// Anything else.
    Other,
}

vocabulary!(MeasureKind, "a kind of measure", {
    PortClosure "port_closure",
    PortReopening "port_reopening",
    VisaProgramme "visa_programme",
    Enforcement "enforcement",
    Other "other",
});

/// A measure that an authority takes, where, and from when to when.
///
/// `starts` and `ends` are uncertain dates of their own: "a few days in December" starts and ends
/// in December, which never closes a border for all of it. Without an end it is still in force.
///
/// ```
/// use corridor::{Measure, MeasureKind};
///
/// let closure = Measure::new(MeasureKind::PortClosure, "us-cbp".parse()?, "2023-12".parse()?)
///     .with_border("US".parse()?, "MX".parse()?)
///     .with_ends("2023-12".parse()?);
/// assert!(closure.ends().is_some());
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Measure {
    kind: MeasureKind,
    authority: Id,
    places: Vec<PlaceCode>,
    border: Option<(CountryCode, CountryCode)>,
    starts: When,
    ends: Option<When>,
    text: Option<Text>,
}

impl Measure {
    /// A measure that the authority takes from then on.
    pub fn new(kind: MeasureKind, authority: Id, starts: When) -> Self {
        Self {
            kind,
            authority,
            places: Vec::new(),
            border: None,
            starts,
            ends: None,
            text: None,
        }
    }

    /// Where it is in force.
    #[must_use]
    pub fn with_places(self, places: impl IntoIterator<Item = PlaceCode>) -> Self {
        Self {
            places: places.into_iter().collect(),
            ..self
        }
    }

    /// The border at which it is in force.
    #[must_use]
    pub fn with_border(self, one: CountryCode, other: CountryCode) -> Self {
        Self {
            border: Some((one, other)),
            ..self
        }
    }

    /// When it ends.
    #[must_use]
    pub fn with_ends(self, ends: When) -> Self {
        Self {
            ends: Some(ends),
            ..self
        }
    }

    /// What it is, as a short paraphrase.
    #[must_use]
    pub fn with_text(self, text: Text) -> Self {
        Self {
            text: Some(text),
            ..self
        }
    }

    /// What it is.
    pub fn kind(&self) -> MeasureKind {
        self.kind
    }

    /// Who takes it.
    pub fn authority(&self) -> &Id {
        &self.authority
    }

    /// Where it is in force.
    pub fn places(&self) -> &[PlaceCode] {
        &self.places
    }

    /// The border at which it is in force.
    pub fn border(&self) -> Option<(CountryCode, CountryCode)> {
        self.border
    }

    /// When it starts.
    pub fn starts(&self) -> &When {
        &self.starts
    }

    /// When it ends.
    pub fn ends(&self) -> Option<&When> {
        self.ends.as_ref()
    }

    pub(super) fn full_text(&self) -> Option<&Text> {
        self.text.as_ref()
    }

    /// What it is, as a short paraphrase.
    pub fn text(&self) -> Option<&str> {
        self.text.as_ref().map(Text::as_str)
    }
}
