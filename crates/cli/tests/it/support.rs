//! What these tests share: fetter on a small home, with nothing of this machine's settings.

use fetter_testkit::program::Program;
use fetter_testkit::{Ran, Scratch};

/// The program under test.
pub(crate) const FETTER: &str = env!("CARGO_BIN_EXE_fetter");

/// fetter with that home, working in it.
pub(crate) fn fetter(home: &Scratch) -> Program {
    Program::new(FETTER).env("HOME", home.path()).within(home.path())
}

/// fetter with that home, on the command line as a shell would split it at spaces.
pub(crate) fn run(home: &Scratch, line: &str) -> Ran {
    fetter(home).args(line.split(' ')).run()
}

/// A search of the home alone, which must end well: its standard output, with the home's path taken out.
pub(crate) fn here(home: &Scratch, line: &str) -> String {
    let text = fetter(home).args(["--path", ".", "--only-path"]).args(line.split(' ')).succeed();
    text.replace(&home.path().display().to_string(), "~")
}

/// A home with an installation and two environments.
pub(crate) fn home(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let tree = scratch.tree();
    tree.installation("base", "3.11");
    tree.dist_info("base/lib/python3.11/site-packages", "pip", "24.0");
    let base = scratch.at("base");
    tree.venv("one/.venv", &base, "3.11", false);
    tree.dist_info("one/.venv/lib/python3.11/site-packages", "requests", "2.31.0");
    tree.dist_info("one/.venv/lib/python3.11/site-packages", "zope.interface", "6.1");
    tree.venv("two/.venv", &base, "3.11", false);
    tree.dist_info("two/.venv/lib/python3.11/site-packages", "requests", "2.19.1");
    scratch
}

/// A table with one space between its cells, however wide the paths are, and the home taken out.
pub(crate) fn narrow(home: &Scratch, table: &str) -> String {
    let table = table.replace(&home.path().display().to_string(), "~");
    table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n").collect()
}

/// A database of one's own in a PostgreSQL, which goes with the whole of it.
pub(crate) fn new_database(url: &str) -> String {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let name = format!("cli_{}_{number}", std::process::id());
    let sql = format!("CREATE DATABASE {name}");
    let made = Program::new("psql").args([url, "-q", "-c", &sql]).run();
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    url.replace("/postgres?", &format!("/{name}?"))
}
