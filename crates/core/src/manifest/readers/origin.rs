//! Sources as the tables of projects and lock files write them: `git`, `rev`, `url`, `path` and their kin.

use crate::manifest::{Input, Source};
use crate::metadata::credentials::mask_credentials;

/// What names of archives end with.
const ARCHIVES: [&str; 8] = [".whl", ".zip", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar", ".egg"];

/// The version control systems that have a key of their own.
const SYSTEMS: [&str; 4] = ["git", "hg", "svn", "bzr"];

/// A table's texts by their keys.
pub(super) type Texts<'table> = &'table dyn Fn(&str) -> Option<&'table str>;

/// The source that a table names, if it names one.
pub(super) fn of_table(texts: Texts<'_>, editable: Option<bool>, input: &Input<'_>) -> Option<Source> {
    let subdirectory = texts("subdirectory").filter(|directory| !directory.is_empty());
    for vcs in SYSTEMS {
        let Some(url) = texts(vcs) else { continue };
        let revision = ["rev", "tag", "branch", "ref", "reference"].into_iter().find_map(texts);
        return Some(repository(vcs, url, revision, texts("revision"), subdirectory));
    }
    if let Some(url) = texts("url") {
        return Some(archive(url, subdirectory));
    }
    let path = texts("path").or_else(|| texts("file"))?;
    Some(if path.contains("://") { archive(path, subdirectory) } else { local(path, editable, input) })
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

/// An archive, or whatever else a URL names.
pub(super) fn archive(url: &str, directory: Option<&str>) -> Source {
    let mut source = Source::of_url(url);
    if let (Source::Archive { subdirectory, .. } | Source::Vcs { subdirectory, .. }, Some(directory)) =
        (&mut source, directory)
    {
        *subdirectory = Some(directory.to_owned());
    }
    source
}

/// An archive or a source tree on this machine.
pub(super) fn local(path: &str, editable: Option<bool>, input: &Input<'_>) -> Source {
    let url = input.context.file_url(input.file, path).unwrap_or_else(|| path.to_owned());
    let url = mask_credentials(&url);
    let lower = path.to_ascii_lowercase();
    if ARCHIVES.iter().any(|ending| lower.ends_with(ending)) {
        return Source::Archive { url, subdirectory: None };
    }
    Source::Directory { url, editable }
}

/// An index.
pub(super) fn index(url: Option<&str>) -> Source {
    Source::Index { url: url.map(mask_credentials) }
}
