//! A year of official figures for the US southwest border: vintages, revisions, and their sums.
//!
//! ```text
//! cargo run --example border_statistics
//! cargo run --example border_statistics -- dossier.json
//! ```

use std::error::Error;
use std::process::ExitCode;

use corridor::analysis::Observation;
use corridor::{Breakdown, Difference, Dossier, Estimate, Period, Series, Statistic, Unit};

#[path = "command/mod.rs"]
mod command;
#[path = "command/dossier.rs"]
mod dossier;

use command::{Outcome, is_option, run, say, unknown};

const USAGE: &str = "\
usage: border_statistics [FILE | -]
Prints each monthly series of the dossier or log in FILE, with its vintages and revisions. Without a
file, it prints a year of encounters at the US southwest border, and a claim compared with them.";

/// How many encounters one mark of the chart stands for.
const MARK: u64 = 10_000;

/// The most marks in a chart of the user's own figures.
const MARKS: u64 = 60;

fn main() -> ExitCode {
    run(USAGE, |arguments| {
        match arguments {
            [] => bundled()?,
            [option, ..] if is_option(option) => return Err(unknown(option)),
            [file] => any(&dossier::dossier(file)?)?,
            [_, more, ..] => return Err(unknown(more)),
        }
        Ok(ExitCode::SUCCESS)
    })
}

fn bundled() -> Outcome {
    let border: Dossier = serde_json::from_str(include_str!("data/border_statistics.json"))?;
    let mut keys = border.series_keys();
    let key = keys
        .find(|key| *key.unit() == Unit::ENCOUNTER && key.is_total())
        .ok_or("no encounters in the file")?;
    let published = border.series(key)?;
    // The series also holds the fiscal year that is published as one figure.
    let months = published.only(|observation| observation.period().is_month())?;

    table(&months);
    chart(&months, MARK);
    revisions(&months);
    components(&border.breakdown(key, "component")?);
    let claim = border
        .statistic("article-2023-01-11")
        .ok_or("the claim of the article is not in the file")?;
    january_to_november(&months, claim)?;
    fiscal_year(&published, &months)
}

/// The months of every series.
fn any(dossier: &Dossier) -> Outcome {
    let mut shown = 0;
    for key in dossier.series_keys() {
        let series = dossier.series(key)?;
        let is_month = |observation: &Observation| observation.period().is_month();
        if !series.observations().iter().any(is_month) {
            continue;
        }
        let months = series.only(is_month)?;
        let values = months.observations().iter().filter_map(Observation::value);
        let most = values.map(Estimate::best).max().unwrap_or_default();
        let mut mark = 1_u64;
        while most / mark > MARKS {
            mark = mark.saturating_mul(10);
        }
        table(&months);
        chart(&months, mark);
        revisions(&months);
        say!();
        shown += 1;
    }
    if shown == 0 {
        say!(
            "no monthly series; {} series in all",
            dossier.series_keys().len()
        );
    }
    Ok(())
}

fn table(months: &Series) {
    say!("{}\n", months.key());
    say!("month    first release          latest                 what changed");
    let first = months.first_release();
    for latest in months.latest().observations() {
        let period = latest.period();
        let Some(earlier) = first.observation(period) else {
            continue;
        };
        let changed = if earlier == latest {
            "the only vintage at hand".to_owned()
        } else {
            difference(earlier, latest)
        };
        say!(
            "{period}  {:<21}  {:<21}  {changed}",
            figure(earlier),
            figure(latest)
        );
    }
}

/// A value with its status and its vintage.
fn figure(observation: &Observation) -> String {
    let (status, published) = (observation.status(), observation.published());
    match observation.value() {
        Some(value) => format!("{value} {status} {published}"),
        None => format!("none {status} {published}"),
    }
}

fn difference(earlier: &Observation, later: &Observation) -> String {
    match earlier.value().zip(later.value()) {
        Some((earlier, later)) => Difference::new(earlier, later).to_string(),
        None => String::new(),
    }
}

fn chart(months: &Series, mark: u64) {
    let unit = months.unit();
    say!("\nlatest vintage, one mark for {mark} {unit}s");
    for (month, total) in months.latest().by_month() {
        match total {
            Ok(total) => {
                let marks = usize::try_from(total.estimate().best() / mark).unwrap_or(0);
                say!("{month} {} {}", "#".repeat(marks), total.estimate());
            }
            Err(gap) => say!("{month} ? {gap}"),
        }
    }
}

fn revisions(months: &Series) {
    say!("\nrevisions");
    for revision in months.revisions() {
        let (before, after) = (revision.before().published(), revision.after().published());
        say!("{revision}, {before} to {after}");
    }
}

fn components(breakdown: &Breakdown) {
    say!("\nin no component: what the total has and its known parts lack");
    let mut row = Vec::new();
    for period in breakdown.total().periods() {
        if !breakdown.is_complete(period, Series::latest) {
            continue;
        }
        let residual = match breakdown.residual(period, Series::latest) {
            Some(Ok(residual)) => residual.to_string(),
            Some(Err(error)) => error.to_string(),
            None => "no total".to_owned(),
        };
        row.push(format!("{period} {residual}  "));
    }
    say!("{}", row.concat());
}

fn january_to_november(months: &Series, claim: &Statistic) -> Result<(), Box<dyn Error>> {
    let eleven = Period::months(2023, 1..=11)?;
    say!("\n{eleven}");
    for day in ["2023-12-26", "2025-06-04"] {
        let vintage = months.vintage(day.parse()?);
        say!("as of {day}: {}", vintage.partial_sum(eleven)?);
        say!("  as printed: {}", vintage.compare(claim));
        say!(
            "  as meant:   {}",
            vintage.compare_as(&Unit::ENCOUNTER, claim)
        );
    }
    Ok(())
}

fn fiscal_year(published: &Series, months: &Series) -> Result<(), Box<dyn Error>> {
    let (calendar, fiscal) = (Period::year(2023)?, Period::us_fiscal_year(2023)?);
    say!("\ncalendar year 2023: {}", months.latest().sum(calendar)?);
    say!(
        "US fiscal year 2023, October to September: {} as published",
        published.latest().value(fiscal)?
    );
    match months.latest().sum(fiscal) {
        Ok(total) => say!("and {total} as the sum of its months"),
        Err(gap) => say!("but not as the sum of its months: {gap}"),
    }
    Ok(())
}
