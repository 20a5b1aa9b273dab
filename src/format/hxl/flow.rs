//! The sheet of flows.

use super::cells::{Cells, Line};
use super::column::Column;
use super::error::HxlError;
use super::sheet_row::SheetRow;
use crate::analysis::Flow;

impl SheetRow for Flow {}

impl super::sheet_row::sealed::Row for Flow {
    const COLUMNS: &'static [Column] = &[
        Column::required("Origin", "#loc+code+origin").levels(&[
            "#adm1+code+origin",
            "#adm2+code+origin",
            "#adm3+code+origin",
            "#adm4+code+origin",
            "#adm5+code+origin",
        ]),
        Column::required("Destination", "#loc+code+dest").levels(&[
            "#adm1+code+dest",
            "#adm2+code+dest",
            "#adm3+code+dest",
            "#adm4+code+dest",
            "#adm5+code+dest",
        ]),
        Column::required("First day", "#date+start"),
        Column::required("Last day", "#date+end"),
        Column::bound("Lowest", "#affected+ind+low"),
        Column::required("As stated", "#affected+ind+best")
            .also(&["#affected+ind"])
            .instead(&["#affected+idps+ind", "#affected+idps"]),
        Column::bound("Highest", "#affected+ind+high"),
    ];

    fn read(cells: &mut Cells<'_>) -> Result<Self, HxlError> {
        let (origin, destination) = (cells.required()?, cells.required()?);
        let period = cells.period()?;
        let (people, cell) = cells.estimate()?;
        let people = people.ok_or_else(|| cell.missing())?;
        Ok(Self::new(origin, destination, period, people))
    }

    fn write(&self, _: usize, line: &mut Line) {
        line.push(&self.origin());
        line.push(&self.destination());
        line.push_period(self.period());
        line.push_estimate(Some(self.people()));
    }
}
