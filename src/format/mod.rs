//! Ways in and out, beyond what `serde` does by itself.

#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "schema")]
pub mod schema;
