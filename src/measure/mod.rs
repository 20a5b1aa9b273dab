//! Quantities with bounds, and reading them from words.
//!
//! An [`Estimate`] is a count of people as it is reported: low, best, high. A [`Distance`] is in
//! kilometres, a [`Pace`] in kilometres a day.

mod bounds;
mod distance;
mod estimate;
mod pace;
mod phrase;
mod wire;

use std::fmt::{self, Alignment, Display, Write};

pub use bounds::Bounds;
pub use distance::{Distance, DistanceError};
pub use estimate::{Estimate, EstimateError};
pub use pace::{Pace, PaceError};
pub use phrase::PhraseError;

/// A count with its thousands separated by commas.
pub(crate) struct Grouped(pub(crate) u64);

impl Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                f.write_char(',')?;
            }
            f.write_char(digit)?;
        }
        Ok(())
    }
}

/// Writes the text as wide as asked, for tables; unlike `Formatter::pad`, a precision cuts nothing.
fn pad(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let missing = f.width().unwrap_or(0).saturating_sub(text.chars().count());
    let before = match f.align() {
        None | Some(Alignment::Left) => 0,
        Some(Alignment::Center) => missing / 2,
        Some(Alignment::Right) => missing,
    };
    let fill = f.fill();
    for _ in 0..before {
        f.write_char(fill)?;
    }
    f.write_str(text)?;
    for _ in before..missing {
        f.write_char(fill)?;
    }
    Ok(())
}
