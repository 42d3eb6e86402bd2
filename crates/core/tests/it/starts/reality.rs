//! Held against real interpreters: what writes its name when Python starts, and what is said to run.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fetter_core::integrity::startup::{Startup, StartupRequest, inspect};
use fetter_core::inventory::discover::Request;
use fetter_core::inventory::file::Disk;
use fetter_testkit::program::Program;
use fetter_testkit::{Scratch, Tree, gate};

use crate::support::{search_with, surroundings};

/// The Pythons of this machine: the system's, and pyenv's.
pub(super) fn pythons() -> Vec<PathBuf> {
    let mut found = Vec::new();
    if let Some(home) = std::env::home_dir() {
        let versions = std::fs::read_dir(home.join(".pyenv/versions")).into_iter().flatten().flatten();
        found.extend(versions.map(|entry| entry.path().join("bin/python3")).filter(|path| path.is_file()));
    }
    found.push("/usr/bin/python3".into());
    found.retain(|path| path.is_file());
    found.sort();
    found
}

/// Code that writes its name to a file; one line, for every version since 3.6.
fn marker(log: &Path, name: &str) -> String {
    format!(
        "import io; f = io.open({:?}, 'a'); f.write(u'{name}\\n'); f.close()\n",
        log.display().to_string()
    )
}

struct Case {
    scratch: Scratch,
    site: PathBuf,
    log: PathBuf,
}

/// An environment of a Python, full of code that says when it runs. `None` where that Python cannot make one.
fn case(python: &Path) -> Option<Case> {
    let scratch = Scratch::new("startup-real");
    let tree = scratch.tree();
    tree.directory("home");
    let env = scratch.at("env");
    let made = Program::new(python).args([
        "-m".as_ref(),
        "venv".as_ref(),
        "--without-pip".as_ref(),
        env.as_os_str(),
    ]);
    if made.env("HOME", scratch.at("home")).run().code != Some(0) {
        return None;
    }
    let library = std::fs::read_dir(env.join("lib"))
        .expect("there")
        .flatten()
        .find(|entry| entry.file_name().to_string_lossy().starts_with("python"))?;
    let site = library.path().join("site-packages");
    let log = scratch.at("log");
    fill(&Tree::at(&site), &scratch, &log);
    Some(Case { scratch, site, log })
}

fn fill(site: &Tree, scratch: &Scratch, log: &Path) {
    let linked = scratch.tree().directory("linked");
    let added = scratch.tree().directory("added");
    let mark = |name: &str| marker(log, name);
    site.file("a.pth", format!("# comment\n{}{}\n", mark("a.pth:2"), linked.display()));
    site.file("b.pth", format!("import site; site.addsitedir('{}')\n", added.display()));
    site.file(".hidden.pth", mark(".hidden.pth:1"));
    site.file("late.pth", format!("  {}", mark("late.pth:1")));
    site.file("UPPER.PTH", mark("UPPER.PTH:1"));
    site.file("s.start", "marks:start\n");
    site.file("marks.py", format!("def start():\n    {}", mark("s.start:1")));
    let tree = scratch.tree();
    tree.file("linked/inert.pth", mark("inert.pth:1"));
    tree.file("linked/usercustomize.py", mark("usercustomize.py"));
    tree.file("linked/sitecustomize/__init__.py", mark("linked/sitecustomize"));
    tree.file("added/deep.pth", mark("deep.pth:1"));
    tree.file("added/sitecustomize.py", mark("added/sitecustomize"));
}

impl Case {
    /// What wrote its name.
    fn really_runs(&self) -> BTreeSet<String> {
        let _ = std::fs::remove_file(&self.log);
        let python = Program::new(self.scratch.at("env/bin/python")).args(["-c", "pass"]);
        let _ = python.env("HOME", self.scratch.at("home")).env("PYTHONDONTWRITEBYTECODE", "1").succeed();
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn inspect(&self) -> Startup {
        let request = Request { executables: vec![self.scratch.at("env")], ..Request::default() };
        let inventory = search_with(&request, &surroundings(&self.scratch.at("home")));
        inspect(&inventory, &Disk::here(), &StartupRequest::default())
    }

    /// What is said to run, of what was put there, by the names that it would write.
    fn is_said_to_run(&self) -> BTreeSet<String> {
        let env = std::fs::canonicalize(self.scratch.at("env")).expect("there");
        let found = self.inspect();
        let places = [&self.site, &self.scratch.at("linked"), &self.scratch.at("added")];
        let ours = found.items.iter().filter(|item| places.iter().any(|place| item.file.starts_with(place)));
        let runs = ours.filter(|item| {
            item.environments.contains(&env) && item.content.contains("f.write")
                || item.file.ends_with("s.start") && !item.environments.is_empty()
        });
        let name = |item: &fetter_core::integrity::startup::StartupItem| {
            let file = item.file.strip_prefix(self.scratch.path()).unwrap_or(&item.file);
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match item.line {
                Some(line) => format!("{name}:{line}"),
                None if file.starts_with("linked/sitecustomize") => "linked/sitecustomize".to_owned(),
                None if file.starts_with("added") => "added/sitecustomize".to_owned(),
                None => name,
            }
        };
        // What an entry point or a line imports is not code that marks.
        runs.filter(|item| !item.file.ends_with("marks.py")).map(name).collect()
    }
}

#[test]
fn what_is_said_to_run_is_what_runs() {
    let mut count = 0;
    for python in pythons() {
        let Some(case) = case(&python) else { continue };
        assert_eq!(case.is_said_to_run(), case.really_runs(), "{}", python.display());
        // Where the first sitecustomize is gone, the next one runs.
        std::fs::remove_dir_all(case.scratch.at("linked/sitecustomize")).expect("removed");
        assert_eq!(case.is_said_to_run(), case.really_runs(), "{}", python.display());
        count += 1;
    }
    if count == 0 {
        gate::skip("start-up code against real interpreters", "a Python that can make environments");
    }
}
