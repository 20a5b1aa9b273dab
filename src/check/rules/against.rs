//! Places compared with a table.

use foldhash::{HashMap, HashMapExt};

use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed, Subject};
use crate::limits::{NEIGHBOURS, NEIGHBOURS_KM};
use crate::measure::Distance;
use crate::place::{Gazetteer, Place, Subdivision};
use crate::record::Dossier;

pub(in crate::check) fn visit(
    dossier: &Dossier,
    table: &Gazetteer,
    found: &mut Found<'_>,
) -> Proceed {
    let mut known: HashMap<Subdivision, usize> = HashMap::new();
    for subdivision in table.iter().filter_map(Place::subdivision) {
        *known.entry(subdivision).or_default() += 1;
    }
    for place in dossier.places() {
        if let Some(details) = misnamed(place, table) {
            found.report(Subject::place(place), "name", details)?;
        } else if place
            .subdivision()
            .is_some_and(|own| known.get(&own) >= Some(&NEIGHBOURS))
            && let Some(details) = elsewhere(place, table)
        {
            found.report(Subject::place(place), "subdivision", details)?;
        }
    }
    NEXT
}

/// A place whose code belongs to another name in the table, while its own name belongs to another
/// code in the same country.
fn misnamed(place: &Place, table: &Gazetteer) -> Option<Details> {
    let (code, name) = (place.code(), place.name());
    if table.is_called(code, name) != Some(false) {
        return None;
    }
    // Prefers a bearer in the same subdivision.
    let near = |bearer: &&Place| bearer.subdivision() != place.subdivision();
    let bearers = table.bearers_of(name);
    let bearers = bearers.filter(|bearer| bearer.country() == place.country());
    let bearer = bearers.min_by_key(near).map(Place::code)?;
    Some(Details::PlaceMisnamed {
        known_as: table.get(code)?.name().into(),
        bearer,
    })
}

/// A place whose seat has several neighbours in other subdivisions of the country, and none in its own,
/// not even twice as far away.
fn elsewhere(place: &Place, table: &Gazetteer) -> Option<Details> {
    let subdivision = place.subdivision()?;
    let around = table.within(place.seat()?, Distance::from_km(2.0 * NEIGHBOURS_KM).ok()?);
    if around
        .iter()
        .any(|(other, _)| other.subdivision() == Some(subdivision))
    {
        return None;
    }
    let mut neighbours = around.iter().filter(|(other, distance)| {
        let of_country =
            (other.subdivision()).is_some_and(|of| of.country() == subdivision.country());
        of_country && distance.km() <= NEIGHBOURS_KM
    });
    let (nearest, _) = neighbours.next()?;
    if neighbours.count() + 1 < NEIGHBOURS {
        return None;
    }
    Some(Details::SubdivisionContradictsSeat {
        subdivision,
        nearest: nearest.code(),
        nearest_subdivision: nearest.subdivision()?,
    })
}
