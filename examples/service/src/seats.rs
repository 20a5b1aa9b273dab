//! Seats that a dossier leaves out, from the embedded gazetteer.

use corridor::{Dossier, Gazetteer, PlaceCode};

/// Gives places the seats that the gazetteer knows, and says which. A seat that the dossier gives is
/// never touched.
pub(crate) fn seat(dossier: &mut Dossier) -> Vec<PlaceCode> {
    let places = dossier.places().iter();
    let without = places.filter(|place| place.seat().is_none());
    let mut codes: Vec<PlaceCode> = without.map(corridor::Place::code).collect();
    dossier.fill_seats(Gazetteer::embedded());
    codes.retain(|code| {
        dossier
            .place(code)
            .is_some_and(|place| place.seat().is_some())
    });
    codes
}
