//! Countries of ISO 3166-1 that are also part of another.

use crate::place::{CountryCode, Subdivision};

/// Whether a subdivision of one country is, or is part of, a territory that ISO 3166-1 lists as the
/// other country: `FR-973` and `GF`.
pub(super) fn is_part_in(subdivision: Subdivision, country: CountryCode) -> bool {
    let (subdivision, country) = (subdivision.as_str(), country.as_str());
    TERRITORIES.iter().any(|&(territory, _, codes)| {
        territory == country && codes.split(' ').any(|code| code == subdivision)
    })
}

/// Whether one of the two is a territory of the other.
pub(super) fn belong_together(one: CountryCode, other: CountryCode) -> bool {
    let (one, other) = (one.as_str(), other.as_str());
    TERRITORIES.iter().any(|&(territory, of, _)| {
        (territory, of) == (one, other) || (territory, of) == (other, one)
    })
}

/// The countries of ISO 3166-1 that are part of this one, except the Minor Outlying Islands of the
/// United States, whose box would enclose half of the Pacific and Mexico.
pub(super) fn territories_of(country: CountryCode) -> impl Iterator<Item = CountryCode> {
    let rows = TERRITORIES.iter();
    let rows = rows.filter(move |&&(territory, of, _)| of == country.as_str() && territory != "UM");
    rows.filter_map(|(territory, ..)| CountryCode::try_new(territory).ok())
}

/// Territory, country, and the territory's codes as a subdivision of the country in ISO 3166-2,
/// including those from before 2021. A territory without codes is not a subdivision of the country
/// in ISO 3166-2. Kosovo is listed because ISO 3166-2:RS has a code for it.
const TERRITORIES: [(&str, &str, &str); 36] = [
    ("AS", "US", "US-AS"),
    ("AW", "NL", "NL-AW"),
    ("AX", "FI", "FI-01"),
    ("BL", "FR", "FR-BL FR-977"),
    ("BQ", "NL", "NL-BQ1 NL-BQ2 NL-BQ3"),
    ("CC", "AU", ""),
    ("CW", "NL", "NL-CW"),
    ("CX", "AU", ""),
    ("FO", "DK", ""),
    ("GF", "FR", "FR-973 FR-GF"),
    ("GL", "DK", ""),
    ("GP", "FR", "FR-971 FR-GP"),
    ("GU", "US", "US-GU"),
    ("HK", "CN", "CN-HK CN-91"),
    ("HM", "AU", ""),
    ("MF", "FR", "FR-MF FR-978"),
    ("MO", "CN", "CN-MO CN-92"),
    ("MP", "US", "US-MP"),
    ("MQ", "FR", "FR-972 FR-MQ"),
    ("NC", "FR", "FR-NC FR-988"),
    ("NF", "AU", ""),
    ("PF", "FR", "FR-PF FR-987"),
    ("PM", "FR", "FR-PM FR-975"),
    ("PR", "US", "US-PR"),
    ("RE", "FR", "FR-974 FR-RE"),
    ("SJ", "NO", "NO-21 NO-22"),
    ("SX", "NL", "NL-SX"),
    ("TF", "FR", "FR-TF FR-984"),
    ("TK", "NZ", ""),
    ("TW", "CN", "CN-TW CN-71"),
    ("UM", "US", "US-UM"),
    ("VI", "US", "US-VI"),
    ("WF", "FR", "FR-WF FR-986"),
    ("XK", "RS", "RS-KM RS-25 RS-26 RS-27 RS-28 RS-29"),
    ("YT", "FR", "FR-976 FR-YT"),
    ("EH", "MA", "MA-11 MA-12 MA-AOU MA-BOD MA-ESM MA-LAA"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_one() {
        for (territory, country, codes) in TERRITORIES {
            let _: CountryCode = territory.parse().unwrap();
            let country: CountryCode = country.parse().unwrap();
            for code in codes.split(' ').filter(|code| !code.is_empty()) {
                let subdivision: Subdivision = code.parse().unwrap();
                assert_eq!(subdivision.country(), country, "{code}");
            }
        }
    }
}
