//! What was found, in figures; the text of each finding.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;
use smol_str::SmolStr;

use crate::{
    Area, Code, CountryCode, Days, Distance, Estimate, Id, Pace, PlaceCode, TravelMode, When,
};

/// Declares the details of each finding: the variant bears the name of its code, and has its text.
macro_rules! details {
    ($(
        $(#[$doc:meta])+
        $variant:ident { $( $(#[$field_doc:meta])+ $field:ident: $type:ty, )+ }
        $text:literal $(, $value:expr)*;
    )+) => {
        /// What was found, in figures. Each variant bears the name of its code; `Display` is the
        /// text of the finding, without the record that it is about.
        ///
        /// On the wire an object of its fields; distances are in kilometres.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Details {
            $(
                $(#[$doc])+
                #[non_exhaustive]
                $variant { $( $(#[$field_doc])+ $field: $type, )+ },
            )+
        }

        impl Details {
            /// The code that it belongs to.
            pub fn code(&self) -> Code {
                match self {
                    $(Self::$variant { .. } => Code::$variant,)+
                }
            }
        }

        impl fmt::Display for Details {
            #[allow(unused_variables, reason = "a text need not tell every figure")]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$variant { $($field,)+ } => write!(f, $text $(, $value)*),)+
                }
            }
        }
    };
}

details! {
    /// A road shorter than the shortest line between its ends.
    RoadBelowGeodesic {
        /// Where it starts.
        from: PlaceCode,
        /// Where it leads.
        to: PlaceCode,
        /// How far it is said to be.
        #[serde(rename = "road_km")]
        road: Distance,
        /// The shortest line between the seats.
        #[serde(rename = "geodesic_km")]
        geodesic: Distance,
    }
    "{road} by road, and {geodesic} in a straight line";

    /// Faster than the mode of travel allows, even in the most days that the dates allow.
    ImplausibleSpeed {
        /// The group.
        group: Id,
        /// Where it was before.
        from: PlaceCode,
        /// The event that puts it there.
        since: Id,
        /// The shortest line from there.
        #[serde(rename = "geodesic_km")]
        geodesic: Distance,
        /// The time that it had.
        days: Days,
        /// The pace that this takes.
        #[serde(rename = "km_per_day")]
        pace: Pace,
        /// How it travels.
        mode: TravelMode,
        /// How far it gets in a day.
        #[serde(rename = "limit_km_per_day")]
        limit: Distance,
    }
    "{geodesic:.0} in {days} is {}; {} at most {}",
    Above(*pace, *limit), Manner(*mode), limit.km();

    /// Parts that together exceed the whole.
    PartsExceedWhole {
        /// The whole.
        whole: Estimate,
        /// The sum of the parts.
        parts: Estimate,
    }
    "the parts sum to {parts}, the whole is {whole}";

    /// An arrival that is certainly before the group set out.
    ArrivalBeforeDeparture {
        /// When it arrives.
        arrival: When,
        /// When it first departs.
        departure: When,
        /// The event of that departure.
        departs: Id,
    }
    "arrives on {arrival} and departs on {departure} (event {departs})";

    /// An event still planned for a day that the dossier has left behind.
    PlannedInThePast {
        /// When it was to happen.
        on: When,
        /// The day that the dossier is seen from.
        as_of: NaiveDate,
    }
    "planned for {on}, and the dossier is of {as_of}";

    /// Encounters called persons.
    EncountersCalledPersons {
        /// The figure.
        persons: Estimate,
        /// Why it is taken for encounters.
        because: Encounters,
    }
    "{persons} persons: {because}";

    /// A meeting at which only the host is present.
    MeetingWithoutGuests {
        /// The host.
        host: CountryCode,
    }
    "only the host, {host}, is present";
}

/// Why a figure in persons is taken for encounters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Encounters {
    /// A statistic of the same indicator and area is in encounters.
    SameIndicator {
        /// That statistic.
        statistic: Id,
    },
    /// The same publisher counts about as many encounters in the area and the time.
    SamePublisher {
        /// Who counts.
        publisher: Id,
        /// Where.
        area: Area,
        /// How many encounters at least are known for the days that are covered.
        encounters: u64,
        /// How many days of the period the figures cover.
        days_covered: u64,
        /// How many days it has.
        days: u64,
    },
    /// The words of a figure in encounters name persons.
    Words {
        /// The words.
        words: SmolStr,
    },
}

impl fmt::Display for Encounters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameIndicator { statistic } => {
                write!(f, "statistic {statistic} counts the same in encounters")
            }
            Self::SamePublisher {
                publisher,
                encounters,
                days_covered,
                days,
                ..
            } => {
                let encounters = Estimate::exactly(*encounters);
                write!(f, "{publisher} counts {encounters} encounters there ")?;
                if days_covered == days {
                    f.write_str("in that time")
                } else {
                    write!(f, "in {days_covered} of the {days} days")
                }
            }
            Self::Words { words } => write!(f, "\"{words}\" is a figure in encounters"),
        }
    }
}

/// A pace in whole kilometres, unless that would hide that it is above the limit.
struct Above(Pace, Distance);

impl fmt::Display for Above {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(pace, limit) = self;
        if pace.slow().km().round() > limit.km() {
            write!(f, "{pace:.0}")
        } else {
            write!(f, "{pace:.1}")
        }
    }
}

/// "on foot", "by vehicle".
struct Manner(TravelMode);

impl fmt::Display for Manner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            TravelMode::Foot => "on foot",
            TravelMode::Vehicle => "by vehicle",
            TravelMode::Mixed => "partly by vehicle",
            TravelMode::Unknown => "by any vehicle",
        })
    }
}
