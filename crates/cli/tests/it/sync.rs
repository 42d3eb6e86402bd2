//! `fetter agent sync`: what the agent reports is brought away, whoever is killed meanwhile.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use fetter_agent::journal::{Event, EventCode, Moment};
use fetter_agent::report::{Facts, Outbox, OutboxLimits, host, machine_id, report};
use fetter_core::inventory::Inventory;
use fetter_protocol::{CoverageSummary, Report, read};
use fetter_testkit::{Scratch, gate};
use rustix::process::{Pid, Signal, geteuid, kill_process};

use crate::support::{fetter, run};

/// A home with a configuration, and the agent's side of it.
pub(crate) fn reported(name: &str) -> (Scratch, Outbox) {
    let home = Scratch::new(name);
    home.tree().file("agent.toml", "state = \"state\"\n[report]\nto = \"server\"\n");
    home.tree().directory("state");
    let outbox = home.at("state/outbox");
    let machine = machine_id(&outbox).expect("an id");
    let outbox = Outbox::open(&outbox, &machine, 0, OutboxLimits::default()).expect("an outbox");
    (home, outbox)
}

/// Writes a report with one event, which has the report's number.
pub(crate) fn write(home: &Scratch, outbox: &mut Outbox) -> u64 {
    write_of(home, outbox, &Inventory::default())
}

/// The same, of what is installed.
pub(crate) fn write_of(home: &Scratch, outbox: &mut Outbox, inventory: &Inventory) -> u64 {
    let machine = machine_id(&home.at("state/outbox")).expect("an id");
    let mut event = Event::new(EventCode::Started);
    event.sequence = outbox.next_sequence();
    let facts = Facts {
        sequence: event.sequence,
        taken: Moment::now(),
        host: host(&machine, "observe", None, CoverageSummary::default()),
        denials: Vec::new(),
        tampered: None,
        events: vec![event.record()],
    };
    outbox.write(report(inventory, facts).expect("within the limits")).expect("room")
}

/// The command line; whoever tests as root says so.
pub(crate) fn line(rest: &str) -> String {
    let root = if geteuid().is_root() { " --as-root" } else { "" };
    format!("--config agent.toml agent sync{root}{rest}")
}

fn start(home: &Scratch) -> Child {
    let mut command = fetter(home).args(line("").split(' ')).into_command();
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts")
}

fn server_events(home: &Scratch) -> BTreeSet<u64> {
    let whole = |path: &Path| !path.to_string_lossy().contains("/.new-");
    let mut events = BTreeSet::new();
    for machine in std::fs::read_dir(home.at("server/reports")).into_iter().flatten() {
        for file in std::fs::read_dir(machine.expect("an entry").path()).expect("a directory") {
            let path = file.expect("an entry").path();
            if whole(&path) {
                let report: Report = read(&std::fs::read(path).expect("a file")).expect("a whole report");
                events.extend(report.events.iter().map(|event| event.sequence));
            }
        }
    }
    events
}

#[test]
fn what_is_there_is_brought_away_once() {
    let (home, mut outbox) = reported("sync-once");
    write(&home, &mut outbox);
    let ran = run(&home, &line(" --once"));
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (Some(0), "1 reports, contents of 0 sites\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(server_events(&home), BTreeSet::from([1]));
    let taken = outbox.take_answers(&home.at("state/inbox"), &mut |_| None).expect("files work");
    assert_eq!((taken.answers, outbox.waiting()), (1, 0));
    write(&home, &mut outbox);
    assert_eq!(run(&home, &line(" --once --to elsewhere")).code, Some(0));
    assert!(home.at("elsewhere/reports").is_dir());
    assert_eq!(server_events(&home), BTreeSet::from([1]));
}

#[test]
fn a_kill_at_any_moment_loses_nothing() {
    let (home, mut outbox) = reported("sync-kill");
    let mut written = BTreeSet::new();
    for round in 0..16_u64 {
        written.extend((0..3).map(|_| write(&home, &mut outbox)));
        let mut child = start(&home);
        std::thread::sleep(Duration::from_millis(round * 5));
        child.kill().expect("it is killed");
        child.wait().expect("it ended");
        if round.is_multiple_of(4)
            && let Err(error) = outbox.take_answers(&home.at("state/inbox"), &mut |_| None)
        {
            assert!(error.is_missing(), "{error}");
        }
    }
    let ran = run(&home, &line(" --once"));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    outbox.take_answers(&home.at("state/inbox"), &mut |_| None).expect("files work");
    assert_eq!(outbox.waiting(), 0);
    let there = server_events(&home);
    assert!(written.is_subset(&there), "lost: {:?}", written.difference(&there).collect::<Vec<_>>());
}

#[test]
fn it_waits_for_reports_and_ends_when_asked_to() {
    let (home, mut outbox) = reported("sync-waits");
    let mut child = start(&home);
    for number in 1..=2 {
        assert_eq!(write(&home, &mut outbox), number);
        let end = Instant::now() + Duration::from_secs(100);
        while !server_events(&home).contains(&number) {
            assert!(Instant::now() < end, "report {number} did not come");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    let pid = Pid::from_child(&child);
    kill_process(pid, Signal::TERM).expect("it is there");
    assert_eq!(child.wait().expect("it ended").code(), Some(0));
}

#[test]
fn why_nothing_can_be_brought_away_is_said() {
    let home = Scratch::new("sync-why");
    home.tree().directory("state");
    home.tree().file("agent.toml", "state = \"state\"\n[report]\nto = \"server\"\n");
    home.tree().file("silent.toml", "state = \"state\"\n");
    for (line, code, said) in [
        (line(" --once"), 1, "there is nothing in"),
        (line(" --once --to https://u:secret@server.example/x"), 1, "without user and password"),
        (
            line(" --once").replace("agent.toml", "silent.toml"),
            2,
            "nothing says where reports are brought to",
        ),
        (line(" --once").replace("agent.toml", "missing.toml"), 1, "could not read the configuration"),
    ] {
        let ran = run(&home, &line);
        assert_eq!(ran.code, Some(code), "{line}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{line}: {}", ran.stderr);
        assert!(ran.stdout.is_empty() && !ran.stderr.contains("secret"), "{line}: {}", ran.stderr);
    }
    if geteuid().is_root() {
        let ran = run(&home, "--config agent.toml agent sync --once");
        assert_eq!(ran.code, Some(1));
        assert!(ran.stderr.contains("--as-root"), "{}", ran.stderr);
    } else {
        gate::skip("sync refuses root", "root");
    }
}

/// Waits until something is so.
fn until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(100);
    while !is_so() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn an_agent_reports_and_no_second_one_shares_its_state() {
    let home = Scratch::new("sync-agent");
    home.tree().directory("state/inbox");
    let common = "state = \"state\"\nenforcement = \"off\"\nonly-path = true\npath = [\"packages\"]\ntell = { system-log = false }\n\
                  break-glass = \"glass\"\nreport = { to = \"server\" }\n";
    home.tree().dist_info("packages/site-packages", "one", "1.0");
    home.tree().file("agent.toml", format!("{common}socket = \"one.sock\"\n"));
    home.tree().file("second.toml", format!("{common}socket = \"two.sock\"\n"));
    let mut command = fetter(&home).args(["--config", "agent.toml", "agent", "run"]).into_command();
    let mut agent = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    let ended = std::panic::catch_unwind(|| {
        let reports = home.at("state/outbox/reports");
        until("a report", || std::fs::read_dir(&reports).is_ok_and(|mut files| files.next().is_some()));
        let second = run(&home, "--config second.toml agent run");
        assert_eq!(second.code, Some(1), "{}", second.stderr);
        let said = format!("another agent (process {})", agent.id());
        assert!(second.stderr.contains(&said), "{}", second.stderr);
        let ran = run(&home, &line(" --once"));
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(!server_events(&home).is_empty(), "its events came");
        until("it takes the answer", || home.at("state/outbox/acknowledged.json").exists());
        let status = run(&home, "agent status --socket one.sock");
        assert!(status.stdout.contains("reports: "), "{}{}", status.stdout, status.stderr);
    });
    kill_process(Pid::from_child(&agent), Signal::TERM).expect("it is there");
    assert_eq!(agent.wait().expect("it ended").code(), Some(0));
    ended.expect("all of it");
}
