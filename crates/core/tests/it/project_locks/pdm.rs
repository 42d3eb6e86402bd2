//! `pdm.lock`, with and without groups.

use super::{entry, names_of, read_well, wanted, wanted_in};
use fetter_core::manifest::Role;
use fetter_core::requirement::PackageName;

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
    assert_eq!(manifest.selectable.defaults, manifest.selectable.all, "pdm sync installs what is listed");
    assert_eq!(wanted(&manifest, &[]), ["a==1", "b==2", "c==3", "d==0.0.0"]);
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
    // Nobody says which groups are extras, and it is the same to `pdm sync`.
    let alone = read_well(&[("pdm.lock", PDM)]);
    assert_eq!(names_of(&alone.selectable.all), ["group:dev", "group:doc", "group:x"]);
    assert_eq!(wanted(&alone, &[]), wanted(&manifest, &[]));
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
