//! What somebody may do who owns the files that are denied, and whom it must not concern.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fetter_agent::enforce::Mode;
use fetter_testkit::gate;
use fetter_testkit::program::Program;

use crate::refusing::refused;
use crate::rig::Rig;
use crate::support::may_enforce;

/// Holds leases on files until it is dropped.
struct Leases(Child);

impl Drop for Leases {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn lease(python: &Path, files: &[std::path::PathBuf]) -> Leases {
    let code = "import fcntl, os, signal, sys, time\n\
                signal.signal(signal.SIGIO, signal.SIG_IGN)\n\
                held = [os.open(path, os.O_RDWR) for path in sys.argv[1:]]\n\
                for each in held: fcntl.fcntl(each, fcntl.F_SETLEASE, fcntl.F_WRLCK)\n\
                print('held', flush=True)\n\
                time.sleep(60)\n";
    let mut child = Command::new(python)
        .args(["-c", code])
        .args(files)
        .stdout(Stdio::piped())
        .spawn()
        .expect("it can be started");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("it says");
    assert_eq!(line, "held\n");
    Leases(child)
}

#[test]
fn leases_of_others_hold_nobody_up() {
    const WHAT: &str = "leases on denied files";
    let Some(python) = gate::newest_interpreter(WHAT) else { return };
    if !may_enforce(WHAT) {
        return;
    }
    let mut rig = Rig::new("lease");
    rig.install("bad", &[("bad/__init__.py", "x = 1\n"), ("bad/more.py", "x = 1\n")]);
    rig.install("worse", &[("worse/__init__.py", "x = 1\n")]);
    rig.deny(&["worse"]);
    // They are taken before it is denied: taking one is opening.
    let files: Vec<_> = (0..200)
        .map(|number| {
            let file = rig.at(&format!("bad/held{number}.py"));
            std::fs::write(&file, "x = 1\n").expect("written");
            file
        })
        .collect();
    let _leases = lease(&python, &files);
    rig.deny(&["bad"]);
    let openers: Vec<_> = files
        .iter()
        .map(|file| Command::new("cat").arg(file).stderr(Stdio::null()).spawn().expect("it can be started"))
        .collect();
    // Whoever waits for a lease waits 45 seconds; a kill says who does.
    let ran =
        Program::new("timeout").args(["-s", "KILL", "20", "cat"]).args([rig.at("worse/__init__.py")]).run();
    assert!(ran.stderr.contains("not permitted"), "{:?} {}", ran.code, ran.stderr);
    for mut opener in openers {
        assert_eq!(opener.wait().expect("it ends").code(), Some(1), "it is refused");
    }
}

#[test]
fn a_directory_that_was_renamed_is_still_what_it_was() {
    if !may_enforce("renamed directories") {
        return;
    }
    let mut rig = Rig::new("renamed");
    rig.install("bad", &[("bad/__init__.py", "x = 1\n")]);
    rig.install("iffy", &[("iffy/__init__.py", "x = 1\n")]);
    rig.deny(&["bad"]);
    let warned = rig.targets(&["iffy"], Mode::WarnOnly);
    rig.enforcer.deny(warned);
    for name in ["bad", "iffy"] {
        std::fs::rename(rig.at(name), rig.at(&format!("{name}-elsewhere"))).expect("renamed");
        std::fs::write(rig.at(&format!("{name}-elsewhere/new.py")), "x = 1\n").expect("written");
    }
    assert!(refused(&rig.at("bad-elsewhere/new.py")), "it lies in a denied directory, wherever that lies");
    assert!(!refused(&rig.at("iffy-elsewhere/new.py")), "a rule that warns refuses nothing");
    // The counts of an answer follow it.
    let counts = || (rig.enforcer.counts().refused, rig.enforcer.counts().warned);
    let _ = (0..1000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        counts() == (1, 1)
    });
    assert_eq!(counts(), (1, 1));
}

#[test]
fn a_link_in_the_place_of_a_directory_leads_nowhere() {
    if !may_enforce("directories exchanged for links") {
        return;
    }
    let mut rig = Rig::new("exchanged");
    rig.install("bad", &[("bad/__init__.py", "x = 1\n")]);
    rig.install("good", &[("good/__init__.py", "x = 1\n")]);
    rig.deny(&["bad"]);
    std::fs::rename(rig.at("bad"), rig.at("moved")).expect("renamed");
    std::os::unix::fs::symlink(rig.at("good"), rig.at("bad")).expect("linked");
    std::fs::write(rig.at("good/new.py"), "x = 1\n").expect("written");
    assert!(!refused(&rig.at("bad/new.py")) && !refused(&rig.at("good/__init__.py")));
    assert_eq!(rig.events(), 0, "nobody asks about what a link leads to");
    assert!(refused(&rig.at("moved/__init__.py")));
}

#[test]
fn breaking_the_glass_needs_nobody_but_whoever_answers() {
    if !may_enforce("the break-glass file") {
        return;
    }
    let mut rig = Rig::new("glass");
    rig.enforcer.break_glass(rig.scratch.at("glass/broken"));
    rig.install("bad", &[("bad/__init__.py", "x = 1\n")]);
    rig.deny(&["bad"]);
    let file = rig.at("bad/__init__.py");
    assert!(refused(&file));
    rig.scratch.tree().file("glass/broken", "");
    let until = |is: bool| {
        (0..100).any(|_| {
            refused(&file) == is || {
                std::thread::sleep(Duration::from_millis(50));
                false
            }
        })
    };
    assert!(until(false), "also where its directory came later");
    std::fs::remove_file(rig.scratch.at("glass/broken")).expect("removed");
    assert!(until(true));
}
