//! Lock files: forks, extras and groups along the graph, and what was chosen.

use fetter_core::inventory::{Inventory, Platform, PythonVersion, System};
use fetter_core::policy::{Bound, judge};

use crate::made::*;

/// A project with two versions of numpy (a fork), an extra with a package of its own, and a group.
const UV: &str = r#"version = 1
revision = 2
requires-python = ">=3.9"
resolution-markers = ["python_full_version >= '3.11'", "python_full_version < '3.11'"]

[[package]]
name = "app"
version = "0.1.0"
source = { virtual = "." }
dependencies = [
    { name = "numpy", version = "1.26.4", source = { registry = "https://index.example/simple" }, marker = "python_full_version < '3.11'" },
    { name = "numpy", version = "2.1.0", source = { registry = "https://index.example/simple" }, marker = "python_full_version >= '3.11'" },
    { name = "client", extra = ["fast"] },
    { name = "colorama", marker = "sys_platform == 'win32'" },
]

[package.optional-dependencies]
docs = [{ name = "writer" }]

[package.dev-dependencies]
dev = [{ name = "tester" }]

[[package]]
name = "numpy"
version = "1.26.4"
source = { registry = "https://index.example/simple" }
resolution-markers = ["python_full_version < '3.11'"]

[[package]]
name = "numpy"
version = "2.1.0"
source = { registry = "https://index.example/simple" }
resolution-markers = ["python_full_version >= '3.11'"]

[[package]]
name = "client"
version = "3.0"
source = { registry = "https://index.example/simple" }
dependencies = [{ name = "base" }]

[package.optional-dependencies]
fast = [{ name = "speed" }]
slow = [{ name = "snail" }]

[[package]]
name = "base"
version = "1.0"
source = { registry = "https://index.example/simple" }

[[package]]
name = "speed"
version = "1.0"
source = { registry = "https://index.example/simple" }

[[package]]
name = "snail"
version = "1.0"
source = { registry = "https://index.example/simple" }

[[package]]
name = "colorama"
version = "0.4"
source = { registry = "https://index.example/simple" }

[[package]]
name = "writer"
version = "1.0"
source = { registry = "https://index.example/simple" }

[[package]]
name = "tester"
version = "1.0"
source = { registry = "https://index.example/simple" }
"#;

fn chosen(names: &[&str]) -> Bound {
    let mut bound = bound_of("uv.lock", UV);
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    bound.choice = bound.manifest.selectable.choose(&names).expect("they can be chosen");
    bound
}

fn installed(names: &[(&str, &str)]) -> Inventory {
    one(names.iter().map(|(name, version)| package(name, version)).collect())
}

fn held(inventory: &Inventory, bound: &Bound) -> Vec<String> {
    let judged = judge(inventory, std::slice::from_ref(bound), &rules());
    assert_eq!(judged.unchecked, []);
    codes(&judged)
}

const ALL: [(&str, &str); 5] =
    [("numpy", "2.1.0"), ("client", "3.0"), ("base", "1.0"), ("speed", "1.0"), ("tester", "1.0")];

#[test]
fn a_fork_is_the_one_for_the_environment() {
    let mut inventory = installed(&ALL);
    assert_eq!(held(&inventory, &chosen(&[])), [""; 0]);
    inventory.environments[0].version.release = Some((3, 10));
    inventory.environments[0].version.full = Some("3.10.2".to_owned());
    assert_eq!(held(&inventory, &chosen(&[])), ["version-mismatch numpy-2.1.0"]);
    let older = installed(&[("numpy", "1.26.4")]);
    assert!(held(&older, &chosen(&[])).contains(&"version-mismatch numpy-1.26.4".to_owned()));
}

#[test]
fn the_graph_is_followed_by_extras_and_markers() {
    assert_eq!(
        held(&installed(&[]), &chosen(&[])),
        [
            "not-installed base",
            "not-installed client",
            "not-installed numpy",
            "not-installed speed",
            "not-installed tester"
        ]
    );
    let more: Vec<_> =
        ALL.into_iter().chain([("snail", "1.0"), ("colorama", "0.4"), ("app", "0.1.0")]).collect();
    assert_eq!(
        held(&installed(&more), &chosen(&[])),
        ["not-for-environment colorama-0.4", "not-for-environment snail-1.0"]
    );
    let mut windows = installed(&more);
    windows.environments[0].platform =
        Some(Platform { system: System::Windows, machine: Some("AMD64".to_owned()) });
    assert_eq!(held(&windows, &chosen(&[])), ["not-for-environment snail-1.0"]);
}

#[test]
fn extras_and_groups_are_chosen() {
    let writer: Vec<_> = ALL.into_iter().chain([("writer", "1.0")]).collect();
    assert_eq!(held(&installed(&writer), &chosen(&[])), ["not-for-environment writer-1.0"]);
    assert_eq!(held(&installed(&writer), &chosen(&["default", "docs"])), [""; 0]);
    assert_eq!(held(&installed(&writer), &chosen(&["docs"])), ["not-for-environment tester-1.0"]);
    assert_eq!(held(&installed(&ALL), &chosen(&["all"])), ["not-installed writer"]);
    assert_eq!(held(&installed(&ALL), &chosen(&["none"])), ["not-for-environment tester-1.0"]);
}

#[test]
fn a_lock_and_a_list_count_as_one_bound() {
    let inventory = installed(&ALL);
    let judged = judge(&inventory, &[chosen(&[]), bound("deny speed\nnumpy<2.1")], &rules());
    assert_eq!(codes(&judged), ["version-mismatch numpy-2.1.0", "denied speed-1.0"]);
}

#[test]
fn what_is_not_known_leaves_both_forks_open() {
    let mut inventory = installed(&ALL);
    inventory.environments[0].version = PythonVersion::default();
    let judged = judge(&inventory, &[chosen(&[])], &rules());
    assert_eq!(codes(&judged), [""; 0]);
    assert!(!judged.unchecked.is_empty());
}
