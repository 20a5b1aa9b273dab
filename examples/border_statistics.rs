//! A year of official figures at the US southwest border: vintages, revisions, and what they add up to.
//!
//! ```text
//! cargo run --example border_statistics
//! ```

use std::error::Error;

use corridor::analysis::{Observation, Vintage};
use corridor::{Breakdown, Difference, Dossier, Period, Series, Statistic, Unit};

/// Encounters that one mark of the chart stands for.
const MARK: u64 = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let border: Dossier = serde_json::from_str(include_str!("data/border_statistics.json"))?;
    let mut keys = border.series_keys();
    let key = keys
        .find(|key| *key.unit() == Unit::ENCOUNTER && key.is_total())
        .ok_or("no encounters in the file")?;
    let published = border.series(key)?;
    // The series also holds the fiscal year that is published as one figure.
    let months = published.only(|observation| observation.period().is_month())?;

    table(&months);
    chart(months.latest());
    revisions(&months);
    components(&border.breakdown(key, "component")?);
    let claim = border
        .statistic("article-2023-01-11")
        .ok_or("the claim of the article is not in the file")?;
    january_to_november(&months, claim)?;
    fiscal_year(&published, &months)
}

fn table(months: &Series) {
    println!("{}\n", months.key());
    println!("month    first release          latest                 what changed");
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
        println!(
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

fn chart(latest: Vintage<'_>) {
    println!("\nlatest vintage, one mark for {MARK} encounters");
    for (month, total) in latest.by_month() {
        match total {
            Ok(total) => {
                let marks = usize::try_from(total.estimate().best() / MARK).unwrap_or(0);
                println!("{month} {} {}", "#".repeat(marks), total.estimate());
            }
            Err(gap) => println!("{month} ? {gap}"),
        }
    }
}

fn revisions(months: &Series) {
    println!("\nrevisions");
    for revision in months.revisions() {
        let (before, after) = (revision.before().published(), revision.after().published());
        println!("{revision}, {before} to {after}");
    }
}

fn components(breakdown: &Breakdown) {
    println!("\nin no component: what the total has and its known parts lack");
    for period in breakdown.total().periods() {
        if !breakdown.is_complete(period, Series::latest) {
            continue;
        }
        let residual = match breakdown.residual(period, Series::latest) {
            Some(Ok(residual)) => residual.to_string(),
            Some(Err(error)) => error.to_string(),
            None => "no total".to_owned(),
        };
        print!("{period} {residual}  ");
    }
    println!();
}

fn january_to_november(months: &Series, claim: &Statistic) -> Result<(), Box<dyn Error>> {
    let eleven = Period::months(2023, 1..=11)?;
    println!("\n{eleven}");
    for day in ["2023-12-26", "2025-06-04"] {
        let vintage = months.vintage(day.parse()?);
        println!("as of {day}: {}", vintage.partial_sum(eleven)?);
        println!("  as printed: {}", vintage.compare(claim));
        println!(
            "  as meant:   {}",
            vintage.compare_as(&Unit::ENCOUNTER, claim)
        );
    }
    Ok(())
}

fn fiscal_year(published: &Series, months: &Series) -> Result<(), Box<dyn Error>> {
    let (calendar, fiscal) = (Period::year(2023)?, Period::us_fiscal_year(2023)?);
    println!("\ncalendar year 2023: {}", months.latest().sum(calendar)?);
    println!(
        "US fiscal year 2023, October to September: {} as published",
        published.latest().value(fiscal)?
    );
    match months.latest().sum(fiscal) {
        Ok(total) => println!("and {total} as the sum of its months"),
        Err(gap) => println!("but not as the sum of its months: {gap}"),
    }
    Ok(())
}
