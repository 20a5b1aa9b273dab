//! Places compared with a table.

use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed, Subject};
use crate::place::{Gazetteer, Place};
use crate::record::Dossier;

/// A place whose code belongs to another name in the table, while its own name belongs to another
/// code in the same country.
pub(in crate::check) fn visit(
    dossier: &Dossier,
    table: &Gazetteer,
    found: &mut Found<'_>,
) -> Proceed {
    for place in dossier.places() {
        let (code, name) = (place.code(), place.name());
        if table.is_called(code, name) != Some(false) {
            continue;
        }
        // Prefers a bearer in the same subdivision.
        let near = |bearer: &&Place| bearer.subdivision() != place.subdivision();
        let bearers = table.bearers_of(name);
        let bearers = bearers.filter(|bearer| bearer.country() == place.country());
        let bearer = bearers.min_by_key(near).map(Place::code);
        if let (Some(bearer), Some(known)) = (bearer, table.get(code)) {
            let details = Details::PlaceMisnamed {
                known_as: known.name().into(),
                bearer,
            };
            found.report(Subject::place(place), "name", details)?;
        }
    }
    NEXT
}
