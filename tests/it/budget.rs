//! The public surface stays as small as it was agreed to be: counted over the API on record, each type
//! once, under whichever of its paths it stands.

use std::collections::BTreeSet;

/// Structs, enums and traits.
const TYPES: usize = 110;
/// Types that are errors.
const ERRORS: usize = 3;
/// Named fields and places of tuples in the variants of enums.
const VARIANT_FIELDS: usize = 40;

fn lines() -> impl Iterator<Item = &'static str> {
    let recorded = include_str!("../public-api.txt").lines();
    recorded.map(|line| line.trim_start_matches("#[non_exhaustive] "))
}

/// The last segment of a path, without its parameters.
fn name(path: &str) -> &str {
    let bare = path
        .split(['<', '(', ':', ' '])
        .find(|part| !part.is_empty());
    bare.unwrap_or(path)
}

fn last_segment(path: &str) -> &str {
    let end = path.find(['<', '(', ' ']).unwrap_or(path.len());
    let path = path[..end].trim_end_matches(':');
    name(path.rsplit("::").next().unwrap_or(path))
}

fn types() -> BTreeSet<&'static str> {
    let declared = lines().filter_map(|line| {
        let (keyword, path) = line.strip_prefix("pub ")?.split_once(' ')?;
        ["struct", "enum", "union", "trait"]
            .contains(&keyword)
            .then(|| last_segment(path))
    });
    declared.collect()
}

#[test]
fn the_types_are_within_the_budget() {
    let types = types();
    assert!(
        types.contains("Dossier") && types.contains("Draft"),
        "{types:?}"
    );
    assert!(types.len() <= TYPES, "{} types: {types:#?}", types.len());
    let errors: Vec<_> = types
        .iter()
        .filter(|name| name.ends_with("Error"))
        .collect();
    assert!(
        errors.contains(&&"Error") && errors.len() <= ERRORS,
        "{errors:?}"
    );
}

/// A list of who would miss each type, and none that is no longer there.
#[test]
fn each_type_has_somebody_who_needs_it() {
    let page = include_str!("../../src/docs/api-guidelines.md");
    let (_, table) = page.split_once("## Who needs each type").unwrap();
    let rows = table.lines().filter_map(|row| row.strip_prefix("| `"));
    let listed: Vec<_> = rows.filter_map(|row| row.split_once('`')).collect();
    let names: BTreeSet<_> = listed.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, types());
    assert_eq!(names.len(), listed.len(), "one row each");
    assert!(listed.iter().all(|(_, user)| user.len() > " |  |".len()));
}

#[test]
fn variants_have_few_public_fields() {
    let is_type = |segment: &str| segment.starts_with(|c: char| c.is_ascii_uppercase());
    let mut fields = BTreeSet::new();
    for line in lines() {
        // `pub corridor::…::Enum::Variant::field: Type`, or `pub corridor::…::Enum::Variant(Type, Type)`.
        let Some(path) = line.strip_prefix("pub corridor::") else {
            continue;
        };
        let head = &path[..path.find(['(', ' ', '<']).unwrap_or(path.len())];
        let segments: Vec<&str> = head.trim_end_matches(':').split("::").collect();
        match segments.as_slice() {
            [.., one, variant, field] if is_type(one) && is_type(variant) && !is_type(field) => {
                fields.insert(format!("{one}::{variant}::{field}"));
            }
            [.., one, variant]
                if is_type(one) && is_type(variant) && path[head.len()..].starts_with('(') =>
            {
                let places = path[head.len()..].matches(',').count() + 1;
                fields.extend((0..places).map(|place| format!("{one}::{variant}.{place}")));
            }
            _ => {}
        }
    }
    assert!(fields.contains("Record::Event.0"), "{fields:?}");
    assert!(
        fields.len() <= VARIANT_FIELDS,
        "{} fields: {fields:#?}",
        fields.len()
    );
}

/// A count that finds nothing, or counts a type twice, would hold nothing.
#[test]
fn a_type_is_counted_once_under_every_form() {
    assert_eq!(last_segment("corridor::analysis::Journey<'a>"), "Journey");
    assert_eq!(last_segment("corridor::Id(_)"), "Id");
    assert_eq!(
        last_segment("corridor::analysis::Zone: core::marker::Copy"),
        "Zone"
    );
    assert_eq!(
        last_segment("corridor::record::Draft<T: corridor::draft::Drafted>"),
        "Draft"
    );
}
