//! What lies beside what was searched: a narrow choice protects no less.

use std::path::{Path, PathBuf};

use fetter_core::inventory::Inventory;
use fetter_core::inventory::discover::Request;
use fetter_core::inventory::file::Disk;
use fetter_core::removal::{LeftCode, Options, Plan, RefusalCode, plan};
use fetter_testkit::{Scratch, Tree};

use super::{choices, environment};
use crate::support::{search_with, surroundings};

fn installed(tree: &Tree, site: &str, name: &str, files: &[&str]) {
    tree.dist_info(site, name, "1.0");
    let own = ["METADATA", "RECORD"].map(|file| format!("{name}-1.0.dist-info/{file}"));
    let lines = files.iter().map(|file| (*file).to_owned()).chain(own).map(|line| format!("{line},,\n"));
    tree.file(&format!("{site}/{name}-1.0.dist-info/RECORD"), lines.collect::<String>());
    for file in files {
        tree.file(&format!("{site}/{file}"), "");
    }
}

/// One prefix with two interpreters, and the same package for both.
fn two_versions(tree: &Tree) {
    tree.installation("p", "3.11");
    tree.executable("p/bin/python3.12");
    tree.file("p/lib/python3.12/os.py", "");
    for version in ["3.11", "3.12"] {
        let site = format!("p/lib/python{version}/site-packages");
        installed(tree, &site, "black", &["black.py", "../../../bin/black"]);
    }
}

fn found(root: &Path, executables: &[PathBuf], paths: &[PathBuf]) -> Inventory {
    let request = Request {
        executables: executables.to_vec(),
        paths: paths.to_vec(),
        only_paths: !paths.is_empty(),
        details: true,
        ..Request::default()
    };
    search_with(&request, &surroundings(&root.join("home")))
}

fn planned(inventory: &Inventory, name: &str) -> Plan {
    plan(&Disk::here(), inventory, &choices(inventory, &[name]), Options::default())
}

fn moved(plan: &Plan) -> Vec<String> {
    assert_eq!(plan.refused, []);
    plan.removals[0].steps.iter().map(|step| step.path.display().to_string()).collect()
}

#[test]
fn what_another_version_s_site_lists_stays() {
    let scratch = Scratch::new("removal-two-versions");
    let tree = scratch.tree();
    two_versions(&tree);
    let executable = scratch.at("p/bin/python3.11");
    for inventory in [
        found(scratch.path(), std::slice::from_ref(&executable), &[]),
        found(scratch.path(), &[], &[scratch.at("p/lib/python3.11/site-packages")]),
    ] {
        let plan = planned(&inventory, "black");
        let moved = moved(&plan);
        assert!(!moved.contains(&"bin/black".to_owned()), "{moved:?}");
        assert!(moved.contains(&"lib/python3.11/site-packages/black.py".to_owned()), "{moved:?}");
        assert!(plan.removals[0].left.iter().any(|left| left.code == LeftCode::Shared));
    }
}

#[test]
fn a_list_of_another_site_that_cannot_be_read_refuses_too() {
    let scratch = Scratch::new("removal-two-versions-damaged");
    let tree = scratch.tree();
    two_versions(&tree);
    tree.file("p/lib/python3.12/site-packages/black-1.0.dist-info/RECORD", "\"");
    let plan = planned(&found(scratch.path(), &[scratch.at("p/bin/python3.11")], &[]), "black");
    assert_eq!(plan.refused.iter().map(|one| one.code).collect::<Vec<_>>(), [RefusalCode::SharedUnknown]);
}

#[test]
fn what_lies_in_another_environment_stays_where_that_was_not_searched() {
    let scratch = Scratch::new("removal-nested-unseen");
    let tree = scratch.tree();
    environment(&tree);
    tree.venv("v/nested", &scratch.at("base"), "3.11", false);
    let listed =
        ["../../../nested/pyvenv.cfg", "../../../nested/lib/python3.11/site-packages/req.py", "evil.py"];
    installed(&tree, super::SITE, "evil", &listed);
    let plan = planned(&found(scratch.path(), &[scratch.at("v")], &[]), "evil");
    assert!(!moved(&plan).iter().any(|path| path.contains("nested")), "{:?}", moved(&plan));
    assert_eq!(plan.removals[0].left.iter().filter(|left| left.code == LeftCode::Protected).count(), 2);
}

#[test]
fn a_package_that_carries_a_configuration_of_an_environment_goes_all_the_same() {
    let scratch = Scratch::new("removal-own-config");
    let tree = scratch.tree();
    environment(&tree);
    installed(&tree, super::SITE, "evil", &["evil/pyvenv.cfg", "evil/__init__.py"]);
    let moved = moved(&planned(&found(scratch.path(), &[scratch.at("v")], &[]), "evil"));
    assert!(moved.iter().any(|path| path.ends_with("evil/__init__.py")), "{moved:?}");
}

/// However the site was come to, the system's account of it holds (PEP 668).
#[test]
fn what_a_system_manages_is_refused_however_it_was_found() {
    let scratch = Scratch::new("removal-managed-seen");
    let tree = scratch.tree();
    let site = "base/lib/python3.11/site-packages";
    tree.installation("base", "3.11");
    tree.file("base/lib/python3.11/EXTERNALLY-MANAGED", "[externally-managed]\n");
    tree.venv("v", &scratch.at("base"), "3.11", true);
    installed(&tree, site, "foo", &["foo.py"]);
    installed(&tree, "v/lib/python3.11/site-packages", "own", &["own.py"]);
    for inventory in [
        found(scratch.path(), &[scratch.at("base/bin/python3.11")], &[]),
        found(scratch.path(), &[scratch.at("v")], &[]),
        found(scratch.path(), &[], &[scratch.at("base")]),
        found(scratch.path(), &[], &[scratch.at("base/lib")]),
        found(scratch.path(), &[], &[scratch.at(site)]),
    ] {
        let plan = planned(&inventory, "foo");
        let codes: Vec<RefusalCode> = plan.refused.iter().map(|one| one.code).collect();
        assert_eq!(codes, [RefusalCode::ExternallyManaged], "{:?}", plan.removals);
    }
    let own = planned(&found(scratch.path(), &[scratch.at("v")], &[]), "own");
    assert_eq!((own.removals.len(), own.refused.len()), (1, 0), "an environment's own is not the system's");
}
