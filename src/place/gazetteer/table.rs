//! Reading the embedded tables.

use smol_str::SmolStr;

use super::Gazetteer;
use super::spoken::PLACES as PLACES_SPOKEN;
use crate::place::{Place, PlaceCode, PlaceKind, Position, Subdivision};

const PLACES: &str = include_str!("places.tsv");
pub(super) const SUBDIVISIONS: &str = include_str!("subdivisions.tsv");

/// A place as it is written in a table.
pub(super) struct Row {
    pub(super) place: Place,
    /// Other names, separated by `|`.
    pub(super) also: &'static str,
    /// A GeoNames id that its code does not contain, or zero.
    pub(super) geonames: u32,
    /// Further codes, separated by `|`.
    pub(super) aliases: &'static str,
}

pub(super) fn read() -> Gazetteer {
    assemble(rows().collect(), SUBDIVISIONS.lines())
}

/// The corridor's places. The script that makes the table ensures its form, and a test ensures that
/// every line is read.
pub(super) fn rows() -> impl Iterator<Item = Row> {
    let kinds = Kinds {
        county: county(),
        arrondissement: "arrondissement".parse().unwrap_or_default(),
    };
    PLACES.lines().filter_map(move |line| row(line, &kinds))
}

pub(super) fn county() -> PlaceKind {
    "county".parse().unwrap_or_default()
}

/// The gazetteer of these rows, and of lines of a subdivision's code and names.
pub(super) fn assemble(
    mut rows: Vec<Row>,
    subdivisions: impl Iterator<Item = &'static str>,
) -> Gazetteer {
    rows.sort_by_cached_key(|row| row.place.code().ordinal());
    let mut gazetteer = Gazetteer {
        places: Vec::with_capacity(rows.len()),
        geonames: Vec::with_capacity(rows.len()),
        ..Gazetteer::default()
    };
    for (number, row) in (0..).zip(rows) {
        gazetteer.places.push(row.place);
        gazetteer.geonames.push(row.geonames);
        for name in listed(row.also) {
            let name = SmolStr::new_static(name);
            gazetteer.other_names.push((number, name));
        }
        for alias in listed(row.aliases).filter_map(|code| PlaceCode::try_new(code).ok()) {
            gazetteer.own_aliases.push((alias, number));
        }
    }
    for &(code, names) in PLACES_SPOKEN {
        if let Ok(code) = PlaceCode::try_new(code)
            && let Ok(at) = gazetteer.places.binary_search_by_key(&code, Place::code)
            && let Ok(number) = u32::try_from(at)
        {
            let names = names.split('|').map(SmolStr::new_static);
            gazetteer
                .other_names
                .extend(names.map(|name| (number, name)));
        }
    }
    gazetteer.other_names.sort_by_key(|&(number, _)| number);
    for line in subdivisions {
        let mut cells = line.split('\t');
        let Some(Ok(code)) = cells.next().map(Subdivision::try_new) else {
            continue;
        };
        for name in cells.flat_map(|names| names.split('|')) {
            let name = SmolStr::new_static(name);
            gazetteer.subdivisions.push((code, name));
        }
    }
    gazetteer.subdivisions.sort_by_key(|&(code, _)| code);
    gazetteer
}

struct Kinds {
    county: PlaceKind,
    arrondissement: PlaceKind,
}

/// Columns: code, name, other names, kind, subdivision, latitude, longitude, population,
/// GeoNames id, aliases; `build/README.md` explains them.
fn row(line: &'static str, kinds: &Kinds) -> Option<Row> {
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
    let items = (!cell.is_empty()).then(|| cell.split('|'));
    items.into_iter().flatten()
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
