//! Where a site lies, as far as judging rests on it.

use std::path::{Path, PathBuf};

use fetter_core::inventory::{
    Creator, Environment, EnvironmentKind, Implementation, Platform, PythonVersion, SiteKind, System,
};
use fetter_protocol::{EnvironmentRecord, Report, SiteRecord};
use serde::{Deserialize, Serialize};

/// Where conda keeps its records, below a prefix.
const CONDA_META: &str = "conda-meta";
/// Where Debian's own packages lie, on every one of its machines.
const OF_DEBIAN: &str = "/usr/lib/python3/dist-packages";

/// What kind of place a site lies in, and which environments see it. Paths are no part of it: equal places of different machines are
/// one setting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// The kind of the site.
    pub kind: String,
    /// Whether Debian's own packages lie in it.
    pub debian: bool,
    /// The architecture of the machine.
    pub machine: String,
    /// The environments that see it, sorted, each once.
    pub seers: Vec<Seer>,
}

/// An environment that sees a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Seer {
    /// `base`, `virtual` or `conda`.
    pub kind: String,
    /// The Python version, as far as files tell.
    pub python: String,
    /// `CPython`, `PyPy` or `GraalVM`.
    pub implementation: String,
    /// What made it.
    pub creator: String,
}

impl Setting {
    /// The settings of all sites of a report, in their order.
    #[must_use]
    pub fn of_report(report: &Report) -> Vec<Self> {
        let mut seers: std::collections::HashMap<PathBuf, Vec<Seer>> = std::collections::HashMap::new();
        for environment in &report.environments {
            let sites = environment.sites.iter().filter_map(fetter_protocol::WirePath::to_path);
            let conda = environment.prefix.to_path().map(|prefix| prefix.join(CONDA_META));
            for site in sites.chain(conda) {
                seers.entry(site).or_default().push(Seer::of(environment));
            }
        }
        let setting = |site: &SiteRecord| {
            let path = site.path.to_path().unwrap_or_default();
            let mut seers = seers.get(&path).cloned().unwrap_or_default();
            seers.sort();
            seers.dedup();
            Self {
                debian: is_of_debian(&site.kind, &path),
                kind: site.kind.clone(),
                machine: report.host.architecture.clone(),
                seers,
            }
        };
        report.sites.iter().map(setting).collect()
    }

    /// A path that stands for the real one.
    pub(super) fn path(&self) -> &'static Path {
        Path::new(if self.debian { OF_DEBIAN } else { "/site" })
    }

    /// The kind; `None` for a word that is not known here.
    pub(super) fn site_kind(&self) -> Option<SiteKind> {
        SiteKind::ALL.iter().copied().find(|kind| kind.as_str() == self.kind)
    }

    /// The environments, at places that stand for the real ones; the error is a word that is not known here.
    pub(super) fn environments(&self) -> Result<Vec<Environment>, String> {
        let number = |(at, seer): (usize, &Seer)| {
            let prefix = format!("/environment/{at}").into();
            seer.environment(&self.machine, prefix, vec![self.path().to_path_buf()])
        };
        self.seers.iter().enumerate().map(number).collect()
    }
}

/// Debian's packages lie in its dist-packages; what pip puts beside them lies below /usr/local.
fn is_of_debian(kind: &str, path: &Path) -> bool {
    kind == SiteKind::Environment.as_str()
        && path.ends_with("python3/dist-packages")
        && !path.components().any(|part| part.as_os_str() == "local")
}

impl Seer {
    pub(crate) fn of(record: &EnvironmentRecord) -> Self {
        Self {
            kind: record.kind.clone(),
            python: record.python.clone(),
            implementation: record.implementation.clone(),
            creator: record.creator.clone(),
        }
    }

    /// The environment at a place of a machine of that architecture; the error is a word that is not known here.
    pub(crate) fn environment(
        &self,
        architecture: &str,
        prefix: PathBuf,
        sites: Vec<PathBuf>,
    ) -> Result<Environment, String> {
        let kind = EnvironmentKind::ALL.iter().find(|kind| kind.as_str() == self.kind);
        let kind = kind.ok_or_else(|| self.kind.clone())?;
        let creator = Creator::ALL.iter().find(|creator| creator.as_str() == self.creator);
        let creator = creator.ok_or_else(|| self.creator.clone())?;
        let implementation = Implementation::ALL.iter().find(|one| one.as_str() == self.implementation);
        let implementation = implementation.ok_or_else(|| self.implementation.clone())?;
        let machine = Some(architecture.to_owned()).filter(|machine| !machine.is_empty());
        Ok(Environment {
            prefix,
            kind: *kind,
            creator: *creator,
            implementation: *implementation,
            version: version(&self.python),
            // Agents are on Linux.
            platform: Some(Platform { system: System::Linux, machine }),
            executables: Vec::new(),
            aliases: Vec::new(),
            base: None,
            home: None,
            system_sites: false,
            user_site: false,
            sites,
        })
    }
}

/// The version that [`PythonVersion`] writes so.
fn version(text: &str) -> PythonVersion {
    let (number, free_threaded) = match text.strip_suffix('t') {
        Some(number) => (number, true),
        None => (text, false),
    };
    let mut parts = number.split('.');
    let mut part = || parts.next().and_then(|part| part.parse::<u16>().ok());
    let release = part().zip(part());
    let is_full = number != "?" && (release.is_none() || parts.next().is_some());
    PythonVersion { release, free_threaded, full: is_full.then(|| number.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_they_are_written() {
        for text in ["3.11.7", "3.13t", "?", "2.7", "3.14.0rc1", "3.13.1t", "3.12.0+"] {
            assert_eq!(version(text).to_string(), text);
        }
        assert_eq!(version("3.13t").release, Some((3, 13)));
        assert_eq!(version("3.11.7").release, Some((3, 11)));
    }
}
