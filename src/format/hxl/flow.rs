//! The sheet of flows.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::cells::{Cells, Line};
use super::column::Column;
use super::error::HxlError;
use super::sheet_row::SheetRow;
use super::sheet_row::sealed::Row;
use crate::analysis::{Flow, FlowTable, Zone};
use crate::error::Error;

impl<Z: Zone + FromStr<Err: Into<Error>>> SheetRow for Flow<Z> {}

const ORIGIN: Column = Column::required("Origin", "#loc+code+origin").levels(&[
    "#country+code+origin",
    "#adm1+code+origin",
    "#adm2+code+origin",
    "#adm3+code+origin",
    "#adm4+code+origin",
    "#adm5+code+origin",
]);
const DESTINATION: Column = Column::required("Destination", "#loc+code+dest").levels(&[
    "#country+code+dest",
    "#adm1+code+dest",
    "#adm2+code+dest",
    "#adm3+code+dest",
    "#adm4+code+dest",
    "#adm5+code+dest",
]);
const FIRST: Column = Column::required("First day", "#date+start");
const LAST: Column = Column::required("Last day", "#date+end");
const LOW: Column = Column::bound("Lowest", "#affected+ind+low");
const BEST: Column = Column::required("As stated", "#affected+ind+best")
    .also(&["#affected+ind"])
    .instead(&["#affected+idps+ind", "#affected+idps"]);
const HIGH: Column = Column::bound("Highest", "#affected+ind+high");

/// The columns of a sheet with names. The names are for people who read the sheet: the codes identify
/// the places, and a [`Flow`] is read without the names.
pub(super) const NAMED: &[Column] = &[
    ORIGIN,
    Column::optional("Name of the origin", "#loc+name+origin"),
    DESTINATION,
    Column::optional("Name of the destination", "#loc+name+dest"),
    FIRST,
    LAST,
    LOW,
    BEST,
    HIGH,
];

impl<Z: Zone + FromStr<Err: Into<Error>>> Row for Flow<Z> {
    const COLUMNS: &'static [Column] = &[ORIGIN, DESTINATION, FIRST, LAST, LOW, BEST, HIGH];

    fn read(cells: &mut Cells<'_>) -> Result<Self, HxlError> {
        let (origin, destination) = (cells.required()?, cells.required()?);
        let period = cells.period()?;
        let (people, cell) = cells.estimate()?;
        let people = people.ok_or_else(|| cell.missing())?;
        Ok(Self::new(origin, destination, period, people))
    }

    fn write(&self, _: usize, line: &mut Line) {
        push(self, None, line);
    }
}

/// A row, with the names of its ends in a named sheet.
pub(super) fn push<Z: Zone>(flow: &Flow<Z>, names: Option<&Names<Z>>, line: &mut Line) {
    for end in [flow.origin(), flow.destination()] {
        line.push(&end);
        if let Some(names) = names {
            line.push(names.get(end));
        }
    }
    line.push_period(flow.period());
    line.push_estimate(Some(flow.people()));
}

/// The names of the zones of a table, as far as they are known.
pub(super) struct Names<Z>(BTreeMap<Z, String>);

impl<Z: Zone> Names<Z> {
    /// The names, and the zones that have none.
    pub(super) fn of<N: Into<String>>(
        flows: &FlowTable<Z>,
        name_of: impl Fn(Z) -> Option<N>,
    ) -> (Self, Vec<Z>) {
        let (mut names, mut nameless) = (BTreeMap::new(), Vec::new());
        for zone in flows.zones() {
            match name_of(zone) {
                Some(name) => drop(names.insert(zone, name.into())),
                None => nameless.push(zone),
            }
        }
        (Self(names), nameless)
    }

    fn get(&self, zone: Z) -> &str {
        self.0.get(&zone).map_or("", String::as_str)
    }
}
