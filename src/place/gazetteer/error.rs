//! What a gazetteer refuses.

use std::error::Error;
use std::fmt;

use smol_str::{SmolStr, format_smolstr};

use crate::code::Code;
use crate::error::umbrella;
use crate::limits::SUGGESTIONS;
use crate::measure::Grouped;
use crate::place::{Place, PlaceCode};

/// Why a look-up or a change of a gazetteer was refused: a name that no place has, or several; a
/// code that the table lacks, or has twice.
///
/// ```
/// use corridor::{Code, Gazetteer};
///
/// let places = Gazetteer::embedded();
/// let error = places.find("Huehuetán, Oaxaca").unwrap_err();
/// assert_eq!(error.code(), Code::PlaceNotFound);
/// assert_eq!(
///     error.to_string(),
///     "\"Huehuetán, Oaxaca\" lies elsewhere: \
///      Huehuetán (MX07037), Chiapas, Mexico, 36,333 people"
/// );
/// // The description of a candidate can be looked up as it is.
/// let there = places.find("Huehuetán (MX07037), Chiapas, Mexico, 36,333 people")?;
/// assert_eq!(error.candidates(), [there]);
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct FindError(Box<Refusal>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) why: Why,
    pub(super) candidates: Listed,
    pub(super) suggestions: Listed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    /// The candidates have the name; subdivisions and countries may have it too.
    Ambiguous {
        name: SmolStr,
        regions: Vec<SmolStr>,
    },
    /// No place has the name, but subdivisions and countries may.
    NotFound {
        name: SmolStr,
        regions: Vec<SmolStr>,
    },
    /// The candidates have the name, but none of them is within the qualifiers.
    Elsewhere { name: SmolStr },
    /// A part after a comma is not a qualifier; `near` are those with similar spelling.
    QualifierUnknown {
        name: SmolStr,
        part: SmolStr,
        near: Vec<SmolStr>,
    },
    /// Two places have the code.
    Duplicate {
        code: PlaceCode,
        first: SmolStr,
        second: SmolStr,
    },
    /// No place of the table has the code.
    CodeUnknown { code: SmolStr },
    /// Not in the form of a code.
    CodeInvalid { code: SmolStr },
    /// A name without a letter or digit.
    NameInvalid { name: SmolStr },
}

/// Places, and the names of their subdivisions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Listed {
    pub(super) places: Vec<Place>,
    pub(super) subdivisions: Vec<Option<SmolStr>>,
}

impl FindError {
    pub(super) fn new(why: Why) -> Self {
        Self::listing(why, Listed::default(), Listed::default())
    }

    pub(super) fn listing(why: Why, candidates: Listed, suggestions: Listed) -> Self {
        Self(Box::new(Refusal {
            why,
            candidates,
            suggestions,
        }))
    }

    pub(super) fn duplicate(code: PlaceCode, first: &Place, second: &Place) -> Self {
        Self::new(Why::Duplicate {
            code,
            first: SmolStr::new(first.name()),
            second: SmolStr::new(second.name()),
        })
    }

    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        match self.0.why {
            Why::Ambiguous { .. } => Code::PlaceAmbiguous,
            Why::NotFound { .. } | Why::Elsewhere { .. } | Why::CodeUnknown { .. } => {
                Code::PlaceNotFound
            }
            Why::QualifierUnknown { .. } => Code::QualifierUnknown,
            Why::Duplicate { .. } => Code::PlaceDuplicate,
            Why::CodeInvalid { .. } => Code::PlaceCodeInvalid,
            Why::NameInvalid { .. } => Code::TextInvalid,
        }
    }

    /// The places that have the name: those that it may mean, the likeliest first, or those that
    /// are not within the qualifiers.
    pub fn candidates(&self) -> &[Place] {
        &self.0.candidates.places
    }

    /// Up to five places that may be meant by a name that no place has: those whose name begins
    /// with it, then those with a later word that begins with it, then those with a similar
    /// spelling. Only places within the qualifiers are suggested. If a qualifier is not known,
    /// the suggestions are the places with the name in a subdivision or country with a similar
    /// name.
    pub fn suggestions(&self) -> &[Place] {
        &self.0.suggestions.places
    }
}

impl Error for FindError {}

umbrella!(FindError);

impl fmt::Debug for FindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FindError({}: {self})", self.code())
    }
}

impl fmt::Display for FindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refusal {
            why,
            candidates,
            suggestions,
        } = &*self.0;
        match why {
            Why::Ambiguous { name, regions } => {
                let places = match candidates.places.len() {
                    1 => SmolStr::new_static("a place"),
                    several => format_smolstr!("{several} places"),
                };
                let all: Vec<_> = std::iter::once(&places).chain(regions).collect();
                write!(f, "{name:?} names {}: ", And(&all))?;
                some(f, candidates)?;
                match candidates.places.first() {
                    Some(likeliest) => write!(f, "; give the code, such as {}", likeliest.code()),
                    None => Ok(()),
                }
            }
            Why::NotFound { name, regions } if regions.is_empty() => {
                write!(f, "no place is called {name:?}")?;
                nearest(f, suggestions)
            }
            Why::NotFound { name, regions } => {
                let all: Vec<_> = regions.iter().collect();
                write!(f, "{name:?} is {}, not a place", And(&all))
            }
            Why::Elsewhere { name } => {
                write!(f, "{name:?} lies elsewhere: ")?;
                some(f, candidates)?;
                nearest(f, suggestions)
            }
            Why::QualifierUnknown { name, part, near } => {
                write!(
                    f,
                    "{part:?} in {name:?} is not a subdivision, country or place code"
                )?;
                match near.as_slice() {
                    [] => Ok(()),
                    near => write!(f, "; nearest: {}", near.join("; ")),
                }
            }
            Why::Duplicate {
                code,
                first,
                second,
            } => write!(f, "{code} is the code of both {first:?} and {second:?}"),
            Why::CodeUnknown { code } => write!(f, "no place has the code {code:?}"),
            Why::CodeInvalid { code } => write!(
                f,
                "{code:?} is not a known country code followed by 1 to 14 of A-Z 0-9 and hyphen"
            ),
            Why::NameInvalid { name } => {
                write!(f, "{name:?} is not a name: it has no letter or digit")
            }
        }
    }
}

/// The first candidates, and how many there are besides.
fn some(f: &mut fmt::Formatter<'_>, candidates: &Listed) -> fmt::Result {
    write!(f, "{}", candidates.first(SUGGESTIONS))?;
    match candidates.places.len().saturating_sub(SUGGESTIONS) {
        0 => Ok(()),
        more => write!(f, "; and {more} more"),
    }
}

fn nearest(f: &mut fmt::Formatter<'_>, suggestions: &Listed) -> fmt::Result {
    if suggestions.places.is_empty() {
        return Ok(());
    }
    write!(f, "; nearest: {}", suggestions.first(SUGGESTIONS))
}

impl Listed {
    fn first(&self, most: usize) -> First<'_> {
        First { listed: self, most }
    }
}

/// The first places of a list, each with name, code, subdivision, country and population, as far as
/// known.
struct First<'a> {
    listed: &'a Listed,
    most: usize,
}

impl fmt::Display for First<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Listed {
            places,
            subdivisions,
        } = self.listed;
        let listed = places.iter().zip(subdivisions).take(self.most);
        for (number, (place, subdivision)) in listed.enumerate() {
            let apart = if number == 0 { "" } else { "; " };
            write!(f, "{apart}{} ({})", place.name(), place.code())?;
            match (subdivision, place.subdivision()) {
                (Some(name), _) => write!(f, ", {name}")?,
                (None, Some(code)) => write!(f, ", {code}")?,
                (None, None) => {}
            }
            write!(f, ", {}", place.country().name())?;
            if let Some(people) = place.population() {
                write!(f, ", {} people", Grouped(people))?;
            }
        }
        Ok(())
    }
}

/// "a", "a and b", "a, b and c".
struct And<'a>(&'a [&'a SmolStr]);

impl fmt::Display for And<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, item) in self.0.iter().enumerate() {
            let apart = match number {
                0 => "",
                number if number + 1 == self.0.len() => " and ",
                _ => ", ",
            };
            write!(f, "{apart}{item}")?;
        }
        Ok(())
    }
}
