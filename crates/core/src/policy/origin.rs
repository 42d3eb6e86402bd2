//! Whether a package came from where a bound says (PEP 610).

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use crate::inventory::{Distribution, DistributionKind};
use crate::manifest::{Entry, Hash, Source};
use crate::metadata::direct_url::Origin;
use crate::metadata::file_url;

use super::FindingCode;

/// Where a distribution came from; `None` is an index, as far as is known.
pub(super) fn origin_of(distribution: &Distribution) -> Option<Cow<'_, Origin>> {
    let recorded = distribution.details.as_ref().and_then(|details| details.origin.as_ref());
    recorded.map(Cow::Borrowed).or_else(|| {
        // `setup.py develop` records nothing else than where the source tree is.
        let tree =
            distribution.metadata_path.parent().filter(|_| distribution.kind == DistributionKind::EggLink)?;
        let url = file_url::of_path(tree);
        Some(Cow::Owned(Origin::Directory { url, editable: true, subdirectory: None }))
    })
}

/// What is wrong with where a distribution came from, if anything: the kind, and the reason in words.
pub(super) fn differs(entry: &Entry, origin: Option<&Origin>) -> Option<(FindingCode, String)> {
    if entry.note.any_origin {
        return None;
    }
    match (&entry.source, origin) {
        (Source::Index { .. }, None) => None,
        (Source::Index { .. }, Some(Origin::Archive { hashes, .. })) if !entry.hashes.is_empty() => {
            // Whatever way it came: it is the very archive.
            hash_differs(&entry.hashes, hashes, true)
        }
        (Source::Index { .. }, Some(origin)) => Some((
            FindingCode::OriginMismatch,
            format!("it was installed from {origin}, and the bound allows releases of an index only"),
        )),
        (source, None) => Some((
            FindingCode::OriginMismatch,
            format!(
                "nothing is recorded of where it came from, so from an index, and the bound asks for {source}"
            ),
        )),
        (
            Source::Archive { url, subdirectory },
            Some(Origin::Archive { url: from, hashes, subdirectory: within }),
        ) => {
            if !same_url(url, from) || subdirectory != within {
                return Some(elsewhere(&entry.source, from));
            }
            hash_differs(&entry.hashes, hashes, false)
        }
        (Source::Vcs { vcs, url, subdirectory, .. }, Some(origin @ Origin::Vcs { .. })) => {
            let Origin::Vcs { url: from, vcs: by, subdirectory: within, .. } = origin else { return None };
            if vcs != by || !same_repository(url, from) || subdirectory != within {
                return Some(elsewhere(&entry.source, &origin.to_string()));
            }
            revision_differs(&entry.source, origin)
        }
        // A tree that was copied instead of linked to came from the same place.
        (Source::Directory { url, .. }, Some(Origin::Directory { url: from, subdirectory, .. })) => {
            // A bound's path may lead to the project itself.
            let inner = subdirectory.as_ref().map(|inner| format!("{}/{inner}", from.trim_end_matches('/')));
            let is_same = same_directory(url, from) || inner.is_some_and(|inner| same_directory(url, &inner));
            (!is_same).then(|| elsewhere(&entry.source, from))
        }
        (source, Some(origin)) => Some(elsewhere(source, &origin.to_string())),
    }
}

/// Whether a package is an editable checkout of a repository, of which only the directory is recorded: what pip makes of
/// `-e git+…` in `src` of the environment.
pub(super) fn is_checkout(entry: &Entry, origin: Option<&Origin>, prefix: &Path) -> bool {
    let Some(Origin::Directory { url, editable: true, .. }) = origin else { return false };
    matches!(entry.source, Source::Vcs { .. })
        && file_url::path_of(url).is_some_and(|path| resolved(&path).starts_with(prefix.join("src")))
}

fn elsewhere(source: &Source, from: &str) -> (FindingCode, String) {
    (FindingCode::OriginMismatch, format!("it was installed from {from}, and the bound asks for {source}"))
}

/// Compares the hashes of the installed archive with the allowed ones, by the algorithms that both name.
fn hash_differs(
    allowed: &[Hash],
    installed: &std::collections::BTreeMap<String, String>,
    must_match: bool,
) -> Option<(FindingCode, String)> {
    let mut comparable = allowed.iter().filter(|hash| installed.contains_key(&*hash.algorithm)).peekable();
    if comparable.peek().is_none() {
        let reason = "the hash of the archive that was installed is not recorded, and the bound names hashes";
        return must_match.then(|| (FindingCode::OriginMismatch, reason.to_owned()));
    }
    let is_same = |hash: &Hash| installed.get(&*hash.algorithm).is_some_and(|digest| *digest == *hash.digest);
    if comparable.any(is_same) {
        return None;
    }
    let found: Vec<String> =
        installed.iter().map(|(algorithm, digest)| format!("{algorithm}:{digest}")).collect();
    let reason = format!(
        "the archive that was installed has the hash {}, which the bound does not name",
        found.join(", ")
    );
    Some((FindingCode::HashMismatch, reason))
}

fn revision_differs(source: &Source, origin: &Origin) -> Option<(FindingCode, String)> {
    let Source::Vcs { revision, commit, .. } = source else { return None };
    let Origin::Vcs { requested_revision, commit: installed, .. } = origin else { return None };
    let installed_text = installed.as_deref().unwrap_or("an unknown commit");
    let mismatch = |wanted: &str| {
        let asked =
            requested_revision.as_ref().map(|asked| format!(" (asked for as {asked})")).unwrap_or_default();
        let reason = format!("it was built from {installed_text}{asked}, and the bound asks for {wanted}");
        Some((FindingCode::RevisionMismatch, reason))
    };
    if let Some(commit) = commit {
        let same = installed.as_ref().is_some_and(|installed| installed.eq_ignore_ascii_case(commit));
        return if same { None } else { mismatch(commit) };
    }
    let revision = revision.as_ref()?;
    let is_commit = |text: &str| text.len() >= 7 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let by_commit = is_commit(revision)
        && installed.as_ref().is_some_and(|installed| {
            installed.to_ascii_lowercase().starts_with(&revision.to_ascii_lowercase())
        });
    // A branch or a tag: what was asked for is recorded, unless a commit was.
    if by_commit || requested_revision.as_ref() == Some(revision) { None } else { mismatch(revision) }
}

/// Whether two URLs lead to the same place: without credentials, fragments, the letter case of scheme and host, and default
/// ports.
fn same_url(left: &str, right: &str) -> bool {
    canonical(left) == canonical(right)
}

/// As [`same_url`], for repositories: `.git` and a slash at the end have no meaning.
fn same_repository(left: &str, right: &str) -> bool {
    let bare = |url: &str| {
        let url = canonical(url);
        let url = url.trim_end_matches('/');
        url.strip_suffix(".git").unwrap_or(url).trim_end_matches('/').to_owned()
    };
    bare(left) == bare(right)
}

fn same_directory(left: &str, right: &str) -> bool {
    // Where a bound has nothing to be relative to, a path stays one.
    let bare = |url: &str| resolved(&file_url::path_of(url).unwrap_or_else(|| PathBuf::from(url)));
    bare(left) == bare(right)
}

/// A path without `.` and `..`, which some tools leave in what they record.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let mut resolved = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(resolved.pop()),
            Component::CurDir => {}
            other => resolved.push(other),
        }
    }
    resolved
}

fn canonical(url: &str) -> String {
    let url = url.split('#').next().unwrap_or(url);
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let scheme = scheme.to_ascii_lowercase();
    if scheme == "file" {
        return file_url::path_of(url)
            .map_or_else(|| url.to_owned(), |path| format!("file://{}", resolved(&path).to_string_lossy()));
    }
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or(authority).to_ascii_lowercase();
    let port = match scheme.as_str() {
        "https" => ":443",
        "http" => ":80",
        "ssh" => ":22",
        _ => "",
    };
    let host = if port.is_empty() { host.as_str() } else { host.strip_suffix(port).unwrap_or(&host) };
    format!("{scheme}://{host}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_ports_and_case_are_no_difference() {
        assert!(same_url("https://u:p@Host.example:443/a/b.whl#sha256=1", "https://host.example/a/b.whl"));
        assert!(!same_url("https://host.example/a/b.whl", "https://host.example/A/b.whl"));
        assert!(!same_url("http://host.example/a", "https://host.example/a"));
        assert!(same_repository("https://h/o/r.git", "https://****@h/o/r/"));
        assert!(same_directory("file:///a%20b/", "file:///x/../a b"));
    }
}
