//! Projects' files and the lock files of Poetry, PDM and Pipenv: what they want, where, and by which choice.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fetter_core::manifest::{
    Choice, Context, Entry, Format, Input, Manifest, ManifestProblemCode, OpenError, Opened, Role, Selector,
    Source, read,
};
use fetter_core::requirement::marker::Truth;
use fetter_core::requirement::{Marker, MarkerEnvironment, PackageName, Variable};
use fetter_testkit::gate::shared;

use crate::support::tsv_rows;

/// A directory of files that refer to each other by name.
struct Files<'files>(&'files [(&'files str, &'files str)]);

impl Context for Files<'_> {
    fn open(&self, _: &str, reference: &str) -> Result<Opened, OpenError> {
        let file = self.0.iter().find(|(name, _)| *name == reference).ok_or(OpenError::Missing)?;
        Ok(Opened { file: format!("/p/{reference}").into(), bytes: file.1.as_bytes().to_vec() })
    }

    fn variable(&self, _: &str) -> Option<String> {
        None
    }

    fn file_url(&self, _: &str, path: &str) -> Option<String> {
        Some(match path {
            "." => "file:///p".to_owned(),
            path => format!("file:///p/{}", path.trim_start_matches("./")),
        })
    }
}

/// Reads the first of the files, with the others beside it.
fn read_files(files: &[(&str, &str)]) -> Manifest {
    let file: Arc<str> = format!("/p/{}", files[0].0).into();
    read(&Input { file: &file, bytes: files[0].1.as_bytes(), context: &Files(files) })
}

/// As [`read_files`], where nothing may be wrong.
fn read_well(files: &[(&str, &str)]) -> Manifest {
    let manifest = read_files(files);
    assert_eq!(manifest.problems, []);
    manifest
}

fn environment(python: &str, platform: &str, choice: &Choice) -> MarkerEnvironment {
    let mut environment = MarkerEnvironment::default();
    let series: Vec<&str> = python.split('.').take(2).collect();
    environment.set(Variable::PythonVersion, &series.join("."));
    environment.set(Variable::PythonFullVersion, python);
    environment.set(Variable::SysPlatform, platform);
    environment.set(Variable::OsName, if platform == "win32" { "nt" } else { "posix" });
    environment.set(Variable::PlatformSystem, if platform == "win32" { "Windows" } else { "Linux" });
    let is_pypy = platform == "pypy";
    environment.set(Variable::PlatformPythonImplementation, if is_pypy { "PyPy" } else { "CPython" });
    environment.set(Variable::ImplementationName, if is_pypy { "pypy" } else { "cpython" });
    environment.extras = Some(choice.extras());
    environment
}

/// What is wanted of the manifest in one environment, as `name==1` or `name` with its specifiers.
fn wanted_in(manifest: &Manifest, names: &[&str], python: &str, platform: &str) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let choice = manifest.selectable.choose(&names).expect("what is chosen is there");
    let environment = environment(python, platform, &choice);
    let holds = |marker: Option<&Marker>| {
        marker.is_none_or(|marker| marker.evaluate(&environment) == Ok(Truth::True))
    };
    let mut reached: BTreeMap<usize, BTreeSet<PackageName>> = BTreeMap::new();
    let mut waiting = Vec::new();
    for (at, entry) in manifest.entries.iter().enumerate() {
        let is_root = entry.role == Role::Project
            || (entry.role == Role::Wanted
                && choice.holds(&entry.when)
                && holds(entry.requirement.marker.as_ref()));
        if is_root {
            reached.insert(at, entry.requirement.extras.iter().cloned().collect());
            waiting.push(at);
        }
    }
    while let Some(at) = waiting.pop() {
        let extras = reached[&at].clone();
        for edge in &manifest.entries[at].edges {
            let asked = edge.extra.as_ref().is_none_or(|extra| extras.contains(extra));
            if asked && choice.holds(&edge.when) && holds(edge.marker.as_ref()) {
                let is_new = !reached.contains_key(&edge.target);
                let known = reached.entry(edge.target).or_default();
                let before = known.len();
                known.extend(edge.extras.iter().cloned());
                if is_new || known.len() != before {
                    waiting.push(edge.target);
                }
            }
        }
    }
    let entries = reached.keys().map(|at| &manifest.entries[*at]).filter(|entry| entry.role != Role::Project);
    let names: BTreeSet<String> = entries
        .map(|entry| format!("{}{}", entry.requirement.name.normalized(), entry.requirement.specifiers))
        .collect();
    names.into_iter().collect()
}

/// As [`wanted_in`], on Linux with Python 3.12.
fn wanted(manifest: &Manifest, names: &[&str]) -> Vec<String> {
    wanted_in(manifest, names, "3.12.1", "linux")
}

fn names_of<'selectors>(selectors: impl IntoIterator<Item = &'selectors Selector>) -> Vec<String> {
    selectors.into_iter().map(ToString::to_string).collect()
}

fn entry<'manifest>(manifest: &'manifest Manifest, name: &str) -> &'manifest Entry {
    let name = PackageName::new(name);
    manifest.entries.iter().find(|entry| entry.requirement.name == name).expect("the entry is there")
}

fn codes(manifest: &Manifest) -> Vec<(ManifestProblemCode, u32)> {
    manifest.problems.iter().map(|problem| (problem.code, problem.place.line)).collect()
}

// ---- the files in the wild ----

const KINDS: [(&str, &str, Format); 5] = [
    ("poetry.lock", "poetry.lock", Format::PoetryLock),
    ("pdm.lock", "pdm.lock", Format::PdmLock),
    ("Pipfile.lock", "Pipfile.lock", Format::PipfileLock),
    ("Pipfile", "Pipfile", Format::Pipfile),
    ("pyproject", "pyproject.toml", Format::Pyproject),
];

/// Every file of these kinds in the shared data: its path there, what it is called by its tool, its bytes.
fn files_in_the_wild() -> Vec<(String, &'static str, Format, Vec<u8>)> {
    let Some(index) = shared("lock files in the wild", "data/locks/index.tsv") else { return Vec::new() };
    let mut files = Vec::new();
    for row in tsv_rows(&index) {
        let Some((_, name, format)) = KINDS.iter().find(|(kind, ..)| *kind == row[0]) else { continue };
        let path = index.with_file_name(&row[1]);
        files.push((
            row[1].clone(),
            *name,
            *format,
            std::fs::read(path).expect("the file of the index is there"),
        ));
    }
    assert!(files.len() >= 29, "{}", files.len());
    files
}

fn read_alone(file: &str, bytes: &[u8]) -> Manifest {
    let file: Arc<str> = file.into();
    read(&Input { file: &file, bytes, context: &Files(&[]) })
}

/// Broken on purpose by its project.
const INVALID: &str = "python-poetry__poetry__tests__fixtures__invalid_lock__poetry.lock";

/// A configuration of tools for no Python project.
const NO_PROJECT: &str = "prefix-dev__pixi__pyproject.toml";

#[test]
fn files_in_the_wild_are_detected_and_read_without_a_problem() {
    for (file, name, format, bytes) in files_in_the_wild() {
        let is_invalid = file.ends_with(INVALID);
        if !is_invalid {
            assert_eq!(Format::detect(&file, &bytes), format, "{file}");
        }
        let manifest = read_alone(&format!("/p/{name}"), &bytes);
        assert_eq!(manifest.format, format, "{file}");
        let found: Vec<_> = manifest.problems.iter().map(|problem| problem.code).collect();
        let expected = match &file {
            _ if is_invalid => vec![ManifestProblemCode::FileInvalid],
            _ if file.ends_with(NO_PROJECT) => vec![ManifestProblemCode::Dynamic],
            _ => Vec::new(),
        };
        assert_eq!(found, expected, "{file}: {:?}", manifest.problems);
        assert!(manifest.entries.is_empty() == !expected.is_empty(), "{file}");
        assert!(manifest.entries.iter().all(|entry| entry.place.line > 0), "{file}");
    }
}

#[test]
fn lock_files_in_the_wild_have_the_packages_that_they_have() {
    let Some(expected) = shared("lock files in the wild", "data/locks/expected_packages.tsv") else { return };
    let mut packages: BTreeMap<String, BTreeSet<[String; 4]>> = BTreeMap::new();
    for row in tsv_rows(&expected) {
        let name = PackageName::new(&row[2]).normalized().to_owned();
        let category = if row[0].starts_with("Pipfile.lock/") { row[5].clone() } else { String::new() };
        let package = [name, row[3].trim_start_matches("==").to_owned(), row[4].clone(), category];
        packages.entry(row[0].clone()).or_default().insert(package);
    }
    let mut compared = 0;
    for (file, name, format, bytes) in files_in_the_wild() {
        if matches!(format, Format::Pipfile | Format::Pyproject) {
            continue;
        }
        let manifest = read_alone(&format!("/p/{name}"), &bytes);
        let found: BTreeSet<[String; 4]> =
            manifest.entries.iter().map(|entry| package(entry, format)).collect();
        assert_eq!(Some(&found), packages.get(&file).or(Some(&BTreeSet::new())), "{file}");
        compared += found.len();
    }
    assert!(compared > 500, "{compared}");
}

fn package(entry: &Entry, format: Format) -> [String; 4] {
    let version = entry.requirement.specifiers.all().first().map_or("", |pin| pin.version_text());
    let source = match &entry.source {
        Source::Index { .. } => "registry",
        Source::Vcs { .. } => "git",
        Source::Directory { .. } if format == Format::PipfileLock => "path",
        Source::Directory { .. } => "directory",
        Source::Archive { .. } => "url",
    };
    let category = match (format, entry.when.first()) {
        (Format::PipfileLock, None) => "default",
        (Format::PipfileLock, Some(_)) => "develop",
        _ => "",
    };
    let name = entry.requirement.name.normalized();
    [name, version, source, category].map(str::to_owned)
}

#[test]
fn nothing_in_the_wild_is_out_of_reach() {
    // Without the projects' files, every package is wanted in some environment once everything is chosen.
    for (file, name, format, bytes) in files_in_the_wild() {
        if !matches!(format, Format::PoetryLock | Format::PdmLock) {
            continue;
        }
        let manifest = read_alone(&format!("/p/{name}"), &bytes);
        let mut reached = BTreeSet::new();
        let everything = names_of(&manifest.selectable.all);
        let everything: Vec<&str> = everything.iter().map(String::as_str).collect();
        for (python, platform) in [
            ("3.6.0", "linux"),
            ("3.9.0", "pypy"),
            ("3.7.1", "win32"),
            ("3.10.0", "linux"),
            ("3.10.0", "win32"),
            ("3.10.4", "darwin"),
            ("3.12.0", "darwin"),
            ("3.13.0", "linux"),
            ("3.14.0", "linux"),
            ("3.14.0", "win32"),
        ] {
            reached.extend(wanted_in(&manifest, &everything, python, platform));
        }
        let all: BTreeSet<String> = manifest
            .entries
            .iter()
            .map(|entry| format!("{}{}", entry.requirement.name.normalized(), entry.requirement.specifiers))
            .collect();
        let missing: Vec<&String> = all.difference(&reached).collect();
        assert!(missing.is_empty(), "{file}: {missing:?}");
    }
}

// ---- pyproject.toml ----

#[test]
fn a_standard_project_has_dependencies_extras_and_groups() {
    let manifest = read_well(&[(
        "pyproject.toml",
        r#"
[project]
name = "My_Proj"
requires-python = ">=3.10"
dependencies = ["b>=1", "a; sys_platform == 'win32'", "v @ git+https://u:p@h.example/r.git@v1"]
[project.optional-dependencies]
all = ["my.proj[One,two]"]
one = ["c"]
two = ["d", "my-proj[one]; python_version < '3'"]
[dependency-groups]
Test = ["e", {include-group = "typing_"}, "my-proj[two]"]
"typing-" = []
"#
        .replace("typing_", "types")
        .replace("typing-", "types")
        .as_str(),
    )]);
    assert_eq!(manifest.requires_python.as_ref().expect("it is written").to_string(), ">=3.10");
    assert_eq!(
        names_of(&manifest.selectable.all),
        ["extra:all", "extra:one", "extra:two", "group:test", "group:types"]
    );
    assert!(manifest.selectable.defaults.is_empty());
    assert_eq!(wanted(&manifest, &[]), ["b>=1", "v"]);
    assert_eq!(wanted(&manifest, &["all", "test"]), ["b>=1", "c", "d", "e", "v"]);
    assert_eq!(wanted(&manifest, &["extra:all"]), ["b>=1", "c", "d", "v"]);
    assert_eq!(wanted(&manifest, &["two"]), ["b>=1", "d", "v"]);
    assert_eq!(wanted_in(&manifest, &["two"], "2.7.18", "linux"), ["b>=1", "c", "d", "v"]);
    assert_eq!(wanted(&manifest, &["test"]), ["b>=1", "d", "e", "v"]);
    assert_eq!(wanted_in(&manifest, &["none"], "3.12.0", "win32"), ["a", "b>=1", "v"]);
    let project = entry(&manifest, "my-proj");
    assert_eq!((project.role, project.place.line), (Role::Project, 3));
    assert_eq!(project.source, Source::Directory { url: "file:///p".into(), editable: None });
    assert_eq!(entry(&manifest, "v").source.to_string(), "git+https://****@h.example/r.git@v1");
    assert_eq!(entry(&manifest, "d").place.line, 9);
}

#[test]
fn groups_that_cannot_be_resolved_are_problems() {
    let manifest = read_files(&[(
        "pyproject.toml",
        r#"
[dependency-groups]
a = ["x", {include-group = "b"}]
b = [{include-group = "a"}, "y"]
c = [{include-group = "nowhere"}, {include-group = "a", more = 1}, 7, "not a requirement", "z"]
C = "x"
"-" = []
"#,
    )]);
    use ManifestProblemCode::{EntryInvalid, IncludeCycle};
    let expected = [
        (EntryInvalid, 5),
        (EntryInvalid, 5),
        (EntryInvalid, 5),
        (EntryInvalid, 6),
        (EntryInvalid, 6),
        (EntryInvalid, 7),
        (IncludeCycle, 4),
        (EntryInvalid, 5),
    ];
    assert_eq!(codes(&manifest), expected);
    assert_eq!(wanted(&manifest, &["a"]), ["x", "y"]);
    assert_eq!(wanted(&manifest, &["c"]), ["z"]);
}

#[test]
fn what_the_build_computes_is_not_known() {
    let manifest = read_files(&[(
        "pyproject.toml",
        "[project]\nname = \"a\"\ndynamic = [\"version\", \"dependencies\",\n\"optional-dependencies\"]\n",
    )]);
    assert_eq!(codes(&manifest), [(ManifestProblemCode::Dynamic, 3), (ManifestProblemCode::Dynamic, 4)]);
    let nothing = read_files(&[("pyproject.toml", "[build-system]\nrequires = []\n")]);
    assert_eq!(codes(&nothing), [(ManifestProblemCode::Dynamic, 0)]);
    let poetry =
        "[project]\nname = \"a\"\ndynamic = [\"dependencies\"]\n[tool.poetry.dependencies]\nb = \"^1\"\n";
    assert_eq!(wanted(&read_well(&[("pyproject.toml", poetry)]), &[]), ["b<2,>=1"]);
}

#[test]
fn sources_of_uv_are_those_of_the_dependencies() {
    let manifest = read_files(&[(
        "pyproject.toml",
        r#"
[project]
name = "p"
dependencies = ["a", "b", "c", "d", "e", "f", "g"]
[tool.uv]
dev-dependencies = ["h"]
[tool.uv.sources]
a = { git = "https://t:k@h.example/a", tag = "v1", subdirectory = "s" }
b = { url = "https://h.example/b.whl" }
c = { path = "../c", editable = true }
d = { index = "cpu" }
e = { workspace = true }
f = [{ index = "cpu", marker = "sys_platform == 'x'" }, { index = "other", extra = "y" }]
g = { git = "https://h.example/g", marker = "sys_platform == 'x'" }
[[tool.uv.index]]
name = "cpu"
url = "https://cpu.example/simple"
"#,
    )]);
    assert_eq!(codes(&manifest), [(ManifestProblemCode::EntryInvalid, 14)]);
    let source = |name: &str| entry(&manifest, name).source.to_string();
    assert_eq!(source("a"), "git+https://****@h.example/a@v1");
    assert_eq!(source("b"), "https://h.example/b.whl");
    assert_eq!(source("c"), "-e file:///p/../c");
    assert_eq!(source("d"), "the index https://cpu.example/simple");
    assert_eq!(source("e"), "workspace:e");
    assert_eq!(source("f"), "an index");
    assert_eq!(wanted(&manifest, &["dev"]).last().map(String::as_str), Some("h"));
}

#[test]
fn a_project_of_poetrys_has_constraints_groups_and_extras() {
    let manifest = read_well(&[(
        "pyproject.toml",
        r#"
[tool.poetry]
name = "p"
[tool.poetry.dependencies]
python = "^3.9"
a = "^0.2.3"
b = [
    {version = "1.2", python = "<3.11"},
    {version = "~2.0", python = "^3.11", platform = "linux"},
]
c = {version = "*", optional = true, extras = ["x"]}
never = {version = "*", optional = true}
d = {git = "https://h.example/d.git", branch = "main"}
e = {path = "../e", develop = true}
f = {url = "https://h.example/f.whl"}
g = {version = ">=1,<2 || >=3", source = "own"}
cpu = {version = "1", markers = "extra == 'cpu' and extra != 'more'", optional = true}
[tool.poetry.extras]
more = ["c"]
most = ["C", "a"]
cpu = ["cpu"]
[tool.poetry.dev-dependencies]
h = "1.*"
[tool.poetry.group.docs]
optional = true
include-groups = ["lint"]
[tool.poetry.group.docs.dependencies]
i = "*"
[tool.poetry.group.lint.dependencies]
j = "*"
[[tool.poetry.source]]
name = "own"
url = "https://u:p@own.example/simple"
"#,
    )]);
    let main = ["a<0.3,>=0.2.3", "b<2.1,>=2.0", "d", "e", "f", "g<2,>=1 || >=3"];
    let with = |more: &[&str]| {
        let mut all: Vec<String> = main.iter().chain(more).map(|&name| name.to_owned()).collect();
        all.sort_unstable();
        all
    };
    assert_eq!(manifest.requires_python.as_ref().expect("it is written").to_string(), "<4,>=3.9");
    assert_eq!(names_of(&manifest.selectable.defaults), ["group:dev", "group:lint"]);
    assert_eq!(wanted(&manifest, &["none"]), main);
    assert_eq!(wanted(&manifest, &[]), with(&["h==1.*", "j"]));
    assert_eq!(wanted(&manifest, &["docs"]), with(&["i", "j"]));
    assert_eq!(wanted(&manifest, &["more"]), with(&["c"]));
    assert_eq!(wanted(&manifest, &["most"]), with(&["c"]));
    assert_eq!(wanted(&manifest, &["cpu"]), with(&["cpu==1"]));
    assert_eq!(wanted(&manifest, &["cpu", "more"]), with(&["c"]));
    let old: Vec<String> = wanted_in(&manifest, &["none"], "3.10.2", "linux");
    assert!(old.contains(&"b==1.2".to_owned()) && !old.contains(&"b<2.1,>=2.0".to_owned()));
    assert!(!wanted_in(&manifest, &["none"], "3.11.0", "darwin").iter().any(|name| name.starts_with('b')));
    assert_eq!(entry(&manifest, "d").source.to_string(), "git+https://h.example/d.git@main");
    assert_eq!(entry(&manifest, "e").source.to_string(), "-e file:///p/../e");
    assert_eq!(entry(&manifest, "g").source.to_string(), "the index https://****@own.example/simple");
    assert_eq!(entry(&manifest, "c").requirement.extras, [PackageName::new("x")]);
}

#[test]
fn poetry_2_takes_the_standards_dependencies_and_its_own_sources() {
    let manifest = read_well(&[(
        "pyproject.toml",
        r#"
[project]
name = "p"
requires-python = ">=3.10"
dependencies = ["a>=1"]
optional-dependencies.x = ["b"]
[dependency-groups]
dev = ["c"]
docs = ["d"]
[tool.poetry]
[tool.poetry.dependencies]
python = "^3.12"
a = {git = "https://h.example/a.git"}
b = {path = "b"}
z = "*"
[tool.poetry.group.docs]
optional = true
[tool.poetry.group.dev.dependencies]
c = {path = "c", develop = true}
"#,
    )]);
    assert_eq!(manifest.requires_python.as_ref().expect("it is written").to_string(), ">=3.10");
    assert_eq!(wanted(&manifest, &[]), ["a>=1", "c"]);
    assert_eq!(wanted(&manifest, &["all"]), ["a>=1", "b", "c", "d"]);
    assert_eq!(entry(&manifest, "a").source.to_string(), "git+https://h.example/a.git");
    assert_eq!(entry(&manifest, "b").source.to_string(), "file:///p/b");
    assert_eq!(entry(&manifest, "c").source.to_string(), "-e file:///p/c");
}

#[test]
fn a_dependency_that_is_not_understood_leaves_the_others() {
    let manifest = read_files(&[(
        "pyproject.toml",
        r#"
[tool.poetry.dependencies]
a = "latest"
b = {extras = ["x"]}
c = {version = "1", markers = "nonsense"}
"d d" = "1"
e = 7
f = "1"
"#,
    )]);
    let invalid = ManifestProblemCode::EntryInvalid;
    assert_eq!(codes(&manifest), [(invalid, 3), (invalid, 4), (invalid, 5), (invalid, 6), (invalid, 7)]);
    assert_eq!(wanted(&manifest, &[]), ["f==1"]);
}

// ---- poetry.lock ----

const POETRY_END: &str =
    "[metadata]\nlock-version = \"2.0\"\npython-versions = \"^3.8 || ^4\"\ncontent-hash = \"x\"\n";

#[test]
fn poetry_2_says_groups_and_markers_of_every_package() {
    let lock = r#"
[[package]]
name = "a"
version = "1"
optional = false
groups = ["main", "dev", "docs"]
markers = {main = "sys_platform == \"win32\"", docs = "python_version < \"3.9\""}
files = [{file = "a.whl", hash = "sha256:00FF"}]
[[package]]
name = "b"
version = "2"
optional = true
groups = ["main"]
markers = "extra == \"x\" and extra != \"y\""
files = []
[[package]]
name = "c"
version = "3"
optional = false
groups = ["docs"]
files = []
[[package]]
name = "d"
version = "0.1"
optional = false
groups = ["main"]
files = []
develop = true
[package.source]
type = "directory"
url = "../d"
[extras]
x = ["b"]
y = []
[metadata]
lock-version = "2.1"
python-versions = ">=3.8"
"#;
    let project = r#"
[project]
name = "p"
dynamic = ["dependencies"]
[tool.poetry.group.docs]
optional = true
[tool.poetry.group.docs.dependencies]
c = "*"
"#;
    let manifest = read_well(&[("poetry.lock", lock), ("pyproject.toml", project)]);
    assert_eq!(names_of(&manifest.selectable.all), ["extra:x", "extra:y", "group:dev", "group:docs"]);
    assert_eq!(names_of(&manifest.selectable.defaults), ["group:dev"]);
    assert_eq!(manifest.files.len(), 2);
    assert_eq!(wanted(&manifest, &["none"]), ["d==0.1"]);
    assert_eq!(wanted_in(&manifest, &["none"], "3.12.0", "win32"), ["a==1", "d==0.1"]);
    assert_eq!(wanted(&manifest, &[]), ["a==1", "d==0.1"]);
    assert_eq!(wanted(&manifest, &["docs"]), ["c==3", "d==0.1"]);
    assert_eq!(wanted_in(&manifest, &["docs"], "3.8.1", "linux"), ["a==1", "c==3", "d==0.1"]);
    assert_eq!(wanted(&manifest, &["x"]), ["b==2", "d==0.1"]);
    assert_eq!(wanted(&manifest, &["x", "y"]), ["d==0.1"]);
    assert_eq!(entry(&manifest, "a").hashes[0].to_string(), "sha256:00ff");
    assert_eq!(entry(&manifest, "d").source.to_string(), "-e file:///p/../d");
    let alone = read_well(&[("poetry.lock", lock)]);
    assert_eq!(names_of(&alone.selectable.defaults), ["group:dev", "group:docs"], "all, as far as is known");
    assert!(alone.entries.iter().all(|entry| entry.role != Role::Project));
}

/// A graph: `a` wants `b` on Windows and with its extra `x` wants `c`, which has two versions.
fn poetry_graph() -> String {
    format!(
        "{}{POETRY_END}",
        r#"
[[package]]
name = "a"
version = "1"
optional = false
[package.dependencies]
b = {version = "*", markers = "sys_platform == \"win32\""}
c = [
    {version = ">=1,<2 || >2.5", optional = true, markers = "python_version < \"3.10\" and extra == \"x\""},
    {version = "^2.0", optional = true, markers = "python_version >= \"3.10\" and extra == \"x\""},
]
e = {version = "*", optional = true}
[package.extras]
all = ["a[x]", "e (>=1,<2 || >3)"]
x = ["c (>=1)"]
[[package]]
name = "b"
version = "1"
optional = false
[[package]]
name = "c"
version = "1.5"
optional = false
[[package]]
name = "c"
version = "2.1"
optional = false
[[package]]
name = "d"
version = "4"
optional = true
[package.dependencies]
f = "*"
[package.source]
type = "git"
url = "https://h.example/d.git"
reference = "main"
resolved_reference = "0123456789012345678901234567890123456789"
[[package]]
name = "e"
version = "1"
optional = false
[[package]]
name = "f"
version = "1"
optional = true
[extras]
deep = ["d"]
"#
    )
}

#[test]
fn before_version_2_1_the_projects_dependencies_are_the_roots() {
    let project = r#"
[tool.poetry]
name = "p"
[tool.poetry.dependencies]
a = {version = "1", extras = ["x"]}
d = {git = "https://h.example/d.git", optional = true}
gone = {version = "1", python = "<3"}
[tool.poetry.extras]
deep = ["d"]
[tool.poetry.group.more]
optional = true
[tool.poetry.group.more.dependencies]
e = "*"
"#;
    let manifest = read_well(&[("poetry.lock", &poetry_graph()), ("pyproject.toml", project)]);
    assert_eq!(wanted(&manifest, &[]), ["a==1", "c==2.1"]);
    assert_eq!(wanted_in(&manifest, &[], "3.9.0", "win32"), ["a==1", "b==1", "c==1.5"]);
    assert_eq!(wanted(&manifest, &["deep"]), ["a==1", "c==2.1", "d==4", "f==1"]);
    assert_eq!(wanted(&manifest, &["more"]), ["a==1", "c==2.1", "e==1"]);
    assert!(manifest.selectable.defaults.is_empty());
    assert_eq!(manifest.requires_python.as_ref().expect("it is written").to_string(), "<4,>=3.8 || <5,>=4");
    let Source::Vcs { revision, commit, .. } = &entry(&manifest, "d").source else { panic!("not git") };
    assert_eq!((revision.as_deref(), commit.as_deref().map(str::len)), (Some("main"), Some(40)));
}

#[test]
fn a_lock_file_that_is_out_of_date_is_a_problem() {
    let project = "[tool.poetry.dependencies]\nnew = \"1\"\na = \"1\"\n";
    let manifest = read_files(&[("poetry.lock", &poetry_graph()), ("pyproject.toml", project)]);
    assert_eq!(codes(&manifest), [(ManifestProblemCode::EntryInvalid, 2)]);
    assert_eq!(&*manifest.problems[0].place.file, "/p/pyproject.toml");
    assert_eq!(wanted(&manifest, &[]), ["a==1"]);
}

#[test]
fn without_the_project_the_roots_are_what_nothing_leads_to() {
    let manifest = read_well(&[("poetry.lock", &poetry_graph())]);
    // `c` and `e` are not optional, so that the project must have asked for the extras of `a` that lead there.
    assert_eq!(wanted(&manifest, &[]), ["a==1", "c==2.1", "e==1"]);
    assert_eq!(wanted_in(&manifest, &[], "3.9.0", "win32"), ["a==1", "b==1", "c==1.5", "e==1"]);
    assert_eq!(wanted(&manifest, &["deep"]), ["a==1", "c==2.1", "d==4", "e==1", "f==1"]);
}

#[test]
fn circles_have_a_beginning_and_old_locks_have_categories() {
    let lock = format!("{}{POETRY_END}", r#"
[[package]]
name = "below"
version = "1"
category = "main"
optional = false
[[package]]
name = "ring-a"
version = "1"
category = "main"
optional = false
[package.dependencies]
ring-b = "*"
[[package]]
name = "ring-b"
version = "1"
category = "main"
optional = false
[package.dependencies]
ring-a = "*"
below = {version = "*", markers = "sys_platform == \"win32\""}
[[package]]
name = "tool"
version = "1"
category = "dev"
optional = false
marker = "python_version >= \"3\""
"#).replace("content-hash = \"x\"", "[metadata.hashes]\ntool = [\"00aa\"]\n[metadata.files]\nring-a = [{file = \"r\", hash = \"md5:11\"}]");
    let manifest = read_well(&[("poetry.lock", &lock)]);
    assert_eq!(wanted(&manifest, &["none"]), ["ring-a==1", "ring-b==1"]);
    assert_eq!(
        wanted_in(&manifest, &[], "3.9.0", "win32"),
        ["below==1", "ring-a==1", "ring-b==1", "tool==1"]
    );
    assert_eq!(wanted_in(&manifest, &[], "2.7.0", "linux"), ["ring-a==1", "ring-b==1"]);
    assert_eq!(names_of(&manifest.selectable.defaults), ["group:dev"]);
    assert_eq!(entry(&manifest, "tool").hashes[0].to_string(), "sha256:00aa");
    assert_eq!(entry(&manifest, "ring-a").hashes[0].to_string(), "md5:11");
}

#[test]
fn a_poetry_lock_that_is_cut_or_unknown_is_a_problem() {
    use ManifestProblemCode::{EntryInvalid, FileInvalid, VersionUnknown};
    let cut = "[[package]]\nname = \"a\"\nversion = \"1\"\noptional = false\n";
    assert_eq!(codes(&read_files(&[("poetry.lock", cut)])), [(FileInvalid, 0)]);
    let newer = format!("{cut}[metadata]\nlock-version = \"3.0\"\n");
    assert_eq!(codes(&read_files(&[("poetry.lock", &newer)])), [(VersionUnknown, 6)]);
    let odd = format!(
        "[[package]]\nname = \"b\"\n[[package]]\nname = \"c\"\nversion = \"1\"\nsource = {{type = \"x\", url = \"y\"}}\n{cut}{POETRY_END}"
    );
    let manifest = read_files(&[("poetry.lock", &odd)]);
    assert_eq!(codes(&manifest), [(EntryInvalid, 1), (EntryInvalid, 3)]);
    assert_eq!(wanted(&manifest, &[]), ["a==1"]);
}

// ---- pdm.lock ----

const PDM: &str = r#"
[metadata]
groups = ["default", "dev", "doc", "x"]
strategy = ["inherit_metadata"]
lock_version = "4.5.0"
[[metadata.targets]]
requires_python = ">=3.9"
[[package]]
name = "a"
version = "1"
groups = ["default", "doc"]
files = [{url = "https://h.example/a.whl", hash = "sha256:aa"}]
[[package]]
name = "a"
version = "1"
extras = ["y"]
groups = ["doc"]
dependencies = ["a==1", "b"]
files = [{url = "https://h.example/a.whl", hash = "sha256:aa"}]
[[package]]
name = "b"
version = "2"
groups = ["doc", "x"]
marker = "sys_platform == \"linux\""
[[package]]
name = "c"
version = "3"
groups = ["dev"]
git = "https://u:p@h.example/c.git"
ref = "main"
revision = "0123456789012345678901234567890123456789"
[[package]]
name = "d"
version = "0.0.0"
groups = ["x"]
path = "./sub/d"
editable = true
"#;

#[test]
fn pdm_says_groups_and_markers_of_every_package() {
    let project = "[project]\nname = \"p\"\ndependencies = []\noptional-dependencies.x = [\"b\"]\n[dependency-groups]\ndev = []\ndoc = []\n";
    let manifest = read_well(&[("pdm.lock", PDM), ("pyproject.toml", project)]);
    assert_eq!(names_of(&manifest.selectable.all), ["extra:x", "group:dev", "group:doc"]);
    assert_eq!(names_of(&manifest.selectable.defaults), ["group:dev", "group:doc"]);
    assert_eq!(wanted(&manifest, &[]), ["a==1", "b==2", "c==3"]);
    assert_eq!(wanted(&manifest, &["none"]), ["a==1"]);
    assert_eq!(wanted(&manifest, &["x"]), ["a==1", "b==2", "d==0.0.0"]);
    assert_eq!(wanted_in(&manifest, &["x"], "3.9.0", "darwin"), ["a==1", "d==0.0.0"]);
    let a = entry(&manifest, "a");
    assert_eq!(a.requirement.extras, [PackageName::new("y")]);
    assert_eq!((a.hashes.len(), a.hashes[0].to_string().as_str()), (1, "sha256:aa"));
    assert_eq!(
        manifest.entries.iter().filter(|entry| entry.requirement.name == PackageName::new("a")).count(),
        1
    );
    let commit = "0123456789012345678901234567890123456789";
    assert_eq!(
        entry(&manifest, "c").source.to_string(),
        format!("git+https://****@h.example/c.git@{commit}")
    );
    assert_eq!(entry(&manifest, "d").source.to_string(), "-e file:///p/sub/d");
    assert_eq!(manifest.requires_python.as_ref().expect("it is written").to_string(), ">=3.9");
    assert_eq!(entry(&manifest, "p").role, Role::Project);
    // Nobody says which groups are extras: only `dev` is surely none.
    let alone = read_well(&[("pdm.lock", PDM)]);
    assert_eq!(names_of(&alone.selectable.defaults), ["group:dev"]);
    assert_eq!(wanted(&alone, &[]), ["a==1", "c==3"]);
}

#[test]
fn a_pdm_lock_without_metadata_is_a_graph() {
    let lock = r#"
[[package]]
name = "a"
version = "1"
dependencies = ["b[s,t]>=1; sys_platform == 'linux'"]
[[package]]
name = "b"
version = "1"
[[package]]
name = "b"
version = "1"
extras = ["s", "t"]
dependencies = ["b==1", "c", "d"]
[[package]]
name = "b"
version = "1"
extras = ["s"]
dependencies = ["b==1", "c"]
[[package]]
name = "c"
version = "1"
[[package]]
name = "d"
version = "1"
[[package]]
name = "e"
version = "1"
dependencies = ["b[s]"]
[metadata]
lock_version = "4.1"
[metadata.files]
"c 1" = [{url = "https://h.example/c.whl", hash = "sha256:cc"}]
"#;
    let alone = read_well(&[("pdm.lock", lock)]);
    assert_eq!(wanted(&alone, &[]), ["a==1", "b==1", "c==1", "d==1", "e==1"]);
    assert_eq!(entry(&alone, "c").hashes[0].to_string(), "sha256:cc");
    let project =
        "[project]\nname = \"p\"\ndependencies = [\"e\"]\n[tool.pdm.dev-dependencies]\ndev = [\"a\"]\n";
    let manifest = read_well(&[("pdm.lock", lock), ("pyproject.toml", project)]);
    assert_eq!(names_of(&manifest.selectable.defaults), ["group:dev"]);
    assert_eq!(wanted(&manifest, &["none"]), ["b==1", "c==1", "e==1"]);
    assert_eq!(wanted(&manifest, &[]), ["a==1", "b==1", "c==1", "d==1", "e==1"]);
    assert_eq!(wanted_in(&manifest, &[], "3.9.0", "win32"), ["a==1", "b==1", "c==1", "e==1"]);
}

// ---- Pipenv ----

#[test]
fn a_pipfile_has_categories_and_markers_as_keys() {
    let manifest = read_files(&[(
        "Pipfile",
        r#"
[[source]]
name = "own"
url = "https://u:p@own.example/simple"
[packages]
b = "*"
a = {version = "3.*", sys_platform = "== 'win32'", markers = "python_version >= '3.9'", index = "own"}
v = {git = "https://h.example/v.git", ref = "v1", editable = true, extras = ["x"]}
l = {path = "./l", editable = true}
w = {file = "https://h.example/w.whl"}
bad = {extras = ["x"]}
worse = "latest"
[dev-packages]
c = ">=1,<2"
[docs]
d = "==1.0"
[requires]
python_version = "3.11"
"#,
    )]);
    let invalid = ManifestProblemCode::EntryInvalid;
    assert_eq!(codes(&manifest), [(invalid, 11), (invalid, 12)]);
    assert_eq!(names_of(&manifest.selectable.all), ["group:dev", "group:develop", "group:docs"]);
    assert_eq!(wanted(&manifest, &[]), ["b", "l", "v", "w"]);
    assert_eq!(wanted(&manifest, &["dev"]), wanted(&manifest, &["develop"]));
    assert_eq!(
        wanted_in(&manifest, &["docs", "dev"], "3.9.0", "win32"),
        ["a==3.*", "b", "c<2,>=1", "d==1.0", "l", "v", "w"]
    );
    assert_eq!(manifest.requires_python.as_ref().expect("it is written").to_string(), "==3.11.*");
    assert_eq!(entry(&manifest, "a").source.to_string(), "the index https://****@own.example/simple");
    assert_eq!(entry(&manifest, "v").source.to_string(), "git+https://h.example/v.git@v1");
    assert_eq!(entry(&manifest, "l").source.to_string(), "-e file:///p/l");
}

#[test]
fn a_pipfile_lock_has_categories_hashes_and_lines() {
    let manifest = read_files(&[(
        "Pipfile.lock",
        r#"{
  "_meta": {"pipfile-spec": 6, "requires": {"python_full_version": "3.11.4"},
    "sources": [{"name": "own", "url": "https://own.example/simple"}]},
  "default": {
    "a": {
      "hashes": ["sha256:AA"], "index": "own", "version": "==1.0", "extras": ["x"],
      "markers": "sys_platform == 'win32'"
    },
    "bad": {},
    "g": {"git": "https://h.example/g.git", "ref": "0123456789012345678901234567890123456789"}
  },
  "develop": {"b": {"version": "==2.0"}},
  "docs": {"c": {"version": "==3.0"}},
  "odd": 7
}"#,
    )]);
    let invalid = ManifestProblemCode::EntryInvalid;
    assert_eq!(codes(&manifest), [(invalid, 9), (invalid, 14)]);
    assert_eq!(wanted(&manifest, &[]), ["g"]);
    assert_eq!(wanted_in(&manifest, &["dev", "docs"], "3.9.0", "win32"), ["a==1.0", "b==2.0", "c==3.0", "g"]);
    let a = entry(&manifest, "a");
    assert_eq!((a.place.line, a.hashes[0].to_string().as_str()), (5, "sha256:aa"));
    assert_eq!(a.source.to_string(), "the index https://own.example/simple");
    let Source::Vcs { commit: Some(_), .. } = &entry(&manifest, "g").source else { panic!("no commit") };
    assert_eq!(manifest.requires_python.as_ref().expect("it is written").to_string(), "==3.11.4");
    let cut = read_files(&[("Pipfile.lock", "{\"_meta\": {},\n \"default\": {\"a\"")]);
    assert_eq!(codes(&cut), [(ManifestProblemCode::FileInvalid, 2)]);
    let other = read_files(&[("Pipfile.lock", "{}")]);
    assert_eq!(codes(&other), [(ManifestProblemCode::FileInvalid, 0)]);
}

// ---- hostile ----

/// Reads something large, which must not take long.
fn read_soon(files: &[(&str, &str)]) -> Manifest {
    let start = Instant::now();
    let manifest = read_files(files);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    manifest
}

#[test]
fn a_hundred_thousand_packages_are_read() {
    let mut lock = String::new();
    for number in 0..100_000 {
        // A chain, so that nothing may go down it by recursion.
        let next = number + 1;
        write!(lock, "[[package]]\nname = \"p{number}\"\nversion = \"1\"\noptional = false\n[package.dependencies]\np{next} = \"*\"\n").expect("text");
    }
    lock.push_str(POETRY_END);
    let manifest = read_soon(&[("poetry.lock", &lock)]);
    assert_eq!((manifest.entries.len(), manifest.problems.len()), (100_000, 0));
    assert_eq!(wanted(&manifest, &[]).len(), 100_000);
}

#[test]
fn many_versions_of_one_name_are_a_limit_and_no_wait() {
    let mut lock = String::new();
    for number in 0..5_000 {
        write!(lock, "[[package]]\nname = \"p\"\nversion = \"{number}\"\noptional = false\n[package.dependencies]\np = \">={number}\"\n").expect("text");
    }
    lock.push_str(POETRY_END);
    let manifest = read_soon(&[("poetry.lock", &lock)]);
    assert_eq!(codes(&manifest), [(ManifestProblemCode::FileTooLarge, 0)]);
}

#[test]
fn extras_that_take_in_each_other_are_a_limit_and_no_wait() {
    let mut project =
        "[project]\nname = \"p\"\ndependencies = []\n[project.optional-dependencies]\n".to_owned();
    for number in 0..5_000 {
        let next = (number + 1) % 5_000;
        writeln!(project, "e{number} = [\"p[e{next}]; os_name == '{number}'\", \"p[e{next}]\"]")
            .expect("text");
    }
    let manifest = read_soon(&[("pyproject.toml", &project)]);
    assert_eq!(codes(&manifest), [(ManifestProblemCode::IncludeLimit, 0)]);
    let circle =
        "[project]\nname = \"p\"\noptional-dependencies = {a = [\"p[b]\", \"x\"], b = [\"p[a]\", \"y\"]}\n";
    assert_eq!(wanted(&read_well(&[("pyproject.toml", circle)]), &["a"]), ["x", "y"]);
}

#[test]
fn deep_nesting_is_a_problem() {
    for (file, open, close) in
        [("poetry.lock", "x = [", "]"), ("pyproject.toml", "x = [", "]"), ("Pipfile", "x = [", "]")]
    {
        let deep = format!("{}{}{}", open, "[".repeat(100_000), close.repeat(100_001));
        assert_eq!(codes(&read_files(&[(file, &deep)]))[0].0, ManifestProblemCode::FileInvalid, "{file}");
    }
    for deep in [
        format!("{{\"_meta\": {}", "[".repeat(1_000_000)),
        format!(
            "{{\"_meta\": {{}}, \"default\": {{\"a\": {}{}}}}}",
            "[".repeat(100_000),
            "]".repeat(100_000)
        ),
    ] {
        assert!(!read_soon(&[("Pipfile.lock", &deep)]).problems.is_empty());
    }
}
