//! On a terminal: tables fit, colour is where it is wanted, and progress shows only when it takes a while.

use fetter_testkit::program::{Program, exists};
use fetter_testkit::{Scratch, gate};
use unicode_width::UnicodeWidthStr;

use crate::support::{FETTER, home};

/// Runs fetter on a terminal of that width, and returns what would be on the screen.
fn on_terminal(home: &Scratch, columns: u16, line: &str, variable: (&str, &str)) -> Option<String> {
    if !exists("script") {
        gate::skip("tables on a terminal", "script(1)");
        return None;
    }
    let command = format!("stty cols {columns}; {FETTER} --path . --only-path {line}");
    let program = Program::new("script").args(["-qec", &command, "/dev/null"]).within(home.path());
    Some(program.env("HOME", home.path()).env("TERM", "xterm").env(variable.0, variable.1).succeed())
}

#[test]
fn tables_fit_the_terminal() {
    let home = home("width");
    home.tree().dist_info(&format!("{}/site-packages", "包".repeat(40)), "wide", "1.0");
    for columns in [20, 40, 80] {
        let Some(text) = on_terminal(&home, columns, "scan", ("NO_COLOR", "1")) else { return };
        let widest = text.lines().map(|line| line.trim_end().width()).max().unwrap_or(0);
        assert!(widest <= usize::from(columns), "{columns} columns:\n{text}");
    }
}

#[test]
fn colour_is_where_it_is_wanted() {
    let home = home("colour");
    let Some(coloured) = on_terminal(&home, 80, "scan", ("X", "1")) else { return };
    assert!(coloured.contains("\u{1b}[1m"), "{coloured:?}");
    for (line, variable) in
        [("scan", ("NO_COLOR", "1")), ("--color never scan", ("X", "1")), ("scan write -o -", ("X", "1"))]
    {
        let plain = on_terminal(&home, 80, line, variable).unwrap_or_default();
        assert!(!plain.contains('\u{1b}'), "{line}: {plain:?}");
    }
    let piped = crate::support::run(&home, "--path . --only-path scan");
    assert!(!piped.stdout.contains('\u{1b}'));
    let forced = crate::support::run(&home, "--color always --path . --only-path scan");
    assert!(forced.stdout.contains("\u{1b}[1m"));
}

#[test]
fn a_short_search_shows_no_progress() {
    let home = home("progress");
    let Some(text) = on_terminal(&home, 80, "count", ("NO_COLOR", "1")) else { return };
    assert!(!text.contains("directories searched"), "{text}");
}
