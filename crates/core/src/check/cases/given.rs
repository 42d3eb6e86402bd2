//! What a case says of its machine beside the inventory: owners, first sights, and what was found of files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{CASES, Case, Difference, moment};
use crate::advisory::names::Confidence;
use crate::check::evidence::FirstSights;
use crate::check::file::toml::{Table, Value};
use crate::check::scope::{Owners, PathOwner, PathPattern};
use crate::integrity::Severity;
use crate::integrity::startup::{Owner, Startup, StartupItem, StartupKind, Verdict};
use crate::integrity::verify::{VerifyCode, VerifyFinding};
use crate::inventory::{Distribution, InstalledVersion, Inventory, Site};
use crate::manifest::Place;
use crate::policy::Subject;
use crate::requirement::PackageName;
use crate::timestamp::Timestamp;

/// What a case says of its machine.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    owners: Vec<(PathPattern, PathOwner, Place)>,
    sights: Vec<Sight>,
    found: Vec<Found>,
}

/// Since when a release has been seen.
#[derive(Clone, Debug)]
struct Sight {
    written: String,
    name: PackageName,
    version: InstalledVersion,
    when: Timestamp,
    place: Place,
}

/// Something that was found of a file.
#[derive(Clone, Debug)]
struct Found {
    kind: Kind,
    path: PathBuf,
    package: Option<PackageName>,
    severity: Severity,
    verdict: Verdict,
    place: Place,
}

/// Which of an integrity rule's questions something answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Record,
    Ownerless,
    Startup,
}

/// What was found of files, as a case gives it.
#[derive(Clone, Debug, Default)]
pub struct CaseFiles {
    /// Files that are not as distributions list them.
    pub record: Vec<VerifyFinding>,
    /// What belongs to no distribution.
    pub ownerless: Vec<VerifyFinding>,
    /// What runs at starts.
    pub startup: Startup,
}

impl Given {
    pub(super) fn read(table: Table<'_>) -> Self {
        let found = table.get("found").map(|value| value.list("[[case.found]]", CASES)).unwrap_or_default();
        Self {
            owners: table.get("owners").map(owners).unwrap_or_default(),
            sights: table.get("first-seen").map(sights).unwrap_or_default(),
            found: found.into_iter().filter_map(found_of).collect(),
        }
    }

    pub(super) fn has_files(&self) -> bool {
        !self.found.is_empty()
    }
}

/// `"/path" = "user"`, a number, or both as a table.
fn owners(value: Value<'_>) -> Vec<(PathPattern, PathOwner, Place)> {
    let Some(table) = value.table("owners") else { return Vec::new() };
    let owner = |(path, at, value): (&str, usize, Value<'_>)| {
        let pattern = PathPattern::new(path).map_err(|message| table.text.wrong(at, message)).ok();
        let owner = if value.is_number() {
            value.number(u32::MAX).map(|uid| PathOwner { uid, name: None })
        } else if let Some(both) = value.as_table("an owner") {
            both.know(&["uid", "name"]);
            let uid = both.need("uid", "the user's number").and_then(|value| value.number(u32::MAX));
            let name = both.get("name").and_then(Value::text).map(str::to_owned);
            uid.map(|uid| PathOwner { uid, name })
        } else {
            // Of whom only the name is known has no number that a policy could mean.
            value.text().map(|name| PathOwner { uid: u32::MAX, name: Some(name.to_owned()) })
        };
        Some((pattern?, owner?, table.text.place(at)))
    };
    table.tables().filter_map(owner).collect()
}

/// `"NAME==VERSION" = DAY` of each.
fn sights(value: Value<'_>) -> Vec<Sight> {
    let Some(table) = value.table("first-seen") else { return Vec::new() };
    let sight = |(release, at, value): (&str, usize, Value<'_>)| {
        let Some((name, version)) = release.split_once("==") else {
            table.text.wrong(at, "expected a release as NAME==VERSION");
            return None;
        };
        Some(Sight {
            written: release.to_owned(),
            name: PackageName::new(name.trim()),
            version: InstalledVersion::new(version),
            when: moment(value, "a day as YYYY-MM-DD")?,
            place: table.text.place(at),
        })
    };
    table.tables().filter_map(sight).collect()
}

fn found_of(table: Table<'_>) -> Option<Found> {
    table.know(&["kind", "path", "package", "severity", "verdict"]);
    let kind = |word: &str| match word {
        "record" => Some(Kind::Record),
        "ownerless" => Some(Kind::Ownerless),
        "startup" => Some(Kind::Startup),
        _ => None,
    };
    let severity = |word: &str| Severity::ALL.iter().copied().find(|one| one.as_str() == word);
    let kind = table
        .need("kind", "record, ownerless or startup")
        .and_then(|value| value.made("record, ownerless or startup", kind));
    let path = table.need("path", "the file").and_then(|value| {
        value.made("an absolute path", |text| text.starts_with('/').then(|| PathBuf::from(text)))
    });
    let severity = table.get("severity").map(|value| value.made("low, medium or high", severity));
    let verdict = table
        .get("verdict")
        .map(|value| value.made("suspicious, unknown, owned, known or plain", Verdict::of_word));
    Some(Found {
        kind: kind?,
        path: path?,
        package: table.get("package").and_then(Value::text).map(PackageName::new),
        severity: severity.unwrap_or(Some(Severity::High))?,
        verdict: verdict.unwrap_or(Some(Verdict::Unknown))?,
        place: table.text.place(table.at),
    })
}

impl Case {
    /// Who owns environments and sites, as the case says: each path stands for all below it, and of several the longest.
    #[must_use]
    pub fn owners(&self, inventory: &Inventory) -> Owners {
        let owner = |path: &PathBuf| {
            let owners = self.given.owners.iter().filter(|(pattern, ..)| pattern.covers(path));
            let owner = owners.max_by_key(|(pattern, ..)| pattern.to_string().len());
            owner.map(|(_, owner, _)| (path.clone(), owner.clone()))
        };
        Owners::new(places(inventory).filter_map(owner))
    }

    /// Since when its releases have been seen, as the case says; versions are compared as PEP 440 does.
    #[must_use]
    pub fn first_sights(&self, inventory: &Inventory) -> FirstSights {
        let distributions = inventory.sites.iter().flat_map(|site| &site.distributions);
        FirstSights::new(distributions.filter_map(|found| {
            let sight = self.given.sights.iter().find(|sight| sight.is_of(found))?;
            Some((found.name.normalized().to_owned(), found.version_text().to_owned(), sight.when))
        }))
    }

    /// What is known of files; `None` where they were not looked at.
    #[must_use]
    pub fn files(&self, inventory: &Inventory) -> Option<CaseFiles> {
        if !self.files_clean {
            return None;
        }
        let mut files = CaseFiles::default();
        for found in &self.given.found {
            let Some(site) = found.site(inventory) else { continue };
            match found.kind {
                Kind::Record => files.record.push(found.verified(VerifyCode::Modified, inventory, site)),
                Kind::Ownerless => {
                    files.ownerless.push(found.verified(VerifyCode::Ownerless, inventory, site));
                }
                Kind::Startup => files.startup.items.push(found.runs(inventory, site)),
            }
        }
        Some(files)
    }

    /// What the case says of what its inventory does not have.
    pub(super) fn idle(&self, inventory: &Inventory) -> Vec<Difference> {
        let idle = |place: &Place, what: String| Difference {
            place: place.clone(),
            text: format!("{what} is for nothing that is in the inventory"),
        };
        let paths: Vec<&PathBuf> = places(inventory).collect();
        let owners = self.given.owners.iter();
        let owners = owners.filter(|(pattern, ..)| !paths.iter().any(|path| pattern.covers(path)));
        let found = || inventory.sites.iter().flat_map(|site| &site.distributions);
        let sights = self.given.sights.iter().filter(|sight| !found().any(|found| sight.is_of(found)));
        let files = self.given.found.iter().filter(|found| !found.is_there(inventory));
        owners
            .map(|(pattern, _, place)| idle(place, format!("the owner of {pattern}")))
            .chain(sights.map(|sight| idle(&sight.place, format!("the first sight of {}", sight.written))))
            .chain(
                files.map(|found| idle(&found.place, format!("what was found at {}", found.path.display()))),
            )
            .collect()
    }
}

/// The environments and sites of an inventory.
fn places(inventory: &Inventory) -> impl Iterator<Item = &PathBuf> {
    let prefixes = inventory.environments.iter().map(|found| &found.prefix);
    prefixes.chain(inventory.sites.iter().map(|site| &site.path))
}

impl Sight {
    fn is_of(&self, distribution: &Distribution) -> bool {
        let version = distribution.version.as_ref().map(InstalledVersion::key);
        distribution.name == self.name && version == Some(self.version.key())
    }
}

impl Found {
    /// The innermost site that it lies in.
    fn site<'inventory>(&self, inventory: &'inventory Inventory) -> Option<&'inventory Site> {
        let sites = inventory.sites.iter().filter(|site| self.path.starts_with(&site.path));
        sites.max_by_key(|site| site.path.as_os_str().len())
    }

    fn owner<'site>(&self, site: &'site Site) -> Option<&'site Distribution> {
        let name = self.package.as_ref()?;
        site.distributions.iter().find(|found| found.name == *name)
    }

    fn is_there(&self, inventory: &Inventory) -> bool {
        let site = self.site(inventory);
        site.is_some_and(|site| self.package.is_none() || self.owner(site).is_some())
    }

    fn verified(&self, code: VerifyCode, inventory: &Inventory, site: &Site) -> VerifyFinding {
        VerifyFinding {
            code,
            severity: self.severity,
            confidence: Confidence::High,
            subject: self.owner(site).map(|found| Subject {
                name: found.name.normalized().to_owned(),
                written: found.name.as_written().to_owned(),
                version: found.version.as_ref().map(|version| version.as_written().to_owned()),
            }),
            site: site.path.clone(),
            environments: seers(inventory, &site.path),
            path: self.path.clone(),
            listed: None,
            status: None,
            reason: "the case says so".to_owned(),
        }
    }

    fn runs(&self, inventory: &Inventory, site: &Site) -> StartupItem {
        let stem = self.path.file_stem().and_then(|stem| stem.to_str());
        let ending = self.path.extension().and_then(|ending| ending.to_str());
        let kind = match (stem, ending) {
            (Some("sitecustomize"), _) => StartupKind::Sitecustomize,
            (Some("usercustomize"), _) => StartupKind::Usercustomize,
            (_, Some("start")) => StartupKind::EntryPoint,
            (_, Some("pth")) => StartupKind::ImportLine,
            _ => StartupKind::ImportedModule,
        };
        StartupItem {
            kind,
            site: site.path.clone(),
            file: self.path.clone(),
            line: None,
            content: String::new(),
            digest: None,
            verdict: self.verdict,
            known: None,
            owner: self.owner(site).map(|found| Owner {
                name: found.name.normalized().to_owned(),
                version: found.version.as_ref().map(|version| version.as_written().to_owned()),
                is_unchanged: Some(self.verdict == Verdict::Owned),
            }),
            traits: Vec::new(),
            notes: Vec::new(),
            mapping: Vec::new(),
            is_inert: false,
            environments: seers(inventory, &site.path),
            passed_over: Vec::new(),
        }
    }
}

/// The prefixes of the environments that see a site, sorted.
fn seers(inventory: &Inventory, site: &Path) -> Vec<PathBuf> {
    let sees = |sites: &[PathBuf]| sites.iter().any(|path| path == site);
    let seers: BTreeSet<PathBuf> = inventory
        .environments
        .iter()
        .filter(|found| sees(&found.sites))
        .map(|found| found.prefix.clone())
        .collect();
    seers.into_iter().collect()
}
