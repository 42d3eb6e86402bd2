//! Packages: environments, what is installed, and what that embeds.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::NO_ASSERTION;
use super::license::expression;
use crate::inventory::EmbeddedComponent;
use crate::metadata::direct_url::Origin;
use crate::report::bill::fingerprint::Fingerprint;
use crate::report::bill::{
    self, Bill, Component, Holder, HolderKind, absolute_url, download_location, path_text, purl, written_purl,
};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Package<'bill> {
    #[serde(rename = "SPDXID")]
    id: String,
    name: Cow<'bill, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version_info: Option<Cow<'bill, str>>,
    download_location: Cow<'bill, str>,
    files_analyzed: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checksums: Vec<Checksum<'bill>>,
    license_concluded: &'static str,
    license_declared: String,
    copyright_text: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    external_refs: Vec<ExternalRef<'bill>>,
    primary_package_purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_info: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Checksum<'bill> {
    algorithm: &'static str,
    checksum_value: &'bill str,
}

#[derive(Debug, Serialize)]
struct ExternalRef<'bill> {
    #[serde(rename = "referenceCategory")]
    category: &'static str,
    #[serde(rename = "referenceType")]
    kind: &'static str,
    #[serde(rename = "referenceLocator")]
    locator: Cow<'bill, str>,
}

/// `SPDXRef-…` of something with an id.
pub(super) fn reference(id: &str) -> String {
    format!("SPDXRef-{id}")
}

/// What is embedded in several distributions is one package.
pub(super) fn embedded_id(found: &EmbeddedComponent) -> String {
    let mut print = Fingerprint::new();
    print.part(&found.name).optional(found.version.as_ref()).optional(found.purl.as_ref());
    reference(&format!("embedded-{}", print.name()))
}

/// All packages, each made when it is written: at once they take several times the memory of what they are of.
pub(super) struct Packages<'bill>(pub(super) &'bill Bill<'bill>);

impl Serialize for Packages<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bill = self.0;
        let all = bill.components.iter().flat_map(Component::embedded);
        let ids: BTreeMap<String, &EmbeddedComponent> =
            all.map(|found| (embedded_id(found), found)).collect();
        let holders = bill.holders.iter().map(holder);
        let packages = holders.chain(bill.components.iter().map(distribution));
        serializer.collect_seq(packages.chain(ids.into_iter().map(embedded)))
    }
}

fn embedded((id, found): (String, &EmbeddedComponent)) -> Package<'_> {
    Package {
        version_info: found.version.as_deref().map(Cow::Borrowed),
        external_refs: purl_ref(found.purl.as_deref().and_then(written_purl).map(Cow::Borrowed)),
        ..plain(id, found.name.as_str().into(), "LIBRARY")
    }
}

/// A package of which nothing is claimed.
fn plain<'bill>(id: String, name: Cow<'bill, str>, purpose: &'static str) -> Package<'bill> {
    Package {
        id,
        name,
        version_info: None,
        download_location: NO_ASSERTION.into(),
        files_analyzed: false,
        checksums: Vec::new(),
        license_concluded: NO_ASSERTION,
        license_declared: NO_ASSERTION.to_owned(),
        copyright_text: NO_ASSERTION,
        external_refs: Vec::new(),
        primary_package_purpose: purpose,
        source_info: None,
        comment: None,
    }
}

fn holder<'bill>(holder: &'bill Holder<'_>) -> Package<'bill> {
    let id = reference(&holder.id);
    match holder.kind {
        HolderKind::Environment(found) => {
            let platform =
                found.platform.as_ref().map(|platform| format!(", {platform}")).unwrap_or_default();
            let (kind, creator) = (found.kind.as_str(), found.creator.as_str());
            let (implementation, version) = (found.implementation.as_str(), &found.version);
            let comment =
                format!("environment: {kind}, made by {creator}, {implementation} {version}{platform}");
            Package {
                version_info: Some(version.to_string()).filter(|version| version != "?").map(Cow::Owned),
                comment: Some(comment),
                ..plain(id, path_text(&found.prefix), "APPLICATION")
            }
        }
        HolderKind::Site(site) => Package {
            comment: Some(format!("site that no environment sees: {}", site.kind.as_str())),
            ..plain(id, path_text(&site.path), "OTHER")
        },
    }
}

fn distribution<'bill>(found: &'bill Component<'_>) -> Package<'bill> {
    let details = found.details();
    let checksum =
        |known: bill::Checksum<'bill>| Checksum { algorithm: known.spdx, checksum_value: known.digest };
    let checksums = details.map(bill::checksums).unwrap_or_default();
    let version = found.distribution.version.as_ref().map(|version| version.as_written().into());
    let locations: Vec<Cow<'_, str>> = found.locations.iter().map(|path| path_text(path)).collect();
    Package {
        version_info: version,
        download_location: found.origin().and_then(location).map_or(NO_ASSERTION.into(), Cow::Owned),
        checksums: checksums.into_iter().map(checksum).collect(),
        license_declared: details.map_or_else(|| NO_ASSERTION.to_owned(), expression),
        external_refs: purl_ref(purl(found.distribution).map(Cow::Owned)),
        source_info: found.origin().map(|origin| format!("installed from {origin}")),
        comment: Some(format!("{} at\n{}", found.distribution.kind.as_str(), locations.join("\n"))),
        ..plain(reference(&found.id), found.distribution.name.as_written().into(), "LIBRARY")
    }
}

fn purl_ref(purl: Option<Cow<'_, str>>) -> Vec<ExternalRef<'_>> {
    let reference = |locator| ExternalRef { category: "PACKAGE-MANAGER", kind: "purl", locator };
    purl.into_iter().map(reference).collect()
}

/// Where a distribution came from, in the form of section 7.7. A directory of the machine is no place to download from.
fn location(origin: &Origin) -> Option<String> {
    match origin {
        Origin::Directory { .. } => None,
        Origin::Vcs { vcs, .. } if !["git", "hg", "svn", "bzr"].contains(&vcs.as_str()) => None,
        Origin::Archive { url, .. } if url.starts_with("file:") => None,
        origin => absolute_url(&download_location(origin)),
    }
}
