//! Projects of Poetry 2: `[project]`, with what `[tool.poetry]` says beside it.

use super::{codes, entry, read_files, read_well, wanted, wanted_in};
use fetter_core::manifest::ManifestProblemCode;

#[test]
fn a_list_of_dependencies_that_is_empty_counts_for_nothing() {
    let manifest = read_well(&[(
        "pyproject.toml",
        "[project]\nname = \"x\"\ndependencies = []\noptional-dependencies = {}\n[tool.poetry.dependencies]\nsix = \"^1.16\"\n",
    )]);
    assert_eq!(wanted(&manifest, &[]), ["six<2,>=1.16"]);
}

#[test]
fn what_poetry_says_more_of_a_dependency_holds_too() {
    let manifest = read_well(&[(
        "pyproject.toml",
        r#"
[project]
name = "x"
dependencies = ["six", "seven>=1; python_version >= '3.8'", "eight>1", "nine", "ten"]
optional-dependencies = {more = ["eleven"]}
[tool.poetry.dependencies]
six = "<1.17"
seven = {version = "^1.2 || ^3", markers = "sys_platform == 'linux'"}
eight = {allow-prereleases = true}
nine = [{git = "https://h.example/nine.git", platform = "linux"}, {version = "<9", platform = "win32"}]
eleven = "1.*"
twelve = "*"
"#,
    )]);
    assert_eq!(
        wanted(&manifest, &["none"]),
        ["eight>1", "nine", "seven<2,>=1,>=1.2 || <4,>=1,>=3", "six<1.17", "ten"]
    );
    assert_eq!(wanted_in(&manifest, &["none"], "3.12.0", "win32"), ["eight>1", "nine<9", "six<1.17", "ten"]);
    assert_eq!(entry(&manifest, "nine").source.to_string(), "git+https://h.example/nine.git");
    assert_eq!(wanted(&manifest, &["more"])[1], "eleven==1.*");
}

#[test]
fn what_is_dynamic_stands_in_poetry_s_own_table() {
    let manifest = read_well(&[(
        "pyproject.toml",
        r#"
[project]
name = "x"
dynamic = ["dependencies"]
optional-dependencies = {more = ["eleven"]}
[tool.poetry.dependencies]
six = "<1.17"
eleven = {version = "1.*", optional = true}
"#,
    )]);
    assert_eq!(wanted(&manifest, &["none"]), ["six<1.17"]);
    assert_eq!(wanted(&manifest, &["more"]), ["eleven==1.*", "six<1.17"]);
    let manifest = read_well(&[(
        "pyproject.toml",
        r#"
[project]
name = "x"
dynamic = ["optional-dependencies"]
dependencies = ["six"]
[tool.poetry]
extras = {more = ["eleven"]}
[tool.poetry.dependencies]
six = "<1.17"
seven = "*"
eleven = {version = "1.*", optional = true}
"#,
    )]);
    assert_eq!(wanted(&manifest, &["none"]), ["six<1.17"]);
    assert_eq!(wanted(&manifest, &["more"]), ["eleven==1.*", "six<1.17"]);
}

#[test]
fn many_ways_to_say_more_of_many_dependencies_end() {
    let options = "{version = \"<1 || >2\", markers = \"os_name == 'posix'\"},".repeat(20_000);
    let dependencies = "\"six>=1\",".repeat(20_000);
    let text = format!(
        "[project]\nname = \"x\"\ndependencies = [{dependencies}]\n[tool.poetry.dependencies]\nsix = [{options}]\n"
    );
    let manifest = read_files(&[("pyproject.toml", &text)]);
    assert_eq!(codes(&manifest), [(ManifestProblemCode::IncludeLimit, 3)]);
}
