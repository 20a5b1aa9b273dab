//! What happens to people whom an authority intercepts.

use crate::vocabulary::vocabulary;

/// What happens to people whom an authority intercepts.
///
/// People who are registered or released go on with their group; all others leave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InterceptionResult {
    /// They are detained.
    Detained,
    /// They are registered, and go on.
    Registered,
    /// They are released.
    Released,
    /// They are sent back from where they were intercepted.
    TurnedBack,
    /// They are taken elsewhere.
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
