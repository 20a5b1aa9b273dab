//! What was found, in figures, and the text of each finding.

mod encounters;

/// Declares the details of each finding: the variant bears the name of its code, and has its text.
macro_rules! details {
    ($(
        $(#[$doc:meta])+
        $variant:ident { $( $(#[$field_doc:meta])+ $field:ident: $type:ty, )* }
        $text:literal $(, $value:expr)*;
    )+) => {
        /// What was found, in figures. Each variant bears the name of its code; `Display` is the
        /// text of the finding, without the record that it is about.
        ///
        /// On the wire an object of its fields: distances in kilometres, places by their codes.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Details {
            $(
                $(#[$doc])+
                #[non_exhaustive]
                $variant { $( $(#[$field_doc])+ $field: $type, )* },
            )+
            /// A record that a lenient reader has set aside: what it was refused for.
            #[non_exhaustive]
            Refused {
                /// The code of the refusal.
                code: Code,
                /// Where the fault is: keys and indices from the whole down.
                path: String,
                /// The line at which the record starts, from 1.
                line: usize,
                /// What is wrong.
                message: String,
                /// The text of the record.
                text: String,
                /// The records that are set aside with it, the first hundred: they refer to it, or to
                /// the same record that is not there.
                dependants: Vec<String>,
                /// How many there are.
                dependants_total: usize,
            },
        }

        impl Details {
            /// The code that it belongs to.
            pub fn code(&self) -> Code {
                match self {
                    $(Self::$variant { .. } => Code::$variant,)+
                    Self::Refused { code, .. } => *code,
                }
            }
        }

        impl fmt::Display for Details {
            #[allow(unused_variables, reason = "a text need not tell every figure")]
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

// After the macro, which only what follows it sees.
mod table;

pub use encounters::Encounters;
pub use table::Details;
