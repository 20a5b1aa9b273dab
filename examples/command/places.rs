//! The places that an example knows.

use corridor::Gazetteer;

/// The places of the world in a build that has them, or else those of the corridor.
pub(crate) fn gazetteer() -> &'static Gazetteer {
    #[cfg(feature = "world")]
    return Gazetteer::world();
    #[cfg(not(feature = "world"))]
    Gazetteer::embedded()
}
