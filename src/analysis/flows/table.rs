//! The table of flows.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use super::columns::Columns;
use super::sum::{NOBODY, Running, both};
use super::tally::Tally;
use super::{Flow, FlowError, Zone};
use crate::error::{Error, given};
use crate::limits::FLOWS_A_MERGED_FLOW;
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
/// Add all rows, then read: the first read after rows were added sorts the table. Only
/// [`get`](Self::get), [`contains`](Self::contains), [`total`](Self::total) and
/// [`is_empty`](Self::is_empty) take the same time whenever they are called.
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
    sorted: Columns<Z>,
    /// Rows that are not in `sorted` yet.
    added: Tally<Z>,
    /// `sorted` and `added` together, once they have been read.
    whole: OnceLock<Columns<Z>>,
    total: Running,
}

impl<Z> Default for FlowTable<Z> {
    fn default() -> Self {
        Self::from_columns(Columns::default(), NOBODY)
    }
}

impl<Z> FlowTable<Z> {
    pub(super) fn from_columns(sorted: Columns<Z>, total: Estimate) -> Self {
        Self {
            sorted,
            added: Tally::default(),
            whole: OnceLock::new(),
            total: Running::from(total),
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
        self.total.add(people)?;
        self.count(&Flow::new(origin, destination, period, people));
        Ok(())
    }

    /// Counts people whom the total already includes.
    #[inline]
    fn count(&mut self, flow: &Flow<Z>) {
        self.take_whole();
        self.added.push_flow(flow);
    }

    #[inline]
    fn take_whole(&mut self) {
        if let Some(whole) = self.whole.take() {
            self.sorted = whole;
            self.added = Tally::default();
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
        let (mut tally, mut total) = (Tally::default(), Running::new());
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
        let (mut tally, mut total) = (Tally::default(), Running::new());
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
        let mut total = self.total;
        total.add(other.total())?;
        if other.len() < self.sorted.len() / FLOWS_A_MERGED_FLOW {
            other.iter().for_each(|flow| self.count(&flow));
        } else {
            self.whole();
            self.take_whole();
            self.sorted.merge(Cow::Borrowed(other.whole()));
        }
        self.total = total;
        Ok(())
    }

    /// All flows, sorted.
    pub(super) fn whole(&self) -> &Columns<Z> {
        if self.added.is_empty() {
            return &self.sorted;
        }
        let merged = || {
            let mut added = self.added.clone().finish();
            added.merge(Cow::Borrowed(&self.sorted));
            added
        };
        self.whole.get_or_init(merged)
    }

    /// The flows in order of origin, destination and period, each once.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Flow<Z>> {
        let whole = self.whole();
        Counted {
            flows: whole.iter(),
            left: whole.len(),
        }
    }

    /// The flows from a zone and to it.
    pub(super) fn about(&self, zone: Z) -> impl Iterator<Item = Flow<Z>> {
        self.whole().about(zone)
    }

    /// Whether there is a flow from or to a zone.
    pub(super) fn has(&self, zone: Z) -> bool {
        // Every zone of the sorted flows has a flow.
        self.sorted.zones().binary_search(&zone).is_ok() || self.added.names(zone)
    }

    /// How many flows it has.
    pub fn len(&self) -> usize {
        self.whole().len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.sorted.len() == 0 && self.added.is_empty()
    }

    /// How many people went from an origin to a destination in exactly that period; `None` if there
    /// is no such flow.
    pub fn get(&self, origin: Z, destination: Z, period: Period) -> Option<Estimate> {
        let sorted = self.sorted.get(origin, destination, period);
        let added = self.added.get(origin, destination, period);
        sorted.into_iter().chain(added).reduce(both)
    }

    /// The total of all flows, including those within a place.
    pub fn total(&self) -> Estimate {
        self.total.total()
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
