//! What a table of flows refuses.

use crate::error::umbrella;
use crate::{Code, Period};

/// Why flows were not counted.
///
/// ```
/// use corridor::{Code, Estimate, FlowTable};
///
/// let (here, there) = ("MX07089".parse()?, "MX07032".parse()?);
/// let mut table = FlowTable::new();
/// table.add(here, there, "2023-12".parse()?, Estimate::exactly(u64::MAX))?;
/// let error = table.add(here, there, "2024-01".parse()?, Estimate::exactly(1)).unwrap_err();
/// assert_eq!(error.code(), Code::EstimateOverflow);
/// assert_eq!(
///     error.to_string(),
///     "18446744073709551615 people in flows and 1 more are together more than 18446744073709551615",
/// );
/// # Ok::<(), corridor::Error>(())
/// ```
///
/// What produces each:
///
/// ```
/// use corridor::analysis::FlowError;
/// use corridor::{Estimate, FlowTable};
///
/// let (here, there) = ("MX07089".parse()?, "MX07032".parse()?);
/// let month = "2023-12".parse()?;
/// let mut table = <FlowTable>::new();
/// table.add(here, there, month, Estimate::exactly(u64::MAX))?;
/// let more = table.add(here, there, month, Estimate::exactly(1));
/// assert!(matches!(more, Err(FlowError::Overflow { .. })));
/// let beyond = FlowTable::from_indexed(&[here, there], &[month], [(0, 2, 0, Estimate::exactly(1))]);
/// assert!(matches!(beyond, Err(FlowError::Index { index: 2, .. })));
///
/// // Two rows on the wire for one flow: `FlowError::Repeated`.
/// let row = r#"{"origin": "MX07089", "destination": "MX07032", "period": "2023-12", "people": 1}"#;
/// let read = serde_json::from_str::<FlowTable>(&format!(r#"{{"flows": [{row}, {row}]}}"#));
/// assert!(read.unwrap_err().to_string().contains("two rows for the flow"));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FlowError {
    /// More people than 64 bits hold, all flows of a table together.
    #[error("{counted} people in flows and {added} more are together more than {max}", max = u64::MAX)]
    Overflow {
        /// Those of the table, each flow at its stated figure.
        counted: u64,
        /// Those that were to be added.
        added: u64,
    },
    /// A row that names a zone or a period by a number that its list does not reach.
    #[error("index {index} into {list}, of which there are {listed}")]
    Index {
        /// `zones` or `periods`.
        list: &'static str,
        /// As given; the first is 0.
        index: u32,
        /// How many there are.
        listed: usize,
    },
    /// A written table with two rows for one flow.
    #[error("two rows for the flow from {origin} to {destination} in {period}")]
    Repeated {
        /// Where from.
        origin: Box<str>,
        /// Where to.
        destination: Box<str>,
        /// The period of both.
        period: Period,
    },
}

impl FlowError {
    /// The stable name of what is wrong.
    pub fn code(&self) -> Code {
        match self {
            Self::Overflow { .. } => Code::EstimateOverflow,
            Self::Index { .. } => Code::FlowIndexUnknown,
            Self::Repeated { .. } => Code::FlowRepeated,
        }
    }
}

umbrella!(FlowError);
