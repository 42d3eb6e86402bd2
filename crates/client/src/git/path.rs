//! Paths within a repository.

use super::GitError;
use crate::shown::shown;

/// A path from the repository's root without `.`, `..` and empty parts; empty for the root itself.
///
/// Fails where the path leads out of the repository, or is none: there is nothing to follow in git's objects, and so nothing
/// else to look at.
pub(super) fn normal(path: &str) -> Result<String, GitError> {
    let wrong = |reason| GitError::Path { path: shown(path), reason };
    if path.starts_with('/') {
        return Err(wrong("it begins at the root of a file system"));
    }
    if path.chars().any(char::is_control) {
        return Err(wrong("it has control characters in it"));
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or_else(|| wrong("it leads out of the repository"))?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_within_the_repository() {
        for (path, normalised) in [
            ("", ""),
            (".", ""),
            ("a/b", "a/b"),
            ("./a//b/", "a/b"),
            ("a/../b", "b"),
            ("a/..", ""),
            ("-x", "-x"),
        ] {
            assert_eq!(normal(path).as_deref(), Ok(normalised), "{path}");
        }
        for path in ["/a", "..", "a/../../b", "a\nb", "a\0"] {
            assert!(matches!(normal(path), Err(GitError::Path { .. })), "{path:?}");
        }
    }
}
