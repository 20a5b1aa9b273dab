//! A meeting as event databases code it.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::text::vocabulary;
use crate::{CountryCode, When};

/// The two ways to code that one country's people travel to meet another's:
/// [CAMEO](https://www.gdeltproject.org/data/documentation/CAMEO.Manual.1.1b3.pdf) 042 and 043.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum VisitKind {
    /// 042: the guest makes a visit to the host.
    Make,
    /// 043: the host hosts a visit of the guest.
    Host,
}

vocabulary!(VisitKind, "a CAMEO code of visits", { Make "042", Host "043" });

/// One coded event: who does it, to whom, when.
///
/// Each delegation of a guest is two: it makes a visit, and the host hosts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit<'d> {
    pub(super) kind: VisitKind,
    pub(super) guest: CountryCode,
    pub(super) host: CountryCode,
    pub(super) on: Option<&'d When>,
}

impl<'d> Visit<'d> {
    /// Which of the two.
    pub fn kind(&self) -> VisitKind {
        self.kind
    }

    /// Who acts: the guest of a visit that is made, the host of one that is hosted.
    pub fn source(&self) -> CountryCode {
        match self.kind {
            VisitKind::Make => self.guest,
            VisitKind::Host => self.host,
        }
    }

    /// Towards whom.
    pub fn target(&self) -> CountryCode {
        match self.kind {
            VisitKind::Make => self.host,
            VisitKind::Host => self.guest,
        }
    }

    /// When.
    pub fn on(&self) -> Option<&'d When> {
        self.on
    }
}

#[derive(Serialize)]
#[serde(rename = "Visit")]
struct Wire<'v> {
    code: VisitKind,
    source: CountryCode,
    target: CountryCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<&'v When>,
}

/// `{"code", "source", "target", "on"?}`.
impl Serialize for Visit<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wire = Wire {
            code: self.kind,
            source: self.source(),
            target: self.target(),
            on: self.on,
        };
        wire.serialize(serializer)
    }
}

/// `2023-12-27 US 042 MX`.
impl fmt::Display for Visit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(on) = self.on {
            write!(f, "{on} ")?;
        }
        write!(f, "{} {} {}", self.source(), self.kind, self.target())
    }
}
