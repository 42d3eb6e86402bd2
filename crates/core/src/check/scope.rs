//! Where a rule applies: environments by path, owner and Python version.

use std::path::{Path, PathBuf};

use crate::requirement::Specifiers;

/// A named scope. What is not said of it holds everywhere; what is said must all hold.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Its name.
    pub name: String,
    /// Any of these is where the environment or the site lies.
    pub(super) paths: Vec<PathPattern>,
    /// None of these is.
    pub(super) not_paths: Vec<PathPattern>,
    /// Any of these owns the environment or the site.
    pub(super) owners: Vec<OwnerName>,
    /// The Python versions.
    pub(super) python: Option<Specifiers>,
}

/// A user, as a policy names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OwnerName {
    /// By number.
    Id(u32),
    /// By name.
    Name(String),
}

/// A directory with all that is below it, or a glob of such directories.
#[derive(Clone, Debug)]
pub(super) struct PathPattern {
    written: String,
    glob: Option<glob::Pattern>,
}

/// How long a pattern may be, in bytes: as long as a path.
const LONGEST: usize = 4096;

impl PathPattern {
    /// Reads an absolute path, in which `*` and `?` stand for what is no `/`, and `**` for any number of directories.
    pub(super) fn new(written: &str) -> Result<Self, String> {
        if !written.starts_with('/') || written.len() > LONGEST {
            return Err(format!("expected an absolute path or a glob of such, found {written:?}"));
        }
        if Path::new(written).components().any(|part| part == std::path::Component::ParentDir) {
            return Err(format!("expected a path without \"..\", found {written:?}"));
        }
        let trimmed = written.trim_end_matches('/');
        let trimmed = if trimmed.is_empty() { "/" } else { trimmed };
        let is_glob = trimmed.contains(['*', '?', '[']);
        let glob = is_glob.then(|| glob::Pattern::new(trimmed)).transpose();
        let glob = glob.map_err(|error| format!("{written:?} is no glob of paths: {error}"))?;
        Ok(Self { written: trimmed.to_owned(), glob })
    }

    /// Whether it is that path, or a directory that it lies in.
    pub(super) fn covers(&self, path: &Path) -> bool {
        let Some(glob) = &self.glob else { return path.starts_with(&self.written) };
        let options = glob::MatchOptions {
            case_sensitive: true,
            require_literal_separator: true,
            require_literal_leading_dot: false,
        };
        path.ancestors().any(|path| glob.matches_with(&path.to_string_lossy(), options))
    }
}

/// Who owns what lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathOwner {
    /// The user's number.
    pub uid: u32,
    /// The user's name, where the machine knows one.
    pub name: Option<String>,
}

/// Who owns environments and sites: by prefix, and by the site's own path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owners(std::collections::BTreeMap<PathBuf, PathOwner>);

impl Owners {
    /// Takes what the caller has seen of paths.
    #[must_use]
    pub fn new(owners: impl IntoIterator<Item = (PathBuf, PathOwner)>) -> Self {
        Self(owners.into_iter().collect())
    }

    /// The owner of what lies at a path, where it is known.
    #[must_use]
    pub fn of(&self, path: &Path) -> Option<&PathOwner> {
        self.0.get(path)
    }
}

impl Scope {
    /// Whether it asks for an owner by name.
    pub(super) fn names_owners(&self) -> bool {
        self.owners.iter().any(|owner| matches!(owner, OwnerName::Name(_)))
    }
}

impl OwnerName {
    pub(super) fn is(&self, owner: &PathOwner) -> bool {
        match self {
            Self::Id(id) => *id == owner.uid,
            Self::Name(name) => owner.name.as_ref() == Some(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_cover_what_is_below_them() {
        let covers = |pattern: &str, path: &str| PathPattern::new(pattern).unwrap().covers(Path::new(path));
        for (pattern, path) in [
            ("/srv", "/srv/a/venv"),
            ("/srv/", "/srv"),
            ("/", "/anything"),
            ("/srv/*/venv", "/srv/a/venv/lib/python3.11/site-packages"),
            ("/srv/**/venv", "/srv/a/b/venv"),
            ("/srv/.*", "/srv/.venv"),
            ("/home/?", "/home/u/.local"),
        ] {
            assert!(covers(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in
            [("/srv", "/srvx"), ("/srv/*/venv", "/srv/a/b/venv"), ("/srv/?", "/srv/ab"), ("/srv/a", "/srv")]
        {
            assert!(!covers(pattern, path), "{pattern} {path}");
        }
        for wrong in ["srv", "", "/srv/../etc", "/srv/[", &format!("/{}", "a".repeat(LONGEST))] {
            assert!(PathPattern::new(wrong).is_err(), "{wrong}");
        }
    }
}
