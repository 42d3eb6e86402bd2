//! What happens on a disk is seen, and the inventory follows.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use fetter_agent::watch::{Inotify, Interest, Keeper, Mounts, Source, interest};
use fetter_core::inventory::Change;
use fetter_core::inventory::discover::{Progress, Touched, discover};
use fetter_testkit::Scratch;
use rustix::event::{PollFd, PollFlags, poll};

use crate::support::{SITE, keeper};

struct Watched {
    scratch: Scratch,
    keeper: Keeper,
    source: Inotify,
    mounts: Mounts,
}

impl Watched {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let keeper = keeper(&scratch);
        let mut source = Inotify::new().expect("inotify is there");
        let mounts = Mounts::new().expect("this machine tells");
        assert_eq!(source.cover(keeper.inventory(), &mounts, &|_| true), []);
        Self { scratch, keeper, source, mounts }
    }

    /// Reads what was seen until nothing more comes, and has the keeper read again what was touched.
    fn settle(&mut self) -> (Vec<String>, bool) {
        let mut touched = BTreeSet::new();
        loop {
            let timeout = Duration::from_millis(100).try_into().expect("it is short");
            let descriptor = self.source.descriptor();
            let mut ready = [PollFd::new(&descriptor, PollFlags::IN)];
            if poll(&mut ready, Some(&timeout)).expect("it can be polled") == 0 {
                break;
            }
            for seen in self.source.read().expect("it can be read").seen {
                match interest(&seen.directory, &seen.entry()) {
                    Some(Interest::Metadata { touched: found, .. }) => drop(touched.insert(found)),
                    Some(Interest::Tree(path)) => drop(touched.insert(Touched::Tree(path))),
                    _ => {}
                }
            }
        }
        let step = self.keeper.touch(&touched).expect("it can be read again");
        let is_whole = step.beyond.is_empty();
        let told = step.changes.iter().map(tell).collect();
        if is_whole {
            let (request, surroundings) = self.keeper.search();
            let whole = discover(&request, &surroundings, &Progress::default()).expect("it can be searched");
            assert_eq!(*self.keeper.inventory(), whole, "the inventory is that of a search of everything");
        }
        self.source.cover(self.keeper.inventory(), &self.mounts, &|_| true);
        (told, is_whole)
    }
}

fn tell(change: &Change) -> String {
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().display().to_string();
    match change {
        Change::EnvironmentAdded { prefix } => format!("environment {} came", name(prefix)),
        Change::EnvironmentRemoved { prefix } => format!("environment {} went", name(prefix)),
        Change::Installed { distribution, .. } => format!("{} came", distribution.label()),
        Change::Removed { distribution, .. } => format!("{} went", distribution.label()),
        Change::Changed { before, distribution, .. } => {
            format!("{} became {}", before.label(), distribution.version_text())
        }
    }
}

#[test]
fn installs_changes_and_removals_are_seen() {
    let mut watched = Watched::new("watching-installs");
    watched.scratch.tree().dist_info(SITE, "second", "2.0");
    assert_eq!(watched.settle(), (vec!["second-2.0 came".to_owned()], true));
    fs::remove_dir_all(watched.scratch.at(SITE).join("first-1.0.dist-info")).expect("removed");
    watched.scratch.tree().dist_info(SITE, "first", "1.1");
    assert_eq!(watched.settle(), (vec!["first-1.0 became 1.1".to_owned()], true));
    fs::remove_dir_all(watched.scratch.at(SITE).join("second-2.0.dist-info")).expect("removed");
    assert_eq!(watched.settle(), (vec!["second-2.0 went".to_owned()], true));
}

#[test]
fn environments_beside_known_ones_are_seen() {
    let mut watched = Watched::new("watching-environments");
    let base = watched.scratch.at("opt/one");
    watched.scratch.tree().venv("home/w", &base, "3.11", false);
    watched.scratch.tree().dist_info("home/w/lib/python3.11/site-packages", "first", "1.0");
    assert_eq!(watched.settle(), (vec!["environment w came".to_owned(), "first-1.0 came".to_owned()], true));
    fs::rename(watched.scratch.at("home/w"), watched.scratch.at("opt/w")).expect("moved");
    let (mut told, is_whole) = watched.settle();
    told.sort();
    assert_eq!(
        told,
        ["environment w came", "environment w went", "first-1.0 came", "first-1.0 went"].map(str::to_owned)
    );
    assert!(is_whole, "what was moved with all that is in it is read at its new place");
}

#[test]
fn what_is_no_business_of_the_search_is_passed_over() {
    let mut watched = Watched::new("watching-elsewhere");
    let elsewhere = Scratch::new("watching-elsewhere-outside");
    let touched = BTreeSet::from([
        Touched::Site(elsewhere.at("site")),
        Touched::Prefix(elsewhere.at("prefix")),
        // Metadata that a package carries with it is none of the site's.
        Touched::Site(watched.scratch.at(SITE).join("vendor")),
    ]);
    let step = watched.keeper.touch(&touched).expect("nothing is to be done");
    assert!(step.beyond.is_empty() && step.changes.is_empty() && step.sites.is_empty());
}
