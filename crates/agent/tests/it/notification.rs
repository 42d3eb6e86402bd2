//! Hearing of what happens.

use std::os::fd::AsFd;

use fetter_agent::sys::notification::{NotificationGroup, Queue};
use fetter_agent::sys::{FileHandle, Mask, open_by_handle, path_of};
use fetter_testkit::Scratch;

use crate::support::{look, may_watch};

#[test]
fn a_directory_tells_of_what_is_made_in_it_and_can_be_opened_again() {
    if !may_watch("events of a directory") {
        return;
    }
    let scratch = Scratch::new("hear");
    let group = NotificationGroup::new(Queue::Unlimited).expect("a group");
    let here = look(scratch.path());
    group.mark_directory(here.as_fd(), Mask::INSTALLS).expect("a mark");
    let inner = scratch.tree().directory("x");
    group.mark_directory(look(&inner).as_fd(), Mask::INSTALLS).expect("a mark");
    std::fs::write(inner.join("RECORD"), "").expect("written");
    let mut buffer = vec![0; 4096];
    let events = group.read(&mut buffer).expect("read").expect("some");
    let seen: Vec<_> = events
        .map(|event| {
            let event = event.expect("sound");
            let entry = event.entry.expect("it tells where");
            (event.mask(), entry.name.expect("a name").to_owned(), entry.directory().expect("a handle"))
        })
        .collect();
    let names: Vec<_> = seen.iter().map(|(_, name, _)| name.as_os_str()).collect();
    assert_eq!(names, ["x", "RECORD"], "what happens to one name is merged");
    assert!(seen[0].0.contains(Mask::CREATE | Mask::ON_DIRECTORY));
    assert!(seen[1].0.contains(Mask::CREATE | Mask::CLOSE_WRITE));
    assert_eq!(seen[0].2, FileHandle::of(here.as_fd()).expect("a handle"));
    let mount = std::fs::File::open(scratch.path()).expect("open");
    let again = open_by_handle(mount.as_fd(), &seen[1].2).expect("it is there");
    assert_eq!(path_of(again.as_fd()), Some(inner.clone()));
    std::fs::rename(&inner, scratch.at("y")).expect("renamed");
    assert_eq!(path_of(again.as_fd()), Some(scratch.at("y")), "a handle survives a rename");
    assert!(group.read(&mut buffer).expect("read").is_some(), "the rename");
    group.unmark_directory(here.as_fd(), Mask::INSTALLS).expect("unmarked");
    std::fs::write(scratch.at("z"), "").expect("written");
    assert!(group.read(&mut buffer).expect("read").is_none(), "nobody listens");
}

#[test]
fn a_hundred_thousand_events_are_all_there() {
    if !may_watch("100,000 events") {
        return;
    }
    let scratch = Scratch::new("many");
    let group = NotificationGroup::new(Queue::Unlimited).expect("a group");
    group.mark_directory(look(scratch.path()).as_fd(), Mask::CREATE | Mask::DELETE).expect("a mark");
    let link = |number| scratch.at(&format!("link-{number}"));
    (0..50_000).for_each(|number| std::os::unix::fs::symlink("x", link(number)).expect("made"));
    (0..50_000).for_each(|number| std::fs::remove_file(link(number)).expect("removed"));
    let (mut made, mut removed) = (0, 0);
    let mut buffer = vec![0; 256 * 1024];
    let taken = group.drain(&mut buffer, usize::MAX, |event| {
        assert!(!event.is_overflow());
        made += u32::from(event.mask().contains(Mask::CREATE));
        removed += u32::from(event.mask().contains(Mask::DELETE));
    });
    assert_eq!((taken, made, removed), (Ok(100_000), 50_000, 50_000));
}

#[test]
fn a_bounded_queue_says_that_it_was_full() {
    if !may_watch("a full queue") {
        return;
    }
    let scratch = Scratch::new("full");
    let group = crate::support::with_queue_of(3, || NotificationGroup::new(Queue::Bounded)).expect("a group");
    group.mark_directory(look(scratch.path()).as_fd(), Mask::INSTALLS).expect("a mark");
    for number in 0..10 {
        std::fs::create_dir(scratch.at(&number.to_string())).expect("made");
    }
    let (mut events, mut overflows) = (0, 0);
    let taken = group.drain(&mut [0; 4096], usize::MAX, |event| {
        overflows += u32::from(event.is_overflow());
        events += u32::from(!event.is_overflow());
    });
    assert_eq!((taken, events, overflows), (Ok(4), 3, 1));
}

#[test]
fn a_file_system_tells_of_directories_that_were_not_marked() {
    if !may_watch("events of a file system") {
        return;
    }
    let scratch = Scratch::new("whole");
    let group = NotificationGroup::new(Queue::Unlimited).expect("a group");
    let here = look(scratch.path());
    if let Err(error) = group.mark_file_system(here.as_fd(), Mask::CREATE | Mask::ON_DIRECTORY) {
        assert!(error.wants_directories(), "{error}");
        return;
    }
    let deep = scratch.tree().directory("a/b");
    std::fs::create_dir(deep.join("six-1.dist-info")).expect("made");
    group.unmark_file_system(here.as_fd(), Mask::CREATE | Mask::ON_DIRECTORY).expect("unmarked");
    std::fs::create_dir(deep.join("later")).expect("made");
    let wanted = FileHandle::of(look(&deep).as_fd()).expect("a handle");
    let mut names = Vec::new();
    // Others make files too.
    let read = group.drain(&mut [0; 4096], usize::MAX, |event| {
        let entry = event.entry.filter(|entry| entry.directory().as_ref() == Some(&wanted));
        names.extend(entry.and_then(|entry| entry.name).map(ToOwned::to_owned));
    });
    assert!(read.is_ok());
    assert_eq!(names, ["six-1.dist-info"]);
}
