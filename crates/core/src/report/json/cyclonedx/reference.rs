//! Digests, and where distributions came from that did not come from an index.

use serde::Serialize;

use crate::inventory::Details;
use crate::metadata::direct_url::Origin;
use crate::report::bill::{Checksum, absolute_url, archive_checksums, checksums};

#[derive(Debug, Serialize)]
pub(super) struct Hash<'bill> {
    alg: &'static str,
    content: &'bill str,
}

#[derive(Debug, Serialize)]
pub(super) struct Reference<'bill> {
    #[serde(rename = "type")]
    kind: &'static str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hashes: Vec<Hash<'bill>>,
}

/// The digests of the archive that a distribution was installed from.
pub(super) fn hashes(details: &Details) -> Vec<Hash<'_>> {
    named(checksums(details))
}

/// The digests whose algorithm CycloneDX knows.
fn named(known: Vec<Checksum<'_>>) -> Vec<Hash<'_>> {
    known
        .into_iter()
        .filter_map(|known| Some(Hash { alg: known.cyclonedx?, content: known.digest }))
        .collect()
}

/// Where a distribution came from, with the digests of what lies there. An address that is no URL is in the properties only.
pub(super) fn references(origin: &Origin) -> Vec<Reference<'_>> {
    let (kind, said) = match origin {
        Origin::Archive { subdirectory, .. } => {
            ("distribution", vec![("subdirectory", subdirectory.as_deref())])
        }
        Origin::Vcs { vcs, requested_revision, commit, subdirectory, .. } => (
            "vcs",
            vec![
                ("system", Some(vcs.as_str())),
                ("commit", commit.as_deref()),
                ("requested", requested_revision.as_deref()),
                ("subdirectory", subdirectory.as_deref()),
            ],
        ),
        Origin::Directory { editable, subdirectory, .. } => (
            "source-distribution",
            vec![("editable", editable.then_some("true")), ("subdirectory", subdirectory.as_deref())],
        ),
    };
    let said: Vec<String> =
        said.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", value?))).collect();
    let comment = Some(said.join("; ")).filter(|comment| !comment.is_empty());
    let url = absolute_url(origin.url());
    let hashes = || named(archive_checksums(origin));
    url.into_iter().map(|url| Reference { kind, url, comment: comment.clone(), hashes: hashes() }).collect()
}
