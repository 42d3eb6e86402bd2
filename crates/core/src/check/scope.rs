//! Where a rule applies: environments by path, owner and Python version.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::manifest::Place;
use crate::requirement::Specifiers;

/// A named scope. What is not said of it holds everywhere; what is said must all hold.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Its name.
    pub name: String,
    /// Where it is written.
    pub place: Place,
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
    /// The same behind symbolic links, where they lead elsewhere.
    behind: Option<Box<Self>>,
}

/// How long a pattern may be, in bytes: as long as a path.
const LONGEST: usize = 4096;

impl PathPattern {
    /// Reads an absolute path, in which `*` and `?` stand for what is no `/`, and `**` for any number of directories.
    pub(super) fn new(written: &str) -> Result<Self, String> {
        if !written.starts_with('/') || written.len() > LONGEST {
            return Err(format!("expected an absolute path or a glob of such, found {written:?}"));
        }
        let components = written.split('/').filter(|part| !part.is_empty() && *part != ".");
        if components.clone().any(|part| part == "..") {
            return Err(format!("expected a path without \"..\", found {written:?}"));
        }
        let plain = format!("/{}", components.collect::<Vec<_>>().join("/"));
        // Brackets have no meaning of their own.
        let escape = |character: char| match character {
            '[' => "[[]".to_owned(),
            ']' => "[]]".to_owned(),
            other => other.to_string(),
        };
        let is_glob = plain.contains(['*', '?']);
        let glob = is_glob.then(|| glob::Pattern::new(&plain.chars().map(escape).collect::<String>()));
        let glob = glob.transpose().map_err(|error| format!("{written:?} is no glob of paths: {error}"))?;
        Ok(Self { written: plain, glob, behind: None })
    }

    /// Whether it is that path, or a directory that it lies in.
    pub(super) fn covers(&self, path: &Path) -> bool {
        if self.behind.as_ref().is_some_and(|behind| behind.covers(path)) {
            return true;
        }
        let Some(glob) = &self.glob else { return path.starts_with(&self.written) };
        let options = glob::MatchOptions {
            case_sensitive: true,
            require_literal_separator: true,
            require_literal_leading_dot: false,
        };
        path.ancestors().any(|path| glob.matches_with(&path.to_string_lossy(), options))
    }

    /// The directories before the first that a glob leaves open: where to look for links.
    pub(super) fn head(&self) -> &Path {
        let open = self.written.find(['*', '?']).unwrap_or(self.written.len());
        let end = if open == self.written.len() { Some(open) } else { self.written[..open].rfind('/') };
        Path::new(end.filter(|end| *end > 0).map_or("/", |end| &self.written[..end]))
    }

    /// Whether it is no glob.
    pub(super) const fn is_literal(&self) -> bool {
        self.glob.is_none()
    }

    /// Notes where its first directories really are.
    pub(super) fn follow(&mut self, real: impl Fn(&Path) -> Option<PathBuf>) {
        let head = self.head();
        let Some(led) = real(head).filter(|led| led != head) else { return };
        let Some(led) = led.to_str().filter(|led| !led.contains(['*', '?'])) else { return };
        let rest = self.written.strip_prefix(head.to_str().unwrap_or_default()).unwrap_or_default();
        self.behind = Self::new(&format!("{led}/{rest}")).ok().map(Box::new);
    }
}

impl fmt::Display for PathPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written)
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
            ("/srv//a/./*/", "/srv/a/b"),
            ("/srv/[1]", "/srv/[1]/x"),
            ("/srv/[1]/*", "/srv/[1]/x"),
        ] {
            assert!(covers(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in
            [("/srv", "/srvx"), ("/srv/*/venv", "/srv/a/b/venv"), ("/srv/?", "/srv/ab"), ("/srv/a", "/srv")]
        {
            assert!(!covers(pattern, path), "{pattern} {path}");
        }
        assert!(!covers("/srv/[1]/*", "/srv/1/x"));
        for wrong in ["srv", "", "/srv/../etc", "/srv/a**", &format!("/{}", "a".repeat(LONGEST))] {
            assert!(PathPattern::new(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn links_are_followed_up_to_what_a_glob_leaves_open() {
        let real = |path: &Path| (path == Path::new("/link")).then(|| PathBuf::from("/real/place"));
        for (written, covered, other) in [
            ("/link", "/real/place/a", "/real/other"),
            ("/link/*/venv", "/real/place/a/venv/lib", "/real/place/a"),
            ("/link*", "/linked", "/real/place"),
        ] {
            let mut pattern = PathPattern::new(written).unwrap();
            pattern.follow(real);
            assert!(pattern.covers(Path::new(covered)) && !pattern.covers(Path::new(other)), "{written}");
        }
        assert_eq!(PathPattern::new("/a/b*/c").unwrap().head(), Path::new("/a"));
        assert_eq!(PathPattern::new("/*").unwrap().head(), Path::new("/"));
    }
}
