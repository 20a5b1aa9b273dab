//! Every code keeps its promises.

use std::collections::BTreeSet;

use corridor::Code;

#[test]
fn names_are_unique_kebab_case_and_read_back() {
    let names: BTreeSet<_> = Code::all().map(Code::as_str).collect();
    assert_eq!(names.len(), Code::all().len());
    for code in Code::all() {
        assert!(
            code.as_str()
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'-'),
            "{code}"
        );
        assert_eq!(code.as_str().parse(), Ok(code));
    }
}
