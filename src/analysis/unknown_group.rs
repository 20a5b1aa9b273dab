//! The one thing that the analysis of a group refuses.

use crate::Code;
use crate::error::umbrella;
use crate::text::shortened;

/// A group that the dossier does not have.
///
/// ```
/// use corridor::{Code, Dossier};
///
/// let dossier = Dossier::builder("2023-12-27".parse()?).build()?;
/// let error = dossier.journey("exodus").unwrap_err();
/// assert_eq!(error.to_string(), "group \"exodus\" is not in the dossier");
/// assert_eq!(error.code(), Code::ReferenceDangling);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("group {group:?} is not in the dossier")]
pub struct UnknownGroup {
    group: String,
}

impl UnknownGroup {
    pub(super) fn new(group: &str) -> Self {
        Self {
            group: shortened(group),
        }
    }

    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        Code::ReferenceDangling
    }
}

umbrella!(UnknownGroup);
