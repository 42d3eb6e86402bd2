//! `Pipfile` and `Pipfile.lock`.

use super::{codes, entry, names_of, read_files, wanted, wanted_in};
use fetter_core::manifest::{ManifestProblemCode, Source};

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
