//! What follows from the records.

mod journey;

pub use journey::{
    Fix, Forecast, ForecastError, Journey, JourneyError, Journeys, NextLeg, Passage, Speed, Stop,
    Travelled, Whereabouts, Window,
};
