//! What a reader gives back.

use super::SetAside;
use crate::check::Report;
use crate::record::{Dossier, Record};

/// What a text holds: the value that was read, the records that were set aside, and a finding for
/// whatever was refused or read past.
///
/// What is wrong with the value itself is reported by [`Dossier::check`].
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<T> {
    pub(super) value: T,
    pub(super) set_aside: Vec<SetAside>,
    pub(super) findings: Report,
}

impl<T> Reading<T> {
    /// The records that were set aside, in the order of the text, each with its text.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// A finding for each fault, with the code of its error, and for each key that was read past
    /// ([`Code::KeyUnknown`](crate::Code::KeyUnknown)).
    pub fn findings(&self) -> &Report {
        &self.findings
    }
}

impl Reading<Dossier> {
    /// The dossier of the records that can stand.
    pub fn dossier(&self) -> &Dossier {
        &self.value
    }

    /// The dossier alone.
    pub fn into_dossier(self) -> Dossier {
        self.value
    }
}

impl Reading<Vec<Record>> {
    /// The records, in the order of the text.
    pub fn records(&self) -> &[Record] {
        &self.value
    }

    /// The records alone.
    pub fn into_records(self) -> Vec<Record> {
        self.value
    }
}
