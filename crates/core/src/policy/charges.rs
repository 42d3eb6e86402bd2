//! What is found, gathered: many environments have the same, which is written out once, at the end.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use super::case::Case;
use super::{Finding, FindingCode, Judged, Subject, Unchecked, UncheckedCode};
use crate::inventory::{Distribution, Site};
use crate::manifest::{Entry, Place, Role, Source};
use crate::metadata::credentials::mask_credentials;
use crate::requirement::PackageName;

/// A finding without where it is.
#[derive(PartialEq, Eq, Hash)]
struct Charge<'judging> {
    name: Cow<'judging, PackageName>,
    /// The name as it is written, which equal names differ in.
    spelling: Cow<'judging, str>,
    version: &'judging str,
    code: FindingCode,
    entry: Option<ByAddress<'judging>>,
    reason: Cow<'static, str>,
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

/// Where a finding is: sites and environments.
#[derive(Default)]
struct Scene<'judging> {
    sites: Vec<&'judging Path>,
    environments: Vec<&'judging Path>,
}

/// All that was found, and what could not be checked.
#[derive(Default)]
pub(super) struct Charges<'judging> {
    findings: HashMap<Charge<'judging>, Scene<'judging>>,
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
        self.file(case, charge, case.home());
    }

    fn file(&mut self, case: &Case<'judging>, charge: Charge<'judging>, site: Option<&'judging Path>) {
        let scene = self.findings.entry(charge).or_default();
        scene.sites.extend(site);
        scene.environments.extend(case.environment.map(|found| found.prefix.as_path()));
    }

    /// Something could not be checked.
    pub(super) fn unchecked(&mut self, case: &Case<'_>, entry: &Entry, code: UncheckedCode, reason: String) {
        let environments = self.unchecked.entry((entry.place.clone(), code, reason)).or_default();
        environments.extend(case.environment.map(|found| found.prefix.clone()));
    }

    /// Everything, written out and sorted.
    pub(super) fn judged(self) -> Judged {
        let finding = |(charge, scene): (Charge<'_>, Scene<'_>)| charge.finding(&scene);
        let mut findings: Vec<Finding> = self.findings.into_iter().map(finding).collect();
        findings.sort();
        let unchecked =
            |((place, code, reason), environments)| Unchecked { place, code, reason, environments };
        Judged { findings, unchecked: self.unchecked.into_iter().map(unchecked).collect() }
    }
}

impl Charge<'_> {
    fn finding(&self, scene: &Scene<'_>) -> Finding {
        let paths = |paths: &[&Path]| paths.iter().map(|path| path.to_path_buf()).collect();
        Finding {
            subject: Subject {
                name: self.name.normalized().to_owned(),
                written: self.name.as_written().to_owned(),
                version: Some(self.version.to_owned()).filter(|version| !version.is_empty()),
            },
            code: self.code,
            requirement: self.entry.map(|entry| text(entry.0)),
            place: self.entry.map(|entry| entry.0.place.clone()),
            reason: self.reason.clone().into_owned(),
            sites: paths(&scene.sites),
            environments: paths(&scene.environments),
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
