//! `poetry.lock` of every age.

use super::{codes, entry, names_of, read_files, read_well, wanted, wanted_in};
use fetter_core::manifest::{ManifestProblemCode, Role, Source};

pub(super) const POETRY_END: &str =
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
    let Source::Vcs { revision, commit, .. } = &entry(&manifest, "d").source else { panic!("not git") };
    assert_eq!((revision.as_deref(), commit.as_deref().map(str::len)), (Some("main"), Some(40)));
}

#[test]
fn a_lock_file_that_is_out_of_date_is_a_problem() {
    let project = "[tool.poetry.dependencies]\nnew = \"1\"\na = \"1\"\nb = \"^2\"\n";
    let manifest = read_files(&[("poetry.lock", &poetry_graph()), ("pyproject.toml", project)]);
    let invalid = ManifestProblemCode::EntryInvalid;
    assert_eq!(codes(&manifest), [(invalid, 2), (invalid, 4)]);
    assert_eq!(&*manifest.problems[0].place.file, "/p/pyproject.toml");
    assert_eq!(wanted(&manifest, &[]), ["a==1", "b==1"]);
    let grouped = poetry_graph().replace("name = \"a\"", "name = \"a\"\ngroups = [\"main\"]");
    let manifest = read_files(&[("poetry.lock", &grouped), ("pyproject.toml", project)]);
    assert_eq!(codes(&manifest), [(invalid, 2), (invalid, 4)]);
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
