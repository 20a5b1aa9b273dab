//! On foot along the coast of Chiapas, from Tapachula to Arriaga: the length of each leg, the position
//! every 25 km, and when a caravan that left on Christmas Eve may arrive at each place. Then the same
//! forecast with the road closed for some days.
//!
//! `cargo run --example walk_the_coast`

use std::error::Error;
use std::process::ExitCode;

use chrono::NaiveDate;
use corridor::analysis::Forecast;
use corridor::{
    Closure, Distance, Dossier, Event, Gazetteer, MigrantGroup, Pace, Route, TravelMode,
};

#[path = "command/mod.rs"]
mod command;

use command::{Outcome, run, say, unknown};

const USAGE: &str = "\
usage: walk_the_coast
Prints legs, positions and forecasts along the coast of Chiapas. It takes no data of your own.";

fn main() -> ExitCode {
    run(USAGE, |arguments| match arguments {
        [] => walk().map(|()| ExitCode::SUCCESS),
        [argument, ..] => Err(unknown(argument)),
    })
}

fn walk() -> Outcome {
    let coast = coast()?;
    lengths(&coast);
    positions(&coast)?;

    let dossier = caravan(&coast)?;
    let journey = dossier.journey("caravan")?;
    let forecast = journey.forecast(&coast, Pace::WALKING)?;
    say!(
        "\nOn foot at {}, with a day's rest in Escuintla",
        Pace::WALKING
    );
    arrivals(&forecast);

    let closure = Closure::of_link("MX07051", "MX07069", "2023-12-26")
        .until("2023-12-30/2024-01-02")
        .build()?;
    let forecast = journey.forecast_avoiding(&coast, Pace::WALKING, [&closure])?;
    say!("\nThe same, with the road from Mapastepec to Pijijiapan closed");
    say!(
        "from {} until some day of {}",
        closure.starts(),
        closure.ends().ok_or("no end")?
    );
    arrivals(&forecast);
    Ok(())
}

/// The eight places, with the distances by road that were reported in December 2023.
fn coast() -> Result<Route, Box<dyn Error>> {
    let places = Gazetteer::embedded();
    let names = [
        "Tapachula",
        "Huixtla",
        "Villa Comaltitlán",
        "Escuintla",
        "Mapastepec",
        "Pijijiapan",
        "Tonalá",
        "Arriaga",
    ];
    let seats: Result<Vec<_>, _> = names
        .iter()
        .map(|name| places.find(&format!("{name}, Chiapas")))
        .collect();
    Ok(Route::through(seats?)?
        .with_road("MX07089", "MX07032", "70 km")?
        .with_road("MX07032", "MX07051", "35 km")?
        .with_road("MX07051", "MX07069", "43 km")?)
}

fn lengths(coast: &Route) {
    say!("{:<40}{:>10}{:>10}", "leg", "geodesic", "road");
    for leg in coast.legs() {
        let name = format!("{} – {}", leg.from().name(), leg.to().name());
        let geodesic = format!("{:.1}", leg.geodesic());
        let (road, remark) = match leg.road() {
            None => ("–".to_owned(), ""),
            Some(road) if road < leg.geodesic() => (format!("{road:.1}"), "  too short to be true"),
            Some(road) => (format!("{road:.1}"), ""),
        };
        say!("{name:<40}{geodesic:>10}{road:>10}{remark}");
    }
    say!(
        "{:<40}{:>10}{:>10}",
        "all the way, by road where that is known",
        format!("{:.1}", coast.geodesic_length()),
        format!("{:.1}", coast.length()),
    );
}

fn positions(coast: &Route) -> Result<(), Box<dyn Error>> {
    say!("\nEvery 25 km");
    let mut along = Distance::ZERO;
    while along <= coast.length() {
        let position = coast.position_at(along)?;
        say!(
            "{:>6}  {:.4}, {:.4}  {:.1} to go",
            format!("{along:.0}"),
            position.lat(),
            position.lon(),
            coast.remaining(along)?,
        );
        along = along + Distance::from_km(25.0)?;
    }
    Ok(())
}

/// A group that left the start of the route on Christmas Eve, and plans a day's rest in Escuintla.
fn caravan(coast: &Route) -> Result<Dossier, Box<dyn Error>> {
    let start = coast.places().first().ok_or("a route has places")?;
    let dossier = Dossier::draft("2023-12-24")
        .with_all(coast.places())
        .with(MigrantGroup::draft("caravan", "a caravan").mode(TravelMode::Foot))
        .with(Event::departure(
            "departure",
            "2023-12-24",
            "caravan",
            start.code(),
        ))
        .with(
            Event::halt("rest", "2023-12", "caravan", "MX07032")
                .planned()
                .hours(24),
        )
        .build()?;
    Ok(dossier)
}

fn arrivals(forecast: &Forecast) {
    say!("sets out {}", days(forecast.sets_out()));
    for stop in forecast.stops() {
        if stop.leaves() == stop.arrives() {
            say!("{stop}");
        } else {
            say!("{stop}; goes on {}", days(stop.leaves()));
        }
        for closure in stop.held_up_by() {
            say!("    held up by {closure}");
        }
    }
}

/// "2023-12-28 to 2023-12-30".
fn days((earliest, latest): (Option<NaiveDate>, Option<NaiveDate>)) -> String {
    match (earliest, latest) {
        (Some(earliest), Some(latest)) if earliest == latest => earliest.to_string(),
        (Some(earliest), Some(latest)) => format!("{earliest} to {latest}"),
        (Some(earliest), None) => format!("{earliest} or later"),
        (None, Some(latest)) => format!("{latest} or earlier"),
        (None, None) => "some day".to_owned(),
    }
}
