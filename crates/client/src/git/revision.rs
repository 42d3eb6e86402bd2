//! Names of branches and tags, and digits of commits.

/// The rules of `git check-ref-format`, which keep everything out that git takes for more than a name: options, ranges,
/// refspecs, patterns. There is no `@` in it, since the last one begins it. Digits of a commit are in lower case.
pub(super) fn check(revision: &str) -> Result<String, &'static str> {
    let is_wrong = revision.is_empty()
        || revision.starts_with(['-', '+', '/', '.'])
        || revision.ends_with(['/', '.'])
        || revision.contains([' ', '~', '^', ':', '?', '*', '[', '\\', '\u{7f}'])
        || revision.contains("..")
        || revision.contains("//")
        || revision.contains("/.")
        || revision.split('/').any(|part| part.strip_suffix(".lock").is_some());
    if is_wrong {
        return Err("its revision is no name of a branch or tag, and no commit");
    }
    Ok(if is_commit(revision) { revision.to_ascii_lowercase() } else { revision.to_owned() })
}

/// Whether a text is a whole SHA-1 or SHA-256.
pub(super) fn is_commit(revision: &str) -> bool {
    (revision.len() == 40 || revision.len() == 64) && revision.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_what_git_takes_for_more() {
        for revision in ["main", "v1.0", "feature/x-y", "refs/heads/main", "HEAD", "ä", "a.b", "{0}"] {
            assert_eq!(check(revision).as_deref(), Ok(revision));
        }
        for revision in [
            "--upload-pack=x",
            "-x",
            "",
            "+main",
            "^main",
            "main:x",
            ":x",
            "a..b",
            "main~1",
            "*",
            "x.lock",
            "x.lock/y",
            "/x",
            "x/",
            ".x",
            "a/.b",
            "a//b",
            "a\\b",
            "a?b",
            "[a",
            "a b",
            "a\u{7f}",
        ] {
            assert!(check(revision).is_err(), "{revision}");
        }
        let digits = "ABCDEF0123".repeat(4);
        assert_eq!(check(&digits), Ok(digits.to_ascii_lowercase()));
    }
}
