//! From a sheet of flows to its top corridors: how many people went from where to where, what could
//! not be read, and a clean copy of the sheet with hashtags and names.
//!
//! `cargo run --features hxl --example top_corridors -- FILE`

use std::process::ExitCode;
use std::str::FromStr as _;

use corridor::format::hxl;
use corridor::{Code, Error, Estimate, FlowTable, Per};

#[path = "command/mod.rs"]
mod command;
#[path = "command/places.rs"]
mod places;
#[path = "command/sheet.rs"]
mod rows;

use command::{Outcome, is_option, lacking, print, run, say, unknown};
use rows::Spot;

const USAGE: &str = "\
usage: top_corridors [FILE] [--top N] [--per day|week|month|year] [--hxl]
Prints the N largest flows of a sheet (10 by default), over the whole time. FILE is a CSV file with
HXL hashtags, or with a header such as origin,destination,period,people; without FILE, a bundled
sheet is read, which is made up. Rows that cannot be read are reported on standard error.
`--hxl` writes all flows instead, as a sheet with HXL hashtags and the names of the places. `--per`
adds flows up by day, week, month or year, and prints the N largest of each. A period of the sheet
that lies in more than one of them is kept by itself, and reported on standard error.
`-` is standard input. The example needs --features hxl. With --features world, places of the whole
world are known.";

const NAME: &str = "flow_monitoring.csv";
const BUNDLED: &[u8] = include_bytes!("data/flow_monitoring.csv");

struct Wanted {
    file: Option<String>,
    top: usize,
    per: Option<Per>,
    is_hxl: bool,
}

fn main() -> ExitCode {
    run(USAGE, |arguments| {
        let wanted = wanted(arguments)?;
        let (mut table, file) = match &wanted.file {
            Some(file) => (rows::flows(file)?, file.as_str()),
            None => (rows::flows_of(NAME, BUNDLED.to_vec())?, NAME),
        };
        if let Some(per) = wanted.per {
            let (coarse, apart) = by(per, &table)?;
            for error in apart {
                eprintln!("{file}: kept by itself: {}", error.message());
            }
            table = coarse;
        }
        if wanted.is_hxl {
            let mut sheet = Vec::new();
            hxl::write_named_flows(&table, Spot::name, &mut sheet)?;
            print(&String::from_utf8(sheet)?);
        } else if wanted.per.is_some() {
            for (period, _) in table.by_period() {
                say!("{period}");
                show(&table.only(|flow| flow.period() == period), wanted.top);
            }
        } else {
            show(&table, wanted.top);
        }
        let unnamed: Vec<Spot> = table.zones().filter(|zone| zone.name().is_none()).collect();
        if !unnamed.is_empty() {
            eprintln!("{file}: no name is known for {}", listed(&unnamed));
        }
        Ok(ExitCode::SUCCESS)
    })
}

fn wanted(arguments: &[String]) -> Outcome<Wanted> {
    let (mut file, mut top, mut per, mut is_hxl) = (None, 10, None, false);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--hxl" => is_hxl = true,
            "--top" => {
                let number = arguments.next().and_then(|number| number.parse().ok());
                top = number.ok_or_else(|| lacking("the number of --top"))?;
            }
            "--per" => {
                let word = arguments.next().and_then(|word| Per::from_str(word).ok());
                per = Some(word.ok_or_else(|| lacking("the period of --per"))?);
            }
            _ if file.is_none() && !is_option(argument) => file = Some(argument.clone()),
            _ => return Err(unknown(argument)),
        }
    }
    Ok(Wanted {
        file,
        top,
        per,
        is_hxl,
    })
}

fn show(table: &FlowTable<Spot>, top: usize) {
    for flow in table.over_time().top(top) {
        let (origin, destination) = (named(flow.origin()), named(flow.destination()));
        say!(
            "{:>22}  {origin} → {destination}",
            flow.people().to_string()
        );
    }
    let zones = table.zones().map(|zone| table.within(zone).best());
    let within = Estimate::exactly(zones.sum());
    if within.best() > 0 {
        say!("{:>22}  within one place", within.to_string());
    }
    let whole = table.over_time();
    let period = whole
        .by_period()
        .next()
        .map(|(period, _)| period.to_string());
    say!(
        "{:>22}  in all, {}",
        table.total().to_string(),
        period.unwrap_or_default()
    );
}

/// The flows by coarser periods. A period that does not lie within one of them stays as it is, since
/// nobody knows how many of its people went in which; why is returned.
fn by(per: Per, table: &FlowTable<Spot>) -> Outcome<(FlowTable<Spot>, Vec<Error>)> {
    let (mut coarse, mut apart) = (FlowTable::default(), Vec::new());
    for (period, _) in table.by_period() {
        let flows = table.only(|flow| flow.period() == period);
        match flows.coarsened(per) {
            Ok(flows) => coarse.merge(&flows)?,
            Err(error) if error.code() == Code::PeriodStraddles => {
                coarse.merge(&flows)?;
                apart.push(error);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok((coarse, apart))
}

fn named(zone: Spot) -> String {
    match zone.name() {
        Some(name) => format!("{name} ({zone})"),
        None => zone.to_string(),
    }
}

fn listed(zones: &[Spot]) -> String {
    let codes: Vec<String> = zones.iter().map(ToString::to_string).collect();
    codes.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The week from 30 October to 5 November lies in two months; its people are in neither.
    #[test]
    fn a_week_of_two_months_is_kept_by_itself() -> Outcome {
        let table = rows::flows_of(NAME, BUNDLED.to_vec())?;
        let (months, apart) = by(Per::Month, &table)?;
        let periods = months.by_period();
        let periods: Vec<_> = periods
            .map(|(period, n)| format!("{period}: {n}"))
            .collect();
        assert_eq!(
            periods,
            ["2023-10: 8,975 (8,850–9,100)", "2023-10-30/2023-11-05: 510"]
        );
        assert_eq!(months.total(), table.total());
        let apart: Vec<_> = apart.iter().map(ToString::to_string).collect();
        assert_eq!(
            apart,
            [
                "2023-10-30/2023-11-05 does not lie within one month: it begins in 2023-10 and ends in 2023-11"
            ]
        );
        Ok(())
    }

    #[test]
    fn yearly_figures_are_in_no_month() -> Outcome {
        let sheet = "from,to,year,persons\nGT,MX,2023,5\nGT,MX,2023-04,2\n";
        let table = rows::flows_of("sheet.csv", sheet.into())?;
        let (months, apart) = by(Per::Month, &table)?;
        assert_eq!((months.len(), apart.len()), (2, 1));
        assert!(by(Per::Year, &table)?.1.is_empty());
        Ok(())
    }
}
