//! What is found, gathered: many environments have the same, which is written out once, at the end.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::case::Case;
use super::{Finding, FindingCode, Judged, Subject, Unchecked, UncheckedCode};
use crate::inventory::{Distribution, Site};
use crate::manifest::{Entry, Place, Role, Source};
use crate::metadata::credentials::mask_credentials;
use crate::requirement::PackageName;

/// A finding without where it is.
#[derive(PartialEq, Eq)]
struct Charge<'judging> {
    name: Cow<'judging, PackageName>,
    /// The name as it is written, which equal names differ in.
    spelling: Cow<'judging, str>,
    version: &'judging str,
    code: FindingCode,
    entry: Option<ByAddress<'judging>>,
    reason: Cow<'static, str>,
}

/// By what tells most charges apart: the same is charged in every environment, and what is written out need not be read for it.
impl Hash for Charge<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.code, self.entry, self.version, &self.name).hash(state);
    }
}

/// An entry that is the same as another only if it is that very one.
#[derive(Clone, Copy)]
struct ByAddress<'judging>(&'judging Entry);

impl PartialEq for ByAddress<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for ByAddress<'_> {}

impl Hash for ByAddress<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::hash(self.0, state);
    }
}

/// Where something was found once.
struct Scene<'judging> {
    site: Option<&'judging Path>,
    environment: Option<&'judging Path>,
}

/// All that was found, and what could not be checked.
#[derive(Default)]
pub(super) struct Charges<'judging> {
    findings: HashMap<Charge<'judging>, Vec<Scene<'judging>>>,
    unchecked: BTreeMap<(Place, UncheckedCode, String), BTreeSet<PathBuf>>,
}

impl<'judging> Charges<'judging> {
    /// Something is wrong with what is installed.
    pub(super) fn installed(
        &mut self,
        case: &Case<'judging>,
        (distribution, site): (&'judging Distribution, &'judging Site),
        code: FindingCode,
        entry: Option<&'judging Entry>,
        reason: impl Into<Cow<'static, str>>,
    ) {
        let charge = Charge {
            name: Cow::Borrowed(&distribution.name),
            spelling: Cow::Borrowed(distribution.name.as_written()),
            version: distribution.version_text(),
            code,
            entry: entry.map(ByAddress),
            reason: reason.into(),
        };
        self.file(case, charge, Some(&site.path));
    }

    /// Something is not installed.
    pub(super) fn missing(
        &mut self,
        case: &Case<'judging>,
        name: Cow<'judging, PackageName>,
        code: FindingCode,
        entry: &'judging Entry,
        reason: impl Into<Cow<'static, str>>,
    ) {
        let spelling = match &name {
            Cow::Borrowed(name) => Cow::Borrowed(name.as_written()),
            Cow::Owned(name) => Cow::Owned(name.as_written().to_owned()),
        };
        let entry = Some(ByAddress(entry));
        let charge = Charge { name, spelling, version: "", code, entry, reason: reason.into() };
        self.file(case, charge, case.home);
    }

    fn file(&mut self, case: &Case<'judging>, charge: Charge<'judging>, site: Option<&'judging Path>) {
        let environment = case.environment.map(|found| found.prefix.as_path());
        self.findings.entry(charge).or_default().push(Scene { site, environment });
    }

    /// Something could not be checked.
    pub(super) fn unchecked(&mut self, case: &Case<'_>, entry: &Entry, code: UncheckedCode, reason: String) {
        let environments = self.unchecked.entry((entry.place.clone(), code, reason)).or_default();
        environments.extend(case.environment.map(|found| found.prefix.clone()));
    }

    /// Everything, written out and sorted.
    pub(super) fn judged(self) -> Judged {
        let mut places = Places::default();
        let finding = |(charge, scenes): (Charge<'_>, Vec<Scene<'_>>)| {
            let sites = places.set(scenes.iter().filter_map(|scene| scene.site));
            charge.finding(sites, places.set(scenes.iter().filter_map(|scene| scene.environment)))
        };
        let mut findings: Vec<Finding> = self.findings.into_iter().map(finding).collect();
        findings.sort();
        let unchecked =
            |((place, code, reason), environments)| Unchecked { place, code, reason, environments };
        Judged { findings, unchecked: self.unchecked.into_iter().map(unchecked).collect() }
    }
}

/// Sets of places, each made once: what is wrong in every environment is so with many packages.
#[derive(Default)]
struct Places {
    /// By where the paths lie in memory, in the order in which they were charged.
    known: HashMap<Vec<(usize, usize)>, Arc<BTreeSet<PathBuf>>>,
}

impl Places {
    fn set<'paths>(&mut self, paths: impl Iterator<Item = &'paths Path>) -> Arc<BTreeSet<PathBuf>> {
        let address = |path: &&Path| {
            let bytes = path.as_os_str().as_encoded_bytes();
            (bytes.as_ptr().addr(), bytes.len())
        };
        let paths: Vec<&Path> = paths.collect();
        let make = || Arc::new(paths.iter().map(|path| path.to_path_buf()).collect());
        self.known.entry(paths.iter().map(address).collect()).or_insert_with(make).clone()
    }
}

impl Charge<'_> {
    fn finding(self, sites: Arc<BTreeSet<PathBuf>>, environments: Arc<BTreeSet<PathBuf>>) -> Finding {
        Finding {
            subject: Subject {
                name: self.name.normalized().to_owned(),
                written: self.name.as_written().to_owned(),
                version: Some(self.version.to_owned()).filter(|version| !version.is_empty()),
            },
            code: self.code,
            requirement: self.entry.map(|entry| text(entry.0)),
            place: self.entry.map(|entry| entry.0.place.clone()),
            reason: self.reason.into_owned(),
            sites,
            environments,
        }
    }
}

/// An entry as a person would write it, without credentials.
pub(super) fn text(entry: &Entry) -> String {
    let requirement = &entry.requirement;
    let mut text = requirement.to_string();
    if !matches!(entry.source, Source::Index { .. }) {
        let (before, marker) =
            text.split_once(';').map_or((text.as_str(), None), |(before, marker)| (before, Some(marker)));
        let marker = marker.map(|marker| format!(" ;{marker}")).unwrap_or_default();
        text = format!("{} @ {}{marker}", before.trim_end(), entry.source);
    }
    if entry.role == Role::Denied {
        text.insert_str(0, "deny ");
    }
    mask_credentials(&text)
}
