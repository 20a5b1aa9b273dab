//! Quantities with bounds, and reading them from words.
//!
//! A number in a report is rarely exact: "nearly 10,000" is not 10,000, and what is computed from
//! it is no more certain. Here the bounds are part of the number, and arithmetic keeps them.
//!
//! ```
//! use corridor::{Distance, Estimate, Pace};
//!
//! let ahead = Estimate::read("nearly 10,000")?.checked_sub(Estimate::read("cerca de 6 mil")?)?;
//! assert_eq!(ahead.to_string(), "4,000 (2,500–4,500)");
//!
//! let walked: Distance = "70 km".parse()?;
//! assert_eq!(Pace::covering(walked, 2.0, Some(4.0))?.to_string(), "17.5–35 km a day");
//! # Ok::<(), corridor::Error>(())
//! ```
//!
//! | | unit | range | source |
//! |---|---|---|---|
//! | [`Estimate`], [`Bounds`] | people, whole | 0 to 2⁶⁴ − 1; the highest may be open | UCDP's low, best and high; interval arithmetic |
//! | [`Distance`] | kilometres; also read from m and miles | finite, from 0 | the international mile, 1.609344 km |
//! | [`DistanceRange`] | kilometres | low, best and high; the highest may be open | as an estimate |
//! | [`Percent`] | hundredths, with decimals | low, best and high, from 0; the highest may be open | as an estimate |
//! | [`Per`] | a day, a week, a month or a year | | the time that a rate is an average over |
//! | [`Pace`] | kilometres a day | slow from 0, fast above 0 or open | FLEE's for feet and vehicles |
//!
//! Words may be English, Spanish, French or Portuguese, up to 256 bytes. Words that cannot be read
//! as one count are refused, never guessed at.

mod bounds;
mod distance;
mod distance_range;
mod error;
mod estimate;
mod pace;
mod per;
mod percent;
mod phrase;
mod real;
mod wire;

use std::fmt::{self, Alignment, Display, Write};

pub use bounds::Bounds;
pub use distance::Distance;
pub(crate) use distance::DistanceError;
pub use distance_range::DistanceRange;
pub(crate) use error::EstimateError;
pub use estimate::Estimate;
pub use pace::Pace;
pub use per::Per;
pub use percent::Percent;
pub(crate) use phrase::{Counted, count, level};
pub(crate) use wire::Count;

/// A count with commas between groups of three digits.
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

/// Pads the text to the formatter's width. Unlike `Formatter::pad`, a precision does not truncate
/// it.
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
