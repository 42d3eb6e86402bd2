//! What is found, gathered: many environments have the same, which is written out once, at the end.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::case::{Case, Installed};
use super::each::Said;
use super::{Finding, FindingCode, Judged, Subject, Unchecked, UncheckedCode};
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
#[derive(Clone, Copy)]
struct Scene<'judging> {
    site: Option<&'judging Path>,
    environment: Option<&'judging Path>,
}

impl<'judging> Scene<'judging> {
    fn of(case: &Case<'judging>, site: Option<&'judging Path>) -> Self {
        Self { site, environment: case.environment.map(|found| found.prefix.as_path()) }
    }
}

/// All that was found, and what could not be checked.
#[derive(Default)]
pub(super) struct Charges<'judging> {
    findings: HashMap<Charge<'judging>, Vec<Scene<'judging>>>,
    /// What is required and not there, with the numbers of the `absences` it is so in: it may be a whole bound, in each of many
    /// environments.
    not_installed: HashMap<ByAddress<'judging>, Vec<usize>>,
    absences: Vec<Scene<'judging>>,
    unchecked: BTreeMap<(Place, UncheckedCode, String), BTreeSet<PathBuf>>,
    /// Where it is asked what bounds say of one distribution: what they said of it.
    pub(super) said: Option<Vec<Said<'judging>>>,
}

impl<'judging> Charges<'judging> {
    /// Something is wrong with what is installed.
    pub(super) fn installed(
        &mut self,
        case: &Case<'judging>,
        (distribution, site): Installed<'judging>,
        code: FindingCode,
        entry: Option<&'judging Entry>,
        reason: impl Into<Cow<'static, str>>,
    ) {
        if let Some(said) = &mut self.said {
            return said.push(Said::Against { code, entry, reason: reason.into() });
        }
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

    /// What entries require is not installed.
    pub(super) fn not_installed(
        &mut self,
        case: &Case<'judging>,
        entries: impl Iterator<Item = &'judging Entry>,
    ) {
        let number = self.absences.len();
        self.absences.push(Scene::of(case, case.home));
        for entry in entries {
            self.not_installed.entry(ByAddress(entry)).or_default().push(number);
        }
    }

    /// What an extra needs is not installed.
    pub(super) fn extra_not_installed(
        &mut self,
        case: &Case<'judging>,
        name: PackageName,
        entry: &'judging Entry,
        reason: String,
    ) {
        let charge = Charge {
            spelling: Cow::Owned(name.as_written().to_owned()),
            name: Cow::Owned(name),
            version: "",
            code: FindingCode::ExtraNotInstalled,
            entry: Some(ByAddress(entry)),
            reason: reason.into(),
        };
        self.file(case, charge, case.home);
    }

    fn file(&mut self, case: &Case<'judging>, charge: Charge<'judging>, site: Option<&'judging Path>) {
        self.findings.entry(charge).or_default().push(Scene::of(case, site));
    }

    /// Something could not be checked.
    pub(super) fn unchecked(&mut self, case: &Case<'_>, entry: &Entry, code: UncheckedCode, reason: String) {
        if let Some(said) = &mut self.said {
            return said.push(Said::Unknown { place: entry.place.clone(), code, reason });
        }
        let environments = self.unchecked.entry((entry.place.clone(), code, reason)).or_default();
        environments.extend(case.environment.map(|found| found.prefix.clone()));
    }

    /// Everything, written out and sorted.
    pub(super) fn judged(self) -> Judged {
        let mut places = Places::default();
        let absences = &self.absences;
        let not_installed = self.not_installed.into_iter().map(|(entry, numbers)| {
            let scenes = numbers.into_iter().filter_map(|number| absences.get(number));
            (Charge::not_installed(entry), scenes.copied().collect())
        });
        let finding = |(charge, scenes): (Charge<'_>, Vec<Scene<'_>>)| {
            let sites = places.set(scenes.iter().filter_map(|scene| scene.site));
            charge.finding(sites, places.set(scenes.iter().filter_map(|scene| scene.environment)))
        };
        let mut findings: Vec<Finding> =
            self.findings.into_iter().chain(not_installed).map(finding).collect();
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

impl<'judging> Charge<'judging> {
    fn not_installed(entry: ByAddress<'judging>) -> Self {
        let name = &entry.0.requirement.name;
        Self {
            name: Cow::Borrowed(name),
            spelling: Cow::Borrowed(name.as_written()),
            version: "",
            code: FindingCode::NotInstalled,
            entry: Some(entry),
            reason: Cow::Borrowed("it is not installed"),
        }
    }

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
pub(crate) fn text(entry: &Entry) -> String {
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
