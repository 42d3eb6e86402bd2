//! Whether a package came from where a bound says (PEP 610).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

use crate::inventory::{Distribution, DistributionKind};
use crate::manifest::{Entry, Hash, Source};
use crate::metadata::credentials;
use crate::metadata::direct_url::Origin;
use crate::metadata::file_url;

use super::claims::Mismatch;
use super::{FindingCode, UncheckedCode};

/// Where a distribution came from; `None` is an index, as far as is known.
pub(crate) fn origin_of(distribution: &Distribution) -> Option<Cow<'_, Origin>> {
    let details = distribution.details.as_ref();
    if details.is_some_and(|details| details.conda.is_some()) {
        // What conda installed came from its channel; where conda's builders had the source is no matter.
        return None;
    }
    let recorded = details.and_then(|details| details.origin.as_ref());
    recorded.map(Cow::Borrowed).or_else(|| {
        // `setup.py develop` records nothing else than where the source tree is.
        let tree =
            distribution.metadata_path.parent().filter(|_| distribution.kind == DistributionKind::EggLink)?;
        let url = file_url::of_path(tree);
        Some(Cow::Owned(Origin::Directory { url, editable: true, subdirectory: None }))
    })
}

/// What is wrong with where a distribution came from, if anything, in words.
pub(super) fn differs(entry: &Entry, origin: Option<&Origin>) -> Option<Mismatch> {
    if entry.note.any_origin {
        return None;
    }
    match (&entry.source, origin) {
        (Source::Index { .. }, None) => None,
        (Source::Index { .. }, Some(origin)) => differs_from_index(entry, origin),
        (source, None) => Some(mismatch(format!(
            "nothing is recorded of where it came from, so from an index, and the bound asks for {source}"
        ))),
        (
            Source::Archive { url, subdirectory },
            Some(origin @ Origin::Archive { url: from, hashes, subdirectory: within }),
        ) => {
            let is_same = same_url(url, from) && same_subdirectory(subdirectory.as_ref(), within.as_ref());
            if !is_same {
                return Some(elsewhere(&entry.source, origin));
            }
            // Some installers record no hash of an archive; of one by its URL, that is not more than of one from an index.
            let is_comparable = !entry.hashes.is_empty() && !hashes.is_empty();
            let hash = if is_comparable { hash_differs(&entry.hashes, hashes) } else { None };
            // The very archive is the same, whatever was masked in its URL.
            let is_known = is_comparable && hash.is_none();
            hash.or_else(|| (!is_known).then(|| secret_in(url)).flatten())
        }
        (Source::Vcs { vcs, url, subdirectory, .. }, Some(origin @ Origin::Vcs { .. })) => {
            let Origin::Vcs { url: from, vcs: by, subdirectory: within, .. } = origin else { return None };
            let is_same = vcs == by
                && same_repository(url, from)
                && same_subdirectory(subdirectory.as_ref(), within.as_ref());
            if !is_same {
                return Some(elsewhere(&entry.source, origin));
            }
            // What a commit's hash says is not otherwise elsewhere.
            let is_pinned = is_pinned(&entry.source);
            revision_differs(&entry.source, origin).or_else(|| (!is_pinned).then(|| secret_in(url)).flatten())
        }
        // A tree that was copied instead of linked to came from the same place.
        (Source::Directory { url, .. }, Some(origin @ Origin::Directory { url: from, subdirectory, .. })) => {
            // A bound's path leads to the project itself.
            let project = match subdirectory {
                Some(inner) => Cow::Owned(format!("{}/{inner}", from.trim_end_matches('/'))),
                None => Cow::Borrowed(from.as_str()),
            };
            (!same_directory(url, &project)).then(|| elsewhere(&entry.source, origin))
        }
        (source, Some(origin)) => Some(elsewhere(source, origin)),
    }
}

/// What is wrong with a package that the bound has from an index, and that came from elsewhere.
fn differs_from_index(entry: &Entry, origin: &Origin) -> Option<Mismatch> {
    match origin {
        // Whatever way it came: it is the very archive.
        Origin::Archive { hashes, .. } if !entry.hashes.is_empty() => {
            match hash_differs(&entry.hashes, hashes) {
                Some(Mismatch::Unknown(_, why)) => Some(mismatch(why)),
                known => known,
            }
        }
        _ => Some(mismatch(format!(
            "it was installed from {origin}, and the bound allows releases of an index only"
        ))),
    }
}

/// Whether a package is an editable checkout of a repository, of which only the directory is recorded: what pip makes of
/// `-e git+…` in `src` of the environment.
pub(super) fn is_checkout(entry: &Entry, origin: Option<&Origin>, prefix: &Path) -> bool {
    let Some(Origin::Directory { url, editable: true, .. }) = origin else { return false };
    matches!(entry.source, Source::Vcs { .. })
        && file_url::path_of(url).is_some_and(|path| resolved(&path).starts_with(prefix.join("src")))
}

fn mismatch(reason: String) -> Mismatch {
    Mismatch::Differs(FindingCode::OriginMismatch, reason)
}

fn elsewhere(source: &Source, from: &Origin) -> Mismatch {
    mismatch(format!("it was installed from {from}, and the bound asks for {source}"))
}

/// Of a URL that agrees as far as it is kept, whether something in it was masked that need not agree. Who may log in, and to which
/// user's name, is no matter.
fn secret_in(url: &str) -> Option<Mismatch> {
    let why = "whether it came from the very URL could not be told, because it holds what looks like a secret, which is not kept; \
               a hash in the bound would tell";
    let is_masked = url.split_once('?').is_some_and(|(_, query)| query.contains(credentials::MASK));
    is_masked.then(|| Mismatch::Unknown(UncheckedCode::OriginUncertain, why.to_owned()))
}

/// Compares the hashes of the installed archive with the allowed ones, by the algorithms that both name.
fn hash_differs(allowed: &[Hash], installed: &BTreeMap<String, String>) -> Option<Mismatch> {
    let mut comparable = allowed.iter().filter(|hash| installed.contains_key(&*hash.algorithm)).peekable();
    if comparable.peek().is_none() {
        let algorithms: Vec<&str> = installed.keys().map(String::as_str).collect();
        let recorded = match algorithms.as_slice() {
            [] => "the hash of the archive that was installed is not recorded".to_owned(),
            some => format!("of the archive that was installed only the {} is recorded", some.join(", ")),
        };
        let why = format!("{recorded}, and the bound names hashes: look at the archive itself");
        return Some(Mismatch::Unknown(UncheckedCode::HashUnrecorded, why));
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
    Some(Mismatch::Differs(FindingCode::HashMismatch, reason))
}

/// How many digits the hash of a commit has in git: SHA-1 and SHA-256.
const COMMIT_DIGITS: [usize; 2] = [40, 64];

/// Whether a repository is asked for at one commit.
fn is_pinned(source: &Source) -> bool {
    let is_commit = |text: &String| {
        COMMIT_DIGITS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    matches!(source, Source::Vcs { revision, commit, .. } if commit.is_some() || revision.as_ref().is_some_and(is_commit))
}

fn revision_differs(source: &Source, origin: &Origin) -> Option<Mismatch> {
    let Source::Vcs { revision, commit, .. } = source else { return None };
    let Origin::Vcs { requested_revision, commit: installed, .. } = origin else { return None };
    let installed_text = installed.as_deref().unwrap_or("an unknown commit");
    let mismatch = |wanted: &str| {
        let asked =
            requested_revision.as_ref().map(|asked| format!(" (asked for as {asked})")).unwrap_or_default();
        let reason = format!("it was built from {installed_text}{asked}, and the bound asks for {wanted}");
        Some(Mismatch::Differs(FindingCode::RevisionMismatch, reason))
    };
    let is_commit = |text: &str| installed.as_ref().is_some_and(|commit| commit.eq_ignore_ascii_case(text));
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let Some(wanted) = commit.as_ref().or(revision.as_ref()) else {
        // Which branch a commit is on is not recorded, and the default branch is what no name was given of.
        let asked = requested_revision.as_deref().filter(|asked| *asked != "HEAD" && !is_commit(asked));
        return asked.and_then(|_| mismatch("the default branch"));
    };
    // What was asked for by a name of that form may be a tag that somebody made.
    let begins = |commit: &String| commit.to_ascii_lowercase().starts_with(&wanted.to_ascii_lowercase());
    let is_begun = wanted.len() >= 7 && is_hex(wanted) && installed.as_ref().is_some_and(begins);
    // A branch or a tag: what was asked for is recorded, unless a commit was.
    let is_asked = || is_begun || requested_revision.as_ref() == Some(wanted);
    if is_commit(wanted) || (!is_pinned(source) && is_asked()) { None } else { mismatch(wanted) }
}

fn same_subdirectory(left: Option<&String>, right: Option<&String>) -> bool {
    let bare = |directory: Option<&String>| directory.map(|directory| resolved(Path::new(directory)));
    bare(left) == bare(right)
}

/// Whether two URLs lead to the same place: without credentials, fragments, the letter case of scheme and host, default ports, and
/// the ways to write one character (RFC 3986 §6.2.2).
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

/// A URL in the one spelling that others are compared in: without user, fragment, default port, and the ways to write one character.
/// Of `file:` URLs of this machine the path is encoded again.
pub(crate) fn comparable(url: &str) -> String {
    let canonical = canonical(url);
    let is_file = url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file://"));
    let path = is_file.then(|| file_url::path_of(&format!("file://{}", &url[7..]))).flatten();
    path.map_or(canonical, |path| file_url::of_path(&resolved(&path)))
}

/// Whether a URL may lead elsewhere than it begins: whoever goes up again leaves it, and what a backslash means depends on who reads
/// it.
pub(crate) fn climbs(url: &str) -> bool {
    url.contains('\\') || plain(url).contains("/..")
}

fn canonical(url: &str) -> String {
    let url = url.split('#').next().unwrap_or(url);
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let scheme = scheme.to_ascii_lowercase();
    if scheme == "file" {
        return file_url::path_of(&format!("file://{rest}"))
            .map_or_else(|| url.to_owned(), |path| format!("file://{}", resolved(&path).to_string_lossy()));
    }
    // Programs do not agree where the host ends before a backslash.
    if rest.contains('\\') {
        return url.to_owned();
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
    format!("{scheme}://{host}{}", plain(path.strip_suffix('?').unwrap_or(path)))
}

/// A path and query with every character written in one way: percent-encoded where it must be, in upper case. A `+` is encoded by
/// some tools in the names of archives.
fn plain(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        plain.push_str(&rest[..at]);
        let code = rest.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~+".contains(&byte) => {
                plain.push(char::from(byte));
            }
            // Writing to a string does not fail.
            Some(byte) => drop(write!(plain, "%{byte:02X}")),
            None => plain.push('%'),
        }
        rest = &rest[at + if code.is_some() { 3 } else { 1 }..];
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_ports_and_case_are_no_difference() {
        assert!(same_url("https://u:p@Host.example:443/a/b.whl#sha256=1", "https://host.example/a/b.whl"));
        assert!(!same_url("https://host.example/a/b.whl", "https://host.example/A/b.whl"));
        assert!(!same_url("http://host.example/a", "https://host.example/a"));
        assert!(same_url("https://h/c-1.0%2Bcpu.whl?", "HTTPS://h/c%2d1.0+cpu.whl"));
        assert!(!same_url("https://h/a%2Fb.whl", "https://h/a/b.whl"));
        assert!(same_url("https://h/a%2fb.whl", "https://h/a%2Fb.whl"));
        assert!(!same_url("https://evil.example\\@h/p.zip", "https://h/p.zip"));
        assert!(same_repository("https://h/o/r.git", "https://****@h/o/r/"));
        assert!(same_directory("file:///a%20b/", "file:///x/../a b"));
    }

    #[test]
    fn one_spelling_is_compared() {
        for (url, spelled) in [
            ("ssh://git@GIT.example:22/acme/x.git", "ssh://git.example/acme/x.git"),
            ("HTTPS://h.example:443/%61%2fb#c", "https://h.example/a%2Fb"),
            ("file://localhost/srv/%23a/./b/", "file:///srv/%23a/b"),
            ("FILE:///srv/a", "file:///srv/a"),
            ("file://other/srv", "file://other/srv"),
        ] {
            assert_eq!(comparable(url), spelled);
        }
        assert!(climbs("https://h/a/%2e%2e/b") && climbs("https://h/a\\b") && !climbs("https://h/a..b"));
    }
}
