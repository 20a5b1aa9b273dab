//! What a gazetteer refuses.

use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::Code;
use crate::error::umbrella;
use crate::measure::Grouped;
use crate::place::{Place, PlaceCode};

/// A name that names no place, or several; a table that cannot be.
///
/// ```
/// use corridor::place::GazetteerError;
/// use corridor::Gazetteer;
///
/// let error = Gazetteer::embedded().find("Escuintla").unwrap_err();
/// let GazetteerError::Ambiguous { candidates, .. } = error else { return Err(error) };
/// let places: Vec<String> = candidates.iter().map(|candidate| candidate.to_string()).collect();
/// assert_eq!(places, [
///     "Escuintla (GT-G3595801), Escuintla, Guatemala, 156,313 people",
///     "Escuintla (MX07032), Chiapas, Mexico, 9,570 people",
/// ]);
/// # Ok::<(), GazetteerError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GazetteerError {
    /// Several places bear the name; the candidates are in the order of their codes.
    #[error("{name:?} names {} places: {}", .candidates.len(), Listed(.candidates))]
    Ambiguous {
        /// What was asked for.
        name: SmolStr,
        /// All that it may mean.
        candidates: Arc<[Candidate]>,
    },
    /// No place bears the name.
    #[error("no place is called {name:?}{}", Nearest(.suggestions))]
    NotFound {
        /// What was asked for.
        name: SmolStr,
        /// Up to five places whose names are spelt most nearly so, the nearest first.
        suggestions: Arc<[Candidate]>,
    },
    /// Places bear the name, and none of them is where the qualifiers say.
    #[error("{name:?} is not there, but elsewhere: {}{}", Listed(.candidates), Nearest(.suggestions))]
    Elsewhere {
        /// What was asked for.
        name: SmolStr,
        /// All that bear the name, in the order of their codes.
        candidates: Arc<[Candidate]>,
        /// Up to five places where the qualifiers say whose names are spelt nearly so.
        suggestions: Arc<[Candidate]>,
    },
    /// What follows a comma is no subdivision, country or code.
    #[error("{part:?} in {name:?} is no subdivision, country or code of a place{}", Nearest(.suggestions))]
    QualifierUnknown {
        /// What was asked for.
        name: SmolStr,
        /// The part that is not known.
        part: SmolStr,
        /// Up to five subdivisions and countries that are spelt nearly so, the nearest first: those
        /// where a place of the name is, or else any.
        suggestions: Arc<[SmolStr]>,
    },
    /// Two places of a table have one code.
    #[error("{code} is the code of both {first:?} and {second:?}")]
    Duplicate {
        /// The code.
        code: PlaceCode,
        /// The name of the one.
        first: SmolStr,
        /// The name of the other.
        second: SmolStr,
    },
}

impl GazetteerError {
    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        match self {
            Self::Ambiguous { .. } => Code::PlaceAmbiguous,
            Self::NotFound { .. } | Self::Elsewhere { .. } => Code::PlaceNotFound,
            Self::QualifierUnknown { .. } => Code::QualifierUnknown,
            Self::Duplicate { .. } => Code::PlaceDuplicate,
        }
    }
}

umbrella!(GazetteerError);

/// A place that a name may mean, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Candidate {
    pub(super) place: Place,
    pub(super) subdivision: Option<SmolStr>,
}

impl Candidate {
    /// The place.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The name of its subdivision, if the table has it.
    pub fn subdivision(&self) -> Option<&str> {
        self.subdivision.as_deref()
    }
}

/// Name, code, subdivision, country and population, as far as known.
impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = &self.place;
        write!(f, "{} ({})", place.name(), place.code())?;
        match (self.subdivision(), place.subdivision()) {
            (Some(name), _) => write!(f, ", {name}")?,
            (None, Some(code)) => write!(f, ", {code}")?,
            (None, None) => {}
        }
        write!(f, ", {}", place.country().name())?;
        match place.population() {
            Some(people) => write!(f, ", {} people", Grouped(people)),
            None => Ok(()),
        }
    }
}

struct Listed<'a, T>(&'a [T]);

impl<T: fmt::Display> fmt::Display for Listed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, item) in self.0.iter().enumerate() {
            let apart = if number == 0 { "" } else { "; " };
            write!(f, "{apart}{item}")?;
        }
        Ok(())
    }
}

struct Nearest<'a, T>(&'a [T]);

impl<T: fmt::Display> fmt::Display for Nearest<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        write!(f, "; nearest: {}", Listed(self.0))
    }
}
