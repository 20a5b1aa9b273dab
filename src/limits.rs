//! Every numeric range and every threshold, declared once, with its source.

use std::ops::{Range, RangeInclusive};

/// Degrees of latitude.
pub(crate) const LATITUDE: RangeInclusive<f64> = -90.0..=90.0;
/// Degrees of longitude.
pub(crate) const LONGITUDE: RangeInclusive<f64> = -180.0..=180.0;

/// Whole numbers that a double holds exactly (IEEE 754: 53 bits of significand).
pub(crate) const WHOLE_FLOAT: RangeInclusive<f64> = 0.0..=9_007_199_254_740_992.0;
/// What a double may be and be a count of 64 bits: up to 2⁶⁴, which is none.
pub(crate) const COUNTS_AS_FLOAT: Range<f64> = 0.0..18_446_744_073_709_551_616.0;
/// On foot, slow and fast: the reported first day of the caravan of 24 December 2023 (15 km), and
/// `max_walk_speed` of FLEE (35 km).
pub(crate) const WALKING_KM_PER_DAY: (f64, f64) = (15.0, 35.0);
/// By vehicle: `max_move_speed` of FLEE.
pub(crate) const VEHICLE_KM_PER_DAY: f64 = 360.0;
/// The longest phrase that is read as a count, in bytes; a figure in a news report has a tenth.
pub(crate) const PHRASE_BYTES: usize = 256;
