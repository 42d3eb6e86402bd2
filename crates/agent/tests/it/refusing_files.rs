//! Files that are no distribution's are refused by themselves, and nothing beside them.

use std::path::Path;

use fetter_agent::enforce::{Denied, DeniedKind, Gap, Mode};
use fetter_core::inventory::file::Disk;

use crate::refusing::refused;
use crate::rig::Rig;
use crate::support::may_enforce;

fn file(rig: &Rig, path: &Path) -> Denied {
    Denied {
        kind: DeniedKind::File,
        label: path.display().to_string(),
        name: String::new(),
        version: String::new(),
        site: rig.site.path.clone(),
        metadata: path.to_path_buf(),
        rule: "integrity".to_owned(),
        reason: "a test says so".to_owned(),
        mode: Mode::Refuse,
    }
}

/// Denies files of the site by their names.
fn deny(rig: &mut Rig, names: &[&str]) {
    let denied = names.iter().map(|name| file(rig, &rig.at(name))).collect();
    let sites = std::slice::from_ref(&rig.site);
    let targets = rig.finder.find(&Disk::here(), sites, &[], denied, &std::collections::HashSet::new());
    rig.enforcer.deny(targets);
}

#[test]
fn a_file_of_nobody_is_refused_with_what_is_compiled_of_it() {
    if !may_enforce("a denied file") {
        return;
    }
    let mut rig = Rig::new("single-file");
    rig.install("good", &[("good/__init__.py", "1"), ("single.py", "1")]);
    let tree = rig.scratch.tree().below(crate::rig::SITE);
    for path in
        ["stray.py", "__pycache__/stray.cpython-311.pyc", "__pycache__/single.cpython-311.pyc", "x.pth"]
    {
        tree.file(path, "1");
    }
    tree.file("package/__init__.py", "1");
    tree.file("package/below/deep.py", "1");
    deny(&mut rig, &["stray.py", "package", "x.pth"]);
    for path in [
        "stray.py",
        "__pycache__/stray.cpython-311.pyc",
        "x.pth",
        "package/__init__.py",
        "package/below/deep.py",
    ] {
        assert!(refused(&rig.at(path)), "{path}");
    }
    let events = rig.events();
    for path in
        ["good/__init__.py", "single.py", "__pycache__/single.cpython-311.pyc", "good-1.dist-info/RECORD"]
    {
        assert!(!refused(&rig.at(path)), "{path}");
    }
    assert_eq!(rig.events(), events, "neighbours raise no event");
    std::fs::remove_file(rig.at("stray.py")).expect("it can be removed");
    let paths = [rig.at("package"), rig.at("stray.py"), rig.at("x.pth")];
    rig.enforcer.release(paths.iter().map(std::path::PathBuf::as_path));
    assert!(!refused(&rig.at("package/__init__.py")) && !refused(&rig.at("x.pth")));
}

#[test]
fn what_packages_list_and_whole_sites_are_not_refused() {
    if !may_enforce("what is not refused") {
        return;
    }
    let mut rig = Rig::new("single-owned");
    rig.install("good", &[("good/__init__.py", "1")]);
    rig.scratch.tree().below(crate::rig::SITE).file("good/stray.py", "1");
    let elsewhere = rig.scratch.tree().file("elsewhere/x.py", "1");
    deny(&mut rig, &["good", "good/__init__.py", "", "good-1.dist-info/METADATA", "good/stray.py"]);
    let found = {
        let denied = vec![file(&rig, &elsewhere)];
        let sites = std::slice::from_ref(&rig.site);
        rig.finder.find(&Disk::here(), sites, &[], denied, &std::collections::HashSet::new())
    };
    rig.enforcer.deny(found);
    for path in ["good/__init__.py", "good-1.dist-info/METADATA"] {
        assert!(!refused(&rig.at(path)), "{path}");
    }
    assert!(refused(&rig.at("good/stray.py")), "it lies among files of a package, and is none of its");
    assert!(!refused(&elsewhere));
    let gaps: Vec<Gap> = rig.gaps().into_iter().map(|(_, why)| why).collect();
    for wanted in [Gap::Shared("good-1".to_owned()), Gap::WholeSite, Gap::Metadata, Gap::Elsewhere] {
        assert!(gaps.contains(&wanted), "{wanted:?} is not among {gaps:?}");
    }
}
