//! The contents of a site as a server gets them.

use std::collections::BTreeMap;

use fetter_core::inventory::discover::DetailedSite;
use fetter_core::inventory::{CondaBuild, Details, Distribution, EmbeddedComponent, Inventory, Site};
use fetter_core::metadata::direct_url::Origin;
use fetter_protocol::{
    CondaRecord, Digest, DistributionRecord, EmbeddedRecord, MessageError, OriginRecord, SiteContents, clip,
    limits,
};

/// The canonical bytes of a site, their digest, and how many of its distributions they leave out.
pub type Made = Result<(Digest, Vec<u8>, u64), MessageError>;

/// The contents of a site as it is known, of which nobody says that all details were read.
///
/// They say nothing of where the site lies. Texts are cut to what a message may hold, the same on every machine.
pub fn contents(site: &Site) -> Made {
    made(&site.distributions, |_| false)
}

/// The contents of a site that was read with details. What is too long for a message is cut, and is not said to be all.
pub fn detailed_contents(found: &DetailedSite) -> Made {
    made(&found.site.distributions, |one| !found.unread.contains(&one.metadata_path))
}

/// The contents of the site of an inventory that has this digest.
#[must_use]
pub fn contents_of(inventory: &Inventory, wanted: &Digest) -> Option<Vec<u8>> {
    let mut made = inventory.sites.iter().filter_map(|site| contents(site).ok());
    made.find(|(digest, ..)| digest == wanted).map(|(_, bytes, _)| bytes)
}

fn made(distributions: &[Distribution], is_read: impl Fn(&Distribution) -> bool) -> Made {
    let records = distributions.iter().map(|found| distribution(found, is_read(found))).collect();
    let mut contents = SiteContents::new(records, 0);
    let all = contents.distributions.len();
    let mut kept = all.min(limits::DISTRIBUTIONS);
    let mut is_bare = false;
    loop {
        contents.distributions.truncate(kept);
        contents.left_out = u64::try_from(all - kept).unwrap_or(u64::MAX);
        match contents.canonical() {
            // What there is comes before what is to be known of it.
            Err(MessageError::TooLarge { .. }) if !is_bare => {
                is_bare = true;
                let records = contents.distributions.into_iter().map(bare).collect();
                contents = SiteContents::new(records, 0);
            }
            Err(MessageError::TooLarge { .. }) if kept > 0 => kept /= 2,
            made => return made.map(|(digest, bytes)| (digest, bytes, contents.left_out)),
        }
    }
}

/// What identifies a distribution, and where it is from.
fn bare(record: DistributionRecord) -> DistributionRecord {
    let DistributionRecord { name, version, kind, identity, origin, .. } = record;
    DistributionRecord { name, version, kind, identity, origin, ..DistributionRecord::default() }
}

fn distribution(found: &Distribution, is_read: bool) -> DistributionRecord {
    let record = DistributionRecord {
        name: clip(found.name.as_written(), limits::NAME_BYTES),
        version: found.version.as_ref().map(|version| clip(version.as_written(), limits::NAME_BYTES)),
        kind: found.kind.as_str().to_owned(),
        identity: found.identity.as_str().to_owned(),
        ..DistributionRecord::default()
    };
    let Some(details) = &found.details else { return record };
    let mut cut = Cut::default();
    let record = cut.with_details(record, details);
    DistributionRecord { details: is_read && !cut.0, ..record }
}

/// Whether something was cut.
#[derive(Debug, Default)]
struct Cut(bool);

impl Cut {
    fn with_details(&mut self, record: DistributionRecord, details: &Details) -> DistributionRecord {
        DistributionRecord {
            origin: details.origin.as_ref().map(|origin| self.origin(origin)),
            installer: self.maybe_word(details.installer.as_ref()),
            requested: details.requested,
            requires_python: self.maybe(details.requires_python.as_ref()),
            requires: self.texts(&details.requires),
            license: self.maybe(details.license.as_ref()),
            conda: details.conda.as_ref().map(|build| self.conda(build)),
            embedded: self.list(&details.embedded, limits::PARTS, Self::embedded),
            license_expression: self.maybe(details.license_expression.as_ref()),
            license_classifiers: self.texts(&details.license_classifiers),
            license_files: self.texts(&details.license_files),
            extras: self.texts(&details.extras),
            ..record
        }
    }

    fn origin(&mut self, origin: &Origin) -> OriginRecord {
        match origin {
            Origin::Archive { url, hashes, subdirectory } => OriginRecord::Archive {
                url: self.text(url),
                hashes: self.hashes(hashes),
                subdirectory: self.maybe(subdirectory.as_ref()),
            },
            Origin::Vcs { url, vcs, requested_revision, commit, subdirectory } => OriginRecord::Vcs {
                url: self.text(url),
                vcs: self.word(vcs),
                commit: self.maybe_word(commit.as_ref()),
                requested_revision: self.maybe(requested_revision.as_ref()),
                subdirectory: self.maybe(subdirectory.as_ref()),
            },
            Origin::Directory { url, editable, subdirectory } => OriginRecord::Directory {
                url: self.text(url),
                editable: *editable,
                subdirectory: self.maybe(subdirectory.as_ref()),
            },
        }
    }

    fn hashes(&mut self, hashes: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        self.0 |= hashes.len() > 32;
        hashes.iter().take(32).map(|(name, hash)| (self.word(name), self.word(hash))).collect()
    }

    fn conda(&mut self, build: &CondaBuild) -> CondaRecord {
        CondaRecord {
            name: self.word(&build.name),
            build: self.word(&build.build),
            channel: self.text(&build.channel),
            subdir: self.maybe(build.subdir.as_ref()),
            archive: self.maybe(build.archive.as_ref()),
            md5: self.maybe(build.md5.as_ref()),
            sha256: self.maybe(build.sha256.as_ref()),
        }
    }

    fn embedded(&mut self, component: &EmbeddedComponent) -> EmbeddedRecord {
        EmbeddedRecord {
            name: self.text(&component.name),
            version: self.maybe(component.version.as_ref()),
            purl: self.maybe(component.purl.as_ref()),
            file: self.text(&component.file),
        }
    }

    fn texts(&mut self, lines: &[String]) -> Vec<String> {
        self.list(lines, limits::PARTS, |cut, line| cut.text(line))
    }

    fn list<T, Told>(&mut self, all: &[T], most: usize, tell: impl Fn(&mut Self, &T) -> Told) -> Vec<Told> {
        self.0 |= all.len() > most;
        all.iter().take(most).map(|one| tell(self, one)).collect()
    }

    fn maybe(&mut self, text: Option<&String>) -> Option<String> {
        text.map(|text| self.text(text))
    }

    fn maybe_word(&mut self, word: Option<&String>) -> Option<String> {
        word.map(|word| self.word(word))
    }

    fn word(&mut self, word: &str) -> String {
        self.clip(word, limits::NAME_BYTES)
    }

    fn text(&mut self, text: &str) -> String {
        self.clip(text, limits::TEXT_BYTES)
    }

    fn clip(&mut self, text: &str, most: usize) -> String {
        self.0 |= text.len() > most;
        clip(text, most)
    }
}
