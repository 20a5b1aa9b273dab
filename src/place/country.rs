//! Country codes of ISO 3166-1 and the form of the subdivision codes of ISO 3166-2.

use std::fmt;
use std::str::FromStr;

use super::PlaceError;
use crate::code::Code;
use crate::error::Error;
use crate::vocabulary::text_form;

/// A country: an ISO 3166-1 alpha-2 code, `XK` (Kosovo, user-assigned), or `ZZ` (unknown).
///
/// Written in capitals only; ordered by code.
///
/// ```
/// use corridor::CountryCode;
///
/// let mexico: CountryCode = "MX".parse()?;
/// assert_eq!(mexico.name(), "Mexico");
/// assert!("CAR".parse::<CountryCode>().is_err());
/// # Ok::<(), corridor::Error>(())
/// ```
// An index into `COUNTRIES`, so that code and name are one look-up, and the order is that of the
// table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode(u8);

impl CountryCode {
    /// `ZZ`: the country is not known.
    pub const UNKNOWN: Self = match Self::of(b'Z', b'Z') {
        Some(code) => code,
        None => Self(0),
    };

    /// Reads an alpha-2 code.
    ///
    /// # Errors
    /// [`Code::CountryUnknown`](crate::Code::CountryUnknown) for anything that the table does not list.
    pub(crate) fn try_new(code: &str) -> Result<Self, PlaceError> {
        Self::from_ascii(code.as_bytes()).ok_or_else(|| PlaceError::country(code))
    }

    /// Every code, in order.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..LISTED).map(Self)
    }

    /// The two capitals.
    pub fn as_str(self) -> &'static str {
        COUNTRIES
            .get(usize::from(self.0))
            .map_or("ZZ", |&(code, _)| code)
    }

    /// The English short name of ISO 3166-1.
    pub fn name(self) -> &'static str {
        COUNTRIES
            .get(usize::from(self.0))
            .map_or("unknown", |&(_, name)| name)
    }

    pub(crate) const fn from_ascii(code: &[u8]) -> Option<Self> {
        match code {
            &[first, second] => Self::of(first, second),
            _ => None,
        }
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "two capitals make a slot of the table"
    )]
    pub(crate) const fn of(first: u8, second: u8) -> Option<Self> {
        if !first.is_ascii_uppercase() || !second.is_ascii_uppercase() {
            return None;
        }
        match BY_LETTERS[slot(first, second)] {
            ABSENT => None,
            index => Some(Self(index)),
        }
    }
}

impl AsRef<str> for CountryCode {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CountryCode({self})")
    }
}

impl FromStr for CountryCode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Ok(Self::try_new(text)?)
    }
}

text_form!(
    CountryCode,
    "a country code of ISO 3166-1 alpha-2",
    Code::CountryUnknown
);

/// A first-level subdivision: a code in the form of ISO 3166-2, such as `MX-CHP`.
///
/// The country must be known; only the form of the part after the hyphen is checked (one to three
/// of `A–Z 0–9`), since subdivisions change more often than software.
///
/// ```
/// use corridor::Subdivision;
///
/// let chiapas: Subdivision = "MX-CHP".parse()?;
/// assert_eq!(chiapas.country().as_str(), "MX");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subdivision {
    // Padded with zeros, which sort before every character that a code may have.
    text: [u8; 6],
}

impl Subdivision {
    /// Reads a code in the form of ISO 3166-2.
    ///
    /// # Errors
    /// [`Code::SubdivisionInvalid`](crate::Code::SubdivisionInvalid) for any other form or an unknown
    /// country.
    pub(crate) fn try_new(code: &str) -> Result<Self, PlaceError> {
        Self::from_ascii(code.as_bytes()).ok_or_else(|| PlaceError::subdivision(code))
    }

    pub(crate) fn from_ascii(code: &[u8]) -> Option<Self> {
        let [first, second, b'-', part @ ..] = code else {
            return None;
        };
        CountryCode::of(*first, *second)?;
        let formed = (1..=3).contains(&part.len()) && part.iter().all(|&b| is_code_character(b));
        let mut text = [0; 6];
        text.get_mut(..code.len())?.copy_from_slice(code);
        formed.then_some(Self { text })
    }

    /// The country that it is part of.
    pub fn country(self) -> CountryCode {
        let [first, second, ..] = self.text;
        CountryCode::of(first, second).unwrap_or(CountryCode::UNKNOWN)
    }

    /// The code as written.
    pub fn as_str(&self) -> &str {
        unpadded(&self.text)
    }
}

impl fmt::Display for Subdivision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Subdivision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Subdivision({self})")
    }
}

impl FromStr for Subdivision {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Ok(Self::try_new(text)?)
    }
}

text_form!(
    Subdivision,
    "a subdivision code of the form of ISO 3166-2",
    Code::SubdivisionInvalid
);

/// Whether a code may contain the character; hyphens are treated separately.
pub(super) const fn is_code_character(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

/// The text before the zeros that pad it.
pub(super) fn unpadded(bytes: &[u8]) -> &str {
    let length = bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len());
    bytes
        .get(..length)
        .and_then(|text| std::str::from_utf8(text).ok())
        .unwrap_or_default()
}

const ABSENT: u8 = u8::MAX;

#[expect(
    clippy::cast_possible_truncation,
    reason = "the table has fewer than 255 rows, or `index_by_letters` does not compile"
)]
const LISTED: u8 = COUNTRIES.len() as u8;

static BY_LETTERS: [u8; 26 * 26] = index_by_letters();

const fn slot(first: u8, second: u8) -> usize {
    (first - b'A') as usize * 26 + (second - b'A') as usize
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated by the compiler, which refuses an index out of range"
)]
const fn index_by_letters() -> [u8; 26 * 26] {
    let mut index = [ABSENT; 26 * 26];
    let mut row: u8 = 0;
    while row < LISTED {
        let code = COUNTRIES[row as usize].0.as_bytes();
        index[slot(code[0], code[1])] = row;
        row += 1;
    }
    assert!(COUNTRIES.len() < ABSENT as usize);
    index
}

/// ISO 3166-1 (2024): alpha-2 code and English short name, with `XK` and `ZZ`; sorted by code.
static COUNTRIES: [(&str, &str); 251] = [
    ("AD", "Andorra"),
    ("AE", "United Arab Emirates"),
    ("AF", "Afghanistan"),
    ("AG", "Antigua and Barbuda"),
    ("AI", "Anguilla"),
    ("AL", "Albania"),
    ("AM", "Armenia"),
    ("AO", "Angola"),
    ("AQ", "Antarctica"),
    ("AR", "Argentina"),
    ("AS", "American Samoa"),
    ("AT", "Austria"),
    ("AU", "Australia"),
    ("AW", "Aruba"),
    ("AX", "Åland Islands"),
    ("AZ", "Azerbaijan"),
    ("BA", "Bosnia and Herzegovina"),
    ("BB", "Barbados"),
    ("BD", "Bangladesh"),
    ("BE", "Belgium"),
    ("BF", "Burkina Faso"),
    ("BG", "Bulgaria"),
    ("BH", "Bahrain"),
    ("BI", "Burundi"),
    ("BJ", "Benin"),
    ("BL", "Saint Barthélemy"),
    ("BM", "Bermuda"),
    ("BN", "Brunei Darussalam"),
    ("BO", "Bolivia (Plurinational State of)"),
    ("BQ", "Bonaire, Sint Eustatius and Saba"),
    ("BR", "Brazil"),
    ("BS", "Bahamas"),
    ("BT", "Bhutan"),
    ("BV", "Bouvet Island"),
    ("BW", "Botswana"),
    ("BY", "Belarus"),
    ("BZ", "Belize"),
    ("CA", "Canada"),
    ("CC", "Cocos (Keeling) Islands"),
    ("CD", "Congo, Democratic Republic of the"),
    ("CF", "Central African Republic"),
    ("CG", "Congo"),
    ("CH", "Switzerland"),
    ("CI", "Côte d'Ivoire"),
    ("CK", "Cook Islands"),
    ("CL", "Chile"),
    ("CM", "Cameroon"),
    ("CN", "China"),
    ("CO", "Colombia"),
    ("CR", "Costa Rica"),
    ("CU", "Cuba"),
    ("CV", "Cabo Verde"),
    ("CW", "Curaçao"),
    ("CX", "Christmas Island"),
    ("CY", "Cyprus"),
    ("CZ", "Czechia"),
    ("DE", "Germany"),
    ("DJ", "Djibouti"),
    ("DK", "Denmark"),
    ("DM", "Dominica"),
    ("DO", "Dominican Republic"),
    ("DZ", "Algeria"),
    ("EC", "Ecuador"),
    ("EE", "Estonia"),
    ("EG", "Egypt"),
    ("EH", "Western Sahara"),
    ("ER", "Eritrea"),
    ("ES", "Spain"),
    ("ET", "Ethiopia"),
    ("FI", "Finland"),
    ("FJ", "Fiji"),
    ("FK", "Falkland Islands (Malvinas)"),
    ("FM", "Micronesia (Federated States of)"),
    ("FO", "Faroe Islands"),
    ("FR", "France"),
    ("GA", "Gabon"),
    ("GB", "United Kingdom of Great Britain and Northern Ireland"),
    ("GD", "Grenada"),
    ("GE", "Georgia"),
    ("GF", "French Guiana"),
    ("GG", "Guernsey"),
    ("GH", "Ghana"),
    ("GI", "Gibraltar"),
    ("GL", "Greenland"),
    ("GM", "Gambia"),
    ("GN", "Guinea"),
    ("GP", "Guadeloupe"),
    ("GQ", "Equatorial Guinea"),
    ("GR", "Greece"),
    ("GS", "South Georgia and the South Sandwich Islands"),
    ("GT", "Guatemala"),
    ("GU", "Guam"),
    ("GW", "Guinea-Bissau"),
    ("GY", "Guyana"),
    ("HK", "Hong Kong"),
    ("HM", "Heard Island and McDonald Islands"),
    ("HN", "Honduras"),
    ("HR", "Croatia"),
    ("HT", "Haiti"),
    ("HU", "Hungary"),
    ("ID", "Indonesia"),
    ("IE", "Ireland"),
    ("IL", "Israel"),
    ("IM", "Isle of Man"),
    ("IN", "India"),
    ("IO", "British Indian Ocean Territory"),
    ("IQ", "Iraq"),
    ("IR", "Iran (Islamic Republic of)"),
    ("IS", "Iceland"),
    ("IT", "Italy"),
    ("JE", "Jersey"),
    ("JM", "Jamaica"),
    ("JO", "Jordan"),
    ("JP", "Japan"),
    ("KE", "Kenya"),
    ("KG", "Kyrgyzstan"),
    ("KH", "Cambodia"),
    ("KI", "Kiribati"),
    ("KM", "Comoros"),
    ("KN", "Saint Kitts and Nevis"),
    ("KP", "Korea (Democratic People's Republic of)"),
    ("KR", "Korea, Republic of"),
    ("KW", "Kuwait"),
    ("KY", "Cayman Islands"),
    ("KZ", "Kazakhstan"),
    ("LA", "Lao People's Democratic Republic"),
    ("LB", "Lebanon"),
    ("LC", "Saint Lucia"),
    ("LI", "Liechtenstein"),
    ("LK", "Sri Lanka"),
    ("LR", "Liberia"),
    ("LS", "Lesotho"),
    ("LT", "Lithuania"),
    ("LU", "Luxembourg"),
    ("LV", "Latvia"),
    ("LY", "Libya"),
    ("MA", "Morocco"),
    ("MC", "Monaco"),
    ("MD", "Moldova, Republic of"),
    ("ME", "Montenegro"),
    ("MF", "Saint Martin (French part)"),
    ("MG", "Madagascar"),
    ("MH", "Marshall Islands"),
    ("MK", "North Macedonia"),
    ("ML", "Mali"),
    ("MM", "Myanmar"),
    ("MN", "Mongolia"),
    ("MO", "Macao"),
    ("MP", "Northern Mariana Islands"),
    ("MQ", "Martinique"),
    ("MR", "Mauritania"),
    ("MS", "Montserrat"),
    ("MT", "Malta"),
    ("MU", "Mauritius"),
    ("MV", "Maldives"),
    ("MW", "Malawi"),
    ("MX", "Mexico"),
    ("MY", "Malaysia"),
    ("MZ", "Mozambique"),
    ("NA", "Namibia"),
    ("NC", "New Caledonia"),
    ("NE", "Niger"),
    ("NF", "Norfolk Island"),
    ("NG", "Nigeria"),
    ("NI", "Nicaragua"),
    ("NL", "Netherlands, Kingdom of the"),
    ("NO", "Norway"),
    ("NP", "Nepal"),
    ("NR", "Nauru"),
    ("NU", "Niue"),
    ("NZ", "New Zealand"),
    ("OM", "Oman"),
    ("PA", "Panama"),
    ("PE", "Peru"),
    ("PF", "French Polynesia"),
    ("PG", "Papua New Guinea"),
    ("PH", "Philippines"),
    ("PK", "Pakistan"),
    ("PL", "Poland"),
    ("PM", "Saint Pierre and Miquelon"),
    ("PN", "Pitcairn"),
    ("PR", "Puerto Rico"),
    ("PS", "Palestine, State of"),
    ("PT", "Portugal"),
    ("PW", "Palau"),
    ("PY", "Paraguay"),
    ("QA", "Qatar"),
    ("RE", "Réunion"),
    ("RO", "Romania"),
    ("RS", "Serbia"),
    ("RU", "Russian Federation"),
    ("RW", "Rwanda"),
    ("SA", "Saudi Arabia"),
    ("SB", "Solomon Islands"),
    ("SC", "Seychelles"),
    ("SD", "Sudan"),
    ("SE", "Sweden"),
    ("SG", "Singapore"),
    ("SH", "Saint Helena, Ascension and Tristan da Cunha"),
    ("SI", "Slovenia"),
    ("SJ", "Svalbard and Jan Mayen"),
    ("SK", "Slovakia"),
    ("SL", "Sierra Leone"),
    ("SM", "San Marino"),
    ("SN", "Senegal"),
    ("SO", "Somalia"),
    ("SR", "Suriname"),
    ("SS", "South Sudan"),
    ("ST", "Sao Tome and Principe"),
    ("SV", "El Salvador"),
    ("SX", "Sint Maarten (Dutch part)"),
    ("SY", "Syrian Arab Republic"),
    ("SZ", "Eswatini"),
    ("TC", "Turks and Caicos Islands"),
    ("TD", "Chad"),
    ("TF", "French Southern Territories"),
    ("TG", "Togo"),
    ("TH", "Thailand"),
    ("TJ", "Tajikistan"),
    ("TK", "Tokelau"),
    ("TL", "Timor-Leste"),
    ("TM", "Turkmenistan"),
    ("TN", "Tunisia"),
    ("TO", "Tonga"),
    ("TR", "Türkiye"),
    ("TT", "Trinidad and Tobago"),
    ("TV", "Tuvalu"),
    ("TW", "Taiwan, Province of China"),
    ("TZ", "Tanzania, United Republic of"),
    ("UA", "Ukraine"),
    ("UG", "Uganda"),
    ("UM", "United States Minor Outlying Islands"),
    ("US", "United States of America"),
    ("UY", "Uruguay"),
    ("UZ", "Uzbekistan"),
    ("VA", "Holy See"),
    ("VC", "Saint Vincent and the Grenadines"),
    ("VE", "Venezuela (Bolivarian Republic of)"),
    ("VG", "Virgin Islands (British)"),
    ("VI", "Virgin Islands (U.S.)"),
    ("VN", "Viet Nam"),
    ("VU", "Vanuatu"),
    ("WF", "Wallis and Futuna"),
    ("WS", "Samoa"),
    ("XK", "Kosovo"),
    ("YE", "Yemen"),
    ("YT", "Mayotte"),
    ("ZA", "South Africa"),
    ("ZM", "Zambia"),
    ("ZW", "Zimbabwe"),
    ("ZZ", "unknown"),
];

crate::vocabulary::conversions!(CountryCode, Subdivision);
crate::vocabulary::compares!(CountryCode, Subdivision);
crate::draft::always!(CountryCode);
