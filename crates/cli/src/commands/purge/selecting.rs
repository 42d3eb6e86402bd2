//! What is to be removed: by a pattern, by what judging finds, by findings from a file.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Distribution, Environment, Inventory, Site, SiteKind};
use fetter_core::policy::{Finding, Verdict};
use fetter_core::removal::Choice;
use fetter_core::report::json::Accusations;
use fetter_core::report::{Pattern, escape, escape_path};

use crate::commands::session::{Session, say};

/// How large a file of findings is read, in bytes.
const LIMIT: usize = 256 * 1024 * 1024;
/// How many packages are named of those that are not installed any more.
const NAMED: usize = 10;

/// Choices as they are gathered: by site and metadata, with each reason once.
#[derive(Default)]
struct Gathered(BTreeMap<(PathBuf, PathBuf), Vec<String>>);

impl Gathered {
    fn add(&mut self, site: &Site, distribution: &Distribution, reason: &str) {
        let reasons = self.0.entry((site.path.clone(), distribution.metadata_path.clone())).or_default();
        if !reasons.iter().any(|known| known == reason) {
            reasons.push(reason.to_owned());
        }
    }

    fn into_choices(self) -> Vec<Choice> {
        let choice = |((site, metadata), reasons)| Choice { site, metadata, reasons };
        self.0.into_iter().map(choice).collect()
    }
}

/// What a package is told by: the normalised name, the version, and the site.
type Key<'found> = (&'found str, &'found str, &'found Path);

/// What is installed, by what it is told by.
struct Installed<'found>(HashMap<Key<'found>, Vec<(&'found Distribution, &'found Site)>>);

impl<'found> Installed<'found> {
    fn new(inventory: &'found Inventory) -> Self {
        let mut by_key: HashMap<Key<'_>, Vec<_>> = HashMap::new();
        for (found, site) in inventory.installed() {
            let key = (found.name.normalized(), found.version_text(), site.path.as_path());
            by_key.entry(key).or_default().push((found, site));
        }
        Self(by_key)
    }

    fn at(
        &self,
        name: &str,
        version: Option<&str>,
        site: &Path,
    ) -> Vec<(&'found Distribution, &'found Site)> {
        self.0.get(&(name, version.unwrap_or_default(), site)).cloned().unwrap_or_default()
    }
}

/// What matches a pattern.
pub(super) fn by_pattern(inventory: &Inventory, pattern: Option<&Pattern>, glob: &str) -> Vec<Choice> {
    let mut gathered = Gathered::default();
    for (found, site) in inventory.installed() {
        if pattern.is_some_and(|pattern| pattern.matches(found)) {
            gathered.add(site, found, &format!("it matches {glob}"));
        }
    }
    gathered.into_choices()
}

/// What findings of judging are about, and is there. What another environment sees too, and may have, stays.
pub(super) fn by_findings(session: &Session, inventory: &Inventory, findings: &[Finding]) -> Vec<Choice> {
    let installed = Installed::new(inventory);
    let mut charged = Charged::default();
    let mut gathered = Gathered::default();
    for finding in findings.iter().filter(|finding| finding.code.verdict() != Verdict::Missing) {
        let (name, version) = (&finding.subject.name, finding.subject.version.as_deref());
        let reason = format!("{}: {}", finding.code, finding.reason);
        for (found, site) in finding.sites.iter().flat_map(|site| installed.at(name, version, site)) {
            gathered.add(site, found, &reason);
            charged.add(site, found, finding.environments.iter());
        }
    }
    charged.spare(session, inventory, &mut gathered);
    gathered.into_choices()
}

/// In which environments something is wrong with a distribution, by its site and metadata.
#[derive(Default)]
struct Charged(BTreeMap<(PathBuf, PathBuf), BTreeSet<PathBuf>>);

impl Charged {
    fn add<'path>(
        &mut self,
        site: &Site,
        found: &Distribution,
        environments: impl Iterator<Item = &'path PathBuf>,
    ) {
        let known = self.0.entry((site.path.clone(), found.metadata_path.clone())).or_default();
        known.extend(environments.cloned());
    }

    /// Takes out what another environment sees too, where nothing is wrong with it.
    fn spare(self, session: &Session, inventory: &Inventory, gathered: &mut Gathered) {
        let sites: HashMap<&Path, &Site> =
            inventory.sites.iter().map(|site| (site.path.as_path(), site)).collect();
        for (key, charged) in self.0 {
            let (path, metadata) = &key;
            let Some(site) = sites.get(path.as_path()) else { continue };
            let Some(found) = site.distributions.iter().find(|found| found.metadata_path == *metadata) else {
                continue;
            };
            let sees = |one: &&Environment| one.sites.contains(path) && !charged.contains(&one.prefix);
            let mut others = inventory.environments.iter().filter(sees);
            let Some(other) = others.find(|one| !is_shadowed(one, found, site, &sites)) else { continue };
            gathered.0.remove(&key);
            if !session.is_quiet() {
                say(&format!(
                    "fetter: {} in {} stays: {} sees it too, where nothing is wrong with it",
                    escape(&found.label()),
                    escape_path(path),
                    escape_path(&other.prefix)
                ));
            }
        }
    }
}

/// Whether an environment never finds a distribution, because a site before its own has one of the same name.
fn is_shadowed(
    environment: &Environment,
    found: &Distribution,
    site: &Site,
    sites: &HashMap<&Path, &Site>,
) -> bool {
    let before = environment.sites.iter().take_while(|path| **path != site.path);
    let before =
        before.filter_map(|path| sites.get(path.as_path())).filter(|site| site.kind != SiteKind::User);
    site.kind != SiteKind::User
        && before.flat_map(|site| &site.distributions).any(|other| other.name == found.name)
}

/// Reads findings that another command wrote.
pub(super) fn read_findings(session: &Session, file: &Path) -> anyhow::Result<Accusations> {
    let context = || format!("could not read the findings {}", file.display());
    let read = Disk::here().read(&session.directory().join(file), LIMIT).with_context(context)?;
    if !read.whole {
        bail!("{}: it is larger than {LIMIT} bytes", context());
    }
    Accusations::read(&read.bytes).with_context(context)
}

/// What is still installed of what findings are about.
pub(super) fn by_accusations(
    session: &Session,
    inventory: &Inventory,
    accusations: &Accusations,
) -> Vec<Choice> {
    let installed = Installed::new(inventory);
    let mut gathered = Gathered::default();
    let mut charged = Charged::default();
    let mut gone = BTreeSet::new();
    for accused in &accusations.accused {
        for site in &accused.sites {
            let all = installed.at(&accused.name, accused.version.as_deref(), site);
            for &(found, site) in &all {
                gathered.add(site, found, &accused.reason);
                if !accused.environments.is_empty() {
                    charged.add(site, found, accused.environments.iter());
                }
            }
            if all.is_empty() {
                gone.insert((&accused.name, &accused.version, site));
            }
        }
    }
    charged.spare(session, inventory, &mut gathered);
    if !session.is_quiet() {
        let shown = if session.is_verbose() { gone.len() } else { NAMED };
        for (name, version, site) in gone.iter().take(shown) {
            let version = version.as_ref().map(|version| format!("-{version}")).unwrap_or_default();
            let label = format!("{name}{version}");
            say(&format!("fetter: not there any more: {} in {}", escape(&label), escape_path(site)));
        }
        if gone.len() > shown {
            say(&format!("fetter: {} more are not there any more; -v lists them", gone.len() - shown));
        }
        if accusations.passed_over > 0 {
            let count = accusations.passed_over;
            say(&format!("fetter: findings that are no reason to remove an installed package: {count}"));
        }
    }
    gathered.into_choices()
}
