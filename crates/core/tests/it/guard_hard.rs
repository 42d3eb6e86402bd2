//! The start-up guard where something is in its way: its second look, a change during a check, a process it knows little of.

use std::fs;
use std::os::unix::fs::symlink;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fetter_core::guard::{DIRECTORY, Mode, PATH_FILE, STATE_FILE};
use fetter_testkit::gate;
use fetter_testkit::program::Program;

use super::guard_start::{CLEAN, FINDINGS, Guarded, HELLO, WHAT, assert_refused, assert_started, newest};

/// What `site` would swallow: a mistake in a `sitecustomize`, as it thinks.
#[test]
fn a_second_look_that_fails_refuses() {
    for (_, python) in gate::interpreters(WHAT) {
        let guarded = Guarded::new(&python, Mode::Exit);
        let place = guarded.scratch.at("by line");
        fs::create_dir(&place).expect("made");
        guarded.answer(&format!("case \"$*\" in *'/by '*) {FINDINGS};; esac\n{CLEAN}"));
        // Python 3.6 reads path files as the locale says.
        let start = || guarded.python().env("LC_ALL", "C.UTF-8").args(HELLO).run();
        let later = guarded.site.join("later.pth");
        let has_sitecustomize =
            Program::new(&python).args(["-c", "import sitecustomize"]).run().code == Some(0);
        let append = format!("sys.path.append({:?})", place.to_str().expect("UTF-8"));
        let early = "exec('try:\\n import sitecustomize\\nexcept ImportError:\\n pass')";
        for (line, code, why) in [
            (format!("import sys; {append}"), 3, "not allowed"),
            ("import sys; sys.path.append('\\ud800')".to_owned(), 4, "could not check"),
            // The one look that there was is taken by somebody else.
            (format!("import sys; {early}; {append}"), 3, "not allowed"),
        ] {
            if line.contains(early) && has_sitecustomize {
                // Then there is no second look: nothing else is looked for.
                continue;
            }
            fs::write(&later, line).expect("written");
            assert_refused(&start(), code, why);
        }
        let check = guarded.site.join(DIRECTORY).join("check.py");
        fs::write(
            &later,
            format!("import os, sys; os.remove({:?}); {append}", check.to_str().expect("UTF-8")),
        )
        .expect("written");
        assert_refused(&start(), 4, "could not check");
        assert_refused(&start(), 4, "guard is damaged");
        fs::remove_file(&later).expect("removed");
        guarded.install(Mode::Warn);
        fs::write(&later, "import sys; sys.path.append('\\ud800')").expect("written");
        let ran = start();
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "user code\n"), "{}", ran.stderr);
        assert!(ran.stderr.contains("Python goes on"), "{}", ran.stderr);
    }
}

#[test]
fn a_guard_that_lost_a_part_is_noticed_at_once() {
    let Some(python) = newest() else { return };
    for name in ["check.py", "start.py"] {
        let guarded = Guarded::new(&python, Mode::Exit);
        guarded.settle();
        fs::remove_file(guarded.site.join(DIRECTORY).join(name)).expect("removed");
        assert_refused(&guarded.start(), 4, "install it again");
    }
}

#[test]
fn an_answer_holds_until_its_day() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let until = |until: u64| {
        guarded.answer(&CLEAN.replace("printf 'end", &format!("printf 'until\\000{until}\\0end")));
    };
    until(now + 100_000);
    guarded.settle();
    let checks = guarded.checks();
    assert_started(&guarded.start());
    assert_eq!(guarded.checks(), checks, "the day is not over");
    until(now - 1);
    fs::write(guarded.place.join("bound.txt"), "flask # until\n").expect("written");
    std::thread::sleep(Duration::from_millis(2300));
    assert_started(&guarded.start());
    assert!(guarded.site.join(DIRECTORY).join(STATE_FILE).exists());
    guarded.answer(FINDINGS);
    assert_refused(&guarded.start(), 3, "not allowed");
}

/// The bound that was checked is not the one that is there afterwards.
#[test]
fn what_changes_during_a_check_is_not_relied_on() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    let bound = guarded.place.join("bound.txt");
    for change in ["rm \"$here/bound.txt\"", "ln -sfn two \"$here/now\""] {
        if change.starts_with("ln") {
            // As a cluster exchanges what it mounts: the files themselves are old.
            for (name, text) in [("one", "flask\n"), ("two", "django\n")] {
                fs::create_dir(guarded.place.join(name)).expect("made");
                fs::write(guarded.place.join(name).join("bound.txt"), text).expect("written");
            }
            symlink("one", guarded.place.join("now")).expect("linked");
            symlink("now/bound.txt", &bound).expect("linked");
        }
        std::thread::sleep(Duration::from_millis(2300));
        guarded.answer(&format!("{change}\n{CLEAN}"));
        assert_started(&guarded.start());
        assert!(!guarded.site.join(DIRECTORY).join(STATE_FILE).exists(), "{change}");
        guarded.answer(FINDINGS);
        assert_refused(&guarded.start(), 3, "not allowed");
    }
}

/// Packages that only one of two paths leads to are missing on the other.
#[test]
fn a_path_that_became_shorter_is_checked_too() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    let extra = guarded.scratch.at("extra");
    fs::create_dir(&extra).expect("made");
    std::thread::sleep(Duration::from_millis(2300));
    let with_extra = || guarded.python().env("PYTHONPATH", &extra).args(HELLO).run();
    assert_started(&with_extra());
    let checks = guarded.checks();
    assert_started(&with_extra());
    assert_eq!(guarded.checks(), checks);
    guarded.answer(&format!("case \"$*\" in *extra*) ;; *) {FINDINGS};; esac\n{CLEAN}"));
    assert_refused(&guarded.start(), 3, "not allowed");
}

#[test]
fn a_start_without_the_user_s_site_is_another() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    guarded.answer(&CLEAN.replace("printf 'end", "printf 'depends\\0user-site\\0end"));
    guarded.settle();
    guarded.answer(&format!("case \"$*\" in *--no-user-site*) {FINDINGS};; esac\n{CLEAN}"));
    assert_started(&guarded.start());
    assert_refused(&guarded.python().args(["-s"]).args(HELLO).run(), 3, "not allowed");
    guarded.answer(FINDINGS);
    assert_started(&guarded.start());
    for (name, value) in [("HOME", "/nowhere"), ("PYTHONUSERBASE", "/nowhere")] {
        assert_refused(&guarded.python().env(name, value).args(HELLO).run(), 3, "not allowed");
    }
}

#[test]
fn ends_of_children_may_be_ignored() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    let start = || {
        let script = "trap '' CHLD; exec \"$0\" -c 'print(\"user code\")'";
        let python = guarded.place.join("env/bin/python");
        Program::new("/bin/sh").args(["-c", script]).args([python]).within(guarded.scratch.path()).run()
    };
    assert_started(&start());
    guarded.answer(FINDINGS);
    assert_refused(&start(), 3, "not allowed");
}

/// A subinterpreter can start no program; its process was checked when it started.
#[test]
fn subinterpreters_of_a_checked_process_start() {
    let script = "try:\n import _interpreters as made\nexcept ImportError:\n import _xxsubinterpreters as made\n\
                  one = made.create()\nmade.run_string(one, 'import sys; sys.flags')\nprint('user code')";
    for (_, python) in gate::interpreters(WHAT) {
        let has = Program::new(&python).args(["-c", script]).run();
        if has.code != Some(0) {
            continue;
        }
        let guarded = Guarded::new(&python, Mode::Exit);
        assert_started(&guarded.python().args(["-c", script]).run());
        assert!(!guarded.site.join(DIRECTORY).join(STATE_FILE).exists(), "there was nothing to rely on");
    }
}

#[test]
fn a_guard_that_is_being_removed_refuses_nothing() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    let line = guarded.site.join(PATH_FILE);
    guarded.answer("rm \"$here\"/env/lib/python*/site-packages/000-fetter-guard.pth; exit 4");
    assert_started(&guarded.start());
    assert!(!line.exists());
    guarded.install(Mode::Exit);
    // Another .pth file, read before, stands in for a removal that goes on meanwhile.
    let remove = "import os; g = os.path.join(sitedir, '000-fetter-guard.pth'); os.remove(g)";
    let text = fs::read_to_string(&line).expect("there");
    fs::remove_dir_all(guarded.site.join(DIRECTORY)).expect("removed");
    fs::write(&line, format!("{remove}\n{text}")).expect("written");
    assert_started(&guarded.start());
}

#[test]
fn another_environment_s_python_is_warned_and_a_copy_is_refused() {
    let Some(python) = newest() else { return };
    let guarded = Guarded::new(&python, Mode::Exit);
    guarded.settle();
    let add = format!(
        "import site; site.addsitedir({:?}); print('user code')",
        guarded.site.to_str().expect("UTF-8")
    );
    let ran = Program::new(&python).args(["-c", &add]).within(guarded.scratch.path()).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "user code\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains("was not checked"), "{}", ran.stderr);

    let copy = guarded.place.join("copy");
    let copied = Program::new("cp").args(["-a"]).args([guarded.place.join("env")]).args([&copy]).run();
    assert_eq!(copied.code, Some(0));
    let ran = Program::new(copy.join("bin/python")).args(HELLO).within(guarded.scratch.path()).run();
    assert_refused(&ran, 4, "another prefix");
    assert!(ran.stderr.contains("site-install"), "{}", ran.stderr);
}

/// What a refusal says to do are whole commands, which a shell takes as they are.
#[test]
fn a_refusal_says_what_to_type() {
    let Some(python) = newest() else { return };
    let mut guarded = Guarded::new(&python, Mode::Exit);
    guarded.data.options = vec!["--ignore=a b".into()];
    guarded.install(Mode::Exit);
    guarded.answer(FINDINGS);
    let ran = guarded.start();
    assert_refused(&ran, 3, "not allowed");
    let typed = |beginning: &str| {
        let lines = ran.stderr.lines().filter_map(|line| line.strip_prefix("fetter: guard: "));
        let mut lines = lines.filter_map(|line| line.strip_prefix(beginning));
        let command = lines.next().expect("it is said");
        let log = guarded.place.join("log");
        fs::write(&log, "").expect("written");
        let _ = Program::new("/bin/sh").args(["-c", command]).env("LC_ALL", "C.UTF-8").run();
        fs::read_to_string(&log).expect("there")
    };
    let (place, env) = (guarded.place.display(), guarded.place.join("env"));
    assert_eq!(
        typed("to see what is wrong: "),
        format!("-e {} validate -b {place}/bound.txt --ignore=a b\n", env.display())
    );
    assert_eq!(typed("to remove the guard: "), format!("-e {} site-uninstall\n", env.display()));
}
