//! Reading the embedded tables.

use smol_str::SmolStr;

use super::Gazetteer;
use crate::place::{Place, PlaceCode, PlaceKind, Position, Subdivision};

const PLACES: &str = include_str!("places.tsv");
const SUBDIVISIONS: &str = include_str!("subdivisions.tsv");

/// The embedded gazetteer. The script that makes the tables ensures their form, and a test ensures
/// that every line is read.
pub(super) fn read() -> Gazetteer {
    let kinds = Kinds {
        county: "county".parse().unwrap_or_default(),
        arrondissement: "arrondissement".parse().unwrap_or_default(),
    };
    let rows = PLACES.len() / 64;
    let mut gazetteer = Gazetteer {
        places: Vec::with_capacity(rows),
        geonames: Vec::with_capacity(rows),
        ..Gazetteer::default()
    };
    for (row, line) in (0..).zip(PLACES.lines()) {
        let Some(read) = place(line, &kinds) else {
            continue;
        };
        gazetteer.places.push(read.place);
        gazetteer.geonames.push(read.geonames);
        for name in listed(read.also) {
            gazetteer.other_names.push((row, SmolStr::new(name)));
        }
        for alias in listed(read.aliases).filter_map(|code| PlaceCode::try_new(code).ok()) {
            gazetteer.own_aliases.push((alias, row));
        }
    }
    for line in SUBDIVISIONS.lines() {
        let mut cells = line.split('\t');
        let Some(Ok(code)) = cells.next().map(Subdivision::try_new) else {
            continue;
        };
        for name in cells.flat_map(|names| names.split('|')) {
            gazetteer.subdivisions.push((code, SmolStr::new(name)));
        }
    }
    gazetteer
}

struct Kinds {
    county: PlaceKind,
    arrondissement: PlaceKind,
}

struct Row<'a> {
    place: Place,
    also: &'a str,
    geonames: u32,
    aliases: &'a str,
}

/// Columns: code, name, other names, kind, subdivision, latitude, longitude, population,
/// GeoNames id, aliases; `build/README.md` says what they mean.
fn place<'a>(line: &'a str, kinds: &Kinds) -> Option<Row<'a>> {
    let mut cells = line.split('\t');
    let code = PlaceCode::try_new(cells.next()?).ok()?;
    let mut place = Place::new(code, cells.next()?).ok()?;
    let mut next = || cells.next().unwrap_or_default();
    let also = next();
    place = place.with_kind(match next() {
        "m" => PlaceKind::MUNICIPALITY,
        "c" => kinds.county.clone(),
        "a" => kinds.arrondissement.clone(),
        "b" => PlaceKind::BORDER_CROSSING,
        "k" => PlaceKind::CAMP,
        _ => PlaceKind::LOCALITY,
    });
    if let Some(subdivision) = subdivision(code, next()) {
        place = place.with_subdivision(subdivision);
    }
    if let (Ok(lat), Ok(lon)) = (next().parse(), next().parse()) {
        place = place.with_seat(Position::try_new(lat, lon).ok()?);
    }
    if let Ok(population) = next().parse() {
        place = place.with_population(population);
    }
    Some(Row {
        place,
        also,
        geonames: next().parse().unwrap_or_default(),
        aliases: next(),
    })
}

fn listed(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|item| !item.is_empty())
}

fn subdivision(code: PlaceCode, part: &str) -> Option<Subdivision> {
    let mut text = [0; 6];
    let length = 3 + part.len();
    text.get_mut(..2)?
        .copy_from_slice(code.as_str().as_bytes().get(..2)?);
    *text.get_mut(2)? = b'-';
    text.get_mut(3..length)?.copy_from_slice(part.as_bytes());
    Subdivision::from_ascii(text.get(..length)?)
}
