//! Headcounts, and what becomes of them.

use std::ops::ControlFlow;

use crate::check::Details;
use crate::check::finding::Found;
use crate::check::view::View;
use crate::{Estimate, Event, EventKind, Figure, Split};

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> ControlFlow<()> {
    for event in view.dossier.events() {
        if let EventKind::Split(split) = event.kind() {
            parts_exceed_whole(view, event, split, found)?;
        }
    }
    ControlFlow::Continue(())
}

/// Certainly: even the least that the parts can be is above the most that the whole can be. Parts
/// without a headcount count as none.
fn parts_exceed_whole(
    view: &View<'_>,
    event: &Event,
    split: &Split,
    found: &mut Found<'_>,
) -> ControlFlow<()> {
    let Some(whole) = split.headcount().map(Figure::estimate) else {
        return ControlFlow::Continue(());
    };
    let parts = split.parts().iter().filter_map(|part| part.headcount());
    match Estimate::try_sum(parts.map(Figure::estimate)) {
        Ok(parts) if whole.high().is_some_and(|most| parts.low() > most) => {
            let details = Details::PartsExceedWhole { whole, parts };
            found.report(view.event(event), "parts", details)
        }
        _ => ControlFlow::Continue(()),
    }
}
