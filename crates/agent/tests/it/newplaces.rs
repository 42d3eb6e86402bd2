//! Places that nobody knew are in the inventory soon, and nothing else is searched for that.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use fetter_agent::sys::notification::Queue;
use fetter_agent::sys::probe::can_watch;
use fetter_agent::watch::{Fanotify, Found, Inotify, Keeper, Source, Watcher};
use fetter_core::inventory::Change;
use fetter_core::inventory::discover::{Progress, Request, Surroundings, discover};
use fetter_testkit::{Scratch, gate};

use crate::support::keeper;

/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(3600);

struct Watched {
    scratch: Scratch,
    watcher: Watcher,
    searches: usize,
}

/// The watcher with each source that is to be had, after the search that is due at its beginning.
fn each(name: &str, test: impl Fn(&mut Watched)) {
    let sources = || -> Vec<Box<dyn Source>> { vec![Box::new(Inotify::new().expect("inotify is there"))] };
    run(&format!("newplaces-inotify-{name}"), sources(), &test);
    if can_watch().is_err() {
        return gate::skip("new places with fanotify", "the right to use fanotify: run it as root");
    }
    let fanotify: Box<dyn Source> = Box::new(Fanotify::new(Queue::Unlimited).expect("fanotify is there"));
    run(&format!("newplaces-fanotify-{name}"), std::iter::once(fanotify).chain(sources()).collect(), &test);
}

fn run(name: &str, sources: Vec<Box<dyn Source>>, test: &impl Fn(&mut Watched)) {
    let scratch = Scratch::new(name);
    let keeper = keeper(&scratch);
    let watcher = Watcher::new(keeper, sources, LONG).expect("it can watch").0;
    let mut watched = Watched { scratch, watcher, searches: 0 };
    watched.watch(|watched, _| watched.searches == 1);
    test(&mut watched);
    assert_eq!(watched.searches, 1, "nothing but the first search was needed");
}

impl Watched {
    /// Watches until it is so.
    fn watch(&mut self, is_so: impl Fn(&Self, &[String]) -> bool) {
        let end = Instant::now() + Duration::from_secs(30);
        let mut told: Vec<String> = Vec::new();
        while !is_so(self, &told) {
            assert!(Instant::now() < end, "not in time; told were {told:?}");
            self.watcher.wait(&[], Some(end)).expect("it can wait");
            for found in self.watcher.turn() {
                match found {
                    Found::Step(step) => told.extend(step.changes.iter().map(tell)),
                    Found::Reconciled { step, .. } => {
                        self.searches += 1;
                        told.extend(step.changes.iter().map(tell));
                    }
                    Found::Problem(problem) => panic!("{problem}"),
                    Found::Overflow | Found::Coverage(_) | Found::Code(_) | Found::Written(_) => {}
                }
            }
        }
    }

    /// Watches until all of that was told, and sees that a search of everything would find what is known now.
    fn expect(&mut self, wanted: &[&str]) {
        self.watch(|_, told| wanted.iter().all(|wanted| told.iter().any(|told| told == wanted)));
        let (request, surroundings) = self.watcher.keeper().search();
        let whole = discover(&request, &surroundings, &Progress::default()).expect("it can be searched");
        assert_eq!(
            *self.watcher.keeper().inventory(),
            whole,
            "the inventory is that of a search of everything"
        );
    }
}

fn tell(change: &Change) -> String {
    let name = |path: &Path| path.file_name().unwrap_or_default().display().to_string();
    match change {
        Change::EnvironmentAdded { prefix } => format!("{} is made", name(prefix)),
        Change::EnvironmentRemoved { prefix } => format!("{} is gone", name(prefix)),
        Change::Installed { site, distribution } => {
            format!("{} came to {}", distribution.label(), name(site))
        }
        Change::Removed { site, distribution } => {
            format!("{} went from {}", distribution.label(), name(site))
        }
        Change::Changed { distribution, .. } => format!("{} changed", distribution.label()),
    }
}

#[test]
fn directories_that_packages_are_put_into() {
    each("targets", |watched| {
        watched.scratch.tree().dist_info("home/new", "fresh", "1");
        watched.expect(&["fresh-1 came to new"]);
        watched.scratch.tree().dist_info("home/new", "more", "1");
        watched.expect(&["more-1 came to new"]);
        watched.scratch.tree().dist_info("home/a/b/target", "deep", "1");
        watched.expect(&["deep-1 came to target"]);
        // As pip does it: made elsewhere, and moved there.
        let elsewhere = Scratch::new("newplaces-elsewhere");
        elsewhere.tree().dist_info("made", "moved", "1");
        let target = watched.scratch.tree().directory("home/late");
        fs::rename(elsewhere.at("made/moved-1.dist-info"), target.join("moved-1.dist-info")).expect("moved");
        watched.expect(&["moved-1 came to late"]);
        fs::remove_dir_all(watched.scratch.at("home/new")).expect("removed");
        watched.expect(&["fresh-1 went from new", "more-1 went from new"]);
    });
}

#[test]
fn environments_that_are_made_and_moved() {
    each("environments", |watched| {
        let base = watched.scratch.at("opt/one");
        watched.scratch.tree().venv("home/work/project/env", &base, "3.11", false);
        watched.expect(&["env is made"]);
        watched.scratch.tree().dist_info("home/work/project/env/lib/python3.11/site-packages", "fresh", "1");
        watched.expect(&["fresh-1 came to site-packages"]);
        let (old, new) = (watched.scratch.at("home/work"), watched.scratch.at("home/other"));
        fs::rename(old, new).expect("moved");
        watched.expect(&["env is made", "env is gone", "fresh-1 came to site-packages"]);
        let elsewhere = Scratch::new("newplaces-elsewhere-environment");
        elsewhere.tree().venv("env2", &base, "3.11", false);
        elsewhere.tree().dist_info("env2/lib/python3.11/site-packages", "second", "2");
        fs::rename(elsewhere.at("env2"), watched.scratch.at("home/env2")).expect("moved");
        watched.expect(&["env2 is made", "second-2 came to site-packages"]);
        watched.scratch.tree().file("home/conda/conda-meta/history", "");
        let record = r#"{"name": "tool", "version": "1", "build": "0", "channel": "c", "files": []}"#;
        watched.scratch.tree().file("home/conda/conda-meta/tool-1-0.json", record);
        watched.expect(&["conda is made", "tool-1 came to conda-meta"]);
    });
}

/// What is searched may become more than it was: a home is made for a new user, a tool keeps its environments in a new directory.
#[test]
fn places_that_nobody_searched_are_reached_when_they_become_searched_ones() {
    const WHAT: &str = "places that are reached later";
    if can_watch().is_err() {
        return gate::skip(WHAT, "the right to use fanotify: run it as root");
    }
    let scratch = Scratch::new("newreach");
    let tree = scratch.tree();
    let base = tree.installation("home/one", "3.11");
    let request = Request { threads: Some(1), all_users: Some(false), ..Request::default() };
    let surroundings = Surroundings {
        home: Some(scratch.at("home")),
        directory: scratch.at("home"),
        user: 1000,
        tool_directories: vec![scratch.at("kept")],
        ..Surroundings::default()
    };
    let keeper = Keeper::new(request, surroundings).expect("it can be searched");
    let source: Box<dyn Source> = Box::new(Fanotify::new(Queue::Unlimited).expect("fanotify is there"));
    let watcher = Watcher::new(keeper, vec![source], LONG).expect("it can watch").0;
    let mut watched = Watched { scratch, watcher, searches: 0 };
    watched.watch(|watched, _| watched.searches == 1);
    let tree = watched.scratch.tree();
    // It was moved to there with all that is in it.
    tree.venv("made/env", &base, "3.11", false);
    tree.dist_info("made/env/lib/python3.11/site-packages", "moved", "1");
    fs::rename(watched.scratch.at("made"), watched.scratch.at("kept")).expect("moved");
    watched.watch(|_, told| told.iter().any(|told| told == "moved-1 came to site-packages"));
    // Once it is known, nothing more is searched for it.
    let searches = watched.searches;
    watched.scratch.tree().dist_info("kept/env/lib/python3.11/site-packages", "more", "1");
    watched.watch(|_, told| told.iter().any(|told| told == "more-1 came to site-packages"));
    assert_eq!(watched.searches, searches);
    // conda makes an environment, and then writes down where.
    let tree = watched.scratch.tree();
    tree.file("data/conda/conda-meta/history", "");
    let record = r#"{"name": "tool", "version": "1", "build": "0", "channel": "c", "files": []}"#;
    tree.file("data/conda/conda-meta/tool-1-0.json", record);
    tree.file("data/other/conda-meta/history", "");
    tree.file("home/.conda/environments.txt", format!("{}\n", watched.scratch.at("data/conda").display()));
    watched.watch(|_, told| told.iter().any(|told| told == "tool-1 came to conda-meta"));
    let environments = &watched.watcher.keeper().inventory().environments;
    assert!(
        !environments.iter().any(|found| found.prefix == watched.scratch.at("data/other")),
        "nobody lists it"
    );
}
