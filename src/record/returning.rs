//! Whether people return of their own will.

use crate::vocabulary::vocabulary;

/// Whether people return of their own will: the terms of IOM's glossary (2019).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReturnBasis {
    /// By themselves, without help.
    Spontaneous,
    /// Voluntary, with help from a state or an organisation.
    Assisted,
    /// Against their will: deported, expelled, pushed back.
    Forced,
    /// Not stated.
    Unknown,
}

vocabulary!(ReturnBasis, "a basis of a return", {
    Spontaneous "spontaneous",
    Assisted "assisted",
    Forced "forced",
    Unknown "unknown",
});
