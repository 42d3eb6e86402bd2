//! Digests of archives, with the names that the formats have for their algorithms.

use crate::inventory::Details;
use crate::metadata::direct_url::Origin;

/// An algorithm as `hashlib` calls it (PEP 610), the hexadecimal digits of its digests, and its names where it has one.
struct Algorithm {
    name: &'static str,
    digits: usize,
    cyclonedx: Option<&'static str>,
    spdx: &'static str,
}

const ALGORITHMS: [Algorithm; 10] = [
    Algorithm { name: "md5", digits: 32, cyclonedx: Some("MD5"), spdx: "MD5" },
    Algorithm { name: "sha1", digits: 40, cyclonedx: Some("SHA-1"), spdx: "SHA1" },
    Algorithm { name: "sha224", digits: 56, cyclonedx: None, spdx: "SHA224" },
    Algorithm { name: "sha256", digits: 64, cyclonedx: Some("SHA-256"), spdx: "SHA256" },
    Algorithm { name: "sha384", digits: 96, cyclonedx: Some("SHA-384"), spdx: "SHA384" },
    Algorithm { name: "sha512", digits: 128, cyclonedx: Some("SHA-512"), spdx: "SHA512" },
    Algorithm { name: "sha3_256", digits: 64, cyclonedx: Some("SHA3-256"), spdx: "SHA3-256" },
    Algorithm { name: "sha3_384", digits: 96, cyclonedx: Some("SHA3-384"), spdx: "SHA3-384" },
    Algorithm { name: "sha3_512", digits: 128, cyclonedx: Some("SHA3-512"), spdx: "SHA3-512" },
    Algorithm { name: "blake2b", digits: 128, cyclonedx: Some("BLAKE2b-512"), spdx: "BLAKE2b-512" },
];

/// A digest of the archive that a distribution was installed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Checksum<'inventory> {
    /// What CycloneDX calls the algorithm, if it knows it.
    pub(crate) cyclonedx: Option<&'static str>,
    /// What SPDX calls it.
    pub(crate) spdx: &'static str,
    /// The digest in hexadecimal.
    pub(crate) digest: &'inventory str,
}

/// The digests that are recorded of a distribution's archive, by conda or by an installer. What is no digest of its algorithm is left
/// out.
pub(crate) fn checksums(details: &Details) -> Vec<Checksum<'_>> {
    let conda = details.conda.as_ref();
    let conda = conda.map(|conda| [("md5", conda.md5.as_deref()), ("sha256", conda.sha256.as_deref())]);
    let conda = conda.into_iter().flatten().filter_map(|(name, digest)| Some((name, digest?)));
    let archive = details.origin.iter().flat_map(archive_digests);
    known(&conda.chain(archive).collect::<Vec<_>>())
}

/// Those that the installer recorded of the archive at the origin's address (PEP 610).
pub(crate) fn archive_checksums(origin: &Origin) -> Vec<Checksum<'_>> {
    known(&archive_digests(origin).collect::<Vec<_>>())
}

fn archive_digests(origin: &Origin) -> impl Iterator<Item = (&str, &str)> {
    let hashes = match origin {
        Origin::Archive { hashes, .. } => Some(hashes),
        _ => None,
    };
    hashes.into_iter().flatten().map(|(name, digest)| (name.as_str(), digest.as_str()))
}

/// What is a digest of an algorithm that is known; of each the first.
fn known<'inventory>(recorded: &[(&'inventory str, &'inventory str)]) -> Vec<Checksum<'inventory>> {
    let known = |algorithm: &Algorithm| {
        let (_, digest) = recorded.iter().find(|(name, digest)| {
            *name == algorithm.name
                && digest.len() == algorithm.digits
                && digest.bytes().all(|digit| digit.is_ascii_hexdigit())
        })?;
        Some(Checksum { cyclonedx: algorithm.cyclonedx, spdx: algorithm.spdx, digest })
    };
    ALGORITHMS.iter().filter_map(known).collect()
}
