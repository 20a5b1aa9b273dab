//! Whether an observation has a value, and of what quality.

use crate::vocabulary::vocabulary;

/// The status of an observation, after the SDMX code list `CL_OBS_STATUS` 2.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ObservationStatus {
    /// A normal value.
    #[default]
    Normal,
    /// The series breaks here.
    Break,
    /// The definition differs.
    DefinitionDiffers,
    /// Estimated by the publisher.
    Estimated,
    /// A forecast.
    Forecast,
    /// An experimental value.
    Experimental,
    /// Missing: a holiday or a weekend.
    MissingHoliday,
    /// Imputed.
    Imputed,
    /// Not reported, by derogation.
    Derogation,
    /// Missing here, counted in another category.
    InAnotherCategory,
    /// Missing: exists, but was not collected.
    NotCollected,
    /// Missing: cannot exist.
    CannotExist,
    /// Not significant.
    NotSignificant,
    /// Missing.
    Missing,
    /// Provisional.
    Provisional,
    /// Missing: suppressed.
    Suppressed,
    /// A strike or another special event.
    SpecialEvent,
    /// Of low reliability.
    LowReliability,
    /// Not validated.
    Unvalidated,
    /// Includes what another category should contain.
    IncludesAnotherCategory,
}

vocabulary!(ObservationStatus, "an SDMX observation status", {
    Normal "A",
    Break "B",
    DefinitionDiffers "D",
    Estimated "E",
    Forecast "F",
    Experimental "G",
    MissingHoliday "H",
    Imputed "I",
    Derogation "J",
    InAnotherCategory "K",
    NotCollected "L",
    CannotExist "M",
    NotSignificant "N",
    Missing "O",
    Provisional "P",
    Suppressed "Q",
    SpecialEvent "S",
    LowReliability "U",
    Unvalidated "V",
    IncludesAnotherCategory "W",
});

impl ObservationStatus {
    /// Whether the status means that there is no value.
    pub const fn is_missing(self) -> bool {
        matches!(
            self,
            Self::MissingHoliday
                | Self::Derogation
                | Self::InAnotherCategory
                | Self::NotCollected
                | Self::CannotExist
                | Self::Missing
                | Self::Suppressed
        )
    }
}
