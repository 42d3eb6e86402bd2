//! What `pixi.lock` means.

use fetter_core::manifest::{Ecosystem, Source};
use fetter_core::requirement::Variable;

use super::graph::{problems, read_text, read_well, wanted, wanted_on};

pub(super) const LOCK: &str = "\
version: 6
environments:
  default:
    packages:
      linux-64:
      - conda: https://c.example/forge/linux-64/python-3.12.1-h1_0.conda
      - pypi: https://f.example/six-1.16.0-py2.py3-none-any.whl
      osx-arm64:
      - conda: https://c.example/forge/osx-arm64/python-3.12.1-h2_0.conda
      - pypi: https://f.example/six-1.16.0-py2.py3-none-any.whl
  test:
    packages:
      linux-64:
      - conda: https://c.example/forge/linux-64/python-3.12.1-h1_0.conda
      - pypi: https://f.example/six-1.16.0-py2.py3-none-any.whl
      - pypi: ./
packages:
- conda: https://c.example/forge/linux-64/python-3.12.1-h1_0.conda
  sha256: 0a
  md5: 0b
- conda: https://c.example/forge/osx-arm64/python-3.12.1-h2_0.conda
- pypi: https://f.example/six-1.16.0-py2.py3-none-any.whl
  name: six
  version: 1.16.0
  sha256: 0c
- pypi: ./
  name: app
  version: 1.10
  editable: true
- pypi: https://f.example/unused-1-py3-none-any.whl
  name: unused
  version: '1'
";

#[test]
fn environments_are_chosen_and_platforms_are_markers() {
    let manifest = read_well("pixi.lock", LOCK);
    let mac = [(Variable::SysPlatform, "darwin"), (Variable::PlatformMachine, "arm64")];
    assert_eq!(wanted(&manifest, &[]), ["python===3.12.1", "six==1.16.0"]);
    assert_eq!(wanted(&manifest, &["test"]), ["app==1.10", "python===3.12.1", "six==1.16.0"]);
    assert_eq!(wanted_on(&manifest, &[], &mac), ["python===3.12.1", "six==1.16.0"]);
    assert!(wanted_on(&manifest, &["test"], &mac).is_empty(), "the platforms are each environment's own");
    assert!(wanted_on(&manifest, &[], &[(Variable::SysPlatform, "win32")]).is_empty());
    let six = manifest.entries.iter().filter(|entry| entry.requirement.name.as_written() == "six");
    assert_eq!(six.count(), 2, "one entry for each set of platforms");
}

#[test]
fn one_entry_stands_for_environments_of_the_same_platforms() {
    let text = "version: 6\nenvironments:\n  a: &a\n    packages:\n      linux-64:\n      - conda: https://c.example/x/noarch/p-1-0.conda\n  b: *a\npackages:\n- conda: https://c.example/x/noarch/p-1-0.conda\n";
    let manifest = read_well("pixi.lock", text);
    let [entry] = manifest.entries.as_slice() else { panic!("{:?}", manifest.entries) };
    assert_eq!(
        entry.when.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["environment:a", "environment:b"]
    );
    assert!(manifest.selectable.defaults.is_empty());
}

#[test]
fn sources_and_hashes_are_kept() {
    let manifest = read_well("pixi.lock", LOCK);
    let entry = |name: &str| {
        manifest.entries.iter().find(|entry| entry.requirement.name.as_written() == name).expect("it")
    };
    let python = entry("python");
    assert_eq!(python.ecosystem, Ecosystem::Conda);
    assert_eq!(python.source, Source::Index { url: Some("https://c.example/forge".into()) });
    assert_eq!(python.hashes.iter().map(ToString::to_string).collect::<Vec<_>>(), ["md5:0b", "sha256:0a"]);
    assert_eq!(entry("six").source, Source::Index { url: None });
    assert_eq!(entry("app").source, Source::Directory { url: "file:///p/./".into(), editable: Some(true) });
    assert_eq!(entry("app").place.line, 26);
}

#[test]
fn version_five_names_kinds() {
    let text = "\
version: 5
environments:
  default:
    packages:
      linux-64:
      - conda: https://c.example/x/linux-64/a-b-1.0-h_0.tar.bz2
      - pypi: ./p-1-py3-none-any.whl
      - pypi: git+https://h.example/r?rev=v1#00ff
      - conda: ./src
packages:
- kind: conda
  name: a-b
  version: '1.0'
  url: https://c.example/x/linux-64/a-b-1.0-h_0.tar.bz2
- kind: pypi
  name: p
  version: '1'
  path: ./p-1-py3-none-any.whl
- kind: pypi
  name: g
  version: 1.0+x
  url: git+https://h.example/r?rev=v1#00ff
- kind: conda
  name: built
  path: ./src
";
    let manifest = read_well("pixi.lock", text);
    let found: Vec<String> =
        manifest.entries.iter().map(|entry| format!("{} {}", entry.requirement.name, entry.source)).collect();
    assert_eq!(
        found,
        [
            "a-b the index https://c.example/x",
            "p file:///p/./p-1-py3-none-any.whl",
            "g git+https://h.example/r@00ff",
            "built file:///p/./src",
        ]
    );
}

#[test]
fn what_cannot_be_understood_is_a_problem_and_the_rest_is_read() {
    for version in ["version: 7", "version: [6]", "x: 1"] {
        let text = format!("{version}\nenvironments: {{}}\npackages: []\n");
        assert_eq!(problems(&read_text("pixi.lock", &text))[0].0, "bound-version-unknown", "{version}");
    }
    assert_eq!(problems(&read_text("pixi.lock", "version: 6\n")), [("bound-file-invalid", 0)]);
    let text = "\
version: 6
environments:
  default:
    packages:
      beos-64: []
      linux-64:
      - pypi: https://f.example/gone-1-py3-none-any.whl
      - other: x
      - conda: https://c.example/x/noarch/p-1-0.conda
      - conda: https://c.example/x/noarch/p.conda
      - pypi: https://f.example/q
  other: {}
packages:
- x: y
- pypi: https://f.example/q
  name: q
  sha256: xyz
";
    let manifest = read_text("pixi.lock", text);
    let mut lines: Vec<u32> = problems(&manifest).into_iter().map(|(_, line)| line).collect();
    lines.sort_unstable();
    assert_eq!(lines, [5, 7, 8, 10, 12, 14, 15]);
    assert_eq!(wanted(&manifest, &[]), ["p===1", "q"]);
}
