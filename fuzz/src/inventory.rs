//! A small inventory, for what is judged.

use fetter_core::inventory::{
    Creator, Details, Distribution, DistributionKind, Environment, EnvironmentKind, IdentitySource,
    Implementation, InstalledVersion, Inventory, Platform, PythonVersion, Site, SiteKind, System,
};
use fetter_core::metadata::direct_url::Origin;
use fetter_core::requirement::PackageName;

/// An environment with a few packages from several origins, and a directory that no environment sees.
#[must_use]
pub fn inventory() -> Inventory {
    let inside = vec![
        distribution("a", "1.0", DistributionKind::DistInfo, None),
        distribution(
            "b",
            "2.0rc1",
            DistributionKind::DistInfo,
            Some(r#"{"url": "https://h.example/b.git", "vcs_info": {"vcs": "git", "commit_id": "0a1b2c"}}"#),
        ),
        distribution(
            "c",
            "3",
            DistributionKind::DistInfo,
            Some(r#"{"url": "file:///base/c", "dir_info": {"editable": true}}"#),
        ),
        distribution("python", "3.11.7", DistributionKind::Conda, None),
    ];
    let beside = vec![distribution("d", "no version", DistributionKind::EggInfoFile, None)];
    let site = |path: &str, kind, distributions| Site {
        path: path.into(),
        kind,
        distributions,
        path_files: Vec::new(),
        leftovers: Vec::new(),
    };
    Inventory {
        environments: vec![environment()],
        sites: vec![
            site("/base/lib/python3.11/site-packages", SiteKind::Environment, inside),
            site("/beside", SiteKind::Target, beside),
        ],
        ..Inventory::default()
    }
}

fn environment() -> Environment {
    Environment {
        prefix: "/base".into(),
        kind: EnvironmentKind::Base,
        creator: Creator::Unknown,
        implementation: Implementation::CPython,
        version: PythonVersion {
            release: Some((3, 11)),
            free_threaded: false,
            full: Some("3.11.7".to_owned()),
        },
        platform: Some(Platform { system: System::Linux, machine: None }),
        executables: Vec::new(),
        aliases: Vec::new(),
        base: None,
        home: None,
        system_sites: true,
        user_site: false,
        sites: vec!["/base/lib/python3.11/site-packages".into()],
    }
}

fn distribution(name: &str, version: &str, kind: DistributionKind, origin: Option<&str>) -> Distribution {
    let origin = origin.map(|json| Origin::read(json.as_bytes()).expect("a direct_url.json"));
    Distribution {
        kind,
        name: PackageName::new(name),
        version: Some(InstalledVersion::new(version)),
        identity: IdentitySource::Metadata,
        metadata_path: format!("/base/{name}").into(),
        metadata_file: None,
        details: Some(Box::new(Details { origin, ..Details::default() })),
    }
}
