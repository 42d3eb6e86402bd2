//! The contents of a site as a server gets them.

use fetter_core::inventory::{CondaBuild, Details, Distribution, EmbeddedComponent, Inventory, Site};
use fetter_core::metadata::direct_url::Origin;
use fetter_protocol::{
    CondaRecord, Digest, DistributionRecord, EmbeddedRecord, MessageError, OriginRecord, SiteContents, clip,
    limits,
};

/// The canonical bytes of a site, their digest, and how many of its distributions they leave out.
///
/// They say nothing of where the site lies. Texts are cut to what a message may hold, the same on every machine.
pub fn contents(site: &Site) -> Result<(Digest, Vec<u8>, u64), MessageError> {
    let mut records: Vec<DistributionRecord> = site.distributions.iter().map(distribution).collect();
    records.sort();
    let all = records.len();
    let mut kept = all.min(limits::DISTRIBUTIONS);
    loop {
        records.truncate(kept);
        let left_out = u64::try_from(all - kept).unwrap_or(u64::MAX);
        match SiteContents::new(records.clone(), left_out).canonical() {
            Err(MessageError::TooLarge { .. }) if kept > 0 => kept /= 2,
            made => return made.map(|(digest, bytes)| (digest, bytes, left_out)),
        }
    }
}

/// The contents of the site of an inventory that has this digest.
#[must_use]
pub fn contents_of(inventory: &Inventory, wanted: &Digest) -> Option<Vec<u8>> {
    let mut made = inventory.sites.iter().filter_map(|site| contents(site).ok());
    made.find(|(digest, ..)| digest == wanted).map(|(_, bytes, _)| bytes)
}

fn distribution(found: &Distribution) -> DistributionRecord {
    let record = DistributionRecord {
        name: word(found.name.as_written()),
        version: found.version.as_ref().map(|version| word(version.as_written())),
        kind: found.kind.as_str().to_owned(),
        identity: found.identity.as_str().to_owned(),
        ..DistributionRecord::default()
    };
    match &found.details {
        Some(details) => with_details(record, details),
        None => record,
    }
}

fn with_details(record: DistributionRecord, details: &Details) -> DistributionRecord {
    let license = details.license_expression.as_ref().or(details.license.as_ref());
    DistributionRecord {
        origin: details.origin.as_ref().map(origin),
        installer: details.installer.as_deref().map(word),
        requested: details.requested,
        requires_python: details.requires_python.as_deref().map(text),
        requires: details.requires.iter().take(limits::PARTS).map(|line| text(line)).collect(),
        license: license.map(|license| text(license)),
        conda: details.conda.as_ref().map(conda),
        embedded: details.embedded.iter().take(limits::PARTS).map(embedded).collect(),
        ..record
    }
}

fn origin(origin: &Origin) -> OriginRecord {
    match origin {
        Origin::Archive { url, hashes, .. } => OriginRecord::Archive {
            url: text(url),
            hashes: hashes.iter().take(32).map(|(name, hash)| (word(name), word(hash))).collect(),
        },
        Origin::Vcs { url, vcs, commit, .. } => {
            OriginRecord::Vcs { url: text(url), vcs: word(vcs), commit: commit.as_deref().map(word) }
        }
        Origin::Directory { url, editable, .. } => {
            OriginRecord::Directory { url: text(url), editable: *editable }
        }
    }
}

fn conda(build: &CondaBuild) -> CondaRecord {
    CondaRecord { name: word(&build.name), build: word(&build.build), channel: text(&build.channel) }
}

fn embedded(component: &EmbeddedComponent) -> EmbeddedRecord {
    EmbeddedRecord {
        name: text(&component.name),
        version: component.version.as_deref().map(text),
        purl: component.purl.as_deref().map(text),
    }
}

fn word(word: &str) -> String {
    clip(word, limits::NAME_BYTES)
}

fn text(text: &str) -> String {
    clip(text, limits::TEXT_BYTES)
}
