//! Reading the table of the world.
//!
//! Names and numbers are in separate files. They are not compressed: that is within the budget for
//! the binary, and reading them needs no decompressor. `build/README.md` describes the files.

use super::Gazetteer;
use super::table::{self, Row};
use crate::place::{Place, PlaceCode, PlaceKind, Position, Subdivision};

const NAMES: &str = include_str!("world/names.txt");
const NUMBERS: &[u8] = include_bytes!("world/numbers.bin");
const SUBDIVISIONS: &str = include_str!("world/subdivisions.tsv");
const ALIASES: &str = include_str!("world/aliases.tsv");

/// The places of the corridor, and those of the rest of the world.
pub(super) fn read() -> Gazetteer {
    let mut rows = Vec::with_capacity(NAMES.len() / 20);
    rows.extend(table::rows());
    rows.extend(Places::new());
    let subdivisions = table::SUBDIVISIONS.lines().chain(SUBDIVISIONS.lines());
    let mut gazetteer = table::assemble(rows, subdivisions);
    for line in ALIASES.lines() {
        if let Some((code, id)) = line.split_once('\t')
            && let Ok(code) = PlaceCode::try_new(code)
            && let Some(country) = code.as_str().as_bytes().first_chunk()
            && let Some(alias) = id.parse().ok().and_then(|id| coded(*country, id))
            && let Ok(at) = gazetteer.places.binary_search_by_key(&code, Place::code)
            && let Ok(number) = u32::try_from(at)
        {
            gazetteer.own_aliases.push((alias, number));
        }
    }
    gazetteer
}

/// The rows of the files, one after the other.
struct Places {
    /// The rest of the names.
    names: &'static str,
    numbers: Numbers,
    county: PlaceKind,
    country: [u8; 2],
    subdivision: Option<Subdivision>,
    /// The id of the previous row. Each id is written as the difference from it.
    id: u32,
    lat: i32,
    lon: i32,
}

impl Places {
    fn new() -> Self {
        Self {
            names: NAMES,
            numbers: Numbers {
                bytes: NUMBERS.iter(),
            },
            county: table::county(),
            country: *b"ZZ",
            subdivision: None,
            id: 0,
            lat: 0,
            lon: 0,
        }
    }

    /// The name on the next line, and its other names.
    fn line(&mut self) -> Option<(&'static str, &'static str)> {
        // Most lines are too short for a search by the standard library to pay.
        let bytes = self.names.as_bytes();
        let first = bytes
            .iter()
            .position(|&byte| byte == b'|' || byte == b'\n')?;
        let rest = bytes.get(first..)?;
        let end = first + rest.iter().position(|&byte| byte == b'\n')?;
        let name = self.names.get(..first)?;
        let also = self.names.get(first + 1..end).unwrap_or_default();
        self.names = self.names.get(end + 1..)?;
        Some((name, also))
    }

    /// Starts the places of a subdivision, or those of a country that are in none.
    fn start(&mut self, group: &str) -> Option<()> {
        self.country = *group.as_bytes().first_chunk()?;
        self.subdivision = Subdivision::from_ascii(group.as_bytes());
        (self.id, self.lat, self.lon) = (0, 0, 0);
        Some(())
    }
}

impl Iterator for Places {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let (mut name, mut also) = self.line()?;
        if let Some(group) = name.strip_prefix('#') {
            self.start(group)?;
            (name, also) = self.line()?;
        }
        let flags = self.numbers.next()?;
        self.id += self.numbers.next()?;
        let mut place = Place::new(coded(self.country, self.id)?, name).ok()?;
        match flags >> 2 {
            1 => place = place.with_kind(PlaceKind::MUNICIPALITY),
            2 => place = place.with_kind(self.county.clone()),
            _ => {}
        }
        if let Some(subdivision) = self.subdivision {
            place = place.with_subdivision(subdivision);
        }
        if flags & 2 != 0 {
            self.lat += self.numbers.signed()?;
            self.lon += self.numbers.signed()?;
            let degrees = |whole| f64::from(whole) / 1e5;
            let seat = Position::try_new(degrees(self.lat), degrees(self.lon)).ok()?;
            place = place.with_seat(seat);
        }
        let people = self.numbers.next()?;
        if people > 0 {
            place = place.with_population(people.into());
        }
        let town = if flags & 1 != 0 {
            self.numbers.next()?
        } else {
            0
        };
        Some(Row {
            place,
            also,
            geonames: town,
            aliases: "",
        })
    }
}

/// Whole numbers in groups of seven bits, the lowest first; all but the last have the eighth bit.
struct Numbers {
    bytes: std::slice::Iter<'static, u8>,
}

impl Numbers {
    fn next(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..u32::BITS).step_by(7) {
            let byte = *self.bytes.next()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number written as twice itself, or, below zero, as twice its size less one.
    fn signed(&mut self) -> Option<i32> {
        let number = self.next()?;
        let half = i32::try_from(number >> 1).ok()?;
        Some(if number & 1 == 0 { half } else { -half - 1 })
    }
}

/// The code formed from a country and a GeoNames id.
fn coded(country: [u8; 2], id: u32) -> Option<PlaceCode> {
    let [first, second] = country;
    let mut text = [first, second, b'-', b'G', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let digits = text
        .len()
        .min(5 + usize::try_from(id.checked_ilog10()?).ok()?);
    let mut rest = id;
    for byte in text.get_mut(4..digits)?.iter_mut().rev() {
        *byte = b'0' + u8::try_from(rest % 10).ok()?;
        rest /= 10;
    }
    PlaceCode::from_ascii(text.get(..digits)?)
}

#[cfg(test)]
mod tests {
    use super::super::spoken::PLACES;
    use super::{Gazetteer, NAMES, Numbers, Places, coded};

    #[test]
    fn every_line_and_every_number_is_read() {
        let mut places = Places::new();
        let read = places.by_ref().count();
        let lines = NAMES.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(read, lines.count());
        assert_eq!(places.numbers.bytes.len(), 0);
    }

    #[test]
    fn every_place_with_spoken_names_is_there() {
        let world = Gazetteer::world();
        for (code, names) in PLACES {
            for name in names.split('|') {
                assert_eq!(
                    world.is_called(code.parse().unwrap(), name),
                    Some(true),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn numbers_of_any_size_are_read() {
        let mut numbers = Numbers {
            bytes: [0, 127, 0x80, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 2, 0x80].iter(),
        };
        assert_eq!(numbers.next(), Some(0));
        assert_eq!(numbers.next(), Some(127));
        assert_eq!(numbers.next(), Some(128));
        assert_eq!(numbers.next(), Some(u32::MAX));
        assert_eq!(numbers.signed(), Some(-1));
        assert_eq!(numbers.signed(), Some(1));
        assert_eq!(numbers.next(), None);
    }

    #[test]
    fn a_code_has_the_id_in_it() {
        let text = |id| coded(*b"AD", id).map(|code| code.to_string());
        assert_eq!(text(1).as_deref(), Some("AD-G1"));
        assert_eq!(text(3_041_563).as_deref(), Some("AD-G3041563"));
        assert_eq!(text(u32::MAX).as_deref(), Some("AD-G4294967295"));
        assert_eq!(text(0), None);
    }
}
