//! What lock files say of the archive that a distribution was installed from, and of local wheels.

use super::super::VerifyProgress;
use super::super::VerifyUncheckedCode;
use super::super::scene::Worker;
use super::wheels::WheelFile;
use crate::hex;
use crate::inventory::file::Disk;
use crate::inventory::{Distribution, InstalledVersion};
use crate::manifest::{Entry, Hash, Manifest, Role};
use crate::metadata::direct_url::Origin;
use crate::metadata::record::HashAlgorithm;

/// What lock files say.
pub(super) struct Verdict<'wheels> {
    /// The wheels that have a hash which a lock file names; all of them where no lock file was named.
    pub(super) trusted: Vec<&'wheels WheelFile>,
    /// The names of the others.
    pub(super) distrusted: Vec<String>,
    /// What is known of the archive that was installed.
    pub(super) archive: Archive,
}

/// What is known of the archive that a distribution was installed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Archive {
    /// It has a hash that a lock file names.
    Agrees,
    /// It has none of the hashes that lock files name.
    Differs,
    /// Which one it was is not recorded.
    Unrecorded,
    /// No lock file has the release.
    Unlisted,
    /// A lock file could not be read as a whole, which is said of it: it may have the release.
    Unknown,
}

/// Judges a distribution and the wheels of its release.
pub(super) fn judge<'wheels>(
    locks: &[Manifest],
    distribution: &Distribution,
    wheels: &'wheels [WheelFile],
    worker: &mut Worker,
) -> Verdict<'wheels> {
    if locks.is_empty() {
        let trusted = wheels.iter().collect();
        return Verdict { trusted, distrusted: Vec::new(), archive: Archive::Unlisted };
    }
    let mut verdict = judge_archive(locks, distribution);
    let hashes = hashes(locks, distribution);
    for wheel in wheels {
        match is_named(wheel, &hashes, worker) {
            Ok(true) => verdict.trusted.push(wheel),
            Ok(false) => {
                let name = wheel.path.file_name().unwrap_or_default();
                verdict.distrusted.push(name.to_string_lossy().into_owned());
            }
            Err(reason) => {
                worker.found.cannot(wheel.path.clone(), VerifyUncheckedCode::WheelUnreadable, reason);
            }
        }
    }
    verdict
}

/// Judges the archive alone.
pub(super) fn judge_archive<'wheels>(locks: &[Manifest], distribution: &Distribution) -> Verdict<'wheels> {
    let is_listed = entries(locks, distribution).next().is_some();
    let hashes = hashes(locks, distribution);
    let known = recorded(distribution);
    let same = |hash: &&Hash| known.contains(*hash);
    let is_comparable = |hash: &&Hash| known.iter().any(|known| known.algorithm == hash.algorithm);
    let archive = match () {
        () if !is_listed && locks.iter().any(|lock| !lock.problems.is_empty()) => Archive::Unknown,
        () if !is_listed => Archive::Unlisted,
        () if hashes.iter().any(same) => Archive::Agrees,
        () if hashes.iter().any(is_comparable) => Archive::Differs,
        () => Archive::Unrecorded,
    };
    Verdict { trusted: Vec::new(), distrusted: Vec::new(), archive }
}

/// The entries of lock files that are about a release.
fn entries<'locks>(
    locks: &'locks [Manifest],
    distribution: &'locks Distribution,
) -> impl Iterator<Item = &'locks Entry> {
    let version = distribution.version.as_ref();
    let admits = move |entry: &&Entry| {
        let parsed = version.and_then(InstalledVersion::parsed);
        entry.requirement.specifiers.admits(distribution.version_text(), parsed)
    };
    let is_about = |entry: &&Entry| {
        entry.pattern.is_none()
            && entry.role != Role::Denied
            && entry.requirement.name.normalized() == distribution.name.normalized()
    };
    locks.iter().flat_map(|lock| &lock.entries).filter(is_about).filter(admits)
}

fn hashes<'locks>(locks: &'locks [Manifest], distribution: &'locks Distribution) -> Vec<&'locks Hash> {
    entries(locks, distribution).flat_map(|entry| &entry.hashes).collect()
}

/// The hashes of the archive, as installers recorded them.
fn recorded(distribution: &Distribution) -> Vec<Hash> {
    let Some(details) = &distribution.details else { return Vec::new() };
    let hash = |algorithm: &str, digest: &str| Hash {
        algorithm: algorithm.to_ascii_lowercase().into(),
        digest: digest.to_ascii_lowercase().into(),
    };
    let mut found = Vec::new();
    if let Some(Origin::Archive { hashes, .. }) = &details.origin {
        found.extend(hashes.iter().map(|(algorithm, digest)| hash(algorithm, digest)));
    }
    if let Some(conda) = &details.conda {
        found.extend(conda.sha256.iter().map(|digest| hash("sha256", digest)));
        found.extend(conda.md5.iter().map(|digest| hash("md5", digest)));
    }
    found
}

/// Whether a wheel has one of the hashes. Hashes that can be forged do not count.
fn is_named(wheel: &WheelFile, hashes: &[&Hash], worker: &mut Worker) -> Result<bool, String> {
    let file = Disk::here().open_through_links(std::path::Path::new("/"), &wheel.path);
    let (file, _) = file.map_err(|error| error.to_string())?;
    let uncounted = VerifyProgress::default();
    for algorithm in [HashAlgorithm::Sha256, HashAlgorithm::Sha384, HashAlgorithm::Sha512] {
        if !hashes.iter().any(|hash| *hash.algorithm == *algorithm.as_str()) {
            continue;
        }
        let hashed = worker.hasher.hash(&file, &algorithm, &uncounted).map_err(|error| error.to_string())?;
        let digest = hex::encode(&hashed.digest);
        if hashes.iter().any(|hash| *hash.algorithm == *algorithm.as_str() && *hash.digest == *digest) {
            return Ok(true);
        }
    }
    Ok(false)
}
