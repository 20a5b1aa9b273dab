//! The rules, by family.

pub(super) mod against;
mod counts;
mod leavers;
mod lives;
mod measures;
mod meetings;
mod movement;
mod people;
mod place;
mod references;
mod remote;
mod returns;
pub(super) mod roads;
pub(super) mod statistics;
mod time;
mod words;
mod year;

use super::finding::{Found, Proceed};
use super::view::View;

/// Shows every finding.
pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    references::visit(view, found)?;
    time::visit(view, found)?;
    let mistyped = year::visit(view, found)?;
    remote::visit(view, &mistyped, found)?;
    let misplaced = movement::visit(view, found)?;
    place::visit(view, &misplaced, found)?;
    let forgotten = lives::visit(view, found)?;
    people::visit(view, &mistyped, &forgotten, found)?;
    returns::visit(view, found)?;
    meetings::visit(view, found)?;
    measures::visit(view, found)?;
    statistics::visit(view, found)
}
