//! The watcher as a whole: what is done on a disk is told, with fanotify, with inotify and without either.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use fetter_agent::sys::notification::Queue;
use fetter_agent::sys::probe::can_watch;
use fetter_agent::watch::{Fanotify, Found, Inotify, Source, Watcher};
use fetter_core::inventory::Change;
use fetter_core::inventory::discover::{Progress, discover};
use fetter_testkit::{Scratch, gate};

use crate::support::{SITE, keeper, with_queue_of};

/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(3600);

/// The watcher with each source that is to be had.
fn each(what: &str, test: impl Fn(&Scratch, Watcher)) {
    let scratch = Scratch::new("watcher-inotify");
    let inotify: Vec<Box<dyn Source>> = vec![Box::new(Inotify::new().expect("inotify is there"))];
    let watcher = Watcher::new(keeper(&scratch), inotify, LONG).expect("it can watch").0;
    test(&scratch, watcher);
    if can_watch().is_err() {
        return gate::skip(what, "the right to use fanotify: run it as root");
    }
    let scratch = Scratch::new("watcher-fanotify");
    let sources: Vec<Box<dyn Source>> = vec![
        Box::new(Fanotify::new(Queue::Unlimited).expect("fanotify is there")),
        Box::new(Inotify::new().expect("inotify is there")),
    ];
    let watcher = Watcher::new(keeper(&scratch), sources, LONG).expect("it can watch").0;
    test(&scratch, watcher);
}

fn tell(change: &Change) -> String {
    let name = |path: &Path| path.file_name().unwrap_or_default().display().to_string();
    match change {
        Change::EnvironmentAdded { prefix } => format!("{} is made", name(prefix)),
        Change::EnvironmentRemoved { prefix } => format!("{} is gone", name(prefix)),
        Change::Installed { distribution, .. } => format!("{} came", distribution.label()),
        Change::Removed { distribution, .. } => format!("{} went", distribution.label()),
        Change::Changed { distribution, .. } => format!("{} changed", distribution.label()),
    }
}

/// Watches until all of that was told; how it was not told in time is the failure.
fn expect(watcher: &mut Watcher, wanted: &[&str]) {
    let end = Instant::now() + Duration::from_secs(30);
    let mut told: Vec<String> = Vec::new();
    while !wanted.iter().all(|wanted| told.iter().any(|told| told == wanted)) {
        assert!(Instant::now() < end, "{wanted:?} was not told, but {told:?}");
        watcher.wait(&[], Some(end)).expect("it can wait");
        for found in watcher.turn() {
            match found {
                Found::Step(step) | Found::Reconciled { step, .. } => {
                    told.extend(step.changes.iter().map(tell));
                }
                Found::Problem(problem) => panic!("{problem}"),
                Found::Overflow | Found::Coverage(_) | Found::Code(_) | Found::Written(_) => {}
            }
        }
    }
    let (request, surroundings) = watcher.keeper().search();
    let whole = discover(&request, &surroundings, &Progress::default()).expect("it can be searched");
    assert_eq!(watcher.keeper().inventory().sites, whole.sites, "the inventory is current");
}

#[test]
fn installs_environments_moves_and_removals_are_told() {
    each("the watcher with fanotify", |scratch, mut watcher| {
        scratch.tree().dist_info(SITE, "second", "2.0");
        expect(&mut watcher, &["second-2.0 came"]);
        fs::remove_dir_all(scratch.at(SITE).join("first-1.0.dist-info")).expect("removed");
        scratch.tree().dist_info(SITE, "first", "1.1");
        expect(&mut watcher, &["first-1.1 changed"]);
        scratch.tree().venv("home/w", &scratch.at("opt/one"), "3.11", false);
        expect(&mut watcher, &["w is made"]);
        scratch.tree().dist_info("home/w/lib/python3.11/site-packages", "third", "3");
        expect(&mut watcher, &["third-3 came"]);
        fs::rename(scratch.at("home/w"), scratch.at("home/x")).expect("moved");
        expect(&mut watcher, &["x is made", "w is gone"]);
        fs::remove_dir_all(scratch.at("home/x")).expect("removed");
        expect(&mut watcher, &["x is gone", "third-3 went"]);
        fs::remove_dir_all(scratch.at(SITE).join("second-2.0.dist-info")).expect("removed");
        expect(&mut watcher, &["second-2.0 went"]);
    });
}

#[test]
fn an_environment_that_is_moved_in_brings_its_packages() {
    each("the watcher with fanotify", |scratch, mut watcher| {
        // Let the search that is due at the beginning pass first.
        scratch.tree().dist_info(SITE, "second", "2.0");
        expect(&mut watcher, &["second-2.0 came"]);
        let elsewhere = Scratch::new("watcher-elsewhere");
        elsewhere.tree().venv("made/w", &scratch.at("opt/one"), "3.11", false);
        elsewhere.tree().dist_info("made/w/lib/python3.11/site-packages", "third", "3");
        fs::rename(elsewhere.at("made"), scratch.at("home/made")).expect("moved");
        expect(&mut watcher, &["w is made", "third-3 came"]);
    });
}

#[test]
fn what_was_lost_is_found_by_a_search() {
    if can_watch().is_err() {
        return gate::skip("a queue that overflows", "the right to use fanotify: run it as root");
    }
    let scratch = Scratch::new("watcher-overflow");
    let keeper = keeper(&scratch);
    // Nobody reads while more happens than the queue holds.
    let fanotify = with_queue_of(3, || Fanotify::new(Queue::Bounded).expect("fanotify is there"));
    let sources: Vec<Box<dyn Source>> = vec![Box::new(fanotify)];
    let mut watcher = Watcher::new(keeper, sources, LONG).expect("it can watch").0;
    scratch.tree().dist_info(SITE, "before", "1");
    expect(&mut watcher, &["before-1 came"]);
    let directory = scratch.tree().directory("noise");
    for number in 0..50 {
        fs::create_dir(directory.join(number.to_string())).expect("made");
    }
    scratch.tree().dist_info(SITE, "after", "1");
    expect(&mut watcher, &["after-1 came"]);
    let (_, overflows, _) = watcher.counts();
    assert!(overflows > 0);
}

#[test]
fn without_any_event_a_search_tells_from_time_to_time() {
    let scratch = Scratch::new("watcher-period");
    let keeper = keeper(&scratch);
    let period = Duration::from_millis(50);
    let mut watcher = Watcher::new(keeper, Vec::new(), period).expect("it can watch").0;
    scratch.tree().dist_info(SITE, "second", "2.0");
    expect(&mut watcher, &["second-2.0 came"]);
}
