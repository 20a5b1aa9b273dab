//! Every numeric range and every threshold, declared once, with its source.

use std::ops::RangeInclusive;

/// Degrees of latitude.
pub(crate) const LATITUDE: RangeInclusive<f64> = -90.0..=90.0;
/// Degrees of longitude.
pub(crate) const LONGITUDE: RangeInclusive<f64> = -180.0..=180.0;
/// Bytes of an id: what fits a column of any database's key.
pub(crate) const ID_BYTES: usize = 64;
/// Bytes of a text: a paraphrase, not a document.
pub(crate) const TEXT_BYTES: usize = 10_000;
/// Characters of an offending text that a message shows.
pub(crate) const SHOWN_CHARS: usize = 60;

/// Years of dates and periods: the four digits of EDTF level 0, less the year 0000, which news has
/// no use for.
pub(crate) const YEARS: RangeInclusive<i32> = 1..=9999;
/// Bytes of the text of a date: a one-of set of every day of a month takes 342.
pub(crate) const DATE_TEXT_BYTES: usize = 512;
