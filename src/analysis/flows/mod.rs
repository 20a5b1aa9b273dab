//! Who went from where to where, and when: origin–destination tables of estimates.

mod coarser;
mod columns;
mod dossier;
mod error;
mod flow;
mod in_order;
mod matrix;
mod net;
mod sum;
mod table;
mod tally;
#[cfg(test)]
mod tally_tests;
mod totals;
mod wire;

use std::fmt;
use std::hash::Hash;

pub use dossier::{DossierFlows, Uncountable, UncountedLeg};
use error::FlowError;
pub use flow::Flow;
pub use net::NetFlow;
pub use table::FlowTable;

/// What flows lead from and to: a [`PlaceCode`](crate::PlaceCode), a
/// [`CountryCode`](crate::CountryCode), a [`Subdivision`](crate::Subdivision), or a code of your
/// own.
pub trait Zone: Copy + Ord + Hash + fmt::Display {}

impl<T: Copy + Ord + Hash + fmt::Display> Zone for T {}
