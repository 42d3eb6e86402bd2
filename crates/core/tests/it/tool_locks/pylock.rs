//! What `pylock.toml` means.

use fetter_core::manifest::{Role, Source};
use fetter_core::requirement::Variable;

use super::graph::{problems, read_text, read_well, wanted, wanted_on};

#[test]
fn extras_and_groups_stand_in_markers() {
    let text = r#"
lock-version = "1.1"
created-by = "x"
requires-python = ">=3.9"
extras = ["Fast_IO"]
dependency-groups = ["dev"]
default-groups = ["main"]
[[packages]]
name = "a"
version = "1"
marker = "'main' in dependency_groups or 'dev' in dependency_groups"
[[packages]]
name = "b"
version = "1"
marker = "'fast-io' in extras and sys_platform == 'win32'"
[[packages]]
name = "b"
version = "2"
marker = "'fast-io' in extras and sys_platform != 'win32'"
"#;
    let manifest = read_well("pylock.x.toml", text);
    assert_eq!(manifest.requires_python.as_ref().map(ToString::to_string).as_deref(), Some(">=3.9"));
    assert_eq!(wanted(&manifest, &[]), ["a==1"]);
    assert!(wanted(&manifest, &["none"]).is_empty());
    assert_eq!(wanted(&manifest, &["dev", "fast-io"]), ["a==1", "b==2"]);
    assert_eq!(wanted_on(&manifest, &["fast-io"], &[(Variable::SysPlatform, "win32")]), ["b==1"]);
    assert!(manifest.entries.iter().all(|entry| entry.role == Role::Wanted));
}

#[test]
fn sources_and_hashes_are_kept() {
    let text = r#"
lock-version = "1.0"
created-by = "x"
[[packages]]
name = "v"
vcs = { type = "git", url = "https://u:p@h.example/r", requested-revision = "main", commit-id = "00FF", subdirectory = "s" }
[[packages]]
name = "d"
directory = { path = "d", editable = true }
[[packages]]
name = "e"
directory = { path = "e", subdirectory = "s" }
[[packages]]
name = "a"
archive = { url = "https://h.example/a.zip?token=x", path = "a.zip", hashes = { sha256 = "0a" } }
[[packages]]
name = "i"
version = "1"
index = "https://u:p@i.example/simple"
sdist = { url = "https://h.example/i.tar.gz", hashes = { sha256 = "0b", md5 = "0c" } }
wheels = [{ path = "i.whl", hashes = { sha256 = "0D" } }]
"#;
    let manifest = read_well("pylock.toml", text);
    let sources: Vec<String> = manifest.entries.iter().map(|entry| entry.source.to_string()).collect();
    assert_eq!(
        sources,
        [
            "git+https://****@h.example/r@00ff#subdirectory=s",
            "-e file:///p/d",
            "file:///p/e/s",
            "https://h.example/a.zip?token=****",
            "the index https://****@i.example/simple",
        ]
    );
    assert_eq!(
        manifest.entries[2].source,
        Source::Directory { url: "file:///p/e/s".into(), editable: Some(false) }
    );
    let hashes: Vec<String> = manifest.entries[4].hashes.iter().map(ToString::to_string).collect();
    assert_eq!(hashes, ["md5:0c", "sha256:0b", "sha256:0d"]);
    let lines: Vec<u32> = manifest.entries.iter().map(|entry| entry.place.line).collect();
    assert_eq!(lines, [5, 8, 11, 14, 17]);
}

#[test]
fn what_cannot_be_understood_is_a_problem_and_the_rest_is_read() {
    for version in ["lock-version = \"2.0\"", "lock-version = 1", ""] {
        assert_eq!(problems(&read_text("pylock.toml", version))[0].0, "bound-version-unknown", "{version}");
    }
    assert_eq!(problems(&read_text("pylock.toml", "lock-version = \"1.0\"")), [("bound-file-invalid", 0)]);
    let text = r#"lock-version = "1.0"
requires-python = 3
[[packages]]
name = "a"
version = 1
[[packages]]
name = "b"
marker = "x"
[[packages]]
name = "c"
vcs = { type = "git", url = "https://h.example/r", commit-id = "00" }
archive = { url = "https://h.example/c.zip" }
[[packages]]
name = "d"
directory = {}
[[packages]]
name = "e"
version = "1"
wheels = [{ url = "https://h.example/e.whl", hashes = { sha256 = 1 } }]
"#;
    let manifest = read_text("pylock.toml", text);
    let lines: Vec<u32> = problems(&manifest).into_iter().map(|(_, line)| line).collect();
    assert_eq!(lines, [2, 4, 7, 10, 14, 17, 5, 19]);
    assert_eq!(wanted(&manifest, &[]), ["e==1"]);
}
