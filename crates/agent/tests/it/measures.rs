//! Measurements, for people: `cargo test --release -p fetter-agent --test it measures -- --ignored --nocapture --test-threads 1`.

use std::io::Write;
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fetter_agent::sys::Mask;
use fetter_agent::sys::notification::{NotificationGroup, Queue};
use fetter_testkit::Scratch;
use fetter_testkit::program::Program;

use crate::rig::Rig;
use crate::support::{look, may_enforce, may_watch};

/// Names what the other process opens.
const OPENED: &str = "FETTER_TEST_OPENED";

fn say(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    let told = format!("{what}: p50 {:?}, p99 {:?}, max {:?}", at(50), at(99), at(100));
    writeln!(std::io::stdout(), "{told}").expect("written");
}

/// What the other process does.
#[test]
fn open_again_and_again() {
    let Ok(path) = std::env::var(OPENED).map(PathBuf::from) else { return };
    let time = || {
        let began = Instant::now();
        let is_refused = std::fs::File::open(&path).is_err();
        assert_eq!(is_refused, !path.ends_with("ok.py"));
        began.elapsed()
    };
    say(&format!("open of {}", path.display()), (0..1000).map(|_| time()).collect());
}

fn opens(path: PathBuf) {
    let own = std::env::current_exe().expect("this program");
    let program = Program::new(own).args(["--exact", "measures::open_again_and_again", "--nocapture"]);
    let told = program.env(OPENED, path).succeed();
    let line = told.lines().find(|line| line.contains("p50")).expect("it tells");
    writeln!(std::io::stdout(), "{line}").expect("written");
}

#[test]
#[ignore = "it measures"]
fn answers() {
    if !may_enforce("measuring answers") {
        return;
    }
    let mut rig = Rig::new("measure");
    rig.install("bad", &[("bad/__init__.py", "x = 1\n"), ("bad/a.py", "x = 1\n")]);
    rig.install("ok", &[("ok.py", "x = 1\n")]);
    opens(rig.at("ok.py"));
    rig.deny(&["bad"]);
    opens(rig.at("bad/a.py"));
    rig.install("six", &[("six.py", "x = 1\n")]);
    std::fs::hard_link(rig.at("six.py"), rig.scratch.at("cache.py")).expect("linked");
    rig.deny(&["six"]);
    opens(rig.at("six.py"));
    std::fs::rename(rig.at("ok.py"), rig.at("neighbour.ok.py")).expect("renamed");
    std::fs::rename(rig.at("neighbour.ok.py"), rig.at("ok.py")).expect("renamed");
    opens(rig.at("ok.py"));
    writeln!(std::io::stdout(), "{:?}", rig.enforcer.counts()).expect("written");
}

#[test]
#[ignore = "it measures"]
fn from_record_to_marks() {
    if !may_enforce("measuring marks") {
        return;
    }
    let mut rig = Rig::new("measure");
    for number in 0..50 {
        let files: Vec<String> = (0..100).map(|file| format!("ok{number}/m{file}.py")).collect();
        let files: Vec<_> = files.iter().map(|file| (file.as_str(), "")).collect();
        rig.install(&format!("ok{number}"), &files);
    }
    let mut times = Vec::new();
    for number in 0..300 {
        let name = format!("bad{number}");
        let files: Vec<String> = (0..20).map(|file| format!("{name}/s{}/m{file}.py", file % 4)).collect();
        let files: Vec<_> = files.iter().map(|file| (file.as_str(), "x = 1\n")).collect();
        rig.install(&name, &files);
        let began = Instant::now();
        rig.deny(&[&name]);
        times.push(began.elapsed());
    }
    say("first ten denied", times[..10].to_vec());
    say("of 300 denied", times);
}

#[test]
#[ignore = "it measures"]
fn notifications() {
    if !may_watch("measuring events") {
        return;
    }
    let scratch = Scratch::new("measure");
    let group = NotificationGroup::new(Queue::Unlimited).expect("a group");
    group.mark_directory(look(scratch.path()).as_fd(), Mask::INSTALLS).expect("a mark");
    let mut buffer = vec![0; 64 * 1024];
    let mut times = Vec::new();
    for number in 0..1000 {
        let began = Instant::now();
        std::fs::create_dir(scratch.at(&format!("d{number}"))).expect("made");
        while group.read(&mut buffer).expect("read").is_none() {}
        times.push(began.elapsed());
    }
    say("mkdir to event, polling", times);
    for number in 0..50_000 {
        std::os::unix::fs::symlink("x", scratch.at(&number.to_string())).expect("made");
    }
    let began = Instant::now();
    let taken =
        group.drain(&mut buffer, usize::MAX, |event| drop(event.entry.map(|entry| entry.directory())));
    let taken = u32::try_from(taken.expect("read")).expect("few");
    writeln!(std::io::stdout(), "{taken} events, {:?} each", began.elapsed() / taken).expect("written");
}

/// What a process needs that denies hostile distributions: six with a million lines each, and one whose list has 30 MB.
#[test]
#[ignore = "it measures"]
fn memory_of_hostile_lists() {
    if !may_enforce("measuring memory") {
        return;
    }
    let peak = || {
        let status = std::fs::read_to_string("/proc/self/status").expect("read");
        status.lines().find(|line| line.starts_with("VmHWM")).expect("it is told").to_owned()
    };
    let mut rig = Rig::new("hostile-memory");
    writeln!(std::io::stdout(), "before: {}", peak()).expect("written");
    for number in 0..7 {
        let name = format!("evil{number}");
        rig.install(&name, &[(&format!("{name}/__init__.py"), "x = 1\n")]);
        let record = rig.at(&format!("{name}-1.dist-info/RECORD"));
        let mut file = std::fs::OpenOptions::new().append(true).open(record).expect("open");
        let padding = if number == 6 { "p".repeat(1000) } else { String::new() };
        let lines = if number == 6 { 30_000 } else { 1_000_000 };
        let line = |line: i32| ["\ne/", &name, "/", &padding, &line.to_string(), ",,"].concat();
        let text: String = (0..lines).map(line).collect();
        file.write_all(text.as_bytes()).expect("written");
        drop(text);
        let began = Instant::now();
        rig.deny(&[&name]);
        let told = format!("{} denied in {:?}: {}", number + 1, began.elapsed(), peak());
        writeln!(std::io::stdout(), "{told}").expect("written");
    }
    let names: Vec<String> = (0..7).map(|number| format!("evil{number}")).collect();
    let targets = rig
        .targets(&names.iter().map(String::as_str).collect::<Vec<_>>(), fetter_agent::enforce::Mode::Refuse);
    rig.enforcer.set(targets);
    writeln!(std::io::stdout(), "all at once: {}", peak()).expect("written");
}

/// How long it takes to find what is to be marked of thousands of modules beside a `__pycache__` of tens of thousands.
#[test]
#[ignore = "it measures"]
fn finding_in_a_large_cache() {
    if !may_enforce("measuring a large cache") {
        return;
    }
    let mut rig = Rig::new("large-cache");
    let modules: Vec<String> = (0..3000).map(|number| ["m", &number.to_string(), ".py"].concat()).collect();
    let files: Vec<(&str, &str)> = modules.iter().map(|name| (name.as_str(), "x")).collect();
    rig.install("evil", &files);
    rig.install("ok", &[("ok.py", "x")]);
    std::fs::create_dir(rig.at("__pycache__")).expect("made");
    for number in 0..60_000 {
        let name = ["__pycache__/z", &number.to_string(), ".cpython-311.pyc"].concat();
        std::fs::write(rig.at(&name), "").expect("written");
    }
    let began = Instant::now();
    let targets = rig.targets(&["evil"], fetter_agent::enforce::Mode::Refuse);
    writeln!(std::io::stdout(), "found {} in {:?}", targets[0].1.files.len(), began.elapsed())
        .expect("written");
}
