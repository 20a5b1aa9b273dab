//! What a reader returns.

use super::SetAside;
use crate::check::Report;
use crate::record::{Dossier, Record};

/// The result of reading a text: the value, the records that were set aside, and a finding for
/// everything that was refused or ignored.
///
/// [`Dossier::check`] reports what is wrong with the value itself.
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

    /// A finding for each fault, with the code of its error, and one for each key that was ignored
    /// ([`Code::KeyUnknown`](crate::Code::KeyUnknown)).
    pub fn findings(&self) -> &Report {
        &self.findings
    }
}

impl Reading<Dossier> {
    /// The dossier of the records that were accepted.
    pub fn dossier(&self) -> &Dossier {
        &self.value
    }

    /// Takes the dossier out.
    pub fn into_dossier(self) -> Dossier {
        self.value
    }
}

impl Reading<Vec<Record>> {
    /// The records, in the order of the text.
    pub fn records(&self) -> &[Record] {
        &self.value
    }

    /// Takes the records out.
    pub fn into_records(self) -> Vec<Record> {
        self.value
    }
}
