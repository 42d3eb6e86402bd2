//! What the lock files of several tools have in common: a package at one version, from one place.

use super::toml_document::Node;
use crate::manifest::{
    Ecosystem, Entry, Hash, Manifest, ManifestProblem, ManifestProblemCode, Place, Source,
};
use crate::metadata::credentials::{mask_channel, mask_credentials};
use crate::requirement::{PackageName, Requirement, Specifiers, Version};
use crate::timestamp::Timestamp;

/// Notes that an entry could not be understood.
pub(super) fn entry_invalid(manifest: &mut Manifest, place: Place, message: impl Into<String>) {
    manifest.problems.push(ManifestProblem::new(place, ManifestProblemCode::EntryInvalid, message));
}

/// Notes that the file is of a version of its format that is not known.
pub(super) fn version_unknown(manifest: &mut Manifest, place: Place, known: &str, found: &str) {
    let message =
        format!("expected version {known} of the format and found {found}; a newer fetter may know it");
    manifest.problems.push(ManifestProblem::new(place, ManifestProblemCode::VersionUnknown, message));
}

/// The name of a Python package; else what was expected.
pub(super) fn python_name(text: &str) -> Result<PackageName, String> {
    let name = PackageName::new(text);
    if name.is_valid() {
        Ok(name)
    } else {
        Err(format!("expected the name of a package, found {:?}", mask_credentials(text)))
    }
}

/// The name of a conda package, which may begin with `_`; else what was expected.
pub(super) fn conda_name(text: &str) -> Result<PackageName, String> {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if text.bytes().any(|byte| byte.is_ascii_alphanumeric()) && text.bytes().all(is_inner) {
        Ok(PackageName::new(text))
    } else {
        Err(format!("expected the name of a conda package, found {:?}", mask_credentials(text)))
    }
}

/// A Python package at this very version; of any where a lock file gives none.
pub(super) fn python_requirement(name: &str, version: Option<&str>) -> Result<Requirement, String> {
    let mut requirement = Requirement::any(python_name(name)?);
    if let Some(version) = version {
        requirement.specifiers = pinned(version)?;
    }
    Ok(requirement)
}

/// The version that a lock file settled on, also where PEP 440 knows no such version.
pub(super) fn pinned(version: &str) -> Result<Specifiers, String> {
    exactly(if version.parse::<Version>().is_ok() { "==" } else { "===" }, version)
}

/// Takes an entry for what a lock file settled on: of a repository one commit, of an index or a URL that very release. What is
/// built from a repository or from what lies on this machine may get a local label that the lock file has not.
pub(super) fn settle(entry: &mut Entry, manifest: &mut Manifest) {
    let is_commit =
        |text: &String| matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match &mut entry.source {
        Source::Vcs { url, revision, commit, .. } if commit.is_none() => {
            *commit = revision.clone().filter(is_commit);
            if commit.is_none() {
                let message = format!(
                    "expected the commit of the repository {url} that {} was locked at, without which any would do; lock again",
                    entry.requirement.name
                );
                entry_invalid(manifest, entry.place.clone(), message);
            }
        }
        Source::Vcs { .. } | Source::Directory { .. } => {}
        Source::Archive { url, .. } if url.starts_with("file:") || !url.contains("://") => {}
        Source::Archive { .. } | Source::Index { .. } => {
            entry.requirement.specifiers = std::mem::take(&mut entry.requirement.specifiers).of_release();
        }
    }
}

/// A conda package at this very version, compared as text.
pub(super) fn conda_requirement(name: &str, version: &str) -> Result<Requirement, String> {
    let mut requirement = Requirement::any(conda_name(name)?);
    requirement.specifiers = exactly("===", version)?;
    Ok(requirement)
}

/// `==` or `===` and a version, which must not hold what would end it.
pub(super) fn exactly(operator: &str, version: &str) -> Result<Specifiers, String> {
    let invalid = || format!("expected a version, found {version:?}");
    let is_version =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'!');
    if version.is_empty() || !version.bytes().all(is_version) {
        return Err(invalid());
    }
    format!("{operator}{version}").parse().map_err(|_| invalid())
}

/// An entry of conda's, which is always wanted.
pub(super) fn conda_entry(requirement: Requirement, place: Place) -> Entry {
    Entry { ecosystem: Ecosystem::Conda, ..Entry::wanted(requirement, place) }
}

/// The channel that a conda package's URL lies in: what is before `SUBDIR/FILE`.
pub(super) fn conda_source(url: &str) -> Source {
    let channel = url.rsplitn(3, '/').nth(2).filter(|channel| !channel.is_empty());
    Source::Index { url: channel.map(mask_channel) }
}

/// A git repository as uv and pixi write it: `https://host/x?rev=v1&subdirectory=a#COMMIT`.
pub(super) fn git(written: &str) -> Source {
    let (before, commit) = written.split_once('#').map_or((written, None), |(url, at)| (url, Some(at)));
    let (address, query) = before.split_once('?').unwrap_or((before, ""));
    let (mut revision, mut subdirectory, mut rest) = (None, None, Vec::new());
    for part in query.split('&').filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some(("rev" | "tag" | "branch", value)) => revision = Some(decoded(value)),
            Some(("subdirectory", value)) => subdirectory = Some(decoded(value)),
            Some(("lfs", _)) => {}
            _ => rest.push(part),
        }
    }
    let address = address.strip_prefix("git+").unwrap_or(address);
    let url = if rest.is_empty() { address.to_owned() } else { format!("{address}?{}", rest.join("&")) };
    let masked = |text: String| mask_credentials(&text);
    Source::Vcs {
        vcs: "git".to_owned(),
        url: masked(url),
        revision: revision.map(masked),
        commit: commit.filter(|commit| !commit.is_empty()).map(str::to_ascii_lowercase),
        subdirectory: subdirectory.filter(|directory| !directory.is_empty()),
    }
}

/// Undoes percent-encoding; what is then no UTF-8 stays as it is.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let code = rest.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(b'%'));
        rest = &rest[at + if code.is_some() { 3 } else { 1 }..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Takes a hash into an entry; else notes what was expected.
pub(super) fn add_hash(entry: &mut Entry, algorithm: &str, digest: &str, manifest: &mut Manifest) {
    match Hash::read(&format!("{algorithm}:{digest}")) {
        Some(hash) => entry.hashes.push(hash),
        None => entry_invalid(
            manifest,
            entry.place.clone(),
            format!("expected the hexadecimal digits of a hash, found {algorithm}:{digest}"),
        ),
    }
}

/// When the last of some archives was uploaded (`upload-time`); `None` where it is not said of every one: an archive that was added
/// later may be the one that is installed.
pub(super) fn last_upload<'document>(
    mut archives: impl Iterator<Item = Node<'document>>,
) -> Option<Timestamp> {
    let uploaded = |archive: Node<'document>| archive.get("upload-time").and_then(Node::moment);
    let first = uploaded(archives.next()?)?;
    archives.try_fold(first, |last, archive| Some(last.max(uploaded(archive)?)))
}

/// The marker of a platform as conda and pixi call it.
pub(super) fn platform_marker(platform: &str) -> Option<&'static str> {
    Some(match platform {
        "linux-64" => "sys_platform == 'linux' and platform_machine == 'x86_64'",
        "linux-32" => "sys_platform == 'linux' and platform_machine == 'i686'",
        "linux-aarch64" => "sys_platform == 'linux' and platform_machine == 'aarch64'",
        "linux-armv6l" => "sys_platform == 'linux' and platform_machine == 'armv6l'",
        "linux-armv7l" => "sys_platform == 'linux' and platform_machine == 'armv7l'",
        "linux-ppc64" => "sys_platform == 'linux' and platform_machine == 'ppc64'",
        "linux-ppc64le" => "sys_platform == 'linux' and platform_machine == 'ppc64le'",
        "linux-s390x" => "sys_platform == 'linux' and platform_machine == 's390x'",
        "linux-riscv32" => "sys_platform == 'linux' and platform_machine == 'riscv32'",
        "linux-riscv64" => "sys_platform == 'linux' and platform_machine == 'riscv64'",
        "osx-64" => "sys_platform == 'darwin' and platform_machine == 'x86_64'",
        "osx-arm64" => "sys_platform == 'darwin' and platform_machine == 'arm64'",
        "win-32" => "sys_platform == 'win32' and platform_machine == 'x86'",
        "win-64" => "sys_platform == 'win32' and platform_machine == 'AMD64'",
        "win-arm64" => "sys_platform == 'win32' and platform_machine == 'ARM64'",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requirement::Marker;

    #[test]
    fn git_urls_say_what_was_asked_for_and_what_was_settled_on() {
        let vcs = |url: &str, revision: Option<&str>, commit: Option<&str>, subdirectory: Option<&str>| {
            Source::Vcs {
                vcs: "git".into(),
                url: url.into(),
                revision: revision.map(Into::into),
                commit: commit.map(Into::into),
                subdirectory: subdirectory.map(Into::into),
            }
        };
        for (written, source) in [
            ("https://h/o/r?rev=v1#AB12", vcs("https://h/o/r", Some("v1"), Some("ab12"), None)),
            ("git+https://h/o/r.git#0f", vcs("https://h/o/r.git", None, Some("0f"), None)),
            (
                "https://u:p@h/r?subdirectory=a%2Fb&branch=x%2fy&lfs=true#0f",
                vcs("https://****@h/r", Some("x/y"), Some("0f"), Some("a/b")),
            ),
            ("https://h/r?token=abc&tag=1", vcs("https://h/r?token=****", Some("1"), None, None)),
            ("ssh://git@h/r", vcs("ssh://git@h/r", None, None, None)),
        ] {
            assert_eq!(git(written), source, "{written}");
        }
    }

    #[test]
    fn versions_cannot_say_more_than_one_version() {
        assert_eq!(python_requirement("a", Some("1.0+cu118")).unwrap().to_string(), "a==1.0+cu118");
        assert_eq!(python_requirement("a", Some("2024-x")).unwrap().to_string(), "a===2024-x");
        assert_eq!(conda_requirement("_a", "9e").unwrap().to_string(), "_a===9e");
        for version in ["", "1,>=0", "1 ", "1.*", "1;x", "1)", ">1"] {
            assert!(python_requirement("a", Some(version)).is_err(), "{version}");
            assert!(conda_requirement("a", version).is_err(), "{version}");
        }
        assert!(python_name("_a").is_err());
        assert!(conda_name("__").is_err());
    }

    #[test]
    fn every_platform_has_a_marker_that_can_be_read() {
        for platform in
            ["linux-64", "linux-aarch64", "osx-64", "osx-arm64", "win-64", "win-arm64", "linux-ppc64le"]
        {
            platform_marker(platform).unwrap().parse::<Marker>().unwrap();
        }
        assert_eq!(platform_marker("noarch"), None);
    }

    #[test]
    fn channels_are_what_is_before_the_file_and_its_directory() {
        let channel = |url: &str| Source::Index { url: Some(url.into()) };
        assert_eq!(conda_source("https://h/t/secret/c/linux-64/a-1-0.conda"), channel("https://h/t/****/c"));
        assert_eq!(conda_source("a-1-0.conda"), Source::Index { url: None });
    }
}
