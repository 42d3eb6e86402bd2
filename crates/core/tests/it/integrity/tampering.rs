//! What was changed is found, and nothing else.

use std::os::unix::fs::symlink;

use fetter_core::integrity::verify::{Severity, VerifyCode};

use super::{SITE, environment, install, line, told, verified};

/// A small generator of numbers, so that the same files are changed in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end as u64).expect("a small number")
    }
}

#[test]
fn one_changed_byte_is_found_in_any_of_a_hundred_files_of_fifty_packages() {
    let scratch = environment("tampering");
    let tree = scratch.tree();
    let mut files = Vec::new();
    let mut numbers = Numbers(5);
    for package in 0..50 {
        let name = format!("package{package}");
        let own: Vec<(String, Vec<u8>)> = (0..20)
            .map(|file| {
                let ending = ["py", "so", "txt", "json", "pyi"][file % 5];
                let contents =
                    (0..=numbers.below(3000)).map(|_| numbers.below(256).to_le_bytes()[0]).collect();
                (format!("{name}/part{file}/file{file}.{ending}"), contents)
            })
            .collect();
        let borrowed: Vec<_> =
            own.iter().map(|(path, contents)| (path.as_str(), contents.as_slice())).collect();
        install(&tree, SITE, &name, &borrowed);
        files.extend(own);
    }
    let clean = verified(&scratch);
    assert_eq!(told(&scratch, &clean), Vec::<String>::new());
    assert_eq!((clean.totals.verified, clean.totals.files), (50, 50 * 23));
    let mut changed = Vec::new();
    while changed.len() < 100 {
        let at = numbers.below(files.len());
        let (path, mut contents) = files.swap_remove(at);
        let byte = numbers.below(contents.len());
        contents[byte] ^= 1 << numbers.below(8);
        tree.file(&format!("{SITE}/{path}"), &contents);
        changed.push(scratch.at(SITE).join(path));
    }
    changed.sort();
    let found = verified(&scratch);
    let mut paths: Vec<_> = found.findings.iter().map(|finding| finding.path.clone()).collect();
    paths.sort();
    assert_eq!(paths, changed, "100 of 100, and nothing else");
    assert!(found.findings.iter().all(|finding| finding.code == VerifyCode::Modified));
    let is_code = |finding: &&fetter_core::integrity::verify::VerifyFinding| {
        finding.path.extension().is_some_and(|extension| extension == "py" || extension == "so")
    };
    assert!(found.findings.iter().filter(is_code).all(|finding| finding.severity == Severity::High));
}

#[test]
fn what_is_gone_or_something_else() {
    let scratch = environment("gone");
    let tree = scratch.tree();
    let files: Vec<(&str, &[u8])> = vec![
        ("a/code.py", b"1"),
        ("a/tests/t.py", b"2"),
        ("a/data.txt", b"3"),
        ("a/linked.py", b"4"),
        ("a/relinked.py", b"5"),
        ("a/dangling.py", b"6"),
        ("a/directory.py", b"7"),
    ];
    install(&tree, SITE, "a", &files);
    for (path, _) in &files {
        std::fs::remove_file(scratch.at(SITE).join(path)).expect("it is there");
    }
    tree.file("elsewhere/four", "4");
    tree.file("elsewhere/other", "other");
    let link =
        |target: &str, path: &str| symlink(scratch.at(target), scratch.at(SITE).join(path)).expect("a link");
    link("elsewhere/four", "a/linked.py");
    link("elsewhere/other", "a/relinked.py");
    link("elsewhere/nothing", "a/dangling.py");
    tree.directory(&format!("{SITE}/a/directory.py"));
    assert_eq!(
        told(&scratch, &verified(&scratch)),
        [
            "high replaced a/directory.py",
            "high modified a/relinked.py",
            "medium missing a/code.py",
            "medium replaced a/dangling.py",
            "low missing a/data.txt",
            "low missing a/tests/t.py",
            "info replaced a/linked.py",
        ]
    );
}

#[test]
fn links_that_an_installer_makes_of_every_file_are_followed() {
    let scratch = environment("link-mode");
    let tree = scratch.tree();
    install(&tree, "cache", "a", &[("a/one.py", b"1"), ("a/two.py", b"2")]);
    for path in [
        "a/one.py",
        "a/two.py",
        "a-1.0.dist-info/METADATA",
        "a-1.0.dist-info/INSTALLER",
        "a-1.0.dist-info/RECORD",
    ] {
        tree.link(&format!("{SITE}/{path}"), scratch.at("cache").join(path));
    }
    let found = verified(&scratch);
    // The cache is found as a site of its own.
    let told: Vec<_> = told(&scratch, &found);
    assert_eq!(told, ["info replaced a/one.py"]);
    assert!(found.findings[0].reason.ends_with("so are 3 more files"), "{}", found.findings[0].reason);
    tree.file("cache/a/two.py", "3");
    let changed = verified(&scratch);
    assert!(
        super::told(&scratch, &changed).contains(&"high modified a/two.py".to_owned()),
        "{:?}",
        super::told(&scratch, &changed)
    );
}

#[test]
fn lists_that_say_too_little() {
    let scratch = environment("lists");
    let tree = scratch.tree();
    let weak = format!("{SITE}/weak-1.0.dist-info");
    tree.file(&format!("{SITE}/weak.py"), "1");
    tree.file(&format!("{SITE}/bare.py"), "2");
    tree.file(&format!("{weak}/METADATA"), "Name: weak\nVersion: 1.0\n");
    // The MD5 of `1`, and of nothing.
    tree.file(
        &format!("{weak}/RECORD"),
        "weak.py,md5=xMpCOKC5I4INzFCab3WEmw,1\nbare.py,,\nx.py,whirlpool=AAAA,\n\"../../../../../etc/passwd\",,\n,,\n",
    );
    tree.file(&format!("{SITE}/x.py"), "3");
    tree.file(&format!("{SITE}/none-1.0.dist-info/METADATA"), "Name: none\nVersion: 1.0\n");
    tree.file(&format!("{SITE}/old.egg-info"), "Name: old\nVersion: 1.0\n");
    let found = verified(&scratch);
    assert_eq!(
        told(&scratch, &found),
        [
            "medium record-missing none-1.0.dist-info/RECORD",
            "medium outside /etc/passwd".trim(),
            "medium hash-missing weak-1.0.dist-info/RECORD",
            "low record-missing old.egg-info",
            "low weak-hash weak-1.0.dist-info/RECORD",
            "low record-invalid weak-1.0.dist-info/RECORD",
        ]
        .map(|told| told.replace("/etc/passwd", &outside(&scratch)))
    );
    let unchecked: Vec<_> = found.unchecked.iter().map(|unchecked| unchecked.code.as_str()).collect();
    assert_eq!(unchecked, ["unknown-hash"]);
}

/// Where `../../../../../etc/passwd` leads from the site.
fn outside(scratch: &fetter_testkit::Scratch) -> String {
    let parent = scratch.path().parent().expect("a scratch directory lies in one");
    parent.join("etc/passwd").display().to_string()
}

#[test]
fn two_distributions_that_list_one_file() {
    let scratch = environment("two");
    let tree = scratch.tree();
    install(&tree, SITE, "first", &[("shared/__init__.py", b"1")]);
    install(&tree, SITE, "second", &[("shared/__init__.py", b"2")]);
    let found = verified(&scratch);
    assert_eq!(told(&scratch, &found), ["medium overwritten shared/__init__.py"]);
    assert_eq!(found.findings[0].subject.as_ref().map(|subject| subject.name.as_str()), Some("first"));
    tree.file(&format!("{SITE}/shared/__init__.py"), "3");
    assert_eq!(
        told(&scratch, &verified(&scratch)),
        ["high modified shared/__init__.py", "high modified shared/__init__.py"]
    );
}

#[test]
fn files_that_older_pips_moved_into_a_target_are_found_there() {
    let scratch = environment("target");
    let tree = scratch.tree();
    let record = install(&tree, "target", "a", &[("a.py", b"1")]);
    tree.file("target/bin/a", "2");
    tree.file("target/a-1.0.dist-info/RECORD", record + &line("../../bin/a", b"2"));
    assert_eq!(told(&scratch, &verified(&scratch)), Vec::<String>::new());
    tree.file("target/bin/a", "3");
    assert_eq!(told(&scratch, &verified(&scratch)), ["high modified target/bin/a"]);
}

/// Whoever changes a file, and adds a line to its own list, has not overwritten it.
#[test]
fn a_second_line_in_the_own_list_is_no_excuse() {
    let scratch = environment("own-line");
    let tree = scratch.tree();
    let record = install(&tree, SITE, "a", &[("a/core.py", b"good")]);
    tree.file(&format!("{SITE}/a/core.py"), "evil");
    tree.file(&format!("{SITE}/a-1.0.dist-info/RECORD"), record + &line("a/core.py", b"evil"));
    assert_eq!(
        told(&scratch, &verified(&scratch)),
        ["high modified a/core.py", "medium record-invalid a-1.0.dist-info/RECORD"]
    );
}

/// Two packages that bring one program.
#[test]
fn an_overwritten_script_matters_as_much_as_code() {
    let scratch = environment("overwritten-script");
    let tree = scratch.tree();
    for name in ["a", "b"] {
        let record = install(&tree, SITE, name, &[(&format!("{name}.py"), b"1")]);
        tree.file("env/bin/tool", name);
        let record = record + &line("../../../bin/tool", name.as_bytes());
        tree.file(&format!("{SITE}/{name}-1.0.dist-info/RECORD"), record);
    }
    assert_eq!(told(&scratch, &verified(&scratch)), ["medium overwritten env/bin/tool"]);
}
