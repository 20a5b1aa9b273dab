//! What a row of a sheet may be.

/// The type of a row of a sheet: a [`Flow`](crate::Flow), a [`ClaimRow`](super::ClaimRow), a
/// [`Statistic`](crate::Statistic).
pub trait SheetRow: sealed::Row {}

pub(super) mod sealed {
    use crate::format::hxl::cells::{Cells, Line};
    use crate::format::hxl::column::Column;
    use crate::format::hxl::error::HxlError;

    pub trait Row: Sized {
        /// In the order in which they are written.
        const COLUMNS: &'static [Column];

        /// Reads the cells in the order of the columns.
        fn read(cells: &mut Cells<'_>) -> Result<Self, HxlError>;

        /// How many columns it needs for each column that repeats.
        fn repeats(&self) -> usize {
            0
        }

        /// Writes the cells in the order of the columns, with `repeats` cells for those that
        /// repeat.
        fn write(&self, repeats: usize, line: &mut Line);
    }
}
