//! The table of flows.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::columns::Columns;
use super::in_order::{InOrder, Keyed};
use super::sum::{NOBODY, Running, both, grown};
use super::tally::Tally;
use super::{Flow, FlowError, Zone};
use crate::error::{Error, given};
use crate::limits::{FLOWS_A_MERGED_FLOW, RECENT_FLOWS};
use crate::measure::Estimate;
use crate::place::PlaceCode;
use crate::time::Period;

/// How many people went from each place to each other place in each period.
///
/// Adding and merging are associative and commutative: any split of the rows among threads,
/// processes or files gives the same table, bit for bit. A place that the table does not
/// [contain](Self::contains) has counts of 0.
///
/// Every row must count different people. Do not add a year and its months, or two counts of one
/// crossing, to the same table: people in both would count twice.
///
/// By their stated figures, all flows of a table together fit in 64 bits, so no partial total can
/// overflow. A high that exceeds 64 bits becomes open.
///
/// ```
/// use corridor::{Estimate, FlowTable, PlaceCode};
///
/// let [tapachula, escuintla]: [PlaceCode; 2] = ["MX07089".parse()?, "MX07032".parse()?];
/// let mut table = FlowTable::new();
/// table.add(tapachula, escuintla, "2023-12", Estimate::about(6_000))?;
/// table.add(tapachula, escuintla, "2023-12", Estimate::exactly(200))?;
/// assert_eq!(table.inflow(escuintla).to_string(), "6,200 (5,700–6,700)");
/// assert_eq!(table.net(tapachula).to_string(), "−6,200 (−6,700 to −5,700)");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Clone)]
pub struct FlowTable<Z = PlaceCode> {
    counted: Columns<Z>,
    /// Flows that were added one by one and are not in `counted` yet; merged once that is worth its
    /// time.
    recent: BTreeMap<(Z, Z, Period), Estimate>,
    total: Estimate,
}

impl<Z> Default for FlowTable<Z> {
    fn default() -> Self {
        Self {
            counted: Columns::default(),
            recent: BTreeMap::new(),
            total: NOBODY,
        }
    }
}

impl FlowTable {
    /// An empty table of flows between places. For other zones, use `FlowTable::default()`.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<Z: Zone> FlowTable<Z> {
    /// Counts people from one place to another, or within a place.
    ///
    /// For many flows, [`extend`](Self::extend) is several times as fast.
    ///
    /// # Errors
    /// [`Code::EstimateOverflow`](crate::Code::EstimateOverflow) if all flows together would exceed
    /// 64 bits; the table is then unchanged.
    pub fn add(
        &mut self,
        origin: impl TryInto<Z, Error: Into<Error>>,
        destination: impl TryInto<Z, Error: Into<Error>>,
        period: impl TryInto<Period, Error: Into<Error>>,
        people: impl TryInto<Estimate, Error: Into<Error>>,
    ) -> Result<(), Error> {
        let origin = given(origin)?;
        let destination = given(destination)?;
        let period = given(period)?;
        let people = given(people)?;
        self.total = grown(self.total, people)?;
        self.count(origin, destination, period, people);
        Ok(())
    }

    /// Counts people whom the total already includes.
    fn count(&mut self, origin: Z, destination: Z, period: Period, people: Estimate) {
        if self.counted.add(origin, destination, period, people) {
            return;
        }
        self.recent
            .entry((origin, destination, period))
            .and_modify(|counted| *counted = both(*counted, people))
            .or_insert(people);
        if self.recent.len() >= RECENT_FLOWS.max(self.counted.len() / FLOWS_A_MERGED_FLOW) {
            self.settle();
        }
    }

    /// Counts many flows, in any order; a flow may occur more than once.
    ///
    /// # Errors
    /// As for [`add`](Self::add); the table is then unchanged.
    ///
    /// ```
    /// use corridor::{Estimate, Flow, FlowTable};
    ///
    /// let log = "MX07089,MX07032,2023-12-24,1500\nMX07089,MX07032,2023-12-26,900\n";
    /// let rows = log.lines().map(|line| {
    ///     let mut cells = line.split(',');
    ///     let mut cell = || cells.next().ok_or("a row of four");
    ///     let (from, to) = (cell()?.parse()?, cell()?.parse()?);
    ///     let month = cell()?.get(..7).ok_or("a day")?.parse()?;
    ///     Ok(Flow::new(from, to, month, Estimate::exactly(cell()?.parse()?)))
    /// });
    /// let mut table = FlowTable::new();
    /// table.extend(rows.collect::<Result<Vec<_>, Box<dyn std::error::Error>>>()?)?;
    /// assert_eq!(table.top(1)[0].to_string(), "2,400 from MX07089 to MX07032 in 2023-12");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn extend(&mut self, flows: impl IntoIterator<Item = Flow<Z>>) -> Result<(), Error> {
        let (mut tally, mut total) = (Tally::new(), Running::new());
        for flow in flows {
            total.add(flow.people())?;
            tally.push_flow(&flow);
        }
        let more = Self::from_columns(tally.finish(), total.total());
        if self.is_empty() {
            *self = more;
            return Ok(());
        }
        self.merge(&more)
    }

    /// Counts rows of origin, destination, period and people, in which zones and periods are
    /// indices into two lists, as in the dictionary-encoded columns of Arrow, Parquet and data
    /// frames.
    ///
    /// # Errors
    /// [`Code::FlowIndexUnknown`](crate::Code::FlowIndexUnknown) for an index beyond its list;
    /// otherwise as for [`add`](Self::add).
    ///
    /// ```
    /// use corridor::{Estimate, FlowTable, PlaceCode};
    ///
    /// let places: [PlaceCode; 2] = ["MX07089".parse()?, "MX07032".parse()?];
    /// let months = ["2023-12".parse()?, "2024-01".parse()?];
    /// let rows = [(0, 1, 0, 6_000), (1, 0, 1, 300), (0, 1, 0, 200)];
    /// let table = FlowTable::from_indexed(
    ///     &places, &months, rows.map(|(from, to, month, n)| (from, to, month, Estimate::exactly(n))),
    /// )?;
    /// assert_eq!(table.len(), 2);
    /// assert_eq!(table.inflow(places[1]), Estimate::exactly(6_200));
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn from_indexed(
        zones: &[Z],
        periods: &[Period],
        rows: impl IntoIterator<Item = (u32, u32, u32, Estimate)>,
    ) -> Result<Self, Error> {
        let rows = rows.into_iter();
        let (mut tally, mut total) = (Tally::new(), Running::new());
        let zone_ids: Vec<u32> = zones.iter().map(|&zone| tally.zone(zone)).collect();
        let period_ids: Vec<u32> = periods.iter().map(|&period| tally.period(period)).collect();
        let id = |list: &'static str, ids: &[u32], index: u32| {
            let id = ids.get(index as usize).copied();
            id.ok_or(FlowError::Index {
                list,
                index,
                listed: ids.len(),
            })
        };
        tally.make_room(rows.size_hint().0);
        for (origin, destination, period, people) in rows {
            total.add(people)?;
            let origin = id("zones", &zone_ids, origin)?;
            let destination = id("zones", &zone_ids, destination)?;
            let period = id("periods", &period_ids, period)?;
            tally.push(origin, destination, period, people);
        }
        // The table has only the zones and periods that a row names.
        let columns = tally.finish().of_the_named();
        Ok(Self::from_columns(columns, total.total()))
    }

    /// Adds the counts of another table.
    ///
    /// # Errors
    /// As for [`add`](Self::add); the table is then unchanged.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        let total = grown(self.total, other.total)?;
        if other.len() < self.len() / FLOWS_A_MERGED_FLOW {
            for flow in other.iter() {
                self.count(
                    flow.origin(),
                    flow.destination(),
                    flow.period(),
                    flow.people(),
                );
            }
        } else {
            self.settle();
            self.counted.merge(other.whole());
        }
        self.total = total;
        Ok(())
    }

    pub(super) fn from_columns(counted: Columns<Z>, total: Estimate) -> Self {
        Self {
            counted,
            recent: BTreeMap::new(),
            total,
        }
    }

    /// Merges the recent flows into the counted ones.
    fn settle(&mut self) {
        if !self.recent.is_empty() {
            let recent = Columns::of_sorted(self.recent());
            self.counted.merge(Cow::Owned(recent));
            self.recent.clear();
        }
    }

    /// All flows in their columns.
    pub(super) fn whole(&self) -> Cow<'_, Columns<Z>> {
        if self.recent.is_empty() {
            return Cow::Borrowed(&self.counted);
        }
        let mut whole = self.clone();
        whole.settle();
        Cow::Owned(whole.counted)
    }

    /// The flows in order of origin, destination and period, each once.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Flow<Z>> {
        Counted {
            flows: InOrder::of(self.counted.iter(), self.recent()),
            left: self.len(),
        }
    }

    /// The flows from a zone and to it.
    pub(super) fn about(&self, zone: Z) -> impl Iterator<Item = Flow<Z>> {
        self.counted.about(zone).chain(self.recent_about(zone))
    }

    /// Whether there is a flow from or to a zone.
    pub(super) fn has(&self, zone: Z) -> bool {
        // Every zone of the counted flows has a flow.
        let counted = self.counted.zones().binary_search(&zone).is_ok();
        counted || self.recent_about(zone).next().is_some()
    }

    fn recent_about(&self, zone: Z) -> impl Iterator<Item = Flow<Z>> {
        let recent = self.recent();
        recent.filter(move |flow| [flow.origin(), flow.destination()].contains(&zone))
    }

    fn recent(&self) -> impl Iterator<Item = Flow<Z>> + Clone {
        let flow = |(&(origin, destination, period), &people)| {
            Flow::new(origin, destination, period, people)
        };
        self.recent.iter().map(flow)
    }

    /// How many flows it has.
    pub fn len(&self) -> usize {
        self.counted.len().saturating_add(self.recent.len())
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many people went from an origin to a destination in exactly that period; `None` if there
    /// is no such flow.
    pub fn get(&self, origin: Z, destination: Z, period: Period) -> Option<Estimate> {
        let recent = || self.recent.get(&(origin, destination, period)).copied();
        self.counted
            .get(origin, destination, period)
            .or_else(recent)
    }

    /// The total of all flows, including those within a place.
    pub fn total(&self) -> Estimate {
        self.total
    }
}

impl<Z: Zone> Keyed for Flow<Z> {
    type Key = (Z, Z, Period);

    fn key(&self) -> Self::Key {
        (self.origin(), self.destination(), self.period())
    }

    fn with(self, other: Self) -> Self {
        let people = both(self.people(), other.people());
        Self::new(self.origin(), self.destination(), self.period(), people)
    }
}

/// An iterator over flows that knows how many are left.
struct Counted<I> {
    flows: I,
    left: usize,
}

impl<I: Iterator> Iterator for Counted<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.left = self.left.saturating_sub(1);
        self.flows.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<I: Iterator> ExactSizeIterator for Counted<I> {}

// Tables are equal if their flows are, however these were added.
impl<Z: Zone> PartialEq for FlowTable<Z> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<Z: Zone> Eq for FlowTable<Z> {}

impl<Z: Zone> Hash for FlowTable<Z> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.iter().for_each(|flow| flow.hash(state));
    }
}

impl<Z: Zone> fmt::Debug for FlowTable<Z> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FlowTable ")?;
        f.debug_list()
            .entries(self.iter().map(|flow| flow.to_string()))
            .finish()
    }
}
