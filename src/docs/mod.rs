//! Longer pages: the wire format, and why the crate is as it is.

/// The wire format, `corridor/1`.
#[doc = include_str!("wire.md")]
pub mod wire {}

/// What the library answers, as JSON.
#[doc = include_str!("answers.md")]
pub mod answers {}

/// The design, with its reasons.
#[doc = include_str!("design.md")]
pub mod design {}

/// What it costs, beside what users have today.
#[doc = include_str!("performance.md")]
pub mod performance {}

/// The crates that it stands on, and why.
#[doc = include_str!("dependencies.md")]
pub mod dependencies {}

/// The Rust API Guidelines, item by item.
#[doc = include_str!("api-guidelines.md")]
pub mod api_guidelines {}
