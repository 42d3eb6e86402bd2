//! Held against reality: what each real interpreter says of itself, and what fetter finds by its files.
//!
//! `scripts/prepare-environments` makes the environments with real tools. Here each interpreter is asked for `sys.path` and for
//! `importlib.metadata.distributions()`, and fetter, which never starts one, must say the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fetter_core::requirement::PackageName;
use fetter_testkit::program::Program;
use fetter_testkit::{Scratch, gate};
use serde_json::Value;

use crate::support::FETTER;

/// A real environment, and what its interpreter says.
struct Real {
    name: String,
    interpreter: PathBuf,
    home: PathBuf,
}

/// What an interpreter says of itself, as JSON. It runs under Python 2.7 too.
const QUESTION: &str = r"
import json, os, sys
def real(paths):
    return [os.path.realpath(path) for path in paths if path and os.path.exists(path)]
answer = {'path': real(sys.path), 'prefix': os.path.realpath(sys.prefix)}
try:
    from importlib.metadata import distributions
    found = [(each.metadata['Name'], each.version) for each in distributions()]
except ImportError:
    try:
        import pkg_resources
        everything = pkg_resources.Environment()
        found = [(each.project_name, each.version) for name in everything for each in everything[name]]
    except ImportError:
        found = None
answer['distributions'] = found
print('\n' + json.dumps(answer))
";

impl Real {
    /// Every environment that was made.
    fn all() -> Option<Vec<Self>> {
        let place = gate::real_environments("fetter against real interpreters")?;
        let list = std::fs::read_to_string(place.join("list.tsv")).expect("the list can be read");
        let all: Vec<Self> = list
            .lines()
            .map(|line| {
                let fields: Vec<&str> = line.split('\t').collect();
                Self { name: fields[0].to_owned(), interpreter: fields[1].into(), home: fields[2].into() }
            })
            .collect();
        assert!(all.len() > 5, "there are environments");
        Some(all)
    }

    /// What the interpreter says of itself, with or without the `site` module.
    fn ask(&self, with_site: bool) -> Value {
        let empty = Scratch::new("cwd");
        let flags: &[&str] = if with_site { &[] } else { &["-S"] };
        let program = Program::new(&self.interpreter).args(flags).args(["-c", QUESTION]).within(empty.path());
        let out = program.env("HOME", &self.home).env("PYTHONDONTWRITEBYTECODE", "1").succeed();
        let answer: Value = serde_json::from_str(out.lines().last().unwrap_or_default()).expect("JSON");
        answer
    }

    /// What fetter finds for the interpreter.
    fn find(&self) -> Value {
        let program =
            Program::new(FETTER).args(["-e".as_ref(), self.interpreter.as_os_str()]).args(["scan", "json"]);
        let found: Value = serde_json::from_str(&program.env("HOME", &self.home).succeed()).expect("JSON");
        assert_eq!(found["environments"].as_array().map(Vec::len), Some(1), "{}", self.name);
        found
    }
}

fn paths(value: &Value) -> Vec<PathBuf> {
    value.as_array().expect("a list").iter().map(|path| path.as_str().expect("text").into()).collect()
}

fn is_egg(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "egg")
}

/// The sites that `site` put on the path: what is on it with that module and not without.
fn real_sites(real: &Real, all: &[Real]) -> Vec<PathBuf> {
    // virtualenv gives Python 2.7 a `site` module that puts the standard library on the path too: its base tells what that is.
    let is_old = real.name.starts_with("virtualenv-") && real.name.contains("-2.7");
    let base = all.iter().find(|base| is_old && base.name.starts_with("pyenv-2.7"));
    let before: BTreeSet<PathBuf> = paths(&base.unwrap_or(real).ask(false)["path"]).into_iter().collect();
    let mut sites: Vec<PathBuf> = Vec::new();
    for path in paths(&real.ask(true)["path"]) {
        if !before.contains(&path) && !sites.contains(&path) {
            sites.push(path);
        }
    }
    // fetter lists an egg that lies in a site with that site.
    let all = sites.clone();
    sites.retain(|path| {
        !(is_egg(path) && path.parent().is_some_and(|parent| all.contains(&parent.to_path_buf())))
    });
    sites
}

fn found_sites(found: &Value) -> Vec<PathBuf> {
    let kinds: BTreeMap<PathBuf, &str> = found["sites"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|site| (site["path"].as_str().expect("text").into(), site["kind"].as_str().expect("text")))
        .collect();
    let sites = paths(&found["environments"][0]["sites"]);
    sites.into_iter().filter(|site| kinds.get(site).copied() != Some("standard-library")).collect()
}

/// Whether `easy-install.pth`, whose import lines put eggs before everything else, changes the order.
fn is_reordered(real: &Real) -> bool {
    ["case-egg", "case-dev"].contains(&real.name.as_str())
}

#[test]
fn the_sites_are_those_that_each_interpreter_reports() {
    let Some(all) = Real::all() else { return };
    for real in &all {
        let (mut expected, found) = (real_sites(real, &all), real.find());
        let mut sites = found_sites(&found);
        assert_eq!(found["environments"][0]["prefix"], real.ask(true)["prefix"], "{}", real.name);
        if is_reordered(real) {
            expected.sort();
            sites.sort();
        }
        assert_eq!(sites, expected, "{}", real.name);
    }
}

/// (normalised name, version) of everything that an interpreter sees.
fn real_distributions(real: &Real) -> Option<BTreeSet<(String, String)>> {
    let answer = real.ask(true);
    let all = answer["distributions"].as_array()?;
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    Some(
        all.iter()
            .map(|pair| (PackageName::new(&text(&pair[0])).normalized().to_owned(), text(&pair[1])))
            .collect(),
    )
}

fn found_distributions(found: &Value) -> BTreeSet<(String, String)> {
    let seen: BTreeSet<PathBuf> = paths(&found["environments"][0]["sites"]).into_iter().collect();
    let sites = found["sites"].as_array().expect("a list").iter();
    let seen = sites.filter(|site| seen.contains(Path::new(site["path"].as_str().expect("text"))));
    seen.flat_map(|site| site["distributions"].as_array().expect("a list"))
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
            (text("normalized_name"), text("version"))
        })
        .collect()
}

#[test]
fn the_distributions_are_those_that_importlib_metadata_sees() {
    let Some(all) = Real::all() else { return };
    let mut compared = 0;
    for real in all {
        let Some(expected) = real_distributions(&real) else { continue };
        let found = found_distributions(&real.find());
        assert_eq!(found, expected, "{}: fetter on the left, Python on the right", real.name);
        compared += expected.len();
    }
    assert!(compared > 100, "only {compared} distributions were compared");
}

/// A search of everything says of each environment what a search for it alone says.
#[test]
fn a_search_of_the_machine_agrees_with_each_interpreter() {
    let Some(all) = Real::all() else { return };
    let place = gate::real_environments("a search of the machine").expect("it was there");
    let program =
        Program::new(FETTER).args(["--no-all-users", "--path"]).args([&place]).args(["scan", "json"]);
    let machine: Value = serde_json::from_str(&program.env("HOME", &all[0].home).succeed()).expect("JSON");
    for real in all {
        let alone = real.find();
        let environment = &alone["environments"][0];
        let same = |other: &&Value| {
            other["prefix"] == environment["prefix"] && other["python"] == environment["python"]
        };
        let found = machine["environments"].as_array().expect("a list").iter().find(same);
        // Interpreters of another home are found where PATH or --path leads to them only.
        match found {
            Some(found) => assert_eq!(found["sites"], environment["sites"], "{}", real.name),
            None => assert!(real.name.starts_with("pyenv-"), "{} was not found", real.name),
        }
    }
}

/// What `importlib.metadata` saw in the shared data's environments when they were made elsewhere.
#[test]
fn the_same_packages_give_what_they_gave_elsewhere() {
    let Some(expected) = gate::shared("environments of the shared data", "data/envs/expected.tsv") else {
        return;
    };
    let Some(all) = Real::all() else { return };
    let text = std::fs::read_to_string(expected).expect("the data can be read");
    for case in ["old", "new"] {
        let Some(real) = all.iter().find(|real| real.name == format!("case-{case}")) else {
            gate::skip("environments of the shared data", &format!("the environment case-{case}"));
            continue;
        };
        let found: BTreeSet<String> = found_distributions(&real.find())
            .into_iter()
            .map(|(name, version)| format!("{name} {version}"))
            .collect();
        let rows = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        // Which pip and setuptools an environment begins with is the tool's choice.
        let seeds = ["pip", "setuptools", "wheel"];
        for row in rows.filter(|row| row[0] == case && !seeds.contains(&row[3])) {
            assert!(
                found.contains(&format!("{} {}", row[3], row[2])),
                "{case}: {} {} in {found:?}",
                row[3],
                row[2]
            );
        }
    }
}
