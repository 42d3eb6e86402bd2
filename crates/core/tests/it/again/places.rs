//! Places that nobody knew are read as a search of everything would read them.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;

use fetter_core::inventory::discover::{Touched, refresh};
use fetter_core::inventory::{EnvironmentKind, SiteKind};
use fetter_testkit::Scratch;

use super::{Machine, SITES};
use crate::support::surroundings;

impl Machine {
    fn metadata(&self, path: &str) -> Touched {
        Touched::Metadata(self.scratch.at(path))
    }

    fn place(&self, path: &str) -> Touched {
        Touched::Site(self.scratch.at(path))
    }

    fn prefix(&self, path: &str) -> Touched {
        Touched::Prefix(self.scratch.at(path))
    }

    fn moved(&self, path: &str) -> Touched {
        Touched::Tree(self.scratch.at(path))
    }

    /// Reads again, and sees that it is what a search of everything finds, without one.
    fn exact(&mut self, touched: &[Touched]) {
        let beyond = self.refresh(touched);
        assert!(beyond.is_empty(), "{beyond:?}");
    }

    fn kind(&self, path: &str) -> Option<SiteKind> {
        let path = self.scratch.at(path);
        self.inventory.sites.iter().find(|site| site.path == path).map(|site| site.kind)
    }
}

#[test]
fn a_directory_that_packages_are_put_into_for_the_first_time() {
    let mut machine = Machine::new("places-target");
    machine.tree().dist_info("home/new", "fresh", "1");
    machine.exact(&[machine.metadata("home/new/fresh-1.dist-info")]);
    assert_eq!(machine.kind("home/new"), Some(SiteKind::Target));
    // Directories in directories that are all new, one of them in a site of the kind.
    machine.tree().dist_info("home/a/b/c/d", "deep", "1");
    machine.tree().dist_info("home/a/b/c/d/e/f", "deeper", "1");
    machine.tree().dist_info("srv/target/below", "inner", "1");
    machine.exact(&[
        machine.metadata("home/a/b/c/d/deep-1.dist-info"),
        machine.metadata("home/a/b/c/d/e/f/deeper-1.dist-info"),
        machine.place("srv/target/below"),
    ]);
    for place in ["home/a/b/c/d", "home/a/b/c/d/e/f", "srv/target/below"] {
        assert_eq!(machine.kind(place), Some(SiteKind::Target), "{place}");
    }
    // One above others that are known.
    machine.tree().dist_info("home/a/b", "above", "1");
    machine.exact(&[machine.metadata("home/a/b/above-1.dist-info")]);
    // And in an environment, but not where its packages are.
    machine.tree().dist_info("home/project/.venv/vendor", "beside", "1");
    machine.exact(&[machine.metadata("home/project/.venv/vendor/beside-1.dist-info")]);
    assert_eq!(machine.kind("home/project/.venv/vendor"), Some(SiteKind::Target));
}

#[test]
fn what_a_package_carries_with_it_is_no_site() {
    let mut machine = Machine::new("places-vendored");
    machine.tree().file("home/new/package/__init__.py", "");
    machine.tree().dist_info("home/new", "fresh", "1");
    machine.tree().dist_info("home/new/package/vendored", "inner", "1");
    machine.tree().dist_info(&format!("{}/package/vendored", SITES[2]), "inner", "1");
    machine.exact(&[
        machine.metadata("home/new/fresh-1.dist-info"),
        machine.metadata("home/new/package/vendored/inner-1.dist-info"),
        machine.metadata(&format!("{}/package/vendored/inner-1.dist-info", SITES[2])),
    ]);
    assert_eq!(machine.kind("home/new/package/vendored"), None);
    // Nor is an environment among packages one that a search comes by.
    let base = machine.scratch.at("opt/one");
    let within = format!("{}/package/env", SITES[2]);
    machine.tree().venv(&within, &base, "3.11", false);
    machine.exact(&[machine.prefix(&within), machine.moved(&format!("{}/package", SITES[2]))]);
    // But one in a package of a directory that packages were put into is, and so is what lies in it.
    machine.tree().dist_info("home/new/package/env/more", "inner", "1");
    machine.exact(&[machine.metadata("home/new/package/env/more/inner-1.dist-info")]);
    assert_eq!(machine.kind("home/new/package/env/more"), None);
    machine.tree().venv("home/new/package/env", &base, "3.11", false);
    machine.exact(&[machine.prefix("home/new/package/env")]);
    assert_eq!(machine.kind("home/new/package/env/more"), Some(SiteKind::Target));
    // What was below a directory that turns into a site of the kind was a site, and is none any more.
    machine.tree().file("home/late/package/__init__.py", "");
    machine.tree().egg_info("home/late/package", "inner", "1");
    machine.exact(&[machine.place("home/late/package")]);
    assert_eq!(machine.kind("home/late/package"), Some(SiteKind::Checkout));
    machine.tree().dist_info("home/late", "fresh", "1");
    machine.exact(&[machine.metadata("home/late/fresh-1.dist-info")]);
    assert_eq!(machine.kind("home/late/package"), None);
    fs::remove_dir_all(machine.scratch.at("home/late/fresh-1.dist-info")).expect("removed");
    machine.exact(&[machine.metadata("home/late/fresh-1.dist-info")]);
}

#[test]
fn what_a_directory_is_changes_with_what_is_in_it() {
    let mut machine = Machine::new("places-kinds");
    machine.tree().file("home/plain/module.py", "");
    machine.exact(&[machine.place("home/plain")]);
    machine.tree().egg_info("home/plain", "checkout", "1");
    machine.exact(&[machine.metadata("home/plain/checkout-1.egg-info")]);
    assert_eq!(machine.kind("home/plain"), Some(SiteKind::Checkout));
    machine.tree().dist_info("home/plain", "fresh", "1");
    machine.exact(&[machine.metadata("home/plain/fresh-1.dist-info")]);
    assert_eq!(machine.kind("home/plain"), Some(SiteKind::Target));
    fs::remove_dir_all(machine.scratch.at("home/plain/fresh-1.dist-info")).expect("removed");
    machine.exact(&[machine.metadata("home/plain/fresh-1.dist-info")]);
    assert_eq!(machine.kind("home/plain"), Some(SiteKind::Checkout));
    fs::remove_dir_all(machine.scratch.at("home/plain")).expect("removed");
    machine.exact(&[machine.place("home/plain"), machine.moved("home/plain")]);
    assert_eq!(machine.kind("home/plain"), None);
}

#[test]
fn what_is_not_searched_or_gone_meanwhile_is_not_there() {
    let mut machine = Machine::new("places-elsewhere");
    let elsewhere = Scratch::new("places-elsewhere-outside");
    elsewhere.tree().dist_info("target", "fresh", "1");
    elsewhere.tree().venv("env", &machine.scratch.at("opt/one"), "3.11", false);
    machine.exact(&[
        Touched::Site(elsewhere.at("target")),
        Touched::Prefix(elsewhere.at("env")),
        Touched::Tree(elsewhere.path().to_path_buf()),
        machine.place("home/gone"),
        machine.prefix("home/gone"),
        machine.moved("home/gone"),
        machine.metadata("home/never/was-1.dist-info"),
    ]);
    // A link is no way down, whatever it is called and wherever it leads.
    symlink(elsewhere.at("target"), machine.scratch.at("home/link")).expect("linked");
    machine.tree().dist_info("home/real", "fresh", "1");
    symlink(machine.scratch.at("home/real"), machine.scratch.at("home/other")).expect("linked");
    machine.exact(&[machine.place("home/link"), machine.place("home/other"), machine.place("home/real")]);
    assert_eq!(machine.kind("home/real"), Some(SiteKind::Target));
    // But one that is called as environments are leads a search elsewhere.
    symlink(elsewhere.at("env"), machine.scratch.at("home/real/.venv")).expect("linked");
    assert!(!machine.refresh(&[machine.moved("home/real")]).is_empty());
}

#[test]
fn environments_that_come_go_and_are_moved() {
    let mut machine = Machine::new("places-environments");
    let base = machine.scratch.at("opt/one");
    let site = "home/deep/er/env/lib/python3.11/site-packages";
    machine.tree().venv("home/deep/er/env", &base, "3.11", true);
    machine.tree().dist_info(site, "fresh", "1");
    // The package is seen before the environment is.
    machine.exact(&[machine.metadata(&format!("{site}/fresh-1.dist-info"))]);
    machine.exact(&[machine.prefix("home/deep/er/env")]);
    assert_eq!(machine.kind(site), Some(SiteKind::Environment));
    fs::rename(machine.scratch.at("home/deep"), machine.scratch.at("srv/moved")).expect("moved");
    machine.exact(&[machine.moved("home/deep"), machine.moved("srv/moved")]);
    assert_eq!(machine.kind(&site.replace("home/deep", "srv/moved")), Some(SiteKind::Environment));
    // Without its configuration it is an environment no more, but its packages are there.
    fs::remove_file(machine.scratch.at("home/project/.venv/pyvenv.cfg")).expect("removed");
    machine.exact(&[machine.prefix("home/project/.venv")]);
    assert_eq!(machine.kind(SITES[2]), Some(SiteKind::Prefix));
    fs::remove_dir_all(machine.scratch.at("home/project/.venv/bin")).expect("removed");
    machine.tree().venv("home/project/.venv", &base, "3.11", false);
    machine.exact(&[machine.prefix("home/project/.venv")]);
    assert_eq!(machine.kind(SITES[2]), Some(SiteKind::Environment));
    // An upgrade leaves the old version's packages behind.
    fs::remove_dir_all(machine.scratch.at("home/project/.venv/bin")).expect("removed");
    machine.tree().venv("home/project/.venv", &machine.scratch.at("opt/two"), "3.12", false);
    machine.exact(&[machine.prefix("home/project/.venv")]);
    assert_eq!(machine.kind(SITES[2]), Some(SiteKind::Prefix));
    fs::remove_dir_all(machine.scratch.at("srv/moved")).expect("removed");
    machine.exact(&[machine.moved("srv/moved")]);
    // Packages that are installed with a prefix and without any interpreter.
    let bare = "home/bare/lib/python3.11/site-packages";
    machine.tree().dist_info(bare, "fresh", "1");
    machine.exact(&[machine.prefix("home/bare"), machine.metadata(&format!("{bare}/fresh-1.dist-info"))]);
    assert_eq!(machine.kind(bare), Some(SiteKind::Prefix));
}

#[test]
fn installations_that_come() {
    let mut machine = Machine::new("places-installations");
    let conda = "home/tools/conda";
    machine.tree().installation(conda, "3.11");
    machine.tree().file(&format!("{conda}/conda-meta/history"), "");
    let record = r#"{"name": "tool", "version": "1", "build": "0", "channel": "c", "files": []}"#;
    machine.tree().file(&format!("{conda}/conda-meta/tool-1-0.json"), record);
    machine.tree().dist_info(&format!("{conda}/lib/python3.11/site-packages"), "fresh", "1");
    machine.tree().file(&format!("{conda}/envs/bare/conda-meta/tool-1-0.json"), record);
    machine.exact(&[machine.prefix(conda), machine.prefix(&format!("{conda}/envs/bare"))]);
    let conda_environments = || {
        let all = machine.inventory.environments.iter();
        all.filter(|found| found.kind == EnvironmentKind::Conda).count()
    };
    assert_eq!(conda_environments(), 2);
    // One that an environment was made from which was without a base.
    let gone = machine.scratch.at("home/late");
    machine.tree().venv("home/orphan", &gone, "3.13", false);
    machine.exact(&[machine.prefix("home/orphan")]);
    machine.tree().installation("home/late", "3.13");
    assert!(!machine.refresh(&[machine.prefix("home/late")]).is_empty());
}

#[test]
fn what_is_new_and_bears_on_others_is_said() {
    let mut machine = Machine::new("places-beyond");
    // The caller's own site of a version, which all environments of it see from then on.
    machine.tree().dist_info("home/.local/lib/python3.12/site-packages", "fresh", "1");
    let own = machine.place("home/.local/lib/python3.12/site-packages");
    assert!(!machine.refresh(&[own, machine.prefix("home/.local")]).is_empty());
    // Somebody else's is nobody's here.
    machine.tree().dist_info("home/other/.local/lib/python3.12/site-packages", "fresh", "1");
    machine.exact(&[machine.place("home/other/.local/lib/python3.12/site-packages")]);
    // Where a path line leads to.
    let led = machine.scratch.at("home/led/to");
    machine.tree().file(&format!("{}/late.pth", SITES[2]), format!("{}\n", led.display()));
    machine.exact(&[machine.place(SITES[2])]);
    machine.tree().dist_info("home/led/to", "fresh", "1");
    assert!(!machine.refresh(&[machine.place("home/led/to")]).is_empty());
    // A path line of what is new.
    let tree = machine.scratch.at("home/tree");
    let bare = "home/bare/lib/python3.11/site-packages";
    machine.tree().file(&format!("{bare}/link.pth"), format!("{}\n", tree.display()));
    machine.tree().dist_info(bare, "fresh", "1");
    assert!(!machine.refresh(&[machine.place(bare)]).is_empty());
    // Python follows none of a directory that packages were only put into.
    machine.tree().file("home/new/link.pth", format!("{}\n", tree.display()));
    machine.tree().dist_info("home/new", "fresh", "1");
    machine.exact(&[machine.place("home/new")]);
}

#[test]
fn a_source_tree_that_an_install_stands_for_is_not_listed_twice() {
    let mut machine = Machine::new("places-editable");
    let source = machine.scratch.at("home/source");
    let origin = format!(r#"{{"url": "file://{}", "dir_info": {{"editable": true}}}}"#, source.display());
    machine.tree().dist_info(SITES[2], "edited", "1");
    machine.tree().file(&format!("{}/edited-1.dist-info/direct_url.json", SITES[2]), origin);
    machine.refresh(&[machine.place(SITES[2])]);
    machine.tree().egg_info("home/source", "edited", "1");
    machine.tree().egg_info("home/unrelated", "unrelated", "1");
    machine.refresh(&[machine.place("home/source")]);
    machine.exact(&[machine.place("home/unrelated")]);
    assert_eq!(machine.kind("home/source"), None);
}

#[test]
fn what_is_wrong_in_new_places_is_said() {
    let mut machine = Machine::new("places-problems");
    machine.tree().file("home/new/broken-1.dist-info/METADATA", "Version: 1\n");
    machine.tree().directory("home/new/~eft");
    machine.exact(&[machine.metadata("home/new/broken-1.dist-info")]);
    assert_eq!(machine.inventory.problems.len(), 2);
    fs::remove_dir_all(machine.scratch.at("home/new/broken-1.dist-info")).expect("removed");
    machine.exact(&[machine.metadata("home/new/broken-1.dist-info")]);
    fs::remove_dir_all(machine.scratch.at("home/new")).expect("removed");
    machine.exact(&[machine.moved("home/new")]);
    assert!(machine.inventory.problems.is_empty());
}

#[test]
fn of_too_much_nothing_is_said_but_that() {
    let mut machine = Machine::new("places-many");
    let before = machine.inventory.clone();
    for number in 0..300 {
        machine.tree().dist_info(&format!("home/many/{number}"), "fresh", "1");
    }
    let each = |machine: &Machine, count: usize| -> BTreeSet<Touched> {
        (0..count).map(|number| machine.place(&format!("home/many/{number}"))).collect()
    };
    let home = surroundings(&machine.scratch.at("home"));
    let all = each(&machine, 300);
    let done = refresh(&mut machine.inventory, &all, &machine.request, &home);
    assert_eq!(done.expect("it can be read").beyond.len(), 300);
    assert_eq!(machine.inventory, before);
    let few: Vec<Touched> = each(&machine, 200).into_iter().collect();
    // Of the rest nobody was told.
    for number in 200..300 {
        fs::remove_dir_all(machine.scratch.at(&format!("home/many/{number}"))).expect("removed");
    }
    machine.exact(&few);
    // One tree with more in it than is looked at.
    for number in 0..9000 {
        fs::create_dir_all(machine.scratch.at(&format!("home/large/{}/{number}", number % 10)))
            .expect("made");
    }
    machine.exact(&[machine.place("home/large")]);
    assert!(!machine.refresh(&[machine.moved("home/large")]).is_empty());
}
