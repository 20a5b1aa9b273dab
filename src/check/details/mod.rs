//! What was found, in figures, and the text of each finding.

mod encounters;

use std::fmt;

use serde::{Serialize, Serializer};
use smol_str::SmolStr;

use crate::id::Id;
use crate::place::{Place, PlaceCode};
use crate::record::RecordKind;

/// Declares the details of each finding: a variant with the name of its code, and its text. A field
/// with `as` and a kind refers to records of that kind.
macro_rules! details {
    ($(
        $variant:ident { $( $(#[$attribute:meta])* $field:ident: $type:ty $(as $kind:ident)? ),* $(,)? }
        $text:literal $(, $value:expr)* $(,)?;
    )+) => {
        /// The figures of a finding. Each variant has the name of its code; `Display` is the text
        /// of the finding, without its record.
        ///
        /// On the wire it is an object of its fields. The page of the code lists them.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        #[cfg_attr(
            not(feature = "json"),
            expect(dead_code, reason = "two variants are the lenient reader's")
        )]
        pub(crate) enum Details {
            $($variant { $( $(#[$attribute])* $field: $type, )* },)+
            /// A record that a lenient reader has set aside, and the fault for which it was
            /// refused.
            Refused {
                code: Code,
                path: String,
                line: usize,
                message: String,
                text: String,
                /// The paths of the first hundred records that were set aside with it.
                dependants: Vec<String>,
                dependants_total: usize,
            },
        }

        impl Details {
            pub(in crate::check) fn code(&self) -> Code {
                match self {
                    $(Self::$variant { .. } => Code::$variant,)+
                    Self::Refused { code, .. } => *code,
                }
            }

            /// The other records that it names, in the order of its fields.
            #[allow(unused_variables, reason = "most fields refer to nothing")]
            pub(in crate::check) fn related(&self) -> Vec<(RecordKind, &str)> {
                let mut related = Vec::new();
                match self {
                    $(Self::$variant { $($field,)* } => {
                        $($($field.refer(RecordKind::$kind, &mut related);)?)*
                    })+
                    Self::Refused { .. } => {}
                }
                related
            }
        }

        impl fmt::Display for Details {
            #[allow(unused_variables, reason = "a text need not have every figure")]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$variant { $($field,)* } => write!(f, $text $(, $value)*),)+
                    Self::Refused { path, line, message, dependants_total, .. } => {
                        write!(f, "set aside, {path}, line {line}: {message}")?;
                        match dependants_total {
                            0 => Ok(()),
                            1 => f.write_str("; with it 1 more record"),
                            more => write!(f, "; with it {more} more records"),
                        }
                    }
                }
            }
        }
    };
}

// Comes after the macro, which is visible only from there on.
mod table;

pub(super) use encounters::Encounters;
pub(crate) use table::Details;

/// A place that a text names: its name in the text, its code on the wire.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NamedPlace {
    code: PlaceCode,
    name: SmolStr,
}

impl From<&Place> for NamedPlace {
    fn from(place: &Place) -> Self {
        Self {
            code: place.code(),
            name: place.name().into(),
        }
    }
}

impl fmt::Display for NamedPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Serialize for NamedPlace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.code.serialize(serializer)
    }
}

/// A field that refers to records of one kind.
trait Refers {
    fn refer<'d>(&'d self, kind: RecordKind, related: &mut Vec<(RecordKind, &'d str)>);
}

impl Refers for Id {
    fn refer<'d>(&'d self, kind: RecordKind, related: &mut Vec<(RecordKind, &'d str)>) {
        related.push((kind, self.as_str()));
    }
}

impl Refers for PlaceCode {
    fn refer<'d>(&'d self, kind: RecordKind, related: &mut Vec<(RecordKind, &'d str)>) {
        related.push((kind, self.as_str()));
    }
}

impl Refers for NamedPlace {
    fn refer<'d>(&'d self, kind: RecordKind, related: &mut Vec<(RecordKind, &'d str)>) {
        self.code.refer(kind, related);
    }
}

impl<T: Refers> Refers for Option<T> {
    fn refer<'d>(&'d self, kind: RecordKind, related: &mut Vec<(RecordKind, &'d str)>) {
        if let Some(one) = self {
            one.refer(kind, related);
        }
    }
}

impl<T: Refers> Refers for Vec<T> {
    fn refer<'d>(&'d self, kind: RecordKind, related: &mut Vec<(RecordKind, &'d str)>) {
        for one in self {
            one.refer(kind, related);
        }
    }
}
