//! What becomes of people whom an authority stops.

use crate::vocabulary::vocabulary;

/// What becomes of people whom an authority stops.
///
/// Those who were registered or released go on with their group; all others have left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InterceptionResult {
    /// They are held.
    Detained,
    /// They are recorded, and go on.
    Registered,
    /// They are let go.
    Released,
    /// They are sent back from where they were stopped.
    TurnedBack,
    /// They are brought elsewhere.
    Transferred,
}

vocabulary!(InterceptionResult, "a result of an interception", {
    Detained "detained",
    Registered "registered",
    Released "released",
    TurnedBack "turned_back",
    Transferred "transferred",
});

impl InterceptionResult {
    /// Whether they go on with their group.
    pub(crate) const fn goes_on(self) -> bool {
        matches!(self, Self::Registered | Self::Released)
    }
}
