//! At a terminal it is asked for, and only what was asked for is an answer.

use fetter_testkit::program::{Program, exists};
use fetter_testkit::{Scratch, gate};

use super::{ONE, here, home, snapshot};
use crate::support::FETTER;

/// Runs fetter on a terminal where somebody types that line.
fn typed(home: &Scratch, answer: &str, line: &str) -> Option<fetter_testkit::Ran> {
    if !exists("script") {
        gate::skip("confirmations on a terminal", "script(1)");
        return None;
    }
    let command = format!("stty cols 200; {FETTER} --path . --only-path {line}");
    let shell = "printf '%s\\n' \"$1\" | script -qec \"$2\" /dev/null";
    let program = Program::new("sh").args(["-c", shell, "sh", answer, &command]).within(home.path());
    Some(program.env("HOME", home.path()).env("TERM", "xterm").env("NO_COLOR", "1").run())
}

#[test]
fn anything_but_the_answer_leaves_everything() {
    let home = home("purge-typed-no");
    let before = snapshot(home.path());
    for answer in ["", "y", "Y", "no", "2", "yes!", "1 yes"] {
        let Some(ran) = typed(&home, answer, "purge-pattern -p beta") else { return };
        assert_eq!(ran.code, Some(0), "{answer:?}: {}", ran.stdout);
        assert!(ran.stdout.contains("Type yes, or their number"), "{answer:?}: {}", ran.stdout);
        assert!(ran.stdout.contains("nothing was changed"), "{answer:?}: {}", ran.stdout);
        assert_eq!(snapshot(home.path()), before, "{answer:?}");
    }
}

#[test]
fn the_answer_removes() {
    for answer in ["yes", "1"] {
        let home = home("purge-typed-yes");
        let Some(ran) = typed(&home, answer, "purge-pattern -p beta") else { return };
        assert_eq!(ran.code, Some(0), "{}", ran.stdout);
        assert!(ran.stdout.contains("1 package was removed"), "{}", ran.stdout);
        assert!(!home.at(ONE).join("beta").exists());
        let Some(kept) = typed(&home, "n", "purge empty") else { return };
        assert!(kept.stdout.contains("nothing was deleted"), "{}", kept.stdout);
        let Some(emptied) = typed(&home, answer, "purge empty") else { return };
        assert_eq!(emptied.code, Some(0), "{}", emptied.stdout);
        assert_eq!(here(&home, "purge list").stdout.lines().count(), 1);
    }
}

#[test]
fn documents_and_empty_plans_are_not_asked_about() {
    let home = home("purge-typed-json");
    for line in ["purge-pattern -p beta json", "purge-pattern -p beta write -o -", "purge-pattern -p nothing"]
    {
        let Some(ran) = typed(&home, "yes", line) else { return };
        assert_eq!(ran.code, Some(0), "{line}: {}", ran.stdout);
        assert!(!ran.stdout.contains("Type yes"), "{line}: {}", ran.stdout);
        assert!(home.at(ONE).join("beta").exists(), "{line}");
    }
    let Some(ran) = typed(&home, "yes", "purge-pattern -p alpha") else { return };
    assert_eq!(ran.code, Some(2), "two environments are not asked about either: {}", ran.stdout);
}
