use corridor::When;

use super::{text, told};

/// A date has a bound, keeps its bounds in order, and is its canonical text.
pub fn when(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    // The first line is a date; so may the second be.
    let mut lines = text.splitn(2, '\n').map(str::parse::<When>);
    let first = lines.next().map(holds);
    let second = lines.next().map(holds);
    let (Some(Some(one)), Some(Some(other))) = (first, second) else {
        return;
    };
    assert_eq!(one.may_coincide(&other), other.may_coincide(&one));
    let (before, after) = (one.before(&other), other.before(&one));
    assert!(
        !(before.is_certain() && after.is_possible()),
        "{one} and {other}"
    );
    if before.is_certain() || after.is_certain() {
        assert!(!one.may_coincide(&other), "{one} and {other}");
    }
    match one.days_until(&other) {
        Some(days) => assert!(days.most().is_none_or(|most| days.least() <= most)),
        None => assert!(after.is_certain()),
    }
}

fn holds(read: Result<When, corridor::Error>) -> Option<When> {
    let read = read.map_err(|error| told(&error)).ok()?;
    let (earliest, latest) = (read.earliest(), read.latest());
    assert!(earliest.is_some() || latest.is_some());
    if let (Some(earliest), Some(latest)) = (earliest, latest) {
        assert!(earliest <= latest);
        assert_eq!(read.as_day(), (earliest == latest).then_some(earliest));
    }
    assert!(
        [earliest, latest]
            .into_iter()
            .flatten()
            .all(|day| read.contains(day)),
        "{read}"
    );
    assert!(read.may_coincide(&read) && !read.before(&read).is_certain());
    let shown = read.to_string();
    let again: When = shown.parse().unwrap();
    assert_eq!((&again, again.to_string()), (&read, shown));
    assert_eq!((again.earliest(), again.latest()), (earliest, latest));
    assert_eq!(again.is_approximate(), read.is_approximate());
    assert_eq!(again.is_uncertain(), read.is_uncertain());
    let written = serde_json::to_string(&read).unwrap();
    assert_eq!(serde_json::from_str::<When>(&written).unwrap(), read);
    Some(read)
}
