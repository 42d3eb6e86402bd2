//! The start-up guard as a whole: the program installs it, and real interpreters are checked by the program at their starts.
//!
//! Everything lies in directories whose names are hard to quote. `core`'s tests have the guard's own code with made checkers.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fetter_testkit::program::{Program, exists};
use fetter_testkit::server::{Response, Server};
use fetter_testkit::{Ran, Scratch, gate};
use serde_json::Value;

use crate::support::FETTER;

pub(super) const HELLO: &[&str] = &["-c", "print('user code')"];
/// Where an environment and its bound lie.
pub(super) const PLACE: &str = "it's a \"pläce\" $HOME";

/// A virtual environment with flask 3.0 in it, and a bound that says so.
pub(super) struct Guarded {
    pub(super) scratch: Scratch,
    pub(super) place: PathBuf,
    pub(super) site: PathBuf,
}

impl Guarded {
    pub(super) fn new(python: &Path) -> Self {
        let scratch = Scratch::new("guard");
        let place = scratch.tree().directory(PLACE);
        let venv = Program::new(python).args(["-m", "venv", "--without-pip"]).args([place.join("env")]);
        let _ = venv.env("LC_ALL", "C.UTF-8").succeed();
        let versions = std::fs::read_dir(place.join("env/lib")).expect("a library").flatten();
        let mut sites = versions.map(|version| version.path().join("site-packages"));
        let site = sites.find(|site| site.is_dir()).expect("a site");
        let guarded = Self { scratch, place, site };
        guarded.bound("flask==3.0\n");
        guarded.add(&guarded.site, "flask", "3.0");
        guarded
    }

    pub(super) fn bound(&self, text: &str) {
        std::fs::write(self.place.join("böund.txt"), text).expect("written");
    }

    pub(super) fn add(&self, site: &Path, name: &str, version: &str) -> PathBuf {
        let below = site.strip_prefix(self.scratch.path()).expect("below").to_str().expect("UTF-8");
        self.scratch.tree().dist_info(below, name, version)
    }

    /// fetter, working where the environment lies.
    pub(super) fn fetter(&self, line: &str) -> Ran {
        let program = Program::new(FETTER).env("HOME", self.scratch.path()).within(&self.place);
        program.args(line.trim_end().split(' ')).run()
    }

    pub(super) fn install(&self, rest: &str) -> Ran {
        self.install_with(rest, 0)
    }

    pub(super) fn install_with(&self, rest: &str, code: i32) -> Ran {
        let ran = self.fetter(&format!("-e env site-install -b böund.txt {rest}"));
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(code), ""), "{}", ran.stderr);
        ran
    }

    pub(super) fn python(&self) -> Program {
        let program = Program::new(self.place.join("env/bin/python"));
        program.within(self.scratch.path()).env("HOME", self.scratch.path()).env("LC_ALL", "C.UTF-8")
    }

    pub(super) fn start(&self) -> Ran {
        self.python().args(HELLO).run()
    }

    pub(super) fn state(&self) -> PathBuf {
        self.site.join("_fetter_guard/state")
    }

    /// Starts Python until the guard remembers that all is clean: what changed a moment ago is not relied on.
    pub(super) fn settle(&self) {
        let began = Instant::now();
        while !self.state().exists() {
            assert_started(&self.start());
            assert!(began.elapsed() < Duration::from_secs(60), "it never remembers");
            std::thread::sleep(Duration::from_millis(300));
        }
    }

    /// Everything in the site, with what is in the files.
    pub(super) fn listing(&self) -> String {
        let below = Program::new("find").args([self.site.as_os_str()]).args([
            "-type",
            "f",
            "-exec",
            "sha256sum",
            "{}",
            "+",
        ]);
        let mut lines: Vec<String> = below.succeed().lines().map(str::to_owned).collect();
        lines.sort();
        lines.join("\n")
    }

    /// The first guard that `site-status json` lists.
    pub(super) fn status(&self) -> Value {
        let ran = self.fetter("-e env site-status json");
        let document: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        assert_eq!(document["schema"], "fetter-guards");
        document["guards"][0].clone()
    }
}

pub(super) fn assert_started(ran: &Ran) {
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "user code\n", ""));
}

pub(super) fn assert_refused(ran: &Ran, code: i32, why: &str) {
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(code), ""), "{}", ran.stderr);
    assert!(ran.stderr.contains(why) && ran.stderr.contains("does not start"), "{why:?} in {}", ran.stderr);
}

const WHAT: &str = "the guard in real interpreters";

/// An environment of the newest interpreter, which stands for all where they do not differ.
pub(super) fn newest() -> Option<Guarded> {
    gate::newest_interpreter(WHAT).map(|python| Guarded::new(&python))
}

#[test]
fn in_every_interpreter_a_clean_start_goes_on_and_another_does_not() {
    for (name, python) in gate::interpreters(WHAT) {
        let guarded = Guarded::new(&python);
        let before = guarded.listing();
        // What PyPy brings along lies in its library.
        let ran = guarded.install("--ignore cffi,greenlet,hpy,readline exit");
        assert!(
            ran.stderr.starts_with("fetter: guard installed in ") && ran.stderr.lines().count() == 1,
            "{}",
            ran.stderr
        );
        assert_started(&guarded.start());
        let intruder = guarded.add(&guarded.site, "intruder", "6.6.6");
        for flags in [&[][..], &["-I"], &["-m", "this"]] {
            assert_refused(&guarded.python().args(flags).args(HELLO).run(), 3, "Unrequired: intruder-6.6.6");
        }
        std::fs::remove_dir_all(intruder).expect("removed");
        assert_started(&guarded.start());
        let ran = guarded.fetter("-e env site-uninstall");
        assert_eq!(ran.code, Some(0), "{name}: {}", ran.stderr);
        assert_eq!(guarded.listing(), before, "{name}: nothing is left behind");
        assert_started(&guarded.start());
    }
}

/// What is remembered is looked at by Python itself: no checker is started.
#[test]
fn what_has_not_changed_is_not_checked_again() {
    let Some(guarded) = newest() else { return };
    if !exists("strace") {
        gate::skip("that the checker is not started again", "strace");
        return;
    }
    guarded.install("exit");
    let checks = || {
        let log = guarded.scratch.at("strace.log");
        let strace = Program::new("strace")
            .args(["-f", "--seccomp-bpf", "-qq", "-e", "trace=execve", "-o"])
            .args([&log]);
        let strace = strace.args([guarded.place.join("env/bin/python")]).args(HELLO);
        let ran = strace.within(guarded.scratch.path()).env("HOME", guarded.scratch.path()).run();
        let log = std::fs::read_to_string(log).expect("a log");
        (ran.code, log.matches("site-check").count(), log.matches("execve(").count())
    };
    assert_eq!(checks(), (Some(0), 1, 2), "the first start is checked by one program");
    guarded.settle();
    assert_eq!(checks(), (Some(0), 0, 1));
    assert_eq!(checks(), (Some(0), 0, 1));
    guarded.add(&guarded.site, "intruder", "6.6.6");
    assert_eq!(checks(), (Some(3), 1, 2));
}

#[test]
fn a_bound_that_changes_or_is_gone_refuses() {
    let Some(guarded) = newest() else { return };
    guarded.install("exit");
    guarded.settle();
    guarded.bound("flask==2.0\n");
    assert_refused(&guarded.start(), 3, "Misdefined: flask-3.0");
    guarded.bound("hello world\nflask==3.0\n");
    assert_refused(&guarded.start(), 4, "could not check");
    std::fs::remove_file(guarded.place.join("böund.txt")).expect("removed");
    assert_refused(&guarded.start(), 4, "could not check");
    let repair = guarded.python().env("FETTER_GUARD", "repair").args(HELLO).run();
    assert_eq!((repair.code, repair.stdout.as_str()), (Some(0), "user code\n"));
    assert!(repair.stderr.contains("this start was not checked"), "{}", repair.stderr);
    for other in ["", "1", "off", "Repair"] {
        assert_refused(&guarded.python().env("FETTER_GUARD", other).args(HELLO).run(), 4, "could not check");
    }
    guarded.bound("flask==3.0\n");
    assert_started(&guarded.start());
}

/// All that a bound leads to is watched: files that it includes, and the project beside a lock file.
#[test]
fn files_that_a_bound_includes_are_watched() {
    let Some(guarded) = newest() else { return };
    let included = guarded.scratch.tree().file(&format!("{PLACE}/more/ïn.txt"), "-c ../pins.txt\nflask\n");
    let pins = guarded.scratch.tree().file(&format!("{PLACE}/pins.txt"), "flask==3.0\n");
    guarded.bound("-r more/ïn.txt\n");
    guarded.install("exit");
    guarded.settle();
    std::fs::write(&pins, "flask==4.0\n").expect("written");
    assert_refused(&guarded.start(), 3, "Misdefined: flask-3.0");
    std::fs::write(&pins, "flask==3.0\n").expect("written");
    guarded.settle();
    std::fs::remove_file(&included).expect("removed");
    assert_refused(&guarded.start(), 4, "could not check");
}

#[test]
fn a_warning_goes_on() {
    let Some(guarded) = newest() else { return };
    guarded.install("");
    assert_eq!(guarded.status()["mode"], "warn", "it is the default");
    assert_started(&guarded.start());
    guarded.add(&guarded.site, "intruder", "6.6.6");
    let ran = guarded.start();
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "user code\n"));
    assert!(
        ran.stderr.contains("Unrequired: intruder-6.6.6") && ran.stderr.contains("Python goes on"),
        "{}",
        ran.stderr
    );
    let replaced = guarded.install_with("exit", 3);
    assert!(
        replaced.stderr.contains("guard replaced in") && replaced.stderr.contains("FETTER_GUARD=repair"),
        "{}",
        replaced.stderr
    );
    assert!(replaced.stderr.contains("Unrequired: intruder-6.6.6"), "{}", replaced.stderr);
    assert_refused(&guarded.start(), 3, "intruder-6.6.6");
}

#[test]
fn directories_that_come_to_the_path_are_checked_too() {
    let Some(guarded) = newest() else { return };
    guarded.install("exit");
    let extra = guarded.scratch.tree().directory("éxtra 'site'");
    let with_extra = || guarded.python().env("PYTHONPATH", &extra).args(HELLO).run();
    assert_started(&with_extra());
    guarded.settle();
    guarded.add(&extra, "intruder", "6.6.6");
    assert_refused(&with_extra(), 3, "Unrequired: intruder-6.6.6");
    assert_started(&guarded.start());
    // A path line of a .pth file too, which is read after the guard's own.
    std::fs::write(guarded.site.join("later.pth"), extra.as_os_str().as_encoded_bytes()).expect("written");
    assert_refused(&guarded.start(), 3, "Unrequired: intruder-6.6.6");
}

#[test]
fn options_are_recorded_and_used_at_every_start() {
    let Some(guarded) = newest() else { return };
    guarded.bound("flask==3.0\ndjango\n");
    guarded.install("--subset --ignore inter*,other exit");
    guarded.add(&guarded.site, "internal-tool", "1");
    assert_started(&guarded.start());
    guarded.add(&guarded.site, "intruder", "6.6.6");
    assert_refused(&guarded.start(), 3, "intruder-6.6.6");
    guarded.install_with("--superset exit", 3);
    assert_refused(&guarded.start(), 3, "Missing: django");
    guarded.install("--superset --subset exit");
    assert_started(&guarded.start());
    guarded.bound("django; python_version < '3'\n");
    guarded.install_with("--superset --python-version 2.7 exit", 3);
    assert_refused(&guarded.start(), 3, "Missing: django");
    // Those of a bound that is a lock file or a project's file.
    let project = "[project]\nname = \"p\"\nversion = \"1\"\ndependencies = []\noptional-dependencies.web = [\"flask\"]\n";
    guarded.scratch.tree().file(&format!("{PLACE}/pyproject.toml"), project);
    let install = |options: &str| {
        guarded.fetter(&format!("-e env site-install -b . --subset --ignore int* {options}exit"))
    };
    assert_eq!(install("--bound-options web ").code, Some(0));
    assert_started(&guarded.start());
    assert_eq!(install("").code, Some(3));
    assert_refused(&guarded.start(), 3, "Unrequired: flask-3.0");
}

#[test]
fn what_could_not_be_checked_at_starts_is_not_installed() {
    let Some(guarded) = newest() else { return };
    let server = Server::start();
    server.answer("/bound.txt", Response::ok("flask==3.0\n"));
    let away = format!("-r {}\n", server.url("/bound.txt"));
    guarded.scratch.tree().file(&format!("{PLACE}/away.txt"), away);
    guarded.scratch.tree().file(&format!("{PLACE}/broken.json"), "{}");
    let before = guarded.listing();
    for (bound, code, why) in [
        ("missing.txt", 4, "missing.txt"),
        ("broken.json", 4, "nothing was installed"),
        ("-", 2, "keep - in a file"),
        ("http://u:s3cret@127.0.0.1:9/bound.txt", 2, "in a file"),
        ("git+file:///nowhere", 2, "in a file"),
        ("away.txt", 2, "in a file"),
    ] {
        let ran = guarded.fetter(&format!("-e env site-install -b {bound} exit"));
        assert_eq!(ran.code, Some(code), "{bound}: {}", ran.stderr);
        assert!(ran.stderr.contains(why) && !ran.stderr.contains("s3cret"), "{bound}: {}", ran.stderr);
    }
    for (line, code) in [
        ("site-install -b böund.txt exit", 2),
        ("-e env site-install exit", 2),
        ("-e env site-install -b böund.txt often", 2),
        ("-e env site-install -b böund.txt --bound-options web exit", 2),
        ("--root / -e env site-install -b böund.txt exit", 2),
        ("-e missing site-install -b böund.txt exit", 1),
        ("site-uninstall", 2),
        ("-e missing site-uninstall", 1),
    ] {
        assert_eq!(guarded.fetter(line).code, Some(code), "{line}");
    }
    assert_eq!(guarded.listing(), before);
    assert_started(&guarded.start());
}

/// The guard's data could hold it, but what is typed could not.
#[test]
fn a_bound_whose_path_is_no_text_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let Some(guarded) = newest() else { return };
    let odd = guarded.place.join(std::ffi::OsStr::from_bytes(b"caf\xe9"));
    std::fs::create_dir(&odd).expect("made");
    std::fs::write(odd.join("bound.txt"), "flask==3.0\n").expect("written");
    let fetter = Program::new(FETTER).within(&odd).env("HOME", guarded.scratch.path());
    let ran = fetter.args(["-e", "../env", "site-install", "-b", "bound.txt", "exit"]).run();
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("UTF-8") && ran.stderr.contains("caf\\xe9"), "{}", ran.stderr);
    assert_started(&guarded.start());
}

/// Python 2 would skip the guard's line with an error, and go on.
#[test]
fn an_interpreter_that_cannot_run_the_guard_gets_none() {
    let scratch = Scratch::new("guard-old");
    scratch.tree().installation("base", "2.7");
    scratch.tree().venv("env", &scratch.at("base"), "2.7", false);
    scratch.tree().file("bound.txt", "");
    let fetter = Program::new(FETTER).within(scratch.path()).env("HOME", scratch.path());
    let ran = fetter.args(["-e", "env", "site-install", "-b", "bound.txt", "exit"]).run();
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("2.7") && ran.stderr.contains("3.6 or later"), "{}", ran.stderr);
    let names = std::fs::read_dir(scratch.at("env/lib/python2.7/site-packages")).expect("a site");
    assert_eq!(names.count(), 0);
}

/// What lies in the directory that Python is started in changes nothing.
#[test]
fn the_working_directory_and_the_user_s_settings_do_not_matter() {
    let Some(guarded) = newest() else { return };
    guarded.install("exit");
    let tree = guarded.scratch.tree();
    tree.file("here/fetter.toml", "colour = 1\n");
    tree.file(".config/fetter/fetter.toml", "path = [\"/\"]\nexhaustive = 1\n");
    tree.file("here/böund.txt", "django\n");
    assert_started(&guarded.python().within(guarded.scratch.at("here")).args(HELLO).run());
    guarded.add(&guarded.site, "intruder", "6.6.6");
    let ran = guarded.python().within(guarded.scratch.at("here")).args(HELLO).run();
    assert_refused(&ran, 3, "Unrequired: intruder-6.6.6");
    assert!(!ran.stderr.contains("django"), "{}", ran.stderr);
}

#[test]
fn status_says_what_guard_there_is() {
    let Some(guarded) = newest() else { return };
    assert_eq!(guarded.status()["guard"], "absent");
    assert_eq!(guarded.status()["mode"], Value::Null);
    guarded.install("exit");
    let status = guarded.status();
    assert_eq!((status["guard"].as_str(), status["mode"].as_str()), (Some("installed"), Some("exit")));
    assert_eq!(status["site"].as_str(), guarded.site.to_str());
    assert_eq!(status["environment"].as_str(), guarded.place.join("env").to_str());
    assert_eq!(status["details"].as_str(), guarded.place.join("böund.txt").to_str());
    for line in ["-e env site-status", "-e env site-status display"] {
        let table = guarded.fetter(line);
        assert_eq!(table.code, Some(0));
        let row = table.stdout.lines().nth(1).unwrap_or_default();
        assert!(row.contains("installed  exit") && row.contains("böund.txt"), "{}", table.stdout);
    }
    let csv = guarded.fetter("-e env site-status write -o -");
    assert!(csv.stdout.starts_with("Environment,Site,Guard,Mode,Details\n"), "{}", csv.stdout);
    std::fs::remove_file(guarded.site.join("_fetter_guard/check.py")).expect("removed");
    let status = guarded.status();
    assert_eq!(status["guard"], "damaged");
    assert!(status["details"].as_str().expect("text").contains("check.py is missing"), "{status}");
    guarded.install("warn");
    assert_eq!(guarded.status()["guard"], "installed");
    // What is not fetter's stays, and that is said.
    std::fs::write(guarded.site.join("_fetter_guard/mine.txt"), "mine").expect("written");
    let ran = guarded.fetter("-e env site-uninstall");
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("mine.txt was left"), "{}", ran.stderr);
    assert_started(&guarded.start());
}

#[test]
fn site_check_answers_the_guard_and_nobody_else() {
    let Some(guarded) = newest() else { return };
    guarded.install("exit");
    let check = |data: &Path| {
        let program = Program::new(FETTER).env("HOME", guarded.scratch.path()).within(guarded.scratch.path());
        program
            .args([
                "site-check".as_ref(),
                "--data".as_ref(),
                data.as_os_str(),
                "--site".as_ref(),
                guarded.site.as_os_str(),
            ])
            .run()
    };
    let data = guarded.site.join("_fetter_guard/data");
    let ran = check(&data);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(
        ran.stdout.starts_with("fetter-guard-checked 2\0") && ran.stdout.ends_with("\0end\0"),
        "{:?}",
        ran.stdout
    );
    for path in [&guarded.site, &guarded.place.join("böund.txt"), &guarded.place.join("env/pyvenv.cfg")] {
        assert!(
            ran.stdout.contains(&format!("\0{}\0", path.display())),
            "{} in {:?}",
            path.display(),
            ran.stdout
        );
    }
    let text = std::fs::read_to_string(&data).expect("there");
    for (number, damaged) in [
        String::new(),
        text.replace("guard 1", "guard 2"),
        text.replace("prefix ", "prefix /nowhere"),
        text.replace("end\n", "option --frobnicate\nend\n"),
    ]
    .iter()
    .enumerate()
    {
        let file = guarded.scratch.tree().file(&format!("data-{number}"), damaged);
        let ran = check(&file);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(4), ""), "{damaged}: {}", ran.stderr);
        assert!(ran.stderr.contains("could not check"), "{}", ran.stderr);
    }
    assert_eq!(check(&guarded.scratch.at("missing")).code, Some(4));
    guarded.add(&guarded.site, "intruder", "6.6.6");
    let ran = check(&data);
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (Some(3), ""),
        "findings are no answer that could be remembered"
    );
}
