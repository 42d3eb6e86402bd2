//! Being asked, and answering.

use std::os::fd::AsFd;

use fetter_agent::sys::notification::{NotificationGroup, Queue};
use fetter_agent::sys::permission::{Answer, PermissionEvent, PermissionGroup};
use fetter_testkit::Scratch;

use crate::support::{group, is_refused, look, may_enforce};

/// Waits until somebody waits.
pub(crate) fn next(group: &PermissionGroup) -> PermissionEvent<'_> {
    use rustix::event::{PollFd, PollFlags, poll};
    let wait = rustix::time::Timespec { tv_sec: 60, tv_nsec: 0 };
    let ready = poll(&mut [PollFd::new(group, PollFlags::IN)], Some(&wait)).expect("polled");
    assert_eq!(ready, 1, "nobody came");
    group.read().expect("read").pop().expect("somebody")
}

#[test]
fn a_marked_directory_is_asked_about_and_an_unmarked_one_is_not() {
    if !may_enforce("marks of directories") {
        return;
    }
    let scratch = Scratch::new("ask");
    let file = scratch.tree().file("pkg/a.py", "x = 1\n");
    let other = scratch.tree().file("other/a.py", "x = 1\n");
    let group = group();
    group.mark_directory(look(&scratch.at("pkg")).as_fd()).expect("a mark");
    let opener = {
        let file = file.clone();
        std::thread::spawn(move || [is_refused(&file), is_refused(&file), is_refused(&file)])
    };
    let mut first = next(&group);
    assert_eq!(first.pid(), i32::try_from(std::process::id()).expect("small"));
    assert_eq!(fetter_agent::sys::path_of(first.file()), Some(file.clone()));
    first.deny().expect("answered");
    assert!(first.allow().is_err(), "once only");
    next(&group).allow().expect("answered");
    drop(next(&group));
    assert_eq!(opener.join().expect("it ends"), [true, false, false], "what is dropped is allowed");
    assert!(!is_refused(&other));
    group.unmark_directory(look(&scratch.at("pkg")).as_fd()).expect("unmarked");
    assert!(!is_refused(&file));
    group.unmark_directory(look(&scratch.at("pkg")).as_fd()).expect("no mark is no error");
}

#[test]
fn a_marked_file_is_asked_about_by_whatever_name() {
    if !may_enforce("marks of files") {
        return;
    }
    let scratch = Scratch::new("ask-file");
    let file = scratch.tree().file("six.py", "x = 1\n");
    let neighbour = scratch.tree().file("ok.py", "x = 1\n");
    let group = group();
    group.mark_file(look(&file).as_fd()).expect("a mark");
    std::fs::hard_link(&file, scratch.at("link.py")).expect("linked");
    let names = [file, scratch.at("link.py")];
    let opener = std::thread::spawn(move || names.map(|name| is_refused(&name)));
    for _ in 0..2 {
        next(&group).deny().expect("answered");
    }
    assert_eq!(opener.join().expect("it ends"), [true, true]);
    assert!(!is_refused(&neighbour));
    group.flush().expect("flushed");
    assert!(!is_refused(&scratch.at("six.py")));
}

#[test]
fn what_is_no_group_of_this_kind_is_not_adopted() {
    let file = std::fs::File::open("/dev/null").expect("open");
    assert!(PermissionGroup::from_fd(file.into()).is_err());
    if !may_enforce("handing a group over") {
        return;
    }
    let other = NotificationGroup::new(Queue::Unlimited).expect("a group");
    let descriptor = other.as_fd().try_clone_to_owned().expect("cloned");
    assert!(PermissionGroup::from_fd(descriptor).is_err(), "a notification group cannot be answered");
    let group = group();
    assert!(PermissionGroup::from_fd(group.try_clone_fd().expect("cloned")).is_ok());
}

#[test]
fn sweeping_where_nobody_waits_answers_nobody() {
    if !may_enforce("sweeping") {
        return;
    }
    assert_eq!(group().sweep(4096, Answer::Deny), 0);
    assert!(group().read().expect("read").is_empty());
}

#[test]
fn a_full_permission_queue_allows() {
    if !may_enforce("a full queue of permission events") {
        return;
    }
    let scratch = Scratch::new("full-queue");
    let file = scratch.tree().file("pkg/a.py", "x = 1\n");
    let group = crate::support::with_queue_of(3, || PermissionGroup::new(Queue::Bounded)).expect("a group");
    group.mark_directory(look(&scratch.at("pkg")).as_fd()).expect("a mark");
    let openers: Vec<_> = (0..8)
        .map(|_| {
            let file = file.clone();
            std::thread::spawn(move || is_refused(&file))
        })
        .collect();
    // Five do not find a place, and do not wait.
    while openers.iter().filter(|opener| opener.is_finished()).count() < 5 {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let mut answered = 0;
    while answered < 3 {
        for mut event in group.read().expect("read") {
            event.deny().expect("answered");
            answered += 1;
        }
    }
    let refused = openers.into_iter().filter_map(|opener| opener.join().ok()).filter(|is| *is).count();
    assert_eq!(refused, 3);
}
