//! The one integration binary.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::format_push_string,
    clippy::too_many_lines,
    reason = "a test may stop at the first surprise, reads its fixtures, and is a list"
)]

mod answers;
mod answers_journeys;
mod arbitrary;
mod budget;
mod check;
#[cfg(feature = "json")]
mod check_dossier;
mod claims;
mod codes;
#[expect(
    clippy::needless_borrows_for_generic_args,
    reason = "that a setter takes a reference too is what is tested"
)]
mod drafts;
#[cfg(feature = "json")]
mod events;
#[cfg(all(
    feature = "gazetteer",
    feature = "geojson",
    feature = "hxl",
    feature = "json"
))]
mod faults;
mod flee_network;
mod floors;
mod flows;
#[cfg(feature = "gazetteer")]
mod gazetteer;
#[cfg(feature = "gazetteer")]
mod gazetteer_names;
#[cfg(feature = "gazetteer")]
mod gazetteer_sources;
#[cfg(feature = "world")]
mod gazetteer_world;
mod geodesic;
#[cfg(all(feature = "geojson", feature = "json"))]
mod geojson;
mod growth;
#[cfg(all(feature = "hxl", feature = "json"))]
mod hxl;
#[cfg(all(feature = "hxl", feature = "json"))]
mod hxl_tables;
mod journey;
mod ledger;
#[cfg(feature = "json")]
mod lenient;
#[cfg(feature = "json")]
mod lenient_laws;
#[cfg(feature = "json")]
mod logs;
mod measure;
mod meetings;
mod megabyte;
mod mutants;
mod network;
mod place;
mod promises;
#[cfg(feature = "json")]
mod reading;
#[cfg(feature = "json")]
mod reports;
mod route;
#[cfg(feature = "schema")]
mod schema;
#[cfg(all(feature = "gazetteer", feature = "json"))]
mod seed;
mod series;
mod statistics;
mod time;
#[cfg(feature = "json")]
mod wire;
mod words;
