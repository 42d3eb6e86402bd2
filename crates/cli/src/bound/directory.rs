//! Which file of a directory is the bound.

/// The files that are looked for in a directory, the most exact first: locks, then what locks are made from.
pub(crate) const SEARCHED: [&str; 11] = [
    "pylock.toml",
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    "Pipfile.lock",
    "pixi.lock",
    "conda-lock.yml",
    "requirements.txt",
    "pyproject.toml",
    "Pipfile",
    "environment.yml",
];

/// The first of them that is there.
pub(super) fn choose(is_there: impl Fn(&str) -> bool) -> Option<&'static str> {
    SEARCHED.into_iter().find(|name| is_there(name))
}

/// What to say where there is none.
pub(super) fn none(directory: &str) -> String {
    format!("the directory {directory} has none of {}; name a file", SEARCHED.join(", "))
}
