//! The origin of a report.

use crate::draft::{Draft, record};
use crate::error::Error;
use crate::id::Id;
use crate::text::Text;
use crate::time::When;
use crate::vocabulary::vocabulary;

/// The kind of a source, by the groups that the press and aid organisations distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SourceKind {
    /// A news agency, whose reports others print.
    Agency,
    /// A newspaper or news site.
    Newspaper,
    /// Radio or television.
    Broadcaster,
    /// A government or one of its offices.
    Government,
    /// The organisers or escorts of a group.
    Organiser,
    /// A non-governmental organisation.
    Ngo,
    /// A research institute or data project.
    Research,
    /// Anything else.
    Other,
}

vocabulary!(SourceKind, "a kind of source", {
    Agency "agency",
    Newspaper "newspaper",
    Broadcaster "broadcaster",
    Government "government",
    Organiser "organiser",
    Ngo "ngo",
    Research "research",
    Other "other",
});

/// How far a desk trusts a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reliability {
    /// A little.
    Low,
    /// Some.
    Medium,
    /// A great deal.
    High,
}

vocabulary!(Reliability, "a reliability", { Low "low", Medium "medium", High "high" });

record! {
    /// A publication that reports something: its publisher, its day, and the source that it quotes.
    ///
    /// `quotes` is the quotation of [PROV-O](https://www.w3.org/TR/prov-o/#wasQuotedFrom): the source
    /// that this one repeats.
    ///
    /// ```
    /// use corridor::{Source, SourceKind};
    ///
    /// let paper = Source::draft("eluniverso", "El Universo", SourceKind::Newspaper)
    ///     .published("2023-12-27")
    ///     .quotes("efe")
    ///     .build()?;
    /// assert!(paper.quotes().is_some_and(|id| id == "efe"));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    Source from SourceKeys, "source" named by id, in "sources", expecting "a source object" {
        needs id id: Id, "Its id.";
        needs text name: Text, "Its name.";
        needs copy kind: SourceKind, "The kind of source.";
        may text url: Text, "Where it can be read.";
        may own published: When, "When it was published.";
        may id quotes: Id, "The source that it quotes.";
        may copy reliability: Reliability, "How far a desk trusts it.";
    }
}

impl Source {
    /// A source with its name.
    pub fn draft(
        id: impl TryInto<Id, Error: Into<Error>>,
        name: impl AsRef<str>,
        kind: impl TryInto<SourceKind, Error: Into<Error>>,
    ) -> Draft<Self> {
        Draft::<Self>::from_keys(SourceKeys::default())
            .id(id)
            .name(name)
            .kind(kind)
    }
}

crate::draft::always!(SourceKind);

impl From<&Source> for Id {
    fn from(record: &Source) -> Self {
        record.id().clone()
    }
}

impl AsRef<str> for Source {
    /// Its id.
    fn as_ref(&self) -> &str {
        self.id().as_str()
    }
}
