//! An environment in a scratch directory, and an enforcer with its responder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use fetter_agent::enforce::targets::Finder;
use fetter_agent::enforce::{Denied, DeniedKind, Enforcer, Gap, Mode, Refusal, Responder, Targets};
use fetter_agent::sys::permission::PermissionGroup;
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{
    Distribution, DistributionKind, IdentitySource, InstalledVersion, Site, SiteKind,
};
use fetter_core::requirement::PackageName;
use fetter_testkit::Scratch;

use crate::support::group;

/// Where the packages of the environment lie.
pub(crate) const SITE: &str = "env/lib/python3.11/site-packages";

/// What a test works with. Fields are dropped in order: marks go before whoever answers.
pub(crate) struct Rig {
    pub(crate) enforcer: Enforcer,
    pub(crate) refusals: Receiver<Refusal>,
    pub(crate) responder: Responder,
    pub(crate) group: Arc<PermissionGroup>,
    pub(crate) site: Site,
    pub(crate) finder: Finder,
    pub(crate) scratch: Scratch,
}

impl Drop for Rig {
    fn drop(&mut self) {
        self.enforcer.stand_down();
    }
}

impl Rig {
    pub(crate) fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let path = scratch.tree().directory(SITE);
        scratch.tree().file("env/pyvenv.cfg", "home = /usr/bin\n");
        let group = Arc::new(group());
        let enforcer = Enforcer::new(Arc::clone(&group));
        let (tell, refusals) = sync_channel(1024);
        let responder = enforcer.respond(tell, None).expect("a thread");
        let site = site(&path, SiteKind::Environment);
        Self { enforcer, refusals, responder, group, site, finder: Finder::default(), scratch }
    }

    /// Installs files as a wheel does, with a RECORD; paths are relative to the site.
    pub(crate) fn install(&mut self, name: &str, files: &[(&str, &str)]) {
        let tree = self.scratch.tree().below(SITE);
        for (path, contents) in files {
            tree.file(path, contents);
        }
        let own = format!("{name}-1.dist-info");
        tree.file(&format!("{own}/METADATA"), format!("Metadata-Version: 2.1\nName: {name}\nVersion: 1\n"));
        let of_metadata = ["METADATA", "RECORD"].map(|file| format!("{own}/{file},,"));
        let record: Vec<String> =
            files.iter().map(|(path, _)| format!("{path},,")).chain(of_metadata).collect();
        tree.file(&format!("{own}/RECORD"), record.join("\n"));
        let metadata = self.site.path.join(own);
        self.know(distribution(&metadata, name, DistributionKind::DistInfo));
    }

    /// The inventory knows of a distribution.
    pub(crate) fn know(&mut self, found: Distribution) {
        self.site.distributions.retain(|known| known.metadata_path != found.metadata_path);
        self.site.distributions.push(found);
    }

    /// What would be marked.
    pub(crate) fn targets(&mut self, names: &[&str], mode: Mode) -> Vec<(Denied, Targets)> {
        let chosen = self.site.distributions.iter().filter(|found| names.contains(&found.name.as_written()));
        let denied = chosen.map(|found| denied(&self.site, found, mode)).collect();
        let already = self.enforcer.denied().map(|denied| denied.metadata.clone()).collect();
        self.finder.find(&Disk::here(), std::slice::from_ref(&self.site), &[], denied, &already)
    }

    pub(crate) fn deny(&mut self, names: &[&str]) {
        let targets = self.targets(names, Mode::Refuse);
        assert!(!targets.is_empty());
        self.enforcer.deny(targets);
    }

    /// A path in the site.
    pub(crate) fn at(&self, relative: &str) -> PathBuf {
        self.site.path.join(relative)
    }

    /// How many openers were answered; the counts of an answer follow it, so an answer of our own comes first.
    pub(crate) fn events(&self) -> u64 {
        self.enforcer.counts().events
    }

    /// Why places are not covered, by the end of their paths.
    pub(crate) fn gaps(&self) -> Vec<(String, Gap)> {
        let anchor = self.scratch.at("env");
        let coverage = self.enforcer.coverage();
        let below = |path: &Path| path.strip_prefix(&anchor).unwrap_or(path).display().to_string();
        coverage.not_covered.iter().map(|gap| (below(&gap.path), gap.why.clone())).collect()
    }
}

pub(crate) fn site(path: &Path, kind: SiteKind) -> Site {
    Site {
        path: path.to_path_buf(),
        kind,
        distributions: Vec::new(),
        path_files: Vec::new(),
        leftovers: Vec::new(),
    }
}

pub(crate) fn distribution(metadata: &Path, name: &str, kind: DistributionKind) -> Distribution {
    Distribution {
        kind,
        name: PackageName::new(name),
        version: Some(InstalledVersion::new("1")),
        identity: IdentitySource::Metadata,
        metadata_path: metadata.to_path_buf(),
        metadata_file: None,
        details: None,
    }
}

pub(crate) fn denied(site: &Site, found: &Distribution, mode: Mode) -> Denied {
    Denied {
        kind: DeniedKind::Distribution,
        label: found.label(),
        name: found.name.normalized().to_owned(),
        version: found.version_text().to_owned(),
        site: site.path.clone(),
        metadata: found.metadata_path.clone(),
        rule: "deny[0]".to_owned(),
        reason: "a test says so".to_owned(),
        mode,
    }
}
