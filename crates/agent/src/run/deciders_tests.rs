//! Attackers' environments decide nothing of what is not theirs.

use fetter_core::audit::Knowledge;
use fetter_core::check::{Decision, Evidence, FilesSeen, FirstSights, Owners, Policy, check};
use fetter_core::inventory::{
    Creator, Distribution, DistributionKind, EnvironmentKind, Executable, IdentitySource, Implementation,
    InstalledVersion, PathFile, PathFileLine, PythonVersion,
};
use fetter_core::policy::{Host, Overrides};
use fetter_core::requirement::PackageName;

use super::*;

const ROOTS: &str = "/usr/lib/python3/dist-packages";
const ATTACKERS: &str = "/home/att/labs/e/lib/python3.8/site-packages";
const USERS: &str = "/home/att/.local/lib/python3.11/site-packages";
const COPIES: &str = "/home/att/copies";

const POLICY: &str = r#"
schema = "policy-1"
name = "p"
mode = "enforce"
[scopes.labs]
path = ["/home/*/labs"]
[scopes.old]
python = "<3.9"
[[deny]]
scope = ["labs"]
packages = ["requests"]
[[deny]]
scope = ["old"]
packages = ["sixx"]
[[allow]]
requirements = ["requests", "sixx", "tomli2 ; python_version >= '3.11'", "own", "bad>=2"]
"#;

fn owner_of(path: &Path) -> Option<u32> {
    if path == Path::new("/usr/pyvenv.cfg") {
        return None;
    }
    Some(if path.starts_with("/home/att") || path.starts_with("/tmp/shared/") { 1000 } else { 0 })
}

fn site(path: &str, kind: SiteKind, names: &[&str]) -> Site {
    let found = |name: &&str| Distribution {
        kind: DistributionKind::DistInfo,
        name: PackageName::new(name),
        version: Some(InstalledVersion::new("1")),
        identity: IdentitySource::Metadata,
        metadata_path: format!("{path}/{name}-1.dist-info").into(),
        metadata_file: None,
        details: None,
    };
    let distributions = names.iter().map(found).collect();
    Site { path: path.into(), kind, distributions, path_files: Vec::new(), leftovers: Vec::new() }
}

fn environment(prefix: &str, version: (u16, u16), sites: &[&str]) -> Environment {
    Environment {
        prefix: prefix.into(),
        kind: EnvironmentKind::Virtual,
        creator: Creator::Venv,
        implementation: Implementation::CPython,
        version: PythonVersion {
            release: Some(version),
            free_threaded: false,
            full: Some(format!("{}.{}.1", version.0, version.1)),
        },
        platform: None,
        executables: vec![Executable { path: format!("{prefix}/bin/python3").into(), exists: true }],
        aliases: Vec::new(),
        base: None,
        home: None,
        system_sites: false,
        user_site: false,
        sites: sites.iter().map(PathBuf::from).collect(),
    }
}

/// A `.pth` file that leads there.
fn leads(site: &mut Site, to: &str) {
    let action = PathFileAction::Path { target: Some(to.into()) };
    let line = PathFileLine { number: 1, text: to.to_owned(), action };
    site.path_files.push(PathFile { name: "x.pth".into(), lines: vec![line] });
}

fn inventory(environments: Vec<Environment>, mut sites: Vec<Site>) -> Inventory {
    sites.sort_by(|left, right| left.path.cmp(&right.path));
    Inventory { environments, sites, ..Inventory::default() }
}

/// What is refused in a site, by name.
fn refused(inventory: &Inventory, site: &str) -> Vec<String> {
    let policy = Policy::read(POLICY, "policy.toml").expect("a policy").load(|_| unreachable!("no bounds"));
    let outcome = check(
        inventory,
        &policy.expect("it has none"),
        &Evidence {
            knowledge: &Knowledge { source: None, exploited: None, likelihoods: None, popular: None },
            knowledge_unchecked: &[],
            now: "2026-06-15T12:00:00Z".parse().expect("a moment"),
            host: &Host::default(),
            overrides: &Overrides::default(),
            files: FilesSeen::default(),
            owners: &Owners::default(),
            first_sights: &FirstSights::default(),
        },
    );
    let is_refused = outcome
        .judgements
        .into_iter()
        .filter(|judged| judged.site == Path::new(site) && judged.decision == Decision::Refused);
    is_refused.map(|judged| judged.subject.name).collect()
}

fn decided(inventory: &Inventory) -> Cow<'_, Inventory> {
    deciding(inventory, inventory, &mut Owned::new(&owner_of))
}

#[test]
fn an_environment_that_others_made_has_nothing_of_roots_refused() {
    let packages = ["requests", "sixx", "tomli2"];
    let roots = site(ROOTS, SiteKind::Environment, &packages);
    let system = || environment("/usr", (3, 11), &[ROOTS, USERS]);
    let mut own = site(ATTACKERS, SiteKind::Environment, &["bad"]);
    leads(&mut own, ROOTS);
    let by_line = environment("/home/att/labs/e", (3, 8), &[ATTACKERS, ROOTS]);
    let machine = inventory(vec![by_line, system()], vec![roots.clone(), own]);
    assert_eq!(refused(&machine, ROOTS), packages, "the judge itself takes the strictest");
    assert_eq!(refused(&decided(&machine), ROOTS), Vec::<String>::new());
    assert_eq!(refused(&decided(&machine), ATTACKERS), ["bad"], "of what is its own it decides");
    // The base's sites are seen without a line; a directory of root's that anybody may write to is nobody's.
    for prefix in ["/home/att/labs/v", "/tmp/shared"] {
        let mut venv = environment(prefix, (3, 8), &[ROOTS]);
        venv.base = Some("/usr".into());
        venv.system_sites = true;
        let machine = inventory(vec![venv, system()], vec![roots.clone()]);
        assert_ne!(refused(&machine, ROOTS), Vec::<String>::new());
        assert_eq!(refused(&decided(&machine), ROOTS), Vec::<String>::new(), "{prefix}");
    }
}

#[test]
fn a_line_in_a_users_site_brings_nothing_of_others_into_roots_environment() {
    let elsewhere = "/opt/app/packages";
    let mut user = site(USERS, SiteKind::User, &["own"]);
    leads(&mut user, elsewhere);
    let app = site(elsewhere, SiteKind::Linked, &["tomli2"]);
    let system = environment("/usr", (3, 8), &[USERS, ROOTS, elsewhere]);
    let root = || site(ROOTS, SiteKind::Environment, &[]);
    let machine = inventory(vec![system.clone()], vec![root(), user.clone(), app.clone()]);
    assert_eq!(refused(&machine, elsewhere), ["tomli2"]);
    assert_eq!(refused(&decided(&machine), elsewhere), Vec::<String>::new());
    let mut by_root = root();
    leads(&mut by_root, elsewhere);
    let machine = inventory(vec![system], vec![by_root, user, app]);
    assert_eq!(refused(&decided(&machine), elsewhere), ["tomli2"], "root has a line for it too");
    assert!(matches!(decided(&machine), Cow::Borrowed(_)), "nothing is copied where all decide");
}

#[test]
fn what_a_user_puts_before_roots_packages_does_not_hide_them() {
    let mut user = site(USERS, SiteKind::User, &[]);
    leads(&mut user, COPIES);
    let system = environment("/usr", (3, 11), &[USERS, COPIES, ROOTS]);
    let sites =
        vec![site(ROOTS, SiteKind::Environment, &["bad"]), site(COPIES, SiteKind::Linked, &["bad"]), user];
    let machine = inventory(vec![system], sites);
    // Python finds the copy first, for this user; its code may be imported all the same.
    assert_eq!(refused(&machine, ROOTS), ["bad"]);
    assert_eq!(refused(&decided(&machine), ROOTS), ["bad"]);
    assert_eq!(refused(&decided(&machine), COPIES), ["bad"]);
}
