//! Places: their codes, their seats, and duplicates.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use smol_str::{SmolStr, StrExt};

use super::roads;
use crate::check::Details;
use crate::check::boxes::may_hold;
use crate::check::finding::{Found, NEXT, Proceed, Subject};
use crate::check::territories::{belong_together, is_part_in};
use crate::check::view::View;
use crate::measure::Distance;
use crate::place::{CountryCode, Place, PlaceCode, Position};
use crate::record::{Event, Status};

/// `misplaced` has the events that place a group where it cannot have been.
pub(super) fn visit(view: &View<'_>, misplaced: &HashSet<&str>, found: &mut Found<'_>) -> Proceed {
    for place in view.dossier.places() {
        codes(place, found)?;
        seat(place, found)?;
    }
    without_seat(view, found)?;
    coincide(view, found)?;
    roads::visit(view, misplaced, found)
}

/// The country of the place, of its code and of its subdivision must be the same, or one part of
/// another.
fn codes(place: &Place, found: &mut Found<'_>) -> Proceed {
    let country = place.country();
    let of_code = place.code().country();
    let unknown = of_code == CountryCode::UNKNOWN || country == CountryCode::UNKNOWN;
    if of_code != country && !unknown && !belong_together(of_code, country) {
        let details = Details::CountryContradictsCode {
            country,
            code_country: of_code,
        };
        return found.report(Subject::place(place), "country", details);
    }
    match place.subdivision() {
        Some(subdivision)
            if subdivision.country() != country
                && country != CountryCode::UNKNOWN
                && !is_part_in(subdivision, country) =>
        {
            let details = Details::SubdivisionElsewhere {
                subdivision,
                country,
            };
            found.report(Subject::place(place), "subdivision", details)
        }
        _ => NEXT,
    }
}

/// Whether the seat can be in the country. There are never two findings about one seat.
fn seat(place: &Place, found: &mut Found<'_>) -> Proceed {
    let Some(seat) = place.seat() else {
        return NEXT;
    };
    let country = place.country();
    let (lat, lon) = (seat.lat(), seat.lon());
    let details = if lat.abs() < NULL_ISLAND && lon.abs() < NULL_ISLAND {
        Details::SeatAtZero { lat, lon }
    } else if may_hold(country, seat) || may_hold(place.code().country(), seat) {
        return NEXT;
    } else if Position::try_new(lon, lat).is_ok_and(|swapped| may_hold(country, swapped)) {
        Details::CoordinatesSwapped { lat, lon, country }
    } else {
        Details::SeatOutsideCountry { lat, lon, country }
    };
    found.report(Subject::place(place), "lat", details)
}

/// Degrees around 0, 0. There is only water for 500 km around, so a seat there is a missing value
/// that was rounded on its way.
const NULL_ISLAND: f64 = 0.01;

/// Places that a group moves through but whose seat is not known, so that no distance can be
/// computed.
fn without_seat(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    let seatless = view
        .dossier
        .places()
        .iter()
        .filter(|place| place.seat().is_none());
    let seatless: HashSet<_> = seatless.map(Place::code).collect();
    if seatless.is_empty() {
        return NEXT;
    }
    let told = view.dossier.events().iter().filter(|event| {
        event.kind().is_movement() && matches!(event.status(), Status::Occurred | Status::Planned)
    });
    let mut needed = HashSet::new();
    needed.extend(told.filter_map(Event::place));
    for place in view.dossier.places() {
        if seatless.contains(&place.code()) && needed.contains(&place.code()) {
            found.report(Subject::place(place), "lat", Details::SeatMissing {})?;
        }
    }
    NEXT
}

/// Two codes for one place: the same name, and seats next to each other. A place is reported once,
/// with the lowest code among its neighbours.
fn coincide(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    // Places with the same seat are reported with the first of them.
    let mut names: HashMap<(SmolStr, CountryCode), HashMap<Position, Vec<&Place>>> = HashMap::new();
    for place in view.dossier.places() {
        if let Some(seat) = place.seat() {
            let seats = names
                .entry((place.name().to_lowercase_smolstr(), place.country()))
                .or_default();
            seats.entry(seat).or_default().push(place);
        }
    }
    let limit = view.limits.same_place_km();
    if limit.is_nan() {
        return NEXT;
    }
    for seats in names.into_values() {
        let mut firsts: Vec<(Position, &Place)> = Vec::new();
        let mut told: Vec<(&Place, PlaceCode, Distance)> = Vec::new();
        for (seat, mut places) in seats {
            places.sort_unstable_by_key(|place| place.code());
            let Some(first) = places.first().copied() else {
                continue;
            };
            firsts.push((seat, first));
            // The first place of each kind of code. There are few kinds.
            let mut kinds: Vec<&Place> = Vec::new();
            for place in places {
                let alike = |other: &&Place| !is_seat_of(other.code(), place.code());
                match kinds.iter().find(|other| alike(other)) {
                    Some(other) => told.push((place, other.code(), Distance::ZERO)),
                    None => kinds.push(place),
                }
            }
        }
        firsts.sort_unstable_by_key(|(seat, _)| *seat);
        let mut nearby: BTreeMap<PlaceCode, (&Place, PlaceCode, Distance)> = BTreeMap::new();
        for (index, (at, one)) in firsts.iter().enumerate() {
            let north = firsts.iter().skip(index + 1);
            let widest = widest(*at, limit);
            let near = |there: &Position| (there.lat() - at.lat()) * KM_PER_DEGREE <= limit;
            for (there, other) in north.take_while(|(there, _)| near(there)) {
                let east_or_west = (there.lon() - at.lon()).abs();
                if east_or_west.min(360.0 - east_or_west) > widest {
                    continue;
                }
                let apart = at.distance_to(*there);
                if apart.km() > limit || is_seat_of(one.code(), other.code()) {
                    continue;
                }
                let (first, second) = if one.code() < other.code() {
                    (one, other)
                } else {
                    (other, one)
                };
                let beside = (*second, first.code(), apart);
                let known = nearby.entry(second.code()).or_insert(beside);
                if beside.1 < known.1 {
                    *known = beside;
                }
            }
        }
        told.extend(nearby.into_values());
        for (place, other, apart) in told {
            let details = Details::PlacesCoincide {
                other,
                apart_km: apart,
            };
            found.report(Subject::place(place), "code", details)?;
        }
    }
    NEXT
}

/// Whether one may be a municipality and the other the town that is its seat: one has a P-code, the
/// other a town's id or the P-code of a part of the first.
fn is_seat_of(one: PlaceCode, other: PlaceCode) -> bool {
    let local = |code: &PlaceCode| code.as_str().get(2..).unwrap_or_default().starts_with('-');
    let town = |code: &PlaceCode| code.as_str().get(2..).unwrap_or_default().starts_with("-G");
    let (first, second) = (one.as_str(), other.as_str());
    if local(&one) || local(&other) {
        return town(&one) && !local(&other) || town(&other) && !local(&one);
    }
    first.starts_with(second) || second.starts_with(first)
}

/// The difference in longitude beyond which two seats are further apart than the limit. `limit`
/// bounds their difference in latitude too, and on no parallel between them is a degree shorter
/// than half of its length on the poleward one.
fn widest(at: Position, limit: f64) -> f64 {
    let poleward = (at.lat().abs() + limit / KM_PER_DEGREE).min(90.0);
    limit / (KM_PER_DEGREE * poleward.to_radians().cos() / 2.0)
}

/// The least length of a degree of latitude, at the equator of WGS-84.
const KM_PER_DEGREE: f64 = 110.574;
