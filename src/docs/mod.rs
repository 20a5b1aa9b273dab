//! Longer pages: the wire format, the answers, and the reasons for the design.

/// The wire format, `corridor/1`.
#[doc = include_str!("wire.md")]
pub mod wire {}

/// The answers of the library, as JSON.
#[doc = include_str!("answers.md")]
pub mod answers {}

/// The design, with its reasons.
#[doc = include_str!("design.md")]
pub mod design {}

/// Benchmarks, compared with other crates.
#[doc = include_str!("performance.md")]
pub mod performance {}

/// The dependencies, and why each is needed.
#[doc = include_str!("dependencies.md")]
pub mod dependencies {}

/// The Rust API Guidelines, item by item.
#[doc = include_str!("api-guidelines.md")]
pub mod api_guidelines {}
