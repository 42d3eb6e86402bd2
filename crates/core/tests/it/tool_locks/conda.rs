//! What `conda-lock.yml` and `environment.yml` mean.

use fetter_core::manifest::{Ecosystem, Source};
use fetter_core::requirement::Variable;

use super::graph::{problems, read_text, read_well, wanted, wanted_on};

fn package(name: &str, platform: &str, rest: &str) -> String {
    format!(
        "- name: {name}\n  version: 1.10\n  manager: conda\n  platform: {platform}\n  dependencies: {{}}\n  url: \
         https://c.example/t/secret/forge/{platform}/{name}-1.10-0.conda\n  hash: {{md5: 0a, sha256: 0b}}\n{rest}"
    )
}

#[test]
fn categories_are_groups_and_platforms_are_markers() {
    let text = [
        "version: 1\nmetadata: {content_hash: {}}\npackage:\n".to_owned(),
        package("a", "linux-64", "  category: main\n"),
        package("b", "linux-64", "  category: dev\n"),
        package("c", "linux-64", "  category: docs\n"),
        package("d", "win-64", "  category: main\n"),
        package("e", "linux-64", "  categories: [docs, dev]\n"),
        package("f", "linux-64", "  categories: [docs, main]\n"),
        package("g", "linux-64", ""),
    ]
    .concat();
    let manifest = read_well("conda-lock.yml", &text);
    let defaults: Vec<String> = manifest.selectable.defaults.iter().map(ToString::to_string).collect();
    assert_eq!(
        defaults,
        ["group:dev"],
        "conda-lock installs what is for development if it is not told otherwise"
    );
    assert_eq!(wanted(&manifest, &[]), ["a===1.10", "b===1.10", "e===1.10", "f===1.10", "g===1.10"]);
    assert_eq!(wanted(&manifest, &["none"]), ["a===1.10", "f===1.10", "g===1.10"]);
    assert_eq!(wanted(&manifest, &["docs"]), ["a===1.10", "c===1.10", "e===1.10", "f===1.10", "g===1.10"]);
    let windows = [(Variable::SysPlatform, "win32"), (Variable::PlatformMachine, "AMD64")];
    assert_eq!(wanted_on(&manifest, &[], &windows), ["d===1.10"]);
    let first = &manifest.entries[0];
    assert_eq!(first.source, Source::Index { url: Some("https://c.example/t/****/forge".into()) });
    assert_eq!((first.ecosystem, first.hashes.len(), first.place.line), (Ecosystem::Conda, 2, 4));
}

#[test]
fn pip_packages_come_from_their_urls() {
    let pip = package("a", "linux-64", "").replace("manager: conda", "manager: pip");
    let manifest = read_well("conda-lock.yml", &format!("version: 1\npackage:\n{pip}"));
    assert_eq!(manifest.entries[0].ecosystem, Ecosystem::Python);
    assert_eq!(wanted(&manifest, &[]), ["a==1.10"]);
    assert!(matches!(manifest.entries[0].source, Source::Archive { .. }));
}

#[test]
fn what_a_lock_says_that_cannot_be_understood_is_a_problem() {
    for version in ["version: 3", "version: x", "metadata: {}"] {
        let text = format!("{version}\npackage: []\n");
        assert_eq!(problems(&read_text("conda-lock.yml", &text))[0].0, "bound-version-unknown", "{version}");
    }
    assert_eq!(problems(&read_text("conda-lock.yml", "version: 1\n")), [("bound-file-invalid", 1)]);
    let text = [
        "version: 1\npackage:\n".to_owned(),
        package("a", "beos", ""),
        package("b", "linux-64", "").replace("manager: conda", "manager: npm"),
        package("c", "linux-64", "  category: [x]\n"),
        package("d", "linux-64", "").replace("1.10\n", "'>=1'\n"),
        package("e", "linux-64", ""),
        "- x\n".to_owned(),
    ]
    .concat();
    let manifest = read_text("conda-lock.yml", &text);
    let lines: Vec<u32> = problems(&manifest).into_iter().map(|(_, line)| line).collect();
    assert_eq!(lines, [3, 10, 17, 25, 39, 24]);
    assert_eq!(wanted(&manifest, &[]), ["e===1.10"]);
}

#[test]
fn an_environment_is_of_conda_and_of_pip() {
    let text = "\
name: x
channels: [forge]
dependencies:
- python=3.12
- forge::numpy>=1.26,<2
- pip
- pip:
  - six==1.16.0  # why
  - requests[socks] >=2 ; sys_platform == 'win32'
  - p @ git+https://u:p@h.example/r@v1
prefix: /x
";
    let manifest = read_well("environment.yml", text);
    assert_eq!(wanted(&manifest, &[]), ["numpy<2,>=1.26", "p", "pip", "python==3.12.*", "six==1.16.0"]);
    let entry = |name: &str| {
        manifest.entries.iter().find(|entry| entry.requirement.name.as_written() == name).expect("it")
    };
    assert_eq!(entry("numpy").source, Source::Index { url: Some("forge".into()) });
    assert_eq!((entry("pip").ecosystem, entry("six").ecosystem), (Ecosystem::Conda, Ecosystem::Python));
    assert_eq!(entry("p").source.to_string(), "git+https://****@h.example/r@v1");
    assert_eq!((entry("six").place.line, entry("requests").place.line), (8, 9));
    assert!(entry("p").requirement.url.is_none());
}

#[test]
fn what_an_environment_says_that_cannot_be_understood_is_a_problem() {
    let text = "\
dependencies:
- numpy 1.2|1.3
- [x]
- npm: [left-pad]
- pip: six
- blas=*=mkl
- scipy
- https://user:secret@c.example/x::six 1|2
- pip:
  - six
  - -r gone.txt
";
    let manifest = read_text("environment.yml", text);
    let lines: Vec<u32> = problems(&manifest).into_iter().map(|(_, line)| line).collect();
    assert_eq!(lines[..6], [2, 3, 4, 5, 6, 8]);
    assert!(lines.len() > 6, "a file that pip cannot find either");
    assert!(!format!("{manifest:?}").contains("secret"));
    assert!(wanted(&manifest, &[]).contains(&"scipy".to_owned()));
    let text = "name: x\nchannels: []\ndependencies: {a: b}\n";
    assert_eq!(problems(&read_text("environment.yml", text)), [("bound-file-invalid", 1)]);
}
