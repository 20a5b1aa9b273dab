//! The bounding box of each country, used to check whether a seat can be in it.

use super::territories::territories_of;
use crate::place::{CountryCode, Position};

/// Whether the position may be in the country or one of its territories: within a box that is
/// extended to whole degrees. True for a country whose box is not known.
pub(super) fn may_hold(country: CountryCode, position: Position) -> bool {
    let held = |of: CountryCode| holds(of, position) == Some(true);
    holds(country, position) != Some(false) || territories_of(country).any(held)
}

/// Whether the position is in a box of the country; `None` if no box is known.
fn holds(country: CountryCode, position: Position) -> Option<bool> {
    let code = country.as_str();
    let row = BOXES.binary_search_by_key(&code, |&(of, ..)| of).ok()?;
    let own = BOXES.get(row).into_iter();
    let further = FURTHER.iter().filter(|&&(of, ..)| of == code);
    Some(own.chain(further).any(|&(_, south, north, west, east)| {
        let (lat, lon) = (position.lat(), position.lon());
        let (west, east) = (f64::from(west), f64::from(east));
        let within = if west <= east {
            west <= lon && lon <= east
        } else {
            west <= lon || lon <= east
        };
        f64::from(south) <= lat && lat <= f64::from(north) && within
    }))
}

/// Parts that are too far away for a common box: the Australian islands in the Indian Ocean, the
/// bases on Cyprus, and islands in the South China Sea. The list takes no side in any dispute: a
/// place there may be in the country that its record states.
const FURTHER: [(&str, i16, i16, i16, i16); 4] = [
    ("AU", -13, -10, 96, 106),
    ("CN", 3, 15, 109, 118),
    ("GB", 34, 36, 32, 34),
    ("TW", 10, 21, 114, 118),
];

/// Country, south, north, west, east, in degrees; west is above east where the box crosses the
/// 180th meridian. From Natural Earth 4.1 at 1:10m (public domain), as packaged in `world-atlas`
/// 2.0.2. A country's box includes its distant parts. The map leaves out some parts that were
/// added: the pole (AQ), Ngulu (FM), Kastellorizo (GR), Enewetak (MH), Kalayaan (PH), Matsu (TW),
/// Crimea (UA) and the Paracel and Spratly Islands (VN). Except at the pole, GeoNames has populated
/// places of the country there. Sorted by code.
#[rustfmt::skip]
static BOXES: [(&str, i16, i16, i16, i16); 239] = [
    ("AD", 42, 43, 1, 2), ("AE", 22, 27, 51, 57), ("AF", 29, 39, 60, 75), ("AG", 16, 18, -62, -61),
    ("AI", 18, 19, -64, -62), ("AL", 39, 43, 19, 22), ("AM", 38, 42, 43, 47),
    ("AO", -19, -4, 11, 25), ("AQ", -90, -60, -180, 180), ("AR", -56, -21, -74, -53),
    ("AS", -15, -11, -172, -168), ("AT", 46, 50, 9, 18), ("AU", -55, -9, 112, 160),
    ("AW", 12, 13, -71, -69), ("AX", 59, 61, 19, 22), ("AZ", 38, 42, 44, 51),
    ("BA", 42, 46, 15, 20), ("BB", 13, 14, -60, -59), ("BD", 20, 27, 88, 93), ("BE", 49, 52, 2, 7),
    ("BF", 9, 16, -6, 3), ("BG", 41, 45, 22, 29), ("BH", 25, 27, 50, 51), ("BI", -5, -2, 28, 31),
    ("BJ", 6, 13, 0, 4), ("BL", 17, 18, -63, -62), ("BM", 32, 33, -65, -64), ("BN", 4, 6, 114, 116),
    ("BO", -23, -9, -70, -57), ("BR", -34, 6, -75, -28), ("BS", 20, 27, -80, -72),
    ("BT", 26, 29, 88, 93), ("BW", -27, -17, 19, 30), ("BY", 51, 57, 23, 33),
    ("BZ", 15, 19, -90, -87), ("CA", 41, 84, -142, -52), ("CD", -14, 6, 12, 32),
    ("CF", 2, 12, 14, 28), ("CG", -6, 4, 11, 19), ("CH", 45, 48, 5, 11), ("CI", 4, 11, -9, -2),
    ("CK", -22, -8, -166, -157), ("CL", -56, -17, -110, -66), ("CM", 1, 14, 8, 17),
    ("CN", 15, 54, 73, 135), ("CO", -5, 14, -82, -66), ("CR", 5, 12, -88, -82),
    ("CU", 19, 24, -85, -74), ("CV", 14, 18, -26, -22), ("CW", 12, 13, -70, -68),
    ("CY", 34, 36, 32, 35), ("CZ", 48, 52, 12, 19), ("DE", 47, 56, 5, 16), ("DJ", 10, 13, 41, 44),
    ("DK", 54, 58, 8, 16), ("DM", 15, 16, -62, -61), ("DO", 17, 20, -73, -68),
    ("DZ", 18, 38, -9, 12), ("EC", -6, 2, -93, -75), ("EE", 57, 60, 21, 29), ("EG", 21, 32, 24, 37),
    ("EH", 20, 28, -18, -8), ("ER", 12, 19, 36, 44), ("ES", 27, 44, -19, 5), ("ET", 3, 15, 32, 48),
    ("FI", 59, 71, 20, 32), ("FJ", -22, -12, 174, -178), ("FK", -53, -51, -62, -57),
    ("FM", 0, 10, 137, 164), ("FO", 61, 63, -8, -6), ("FR", -22, 52, -62, 56), ("GA", -4, 3, 8, 15),
    ("GB", 49, 61, -14, 2), ("GD", 12, 13, -62, -61), ("GE", 41, 44, 39, 47),
    ("GG", 49, 50, -3, -2), ("GH", 4, 12, -4, 2), ("GI", 36, 37, -6, -5), ("GL", 59, 84, -74, -11),
    ("GM", 13, 14, -17, -13), ("GN", 7, 13, -16, -7), ("GQ", -2, 4, 5, 12), ("GR", 34, 42, 19, 30),
    ("GS", -60, -53, -39, -26), ("GT", 13, 18, -93, -88), ("GU", 13, 14, 144, 145),
    ("GW", 10, 13, -17, -13), ("GY", 1, 9, -62, -56), ("HK", 22, 23, 113, 115),
    ("HM", -54, -52, 73, 74), ("HN", 12, 18, -90, -83), ("HR", 42, 47, 13, 20),
    ("HT", 18, 21, -75, -71), ("HU", 45, 49, 16, 23), ("ID", -11, 6, 95, 141),
    ("IE", 51, 56, -11, -5), ("IL", 29, 34, 34, 36), ("IM", 54, 55, -5, -4), ("IN", 6, 36, 68, 98),
    ("IO", -8, -5, 71, 73), ("IQ", 29, 38, 38, 49), ("IR", 25, 40, 44, 64),
    ("IS", 63, 67, -25, -13), ("IT", 35, 48, 6, 19), ("JE", 49, 50, -3, -2),
    ("JM", 17, 19, -79, -76), ("JO", 29, 34, 34, 40), ("JP", 24, 46, 122, 154),
    ("KE", -5, 6, 33, 42), ("KG", 39, 44, 69, 81), ("KH", 10, 15, 102, 108),
    ("KI", -12, 5, 169, -151), ("KM", -13, -11, 43, 45), ("KN", 17, 18, -63, -62),
    ("KP", 37, 44, 124, 131), ("KR", 33, 39, 124, 132), ("KW", 28, 31, 46, 49),
    ("KY", 19, 20, -82, -79), ("KZ", 40, 56, 46, 88), ("LA", 13, 23, 100, 108),
    ("LB", 33, 35, 35, 37), ("LC", 13, 15, -62, -60), ("LI", 47, 48, 9, 10), ("LK", 5, 10, 79, 82),
    ("LR", 4, 9, -12, -7), ("LS", -31, -28, 27, 30), ("LT", 53, 57, 20, 27), ("LU", 49, 51, 5, 7),
    ("LV", 55, 59, 20, 29), ("LY", 19, 34, 9, 26), ("MA", 21, 36, -18, -1), ("MC", 43, 44, 7, 8),
    ("MD", 45, 49, 26, 31), ("ME", 41, 44, 18, 21), ("MF", 18, 19, -64, -63),
    ("MG", -26, -11, 43, 51), ("MH", 4, 15, 162, 173), ("MK", 40, 43, 20, 24),
    ("ML", 10, 25, -13, 5), ("MM", 9, 29, 92, 102), ("MN", 41, 53, 87, 120),
    ("MO", 22, 23, 113, 114), ("MP", 14, 21, 144, 146), ("MR", 14, 28, -18, -4),
    ("MS", 16, 17, -63, -62), ("MT", 35, 37, 14, 15), ("MU", -21, -10, 56, 64),
    ("MV", -1, 8, 72, 74), ("MW", -18, -9, 32, 36), ("MX", 14, 33, -119, -86),
    ("MY", 0, 8, 99, 120), ("MZ", -27, -10, 30, 41), ("NA", -29, -16, 11, 26),
    ("NC", -23, -19, 163, 172), ("NE", 11, 24, 0, 16), ("NF", -30, -28, 167, 168),
    ("NG", 4, 14, 2, 15), ("NI", 10, 16, -88, -82), ("NL", 12, 54, -69, 8),
    ("NO", -55, 81, -10, 34), ("NP", 26, 31, 80, 89), ("NR", -1, 0, 166, 167),
    ("NU", -20, -18, -170, -169), ("NZ", -53, -8, 165, -171), ("OM", 16, 27, 51, 60),
    ("PA", 7, 10, -84, -77), ("PE", -19, 0, -82, -68), ("PF", -28, -7, -155, -134),
    ("PG", -12, -1, 140, 156), ("PH", 4, 22, 114, 127), ("PK", 23, 38, 60, 78),
    ("PL", 48, 55, 14, 25), ("PM", 46, 48, -57, -56), ("PN", -26, -23, -131, -124),
    ("PR", 17, 19, -68, -65), ("PS", 31, 33, 34, 36), ("PT", 30, 43, -32, -6),
    ("PW", 2, 9, 131, 135), ("PY", -28, -19, -63, -54), ("QA", 24, 27, 50, 52),
    ("RO", 43, 49, 20, 30), ("RS", 42, 47, 18, 23), ("RU", 41, 82, 19, -168),
    ("RW", -3, -1, 28, 31), ("SA", 16, 33, 34, 56), ("SB", -13, -6, 155, 169),
    ("SC", -10, -3, 46, 57), ("SD", 8, 23, 21, 39), ("SE", 55, 70, 11, 25), ("SG", 1, 2, 103, 105),
    ("SH", -41, -7, -15, -5), ("SI", 45, 47, 13, 17), ("SK", 47, 50, 16, 23),
    ("SL", 6, 10, -14, -10), ("SM", 43, 44, 12, 13), ("SN", 12, 17, -18, -11),
    ("SO", -2, 12, 40, 52), ("SR", 1, 7, -59, -53), ("SS", 3, 13, 24, 36), ("ST", 0, 2, 6, 8),
    ("SV", 13, 15, -91, -87), ("SX", 18, 19, -64, -63), ("SY", 32, 38, 35, 43),
    ("SZ", -28, -25, 30, 33), ("TC", 21, 22, -73, -71), ("TD", 7, 24, 13, 24),
    ("TF", -50, -11, 39, 78), ("TG", 6, 12, -1, 2), ("TH", 5, 21, 97, 106), ("TJ", 36, 42, 67, 76),
    ("TL", -10, -8, 124, 128), ("TM", 35, 43, 52, 67), ("TN", 30, 38, 7, 12),
    ("TO", -23, -15, -177, -173), ("TR", 35, 43, 25, 45), ("TT", 10, 12, -62, -60),
    ("TV", -10, -5, 176, 180), ("TW", 21, 27, 118, 123), ("TZ", -12, 0, 29, 41),
    ("UA", 44, 53, 22, 41), ("UG", -2, 5, 29, 36), ("UM", -1, 29, 166, -75),
    ("US", 18, 72, 172, -66), ("UY", -35, -30, -59, -53), ("UZ", 37, 46, 55, 74),
    ("VA", 41, 42, 12, 13), ("VC", 12, 14, -62, -61), ("VE", 0, 16, -74, -59),
    ("VG", 18, 19, -65, -64), ("VI", 17, 19, -66, -64), ("VN", 7, 24, 102, 115),
    ("VU", -21, -13, 166, 170), ("WF", -15, -13, -179, -176), ("WS", -15, -13, -173, -171),
    ("XK", 41, 44, 20, 22), ("YE", 12, 19, 42, 55), ("ZA", -47, -22, 16, 38),
    ("ZM", -19, -8, 21, 34), ("ZW", -23, -15, 25, 34),
];

#[cfg(test)]
mod tests {
    use super::{BOXES, Position, may_hold};

    #[test]
    fn each_country_has_one_box_on_the_globe() {
        assert!(BOXES.is_sorted_by(|one, other| one.0 < other.0));
        for (code, south, north, west, east) in BOXES {
            assert!(-90 <= south && south < north && north <= 90, "{code}");
            assert!(-180 <= west && west != east && east <= 180, "{code}");
        }
    }

    /// Each of these is a town or village of the country.
    #[test]
    fn distant_parts_are_in_their_country() {
        for (country, lat, lon) in [
            ("GR", 36.148_89, 29.593_61),    // Kastellorizo
            ("UA", 44.502_18, 34.166_24),    // Yalta
            ("RU", 44.502_18, 34.166_24),    // Yalta
            ("FO", 62.009_73, -6.771_64),    // Tórshavn
            ("DK", 62.009_73, -6.771_64),    // Tórshavn
            ("DK", 64.183_47, -51.721_57),   // Nuuk
            ("US", 18.466_33, -66.105_72),   // San Juan, Puerto Rico
            ("US", 13.474_45, 144.750_69),   // Hagåtña
            ("FR", -17.533_33, -149.566_67), // Papeete
            ("NL", 12.108_2, -68.935_24),    // Willemstad
            ("NO", 78.223_34, 15.646_89),    // Longyearbyen
            ("AU", -10.421_72, 105.678_12),  // Flying Fish Cove
            ("GB", 34.600_88, 32.955_36),    // Akrotiri
            ("FM", 8.45, 137.484),           // Ngulu
            ("MH", 11.347_35, 162.337_33),   // Enewetak
            ("PH", 11.053, 114.284),         // Pag-asa
            ("TW", 26.154_85, 119.951_59),   // Matsu
            ("VN", 16.666_57, 112.725_41),   // Hoàng Sa
            ("CN", 16.835, 112.34),          // Sansha
        ] {
            let seat = Position::try_new(lat, lon).unwrap();
            assert!(may_hold(country.parse().unwrap(), seat), "{country} {seat}");
        }
        for (country, lat, lon) in [
            ("FR", 34.0, -100.0),
            ("US", 14.9, -92.3),
            ("DK", 50.0, 10.0),
            ("GR", 36.1, 31.0),
            ("GB", 36.5, 33.0),
        ] {
            let seat = Position::try_new(lat, lon).unwrap();
            assert!(
                !may_hold(country.parse().unwrap(), seat),
                "{country} {seat}"
            );
        }
    }

    #[test]
    fn the_pole_is_in_antarctica() {
        let pole = Position::try_new(-90.0, 0.0).unwrap();
        assert!(may_hold("AQ".parse().unwrap(), pole));
    }

    /// Nobody would notice a wrong sign among 956 numbers, so the table has a checksum (64-bit
    /// FNV-1a). Update it when the table is regenerated.
    #[test]
    fn no_number_of_the_table_has_slipped() {
        let rows = BOXES.map(|(code, south, north, west, east)| {
            format!("{code} {south} {north} {west} {east}\n")
        });
        let sum = rows
            .concat()
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
                (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        assert_eq!(sum, 0x9900_98e0_fadb_5f9f);
    }
}
