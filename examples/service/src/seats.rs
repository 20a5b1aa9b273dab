//! Seats that a dossier leaves out, from the embedded gazetteer.

use axum::http::StatusCode;
use corridor::{Dossier, Gazetteer, Place, PlaceCode};

use crate::Problem;

/// The dossier with the seats that the gazetteer knows, and the places that have theirs from it. A
/// seat that the dossier gives is never touched.
pub(crate) fn seated(dossier: Dossier) -> Result<(Dossier, Vec<PlaceCode>), Problem> {
    let gazetteer = Gazetteer::embedded();
    let known = |code: &PlaceCode| gazetteer.get(code).and_then(Place::seat);
    let without = dossier
        .places()
        .iter()
        .filter(|place| place.seat().is_none());
    let codes = without
        .map(Place::code)
        .filter(|code| known(code).is_some())
        .collect();
    let builder = dossier
        .into_builder()
        .missing_seats(|place| known(&place.code()));
    let dossier = builder.build().map_err(|error| {
        Problem::of_code(StatusCode::UNPROCESSABLE_ENTITY, error.code(), &error)
    })?;
    Ok((dossier, codes))
}
