//! What a server was told of a site, as the core judges it.

use std::path::{Path, PathBuf};

use fetter_core::inventory::{
    CondaBuild, Coverage, Details, Distribution, DistributionKind, EmbeddedComponent, IdentitySource,
    InstalledVersion, Inventory, Site,
};
use fetter_core::metadata::direct_url::Origin;
use fetter_core::requirement::PackageName;
use fetter_protocol::{CondaRecord, DistributionRecord, OriginRecord, SiteContents};

use super::Setting;

/// That contents say something which this server does not understand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} {word:?} is not known to this server: it was sent by a newer fetter; run that version here")]
pub struct UnreadableContents {
    what: &'static str,
    word: String,
}

/// A site alone, as part of an inventory, in a setting. Paths in it stand for the real ones.
///
/// What contents do not carry is not there: files, the name of the directory that holds the metadata, problems of the metadata, the names
/// of extras, and the classifiers of licences.
pub fn inventory(contents: &SiteContents, setting: &Setting) -> Result<Inventory, UnreadableContents> {
    let unknown = |what, word: &str| UnreadableContents { what, word: word.to_owned() };
    let kind = setting.site_kind().ok_or_else(|| unknown("the kind of site", &setting.kind))?;
    let environments = setting.environments().map_err(|word| unknown("the kind of environment", &word))?;
    let distributions = distributions(contents, setting.path())?;
    let site = Site {
        path: setting.path().to_path_buf(),
        kind,
        distributions,
        path_files: Vec::new(),
        leftovers: Vec::new(),
    };
    Ok(Inventory {
        root: None,
        environments,
        sites: vec![site],
        coverage: Coverage { part: true, ..Coverage::default() },
        problems: Vec::new(),
    })
}

/// What contents list, as if it lay in a site at that path.
pub(crate) fn distributions(
    contents: &SiteContents,
    site: &Path,
) -> Result<Vec<Distribution>, UnreadableContents> {
    let all = contents.distributions.iter().map(|record| distribution(record, site));
    let mut all = all.collect::<Result<Vec<_>, _>>()?;
    all.sort_by(Distribution::compare);
    Ok(all)
}

fn distribution(record: &DistributionRecord, site: &Path) -> Result<Distribution, UnreadableContents> {
    let unknown = |what, word: &str| UnreadableContents { what, word: word.to_owned() };
    let kind = DistributionKind::ALL.iter().find(|kind| kind.as_str() == record.kind);
    let kind = kind.ok_or_else(|| unknown("the kind of distribution", &record.kind))?;
    let identity = IdentitySource::ALL.iter().find(|identity| identity.as_str() == record.identity);
    let identity = identity.ok_or_else(|| unknown("the identity of a distribution", &record.identity))?;
    let version = record.version.as_deref().unwrap_or_default();
    let metadata_path: PathBuf = site.join(format!("{}-{version}.{kind}", record.name, kind = record.kind));
    Ok(Distribution {
        kind: *kind,
        name: PackageName::new(&record.name),
        version: record.version.as_deref().map(InstalledVersion::new),
        identity: *identity,
        metadata_path,
        metadata_file: None,
        details: details(record).map(Box::new),
    })
}

/// What was read beyond the identity. Who reads origins alone tells nothing else, and of what has none nothing: that is not known, and not
/// that there is nothing.
fn details(record: &DistributionRecord) -> Option<Details> {
    if record.origin.is_none() && !has_details(record) {
        return None;
    }
    let embedded = |component: &fetter_protocol::EmbeddedRecord| EmbeddedComponent {
        name: component.name.clone(),
        version: component.version.clone(),
        purl: component.purl.clone(),
        file: String::new(),
    };
    Some(Details {
        origin: record.origin.as_ref().map(origin),
        installer: record.installer.clone(),
        requested: record.requested,
        requires_python: record.requires_python.clone(),
        requires: record.requires.clone(),
        license: record.license.clone(),
        conda: record.conda.as_ref().map(conda),
        embedded: record.embedded.iter().map(embedded).collect(),
        ..Details::default()
    })
}

/// Whether more than identity and origin is told. Where all was read there is something: what installed it, at the least, in most.
pub(crate) fn has_details(record: &DistributionRecord) -> bool {
    let texts = [&record.installer, &record.requires_python, &record.license];
    texts.iter().any(|text| text.is_some())
        || record.requested
        || record.conda.is_some()
        || !record.requires.is_empty()
        || !record.embedded.is_empty()
}

fn origin(record: &OriginRecord) -> Origin {
    match record.clone() {
        OriginRecord::Archive { url, hashes } => Origin::Archive { url, hashes, subdirectory: None },
        OriginRecord::Vcs { url, vcs, commit } => {
            Origin::Vcs { url, vcs, requested_revision: None, commit, subdirectory: None }
        }
        OriginRecord::Directory { url, editable } => Origin::Directory { url, editable, subdirectory: None },
    }
}

fn conda(record: &CondaRecord) -> CondaBuild {
    CondaBuild {
        name: record.name.clone(),
        build: record.build.clone(),
        channel: record.channel.clone(),
        ..CondaBuild::default()
    }
}
