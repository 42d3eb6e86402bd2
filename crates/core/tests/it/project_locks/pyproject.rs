//! `pyproject.toml`: the standard's tables, Poetry's, uv's.

use super::{codes, entry, names_of, read_files, read_well, wanted, wanted_in};
use fetter_core::manifest::{ManifestProblemCode, Role, Source};
use fetter_core::requirement::PackageName;

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
    let invalid = ManifestProblemCode::EntryInvalid;
    let expected = [
        (invalid, 5),
        (invalid, 5),
        (invalid, 5),
        (invalid, 6),
        (invalid, 6),
        (invalid, 7),
        (ManifestProblemCode::IncludeCycle, 4),
        (invalid, 5),
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
    assert_eq!(source("a"), "git+https://****@h.example/a@v1#subdirectory=s");
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
