//! Sources as the tables of projects and lock files write them: `git`, `rev`, `url`, `path` and their kin.

use crate::manifest::source::is_archive;
use crate::manifest::{Hash, Input, Source};
use crate::metadata::credentials::mask_credentials;

/// The version control systems that have a key of their own.
const SYSTEMS: [&str; 4] = ["git", "hg", "svn", "bzr"];

/// The algorithms of the hashes that pip looks for in a URL's fragment.
const ALGORITHMS: [&str; 6] = ["sha512", "sha384", "sha256", "sha224", "sha1", "md5"];

/// Where a package comes from, and the hashes that stand beside that.
pub(super) type Origin = (Source, Vec<Hash>);

/// A table's texts by their keys.
pub(super) type Texts<'table> = &'table dyn Fn(&str) -> Option<&'table str>;

/// What a URL names, and the hash in its fragment.
pub(super) fn of_url(url: &str) -> Result<Origin, String> {
    Ok((Source::of_url(url), hash(url)?.into_iter().collect()))
}

/// The first hash in a fragment: pip looks at no other.
pub(super) fn hash(url: &str) -> Result<Option<Hash>, String> {
    let found = url.match_indices(['#', '&']).find_map(|(at, _)| {
        let part = url[at + 1..].split('&').next()?;
        let (algorithm, _) = part.split_once('=')?;
        ALGORITHMS.contains(&algorithm).then_some(part)
    });
    found
        .map(|part| Hash::read(part).ok_or("the hash behind # is no hexadecimal digest".to_owned()))
        .transpose()
}

/// The source that a table names, if it names one.
pub(super) fn of_table(
    texts: Texts<'_>,
    editable: Option<bool>,
    input: &Input<'_>,
) -> Result<Option<Origin>, String> {
    let subdirectory = texts("subdirectory").filter(|directory| !directory.is_empty());
    for vcs in SYSTEMS {
        let Some(url) = texts(vcs) else { continue };
        let revision = ["rev", "tag", "branch", "ref", "reference"].into_iter().find_map(texts);
        let source = repository(vcs, url, revision, texts("revision"), subdirectory);
        return Ok(Some((source, Vec::new())));
    }
    if let Some(url) = texts("url") {
        return archive(url, subdirectory).map(Some);
    }
    let Some(path) = texts("path").or_else(|| texts("file")) else { return Ok(None) };
    if path.contains("://") {
        return archive(path, subdirectory).map(Some);
    }
    Ok(Some((local(path, editable, input), Vec::new())))
}

/// A repository. A revision that is a whole commit is one.
pub(super) fn repository(
    vcs: &str,
    url: &str,
    revision: Option<&str>,
    commit: Option<&str>,
    subdirectory: Option<&str>,
) -> Source {
    let url = url.strip_prefix(vcs).and_then(|rest| rest.strip_prefix('+')).unwrap_or(url);
    let owned = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(mask_credentials);
    Source::Vcs {
        vcs: vcs.to_owned(),
        url: mask_credentials(url),
        revision: owned(revision),
        commit: owned(commit),
        subdirectory: owned(subdirectory),
    }
}

/// An archive, or whatever else a URL names, and the hash in its fragment.
pub(super) fn archive(url: &str, directory: Option<&str>) -> Result<Origin, String> {
    let (mut source, hashes) = of_url(url)?;
    if let (Source::Archive { subdirectory, .. } | Source::Vcs { subdirectory, .. }, Some(directory)) =
        (&mut source, directory)
    {
        *subdirectory = Some(directory.to_owned());
    }
    Ok((source, hashes))
}

/// An archive, by its name, or a source tree on this machine.
pub(super) fn local(path: &str, editable: Option<bool>, input: &Input<'_>) -> Source {
    let url = location(path, input);
    if is_archive(path) {
        Source::Archive { url, subdirectory: None }
    } else {
        Source::Directory { url, editable }
    }
}

/// A URL or, of a path, the `file:` URL that it has beside the input.
pub(super) fn location(written: &str, input: &Input<'_>) -> String {
    if is_url(written) {
        return mask_credentials(written);
    }
    // A path may be a mistaken URL, or hold one.
    let url = input.context.file_url(input.file, written);
    mask_credentials(url.as_deref().unwrap_or(written))
}

/// Whether a text is a URL and no path. A letter and a colon begin a path on Windows.
pub(super) fn is_url(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        scheme.len() > 1 && scheme.bytes().all(is_scheme) && rest.starts_with('/')
    })
}

/// An index.
pub(super) fn index(url: Option<&str>) -> Source {
    Source::Index { url: url.map(mask_credentials) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::{Context, OpenError, Opened};

    struct Beside;

    impl Context for Beside {
        fn open(&self, _: &str, _: &str) -> Result<Opened, OpenError> {
            Err(OpenError::Missing)
        }

        fn variable(&self, _: &str, _: &str) -> Option<String> {
            None
        }

        fn file_url(&self, _: &str, path: &str) -> Option<String> {
            Some(format!("file:///base/{path}"))
        }
    }

    #[test]
    fn a_path_that_holds_a_url_shows_no_password() {
        let input = Input { file: &"pixi.lock".into(), bytes: b"", context: &Beside };
        let found = location("./a=https://user:pw@h.example/x.conda", &input);
        assert_eq!(found, "file:///base/./a=https://****@h.example/x.conda");
    }
}
