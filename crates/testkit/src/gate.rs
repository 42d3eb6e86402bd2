//! What a test needs of the machine, and what happens where it is missing.

use std::path::{Path, PathBuf};

/// Says that a test, or a part of one, was skipped. In CI (`CI=true`) that is a failure: there nothing may be missing.
///
/// # Panics
///
/// In CI.
#[expect(clippy::print_stderr, reason = "whoever runs the tests must see what was not tested")]
pub fn skip(what: &str, missing: &str) {
    eprintln!("SKIPPED: {what}: {missing}");
    assert!(std::env::var_os("CI").is_none_or(|value| value != "true"), "missing in CI: {missing}");
}

/// The repository's root.
#[must_use]
pub fn repository() -> PathBuf {
    let testkit = Path::new(env!("CARGO_MANIFEST_DIR"));
    testkit.ancestors().nth(2).unwrap_or(testkit).to_path_buf()
}

/// A file of the data that is shared between checkouts, beside the repository; skips the caller where it is not there.
///
/// # Panics
///
/// In CI, if the file is not there.
#[must_use]
pub fn shared(what: &str, relative: &str) -> Option<PathBuf> {
    let file = repository().parent()?.join("shared").join(relative);
    if file.exists() {
        return Some(file);
    }
    skip(what, &format!("../shared/{relative}"));
    None
}

/// Environments made by real tools (`scripts/prepare-environments`, which `./test` runs); skips the caller where they
/// are not there.
///
/// # Panics
///
/// In CI, if they are not there.
#[must_use]
pub fn real_environments(what: &str) -> Option<PathBuf> {
    let place = std::env::var_os("FETTER_REAL_ENVIRONMENTS").map(PathBuf::from);
    let place = place.unwrap_or_else(|| repository().join("target/real-environments"));
    if place.join("list.tsv").exists() {
        return Some(place);
    }
    skip(what, &format!("{}; scripts/prepare-environments makes it", place.display()));
    None
}

/// The Pythons, 3.6 and later, that environments were made from, with their names in the list; none where the caller is skipped.
///
/// # Panics
///
/// In CI, if there are no real environments; and if the list names no Python.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the list is the tests' own")]
pub fn interpreters(what: &str) -> Vec<(String, PathBuf)> {
    let Some(place) = real_environments(what) else { return Vec::new() };
    let list = std::fs::read_to_string(place.join("list.tsv")).expect("the list can be read");
    let fields = list.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let bases =
        fields.filter(|fields| fields[0].starts_with("pyenv-3.") || fields[0].starts_with("usr-bin-"));
    let found: Vec<_> = bases.map(|fields| (fields[0].to_owned(), fields[1].into())).collect();
    assert!(!found.is_empty(), "there are interpreters");
    found
}

/// The newest of [`interpreters`], which stands for all where they do not differ.
///
/// # Panics
///
/// As [`interpreters`].
#[must_use]
pub fn newest_interpreter(what: &str) -> Option<PathBuf> {
    let minor = |name: &str| name.split('.').nth(1).and_then(|minor| minor.parse::<u32>().ok());
    interpreters(what).into_iter().max_by_key(|(name, _)| minor(name)).map(|(_, python)| python)
}

/// A file of generated cases with what `packaging` and pip say of them (`scripts/oracle`, which `./test` runs); skips the
/// caller where it is not there.
///
/// # Panics
///
/// In CI, if it is not there.
#[must_use]
pub fn oracle(what: &str, name: &str) -> Option<PathBuf> {
    let place = std::env::var_os("FETTER_ORACLE").map(PathBuf::from);
    let file = place.unwrap_or_else(|| repository().join("target/oracle")).join(name);
    if file.exists() {
        return Some(file);
    }
    skip(what, &format!("{}; scripts/oracle makes it", file.display()));
    None
}

/// Projects with bounds and the environments that were made from them (`scripts/prepare-bounds`, which `./test` runs); skips
/// the caller where they are not there.
///
/// # Panics
///
/// In CI, if they are not there.
#[must_use]
pub fn real_bounds(what: &str) -> Option<PathBuf> {
    let place = std::env::var_os("FETTER_REAL_BOUNDS").map(PathBuf::from);
    let place = place.unwrap_or_else(|| repository().join("target/real-bounds"));
    if place.join("list.tsv").exists() {
        return Some(place);
    }
    skip(what, &format!("{}; scripts/prepare-bounds makes it", place.display()));
    None
}

/// The URL of the PostgreSQL that is the tests' own (`scripts/postgres start`, which `./test` runs); skips the caller where there is
/// none.
///
/// # Panics
///
/// In CI, if there is none.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "a file of the tests' own")]
pub fn postgres(what: &str) -> Option<String> {
    let url = std::fs::read_to_string(repository().join("target/postgres/url"));
    let Ok(url) = url else {
        skip(what, "PostgreSQL; scripts/postgres start brings one up");
        return None;
    };
    Some(url.trim().to_owned())
}
