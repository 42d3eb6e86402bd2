//! Reports on their way: kept until they are acknowledged, whoever is killed, and whatever the answers say.

use std::collections::BTreeSet;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::Duration;

use fetter_agent::journal::EventCode;
use fetter_agent::report::{
    Courier, CourierError, Delivery, Facts, FileCourier, Inbox, Outbox, OutboxLimits, Outgoing, Retry, Spool,
    contents, contents_of, deliver_once, report,
};
use fetter_core::inventory::Inventory;
use fetter_protocol::{Answer, Digest, EventRecord, Report, limits, read, write};
use fetter_testkit::Scratch;

use crate::journal::event;
use crate::journal_faults::{CHILD, kill_after, say, start};
use crate::report::{MACHINE, facts, site};

fn inventory() -> Inventory {
    Inventory { sites: vec![site("/a", &["one"]), site("/b", &["two"])], ..Inventory::default() }
}

fn events(from: u64, to: u64) -> Vec<EventRecord> {
    let numbered = |sequence| {
        let mut event = event(EventCode::Installed, "a");
        event.sequence = sequence;
        event.record()
    };
    (from..=to).map(numbered).collect()
}

fn made(events: Vec<EventRecord>) -> Report {
    report(&inventory(), Facts { events, ..facts() }).expect("within the limits")
}

fn open(scratch: &Path) -> Outbox {
    Outbox::open(&scratch.join("spool"), MACHINE, 0, OutboxLimits::default()).expect("an outbox")
}

/// Everything on one machine: the agent's side, the other process' side, and a directory for a server.
fn deliver(scratch: &Path, outbox: &mut Outbox, courier: &mut dyn Courier, retry: &mut Retry) -> Delivery {
    let spool = Spool::open(&scratch.join("spool")).expect("a spool");
    let inbox = Inbox::open_or_make(&scratch.join("inbox")).expect("an inbox");
    let delivery = deliver_once(&spool, &inbox, courier, retry, Duration::ZERO).expect("files work");
    let here = inventory();
    let taken = outbox.take_answers(&scratch.join("inbox"), &mut |digest| contents_of(&here, digest));
    assert_eq!(taken.expect("files work").refused, Vec::<String>::new());
    delivery
}

fn server(scratch: &Path) -> FileCourier {
    FileCourier::open(&scratch.join("server"), MACHINE).expect("a server")
}

fn server_events(scratch: &Path) -> BTreeSet<u64> {
    let directory = scratch.join("server/reports").join(MACHINE);
    let Ok(files) = std::fs::read_dir(directory) else { return BTreeSet::new() };
    let whole = files.map(|entry| entry.expect("an entry").path());
    let whole = whole.filter(|path| path.extension().is_some() && !path.to_string_lossy().contains("/.new-"));
    let reports = whole.map(|path| read::<Report>(&std::fs::read(path).expect("a file")).expect("whole"));
    reports.flat_map(|report| report.events).map(|event| event.sequence).collect()
}

#[test]
fn reports_and_contents_arrive_and_go() {
    let scratch = Scratch::new("outbox");
    let mut outbox = open(scratch.path());
    assert_eq!(outbox.write(made(events(1, 3))).expect("room"), 1);
    let (mut courier, mut retry) = (server(scratch.path()), Retry::new(1));
    let mut round = || deliver(scratch.path(), &mut outbox, &mut courier, &mut retry);
    assert_eq!(round(), Delivery::Sent { reports: 1, contents: 0 });
    assert_eq!(round(), Delivery::Sent { reports: 0, contents: 2 });
    assert_eq!(round(), Delivery::Sent { reports: 0, contents: 0 });
    assert_eq!((outbox.waiting(), outbox.acknowledged().report, outbox.acknowledged().events), (0, 1, 3));
    assert_eq!(Spool::open(&scratch.at("spool")).expect("a spool").contents().expect("a list"), []);
    for site in &inventory().sites {
        let (digest, bytes, _) = contents(site).expect("within the limits");
        assert_eq!(std::fs::read(scratch.at(&format!("server/sites/{digest}.json"))).expect("stored"), bytes);
    }
    drop(outbox);
    let mut outbox = open(scratch.path());
    assert_eq!(outbox.acknowledged().events, 3);
    assert_eq!(outbox.write(made(events(4, 4))).expect("room"), 2, "numbers go on");
}

#[test]
fn newer_reports_take_the_place_of_older_ones_and_keep_their_events() {
    let scratch = Scratch::new("outbox-full");
    let mut outbox = open(scratch.path());
    for number in 1..=50 {
        outbox.write(made(events(number, number))).expect("room");
    }
    assert_eq!(outbox.waiting(), OutboxLimits::default().reports);
    deliver(scratch.path(), &mut outbox, &mut server(scratch.path()), &mut Retry::new(1));
    assert_eq!(server_events(scratch.path()), (1..=50).collect());
    assert_eq!(outbox.waiting(), 0);
}

#[test]
fn contents_come_as_there_is_room() {
    let scratch = Scratch::new("outbox-contents");
    let limits = OutboxLimits { contents: 1, ..OutboxLimits::default() };
    let mut outbox = Outbox::open(&scratch.at("spool"), MACHINE, 0, limits).expect("an outbox");
    outbox.write(made(events(1, 1))).expect("room");
    let (mut courier, mut retry) = (server(scratch.path()), Retry::new(1));
    let mut sent = Vec::new();
    for _ in 0..5 {
        sent.push(deliver(scratch.path(), &mut outbox, &mut courier, &mut retry));
    }
    let contents = |delivery: &Delivery| match delivery {
        Delivery::Sent { contents, .. } => *contents,
        other => panic!("{other:?}"),
    };
    assert_eq!(sent.iter().map(contents).collect::<Vec<_>>(), [0, 1, 1, 0, 0]);
}

/// A server that says what it is told to.
struct Stub(Vec<Result<Vec<u8>, CourierError>>);

impl Courier for Stub {
    fn send(&mut self, _: Outgoing<'_>) -> Result<Vec<u8>, CourierError> {
        self.0.pop().expect("nothing more is sent")
    }
}

#[test]
fn a_server_that_fails_is_tried_again_later() {
    let scratch = Scratch::new("outbox-stub");
    let mut outbox = open(scratch.path());
    outbox.write(made(events(1, 1))).expect("room");
    let later = CourierError::Later(Duration::from_secs(60));
    let mut stub = Stub(vec![Ok(b"<html>".to_vec()), Err(later.clone())]);
    let mut retry = Retry::new(1);
    assert_eq!(deliver(scratch.path(), &mut outbox, &mut stub, &mut retry), Delivery::Failed(later));
    assert!(retry.not_before() >= Duration::from_secs(60));
    assert_eq!(deliver(scratch.path(), &mut outbox, &mut stub, &mut retry), Delivery::Waiting);
    let mut retry = Retry::new(1);
    let failed = deliver(scratch.path(), &mut outbox, &mut stub, &mut retry);
    assert!(matches!(failed, Delivery::Failed(CourierError::Unreachable(_))), "{failed:?}");
    assert_eq!(outbox.waiting(), 1, "it is kept");
}

#[test]
fn hostile_answers_do_nothing_but_are_said() {
    let scratch = Scratch::new("outbox-hostile");
    let mut outbox = open(scratch.path());
    outbox.write(made(events(1, 1))).expect("room");
    let inbox = scratch.at("inbox");
    std::fs::create_dir(&inbox).expect("a directory");
    let other = write(&Answer::acknowledging(&"f".repeat(32), 1, 1)).expect("within the limits");
    let right = scratch.at("right");
    std::fs::write(&right, write(&Answer::acknowledging(MACHINE, 1, 1)).expect("within the limits"))
        .expect("a file");
    std::fs::write(inbox.join("answer-1.json"), other).expect("a file");
    symlink(&right, inbox.join("answer-2.json")).expect("a link");
    std::fs::write(inbox.join("answer-3.json"), vec![b' '; limits::ANSWER_BYTES + 1]).expect("a file");
    std::fs::create_dir(inbox.join("answer-4.json")).expect("a directory");
    std::fs::write(inbox.join("answer-5.json"), "{").expect("a file");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        inbox.join("answer-6.json"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .expect("a pipe");
    let taken = outbox.take_answers(&inbox, &mut |_| None).expect("it goes on");
    assert_eq!((taken.answers, taken.refused.len()), (0, 6), "{taken:?}");
    assert_eq!((outbox.waiting(), outbox.acknowledged().report), (1, 0));
    assert!(right.exists(), "no link is followed");

    let wild = Answer {
        wanted: vec![Digest::of(b"nobody has it")],
        ..Answer::acknowledging(MACHINE, u64::MAX, u64::MAX)
    };
    std::fs::write(inbox.join("answer-7.json"), write(&wild).expect("within the limits")).expect("a file");
    let taken = outbox.take_answers(&inbox, &mut |_| Some(b"something else".to_vec())).expect("it goes on");
    assert_eq!((taken.answers, taken.contents), (1, 0), "contents that are not those are not put out");
    assert_eq!(outbox.acknowledged().report, 1, "what was never sent is not there");
    assert_eq!(outbox.next_sequence(), 2);
}

/// Writes, delivers and takes answers for ever, where it is started as a child.
#[test]
fn child_reports() {
    let Some(at) = std::env::var_os(CHILD) else { return };
    let at = Path::new(&at);
    let mut outbox = open(at);
    let mut courier = server(at);
    let mut retry = Retry::new(1);
    loop {
        let number = outbox.next_sequence();
        // Every report has an event of its own, with its number.
        say(outbox.write(made(events(number, number))).expect("room"));
        if number.is_multiple_of(3) {
            deliver(at, &mut outbox, &mut courier, &mut retry);
        }
    }
}

#[test]
fn no_report_is_lost_by_a_kill() {
    let scratch = Scratch::new("outbox-kill");
    let mut last = 0;
    let mut all = BTreeSet::new();
    for round in 0..15 {
        let said = kill_after(start("outbox::child_reports", scratch.path()), 1 + round % 5);
        assert!(said.first().is_some_and(|first| *first > last), "{last}: {said:?}");
        last = said.last().copied().expect("it said something");
        all.extend(said);
    }
    let mut outbox = open(scratch.path());
    assert!(outbox.next_sequence() > last);
    let (mut courier, mut retry) = (server(scratch.path()), Retry::new(1));
    for _ in 0..3 {
        deliver(scratch.path(), &mut outbox, &mut courier, &mut retry);
    }
    assert_eq!(outbox.waiting(), 0);
    let there = server_events(scratch.path());
    assert!(all.is_subset(&there), "lost: {:?}", all.difference(&there).collect::<Vec<_>>());
}

/// Nobody has events to number anew.
fn never(after: u64, above: u64) -> bool {
    panic!("the events after {after} are numbered above {above}")
}

#[test]
fn a_machine_that_was_restored_counts_on_from_where_it_was() {
    let scratch = Scratch::new("outbox-above");
    let (mut outbox, mut courier) = (open(scratch.path()), server(scratch.path()));
    outbox.write(made(events(1, 5))).expect("room");
    deliver(scratch.path(), &mut outbox, &mut courier, &mut Retry::new(0));
    outbox.write(made(events(6, 8))).expect("room");
    let (inbox, said) = (scratch.at("inbox"), scratch.at("inbox/resync.json"));
    let of = |report: u64, events: u64| {
        format!(r#"{{"report":1,"events":5,"above":{{"report":{report},"events":{events}}}}}"#)
    };
    // Nobody brings it to where it cannot count on.
    std::fs::write(&said, of(u64::MAX, u64::MAX)).expect("written");
    assert!(outbox.take_resync(&inbox, &mut never, &mut || false).expect("files work"));
    assert_eq!(outbox.next_sequence(), 3);

    // Without room it stays to be done.
    std::fs::write(&said, of(500, 900)).expect("written");
    assert!(!outbox.take_resync(&inbox, &mut |_, _| false, &mut || false).expect("files work"));
    assert!(said.exists());
    let mut asked = Vec::new();
    let done = outbox.take_resync(
        &inbox,
        &mut |after, above| {
            asked.push((after, above));
            true
        },
        &mut || false,
    );
    assert!(done.expect("files work") && !said.exists());
    assert_eq!(asked, [(5, 900)]);
    assert_eq!((outbox.next_sequence(), outbox.acknowledged().events, outbox.waiting()), (501, 900, 0));

    // What it wrote itself meanwhile is no reason.
    std::fs::write(&said, of(501, 900)).expect("written");
    outbox.write(made(events(901, 903))).expect("room");
    assert!(outbox.take_resync(&inbox, &mut never, &mut || true).expect("files work"));
    let outbox = open(scratch.path());
    assert_eq!((outbox.newest().events, outbox.waiting()), (903, 1));
}

#[test]
fn a_server_that_was_restored_is_told_again_and_nobody_makes_more_acknowledged() {
    let scratch = Scratch::new("outbox-resync");
    let (mut outbox, mut courier) = (open(scratch.path()), server(scratch.path()));
    outbox.write(made(events(1, 5))).expect("room");
    deliver(scratch.path(), &mut outbox, &mut courier, &mut Retry::new(0));
    let before = outbox.acknowledged();
    assert_eq!((before.report, before.events), (1, 5));
    let inbox = scratch.at("inbox");
    assert!(!outbox.take_resync(&inbox, &mut never, &mut || false).expect("files work"), "nobody wants it");
    for (said, events) in
        [("{", 5), (r#"{"report": 99, "events": 99}"#, 5), (r#"{"report": 0, "events": 2}"#, 2)]
    {
        std::fs::write(inbox.join("resync.json"), said).expect("written");
        if events < before.events {
            // Until what people ask for is put out again, it stays to be done.
            assert!(!outbox.take_resync(&inbox, &mut never, &mut || false).expect("files work"));
            assert_eq!(outbox.acknowledged(), before);
        }
        let mut is_lost = false;
        let mut ask_again = || {
            is_lost = true;
            true
        };
        assert!(outbox.take_resync(&inbox, &mut never, &mut ask_again).expect("files work"), "{said}");
        assert_eq!(outbox.acknowledged().events, events, "{said}");
        assert_eq!(is_lost, events < before.events, "{said}");
        assert!(!inbox.join("resync.json").exists());
    }
    // It outlives the agent, and the events come with the next report.
    let mut outbox = open(scratch.path());
    assert_eq!(outbox.acknowledged().events, 2);
    let number = outbox.write(made(events(1, 5))).expect("room");
    let spool = Spool::open(&scratch.at("spool")).expect("a spool");
    let report: Report =
        read(&spool.report(number).expect("files work").expect("it is there")).expect("it is one");
    assert_eq!(report.events.iter().map(|event| event.sequence).collect::<Vec<_>>(), [3, 4, 5]);
    let standing = spool.standing().expect("files work").expect("it is there");
    assert_eq!((standing.report, standing.newest_event), (number, 5));
    assert_eq!(standing.state, report.state().expect("within the limits"));
}
