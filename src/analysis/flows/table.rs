//! The table itself.

use std::collections::BTreeMap;

use super::sum::{NOBODY, both, grown};
use super::{Effectiveness, Flow, FlowError, Margin, NetFlow, Zone};
use crate::{CountryCode, Estimate, Period, PlaceCode};

/// How many people went from each place to each other in each period.
///
/// Adding and merging are associative and commutative: any split of the rows among threads,
/// processes or files gives the same table, bit for bit. What is asked of an empty table is 0, or
/// none.
///
/// Every row counts people of its own. A year and its months, or two counts of one crossing, are
/// not to be added to one table: who is in both would count twice.
///
/// All flows of a table together fit 64 bits by their stated figures, so that no total of a part of
/// it can overflow. A highest beyond 64 bits is open.
///
/// ```
/// use corridor::{Estimate, FlowTable};
///
/// let (tapachula, escuintla) = ("MX07089".parse()?, "MX07032".parse()?);
/// let mut table = FlowTable::new();
/// table.add(tapachula, escuintla, "2023-12".parse()?, Estimate::about(6_000))?;
/// table.add(tapachula, escuintla, "2023-12".parse()?, Estimate::exactly(200))?;
/// assert_eq!(table.inflow(escuintla).to_string(), "6,200 (5,700–6,700)");
/// assert_eq!(table.net(tapachula).to_string(), "−6,200 (−6,700 to −5,700)");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FlowTable<Z = PlaceCode> {
    rows: BTreeMap<(Z, Z, Period), Estimate>,
    total: Estimate,
}

impl<Z> Default for FlowTable<Z> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            total: NOBODY,
        }
    }
}

impl FlowTable {
    /// A table of places without a flow; of other zones it is `FlowTable::default()`.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same flows between countries. Those between places of one country are
    /// [within](Self::within) it; those of places whose country is not known, from and to `ZZ`.
    pub fn by_country(&self) -> FlowTable<CountryCode> {
        self.by_zone(PlaceCode::country)
    }
}

impl<Z: Zone> FlowTable<Z> {
    /// Counts people from a place to another, or within it.
    ///
    /// # Errors
    /// [`FlowError::Overflow`] if all flows together pass 64 bits; the table is as before.
    pub fn add(
        &mut self,
        origin: Z,
        destination: Z,
        period: Period,
        people: Estimate,
    ) -> Result<(), FlowError> {
        self.total = grown(self.total, people)?;
        let row = self.rows.entry((origin, destination, period));
        row.and_modify(|counted| *counted = both(*counted, people))
            .or_insert(people);
        Ok(())
    }

    /// Counts many flows.
    ///
    /// # Errors
    /// As [`add`](Self::add); the table is as before.
    pub fn extend(&mut self, flows: impl IntoIterator<Item = Flow<Z>>) -> Result<(), FlowError> {
        let mut more = Self::default();
        for flow in flows {
            more.add(
                flow.origin(),
                flow.destination(),
                flow.period(),
                flow.people(),
            )?;
        }
        self.merge(&more)
    }

    /// Counts what another table has counted.
    ///
    /// # Errors
    /// As [`add`](Self::add); the table is as before.
    pub fn merge(&mut self, other: &Self) -> Result<(), FlowError> {
        grown(self.total, other.total)?;
        other.iter().try_for_each(|flow| {
            self.add(
                flow.origin(),
                flow.destination(),
                flow.period(),
                flow.people(),
            )
        })
    }

    /// The flows in order of origin, destination and period, each once.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Flow<Z>> {
        self.rows
            .iter()
            .map(|(&(origin, destination, period), &people)| {
                Flow::new(origin, destination, period, people)
            })
    }

    /// How many flows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many went from there to there in that very period; none where no row says.
    pub fn get(&self, origin: Z, destination: Z, period: Period) -> Option<Estimate> {
        self.rows.get(&(origin, destination, period)).copied()
    }

    /// All flows together, those within a place too.
    pub fn total(&self) -> Estimate {
        self.total
    }

    /// The totals of one place. For many places, [`margins`](Self::margins) reads the table once.
    pub fn margin(&self, zone: Z) -> Margin<Z> {
        let mut margin = Margin::of(zone);
        self.iter().for_each(|flow| margin.count(&flow));
        margin
    }

    /// The totals of every place, in order.
    pub fn margins(&self) -> impl ExactSizeIterator<Item = Margin<Z>> {
        let mut margins = BTreeMap::new();
        for flow in self.iter() {
            for zone in [flow.origin(), flow.destination()] {
                let margin = margins.entry(zone).or_insert_with(|| Margin::of(zone));
                if zone == flow.origin() || !flow.is_within() {
                    margin.count(&flow);
                }
            }
        }
        margins.into_values()
    }

    /// Those who came from elsewhere.
    pub fn inflow(&self, zone: Z) -> Estimate {
        self.margin(zone).inflow()
    }

    /// Those who left for elsewhere.
    pub fn outflow(&self, zone: Z) -> Estimate {
        self.margin(zone).outflow()
    }

    /// Those who moved from a place to itself, who are in neither its inflow nor its outflow.
    pub fn within(&self, zone: Z) -> Estimate {
        self.margin(zone).within()
    }

    /// Those who came less those who left.
    pub fn net(&self, zone: Z) -> NetFlow {
        self.margin(zone).net()
    }

    /// Those who came and those who left together: gross migration.
    pub fn turnover(&self, zone: Z) -> Estimate {
        self.margin(zone).turnover()
    }

    /// |net| ÷ turnover; none where, by the figures as stated, nobody came or left.
    pub fn effectiveness(&self, zone: Z) -> Option<Effectiveness> {
        self.margin(zone).effectiveness()
    }

    /// The greatest flows between different places, by their stated figures; of equal ones, those
    /// that [`iter`](Self::iter) has first.
    pub fn top(&self, n: usize) -> Vec<Flow<Z>> {
        let mut flows: Vec<_> = self.iter().filter(|flow| !flow.is_within()).collect();
        flows.sort_by_key(|flow| std::cmp::Reverse(flow.people().best()));
        flows.truncate(n);
        flows
    }

    /// All flows of each period, in order.
    pub fn by_period(&self) -> impl ExactSizeIterator<Item = (Period, Estimate)> {
        let mut periods = BTreeMap::new();
        for flow in self.iter() {
            let total = periods.entry(flow.period()).or_insert(NOBODY);
            *total = both(*total, flow.people());
        }
        periods.into_iter()
    }

    /// The same flows between the zones that the places lie in.
    pub fn by_zone<Y: Zone>(&self, zone_of: impl Fn(Z) -> Y) -> FlowTable<Y> {
        let mut coarse = FlowTable::default();
        for flow in self.iter() {
            let (origin, destination) = (zone_of(flow.origin()), zone_of(flow.destination()));
            // What fits one table fits the other.
            let _ = coarse.add(origin, destination, flow.period(), flow.people());
        }
        coarse
    }

    /// The flows that are wanted: `table.only(|flow| december.encloses(flow.period()))`.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&Flow<Z>) -> bool) -> Self {
        let mut kept = Self::default();
        for flow in self.iter().filter(wanted) {
            let _ = kept.add(
                flow.origin(),
                flow.destination(),
                flow.period(),
                flow.people(),
            );
        }
        kept
    }
}
