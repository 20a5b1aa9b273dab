//! The rules, by family.

mod meetings;
mod movement;
mod people;
mod place;
mod statistics;
mod time;

use std::ops::ControlFlow;

use super::finding::Found;
use super::view::View;

/// Shows every finding.
pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> ControlFlow<()> {
    time::visit(view, found)?;
    place::visit(view, found)?;
    movement::visit(view, found)?;
    people::visit(view, found)?;
    meetings::visit(view, found)?;
    statistics::visit(view, found)
}
