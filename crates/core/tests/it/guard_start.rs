//! The start-up guard in real Pythons: every start is checked, with a script in the place of the checker.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fetter_core::guard::{
    DIRECTORY, GuardData, Mode, PATH_FILE, STATE_FILE, Status, install, status, uninstall,
};
use fetter_testkit::program::{Program, Ran};
use fetter_testkit::{Scratch, Tree, gate};

/// Counts its starts, and answers as `answer` says. A command of its own in that file does the rest.
const CHECKER: &str = r#"#!/bin/sh
here=$(dirname "$0")
printf '%s\n' "$*" >> "$here/log"
. "$here/answer"
"#;
/// Looks at all sites, as a checker must, and finds them clean.
pub(super) const CLEAN: &str = r#"
printf 'fetter-guard-checked 2\0'
for each in "$@"; do
  [ "$before" = --site ] && printf 'site\0%s\0' "$each"
  before=$each
done
for file in "$here"/env/lib/python*/site-packages/*.dist-info/METADATA; do
  [ -e "$file" ] && stat -c '%i %s %.9Y %.9Z' "$file" | tr -d '.\n' && printf '\0%s\0' "$file"
done
printf 'end\0'
"#;
pub(super) const FINDINGS: &str = "echo 'flask 3.0 is not allowed' >&2; exit 3";
pub(super) const HELLO: &[&str] = &["-c", "print('user code')"];

/// A virtual environment with a guard, in a directory whose name is hard to quote.
pub(super) struct Guarded {
    pub(super) scratch: Scratch,
    pub(super) place: PathBuf,
    pub(super) site: PathBuf,
    pub(super) data: GuardData,
}

impl Guarded {
    pub(super) fn new(python: &Path, mode: Mode) -> Self {
        let scratch = Scratch::new("guarded");
        let place = scratch.at("it's a \"pläce\"");
        std::fs::create_dir(&place).expect("made");
        let _ = Program::new(python)
            .args(["-m", "venv", "--without-pip"])
            .args([place.join("env")])
            .env("LC_ALL", "C.UTF-8")
            .succeed();
        let library = place.join("env/lib");
        let versions = std::fs::read_dir(&library).expect("a library").flatten();
        let version = versions.map(|entry| entry.path()).find(|path| path.join("site-packages").is_dir());
        let site = version.expect("a version").join("site-packages");
        let checker = Tree::at(&place).program("checker", CHECKER);
        std::fs::write(place.join("bound.txt"), "flask\n").expect("written");
        let data = GuardData {
            checker: vec![checker.into()],
            prefix: place.join("env"),
            bounds: vec![place.join("bound.txt")],
            options: Vec::new(),
            seconds: 60,
            installed: 0,
        };
        let guarded = Self { scratch, place, site, data };
        guarded.answer(CLEAN);
        guarded.install(mode);
        guarded
    }

    pub(super) fn install(&self, mode: Mode) {
        install(&self.site, mode, &self.data).expect("it can be installed");
    }

    pub(super) fn answer(&self, answer: &str) {
        std::fs::write(self.place.join("answer"), answer).expect("written");
    }

    pub(super) fn python(&self) -> Program {
        Program::new(self.place.join("env/bin/python"))
            .within(self.scratch.path())
            .env("HOME", self.scratch.path())
    }

    pub(super) fn start(&self) -> Ran {
        self.python().args(HELLO).run()
    }

    /// How often the checker was started.
    pub(super) fn checks(&self) -> usize {
        std::fs::read_to_string(self.place.join("log")).unwrap_or_default().lines().count()
    }

    /// Starts Python until the guard remembers that all is clean: what changed a moment ago is not relied on.
    pub(super) fn settle(&self) {
        let began = Instant::now();
        loop {
            let before = self.checks();
            assert_started(&self.start());
            if self.checks() == before {
                return;
            }
            assert!(began.elapsed() < Duration::from_secs(60), "it never remembers");
            std::thread::sleep(Duration::from_millis(300));
        }
    }

    pub(super) fn add(&self, name: &str) {
        std::fs::create_dir(self.site.join(name)).expect("made");
        std::fs::write(self.site.join(name).join("METADATA"), "Name: flask\nVersion: 3.0\n")
            .expect("written");
    }
}

pub(super) fn assert_started(ran: &Ran) {
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "user code\n"), "{}", ran.stderr);
    assert_eq!(ran.stderr, "");
}

pub(super) fn assert_refused(ran: &Ran, code: i32, why: &str) {
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(code), ""), "{}", ran.stderr);
    assert!(ran.stderr.contains(why), "{}", ran.stderr);
    assert!(ran.stderr.contains("does not start"), "{}", ran.stderr);
}

pub(super) const WHAT: &str = "the guard in real interpreters";

pub(super) fn newest() -> Option<PathBuf> {
    gate::newest_interpreter(WHAT)
}

#[test]
fn every_interpreter_is_guarded() {
    for (_, python) in gate::interpreters(WHAT) {
        let guarded = Guarded::new(&python, Mode::Exit);
        let before = Guarded::names(&guarded.site);
        assert_started(&guarded.start());
        assert_eq!(guarded.checks(), 1, "one start is one check: {}", python.display());
        guarded.settle();
        let checks = guarded.checks();
        assert!(matches!(status(&guarded.site), Ok(Status::Installed { last_clean: Some(_), .. })));

        guarded.answer(FINDINGS);
        assert_started(&guarded.start());
        assert_eq!(guarded.checks(), checks, "nothing changed: {}", python.display());

        guarded.add("flask-3.0.dist-info");
        for flags in [&[][..], &["-I"], &["-E"], &["-s"], &["-B", "-OO"]] {
            let ran = guarded.python().args(flags).args(HELLO).run();
            assert_refused(&ran, 3, "flask 3.0 is not allowed");
        }
        // What it cannot do: without `site`, nothing of the environment is looked at.
        assert_started(&guarded.python().args(["-S"]).args(HELLO).run());
        let repair = guarded.python().env("FETTER_GUARD", "repair").args(HELLO).run();
        assert_eq!((repair.code, repair.stdout.as_str()), (Some(0), "user code\n"));
        assert_eq!(repair.stderr, "fetter: guard: FETTER_GUARD=repair is set: this start was not checked\n");

        std::fs::remove_dir_all(guarded.site.join("flask-3.0.dist-info")).expect("removed");
        uninstall(&guarded.site).expect("removed");
        let after = Guarded::names(&guarded.site);
        let gone: Vec<_> = before.iter().filter(|name| !after.contains(name)).collect();
        assert_eq!(gone, [PATH_FILE, DIRECTORY]);
        assert_eq!(after.len() + 2, before.len(), "nothing is left behind");
        assert_started(&guarded.start());
    }
}

impl Guarded {
    fn names(site: &Path) -> Vec<OsString> {
        let mut names: Vec<_> =
            std::fs::read_dir(site).expect("a site").flatten().map(|entry| entry.file_name()).collect();
        names.sort();
        names
    }
}

#[test]
fn no_script_is_exempt_by_its_name() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    guarded.answer(FINDINGS);
    for name in ["pip.py", "pip", "uv", "uvicorn", "poetry", "fetter"] {
        let script = guarded.scratch.at(name);
        std::fs::write(&script, "print('user code')").expect("written");
        assert_refused(&guarded.python().args([script]).run(), 3, "not allowed");
    }
    assert_refused(&guarded.python().args(["-m", "pip", "--version"]).run(), 3, "not allowed");
}

#[test]
fn a_warning_goes_on() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Warn);
    for (answer, said) in
        [(FINDINGS, "not allowed"), ("exit 4", "could not check"), ("exit 0", "did not say")]
    {
        guarded.answer(answer);
        let ran = guarded.start();
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "user code\n"));
        assert!(ran.stderr.contains(said) && ran.stderr.contains("Python goes on"), "{}", ran.stderr);
    }
    assert!(!guarded.site.join(DIRECTORY).join(STATE_FILE).exists());
}

#[test]
fn what_could_not_be_checked_does_not_start() {
    let Some(python) = newest() else { return };
    let mut guarded = Guarded::new(&python, Mode::Exit);
    for (answer, why) in [
        ("echo 'could not read the bound' >&2; exit 4", "could not read the bound"),
        ("exit 1", "ended with 1"),
        ("kill -9 $$", "ended with -9"),
        ("exit 0", "did not say what it looked at"),
        ("printf 'fetter-guard-checked 2\\0site\\0/somewhere/else\\0end\\0'", "did not look at"),
        ("printf 'fetter-guard-checked 2\\0site\\0'", "did not say what it looked at"),
    ] {
        guarded.answer(answer);
        assert_refused(&guarded.start(), 4, why);
    }
    // A checker that is itself checked would start itself for ever.
    guarded.answer("exec \"$here/env/bin/python\" -c 'print(1)'");
    assert_refused(&guarded.start(), 4, "-S");

    guarded.data.seconds = 1;
    guarded.install(Mode::Exit);
    guarded.answer("sleep 100");
    let began = Instant::now();
    assert_refused(&guarded.start(), 4, "within 1 seconds");
    assert!(began.elapsed() < Duration::from_secs(50), "it does not wait for what the checker started");

    guarded.data.checker = vec![guarded.place.join("none").into()];
    guarded.install(Mode::Exit);
    assert_refused(&guarded.start(), 4, "cannot be started");
}

#[test]
fn a_bound_that_is_gone_or_changed_is_noticed() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    guarded.settle();
    guarded.answer("[ -f \"$here/bound.txt\" ] || { echo 'no bound' >&2; exit 4; }; exit 3");
    assert_started(&guarded.start());
    std::fs::write(guarded.place.join("bound.txt"), "django\n").expect("written");
    assert_refused(&guarded.start(), 3, "bound");
    std::fs::remove_file(guarded.place.join("bound.txt")).expect("removed");
    assert_refused(&guarded.start(), 4, "no bound");
    assert!(guarded.start().stderr.contains("FETTER_GUARD=repair"));
}

#[test]
fn metadata_that_is_edited_in_place_is_noticed() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    guarded.add("flask-3.0.dist-info");
    guarded.settle();
    guarded.answer(FINDINGS);
    let metadata = guarded.site.join("flask-3.0.dist-info/METADATA");
    let modified = std::fs::metadata(&metadata).expect("there").modified().expect("a time");
    std::fs::write(&metadata, "Name: flask\nVersion: 3.1\n").expect("written");
    // The size is the same, and the time is set back.
    std::fs::File::options().write(true).open(&metadata).expect("open").set_modified(modified).expect("set");
    assert_refused(&guarded.start(), 3, "not allowed");
}

/// Of very many distributions a start looks into some, by the clock; that one comes or goes, the site's directory says.
#[test]
fn in_a_large_site_an_edit_in_place_is_noticed_in_its_turn_and_a_new_distribution_at_once() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    for number in 0..450 {
        let place = guarded.site.join(format!("p{number}-1.dist-info"));
        std::fs::create_dir(&place).expect("made");
        std::fs::write(place.join("METADATA"), format!("Name: p{number}\nVersion: 1\n")).expect("written");
    }
    guarded.settle();
    let checks = guarded.checks();
    // Every window has its second.
    for _ in 0..4 {
        assert_started(&guarded.start());
        std::thread::sleep(std::time::Duration::from_millis(900));
    }
    assert_eq!(guarded.checks(), checks, "nothing has changed");
    guarded.answer(FINDINGS);
    let metadata = guarded.site.join("p449-1.dist-info/METADATA");
    let text = std::fs::read(&metadata).expect("there");
    std::fs::write(&metadata, "Name: evil\nVersion: 1\n").expect("written");
    let begun = std::time::Instant::now();
    while guarded.start().code == Some(0) {
        assert!(begun.elapsed().as_secs() < 30, "its turn does not come");
    }
    assert_refused(&guarded.start(), 3, "not allowed");
    guarded.answer(CLEAN);
    std::fs::write(&metadata, text).expect("written");
    guarded.settle();
    guarded.answer(FINDINGS);
    std::fs::create_dir(guarded.site.join("evil-1.dist-info")).expect("made");
    assert_refused(&guarded.start(), 3, "not allowed");
}

#[test]
fn directories_that_come_to_the_path_are_checked_too() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    guarded.settle();
    let (by_variable, by_line) = (guarded.scratch.at("by variable"), guarded.scratch.at("by line"));
    for directory in [&by_variable, &by_line] {
        std::fs::create_dir(directory).expect("made");
    }
    guarded.answer(&format!("case \"$*\" in *'/by '*) {FINDINGS};; esac\n{CLEAN}"));
    let ran = guarded.python().env("PYTHONPATH", &by_variable).args(HELLO).run();
    assert_refused(&ran, 3, "not allowed");
    assert_started(&guarded.start());
    // This one is on the path only after the guard's own .pth file was read.
    std::fs::write(guarded.site.join("later.pth"), by_line.as_os_str().as_encoded_bytes()).expect("written");
    assert_refused(&guarded.start(), 3, "not allowed");
}

#[test]
fn nothing_on_the_path_stands_in_for_the_guard() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    guarded.answer(FINDINGS);
    let place = guarded.scratch.at("shadow");
    std::fs::create_dir(&place).expect("made");
    for name in ["_fetter_guard.py", "start.py", "check.py", "time.py", "marshal.py"] {
        std::fs::write(place.join(name), "def check(*given): pass\n").expect("written");
    }
    assert_refused(&guarded.python().env("PYTHONPATH", &place).args(HELLO).run(), 3, "not allowed");
}

#[test]
fn a_damaged_guard_refuses_and_says_how_to_repair_it() {
    for (_, python) in gate::interpreters(WHAT) {
        for name in ["start.py", "check.py", DIRECTORY, "data"] {
            let guarded = Guarded::new(&python, Mode::Exit);
            let place = guarded.site.join(DIRECTORY);
            match name {
                DIRECTORY => std::fs::remove_dir_all(&place).expect("removed"),
                name => std::fs::remove_file(place.join(name)).expect("removed"),
            }
            assert_refused(&guarded.start(), 4, "guard");
            assert!(guarded.start().stderr.contains("install it again"), "{name}");
            guarded.install(Mode::Warn);
            std::fs::remove_dir_all(&place).expect("removed");
            let ran = guarded.start();
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "user code\n"));
            assert!(ran.stderr.contains("not checked"), "{}", ran.stderr);
        }
    }
}

#[test]
fn it_refuses_with_nowhere_to_say_so() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    let python = guarded.place.join("env/bin/python");
    let start = |redirections: &str| {
        let script = format!("exec \"$0\" -c 'open(\"ran\", \"w\")' {redirections}");
        Program::new("/bin/sh")
            .args(["-c", &script])
            .args([&python])
            .within(guarded.scratch.path())
            .run()
            .code
    };
    for redirections in ["2>&-", "<&- >&- 2>&-"] {
        guarded.answer(CLEAN);
        assert_eq!(start(redirections), Some(0), "{redirections}");
        assert!(guarded.scratch.at("ran").exists());
        std::fs::remove_file(guarded.scratch.at("ran")).expect("removed");

        guarded.answer("exit 3");
        std::fs::write(guarded.place.join("bound.txt"), redirections).expect("written");
        assert_eq!(start(redirections), Some(3), "{redirections}");
        std::fs::remove_dir_all(guarded.site.join(DIRECTORY)).expect("removed");
        assert_eq!(start(redirections), Some(4), "{redirections}");
        assert!(!guarded.scratch.at("ran").exists());
        guarded.install(Mode::Exit);
    }
}
