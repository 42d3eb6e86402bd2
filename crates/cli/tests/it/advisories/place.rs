//! A machine with something bad on it, its database, and how fetter is run there.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use fetter_core::advisory::index::{Builder, Provenance};
use fetter_testkit::osv::StubOsv;
use fetter_testkit::{Ran, Scratch};
use serde_json::Value;

use super::dump::files;
use super::records::{self, AFFECTED, id};
use crate::support::fetter;

/// A day, in seconds.
pub(super) const DAY: u64 = 86_400;
/// The site of the environment `one`.
pub(super) const ONE: &str = "one/.venv/lib/python3.11/site-packages";
/// The site of the environment `two`.
pub(super) const TWO: &str = "two/.venv/lib/python3.11/site-packages";
/// A service that is not there: whoever asks it fails at once.
pub(super) const NOWHERE: &str = "http://127.0.0.1:9";

/// A machine of two environments, without a database.
pub(super) fn machine(name: &str) -> Scratch {
    let home = bare(name);
    let tree = home.tree();
    for (site, package, version) in [
        (ONE, "requests", "2.31.0"),
        (ONE, "torch", "2.6.0+cu118"),
        (ONE, "oldlib", "1.0"),
        (ONE, "zope.interface", "6.1"),
        (TWO, "requests", "2.19.1"),
        (TWO, "colourfull", "1.0"),
    ] {
        tree.dist_info(site, package, version);
    }
    home
}

/// A machine of two empty environments.
pub(super) fn bare(name: &str) -> Scratch {
    let home = Scratch::new(name);
    let tree = home.tree();
    tree.installation("base", "3.11");
    let base = home.at("base");
    tree.venv("one/.venv", &base, "3.11", false);
    tree.venv("two/.venv", &base, "3.11", false);
    home
}

/// The same with a fresh database of all records.
pub(super) fn known(name: &str) -> Scratch {
    let home = machine(name);
    index(&home, &records::all(), 0);
    home
}

/// Now, in seconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs()
}

/// The day that is so many days from today, as text.
pub(super) fn day(from_today: i64) -> String {
    let seconds = now().cast_signed() + from_today * DAY.cast_signed();
    fetter_core::date::Date::of_unix_time(seconds.cast_unsigned()).to_string()
}

/// Where the index of a home is.
pub(super) fn index_file(home: &Scratch) -> PathBuf {
    home.at("db/advisories-1.index")
}

/// Makes an index that is so old, in seconds.
pub(super) fn index(home: &Scratch, records: &[Value], age: u64) {
    index_of(home, records, now() - age);
}

/// Makes an index of all records that says that it is of a day to come.
pub(super) fn index_of_tomorrow(home: &Scratch) {
    index_of(home, &records::all(), now() + 3 * DAY);
}

fn index_of(home: &Scratch, records: &[Value], retrieved: u64) {
    let mut builder = Builder::default();
    for (name, contents) in files(records) {
        builder.add(&name, &contents);
    }
    let provenance = Provenance { source: "/records".to_owned(), retrieved, ..Provenance::default() };
    home.tree().file("db/advisories-1.index", builder.build(provenance).expect("an index").bytes);
}

/// fetter on that home alone, with its database, on the command line as a shell would split it at spaces.
pub(super) fn run(home: &Scratch, line: &str) -> Ran {
    let mut words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
    let is_command = |word: &&str| ["audit", "lookup-name", "lookup-bound", "db"].contains(word);
    if let Some(at) = words.iter().position(is_command) {
        words.insert(at + 1, "--database=db");
    }
    fetter(home).args(["--path", ".", "--only-path"]).args(words).run()
}

/// The same, which must end so; its standard output, with the home's path taken out.
pub(super) fn ends(home: &Scratch, line: &str, code: i32) -> String {
    let ran = run(home, line);
    assert_eq!(ran.code, Some(code), "{line}\n{}{}", ran.stdout, ran.stderr);
    ran.stdout.replace(&home.path().display().to_string(), "~")
}

/// The cells of a table, which is as wide as the home's path is long.
pub(super) fn cells(table: &str, home: &Scratch) -> String {
    let header: Vec<char> = table.lines().next().unwrap_or_default().chars().collect();
    let begins = |at: &usize| *at == 0 || (header[*at] != ' ' && header[at - 1] == ' ');
    let starts: Vec<usize> = (0..header.len()).filter(begins).collect();
    let row = |line: &str| {
        let line: Vec<char> = line.chars().collect();
        let ends = starts.iter().skip(1).copied().chain([usize::MAX]);
        let cells = starts.iter().zip(ends).map(|(start, end)| {
            let cell = line.get((*start).min(line.len())..end.min(line.len())).unwrap_or_default();
            cell.iter().collect::<String>().trim_end().to_owned()
        });
        cells.collect::<Vec<_>>().join(" | ")
    };
    let rows: Vec<String> = table.lines().map(row).collect();
    rows.join("\n").replace(&home.path().display().to_string(), "~")
}

/// The JSON of a command that must end so.
pub(super) fn json(home: &Scratch, line: &str, code: i32) -> Value {
    serde_json::from_str(&ends(home, line, code)).unwrap_or_else(|error| panic!("{line}: {error}"))
}

/// The findings of a document, each as its code, package, version, and first record or nothing.
pub(super) fn found(document: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let finding = |finding: &Value| {
        let (code, name) = (text(&finding["code"]), text(&finding["name"]));
        format!("{code} {name} {} {}", text(&finding["installed"]), text(&finding["fact"]["ids"][0]))
    };
    document["findings"].as_array().expect("findings").iter().map(finding).collect()
}

/// A stub of the service that knows all records.
pub(super) fn service() -> StubOsv {
    let osv = StubOsv::start();
    for record in records::all() {
        osv.record(id(&record), record.to_string());
    }
    for (name, version, ids) in AFFECTED {
        osv.affects(name, version, ids);
    }
    osv
}

/// Holds a document against a schema of the repository.
pub(super) fn keeps_to(document: &Value, schema: &str) {
    let file = fetter_testkit::gate::repository().join(schema);
    let text = std::fs::read_to_string(file).expect("it is there");
    // A pattern of SARIF's schema has a bracket too much.
    let schema: Value = serde_json::from_str(&text.replace("{2}]?$", "{2}?$")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> =
        validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}");
}
