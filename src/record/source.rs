//! Where a report comes from.

use serde::{Deserialize, Deserializer, Serialize};

use crate::object::Object;
use crate::text::vocabulary;
use crate::{Id, Text, When};

/// What a source is, after the groups that the press and the aid world tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// Those who organise or escort a group.
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

/// A publication that says so: who printed it, when, and from whom it has it.
///
/// `quotes` is the quotation of [PROV-O](https://www.w3.org/TR/prov-o/#wasQuotedFrom): the source
/// that this one repeats.
///
/// ```
/// use corridor::{Source, SourceKind};
///
/// let paper = Source::new("eluniverso".parse()?, "El Universo".parse()?, SourceKind::Newspaper)
///     .with_published("2023-12-27".parse()?)
///     .with_quotes("efe".parse()?);
/// assert_eq!(paper.quotes().map(|id| id.as_str()), Some("efe"));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Source {
    id: Id,
    name: Text,
    kind: SourceKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<When>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quotes: Option<Id>,
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "Source", expecting = "a source object")]
        struct Raw {
            id: Id,
            name: Text,
            kind: SourceKind,
            url: Option<Text>,
            published: Option<When>,
            quotes: Option<Id>,
        }
        let Raw {
            id,
            name,
            kind,
            url,
            published,
            quotes,
        } = Raw::deserialize(Object(deserializer))?;
        Ok(Self {
            id,
            name,
            kind,
            url,
            published,
            quotes,
        })
    }
}

impl Source {
    /// A source of which no more is known.
    pub fn new(id: Id, name: Text, kind: SourceKind) -> Self {
        Self {
            id,
            name,
            kind,
            url: None,
            published: None,
            quotes: None,
        }
    }

    /// Where it can be read.
    #[must_use]
    pub fn with_url(self, url: Text) -> Self {
        Self {
            url: Some(url),
            ..self
        }
    }

    /// When it was published.
    #[must_use]
    pub fn with_published(self, published: When) -> Self {
        Self {
            published: Some(published),
            ..self
        }
    }

    /// The source that it quotes.
    #[must_use]
    pub fn with_quotes(self, source: Id) -> Self {
        Self {
            quotes: Some(source),
            ..self
        }
    }

    /// Its id.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// What it is.
    pub fn kind(&self) -> SourceKind {
        self.kind
    }

    /// Where it can be read.
    pub fn url(&self) -> Option<&str> {
        self.url.as_ref().map(Text::as_str)
    }

    /// When it was published.
    pub fn published(&self) -> Option<&When> {
        self.published.as_ref()
    }

    /// The source that it quotes.
    pub fn quotes(&self) -> Option<&Id> {
        self.quotes.as_ref()
    }
}
