//! Every numeric range and every threshold, declared once, with its source.

use std::ops::RangeInclusive;

/// Degrees of latitude.
pub(crate) const LATITUDE: RangeInclusive<f64> = -90.0..=90.0;
/// Degrees of longitude.
pub(crate) const LONGITUDE: RangeInclusive<f64> = -180.0..=180.0;

/// Bytes of the name of a place or an area: twice the longest name in GeoNames (97 characters).
pub(crate) const PLACE_NAME_BYTES: usize = 200;
/// Bytes of a kind of place that this crate does not name.
pub(crate) const PLACE_KIND_BYTES: usize = 40;
