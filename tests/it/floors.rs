//! The floors of the house (`src/docs/design.md`), read from the library's own imports: from modules and
//! not from the crate root, only down, and in no circle between files.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;

use crate::promises::sources;

/// From the ground up. What stands on one floor may use its neighbours there.
const FLOORS: [&[&str]; 8] = [
    &[
        "code",
        "docs",
        "draft",
        "error",
        "id",
        "limits",
        "object",
        "shown",
        "text",
        "vocabulary",
        "within",
    ],
    &["measure", "time"],
    &["place"],
    &["route"],
    &["record"],
    &["analysis"],
    &["check"],
    &["format"],
];

/// Segments below the crate's root.
type Path = Vec<String>;

/// A file of the library: its imports, and what it hands on to others.
#[derive(Default)]
struct File {
    imports: Vec<Path>,
    /// By the name under which it is handed on.
    exports: BTreeMap<String, Path>,
}

/// Every file by its module, without the tests in it.
fn files() -> BTreeMap<Path, File> {
    let mut texts = BTreeMap::new();
    for (path, text) in sources(".rs") {
        let below = path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        let mut module: Path = below
            .unwrap()
            .with_extension("")
            .iter()
            .map(|part| part.to_str().unwrap().to_owned())
            .collect();
        let last = module.last().unwrap().clone();
        if last == "lib" || last == "tests" || last.ends_with("_tests") {
            continue;
        }
        if last == "mod" {
            module.pop();
        }
        let (code, _) = text
            .split_once("#[cfg(test)]\nmod tests {")
            .unwrap_or((&text, ""));
        texts.insert(module, code.to_owned());
    }
    let modules: BTreeSet<Path> = texts.keys().cloned().collect();
    let file = |(module, text): (Path, String)| {
        let mut file = File::default();
        for (is_public, tree) in uses(&text) {
            for segments in flat(&tree) {
                let Some(path) = absolute(&module, &segments, &modules) else {
                    continue;
                };
                if is_public {
                    file.exports.insert(path.last().unwrap().clone(), path);
                } else {
                    file.imports.push(path);
                }
            }
        }
        (module, file)
    };
    texts.into_iter().map(file).collect()
}

/// The trees of a file's `use` items, and whether they are handed on.
fn uses(text: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in text.lines().map(str::trim) {
        let (is_public, tree) = if let Some((is_public, tree)) = open.take() {
            (is_public, tree + " " + line)
        } else {
            let rest = line
                .strip_prefix("pub")
                .map(|rest| match rest.strip_prefix('(') {
                    Some(rest) => rest.split_once(')').map_or("", |(_, rest)| rest),
                    None => rest,
                });
            let Some(tree) = rest.unwrap_or(line).trim_start().strip_prefix("use ") else {
                continue;
            };
            (rest.is_some(), tree.to_owned())
        };
        match tree.split_once(';') {
            Some((tree, _)) => found.push((is_public, tree.to_owned())),
            None => open = Some((is_public, tree)),
        }
    }
    found
}

/// The paths of a tree: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn flat(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let Some((head, body)) = tree.split_once('{') else {
        let (path, _) = tree.split_once(" as ").unwrap_or((tree, ""));
        let segments = path.split("::").filter(|part| *part != "self");
        return vec![segments.map(str::to_owned).collect()];
    };
    let head: Vec<String> = head
        .split("::")
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    let (body, _) = body.rsplit_once('}').unwrap();
    let mut depth = 0;
    let branches = body.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    branches
        .filter(|branch| !branch.trim().is_empty())
        .flat_map(flat)
        .map(|branch| head.iter().cloned().chain(branch).collect())
        .collect()
}

/// A path as it stands in a module, from the crate's root; nothing where it leads to another crate.
fn absolute(module: &Path, segments: &[String], modules: &BTreeSet<Path>) -> Option<Path> {
    let (first, rest) = segments.split_first()?;
    let below = |base: &[String], rest: &[String]| [base, rest].concat();
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "super" => {
            let ups = segments.iter().take_while(|part| *part == "super").count();
            Some(below(&module[..module.len() - ups], &segments[ups..]))
        }
        _ => {
            let child = below(module, std::slice::from_ref(first));
            modules.contains(&child).then(|| below(module, segments))
        }
    }
}

/// The file in which the thing at a path is declared, through the modules that hand it on.
fn declared_in(path: &[String], files: &BTreeMap<Path, File>) -> Path {
    let module = (1..=path.len())
        .rev()
        .map(|end| &path[..end])
        .find(|head| files.contains_key(*head));
    let module = module
        .unwrap_or_else(|| panic!("{} leads nowhere", path.join("::")))
        .to_vec();
    let rest = &path[module.len()..];
    let exported = rest
        .first()
        .and_then(|name| files[&module].exports.get(name));
    match exported {
        Some(export) if export[..] != path[..] => {
            declared_in(&[export, &rest[1..]].concat(), files)
        }
        _ => module,
    }
}

fn floor(module: &Path) -> usize {
    let room = module[0].as_str();
    let floor = FLOORS.iter().position(|rooms| rooms.contains(&room));
    floor.unwrap_or_else(|| panic!("{room} stands on no floor"))
}

#[test]
fn imports_name_modules_and_run_down() {
    let files = files();
    let mut seen = 0;
    for (module, file) in &files {
        let here = module.join("::");
        for path in &file.imports {
            let there = path.join("::");
            assert!(
                path.len() > 1 || !path[0].starts_with(char::is_uppercase),
                "{here} imports {there} through the crate root"
            );
            let declared = declared_in(path, &files);
            assert!(
                floor(&declared) <= floor(module),
                "{here} imports {there} from a floor above"
            );
            seen += 1;
        }
    }
    assert!(seen > 500, "{seen} imports seen");
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let files = files();
    let mut graph = DiGraph::<String, ()>::new();
    let nodes: BTreeMap<&Path, _> = files
        .keys()
        .map(|module| (module, graph.add_node(module.join("/"))))
        .collect();
    for (module, file) in &files {
        for path in &file.imports {
            let declared = declared_in(path, &files);
            if declared != *module {
                graph.update_edge(nodes[module], nodes[&declared], ());
            }
        }
    }
    assert!(graph.edge_count() > 300, "{} edges", graph.edge_count());
    let circles: Vec<Vec<&String>> = tarjan_scc(&graph)
        .into_iter()
        .filter(|files| files.len() > 1)
        .map(|files| files.into_iter().map(|file| &graph[file]).collect())
        .collect();
    // One table declares the keys of an event, which kinds have them, and what holds them.
    let event = ["record/event", "record/event/keys", "record/event/kind"];
    let circles: Vec<_> = circles
        .into_iter()
        .filter(|files| !files.iter().all(|file| event.contains(&file.as_str())))
        .collect();
    assert!(circles.is_empty(), "{circles:#?}");
}
