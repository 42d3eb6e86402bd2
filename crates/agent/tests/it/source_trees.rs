//! What somebody develops in is never refused.

use fetter_agent::enforce::Gap;
use fetter_core::inventory::{DistributionKind, SiteKind};

use crate::refusing::refused;
use crate::rig::{Rig, distribution};
use crate::support::may_enforce;

/// A project with metadata that a build left beside its source, and no list of what was installed.
fn project(rig: &mut Rig, place: &str, metadata: &str) {
    let tree = rig.scratch.tree().below(place);
    rig.site = crate::rig::site(&rig.scratch.at(place), SiteKind::Checkout);
    tree.file("proj/__init__.py", "x = 1\n");
    tree.file(&format!("{metadata}/PKG-INFO"), "Name: proj\nVersion: 1\n");
    tree.file(&format!("{metadata}/top_level.txt"), "proj\n");
    tree.file(&format!("{metadata}/SOURCES.txt"), "proj/__init__.py\n");
}

#[test]
fn a_source_tree_is_never_refused_whoever_links_to_it() {
    if !may_enforce("source trees") {
        return;
    }
    let mut rig = Rig::new("sources");
    let egg_info = DistributionKind::EggInfoDirectory;
    for kind in [SiteKind::Checkout, SiteKind::Linked, SiteKind::Target] {
        project(&mut rig, "work/src", "proj.egg-info");
        rig.site.kind = kind;
        rig.know(distribution(&rig.at("proj.egg-info"), "proj", egg_info));
        rig.deny(&["proj"]);
        assert!(!refused(&rig.at("proj/__init__.py")), "{kind:?}");
        assert_eq!(rig.gaps().pop().map(|(_, gap)| gap), Some(Gap::SourceTree), "{kind:?}");
    }
    // What `setup.py dist_info` makes has no list either.
    project(&mut rig, "other/src", "proj-1.dist-info");
    rig.site.kind = SiteKind::Linked;
    rig.scratch.tree().file("other/pyproject.toml", "[project]\n");
    rig.know(distribution(&rig.at("proj-1.dist-info"), "proj", DistributionKind::DistInfo));
    rig.deny(&["proj"]);
    assert!(!refused(&rig.at("proj/__init__.py")));
    // What was installed where a line leads to was installed all the same.
    std::fs::write(rig.at("proj-1.dist-info/RECORD"), "proj/__init__.py,,\n").expect("written");
    rig.deny(&["proj"]);
    assert!(refused(&rig.at("proj/__init__.py")));
}
