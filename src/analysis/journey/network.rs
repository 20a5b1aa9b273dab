//! The network that a dossier tells of.

use super::tracks::span;
use crate::record::{Dossier, Event, EventKind, Measure, MeasureKind};
use crate::route::{Barrier, Closure, Network, NetworkError};
use crate::time::{Period, When};

impl Dossier {
    /// The dossier's places and links as a network, with what its measures close.
    ///
    /// Each port closure that has occurred closes the places and the border that it names, from its
    /// start to its end. One without an end lasts until the first port reopening of the same place
    /// or border that is not certainly before its start: the day before is its last. Closures bear
    /// the ids of their events. Planned, conditional and cancelled measures close nothing.
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
    /// let closure = network.closures().next().ok_or("a closure")?;
    /// assert_eq!(closure.on(christmas), Certainty::Possible);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What [`Network::try_new`] refuses: a link without a road where a seat is not known, a road
    /// of 0 km; and a closure that ends before it starts.
    pub fn network(&self) -> Result<Network, NetworkError> {
        let network =
            Network::try_new(self.places().iter().cloned(), self.links().iter().cloned())?;
        self.closures()?
            .into_iter()
            .try_fold(network, Network::with_closure)
    }

    fn closures(&self) -> Result<Vec<Closure>, NetworkError> {
        let measures = |kind| {
            self.events()
                .iter()
                .filter(|event| event.has_occurred())
                .filter_map(move |event| match event.kind() {
                    EventKind::Measure(measure) if measure.kind() == kind => Some((event, measure)),
                    _ => None,
                })
        };
        let reopenings: Vec<(Barrier, &When)> = measures(MeasureKind::PortReopening)
            .flat_map(|(_, measure)| barriers(measure).map(|barrier| (barrier, measure.starts())))
            .collect();
        measures(MeasureKind::PortClosure)
            .flat_map(|(event, measure)| barriers(measure).map(move |at| (event, measure, at)))
            .map(|(event, measure, barrier)| {
                let reopened = reopenings
                    .iter()
                    .filter(|(at, on)| *at == barrier && !on.before(measure.starts()).is_certain())
                    .map(|&(_, on)| on)
                    .min_by_key(|on| span(on));
                closure(event, measure, barrier, reopened)
            })
            .collect()
    }
}

/// What a measure is about; the countries of a border in a fixed order.
fn barriers(measure: &Measure) -> impl Iterator<Item = Barrier> {
    let places = measure.places().iter().map(|&place| Barrier::Place(place));
    let border = measure
        .border()
        .map(|(one, other)| Barrier::Border(one.min(other), one.max(other)));
    places.chain(border)
}

fn closure(
    event: &Event,
    measure: &Measure,
    barrier: Barrier,
    reopened: Option<&When>,
) -> Result<Closure, NetworkError> {
    let closure = event.sources().iter().fold(
        Closure::new(barrier, measure.starts().clone()).with_id(event.id()),
        Closure::with_source,
    );
    match (measure.ends(), reopened) {
        (Some(ends), _) => closure.until(ends.clone()),
        // Closed and opened again on one day: closed on that day.
        (None, Some(on)) => match day_before(on) {
            Some(last) if !last.before(measure.starts()).is_certain() => closure.until(last),
            _ => closure.until(on.clone()),
        },
        (None, None) => Ok(closure),
    }
}

/// The day before, as uncertain as the date; none at the start of the calendar.
fn day_before(date: &When) -> Option<When> {
    let before = |day: chrono::NaiveDate| day.pred_opt();
    match (date.earliest(), date.latest()) {
        (Some(first), Some(last)) => {
            Some(Period::try_new(before(first)?, before(last)?).ok()?.into())
        }
        (Some(first), None) => format!("{}/..", before(first)?).parse().ok(),
        (None, Some(last)) => format!("../{}", before(last)?).parse().ok(),
        (None, None) => None,
    }
}
