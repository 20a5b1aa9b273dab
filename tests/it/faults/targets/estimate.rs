use corridor::{Bounds, Estimate, Figure};

use super::{text, told};

/// A phrase is a count with ordered bounds, and reads back as it is displayed.
pub fn estimate(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    match Estimate::read(text) {
        Ok(read) => {
            holds(read);
            assert_eq!(
                Estimate::read(text.trim()),
                Ok(read),
                "white space counts nothing"
            );
            assert_eq!(
                Estimate::read(&text.to_uppercase())
                    .ok()
                    .map(Estimate::best),
                Some(read.best())
            );
        }
        Err(error) => {
            told(&error);
        }
    }
    match serde_json::from_str::<Estimate>(text) {
        Ok(read) => holds(read),
        Err(error) => told(&error),
    }
    match text.parse::<Figure>() {
        Ok(figure) => is_its_text(&figure),
        Err(error) => told(&error),
    }
    match serde_json::from_str::<Figure>(text) {
        Ok(figure) => is_its_text(&figure),
        Err(error) => told(&error),
    }
}

/// A figure is its own text, with the words and the parts that were read from them.
fn is_its_text(figure: &Figure) {
    let written = serde_json::to_string(figure).unwrap();
    let again: Figure = serde_json::from_str(&written).unwrap();
    assert_eq!(&again, figure);
    assert_eq!(serde_json::to_string(&again).unwrap(), written);
    holds(figure.estimate());
}

fn holds(read: Estimate) {
    let (low, best, high) = (read.low(), read.best(), read.high());
    assert!(
        low <= best && high.is_none_or(|high| best <= high),
        "{read:?}"
    );
    let bounds = Bounds::from(read);
    assert!(read.contains(low) && read.contains(best) && bounds.contains(best));
    assert!(
        read.overlaps(read) && read.intersection(read) == Some(bounds) && read.hull(read) == bounds
    );
    let shown = read.to_string();
    assert_eq!(Estimate::read(&shown), Ok(read), "{shown}");
    let written = serde_json::to_string(&read).unwrap();
    let again: Estimate = serde_json::from_str(&written).unwrap();
    assert_eq!(
        (again, serde_json::to_string(&again).unwrap()),
        (read, written)
    );
}
