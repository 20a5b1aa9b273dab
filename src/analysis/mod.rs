//! What follows from the records: claims side by side, people conserved, official series, meetings.

mod claims;
mod ledger;

pub use claims::{Claim, Claimant, Claims, Contradiction, UnknownGroup};
pub use ledger::{Account, Balance, Basis, Ledger, Overdraft};
