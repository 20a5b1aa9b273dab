#![doc = include_str!("../../docs/hxl.md")]

mod align;
mod cell;
mod cells;
mod claim;
mod column;
mod encoding;
mod error;
mod figure;
mod flow;
mod formula;
mod layout;
mod quoting;
mod records;
mod rows;
mod sheet_row;
mod statistic;
mod tag;

use std::io::{Read, Write};

use csv::Terminator;

use crate::analysis::{Flow, FlowTable, Zone};
use crate::error::Error;
use crate::record::Statistic;
use cells::Line;
use column::{Column, Presence, UnknownColumns};

pub use super::set_aside::SetAside;
pub use claim::ClaimRow;
pub use column::UnknownColumn;
use error::HxlError;
use flow::Names;
use rows::Rows;
pub use sheet_row::SheetRow;
use sheet_row::sealed::Row;

/// The rows of a sheet, and the columns that were ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet<T> {
    rows: Vec<T>,
    set_aside: Vec<SetAside>,
    unknown: UnknownColumns,
}

impl<T> Sheet<T> {
    /// Its rows, in their order.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// The rows alone.
    pub fn into_rows(self) -> Vec<T> {
        self.rows
    }

    /// The rows that were set aside, in their order, each with its text. Empty unless the sheet was
    /// read [leniently](read_lenient).
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// The columns that were ignored, up to 100.
    pub fn unknown_columns(&self) -> &[UnknownColumn] {
        &self.unknown.first
    }

    /// How many columns were ignored.
    pub fn unknown_column_count(&self) -> usize {
        self.unknown.count
    }
}

/// Reads a sheet strictly: the first fault ends it.
///
/// ```
/// use corridor::{Flow, FlowTable, format::hxl};
///
/// let sheet = "#loc +origin +code,#loc +dest +code,#date +start,#date +end,#affected +ind +low,#affected +ind +best,#affected +ind +high\r\n\
///              MX07089,MX07032,2023-12-24,2023-12-27,5500,6000,6500\r\n";
/// let mut table = FlowTable::new();
/// table.extend(hxl::read::<Flow>(sheet.as_bytes())?.into_rows())?;
/// assert_eq!(table.total().to_string(), "6,000 (5,500–6,500)");
/// # Ok::<(), corridor::Error>(())
/// ```
///
/// # Errors
/// As for [`rows`], and for a cell that its type refuses; the message names the row and the column.
pub fn read<T: SheetRow>(input: impl Read) -> Result<Sheet<T>, Error> {
    let mut rows = Rows::try_new(input)?;
    let found = rows.by_ref().collect::<Result<_, _>>()?;
    Ok(Sheet {
        rows: found,
        set_aside: Vec::new(),
        unknown: rows.into_unknown_columns(),
    })
}

/// Reads as much of a sheet as can be read: a refused row is set aside with its text.
///
/// If a quote is not closed, only the line with the quote is set aside, and the next line is read
/// as a row. In a text that is not UTF-8, replacement characters stand for the invalid bytes.
///
/// ```
/// use corridor::{Flow, format::hxl};
///
/// let sheet = "#loc+code+origin,#loc+code+dest,#date+start,#date+end,#affected+ind\n\
///              MX07089,MX07032,2023-12-24,2023-12-27,\"6,988\"\n\
///              MX07089,MX07032,2023-12-28,2023-12-31,400-600\n";
/// let sheet = hxl::read_lenient::<Flow>(sheet.as_bytes())?;
/// assert_eq!(sheet.rows()[0].people().best(), 6_988);
///
/// let aside = &sheet.set_aside()[0];
/// assert_eq!((aside.path(), aside.field()), ("row 3", "column 5 (#affected+ind)"));
/// assert_eq!(aside.text(), "MX07089,MX07032,2023-12-28,2023-12-31,400-600");
/// # Ok::<(), corridor::Error>(())
/// ```
///
/// # Errors
/// As for [`rows`], except for faults of a row.
pub fn read_lenient<T: SheetRow>(input: impl Read) -> Result<Sheet<T>, Error> {
    let mut rows = Rows::<_, T>::try_new(input)?;
    let (found, set_aside) = rows.sort_out()?;
    Ok(Sheet {
        rows: found,
        set_aside,
        unknown: rows.into_unknown_columns(),
    })
}

/// Reads a sheet row by row. Use it for a sheet that is larger than memory.
///
/// ```
/// use corridor::{Flow, FlowTable, format::hxl};
///
/// let sheet = "#loc+code+origin,#loc+code+dest,#date+start,#date+end,#affected+ind+low,#affected+ind+best,#affected+ind+high\n\
///              MX07089,MX07032,2023-12,2023-12,6000,6000,\n";
/// let mut table = FlowTable::new();
/// for flow in hxl::rows::<Flow, _>(sheet.as_bytes())? {
///     let flow = flow?;
///     table.add(flow.origin(), flow.destination(), flow.period(), flow.people())?;
/// }
/// assert_eq!(table.len(), 1);
/// # Ok::<(), corridor::Error>(())
/// ```
///
/// # Errors
/// If the first 25 rows have no hashtags ([`Code::HashtagsMissing`](crate::Code::HashtagsMissing)),
/// a column is missing or occurs twice, a row exceeds 1 MiB
/// ([`Code::RowTooLong`](crate::Code::RowTooLong)), or the input fails
/// ([`Code::StreamFailed`](crate::Code::StreamFailed)).
pub fn rows<T: SheetRow, R: Read>(
    input: R,
) -> Result<impl Iterator<Item = Result<T, Error>>, Error> {
    let rows = Rows::try_new(input)?;
    Ok(rows.map(|row| row.map_err(Error::from)))
}

/// Writes a table of flows.
///
/// ```
/// use corridor::{Estimate, FlowTable, format::hxl};
///
/// let mut table = FlowTable::new();
/// table.add("MX07089", "MX07032", "2023-12", Estimate::at_least(6_000))?;
/// let mut sheet = Vec::new();
/// hxl::write_flows(&table, &mut sheet)?;
/// assert_eq!(String::from_utf8_lossy(&sheet), "\
///     Origin,Destination,First day,Last day,Lowest,As stated,Highest\r\n\
///     #loc+code+origin,#loc+code+dest,#date+start,#date+end,#affected+ind+low,#affected+ind+best,#affected+ind+high\r\n\
///     MX07089,MX07032,2023-12-01,2023-12-31,6000,6000,\r\n");
/// # Ok::<(), corridor::Error>(())
/// ```
///
/// # Errors
/// If the output fails ([`Code::StreamFailed`](crate::Code::StreamFailed)).
pub fn write_flows<Z: Zone>(flows: &FlowTable<Z>, output: impl Write) -> Result<(), Error>
where
    Flow<Z>: SheetRow,
{
    let rows = flows.iter();
    Ok(write(
        Flow::<Z>::COLUMNS,
        0,
        rows,
        |row, line| row.write(0, line),
        output,
    )?)
}

/// Writes a table of flows with the name of each zone beside its code, and returns the zones for
/// which `name_of` has no name: their cells are blank.
///
/// Names are for people: when the sheet is read, the codes count, and the columns of names are
/// ignored.
///
/// ```
/// use corridor::{FlowTable, Gazetteer, Place, format::hxl};
///
/// let places = Gazetteer::from_places([Place::draft("MX07089", "Tapachula").build()?])?;
/// let mut table = FlowTable::new();
/// table.add("MX07089", "MX07999", "2023-12", 6_000)?;
/// let mut sheet = Vec::new();
/// let nameless = hxl::write_named_flows(&table, |code| Some(places.get(code)?.name()), &mut sheet)?;
/// assert_eq!(nameless, ["MX07999"]);
/// let row = String::from_utf8_lossy(&sheet).lines().nth(2).map(str::to_owned);
/// assert_eq!(row.as_deref(), Some("MX07089,Tapachula,MX07999,,2023-12-01,2023-12-31,6000,6000,6000"));
///
/// let mut sheet = Vec::new();
/// hxl::write_named_flows(&table.by_country(), |country| Some(country.name()), &mut sheet)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If a row exceeds 1 MiB, or if the output fails.
pub fn write_named_flows<Z: Zone, N: Into<String>>(
    flows: &FlowTable<Z>,
    name_of: impl Fn(Z) -> Option<N>,
    output: impl Write,
) -> Result<Vec<Z>, Error>
where
    Flow<Z>: SheetRow,
{
    let (names, nameless) = Names::of(flows, name_of);
    let row = |row: Flow<Z>, line: &mut Line| flow::push(&row, Some(&names), line);
    write(flow::NAMED, 0, flows.iter(), row, output)?;
    Ok(nameless)
}

/// Writes headcount claims.
///
/// # Errors
/// If a row exceeds 1 MiB, or if the output fails.
pub fn write_claims(claims: &[ClaimRow], output: impl Write) -> Result<(), Error> {
    Ok(write(
        ClaimRow::COLUMNS,
        0,
        claims,
        |row, line| row.write(0, line),
        output,
    )?)
}

/// Writes statistics.
///
/// # Errors
/// If a row exceeds 1 MiB, if a day of publication is not in the years 0001 to 9999, or if the
/// output fails.
pub fn write_statistics(statistics: &[Statistic], output: impl Write) -> Result<(), Error> {
    let repeats = statistics.iter().map(Row::repeats).max();
    let repeats = repeats.unwrap_or_default();
    let row = |row: &Statistic, line: &mut Line| row.write(repeats, line);
    Ok(write(Statistic::COLUMNS, repeats, statistics, row, output)?)
}

/// Writes the headers, the hashtags, and a row for each item. A column that repeats is written
/// `repeats` times.
fn write<R>(
    columns: &'static [Column],
    repeats: usize,
    rows: impl IntoIterator<Item = R>,
    push: impl Fn(R, &mut Line),
    output: impl Write,
) -> Result<(), HxlError> {
    let mut csv = csv::WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(output);
    let stream = |error: csv::Error| HxlError::stream(&error.into());
    let columns = || {
        columns.iter().flat_map(|column| match column.presence {
            Presence::Repeated => std::iter::repeat_n(column, repeats),
            _ => std::iter::repeat_n(column, 1),
        })
    };
    csv.write_record(columns().map(|column| column.header))
        .map_err(stream)?;
    csv.write_record(columns().map(|column| column.tag))
        .map_err(stream)?;
    for (index, row) in rows.into_iter().enumerate() {
        // Two rows stand above the first.
        let mut line = Line::of(index + 3);
        push(row, &mut line);
        csv.write_record(line.into_cells()?).map_err(stream)?;
    }
    csv.flush().map_err(|error| HxlError::stream(&error))
}
