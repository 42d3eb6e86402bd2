//! A worker that is killed, stopped or stuck, and a second process that holds the group.

use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use fetter_agent::enforce::{State, Watchdog};
use fetter_agent::sys::permission::Answer;
use fetter_testkit::Scratch;
use rustix::pipe::PipeFlags;
use rustix::process::Signal;

use crate::helper::Helper;
use crate::support::{group, is_refused, look, may_enforce};

/// A deadline that a test can wait for.
const DEADLINE: Duration = Duration::from_millis(300);
/// Longer than anything takes.
const LONG: Duration = Duration::from_secs(60);

#[test]
fn a_worker_that_reads_nothing_is_found_stuck_and_answered_for() {
    if !may_enforce("a worker that reads nothing") {
        return;
    }
    for (answer, refused) in [(Answer::Deny, true), (Answer::Allow, false)] {
        let scratch = Scratch::new("stuck");
        let file = scratch.tree().file("pkg/a.py", "x = 1\n");
        let group = group();
        group.mark_directory(look(&scratch.at("pkg")).as_fd()).expect("a mark");
        let mut helper = Helper::start(&group, "never-reads");
        let mut watchdog = Watchdog::new(group, None, DEADLINE);
        assert_eq!(watchdog.watch(Duration::from_millis(50), &[]), Ok(State::Well), "nobody waits");
        let opener = std::thread::spawn(move || is_refused(&file));
        assert_eq!(watchdog.watch(LONG, &[]), Ok(State::Stuck));
        helper.kill();
        let taken = watchdog.take_over(answer);
        assert_eq!((taken.swept, taken.read), (0, 1));
        assert_eq!(opener.join().expect("it ends"), refused);
    }
}

#[test]
fn a_heartbeat_tells_a_stopped_worker_and_a_dead_one() {
    if !may_enforce("heartbeats") {
        return;
    }
    let scratch = Scratch::new("heart");
    let file = scratch.tree().file("pkg/a.py", "x = 1\n");
    let group = group();
    group.mark_directory(look(&scratch.at("pkg")).as_fd()).expect("a mark");
    let (mut helper, heart) = Helper::start_with_heart(&group, "responds");
    let mut watchdog = Watchdog::new(group, Some(heart), Duration::from_secs(2));
    assert_eq!(watchdog.watch(Duration::from_millis(500), &[]), Ok(State::Well), "it beats");
    assert!(!is_refused(&file), "the worker answers: it denies nothing that it was not told of");
    helper.signal(Signal::STOP);
    helper.wait_until_stopped();
    let opener = {
        let file = file.clone();
        std::thread::spawn(move || is_refused(&file))
    };
    assert_eq!(watchdog.watch(LONG, &[]), Ok(State::Stuck), "whether it has read the event or not");
    helper.kill();
    let taken = watchdog.take_over(Answer::Deny);
    assert_eq!(taken.swept + taken.read, 1);
    assert!(opener.join().expect("it ends"));
    assert_eq!(watchdog.watch(LONG, &[]), Ok(State::Dead));
    let opener = {
        let file = file.clone();
        std::thread::spawn(move || is_refused(&file))
    };
    let taken = watchdog.stand_in(Answer::Deny, LONG, |_| false, || opener.is_finished());
    assert_eq!((taken.read, opener.join().expect("it ends")), (1, true));
    // A new worker takes over again.
    let (_helper, heart) = Helper::start_with_heart(watchdog.group(), "responds");
    watchdog.restart(Some(heart));
    assert!(!is_refused(&file));
    assert_eq!(watchdog.watch(Duration::from_millis(300), &[]), Ok(State::Well));
}

#[test]
fn a_worker_that_has_nothing_to_do_is_left_alone_until_somebody_waits() {
    if !may_enforce("a worker that rests") {
        return;
    }
    let scratch = Scratch::new("rests");
    let file = scratch.tree().file("pkg/a.py", "x = 1\n");
    let group = group();
    group.mark_directory(look(&scratch.at("pkg")).as_fd()).expect("a mark");
    let (mut helper, heart) = Helper::start_with_heart(&group, "responds");
    let mut watchdog = Watchdog::new(group, Some(heart), Duration::from_secs(2));
    assert!(!is_refused(&file), "it answers");
    let rested = watchdog.watch(Duration::from_secs(1), &[]);
    assert_eq!(rested, Ok(State::Well));
    helper.signal(Signal::STOP);
    helper.wait_until_stopped();
    assert_eq!(watchdog.watch(Duration::from_secs(3), &[]), Ok(State::Well), "nobody waits");
    let opener = std::thread::spawn(move || is_refused(&file));
    let asked = Instant::now();
    assert_eq!(watchdog.watch(LONG, &[]), Ok(State::Stuck));
    assert!(asked.elapsed() >= Duration::from_millis(1500), "it is given its time");
    helper.kill();
    let taken = watchdog.take_over(Answer::Deny);
    assert_eq!((taken.swept, taken.read), (0, 1));
    assert!(opener.join().expect("it ends"));
}

#[test]
fn a_worker_that_begins_slowly_is_left_alone_until_somebody_waits() {
    if !may_enforce("a worker that begins slowly") {
        return;
    }
    let scratch = Scratch::new("begins");
    let file = scratch.tree().file("pkg/a.py", "x = 1\n");
    let group = group();
    group.mark_directory(look(&scratch.at("pkg")).as_fd()).expect("a mark");
    // Its end of the pipe is open, and it has not said a word.
    let (heart, _words) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).expect("a pipe");
    let mut watchdog = Watchdog::new(group, Some(heart), DEADLINE);
    assert_eq!(watchdog.watch(DEADLINE * 4, &[]), Ok(State::Well), "it has marked nothing yet");
    let opener = std::thread::spawn(move || is_refused(&file));
    assert_eq!(watchdog.watch(LONG, &[]), Ok(State::Stuck));
    assert_eq!(watchdog.take_over(Answer::Deny).read, 1);
    assert!(opener.join().expect("it ends"));
}

#[test]
fn watching_ends_when_something_else_can_be_read() {
    if !may_enforce("waiting for others too") {
        return;
    }
    let (heart, _beats) = rustix::pipe::pipe_with(PipeFlags::NONBLOCK).expect("a pipe");
    let (other, writer) = rustix::pipe::pipe().expect("a pipe");
    let mut watchdog = Watchdog::new(group(), Some(heart), LONG);
    rustix::io::write(&writer, b"x").expect("there is room");
    let began = Instant::now();
    assert_eq!(watchdog.watch(LONG, &[other.as_fd()]), Ok(State::Well));
    assert!(began.elapsed() < LONG / 2);
}

#[test]
fn numbers_that_both_processes_had_are_answered_too() {
    if !may_enforce("colliding numbers") {
        return;
    }
    let scratch = Scratch::new("collide");
    let file = scratch.tree().file("pkg/a.py", "x = 1\n");
    let group = group();
    group.mark_directory(look(&scratch.at("pkg")).as_fd()).expect("a mark");
    let open = || {
        let file = file.clone();
        std::thread::spawn(move || is_refused(&file))
    };
    let mut helper = Helper::start(&group, "reads-and-stops");
    let first = open();
    helper.wait_until_stopped();
    let others: Vec<_> = (0..20).map(|_| open()).collect();
    helper.kill();
    let watchdog = Watchdog::new(group, None, DEADLINE);
    let mut answered = 0;
    while answered < 21 {
        let taken = watchdog.take_over(Answer::Deny);
        answered += taken.swept + taken.read;
    }
    assert!(first.join().expect("it ends"));
    assert!(others.into_iter().all(|other| other.join().expect("it ends")));
}
