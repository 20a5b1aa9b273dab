//! Elements that are within a slice by construction. If one is not, debug builds fail an assertion,
//! and release builds get an empty value instead of a panic.

use std::slice::SliceIndex;

/// The elements of a range that ends within the slice.
pub(crate) fn part<T, R: SliceIndex<[T], Output = [T]>>(all: &[T], range: R) -> &[T] {
    let part = all.get(range);
    debug_assert!(
        part.is_some(),
        "a range of {} elements ends beyond them",
        all.len()
    );
    part.unwrap_or_default()
}

/// The element at an index that is within the slice.
pub(crate) fn at<T: Copy + Default>(all: &[T], index: usize) -> T {
    let element = all.get(index);
    debug_assert!(element.is_some(), "no element {index} of {}", all.len());
    element.copied().unwrap_or_default()
}
