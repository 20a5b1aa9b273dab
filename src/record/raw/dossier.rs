//! The dossier of the wire: its lists, before their references are known to resolve.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::day;
use crate::object::object_read;
use crate::record::{Event, MigrantGroup, Party, Source, Statistic};
use crate::text::text_form;
use crate::{Code, Link, Place, Text};

/// The one format that this version reads and writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::record) struct Format;

impl Format {
    const NAME: &'static str = "corridor/1";
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(Self::NAME)
    }
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == Self::NAME {
            return Ok(Self);
        }
        let shown: String = crate::text::shortened(text);
        Err(format!("format {shown:?} is not \"{}\"", Self::NAME))
    }
}

text_form!(Format, "the format \"corridor/1\"", Code::FormatUnknown);

/// Declares the lists once, as they are read and as they are written.
macro_rules! lists {
    ($($list:ident: $type:ty),+ $(,)?) => {
        /// The lists of a dossier that is not sealed yet.
        #[derive(Debug, Clone, Deserialize)]
        #[serde(remote = "Self", rename = "Dossier", expecting = "a dossier object")]
        pub(crate) struct RawDossier {
            format: Format,
            pub(in crate::record) title: Option<Text>,
            #[serde(with = "day")]
            pub(in crate::record) as_of: NaiveDate,
            $(
                #[serde(default)]
                pub(in crate::record) $list: Vec<$type>,
            )+
        }

        impl RawDossier {
            /// What it says apart from its lists.
            #[cfg(feature = "json")]
            pub(crate) fn into_head(self) -> (NaiveDate, Option<Text>) {
                (self.as_of, self.title)
            }

            pub(in crate::record) fn new(as_of: NaiveDate) -> Self {
                Self { format: Format, title: None, as_of, $($list: Vec::new()),+ }
            }
        }

        /// A dossier as it is written.
        #[derive(Serialize)]
        pub(in crate::record) struct DossierLines<'a> {
            pub(in crate::record) format: Format,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(in crate::record) title: Option<&'a Text>,
            #[serde(with = "day")]
            pub(in crate::record) as_of: NaiveDate,
            $(
                #[serde(skip_serializing_if = "<[_]>::is_empty")]
                pub(in crate::record) $list: &'a [$type],
            )+
        }
    };
}

lists! {
    sources: Source,
    parties: Party,
    places: Place,
    groups: MigrantGroup,
    links: Link,
    events: Event,
    statistics: Statistic,
}

object_read!(RawDossier);
