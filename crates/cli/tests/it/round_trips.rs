//! Environments that real tools made of real bounds hold against these bounds; and whatever is changed is found, and nothing else.
//!
//! `scripts/prepare-bounds` makes both. Nothing of it is changed here: changed bounds come by standard input, changed environments
//! are copies.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use fetter_testkit::program::Program;
use fetter_testkit::{Ran, Scratch, gate};
use serde_json::Value;

use crate::support::FETTER;

/// A bound, and an environment that was made of it.
struct Row {
    name: String,
    bound: PathBuf,
    prefix: PathBuf,
    options: String,
    kind: String,
}

/// Every pair that was made.
fn rows() -> Option<Vec<Row>> {
    let place = gate::real_bounds("bounds against the environments that were made of them")?;
    let list = std::fs::read_to_string(place.join("list.tsv")).expect("the list can be read");
    let row = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let (name, options, kind) = (fields[0].to_owned(), fields[3].to_owned(), fields[4].to_owned());
        Row { name, bound: fields[1].into(), prefix: fields[2].into(), options, kind }
    };
    let rows: Vec<Row> = list.lines().map(row).collect();
    assert!(rows.len() > 10, "there are bounds");
    Some(rows)
}

/// For each kind of file the row that was made with all defaults of its tool.
fn defaults() -> Option<Vec<Row>> {
    let usual = ["pip-compile", "pip-lock", "uv-pylock", "uv", "poetry", "pdm", "pipenv"];
    let rows: Vec<Row> = rows()?.into_iter().filter(|row| usual.contains(&row.name.as_str())).collect();
    assert_eq!(rows.len(), usual.len(), "there is one of each kind");
    Some(rows)
}

/// What `validate json` said.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    code: Option<i32>,
    /// Names and verdicts.
    findings: Vec<(String, String)>,
    /// Codes.
    unchecked: Vec<String>,
}

impl Said {
    fn of(ran: &Ran) -> Self {
        let document: Value =
            serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{:?}: {}", ran.code, ran.stderr));
        let list = |key: &str| document[key].as_array().expect("a list").clone();
        let text = |value: &Value, key: &str| value[key].as_str().expect("text").to_owned();
        let finding = |found: &Value| (text(found, "name"), text(found, "verdict"));
        Self {
            code: ran.code,
            findings: list("findings").iter().map(finding).collect(),
            unchecked: list("unchecked").iter().map(|found| text(found, "code")).collect(),
        }
    }

    fn one(&self) -> (&str, &str) {
        let [(name, verdict)] = self.findings.as_slice() else { panic!("one finding: {self:?}") };
        (name, verdict)
    }
}

impl Row {
    fn program(&self, prefix: &Path, bound: impl AsRef<std::ffi::OsStr>) -> Program {
        Program::new(FETTER).env("HOME", prefix).within(self.bound.parent().expect("a directory")).args([
            "-e".as_ref(),
            prefix.as_os_str(),
            "validate".as_ref(),
            "-b".as_ref(),
            bound.as_ref(),
        ])
    }

    /// With the extras and groups that the environment was made with.
    fn chosen(&self, program: Program) -> Program {
        let none = if self.kind == "requirements" { "" } else { "none" };
        match if self.options.is_empty() { none } else { self.options.as_str() } {
            "" => program,
            options => program.args(["--bound-options", options]),
        }
    }

    fn validate(&self, prefix: &Path) -> Said {
        Said::of(&self.chosen(self.program(prefix, &self.bound)).args(["json"]).run())
    }

    /// Against another text in the place of the bound.
    fn validate_text(&self, text: &str) -> Said {
        let mut command = self.chosen(self.program(&self.prefix, "-")).args(["json"]).into_command();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it can be started");
        child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
        Said::of(&child.wait_with_output().expect("it ends").into())
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.bound).expect("the bound can be read")
    }

    /// What is said where all is well. Pipenv installs what comes from git as an editable checkout, and notes no commit: whether
    /// it is the right one cannot be told without asking git.
    fn good(&self) -> Said {
        let unchecked: &[&str] = if self.kind == "pipenv" { &["commit-unrecorded"] } else { &[] };
        let unchecked: Vec<String> = unchecked.iter().map(|&code| code.to_owned()).collect();
        Said { code: Some(if unchecked.is_empty() { 0 } else { 4 }), findings: Vec::new(), unchecked }
    }
}

#[test]
fn what_a_tool_installed_is_what_it_locked_but_for_commits_that_pipenv_does_not_record() {
    for row in rows().into_iter().flatten() {
        assert_eq!(row.validate(&row.prefix), row.good(), "{}", row.name);
    }
}

#[test]
fn without_options_a_lock_file_asks_for_what_its_tool_installs_by_default() {
    for row in defaults().into_iter().flatten() {
        let said = Said::of(&row.program(&row.prefix, &row.bound).args(["json"]).run());
        assert_eq!(said, row.good(), "{}", row.name);
    }
}

/// A bound by its text, read in the directory of its project, is what it is as a file.
#[test]
fn standard_input_is_read_as_the_file_is() {
    for row in defaults().into_iter().flatten() {
        assert_eq!(row.validate_text(&row.text()), row.good(), "{}", row.name);
    }
}

/// Where the entry of six is: from its beginning to that of the next.
fn entry(kind: &str, text: &str) -> std::ops::Range<usize> {
    if kind == "requirements" {
        let start = text.find("\nsix==1.16.0").expect("six is there") + 1;
        let lines = text[start..].split_inclusive('\n').skip(1);
        let rest: usize = lines.take_while(|line| line.starts_with(' ')).map(str::len).sum();
        let first = text[start..].find('\n').expect("a line") + 1;
        return start..start + first + rest;
    }
    let head = if kind == "pylock" { "[[packages]]\n" } else { "[[package]]\n" };
    let name = text.find("\nname = \"six\"\n").expect("six is there");
    let start = text[..=name].rfind(head).expect("a table");
    start..name + text[name..].find(head).expect("six is not the last")
}

/// The bound with another version of six.
fn with_another_pin(row: &Row) -> String {
    let text = row.text();
    if row.kind == "pipenv" {
        let mut lock: Value = serde_json::from_str(&text).expect("JSON");
        lock["default"]["six"]["version"] = "==1.15.0".into();
        return lock.to_string();
    }
    let entry = entry(&row.kind, &text);
    let changed = text[entry.clone()].replacen("1.16.0", "1.15.0", 1);
    format!("{}{changed}{}", &text[..entry.start], &text[entry.end..])
}

/// The bound without six.
fn without_an_entry(row: &Row) -> String {
    let text = row.text();
    if row.kind == "pipenv" {
        let mut lock: Value = serde_json::from_str(&text).expect("JSON");
        lock["default"].as_object_mut().expect("a table").remove("six").expect("six is there");
        return lock.to_string();
    }
    let entry = entry(&row.kind, &text);
    format!("{}{}", &text[..entry.start], &text[entry.end..])
}

/// One finding, and that the bound no longer fits to its own project or to itself, where it did.
fn assert_one(said: &Said, found: (&str, &str), row: &Row) {
    assert_eq!((said.code, said.one()), (Some(3), found), "{}: {said:?}", row.name);
    let is_told = |code: &String| ["bound-entry-invalid", "commit-unrecorded"].contains(&code.as_str());
    assert!(said.unchecked.iter().all(is_told), "{}: {said:?}", row.name);
}

#[test]
fn another_pin_is_found_and_nothing_else() {
    for row in defaults().into_iter().flatten() {
        assert_one(&row.validate_text(&with_another_pin(&row)), ("six", "Misdefined"), &row);
    }
}

#[test]
fn what_the_bound_no_longer_has_is_found_and_nothing_else() {
    for row in defaults().into_iter().flatten() {
        assert_one(&row.validate_text(&without_an_entry(&row)), ("six", "Unrequired"), &row);
    }
}

/// The metadata of an environment, copied: what its packages do is of no interest.
struct Copied {
    scratch: Scratch,
    site: PathBuf,
}

impl Copied {
    fn of(prefix: &Path) -> Self {
        let scratch = Scratch::new("copied");
        let version = std::fs::read_dir(prefix.join("lib")).expect("a library").flatten().next();
        let version = version.expect("a version").file_name();
        let within = Path::new("lib").join(version).join("site-packages");
        let site = scratch.path().join(&within);
        std::fs::create_dir_all(&site).expect("made");
        let copy = |from: Vec<PathBuf>, to: &Path| {
            let _ = Program::new("cp").args(["-a"]).args(from).args([to]).succeed();
        };
        copy(vec![prefix.join("pyvenv.cfg"), prefix.join("bin")], scratch.path());
        let is_metadata = |path: &PathBuf| {
            path.extension()
                .is_some_and(|extension| ["dist-info", "pth"].iter().any(|kind| extension == *kind))
        };
        let all = std::fs::read_dir(prefix.join(within)).expect("a site").flatten();
        copy(all.map(|entry| entry.path()).filter(is_metadata).collect(), &site);
        // Pipenv's checkouts lie in the environment.
        for origin in std::fs::read_dir(&site).expect("a site").flatten() {
            let file = origin.path().join("direct_url.json");
            if let Ok(text) = std::fs::read_to_string(&file) {
                let (old, new) = (prefix.display().to_string(), scratch.path().display().to_string());
                std::fs::write(&file, text.replace(&old, &new)).expect("written");
            }
        }
        Self { scratch, site }
    }

    fn six(&self) -> PathBuf {
        self.site.join("six-1.16.0.dist-info")
    }
}

#[test]
fn what_is_changed_in_an_environment_is_found_and_nothing_else() {
    for row in defaults().into_iter().flatten() {
        let copied = Copied::of(&row.prefix);
        let validate = || row.validate(copied.scratch.path());
        assert_eq!(validate(), row.good(), "{}: the copy is as the original", row.name);

        let intruder = copied.site.join("intruder-6.6.6.dist-info");
        std::fs::create_dir(&intruder).expect("made");
        std::fs::write(intruder.join("METADATA"), "Name: Intruder\nVersion: 6.6.6\n").expect("written");
        assert_one(&validate(), ("intruder", "Unrequired"), &row);
        std::fs::remove_dir_all(&intruder).expect("removed");

        let origin = copied.six().join("direct_url.json");
        let elsewhere =
            r#"{"url": "https://elsewhere.example/six-1.16.0-py2.py3-none-any.whl", "archive_info": {}}"#;
        std::fs::write(&origin, elsewhere).expect("written");
        assert_one(&validate(), ("six", "Misdefined"), &row);
        std::fs::remove_file(&origin).expect("removed");

        std::fs::remove_dir_all(copied.six()).expect("removed");
        assert_one(&validate(), ("six", "Missing"), &row);
    }
}
