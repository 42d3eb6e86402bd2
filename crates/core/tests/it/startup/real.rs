//! Held against reality: what runs in a real Python is what is listed, and which of several runs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fetter_testkit::program::Program;
use fetter_testkit::{Scratch, gate};

use super::inspect_with;
use crate::support::search_interpreter;

/// Code that leaves its own mark when it runs.
fn mark(log: &Path, what: &str) -> String {
    let log = log.display().to_string();
    format!("import os; os.write(os.open({log:?}, os.O_WRONLY | os.O_APPEND | os.O_CREAT), b'{what}\\n')\n")
}

/// A virtual environment with marks wherever code may run; what each mark belongs to.
fn marked(python: &Path, scratch: &Scratch, log: &Path) -> Vec<(String, PathBuf)> {
    let _ = Program::new(python).args(["-m", "venv", "--without-pip"]).args([scratch.at("env")]).succeed();
    let versions = std::fs::read_dir(scratch.at("env/lib")).expect("a library").flatten();
    let library = versions.map(|entry| entry.path()).find(|path| path.join("site-packages").is_dir());
    let site = library.expect("a site").join("site-packages");
    let tree = scratch.tree();
    let (added, linked) = (tree.directory("added"), tree.directory("linked"));
    let mut marks = Vec::new();
    let mut put = |what: &str, file: PathBuf, before: &str| {
        std::fs::create_dir_all(file.parent().expect("a parent")).expect("made");
        std::fs::write(&file, format!("{before}{}", mark(log, what))).expect("written");
        marks.push((what.to_owned(), file));
    };
    let lines = format!(
        "{}\nimport site; site.addsitedir({:?})\n# comment\n",
        linked.display(),
        added.display().to_string()
    );
    put("pth", site.join("a.pth"), &lines);
    put("hidden", site.join(".b.pth"), "");
    put("late", site.join("c.pth"), " ");
    put("added", added.join("d.pth"), "");
    put("inert", linked.join("e.pth"), "");
    put("ending", site.join("f.PTH"), "");
    put("module", site.join("sitecustomize.py"), "");
    put("package", site.join("sitecustomize/__init__.py"), "");
    put("second", linked.join("sitecustomize.py"), "");
    put("user", site.join("usercustomize.py"), "");
    marks
}

#[test]
fn what_runs_is_what_is_listed() {
    for (name, python) in gate::interpreters("what runs at starts") {
        if name.starts_with("usr-bin-") {
            continue;
        }
        let scratch = Scratch::new("startup-real");
        let log = scratch.at("log");
        let marks = marked(&python, &scratch, &log);
        let prefix = scratch.at("env");
        let _ =
            Program::new(prefix.join("bin/python")).args(["-c", ""]).env("HOME", scratch.path()).succeed();
        let ran = std::fs::read_to_string(&log).expect("something ran");
        let ran: BTreeSet<&str> = ran.lines().collect();
        let inventory = search_interpreter(&scratch, &prefix.display().to_string());
        let found = inspect_with(&inventory, &[]);
        for (what, file) in marks {
            let items = found.items.iter().filter(|item| {
                item.file == file && (item.line.is_none() || item.content.contains("os.open"))
            });
            let is_listed = items.clone().any(|item| item.environments.contains(&prefix));
            assert_eq!(
                ran.contains(what.as_str()),
                is_listed,
                "{name}: {what}: {:#?}",
                items.collect::<Vec<_>>()
            );
        }
    }
}
