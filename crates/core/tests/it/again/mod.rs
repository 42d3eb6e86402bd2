//! Reading again what was touched gives what a search of everything gives.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fetter_core::inventory::discover::{Request, Touched, refresh};
use fetter_core::inventory::{Distribution, Environment, Inventory, Site, SiteKind};
use fetter_testkit::{Scratch, Tree};

use crate::support::{request, search_with, surroundings};

mod places;
mod sequences;

/// A machine with two installations, virtual environments of them, a user site, a target directory and a source tree.
struct Machine {
    scratch: Scratch,
    request: Request,
    inventory: Inventory,
}

const SITES: [&str; 6] = [
    "opt/one/lib/python3.11/site-packages",
    "opt/two/lib/python3.12/site-packages",
    "home/project/.venv/lib/python3.11/site-packages",
    "home/wide/lib/python3.12/site-packages",
    "home/.local/lib/python3.11/site-packages",
    "srv/target",
];

impl Machine {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let tree = scratch.tree();
        tree.installation("opt/one", "3.11");
        tree.installation("opt/two", "3.12");
        tree.venv("home/project/.venv", &scratch.at("opt/one"), "3.11", false);
        tree.venv("home/wide", &scratch.at("opt/two"), "3.12", true);
        for site in SITES {
            tree.dist_info(site, "first", "1.0");
            tree.dist_info(site, "second", "2.0");
        }
        tree.egg_info("home/tree", "checkout", "0.1");
        let request = Request { origins: true, details: false, ..request(scratch.path()) };
        let inventory = search_with(&request, &surroundings(&scratch.at("home")));
        Self { scratch, request, inventory }
    }

    fn tree(&self) -> Tree {
        self.scratch.tree()
    }

    fn site(&self, place: usize) -> PathBuf {
        self.scratch.at(SITES[place])
    }

    /// Reads again what was touched, sees that it is what a search of everything finds, and says what was beyond it.
    fn refresh(&mut self, touched: &[Touched]) -> BTreeSet<PathBuf> {
        let home = surroundings(&self.scratch.at("home"));
        let whole = search_with(&self.request, &home);
        let before = self.inventory.clone();
        let touched = touched.iter().cloned().collect();
        let done =
            refresh(&mut self.inventory, &touched, &self.request, &home).expect("it can be read again");
        if done.beyond.is_empty() {
            let seen = |inventory: &Inventory| -> Vec<(PathBuf, SiteKind, Vec<String>)> {
                let labels = |site: &Site| site.distributions.iter().map(Distribution::label).collect();
                inventory.sites.iter().map(|site| (site.path.clone(), site.kind, labels(site))).collect()
            };
            assert_eq!(seen(&self.inventory), seen(&whole), "after {touched:?}");
            let only = |one: &Inventory, other: &Inventory| -> Vec<Environment> {
                let differs = |found: &&Environment| !other.environments.contains(found);
                one.environments.iter().filter(differs).cloned().collect()
            };
            assert_eq!(only(&self.inventory, &whole), only(&whole, &self.inventory), "after {touched:?}");
            assert_eq!(self.inventory.problems, whole.problems, "after {touched:?}");
            assert_eq!(self.inventory, whole, "after {touched:?}");
            for (path, was) in &done.sites {
                let known = before.sites.iter().find(|site| site.path == *path);
                assert_eq!(was.as_ref(), known, "what was there before is told");
            }
        }
        self.inventory = whole;
        done.beyond
    }

    fn touch_site(&mut self, place: usize) -> BTreeSet<PathBuf> {
        self.refresh(&[Touched::Site(self.site(place))])
    }

    fn touch_prefix(&mut self, prefix: &str) -> BTreeSet<PathBuf> {
        self.refresh(&[Touched::Prefix(self.scratch.at(prefix))])
    }

    fn found(&self, path: &Path) -> &Site {
        self.inventory.sites.iter().find(|site| site.path == path).expect("the site is known")
    }
}

#[test]
fn what_is_installed_changed_and_removed_in_any_site() {
    let mut machine = Machine::new("again-sites");
    for (place, site) in SITES.iter().enumerate() {
        machine.tree().dist_info(site, "third", "3.0");
        assert!(machine.touch_site(place).is_empty(), "{site}");
        let directory = machine.site(place);
        fs::rename(directory.join("first-1.0.dist-info"), directory.join("first-1.1.dist-info"))
            .expect("renamed");
        machine.tree().dist_info(site, "first", "1.1");
        assert!(machine.touch_site(place).is_empty(), "{site}");
        fs::remove_dir_all(directory.join("second-2.0.dist-info")).expect("removed");
        assert!(machine.touch_site(place).is_empty(), "{site}");
        let labels: Vec<String> =
            machine.found(&directory).distributions.iter().map(Distribution::label).collect();
        assert_eq!(labels, ["first-1.1", "third-3.0"], "{site}");
    }
}

#[test]
fn single_distributions_are_read_again_and_the_rest_stays() {
    let mut machine = Machine::new("again-single");
    machine.tree().file(&format!("{}/broken-1.dist-info/METADATA", SITES[2]), "Version: 1\n");
    assert!(machine.touch_site(2).is_empty());
    let described = |machine: &Machine, name: &str| Touched::Metadata(machine.site(2).join(name));
    machine.tree().dist_info(SITES[2], "third", "3.0");
    assert!(machine.refresh(&[described(&machine, "third-3.0.dist-info")]).is_empty());
    assert_eq!(machine.inventory.problems.len(), 1, "what is wrong with others is still said");
    // Exchanged under the same name, mended, and removed.
    machine.tree().file(&format!("{}/first-1.0.dist-info/METADATA", SITES[2]), "Name: first\nVersion: 9\n");
    assert!(machine.refresh(&[described(&machine, "first-1.0.dist-info")]).is_empty());
    machine.tree().file(&format!("{}/broken-1.dist-info/METADATA", SITES[2]), "Name: broken\nVersion: 1\n");
    assert!(machine.refresh(&[described(&machine, "broken-1.dist-info")]).is_empty());
    fs::remove_dir_all(machine.site(2).join("second-2.0.dist-info")).expect("removed");
    fs::remove_dir_all(machine.site(2).join("third-3.0.dist-info")).expect("removed");
    let both = [described(&machine, "second-2.0.dist-info"), described(&machine, "third-3.0.dist-info")];
    assert!(machine.refresh(&both).is_empty());
}

#[test]
fn what_cannot_be_read_and_what_pip_left_is_said_again() {
    let mut machine = Machine::new("again-problems");
    machine.tree().file(&format!("{}/broken-1.dist-info/METADATA", SITES[2]), "Version: 1\n");
    machine.tree().directory(&format!("{}/~eft", SITES[2]));
    assert!(machine.touch_site(2).is_empty());
    assert!(!machine.inventory.problems.is_empty());
    fs::remove_dir_all(machine.site(2).join("broken-1.dist-info")).expect("removed");
    fs::remove_dir_all(machine.site(2).join("~eft")).expect("removed");
    assert!(machine.touch_site(2).is_empty());
    assert!(machine.inventory.problems.is_empty());
}

#[test]
fn environments_come_and_go() {
    let mut machine = Machine::new("again-environments");
    let base = machine.scratch.at("opt/one");
    machine.tree().venv("home/new", &base, "3.11", false);
    assert!(machine.touch_prefix("home/new").is_empty());
    machine.tree().dist_info("home/new/lib/python3.11/site-packages", "fresh", "1");
    let site = machine.scratch.at("home/new/lib/python3.11/site-packages");
    assert!(machine.refresh(&[Touched::Site(site)]).is_empty());
    fs::remove_dir_all(machine.scratch.at("home/new")).expect("removed");
    assert!(machine.touch_prefix("home/new").is_empty());
    fs::remove_dir_all(machine.scratch.at("home/wide")).expect("removed");
    assert!(machine.touch_prefix("home/wide").is_empty(), "what it saw of its base is its base's");
}

#[test]
fn a_site_that_is_gone_is_its_environment_s_matter() {
    let mut machine = Machine::new("again-gone");
    fs::remove_dir_all(machine.site(2)).expect("removed");
    assert!(machine.touch_site(2).is_empty());
    fs::remove_dir_all(machine.site(5)).expect("removed");
    assert!(machine.touch_site(5).is_empty());
}

#[test]
fn what_bears_on_other_places_is_said() {
    let mut machine = Machine::new("again-beyond");
    // A path line makes a site of a source tree.
    let tree = machine.scratch.at("home/tree");
    machine.tree().file(&format!("{}/link.pth", SITES[2]), format!("{}\n", tree.display()));
    assert!(!machine.touch_site(2).is_empty());
    // An editable install stands for a source tree.
    let origin = format!(r#"{{"url": "file://{}", "dir_info": {{"editable": true}}}}"#, tree.display());
    machine.tree().dist_info(SITES[3], "checkout", "0.1");
    machine.tree().file(&format!("{}/checkout-0.1.dist-info/direct_url.json", SITES[3]), origin);
    assert!(!machine.touch_site(3).is_empty());
}

#[test]
fn a_path_file_that_runs_code_or_leads_into_the_site_is_read_again() {
    let mut machine = Machine::new("again-path-files");
    machine.tree().file(&format!("{}/hook.pth", SITES[2]), "import first\n");
    assert!(machine.touch_site(2).is_empty());
    assert_eq!(machine.found(&machine.site(2)).path_files.len(), 1);
    fs::remove_file(machine.site(2).join("hook.pth")).expect("removed");
    assert!(machine.touch_site(2).is_empty());
}

#[test]
fn a_conda_environment_is_read_as_a_whole() {
    let mut machine = Machine::new("again-conda");
    machine.tree().installation("opt/conda", "3.11");
    let record = |name: &str| {
        format!(r#"{{"name": "{name}", "version": "1", "build": "0", "channel": "c", "files": []}}"#)
    };
    machine.tree().file("opt/conda/conda-meta/history", "");
    machine.tree().file("opt/conda/conda-meta/tool-1-0.json", record("tool"));
    assert!(machine.touch_prefix("opt/conda").is_empty());
    machine.tree().file("opt/conda/conda-meta/other-1-0.json", record("other"));
    let meta = machine.scratch.at("opt/conda/conda-meta");
    assert!(machine.refresh(&[Touched::Site(meta)]).is_empty());
    machine.tree().dist_info("opt/conda/lib/python3.11/site-packages", "by-pip", "1");
    let site = machine.scratch.at("opt/conda/lib/python3.11/site-packages");
    assert!(machine.refresh(&[Touched::Site(site)]).is_empty());
}
