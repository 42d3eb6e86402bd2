//! Answering for a process that read an event and then died, or was stopped.

use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use fetter_agent::sys::permission::{Answer, PermissionGroup};
use fetter_testkit::Scratch;
use rustix::process::Signal;

use crate::helper::Helper;
use crate::support::{group, is_refused, look, may_enforce};

/// A marked file, and its group.
fn marked(scratch: &Scratch) -> (PermissionGroup, PathBuf) {
    let file = scratch.tree().file("pkg/a.py", "x = 1\n");
    let group = group();
    group.mark_directory(look(&scratch.at("pkg")).as_fd()).expect("a mark");
    (group, file)
}

fn opener(file: &Path) -> JoinHandle<bool> {
    let file = file.to_path_buf();
    std::thread::spawn(move || is_refused(&file))
}

/// Sweeps until somebody was answered.
fn sweep(group: &PermissionGroup, answer: Answer) {
    while group.sweep(256, answer) == 0 {
        std::thread::yield_now();
    }
}

#[test]
fn a_group_that_is_handed_over_is_answered_by_the_other_process() {
    if !may_enforce("a group of two processes") {
        return;
    }
    let scratch = Scratch::new("two");
    let (group, file) = marked(&scratch);
    let mut helper = Helper::start(&group, "denies");
    assert!((0..100).all(|_| is_refused(&file)));
    helper.kill();
    let waiting = opener(&file);
    crate::permission::next(&group).allow().expect("the marks outlive the helper");
    assert!(!waiting.join().expect("it ends"));
}

#[test]
fn who_read_and_was_stopped_is_swept_for() {
    if !may_enforce("sweeping for a stopped process") {
        return;
    }
    for (answer, refused) in [(Answer::Deny, true), (Answer::Allow, false)] {
        let scratch = Scratch::new("stopped");
        let (group, file) = marked(&scratch);
        let helper = Helper::start(&group, "reads-and-stops");
        let waiting = opener(&file);
        sweep(&group, answer);
        assert_eq!(waiting.join().expect("it ends"), refused);
        helper.signal(Signal::CONT);
    }
}

#[test]
fn who_read_and_was_killed_is_swept_for() {
    if !may_enforce("sweeping for a killed process") {
        return;
    }
    let scratch = Scratch::new("killed");
    let (group, file) = marked(&scratch);
    let mut helper = Helper::start(&group, "reads-and-stops");
    let waiting = opener(&file);
    helper.wait_until_stopped();
    helper.kill();
    assert!(!waiting.is_finished(), "the group lives as long as anybody holds it");
    assert_eq!(group.sweep(256, Answer::Deny), 1);
    assert!(waiting.join().expect("it ends"));
    assert_eq!(group.sweep(256, Answer::Deny), 0);
}

#[test]
fn when_the_last_holder_dies_openers_are_allowed() {
    if !may_enforce("the end of a group") {
        return;
    }
    let scratch = Scratch::new("last");
    let (group, file) = marked(&scratch);
    let mut helper = Helper::start(&group, "never-reads");
    drop(group);
    let waiting = opener(&file);
    helper.kill();
    assert!(!waiting.join().expect("it ends"));
}
