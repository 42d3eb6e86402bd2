//! Files that were made to harm whoever reads them: an answer within seconds, and never a clean one.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use fetter_core::manifest::Manifest;

use super::graph::{read_text, wanted};

/// More than ten times what a machine that is busy needs, and far less than what quadratic behaviour would take.
const SOON: Duration = Duration::from_secs(60);

const MANY: usize = 50_000;

fn read_soon(name: &str, text: &str) -> Manifest {
    let start = Instant::now();
    let manifest = read_text(name, text);
    assert!(start.elapsed() < SOON, "{name}: {:?}", start.elapsed());
    manifest
}

#[test]
fn many_packages_of_one_name() {
    let mut text =
        "version = 1\n[[package]]\nname = \"app\"\nversion = \"1\"\nsource = { virtual = \".\" }\n\
                    dependencies = [\n"
            .to_owned();
    for _ in 0..MANY {
        text.push_str("{ name = \"a\" },\n");
    }
    text.push_str("]\n");
    for version in 0..MANY {
        let _ = write!(
            text,
            "[[package]]\nname = \"a\"\nversion = \"{version}\"\nsource = {{ registry = \"r\" }}\n"
        );
    }
    let manifest = read_soon("uv.lock", &text);
    assert_eq!(manifest.entries.len(), MANY + 1);
    assert_eq!(manifest.problems.len(), MANY);
}

#[test]
fn many_requirements_of_one_name_with_many_packages() {
    let mut text = "version = 1\n[manifest]\nrequirements = [\n".to_owned();
    for _ in 0..1_000 {
        text.push_str("{ name = \"a\" },\n");
    }
    text.push_str("]\n");
    for version in 0..1_000 {
        let _ = write!(
            text,
            "[[package]]\nname = \"a\"\nversion = \"{version}\"\nsource = {{ registry = \"r\" }}\n"
        );
    }
    let manifest = read_soon("uv.lock", &text);
    assert!(manifest.entries.iter().map(|entry| entry.edges.len()).sum::<usize>() <= 100_000);
    assert!(!manifest.problems.is_empty());
}

#[test]
fn many_packages_in_many_environments() {
    let mut text = "version: 6\nenvironments:\n".to_owned();
    for environment in 0..20 {
        let _ = write!(text, "  e{environment}:\n    packages:\n      linux-64:\n");
        for package in 0..MANY / 20 {
            let _ = writeln!(text, "      - conda: https://c.example/x/noarch/p{package}-1-0.conda");
        }
    }
    text.push_str("packages: []\n");
    let manifest = read_soon("pixi.lock", &text);
    assert!(manifest.problems.is_empty());
    assert_eq!(wanted(&manifest, &["e3"]).len(), MANY / 20);
}

#[test]
fn bombs_and_broken_files_are_problems() {
    let mut aliases = "version: 6\na: &a [x, x, x, x, x, x, x, x]\n".to_owned();
    for (from, to) in ('a'..'j').zip('b'..='j') {
        let _ = writeln!(aliases, "{to}: &{to} [{}]", format!("*{from}, ").repeat(8));
    }
    let deep = format!("version: 6\nenvironments: {}", "[".repeat(50_000));
    let deep_toml = format!("version = 1\npackage = {}", "[".repeat(50_000));
    for (name, text) in [
        ("pixi.lock", aliases.as_str()),
        ("conda-lock.yml", &aliases),
        ("pixi.lock", &deep),
        ("conda-lock.yml", &deep),
        ("uv.lock", &deep_toml),
        ("pylock.toml", &deep_toml),
        ("pixi.lock", "\u{0}"),
        ("uv.lock", "\u{feff}version = 2"),
        ("pixi.lock", "--- 1\n--- 2\n"),
        ("conda-lock.yml", ""),
        ("pylock.toml", ""),
    ] {
        let manifest = read_soon(name, text);
        assert!(!manifest.problems.is_empty() && manifest.entries.is_empty(), "{name}");
    }
}

/// What is cut anywhere, or has a foreign character anywhere, is read without panic.
#[test]
fn damaged_files_do_no_harm() {
    let environment =
        "name: x\ndependencies:\n- c::numpy>=1.26,<2\n- a=1=b\n- b[version='1', build=x]\n- pip:\n  - six\n";
    for (name, text) in
        [("uv.lock", &*super::uv::project()), ("pixi.lock", super::pixi::LOCK), ("e.yml", environment)]
    {
        for (at, _) in text.char_indices() {
            read_text(name, &text[..at]);
            for foreign in ["'", "é", "\n", "["] {
                read_text(name, &format!("{}{foreign}{}", &text[..at], &text[at + 1..]));
            }
        }
    }
}
