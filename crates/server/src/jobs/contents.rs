//! What a server was told of a site, as the core judges it.

use std::path::{Path, PathBuf};

use fetter_core::inventory::{
    CondaBuild, Coverage, Details, Distribution, DistributionKind, EmbeddedComponent, IdentitySource,
    InstalledVersion, Inventory, Site,
};
use fetter_core::metadata::direct_url::Origin;
use fetter_core::metadata::file_url;
use fetter_core::requirement::PackageName;
use fetter_protocol::{CondaRecord, DistributionRecord, EmbeddedRecord, OriginRecord, SiteContents};

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
/// What contents do not carry is not there: files, the name of the directory that holds the metadata, and problems of the metadata. Of
/// details there are origins alone: an agent judges by these, and what a server says that machines do is what they do.
pub fn inventory(contents: &SiteContents, setting: &Setting) -> Result<Inventory, UnreadableContents> {
    let unknown = |what, word: &str| UnreadableContents { what, word: word.to_owned() };
    let kind = setting.site_kind().ok_or_else(|| unknown("the kind of site", &setting.kind))?;
    let environments = setting.environments().map_err(|word| unknown("the kind of environment", &word))?;
    let mut distributions = distributions(contents, setting.path())?;
    distributions.iter_mut().for_each(as_an_agent_knows_it);
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

/// Leaves of details what an agent judges by. Where the source tree of an egg-link lies follows from where its metadata does, for agents too.
fn as_an_agent_knows_it(found: &mut Distribution) {
    let Some(origin) = found.details.take().and_then(|details| details.origin) else { return };
    if found.kind != DistributionKind::EggLink {
        found.details = Some(Box::new(Details { origin: Some(origin), ..Details::default() }));
        return;
    }
    if let (Some(tree), Some(name)) = (file_url::path_of(origin.url()), found.metadata_path.file_name()) {
        found.metadata_path = tree.join(name);
    }
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
    let told = Details {
        origin: record.origin.as_ref().map(origin),
        installer: record.installer.clone(),
        requested: record.requested,
        requires_python: record.requires_python.clone(),
        requires: record.requires.clone(),
        extras: record.extras.clone(),
        license_expression: record.license_expression.clone(),
        license: record.license.clone(),
        license_files: record.license_files.clone(),
        license_classifiers: record.license_classifiers.clone(),
        record_bytes: None,
        conda: record.conda.clone().map(conda),
        embedded: record.embedded.iter().cloned().map(embedded).collect(),
    };
    (record.details || told != Details::default()).then_some(told)
}

fn origin(record: &OriginRecord) -> Origin {
    match record.clone() {
        OriginRecord::Archive { url, hashes, subdirectory } => Origin::Archive { url, hashes, subdirectory },
        OriginRecord::Vcs { url, vcs, commit, requested_revision, subdirectory } => {
            Origin::Vcs { url, vcs, requested_revision, commit, subdirectory }
        }
        OriginRecord::Directory { url, editable, subdirectory } => {
            Origin::Directory { url, editable, subdirectory }
        }
    }
}

fn conda(record: CondaRecord) -> CondaBuild {
    let CondaRecord { name, build, channel, subdir, archive, md5, sha256 } = record;
    CondaBuild { name, build, channel, subdir, archive, md5, sha256 }
}

fn embedded(record: EmbeddedRecord) -> EmbeddedComponent {
    let EmbeddedRecord { name, version, purl, file } = record;
    EmbeddedComponent { name, version, purl, file }
}
