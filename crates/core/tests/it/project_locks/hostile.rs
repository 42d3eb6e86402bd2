//! What is made to take long, or to end the program.

use super::poetry::POETRY_END;
use super::{codes, read_files, read_well, wanted};
use fetter_core::manifest::{Manifest, ManifestProblemCode};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Reads something large, which must not take long.
fn read_soon(files: &[(&str, &str)]) -> Manifest {
    let start = Instant::now();
    let manifest = read_files(files);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    manifest
}

#[test]
fn a_hundred_thousand_packages_are_read() {
    let mut lock = String::new();
    for number in 0..100_000 {
        // A chain, so that nothing may go down it by recursion.
        let next = (number + 1).min(99_999);
        write!(lock, "[[package]]\nname = \"p{number}\"\nversion = \"1\"\noptional = false\n[package.dependencies]\np{next} = \"*\"\n").expect("text");
    }
    lock.push_str(POETRY_END);
    let manifest = read_soon(&[("poetry.lock", &lock)]);
    assert_eq!((manifest.entries.len(), manifest.problems.len()), (100_000, 0));
    assert_eq!(wanted(&manifest, &[]).len(), 100_000);
}

#[test]
fn many_versions_of_one_name_are_a_limit_and_no_wait() {
    let mut lock = String::new();
    for number in 0..5_000 {
        write!(lock, "[[package]]\nname = \"p\"\nversion = \"{number}\"\noptional = false\n[package.dependencies]\np = \">={number}\"\n").expect("text");
    }
    lock.push_str(POETRY_END);
    let manifest = read_soon(&[("poetry.lock", &lock)]);
    assert_eq!(codes(&manifest), [(ManifestProblemCode::FileTooLarge, 0)]);
}

#[test]
fn extras_that_take_in_each_other_are_a_limit_and_no_wait() {
    let mut project =
        "[project]\nname = \"p\"\ndependencies = []\n[project.optional-dependencies]\n".to_owned();
    for number in 0..5_000 {
        let next = (number + 1) % 5_000;
        writeln!(project, "e{number} = [\"p[e{next}]; os_name == '{number}'\", \"p[e{next}]\"]")
            .expect("text");
    }
    let manifest = read_soon(&[("pyproject.toml", &project)]);
    assert_eq!(codes(&manifest), [(ManifestProblemCode::IncludeLimit, 0)]);
    let circle =
        "[project]\nname = \"p\"\noptional-dependencies = {a = [\"p[b]\", \"x\"], b = [\"p[a]\", \"y\"]}\n";
    assert_eq!(wanted(&read_well(&[("pyproject.toml", circle)]), &["a"]), ["x", "y"]);
}

#[test]
fn deep_nesting_is_a_problem() {
    for (file, open, close) in
        [("poetry.lock", "x = [", "]"), ("pyproject.toml", "x = [", "]"), ("Pipfile", "x = [", "]")]
    {
        let deep = format!("{}{}{}", open, "[".repeat(100_000), close.repeat(100_001));
        assert_eq!(codes(&read_files(&[(file, &deep)]))[0].0, ManifestProblemCode::FileInvalid, "{file}");
    }
    for deep in [
        format!("{{\"_meta\": {}", "[".repeat(1_000_000)),
        format!(
            "{{\"_meta\": {{}}, \"default\": {{\"a\": {}{}}}}}",
            "[".repeat(100_000),
            "]".repeat(100_000)
        ),
    ] {
        assert!(!read_soon(&[("Pipfile.lock", &deep)]).problems.is_empty());
    }
}
