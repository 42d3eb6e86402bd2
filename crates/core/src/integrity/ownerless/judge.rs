//! From what lies in sites to findings.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::os::fd::BorrowedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::Stat;
use rustix::io::Errno;

use super::alike::{Spot, Trait};
use super::claims::Claimant;
use super::code::{Sort, module_name};
use super::extra::What;
use super::listing::Entry;
use super::path_files::PathFiles;
use super::permissions::permission;
use super::shadow::{Hiding, is_package};
use super::standard::Libraries;
use super::told;
use super::walk::Found;
use crate::advisory::names::Confidence;
use crate::integrity::verify::{
    FileStatus, Severity, VerifyCode, VerifyFinding, VerifyUnchecked, VerifyUncheckedCode,
};
use crate::inventory::file::join;
use crate::inventory::{Inventory, Site};

/// How many findings of one kind are made of one site; the rest is counted.
const EACH: usize = 1000;

/// What was found in a site.
pub(super) struct SiteFound {
    pub(super) place: usize,
    /// `None` where it could not be read.
    pub(super) status: Option<Stat>,
    /// The user that owns the directory that the site is a part of.
    pub(super) user: Option<u32>,
    /// The distributions' names.
    pub(super) names: Vec<String>,
    pub(super) found: Found,
    pub(super) tops: Vec<Top>,
    /// The distributions that nothing lists the files of, sorted.
    pub(super) unlisted: Vec<String>,
    pub(super) unchecked: Vec<VerifyUnchecked>,
}

/// A module or package that lies in the site itself.
#[derive(Clone, Debug)]
pub(super) struct Top {
    pub(super) name: Box<[u8]>,
    pub(super) module: Box<[u8]>,
    is_directory: bool,
    /// A directory without `__init__`, which hides nothing on the path (PEP 420).
    pub(super) is_namespace: bool,
    pub(super) status: FileStatus,
    pub(super) owner: Option<Claimant>,
}

impl Top {
    pub(super) fn of(site: BorrowedFd<'_>, entry: &Entry, owner: Option<Claimant>) -> Option<Self> {
        let is_directory = entry.is_directory();
        let module = if is_directory {
            Some(&*entry.name).filter(|name| !name.contains(&b'.') && *name != b"__pycache__")
        } else {
            module_name(&entry.name, Sort::of(&entry.name, false, true))
        };
        let (name, status) = (entry.name.clone(), FileStatus::of(&entry.status));
        let module = module?.into();
        let is_namespace = is_directory && !is_package(site, &entry.name);
        Some(Self { name, module, is_directory, is_namespace, status, owner })
    }
}

impl SiteFound {
    pub(super) fn unread(place: usize, site: &Site, errno: Errno) -> Self {
        let reason = format!("could not read the site: {}", std::io::Error::from(errno));
        let unchecked =
            vec![VerifyUnchecked { path: site.path.clone(), code: VerifyUncheckedCode::Unreadable, reason }];
        let (names, tops, unlisted) = (Vec::new(), Vec::new(), Vec::new());
        Self { place, status: None, user: None, names, found: Found::default(), tops, unlisted, unchecked }
    }

    pub(super) fn add(&mut self, found: Found) {
        self.found.extras.extend(found.extras);
        self.found.hidings.extend(found.hidings);
        self.found.unchecked.extend(found.unchecked);
        self.found.traits.add(found.traits);
    }

    /// The names in the site under which code lies that is no one's.
    pub(super) fn ownerless(&self) -> HashSet<&[u8]> {
        let is_code = |what: &What| matches!(what, What::File(..) | What::LinkedDirectory | What::Tree(_));
        let code: HashSet<&[u8]> =
            self.found.extras.iter().filter(|extra| is_code(&extra.what)).map(|extra| &*extra.path).collect();
        let is_ownerless =
            |top: &&Top| top.owner.is_none() && (!top.is_directory || code.contains(&*top.name));
        self.tops.iter().filter(is_ownerless).map(|top| &*top.name).collect()
    }
}

/// Judges what was found.
pub(super) fn judge(
    libraries: &Libraries<'_>,
    mut sites: Vec<SiteFound>,
) -> (Vec<VerifyFinding>, Vec<VerifyUnchecked>) {
    let inventory = libraries.inventory();
    let path_files = PathFiles::of(inventory);
    let mut findings = Vec::new();
    let mut unchecked = Vec::new();
    let places: BTreeMap<&Path, usize> = sites
        .iter()
        .enumerate()
        .map(|(at, found)| (inventory.sites[found.place].path.as_path(), at))
        .collect();
    super::across::hidden_across(inventory, &sites, &places, &mut findings);
    drop(places);
    for found in &mut sites {
        let site = &inventory.sites[found.place];
        let mut judge = Judge { site, environments: environments(inventory, site), findings: &mut findings };
        judge.extras(found, &path_files);
        judge.standard(found, libraries);
        judge.hidings(found);
        judge.traits(found);
        if let Some(status) = found.status.filter(|_| !found.unlisted.is_empty()) {
            judge.say(b"", FileStatus::of(&status), told::names_only(&found.unlisted));
        }
        unchecked.append(&mut found.unchecked);
        unchecked.append(&mut found.found.unchecked);
    }
    findings.sort_by(|left, right| {
        (&left.path, left.code, &left.reason).cmp(&(&right.path, right.code, &right.reason))
    });
    unchecked.sort();
    unchecked.dedup();
    (findings, unchecked)
}

/// The environments that see a site, sorted.
pub(super) fn environments(inventory: &Inventory, site: &Site) -> Vec<PathBuf> {
    let seeing = inventory.environments.iter().filter(|found| found.sites.contains(&site.path));
    seeing.map(|found| found.prefix.clone()).collect()
}

struct Judge<'site> {
    site: &'site Site,
    environments: Vec<PathBuf>,
    findings: &'site mut Vec<VerifyFinding>,
}

impl Judge<'_> {
    fn say(&mut self, path: &[u8], status: FileStatus, told: told::Told) {
        self.findings.push(VerifyFinding {
            code: told.code,
            severity: told.severity,
            confidence: told.confidence,
            subject: None,
            site: self.site.path.clone(),
            environments: self.environments.clone(),
            path: if path.is_empty() { self.site.path.clone() } else { join(&self.site.path, path) },
            listed: None,
            status: Some(status),
            reason: told.reason,
        });
    }

    fn extras(&mut self, found: &mut SiteFound, path_files: &PathFiles) {
        for extra in &mut found.found.extras {
            // One file is said by its own name.
            if let What::Data(data) = &extra.what
                && let ([name], 1) = (data.names.as_slice(), data.files)
            {
                extra.path = name.clone();
                extra.status = data.last.unwrap_or(extra.status);
            }
        }
        found.found.extras.sort_by(|left, right| left.path.cmp(&right.path));
        for extra in found.found.extras.iter().take(EACH) {
            let doing = |name: &[u8]| path_files.doing(self.site, name);
            if let Some(told) = told::tell(extra, self.site.kind, &found.names, doing) {
                self.say(&extra.path, extra.status, told);
            }
        }
        if let (more @ 1.., Some(status)) = (found.found.extras.len().saturating_sub(EACH), found.status) {
            self.say(b"", FileStatus::of(&status), told::more(more));
        }
    }

    /// What bears the name of a module of the standard library.
    fn standard(&mut self, found: &SiteFound, libraries: &Libraries<'_>) {
        let ownerless = found.ownerless();
        for top in found.tops.iter().filter(|top| !top.is_namespace) {
            let is_ownerless = ownerless.contains(&*top.name);
            if (!is_ownerless && top.owner.is_none()) || !libraries.having(&top.module, &self.environments) {
                continue;
            }
            let name = String::from_utf8_lossy(&top.module);
            let told = if is_ownerless {
                told::Told {
                    code: VerifyCode::Shadowing,
                    severity: Severity::High,
                    confidence: Confidence::Medium,
                    reason: format!(
                        "it has no owner, and hides the standard library's module {name} wherever this site comes first on the path"
                    ),
                }
            } else {
                let owner = top.owner.and_then(|owner| told::name_of(owner, &found.names));
                told::Told {
                    code: VerifyCode::Shadowing,
                    severity: Severity::Info,
                    confidence: Confidence::Low,
                    reason: format!(
                        "it is of {}, and hides the standard library's module {name} where this site comes first on the path",
                        owner.unwrap_or("several packages, or the system's")
                    ),
                }
            };
            self.say(&top.name, top.status, told);
        }
    }

    fn hidings(&mut self, found: &mut SiteFound) {
        found.found.hidings.sort_by(|left, right| (&left.0, &left.1.name).cmp(&(&right.0, &right.1.name)));
        for (directory, hiding) in found.found.hidings.iter().take(EACH) {
            let path = if directory.is_empty() {
                hiding.name.to_vec()
            } else {
                [directory, &b"/"[..], &hiding.name].concat()
            };
            self.say(&path, hiding.status, hidden(hiding, &found.names));
        }
    }

    fn traits(&mut self, found: &mut SiteFound) {
        let Some(status) = found.status else { return };
        let mut traits = std::mem::take(&mut found.found.traits);
        traits.end(b"", &status, status.st_uid);
        let mut counts: BTreeMap<Trait, usize> = BTreeMap::new();
        for (what, spot) in traits.spots() {
            let count = counts.entry(what).or_default();
            *count += 1;
            if *count <= EACH {
                self.say(&spot.path, spot.status, permission(what, &spot));
            }
        }
        for (what, count) in counts.into_iter().filter(|(_, count)| *count > EACH) {
            let more = count - EACH;
            let told = permission(what, &Spot::of_site(&status));
            let reason =
                format!("the same is the matter with {more} more places in this site: {}", told.reason);
            self.say(b"", FileStatus::of(&status), told::Told { reason, ..told });
        }
        // A site that belongs to another user than what it is a part of is that user's to change.
        if let Some(user) = found.user.filter(|user| *user != status.st_uid && status.st_uid != 0) {
            let reason = format!(
                "the site belongs to user {}, and the directory that it is a part of to user {user}",
                status.st_uid
            );
            let told = told::Told {
                code: VerifyCode::OtherOwner,
                severity: Severity::Medium,
                confidence: Confidence::High,
                reason,
            };
            self.say(b"", FileStatus::of(&status), told);
        }
    }
}

/// What is said of a module that hides another one beside it.
fn hidden(hiding: &Hiding, names: &[String]) -> told::Told {
    let shown = Path::new(OsStr::from_bytes(&hiding.hidden)).to_string_lossy();
    let whose = told::name_of(hiding.hidden_owner, names).map_or(String::new(), |name| format!(" of {name}"));
    let (severity, confidence, who) = match hiding.owner.and_then(|owner| told::name_of(owner, names)) {
        None => (Severity::High, Confidence::High, "it has no owner, and".to_owned()),
        Some(name) => (Severity::Low, Confidence::Medium, format!("it is of {name}, and")),
    };
    let reason = format!("{who} Python imports it in place of {shown}{whose}");
    told::Told { code: VerifyCode::Shadowing, severity, confidence, reason }
}
