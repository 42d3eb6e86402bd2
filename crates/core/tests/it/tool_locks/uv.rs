//! What `uv.lock` means, one meaning a test.

use fetter_core::manifest::{Role, Selector, Source};
use fetter_core::requirement::{PackageName, Variable};

use super::graph::{problems, read_beside, read_text, read_well, wanted, wanted_on};

/// A lock of packages from an index, each `name version: dependencies`, behind what is given.
fn lock(before: &str, packages: &[(&str, &str, &str)]) -> String {
    let package = |(name, version, dependencies): &(&str, &str, &str)| {
        format!(
            "[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = {{ registry = \"https://i.example/simple\" }}\n\
             dependencies = [{dependencies}]\n"
        )
    };
    format!("version = 1\n{before}\n{}", packages.iter().map(package).collect::<String>())
}

const PROJECT: &str = r#"
[[package]]
name = "app"
version = "0.1"
source = { editable = "." }
dependencies = [{ name = "a" }, { name = "win", marker = "sys_platform == 'win32'" }]
[package.optional-dependencies]
fast = [{ name = "b", extra = ["x"] }]
all = [{ name = "app", extra = ["fast"] }]
[package.dev-dependencies]
dev = [{ name = "c" }]
docs = [{ name = "app", extra = ["fast"] }]
"#;

pub(super) fn project() -> String {
    let packages = [
        ("a", "1", "{ name = \"d\" }"),
        ("b", "1", ""),
        ("c", "1", ""),
        ("d", "1", ""),
        ("e", "1", ""),
        ("win", "1", ""),
    ];
    let b = "[package.optional-dependencies]\nx = [{ name = \"e\" }]\n";
    lock(PROJECT, &packages).replacen(
        "[[package]]\nname = \"c\"",
        &format!("{b}[[package]]\nname = \"c\""),
        1,
    )
}

#[test]
fn a_project_its_extras_and_its_groups() {
    let manifest = read_well("p/uv.lock", &project());
    let selectors: Vec<String> = manifest.selectable.all.iter().map(ToString::to_string).collect();
    assert_eq!(selectors, ["extra:all", "extra:fast", "group:dev", "group:docs"]);
    assert_eq!(wanted(&manifest, &[]), ["a==1", "c==1", "d==1"], "the group dev is installed by default");
    assert_eq!(wanted(&manifest, &["none"]), ["a==1", "d==1"]);
    assert_eq!(wanted(&manifest, &["fast"]), ["a==1", "b==1", "d==1", "e==1"]);
    let windows = wanted_on(&manifest, &["none"], &[(Variable::SysPlatform, "win32")]);
    assert_eq!(windows, ["a==1", "d==1", "win==1"]);
    let project = &manifest.entries[0];
    assert_eq!((project.role, project.place.line), (Role::Project, 4));
    assert_eq!(project.source, Source::Directory { url: "file:///p/.".into(), editable: Some(true) });
}

#[test]
fn extras_and_groups_may_ask_for_an_extra_of_the_project() {
    let manifest = read_well("uv.lock", &project());
    for name in ["all", "docs"] {
        assert_eq!(wanted(&manifest, &[name]), ["a==1", "b==1", "d==1", "e==1"], "{name}");
    }
}

#[test]
fn the_project_file_says_which_groups_are_installed_by_default() {
    let defaults = |text: &'static str| {
        let manifest = read_beside("uv.lock", &project(), Some(("pyproject.toml", text)));
        assert!(manifest.problems.is_empty());
        assert_eq!(manifest.files.len(), 2);
        manifest.selectable.defaults.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(defaults(""), ["group:dev"]);
    assert_eq!(defaults("[tool.uv]\ndefault-groups = [\"docs\", \"gone\"]"), ["group:docs"]);
    assert_eq!(defaults("[tool.uv]\ndefault-groups = \"all\""), ["group:dev", "group:docs"]);
    assert!(defaults("[tool.uv]\ndefault-groups = []").is_empty());
    let broken =
        read_beside("uv.lock", &project(), Some(("pyproject.toml", "[tool.uv]\ndefault-groups = 1")));
    assert_eq!(problems(&broken), [("bound-entry-invalid", 2)]);
    assert_eq!(&*broken.problems[0].place.file, "pyproject.toml");
}

#[test]
fn forks_are_told_apart_by_version_and_source() {
    let root = r#"
[[package]]
name = "app"
version = "0.1"
source = { virtual = "." }
dependencies = [
  { name = "a", version = "1", source = { registry = "https://i.example/simple" }, marker = "python_full_version < '3.12'" },
  { name = "a", version = "2", source = { registry = "https://i.example/simple" }, marker = "python_full_version >= '3.12'" },
]
"#;
    let manifest = read_well("uv.lock", &lock(root, &[("a", "1", ""), ("a", "2", "")]));
    assert_eq!(wanted(&manifest, &[]), ["a==2"]);
    assert_eq!(wanted_on(&manifest, &[], &[(Variable::PythonFullVersion, "3.11.9")]), ["a==1"]);
    let ambiguous = root.replace(", version = \"1\"", "");
    let manifest = read_text("uv.lock", &lock(&ambiguous, &[("a", "1", ""), ("a", "2", "")]));
    assert_eq!(problems(&manifest), [("bound-entry-invalid", 8)], "one of two by name alone is none");
    let gone = read_text("uv.lock", &lock(root, &[("a", "1", "")]));
    assert_eq!(problems(&gone), [("bound-entry-invalid", 9)]);
}

const WORKSPACE: &str = r#"
[manifest]
members = ["one", "tool", "two"]
[[package]]
name = "one"
version = "0.1"
source = { editable = "one" }
dependencies = [{ name = "a" }]
[package.dev-dependencies]
dev = [{ name = "c" }]
[[package]]
name = "two"
version = "0.1"
source = { editable = "two" }
dependencies = [{ name = "b" }, { name = "one" }]
[[package]]
name = "tool"
source = { virtual = "tool" }
dependencies = [{ name = "d" }]
"#;

const FOUR: [(&str, &str, &str); 4] = [("a", "1", ""), ("b", "1", ""), ("c", "1", ""), ("d", "1", "")];

#[test]
fn a_workspace_without_a_root_project_is_all_of_its_members() {
    let manifest = read_well("uv.lock", &lock(WORKSPACE, &FOUR));
    assert_eq!(wanted(&manifest, &[]), ["a==1", "b==1", "c==1", "d==1"]);
    assert_eq!(manifest.entries.iter().filter(|entry| entry.role == Role::Project).count(), 3);
}

#[test]
fn a_workspace_with_a_root_project_is_what_the_root_leads_to() {
    let root = |dependencies: &str| {
        format!(
            "{WORKSPACE}[[package]]\nname = \"root\"\nversion = \"0.1\"\nsource = {{ virtual = \".\" }}\n\
             dependencies = [{dependencies}]\n"
        )
    };
    let manifest = read_well("uv.lock", &lock(&root(""), &FOUR));
    assert!(wanted(&manifest, &[]).is_empty());
    let manifest = read_well("uv.lock", &lock(&root("{ name = \"one\" }"), &FOUR));
    assert_eq!(wanted(&manifest, &[]), ["a==1", "one==0.1"], "a member's groups are its own");
    let projects: Vec<_> = manifest.entries.iter().filter(|entry| entry.role == Role::Project).collect();
    assert_eq!(projects.len(), 4, "every member may be there");
    let manifest = read_well("uv.lock", &lock(&root("{ name = \"tool\" }"), &FOUR));
    assert_eq!(wanted(&manifest, &[]), ["d==1"], "what is virtual is not installed, but what it needs is");
}

#[test]
fn sources_and_hashes_are_kept() {
    let text = r#"version = 1
[[package]]
name = "g"
version = "1"
source = { git = "https://u:p@h.example/o/r?subdirectory=s&tag=v1#00ff" }
[[package]]
name = "u"
version = "1"
source = { url = "https://h.example/u-1.tar.gz?token=secret", subdirectory = "s" }
sdist = { hash = "sha256:0a" }
[[package]]
name = "p"
version = "1"
source = { path = "dist/p-1-py3-none-any.whl" }
wheels = [{ filename = "p-1-py3-none-any.whl", hash = "sha256:0b" }, { filename = "q", hash = "sha512:0C" }]
[[package]]
name = "d"
source = { directory = "../d" }
[[package]]
name = "r"
version = "1"
source = { registry = "https://u:p@i.example/simple" }
sdist = { url = "https://f.example/r.tar.gz", hash = "sha256:zz" }
"#;
    let manifest = read_text("uv.lock", text);
    assert_eq!(problems(&manifest), [("bound-entry-invalid", 23)]);
    let source = |place: usize| manifest.entries[place].source.clone();
    let vcs = Source::Vcs {
        vcs: "git".into(),
        url: "https://****@h.example/o/r".into(),
        revision: Some("v1".into()),
        commit: Some("00ff".into()),
        subdirectory: Some("s".into()),
    };
    assert_eq!(source(0), vcs);
    let url = "https://h.example/u-1.tar.gz?token=****".into();
    assert_eq!(source(1), Source::Archive { url, subdirectory: Some("s".into()) });
    let url = "file:///p/dist/p-1-py3-none-any.whl".into();
    assert_eq!(source(2), Source::Archive { url, subdirectory: None });
    assert_eq!(source(3), Source::Directory { url: "file:///p/../d".into(), editable: Some(false) });
    assert_eq!(source(4), Source::Index { url: Some("https://****@i.example/simple".into()) });
    let hashes: Vec<String> = manifest.entries[2].hashes.iter().map(ToString::to_string).collect();
    assert_eq!(hashes, ["sha256:0b", "sha512:0c"]);
    assert!(manifest.entries.iter().all(|entry| entry.role == Role::Reached));
}

#[test]
fn the_requirements_of_a_script_are_the_roots() {
    let before = r#"
[manifest]
requirements = [{ name = "a", extras = ["x"], specifier = ">=1" }, { name = "w", marker = "sys_platform == 'win32'" }]
"#;
    let text =
        lock(before, &[("a", "1", ""), ("a", "2", ""), ("b", "1", ""), ("c", "1", ""), ("w", "1", "")])
            .replacen("version = \"1\"\n", "version = \"1\"\nresolution-markers = [\"os_name == 'nt'\"]\n", 1)
            .replacen(
                "version = \"2\"\n",
                "version = \"2\"\nresolution-markers = [\"os_name == 'posix'\", \"os_name == 'java'\"]\n",
                1,
            )
            .replacen(
                "[[package]]\nname = \"b\"",
                "[package.optional-dependencies]\nx = [{ name = \"b\" }]\n[[package]]\nname = \"b\"",
                1,
            );
    let manifest = read_well("s.py.lock/uv.lock", &text);
    assert_eq!(wanted(&manifest, &[]), ["a==2", "a>=1", "b==1"]);
    let windows = [(Variable::SysPlatform, "win32"), (Variable::OsName, "nt")];
    assert_eq!(wanted_on(&manifest, &[], &windows), ["a==1", "a>=1", "w", "w==1"]);
}

#[test]
fn a_workspace_root_that_is_no_project_has_groups() {
    let before = "\n[manifest.dependency-groups]\ndev = [{ name = \"a\" }]\nmore = [{ name = \"b\" }]\n";
    let manifest = read_well("uv.lock", &lock(before, &[("a", "1", ""), ("b", "1", "")]));
    assert_eq!(wanted(&manifest, &[]), ["a", "a==1"]);
    assert_eq!(wanted(&manifest, &["more"]), ["b", "b==1"]);
}

#[test]
fn extras_that_exclude_each_other_are_chosen_between() {
    let root = r#"
conflicts = [[{ package = "app", extra = "cpu" }, { package = "app", extra = "gpu" }]]
[[package]]
name = "app"
version = "0.1"
source = { virtual = "." }
dependencies = [{ name = "a" }]
[package.optional-dependencies]
cpu = [{ name = "torch", version = "1", marker = "extra == 'extra-3-app-cpu'" }]
gpu = [{ name = "torch", version = "2", marker = "extra == 'extra-3-app-gpu'" }]
"#;
    let needs = "{ name = \"torch\", version = \"1\", marker = \"extra == 'extra-3-app-cpu' or extra != 'extra-3-app-gpu'\" }, \
                 { name = \"torch\", version = \"2\", marker = \"extra == 'extra-3-app-gpu'\" }";
    let packages = [("a", "1", needs), ("torch", "1", ""), ("torch", "2", "")];
    let manifest = read_well("uv.lock", &lock(root, &packages));
    assert_eq!(wanted(&manifest, &["cpu"]), ["a==1", "torch==1"]);
    assert_eq!(wanted(&manifest, &["gpu"]), ["a==1", "torch==2"]);
    assert_eq!(wanted(&manifest, &["none"]), ["a==1", "torch==1"]);
    // Where a group asks for the extra, that it was not chosen does not say that it is not there.
    let asked =
        format!("{root}[package.dev-dependencies]\ndev = [{{ name = \"app\", extra = [\"gpu\"] }}]\n");
    let manifest = read_text("uv.lock", &lock(&asked, &packages));
    assert!(!manifest.problems.is_empty());
    let foreign = root.replace("extra-3-app-cpu", "extra-5-other-cpu");
    assert_eq!(problems(&read_text("uv.lock", &lock(&foreign, &packages))), [("bound-entry-invalid", 10)]);
}

#[test]
fn what_cannot_be_understood_is_a_problem_and_the_rest_is_read() {
    for version in ["version = 2", "version = \"1\"", ""] {
        let manifest = read_text("uv.lock", &format!("{version}\nrequires-python = \">=3.9\"\n"));
        assert_eq!(problems(&manifest)[0].0, "bound-version-unknown", "{version}");
    }
    let text = "version = 1\nrequires-python = \"3\"\n[[package]]\nname = \"a\"\nsource = { registry = \"r\" }\n\
                [[package]]\nname = \"b\"\nversion = \"1\"\n[[package]]\nversion = \"1\"\n[[package]]\nname = \"c\"\n\
                version = \">1\"\nsource = { registry = \"r\" }\n[[package]]\nname = \"d\"\nversion = \"1\"\n\
                source = { registry = \"r\" }\n";
    let manifest = read_text("uv.lock", text);
    let lines: Vec<u32> = problems(&manifest).into_iter().map(|(_, line)| line).collect();
    assert_eq!(lines, [2, 4, 7, 9, 12]);
    assert_eq!(manifest.entries.len(), 1);
    assert!(!manifest.selectable.all.contains(&Selector::Group(PackageName::new("dev"))));
}
