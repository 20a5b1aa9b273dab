//! What each parser must keep to, whatever bytes it is given: the bodies of the fuzz targets under
//! `tests/fuzz`, which the properties of `tests/it/faults` run too.
//!
//! A target takes any bytes and panics where a promise is broken.
#![allow(unreachable_pub, reason = "the fuzz package takes these files too")]

mod codes;
mod distance;
mod dossier;
mod estimate;
mod flows;
mod growth;
mod hxl;
mod json;
mod lenient;
mod log;
mod maps;
mod names;
mod period;
mod when;

pub use codes::codes;
pub use distance::distance;
pub use estimate::estimate;
pub use flows::flows;
pub use growth::growth;
pub use hxl::hxl;
pub use json::json;
pub use lenient::lenient;
pub use log::log;
pub use maps::maps;
pub use names::names;
pub use period::period;
pub use when::when;

use std::fmt::Display;

/// A target.
pub type Target = fn(&[u8]);

/// Every target under its name, which is that of its file under `tests/fuzz/fuzz_targets`.
pub const ALL: [(&str, Target); 13] = [
    ("codes", codes),
    ("distance", distance),
    ("estimate", estimate),
    ("flows", flows),
    ("growth", growth),
    ("hxl", hxl),
    ("json", json),
    ("lenient", lenient),
    ("log", log),
    ("maps", maps),
    ("names", names),
    ("period", period),
    ("when", when),
];

/// The bytes as text; parsers take nothing else.
fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// No message floods a log, whatever was refused, and none is empty or runs over lines.
fn told(error: &impl Display) {
    let message = error.to_string();
    assert!(!message.is_empty() && message.len() < 2_000, "{message:?}");
}
