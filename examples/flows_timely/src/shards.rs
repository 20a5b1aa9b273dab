//! A log as a folder of CSV files with HXL hashtags, each of which one worker reads.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use corridor::format::hxl;
use corridor::{Flow, FlowTable};

use crate::log;

/// The CSV files of a folder, in order of their names, so that every process has the same list.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let named = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(named)? {
        let path = entry.map_err(named)?.path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(format!("{}: no .csv file", folder.display()));
    }
    Ok(files)
}

/// Counts the rows of one file. A row that cannot be read ends it: a count that lacks a row in silence
/// would be a wrong one.
pub fn read(path: &Path) -> Result<FlowTable, String> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let file = File::open(path).map_err(|error| named(&error))?;
    let rows = hxl::rows::<Flow, _>(BufReader::new(file)).map_err(|error| named(&error))?;
    let (mut table, mut fault) = (FlowTable::new(), None);
    let rows = rows.map_while(|row| row.map_err(|error| fault = Some(error)).ok());
    table.extend(rows).map_err(|error| named(&error))?;
    match fault {
        Some(fault) => Err(named(&fault)),
        None => Ok(table),
    }
}

/// Writes the synthetic log as so many files.
pub fn write(count: u64, rows: u64, folder: &Path) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for shard in 0..count {
        let path = folder.join(format!("{shard:04}.csv"));
        let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let step = usize::try_from(count).map_err(|error| named(&error))?;
        let table = crate::table((shard..rows).step_by(step).map(log::row));
        let file = File::create(&path).map_err(|error| named(&error))?;
        let written = hxl::write_flows(&table, BufWriter::new(file));
        written.map_err(|error| named(&error))?;
    }
    Ok(())
}
