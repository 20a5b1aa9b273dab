use corridor::{Period, When};

use super::{text, told};

/// A period has a first and a last day, and is its canonical text.
pub fn period(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let mut lines = text.splitn(2, '\n').map(str::parse::<Period>);
    let first = lines.next().map(holds);
    let second = lines.next().map(holds);
    let (Some(Some(one)), Some(Some(other))) = (first, second) else {
        return;
    };
    assert_eq!(one.overlaps(other), other.overlaps(one));
    assert_eq!(one.intersection(other).is_some(), one.overlaps(other));
    assert!(!one.encloses(other) || one.intersection(other) == Some(other));
    assert!(!one.meets(other) || !one.overlaps(other));
}

fn holds(read: Result<Period, corridor::Error>) -> Option<Period> {
    let read = read.map_err(|error| told(&error)).ok()?;
    assert!(read.first() <= read.last() && read.days() > 0);
    assert!(read.contains(read.first()) && read.contains(read.last()) && read.encloses(read));
    let shown = read.to_string();
    let again: Period = shown.parse().unwrap();
    assert_eq!((again, again.to_string()), (read, shown.clone()));
    let written = serde_json::to_string(&read).unwrap();
    assert_eq!(serde_json::from_str::<Period>(&written).unwrap(), read);
    assert_eq!(Period::try_new(read.first(), read.last()), Ok(read));
    if let Some(months) = read.by_month() {
        let days: u64 = months.map(Period::days).sum();
        assert_eq!(days, read.days());
    }
    assert!(read.next().is_none_or(|next| read.meets(next)));
    assert!(read.previous().is_none_or(|previous| previous.meets(read)));
    let when = When::from(read);
    assert_eq!(
        (when.earliest(), when.latest()),
        (Some(read.first()), Some(read.last()))
    );
    assert_eq!(when.to_string().parse(), Ok(when), "as a date");
    Some(read)
}
