//! Regular expressions (ECMA-262, and plain enough for any engine) of the text forms.

use crate::place::{Area, CountryCode};

/// Control characters, inside a class.
pub(super) const CONTROL: &str = r"\u0000-\u001f\u007f-\u009f";
/// Control characters except tabs and line breaks, inside a class.
pub(super) const CONTROL_IN_TEXT: &str = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f";
/// Unicode's white space that is not a control character, inside a class: engines differ on `\s`.
pub(super) const SPACE: &str = r" \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";

const YEAR: &str = "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})";
const MONTH: &str = "(?:0[1-9]|1[0-2])";
const DAY: &str = "(?:0[1-9]|[12][0-9]|3[01])";

/// `YYYY-MM-DD`.
pub(super) fn day() -> String {
    format!("^{YEAR}-{MONTH}-{DAY}$")
}

/// A year, a month, a day, a quarter, a half, a week, or two of them with a slash between.
pub(super) fn period() -> String {
    let part = "3[3-9]|4[01]|Q[1-4]|S[12]|W(?:0[1-9]|[1-4][0-9]|5[0-3])";
    let unit = format!("{YEAR}(?:-(?:{MONTH}(?:-{DAY})?|{part}))?");
    format!("^{unit}(?:/{unit})?$")
}

/// EDTF as far as it is read: a date with open digits and marks of doubt, a time, an interval, a
/// one-of set. In the latter two, only the characters of the dates are checked.
pub(super) fn when() -> [String; 4] {
    let doubt = "[?~%]?";
    let part = |digits: &str| format!("{doubt}(?:{digits}){doubt}");
    let year = part("(?:000[1-9X]|00[1-9X][0-9X]|0[1-9X][0-9X]{2}|[1-9X][0-9X]{3})(?:S[0-9]+)?");
    // 33 to 41 are quarters, quadrimesters and halves.
    let month = part("0[1-9]|1[0-2]|3[3-9]|4[01]|[0-4]X|X[0-9X]");
    let of_month = part("0[1-9]|[12][0-9]|3[01]|[0-3]X|X[0-9X]");
    let date = "[0-9XS?~%-]{4,}";
    let end = format!(r"(?:(?:\.\.)?{date}(?:\.\.)?|\.\.)?");
    let member = format!(r"(?:\.\.{date}|{date}(?:\.\.(?:{date})?)?)");
    [
        format!("^{year}(?:-{month}(?:-{of_month})?)?$"),
        format!(
            "^{YEAR}-{MONTH}-{DAY}T[0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:Z|[+-][0-9]{{2}}(?::[0-9]{{2}})?)?$"
        ),
        format!("^{end}/{end}$"),
        format!(r"^\[{member}(?:,{member})*\]$"),
    ]
}

/// A known country code.
pub(super) fn country() -> String {
    let mut alternatives: Vec<String> = Vec::new();
    for code in CountryCode::all() {
        let (first, second) = code.as_str().split_at(1);
        match alternatives
            .last_mut()
            .filter(|last| last.starts_with(first))
        {
            Some(last) => last.push_str(second),
            None => alternatives.push(format!("{first}[{second}")),
        }
    }
    format!("(?:{}])", alternatives.join("]|"))
}

/// A known region of M49.
pub(super) fn region() -> String {
    let codes: Vec<_> = Area::region_codes().collect();
    codes.join("|")
}
