//! Every numeric range and every threshold, declared once, with its source.

use std::ops::{Range, RangeInclusive};

use serde::{Deserialize, Serialize};

/// Degrees of latitude.
pub(crate) const LATITUDE: RangeInclusive<f64> = -90.0..=90.0;
/// Degrees of longitude.
pub(crate) const LONGITUDE: RangeInclusive<f64> = -180.0..=180.0;
/// Longest id, in bytes: it fits a key column of any database.
pub(crate) const ID_BYTES: usize = 64;
/// Longest text, in bytes: a paraphrase, not a document.
pub(crate) const TEXT_BYTES: usize = 10_000;
/// Longest message of serde, in bytes, that is passed on unchanged.
pub(crate) const MESSAGE_BYTES: usize = 300;
/// Characters of an offending text that a message shows.
pub(crate) const SHOWN_CHARS: usize = 40;

/// Characters of the name of a record that a finding shows.
pub(crate) const LABEL_CHARS: usize = 100;

/// Years of dates and periods: the four digits of EDTF level 0, without the year 0000, which no
/// report needs.
pub(crate) const YEARS: RangeInclusive<i32> = 1..=9999;
/// Longest text of a date, in bytes: a one-of set of every day of a month takes 342.
pub(crate) const DATE_TEXT_BYTES: usize = 512;

/// Longest name of a place or an area, in bytes: twice the longest name in GeoNames (97
/// characters).
pub(crate) const PLACE_NAME_BYTES: usize = 200;
/// Most kilometres between a true place and the seat that stands for it. Four capitals are within
/// 500 km of Guatemala City, so nobody further away than that is reported as being there.
pub(crate) const WITHIN_KM: f64 = 500.0;
/// Longest word of an open list, in bytes.
pub(crate) const OPEN_WORD_BYTES: usize = 40;

/// Whole numbers that a double holds exactly (IEEE 754: 53 bits of significand).
pub(crate) const WHOLE_FLOAT: RangeInclusive<f64> = 0.0..=9_007_199_254_740_992.0;
/// Doubles that can be a count of 64 bits: below 2⁶⁴.
pub(crate) const COUNTS_AS_FLOAT: Range<f64> = 0.0..18_446_744_073_709_551_616.0;
/// On foot, slow and fast: the reported first day of the caravan of 24 December 2023 (15 km), and
/// `max_walk_speed` of FLEE (35 km).
pub(crate) const WALKING_KM_PER_DAY: (f64, f64) = (15.0, 35.0);
/// By vehicle: `max_move_speed` of FLEE.
pub(crate) const VEHICLE_KM_PER_DAY: f64 = 360.0;
/// The longest phrase that is read as a count, in bytes: ten times a figure in a news report.
pub(crate) const PHRASE_BYTES: usize = 256;

/// Longest step along a route's line, in metres. A step that is straight in latitude and longitude
/// strays from the geodesic by the square of its length over eight earth radii, times the tangent
/// of the latitude.
pub(crate) const STEP_METRES: f64 = 1_500.0;
/// Highest latitude, in degrees, at which steps are straight in this sense: there they stray by
/// 0.1 m.
pub(crate) const STRAIGHT_LATITUDE: f64 = 66.0;
/// Kilometres by which a distance may exceed a route's length and still count as its end: the
/// rounding error of adding the legs in another order.
pub(crate) const OVERRUN_SLACK_KM: f64 = 1e-6;
/// Deepest nesting of a JSON text: the limit of `serde_json`.
#[cfg(feature = "json")]
pub(crate) const JSON_DEPTH: usize = 128;
/// Longest line of a log that is read from a stream, in bytes: a hundred of the longest texts.
#[cfg(feature = "json")]
pub(crate) const LOG_LINE_BYTES: u64 = 1 << 20;
/// How many of the records set aside together with a faulty one a finding lists.
#[cfg(feature = "json")]
pub(crate) const DEPENDANTS: usize = 100;

/// Degrees on a map are rounded to six decimals, 0.1 m (RFC 7946, section 11.2).
#[cfg(feature = "geojson")]
pub(crate) const MAP_DECIMALS: f64 = 1e6;
/// Kilometres by which a line on a map may stray from its geodesic: the width of a line on a sheet
/// that shows a continent.
#[cfg(feature = "geojson")]
pub(crate) const MAP_STRAY_KM: f64 = 1.0;
/// Kilometres beyond which a line on a map is halved without measuring how far it strays. Shorter
/// lines bend to one side only, or by less than 0.3 km.
#[cfg(feature = "geojson")]
pub(crate) const MAP_BEND_KM: f64 = 1_000.0;
/// Most times that a line on a map is halved: enough for half a meridian close to a pole, in steps
/// of 0.3 km.
#[cfg(feature = "geojson")]
pub(crate) const MAP_HALVINGS: u32 = 16;

/// How many rows at the start of a sheet are searched for hashtags (as in `libhxl`).
#[cfg(feature = "hxl")]
pub(crate) const HXL_HEADER_ROWS: usize = 25;
/// Longest row of a sheet, in bytes: a hundred of the longest texts.
#[cfg(feature = "hxl")]
pub(crate) const HXL_ROW_BYTES: usize = 1 << 20;
/// Ignored columns that are reported one by one.
#[cfg(feature = "hxl")]
pub(crate) const HXL_UNKNOWN_COLUMNS: usize = 100;

/// Longest text that is looked up, in bytes: the longest name with qualifiers. A longer one is not
/// found.
pub(crate) const LOOKUP_BYTES: usize = 512;
/// How many places are suggested for a name that no place has.
pub(crate) const SUGGESTIONS: usize = 5;

/// How near to a seat its neighbours must be to contradict its subdivision. In the table of the
/// world, fewer than one place in 1,000 is twice as far from all others of its own subdivision.
pub(crate) const NEIGHBOURS_KM: f64 = 50.0;
/// Fewest neighbours that can contradict a subdivision, and fewest places of a subdivision that a
/// table must have for it to be checked.
pub(crate) const NEIGHBOURS: usize = 3;

/// Most days between consecutive reports of a journey if another report is to be checked against
/// them for a wrong year: a month. The caravans of 2018 to 2023 were reported every few days.
pub(crate) const JOURNEY_GAP_DAYS: i64 = 31;
/// Fewest days between a report and the rest of its journey that cast doubt on its year: a year,
/// less two months for the journey.
pub(crate) const YEAR_OFF_DAYS: i64 = 300;
/// Fewest days between two reports of a group that are unlikely to be of one journey: two years.
pub(crate) const JOURNEY_BREAK_DAYS: i64 = 730;
/// Fewest years between the date of an event or a publication and the dossier's day that cast doubt
/// on the date: a reporter's working life.
pub(crate) const REMOTE_EVENT_YEARS: i32 = 50;
/// The same for the period of a statistic or a tenure: the United States has counted immigrants
/// since 1820 (Yearbook of Immigration Statistics), UNHCR refugees since 1951.
pub(crate) const REMOTE_PERIOD_YEARS: i32 = 250;

/// By what share a figure may differ from its parts in another vintage: as much as final figures are
/// corrected. Two years later, CBP had corrected the months of 2023 by up to 1.0 %.
pub(crate) const CORRECTION_SHARE: f64 = 0.02;
/// A revision by at most this many people is never large: 5 after 3 is no change of method.
pub(crate) const REVISION_LEAST: u64 = 10;
/// How many times as large as the months beside it a month must be to suggest a wrong digit. In the
/// Darién, a month was at most about three times as large as the one before it.
pub(crate) const LEAP: u64 = 10;
/// Fewest people in the smaller month of a leap that is reported: smaller numbers come by the
/// boatload.
pub(crate) const LEAP_FROM: u64 = 100;
/// A total up to the day of a report is published within this many days of its end.
pub(crate) const TO_DATE_DAYS: i64 = 7;
/// Most figures within a period that are compared with its total: the days, months, quarters and
/// halves of a year, and some that are passed over.
pub(crate) const PARTS_OF_A_PERIOD: usize = 800;
/// Most series of encounters of one publisher and area with which a figure in persons is compared:
/// the largest ones.
pub(crate) const ENCOUNTER_SERIES: usize = 8;

/// Most lives of a group to which one booking of an uncertain day may belong. With more, they count
/// as indistinguishable, because each of them would hold it.
pub(crate) const LIVES_OF_A_BOOKING: usize = 8;

/// Hours in a day, for halts.
pub(crate) const HOURS_A_DAY: f64 = 24.0;
/// By how many days a march may exceed a whole number of days and still count as that number: the
/// rounding error of adding legs and dividing by a pace, under 0.1 mm on foot.
pub(crate) const MARCH_SLACK_DAYS: f64 = 1e-9;
/// Most days per fix of a journey for which a table of days is worth its memory (64 bytes a fix).
pub(crate) const TABLE_DAYS_A_FIX: usize = 16;

/// Rows that are counted in a hash map before a matrix is considered.
pub(crate) const FEW_ROWS: usize = 1 << 16;
/// Most slots per row for which a matrix is worth its memory (128 bytes a row).
pub(crate) const SLOTS_A_ROW: usize = 16;
/// Most slots of a matrix: 1 GB.
pub(crate) const MATRIX_SLOTS: usize = 1 << 27;
/// Bits of a slot's index within its block of a matrix: blocks of 256 kB, which fit the L2 cache.
pub(crate) const BLOCK_BITS: u32 = 15;
/// Rows that are collected for a block before they are counted together.
pub(crate) const WAITING_ROWS: usize = 1 << 12;
/// Most flows of a table, per flow of another table, for which merging the sorted columns pays: a
/// merge takes 30 ns for each flow of both, and counting a flow as a row takes up to 100 ns.
pub(crate) const FLOWS_A_MERGED_FLOW: usize = 8;

/// Declares the thresholds of the check, once: name, setter, type, default.
macro_rules! limits {
    ($($(#[$doc:meta])+ $name:ident, $with:ident: $type:ty = $default:expr;)+) => {
        /// The thresholds of the [check](crate::check), each with its default and its source.
        ///
        /// On the wire, it is an object with a key for each threshold; a key that is left out has
        /// its default. A NaN threshold disables the rules that use it.
        ///
        /// ```
        /// use corridor::Limits;
        ///
        /// let strict = Limits::default().with_walking_km_per_day(30.0);
        /// assert_eq!(strict.walking_km_per_day(), 30.0);
        /// assert_eq!(strict.vehicle_km_per_day(), Limits::default().vehicle_km_per_day());
        /// ```
        #[derive(Debug, Clone, PartialEq, Serialize)]
        pub struct Limits { $($name: $type,)+ }

        /// The thresholds as they are read.
        #[derive(Deserialize)]
        #[serde(rename = "Limits", default)]
        struct Keys { $($name: $type,)+ }

        impl Default for Keys {
            fn default() -> Self {
                let Limits { $($name,)+ } = Limits::default();
                Self { $($name,)+ }
            }
        }

        impl<'de> Deserialize<'de> for Limits {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let Keys { $($name,)+ } = Keys::deserialize(deserializer).map_err(crate::error::brief)?;
                Ok(Self { $($name,)+ })
            }
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        impl Limits {
            $(
                $(#[$doc])+
                pub const fn $name(&self) -> $type {
                    self.$name
                }

                #[doc = concat!("The same limits with another [`", stringify!($name), "`](Self::", stringify!($name), ").")]
                #[must_use]
                pub const fn $with(mut self, limit: $type) -> Self {
                    self.$name = limit;
                    self
                }
            )+
        }
    };
}

limits! {
    /// How far people walk in a day: 35 km, `max_walk_speed` of FLEE.
    walking_km_per_day, with_walking_km_per_day: f64 = WALKING_KM_PER_DAY.1;
    /// How far a vehicle, or a group of mixed or unknown mode, gets in a day: 360 km,
    /// `max_move_speed` of FLEE.
    vehicle_km_per_day, with_vehicle_km_per_day: f64 = VEHICLE_KM_PER_DAY;
    /// How far a train gets in a day: 2,400 km, a day and a night at 100 km/h. The freight trains that
    /// people ride run at up to 97 km/h on good track (49 CFR 213.9, class 4). Raise it if people
    /// ride high-speed trains all day.
    train_km_per_day, with_train_km_per_day: f64 = 2_400.0;
    /// How far a boat gets in a day: 1,000 km, a day and a night at 22.5 knots, the speed of a ferry.
    boat_km_per_day, with_boat_km_per_day: f64 = 1_000.0;
    /// How far people get by air in a day: 16,000 km. The longest scheduled flight, Singapore to New
    /// York, is 15,300 km and takes 19 hours.
    air_km_per_day, with_air_km_per_day: f64 = 16_000.0;
    /// By how much a road may be shorter than the shortest line between the seats of its ends: 2 km,
    /// since a seat is a point and a town is not. Correct figures in the press are up to 1 km
    /// shorter.
    seat_tolerance_km, with_seat_tolerance_km: f64 = 2.0;
    /// How many times as long as the straight line a road may be: 3. Only a coast, a mountain or a
    /// mistake makes it longer. The seat tolerance is added to the line first.
    detour, with_detour: f64 = 3.0;
    /// How far the ratio of two figures may be from 1.609 for one to be taken for kilometres and the
    /// other for miles: 2 %, since the press rounds its figures.
    mile_tolerance, with_mile_tolerance: f64 = 0.02;
    /// By how much two reports of one road may differ, as a share of the longer: 25 %.
    road_disagreement, with_road_disagreement: f64 = 0.25;
    /// How far apart the seats of two places of the same name may be for the two to be taken for
    /// one: 200 m.
    same_place_km, with_same_place_km: f64 = 0.2;
    /// How many days the date of a movement may span: 31, a month.
    movement_span_days, with_movement_span_days: u64 = 31;
    /// By how much two counts of a group on one day may differ without contradicting each other: 5 %
    /// of the higher one. Some people stay behind between a departure and an arrival, and nobody
    /// counts thousands to the last person. A difference of 1 is never a contradiction.
    claim_tolerance, with_claim_tolerance: f64 = 0.05;
    /// How far apart two meetings of one person on one day may be: 5,000 km, six hours by jet.
    official_km_per_day, with_official_km_per_day: f64 = 5_000.0;
    /// By how much a revision may change a figure, as a share of the earlier one: 20 %.
    revision_share, with_revision_share: f64 = 0.2;
    /// The share of the encounters in the same time and area from which a figure in persons is
    /// taken for encounters: 0.9. True counts of persons are far lower: in February 2023 the US
    /// counted 94,124 persons, and 128,877 encounters between ports alone.
    persons_per_encounter, with_persons_per_encounter: f64 = 0.9;
    /// How many findings of one code a report keeps: 1,000, as many as anyone reads. All of them are
    /// counted.
    findings_per_code, with_findings_per_code: usize = 1_000;
}
