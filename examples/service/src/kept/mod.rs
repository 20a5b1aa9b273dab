//! Dossiers that the service keeps: created, grown, corrected and asked by their ids.
//!
//! Each is held in memory behind a lock of its own, so that those who ask one never wait for another.
//! What is acknowledged is in the store first, if there is one; the store is read once, at the start.

pub(crate) mod ask;
mod change;
pub(crate) mod grow;
mod live;
mod map;
mod shelf;
mod store;
mod tag;

pub use shelf::Dossiers;
pub use store::StoreError;
