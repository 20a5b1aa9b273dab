//! Longer pages: the wire format, and why the crate is as it is.

/// The wire format, `corridor/1`.
#[doc = include_str!("wire.md")]
pub mod wire {}

/// The design, with its reasons.
#[doc = include_str!("design.md")]
pub mod design {}
