//! Lists of files are read ahead: what is denied is found sooner, and it is found the same.

use std::collections::HashSet;
use std::time::Duration;

use fetter_agent::enforce::targets::Finder;
use fetter_agent::enforce::{Denied, Mode, Targets};
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{DistributionKind, Site, SiteKind};
use fetter_testkit::Scratch;

use crate::rig::{SITE, denied, distribution, site};

/// Installs a package of one directory and a module, and what else it lists.
fn install(scratch: &Scratch, site: &mut Site, name: &str, files: &[&str]) {
    let tree = scratch.tree().below(SITE);
    let metadata = format!("{name}-1.dist-info");
    for file in files {
        tree.file(file, "");
    }
    let record = files.iter().flat_map(|file| [*file, ",,\n"]).collect::<String>();
    tree.file(&format!("{metadata}/RECORD.new"), record);
    let at = |name: &str| site.path.join(&metadata).join(name);
    std::fs::rename(at("RECORD.new"), at("RECORD")).expect("it is there");
    site.distributions.retain(|known| known.name.as_written() != name);
    site.distributions.push(distribution(&site.path.join(&metadata), name, DistributionKind::DistInfo));
}

fn find(finder: &mut Finder, site: &Site) -> Vec<(Denied, Targets)> {
    let bad = site.distributions.iter().find(|found| found.name.as_written() == "bad").expect("it is there");
    let denied = vec![denied(site, bad, Mode::Refuse)];
    finder.find(&Disk::here(), std::slice::from_ref(site), &[], denied, &HashSet::new())
}

#[test]
fn what_was_read_ahead_is_found_the_same_and_read_again_where_it_is_another_list() {
    let scratch = Scratch::new("ahead");
    let mut site = site(&scratch.tree().directory(SITE), SiteKind::Environment);
    let script = "../../../bin/both";
    install(&scratch, &mut site, "bad", &["space/bad.py", "bad/__init__.py", "six.py", script]);
    install(&scratch, &mut site, "other", &["space/other.py", "six.pyi", "../../../bin/other"]);
    install(&scratch, &mut site, "third", &["third/__init__.py", "__pycache__/six.cpython-311.pyc"]);
    let mut ahead = Finder::default();
    let mut turns = 1;
    while !ahead.warm(&Disk::here(), std::slice::from_ref(&site), &[], Duration::ZERO) {
        turns += 1;
        assert!(turns <= 10, "every turn reads one at least");
    }
    assert!(turns > 1, "a turn without time reads one only");
    assert_eq!(find(&mut ahead, &site), find(&mut Finder::default(), &site));
    let [(_, targets)] = find(&mut ahead, &site).try_into().expect("one is denied");
    assert!(targets.files.contains(&site.path.join("space/bad.py")), "{targets:?}");
    install(&scratch, &mut site, "other", &["space/bad.py", script]);
    let [(_, targets)] = find(&mut ahead, &site).try_into().expect("one is denied");
    assert!(!targets.files.contains(&site.path.join("space/bad.py")), "another has it now: {targets:?}");
    assert_eq!(find(&mut ahead, &site), find(&mut Finder::default(), &site));
}
