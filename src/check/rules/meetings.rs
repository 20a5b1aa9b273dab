//! Meetings, and who takes part.

use std::ops::ControlFlow;

use crate::check::Details;
use crate::check::finding::Found;
use crate::check::view::View;
use crate::{Event, EventKind, Meeting};

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> ControlFlow<()> {
    for event in view.dossier.events() {
        if let EventKind::Meeting(meeting) = event.kind() {
            without_guests(view, event, meeting, found)?;
        }
    }
    ControlFlow::Continue(())
}

fn without_guests(
    view: &View<'_>,
    event: &Event,
    meeting: &Meeting,
    found: &mut Found<'_>,
) -> ControlFlow<()> {
    if meeting.guests().next().is_some() {
        return ControlFlow::Continue(());
    }
    let details = Details::MeetingWithoutGuests {
        host: meeting.host(),
    };
    found.report(view.event(event), "delegations", details)
}
