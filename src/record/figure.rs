//! A reported figure beside the words that it was printed in.

use crate::measure::{Counted, PhraseError, count};
use crate::{Estimate, Text};

/// How many, and in which words.
///
/// The words are about the figure only. On the wire they stand beside it, as `words`; where the
/// figure is absent there, it is read from them.
///
/// ```
/// use corridor::{Estimate, Figure};
///
/// let figure = Figure::quoted("more than 6,000".parse()?)?;
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
    pub fn new(estimate: Estimate) -> Self {
        Self {
            estimate,
            words: None,
        }
    }

    /// A figure that is read from its words.
    ///
    /// # Errors
    /// What [`Estimate::read`] refuses, but a total with only some of its parts is that total.
    pub fn quoted(words: Text) -> Result<Self, PhraseError> {
        Ok(Self {
            estimate: count(words.as_str(), Counted::People)?.total,
            words: Some(words),
        })
    }

    /// The same figure, with the words that it was printed in.
    #[must_use]
    pub fn with_words(self, words: Text) -> Self {
        Self {
            words: Some(words),
            ..self
        }
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
    ) -> Result<Option<Self>, PhraseError> {
        match (estimate, words) {
            (Some(estimate), words) => Ok(Some(Self { estimate, words })),
            (None, Some(words)) => Self::quoted(words).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// Into the two keys of the wire.
    pub(crate) fn into_keys(figure: Option<&Self>) -> (Option<Estimate>, Option<Text>) {
        figure.map_or((None, None), |figure| {
            (Some(figure.estimate), figure.words.clone())
        })
    }
}

impl From<Estimate> for Figure {
    fn from(estimate: Estimate) -> Self {
        Self::new(estimate)
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
