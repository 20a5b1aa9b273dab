//! A reported figure beside the words that it was printed in.

use crate::error::Error;
use crate::measure::{Counted, Estimate, count};
use crate::text::Text;

/// How many, and in which words.
///
/// The words are about the figure only. On the wire they stand beside it, as `words`; where the
/// figure is absent there, it is read from them.
///
/// ```
/// use corridor::{Estimate, Figure};
///
/// let figure = Figure::quoted("more than 6,000")?;
/// assert_eq!(figure.estimate(), Estimate::at_least(6_000));
/// assert_eq!(figure.to_string(), "\"more than 6,000\"");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    estimate: Estimate,
    words: Option<Text>,
}

impl Figure {
    /// A figure whose words are not known.
    pub fn new(estimate: impl Into<Estimate>) -> Self {
        Self {
            estimate: estimate.into(),
            words: None,
        }
    }

    /// A figure that is read from its words.
    ///
    /// # Errors
    /// What [`Estimate::read`] refuses, but a total with only some of its parts is that total; and words
    /// that are no text.
    pub fn quoted(words: impl AsRef<str>) -> Result<Self, Error> {
        let words = Text::try_new(words.as_ref())?;
        Ok(Self {
            estimate: count(words.as_str(), Counted::People)?.total,
            words: Some(words),
        })
    }

    /// The same figure, with the words that it was printed in, which are not read.
    ///
    /// # Errors
    /// [`Code::TextInvalid`](crate::Code::TextInvalid) for words that are no text.
    pub fn with_words(self, words: impl AsRef<str>) -> Result<Self, Error> {
        Ok(Self {
            words: Some(Text::try_new(words.as_ref())?),
            ..self
        })
    }

    /// How many.
    pub fn estimate(&self) -> Estimate {
        self.estimate
    }

    /// In which words.
    pub fn words(&self) -> Option<&str> {
        self.words.as_ref().map(Text::as_str)
    }

    /// From the two keys of the wire.
    pub(crate) fn from_keys(
        estimate: Option<Estimate>,
        words: Option<Text>,
    ) -> Result<Option<Self>, Error> {
        let estimate = match (estimate, &words) {
            (Some(estimate), _) => estimate,
            (None, Some(words)) => {
                let count = count(words.as_str(), Counted::People);
                count.map_err(|fault| Error::from(fault).at("words"))?.total
            }
            (None, None) => return Ok(None),
        };
        Ok(Some(Self { estimate, words }))
    }

    /// Into the two keys of the wire.
    pub(crate) fn into_keys(self) -> (Option<Estimate>, Option<Text>) {
        (Some(self.estimate), self.words)
    }
}

/// A bare count is exact. From no other type of number: with several, a literal would have none.
impl From<u64> for Figure {
    fn from(count: u64) -> Self {
        Self::new(count)
    }
}

impl std::str::FromStr for Figure {
    type Err = Error;

    fn from_str(words: &str) -> Result<Self, Error> {
        Self::quoted(words)
    }
}

crate::vocabulary::conversions!(Figure);

impl From<Estimate> for Figure {
    fn from(estimate: Estimate) -> Self {
        Self::new(estimate)
    }
}

impl From<&Estimate> for Figure {
    fn from(estimate: &Estimate) -> Self {
        Self::new(*estimate)
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.words {
            Some(words) => write!(f, "\"{words}\""),
            None => self.estimate.fmt(f),
        }
    }
}
