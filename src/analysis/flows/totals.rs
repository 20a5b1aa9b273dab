//! Totals of the flows of a table.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use chrono::NaiveDate;

use super::sum::{NOBODY, both};
use super::tally::Tally;
use super::{Flow, FlowTable, NetFlow, Zone};
use crate::measure::Estimate;
use crate::place::{CountryCode, PlaceCode};
use crate::time::Period;

impl FlowTable {
    /// The flows between countries.
    ///
    /// Flows between places of the same country are [within](Self::within) it. Flows between places
    /// whose country is not known are within `ZZ`, though they may have crossed a border.
    ///
    /// ```
    /// use corridor::{CountryCode, Estimate, FlowTable, PlaceCode};
    ///
    /// let [hidalgo, tapachula, escuintla]: [PlaceCode; 3] = ["GT-L1".parse()?, "MX07089".parse()?, "MX07032".parse()?];
    /// let mut table = FlowTable::new();
    /// table.add(hidalgo, tapachula, "2023-12", Estimate::exactly(900))?;
    /// table.add(tapachula, escuintla, "2023-12", Estimate::exactly(6_000))?;
    /// let mexico: CountryCode = "MX".parse()?;
    /// assert_eq!(table.by_country().inflow(mexico), Estimate::exactly(900));
    /// assert_eq!(table.by_country().within(mexico), Estimate::exactly(6_000));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn by_country(&self) -> FlowTable<CountryCode> {
        self.by_zone(PlaceCode::country)
    }
}

impl<Z: Zone> FlowTable<Z> {
    /// The flows between larger zones; `zone_of` gives the larger zone of each place.
    ///
    /// ```
    /// use corridor::{Estimate, FlowTable, Subdivision};
    ///
    /// let mut table = FlowTable::new();
    /// table.add("MX07089", "MX20043", "2024-01", Estimate::exactly(6_000))?;
    /// let (chiapas, oaxaca): (Subdivision, Subdivision) = ("MX-CHP".parse()?, "MX-OAX".parse()?);
    /// let states = table.by_zone(|place| if place.as_str().starts_with("MX07") { chiapas } else { oaxaca });
    /// assert_eq!(states.inflow(oaxaca), Estimate::exactly(6_000));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn by_zone<Y: Zone>(&self, zone_of: impl Fn(Z) -> Y) -> FlowTable<Y> {
        let columns = self.whole();
        let mut tally = Tally::default();
        let zones = columns.zones().iter();
        let zones: Vec<u32> = zones.map(|&zone| tally.zone(zone_of(zone))).collect();
        let periods = columns.periods().iter();
        let periods: Vec<u32> = periods.map(|&period| tally.period(period)).collect();
        for (origin, destination, period, people) in columns.ranked() {
            if let Some(&origin) = zones.get(origin)
                && let Some(&destination) = zones.get(destination)
                && let Some(&period) = periods.get(period)
            {
                tally.push(origin, destination, period, people);
            }
        }
        FlowTable::from_columns(tally.finish(), self.total())
    }

    /// The flows over the whole time: one for each origin and destination. The period is from the
    /// first day of any period to the last.
    #[must_use]
    pub fn over_time(&self) -> Self {
        let whole = self.whole();
        let days = |day: fn(Period) -> NaiveDate| whole.periods().iter().copied().map(day);
        let (first, last) = (days(Period::first).min(), days(Period::last).max());
        let covering = first
            .zip(last)
            .and_then(|(first, last)| Period::try_new(first, last).ok());
        let Some(covering) = covering else {
            return Self::default();
        };
        let flows = self
            .iter()
            .map(|flow| Flow::new(flow.origin(), flow.destination(), covering, flow.people()));
        Self::of_bounded(flows)
    }

    /// The flows for which `wanted` returns true.
    ///
    /// ```
    /// use corridor::{Estimate, FlowTable, Period, PlaceCode};
    ///
    /// let [tapachula, escuintla]: [PlaceCode; 2] = ["MX07089".parse()?, "MX07032".parse()?];
    /// let mut table = FlowTable::new();
    /// table.add(tapachula, escuintla, "2023-12", Estimate::exactly(6_000))?;
    /// table.add(tapachula, escuintla, "2024-01", Estimate::exactly(300))?;
    /// let year = Period::year(2023)?;
    /// assert_eq!(table.only(|flow| year.encloses(flow.period())).total(), Estimate::exactly(6_000));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&Flow<Z>) -> bool) -> Self {
        Self::of_bounded(self.iter().filter(wanted))
    }

    /// Makes a table from flows of another, whose total bounds theirs.
    fn of_bounded(flows: impl Iterator<Item = Flow<Z>>) -> Self {
        let (mut tally, mut total) = (Tally::default(), NOBODY);
        for flow in flows {
            total = both(total, flow.people());
            tally.push_flow(&flow);
        }
        Self::from_columns(tally.finish(), total)
    }

    /// The places from or to which there is a flow, in order.
    ///
    /// ```
    /// use corridor::{Estimate, FlowTable};
    ///
    /// let mut table = FlowTable::new();
    /// table.add("MX07089", "MX07032", "2023-12", Estimate::exactly(6_000))?;
    /// let zones: Vec<_> = table.zones().map(|zone| zone.to_string()).collect();
    /// assert_eq!(zones, ["MX07032", "MX07089"]);
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn zones(&self) -> impl ExactSizeIterator<Item = Z> + use<Z> {
        self.whole().zones().to_vec().into_iter()
    }

    /// Whether there is a flow from or to a place. Counts of any other place are 0, which means
    /// that nothing is known, not that nobody came.
    ///
    /// ```
    /// use corridor::{Estimate, FlowTable, PlaceCode};
    ///
    /// let [tapachula, escuintla]: [PlaceCode; 2] = ["MX07089".parse()?, "MX07032".parse()?];
    /// let mut table = FlowTable::new();
    /// table.add(tapachula, escuintla, "2023-12", Estimate::exactly(6_000))?;
    /// let arriaga: PlaceCode = "MX07009".parse()?;
    /// assert_eq!(table.inflow(arriaga), Estimate::exactly(0));
    /// assert_eq!(table.inflow(tapachula), Estimate::exactly(0));
    /// assert!(table.contains(tapachula) && !table.contains(arriaga));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn contains(&self, zone: Z) -> bool {
        self.has(zone)
    }

    /// Who came to a place and who left it; 0 for a place that the table does not
    /// [contain](Self::contains). For all places, use [`nets`](Self::nets), which reads the table
    /// only once.
    pub fn net(&self, zone: Z) -> NetFlow {
        let mut net = NetFlow::none();
        for flow in self.about(zone).filter(|flow| !flow.is_within()) {
            if flow.destination() == zone {
                net.come(flow.people());
            } else {
                net.leave(flow.people());
            }
        }
        net
    }

    /// Who came to each place and who left it, in the order of the places.
    pub fn nets(&self) -> impl ExactSizeIterator<Item = (Z, NetFlow)> + use<Z> {
        let columns = self.whole();
        let zones = columns.zones().iter();
        let mut nets: Vec<_> = zones.map(|&zone| (zone, NetFlow::none())).collect();
        for (origin, destination, _, people) in columns.ranked() {
            if origin == destination {
                continue;
            }
            if let Some((_, net)) = nets.get_mut(origin) {
                net.leave(people);
            }
            if let Some((_, net)) = nets.get_mut(destination) {
                net.come(people);
            }
        }
        nets.into_iter()
    }

    /// Those who came from elsewhere; also 0 for a place that the table does not
    /// [contain](Self::contains).
    pub fn inflow(&self, zone: Z) -> Estimate {
        self.net(zone).inflow()
    }

    /// Those who left for elsewhere; also 0 for a place that the table does not
    /// [contain](Self::contains).
    pub fn outflow(&self, zone: Z) -> Estimate {
        self.net(zone).outflow()
    }

    /// Those who moved within a place. They are in neither its inflow nor its outflow.
    pub fn within(&self, zone: Z) -> Estimate {
        let within = self.about(zone).filter(Flow::is_within);
        within.fold(NOBODY, |all, flow| both(all, flow.people()))
    }

    /// The sum of those who came and those who left: gross migration.
    pub fn turnover(&self, zone: Z) -> Estimate {
        self.net(zone).turnover()
    }

    /// The share of the movement from and to a place that changes its balance: see
    /// [`NetFlow::effectiveness`].
    pub fn effectiveness(&self, zone: Z) -> Option<[f64; 3]> {
        self.net(zone).effectiveness()
    }

    /// The `n` greatest flows from one place to another, by their stated figures; equal ones are in
    /// the order of [`iter`](Self::iter).
    pub fn top(&self, n: usize) -> Vec<Flow<Z>> {
        let columns = self.whole();
        // A heap of the greatest flows with the least of them on top.
        let mut greatest = BinaryHeap::new();
        for (origin, destination, period, people) in columns.ranked() {
            let flow = (Reverse(people.best()), origin, destination, period);
            if origin == destination {
                continue;
            }
            if greatest.len() < n {
                greatest.push(flow);
            } else if let Some(mut least) = greatest.peek_mut()
                && flow < *least
            {
                *least = flow;
            }
        }
        let greatest = greatest.into_sorted_vec().into_iter();
        let flows = greatest.filter_map(|(_, origin, destination, period)| {
            let zone = |rank| columns.zones().get(rank).copied();
            let (origin, destination) = (zone(origin)?, zone(destination)?);
            let period = *columns.periods().get(period)?;
            let people = columns.get(origin, destination, period)?;
            Some(Flow::new(origin, destination, period, people))
        });
        flows.collect()
    }

    /// The total of each period, in order.
    pub fn by_period(&self) -> impl ExactSizeIterator<Item = (Period, Estimate)> + use<Z> {
        let columns = self.whole();
        let mut totals = vec![NOBODY; columns.periods().len()];
        for (_, _, period, people) in columns.ranked() {
            if let Some(total) = totals.get_mut(period) {
                *total = both(*total, people);
            }
        }
        columns.periods().to_vec().into_iter().zip(totals)
    }
}
