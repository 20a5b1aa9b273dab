//! The network that a dossier tells of.

use chrono::NaiveDate;

use super::ports::{Ports, Reopened, barriers};
use super::span::span;
use crate::record::{Dossier, Event, EventKind, Measure, MeasureKind};
use crate::route::{Barrier, Closure, Network, NetworkError};
use crate::time::{Period, When};

impl Dossier {
    /// The dossier's places and links as a network, with what its measures close.
    ///
    /// Each port closure that has occurred closes the places and the border that it names, from its
    /// start to its end, or until the first port reopening of the same place or border that is not
    /// certainly before its start: the day before is its last. A reopening of the border of a
    /// country may open the places in it, and one of a place the borders of its country: from then
    /// on they are possibly closed. Closures bear the ids of their events. Planned, conditional and
    /// cancelled measures close nothing.
    ///
    /// ```
    /// use corridor::{Certainty, Dossier, Event, EventKind, Measure, MeasureKind, Party, PartyKind, When};
    ///
    /// let december: When = "2023-12".parse()?;
    /// let some_days = Measure::new(MeasureKind::PortClosure, "us".parse()?, december.clone())
    ///     .with_border("US".parse()?, "MX".parse()?)
    ///     .with_ends(december.clone());
    /// let christmas = "2023-12-25".parse().map_err(|_| "a day")?;
    /// let dossier = Dossier::builder(christmas)
    ///     .party(Party::new("us".parse()?, "the United States".parse()?, PartyKind::Government))
    ///     .event(Event::occurred("m1".parse()?, december, EventKind::Measure(some_days)))
    ///     .build()?;
    /// let network = dossier.network()?;
    /// let [closure] = network.closures() else { return Err("one closure".into()) };
    /// assert_eq!(closure.in_force(christmas), Certainty::Possible);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What [`Network::try_new`] refuses: a link without a road where a seat is not known, a road
    /// of 0 km; and a closure that ends before it starts.
    pub fn network(&self) -> Result<Network, NetworkError> {
        let mut network =
            Network::try_new(self.places().iter().cloned(), self.links().iter().cloned())?;
        for closure in self.closures()? {
            network.add_closure(closure)?;
        }
        Ok(network)
    }

    /// What its measures close.
    pub(super) fn closures(&self) -> Result<Vec<Closure>, NetworkError> {
        let measures = || {
            let occurred = self.events().iter().filter(|event| event.has_occurred());
            occurred.filter_map(|event| match event.kind() {
                EventKind::Measure(measure) => Some((event, measure)),
                _ => None,
            })
        };
        let ports = Ports::of(self, measures().map(|(_, measure)| measure));
        measures()
            .filter(|(_, measure)| measure.kind() == MeasureKind::PortClosure)
            .flat_map(|(event, measure)| barriers(measure).map(move |at| (event, measure, at)))
            .map(|(event, measure, barrier)| {
                let reopened = ports.reopened(barrier, measure.starts());
                closure(event, measure, barrier, reopened)
            })
            .collect()
    }
}

/// Until the measure's own end, or the day before the reopening where that is earlier.
fn closure(
    event: &Event,
    measure: &Measure,
    barrier: Barrier,
    reopened: Option<Reopened>,
) -> Result<Closure, NetworkError> {
    let closure = Closure::of(barrier, measure.starts().clone())
        .with_id(event.id().clone())
        .refuse_own_border()?;
    let sources = event.sources().iter().cloned();
    let closure = sources.fold(closure, Closure::with_source);
    let closure = match measure.ends() {
        Some(ends) => closure.until(ends.clone())?,
        None => closure,
    };
    let Some(Reopened { first, last }) = reopened else {
        return Ok(closure);
    };
    let own = closure
        .ends()
        .map_or((NaiveDate::MAX, NaiveDate::MAX), span);
    let (starts, _) = span(measure.starts());
    let before = (day_before(first), day_before(last));
    // Closed and opened again on one day: closed on that day.
    let (first, last) = if before.1 < starts {
        (first, last)
    } else {
        before
    };
    let ends = (own.0.min(first), own.1.min(last));
    match between(ends, starts).filter(|_| ends != own) {
        Some(ends) => closure.until(ends),
        None => Ok(closure),
    }
}

/// The day before; the ends of the calendar stand for open ends and stay.
fn day_before(day: NaiveDate) -> NaiveDate {
    let before = day.pred_opt().filter(|_| day != NaiveDate::MAX);
    before.unwrap_or(day)
}

/// A date within these days; where both are open, from the day of `start` on.
fn between((first, last): (NaiveDate, NaiveDate), start: NaiveDate) -> Option<When> {
    match (first > NaiveDate::MIN, last < NaiveDate::MAX) {
        (true, true) => Period::try_new(first, last).ok().map(When::from),
        (true, false) => format!("{first}/..").parse().ok(),
        (false, true) => format!("../{last}").parse().ok(),
        (false, false) => format!("{start}/..").parse().ok(),
    }
}
