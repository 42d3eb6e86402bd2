//! The journal in bad times: killed, damaged, without room.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fetter_agent::journal::{Event, EventCode, Journal, JournalError, Limits, Reader, Writer};
use fetter_testkit::program::{Program, exists};
use fetter_testkit::{Scratch, gate};

use crate::journal::{all, event};

/// Tells a test that it is a child, and where its files are.
pub(crate) const CHILD: &str = "FETTER_TEST_CHILD";

/// Starts this very program for one of its tests, as a child that is to be killed.
pub(crate) fn start(test: &str, directory: &Path) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", test, "--nocapture"])
        .env(CHILD, directory)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child")
}

/// Reads what a child says after `said `, and kills it after so many.
pub(crate) fn kill_after(mut child: Child, many: usize) -> Vec<u64> {
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines().map_while(Result::ok);
    let number = |line: String| line.rsplit_once("said ").and_then(|(_, number)| number.parse().ok());
    let mut said: Vec<u64> = lines.by_ref().filter_map(number).take(many).collect();
    child.kill().expect("it is killed");
    child.wait().expect("it ended");
    // What it had said before it was killed counts too.
    said.extend(lines.filter_map(number));
    said
}

pub(crate) fn say(number: u64) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "said {number}").expect("somebody listens");
    out.flush().expect("somebody listens");
}

/// Appends for ever, where it is started as a child.
#[test]
fn child_appends() {
    let Some(at) = std::env::var_os(CHILD) else { return };
    let limits = Limits { events: 150, ..Limits::default() };
    let mut journal = Journal::open(Path::new(&at), limits, 0).expect("a journal");
    loop {
        say(journal.append(&mut event(EventCode::Installed, "a")).expect("room"));
        journal.prune(fetter_agent::journal::Moment::now()).expect("it prunes");
    }
}

#[test]
fn what_was_appended_survives_a_kill() {
    let scratch = Scratch::new("journal-kill");
    let at = scratch.at("state");
    let mut last = 0;
    for round in 0..12 {
        let said = kill_after(start("journal_faults::child_appends", &at), 1 + round * 17);
        assert!(said.first().is_some_and(|first| *first > last), "no number is given twice: {said:?}");
        last = said.last().copied().expect("it said something");
        let events = Reader::open(&at).expect("a journal").events(&all()).expect("events");
        let kept: Vec<u64> = events.iter().map(|event| event.sequence).collect();
        let newest: Vec<u64> = said.iter().copied().rev().take(100).collect();
        assert!(newest.iter().all(|number| kept.contains(number)), "round {round}: {newest:?} {kept:?}");
    }
}

#[test]
fn a_damaged_file_is_put_aside_and_said() {
    for damage in ["header", "middle", "cut", "text"] {
        let scratch = Scratch::new("journal-damage");
        let at = scratch.at("state");
        let mut journal = Journal::open(&at, Limits::default(), 0).expect("a journal");
        for _ in 0..200 {
            journal.append(&mut event(EventCode::Installed, "a").because("x".repeat(100))).expect("room");
        }
        drop(journal);
        let file = at.join("journal.sqlite");
        let mut bytes = std::fs::read(&file).expect("it is there");
        match damage {
            "header" => bytes[..100].fill(0xff),
            "middle" => bytes[4096..].fill(0x5a),
            "cut" => bytes.truncate(4096 * 3),
            _ => bytes = b"this is no journal, and there is more of it than a header has bytes".repeat(9),
        }
        std::fs::write(&file, &bytes).expect("it can be written");
        let writer = Writer::start(&at, Limits::default(), 7, Box::new(|_| {})).expect("a new one");
        assert!(writer.handle().flush(Duration::from_secs(60)), "{damage}");
        let events = Reader::open(&at).expect("a journal").events(&all()).expect("events");
        assert_eq!(events.len(), 1, "{damage}");
        assert_eq!(events[0].code, "problem");
        assert!(events[0].sequence > 1_000_000_000, "{damage}: above whatever the old one gave");
        let aside =
            events[0].path.as_ref().and_then(fetter_protocol::WirePath::to_path).expect("where it is");
        let kept = std::fs::metadata(aside).expect("it is kept").len();
        assert_eq!(kept, u64::try_from(bytes.len()).expect("small"), "{damage}");
    }
}

#[test]
fn a_newer_journal_is_left_alone() {
    let scratch = Scratch::new("journal-newer");
    let at = scratch.at("state");
    drop(Journal::open(&at, Limits::default(), 0).expect("a journal"));
    let file = at.join("journal.sqlite");
    let mut bytes = std::fs::read(&file).expect("it is there");
    // The user version: big-endian, at 60 (SQLite's file format, section 1.3).
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(&file, &bytes).expect("it can be written");
    let opened = Journal::open(&at, Limits::default(), 0);
    assert!(matches!(opened, Err(JournalError::Newer { found: 99, known: 2, .. })), "{opened:?}");
    assert!(matches!(Reader::open(&at), Err(JournalError::Newer { .. })));
    assert_eq!(std::fs::read(&file).expect("it is there")[60..64], 99_u32.to_be_bytes());
}

/// Appends and says what the system's log would be told, where it is started as a child.
#[test]
fn child_tells() {
    let Some(at) = std::env::var_os(CHILD) else { return };
    // A log that is slow to take what it is told.
    let tell = Box::new(|event: &Event| say(event.sequence));
    let writer = Writer::start(Path::new(&at), Limits::default(), 0, tell).expect("a journal");
    for number in 0_u32.. {
        writer.handle().append(event(EventCode::Installed, &format!("p{number}")));
        if number % 64 == 0 {
            assert!(writer.handle().flush(Duration::from_secs(60)));
        }
    }
}

#[test]
fn what_was_told_is_kept_so_that_its_number_names_one_event() {
    let scratch = Scratch::new("journal-told");
    let at = scratch.at("state");
    for round in 0..6 {
        let said = kill_after(start("journal_faults::child_tells", &at), 1 + round * 23);
        let reader = Reader::open(&at).expect("a journal");
        let (_, newest) = reader.bounds().expect("bounds").expect("there are some");
        let last = said.last().copied().expect("it said something");
        assert!(last <= newest, "{last} was told, and {newest} is the newest that is kept");
    }
}

#[test]
fn without_room_events_are_told_without_a_number() {
    let scratch = Scratch::new("journal-full-told");
    let at = scratch.at("state");
    let journal = Journal::open(&at, Limits::default(), 0).expect("a journal");
    journal.limit_pages(journal.pages().expect("pages")).expect("no page to spare");
    let (sender, told) = std::sync::mpsc::channel();
    let tell = Box::new(move |event: &Event| {
        sender.send((event.sequence, event.subject.name.clone())).unwrap_or(());
    });
    let writer = Writer::with(journal, &at, tell).expect("a thread");
    for number in 0..200 {
        writer.handle().append(event(EventCode::Changed, &format!("p{number}")).because("x".repeat(900)));
        let _ = writer.handle().flush(Duration::from_secs(60));
    }
    drop(writer);
    let told: Vec<(u64, Option<String>)> = told.iter().collect();
    assert_eq!(told.len(), 200, "each is told once");
    assert!(told.iter().enumerate().all(|(place, (_, name))| *name == Some(format!("p{place}"))));
    let kept =
        Reader::open(&at).expect("a journal").bounds().expect("bounds").map_or(0, |(_, newest)| newest);
    assert!(told.iter().all(|(sequence, _)| *sequence <= kept), "{kept}: {told:?}");
    assert!(told.iter().any(|(sequence, _)| *sequence == 0));
}

#[test]
fn without_room_events_wait_and_what_is_lost_is_said() {
    let scratch = Scratch::new("journal-full");
    let at = scratch.at("state");
    let journal = Journal::open(&at, Limits::default(), 0).expect("a journal");
    journal.limit_pages(journal.pages().expect("pages")).expect("no page to spare");
    let writer = Writer::with(journal, &at, Box::new(|_| {})).expect("a thread");
    let handle = writer.handle();
    handle.append(event(EventCode::Denied, "evil"));
    for round in 0..10 {
        for number in 0..1000 {
            handle.append(event(EventCode::Changed, &format!("evil{}", number % 7)).because("x".repeat(300)));
        }
        assert!(!handle.flush(Duration::from_secs(60)), "round {round}: there is no room");
    }
    let counts = handle.counts();
    assert!(counts.waiting > 0 && counts.waiting <= 4096, "{counts:?}");
    drop(writer);
    // Whoever was there when there was no room is gone; what had been written is there, and there is room again.
    let mut journal = Journal::open(&at, Limits::default(), 0).expect("a journal");
    journal.append(&mut event(EventCode::Installed, "a")).expect("room");
}

/// Room comes back: on a file system of its own, of 16 MiB, where the test may mount one. It is mounted for a run of this test alone: others,
/// which watch what is mounted, would search everything again.
#[test]
fn when_there_is_room_again_all_is_written() {
    if std::env::var_os(CHILD).is_some() {
        return on_a_disk_of_its_own();
    }
    if !exists("unshare") || Program::new("unshare").args(["--mount", "true"]).run().code != Some(0) {
        gate::skip("a disk with room again", "root, to mount one apart by unshare(1)");
        return;
    }
    let own = std::env::current_exe().expect("this program");
    let this = "journal_faults::when_there_is_room_again_all_is_written";
    let ran = Program::new("unshare").args(["--mount".as_ref(), own.as_os_str()]).args(["--exact", this]);
    let ran = ran.env(CHILD, "").run();
    assert!(ran.code == Some(0) && ran.stdout.contains("1 passed"), "{}{}", ran.stdout, ran.stderr);
}

fn on_a_disk_of_its_own() {
    let scratch = Scratch::new("journal-disk");
    let at = scratch.at("disk");
    std::fs::create_dir(&at).expect("a directory");
    let mount = Program::new("mount").args(["-t", "tmpfs", "-o", "size=16m", "fetter"]);
    let _ = mount.args([&at]).succeed();
    let written = full_disk(&at);
    let _ = Program::new("umount").args([&at]).succeed();
    written.expect("all as promised");
}

fn full_disk(at: &Path) -> Result<(), String> {
    let state = at.join("state");
    let writer =
        Writer::start(&state, Limits::default(), 0, Box::new(|_| {})).map_err(|error| error.to_string())?;
    let handle = writer.handle();
    std::fs::write(at.join("ballast"), vec![0; 20 << 20]).expect_err("the disk is full");
    for number in 0..9000_u32 {
        let reason = "x".repeat(300);
        handle.append(event(EventCode::Installed, &format!("p{number}")).because(reason));
        if number > 0 && number % 1000 == 0 && handle.flush(Duration::from_secs(60)) {
            return Err(format!("{number}: there was room"));
        }
    }
    std::fs::remove_file(at.join("ballast")).map_err(|error| error.to_string())?;
    handle.append(Event::new(EventCode::Started));
    if !handle.flush(Duration::from_secs(60)) {
        return Err(format!("there is room, and it is not used: {:?}", handle.counts()));
    }
    let reader = Reader::open(&state).map_err(|error| error.to_string())?;
    let events = reader.events(&all()).map_err(|error| error.to_string())?;
    let lost: u64 =
        events.iter().filter(|event| event.code == "events-lost").filter_map(|event| event.count).sum();
    let kept = events.iter().filter(|event| event.code == "installed").count();
    if u64::try_from(kept).unwrap_or_default() + lost != 9000 || lost == 0 || handle.counts().lost != lost {
        return Err(format!("{kept} kept and {lost} lost"));
    }
    Ok(())
}
