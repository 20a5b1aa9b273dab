//! The network of a dossier.

use chrono::NaiveDate;

use super::ports::{Ports, Reopened, barriers};
use super::span::span;
use crate::error::Error;
use crate::record::{Dossier, Event, EventKind, MeasureKind};
use crate::route::{Barrier, Closure, Network};
use crate::time::{Period, When};

impl Dossier {
    /// The dossier's places and links as a network, with the closures by its measures.
    ///
    /// Each port closure that has occurred closes the places and the border that it names, from its
    /// start to its end, or to the day before the first port reopening of the same place or border
    /// that is not certainly before its start. Reopening a country's border may also open the
    /// places in that country, and reopening a place may open its country's borders: from then on
    /// they are possibly closed. Closures have the ids of their events. Planned, conditional and
    /// cancelled measures close nothing.
    ///
    /// ```
    /// use corridor::{Certainty, Dossier, Event, MeasureKind, Party, PartyKind};
    ///
    /// let closed = Event::measure("m1", "2023-12", MeasureKind::PORT_CLOSURE, "us", "2023-12");
    /// let dossier = Dossier::draft("2023-12-25")
    ///     .with(Party::draft("us", "the United States", PartyKind::Government))
    ///     .with(closed.border("US", "MX").ends("2023-12"))
    ///     .build()?;
    /// let network = dossier.network()?;
    /// let christmas = network.closures().first().map(|closure| closure.in_force(dossier.as_of()));
    /// assert_eq!(christmas, Some(Certainty::Possible));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`Network::try_new`]: a link without a road if a seat is not known, or a road of 0
    /// km. Also a closure that ends before it starts.
    pub fn network(&self) -> Result<Network, Error> {
        let mut network =
            Network::try_new(self.places().iter().cloned(), self.links().iter().cloned())?;
        for closure in self.closures()? {
            network.add_closure(closure)?;
        }
        Ok(network)
    }

    /// The closures that follow from the dossier's measures.
    pub(super) fn closures(&self) -> Result<Vec<Closure>, Error> {
        let measures = || {
            let occurred = self.events().iter().filter(|event| event.has_occurred());
            occurred.filter(|event| event.kind() == EventKind::Measure)
        };
        let ports = Ports::of(self, measures());
        measures()
            .filter(|event| event.measure_kind() == Some(&MeasureKind::PORT_CLOSURE))
            .filter_map(|event| Some((event, event.starts()?)))
            .flat_map(|(event, starts)| barriers(event).map(move |at| (event, starts, at)))
            .map(|(event, starts, barrier)| {
                let reopened = ports.reopened(barrier, starts);
                closure(event, starts, barrier, reopened)
            })
            .collect()
    }
}

/// A closure until the measure's own end or the day before the reopening, whichever is earlier.
fn closure(
    event: &Event,
    starts_on: &When,
    barrier: Barrier,
    reopened: Option<Reopened>,
) -> Result<Closure, Error> {
    let mut draft = Closure::of(Ok(barrier), starts_on.clone())
        .id(event.id())
        .sources(event.sources());
    if let Some(ends) = event.ends() {
        draft = draft.until(ends);
    }
    let closure = draft.build()?;
    let Some(Reopened { first, last }) = reopened else {
        return Ok(closure);
    };
    let own = closure
        .ends()
        .map_or((NaiveDate::MAX, NaiveDate::MAX), span);
    let (starts, _) = span(starts_on);
    let before = (day_before(first), day_before(last));
    // If it closes and reopens on the same day, it is closed on that day.
    let (first, last) = if before.1 < starts {
        (first, last)
    } else {
        before
    };
    let ends = (own.0.min(first), own.1.min(last));
    match between(ends, starts).filter(|_| ends != own) {
        Some(ends) => closure.to_draft().until(ends).build(),
        None => Ok(closure),
    }
}

/// The day before. The ends of the calendar stand for open ends and stay as they are.
fn day_before(day: NaiveDate) -> NaiveDate {
    let before = day.pred_opt().filter(|_| day != NaiveDate::MAX);
    before.unwrap_or(day)
}

/// A date within these days; if both are open, it is from `start` on.
fn between((first, last): (NaiveDate, NaiveDate), start: NaiveDate) -> Option<When> {
    match (first > NaiveDate::MIN, last < NaiveDate::MAX) {
        (true, true) => Period::try_new(first, last).ok().map(When::from),
        (true, false) => format!("{first}/..").parse().ok(),
        (false, true) => format!("../{last}").parse().ok(),
        (false, false) => format!("{start}/..").parse().ok(),
    }
}
