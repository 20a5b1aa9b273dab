//! Every numeric range and every threshold, declared once, with its source.

use std::ops::{Range, RangeInclusive};

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

/// Bytes of the name of a place or an area: twice the longest name in GeoNames (97 characters).
pub(crate) const PLACE_NAME_BYTES: usize = 200;
/// Bytes of a kind of place that this crate does not name.
pub(crate) const PLACE_KIND_BYTES: usize = 40;

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

/// Metres that a step along a route's line may have. A step straight in latitude and longitude
/// strays from the geodesic by its square over eight radii, times the tangent of the latitude.
pub(crate) const STEP_METRES: f64 = 1_500.0;
/// Degrees of latitude up to which steps are so: there they stray by 0.1 m.
pub(crate) const STRAIGHT_LATITUDE: f64 = 66.0;
/// Kilometres by which a distance may pass a route's end and still be its end: what is lost by
/// adding the legs up in another order.
pub(crate) const OVERRUN_SLACK_KM: f64 = 1e-6;
/// Brackets within brackets in a JSON text: where `serde_json` stops, too.
pub(crate) const JSON_DEPTH: usize = 128;

/// Bytes of a text that is looked up: the longest name and its qualifiers. A longer one is unknown.
pub(crate) const LOOKUP_BYTES: usize = 512;
/// Nearest spellings that are named where no place bears a name.
pub(crate) const SUGGESTIONS: usize = 5;

/// Hours that a day has, for halts.
pub(crate) const HOURS_A_DAY: f64 = 24.0;
/// Days of marching by which a whole number may be passed and still be whole: what is lost by
/// adding legs up and dividing by a pace, a tenth of a millimetre on foot.
pub(crate) const MARCH_SLACK_DAYS: f64 = 1e-9;
/// Days for each fix of a journey up to which a table of days is worth its memory: 64 bytes a fix.
pub(crate) const TABLE_DAYS_A_FIX: usize = 16;
