//! Without room, with more to read than there is time for, and with both processes gone or still: whoever opens a file gets an answer.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::process::Signal;

use super::places::Mounted;
use super::rig::{Rig, rig, signal};

const WHAT: &str = "an agent in hardship";

/// An agent that refuses `evil`.
fn refusing(name: &str, enforcement: &str) -> Option<Rig> {
    let rig = rig(name, WHAT)?;
    rig.configure(enforcement);
    Some(begun(rig))
}

fn begun(mut rig: Rig) -> Rig {
    let evil = rig.wheel("evil", "1.0");
    assert_eq!(rig.install("pip", &evil).code, Some(0));
    rig.start();
    rig.until("it is denied", |rig| rig.is_refused("evil"));
    rig
}

#[test]
fn without_room_on_the_disk_it_refuses_all_the_same_and_says_that_nothing_is_kept() {
    let Some(rig) = rig("agent-full", WHAT) else { return };
    let Some(disk) = Mounted::at(rig.scratch.at("state"), &["-t", "tmpfs", "-o", "size=8m", "none"]) else {
        return;
    };
    // The disk goes before the directory that it is mounted in.
    let (rig, disk) = (begun(rig), disk);
    let filler = disk.path().join("filler");
    let fill = format!("cat /dev/zero > {}", filler.display());
    let filled = rig.patiently(Path::new("sh"), &["-c", &fill]);
    assert!(filled.stderr.contains("No space left"), "{}", filled.stderr);
    let is_waiting =
        |rig: &Rig| rig.ask("agent status").stdout.contains("wait in memory for room on the disk");
    rig.until("it says so", |rig| {
        assert!(rig.is_refused("evil"));
        is_waiting(rig)
    });
    let mended = rig.wheel("evil", "2.0");
    assert_eq!(rig.install("pip", &mended).code, Some(0));
    rig.until("it is released", |rig| !rig.is_refused("evil"));
    std::fs::remove_file(filler).expect("removed");
    // It looks whether there is room with every event.
    let good = rig.wheel("good", "1.0");
    assert_eq!(rig.install("pip", &good).code, Some(0));
    rig.until("all that waited is written", |rig| {
        let events = rig.events("released,installed");
        events.contains("good-1.0") && events.contains("released evil-1.0")
    });
    assert!(!is_waiting(&rig), "{}", rig.ask("agent status").stdout);
    assert!(!rig.events("events-lost").contains("events-lost"), "there was room for all in memory");
}

/// Makes, renames and removes files that look like code or metadata. How many events that are, at least.
fn noise(directory: &Path, first: &str, then: &str, many: u32) -> u32 {
    std::fs::create_dir_all(directory).expect("made");
    for number in 0..many {
        let (made, renamed) =
            (directory.join(format!("noise{number}{first}")), directory.join(format!("noise{number}{then}")));
        std::fs::write(&made, "").expect("written");
        std::fs::rename(&made, &renamed).expect("renamed");
        if number % 2 == 0 {
            std::fs::remove_file(&renamed).expect("removed");
        }
    }
    many * 4
}

/// Says that it is over, also where a test fails.
struct Ends<'flag>(&'flag AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_hundred_thousand_events_at_once_lose_nothing() {
    let Some(rig) = refusing("agent-noise", "open") else { return };
    // In memory, since it is not the disk that is tested.
    let Some(project) = Mounted::at(rig.scratch.at("home/project"), &["-t", "tmpfs", "none"]) else { return };
    let watched = format!("{} (fanotify)", project.path().display());
    rig.until("it is watched", |rig| rig.ask("agent status").stdout.contains(&watched));
    let (site, worker) = (rig.site(), rig.worker());
    let is_over = AtomicBool::new(false);
    let refused = std::thread::scope(|threads| {
        let opener = threads.spawn(|| {
            let mut refused = 0;
            while !is_over.load(Ordering::Relaxed) {
                assert!(rig.is_refused("evil"), "in the midst of it");
                refused += 1;
            }
            refused
        });
        let ends = Ends(&is_over);
        let events = noise(&site, ".py", ".pyc", 1_000)
            + noise(&site.join("evil"), ".py", ".so", 500)
            + noise(project.path(), ".py", ".pth", 12_000)
            + noise(&project.path().join("lib"), "-1.egg-info.part", "-1.egg-info", 12_000);
        assert!(events > 100_000);
        drop(ends);
        opener.join().expect("every opener returns")
    });
    assert!(refused > 5, "{refused}");
    let good = rig.wheel("good", "1.0");
    assert_eq!(rig.install("pip", &good).code, Some(0));
    rig.until("it is in the inventory", |rig| rig.events("installed").contains("good-1.0"));
    assert_eq!(rig.uninstall("pip", "good").code, Some(0));
    rig.until("it is gone", |rig| rig.events("removed").contains("good-1.0"));
    let came = site.join("evil/noise1.so");
    rig.until("what came is denied", |rig| rig.cannot_be_opened(&came));
    assert_eq!(rig.worker(), worker, "it is the same worker: {}", rig.log());
    assert!(!rig.events("overflow").contains("overflow"), "the queue has no limit");
}

/// Opens a file again and again, until another one is there.
struct Opener(Child);

impl Opener {
    fn of(rig: &Rig, file: &Path) -> Self {
        let code = "import os, sys\nwhile not os.path.exists('enough'):\n\
            \x20   try: open(sys.argv[1]).close()\n    except PermissionError: pass";
        // It is killed where it waits for an answer that nobody gives.
        let mut opener = Command::new("timeout");
        opener.args(["-s", "KILL", "60"]).arg(rig.python()).args(["-c", code]).arg(file);
        opener.current_dir(rig.scratch.path());
        Self(opener.stdin(Stdio::null()).stderr(Stdio::null()).spawn().expect("it can be started"))
    }

    /// How it ended.
    fn end(mut self) -> Option<i32> {
        self.0.wait().ok().and_then(|status| status.code())
    }
}

#[test]
fn whoever_opens_while_both_processes_are_killed_gets_an_answer() {
    for enforcement in ["open", "closed"] {
        let Some(rig) = refusing(&format!("agent-kill-both-{enforcement}"), enforcement) else { return };
        let file = rig.site().join("evil/__init__.py");
        let openers: Vec<Opener> = (0..8).map(|_| Opener::of(&rig, &file)).collect();
        let before = rig.asked();
        rig.until("they all are at it", |rig| rig.asked() > before + 1000);
        let (supervisor, worker) = (rig.supervisor(), rig.worker());
        signal(supervisor, Signal::KILL);
        signal(worker, Signal::KILL);
        rig.until("both are gone", |_| {
            [supervisor, worker].iter().all(|pid| !Path::new(&format!("/proc/{pid}/exe")).exists())
        });
        rig.scratch.tree().file("enough", "");
        for opener in openers {
            assert_eq!(opener.end(), Some(0), "{enforcement}: an opener did not come back");
        }
        assert!(!rig.is_refused("evil"), "nobody is left to refuse it");
    }
}

/// Whether `cat` waits to be let in, by the kernel's own words.
fn waits_for_an_answer(file: &Path) -> bool {
    let of =
        |process: std::fs::DirEntry, what: &str| std::fs::read(process.path().join(what)).unwrap_or_default();
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    std::fs::read_dir("/proc").into_iter().flatten().flatten().any(|process| {
        let command = words(&std::fs::read(process.path().join("cmdline")).unwrap_or_default());
        command.starts_with("cat\0")
            && command.contains(&file.display().to_string())
            && words(&of(process, "wchan")).contains("fanotify")
    })
}

/// Whether every thread of a process is stopped.
fn stands_still(process: i32) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).expect("it is there");
    threads.flatten().all(|thread| {
        let stat = std::fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T'))
    })
}

#[test]
fn a_supervisor_that_stands_still_holds_nobody_up() {
    let Some(rig) = refusing("agent-stop-supervisor", "closed") else { return };
    let (supervisor, worker) = (rig.supervisor(), rig.worker());
    let file = rig.site().join("evil/__init__.py");
    signal(supervisor, Signal::STOP);
    rig.until("it stands still", |_| stands_still(supervisor));
    for _ in 0..5 {
        assert!(rig.is_refused("evil"));
    }
    // It has missed more heartbeats than a worker may.
    std::thread::sleep(std::time::Duration::from_secs(2));
    signal(supervisor, Signal::CONT);
    for _ in 0..5 {
        assert!(rig.is_refused("evil"));
    }
    assert_eq!((rig.supervisor(), rig.worker()), (supervisor, worker), "{}", rig.log());
    // With both, whoever opens waits until one of them goes on.
    signal(supervisor, Signal::STOP);
    signal(worker, Signal::STOP);
    rig.until("both stand still", |_| stands_still(supervisor) && stands_still(worker));
    std::thread::scope(|threads| {
        let opener = threads.spawn(|| rig.cannot_be_opened(&file));
        rig.until("somebody waits", |_| waits_for_an_answer(&file));
        signal(supervisor, Signal::CONT);
        assert!(opener.join().expect("it returns"), "closed means closed");
    });
    rig.until("there is another worker", |rig| rig.worker() != worker && rig.worker() != 0);
    assert!(rig.is_refused("evil"), "closed means closed");
}
