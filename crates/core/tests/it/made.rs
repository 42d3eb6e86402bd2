//! Inventories made by hand, and bounds of a text: what judging is asked with.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use fetter_core::inventory::{
    Creator, Details, Distribution, DistributionKind, Environment, EnvironmentKind, IdentitySource,
    Implementation, InstalledVersion, Inventory, Platform, PythonVersion, Site, SiteKind, System,
};
use fetter_core::manifest::{Context, Input, Manifest, OpenError, Opened, read};
use fetter_core::metadata::direct_url::Origin;
use fetter_core::metadata::file_url;
use fetter_core::policy::{Bound, Host, Ignores, Judged, Overrides, Rules, judge};
use fetter_core::requirement::PackageName;

/// A distribution that pip installed from an index.
pub(crate) fn package(name: &str, version: &str) -> Distribution {
    Distribution {
        kind: DistributionKind::DistInfo,
        name: PackageName::new(name),
        version: Some(InstalledVersion::new(version)).filter(|version| !version.as_written().is_empty()),
        identity: IdentitySource::Metadata,
        metadata_path: format!("/made/{name}-{version}.dist-info").into(),
        metadata_file: Some("METADATA"),
        details: Some(Box::default()),
    }
}

/// A distribution with what its metadata and the files beside it say.
pub(crate) fn detailed(name: &str, version: &str, details: Details) -> Distribution {
    Distribution { details: Some(Box::new(details)), ..package(name, version) }
}

/// A distribution that did not come from an index.
pub(crate) fn from(name: &str, version: &str, origin: Origin) -> Distribution {
    detailed(name, version, Details { origin: Some(origin), ..Details::default() })
}

/// What a `direct_url.json` says.
pub(crate) fn origin(direct_url: &str) -> Origin {
    Origin::read(direct_url.as_bytes()).expect("a direct_url.json")
}

/// A distribution whose metadata needs something.
pub(crate) fn needing(name: &str, version: &str, requires: &[&str]) -> Distribution {
    let requires = requires.iter().map(|&text| text.to_owned()).collect();
    detailed(name, version, Details { requires, ..Details::default() })
}

/// A site that packages are installed into.
pub(crate) fn site(path: &str, kind: SiteKind, distributions: Vec<Distribution>) -> Site {
    let mut distributions = distributions;
    distributions.sort_by(Distribution::compare);
    Site { path: path.into(), kind, distributions, path_files: vec![], leftovers: vec![] }
}

/// The path of the site that [`environment`] has.
pub(crate) fn site_of(prefix: &str) -> String {
    format!("{prefix}/lib/python3.11/site-packages")
}

/// A virtual environment of CPython 3.11.4 on Linux, which sees these sites after its own.
pub(crate) fn environment(prefix: &str, further: &[&str]) -> Environment {
    let own = PathBuf::from(site_of(prefix));
    Environment {
        prefix: prefix.into(),
        kind: EnvironmentKind::Virtual,
        creator: Creator::Venv,
        implementation: Implementation::CPython,
        version: PythonVersion {
            release: Some((3, 11)),
            free_threaded: false,
            full: Some("3.11.4".to_owned()),
        },
        platform: Some(Platform { system: System::Linux, machine: Some("x86_64".to_owned()) }),
        executables: vec![],
        aliases: vec![],
        base: None,
        home: None,
        system_sites: !further.is_empty(),
        user_site: false,
        sites: std::iter::once(own).chain(further.iter().map(PathBuf::from)).collect(),
    }
}

/// Environments by their prefixes, with what is in the own site of each.
pub(crate) fn machine(environments: Vec<(&str, Vec<Distribution>)>) -> Inventory {
    let mut inventory = Inventory::default();
    for (prefix, distributions) in environments {
        inventory.environments.push(environment(prefix, &[]));
        inventory.sites.push(site(&site_of(prefix), SiteKind::Environment, distributions));
    }
    inventory
}

/// One environment, `/env`.
pub(crate) fn one(distributions: Vec<Distribution>) -> Inventory {
    machine(vec![("/env", distributions)])
}

/// A directory that holds nothing but the bound.
struct Alone;

impl Context for Alone {
    fn open(&self, _: &str, _: &str) -> Result<Opened, OpenError> {
        Err(OpenError::Missing)
    }

    fn variable(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn file_url(&self, _: &str, path: &str) -> Option<String> {
        Some(file_url::of_path(&Path::new("/bounds").join(path)))
    }
}

/// Reads a file that refers to nothing.
pub(crate) fn manifest(file: &str, text: &str) -> Manifest {
    read(&Input { file: &Arc::from(file), bytes: text.as_bytes(), context: &Alone })
}

/// A bound of a file in which everything is understood, with what its own tool would choose.
pub(crate) fn bound_of(file: &str, text: &str) -> Bound {
    let manifest = manifest(file, text);
    assert_eq!(manifest.problems, [], "{text}");
    let choice = manifest.selectable.choose(&[]).expect("nothing is chosen");
    Bound { manifest, choice }
}

/// A bound of a requirements file's text.
pub(crate) fn bound(text: &str) -> Bound {
    bound_of("bound.txt", text)
}

/// The rules without any option, on the 15th of June 2026.
pub(crate) fn rules() -> Rules {
    Rules {
        subset: false,
        superset: false,
        ignores: Ignores::default(),
        today: "2026-06-15".parse().expect("a day"),
        host: Host::default(),
        overrides: Overrides::default(),
    }
}

/// Judges by rules, and sees that everything could be checked.
pub(crate) fn judged_by(inventory: &Inventory, bounds: &[&str], rules: &Rules) -> Judged {
    let bounds: Vec<Bound> = bounds.iter().map(|text| bound(text)).collect();
    let judged = judge(inventory, &bounds, rules);
    assert_eq!(judged.unchecked, [], "{bounds:?}");
    judged
}

/// `CODE LABEL` of every finding.
pub(crate) fn codes(judged: &Judged) -> Vec<String> {
    judged.findings.iter().map(|finding| format!("{} {}", finding.code, finding.subject.label())).collect()
}

/// `CODE LABEL` of everything that is found with the default rules.
pub(crate) fn found(inventory: &Inventory, bounds: &[&str]) -> Vec<String> {
    codes(&judged_by(inventory, bounds, &rules()))
}

/// As [`found`], with a name of its own for what is found in one environment with packages by name and version.
pub(crate) fn found_in(installed: &[(&str, &str)], bound: &str) -> Vec<String> {
    let installed = installed.iter().map(|(name, version)| package(name, version)).collect();
    found(&one(installed), &[bound])
}
